"""Transcripts as files: one reader per suffix.

The text stays as it is; turns, stage directions and times are offsets into it.
"""

from __future__ import annotations

import hashlib
import os.path
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from build_site import curation
from build_site.errors import CurationError, InputError
from build_site.model import Finding, Level, Transcript, Turn
from build_site.readers.folder import (
    TRANSCRIPTS,
    files_below,
    is_passed_over,
    said_to_be_transcripts,
    trouble_with,
)
from build_site.readers.transcripts import cues, page, turns
from build_site.readers.transcripts.turns import Cut

__all__ = [
    "TRANSCRIPT_READERS",
    "read_transcript",
    "read_transcripts",
    "transcript_of",
    "transcript_paths",
    "unread_transcripts",
]

Reader = Callable[[bytes, str], Cut]

TRANSCRIPT_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": turns.read,
        ".md": turns.read,
        ".vtt": cues.read,
        ".srt": cues.read,
        ".html": page.read,
        ".htm": page.read,
    }
)

LARGEST = 50_000_000
"""Bytes. What is larger is not one transcript."""


def own_files(seeds: Path) -> list[Path]:
    """The files of a project's transcripts: its folder of them, and what a side-car calls one, anywhere."""
    files = files_below(seeds)
    said = said_to_be_transcripts(seeds, files)
    return [p for p in files if p.relative_to(seeds).parts[0] == TRANSCRIPTS or p.with_suffix("") in said]


def transcript_paths(folder: Path, files: Sequence[Path] | None = None) -> tuple[Path, ...]:
    """The transcripts below a folder, in the order of their names; hidden files and READMEs are none.

    ``files`` are those among which they are looked for, if not all.
    """
    found = (
        path
        for path in (files_below(folder) if files is None else files)
        if path.suffix.lower() in TRANSCRIPT_READERS
        and path.stem.lower() != "readme"
        and not is_passed_over(path.name)
    )
    return tuple(sorted(found, key=lambda path: (path.relative_to(folder).as_posix(), path.suffix)))


def read_transcripts(
    folder: Path, refused: Callable[[str, InputError], None], *, own: bool = False
) -> Iterator[Transcript]:
    """Every transcript below a folder; what cannot be read is handed to ``refused`` and passed over.

    ``own`` says that it is a project's ``seeds/``: links that lead out of it are refused.
    """
    for path in transcript_paths(folder, own_files(folder) if own else None):
        try:
            yield read_transcript(path, folder, own=own)
        except InputError as error:
            refused(_name(path, folder), error)


def unread_transcripts(seeds: Path) -> tuple[Finding, ...]:
    """A finding for all among a project's transcripts that is neither one nor goes with one."""
    files = own_files(seeds)
    stems = {path.with_suffix("") for path in transcript_paths(seeds, files)}
    kinds = " ".join(TRANSCRIPT_READERS)
    message = f"No transcript: its suffix is none of {kinds}, and no transcript has its name."
    return tuple(
        Finding(Level.WARNING, "file-not-read", _name(path, seeds), message)
        for path in sorted(files)
        if path.suffix.lower() not in TRANSCRIPT_READERS
        and not (path.suffix == ".yml" and path.with_suffix("") in stems)
    )


def read_transcript(path: Path, root: Path, *, own: bool = False) -> Transcript:
    """A transcript with what its file and its side-car ``<stem>.yml`` state of it.

    Raises ``InputError`` where it cannot be read; the message names file and remedy.
    """
    where = _name(path, root)
    if path.suffix.lower() not in TRANSCRIPT_READERS:
        kinds = " ".join(TRANSCRIPT_READERS)
        kind = path.suffix or "files without a suffix"
        raise InputError(f"{where}: no transcript can be read from {kind}. Use one of {kinds}.")
    within = root if own else None
    if trouble := trouble_with(path, within):
        raise InputError(f"{where}: {trouble}")
    try:
        if path.stat().st_size > LARGEST:
            size = path.stat().st_size
            raise InputError(f"{where}: {size:,} bytes are not one transcript. Split the file.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{where}: cannot be read ({error.strerror}). Check the file and its permissions."
        ) from None
    sidecar = path.with_suffix(".yml")
    stated = curation.NOTHING_OF_IT
    if os.path.lexists(sidecar):
        if trouble := trouble_with(sidecar, within):
            raise InputError(f"{_name(sidecar, root)}: {trouble}")
        try:
            stated = curation.load_transcript(sidecar, _name(sidecar, root))
        except CurationError as error:
            raise InputError(str(error)) from None
    identity = path.relative_to(root).with_suffix("").as_posix() if path.is_relative_to(root) else path.stem
    return transcript_of(data, path.suffix, where, identity, stated)


def transcript_of(
    data: bytes,
    suffix: str,
    where: str,
    identity: str,
    stated: curation.StatedTranscript = curation.NOTHING_OF_IT,
) -> Transcript:
    """A transcript from a file's bytes; what is ``stated`` beside it goes before what the file says itself.

    Raises ``InputError``.
    """
    try:
        cut = TRANSCRIPT_READERS[suffix.lower()](data, where)
    except CurationError as error:
        raise InputError(str(error)) from None
    except InputError:
        raise
    except Exception as error:  # no file in the world may stop the others
        raise InputError(f"{where}: cannot be read ({error!r}). Save its text as .txt, in UTF-8.") from error
    facts = curation.over(cut.stated.facts, stated.facts)
    if facts.speaker or facts.speakers:
        named = {label.casefold(): name for label, name in facts.speakers}
        cut = replace(cut, turns=tuple(_renamed(turn, named, facts.speaker) for turn in cut.turns))
    return Transcript(
        id=identity,
        path=where,
        text=cut.text,
        sha256=hashlib.sha256(cut.text.encode()).hexdigest(),
        turns=cut.turns,
        directions=cut.directions,
        times=cut.times,
        facts=facts,
        findings=tuple(
            finding
            for finding in (*cut.findings, *cut.stated.findings, *stated.findings)
            if not (facts.speaker and finding.code == "no-turns")
        ),
        slug=stated.slug or cut.stated.slug,
    )


def _renamed(turn: Turn, named: Mapping[str, str], speaker: str | None) -> Turn:
    """The turn of whom its label means; that of nobody is the one speaker's, unless it asks."""
    known = named.get(turn.speaker.casefold())
    if known is None and not turn.speaker and not turn.asks:
        known = speaker
    return replace(turn, speaker=known) if known else turn


def _name(path: Path, root: Path) -> str:
    base = root.parent
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
