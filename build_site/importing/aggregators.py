"""Exports of Nexis, Factiva and ProQuest: one file, many articles, each with what it states.

The layouts are told by lines that only they have. Old Nexis: ``1 of 12 DOCUMENTS`` above an article, and
labels in capitals. Nexis Uni and Nexis+: ``Body`` and ``End of Document``. Factiva with codes: two letters at
the start of a line; without: ``Document`` and a number below. ProQuest: ``Full text:`` and
``ProQuest document ID:``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from build_site.ids import slugify
from build_site.importing.base import Found, article, understood

_OLD = re.compile(r"^[ \t]*(?:Document\s+)?\d+ (?:of|OF) \d+ DOCUMENTS?[ \t]*$", re.MULTILINE)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_FACTIVA = re.compile(r"^[ \t]*Document [A-Z]{3,}[A-Z0-9]{10,}[ \t]*$", re.MULTILINE)
_CODED = re.compile(r"^(?:SE|HD)[ \t]{1,}\S", re.MULTILINE)
_PROQUEST = re.compile(r"^[ \t]*(?:ProQuest document ID|Document ID):", re.MULTILINE | re.IGNORECASE)
_PROQUEST_EDGE = re.compile(r"^[ \t]*_{20,}[ \t]*$|^[ \t]*Document \d+ of \d+[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"^(?P<label>[A-Z][A-Za-z-]*(?: [A-Za-z]+){0,3}):[ \t]*(?P<value>.*)$")
_CODE = re.compile(r"^(?P<code>[A-Z]{2,3})(?:[ \t]+(?P<value>.*))?$")
_WORDS = re.compile(r"^[\d,]+ words$", re.IGNORECASE)
_DATE = re.compile(r"(?:[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})\b.*")
_COPYRIGHT = re.compile(r"^\s*\(?(?:Copyright|\(c\)|©)", re.IGNORECASE)
_BY = re.compile(r"^by\s+", re.IGNORECASE)

_TELLING = ("DOCUMENT", "End of Document", "Document ", "ocument ID:", "HD ", "HD\t")
"""One of these stands in every export; most articles hold none."""

NEXIS: Mapping[str, str] = MappingProxyType(
    {
        "byline": "author",
        "load-date": "",
        "section": "",
        "length": "",
        "dateline": "",
        "highlight": "",
        "graphic": "",
        "language": "language",
        "url": "url",
        "publication-type": "",
        "copyright": "",
        "document-type": "",
        "series": "",
        "subject": "",
        "correction-date": "",
        "classification": "",
        "publication type": "",
        "journal code": "",
        "geographic": "",
        "industry": "",
        "organization": "",
        "person": "",
        "company": "",
        "ticker": "",
    }
)
"""Labels of Nexis → our keys; '' is looked at by nobody."""
# fmt: off
CODES = frozenset((
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "ART", "CLM", "CX",
))
# fmt: on
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "english": "en",
        "german": "de",
        "french": "fr",
        "spanish": "es",
        "italian": "it",
        "dutch": "nl",
        "en": "en",
    }
)


def split(text: str) -> Iterator[Found]:
    """The articles of an export; none where the text is no export that we know."""
    for marks, cut in LAYOUTS:
        if marks(text):
            yield from (found for found in cut(text) if found)
            return


def is_export(text: str) -> bool:
    """Whether the text is several articles in one file."""
    if not any(word in text for word in _TELLING):
        return False
    return any(marks(text) for marks, _ in LAYOUTS)


def _old_nexis(text: str) -> Iterator[Found | None]:
    for part in _OLD.split(text)[1:]:
        lines = [line.strip() for line in part.split("\n")]
        head, labelled, body = _nexis_parts(lines)
        titled = [line for line in labelled if line[0] == "title"]
        outlet = next((line for line in head if not _COPYRIGHT.match(line)), "")
        date = next((line for line in head if _DATE.match(line)), "")
        title = titled[0][1] if titled else ""
        yield _found(title, outlet, date, dict(labelled[len(titled) :]), body)


def _nexis_parts(lines: Sequence[str]) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Lines above the date, labels with their values and the title among them, and the text."""
    paragraphs = [p for p in _paragraphs(lines) if p and not _is_copyright(p)]
    head: list[str] = []
    labelled: list[tuple[str, str]] = []
    body: list[str] = []
    dated = False
    for paragraph in paragraphs:
        label = _LABEL.match(paragraph)
        if label and label["label"].lower() in NEXIS:
            labelled.append((label["label"].lower(), label["value"]))
        elif not dated:
            head.append(paragraph)
            dated = _DATE.match(paragraph) is not None
        elif not any(key == "title" for key, _ in labelled) and not body:
            if not _is_edition(paragraph):
                labelled.insert(0, ("title", paragraph))
        else:
            body.append(paragraph)
    return head, labelled, body


def _is_edition(paragraph: str) -> bool:
    return len(paragraph) < 60 and re.search(r"\bEdition\b|\bED\b|\bFinal\b$", paragraph) is not None


def _is_copyright(paragraph: str) -> bool:
    return _COPYRIGHT.match(paragraph) is not None or paragraph.lower() in (
        "all rights reserved",
        "all rights reserved.",
    )


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Stretches between blank lines, each one line."""
    kept: list[str] = []
    for line in (*lines, ""):
        if line:
            kept.append(line)
        elif kept:
            yield " ".join(kept)
            kept = []


def _new_nexis(text: str) -> Iterator[Found | None]:
    for part in _END.split(text)[:-1]:
        lines = [line.strip() for line in part.split("\n")]
        start = next((n for n, line in enumerate(lines) if line == "Body"), None)
        if start is None:
            continue
        head = [line for line in lines[:start] if line and not re.fullmatch(r"Page \d+ of \d+", line)]
        tail = [line for line in lines[start + 1 :] if line]
        labels = _labels((*head, *tail), NEXIS)
        plain = [line for line in head if not _labelled(line, NEXIS) and not _is_copyright(line)]
        body = [line for line in tail if not _labelled(line, NEXIS)]
        dated = next((n for n, line in enumerate(plain) if _DATE.match(line)), None)
        if not plain or dated is None:
            yield _found(plain[0] if plain else "", "", "", labels, body)
        else:
            outlet = plain[dated - 1] if dated > 1 else ""
            yield _found(" ".join(plain[: dated - 1] or plain[:1]), outlet, plain[dated], labels, body)


def _labelled(line: str, known: Mapping[str, str]) -> bool:
    label = _LABEL.match(line)
    return label is not None and label["label"].lower() in known


def _labels(lines: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        label = _LABEL.match(line)
        if label and label["label"].lower() in known:
            found.setdefault(label["label"].lower(), label["value"])
    return found


def _coded_factiva(text: str) -> Iterator[Found | None]:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in (*text.split("\n"), "HD"):
        match = _CODE.match(line.rstrip())
        if match and match["code"] in CODES:
            code = match["code"]
            if code in ("SE", "HD") and "HD" in fields and fields.keys() & {"LP", "TD"}:
                yield _factiva_found(fields)
                fields = {}
            fields.setdefault(code, []).append(match["value"] or "")
        elif code:
            fields[code].append(line.strip())


def _factiva_found(fields: Mapping[str, list[str]]) -> Found | None:
    def one(code: str) -> str:
        return " ".join(" ".join(fields.get(code, [])).split())

    body = [line for code in ("LP", "TD") for line in fields.get(code, []) if line.strip()]
    labels = {"byline": one("BY"), "language": one("LA")}
    return _found(one("HD"), one("SN"), one("PD"), labels, body)


def _plain_factiva(text: str) -> Iterator[Found | None]:
    for part in _FACTIVA.split(text)[:-1]:
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        counted = next((n for n, line in enumerate(lines) if _WORDS.match(line)), None)
        if counted is None or counted + 2 >= len(lines):
            continue
        above = lines[:counted]
        author = above[-1] if len(above) > 1 and len(above[-1].split()) <= 8 else ""
        title = " ".join(above[:-1] if author else above)
        end = next((n for n in range(counted, len(lines)) if _COPYRIGHT.match(lines[n])), counted + 3)
        language = next((line for line in lines[counted:end] if line.lower() in LANGUAGES), "")
        labels = {"byline": author, "language": language}
        yield _found(title, lines[counted + 2], lines[counted + 1], labels, lines[end + 1 :])


PROQUEST: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "author": "author",
        "publication title": "outlet",
        "publication info": "",
        "publication date": "published",
        "document url": "url",
        "language of publication": "language",
        "language": "language",
        "full text": "",
        "abstract": "",
        "links": "",
        "subject": "",
        "location": "",
        "people": "",
        "company / organization": "",
        "publication year": "",
        "pages": "",
        "section": "",
        "publisher": "",
        "place of publication": "",
        "country of publication": "",
        "publication subject": "",
        "issn": "",
        "source type": "",
        "document type": "",
        "proquest document id": "",
        "document id": "",
        "copyright": "",
        "last updated": "",
        "database": "",
        "first page": "",
        "identifier / keyword": "",
        "dateline": "",
        "credit": "",
        "correction": "",
        "publication": "outlet",
    }
)


def _proquest(text: str) -> Iterator[Found | None]:
    for part in _PROQUEST_EDGE.split(text):
        if not _PROQUEST.search(part):
            continue
        fields: dict[str, list[str]] = {}
        current = ""
        for line in part.split("\n"):
            label = re.match(r"^\s*(?P<label>[A-Z][A-Za-z /]*):[ \t]*(?P<value>.*)$", line)
            if label and label["label"].strip().lower() in PROQUEST:
                current = label["label"].strip().lower()
                fields.setdefault(current, []).append(label["value"].strip())
            elif current:
                fields[current].append(line.strip())
        said = {key: " ".join(" ".join(values).split()) for key, values in fields.items()}
        info = said.get("publication info", "")
        outlet = (
            said.get("publication title") or said.get("publication") or re.split(r"[;,]", info)[0].strip()
        )
        date = said.get("publication date") or (found[0] if (found := _DATE.search(info)) else "")
        labels = {
            "byline": said.get("author", ""),
            "language": said.get("language of publication") or said.get("language", ""),
            "url": said.get("document url", ""),
        }
        yield _found(
            said.get("title", ""),
            outlet,
            date,
            labels,
            [line for line in fields.get("full text", []) if line],
        )


def _found(
    title: str, outlet: str, date: str, labels: Mapping[str, str], body: Sequence[str]
) -> Found | None:
    """The article, if it has a text."""
    text = "\n\n".join(line for line in body if line)
    if not text.strip():
        return None
    language = labels.get("language", "").strip().lower()
    names = _names(labels.get("byline", ""))
    stated: dict[str, str | tuple[str, ...]] = {
        "title": title,
        "outlet": outlet,
        "author": names,
        "published": date,
        "url": labels.get("url", ""),
        "language": LANGUAGES.get(language.split(";")[0].strip(), ""),
    }
    facts, doubts = understood({key: value for key, value in stated.items() if value})
    return Found(slugify(title or text[:60]), article(title, text), facts=facts, doubts=doubts)


def _names(byline: str) -> tuple[str, ...]:
    words = _BY.sub("", byline.strip().rstrip("."))
    parts = re.split(r"\s*;\s*|\s+and\s+|\s*&\s*", words) if words else []
    return tuple(_cased(_turned(part)) for part in parts if part)


def _turned(name: str) -> str:
    """``Brun, Ada`` → ``Ada Brun``; what has more commas stays."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given and len(given.split()) <= 3 else name


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name


LAYOUTS: tuple[tuple[Callable[[str], bool], Callable[[str], Iterator[Found | None]]], ...] = (
    (lambda text: _OLD.search(text) is not None, _old_nexis),
    (
        lambda text: (
            _END.search(text) is not None and re.search(r"^\s*Body\s*$", text, re.MULTILINE) is not None
        ),
        _new_nexis,
    ),
    (
        lambda text: (
            len(_CODED.findall(text)) > 0 and re.search(r"^(?:LP|TD)\b", text, re.MULTILINE) is not None
        ),
        _coded_factiva,
    ),
    (
        lambda text: (
            _FACTIVA.search(text) is not None
            and re.search(r"^\s*[\d,]+ words\s*$", text, re.MULTILINE) is not None
        ),
        _plain_factiva,
    ),
    (lambda text: _PROQUEST.search(text) is not None, _proquest),
)
"""How each layout is told, and how it is cut; the first that fits is taken."""
