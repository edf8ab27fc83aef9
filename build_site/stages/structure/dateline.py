"""Datelines ("TEL AVIV, Jan. 9 (JNS) —"), lines of dates, and the dates in them."""

from __future__ import annotations

from build_site.model import Span
from build_site.stages.structure.lines import Line
from build_site.stages.structure.vocabulary import Vocabulary, fold


def dateline_of(line: Line, words: Vocabulary) -> tuple[int, Span | None]:
    """How far the dateline reaches into a paragraph, and where in it the agency is named.

    Firm are an agency that we know, and, before a dash, a place in capitals, a place with a date, or an
    agency alone. "Senator Roe (R-Ohio) — who voted" is none of them.
    """
    match = words.dateline.match(line.text)
    if not match or not 0 < match.end() < len(line.text):
        return 0, None
    place, date, agency, dash = match.group("place", "date", "agency", "dash")
    begins = not line.text[match.end()].islower()
    if dash is None and place is not None and not agency:
        return _with_colon(line, words, place, match.end("date") if date else match.end("place")), None
    known = agency is not None and fold(agency) in words.agencies
    firm = dash is not None and begins and (_is_capitals(place) or (place and date) or (agency and not place))
    short = place is None or len(place.split()) <= 3
    if not ((known and (dash or (begins and short))) or (firm and fold(place or "") not in words.labels)):
        return 0, None
    return len(line.text[: match.end()].rstrip()), match.span("agency") if agency else None


def _with_colon(line: Line, words: Vocabulary, place: str, end: int) -> int:
    """Where ``NEW DELHI:`` ends: a place that is known, in capitals, before a colon and a capital."""
    known = _is_capitals(place) and fold(place.partition(",")[0]) in words.places
    after = line.text[end : end + 3]
    return end + 1 if known and after[:2] == ": " and after[2:].isupper() else 0


def is_date_line(line: Line, words: Vocabulary) -> bool:
    """Whether nothing but a date stands there."""
    return len(line.text) < 60 and words.date_line.fullmatch(line.text) is not None


def date_in(text: str, words: Vocabulary) -> tuple[str, Span] | None:
    """The first complete date as EDTF, and where it stands."""
    for pattern in words.dates:
        if match := pattern.search(text):
            month = words.months.get(fold(match["month"]), match["month"])
            if month.isascii() and 1 <= int(month) <= 12 and 1 <= int(match["day"]) <= 31:
                return f"{int(match['year']):04}-{month}-{int(match['day']):02}", match.span()
    return None


def _is_capitals(place: str | None) -> bool:
    """Whether a place, or all of it before a comma, is written in capitals, and is no initials."""
    city = place.partition(",")[0] if place else ""
    return city.upper() == city and sum(c.isupper() for c in place or "") > 2
