"""An actor and those around: svg.py draws them, at build time, in places that are worked out here.

A star with its names in two columns: no name covers another, it reads on a phone, and the same input gives
the same drawing. svg.py writes texts and attributes as they come: every name passes through ``escaped``.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Literal, Protocol

import svg
from markupsafe import Markup

from build_site.pages.catalogue import ActorLink
from build_site.pages.company import Tie
from build_site.pages.escape import escaped
from build_site.pages.words import shorten

WIDTH = 360
ROW = 46
EDGE = 120
"""Where the names end on the left, and begin as far from the right."""
GAP = 6
"""Between a name and its line."""
LONGEST = 18
"""Letters of a name that fit."""
WRAPPED = 14
"""Letters of a line below the centre, between the columns."""
ARROWS = {"to": "M0 0 8 4 0 8z", "from": "M8 0 0 4 8 8z", "both": "M8 0 0 4 8 8zM9 0 17 4 9 8z"}
"""At the name's end of a line: words went there, came from there, both."""


FEWEST = 4
"""So many people who speak with one are needed before a drawing says more than the table below it."""


class Neighbour(Protocol):
    """An actor beside the one whose page it is."""

    @property
    def actor(self) -> ActorLink:
        """Who."""

    @property
    def tie(self) -> Tie:
        """Why."""


def network(name: str, neighbours: Sequence[Neighbour], root: str) -> Markup | None:
    """Names in two columns by weight, the closest in the middle of each; None where nobody is there."""
    if not neighbours:
        return None
    columns = [_centred(neighbours[0::2]), _centred(neighbours[1::2])]
    height = ROW * max(2, len(columns[0]))
    centre = (WIDTH // 2, height // 2)
    drawn: list[svg.Element] = [_arrow(kind, outline) for kind, outline in ARROWS.items()]
    for side, column in enumerate(columns):
        top = (height - ROW * len(column)) // 2 + ROW // 2
        for row, neighbour in enumerate(column):
            place = (WIDTH - EDGE if side else EDGE, top + ROW * row)
            drawn += [_line(neighbour.tie, centre, place), _label(neighbour, root, place)]
    drawn.append(svg.Circle(class_=["v-ego"], cx=centre[0], cy=centre[1], r=9))
    for line, words in enumerate(wrap(shorten(name, 2 * WRAPPED), WRAPPED)[:2]):
        drawn.append(_text(words, (centre[0], centre[1] + 24 + 13 * line), "middle", "v-ego-name"))
    view = svg.ViewBoxSpec(0, 0, WIDTH, height)
    return Markup(svg.SVG(viewBox=view, extra={"focusable": "false"}, elements=drawn).as_str())  # noqa: S704 -- names are escaped


def _centred(column: Sequence[Neighbour]) -> list[Neighbour]:
    """The first of the column in its middle, the later ones outward by turns."""
    placed: list[Neighbour] = []
    for number, neighbour in enumerate(column):
        placed.insert(len(placed) if number % 2 else 0, neighbour)
    return placed


def _arrow(kind: str, outline: str) -> svg.Marker:
    width = 17 if kind == "both" else 8
    return svg.Marker(
        id=f"v-{kind}",
        viewBox=svg.ViewBoxSpec(0, 0, width, 8),
        refX=width,
        refY=4,
        markerWidth=width,
        markerHeight=8,
        markerUnits="userSpaceOnUse",
        orient="auto",
        elements=[svg.Path(extra={"d": outline})],
    )


def _line(tie: Tie, centre: tuple[int, int], place: tuple[int, int]) -> svg.Path:
    """From the centre, bent so that it comes level with the name; the closest tie says how it looks."""
    (x, y), (left, right) = place, (EDGE + GAP, WIDTH - EDGE - GAP)
    end = left if x == EDGE else right
    spoken, named = tie.said_to + tie.heard_from, tie.about + tie.spoken_about
    out, back = (tie.said_to, tie.heard_from) if spoken else (tie.about, tie.spoken_about)
    arrow = "both" if out and back else "to" if out else "from" if back else None
    return svg.Path(
        class_=["v-spoke", f"v-spoke-{'to' if spoken else 'about' if named else 'beside'}"],
        d=[svg.M(*centre), svg.Q((end + centre[0]) // 2, y, end, y)],
        stroke_width=min(3.0, 1 + 0.25 * (spoken or named)),
        marker_end=f"url(#v-{arrow})" if arrow else None,
    )


def _label(neighbour: Neighbour, root: str, place: tuple[int, int]) -> svg.A:
    anchor: Literal["end", "start"] = "end" if place[0] == EDGE else "start"
    name, (*spoken, beside) = neighbour.actor.name, _words(neighbour.tie)
    return svg.A(
        href=escaped(root + neighbour.actor.path),
        tabindex=-1,
        elements=[
            svg.Title(text=escaped(f"{name}: {', '.join((*spoken, beside))}")),
            _text(shorten(name, LONGEST), place, anchor),
            _text(", ".join(spoken[:2]) or beside, (place[0], place[1] + 14), anchor, "v-why"),
        ],
    )


def _text(
    words: str, place: tuple[int, int], anchor: Literal["start", "middle", "end"], *kinds: str
) -> svg.Text:
    return svg.Text(
        x=place[0], y=place[1], text_anchor=anchor, class_=list(kinds) or None, text=escaped(words)
    )


def _words(tie: Tie) -> list[str]:
    """The figures as the table has them, those of words first; the last is the articles together."""
    figures = (tie.said_to, tie.heard_from, tie.about, tie.spoken_about)
    words = ("said to", "heard", "about", "named by")
    return [*(f"{word} {n}" for word, n in zip(words, figures, strict=True) if n), f"beside in {tie.beside}"]
