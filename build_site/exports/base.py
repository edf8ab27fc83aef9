"""What an export is, and how JSON is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from build_site.model import Dataset

Content = str | bytes
_RECORD = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
LARGE, LARGE_JSON = 2_000_000, 2_400_000
"""Bytes of a download from which on it is compressed: a spreadsheet opens what is smaller as it is."""
LARGE_SELDOM = 200_000
"""The same of what few ask for."""


@dataclass(frozen=True, slots=True)
class Export:
    """One format: its name on the command line, its title for readers, and what makes its files."""

    name: str
    title: str
    files: Callable[[Dataset], Iterator[tuple[str, Content]]]
    packed: bool = False
    """Compressed where it is large; as JSON, which other programs read by name, where it is very large."""
    seldom: bool = False
    """Few ask for it: compressed even where it is only somewhat large."""
    listed: bool = True
    """Shown on the Data page as a download; False for files that only the site's own pages read."""
    at: str = "data/"
    """How the paths of its files begin, which exports may share."""
    knowing: Callable[[Dataset, Collection[str]], Iterator[tuple[str, Content]]] | None = None
    """Where it tells of other exports: what makes its files when the paths of theirs are known."""
    heavy: bool = False
    """Few ask for it, and much is in it that stands elsewhere: of a large corpus published only where
    ``corpus.yml`` asks for it.
    """
    spread: bool = False
    """Of a large corpus alone, in whose parts is what else would be a file for each article."""
    beside: str = ""
    """Of a large corpus only with the export of this name, which refers to its files."""
    asked: bool = False
    """Made only by ``verbatim export``, never with the site: it needs what is not always installed."""


def json_lines(records: Iterator[dict[str, Any]]) -> str:
    """A JSON array with one record a line: readable, and a change shows as one line of a diff."""
    return f"[\n{json_records(records)}\n]\n"


def json_records(records: Iterable[dict[str, Any]]) -> str:
    """Its lines: a record each, with commas between them."""
    return ",\n".join(map(_RECORD.encode, records))
