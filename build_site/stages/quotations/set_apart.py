"""Statements, letters and extracts set as paragraphs of their own after a line that ends with a colon."""

from __future__ import annotations

from itertools import pairwise

from build_site.model import BlockKind, Passage
from build_site.stages.quotations.page import Page, plain_words

_TAIL = 100
"""Characters before the colon in which a word of writing or saying stands."""
_WHERE = frozenset(("in", "on", "to", "at", "via", "during", "by", "from", "as", "the", "this", "today"))
"""What may follow that word: to whom, where and when, but nothing of what."""
_BULLETS = tuple("-–—•*·▪►■0123456789")


def set_apart(page: Page, taken: frozenset[int]) -> dict[int, Passage]:
    """The first paragraph after such a line, and those below it that speak in the first person."""
    found: dict[int, Passage] = {}
    for number in range(len(page.article.blocks) - 1):
        if number in found or not _announces(page, number) or not _fits(page, number + 1, taken):
            continue
        last = number + 1
        for place in range(number + 2, len(page.article.blocks)):
            if not _fits(page, place, taken):
                break
            if page.speaks_first(place):
                last = place
            elif place > last + 1:
                break
        for place in range(number + 1, last + 1):
            span, first = page.span(place), place == number + 1
            found[place] = Passage(span, span, place, continues=not first, layout="set-apart")
    return found


def _announces(page: Page, number: int) -> bool:
    if page.article.blocks[number].kind is not BlockKind.PARAGRAPH:
        return False
    line = page.text[max(page.span(number)[0], page.span(number)[1] - _TAIL) : page.span(number)[1]]
    if not line.endswith(":"):
        return False
    words = [*plain_words(line), "to"]
    return any(word in page.known.writes and following in _WHERE for word, following in pairwise(words))


def _fits(page: Page, number: int, taken: frozenset[int]) -> bool:
    """Whether a block is a paragraph without marks and bullets that announces nothing itself."""
    if not page.is_paragraph(number) or number in taken or page.marks.get(number):
        return False
    words = page.of(number)
    return words[0] not in _BULLETS and words[0] not in "‘'“\"" and not words.endswith(":") and " " in words
