"""RIS and BibTeX: what a reference states, with the text of the file that is attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import bibtexparser
import rispy

from build_site.errors import InputError
from build_site.importing import attached
from build_site.importing.base import Found, Options, text_of

_BRACES = re.compile(r"[{}]")
_AND = re.compile(r"\s+and\s+")


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One article a reference that has a file."""
    text = text_of(data, where)
    found = list(_ris(text) if where.suffix.lower() == ".ris" else _bibtex(text))
    if not found:
        raise InputError(f"{where}: no reference in it. Export it anew.")
    for stated, files in found:
        kept = {key: value for key, value in stated.items() if value}
        yield from attached.texts(where, kept, files, options)


def _ris(text: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    for record in rispy.loads(text):
        addresses = record.get("urls", [])
        stated = {
            "title": record.get("title") or record.get("primary_title", ""),
            "author": tuple(map(_turned, record.get("authors", record.get("first_authors", [])))),
            "outlet": record.get("secondary_title")
            or record.get("journal_name")
            or record.get("publisher", ""),
            "published": str(record.get("date") or record.get("year", "")).strip("/ "),
            "retrieved": str(record.get("access_date", "")).strip("/ "),
            "url": next((one for one in addresses if one.startswith("http")), ""),
            "language": record.get("language", ""),
        }
        files = [record.get(key) for key in ("file_attachments1", "file_attachments2", "link1", "link2")]
        yield (
            stated,
            [
                _path(one)
                for value in files
                if value
                for one in (value if isinstance(value, list) else [value])
            ],
        )


def _bibtex(text: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False, common_strings=True)
    for entry in bibtexparser.loads(text, parser).entries:
        words = {key: _BRACES.sub("", value) for key, value in entry.items()}
        stated = {
            "title": words.get("title", ""),
            "author": _authors(entry.get("author", "")),
            "outlet": words.get("journaltitle")
            or words.get("journal")
            or words.get("organization")
            or words.get("publisher", ""),
            "published": words.get("date") or "-".join(filter(None, (words.get("year", ""), _month(words)))),
            "retrieved": words.get("urldate", ""),
            "url": words.get("url", ""),
        }
        # Zotero writes "Title:files/1/page.html:text/html", several with semicolons between them.
        files = [part for one in entry.get("file", "").split(";") for part in one.split(":") if "." in part]
        yield stated, [_path(part) for part in files]


def _authors(value: str) -> tuple[str, ...]:
    """Names in double braces are one name, whatever stands in them."""
    return tuple(_turned(_BRACES.sub("", name)) for name in _AND.split(value) if name.strip())


def _turned(name: str) -> str:
    """``Brun, Ada`` → ``Ada Brun``."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name.strip()


def _month(words: Mapping[str, str]) -> str:
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    month = words.get("month", "").strip().lower()
    return (
        month.zfill(2)
        if month.isdigit()
        else f"{months.index(month[:3]) + 1:02}"
        if month[:3] in months
        else ""
    )


def _path(value: str) -> str:
    return value.strip().removeprefix("file://").removeprefix("internal-pdf://")
