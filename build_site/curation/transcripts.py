"""What is stated of a transcript: the same keys in a front matter and in a side-car."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from build_site.curation.yaml import Node, suggestion
from build_site.edtf import is_edtf
from build_site.errors import CurationError, Troubles
from build_site.model import Completeness, Finding, Level, Occasion, Publish, Reference

TRANSCRIPT_KEYS = (*(f.name for f in fields(Occasion)), "slug", "kind")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_FOREIGN: Mapping[str, str] = MappingProxyType(
    {
        "source": "url",
        "link": "url",
        "published": "date",
        "delivered": "date",
        "event": "occasion",
        "venue": "place",
        "location": "place",
        "license": "licence",
        "rights": "licence",
        "headline": "title",
    }
)
"""What articles and other programs call what we know."""
Choice = TypeVar("Choice", bound=StrEnum)

UNKNOWN = Occasion()


@dataclass(frozen=True, slots=True)
class StatedTranscript:
    """What somebody wrote down of one transcript."""

    facts: Occasion = UNKNOWN
    slug: str | None = None
    findings: tuple[Finding, ...] = ()


NOTHING_OF_IT = StatedTranscript()


def parse_transcript(node: Node, *, foreign: bool = False) -> StatedTranscript:
    """From a YAML mapping. What is wrong in a value is an error with file and line, all told at once."""
    given: dict[str, Node] = {}
    findings = []
    for key, value in node.mapping("What is stated of a transcript").items():
        ours = _FOREIGN.get(key.lower(), key) if foreign else key
        if ours not in TRANSCRIPT_KEYS:
            message = f"The key {key!r} is not used. {suggestion(key, TRANSCRIPT_KEYS)}"
            findings.append(Finding(Level.WARNING, "unknown-key", value.where, message))
        elif value.value is not None:
            given.setdefault(ours, value)
    troubles = Troubles()
    with troubles.noting():
        if "kind" in given and (kind := given["kind"].text("kind")) != "transcript":
            given["kind"].wrong(f"{kind!r} is no kind of text. Write transcript, or take the line out.")
    texts: dict[str, str] = {}
    for key in ("title", "occasion", "place", "licence", "speaker", "date", "url", "slug"):
        if key in given:
            with troubles.noting():
                texts[key] = _checked(key, given[key])
    slug = texts.pop("slug", None)
    facts = replace(UNKNOWN, **texts)  # type: ignore[arg-type]
    with troubles.noting():
        facts = replace(facts, completeness=_choice(given, "completeness", Completeness))
    with troubles.noting():
        facts = _prepared(facts, given)
    with troubles.noting():
        facts = replace(facts, publish=_choice(given, "publish", Publish))
    with troubles.noting():
        if "speakers" in given:
            named = given["speakers"].mapping("speakers").items()
            facts = replace(facts, speakers=tuple((label, n.text(label)) for label, n in named))
    troubles.close()
    return StatedTranscript(facts, slug, tuple(findings))


def _prepared(facts: Occasion, given: Mapping[str, Node]) -> Occasion:
    """With the delivery that a text was prepared for; such a text is a prepared one and nothing else."""
    if "prepared_for" not in given:
        return facts
    node = given["prepared_for"]
    if facts.completeness not in {None, Completeness.PREPARED}:
        node.wrong(
            f"prepared_for is stated of a prepared text, and completeness: {facts.completeness} says that"
            " this is none. Take one of the lines out; prepared_for belongs to what was handed out before."
        )
    reference = Reference(node.text("prepared_for"), node.where)
    return replace(facts, completeness=Completeness.PREPARED, prepared_for=reference)


def over(own: Occasion, beside: Occasion) -> Occasion:
    """A file's own facts with the side-car's put over them."""
    theirs = {f.name: v for f in fields(Occasion) if (v := getattr(beside, f.name)) not in (None, ())}
    return replace(own, **theirs)


def _checked(key: str, node: Node) -> str:
    value = node.text(key)
    wrong = {
        "date": not is_edtf(value) and "is not a date in EDTF. Write 2024-03-22, 2024-03, or 2024-03-22~",
        "url": not _URL.fullmatch(value) and "is not an address. Write one that begins with https://",
        "slug": not _SLUG.fullmatch(value) and "is not a slug. Write lower-case letters, digits and hyphens",
    }.get(key)
    if wrong:
        raise CurationError(f"{node.where}: {key}: {value!r} {wrong}.")
    return value


def _choice(given: Mapping[str, Node], key: str, kinds: type[Choice]) -> Choice | None:
    if key not in given:
        return None
    value = given[key].text(key)
    if value not in set(kinds):
        given[key].wrong(f"{value!r} is no {key}. Write one of {', '.join(kinds)}.")
    return kinds(value)
