"""All transcripts as one stream of words, and the places in it that share runs of words with what is sought.

The stream is walked once for all that is sought: only runs that somebody seeks are remembered, so memory
grows with the questions and not with the transcripts. Runs of five, three and two words lead to places; what
is frequent leads nowhere by itself.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from math import log10
from typing import TYPE_CHECKING

from build_site.model import Transcript
from build_site.said.words import Numbers, Stream

if TYPE_CHECKING:
    from build_site.said.words import Known

RUNS = ((5, 20_000), (3, 1_000), (2, 250))
"""Words in a run that leads to a place, and how often it may occur to lead anywhere."""
LEAST = 100_000
"""Words that a library is taken to have at least: in a small one no word would seem rare."""
_SHIFT = 22
"""Bits of a word's number."""
BORDER = 0
"""The number that stands between two transcripts."""
Gram = int
Hit = tuple[int, int, float]
"""Place in the stream, place in what is sought, what it proves."""


class Library:
    """The words of all transcripts in a row, with whose they are."""

    def __init__(self, transcripts: Sequence[Transcript], lexicon: Known) -> None:
        self.transcripts = tuple(transcripts)
        self._at = {one.id: at for at, one in enumerate(self.transcripts)}
        self.numbers = Numbers(lexicon)
        self.stream = Stream()
        self.speakers: list[str] = []
        """Labels, once each."""
        self.speaker_of = array("I")
        """The label of each word of the stream."""
        self._firsts: list[int] = []
        """The first word of each transcript."""
        self._turn_firsts = array("I")
        self._turns: list[tuple[int, int]] = []
        self._read()
        counts = self.numbers.counts
        for number in self.stream.words:
            counts[number] += 1
        self._total = max(len(self.stream), LEAST)

    def _read(self) -> None:
        label_of: dict[str, int] = {}
        for at, transcript in enumerate(self.transcripts):
            self._firsts.append(len(self.stream))
            for number, turn in enumerate(transcript.turns):
                first = len(self.stream)
                self._turn_firsts.append(first)
                self._turns.append((at, number))
                self.numbers.read(transcript.text, turn.speech, self.stream)
                speaker = label_of.setdefault(turn.speaker, len(label_of))
                self.speaker_of.extend([speaker] * (len(self.stream) - first))
            self.stream.words.append(BORDER)
            self.stream.starts.append(len(transcript.text))
            self.stream.ends.append(len(transcript.text))
            self.speaker_of.append(len(label_of))
        self.speakers = list(label_of)

    def transcript_at(self, word: int) -> int:
        """The number of the transcript that a word of the stream belongs to."""
        return bisect_right(self._firsts, word) - 1

    def bounds(self, word: int) -> tuple[int, int]:
        """The words of the stream that the transcript of a word has."""
        at = self.transcript_at(word)
        end = self._firsts[at + 1] if at + 1 < len(self._firsts) else len(self.stream)
        return self._firsts[at], end - 1

    def named(self, id: str) -> Transcript:
        """The transcript of an id."""
        return self.transcripts[self._at[id]]

    def words_of(self, id: str) -> tuple[int, int]:
        """The words of the stream that a transcript has."""
        at = self._at[id]
        return self._firsts[at], self._firsts[at + 1] if at + 1 < len(self._firsts) else len(self.stream)

    def turn_at(self, word: int) -> int:
        """The number of the turn, in its transcript, that a word belongs to."""
        return self._turns[bisect_right(self._turn_firsts, word) - 1][1]

    def weight(self, number: int) -> float:
        """What a match of a word proves: rare ones more, words of grammar little."""
        if self.numbers.forms[number] in self.numbers.lexicon.functions:
            return 0.15
        rare = log10(self._total / (self.numbers.counts[number] + 1))
        return min(1.0, max(0.25, rare / 4))


def grams_of(words: Sequence[int]) -> dict[Gram, list[int]]:
    """The runs of some words, each with the places where it begins."""
    found: dict[Gram, list[int]] = {}
    for length, _ in RUNS:
        for i in range(len(words) - length + 1):
            found.setdefault(_gram(words[i : i + length]), []).append(i)
    return found


def _gram(words: Iterable[int]) -> Gram:
    key = 1
    for number in words:
        key = key << _SHIFT | number
    return key


class Anchors:
    """Where in the stream the runs occur that somebody seeks."""

    def __init__(self, library: Library, sought: Iterable[Iterable[Gram]]) -> None:
        self._places: dict[Gram, array[int]] = {}
        wanted = {gram for grams in sought for gram in grams}
        words = library.stream.words
        for length, frequent in RUNS:
            self._walk(words, length, frequent, wanted)

    def _walk(self, words: array[int], length: int, frequent: int, wanted: set[Gram]) -> None:
        """One pass over the stream for the runs of one length."""
        mask = (1 << _SHIFT * length) - 1
        top = 1 << _SHIFT * length
        places, key = self._places, 0
        for at, number in enumerate(words, 1 - length):
            key = (key << _SHIFT | number) & mask
            gram = key | top
            if gram in wanted:
                found = places.get(gram)
                if found is None:
                    found = places[gram] = array("I")
                if len(found) <= frequent and at >= 0:
                    found.append(at)
        for gram in [g for g, found in places.items() if top <= g < 2 * top and len(found) > frequent]:
            del places[gram]

    def hits(self, grams: dict[Gram, list[int]]) -> list[Hit]:
        """Every place of every run that is sought, in the order of the stream."""
        found = []
        for gram, begins in grams.items():
            places = self._places.get(gram)
            if places:
                worth = 1.0 / (1.0 + log10(len(places)))
                found += [(place, begin, worth) for place in places for begin in begins]
        found.sort()
        return found


def between(hits: Sequence[Hit], low: int, high: int) -> Sequence[Hit]:
    """The hits in a stretch of the stream."""
    return hits[bisect_left(hits, (low, -1, 0.0)) : bisect_left(hits, (high, -1, 0.0))]
