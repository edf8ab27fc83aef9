"""Datelines ("TEL AVIV, Jan. 9 (JNS) —"), lines of dates, and the dates in them."""

from __future__ import annotations

import re

from build_site.model import Span
from build_site.stages.structure.lines import Line
from build_site.stages.structure.vocabulary import Vocabulary, fold

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"""
    (?P<place> [A-Z][^\s,()–—:;“”"]* (?:[ /-][A-Z][^\s,()–—:;“”"]*){{0,4}}
        (?: ,\s [A-Z][^\s,()–—:;“”"]* (?:\s[A-Z][^\s,()–—:;“”"]*){{0,2}} ){{0,2}} )?
    (?P<date> (?:^|,?\s) (?: {_MONTH}\s\d{{1,2}} | \d{{1,2}}\s{_MONTH} ) (?:,?\s\d{{4}})? )?
    \s? (?P<agency> \( [A-Z][^()]{{1,40}} \) )?
    (?P<dash> \.?\s?(?:--?|–|—)-?(?=\s|[A-Z“"]) | :(?=\s) )?
    \s*
    """,
    re.VERBOSE,
)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH}),?\s(?P<year>\d{{4}})\b", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})\b", re.IGNORECASE
)
_NUMERIC = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b")
_DATE_LINE = re.compile(
    r"""(?: (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]? \s )?
        (?P<date> .{6,20}? \d{4} | \d{4}-\d\d-\d\d )
        (?: [,\s|·•-]* (?:at\s)? \d{1,2}[:.]\d\d .{0,12} )?""",
    re.VERBOSE | re.IGNORECASE,
)


def dateline_of(line: Line, words: Vocabulary) -> tuple[int, Span | None]:
    """How far the dateline reaches into a paragraph, and where in it the agency is named."""
    match = _DATELINE.match(line.text)
    if not match or match.end() >= len(line.text) or not match.end():
        return 0, None
    place, date, agency, dash = match.group("place", "date", "agency", "dash")
    capitals = (
        bool(place)
        and sum(c.isupper() for c in place) > 2
        and not any(c.islower() for c in place.split(",")[0])
    )
    known = bool(agency) and fold(agency[1:-1]) in words.agencies
    after = line.text[match.end()]
    begins = not after.islower()
    if not (
        (agency and dash in {"—", "–"} and dash != ":")
        or (agency and dash and dash.strip() != ":")
        or (known and begins and (not place or len(place.split()) <= 3))
        or (
            begins
            and dash
            and dash.strip() != ":"
            and place
            and (capitals or date)
            and fold(place) not in words.labels
        )
    ):
        return 0, None
    span = (match.start("agency") + 1, match.end("agency") - 1) if agency else None
    return len(line.text[: match.end()].rstrip()), span


def is_date_line(line: Line, words: Vocabulary) -> bool:
    """Whether nothing but a date stands there."""
    return (
        len(line.text) < 60
        and bool(_DATE_LINE.fullmatch(line.text))
        and date_in(line.text, words) is not None
    )


def date_in(text: str, words: Vocabulary) -> tuple[str, Span] | None:
    """The first complete date as EDTF, and where it stands."""
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _NUMERIC):
        if match := pattern.search(text):
            month = words.months.get(fold(match["month"]), match["month"])
            if month.isdigit() and 1 <= int(month) <= 12 and 1 <= int(match["day"]) <= 31:
                return f"{match['year']}-{month}-{int(match['day']):02}", match.span()
    return None
