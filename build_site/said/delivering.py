"""A prepared text beside its delivery: where the speaker departed from it, by the collator's alignment.

The words of the prepared text are aligned with those that its speaker says in the transcript of the delivery.
What a speaker says before and after the speech, in turns of their own, is no departure: answers, mostly.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from build_site.errors import InputError
from build_site.lexicon import Lexicon
from build_site.model import (
    Completeness,
    Delivery,
    Departing,
    Departure,
    Finding,
    Kind,
    Level,
    Reference,
    Span,
    Transcript,
)
from build_site.said.addresses import spoken
from build_site.said.differences import GIVEN_UP, Gap, Judge, Side
from build_site.said.library import Library
from build_site.said.speaking import labels_of
from build_site.said.words import Stream, known
from build_site.stages.statements.alignment import Run, aligned, moves
from build_site.stages.statements.words import Words

ALIKE = 0.2
"""Share of the prepared words that is delivered, if the two are of one occasion."""
HELD = 5
"""Words in a row by which a turn is known to belong to the speech."""
SHARED = 4
"""Words in a row by which it is known whose turns a text was prepared for, where nobody is named."""
LONG = 12
"""Words up to which a departure may turn on one of them."""
TELLING = frozenset({Kind.NEGATION, Kind.HEDGE, Kind.NUMBER, Kind.NAME, Kind.GRAMMAR})
NOISE = frozenset({Kind.SAME_WORDS, Kind.FILLER, Kind.REPEATED})
"""Differences of writing and of breath: no departures."""


# --- which goes with which ---


def pairs_of(
    transcripts: Sequence[Transcript], refused: Callable[[str, InputError], None]
) -> tuple[tuple[Transcript, Transcript], ...]:
    """Prepared texts with the transcripts of their delivery; what names none is handed to ``refused``."""
    of = {one.id: one for one in transcripts}
    found = []
    for one in transcripts:
        if one.facts.prepared_for is None:
            continue
        try:
            found.append((one, _delivery(one, one.facts.prepared_for, of)))
        except InputError as error:
            refused(one.facts.prepared_for.where, error)
    return tuple(found)


def _delivery(one: Transcript, named: Reference, of: dict[str, Transcript]) -> Transcript:
    """The transcript that is named: by its id, or by its file in the same folder, with a suffix or not."""
    folder = one.id.rpartition("/")[0]
    bare = named.name.strip().removeprefix("./")
    tried = [bare, f"{folder}/{bare}" if folder else bare]
    tried += [path.rpartition(".")[0] for path in tried if "." in path.rpartition("/")[2]]
    other = next((of[id] for id in tried if id in of), None)
    wrong = ""
    if one.facts.completeness is not Completeness.PREPARED:
        wrong = f"{one.path} is stated to be {one.facts.completeness}. Take one of the two out."
    elif other is None:
        names = {id.rpartition("/")[2]: id for id in of if id != one.id}
        near = get_close_matches(bare.rpartition("/")[2], names, 1)
        remedy = (
            f"Is {names[near[0]]!r} meant?"
            if near
            else "Write its path below the folder, without the suffix."
        )
        wrong = f"{named.name!r} is no transcript here. {remedy}"
    elif other is one:
        wrong = "a text is not prepared for itself. Name the transcript of what was delivered."
    elif other.facts.completeness is Completeness.PREPARED:
        wrong = f"{named.name!r} is a prepared text too. Name the transcript of what was delivered."
    if wrong or other is None:
        raise InputError(f"{named.where}: prepared_for: {wrong}")
    return other


def hints(transcripts: Sequence[Transcript]) -> Iterator[Finding]:
    """A finding for each prepared text that names no delivery, where another has its occasion and date."""
    for one in transcripts:
        facts = one.facts
        if facts.completeness is not Completeness.PREPARED or facts.prepared_for or not facts.date:
            continue
        same = [
            t.id
            for t in transcripts
            if t.facts.completeness is not Completeness.PREPARED
            and (t.facts.date, t.facts.occasion) == (facts.date, facts.occasion)
            and facts.occasion
        ]
        if len(same) == 1:
            message = (
                f"A prepared text of the date and occasion of {same[0]}. Write `prepared_for: {same[0]}`"
            )
            yield Finding(Level.INFO, "no-delivery", one.path, f"{message} beside it to compare the two.")


# --- what differs ---


def delivered(prepared: Transcript, delivery: Transcript, lexicon: Lexicon) -> Delivery | None:
    """Where the delivery departs from the prepared text; None where the two are hardly alike."""
    return _Comparing(prepared, delivery, lexicon).result()


class _Comparing:
    """One prepared text against one delivery."""

    def __init__(self, prepared: Transcript, delivery: Transcript, lexicon: Lexicon) -> None:
        self.prepared, self.delivery = prepared, delivery
        self.library = Library((delivery,), known(lexicon))
        self.judge = Judge(self.library)
        own = Stream()
        turns = [turn for turn in prepared.turns if not turn.asks]
        self.library.numbers.read(prepared.text, (span for turn in turns for span in turn.speech), own)
        self.own = self._side(spoken(prepared), own, range(len(own)))
        labels = self._speaking({turn.speaker for turn in turns if turn.speaker}, own, lexicon)
        stream, of = self.library.stream, self.library.speaker_of
        names = [label in labels for label in self.library.speakers] + [False]
        self.window = tuple(i for i in range(len(stream)) if names[of[i]])
        self.turn_of = [self.library.turn_at(i) for i in self.window]
        self.said = self._side(self.judge.spoken(delivery), stream, self.window)

    def _speaking(self, named: set[str], own: Stream, lexicon: Lexicon) -> frozenset[str]:
        """Whose turns the text was prepared for: those it names, else those who share most of its words."""
        labels = self.library.speakers
        found = labels_of(named, labels, lexicon) if named else frozenset()
        if found:
            return found
        size = SHARED
        sought = {tuple(own.words[i : i + size]) for i in range(len(own) - size + 1)}
        words, of = self.library.stream.words, self.library.speaker_of
        held = Counter(
            labels[of[i]]
            for i in range(len(words) - size)
            if of[i] == of[i + size - 1] and tuple(words[i : i + size]) in sought
        )
        return frozenset(label for label, _ in held.most_common(1))

    def _side(self, text: str, stream: Stream, places: Sequence[int]) -> Side:
        forms = self.library.numbers.forms
        return Side(
            text,
            tuple(forms[stream.words[i]] for i in places),
            tuple((stream.starts[i], stream.ends[i]) for i in places),
        )

    def _words(self, side: Side) -> Words:
        functions = self.library.numbers.lexicon.functions
        content = bytes(form not in functions for form in side.forms)
        return Words(array("I"), side.forms, side.forms, content)

    def result(self) -> Delivery | None:
        """All departures, and how much of the text was delivered."""
        own, said = self._words(self.own), self._words(self.said)
        runs = aligned(own, said)
        inside = self._inside(runs)
        if inside is None:
            return None
        first, last = inside
        runs = [run for run in runs if first <= self.turn_of[run[1]] < last]
        low = next(i for i, turn in enumerate(self.turn_of) if turn >= first)
        high = next((i for i, turn in enumerate(self.turn_of) if turn >= last), len(self.turn_of))
        moved = [run for run in moves(own, said, runs) if low <= run[1] and run[1] + run[2] <= high]
        kept = sum(n for _, _, n in (*runs, *moved))
        if kept < ALIKE * len(self.own):
            return None
        departures = [*self._departures(runs, moved, (low, high)), *map(self._moved, moved)]
        outside = {self.turn_of[i] for i in (*range(low), *range(high, len(self.turn_of)))}
        return Delivery(
            prepared=self.prepared.id,
            delivered=self.delivery.id,
            departures=tuple(sorted(departures, key=lambda d: (d.where, d.at))),
            words=len(self.own),
            kept=kept + self._same(runs, moved, (low, high)),
            turns=inside,
            outside=tuple(self.delivery.turns[number].span for number in sorted(outside)),
        )

    def _inside(self, runs: Sequence[Run]) -> Span | None:
        """The turns that hold the speech: from the first to the last that has words of it in a row."""
        held = [
            self.turn_of[j + k]
            for _, j, n in runs
            for k in (0, n - 1)
            if n >= HELD or n >= len(self.own) or n == len(self.said)
        ]
        return (min(held), max(held) + 1) if held else None

    def _gaps(self, runs: Sequence[Run], moved: Sequence[Run], bounds: Span) -> Iterator[tuple[Span, Span]]:
        """Prepared and said words between two runs in common; what moved parts them once more."""
        gone, come = ({m[at] + k for m in moved for k in range(m[2])} for at in (0, 1))
        low, high = bounds
        for (i, j, n), (a, b, _) in pairwise([(0, low, 0), *runs, (len(self.own), high, 0)]):
            left, right = list(_stretches(i + n, a, gone)), list(_stretches(j + n, b, come))
            while left or right:
                yield left.pop(0) if left else (a, a), right.pop(0) if right else (b, b)

    def _gap(self, own: Span, said: Span) -> Gap:
        size = own[1] - own[0]
        return Gap(
            self.own.cut(*own),
            self.said.cut(*said),
            self.said.cut(max(0, said[0] - GIVEN_UP), said[0]),
            self.said.cut(said[1], said[1] + GIVEN_UP + said[1] - said[0]),
            0,
            None,
            (False,) * size,
        )

    def _same(self, runs: Sequence[Run], moved: Sequence[Run], bounds: Span) -> int:
        """Prepared words that were delivered in another spelling."""
        return sum(
            own[1] - own[0]
            for own, said in self._gaps(runs, moved, bounds)
            if own[0] < own[1]
            and any(d.kind in NOISE for d in self.judge.judged(self._gap(own, said), self.delivery))
        )

    def _departures(self, runs: Sequence[Run], moved: Sequence[Run], bounds: Span) -> Iterator[Departure]:
        for own, said in self._gaps(runs, moved, bounds):
            gap = self._gap(own, said)
            kinds = [d.kind for d in self.judge.judged(gap, self.delivery)]
            if not all(kind in NOISE for kind in kinds):
                yield from self._parted(own, said, next(k for k in kinds if k not in NOISE))

    def _parted(self, own: Span, said: Span, what: Kind) -> Iterator[Departure]:
        """One departure; what is too long or too unlike in length to be said for the other is two."""
        short, long = sorted((own[1] - own[0], said[1] - said[0]))
        told = what if what in TELLING and long <= LONG else None
        if not short:
            kind = Departing.ADDED if own[0] == own[1] else Departing.LEFT_OUT
            yield self._departure(kind, own, said, told)
        elif long <= LONG and long <= 3 * short + 2:
            yield self._departure(Departing.CHANGED, own, said, told)
        else:
            yield self._departure(Departing.LEFT_OUT, own, (said[0], said[0]))
            yield self._departure(Departing.ADDED, (own[1], own[1]), said)

    def _moved(self, run: Run) -> Departure:
        i, j, n = run
        return self._departure(Departing.MOVED, (i, i + n), (j, j + n))

    def _departure(self, kind: Departing, own: Span, said: Span, what: Kind | None = None) -> Departure:
        prepared, said_so = (
            " ".join(side.words.split()) for side in (self.own.cut(*own), self.said.cut(*said))
        )
        return Departure(kind, what, prepared, said_so, _where(self.own, own), _where(self.said, said))


def _stretches(start: int, end: int, without: set[int]) -> Iterator[Span]:
    """What of a range is left, range by range."""
    at = start
    for i in range(start, end):
        if i in without:
            if i > at:
                yield at, i
            at = i + 1
    if end > at:
        yield at, end


def _where(side: Side, words: Span) -> Span:
    """The characters of some words; of none the place before the next word, or after the last."""
    first, last = words
    if first < last:
        return side.spans[first][0], side.spans[last - 1][1]
    at = side.spans[first][0] if first < len(side.spans) else side.spans[-1][1]
    return at, at
