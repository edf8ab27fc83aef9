"""The days that an article's own words give, and what each is the day of: an act of speaking, an occasion."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_site.dates.expressions import Calendar, Expression, find_expressions
from build_site.dates.governing import (
    AROUND,
    IN_MARKS,
    PAUSE,
    distance,
    is_coming,
    is_done,
    marked,
    sentences_of,
    telling,
)
from build_site.model import Article, BlockKind, Span

LINE = 90
"""So many characters has the paragraph that leads the news."""
DECK = 5
"""Among the first so many paragraphs it is looked for."""
BESIDE = 60
"""So many characters before or behind the noun of an occasion its date stands."""
COMING = 60
"""So many characters before a day tell whether it is still to come ("scheduled for Friday")."""
LONGEST = 4_000
"""Characters before a sentence at which a quotation that reaches into it begins, at most."""
_WORD = re.compile(r"[\w'’]+")
_FREE = re.compile(
    r"\b(?:free|hate|freedom of)\s+$|\b(?:next|upcoming|coming|future|planned)\s+(?:[\w'’.-]+\s+){0,3}$"
)
"""Before "speech", which is then no occasion; before one that is still to come."""


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
    """The number of the paragraph that leads the news; -1 where there is none.

    What stands above it as short as a line is a second headline.
    """
    paragraphs = [n for n, block in enumerate(article.blocks) if block.kind is BlockKind.PARAGRAPH]
    above = (n for n in paragraphs[:DECK] if _length(article, n) >= LINE)
    return next(above, paragraphs[0] if paragraphs else -1)


def _length(article: Article, block: int) -> int:
    start, end = article.blocks[block].span
    return end - start


def dated(article: Article, said: Sequence[Span], words: Calendar) -> tuple[tuple[Dated, ...], list[int]]:
    """The days that paragraphs and captions give outside quotation marks; ``said`` is what is quoted.

    Behind them the places of all that names a time, roughly or not.
    """
    text, result, places = article.text, list[Dated](), list[int]()
    lead = lead_of(article)
    for number, block in enumerate(article.blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.CAPTION}:
            continue
        begin, end = block.span
        own = IN_MARKS.sub(lambda m: " " * len(m.group()), text[begin:end])
        times = [*find_expressions(own, (0, len(own)), words)]
        for found in times:
            e = replace(found, span=(begin + found.span[0], begin + found.span[1]))
            places.append(e.span[0])
            whole = next((s for s in sentences_of(text, block.span) if e.span[0] < s[1]), block.span)
            sentence = (max(whole[0], e.span[0] - AROUND), min(whole[1], e.span[1] + AROUND))
            alone = number == lead and not (result and result[-1].sentence == sentence)
            nouns = _nouns(own, found, AROUND if alone else BESIDE, words, times)
            if is_coming(text, e, sentence, words):
                nouns = frozenset()
            if not e.is_day and not (e.month and nouns):
                continue
            taken = (*inside(said, sentence), *marked(text, sentence))
            verb = telling(text, e, sentence, taken, words) if block.kind is BlockKind.PARAGRAPH else None
            done = block.kind is BlockKind.PARAGRAPH and verb is None and e.is_day
            done = done and is_done(text, e, sentence, taken, words)
            quoted = any(s <= e.span[0] < t for s, t in taken)
            result.append(Dated(e, number, sentence, nouns, verb, done, quoted))
    return tuple(result), places


def _nouns(
    own: str, e: Expression, reach: int, words: Calendar, times: Sequence[Expression]
) -> frozenset[str]:
    """The occasions beside a day; none beside one that is still to come, a document only next to it.

    A month is of an occasion in its own phrase alone.
    """
    at, is_day = e.span, e.is_day
    before = own[max(0, at[0] - COMING) : at[0]]
    if words.openers & set(_WORD.findall(before.casefold())):
        return frozenset()
    first, known = max(0, at[0] - reach), words.occasions | words.happenings.keys()
    around = own[first : at[1] + reach].casefold()
    found = sorted(
        (max(at[0] - first - match.end(), match.start() + first - at[1]), noun)
        for match in _WORD.finditer(around)
        for noun in known & {match.group(), match.group().removesuffix("s")}
        if not _FREE.search(around[: match.start()])
        and _is_nearest(e, (first + match.start(), first + match.end()), times)
        and (is_day or not PAUSE.search(own, *_between(at, (first + match.start(), first + match.end()))))
    )
    issued = words.issuing & set(_WORD.findall(around))
    return frozenset(
        noun for _, noun in found if not words.happenings.get(noun) or (issued and noun == found[0][1])
    )


def _is_nearest(e: Expression, noun: Span, times: Sequence[Expression]) -> bool:
    """Whether no other day stands nearer to an occasion."""
    near = distance(e.span, noun)
    return not any(t.is_day and distance(t.span, noun) < near for t in times if t is not e)


def _between(one: Span, other: Span) -> Span:
    return min(one[1], other[1]), max(one[0], other[0])


def inside(said: Sequence[Span], sentence: Span) -> Sequence[Span]:
    """What is quoted in a sentence; a piece longer than a few sentences is looked for no further."""
    first = bisect_left(said, (sentence[0] - LONGEST, 0))
    return [s for s in said[first : bisect_left(said, (sentence[1], 0))] if s[1] > sentence[0]]
