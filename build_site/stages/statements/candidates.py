"""Which quotations to compare: an inverted index over pairs of content words, speaker by speaker.

Not all pairs: of quotations that share a key with more than ``FREQUENT`` others, each is held only against
the ``HUBS`` likest of those that were no version of any before them. So a sentence that three thousand
articles carry costs three thousand comparisons, and the work grows with the number of quotations. Those of
two speakers meet only through runs of five words.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from build_site.recall import Recalling, once
from build_site.stages.statements.likeness import Said
from build_site.stages.statements.postings import Postings
from build_site.stages.statements.traits import ACROSS, Traits

NEIGHBOURS = 4
"""Content words so near each other make a key; near, because translations put words in between."""
FREQUENT = 32
"""Quotations of one key that are all compared with each other; hubs of one key that are kept."""
HUBS = 8
"""Hubs that a quotation is compared with."""
SHARE = 0.25
"""Of the keys of the one that has fewer, what two need in common to meet through frequent keys alone."""
NEAR = 31
"""Days within which words of two speakers, or of nobody, may still be one utterance."""
Pair = tuple[int, int]
Rank = Callable[[int], object]
"""The best to be the base of a statement first."""


def same_speaker(
    said: Sequence[Said],
    members: Sequence[int],
    rank: Rank,
    versions: Container[Pair],
    recall: Recalling = once,
) -> Iterator[Pair]:
    """Pairs among the quotations of one speaker that are worth comparing.

    ``versions`` is asked between two pairs: the caller adds to it what it found to be one utterance.
    """
    if len(members) < 2:
        return
    met = recall(_meeting, *(said[i] for i in members))
    rare = {(members[a], members[b]) for a, b in met.rare}
    yield from sorted(rare)
    frequent = {members[n]: keys for n, keys in met.frequent.items()}
    size = dict(zip(members, met.sizes, strict=True))

    def alike(i: int, j: int, shared: int) -> bool:
        enough = shared > 1 or _brief(said, (i, j))
        return enough and shared >= SHARE * min(size[i], size[j])

    for pair in _through_hubs(frequent, rank, versions, alike):
        if pair not in rare:
            yield pair


@dataclass(frozen=True, slots=True, eq=False)
class _Meeting:
    """Where the quotations of one speaker meet, each called by its number among them."""

    rare: tuple[Pair, ...]
    """Pairs that few other quotations share a key with."""
    frequent: Mapping[int, Sequence[Hashable]]
    """Of each the keys that many share."""
    sizes: tuple[int, ...]
    """How many keys each has."""


def _meeting(*said: Said) -> _Meeting:
    index: dict[tuple[str, ...], list[int]] = {}
    keys = [_keys(one) for one in said]
    for i, own in enumerate(keys):
        for key in own:
            index.setdefault(key, []).append(i)
    common: dict[Pair, int] = {}
    frequent: dict[int, list[Hashable]] = {}
    for key, found in index.items():
        if len(found) > FREQUENT:
            for i in found:
                frequent.setdefault(i, []).append(key)
        elif len(found) > 1:
            for pair in combinations(found, 2):
                common[pair] = common.get(pair, 0) + 1
    rare = tuple(pair for pair, n in common.items() if n > 1 or _brief(said, pair))
    return _Meeting(rare, frequent, tuple(map(len, keys)))


def _through_hubs(
    frequent: Mapping[int, Sequence[Hashable]],
    rank: Rank,
    versions: Container[Pair],
    alike: Callable[[int, int, int], bool],
) -> Iterator[Pair]:
    """Each quotation with the hubs that it shares most frequent keys with; what is no version of any is one.

    The best ranked come first, so that the fullest version is the hub of its statement.
    """
    hubs: dict[Hashable, list[int]] = {}
    place: dict[int, int] = {}
    for i in sorted(frequent, key=rank):  # type: ignore[arg-type]
        place[i] = len(place)
        shared = Counter(hub for key in frequent[i] for hub in hubs.get(key, ()))
        near = [(hub, n) for hub, n in shared.items() if alike(i, hub, n)]
        found = False
        for hub, _ in sorted(near, key=lambda one: (-one[1], place[one[0]]))[:HUBS]:
            pair = (min(i, hub), max(i, hub))
            yield pair
            found = found or pair in versions
        if not found:
            for key in frequent[i]:
                if len(own := hubs.setdefault(key, [])) < FREQUENT:
                    own.append(i)


def _brief(said: Sequence[Said], pair: Pair) -> bool:
    return any(view.size <= 4 for i in pair for view in said[i].views)


def _keys(said: Said) -> set[tuple[str, ...]]:
    """Pairs of content words near each other, and runs of ``ACROSS`` words whatever they are."""
    words = said.whole
    stems = [s for s, content in zip(words.stems, words.content, strict=True) if content]
    pairs = {(min(a, b), max(a, b)) for i, a in enumerate(stems) for b in stems[i + 1 : i + NEIGHBOURS]}
    return pairs | {words.stems[i : i + ACROSS] for i in range(len(words) - ACROSS + 1)}


def other_speakers(
    said: Sequence[Said],
    days: tuple[int | None, ...],
    rank: Rank,
    versions: Container[Pair],
    recall: Recalling = once,
) -> Iterator[Pair]:
    """Pairs of quotations of different or unknown speakers that share a run of ``ACROSS`` words.

    ``days`` are those of publication; only pairs of ``NEAR`` days, or of unknown ones, are looked at. The
    runs are kept as numbers in one sorted array: a corpus of a million quotations fits in memory.
    ``versions`` is asked as ``same_speaker`` asks it.
    """
    ids = "\n".join(one.quotation.id for one in said)
    sharing = recall(_sharing, recall, ids, *(one.traits for one in said))
    met = recall(_across, sharing)
    near = ((a, b) for a, b in met.rare if _within(days[a], days[b]))
    rare = {pair for pair in near if _not_one_speaker(said, *pair)}
    yield from sorted(rare)

    def alike(i: int, j: int, shared: int) -> bool:
        return _within(days[i], days[j])

    for pair in _through_hubs(met.frequent, rank, versions, alike):
        if pair not in rare and _not_one_speaker(said, *pair):
            yield pair


@dataclass(frozen=True, slots=True, eq=False)
class _Across:
    """Where quotations meet, whoever says them."""

    rare: tuple[Pair, ...]
    """Pairs that few others share a run with, on whatever days."""
    frequent: Mapping[int, Sequence[Hashable]]
    """Of each the runs that many share."""


def _across(sharing: Sequence[list[int]]) -> _Across:
    rare: set[Pair] = set()
    frequent: dict[int, list[Hashable]] = {}
    for key, found in enumerate(sharing):
        if len(found) <= FREQUENT:
            rare.update(combinations(found, 2))
        else:
            for i in found:
                frequent.setdefault(i, []).append(key)
    return _Across(tuple(sorted(rare)), frequent)


def _within(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= NEAR


def _not_one_speaker(said: Sequence[Said], a: int, b: int) -> bool:
    one, other = said[a].quotation.actor, said[b].quotation.actor
    return one is None or one != other


def _sharing(recall: Recalling, ids: str, *told: Traits) -> tuple[list[int], ...]:
    """The quotations of each run that more than one has: whoever says them, so that these stay."""
    known: Postings[Traits] = recall(Postings, _runs)
    own = dict(zip(ids.split("\n"), told, strict=True)) if told else {}
    known.take(own)
    place = {id: i for i, id in enumerate(own)}
    return tuple(sorted(sorted([place[id] for id in found]) for found in known.shared.values()))


def _runs(told: Traits) -> array[int]:
    return told.runs
