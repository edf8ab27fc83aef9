"""Where printed words stand in the transcripts: anchors first, then words aligned by the collator.

Runs in common vote for stretches of the stream; the best stretches are compared word by word, the very best
is aligned. What of the printed words stays without a match is sought once more by itself: it may have been
said elsewhere.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from build_site.model import Span
from build_site.said.library import between, grams_of
from build_site.stages.statements.alignment import Run, aligned
from build_site.stages.statements.words import Words

if TYPE_CHECKING:
    from build_site.said.library import Anchors, Hit, Library
    from build_site.said.printed import Printed

NEAR = 80
"""Words that may be left out between two printed ones, if they are still one place."""
_BUCKET = 4
"""Stretches that votes are gathered for are as long as two to this power."""
_CANDIDATES = 12
"""Stretches that are compared word by word."""
LEAST = 0.4
"""Share of the words sought that a stretch holds in their order, if it is worth aligning."""
_ALIGNED = 4
"""Stretches that are aligned."""
EDGE = 3
"""First or last words that may stand by themselves, and words between them and the others."""
LOOSE = 2
"""Words at the seams of what was put together that may stand nowhere."""
PIECE = 4
"""Words without a match from which on they are sought elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Printed words aligned with those of a stretch of the stream."""

    first: int
    """The printed word that the stretch was sought for, and the one after the last."""
    last: int
    window: tuple[int, ...]
    """Words of the stream: those of the speakers asked for."""
    runs: tuple[Run, ...]
    """Printed word, place in the window, length."""
    cover: float
    """Share of the printed words that are matched, by what they prove."""
    matched: int
    longest: int
    """Words in the longest run, none left out on either side."""
    proof: float = 0.0
    """What the matched words prove together."""

    @property
    def begin(self) -> int:
        """The first matched word of the stream."""
        return self.window[self.runs[0][1]]

    @property
    def end(self) -> int:
        """The last matched word of the stream."""
        _, at, length = self.runs[-1]
        return self.window[at + length - 1]

    @property
    def printed(self) -> tuple[int, int]:
        """The first printed word that is matched, and the one after the last."""
        return self.runs[0][0], self.runs[-1][0] + self.runs[-1][2]


class Placer:
    """Finds the places of printed words, one after the other, in one library."""

    def __init__(self, library: Library, anchors: Anchors) -> None:
        self.library = library
        self._anchors = anchors
        self._speakers: dict[frozenset[str], frozenset[int]] = {}

    def matches(
        self, printed: Printed, stretch: Span, speakers: frozenset[str] | None, within: Span | None = None
    ) -> list[Match]:
        """The likeliest places of the printed words of a stretch, the best first.

        ``within`` are the words of the stream that are looked at; None: all.
        """
        first, last = stretch
        words = printed.words[first:last]
        allowed = self._allowed(speakers)
        hits = self._anchors.hits(grams_of(words))
        if within is not None:
            hits = list(between(hits, *within))
        if allowed is not None:
            of = self.library.speaker_of
            hits = [hit for hit in hits if of[hit[0]] in allowed]
        exact = self._exact(words, hits, allowed)
        if exact:
            return [self._whole(first, last, place) for place in exact]
        found: dict[tuple[int, int], Match] = {}
        scored = sorted(
            (self._scored(words, window) for window in self._windows(hits, len(words), allowed)),
            key=lambda one: (-one[0], one[1]),
        )
        for score, window in scored[:_ALIGNED]:
            if score < LEAST * len(words):
                break
            match = self._aligned(printed, first, last, window)
            if match is not None:
                found.setdefault((match.begin, match.end), match)
        return sorted(
            found.values(), key=lambda m: (-round(m.cover, 3), -m.longest, m.end - m.begin, m.begin)
        )

    def pieces(
        self, printed: Printed, speakers: frozenset[str] | None, within: Span | None = None
    ) -> list[Match]:
        """The printed words as exact runs from several places; [] where those do not hold nearly all."""
        words, size = printed.words, len(printed)
        allowed = self._allowed(speakers)
        of, stream = self.library.speaker_of, self.library.stream.words
        longest: dict[tuple[int, int], int] = {}
        known: set[tuple[int, int]] = set()
        hits: Sequence[Hit] = self._anchors.hits(grams_of(words))
        for place, begin, _ in hits if within is None else between(hits, *within):
            if (place - begin, begin) in known or (allowed is not None and of[place] not in allowed):
                continue
            end = begin
            while end < size and stream[place + end - begin] == words[end]:
                known.add((place - begin, end))
                end += 1
            start = begin
            while start and place - begin + start and stream[place - begin + start - 1] == words[start - 1]:
                start -= 1
            if end - start >= PIECE:
                longest.setdefault((start, end), place - begin + start)
        return self._covering(longest, size)

    def _covering(self, runs: dict[tuple[int, int], int], size: int) -> list[Match]:
        """The fewest runs that hold all printed words, but for two, in their order."""
        chosen: list[Match] = []
        at = missing = 0
        while at < size:
            reach = [(end, begin) for begin, end in runs if begin <= at + LOOSE and end >= at + PIECE]
            if not reach:
                break
            end, begin = max(reach)
            missing += max(0, begin - at)
            start = max(at, begin)
            place = runs[begin, end] + start - begin
            chosen.append(self._whole(start, end, place))
            at = end
        missing += size - at
        return chosen if 1 < len(chosen) <= 3 and missing <= LOOSE else []

    def _allowed(self, speakers: frozenset[str] | None) -> frozenset[int] | None:
        if speakers is None:
            return None
        if speakers not in self._speakers:
            numbers = frozenset(n for n, label in enumerate(self.library.speakers) if label in speakers)
            self._speakers[speakers] = numbers
        return self._speakers[speakers]

    def _exact(self, words: Sequence[int], hits: Sequence[Hit], allowed: frozenset[int] | None) -> list[int]:
        """Places where all the words stand as they are, in a row."""
        stream, size = self.library.stream.words, len(words)
        if size < 2:
            return []
        sought = type(stream)("I", words)
        begins = dict.fromkeys(place for place, begin, _ in hits if begin == 0)
        of = self.library.speaker_of
        return [
            place
            for place in begins
            if stream[place : place + size] == sought and (allowed is None or of[place + size - 1] in allowed)
        ]

    def _whole(self, first: int, last: int, place: int) -> Match:
        size = last - first
        window = tuple(range(place, place + size))
        proof = sum(self.library.weight(self.library.stream.words[i]) for i in window)
        return Match(first, last, window, ((first, 0, size),), 1.0, size, size, proof)

    def _windows(
        self, hits: Sequence[Hit], size: int, allowed: frozenset[int] | None
    ) -> list[tuple[int, ...]]:
        """Stretches of the stream that share most with the words sought."""
        votes: dict[int, dict[int, float]] = defaultdict(dict)
        for place, begin, worth in hits:
            found = votes[(place - begin) >> _BUCKET]
            if worth > found.get(begin, 0.0):
                found[begin] = worth
        sums = {bucket: sum(worths.values()) for bucket, worths in votes.items()}
        ranked = sorted(sums, key=lambda b: (-(sums[b] + sums.get(b + 1, 0.0)), b))
        windows: dict[tuple[int, int], None] = {}
        for bucket in ranked[:_CANDIDATES]:
            low, high = bucket << _BUCKET, ((bucket + 2) << _BUCKET) + size
            windows.setdefault(self._widened(hits, low, high, size))
        return [self._masked(low, high, allowed) for low, high in windows]

    def _widened(self, hits: Sequence[Hit], low: int, high: int, size: int) -> tuple[int, int]:
        """A stretch made as wide as the hits around it that tell of words it does not hold yet."""
        inside = between(hits, low, high)
        begins = {begin for _, begin, _ in inside}
        start = min((place for place, _, _ in inside), default=low)
        end = max((place for place, _, _ in inside), default=high)
        for place, begin, _ in between(hits, max(0, low - NEAR), high + NEAR):
            if begin not in begins and (place < start or place > end):
                right = begin > max(begins, default=0) if place > end else begin < min(begins, default=size)
                if right:
                    start, end = min(start, place), max(end, place)
        head = min((begin for _, begin, _ in inside), default=0)
        first, last = self.library.bounds(max(low, 0) if start < 0 else start)
        return max(first, start - head - 6), min(last, end + size + 6)

    def _masked(self, low: int, high: int, allowed: frozenset[int] | None) -> tuple[int, ...]:
        if allowed is None:
            return tuple(range(low, high))
        of = self.library.speaker_of
        return tuple(i for i in range(low, high) if of[i] in allowed)

    def _scored(self, words: Sequence[int], window: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
        stream = self.library.stream.words
        return LCSseq.similarity(words, [stream[i] for i in window]), window

    def _aligned(self, printed: Printed, first: int, last: int, window: tuple[int, ...]) -> Match | None:
        """The words sought against a stretch, by the collator."""
        stream = self.library.stream
        here = self._words(printed.words[first:last])
        there = self._words([stream.words[i] for i in window])
        runs = _gathered(aligned(here, there))
        if not runs:
            return None
        runs = _with_edges(_drawn_together(runs, here.forms, there.forms), here.forms, there.forms)
        weights = [
            0.0 if printed.marked[i] else self.library.weight(printed.words[i]) for i in range(first, last)
        ]
        held = sum(sum(weights[i : i + n]) for i, _, n in runs)
        return Match(
            first,
            last,
            window,
            tuple((first + i, j, n) for i, j, n in runs),
            held / (sum(weights) or 1.0),
            sum(n for _, _, n in runs),
            max(n for _, _, n in runs),
            held,
        )

    def _words(self, numbers: Sequence[int]) -> Words:
        known = self.library.numbers
        forms = tuple(known.forms[number] for number in numbers)
        functions = known.lexicon.functions
        return Words(array("I"), forms, forms, bytes(form not in functions for form in forms))


def _gathered(runs: list[Run]) -> list[Run]:
    """Runs of one place: those that lie further apart than ``NEAR`` from the heaviest group are left."""
    groups: list[list[Run]] = []
    for run in runs:
        if groups and run[1] - (groups[-1][-1][1] + groups[-1][-1][2]) <= NEAR:
            groups[-1].append(run)
        else:
            groups.append([run])
    return max(groups, key=lambda group: sum(n for _, _, n in group), default=[])


def _drawn_together(runs: list[Run], here: Sequence[str], there: Sequence[str]) -> list[Run]:
    """The runs as near to each other as the same words stand: of words said twice, the nearer ones."""
    drawn = (_drawn(runs, anchor, here, there) for anchor in range(len(runs)))
    return min(drawn, key=lambda one: one[-1][1] + one[-1][2] - one[0][1])


def _drawn(runs: list[Run], anchor: int, here: Sequence[str], there: Sequence[str]) -> list[Run]:
    """The runs with all others drawn as near to one of them as may be."""
    drawn = list(runs)
    for k in range(anchor + 1, len(runs)):
        i, j, n = drawn[k]
        begin = drawn[k - 1][1] + drawn[k - 1][2]
        drawn[k] = (i, _nearest(there, here[i : i + n], range(begin, j + 1)), n)
    for k in range(anchor - 1, -1, -1):
        i, j, n = drawn[k]
        drawn[k] = (i, _nearest(there, here[i : i + n], range(drawn[k + 1][1] - n, j - 1, -1)), n)
    return drawn


def _with_edges(runs: list[Run], here: Sequence[str], there: Sequence[str]) -> list[Run]:
    """The runs, and the first or last words where they stand near by themselves: words of grammar, mostly."""
    i, j, _ = runs[0]
    if 0 < i <= EDGE:
        near = (at for at in range(j - i, max(-1, j - i - EDGE - 1), -1) if at >= 0)
        runs = [(0, at, i) for at in near if there[at : at + i] == here[:i]][:1] + runs
    i, j, n = runs[-1]
    left = len(here) - i - n
    if 0 < left <= EDGE:
        near = (at for at in range(j + n, j + n + EDGE + 1))
        runs = runs + [(i + n, at, left) for at in near if there[at : at + left] == here[i + n :]][:1]
    return runs


def _nearest(there: Sequence[str], sought: Sequence[str], places: range) -> int:
    """The first of some places where words stand; they do stand at the last."""
    return next(at for at in places if there[at : at + len(sought)] == sought)


def without_match(match: Match, printed: Printed) -> list[tuple[int, int]]:
    """Stretches of printed words that a match leaves over, long enough to be sought elsewhere."""
    found, at = [], match.first
    for i, _, n in (*match.runs, (match.last, 0, 0)):
        if sum(not m for m in printed.marked[at:i]) >= PIECE:
            found.append((at, i))
        at = i + n
    return found
