"""The occasion of an utterance: what articles say of day, event, place, addressee; whether two agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_site.dates.expressions import calendar
from build_site.dates.governing import IN_MARKS, act_of, governing, own_sentences
from build_site.dates.resolving import Days, bounds, gap, month_day
from build_site.lexicon import Lexicon
from build_site.model import Article, BlockKind, Quotation
from build_site.text import sentences

_NAMES = r"(?:[A-Z][\w'’.&-]*)(?:\s+(?:of\s+)?[A-Z][\w'’.&-]*)*"
_ADDRESSEE = re.compile(
    rf"\b(?:told|tells|telling|interview\s+(?:with|on|to)|spoke\s+(?:to|with))\s+(?:the\s+)?({_NAMES})"
)
_PLACE = re.compile(rf"\b(?:in|at)\s+(?:the\s+)?({_NAMES})")
_EVER = re.compile(r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|often\s+)?(?:said|told|\w+ed)\b")
RECALLED = 31
"""Days after which what was said is no news of the day any more."""
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an article says of when, where and to whom a quotation was said."""

    article: str
    published: Days | None
    said: Days | None = None
    month_day: tuple[int, int] | None = None
    weekday: int | None = None
    """Only where the day it names could not be told."""
    event: int = 0
    """Number of the event in its article that it belongs to; 0 where the article tells of none."""
    anew: bool = False
    """Whether the article says that this event is another one than those before."""
    addressee: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    ever: bool = False
    """Whether it is told as said at some time, or more than once ("has said")."""


def occasions(
    id: str, published: str | None, article: Article, lexicon: Lexicon, *quotations: Quotation
) -> list[Occasion]:
    """The occasion of each quotation of an article."""
    if not quotations:
        return []
    days, events = bounds(published), _events(article, lexicon)
    return [_occasion(q, id, article, days, events, lexicon) for q in quotations]


def _occasion(
    q: Quotation,
    id: str,
    article: Article,
    published: Days | None,
    events: dict[int, tuple[int, bool]],
    lexicon: Lexicon,
) -> Occasion:
    around = "\n".join(own for _, own in own_sentences(article, q))
    event, anew = events.get(q.block, (0, False))
    said = bounds(q.when.edtf) if q.when else None
    weekday = None
    if q.when is None and published is None:
        found = governing(article.text, act_of(article, q), calendar(lexicon))
        weekday = found[0].weekday if found else None
    generic, months = lexicon.words("statements/generic_addressees"), calendar(lexicon).months
    return Occasion(
        article=id,
        published=published,
        said=said if said and (said[1] - said[0]).days <= 7 else None,
        month_day=month_day(q.when.edtf) if q.when else None,
        weekday=weekday,
        event=event,
        anew=anew,
        addressee=frozenset(w for m in _ADDRESSEE.finditer(around) for w in m[1].split()[-1:]) - generic,
        places=frozenset(m[1] for m in _PLACE.finditer(around) if m[1].split()[0] not in months),
        ever=_EVER.search(around) is not None,
    )


def agreement(a: Occasion, b: Occasion) -> int:
    """Evidence for one occasion (above zero) or two (below), by day, event, place and addressee.

    Days an article gives outweigh the days of publication; within an article only another event or another
    day tells two occasions apart.
    """
    if a.article == b.article:
        return _days(a, b) + (-9 if _another_event(a, b) else 0)
    score = _days(a, b)
    if a.places and b.places and not a.places & b.places:
        score -= 1
    if a.addressee and b.addressee:
        score += 1 if a.addressee & b.addressee else -1
    return score


def apart(a: Occasion, b: Occasion) -> int | None:
    """Days between what two articles say of when it was said, or when they appeared; None: nothing tells."""
    one, other = a.said or a.published, b.said or b.published
    return gap(one, other) if one and other else None


def on_other_days(a: Occasion, b: Occasion) -> bool:
    """Whether what is told of the two days of saying shows that they are two."""
    if a.said and b.said:
        return gap(a.said, b.said) > 1
    if a.month_day and b.month_day:
        return a.month_day != b.month_day
    return (_weekdays(a, b) or 0) < 0


def _another_event(a: Occasion, b: Occasion) -> bool:
    first, later = (a, b) if a.event <= b.event else (b, a)
    return 0 < first.event < later.event and later.anew


def _days(a: Occasion, b: Occasion) -> int:
    near = _published_near(a, b)
    if a.said and b.said:
        between = gap(a.said, b.said)  # One day is a night's work or another time zone.
        return near + (2 if between == 0 else 0 if between == 1 else -4)
    if a.month_day and b.month_day:
        return near + (2 if a.month_day == b.month_day else -4)
    told = _weekdays(a, b)
    if told is not None:
        return near + told
    one, other = a.said or a.published, b.said or b.published
    if a.article == b.article or one is None or other is None:
        return 0
    if _recalled(a) or _recalled(b):
        return near
    between = gap(one, other)
    return 1 if between <= 3 else 0 if between <= 10 else -2


def _recalled(a: Occasion) -> bool:
    """Whether an article goes back to what was said long before it: the other may do so without saying it."""
    return bool(a.said and a.published and gap(a.said, a.published) > RECALLED)


def _published_near(a: Occasion, b: Occasion) -> int:
    return int(
        a.article != b.article and bool(a.published and b.published and gap(a.published, b.published) <= 3)
    )


def _weekdays(a: Occasion, b: Occasion) -> int | None:
    """-3 or 1 where a day of the week meets another, or a date that falls on one; else None."""
    for one, other in ((a, b), (b, a)):
        if one.weekday is None:
            continue
        if other.weekday is not None:
            return 1 if one.weekday == other.weekday else -3
        if other.said and other.said[0] == other.said[1]:
            return 1 if other.said[0].weekday() == one.weekday else -3
    return None


def _events(article: Article, lexicon: Lexicon) -> dict[int, tuple[int, bool]]:
    """For each paragraph the number of the event last told of, and whether it was said to be another."""
    nouns, anew = lexicon.words("statements/events"), lexicon.words("statements/anew")
    current, result = (0, False), {}
    for i, block in enumerate(article.blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        own = IN_MARKS.sub(" ", article.text[slice(*block.span)])
        named = not nouns.isdisjoint(_WORD.findall(own.casefold()))
        for start, end in sentences(own) if named else ():
            words = set(_WORD.findall(own[start:end].casefold()))
            if words & nouns and (current[0] == 0 or words & anew):
                current = (current[0] + 1, current[0] > 0)
        result[i] = current
    return result
