"""What the curator writes: ``corpus.yml``, ``actors.yml``, ``corrections.yml`` and an article's side-car.

A file that is not there says nothing. What is wrong in one is a ``CurationError`` with file and line.
"""

from __future__ import annotations

from pathlib import Path

from build_site.curation.addresses import Addresses, addresses_of, as_written
from build_site.curation.addresses import written as addresses_text
from build_site.curation.metadata import Stated, parse_stated
from build_site.curation.records import (
    NO_CORRECTIONS,
    AuthorityActor,
    Corrections,
    StatementCorrection,
)
from build_site.curation.schema import actors_of, corpus_of, corrections_of
from build_site.curation.settings import load_address
from build_site.curation.transcripts import (
    NOTHING_OF_IT,
    StatedTranscript,
    over,
    parse_transcript,
)
from build_site.curation.yaml import load_yaml
from build_site.errors import Troubles
from build_site.model import Corpus
from build_site.recall import Recalling, once

WRITTEN = 100_000_000
"""Characters of the file that the program itself writes."""

__all__ = [
    "NOTHING_OF_IT",
    "NO_CORRECTIONS",
    "Addresses",
    "AuthorityActor",
    "Corrections",
    "Stated",
    "StatedTranscript",
    "StatementCorrection",
    "addresses_text",
    "load",
    "load_actors",
    "load_address",
    "load_addresses",
    "load_corpus",
    "load_corrections",
    "load_sidecar",
    "load_transcript",
    "over",
    "parse_transcript",
]


def load(
    corpus: Path, actors: Path, corrections: Path, *, curated: bool
) -> tuple[Corpus, tuple[AuthorityActor, ...], Corrections]:
    """The three files of a project; what is wrong in any of them is told at once.

    Without ``curated`` neither actors nor corrections are read.
    """
    troubles = Troubles()
    whole, changes = Corpus(), NO_CORRECTIONS
    authority: tuple[AuthorityActor, ...] = ()
    with troubles.noting():
        whole = load_corpus(corpus)
    if curated:
        with troubles.noting():
            authority = load_actors(actors)
        with troubles.noting():
            changes = load_corrections(corrections)
    troubles.close()
    return whole, authority, changes


def load_corpus(path: Path) -> Corpus:
    """What ``corpus.yml`` says of the whole."""
    return corpus_of(load_yaml(path, _name(path)))


def load_actors(path: Path) -> tuple[AuthorityActor, ...]:
    """The authority file."""
    return actors_of(load_yaml(path, _name(path)))


def load_corrections(path: Path) -> Corrections:
    """The curator's changes to what was found."""
    return corrections_of(load_yaml(path, _name(path)))


def load_addresses(path: Path, recall: Recalling = once) -> Addresses:
    """What was published before."""
    try:
        found = recall(as_written, path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        found = None
    return found or addresses_of(load_yaml(path, _name(path), WRITTEN))


def load_sidecar(path: Path, where: str) -> Stated:
    """What ``<stem>.yml`` states of the article beside it."""
    return parse_stated(load_yaml(path, where))


def load_transcript(path: Path, where: str) -> StatedTranscript:
    """What ``<stem>.yml`` states of the transcript beside it."""
    return parse_transcript(load_yaml(path, where))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
