"""Long lists cut into pages that are read in a few screens, where their rows say so and not their number.

A page begins with a row whose key ends the former page, wherever in the list it stands, is called after it,
and names no total: one row more is another page or two, not every page behind it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from build_site.pages.words import shorten

ROWS = 60
"""On a page, about: twelve screens of a phone."""
PAGES = 250
"""So many at most, about: of a corpus of a hundred thousand quotations the pages grow instead."""
LABEL = 60
"""Characters of what a page begins with, where it is called after that."""
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T_co]):
    """One page of a list."""

    number: int
    """From 1."""
    paths: tuple[str, ...]
    """Of all sheets, from the site's root, ``.html``."""
    labels: tuple[str, ...]
    """What each of them begins with."""
    rows: tuple[T_co, ...]

    @property
    def path(self) -> str:
        """The file below ``docs/``."""
        return self.paths[self.number - 1].removesuffix(".html") + ".md"

    @property
    def label(self) -> str:
        """What it begins with."""
        return self.labels[self.number - 1]

    @property
    def around(self) -> tuple[str, str]:
        """The addresses of the page before this one and of the one behind it; '' where there is none."""
        ends = ("", *self.paths, "")
        return ends[self.number - 1], ends[self.number + 1]

    def titled(self, title: str) -> str:
        """The title with what the page begins with, but on the first page."""
        return title if self.number == 1 else f"{title}, from “{self.label}”"

    def told(self, lead: str) -> str:
        """What the first page says of the whole list; a later one says no more than where it begins."""
        return lead if self.number == 1 else f"This page of the list begins with “{self.label}”."


def sheets(
    rows: Sequence[T],
    first: str,
    key: Callable[[T], str],
    label: Callable[[T], str],
    per: int = ROWS,
    whole: Callable[[T], str] | None = None,
) -> Iterator[Sheet[T]]:
    """The pages of a list, one at least.

    ``key`` tells rows apart, ``label`` is what a reader knows one by; rows of the same ``whole`` stay
    together as far as they go. ``first`` is the address of the first page:
    after ``articles/index.html`` comes ``articles/page-`` with a few digits of its first row's hash, after
    ``timeline.html`` ``timeline-``.
    """
    folder, slash, name = first.removesuffix(".html").rpartition("/")
    later = f"{folder}{slash}{'page' if name == 'index' else name}-"
    while len(rows) > per * PAGES:
        per *= 2
    runs = list(_runs(rows, per, whole or key, 2 if whole else max(2, per // 4)))
    paths = {first: None}
    for run in runs[1:]:
        address = f"{_hash(key(run[0])):08x}"
        digits = next(n for n in (*range(4, 9), 99) if f"{later}{address[:n]}.html" not in paths or n == 99)
        paths[f"{later}{address[:digits]}{'' if digits < 99 else f'-{len(paths)}'}.html"] = None
    labels = tuple(shorten(label(run[0]), LABEL) if run else "" for run in runs)
    for number, run in enumerate(runs, 1):
        yield Sheet(number, tuple(paths), labels, tuple(run))


def _runs(rows: Sequence[T], per: int, whole: Callable[[T], str], one_in: int) -> Iterator[Sequence[T]]:
    """Rows of each page: half of ``per`` at least, twice as many at most, or thrice of one long thing."""
    start = 0
    if len(rows) > per:
        for at in range(1, len(rows)):
            held, own = at - start, whole(rows[at])
            begins = own != whole(rows[at - 1])
            ends = held >= per // 2 and begins and (held >= 2 * per or _hash(own) % one_in == 0)
            if ends or held >= 3 * per:
                yield rows[start:at]
                start = at
    yield rows[start:]


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
