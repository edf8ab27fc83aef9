"""CSV, TSV and JSON Lines: a row an article, gathered in one collection; columns are mapped to our keys."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from build_site.errors import InputError
from build_site.importing.base import Found, Options, text_of, understood

TEXTS = (
    "text",
    "body",
    "content",
    "full_text",
    "fulltext",
    "full text",
    "article",
    "article_text",
    "story",
    "maintext",
)
"""Columns that are the text, if the call names none."""
IDS = ("id", "article_id", "articleid", "doc_id", "docid", "guid", "uuid", "key")


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One collection, ``name.jsonl``, with an article a row."""
    rows = list(_rows(data, where))
    if not rows:
        raise InputError(f"{where}: no row in it. Check the file.")
    columns = list(dict.fromkeys(key for _, row in rows for key in row))
    body = options.columns.get("text") or next((c for c in columns if c.lower() in TEXTS), None)
    identity = options.columns.get("id") or next((c for c in columns if c.lower() in IDS), None)
    for key, column in {**options.columns, **({"text": body} if body else {})}.items():
        if column not in columns:
            raise InputError(f"{where}: no column {column!r} for {key}. There are {', '.join(columns)}.")
    if body is None:
        names = ", ".join(columns)
        raise InputError(f"{where}: which column is the text? Say --columns text=NAME. There are {names}.")
    doubts: Counter[str] = Counter()
    lines, seen = [], set()
    for number, row in rows:
        record = _record(row, body, identity, options.columns, doubts, number)
        if record is None:
            doubts["a row without text is left out."] += 1
            continue
        while record["id"] in seen:
            record["id"] += f"-{number}"
        seen.add(record["id"])
        lines.append(json.dumps(record, ensure_ascii=False))
    if not lines:
        raise InputError(f"{where}: no row has text in {body!r}. Say --columns text=NAME.")
    told = tuple(f"{message} ({count} rows)" if count > 1 else message for message, count in doubts.items())
    yield Found(where.stem, ("\n".join(lines) + "\n").encode(), ".jsonl", doubts=told)


def _rows(data: bytes, where: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    text = text_of(data, where)
    if where.suffix.lower() == ".jsonl":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as error:
                    raise InputError(
                        f"{where}:{number}: not JSON ({error}). Every line holds one object."
                    ) from None
                if not isinstance(row, dict):
                    raise InputError(f"{where}:{number}: not an object. Every line holds one.")
                yield number, row
        return
    csv.field_size_limit(50_000_000)
    delimiter = "\t" if where.suffix.lower() == ".tsv" else _delimiter(text)
    for number, cells in enumerate(csv.DictReader(io.StringIO(text), delimiter=delimiter), 2):
        yield number, {key: value for key, value in cells.items() if key is not None}


def _delimiter(text: str) -> str:
    """Of the first line; spreadsheets of some countries write semicolons."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _record(
    row: Mapping[str, Any],
    body: str,
    identity: str | None,
    columns: Mapping[str, str],
    doubts: Counter[str],
    number: int,
) -> dict[str, Any] | None:
    text = row.get(body)
    if not isinstance(text, str) or not text.strip():
        return None
    ours = {column: key for key, column in columns.items()}
    stated: dict[str, str | tuple[str, ...]] = {}
    for column, value in row.items():
        if column in (body, identity) or value in (None, "", []):
            continue
        words = _words(value)
        if words is None:
            doubts[f"column {column!r} is not used: it holds more than words."] += 1
        else:
            stated[ours.get(column, column.strip().lower().replace(" ", "").replace("_", ""))] = words
    facts, told = understood(stated)
    for doubt in told:
        doubts[_column(doubt)] += 1
    chosen = row.get(identity) if identity else None
    return {"id": str(chosen) if chosen not in (None, "") else f"row-{number}", "text": text, **facts}


def _words(value: Any) -> str | tuple[str, ...] | None:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _column(doubt: str) -> str:
    """The doubt without the row's own words, so that a column is told once."""
    key, _, rest = doubt.partition(" is not used (")
    return f"column {key!r} is not used." if rest else doubt
