"""Which quotations to compare: an inverted index over pairs of content words, speaker by speaker.

Not all pairs: a key that more than ``FREQUENT`` quotations of one speaker share says nothing and is left out,
so the work grows with the number of quotations. Those of two speakers meet only through runs of five words.
"""

from __future__ import annotations

from array import array
from itertools import combinations
from typing import TYPE_CHECKING

from build_site.stages.statements.words import stable_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.stages.statements.likeness import Said

NEIGHBOURS = 4
"""Content words so near each other make a key; near, because translations put words in between."""
FREQUENT = 32
ACROSS = 5
"""Words in a run that leads from one speaker's quotation to another's."""
NEAR = 31
"""Days within which words of two speakers, or of nobody, may still be one utterance."""
Pair = tuple[int, int]


def same_speaker(said: Sequence[Said], members: Sequence[int]) -> Iterator[Pair]:
    """Pairs among the quotations of one speaker that are worth comparing, in order."""
    index: dict[tuple[str, ...], list[int]] = {}
    for i in members:
        for key in _keys(said[i]):
            index.setdefault(key, []).append(i)
    common: dict[Pair, int] = {}
    for found in index.values():
        if 1 < len(found) <= FREQUENT:
            for pair in combinations(found, 2):
                common[pair] = common.get(pair, 0) + 1
    yield from sorted(pair for pair, n in common.items() if n > 1 or _brief(said, pair))


def _brief(said: Sequence[Said], pair: Pair) -> bool:
    return any(view.size <= 4 for i in pair for view in said[i].views)


def _keys(said: Said) -> set[tuple[str, ...]]:
    """Pairs of content words near each other, and runs of ``ACROSS`` words whatever they are."""
    words = said.whole.words
    stems = [s for s, content in zip(words.stems, words.content, strict=True) if content]
    pairs = {(min(a, b), max(a, b)) for i, a in enumerate(stems) for b in stems[i + 1 : i + NEIGHBOURS]}
    return pairs | {words.stems[i : i + ACROSS] for i in range(len(words) - ACROSS + 1)}


def other_speakers(said: Sequence[Said], days: Sequence[int | None]) -> Iterator[Pair]:
    """Pairs of quotations of different or unknown speakers that share a run of ``ACROSS`` words, in order.

    ``days`` are those of publication; only pairs of ``NEAR`` days, or of unknown ones, are looked at. The
    runs are kept as numbers in one sorted array: a corpus of a million quotations fits in memory.
    """
    entries = array("Q")
    for i, one in enumerate(said):
        for key in _runs([stable_number(stem) for stem in one.whole.words.stems]):
            entries.append(key << 24 | i)
    pairs: set[Pair] = set()
    for found in _groups(entries):
        if len(found) <= FREQUENT:
            pairs.update(pair for pair in _near(found, days) if _not_one_speaker(said, *pair))
    yield from sorted(pairs)


def _near(found: list[int], days: Sequence[int | None]) -> Iterator[Pair]:
    """The pairs of a group that appeared within ``NEAR`` days of each other, or may have."""
    dated = sorted((day, i) for i in found if (day := days[i]) is not None)
    for n, (day, i) in enumerate(dated):
        for later, j in dated[n + 1 :]:
            if later - day > NEAR:
                break
            yield min(i, j), max(i, j)
    undated = [i for i in found if days[i] is None]
    yield from combinations(undated, 2)
    yield from ((min(i, j), max(i, j)) for i in undated for _, j in dated)


def _not_one_speaker(said: Sequence[Said], a: int, b: int) -> bool:
    one, other = said[a].quotation.actor, said[b].quotation.actor
    return one is None or one != other


def _runs(stems: list[int]) -> set[int]:
    """A 40-bit number for every run."""
    keys = set()
    for i in range(len(stems) - ACROSS + 1):
        key = 0
        for number in stems[i : i + ACROSS]:
            key = (key * 1_000_003 + number) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        keys.add(key >> 24)
    return keys


def _groups(entries: array[int]) -> Iterator[list[int]]:
    """The quotations of each key, ascending, for keys that more than one has."""
    last, found = -1, list[int]()
    for entry in sorted(entries):
        key, i = entry >> 24, entry & 0xFFFFFF
        if key != last:
            if len(found) > 1:
                yield found
            last, found = key, []
        found.append(i)
    if len(found) > 1:
        yield found
