"""Overlapping spans → properly nested runs of mark-up.

Elements of HTML nest, spans of a text overlap. A layer that another one cuts is closed and opened again:
the first piece is told from the later ones, so that an id stands once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from build_site.model import Span
from build_site.pages.escape import source_html


@dataclass(frozen=True, slots=True)
class Layer:
    """One element over a stretch of text."""

    span: Span
    open: str
    """The start tag of its first piece."""
    reopen: str
    """The start tag of every later piece."""
    close: str
    after: str = ""
    """Apparatus behind its last piece."""


def annotate(text: str, span: Span, layers: Sequence[Layer]) -> Markup:
    """The characters of ``text[span]`` under those layers that touch it, as HTML.

    Outermost is the layer that starts first; of several, the longest.
    """
    start, end = span
    inside = [(max(x.span[0], start), min(x.span[1], end), x) for x in layers]
    order = sorted((s, -e, i) for i, (s, e, _) in enumerate(inside) if s < e)
    edges = sorted({start, end, *(s for s, _, _ in order), *(-e for _, e, _ in order)})
    active = _Active([(s, -e, inside[i][2]) for s, e, i in order])
    pieces: list[str] = []
    for here, there in pairwise(edges):
        pieces += active.move(here)
        pieces.append(source_html(text[here:there]))
    pieces += active.move(end)
    return Markup("".join(pieces))  # noqa: S704 -- text is escaped, tags are the callers' own


class _Active:
    """The elements open at a place, outermost first."""

    def __init__(self, layers: list[tuple[int, int, Layer]]) -> None:
        self._waiting = layers[::-1]
        self._open: list[tuple[int, Layer]] = []

    def move(self, place: int) -> Iterator[str]:
        """Close what ends here and open what starts here."""
        ending = [i for i, (end, _) in enumerate(self._open) if end <= place]
        again: list[tuple[int, Layer]] = []
        if ending:
            for end, layer in reversed(self._open[ending[0] :]):
                yield layer.close
                if end <= place:
                    yield layer.after
                else:
                    again.append((end, layer))
            del self._open[ending[0] :]
        for end, layer in reversed(again):
            yield layer.reopen
            self._open.append((end, layer))
        while self._waiting and self._waiting[-1][0] <= place:
            _, end, layer = self._waiting.pop()
            yield layer.open
            self._open.append((end, layer))
