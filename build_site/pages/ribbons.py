"""Articles of one event as lines side by side, their quotations as dots, one statement's places joined.

svg.py draws it at build time. The table beside it says the same: it is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import svg
from markupsafe import Markup

from build_site.pages.catalogue import Quoted
from build_site.pages.escape import escaped
from build_site.pages.words import shorten

STEP = 190
"""Between two articles."""
TOP = 40
HEIGHT = 300
"""Of the longest line; all are drawn as long, for what counts is where in its article something stands."""
EDGE = 96
"""Beside the first and the last: half of their labels."""
LONGEST = 24
"""Letters of a label that fit above a line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation on an article's line."""

    share: float
    """How far down, 0 to 1."""
    statement: int
    """The number of the statement that others carry too, from 1; 0 where this article alone has it."""
    quoted: Quoted


def ribbons(labels: Sequence[str], columns: Sequence[Sequence[Place]], root: str) -> Markup:
    """The picture: a line an article, a dot a quotation, a ribbon wherever two carry one statement."""
    drawn: list[svg.Element] = []
    places = [_first_places(column) for column in columns]
    for left, found in enumerate(places):
        for statement, place in found.items():
            right = next((n for n in range(left + 1, len(places)) if statement in places[n]), None)
            if right is not None:
                drawn.append(_ribbon((left, place), (right, places[right][statement])))
    for number, (label, column) in enumerate(zip(labels, columns, strict=True)):
        drawn += _line(number, label)
        drawn += [_dot(number, place, root) for place in column]
    width = 2 * EDGE + STEP * (len(columns) - 1)
    view = svg.ViewBoxSpec(0, 0, width, TOP + HEIGHT + 24)
    extra = {"focusable": "false", "style": f"min-width:{EDGE * 2 + 130 * (len(columns) - 1)}px"}
    return Markup(svg.SVG(viewBox=view, extra=extra, elements=drawn).as_str())  # noqa: S704 -- names are escaped


def _first_places(column: Sequence[Place]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    for place in column:
        if place.statement:
            found.setdefault(place.statement, place)
    return found


def _at(column: int, place: Place) -> tuple[int, int]:
    return EDGE + STEP * column, TOP + 8 + round((HEIGHT - 16) * place.share)


def _ribbon(one: tuple[int, Place], other: tuple[int, Place]) -> svg.Path:
    (x, y), (end, down) = _at(*one), _at(*other)
    middle = (x + end) // 2
    return svg.Path(class_=["v-ribbon"], d=[svg.M(x, y), svg.C(middle, y, middle, down, end, down)])


def _line(column: int, label: str) -> list[svg.Element]:
    x = EDGE + STEP * column
    name = svg.Text(x=x, y=20, text_anchor="middle", text=escaped(shorten(label, LONGEST)))
    return [name, svg.Line(class_=["v-line"], x1=x, y1=TOP, x2=x, y2=TOP + HEIGHT)]


def _dot(column: int, place: Place, root: str) -> svg.Element:
    x, y = _at(column, place)
    inner: list[svg.Element] = [svg.Title(text=escaped(place.quoted.who))]
    if place.statement:
        inner += [
            svg.Circle(class_=["v-shared"], cx=x, cy=y, r=9),
            svg.Text(class_=["v-nth"], x=x, y=y + 4, text_anchor="middle", text=str(place.statement)),
        ]
    else:
        inner.append(svg.Circle(class_=["v-alone"], cx=x, cy=y, r=4))
    return svg.A(href=escaped(root + place.quoted.path), tabindex=-1, elements=inner)
