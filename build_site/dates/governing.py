"""Which of an article's dates is the day on which something was said."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from build_site.dates.expressions import Calendar, Expression, find_expressions
from build_site.model import BlockKind, MentionKind
from build_site.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.model import Article, Attribution, Quotation, Span, Spans

FURTHEST = 160
"""A date further from the cue than so many characters does not date the act of speaking."""
NEAR = 90
"""So many characters around a date in another sentence something has to tell of speaking."""
OWNED = 4
"""So many words behind "Friday’s" tell whether it is an occasion's day."""
AROUND = 1_000
"""Characters around the cue that are read, of a sentence without end: far more than a date may be away."""
BACK = 4
"""Paragraphs through which the day of a source's words is followed back."""
FAR = 60
"""Sentences before a quotation that are searched; only a paragraph out of all proportion has more."""
IN_MARKS = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
"""Words between double marks; to the paragraph's end where the closing mark is missing."""
_WORD = re.compile(r"[\w'’]+")


_DONE = re.compile(r"\bfor (?:\w+ly )?\w{3,}ing\b")
"""What somebody is praised or blamed for was done on the date behind it."""
_PERFECT = re.compile(r"\b(?:has|have|had|’ve|'ve)\s+(?:\w+\s+){0,2}\w+$")
"""Words that were said some time: "has repeatedly said" tells of no one occasion."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act of speaking as an article reports it: where its cue, its content and its block are."""

    block: Span
    before: Spans
    """The paragraphs before, in order."""
    content: Spans
    cue: Spans
    source: Spans
    pronoun: bool = False
    """Whether the source is a pronoun, which points back by itself."""
    others: Spans = ()
    """What else is said in the article: a date in it dates what is spoken of."""


_HAS = re.compile(r"\b(?:has|have)\b")
"""Between a date and a cue: what was done on that day is not when it "has been said"."""
_WHO = re.compile(r"\b(?:who|which)\b[^,]*$")
"""Between a date and a cue: what somebody else did ("on Monday, X thanked Y, who said")."""
_ALSO = re.compile(r",|\b(?:and|but)\b")
"""Between a year and a cue: the year is of another clause ("moved there in 1987, and he says")."""


def act_of(article: Article, quotation: Attribution | Quotation, others: Spans = ()) -> Act:
    """The act of speaking behind an attribution or a quotation; ``others`` is what else is said."""
    before: list[Span] = []
    for earlier in reversed(article.blocks[: quotation.block]):
        if earlier.kind is BlockKind.PARAGRAPH:
            before.insert(0, earlier.span)
        if len(before) == BACK or earlier.kind in {BlockKind.HEADLINE, BlockKind.BLOCKQUOTE}:
            break
    block, pronoun = article.blocks[quotation.block].span, quotation.source_kind is MentionKind.PRONOUN
    return Act(block, tuple(before), quotation.content, quotation.cue, quotation.source, pronoun, others)


def governing(text: str, act: Act, words: Calendar) -> tuple[Expression, bool] | None:
    """The expression that dates the act of speaking, and whether it stands in a sentence before.

    First the sentence of the cue is searched, outside the content and outside quotation marks; then the
    sentence that leads to the quotation, when it speaks of the same source.
    """
    anchors = act.cue or act.source or act.content[:1]
    at = anchors[0]
    own = sentences_at(text, act.block, at)
    taken = (*act.content, *act.others, *_marked(text, act.block, at))
    here = [e for s in own for e in find_expressions(text, s, words) if _dates(text, e, at, s, taken, words)]
    if here:
        return min(here, key=lambda e: (not e.is_day, _distance(e.span, at))), False
    if _PERFECT.search(text[max(act.block[0], at[0] - 24) : at[1]]):
        return None
    for sentence in _leading(text, act):
        marked = (*act.others, *_marked(text, sentence))
        there = [
            e
            for e in find_expressions(text, sentence, words)
            if e.is_day
            and _dates(text, e, e.span, sentence, marked, words)
            and _tells_of_speaking(text, e, sentence, marked, words)
        ]
        if there:
            return there[-1], True
    return None


def sentences_at(text: str, block: Span, at: Span) -> list[Span]:
    """The sentences of a block that a place is in, one without end only near the place."""
    own = [s for s in sentences_of(text, block) if s[0] < at[1] and at[0] < s[1]]
    return [(max(s[0], at[0] - AROUND), min(s[1], at[1] + AROUND)) for s in own]


def _tells_of_speaking(text: str, e: Expression, sentence: Span, taken: Spans, words: Calendar) -> bool:
    """Whether the reporter's sentence around a date tells of an act of saying or of an occasion for one."""
    own = list(text[slice(*sentence)])
    for start, end in taken:
        for place in range(max(start, sentence[0]), min(end, sentence[1])):
            own[place - sentence[0]] = " "
    around = "".join(own)[max(0, e.span[0] - sentence[0] - NEAR) : e.span[1] - sentence[0] + NEAR]
    told = set(_WORD.findall(around.casefold()))
    return bool(told & words.speaking or told & words.occasions)


def _leading(text: str, act: Act) -> Iterator[Span]:
    """Sentences of the reporter before the quotation that speak of its source, nearest first."""
    first = min(act.content[0][0], *(s[0] for s in (*act.cue, *act.source)), act.block[1])
    spans = [s for s in sentences_of(text, act.block) if s[1] <= first]
    last = [*(sentences_of(text, act.before[-1]) if act.before else ()), *spans][-4:]
    spans = [*(s for paragraph in act.before for s in sentences_of(text, paragraph)), *spans]
    names = {
        words[-1] for s in act.source if (words := _WORD.findall(text[slice(*s)])) and words[-1][0].isupper()
    }
    for span in reversed(spans[-FAR:]):
        if (act.pronoun and span in last) or names & set(_WORD.findall(text[slice(*span)])):
            yield span


def sentences_of(text: str, span: Span) -> list[Span]:
    """The sentences of a stretch of the text, as spans into the text."""
    return [(span[0] + start, span[0] + end) for start, end in _cut(text[slice(*span)])]


@lru_cache(maxsize=512)
def _cut(piece: str) -> tuple[Span, ...]:
    return sentences(piece)


def _marked(text: str, span: Span, near: Span | None = None) -> list[Span]:
    """What stands in marks in a stretch of the text, or near a place of it."""
    marks, begin = _pairs(text[slice(*span)]), span[0]
    if near is not None:
        first = bisect_left(marks, (near[0] - AROUND - begin,))
        marks = marks[max(0, first - 1) : bisect_left(marks, (near[1] + AROUND - begin,))]
    return [(begin + start, begin + end) for start, end in marks]


@lru_cache(maxsize=512)
def _pairs(piece: str) -> tuple[Span, ...]:
    return tuple(m.span() for m in IN_MARKS.finditer(piece))


def _distance(a: Span, b: Span) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


def _of_a_thing(text: str, e: Expression, before: list[str], words: Calendar) -> bool:
    """``the Sept. 11 attacks``, ``the primary on June 3``: the date is the thing's."""
    after = _WORD.match(text, e.span[1] + 1)
    if text[e.span[1] : e.span[1] + 2] in {"'s", "’s"}:
        following = _WORD.findall(text[e.span[1] + 2 : e.span[1] + 60].casefold())[:OWNED]
        return not words.occasions & set(following)
    on = bool(before) and before[-1] in {"on", "in"} and before[0] in words.things
    return on or bool(after and after.group() in words.things)


def _dates(
    text: str, e: Expression, cue: Span, sentence: Span, taken: Sequence[Span], words: Calendar
) -> bool:
    """Whether the expression is the reporter's own, near the cue, and in the cue's clause."""
    if _distance(e.span, cue) > FURTHEST or any(s < e.span[1] and e.span[0] < end for s, end in taken):
        return False
    before = _WORD.findall(text[sentence[0] : e.span[0]].casefold())[-2:]
    if before and (before[-1] in words.foreign or " ".join(before) in words.foreign):
        return False
    if _of_a_thing(text, e, before, words):
        return False
    if e.span[0] >= cue[1]:
        between = text[cue[1] : e.span[0]]
    elif _before_now(text, e, cue):
        return False
    else:
        between = re.split(r"[,;:—–]", text[sentence[0] : e.span[0]])[-1]
    return not words.openers & set(_WORD.findall(between.casefold())) and not _DONE.search(between)


def _before_now(text: str, e: Expression, cue: Span) -> bool:
    """Whether what stands between a date and the cue behind it shows that the date is of something else."""
    year = e.month is None and e.year is not None
    between = text[e.span[1] : cue[0]]
    return bool(_HAS.search(between) or _WHO.search(between) or (year and _ALSO.search(between)))
