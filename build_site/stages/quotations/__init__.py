"""Article → passages: the words between quotation marks, and those that the layout shows to be somebody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from build_site.lexicon import Lexicon
from build_site.model import Article, BlockKind, Passage
from build_site.model.restoring import replace
from build_site.stages.quotations.marks import Mark, doubles, marks_in
from build_site.stages.quotations.page import page_of
from build_site.stages.quotations.posts import posts
from build_site.stages.quotations.set_apart import set_apart
from build_site.stages.quotations.singles import begins_single, singles
from build_site.stages.quotations.turns import answers, turns

__all__ = ["find_passages"]

_SKIPPED = frozenset({BlockKind.BOILERPLATE, BlockKind.TAGS})
_BETWEEN = frozenset({BlockKind.CAPTION, BlockKind.CREDIT})
"""What may stand between two paragraphs of one quotation."""
_FURTHER = 6
"""Blocks in which the closing mark of a quotation over several paragraphs is looked for."""


def find_passages(article: Article, lexicon: Lexicon) -> tuple[Passage, ...]:
    """Pair the quotation marks of every block; passages come in order of their start, outer before nested."""
    text, blocks = article.text, article.blocks
    numbers = [number for number, block in enumerate(blocks) if block.kind not in _SKIPPED]
    marks = {number: marks_in(text, blocks[number].span) for number in numbers}
    displayed = _laid_out(article, marks, lexicon)
    found: list[Passage] = []
    open_before = False
    middle: dict[int, int | None] = {}
    for place, number in enumerate(numbers):
        span = blocks[number].span
        follows = numbers[place + 1] if place + 1 < len(numbers) else None
        goes_on = follows is not None and begins_single(text, blocks[follows].span)
        if number in middle and middle[number] is None:
            found.append(Passage(span, span, number, closed=False, continues=True))
            continue
        passages = doubles(text, span, marks[number], number, middle.get(number))
        passages += singles(text, span, number, passages, goes_on)
        passages = _nested(passages)
        if number in displayed:
            nested = (replace(p, nested=True, continues=False) for p in passages)
            passages = [displayed[number], *(p for p in nested if p.outer[0] >= displayed[number].inner[0])]
        elif open_before and passages and not text[span[0] : passages[0].outer[0]].strip():
            passages[0] = replace(passages[0], continues=True)
        found += passages
        outer = [passage for passage in passages if not passage.nested]
        if blocks[number].kind not in _BETWEEN:
            open_before = bool(outer) and not outer[-1].closed and outer[-1].outer[1] >= span[1]
        if open_before:
            middle |= _until_closed(article, numbers[place + 1 : place + 1 + _FURTHER], marks)
    return tuple(found)


def _until_closed(
    article: Article, numbers: Sequence[int], marks: Mapping[int, Sequence[Mark]]
) -> dict[int, int | None]:
    """The blocks over which a quotation goes on without opening marks; the last has where it closes."""
    begun: dict[int, int | None] = {}
    for number in numbers:
        if article.blocks[number].kind is not BlockKind.PARAGRAPH:
            return {}
        first = next(iter(marks[number]), None)
        if first is not None:
            return begun | {number: first.start} if first.role == "close" else {}
        begun[number] = None
    return {}


def _nested(passages: list[Passage]) -> list[Passage]:
    """The passages in order, outer before nested; what stands in another, of whatever marks, is nested."""
    found: list[Passage] = []
    reach = -1
    for passage in sorted(passages, key=lambda passage: (passage.outer[0], -passage.outer[1])):
        inside = passage.outer[1] <= reach
        found.append(replace(passage, nested=True) if inside and not passage.nested else passage)
        reach = reach if inside else passage.outer[1]
    return found


def _laid_out(article: Article, marks: Mapping[int, Sequence[Mark]], lexicon: Lexicon) -> dict[int, Passage]:
    """Speech that the layout shows, by block: a dialogue is tried before posts and what a colon announces."""
    page = page_of(article, marks, lexicon)
    found = turns(page) or answers(page)
    for form in (posts, set_apart):
        found = {**form(page, frozenset(found)), **found}
    return found
