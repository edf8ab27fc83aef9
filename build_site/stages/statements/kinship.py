"""Articles about one event: the same names and rare words, within a few days.

Each article is a vector of its words weighted by how often they stand in it and by how few articles have
them (tf–idf; Spärck Jones 1972), those of headline and lead and names above all. Only articles that share a
rare word meet, so the work grows with the corpus, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt
from typing import TYPE_CHECKING

from build_site.dates.resolving import bounds
from build_site.model import BlockKind
from build_site.stages.statements.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from build_site.dates.resolving import Days
    from build_site.model import Article
    from build_site.stages.statements.words import Vocabulary, Words

NEAR = 7
"""Days between reports of one event; of articles without a date nothing is known."""
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
Vector = dict[str, float]
SKIPPED = frozenset({BlockKind.BOILERPLATE, BlockKind.TAGS, BlockKind.CREDIT, BlockKind.BYLINE})


@dataclass(frozen=True, slots=True)
class Kin:
    """Two articles about one event, as places in the corpus."""

    first: int
    second: int
    likeness: float


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """An article's words with their weights, by how many articles have them."""

    rare: Vector
    usual: Vector
    common: Vector
    beyond_rare: float
    """How long the vector of all but the rare ones is."""
    beyond_usual: float


def kin(published: Sequence[str | None], counts: Sequence[Mapping[str, int]]) -> Iterator[Kin]:
    """Pairs of articles about one event, in order; ``counts`` are those of their words (``weigh``)."""
    spread = Counter(chain.from_iterable(counts))
    vectors = [_parts(_vector(count, spread, len(counts)), spread, len(counts)) for count in counts]
    days = [bounds(date) for date in published]
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    nearest: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for second, vector in enumerate(vectors):
        met: dict[int, float] = {}
        for word, x in vector.rare.items():
            own = index[word]
            for first, y in own:
                met[first] = met.get(first, 0.0) + x * y
            own.append((second, x))
        for first, told in met.items():
            if told < FAINT or not _near(days[first], days[second]):
                continue
            likeness = _cosine(told, vectors[first], vector)
            if likeness >= ALIKE and len(vectors[first].rare.keys() & vector.rare.keys()) >= MEETINGS:
                nearest[first].append((-likeness, second))
                nearest[second].append((-likeness, first))
    pairs: dict[tuple[int, int], float] = {}
    for place, found in nearest.items():
        for less, other in sorted(found)[:MOST]:
            pairs[min(place, other), max(place, other)] = -less
    yield from (Kin(first, second, pairs[first, second]) for first, second in sorted(pairs))


def weigh(article: Article, title: str, blocks: Sequence[Words], known: Vocabulary) -> Counter[str]:
    """The words of an article by their weight in it; ``blocks`` are those of each of its blocks."""
    counts: Counter[str] = Counter()
    _add(counts, read_words(title, known), WEIGHT_LEAD)
    paragraphs = 0
    for block, words in zip(article.blocks, blocks, strict=True):
        if block.kind in SKIPPED or block.repeat:
            continue
        paragraphs += block.kind is BlockKind.PARAGRAPH
        _add(counts, words, WEIGHT_LEAD if paragraphs <= LEAD else 1)
    return counts


def _add(counts: Counter[str], words: Words, weight: int) -> None:
    for stem, content, proper in zip(words.stems, words.content, words.proper, strict=True):
        if content and len(stem) > 1:
            counts[stem] += weight * (WEIGHT_NAME if proper else 1)


def _vector(counts: Mapping[str, int], spread: Counter[str], of: int) -> Vector:
    raw = {w: (1 + log(n)) * log((1 + of) / spread[w]) for w, n in counts.items() if spread[w] > 1}
    length = sqrt(sum(x * x for x in raw.values())) or 1.0
    return {word: x / length for word, x in raw.items()}


def _parts(vector: Vector, spread: Counter[str], of: int) -> _Parts:
    parts: tuple[Vector, Vector, Vector] = ({}, {}, {})
    for word, x in vector.items():
        parts[(spread[word] > RARE) + (spread[word] > max(RARE, of // USUAL))][word] = x
    common = sum(x * x for x in parts[2].values())
    return _Parts(*parts, sqrt(common + sum(x * x for x in parts[1].values())), sqrt(common))


def _cosine(rare: float, one: _Parts, other: _Parts) -> float:
    """The cosine of two articles whose rare words give so much of it; 0 once it is clear that it is small.

    What all further words can add is at most the product of their lengths (Cauchy and Schwarz).
    """
    if rare + one.beyond_rare * other.beyond_rare < ALIKE - ROUNDING:
        return 0.0
    likeness = rare + _dot(one.usual, other.usual)
    if likeness + one.beyond_usual * other.beyond_usual < ALIKE - ROUNDING:
        return 0.0
    return likeness + _dot(one.common, other.common)


def _dot(one: Vector, other: Vector) -> float:
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return sum([few[word] * many[word] for word in few if word in many])


def _near(one: Days | None, other: Days | None) -> bool:
    if one is None or other is None:
        return True
    return max((one[0] - other[1]).days, (other[0] - one[1]).days, 0) <= NEAR
