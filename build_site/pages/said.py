"""As said: a quotation beside the words of a transcript, for cards, lists and statements."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from build_site.model import Completeness, Place, Publish, Quotation, Transcript, Verdict
from build_site.pages.escape import plain
from build_site.pages.links import web_address
from build_site.pages.words import date_words
from build_site.said.addresses import slug, title_of
from build_site.said.hearing import judged, shown_of
from build_site.said.showing import Piece, printed_pieces, said_pieces
from build_site.stages.measuring import interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.model import Beside, Comparison, Heard, Measured
    from build_site.pages.catalogue import Catalogue, Quoted

MEANING = {
    Verdict.VERBATIM: "printed as it was said",
    Verdict.TIDIED: "fillers or grammar are mended, no word that tells anything",
    Verdict.PREPARED: "the prepared text has these words; the speaker said it otherwise, or not at all",
    Verdict.TRIMMED: "shortened, and print shows it",
    Verdict.CUT: "words were left out, and nothing shows it",
    Verdict.STITCHED: "put together from separate places",
    Verdict.ALTERED: "words are printed that were not said so",
    Verdict.REPORTED: "in the reporter’s words",
    Verdict.NOT_FOUND: "it may have been said on another occasion",
}
BEHIND = 40
"""Quotations that a section lists."""


@dataclass(frozen=True, slots=True)
class There:
    """One place of a transcript."""

    title: str
    path: str | None
    """From the site's root; None where the transcript is not published."""
    date: str | None
    time: str | None
    watch: str | None
    """The recording's address at that time."""
    pieces: tuple[Piece, ...]
    prepared: bool = False
    """It is a prepared text."""


@dataclass(frozen=True, slots=True)
class Apart:
    """The other of a prepared text and its delivery, where print goes with one of the two."""

    words: str
    """What that is, for people."""
    there: tuple[There, ...]
    """Where its words stand; without its words, where it has none like them."""
    printed: tuple[Piece, ...]
    """Printed words with what differs; none where nothing is like them."""


@dataclass(frozen=True, slots=True)
class AsSaid:
    """What a card shows of what was said."""

    verdict: str
    key: str
    """For the style sheet."""
    meaning: str
    printed: tuple[Piece, ...]
    changed: bool
    there: tuple[There, ...]
    others: tuple[There, ...]
    apart: Apart | None = None


def as_said(known: Catalogue, quotation: Quotation) -> AsSaid | None:
    """What the transcripts hold of a quotation; None where they were not asked, or hold nobody like it."""
    heard = known.heard.get(quotation.id)
    if heard is None:
        return None
    found = heard.comparison
    pieces = _printed(known, heard.text, found)
    return AsSaid(
        verdict=found.verdict.value,
        key=found.verdict.value.split()[0],
        meaning=MEANING[found.verdict],
        printed=pieces,
        changed=any(piece.kind for piece in pieces),
        there=tuple(_there(known, place) for place in found.places),
        others=tuple(_there(known, place, whole=False) for place in found.others),
        apart=_apart(known, heard),
    )


def _printed(known: Catalogue, text: str, found: Comparison | Beside) -> tuple[Piece, ...]:
    """The printed words with their differences; of what is not published without its words."""
    pieces = printed_pieces(text, found)
    if any(_publish(known, place) is Publish.NOTHING for place in found.places):
        return tuple(Piece(piece.text, piece.kind) for piece in pieces)
    return pieces


def _apart(known: Catalogue, heard: Heard) -> Apart | None:
    """What was delivered of words as prepared, or prepared of words as delivered."""
    beside = heard.comparison.beside
    if beside is None:
        return None
    delivered = heard.comparison.verdict is Verdict.PREPARED
    if beside.places:
        words = "As delivered" if delivered else "As prepared, from which the speaker departed"
        there = tuple(_there(known, place) for place in beside.places)
        return Apart(words, there, _printed(known, heard.text, beside))
    words = "Not in what was delivered" if delivered else "Not in the prepared text"
    return Apart(words, (_whole(known, beside.transcript),), ())


def _whole(known: Catalogue, id: str) -> There:
    """A transcript as such."""
    one = known.transcripts[id]
    shown = shown_of(known.dataset, one) is not Publish.NOTHING
    path = f"transcripts/{slug(one)}.html" if shown else None
    return There(heading(one), path, None, None, None, ())


def stretch(known: Catalogue, measured: Measured) -> There:
    """What was said, as the versions of a statement are set against it."""
    place = Place(measured.transcript, (), measured.span, (measured.span,), 1.0)
    return replace(_there(known, place, whole=False), pieces=(Piece(measured.words),))


def _publish(known: Catalogue, place: Place) -> Publish:
    return shown_of(known.dataset, known.transcripts[place.transcript])


def _there(known: Catalogue, place: Place, *, whole: bool = True) -> There:
    one = known.transcripts[place.transcript]
    seconds = one.time_at(place.span[0])
    shown = _publish(known, place) is not Publish.NOTHING
    return There(
        title=heading(one),
        path=f"transcripts/{slug(one)}.html#{_sentence(known, place)}" if shown else None,
        date=date_words(one.facts.date) if one.facts.date else None,
        time=clock(seconds) if seconds is not None else None,
        watch=watch(one, place.span[0]),
        pieces=said_pieces(one, place) if shown and whole else (),
        prepared=one.facts.completeness is Completeness.PREPARED,
    )


def _sentence(known: Catalogue, place: Place) -> str:
    """The anchor of the sentence in which a place begins."""
    begins = known.sentences[place.transcript]
    starts = list(begins)
    return begins[starts[max(0, bisect_right(starts, place.span[0]) - 1)]]


def heading(one: Transcript) -> str:
    """What a transcript is called."""
    return plain(title_of(one))


def clock(seconds: float) -> str:
    """``1:02:03``, ``2:03``."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def watch(one: Transcript, offset: int) -> str | None:
    """The transcript's address, with the time where it has times."""
    url, seconds = web_address(one.facts.url), one.time_at(offset)
    if url is None or seconds is None or "#" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}t={int(seconds)}"


# --- how an outlet quotes ---


@dataclass(frozen=True, slots=True)
class VerdictShare:
    """One verdict's part of the quotations that were found."""

    verdict: str
    key: str
    meaning: str
    count: int
    of: int
    low: float
    high: float
    """The 95 % interval (Wilson 1927), in percent."""
    behind: tuple[Quoted, ...]
    more: int

    @property
    def percent(self) -> str:
        """Whole percent, with its interval."""
        return f"{round(100 * self.count / self.of)} % ({round(self.low)}–{round(self.high)} %)"


@dataclass(frozen=True, slots=True)
class HowItQuotes:
    """An outlet's quotations beside what was said."""

    found: int
    looked_up: int
    not_found: int
    shares: tuple[VerdictShare, ...]
    stretch: float
    """Median number of words in marks."""


def how_it_quotes(known: Catalogue, quotations: Sequence[Quotation]) -> HowItQuotes | None:
    """Shares of the verdicts among quotations in marks; None where none was looked up."""
    asked = [
        h for q in quotations if (h := known.heard.get(q.id)) and h.comparison.verdict is not Verdict.REPORTED
    ]
    if not asked:
        return None
    found = [heard for heard in asked if judged(heard)]
    return HowItQuotes(
        found=len(found),
        looked_up=len(asked),
        not_found=len(asked) - len(found),
        shares=tuple(_shares(known, found)),
        stretch=median(len(heard.text.split()) for heard in found) if found else 0,
    )


def _shares(known: Catalogue, found: Sequence[Heard]) -> Iterator[VerdictShare]:
    for verdict in reversed(Verdict):
        own = [heard for heard in found if heard.comparison.verdict is verdict]
        if own:
            low, high = interval(len(own), len(found))
            shown = tuple(known.quoted(known.quotations[h.quotation]) for h in own[:BEHIND])
            yield VerdictShare(
                verdict.value,
                verdict.value.split()[0],
                MEANING[verdict],
                len(own),
                len(found),
                100 * low,
                100 * high,
                shown,
                len(own) - len(shown),
            )
