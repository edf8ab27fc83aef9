"""Long lists cut into pages that are read in a few screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

ROWS = 60
"""On a page: twelve screens of a phone."""
PAGES = 250
"""So many at most: of a corpus of a hundred thousand quotations the pages grow instead."""
NEAR = 2
"""So many pages before and after this one have a link, besides the first and the last."""
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T_co]):
    """One page of a list."""

    number: int
    """From 1."""
    paths: tuple[str, ...]
    """Of all sheets, from the site's root, ``.html``."""
    rows: tuple[T_co, ...]
    first: int
    """The number of the first row, from 1."""
    total: int
    """Rows on all sheets."""

    @property
    def path(self) -> str:
        """The file below ``docs/``."""
        return self.paths[self.number - 1].removesuffix(".html") + ".md"

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.rows) - 1

    @property
    def links(self) -> tuple[int | None, ...]:
        """Numbers of the pages that the pager shows; None where some are left out."""
        of = len(self.paths)
        near = range(self.number - NEAR, self.number + NEAR + 1)
        shown = [n for n in range(1, of + 1) if n in (1, of) or n in near]
        links: list[int | None] = []
        for n in shown:
            if links and n != (links[-1] or 0) + 1:
                links.append(None)
            links.append(n)
        return tuple(links)

    def titled(self, title: str) -> str:
        """The title with the page's number, but on the first page."""
        return title if self.number == 1 else f"{title}, page {self.number}"


def sheets(rows: Sequence[T], first: str, per: int = ROWS) -> Iterator[Sheet[T]]:
    """The pages of a list, one at least.

    ``first`` is the address of the first one: after ``articles/index.html`` comes ``articles/page-2.html``,
    after ``timeline.html`` comes ``timeline-2.html``.
    """
    folder, slash, name = first.removesuffix(".html").rpartition("/")
    later = f"{folder}{slash}{'page' if name == 'index' else name}-"
    per = max(per, -(-len(rows) // PAGES))
    of = max(1, -(-len(rows) // per))
    paths = (first, *(f"{later}{n}.html" for n in range(2, of + 1)))
    for n in range(of):
        yield Sheet(n + 1, paths, tuple(rows[n * per : (n + 1) * per]), n * per + 1, len(rows))
