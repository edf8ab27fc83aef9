"""One utterance as a picture: its words on a trunk, changes as branches, omissions as bows.

A variant graph as collation scholarship draws it (Schmidt and Colomb 2009), from top to bottom, so that it
reads on a phone: the trunk is the first version, as thick as the versions that carry the words; a branch is
other words in their place; a dashed bow leads around words that are left out. The table says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

import svg
from markupsafe import Markup

from build_site.dates.resolving import bounds
from build_site.model import Version
from build_site.pages.collation import Wording, abbreviated, kept, size
from build_site.pages.escape import escaped, plain
from build_site.pages.words import shorten

WIDTH = 360
LINE = 38
"""Where the trunk runs."""
WORDS = 50
"""Where its words begin."""
BRANCH = 234
"""Where other words begin."""
TRUNK_LETTERS = 27
BRANCH_LETTERS = 20
LEADING = 16
GAP = 16
THICKEST = 9.0
BRANCHES = 3
"""So many other words in one place are drawn; the rest are counted."""
ROWS = 24
"""So many places are drawn; of a longer text the table has the rest."""
STEP = 30
"""Between two lines of the lineage at least."""
A_DAY, AXIS = 20, 240
"""So much more for each day between them, and for all days together at most."""
LONGEST = 44
"""Letters of a name in the lineage."""


@dataclass(slots=True)
class Slot:
    """A run of the first version's words that the same versions carry."""

    text: str
    carriers: int = 0
    dropped: int = 0
    """Versions that leave it out and have nothing in its place."""
    instead: Counter[str] = field(default_factory=Counter)
    """Other words here, in place of it or before it."""


def slots(base: str, versions: Sequence[Version]) -> tuple[Slot, ...]:
    """The first version's words, cut wherever a version departs from them, with what departs.

    A version that takes up a few of the words in a sentence of its own is no witness of what it leaves out.
    """
    told = [v for v in versions if 4 * kept(v.segments) >= size(base)]
    places = [list(_places(base, version)) for version in told]
    cuts = sorted({0, len(base), *(p for of in places for _, start, end, _ in of for p in (start, end))})
    found = {a: Slot(base[a:b]) for a, b in pairwise(cuts)}
    for of in places:
        for kind, start, end, words in of:
            inside = [slot for at, slot in found.items() if start <= at < end]
            for slot in inside:
                slot.carriers += kind in ("same", "moved")
                slot.dropped += kind == "dropped"
            if words and kind in ("inserted", "changed") and found:
                at = max((a for a in found if a <= start), default=0)
                found[at].instead[_bare(words)] += 1
    return tuple(s for s in found.values() if _bare(s.text) or s.instead)


def _places(base: str, version: Version) -> Iterable[tuple[str, int, int, str]]:
    """Kind, place in the base's words, and own words of each segment."""
    at = 0
    for segment in version.segments:
        if segment.kind == "inserted":
            yield "inserted", at, at, segment.text
            continue
        start = base.find(segment.base, 0 if segment.kind == "moved" else at) if segment.base else -1
        if start < 0:
            continue
        yield segment.kind, start, start + len(segment.base), segment.text
        at = at if segment.kind == "moved" else start + len(segment.base)


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:.'\"‘’“”")


def graph(base: str, versions: Sequence[Version]) -> Markup | None:
    """The picture; None where nothing differs."""
    found = [slot for slot in slots(base, versions) if _bare(slot.text) or slot.instead]
    most = max((slot.carriers for slot in found), default=0)
    if most < 1 or not any(slot.instead or slot.dropped for slot in found):
        return None
    drawn: list[svg.Element] = []
    y = 8
    for slot in found[:ROWS]:
        rows, height = _row(slot, y, most)
        drawn += rows
        y += height
    return _svg(drawn, y)


def _row(slot: Slot, y: int, most: int) -> tuple[list[svg.Element], int]:
    words = wrap(_whole(slot.text), TRUNK_LETTERS) or [""]
    others = [
        (wrap(abbreviated(text), BRANCH_LETTERS), n) for text, n in slot.instead.most_common(BRANCHES) if text
    ]
    more = sum(slot.instead.values()) - sum(n for _, n in others)
    lines = sum(len(of) for of, _ in others) + bool(more)
    height = max(len(words), lines) * LEADING + GAP
    thick = round(1 + (THICKEST - 1) * slot.carriers / most, 1)
    drawn: list[svg.Element] = [
        svg.Line(class_=["v-trunk"], x1=LINE, y1=y, x2=LINE, y2=y + height, stroke_width=thick)
    ]
    if slot.dropped:
        bow = svg.Path(
            class_=["v-bow"],
            d=[svg.M(LINE, y), svg.C(14, y + 4, 14, y + height - 4, LINE, y + height)],
            stroke_width=round(1 + 3 * slot.dropped / most, 1),
        )
        drawn += [bow, _text(f"−{slot.dropped}", 0, y + height // 2 + 4, "v-times")]
    drawn += [_text(line, WORDS, y + 13 + LEADING * n, "v-words") for n, line in enumerate(words) if line]
    at = y + 13
    for of, number in others:
        stroke = round(1 + (THICKEST - 1) * number / most, 1)
        start = WORDS + 8 + round(6.4 * len(words[0])) if _bare(slot.text) else LINE
        curve = [svg.M(min(start, BRANCH - 14), y + 9), svg.L(BRANCH - 14, at - 4), svg.L(BRANCH - 5, at - 4)]
        drawn.append(svg.Path(class_=["v-twig"], d=curve, stroke_width=stroke))
        times = f" ×{number}" if number > 1 else ""
        for n, line in enumerate(of):
            drawn.append(_text(line + (times if n == len(of) - 1 else ""), BRANCH, at, "v-other"))
            at += LEADING
    if more:
        drawn.append(_text(f"and {more} more", BRANCH, at, "v-times"))
    return drawn, height


def _whole(text: str) -> str:
    """Of a long run that all carry only both ends: it is no news."""
    words = text.split()
    return text if len(words) <= 40 else f"{' '.join(words[:12])} … {' '.join(words[-8:])}"


def lineage(found: Sequence[Wording]) -> Markup | None:
    """From the speaker through whoever passed the words on to each outlet, down an axis of time.

    None where the words came straight to one outlet: a line would say what the table says.
    """
    ways: Counter[_Way] = Counter()
    for wording in found:
        for w in wording.witnesses:
            first, *between, last = (station.name for station in w.journey)
            words = w.quoted.article.published or ""
            ways[_Way(first, " → ".join(between), last, w.published, words)] += 1
    if len(ways) < 2 and not any(way.through for way in ways):
        return None
    drawn: list[svg.Element] = []
    y = 14
    for speaker in dict.fromkeys(way.speaker for way in ways):
        drawn.append(_text(shorten(plain(speaker), LONGEST), 0, y, "v-ego-name"))
        top = y + 6
        own = sorted((way for way in ways if way.speaker == speaker), key=lambda way: way.published or "~")
        for way, step in zip(own, _steps(own), strict=True):
            y += step
            curve = [svg.M(8, top), svg.L(8, y - 4), svg.L(26, y - 4)]
            drawn.append(svg.Path(class_=["v-twig"], d=curve, stroke_width=min(6.0, 1 + 0.75 * ways[way])))
            label = f"{way.outlet}{f' ×{ways[way]}' if ways[way] > 1 else ''}"
            label = f"{way.through} → {label}" if way.through else label
            drawn.append(_text(shorten(plain(label), LONGEST), 32, y, "v-words"))
            if way.date:
                drawn.append(_text(way.date, 32, y + 13, "v-times"))
        y += 30
    return _svg(drawn, y)


class _Way(NamedTuple):
    speaker: str
    through: str
    outlet: str
    published: str
    date: str
    """The same in words."""


def _steps(ways: Sequence[_Way]) -> list[int]:
    """How far below the one before each stands: a line, and more in proportion to the days between."""
    days = [_day(way.published) for way in ways]
    gaps = [0, *(b - a if a is not None and b is not None else 0 for a, b in pairwise(days))]
    scale = AXIS / max(sum(gaps), AXIS / A_DAY)
    return [STEP + round(gap * scale) for gap in gaps]


def _day(edtf: str) -> int | None:
    """The day as a number; None where it is not one day."""
    found = bounds(edtf)
    return found[0].toordinal() if found and found[0] == found[1] else None


def _svg(drawn: Sequence[svg.Element], height: int) -> Markup:
    view = svg.ViewBoxSpec(0, 0, WIDTH, height)
    made = svg.SVG(viewBox=view, extra={"focusable": "false"}, elements=list(drawn))
    return Markup(made.as_str())  # noqa: S704 -- words are escaped


def _text(words: str, x: int, y: int, kind: str) -> svg.Text:
    return svg.Text(class_=[kind], x=x, y=y, text=escaped(words))
