"""A chart of dates: rows of marks over one axis of time, and the table that says the same.

A mark is a day, or as long as the time that its date leaves open. Where there are too many days to tell
apart, dates are drawn by month, then by year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from build_site.dates.resolving import bounds
from build_site.pages.words import MONTHS, date_words

PERIODS = 130
"""So many different dates are drawn one by one."""
TICKS = 6
STRAY = 12
"""One in so many dates, on either side, may lie off the axis."""
MARGIN = 3.0
"""Percent of the width that stays free on both sides, so that a mark at the edge is whole."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something dated: where it stands on the axis (percent), how thick it is (pixels), and what it says."""

    start: float
    end: float
    size: float
    kind: str
    """``bin`` for a whole month or year of dates, ``open`` for a date that leaves days open, else empty."""
    doubtful: bool
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    place: float
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chart."""

    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What the figure and its table show."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    table: tuple[tuple[str, tuple[int, ...]], ...]
    """A line per date, in words: how many of each row."""


def chart(rows: Sequence[tuple[str, Iterable[str]]]) -> Chart | None:
    """Rows of EDTF dates → the chart; None where fewer than two dates can be placed on an axis.

    Dates without a year, and those that are no dates, are left out.
    """
    counted = [(label, Counter(d for d in dates if bounds(d))) for label, dates in rows]
    every = {d for _, dates in counted for d in dates}
    level = next((n for n in (10, 7, 4) if len({_coarse(d, n) for d in every}) <= PERIODS), 4)
    drawn = [(label, _merged(dates, level)) for label, dates in counted if dates]
    periods = sorted({d for _, dates in drawn for d in dates}, key=lambda d: (_days(d), d))
    if len(periods) < 2:
        return None
    axis = _Axis.over(Counter({p: sum(dates[p] for _, dates in drawn) for p in periods}))
    most = max(number for _, dates in drawn for number in dates.values())
    return Chart(
        tuple(Row(label, _marks(dates, axis, most, level)) for label, dates in drawn),
        axis.ticks(),
        tuple((date_words(p), tuple(dates[p] for _, dates in drawn)) for p in periods),
    )


def _coarse(edtf: str, digits: int) -> str:
    """The date by day (10), month (7) or year (4); a doubt that is smaller than that is none."""
    if digits == 10:
        return edtf
    first = edtf.partition("/")[0].rstrip("?~%")
    return first[:digits]


def _merged(dates: Mapping[str, int], digits: int) -> Counter[str]:
    merged: Counter[str] = Counter()
    for edtf, number in dates.items():
        merged[_coarse(edtf, digits)] += number
    return merged


def _days(edtf: str) -> tuple[date, date]:
    days = bounds(edtf)
    if days is None:  # only dates that have bounds come here
        raise ValueError(edtf)
    return days


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date
    earlier: bool = False
    later: bool = False
    """Some dates lie before, or behind: they stand at the edge."""

    @classmethod
    def over(cls, periods: Mapping[str, int]) -> _Axis:
        """From the first day to the last; but a few that stray far off do not squeeze all the others."""
        days = [day for p in periods for day in _days(p)]
        first, last = min(days), max(days)
        each = sorted(day for p, number in periods.items() for day in [_days(p)[0]] * number)
        few = len(each) // STRAY
        low, high = each[few], each[-1 - few]
        room = max(timedelta(days=15), high - low)
        if few and last - first > 4 * room:
            return cls(
                max(first, low - room / 2),
                min(last, high + room / 2),
                first < low - room / 2,
                last > high + room / 2,
            )
        return cls(first, last)

    def place(self, day: date) -> float:
        if day < self.first or day > self.last:
            return MARGIN / 3 if day < self.first else 100 - MARGIN / 3
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """Few, round dates: days, firsts of months, or firsts of years; and what lies beyond."""
        before = (Tick(MARGIN / 3, "earlier"),) if self.earlier else ()
        behind = (Tick(100 - MARGIN / 3, "later"),) if self.later else ()
        return (*before, *self._dates(), *behind)

    def _dates(self) -> tuple[Tick, ...]:
        length = (self.last - self.first).days
        if length <= TICKS:
            days = [self.first + timedelta(n) for n in range(length + 1)]
            return tuple(Tick(self.place(d), f"{d.day} {MONTHS[d.month - 1][:3]} {d.year}") for d in days)
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        if months <= 2:
            step = -(-length // (TICKS - 1))
            days = [self.first + timedelta(n) for n in range(0, length + 1, step)]
            return tuple(Tick(self.place(d), f"{d.day} {MONTHS[d.month - 1][:3]} {d.year}") for d in days)
        return self._round(months)

    def _round(self, months: int) -> tuple[Tick, ...]:
        step = next((n for n in (1, 3, 6, 12, 24, 60, 120, 300, 600, 1200) if months / n <= TICKS), 6000)
        number = self.first.year * 12 + self.first.month - 1
        number += -number % step
        ticks = []
        while number <= self.last.year * 12 + self.last.month - 1:
            day = date(number // 12, number % 12 + 1, 1)
            if day >= self.first:
                words = str(day.year) if step >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"
                ticks.append(Tick(self.place(day), words))
            number += step
        return tuple(ticks)


def _marks(dates: Mapping[str, int], axis: _Axis, most: int, digits: int) -> tuple[Mark, ...]:
    """``most`` is the highest number on the chart: rows are drawn to one scale."""
    binned = digits < 10
    marks = []
    for edtf, number in sorted(dates.items(), key=lambda pair: (_days(pair[0]), pair[0])):
        first, last = _days(edtf)
        start, end = axis.place(first), axis.place(last)
        size = 3 + 19 * number / most if binned else 7 + 11 * sqrt((number - 1) / most)
        open_ended = last - first > (timedelta(31 if digits == 7 else 366) if binned else timedelta())
        kind = "open" if open_ended else "bin" if binned else ""
        marks.append(
            Mark(
                start=start,
                end=round(max(start + 0.3, end - (end - start) / 8), 2) if kind == "bin" else end,
                size=round(4 if kind == "open" else size, 1),
                kind=kind,
                doubtful=not kind and edtf[-1] in "?~%",
                words=f"{date_words(edtf)}: {number}",
            )
        )
    return tuple(marks)
