"""How sure a day of saying is, by what the article tells around it.

A day that is proposed has *traits*, each a name and a value: whose it is, how long ago it was, how many days
the article tells of, what stands between. ``benchmarks/days.py`` measures on articles of which a reader told
the days from the text alone how much each trait speaks for or against a day, in log odds, and writes
``lexicon/trust/days.txt``. The probability is the logistic function of their sum; a trait without a line says
nothing.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from build_site.dates.acts import lead_of
from build_site.dates.carrying import Act, Saying
from build_site.dates.clauses import dated_otherwise
from build_site.dates.expressions import Calendar
from build_site.dates.governing import sentences_at
from build_site.dates.resolving import bounds
from build_site.lexicon import Lexicon
from build_site.model import Article, Attribution, Span, When

Trait = tuple[str, str]
LAST = 3
"""So many days that are given before are compared."""
STEPS = 8
"""So many of a speaker's words are looked at between a day and what was said on it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day that an article gives for somebody's words or deeds."""

    place: int
    block: int
    day: str
    """As EDTF, without its doubt."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that an article's own words name, for whatever was done on it."""

    place: int
    block: int
    day: str
    """As EDTF, without its doubt."""
    kind: str
    """What it is the day of: ``told``, ``occasion``, ``done`` or ``else``."""
    there: frozenset[int]
    """Whom its sentence names, as entities."""


class Scene:
    """The days of an article, looked up by whose they are and by place."""

    def __init__(
        self,
        article: Article,
        sayings: Sequence[Saying],
        acts: Sequence[tuple[int, Act, frozenset[int]]],
        told: Sequence[tuple[int, When]],
        times: Sequence[int],
        published: str | None,
        ways: Mapping[int, tuple[str, When]],
        marks: Sequence[Mark],
    ) -> None:
        self.article, self.sayings, self._times = article, sayings, times
        self._ways = ways
        """Ways that a rule alone knows, with the days that came by them."""
        self.marks = marks
        self._named_on: dict[str, list[Mark]] = {}
        for mark in marks:
            self._named_on.setdefault(mark.day, []).append(mark)
        self._latest = max(self._named_on, default="")
        self.lead = lead_of(article)
        start, end = article.blocks[self.lead].span if self.lead >= 0 else (0, 0)
        self.of_lead = {_day(when.edtf) for place, when in told if start <= place < end}
        """The days of the paragraph that leads the news."""
        self.several = len({_day(when.edtf) for _, when in told})
        days = [day for _, when in told if (day := bounds(when.edtf))]
        self._seen = bounds(published) or max(days, default=None)
        """From when the article looks back: where that is not known, the latest day that it tells of."""
        self.anchors: list[Anchor] = []
        self.of: dict[int, list[Anchor]] = {}
        """Those of each speaker, in order."""
        self._on: dict[tuple[int, str], list[Anchor]] = {}
        self._gather(sayings, acts)
        self._spoken = sorted(s.begins for s in sayings if s.who is not None)
        self._words: dict[int, list[tuple[int, int]]] = {}
        for s in sayings:
            if s.who is not None:
                self._words.setdefault(s.who, []).append((s.begins, s.attribution.block))

    def _gather(self, sayings: Sequence[Saying], acts: Sequence[tuple[int, Act, frozenset[int]]]) -> None:
        found: list[tuple[Anchor, frozenset[int]]] = []
        own: dict[int, set[int]] = {}
        for s in sayings:
            if s.own is not None:
                place = s.own.span[0] if s.own.span else s.begins
                whose = frozenset(() if s.who is None else (s.who,))
                found.append((Anchor(place, s.attribution.block, _day(s.own.edtf)), whose))
                own.setdefault(place, set()).update(whose)
        for place, act, whose in acts:
            if place not in own or whose - own[place]:
                found.append((Anchor(place, act.block, _day(act.when.edtf)), whose))
        found.sort(key=lambda item: item[0].place)
        for anchor, whose in found:
            self.anchors.append(anchor)
            for who in whose:
                self.of.setdefault(who, []).append(anchor)
                self._on.setdefault((who, anchor.day), []).append(anchor)

    def before(self, number: int) -> Anchor | None:
        """The last day that is given before a quotation, whoever's it is."""
        last = bisect_left(self.anchors, self.sayings[number].begins, key=_PLACE) - 1
        return self.anchors[last] if last >= 0 else None

    def way(self, number: int, day: str) -> tuple[str, Anchor | None]:
        """How a day comes to a quotation: of its sentence, its speaker's before or behind it, or else."""
        saying = self.sayings[number]
        if saying.own is not None and _day(saying.own.edtf) == day:
            return "own", None
        if number in self._ways and _day(self._ways[number][1].edtf) == day:
            return self._ways[number][0], None
        theirs = self._on.get((-1 if saying.who is None else saying.who, day), ())
        if theirs:
            earlier = bisect_left(theirs, saying.begins, key=_PLACE)
            return ("speaker’s", theirs[earlier - 1]) if earlier else ("speaker’s, behind", theirs[0])
        last = self.before(number)
        if last is not None and last.day == day:
            return "last", last
        return ("lead’s" if day in self.of_lead else "other"), None

    def traits(self, number: int, day: str, words: Calendar) -> Iterator[Trait]:
        """All that tells of a day how surely it is that of a quotation."""
        saying = self.sayings[number]
        claim, (way, anchor) = saying.attribution, self.way(number, day)
        told = "own" if way == "own" else "other"
        yield "base", ""
        yield "way", way
        yield "type", f"{way} {claim.type.value}"
        yield "ago", f"{way} {self._ago(day)}"
        yield "days told", f"{way} {_at_most(self.several, 1, 2, 3, 5, 8)}"
        yield "sure", f"{told} {int(10 * claim.confidence)}"
        if way != "own":
            yield "days before", f"{way} {self._days_before(saying.begins)}"
        yield "frame", claim.frame or "none"
        yield "place", _at_most(3 * claim.block // max(1, len(self.article.blocks)), 0, 1)
        yield "beside", f"{told} {_at_most(self._beside(number), 0, 1)}"
        if dated_otherwise(saying.around, words):
            yield "another time", way
        if saying.recalls(words):
            yield "put back", told
        if way not in {"own", "pointed to", "behind"}:
            yield from self._named(saying, day)
        if way == "speaker’s" and anchor is not None:
            yield from self._since(saying, anchor)

    def _named(self, saying: Saying, day: str) -> Iterator[Trait]:
        """Where the article names a day last before some words, or next, and whom and what beside it."""
        of_day = self._named_on.get(day, ())
        earlier = bisect_left(of_day, saying.begins, key=_PLACE)
        if not of_day:
            yield "named", "nowhere"
            return
        mark, side = (of_day[earlier - 1], "before") if earlier else (of_day[0], "behind")
        who = -1 if saying.who is None else saying.who
        beside = "speaker" if who in mark.there else "others" if mark.there else "nobody"
        ever = "ever" if any(who in m.there for m in of_day[max(0, earlier - STEPS) : earlier]) else "never"
        place = "lead" if mark.block == self.lead else "text"
        gap = _at_most(abs(saying.attribution.block - mark.block), 0, 1, 3, 6, 12)
        yield "named", f"{side} {mark.kind} {place} {beside}"
        yield "named with", f"{side} {ever} {beside} {gap}"
        yield "named since", f"{side} {gap} {_at_most(self._since_mark(saying, mark), 0, 1, 2)}"
        yield "named alone", f"{place} {mark.kind} {_at_most(len(self._named_on), 1, 2, 3, 5)}"
        yield "named latest", f"{side} {day == self._latest} {self._ago(day)}"

    def _since_mark(self, saying: Saying, mark: Mark) -> int:
        """How many days are named between a day and words behind it, of the last ones."""
        here = bisect_left(self.marks, saying.begins, key=_PLACE)
        return len({m.day for m in self.marks[max(0, here - STEPS) : here] if m.place > mark.place})

    def _days_before(self, place: int) -> int:
        """How many days the last words or deeds before a place were of."""
        here = bisect_left(self.anchors, place, key=_PLACE)
        return len({anchor.day for anchor in self.anchors[max(0, here - LAST) : here]})

    def _beside(self, number: int) -> int:
        """How many other quotations the sentence of one tells of."""
        article, claim = self.article, self.sayings[number].attribution
        at = _verb(claim)
        sentences = sentences_at(article.text, article.blocks[claim.block].span, at)
        start, end = (sentences[0][0], sentences[-1][1]) if sentences else at
        around = self.sayings[max(0, number - STEPS) : number + STEPS]
        return sum(start <= _verb(s.attribution)[0] < end for s in around) - 1

    def _ago(self, day: str) -> str:
        days = bounds(day.rstrip("~"))
        if days is None or self._seen is None:
            return "?"
        return _at_most((self._seen[0] - days[0]).days, -1, 0, 1, 3, 7, 30)

    def _since(self, saying: Saying, anchor: Anchor) -> Iterator[Trait]:
        """What lies between a speaker's day and his words."""
        words = self._words[saying.who if saying.who is not None else -1]
        here = bisect_left(words, (saying.begins, 0))
        first = bisect_left(words, (anchor.place, 0))
        blocks = [block for _, block in words[max(first, here - STEPS) : here]]
        steps = [anchor.block, *blocks, saying.attribution.block] if here - first <= STEPS else blocks
        gap = max((b - a for a, b in pairwise(steps)), default=0)
        times = bisect_left(self._times, saying.begins) - bisect_left(self._times, anchor.place + 1)
        others = bisect_left(self._spoken, saying.begins) - bisect_left(self._spoken, anchor.place)
        yield "since", f"{_at_most(gap, 0, 1, 2, 4)} {_at_most(times, 0, 1, 2)}"
        yield "others between", _at_most(others - (here - first), 0, 1, 2, 4)


_PLACE = attrgetter("place")


def _day(edtf: str) -> str:
    return edtf.rstrip("?")


def _at_most(number: int, *steps: int) -> str:
    return next((str(step) for step in steps if number <= step), "more")


def _verb(claim: Attribution) -> Span:
    """Where the words of saying stand, or else what tells of them."""
    return (claim.cue or claim.source or claim.content)[0]


def kept(
    scene: Scene, proposed: Sequence[When | None], words: Calendar, lexicon: Lexicon
) -> tuple[When | None, ...]:
    """The days that are sure enough."""
    weights, least = _weights(lexicon)
    return tuple(
        when
        if when is not None and chance(scene.traits(n, _day(when.edtf), words), weights) >= least
        else None
        for n, when in enumerate(proposed)
    )


def chance(traits: Iterator[Trait], weights: Mapping[Trait, float]) -> float:
    """The logistic function of what the traits weigh."""
    return 1 / (1 + math.exp(-sum(weights.get(trait, 0.0) for trait in traits)))


@lru_cache(maxsize=8)
def _weights(lexicon: Lexicon) -> tuple[Mapping[Trait, float], float]:
    """What each trait weighs, and how sure a day has to be."""
    weights = {(row[0], row[1]): float(row[2]) for row in lexicon.rows("trust/days")}
    return weights, float(lexicon.mapping("trust/day_gate")["given"])
