"""Exports of ProQuest, as text and as a page: labels before each part of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_site.importing.base import Found
from build_site.importing.exported import DATE, found, turned

ID = re.compile(r"^[ \t]*(?:ProQuest document ID|Document ID):", re.MULTILINE | re.IGNORECASE)
_EDGE = re.compile(
    r"^[ \t]*_{20,}[ \t]*$|^[ \t]*Document \d+ of \d+[ \t]*$|^[ \t]*Database:.*$", re.MULTILINE
)
"""Between two articles; a page has no lines there, but the name of the database is always the last part."""
_LABEL = re.compile(r"^(?P<label>[A-Z][A-Za-z /]*):[ \t]*(?P<value>.*)$")
LONG = ("full text", "abstract")
"""Labels whose part goes on after a blank line."""
# fmt: off
LABELS = frozenset((
    "abstract", "accession number", "author", "business indexing term", "column", "company / organization",
    "copyright", "correction", "country of publication", "credit", "database", "dateline",
    "document feature", "document id", "document type", "document url", "doi", "edition", "eissn",
    "ethnicity", "first page", "full text", "identifier / keyword", "illustration", "issn", "issue",
    "language", "language of publication", "last updated", "links", "location", "number of pages", "pages",
    "people", "place of publication", "proquest document id", "publication", "publication date",
    "publication info", "publication subject", "publication title", "publication type", "publication year",
    "publisher", "section", "source", "source type", "start page", "subject", "supplement", "title",
    "volume",
))
# fmt: on


def is_export(text: str) -> bool:
    """Whether articles have their number in this database."""
    return ID.search(text) is not None


def articles(text: str) -> Iterator[Found | None]:
    """One an article that has its number."""
    for part in _EDGE.split(text):
        if not ID.search(part):
            continue
        lines = [line.strip() for line in part.split("\n")]
        fields = _fields(lines)
        said = {key: " ".join(" ".join(values).split()) for key, values in fields.items()}
        info = said.get("publication info", "")
        title = said.get("title") or next((x for x in lines if x and not _LABEL.match(x)), "")
        named = said.get("publication title") or said.get("publication") or re.split(r"[;,]", info)[0]
        date = said.get("publication date") or (day[0] if (day := DATE.search(info)) else "")
        yield found(
            title,
            named.partition(";")[0].strip(),  # its place follows
            date,
            turned(said.get("author", "")),
            fields.get("full text", []),
            said.get("language of publication") or said.get("language", ""),
            said.get("document url", ""),
        )


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        label = _LABEL.match(line)
        if label and (key := label["label"].strip().lower()) in LABELS:
            current = key
            fields.setdefault(current, []).append(label["value"].strip())
        elif not line and current not in LONG:
            current = ""
        elif current:
            fields[current].append(line)
    return fields
