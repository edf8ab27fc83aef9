"""The proof of a draft: a page by itself, printed words beside said ones. No script, no other file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from build_site.model import Comparison, Document, Place, Span, Transcript, Verdict
from build_site.pages.frame import environment
from build_site.said.showing import Piece, printed_pieces, said_pieces


@dataclass(frozen=True, slots=True)
class Checked:
    """A passage of the draft and what the transcripts tell of it (None: too short to look up)."""

    text: str
    spans: tuple[Span, ...]
    speaker: str | None
    found: Comparison | None


@dataclass(frozen=True, slots=True)
class SaidThere:
    """One place of a transcript, as the page shows it."""

    source: str
    speakers: str
    pieces: tuple[Piece, ...]
    address: str | None
    beside: str = ""
    """What it is, where it is the other of a prepared text and its delivery."""
    printed: tuple[Piece, ...] = ()
    """Printed words against this one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the page shows it."""

    number: int
    line: int
    speaker: str | None
    verdict: str
    slug: str
    pieces: tuple[Piece, ...]
    places: tuple[SaidThere, ...]
    others: int
    """How many other occasions have like words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the draft; those that are passages have a number."""

    text: str
    number: int | None
    slug: str


@dataclass(frozen=True, slots=True)
class ProofPage:
    """All that the page shows."""

    title: str
    rows: tuple[Row, ...]
    draft: tuple[Mark, ...]
    sources: tuple[str, ...]
    counts: tuple[tuple[str, str, int], ...]


def proof_of(draft: Document, checked: Sequence[Checked], transcripts: Sequence[Transcript]) -> str:
    """The HTML of the page."""
    of = {one.id: one for one in transcripts}
    rows = tuple(_row(number, draft, one, of) for number, one in enumerate(checked, 1))
    page = ProofPage(
        title=draft.metadata.title.value if draft.metadata.title else draft.path,
        rows=rows,
        draft=tuple(_marks(draft.text, checked, rows)),
        sources=tuple(one.path for one in transcripts),
        counts=tuple(_counts(rows)),
    )
    return environment().get_template("proof.html").render(page=page)


def _row(number: int, draft: Document, one: Checked, of: dict[str, Transcript]) -> Row:
    found = one.found
    verdict = found.verdict.value if found else "too short to look up"
    near = (found.near,) if found and found.near and not found.places else ()
    places = (*found.places, *near) if found else ()
    return Row(
        number=number,
        line=draft.text.count("\n", 0, one.spans[0][0]) + 1,
        speaker=one.speaker,
        verdict=verdict,
        slug=verdict.split()[0],
        pieces=printed_pieces(one.text, found) if found else (Piece(one.text),),
        places=(*(_there(of, place) for place in places), *(_beside(one, of) if found else ())),
        others=len(found.others) if found else 0,
    )


def _there(of: dict[str, Transcript], place: Place) -> SaidThere:
    one = of[place.transcript]
    return SaidThere(
        one.facts.title or one.path,
        ", ".join(dict.fromkeys(one.turns[n].speaker or "?" for n in place.turns)),
        said_pieces(one, place),
        timed(one, place.span[0]),
    )


def _beside(one: Checked, of: dict[str, Transcript]) -> Iterator[SaidThere]:
    """The other of a prepared text and its delivery, where the words stand in one of the two only."""
    beside = one.found.beside if one.found else None
    if one.found is None or beside is None:
        return
    text = "delivered" if one.found.verdict is Verdict.PREPARED else "prepared"
    for number, place in enumerate(beside.places):
        printed = () if number else printed_pieces(one.text, beside)
        yield replace(_there(of, place), beside=f"as {text}: ", printed=printed)
    if not beside.places:
        other = of[beside.transcript]
        yield SaidThere(other.facts.title or other.path, "", (), other.facts.url, f"not {text} in ")


def timed(transcript: Transcript, offset: int) -> str | None:
    """The transcript's address, with the time where it has times."""
    url, seconds = transcript.facts.url, transcript.time_at(offset)
    if url is None or seconds is None:
        return url
    return f"{url}{'&' if '?' in url else '?'}t={int(seconds)}" if "#" not in url else url


def _marks(text: str, checked: Sequence[Checked], rows: Sequence[Row]) -> list[Mark]:
    """The draft's characters, all of them, with the passages marked."""
    spans = sorted(
        (span, row.number, row.slug) for one, row in zip(checked, rows, strict=True) for span in one.spans
    )
    found, at = [], 0
    for (start, end), number, slug in spans:
        if start < at:
            continue
        found += [Mark(text[at:start], None, ""), Mark(text[start:end], number, slug)]
        at = end
    return [*found, Mark(text[at:], None, "")]


def _counts(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    named = {row.verdict: row.slug for row in rows}
    return [(verdict, slug, sum(row.verdict == verdict for row in rows)) for verdict, slug in named.items()]
