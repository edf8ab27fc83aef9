"""Text reuse that is not quotation: agency copy, shared paragraphs, shared captions.

Articles are cut into runs of words, of which a sample is kept that two equal passages always share
(winnowing: Schleimer, Wilkerson and Aiken 2003), in one sorted array. Where two articles meet there, the
run is extended word by word, and stretches with a few words between them are one passage. Of a corpus that is
known only pairs are extended again that share other runs than they did.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeAlias

from build_site.model import NO_TEXT, Article, Span, Spans
from build_site.stages.statements.postings import Postings
from build_site.stages.statements.words import Vocabulary, Words, stable_number

RUN = 6
"""Words in a run."""
WINDOW = 4
"""Of so many neighbouring runs one is kept."""
FREQUENT = 12
"""A run that stands in more articles than this is a formula."""
GAP = 3
"""Words that may differ between two stretches of one passage."""
SHORTEST = 12
"""Words of a passage worth showing …"""
CONTENT = 6
"""… and content words among them."""
BREAK = 0
"""The number that stands for quoted words and between blocks; it equals nothing."""
_BITS = (1 << 64) - 1
_MIX = 0x9E3779B97F4A7C15
_STEP = 1_000_003 * _MIX & _BITS
_LEAVING = _MIX * pow(_STEP, RUN, 1 << 64) & _BITS
_NONE = 1 << 34
"""Above the number of every run: a run with a break in it."""
_PLACES = 30
"""So many bits tell a place."""
_PLACE = (1 << _PLACES) - 1
_FEW = range(2, FREQUENT + 1)
Stretch = tuple[int, int, int]
"""Word here, word there, how many words."""
Prints: TypeAlias = "array[int]"
"""An article's fingerprints, each the number of a run above ``_PLACE`` and its place (``fingerprints``)."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An article's words as numbers, with where each stands."""

    numbers: array[int]
    starts: array[int]
    ends: array[int]
    size: int
    """Words, the quoted ones included."""

    def span(self, first: int, count: int) -> Span:
        """The characters of some words."""
        return self.starts[first], self.ends[first + count - 1]


Printed = tuple[Copy, Prints]
_Shared = tuple[tuple[tuple["Span", "Span"], ...], float, float]


@dataclass(frozen=True, slots=True)
class Reuse:
    """The passages that two articles share, as places in the corpus and spans in both."""

    first: int
    second: int
    passages: tuple[tuple[Span, Span], ...]
    share_first: float
    share_second: float


class Reused:
    """Articles by their fingerprints, and what any two of them share.

    Whatever it was asked before, it gives what a new one would.
    """

    def __init__(self) -> None:
        self._articles: Mapping[str, Printed] = {}
        self._order: dict[str, int] = {}
        self._runs = Postings[Prints](_keys)
        self._found: dict[tuple[str, str], _Shared] = {}

    def of(self, articles: Mapping[str, Printed], known: Vocabulary) -> list[Reuse]:
        """Every pair of articles that share a passage, in order."""
        self._take(articles, frozenset(map(_number, known.functions)))
        place = self._order
        found = (Reuse(place[a], place[b], *shared) for (a, b), shared in self._found.items())
        return sorted(found, key=lambda one: (one.first, one.second))

    def _take(self, now: Mapping[str, Printed], functions: frozenset[int]) -> None:
        """Look at the pairs that share another run than they did, or whose words or order changed."""
        order = {id: n for n, id in enumerate(now)}
        touched = self._runs.take({id: prints for id, (_, prints) in now.items()})
        pairs: set[tuple[str, str]] = set()
        for key, before in touched.items():
            pairs.update(_pairs(before))
            pairs.update(_pairs(self._runs.shared.get(key, ())))
        was, self._articles, self._order = self._articles, now, order
        moved = {id for id, one in was.items() if id not in now or now[id] is not one}
        for a, b in self._found:
            if a in moved or b in moved or order[a] > order[b]:
                pairs.add((a, b))
        at: dict[str, dict[int, list[int]]] = {}
        for a, b in pairs:
            self._found.pop((a, b), None)
            self._found.pop((b, a), None)
            if a in order and b in order:
                self._look(*((a, b) if order[a] < order[b] else (b, a)), at, functions)

    def _look(
        self, first: str, second: str, at: dict[str, dict[int, list[int]]], functions: frozenset[int]
    ) -> None:
        here, there = (at.get(id) or at.setdefault(id, self._places(id)) for id in (first, second))
        seeds = [
            pair for key in here.keys() & there.keys() for pair in product(here[key][:4], there[key][:4])
        ]
        shared = _share(self._articles[first][0], self._articles[second][0], seeds, functions)
        if shared is not None:
            self._found[first, second] = shared

    def _places(self, id: str) -> dict[int, list[int]]:
        """Where in an article the runs stand that few others have too."""
        places: dict[int, list[int]] = {}
        for told in self._articles[id][1]:
            key = told >> _PLACES
            if len(self._runs.shared.get(key, ())) in _FEW:
                places.setdefault(key, []).append(told & _PLACE)
        return places


def _keys(prints: Prints) -> set[int]:
    return {told >> _PLACES for told in prints}


def _pairs(owners: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of a run those who meet in it, each pair once and in one order."""
    return combinations(sorted(owners), 2) if len(owners) in _FEW else iter(())


def _share(a: Copy, b: Copy, seeds: Sequence[tuple[int, int]], functions: frozenset[int]) -> _Shared | None:
    """The passages that two articles share, and of how much of either; None: nothing worth showing."""
    stretches = _passages(_stretches(a, b, seeds), a, b)
    kept = [s for s in stretches if s[2] >= SHORTEST and _content(a, s, functions) >= CONTENT]
    if not kept:
        return None
    passages = tuple((a.span(i, n), b.span(j, m)) for i, j, n, m in kept)
    return passages, sum(s[2] for s in kept) / a.size, sum(s[3] for s in kept) / b.size


def copy_of(
    article: Article,
    blocks: Sequence[Words],
    verbatim: Spans,
) -> Copy:
    """An article, whose blocks hold these words, as numbers; what is quoted in it equals nothing."""
    quoted = bytearray(len(article.text))
    for start, end in verbatim:
        quoted[start:end] = b"\1" * (end - start)
    found, starts, ends, size = array("I"), array("I"), array("I"), 0
    for block, words in zip(article.blocks, blocks, strict=True):
        if block.kind in NO_TEXT:
            continue
        size += len(words)
        for (start, end), form in zip(words.placed(), words.forms, strict=True):
            at = block.span[0] + start
            found.append(BREAK if quoted[at] else _number(form))
            starts.append(at)
            ends.append(block.span[0] + end)
        found.append(BREAK)
        starts.append(block.span[1])
        ends.append(block.span[1])
    return Copy(found, starts, ends, max(size, 1))


def _number(form: str) -> int:
    """What a word is told by: alike in every corpus, and never ``BREAK``."""
    return stable_number(form) or 1


def fingerprints(copy: Copy) -> Prints:
    """The least of every ``WINDOW`` neighbouring runs as a 34-bit number, with its place; each place once.

    The number of a run is made from that of the run before (Karp and Rabin 1987).
    """
    numbers, keys = copy.numbers, list[int]()
    key, broken = 0, -1
    for end, number in enumerate(numbers):
        if number == BREAK:
            broken = end
        key = key * _STEP + number * _MIX
        if end >= RUN:
            key -= numbers[end - RUN] * _LEAVING
        key &= _BITS
        start = end - RUN + 1
        if start >= 0:
            keys.append((_NONE if broken >= start else key >> _PLACES) << _PLACES | start)
    least = last = -1
    found = array("Q")
    for i in range(max(1, len(keys) - WINDOW + 1) if keys else 0):
        if least < 0 or least & _PLACE < i:
            least = min(keys[i : i + WINDOW])
        else:
            least = min(least, keys[i + WINDOW - 1])
        at = least & _PLACE
        if at != last and least >> _PLACES < _NONE:
            found.append(least)
            last = at
    return found


def _stretches(a: Copy, b: Copy, seeds: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Each seed extended as far as the words agree; the longest takes its words, so that each counts once."""
    found: set[Stretch] = set()
    covered: dict[int, int] = {}
    for i, j in sorted(seeds):
        if i < covered.get(j - i, 0):
            continue
        start = 0
        while i - start > 0 and j - start > 0 and _equal(a, b, i - start - 1, j - start - 1):
            start += 1
        end = 0
        while i + end < len(a.numbers) and j + end < len(b.numbers) and _equal(a, b, i + end, j + end):
            end += 1
        covered[j - i] = i + end
        if start + end >= RUN:
            found.add((i - start, j - start, start + end))
    return _disjoint(found)


def _equal(a: Copy, b: Copy, i: int, j: int) -> bool:
    return a.numbers[i] == b.numbers[j] != BREAK


def _disjoint(stretches: set[Stretch]) -> list[Stretch]:
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept = []
    for i, j, n in sorted(stretches, key=lambda s: (-s[2], s)):
        here, there = range(i, i + n), range(j, j + n)
        if taken_a.isdisjoint(here) and taken_b.isdisjoint(there):
            taken_a.update(here)
            taken_b.update(there)
            kept.append((i, j, n))
    return sorted(kept)


def _passages(stretches: list[Stretch], a: Copy, b: Copy) -> list[tuple[int, int, int, int]]:
    """Stretches with few words between them made one: word here, word there, words here, words there."""
    result: list[tuple[int, int, int, int]] = []
    for i, j, n in stretches:
        if result:
            x, y, width, height = result[-1]
            gap_a, gap_b = a.numbers[x + width : i], b.numbers[y + height : j]
            close = 0 <= i - x - width <= GAP and 0 <= j - y - height <= GAP
            if close and BREAK not in gap_a and BREAK not in gap_b:
                result[-1] = (x, y, i + n - x, j + n - y)
                continue
        result.append((i, j, n, n))
    return result


def _content(copy: Copy, passage: tuple[int, int, int, int], functions: frozenset[int]) -> int:
    return sum(n not in functions for n in copy.numbers[passage[0] : passage[0] + passage[2]])
