"""What is stated of an article: the same keys in front matter, side-cars and JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

from build_site.curation.yaml import Node, suggestion
from build_site.dates.stated import edtf_of
from build_site.edtf import is_edtf
from build_site.errors import CurationError, Troubles
from build_site.model import Fact, Finding, Level, Metadata

FACTS = tuple(f.name for f in fields(Metadata))
KEYS = (*FACTS, "slug")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DATE = "is not a date in EDTF. Write 2024-03-22, 2024-03, or 2024-03-22~ where it is not certain"
_RULES: Mapping[str, tuple[re.Pattern[str] | None, str]] = {
    "published": (None, _DATE),
    "retrieved": (None, _DATE),
    "url": (_URL, "is not an address. Write one that begins with https://"),
    "language": (_LANGUAGE, "is not a language code. Write en, or en-GB"),
    "slug": (_SLUG, "is not a slug. Write lower-case letters, digits and hyphens, as in ceasefire-talks"),
}


NOTHING_STATED = Metadata()


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody wrote down of one article."""

    metadata: Metadata = NOTHING_STATED
    slug: str | None = None
    findings: tuple[Finding, ...] = ()


FOREIGN: Mapping[str, str] = MappingProxyType(
    {
        "source": "url",
        "link": "url",
        "uri": "url",
        "created": "retrieved",
        "clipped": "retrieved",
        "accessed": "retrieved",
        "accessdate": "retrieved",
        "date": "published",
        "datepublished": "published",
        "issued": "published",
        "publisher": "outlet",
        "publication": "outlet",
        "publicationtitle": "outlet",
        "container-title": "outlet",
        "newspaper": "outlet",
        "paper": "outlet",
        "journal": "outlet",
        "site": "outlet",
        "sitename": "outlet",
        "headline": "title",
        "authors": "author",
        "creators": "author",
        "creator": "author",
        "byline": "author",
        "reporter": "author",
        "journalist": "author",
        "lang": "language",
        "license": "licence",
        "rights": "licence",
    }
)
"""What other programs (web clippers, reference managers) call what we know, in lower case."""


def translated(key: str, value: str) -> str:
    """Our word for another program's key; a source that is no address is an outlet."""
    ours = FOREIGN.get(key.lower(), key)
    return "outlet" if key.lower() == "source" and not _URL.fullmatch(value) else ours


def parse_stated(node: Node, foreign: bool = False) -> Stated:
    """From a YAML mapping; keys that mean nothing to us become findings, values that are wrong are errors.

    Where ``foreign`` keys are read too, ours go before them, and what is wrong in one is a finding.
    """
    if foreign:
        return _parse_foreign(node)
    known: dict[str, tuple[str, str]] = {}
    authors: tuple[str, ...] = ()
    findings = []
    for key, value in node.mapping("The metadata").items():
        if key not in KEYS:
            message = f"The key {key!r} is not used. {suggestion(key, KEYS)}"
            findings.append(Finding(Level.WARNING, "unknown-key", value.where, message))
        elif value.value is not None:
            names = tuple(map(_unlinked, value.texts(key))) if key == "author" else ()
            authors = names if len(names) > 1 else authors
            known[key] = (value.where, ", ".join(names) if names else value.text(key))
    stated = stated_from(known, authors)
    return Stated(stated.metadata, stated.slug, tuple(findings))


def _parse_foreign(node: Node) -> Stated:
    """Ours, and what other programs' keys add to it."""
    keys = node.mapping("The metadata")
    own = parse_stated(replace(node, value={k: v for k, v in keys.items() if k in KEYS}))
    found, findings = own, list(own.findings)
    for key, value in keys.items():
        if key in KEYS or value.value is None:
            continue
        words = tuple(map(_unlinked, _scalars(value)))
        ours = translated(key, words[0] if words else "")
        message = ""
        if ours not in FACTS or not words:
            message = f"The key {key!r} is not used. {suggestion(key, KEYS)}"
        elif getattr(found.metadata, ours) is None:
            given = ", ".join(words)
            try:
                more = stated_from(
                    {ours: (value.where, _dated(ours, given))}, words if len(words) > 1 else ()
                )
                found = replace(
                    found, metadata=replace(found.metadata, **{ours: getattr(more.metadata, ours)})
                )
            except CurationError as error:
                message = str(error).removeprefix(f"{value.where}: ")
        elif ours != "author":
            message = f"The key {key!r} is not used: {ours} is stated already."
        if message:
            findings.append(Finding(Level.WARNING, "unknown-key", value.where, message))
    return Stated(found.metadata, found.slug, tuple(findings))


def _unlinked(words: str) -> str:
    """Without the brackets of a note-taker's link: ``[[Ada Brun]]``."""
    return _WIKI.sub(r"\1", words)


def _scalars(value: Node) -> tuple[str, ...]:
    if isinstance(value.value, str):
        return (value.value.strip(),)
    items = value.value if isinstance(value.value, tuple) else ()
    return tuple(item.value.strip() for item in items if isinstance(item.value, str) and item.value.strip())


def _dated(key: str, value: str) -> str:
    return (edtf_of(value) or value) if key in ("published", "retrieved") else value


def stated_from(values: Mapping[str, tuple[str, str]], authors: tuple[str, ...] = ()) -> Stated:
    """From values by key, each with its place for messages; ``authors`` are the names of ``author``.

    Raises ``CurationError``.
    """
    troubles = Troubles()
    for key, (where, value) in values.items():
        if key in _RULES:
            pattern, message = _RULES[key]
            if not (pattern.fullmatch(value) if pattern else is_edtf(value)):
                with troubles.noting():
                    raise CurationError(f"{where}: {key}: {value!r} {message}.")
    troubles.close()
    facts = {key: Fact(value.strip()) for key, (_, value) in values.items() if key in FACTS and value.strip()}
    if authors and "author" in facts:
        facts["author"] = replace(facts["author"], parts=tuple(name.strip() for name in authors))
    return Stated(Metadata(**facts), values["slug"][1] if "slug" in values else None)
