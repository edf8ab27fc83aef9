"""``check-quotes``: a draft's quotations against transcripts and notes, before it is printed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_site import importing, readers
from build_site.engine import analyse
from build_site.errors import InputError
from build_site.lexicon import load_lexicon
from build_site.model import (
    Analysis,
    Beside,
    Comparison,
    Document,
    QuotationType,
    Span,
    Transcript,
    Verdict,
)
from build_site.pages.proof import Checked, proof_of
from build_site.readers.transcripts import TRANSCRIPT_READERS, read_transcript, read_transcripts
from build_site.said import FEWEST, Query, look_up
from build_site.said.delivering import delivered, pairs_of
from build_site.said.showing import told
from build_site.said.speaking import labels_of
from build_site.text import text_of

FAILING = frozenset({Verdict.ALTERED, Verdict.STITCHED, Verdict.CUT, Verdict.PREPARED, Verdict.NOT_FOUND})
"""Verdicts after which a desk should look before it prints."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a draft in marks, and who the draft says said them."""

    text: str
    spans: tuple[Span, ...]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """A draft beside the transcripts."""

    draft: Document
    transcripts: tuple[Transcript, ...]
    passages: tuple[Passage, ...]
    found: tuple[Comparison | None, ...]
    """None for passages of too few words to be looked up."""
    troubles: tuple[str, ...] = ()
    """Files that could not be read."""

    @property
    def failed(self) -> bool:
        """Whether something should be looked at before it is printed."""
        return any(one is not None and one.verdict in FAILING for one in self.found)


def check_quotes(draft: Path, against: Sequence[Path]) -> Check:
    """Read a draft and transcripts, and look its quotations up. Raises ``InputError``."""
    document = _draft(draft)
    troubles: list[str] = []
    transcripts = tuple(_transcripts(against, troubles))
    if not transcripts:
        raise InputError("no transcript could be read. " + " ".join(troubles))
    passages = tuple(_passages(analyse(document, load_lexicon())))
    pairs = pairs_of(transcripts, lambda where, error: troubles.append(str(error)))
    deliveries = [two for pair in pairs if (two := delivered(*pair, load_lexicon()))]
    labels = sorted({turn.speaker for one in transcripts for turn in one.turns})
    asked = [p for p in passages if len(_WORD.findall(p.text)) >= FEWEST]
    queries = [Query(p.text, _labels(p.speaker, labels), None) for p in asked]
    answers = dict(zip(asked, look_up(queries, transcripts, load_lexicon(), deliveries), strict=True))
    return Check(document, transcripts, passages, tuple(map(answers.get, passages)), tuple(troubles))


def table(check: Check) -> Iterator[str]:
    """A line for each passage, one below for what differs, and a line for all."""
    for passage, found in zip(check.passages, check.found, strict=True):
        line = check.draft.text.count("\n", 0, passage.spans[0][0]) + 1
        verdict = found.verdict if found else "too short to look up"
        yield f"{line:>5}  {verdict:<20}  {passage.speaker or '?'}: “{_short(passage.text)}”"
        if found is None:
            continue
        yield from (f"{'':>5}  {'':<20}  {words}" for words in _evidence(check, found))
    counts = {v: sum(f is not None and f.verdict is v for f in check.found) for v in Verdict}
    summary = ", ".join(f"{n} {verdict}" for verdict, n in counts.items() if n)
    short = check.found.count(None)
    yield f"{len(check.found)} passages in marks: {summary or 'none looked up'}" + (
        f", {short} too short to look up" if short else ""
    )


def _evidence(check: Check, found: Comparison) -> Iterator[str]:
    """Where the words stand and what differs; the same of the other of a prepared text and its delivery."""
    yield from _place(check, found)
    beside = found.beside
    if beside is None:
        return
    text = "delivered" if found.verdict is Verdict.PREPARED else "prepared"
    if beside.places:
        yield from (f"as {text}: {line}" for line in _place(check, beside))
    else:
        where = next(one for one in check.transcripts if one.id == beside.transcript)
        yield f"not {text} in {where.path}"


def _place(check: Check, found: Comparison | Beside) -> Iterator[str]:
    if found.places:
        place = found.places[0]
        where = next(one for one in check.transcripts if one.id == place.transcript)
        yield f"in {where.path}:{_line(where, place.span[0])}{_by(where, place.turns)}"
    if differs := told(found):
        yield differs


def record(check: Check) -> dict[str, Any]:
    """The same for other programs."""
    return {
        "draft": check.draft.path,
        "sha256": check.draft.sha256,
        "transcripts": [one.path for one in check.transcripts],
        "passages": [
            {
                "text": passage.text,
                "spans": passage.spans,
                "speaker": passage.speaker,
                **_compared(found),
                "beside": {"transcript": found.beside.transcript, **_compared(found.beside)}
                if found and found.beside
                else None,
            }
            for passage, found in zip(check.passages, check.found, strict=True)
        ],
    }


def _compared(found: Comparison | Beside | None) -> dict[str, Any]:
    return {
        "verdict": found.verdict if found else None,
        "places": [
            {"transcript": p.transcript, "span": p.span, "words": p.words}
            for p in (found.places if found else ())
        ],
        "differences": [
            {"kind": d.kind, "printed": d.printed, "said": d.said, "at": d.at, "where": d.where}
            for d in (found.differences if found else ())
        ],
    }


def proof(check: Check) -> str:
    """One HTML page: the draft, each passage beside what was said."""
    rows = tuple(
        Checked(passage.text, passage.spans, passage.speaker, found)
        for passage, found in zip(check.passages, check.found, strict=True)
    )
    return proof_of(check.draft, rows, check.transcripts)


def _draft(path: Path) -> Document:
    """The draft's words, whatever program wrote it."""
    where = path.name
    try:
        if path.suffix.lower() in readers.READERS:
            reading = readers.read_bytes(path.read_bytes(), path.suffix, where)
        else:
            found = list(importing.import_file(path, importing.Options()))
            if len(found) != 1:
                raise InputError(f"{where}: {len(found)} articles in it. Give one draft at a time.")
            reading = readers.read_bytes(found[0].data, found[0].suffix, where)
    except OSError as error:
        raise InputError(f"{where}: cannot be read ({error.strerror}). Check the file.") from None
    sha256 = hashlib.sha256(reading.text.encode()).hexdigest()
    return Document(path.stem, where, reading.text, sha256, reading.metadata, roles=reading.roles)


def _transcripts(paths: Sequence[Path], troubles: list[str]) -> Iterator[Transcript]:
    for path in paths:
        if path.is_dir():
            yield from read_transcripts(path, lambda where, error: troubles.append(str(error)))
        elif path.suffix.lower() in TRANSCRIPT_READERS or not path.exists():
            try:
                yield read_transcript(path, path.parent)
            except InputError as error:
                troubles.append(str(error))
        else:
            kinds = " ".join(TRANSCRIPT_READERS)
            troubles.append(f"{path}: no transcript can be read from {path.suffix}. Use one of {kinds}.")


def _passages(analysis: Analysis) -> Iterator[Passage]:
    """What stands in marks: with the speaker where the draft names one, by itself where it does not."""
    text = analysis.article.text
    names = {m: entity.name for entity in analysis.entities for m in entity.mentions}
    found = [
        Passage(
            text_of(text, a.verbatim), a.verbatim, names.get(a.mention) if a.mention is not None else None
        )
        for a in analysis.attributions
        if a.verbatim and a.type is not QuotationType.INDIRECT
    ]
    told_of = [span for passage in found for span in passage.spans]
    found += [
        Passage(text[slice(*p.inner)], (p.inner,), None)
        for p in analysis.passages
        if not p.nested and not any(p.inner[0] < e and s < p.inner[1] for s, e in told_of)
    ]
    yield from sorted(found, key=lambda p: p.spans[0])


def _labels(speaker: str | None, labels: Sequence[str]) -> frozenset[str] | None:
    return labels_of([speaker], labels, load_lexicon()) if speaker else None


def _by(transcript: Transcript, turns: Sequence[int]) -> str:
    speakers = dict.fromkeys(transcript.turns[n].speaker for n in turns if transcript.turns[n].speaker)
    return f" ({', '.join(speakers)})" if speakers else ""


def _line(transcript: Transcript, offset: int) -> int:
    return transcript.text.count("\n", 0, offset) + 1


def _short(text: str, longest: int = 76) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
