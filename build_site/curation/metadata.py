"""What is stated of an article: the same keys in front matter, side-cars and JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from build_site.curation.yaml import Node, suggestion
from build_site.edtf import is_edtf
from build_site.errors import CurationError, Troubles
from build_site.model import Fact, Finding, Level, Metadata

FACTS = tuple(f.name for f in fields(Metadata))
KEYS = (*FACTS, "slug")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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


def parse_stated(node: Node) -> Stated:
    """From a YAML mapping; keys that mean nothing to us become findings, values that are wrong are errors."""
    known: dict[str, tuple[str, str]] = {}
    findings = []
    for key, value in node.mapping("The metadata").items():
        if key not in KEYS:
            message = f"The key {key!r} is not used. {suggestion(key, KEYS)}"
            findings.append(Finding(Level.WARNING, "unknown-key", value.where, message))
        elif value.value is not None:
            text = ", ".join(value.texts(key)) if key == "author" else value.text(key)
            known[key] = (value.where, text)
    stated = stated_from(known)
    return Stated(stated.metadata, stated.slug, tuple(findings))


def stated_from(values: Mapping[str, tuple[str, str]]) -> Stated:
    """From values by key, each with its place for messages. Raises ``CurationError``."""
    troubles = Troubles()
    for key, (where, value) in values.items():
        if key in _RULES:
            pattern, message = _RULES[key]
            if not (pattern.fullmatch(value) if pattern else is_edtf(value)):
                with troubles.noting():
                    raise CurationError(f"{where}: {key}: {value!r} {message}.")
    troubles.close()
    facts = {key: Fact(value.strip()) for key, (_, value) in values.items() if key in FACTS and value.strip()}
    return Stated(Metadata(**facts), values["slug"][1] if "slug" in values else None)
