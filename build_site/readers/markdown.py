"""Markdown: the YAML front matter states facts, the body is the article, character by character."""

from __future__ import annotations

import re

from build_site.curation.metadata import parse_stated
from build_site.curation.yaml import parse_yaml
from build_site.model import Finding, Level
from build_site.readers.reading import Reading, decode, examine

_OPENS = re.compile(r"---[ \t]*\n")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


def read(data: bytes, where: str) -> Reading:
    """The body and what the front matter states. Mark-up in the body is text like any other."""
    text, findings = decode(data, where)
    opening = _OPENS.match(text)
    if not opening:
        return Reading(text, findings=findings)
    closing = _CLOSES.search(text, opening.end())
    if not closing:
        message = "Begins as front matter, but no line --- ends it; all of it was read as text."
        return Reading(
            text, findings=(*findings, Finding(Level.WARNING, "front-matter", f"{where}:1", message))
        )
    front = "\n" + text[opening.end() : closing.start()]  # the first line keeps its number
    stated = parse_stated(parse_yaml(front, where))
    body = text[closing.end() :]
    examine(body, where)
    return Reading(body, stated.metadata, stated.slug, findings + stated.findings)
