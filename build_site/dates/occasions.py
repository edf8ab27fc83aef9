"""The occasions that an article tells of and dates, and who speaks, or acts, on the days that it gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from build_site.dates.acts import Dated, inside, lead_of
from build_site.dates.expressions import Calendar, Expression
from build_site.dates.governing import OCCASION, own_text
from build_site.dates.resolving import bounds
from build_site.model import Article, Attribution, Basis, Entity, Mention, Span, When

Reckon = Callable[[Expression], str | None]
"""The day that an expression means."""
LEAD = 3
"""Paragraphs through which it is carried back to what the first two say, whose day often follows behind."""
NAMED = 5
"""So many words behind "at the" may name the occasion."""
_WORD = re.compile(r"[\w'’]+")
_AT_IT = re.compile(
    r"\b(?:at|in|during|after|following|(?:hours|minutes|shortly|just|immediately)\s+before)\s+"
    r"(?:the|his|her|their|that|this|its|(?:(?-i:[A-Z])[\w.’'-]*\s+){0,2}(?-i:[A-Z])[\w-]+[’']s?)\s+",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"(?:the|that|this|its|his|her|their)\b", re.IGNORECASE)
"""What a phrase begins with that speaks of something known."""
_THERE = re.compile(r"\b(?:who|present|attended|familiar)\b[^,]*$")
"""Before "at the meeting": who was there tells of it, on a day of his own."""
_ENDS = frozenset(("of", "in", "on", "to", "with", "and", "that", "who", "for", "by", "from", "as", "at"))
"""Words behind which an occasion's name is over."""
_ASIDE = re.compile(r"—[^—]*—|\s–\s[^–]*\s–\s|\([^)]*\)|,\s+(?:who|whose|which)\b[^,]*,")
"""Of whom it tells he need not have spoken."""
_NEXT = re.compile(r",\s+(?:and|but|while|as)\s|;\s|\s(?:after|before|because|when|while)\s(?=[^,]*$)")
"""Where another clause of a sentence begins; one that is put in between commas is none."""
_CLAUSE = re.compile(
    r",\s+(?:and|but|while|as|though|although)\s|[;—–]|\s(?:after|before|when|while|because|since|that)\s"
)
"""Where a clause of a sentence begins."""
_LEADS_IN = re.compile(
    r"\W*(?:After|As|Asked|At|Before|By|During|Earlier|Following|For|From|In|Late|On|Speaking|When|With)\b[^,]*,"
)
"""What a sentence begins with before it names of whom it tells."""
_AND = re.compile(r"(?:,?\s[^,;.]{0,40})?,?\s+and\s+(?:[\w.’'-]+\s+){0,4}")
"""What stands between two who do something together."""
_BEGINS = re.compile(r"\W*(?:(?:But|And|Then|Later|Earlier|Only|Just|Late|Early),?\s+)?(?:[Oo]n)?\s*")
"""What a sentence has before the day that it begins with."""
_COMMA = re.compile(r"(?:\s+(?:morning|afternoon|evening|night))?,?\s+(?:the\s+)?")
_SUFFERED = re.compile(r"(?:[^.]{0,80}?,)?\s+(?:on\s+\w+\s+)?(?:was|were|is|are|has|had|died)\b")
"""What follows a name of whom something is told that he did not do."""
_ON = re.compile(r"\s*(?:\([^)]*\))?\s*(?:on)?\s*")


def occasions(article: Article, days: Sequence[Dated], reckon: Reckon, words: Calendar) -> Mapping[str, When]:
    """The occasions that the article dates, by their noun.

    Of two dates the more exact one counts, then that of the lead, then the one told more often; or none.
    What news begins with and does not date beside its noun ("the ruling") is of the only day of the lead.
    """
    lead = lead_of(article)
    first = [day for day in days if day.block == lead and day.expression.is_day and not day.quoted]
    found: dict[str, tuple[int, When | None]] = {}
    times = Counter((noun, reckon(day.expression)) for day in days for noun in day.nouns)
    for day in days:
        edtf = reckon(day.expression)
        when = When(edtf, Basis.INFERRED, day.expression.span) if edtf else None
        if when is None:
            continue
        worth = 2 * (3 if day.expression.is_day else 2 if day.expression.year else 1) + (day.block == lead)
        for noun in day.nouns:
            known, other = found.get(noun, (0, None))
            if worth > known:
                found[noun] = (worth, when)
            elif worth == known and other is not None and other.edtf != edtf:
                one, two = times[noun, other.edtf], times[noun, edtf]
                found[noun] = (worth, other if one > two else when if two > one else None)
    result = {noun: when for noun, (_, when) in found.items() if when is not None}
    if len(first) == 1 and (edtf := reckon(first[0].expression)) is not None:
        when = When(edtf, Basis.INFERRED, first[0].expression.span)
        result = {
            noun: when for noun, says in words.happenings.items() if not says and noun not in found
        } | result
    return result


def of_occasion(
    article: Article, attribution: Attribution, around: str, known: Mapping[str, When], words: Calendar
) -> When | None:
    """The date of the occasion that the sentence names ("at the hearing"), or of the document that speaks."""
    if not known:
        return None
    source = " ".join(article.text[slice(*span)] for span in attribution.source)
    noun = _noun(source, known) if _KNOWN.match(source) else ""
    if noun in words.occasions or words.happenings.get(noun):
        return doubted(known[noun])
    for match in _AT_IT.finditer(around):
        noun = _noun(around[match.end() :], known)
        if noun and noun not in words.written and not _THERE.search(around[: match.start()]):
            return doubted(known[noun])
    return None


def on_its_weekday(e: Expression, around: str, known: Mapping[str, When]) -> When | None:
    """The date of an occasion that the sentence names, where its weekday is the sentence's."""
    for noun in _WORD.findall(around.casefold()) if e.weekday is not None else ():
        days = bounds(known[noun].edtf) if noun in known else None
        if days and days[0] == days[1] and days[0].weekday() == e.weekday:
            return When(known[noun].edtf, Basis.INFERRED, e.span)
    return None


def _noun(piece: str, known: Mapping[str, When]) -> str:
    """The known noun that a phrase begins with, after some other words; '' where none does."""
    first: list[str] = _WORD.findall(piece[:80])[:NAMED]  # No paper called the Post is one.
    for word in first:
        for noun in (word, word.removesuffix("s")):
            if noun in known:
                return noun
        if word in _ENDS:
            break
    return ""


def speakers_of(mentions: Sequence[Mention], entities: Sequence[Entity]) -> list[tuple[Span, int]]:
    """The mentions with whose they are, outermost ones only, in order."""
    found = sorted((mentions[m].span, n) for n, entity in enumerate(entities) for m in entity.mentions)
    found.sort(key=lambda item: (item[0][0], -item[0][1]))
    result: list[tuple[Span, int]] = []
    for span, who in found:
        if not result or span[1] > result[-1][0][1]:
            result.append((span, who))
    return result


def tellers(
    text: str, day: Dated, said: Sequence[Span], speakers: Sequence[tuple[Span, int]]
) -> frozenset[int]:
    """Who spoke on that day, as its sentence tells: the reporter names them before the word of speaking."""
    if day.verb is None:
        return frozenset()
    start, end = day.sentence[0], day.sentence[1] if day.verb == OCCASION else day.verb[0]
    there = [item for item in speakers if start <= item[0][0] and item[0][1] <= end]
    if day.verb == OCCASION:
        there = _subject(text, day, there)
    else:
        clause = start + max((m.end() for m in _NEXT.finditer(text[start:end])), default=0)
        lead = _LEADS_IN.match(text, start, end)
        there = [item for item in there if lead and item[0][0] >= lead.end()] or there
        there = [item for item in there if item[0][0] >= clause] or there[:1]
    taken = [*inside(said, day.sentence), *(m.span() for m in _ASIDE.finditer(text, start, end))]
    return frozenset(
        who for span, who in there if not any(start < span[1] and span[0] < last for start, last in taken)
    )


def _subject(text: str, day: Dated, there: Sequence[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Whose occasion a sentence tells of: who is named first behind what leads to it, and who beside him.

    Behind a day that does not lead to it, nobody is.
    """
    lead, at = _LEADS_IN.match(text, *day.sentence), day.expression.span[0]
    if not _BEGINS.fullmatch(text, day.sentence[0], at) and not (lead and at < lead.end()):
        there = [item for item in there if item[0][1] <= at]
    behind = [item for item in there if lead and item[0][0] >= lead.end()] or there
    one = list(behind[:1])
    for item in behind[1:]:
        if not _AND.fullmatch(text, one[-1][0][1], item[0][0]):
            break
        one.append(item)
    return one


def clause_of(text: str, day: Dated, said: Sequence[Span]) -> str:
    """The reporter's words of the clause in which a day, and the verb that it dates, stand."""
    (start, end), places = day.sentence, [day.expression.span]
    if day.verb is not None and day.verb != OCCASION:
        places.append(day.verb)
    first, last = min(p[0] for p in places), max(p[1] for p in places)
    before = max((m.end() for m in _CLAUSE.finditer(text, start, first)), default=start)
    behind = _CLAUSE.search(text, last, end)
    own = own_text(text, (start, end), inside(said, day.sentence))
    return own[before - start : (behind.start() if behind else end) - start]


def doer(article: Article, day: Dated, speakers: Sequence[tuple[Span, int]]) -> int | None:
    """Who did something on that day: named right behind it ("On Friday, X …") or before ("X on Friday …").

    In the lead, who is named first. What was done to somebody he need not have spoken of on that day.
    """
    text, e, (start, end) = article.text, day.expression.span, day.sentence
    there = [item for item in speakers if start <= item[0][0] < end]
    if _BEGINS.fullmatch(text, start, e[0]):
        found = next((item for item in there if _COMMA.fullmatch(text, e[1], item[0][0])), None)
    elif day.block == lead_of(article):
        found = there[0] if there and there[0][0][1] <= e[0] else None
    else:
        found = next((item for item in there if _ON.fullmatch(text, item[0][1], e[0])), None)
    return None if found is None or _SUFFERED.match(text, found[0][1], end) else found[1]


def doubted(when: When) -> When:
    """The same, marked as inferred from somewhere else."""
    return When(when.edtf.rstrip("?") + "?", Basis.INFERRED, when.span)
