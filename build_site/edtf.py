"""Dates with their uncertainty: EDTF levels 0 and 1 (Library of Congress; ISO 8601-2:2019)."""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(
    r"""
    (?: Y(?P<long>-?[1-9]\d{4,})                                # a year of five digits and more
      | (?P<year>-?(?:\d{4}|\d{3}X|\d{2}XX))                    # 2024, 202X, 20XX
        (?: -(?P<month>0[1-9]|1[0-2]|2[1-4]|XX)                 # 21 to 24 are seasons
            (?: -(?P<day>0[1-9]|[12]\d|3[01]|XX) )? )?
    )
    (?P<qualifier>[?~%])?
    """,
    re.VERBOSE | re.ASCII,
)
_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?",
    re.ASCII,
)


def is_edtf(text: str) -> bool:
    """Whether the text is a date of EDTF level 0 or 1, an interval or a moment.

    >>> [is_edtf(date) for date in ("2024-03-22", "2024-03~", "202X", "2024-03-22/..", "2024-02-30")]
    [True, True, True, True, False]
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _is_date(text) or (_TIME.fullmatch(text) is not None and _is_date(text[:10]))
    return (
        all(side in {"", ".."} or _is_date(side) for side in (start, end)) and (start + end).strip(".") != ""
    )


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if day is None:
        return month is None or "X" not in (year or "")
    if month == "XX":
        return day == "XX" and "X" not in year
    if int(month) > 12 or "X" in year:
        return False
    return day == "XX" or int(day) <= monthrange(abs(int(year)) or 4, int(month))[1]
