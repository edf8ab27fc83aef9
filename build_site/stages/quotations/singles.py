"""Single quotation marks, told from apostrophes by their place, and the passages between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from build_site.model import Passage, Span
from build_site.stages.quotations.marks import MARK, SINGLE

_REACH = 24
"""A single mark's partner is looked for among this many single marks after it: keeps hostile input linear."""
_INTRODUCES = (",", ":", ".", "!", "?")
_OPENING = frozenset("‘'‚‹")

Marks = Sequence[re.Match[str]]


def singles(text: str, span: Span, block: int, doubles: Sequence[Passage], goes_on: bool) -> list[Passage]:
    """Passages in single marks; none crosses a double passage.

    ``goes_on`` says that the next block begins with a single mark: a quotation may be left open before it.
    """
    marks = [m for m in MARK.finditer(text, span[0], span[1]) if m.group() in SINGLE]
    found: list[Passage] = []
    reach = span[0]
    spans = [passage.outer for passage in doubles]
    for index, mark in enumerate(marks):
        if mark.start() < reach or not _opens(text, mark, span):
            continue
        speech = _introduced(text, mark, span)
        closer = _closer(text, marks, index, span, strict=speech and goes_on)
        if closer is not None:
            outer, inner = (mark.start(), closer.end()), (mark.end(), closer.start())
        elif speech and goes_on:
            outer, inner = (mark.start(), span[1]), (mark.end(), span[1])
        else:
            continue
        near = _near(spans, outer)
        if any(a < outer[0] < b < outer[1] or outer[0] < a < outer[1] < b for a, b in near):
            continue
        nested = any(a < outer[0] and outer[1] < b + 1 for a, b in near)
        found.append(Passage(inner, outer, block, closer is not None, nested=nested))
        reach = outer[1]
    return found


def begins_single(text: str, span: Span) -> bool:
    """Whether a block begins with a single mark that opens."""
    return text[span[0]] in _OPENING and text[span[0] + 1 : span[0] + 2].isalnum()


def _introduced(text: str, mark: re.Match[str], span: Span) -> bool:
    """Whether sentences are quoted: a capital after the mark, which begins its block or follows a stop."""
    if not text[mark.end() : mark.end() + 1].isupper():
        return False
    first = max(span[0], mark.start() - 2)
    before = text[first : mark.start()].rstrip()
    return before[-1:] in _INTRODUCES if before else first == span[0]


def _near(spans: list[Span], outer: Span) -> list[Span]:
    """The double passages that touch a span; the list is in order, so a bisection finds them."""
    low = bisect_left(spans, outer[0], key=itemgetter(1))
    high = bisect_left(spans, outer[1], low, key=itemgetter(0))
    return spans[low : min(high, low + _REACH)]


def _opens(text: str, mark: re.Match[str], span: Span) -> bool:
    before = text[mark.start() - 1] if mark.start() > span[0] else "\n"
    after = text[mark.end()] if mark.end() < span[1] else "\n"
    if mark.group() == "’":
        return False
    return (before.isspace() or before in '([—–"“:') and (after.isalnum() or after in "#@$[…")


def _closer(text: str, marks: Marks, index: int, span: Span, *, strict: bool) -> re.Match[str] | None:
    """The mark that closes a single passage: after punctuation, or after a letter where no word goes on.

    ``strict`` takes no mark after a plural's *s*, which may be an apostrophe.
    """
    spare: re.Match[str] | None = None
    for mark in marks[index + 1 : index + 1 + _REACH]:
        before = text[mark.start() - 1]
        after = text[mark.end()] if mark.end() < span[1] else "\n"
        if mark.group() in {"‘", "‚"} or after.isalnum() or before.isspace():
            if mark.group() == "‘" and spare is not None:
                return spare
            continue
        if before != "s" or after in ",.;:!?\n":
            return mark
        spare = spare or mark
    return None if strict else spare
