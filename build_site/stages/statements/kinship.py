"""Articles about one event: the same names and rare words, within a few days.

Each article is a vector of its words weighted by how often they stand in it and by how few articles have
them (tf–idf; Spärck Jones 1972), those of headline and lead and names above all. Only articles that share a
rare word meet, so the work grows with the corpus, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

from build_site.dates.resolving import bounds
from build_site.model import BlockKind
from build_site.stages.statements.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.dates.resolving import Days
    from build_site.model import CorpusArticle
    from build_site.stages.statements.words import Vocabulary, Words

NEAR = 7
"""Days between reports of one event; of articles without a date nothing is known."""
RARE = 40
"""A word in more articles than this leads to no other article."""
LEAD = 3
"""Paragraphs that tell what an article is about, besides its headline."""
WEIGHT_LEAD = 3
WEIGHT_NAME = 2
ALIKE = 0.22
"""Cosine from which two articles tell of one event."""
MEETINGS = 3
"""So many rare words two articles share at least."""
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


def kin(articles: Sequence[CorpusArticle], counts: Sequence[Counter[str]]) -> Iterator[Kin]:
    """Pairs of articles about one event, in order; ``counts`` are those of their words (``weigh``)."""
    spread = Counter(word for count in counts for word in count)
    vectors = [_vector(count, spread, len(articles)) for count in counts]
    days = [bounds(a.published) for a in articles]
    index: dict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for word in vector:
            if 1 < spread[word] <= RARE:
                index[word].append(place)
    nearest: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for first, vector in enumerate(vectors):
        met = Counter(p for word in vector for p in index.get(word, ()) if p > first)
        for second, shared in met.items():
            if shared < MEETINGS or not _near(days[first], days[second]):
                continue
            likeness = _cosine(vector, vectors[second])
            if likeness >= ALIKE:
                nearest[first].append((-likeness, second))
                nearest[second].append((-likeness, first))
    pairs: dict[tuple[int, int], float] = {}
    for place, found in nearest.items():
        for less, other in sorted(found)[:MOST]:
            pairs[min(place, other), max(place, other)] = -less
    yield from (Kin(first, second, pairs[first, second]) for first, second in sorted(pairs))


def weigh(article: CorpusArticle, blocks: Sequence[Words], known: Vocabulary) -> Counter[str]:
    """The words of an article by their weight in it; ``blocks`` are those of each of its blocks."""
    counts: Counter[str] = Counter()
    _add(counts, read_words(article.title, known), WEIGHT_LEAD)
    paragraphs = 0
    for block, words in zip(article.article.blocks, blocks, strict=True):
        if block.kind in SKIPPED or block.repeat:
            continue
        paragraphs += block.kind is BlockKind.PARAGRAPH
        _add(counts, words, WEIGHT_LEAD if paragraphs <= LEAD else 1)
    return counts


def _add(counts: Counter[str], words: Words, weight: int) -> None:
    for stem, content, proper in zip(words.stems, words.content, words.proper, strict=True):
        if content and len(stem) > 1:
            counts[stem] += weight * (WEIGHT_NAME if proper else 1)


def _vector(counts: Counter[str], spread: Counter[str], of: int) -> Vector:
    raw = {w: (1 + log(n)) * log((1 + of) / spread[w]) for w, n in counts.items() if spread[w] > 1}
    length = sqrt(sum(x * x for x in raw.values())) or 1.0
    return {word: x / length for word, x in raw.items()}


def _cosine(one: Vector, other: Vector) -> float:
    few, many = sorted((one, other), key=len)
    return sum(x * many.get(word, 0.0) for word, x in few.items())


def _near(one: Days | None, other: Days | None) -> bool:
    if one is None or other is None:
        return True
    return max((one[0] - other[1]).days, (other[0] - one[1]).days, 0) <= NEAR
