"""Date expressions → EDTF, and EDTF → days.

``2024-03-22`` is a day, ``~`` follows where the words are loose ("last week"), ``?`` where something was
inferred that the words do not say (the year, a date of the sentence before), ``XXXX-03-22`` (level 2) has no
year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from build_site.dates.expressions import Calendar, Expression, find_expressions

Days = tuple[date, date]
"""The first and the last day that a date may mean, both included."""
COMING = 300
"""A day of a month without its year that lies so many days back is rather the one to come."""
NEAR = 7
"""Days between reports of one event."""
_WITH_YEAR = re.compile(r"^.*(?:19|20)\d\d.*$", re.MULTILINE)
_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?")
_MONTH_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)[?~%]?")


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


def gap(one: Days, other: Days) -> int:
    """Days between two stretches of time; 0 where they meet."""
    return max((one[0] - other[1]).days, (other[0] - one[1]).days, 0)


def near(one: Days | None, other: Days | None) -> bool:
    """Whether two articles may report one event by their days; where one has none, nothing is known."""
    return one is None or other is None or gap(one, other) <= NEAR


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
    lines = (line.span() for line in _WITH_YEAR.finditer(text))
    found = (e for line in lines for e in find_expressions(text, line, words))
    return max((date(e.year, e.month, e.day) for e in found if e.year and e.month and e.day), default=None)


def resolve(e: Expression, published: str | None, reference: date | None = None) -> str | None:
    """An expression as EDTF, seen from the day of publication; None where that would be a guess.

    ``reference`` is the latest full date in the text: without a date of publication it still tells the year.
    What would lie before the year 1 or after 9999 is None too: the calendar has no such days.
    """
    try:
        return _resolve(e, published, reference)
    except (OverflowError, ValueError):
        return None


def _resolve(e: Expression, published: str | None, reference: date | None) -> str | None:
    anchor = bounds(published)
    if anchor and e.year and e.year > anchor[1].year:
        return None  # What was said was said before.
    if e.unit is not None or e.weekday is not None:
        return _counted(e, *anchor, published or "") if anchor else None
    if e.day and e.month:
        edtf = _of_month(e.year, e.month, e.day, anchor, reference)
        soon = anchor and e.year is None and date.fromisoformat(edtf) < anchor[1] - timedelta(days=COMING)
        return None if soon else edtf
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


def _counted(e: Expression, first: date, last: date, published: str) -> str | None:
    if first != last:
        return f"{published.rstrip('?~%')}~" if e.unit in {None, "day", "week"} else _back(e, last)
    doubt = published[-1] if published[-1] in "?~%" else ""
    if e.weekday is not None:
        back = (last.weekday() - e.weekday) % 7
        if back == 6 and not e.loose:
            return None  # Rather the day after, as it is where the news is than where it is put out.
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
