"""Printed words made ready: their numbers, and where print shows that something is left out or put in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_site.model import Span
from build_site.said.words import Numbers, Stream
from build_site.text import BETWEEN_SPANS

_CLOSED = re.compile(re.escape(BETWEEN_SPANS.strip()))
"""Between two passages: the reporter closed the marks and opened them again."""
_OMITTED = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.\s?\.?)\s*\]|…|\.\s?\.\s?\.(?:\s?\.)?")
_PUT_IN = re.compile(r"\[[^\[\]\n]{1,120}\]|\([^()\n]{1,80}\)")


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought in the transcripts."""

    text: str
    """Printed words, without their marks; passages joined as the site joins them."""
    speakers: frozenset[str] | None = None
    """Labels of those who may have said it; None: anybody."""
    date: str | None = None
    """When it was said or printed (EDTF): of several occasions the nearest before it."""
    reported: bool = False
    """In the reporter's words: the place is sought by what it tells, and no word is judged."""


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """The words of a query."""

    text: str
    words: tuple[int, ...]
    spans: tuple[Span, ...]
    marked: tuple[bool, ...]
    """Words that stand in brackets: the outlet's own, and shown as such."""
    opens: dict[int, bool]
    """Words before which print shows that words are left out; True where the marks were closed there."""

    def __len__(self) -> int:
        return len(self.words)


def read_printed(text: str, numbers: Numbers) -> Printed:
    """Cut printed words; those in brackets are kept apart, as no part of the speech."""
    closed = [m.span() for m in _CLOSED.finditer(text)]
    omitted = [m.span() for m in _OMITTED.finditer(text)]
    brackets = [
        m.span()
        for m in _PUT_IN.finditer(text)
        if not any(a < m.end() and m.start() < b for a, b in (*closed, *omitted))
    ]
    stream = Stream()
    numbers.read(text, ((0, len(text)),), stream)
    spans = tuple(zip(stream.starts, stream.ends, strict=True))
    opens: dict[int, bool] = {}
    for (start, _), shut in [(s, True) for s in closed] + [(s, False) for s in omitted]:
        word = next((i for i, span in enumerate(spans) if span[0] >= start), len(spans))
        opens[word] = opens.get(word, False) or shut
    marked = tuple(any(a <= s and e <= b and text[a] == "[" for a, b in brackets) for s, e in spans)
    return Printed(text, tuple(stream.words), spans, marked, opens)
