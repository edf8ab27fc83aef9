"""``extract``: one JSON object per article, from its text alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from build_site import readers
from build_site.errors import InputError
from build_site.ids import anchors
from build_site.lexicon import load_lexicon
from build_site.model import Analysis, Attribution, Document, Finding
from build_site.pipeline import Options, analyse_all
from build_site.stages.confidence import default_gate
from build_site.text import text_of

Refused = Callable[[InputError], None]
BATCH = 256
"""Records of a JSON Lines stream that are held in memory at a time."""


def extract(paths: Sequence[str], options: Options, refused: Refused) -> Iterator[str]:
    """Yield a line of JSON per article of ``paths``: files, folders, ``.jsonl``, ``-`` for standard input.

    What cannot be read is handed to ``refused`` and passed over; under ``strict`` it is raised.
    """
    load_lexicon()
    batch: list[Document] = []
    for document in _documents(paths, _raise if options.strict else refused):
        batch.append(document)
        if len(batch) == BATCH:
            yield from map(line, analyse_all(batch, options))
            batch.clear()
    yield from map(line, analyse_all(batch, options))


def line(analysis: Analysis) -> str:
    """The contract's JSON object of one article, on one line."""
    return json.dumps(record(analysis), ensure_ascii=False)


def record(analysis: Analysis) -> dict[str, Any]:
    """The contract's object: spans are code points, actors are the names the article itself gives.

    ``quotations`` are those that are sure enough to be published, ``doubts`` the rest, in the same form.
    """
    document = analysis.article.document
    gate = default_gate(load_lexicon())
    name_of = {m: entity.name for entity in analysis.entities for m in entity.mentions}
    contents = [text_of(document.text, a.content) for a in analysis.attributions]
    sure: list[dict[str, Any]] = []
    doubts: list[dict[str, Any]] = []
    for anchor, a in zip(anchors(contents), analysis.attributions, strict=True):
        actor = name_of.get(a.mention) if a.mention is not None else None
        (sure if gate.passes(a.type, a.confidence) else doubts).append(_quotation(anchor, a, actor))
    return {
        "id": document.id,
        "path": document.path,
        "sha256": document.sha256,
        "quotations": sure,
        "doubts": doubts,
        "findings": [_finding(f) for f in analysis.findings],
    }


def _quotation(anchor: str, a: Attribution, actor: str | None) -> dict[str, Any]:
    return {
        "id": anchor,
        "type": a.type.value,
        "content": a.content,
        "verbatim": a.verbatim,
        "cue": a.cue,
        "source": a.source,
        "source_kind": a.source_kind.value if a.source_kind else None,
        "actor": actor,
        "chain": [carrier.name for carrier in a.carriers],
        "confidence": round(a.confidence, 3),
        "rule": a.rule,
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "level": finding.level.value,
        "code": finding.code,
        "where": finding.where,
        "message": finding.message,
    }


def _documents(paths: Sequence[str], refused: Refused) -> Iterator[Document]:
    for name in paths:
        path = Path(name)
        if name == "-":
            yield from readers.read_jsonl(sys.stdin.buffer, "standard input", refused)
        elif path.suffix == ".jsonl" and path.is_file():
            with path.open("rb") as stream:
                yield from readers.read_jsonl(stream, name, refused)
        elif path.is_dir():
            yield from readers.read_folder(path, lambda where, error: refused(error))
        elif path.is_file():
            yield from _file(path, refused)
        else:
            raise InputError(f"{name}: no such file or folder")


def _file(path: Path, refused: Refused) -> Iterator[Document]:
    try:
        document = readers.read(path, path.parent)
    except InputError as error:
        refused(error)
    else:
        yield document


def _raise(error: InputError) -> None:
    raise error
