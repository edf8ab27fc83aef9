"""An actor and those around: where everything stands in the drawing, worked out at build time.

A star with its names in two columns: no name covers another, it reads on a phone, and the same input gives
the same drawing. (A force-directed layout of a star says nothing more and costs a numeric library.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from build_site.pages.catalogue import ActorLink
from build_site.pages.company import Tie
from build_site.pages.words import shorten

WIDTH = 360
ROW = 46
EDGE = 124
"""Where the names end on the left, and begin as far from the right."""
LONGEST = 18
"""Letters of a name that fit."""


class Neighbour(Protocol):
    """An actor beside the one whose page it is."""

    @property
    def actor(self) -> ActorLink:
        """Who."""

    @property
    def tie(self) -> Tie:
        """Why."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """One of those around."""

    name: str
    path: str
    words: str
    """What binds them."""
    left: bool
    x: int
    y: int
    curve: str
    """The path from the centre to the name."""
    kind: str
    """``to``, ``about`` or ``beside``: the closest tie."""
    outward: bool
    inward: bool
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """The whole drawing."""

    width: int
    height: int
    centre: tuple[int, int]
    name: str
    spokes: tuple[Spoke, ...]


def network(name: str, neighbours: Sequence[Neighbour]) -> Network | None:
    """Names in two columns by weight, the closest in the middle of each; None where nobody is there."""
    if not neighbours:
        return None
    columns = [_centred(neighbours[0::2]), _centred(neighbours[1::2])]
    height = ROW * max(2, len(columns[0]))
    spokes = []
    for side, column in enumerate(columns):
        top = (height - ROW * len(column)) // 2 + ROW // 2
        spokes += [_spoke(n, side == 0, top + ROW * i, height // 2) for i, n in enumerate(column)]
    return Network(WIDTH, height, (WIDTH // 2, height // 2), shorten(name, LONGEST + 3), tuple(spokes))


def _centred(column: Sequence[Neighbour]) -> list[Neighbour]:
    """The first of the column in its middle, the later ones outward by turns."""
    placed: list[Neighbour] = []
    for number, neighbour in enumerate(column):
        placed.insert(len(placed) if number % 2 else 0, neighbour)
    return placed


def _spoke(neighbour: Neighbour, left: bool, y: int, middle: int) -> Spoke:
    tie = neighbour.tie
    x = EDGE if left else WIDTH - EDGE
    bend = (x + WIDTH // 2) // 2
    spoken = tie.said_to + tie.heard_from
    named = tie.about + tie.spoken_about
    return Spoke(
        name=shorten(neighbour.actor.name, LONGEST),
        path=neighbour.actor.path,
        words=_words(tie),
        left=left,
        x=x,
        y=y,
        curve=f"M{WIDTH // 2} {middle}Q{bend} {y} {x + (4 if left else -4)} {y}",
        kind="to" if spoken else "about" if named else "beside",
        outward=bool(tie.said_to if spoken else tie.about),
        inward=bool(tie.heard_from if spoken else tie.spoken_about),
        width=min(3.0, 1 + 0.25 * (spoken or named)),
    )


def _words(tie: Tie) -> str:
    """The figures of the closest ties, short."""
    parts = [f"said to {tie.said_to}"] if tie.said_to else []
    parts += [f"heard {tie.heard_from}"] if tie.heard_from else []
    parts += [f"about {tie.about}"] if tie.about else []
    parts += [f"named by {tie.spoken_about}"] if tie.spoken_about else []
    return ", ".join(parts[:2]) or f"beside in {tie.beside}"
