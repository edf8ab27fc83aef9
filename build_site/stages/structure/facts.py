"""What the text itself shows of its title, author, outlet and date: inferred, with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_site.model import Basis, Block, BlockKind, Document, Fact, Metadata, Span
from build_site.stages.structure.dateline import date_in
from build_site.stages.structure.forms import label_of
from build_site.stages.structure.lines import line_at
from build_site.stages.structure.vocabulary import Vocabulary
from build_site.text import people_of

_BY = re.compile(r"by\s+", re.IGNORECASE)
_AFTER_NAMES = re.compile(
    r"\s*(?:\||\s[-–—]|\(|\s(?:in|of|for)\s|,(?!\s(?:Jr|Sr)\b)(?!.*\s(?:and|&|AND)\s)).*$"
)
_DATED = ("published", "source", "dateline", "updated")
_SIGNED = re.compile(r"report|contribut|edit|writing|compiled", re.IGNORECASE)


def inferred(document: Document, blocks: Sequence[Block], agency: Span | None, words: Vocabulary) -> Metadata:
    """The document's metadata; facts that nobody stated are added where the text shows them."""
    stated, text = document.metadata, document.text
    headline = next((block.span for block in blocks if block.kind is BlockKind.HEADLINE), None)
    return replace(
        stated,
        title=stated.title or _fact(text, headline),
        author=stated.author or _authors(_fact(text, _author(text, blocks))),
        outlet=stated.outlet or _fact(text, agency),
        published=stated.published or _published(text, blocks, words),
    )


def _fact(text: str, span: Span | None) -> Fact | None:
    return Fact(" ".join(text[slice(*span)].split()), Basis.INFERRED, span) if span else None


def _authors(byline: Fact | None) -> Fact | None:
    """The byline with its names apart, where it has several."""
    names = people_of(byline.value) if byline else ()
    return replace(byline, parts=names) if byline and len(names) > 1 else byline


def _author(text: str, blocks: Sequence[Block]) -> Span | None:
    """The names in the first byline."""
    for block in blocks:
        if block.kind is BlockKind.BYLINE:
            start, end = block.span
            line = text[start:end]
            if _SIGNED.search(line):
                continue
            by = _BY.match(line)
            begin = by.end() if by else 0
            names = _AFTER_NAMES.sub("", line[begin:]).rstrip(" ,")
            if names:
                return (start + begin, start + begin + len(names))
    return None


def _published(text: str, blocks: Sequence[Block], words: Vocabulary) -> Fact | None:
    """The date of a line that says so, else of a line of dates or a dateline, else about that of a change."""
    found: dict[str, Fact] = {}
    for block in blocks:
        if block.kind in {BlockKind.DATELINE, BlockKind.BOILERPLATE} and block.span[1] - block.span[0] < 120:
            line = text[slice(*block.span)]
            kind = (
                label_of(line_at(block.span[0], line), words)[0]
                if block.kind is BlockKind.BOILERPLATE
                else "dateline"
            )
            date = date_in(line, words) if kind in _DATED else None
            if date and kind not in found:
                start = block.span[0]
                about = "~" if kind == "updated" else ""
                found[kind] = Fact(date[0] + about, Basis.INFERRED, (start + date[1][0], start + date[1][1]))
    return found.get("published") or found.get("source") or found.get("dateline") or found.get("updated")
