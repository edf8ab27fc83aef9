"""The days that an article's own words give, and what each is the day of: an act of speaking, an occasion."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from build_site.dates.expressions import find_expressions
from build_site.dates.governing import AHEAD, AROUND, IN_MARKS, is_done, marked, sentences_of, telling
from build_site.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from build_site.dates.expressions import Calendar, Expression
    from build_site.model import Article, Span

BESIDE = 60
"""So many characters before or behind the noun of an occasion its date stands."""
COMING = 60
"""So many characters before a day tell whether it is still to come ("scheduled for Friday")."""
LONGEST = 4_000
"""Characters before a sentence at which a quotation that reaches into it begins, at most."""
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, or the month of an occasion, in the reporter's own words."""

    expression: Expression
    """Its span is into the article's text."""
    block: int
    sentence: Span
    """Of one without end what is near."""
    nouns: frozenset[str]
    """Occasions that stand beside it."""
    verb: Span | None
    """The word of speaking that it dates, or ``OCCASION``; None where it dates neither."""
    done: bool = False
    """Whether something else was done on it."""
    quoted: bool = False
    """Whether it stands in what somebody says, in the reporter's words."""


def lead_of(article: Article) -> int:
    """The number of the article's first paragraph; -1 where it has none."""
    return next((n for n, block in enumerate(article.blocks) if block.kind is BlockKind.PARAGRAPH), -1)


def dated(article: Article, said: Sequence[Span], words: Calendar) -> tuple[Dated, ...]:
    """The days that paragraphs and captions give outside quotation marks; ``said`` is what is quoted."""
    text, result = article.text, list[Dated]()
    lead = lead_of(article)
    for number, block in enumerate(article.blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.CAPTION}:
            continue
        begin, end = block.span
        own = IN_MARKS.sub(lambda m: " " * len(m.group()), text[begin:end])
        for found in find_expressions(own, (0, len(own)), words):
            e = replace(found, span=(begin + found.span[0], begin + found.span[1]))
            whole = next((s for s in sentences_of(text, block.span) if e.span[0] < s[1]), block.span)
            sentence = (max(whole[0], e.span[0] - AROUND), min(whole[1], e.span[1] + AROUND))
            alone = number == lead and not (result and result[-1].sentence == sentence)
            nouns = _nouns(own, found.span, AROUND if alone else BESIDE, words)
            if not e.is_day and not (e.month and nouns):
                continue
            taken = (*inside(said, sentence), *marked(text, sentence))
            verb = telling(text, e, sentence, taken, words) if block.kind is BlockKind.PARAGRAPH else None
            done = block.kind is BlockKind.PARAGRAPH and verb is None and e.is_day
            done = done and is_done(text, e, sentence, taken, words)
            quoted = any(s <= e.span[0] < t for s, t in taken)
            result.append(Dated(e, number, sentence, nouns, verb, done, quoted))
    return tuple(result)


def _nouns(own: str, at: Span, reach: int, words: Calendar) -> frozenset[str]:
    """The occasions beside a day; none beside one that is still to come, a document only next to it."""
    before = own[max(0, at[0] - COMING) : at[0]]
    if words.openers & set(_WORD.findall(before.casefold())) or AHEAD.search(before):
        return frozenset()
    first, known = max(0, at[0] - reach), words.occasions | words.happenings.keys()
    found = sorted(
        (max(at[0] - first - match.end(), match.start() + first - at[1]), noun)
        for match in _WORD.finditer(own[first : at[1] + reach].casefold())
        for noun in known & {match.group(), match.group().removesuffix("s")}
    )
    issued = words.issuing & set(_WORD.findall(own[first : at[1] + reach].casefold()))
    return frozenset(
        noun for _, noun in found if not words.happenings.get(noun) or (issued and noun == found[0][1])
    )


def inside(said: Sequence[Span], sentence: Span) -> Sequence[Span]:
    """What is quoted in a sentence; a piece longer than a few sentences is looked for no further."""
    first = bisect_left(said, (sentence[0] - LONGEST, 0))
    return [s for s in said[first : bisect_left(said, (sentence[1], 0))] if s[1] > sentence[0]]
