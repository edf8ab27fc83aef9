"""Words that name a date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from build_site.lexicon import Lexicon
from build_site.model import Span

_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d")
_SHOW = re.compile(r"\s+(?:Night|Morning|Evening|Review|Times)\b")
"""What follows a day that is part of a name ("Friday Night Forum")."""


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
    telling: frozenset[str]
    """Words of which every expression has one that has no figure."""
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, tuple[str, int, bool]]
    counted: dict[str, int]
    foreign: frozenset[str]
    openers: frozenset[str]
    things: frozenset[str]
    speaking: frozenset[str] = frozenset()
    """Verbs that make a date the day of speaking."""
    occasions: frozenset[str] = frozenset()
    """Nouns for occasions on which words are spoken or published."""
    recalling: frozenset[str] = frozenset()
    happenings: Mapping[str, str] = field(default_factory=dict)
    """Nouns for what happens on a day and has words around it; ``says`` where it is a document."""
    announcing: frozenset[str] = frozenset()
    """Verbs whose object is a thing, and whose date stands behind it."""
    apart: frozenset[str] = frozenset()
    """Nouns for what is said beside other words of a day, on whatever day."""
    issuing: frozenset[str] = frozenset()
    """Verbs by which a document comes out."""
    leads: frozenset[str] = frozenset()
    """What may stand right before a pronoun that speaks."""
    papers: frozenset[str] = frozenset()
    """What is released by somebody else ("a poll released on Sunday")."""
    written: frozenset[str] = frozenset()
    """Occasions of which an article tells of many: what somebody writes, on whatever day."""
    broadcasts: frozenset[str] = frozenset()
    """What is on the air, in which what is said is said on its day."""
    leading: frozenset[str] = frozenset()
    """What may follow the last comma before a date that is of the act of speaking."""


@lru_cache(maxsize=8)
def calendar(lexicon: Lexicon) -> Calendar:
    """Compile ``dates/*`` of a lexicon."""
    months = {name: int(number) for name, number in lexicon.mapping("dates/months").items()}
    weekdays = {name: int(number) for name, number in lexicon.mapping("dates/weekdays").items()}
    relative = {row[0]: (row[1], int(row[2]), len(row) > 3) for row in lexicon.rows("dates/relative")}
    counted = {name: int(number) for name, number in lexicon.mapping("dates/counted").items()}

    month, weekday, number, phrase = _any_of(months), _any_of(weekdays), _any_of(counted), _any_of(relative)
    begins = _any_start((*months, *weekdays), (), r"\d")
    roughly = _any_start((), ("in", "last", "this", "early", "mid", "an", "his"), "")
    weekly = _any_start(weekdays, ("last", "this"), r"\s")
    counts = _any_start((), (*counted, *relative, "a", "several", "in"), r"\d")
    pattern = re.compile(
        rf"""
        \b (?: (?={begins}) (?:
          (?<!-) (?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])) (?![\w-])
        | (?:(?:{weekday}),?\s+)?
          (?: (?P<month>{month})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?
            | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{month}) )
          (?:,?\s+(?P<year>(?:19|20)\d\d))? (?![\w:])
        | (?P<month3>{month}),?\s+(?P<year3>(?:19|20)\d\d) \b )
        | (?={roughly}) (?:
          (?i:in|last|this\ past|this|late|early|mid)[\s-]+
          (?:(?P<part>early|late|mid)[\s-]+)?(?P<month4>{month}) (?!\w|,?\s+(?:19|20)\d\d)
        | (?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) \s (?P<month5>{month}) (?=\s[a-z]) )
        | (?={weekly})
          (?P<last>(?i:last|this\ past))?\s?\b(?P<weekday>{weekday}) (?!\w)
        | (?={counts}) (?:
          (?P<count>\d{{1,3}}|(?i:{number}))\s+(?P<unit>day|week|month|year)s?\s+ago \b
        | (?P<hours>\d{{1,3}}|(?i:{number}|a\ few|several))\s+(?:hours?|minutes?)\s+ago \b
        | (?P<relative>(?i:{phrase})) \b
        | [Ii]n\s+(?P<year5>(?:19|20)\d\d) \b (?![-–]) ) )
        """,
        re.VERBOSE,
    )
    foreign, openers = lexicon.words("dates/not_governing"), lexicon.words("dates/clause_openers")
    told = {_longest_word(phrase) for phrase in relative} | {"ago"}
    names = {_longest_word(name) for name in (*months, *weekdays)}
    return Calendar(
        pattern,
        frozenset(names.union(told, map(str.capitalize, told), map(str.upper, told))),
        months,
        weekdays,
        relative,
        counted,
        foreign,
        openers,
        things=lexicon.words("dates/dated_things"),
        speaking=lexicon.words("dates/speaking"),
        occasions=lexicon.words("statements/events"),
        recalling=lexicon.words("dates/recalling"),
        happenings=lexicon.mapping("dates/happenings"),
        announcing=lexicon.words("dates/announcing"),
        issuing=lexicon.words("dates/issuing"),
        leads=lexicon.words("dates/clause_leads"),
        papers=lexicon.words("dates/papers"),
        written=lexicon.words("dates/written"),
        broadcasts=lexicon.words("dates/broadcasts"),
        apart=lexicon.words("dates/apart"),
        leading=lexicon.words("dates/leading"),
    )


def _any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


def _any_start(names: Iterable[str], anyhow: Iterable[str], also: str) -> str:
    """The signs with which any of these begins, ``anyhow`` in small letters or large: most words do not."""
    first, either = ("".join(sorted({name[0] for name in some})) for some in (names, anyhow))
    signs = (f"[{also}{first}]" if also or first else "", f"(?i:[{either}])" if either else "")
    return "|".join(filter(None, signs))


def _longest_word(phrase: str) -> str:
    return str(max(_WORD.findall(phrase), key=len))


def may_date(piece: str, words: Calendar) -> bool:
    """Whether a stretch of text has a word or a figure without which it has no date expression."""
    return _FIGURE.search(piece) is not None or not words.telling.isdisjoint(_WORD.findall(piece))


def find_expressions(text: str, span: Span, words: Calendar) -> Iterator[Expression]:
    """The date expressions inside a stretch of the text, in order."""
    for expression in _found(text[slice(*span)], words):
        start, end = expression.span
        yield replace(expression, span=(span[0] + start, span[0] + end))


@lru_cache(maxsize=512)
def _found(piece: str, words: Calendar) -> tuple[Expression, ...]:
    """The expressions of a sentence, which is asked for with every quotation around it."""
    if not may_date(piece, words):
        return ()
    read = (_read(match, words) for match in words.pattern.finditer(piece) if not _in_a_name(piece, match))
    return tuple(expression for expression in read if expression is not None)


def _in_a_name(piece: str, match: re.Match[str]) -> bool:
    """Whether a word of time is part of a name ("Harbour Today", "the 5 May Movement")."""
    if match["weekday"] is not None and _SHOW.match(piece, match.end()):
        return True
    if match["day2"] is not None and match["year"] is None:
        named = piece[match.end() : match.end() + 2].strip()[:1].isupper()
        return named and piece[: match.start()].endswith(("the ", "The "))
    if match["relative"] is None or not match.group()[0].isupper():
        return False
    before = piece[: match.start()].rstrip()
    return bool(before) and (before.split()[-1][0].isupper() or before[-1] not in '.!?:”"')


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
    if month_name := get("month5"):
        return Expression(span, None, words.months[month_name])
    if weekday := get("weekday"):
        return Expression(span, weekday=words.weekdays[weekday], loose=get("last") is not None)
    if unit := get("unit"):
        count = match["count"]
        number = int(count) if count.isdigit() else words.counted[count.lower()]
        return Expression(span, unit=unit, offset=-number, loose=unit != "day")
    if get("hours"):
        return Expression(span, unit="day")
    if phrase := get("relative"):
        unit, offset, loose = words.relative[" ".join(phrase.casefold().split())]
        return Expression(span, unit=unit, offset=offset, loose=loose or unit == "week")
    return Expression(span, int(match["year5"]))
