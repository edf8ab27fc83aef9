"""Exports of Factiva, with codes (two letters before each part of an article) and without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from build_site.importing.base import Found
from build_site.importing.exported import COPYRIGHT, LANGUAGES, found, names

DOCUMENT = re.compile(r"^[ \t]*Document [A-Z][A-Z0-9]{2,}[A-Za-z0-9]{10,}[ \t]*$", re.MULTILINE)
COUNTED = re.compile(r"^[ \t]*[\d,.]+ words[ \t]*$", re.MULTILINE | re.IGNORECASE)
CODED = re.compile(r"^(?:SE|HD)(?:[ \t|]+\S.*|[ \t|]*)$", re.MULTILINE)
TEXT = re.compile(r"^(?:LP|TD)\b", re.MULTILINE)
_CODE = re.compile(r"^(?P<code>[A-Z]{2,3})(?:[ \t|]+(?P<value>.*))?$")
_TIME = re.compile(r"\d{1,2}:\d{2}(?: [A-Z]{2,4})?(?: [A-Z]{2,4})?")
HEAD = 12
"""Lines that may stand between the count of words and the text: date, time, outlet, code, page, language."""
# fmt: off
CODES = frozenset((
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "ART", "CLM", "CX",
))
# fmt: on


def is_coded(text: str) -> bool:
    """Whether parts of articles have codes; those of a table stand apart from what they name."""
    return CODED.search(text) is not None and TEXT.search(text) is not None


def is_plain(text: str) -> bool:
    """Whether articles end with their document's number."""
    return DOCUMENT.search(text) is not None and COUNTED.search(text) is not None


def coded(text: str) -> Iterator[Found | None]:
    """The articles, each from its section or headline on."""
    fields: dict[str, list[str]] = {}
    code = ""
    for raw in (*text.split("\n"), "HD"):
        line = raw.strip().removesuffix("|").rstrip()
        match = _CODE.match(line)
        if match and match["code"] in CODES:
            code = match["code"]
            if code in ("SE", "HD") and "HD" in fields and fields.keys() & {"LP", "TD"}:
                yield _of(fields)
                fields = {}
            fields.setdefault(code, []).append(match["value"] or "")
        elif code:
            fields[code].append(line)


def _of(fields: Mapping[str, list[str]]) -> Found | None:
    def one(code: str) -> str:
        return " ".join(" ".join(fields.get(code, [])).split())

    body = [line for code in ("LP", "TD") for line in fields.get(code, []) if line.strip()]
    return found(one("HD"), one("SN"), one("PD"), names(one("BY")), body, one("LA"))


def plain(text: str) -> Iterator[Found | None]:
    """The articles above their numbers."""
    for part in DOCUMENT.split(text)[:-1]:
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        counted = next((n for n, line in enumerate(lines) if COUNTED.fullmatch(line)), None)
        if counted is None or counted + 2 >= len(lines):
            continue
        above, below = lines[:counted], lines[counted + 1 : counted + HEAD]
        author = above[-1] if len(above) > 1 and len(above[-1].split()) <= 8 else ""
        title = " ".join(above[:-1] if author else above)
        language = next((line for line in below if line.lower() in LANGUAGES), "")
        outlet = next((line for line in below[1:] if not _TIME.fullmatch(line)), "")
        last = next((n for n, line in enumerate(below) if COPYRIGHT.match(line)), None)
        if last is None:
            last = below.index(language) if language else 2
        yield found(title, outlet, below[0], names(author), lines[counted + last + 2 :], language)
