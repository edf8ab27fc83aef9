"""Articles about one event: the same names and rare words, within a few days.

Each article is a vector of its words weighted by how often they stand in it and by how few articles have
them (tf–idf; Spärck Jones 1972), those of headline and lead and names above all. Only articles that share a
rare word meet, so the work grows with the corpus, not with its square.

How few have a word is told in steps: an article more or less moves few words to another, and only articles
that have one of these are compared anew.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log, log2, sqrt

from build_site.dates.resolving import Days, bounds, near
from build_site.model import NO_TEXT, Article, BlockKind
from build_site.stages.statements.words import Vocabulary, Words, read_words

RARE = 40
"""A word in more articles than this leads to no other article."""
USUAL = 6
"""A word in more than one of so many articles is common."""
LEAD = 3
"""Paragraphs that tell what an article is about, besides its headline."""
WEIGHT_LEAD = 3
WEIGHT_NAME = 2
ALIKE = 0.22
"""Cosine from which two articles tell of one event."""
ROUNDING = 1e-6
"""More than sums of floating-point numbers may differ by."""
MEETINGS = 3
"""So many rare words two articles share at least …"""
FAINT = 0.03
"""… and so much of the cosine these give."""
MOST = 12
"""An article's nearest; in a flood of reports of one event the rest follow from these."""
STEPS = 2
"""So many steps from a number of articles to its double."""
Weights = tuple[tuple[str, ...], tuple[int, ...]]
"""An article's words in the alphabet's order, and the weight of each in it (``weigh``)."""
Vector = dict[str, float]
Told = tuple[Weights, "str | None"]
"""What of an article is compared: its words, and when it was published."""
_Band = tuple[float, int]


@dataclass(frozen=True, slots=True)
class Kin:
    """Two articles about one event, as places in the corpus."""

    first: int
    second: int
    likeness: float


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """Some of an article's words, and what each weighs."""

    words: tuple[str, ...]
    weights: array[float]

    def vector(self) -> Vector:
        """The weight of each."""
        return dict(zip(self.words, self.weights, strict=True))

    @property
    def length(self) -> float:
        """The square of how long the vector is."""
        return sum([x * x for x in self.weights])


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """An article's words with their weights, by how many articles have them."""

    rare: _Row
    usual: _Row
    common: _Row
    beyond_rare: float
    """How long the vector of all but the rare ones is."""
    beyond_usual: float


class Kinship:
    """Articles as vectors, and which of them tell of one event.

    Of a corpus that it knows only what changed is compared again; what it gives is what a new one would.
    """

    def __init__(self) -> None:
        self._told: dict[str, Told] = {}
        self._spread: Counter[str] = Counter()
        self._bands: dict[str, _Band] = {}
        """Of words that several articles have."""
        self._parts: dict[str, _Parts] = {}
        self._days: dict[str, Days | None] = {}
        self._having: dict[str, dict[str, float]] = {}
        """Rare word → articles, with its weight there."""
        self._alike: dict[str, dict[str, float]] = {}

    def of(self, now: Mapping[str, Told]) -> list[Kin]:
        """Pairs of articles about one event, in order, each with the nearest of either."""
        self._take(now)
        place = {id: n for n, id in enumerate(now)}
        pairs: dict[tuple[int, int], float] = {}
        for id, found in self._alike.items():
            for less, other in sorted((-likeness, place[there]) for there, likeness in found.items())[:MOST]:
                pairs[min(place[id], other), max(place[id], other)] = -less
        return [Kin(first, second, pairs[first, second]) for first, second in sorted(pairs)]

    def _take(self, now: Mapping[str, Told]) -> None:
        """Compare what is new, and what weighs otherwise than it did."""
        came = {id for id, told in now.items() if not _same(told, self._told.get(id))}
        gone = {id for id, told in self._told.items() if not _same(told, now.get(id))}
        moved = self._moved(gone, came, now)
        stale = came | {id for id in now if id not in came and not moved.isdisjoint(_words(now[id]))}
        for id in gone | stale:
            self._forget(id)
        self._told = dict(now)
        for id in now:
            if id in stale:
                self._meet(id)

    def _moved(self, gone: set[str], came: set[str], now: Mapping[str, Told]) -> set[str]:
        """The words that weigh otherwise now than they did."""
        size = len(now)
        gone_words = Counter(chain.from_iterable(_words(self._told[id]) for id in gone))
        came_words = Counter(chain.from_iterable(_words(now[id]) for id in came))
        self._spread.subtract(gone_words)
        self._spread.update(came_words)
        scaled = _scale(size) != _scale(len(self._told))
        touched = self._spread if scaled else gone_words.keys() | came_words.keys()
        moved = set()
        for word in touched:
            band = _band(self._spread[word], size)
            if band != self._bands.get(word):
                moved.add(word)
                if band is None:
                    del self._bands[word]
                else:
                    self._bands[word] = band
        for word in gone_words:
            if not self._spread[word]:
                del self._spread[word]
        return moved

    def _forget(self, id: str) -> None:
        parts = self._parts.pop(id, None)
        for word in parts.rare.words if parts else ():
            having = self._having[word]
            del having[id]
            if not having:
                del self._having[word]
        self._days.pop(id, None)
        for other in self._alike.pop(id, ()):
            self._alike[other].pop(id, None)

    def _meet(self, id: str) -> None:
        """Hold an article against those that were taken before it."""
        weights, published = self._told[id]
        own = self._parts[id] = _parts(weights, self._bands)
        days = self._days[id] = bounds(published)
        met: dict[str, float] = {}
        for word, x in zip(own.rare.words, own.rare.weights, strict=True):
            having = self._having.setdefault(word, {})
            for other, y in having.items():
                met[other] = met.get(other, 0.0) + x * y
            having[id] = x
        alike, rare = self._alike.setdefault(id, {}), frozenset(own.rare.words)
        usual, common = own.usual.vector(), own.common.vector()
        for other, told in met.items():
            if told < FAINT or not near(self._days[other], days):
                continue
            there = self._parts[other]
            likeness = _cosine(told, own, usual, common, there)
            if likeness >= ALIKE and len(rare.intersection(there.rare.words)) >= MEETINGS:
                alike[other] = self._alike[other][id] = likeness


def _same(told: Told, other: Told | None) -> bool:
    return other is not None and told[0] is other[0] and told[1] == other[1]


def _words(told: Told) -> tuple[str, ...]:
    return told[0][0]


def weigh(article: Article, title: str, blocks: Sequence[Words], known: Vocabulary) -> Counter[str]:
    """The words of an article by their weight in it; ``blocks`` are those of each of its blocks."""
    counts: Counter[str] = Counter()
    _add(counts, read_words(title, known), WEIGHT_LEAD)
    paragraphs = 0
    for block, words in zip(article.blocks, blocks, strict=True):
        if block.kind in NO_TEXT or block.repeat:
            continue
        paragraphs += block.kind is BlockKind.PARAGRAPH
        _add(counts, words, WEIGHT_LEAD if paragraphs <= LEAD else 1)
    return counts


def _add(counts: Counter[str], words: Words, weight: int) -> None:
    for stem, content, proper in zip(words.stems, words.content, words.proper, strict=True):
        if content and len(stem) > 1:
            counts[stem] += weight * (WEIGHT_NAME if proper else 1)


def _step(count: int) -> int:
    return round(STEPS * log2(count))


def _scale(size: int) -> tuple[int, int]:
    """What of a corpus's size all weights depend on: its own step, and that above which a word is common."""
    return _step(1 + size), max(_step(RARE), _step(1 + size) - _step(USUAL))


def _band(spread: int, size: int) -> _Band | None:
    """What a word weighs that so many articles have, and whether it is rare, usual or common (0, 1, 2)."""
    if spread < 2:
        return None
    step, (most, common) = _step(spread), _scale(size)
    return (most - step) * log(2) / STEPS, (spread > RARE) + (spread > RARE and step > common)


def _parts(weights: Weights, bands: Mapping[str, _Band]) -> _Parts:
    raw = [
        (word, (1 + log(n)) * band[0], band[1])
        for word, n in zip(*weights, strict=True)
        if (band := bands.get(word))
    ]
    length = sqrt(sum([x * x for _, x, _ in raw])) or 1.0
    rare, usual, common = (
        _Row(
            tuple([word for word, _, part in raw if part == one]),
            array("d", [x / length for _, x, part in raw if part == one]),
        )
        for one in range(3)
    )
    return _Parts(rare, usual, common, sqrt(common.length + usual.length), sqrt(common.length))


def _cosine(rare: float, own: _Parts, usual: Vector, common: Vector, there: _Parts) -> float:
    """The cosine of two articles whose rare words give so much of it; 0 once it is clear that it is small.

    ``usual`` and ``common`` are those words of the first. What all further words can add is at most the
    product of their lengths (Cauchy and Schwarz).
    """
    if rare + own.beyond_rare * there.beyond_rare < ALIKE - ROUNDING:
        return 0.0
    likeness = rare + _dot(usual, there.usual)
    if likeness + own.beyond_usual * there.beyond_usual < ALIKE - ROUNDING:
        return 0.0
    return likeness + _dot(common, there.common)


def _dot(one: Vector, other: _Row) -> float:
    found = map(one.get, other.words)
    return sum([x * y for x, y in zip(found, other.weights, strict=True) if x])
