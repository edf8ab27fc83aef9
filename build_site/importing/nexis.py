"""Exports of Nexis: old (``1 of 12 DOCUMENTS``, labels in capitals), new (``Body``, ``End of Document``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_site.importing.base import Found
from build_site.importing.exported import COPYRIGHT, DATE, LABEL, found, names

OLD = re.compile(r"^[ \t]*(?:Document\s+)?\d+ (?:of|OF) \d+ DOCUMENTS?[ \t]*$", re.MULTILINE)
END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.MULTILINE)
_PAGE = re.compile(r"Page \d+ of \d+")
_EDITION = re.compile(r"\bEdition\b|\bED\b|\bFinal\b$", re.IGNORECASE)
_AFTER = re.compile(r"Graphics?|Classification|Notes?|Corrections?(?:-Date)?|Load-Date:.*|Language:.*")
"""Lines that end the text of the new layout."""
# fmt: off
LABELS = frozenset((
    "byline", "load date", "section", "length", "dateline", "highlight", "graphic", "language", "url",
    "publication type", "pub type", "document type", "correction", "correction date", "copyright", "subject",
    "classification", "journal code", "publication code", "geographic", "country", "state", "city",
    "organization", "person", "company", "ticker", "acc no", "issn", "note", "notes", "type", "source",
    "name", "series", "industry", "update", "distribution", "credit", "rights", "body",
))
# fmt: on


def is_old(text: str) -> bool:
    """Whether it is the layout of before 2018."""
    return OLD.search(text) is not None


def is_new(text: str) -> bool:
    """Whether it is the layout of Nexis Uni and Nexis+."""
    return END.search(text) is not None and BODY.search(text) is not None


def old(text: str) -> Iterator[Found | None]:
    """The articles below their numbers."""
    for part in OLD.split(text)[1:]:
        head, title, labels, body = _parts([line.strip() for line in part.split("\n")])
        outlet = next((line for line in head if not DATE.match(line)), "")
        date = next((line for line in head if DATE.match(line)), "")
        authors = names(labels.get("byline", ""))
        yield found(title, outlet, date, authors, body, labels.get("language", ""), labels.get("url", ""))


def _parts(lines: Sequence[str]) -> tuple[list[str], str, dict[str, str], list[str]]:
    """What stands above and with the date, the title, labels with their values, and the text."""
    head: list[str] = []
    labels: dict[str, str] = {}
    body: list[str] = []
    title, dated, over = "", False, False
    for paragraph in _paragraphs(lines):
        label = LABEL.match(paragraph)
        if label and label["label"].isupper() and _key(label["label"]) in LABELS:
            labels.setdefault(_key(label["label"]), label["value"])
            over = bool(body)
        elif over or _is_copyright(paragraph):
            continue
        elif not dated:
            head.append(paragraph)
            dated = DATE.match(paragraph) is not None
        elif title or body or labels:
            body.append(paragraph)
        elif not (len(paragraph) < 60 and _EDITION.search(paragraph)):
            title = paragraph
    return head, title, labels, body


def _key(label: str) -> str:
    return label.lower().replace("-", " ")


def _is_copyright(paragraph: str) -> bool:
    return COPYRIGHT.match(paragraph) is not None or paragraph.lower().rstrip(".") == "all rights reserved"


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Stretches between blank lines, each one line."""
    kept: list[str] = []
    for line in (*lines, ""):
        if line:
            kept.append(line)
        elif kept:
            yield " ".join(kept)
            kept = []


def new(text: str) -> Iterator[Found | None]:
    """The articles above their ends."""
    for part in END.split(text)[:-1]:
        lines = [line.strip() for line in part.split("\n")]
        if "Body" not in lines:
            continue
        start = lines.index("Body")
        head = [line for line in lines[:start] if line and not _PAGE.fullmatch(line)]
        below = [line for line in lines[start + 1 :] if line]
        over = next((n for n, line in enumerate(below) if _AFTER.fullmatch(line)), len(below))
        labels = _labels((*head, *below[over:]))
        plain = [line for line in head if not _labels((line,)) and not _is_copyright(line)]
        dated = next((n for n, line in enumerate(plain) if DATE.match(line)), 0)
        date, outlet = (plain[dated], plain[dated - 1]) if dated > 1 else ("", "")
        title = " ".join(plain[: dated - 1] if dated > 1 else plain[:1])
        authors = names(labels.get("byline", ""))
        url, language = labels.get("url", ""), labels.get("language", "")
        yield found(title, outlet, date, authors, below[:over], language, url)


def _labels(lines: Sequence[str]) -> dict[str, str]:
    told: dict[str, str] = {}
    for line in lines:
        label = LABEL.match(line)
        if label and _key(label["label"]) in LABELS:
            told.setdefault(_key(label["label"]), label["value"])
    return told
