"""``extract`` over objects instead of files: a pure function that maps as well on Dask, Ray and Spark.

from build_site import extract_records

rows = list(extract_records([{"id": "quay", "text": "“We sail at dawn,” said Ana Ruiz."}]))
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isnan
from typing import Any

from build_site.engine import Extract, analyse_anyhow, told
from build_site.errors import InputError
from build_site.model import Finding, Level
from build_site.readers.jsonl import document_of


def extract_records(
    records: Iterable[Mapping[str, Any]],
    where: Callable[[int], str] = "record {}".format,
    told_of: set[str] | None = None,
) -> Iterator[dict[str, Any]]:
    """Objects ``{"id": …, "text": …}`` with any of the metadata keys → what ``verbatim extract`` prints.

    One for each, in order, from nothing but the object itself. ``where`` names the place of the n-th, from 1;
    of keys that mean nothing to us, but for those ``told_of``, the first object with one has a finding. What
    holds no article is an object with a finding that says why, without quotations, its ``sha256`` None.
    """
    odd = set() if told_of is None else told_of
    for number, record in enumerate(records, 1):
        place = where(number)
        try:
            document = document_of(_plain(record), place, odd)
        except InputError as error:
            yield unreadable(record.get("id"), place, error)
        else:
            # By way of JSON, so that every number, list and enumeration is what the command would print.
            yield json.loads(json.dumps(told(analyse_anyhow(document)).record()))


def unreadable(id: object, where: str, error: InputError) -> dict[str, Any]:
    """The object of what holds no article."""
    reason = str(error).removeprefix(f"{where}: ")
    finding = Finding(Level.ERROR, "unreadable-article", where, reason)
    name = str(id) if isinstance(id, str | int) else ""
    return {**Extract(name, where, "", (), (), (finding,)).record(), "sha256": None}


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table as an object of JSON: arrays are lists, and what is missing is not there."""
    made = {key: value.tolist() if hasattr(value, "tolist") else value for key, value in record.items()}
    return {key: value for key, value in made.items() if not _missing(value)}


def _missing(value: object) -> bool:
    """None, or a table's “not a number”, which is like nothing, not even like itself."""
    return value is None or (isinstance(value, float) and isnan(value))
