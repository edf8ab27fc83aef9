"""What was really said: transcripts as sources, and how printed words stand to them."""

from __future__ import annotations

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
        found = None
        for start, seconds in self.times:
            if start > offset:
                break
            found = seconds
        return found


class Verdict(StrEnum):
    """How printed words stand to said ones, the gravest difference first."""

    ALTERED = "altered"
    STITCHED = "stitched"
    CUT = "cut without a mark"
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

    @property
    def found(self) -> bool:
        """Whether the words stand in a transcript."""
        return bool(self.places)


@dataclass(frozen=True, slots=True)
class Heard:
    """A quotation beside what the transcripts hold of it."""

    quotation: str
    text: str
    """The words that were looked up: those in marks; of an indirect one all of them."""
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Record:
    """All transcripts of a corpus, whose turns they hold, and what was found in them."""

    transcripts: tuple[Transcript, ...] = ()
    """By date (unknown last), then id."""
    speakers: tuple[tuple[str, str], ...] = ()
    """Labels and the actors whom they name."""
    heard: tuple[Heard, ...] = ()
    """In the order of the corpus's quotations."""


NO_RECORD = Record()
