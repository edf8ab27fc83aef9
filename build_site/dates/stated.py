"""Dates as files, databases and exports write them, as EDTF."""

from __future__ import annotations

import calendar
import re

from build_site.edtf import is_edtf

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T\s/].*)?")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T\s].*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}.*)?")
_WORDS = (
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})\b"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})\b"),
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})\b"),
)
_YEAR = re.compile(r"\d{4}")


def edtf_of(words: str) -> str | None:
    """The day, month or year that the words state; None where they are none, or could be two.

    >>> [edtf_of(w) for w in ("2024-03-22T10:05", "Fri, March 22, 2024", "22 Mar 2024", "3/22/2024")]
    ['2024-03-22', '2024-03-22', '2024-03-22', '2024-03-22']
    >>> [edtf_of(w) for w in ("2024/03/22/10:05:00", "3/4/2024")]
    ['2024-03-22', None]
    """
    text = " ".join(words.split())
    if iso := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _checked("-".join(part.zfill(2) for part in iso.groups() if part))
    if is_edtf(text):
        return text
    if numbers := _NUMBERS.fullmatch(text):
        one, two = int(numbers[1]), int(numbers[2])
        first, second = (two, one) if one > 12 else (one, two)
        told = second > 12 or one == two
        return _checked(f"{numbers[3]}-{first:02}-{second:02}") if told else None
    for form in _WORDS:
        for match in form.finditer(text):
            month = _MONTHS.get(match["month"][:3].lower())
            if month:
                day = match.groupdict().get("day")
                return _checked(f"{match['year']}-{month:02}" + (f"-{int(day):02}" if day else ""))
    return _checked(text) if _YEAR.fullmatch(text) else None


def _checked(date: str) -> str | None:
    return date if is_edtf(date) else None
