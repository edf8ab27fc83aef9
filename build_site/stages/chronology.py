"""When quotations were said: the dates that govern the acts of speaking, seen from the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from build_site.dates.expressions import calendar, find_expressions
from build_site.dates.governing import AROUND, IN_MARKS, act_of, governing, sentences_at
from build_site.dates.resolving import latest_full_date, resolve
from build_site.model import Basis, BlockKind, When

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from build_site.dates.expressions import Calendar
    from build_site.lexicon import Lexicon
    from build_site.model import Article, Attribution, Entity, Span

CARRIED = 6
"""Paragraphs through which a speaker's day is carried on to what else he says."""
BESIDE = 60
"""So many characters before or behind the noun of an occasion its date stands."""
_WORD = re.compile(r"[\w'’]+")
_AT_IT = re.compile(
    r"\b(?:at|in|during|after|of|on)\s+(?:the|his|her|their|that|this|its)\s+(?:\w+\s+){0,2}?(\w+)",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|had|’ve|'ve|’s been|would)\b")


def date_all(
    article: Article,
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    published: str | None,
    lexicon: Lexicon,
) -> tuple[When | None, ...]:
    """A date for each attribution where something tells it: its own words, its speaker's, its occasion's.

    A date is carried along only with a reason: the same speaker, dated in so many words a few paragraphs
    before, or an occasion ("the hearing") that the article dates.
    """
    words = calendar(lexicon)
    said = sorted(span for a in attributions for span in a.content)
    own = [date_quotation(article, a, published, lexicon, _beside(said, a)) for a in attributions]
    occasions = _occasions(article, words, published, lexicon)
    speaker = {m: n for n, entity in enumerate(entities) for m in entity.mentions}
    result: list[When | None] = []
    last: dict[int, tuple[int, When]] = {}
    for attribution, when in zip(attributions, own, strict=True):
        who = speaker.get(attribution.mention) if attribution.mention is not None else None
        if when is None and not _recalls(article, attribution, words):
            when = _of_occasion(article, attribution, occasions)  # noqa: PLW2901
            if when is None and who in last and attribution.block - last[who][0] <= CARRIED:
                when = _inherited(last[who][1])  # noqa: PLW2901
        elif when is not None and who is not None and _is_day(when):
            last[who] = (attribution.block, when)
        result.append(when)
    return tuple(result)


def date_quotation(
    article: Article,
    attribution: Attribution,
    published: str | None,
    lexicon: Lexicon,
    others: tuple[Span, ...] = (),
) -> When | None:
    """The date of the act of speaking as EDTF, with the words it rests on; None where nothing tells.

    ``published`` is the article's date of publication as EDTF. Dates inside the content, and in ``others``,
    date what is spoken of, not when it was said, and are left alone.
    """
    words = calendar(lexicon)
    found = governing(article.text, act_of(article, attribution, others), words)
    if found is None:
        return None
    expression, inherited = found
    edtf = resolve(expression, published, None if published else _reference(article.text, lexicon))
    if edtf is None:
        return None
    if inherited and edtf[-1] not in "?~%":
        edtf += "?"
    stated = expression.year is not None and not inherited
    return When(edtf, Basis.STATED if stated else Basis.INFERRED, expression.span)


def _beside(said: Sequence[Span], attribution: Attribution) -> tuple[Span, ...]:
    """What is said around an attribution, and some way before it."""
    first = bisect_left(said, (attribution.content[0][0] - 8 * AROUND, 0))
    return tuple(said[first : bisect_left(said, (attribution.content[-1][1] + AROUND, 0))])


def _is_day(when: When) -> bool:
    return len(when.edtf) == len("2024-03-22") and when.edtf[:4].isdigit()


def _inherited(when: When) -> When:
    return When(when.edtf.rstrip("?") + "?", Basis.INFERRED, when.span)


def _recalls(article: Article, attribution: Attribution, words: Calendar) -> bool:
    """Whether the reporter's own words put it back to another day, or to no one day."""
    around = _own_words(article, attribution)
    return bool(_PERFECT.search(around) or set(_WORD.findall(around.casefold())) & words.recalling)


def _own_words(article: Article, attribution: Attribution) -> str:
    """The reporter's words in the sentences of the cue."""
    anchors = attribution.cue or attribution.source or attribution.content[:1]
    at, block = anchors[0], article.blocks[attribution.block].span
    pieces = []
    for start, end in sentences_at(article.text, block, at):
        own = list(article.text[start:end])
        for first, last in attribution.content:
            for place in range(max(first, start), min(last, end)):
                own[place - start] = " "
        pieces.append(IN_MARKS.sub(" ", "".join(own)))
    return " ".join(pieces)


def _occasions(
    article: Article, words: Calendar, published: str | None, lexicon: Lexicon
) -> Mapping[str, When]:
    """The occasions that the article dates, by their noun; one that it dates twice is none."""
    found: dict[str, When | None] = {}
    reference = None if published else _reference(article.text, lexicon)
    for block in article.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        own = IN_MARKS.sub(lambda m: " " * len(m.group()), article.text[slice(*block.span)])
        for e in find_expressions(own, (0, len(own)), words):
            if not e.is_day:
                continue
            around = own[max(0, e.span[0] - BESIDE) : e.span[1] + BESIDE]
            edtf = resolve(e, published, reference)
            span = (block.span[0] + e.span[0], block.span[0] + e.span[1])
            for noun in set(_WORD.findall(around.casefold())) & words.occasions:
                known = found.setdefault(noun, When(edtf, Basis.INFERRED, span) if edtf else None)
                if known is not None and edtf is not None and known.edtf != edtf:
                    found[noun] = None
    return {noun: when for noun, when in found.items() if when is not None}


def _of_occasion(article: Article, attribution: Attribution, occasions: Mapping[str, When]) -> When | None:
    """The date of the occasion that the reporter's sentence names ("at the hearing")."""
    if not occasions:
        return None
    for match in _AT_IT.finditer(_own_words(article, attribution)):
        when = occasions.get(match[1].casefold())
        if when is not None:
            return _inherited(when)
    return None


@lru_cache(maxsize=64)
def _reference(text: str, lexicon: Lexicon) -> date | None:
    return latest_full_date(text, calendar(lexicon))
