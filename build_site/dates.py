"""Date expressions of news English: finding them, telling which dates an act of speaking, resolving it.

What a date is resolved to is EDTF: ``2024-03-22`` for a day, ``~`` where the words are loose ("last week"),
``?`` where something was inferred that the words do not say (the year, a date of the sentence before),
``XXXX-03-22`` (level 2) where the year is unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from build_site.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from build_site.lexicon import Lexicon
    from build_site.model import Span, Spans

Days = tuple[date, date]
"""The first and the last day that a date may mean, both included."""

FURTHEST = 160
"""A date further from the cue than so many characters does not date the act of speaking."""
_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?")
_MONTH_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)[?~%]?")
_IN_MARKS = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a date, and what they say of it."""

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""
    unit: str | None = None
    """``day``, ``week``, ``month`` or ``year`` for dates that count from the day of publication."""
    offset: int = 0
    loose: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it names one day."""
        return self.day is not None or self.weekday is not None or (self.unit == "day" and not self.loose)


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The lexicon's words for dates, made ready."""

    pattern: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, tuple[str, int, bool]]
    counted: dict[str, int]
    foreign: frozenset[str]
    openers: frozenset[str]


@lru_cache(maxsize=8)
def calendar(lexicon: Lexicon) -> Calendar:
    """Compile ``dates/*`` of a lexicon."""
    months = {name: int(number) for name, number in lexicon.mapping("dates/months").items()}
    weekdays = {name: int(number) for name, number in lexicon.mapping("dates/weekdays").items()}
    relative = {row[0]: (row[1], int(row[2]), len(row) > 3) for row in lexicon.rows("dates/relative")}
    counted = {name: int(number) for name, number in lexicon.mapping("dates/counted").items()}

    month, weekday, number, phrase = _any_of(months), _any_of(weekdays), _any_of(counted), _any_of(relative)
    pattern = re.compile(
        rf"""
          (?<![\w-]) (?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])) (?![\w-])
        | \b (?:(?:{weekday}),?\s+)?
          (?: (?P<month>{month})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?
            | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{month}) )
          (?:,?\s+(?P<year>(?:19|20)\d\d))? (?![\w:])
        | \b (?P<month3>{month}),?\s+(?P<year3>(?:19|20)\d\d) \b
        | \b (?:in|last|this|late|early|mid)[\s-]+
          (?:(?P<part>early|late|mid)[\s-]+)?(?P<month4>{month}) (?!\w)
        | \b (?P<last>last|this\ past)?\s?\b(?P<weekday>{weekday}) (?!\w)
        | \b (?P<count>\d{{1,3}}|{number})\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier|before) \b
        | \b (?P<hours>\d{{1,3}}|{number}|a\ few|several)\s+(?:hours?|minutes?)\s+(?:ago|earlier) \b
        | \b (?P<relative>(?i:{phrase})) \b
        | \b in\s+(?P<year5>(?:19|20)\d\d) \b (?![-–])
        """,
        re.VERBOSE,
    )
    foreign, openers = lexicon.words("dates/not_governing"), lexicon.words("dates/clause_openers")
    return Calendar(pattern, months, weekdays, relative, counted, foreign, openers)


def _any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


def find_expressions(text: str, span: Span, words: Calendar) -> Iterator[Expression]:
    """The date expressions inside a stretch of the text, in order."""
    for match in words.pattern.finditer(text, *span):
        expression = _read(match, words)
        if expression is not None:
            yield expression


def _read(match: re.Match[str], words: Calendar) -> Expression | None:
    span, get = match.span(), match.groupdict().get
    if iso := get("iso"):
        year, month, day = map(int, iso.split("-"))
        return Expression(span, year, month, day) if day <= monthrange(year, month)[1] else None
    if month_name := get("month") or get("month2"):
        month, day = words.months[month_name], int(get("day") or get("day2") or 0)
        written = get("year")
        if not 1 <= day <= monthrange(int(written or 2024), month)[1]:
            return None
        return Expression(span, int(written) if written else None, month, day)
    if month_name := get("month3"):
        return Expression(span, int(match["year3"]), words.months[month_name])
    if month_name := get("month4"):
        return Expression(span, None, words.months[month_name], loose=get("part") is not None)
    if weekday := get("weekday"):
        return Expression(span, weekday=words.weekdays[weekday], loose=get("last") is not None)
    if unit := get("unit"):
        count = match["count"]
        number = int(count) if count.isdigit() else words.counted[count]
        return Expression(span, unit=unit, offset=-number, loose=unit != "day")
    if get("hours"):
        return Expression(span, unit="day")
    if phrase := get("relative"):
        unit, offset, loose = words.relative[" ".join(phrase.casefold().split())]
        return Expression(span, unit=unit, offset=offset, loose=loose or unit == "week")
    return Expression(span, int(match["year5"]))


@dataclass(frozen=True, slots=True)
class Act:
    """An act of speaking as an article reports it: where its cue, its content and its block are."""

    block: Span
    before: Span | None
    """The paragraph before, where there is one."""
    content: Spans
    cue: Spans
    source: Spans


def governing(text: str, act: Act, words: Calendar) -> tuple[Expression, bool] | None:
    """The expression that dates the act of speaking, and whether it stands in a sentence before.

    First the sentence of the cue is searched, outside the content and outside quotation marks; then the
    sentence that leads to the quotation, when it speaks of the same source.
    """
    anchors = act.cue or act.source or act.content[:1]
    at = anchors[0]
    own = [s for s in _sentences(text, act.block) if s[0] < at[1] and at[0] < s[1]]
    taken = (*act.content, *_marked(text, act.block))
    here = [e for s in own for e in find_expressions(text, s, words) if _dates(text, e, at, s, taken, words)]
    if here:
        return min(here, key=lambda e: (not e.is_day, _distance(e.span, at))), False
    for sentence in _leading(text, act):
        marked = _marked(text, sentence)
        there = [
            e
            for e in find_expressions(text, sentence, words)
            if e.is_day and _dates(text, e, e.span, sentence, marked, words)
        ]
        if there:
            return there[-1], True
    return None


def _leading(text: str, act: Act) -> Iterator[Span]:
    """Sentences of the reporter before the quotation that speak of its source, nearest first."""
    first = min(act.content[0][0], *(s[0] for s in (*act.cue, *act.source)), act.block[1])
    spans = [s for s in _sentences(text, act.block) if s[1] <= first]
    if act.before is not None:
        spans = [*_sentences(text, act.before), *spans]
    names = {w for s in act.source for w in _WORD.findall(text[slice(*s)]) if w[:1].isupper()}
    pronoun = all(len(text[slice(*s)]) <= 4 for s in act.source)
    for span in reversed(spans[-4:]):
        if pronoun or names & set(_WORD.findall(text[slice(*span)])):
            yield span


def _sentences(text: str, span: Span) -> list[Span]:
    return [(span[0] + s, span[0] + e) for s, e in sentences(text[slice(*span)])]


def _marked(text: str, span: Span) -> tuple[Span, ...]:
    return tuple(m.span() for m in _IN_MARKS.finditer(text, *span))


def _distance(a: Span, b: Span) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


def _dates(text: str, e: Expression, cue: Span, sentence: Span, taken: Spans, words: Calendar) -> bool:
    """Whether the expression is the reporter's own, near the cue, and in the cue's clause."""
    if any(s < e.span[1] and e.span[0] < end for s, end in taken) or _distance(e.span, cue) > FURTHEST:
        return False
    before = _WORD.findall(text[sentence[0] : e.span[0]].casefold())[-2:]
    if before and (before[-1] in words.foreign or " ".join(before) in words.foreign):
        return False
    if e.span[0] >= cue[1]:
        between = text[cue[1] : e.span[0]]
    else:
        between = re.split(r"[,;:—–]", text[sentence[0] : e.span[0]])[-1]
    return not words.openers & set(_WORD.findall(between.casefold()))


# --- resolving ---


def bounds(edtf: str | None) -> Days | None:
    """First and last day of an EDTF date; None where its year is unknown or it has no end."""
    if edtf is None:
        return None
    first, _, last = edtf.partition("/")
    low, high = _day_range(first), _day_range(last or first)
    return (low[0], high[1]) if low and high and low[0] <= high[1] else None


def month_day(edtf: str | None) -> tuple[int, int] | None:
    """Month and day of an EDTF date, whether or not its year is known."""
    match = _MONTH_DAY.fullmatch(edtf or "")
    if match:
        return int(match[1]), int(match[2])
    days = bounds(edtf)
    return (days[0].month, days[0].day) if days and days[0] == days[1] else None


def _day_range(edtf: str) -> Days | None:
    match = _EDTF_DAY.fullmatch(edtf[:10] if "T" in edtf else edtf)
    if not match or match[1] == "0000":
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if month > 12 or (month and day > monthrange(year, month)[1]):
        return None
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return first, last


def latest_full_date(text: str, words: Calendar) -> date | None:
    """The latest day that the text gives with its year: it was written on that day or after it."""
    found = find_expressions(text, (0, len(text)), words)
    return max((date(e.year, e.month, e.day) for e in found if e.year and e.month and e.day), default=None)


def resolve(e: Expression, published: str | None, reference: date | None = None) -> str | None:
    """An expression as EDTF, seen from the day of publication; None where that would be a guess.

    ``reference`` is the latest full date in the text: without a date of publication it still tells the year.
    """
    anchor = bounds(published)
    if e.unit is not None or e.weekday is not None:
        return _counted(e, *anchor, published or "") if anchor else None
    if e.day and e.month:
        return _of_month(e.year, e.month, e.day, anchor, reference)
    if e.month:
        loose = "~" if e.loose else ""
        if e.year:
            return f"{e.year:04}-{e.month:02}{loose}"
        year = anchor[1].year - (e.month > anchor[1].month) if anchor else None
        return f"{year:04}-{e.month:02}{loose}" if year else None
    return f"{e.year:04}" if e.year else None


def _of_month(year: int | None, month: int, day: int, anchor: Days | None, reference: date | None) -> str:
    if year:
        return f"{year:04}-{month:02}-{day:02}"
    if anchor:
        return _nearest(month, day, anchor[1] + timedelta(days=1)).isoformat()
    if reference:
        # Of the two such days around the reference the nearer one.
        return _nearest(month, day, reference + timedelta(days=182)).isoformat() + "?"
    return f"XXXX-{month:02}-{day:02}"


def _nearest(month: int, day: int, latest: date) -> date:
    """The last such day of the year on or before ``latest``."""
    for year in range(latest.year, latest.year - 9, -1):
        if day <= monthrange(year, month)[1] and date(year, month, day) <= latest:
            return date(year, month, day)
    return latest


def _counted(e: Expression, first: date, last: date, published: str) -> str:
    if first != last:
        return f"{published.rstrip('?~%')}~" if e.unit in {None, "day", "week"} else _back(e, last)
    doubt = published[-1] if published[-1] in "?~%" else ""
    if e.weekday is not None:
        back = (last.weekday() - e.weekday) % 7
        day = last - timedelta(days=back or (7 if e.loose else 0))
        return day.isoformat() + doubt
    return _back(e, last) if e.unit in {"month", "year"} else _days_back(e, last, doubt)


def _days_back(e: Expression, last: date, doubt: str) -> str:
    day = last + timedelta(days=e.offset * (7 if e.unit == "week" else 1))
    return day.isoformat() + ("~" if e.loose else doubt)


def _back(e: Expression, last: date) -> str:
    """Months and years ago: "last month" is a month, "two months ago" about one."""
    loose = "~" if e.loose else ""
    if e.unit == "year":
        return f"{last.year + e.offset:04}{loose}"
    months = last.year * 12 + last.month - 1 + e.offset
    return f"{months // 12:04}-{months % 12 + 1:02}{loose}"
