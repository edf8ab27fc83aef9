"""What was really said: transcripts as sources, and how printed words stand to them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from build_site.model.article import Finding, Span, Spans


class Completeness(StrEnum):
    """How much of an occasion a transcript holds."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    PREPARED = "prepared text"
    """What was handed out, not what was delivered."""


class Publish(StrEnum):
    """How much of a transcript the site shows."""

    FULL = "full"
    EXCERPTS = "excerpts"
    """Only the turns that somebody quotes."""
    NOTHING = "nothing"
    """It is looked up, and not shown."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of a transcript."""

    speaker: str
    """As the label names them; '' where no label does."""
    span: Span
    """All of it, with its label, its stage directions and its times."""
    speech: Spans
    """The words that were spoken: no label, no stage direction, no time."""
    label: Span | None = None
    asks: bool = False
    """A question that nobody is named for (``Q:``)."""
    time: float | None = None
    """Seconds from the beginning, where the transcript has times."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another transcript as somebody names it, and where it was written."""

    name: str
    where: str
    """``file:line``."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is stated of a transcript; None is *unknown*, nothing is invented."""

    title: str | None = None
    date: str | None = None
    """EDTF."""
    occasion: str | None = None
    place: str | None = None
    url: str | None = None
    licence: str | None = None
    completeness: Completeness | None = None
    prepared_for: Reference | None = None
    """The transcript of the delivery, where this is the text that was prepared for it."""
    publish: Publish | None = None
    """None: as the corpus's articles are."""
    speaker: str | None = None
    """Whose words those are that no label gives to anybody."""
    speakers: tuple[tuple[str, str], ...] = ()
    """Labels and whom they mean, where the label does not say (``A``, ``PM``)."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said on one occasion: the file's own characters, and where they are whose words."""

    id: str
    path: str
    text: str
    """As read: decoded, newlines as ``\\n``, nothing else touched."""
    sha256: str
    turns: tuple[Turn, ...]
    directions: Spans = ()
    """Stage directions: applause, cross-talk, what could not be heard."""
    times: tuple[tuple[int, float], ...] = ()
    """Offset and seconds of each cue, ascending."""
    facts: Occasion = Occasion()
    findings: tuple[Finding, ...] = ()
    slug: str | None = None

    def turn_at(self, offset: int) -> int:
        """The number of the turn that holds an offset, or of the last before it."""
        low, high = 0, len(self.turns)
        while low + 1 < high:
            middle = (low + high) // 2
            if self.turns[middle].span[0] <= offset:
                low = middle
            else:
                high = middle
        return low

    def time_at(self, offset: int) -> float | None:
        """Seconds at which the words at an offset began, as nearly as the cues tell."""
        before = bisect_right(self.times, offset, key=lambda time: time[0])
        return self.times[before - 1][1] if before else None


class Verdict(StrEnum):
    """How printed words stand to said ones, the gravest difference first."""

    ALTERED = "altered"
    STITCHED = "stitched"
    CUT = "cut without a mark"
    PREPARED = "as prepared, not as delivered"
    """The words of the text that was prepared, from which the speaker departed."""
    TRIMMED = "trimmed"
    TIDIED = "tidied"
    VERBATIM = "verbatim"
    REPORTED = "reported"
    """In the reporter's words: the place is shown, the words are not judged."""
    NOT_FOUND = "not found in the transcripts given"


class Kind(StrEnum):
    """What one difference between printed and said words is."""

    SAME_WORDS = "spelling"
    """A contraction, a spelling, a figure written out: no other word."""
    FILLER = "filler"
    REPEATED = "repetition"
    """A word said twice, or a start that was given up."""
    GRAMMAR = "grammar"
    MARKED = "marked"
    """Left out or put in where print shows it: an ellipsis, brackets, marks that close and open again."""
    CUT = "left out"
    ELSEWHERE = "elsewhere"
    """From here on the words stand in another place."""
    NEGATION = "negation"
    HEDGE = "hedge"
    NUMBER = "number"
    NAME = "name"
    WORD = "word"

    @property
    def verdict(self) -> Verdict:
        """The verdict that this difference alone would lead to."""
        return _VERDICTS.get(self, Verdict.ALTERED)


_VERDICTS = {
    Kind.SAME_WORDS: Verdict.VERBATIM,
    Kind.FILLER: Verdict.TIDIED,
    Kind.REPEATED: Verdict.TIDIED,
    Kind.GRAMMAR: Verdict.TIDIED,
    Kind.MARKED: Verdict.TRIMMED,
    Kind.CUT: Verdict.CUT,
    Kind.ELSEWHERE: Verdict.STITCHED,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where printed and said words part."""

    kind: Kind
    printed: str
    """'' where print has nothing for what was said."""
    said: str
    """'' where nothing was said of what is printed."""
    at: Span
    """Of the printed words, in the printed text; empty where there are none."""
    where: Span | None = None
    """Of the said words, in the transcript."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where printed words stand in a transcript."""

    transcript: str
    turns: tuple[int, ...]
    span: Span
    """From the first word to the last."""
    words: Spans
    """The said words that are printed, run by run."""
    agreement: float
    """Share of the printed words that were said there, rare ones weighing more, [0, 1]."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The other of a prepared text and its delivery, where print goes with one of the two."""

    transcript: str
    verdict: Verdict
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the transcripts tell of one printed text."""

    verdict: Verdict
    places: tuple[Place, ...] = ()
    """Where the words stand, in their printed order; several where they were stitched."""
    differences: tuple[Difference, ...] = ()
    others: tuple[Place, ...] = ()
    """Other occasions of words that are as like."""
    near: Place | None = None
    """Where nothing was found: the likest words, which may be others."""
    beside: Beside | None = None
    """Of words *as prepared* the delivery; of words delivered that were not prepared so the prepared text."""

    @property
    def found(self) -> bool:
        """Whether the words stand in a transcript."""
        return bool(self.places)

    @property
    def said(self) -> tuple[Place, ...]:
        """The places in what was really said: those of a prepared text give way to the delivery's."""
        return self.beside.places if self.verdict is Verdict.PREPARED and self.beside else self.places

    @property
    def every(self) -> tuple[Place, ...]:
        """All places that were compared: where the words stand, and beside it."""
        return (*self.places, *(self.beside.places if self.beside else ()))


@dataclass(frozen=True, slots=True)
class Heard:
    """A quotation beside what the transcripts hold of it."""

    quotation: str
    text: str
    """The words that were looked up: those in marks; of an indirect one all of them."""
    comparison: Comparison


class Departing(StrEnum):
    """How a speaker departs from a prepared text."""

    ADDED = "added"
    LEFT_OUT = "left out"
    CHANGED = "said otherwise"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the words that were delivered are not those that were prepared."""

    kind: Departing
    what: Kind | None
    """Of a few words: the negation, hedge, number or name that it turns on; *grammar* where it is no more."""
    prepared: str
    """'' where nothing was prepared for what was said."""
    delivered: str
    at: Span
    """In the prepared text; empty where nothing stands there."""
    where: Span
    """In the transcript of the delivery; empty where nothing was said."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A prepared text beside the transcript of its delivery."""

    prepared: str
    """Ids of the two transcripts."""
    delivered: str
    departures: tuple[Departure, ...]
    """In the order of the delivery."""
    words: int
    """Of the prepared text."""
    kept: int
    """Of them those that were delivered, here or elsewhere in the speech."""
    turns: Span
    """The first turn of the delivery that holds the speech, and the one after the last."""
    outside: Spans = ()
    """What its speaker says besides, before and after: answers, mostly."""

    @property
    def share(self) -> float:
        """Of the prepared words those that were delivered so, [0, 1]."""
        return self.kept / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Record:
    """All transcripts of a corpus, whose turns they hold, and what was found in them."""

    transcripts: tuple[Transcript, ...] = ()
    """By date (unknown last), then id."""
    speakers: tuple[tuple[str, str], ...] = ()
    """Labels and the actors whom they name."""
    heard: tuple[Heard, ...] = ()
    """In the order of the corpus's quotations."""
    deliveries: tuple[Delivery, ...] = ()
    """Prepared texts beside what was delivered, in the order of the prepared texts."""


NO_RECORD = Record()
