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


@dataclass(frozen=True, slots=True)
class Insert:
    """Apparatus between two characters."""

    place: int
    html: str


def annotate(text: str, span: Span, layers: Sequence[Layer], inserts: Sequence[Insert] = ()) -> Markup:
    """The characters of ``text[span]`` as HTML under those layers that touch it, with what is inserted.

    Outermost is the layer that starts first; of several, the longest. Inserts stand behind what ends at their
    place and before what starts there.
    """
    start, end = span
    inside = [(max(x.span[0], start), min(x.span[1], end), x) for x in layers]
    inside = sorted((x for x in inside if x[0] < x[1]), key=lambda x: (x[0], -x[1]))
    here = sorted((x for x in inserts if start <= x.place <= end), key=lambda x: x.place, reverse=True)
    places = {start, end, *(x.place for x in here)}
    edges = sorted(places.union(*({s, e} for s, e, _ in inside)))
    elements = _Elements(inside)
    pieces: list[str] = []
    for place, after in pairwise((*edges, end)):
        pieces += elements.close(place)
        while here and here[-1].place == place:
            pieces.append(here.pop().html)
        pieces += elements.open(place)
        pieces.append(source_html(text[place:after]))
    return Markup("".join(pieces))  # noqa: S704 -- text is escaped, tags are the callers' own


class _Elements:
    """The elements open at a place, outermost first, and those to come."""

    def __init__(self, layers: list[tuple[int, int, Layer]]) -> None:
        self._waiting = layers[::-1]
        self._open: list[tuple[int, Layer]] = []

    def close(self, place: int) -> Iterator[str]:
        """End tags of what ends here; what only stood inside it starts again."""
        ending = next((i for i, (end, _) in enumerate(self._open) if end <= place), len(self._open))
        closed = self._open[ending:]
        del self._open[ending:]
        yield from (layer.close for _, layer in reversed(closed))
        for end, layer in closed:
            if end > place:
                yield layer.reopen
                self._open.append((end, layer))

    def open(self, place: int) -> Iterator[str]:
        """Start tags of what starts here."""
        while self._waiting and self._waiting[-1][0] <= place:
            _, end, layer = self._waiting.pop()
            yield layer.open
            self._open.append((end, layer))
