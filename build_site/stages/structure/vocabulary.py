"""The structure stage's word lists, made ready for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from build_site.lexicon import Lexicon

_NAMES = r"[A-Z][^\s,()–—:;“”\"]*"
_DATELINE = r"""
    (?P<place> {names} (?: [ /-] {names} ){{0,4}}
        (?: ,\s (?! {month} ) {names} (?: \s {names} ){{0,2}} ){{0,2}} )?
    (?P<date> (?: ^ | ,?\s ) (?: {month}\s\d{{1,2}} | \d{{1,2}}\s{month} ) (?: ,?\s\d{{4}} )? )?
    \s? (?: \( (?P<agency> [A-Z][^()]{{1,40}} ) \) )?
    (?P<dash> \.?\s? (?: --? | – | — | ― ) -? (?= \s | [A-Z“"] ) )?
    \s*
    """
_MONTH_FIRST = r"(?P<month>{month})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})\b"
_DAY_FIRST = r"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{month}),?\s(?P<year>\d{{4}})\b"
_NUMERIC = r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"
_DATE_LINE = r"""
    (?: {weekday} [,.]? \s )?
    (?: {month}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}
      | \d{{1,2}}(?:st|nd|rd|th)?\s{month},?\s\d{{4}}
      | \d{{4}}-\d\d-\d\d )
    (?: [,\s|·•-]* (?:at\s)? \d{{1,2}}[:.]\d\d .{{0,12}} )?
    """


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All keys are folded as ``fold`` does it."""

    lines: Mapping[str, str]
    """Whole lines of boilerplate, each ``line`` or ``section``."""
    starts: Mapping[str, tuple[str, ...]]
    """First word → beginnings of boilerplate lines."""
    teasers: tuple[str, ...]
    """Beginnings that end with a colon or bar: what they label is another text's title."""
    labels: Mapping[str, str]
    """Label → what the line is: tags, caption, credit, published, updated, source, kicker."""
    pictured: frozenset[str]
    """Words that only a picture's credit has in its brackets."""
    months: Mapping[str, str]
    outlets: Mapping[str, str]
    """Outlet, or a short form of it → its name."""
    agencies: frozenset[str]
    outlet_words: frozenset[str]
    places: frozenset[str]
    reports: frozenset[str]
    dateline: re.Pattern[str]
    date_line: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]


def fold(text: str) -> str:
    """Lower case, single spaces, straight apostrophes, no punctuation at the end."""
    return " ".join(text.lower().replace("’", "'").split()).rstrip(" .:;,!…>»›→")


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The lists of ``lexicon/structure``; the same lexicon gives the same object."""
    boilerplate = lexicon.rows("structure/boilerplate")
    starts: dict[str, list[str]] = {}
    for phrase, extent in boilerplate:
        if extent == "start":
            starts.setdefault(phrase.split()[0].rstrip(":"), []).append(phrase)
    outlets = lexicon.mapping("structure/outlets")
    full = lexicon.in_full("structure/outlets")
    months = {fold(name): f"{int(number):02}" for name, number in lexicon.rows("dates/months")}
    month, weekday = _any(months), _any(map(fold, lexicon.words("dates/weekdays")))
    return Vocabulary(
        lines={fold(phrase): extent for phrase, extent in reversed(boilerplate)},
        starts={word: tuple(phrases) for word, phrases in starts.items()},
        teasers=tuple(phrase for phrase, extent in boilerplate if extent == "start" and phrase[-1] in ":|"),
        labels=lexicon.mapping("structure/labels"),
        pictured=lexicon.words("structure/pictured"),
        months=months,
        outlets={fold(name): name for name in full.values()}
        | {fold(short): name for short, name in full.items()},
        agencies=frozenset(fold(name) for name, kind in outlets.items() if kind == "agency"),
        places=frozenset(map(fold, lexicon.words("actors/places") | lexicon.words("actors/capitals"))),
        outlet_words=lexicon.words("structure/outlet_words"),
        reports=lexicon.words("structure/reports"),
        dateline=re.compile(_DATELINE.format(names=_NAMES, month=month), re.VERBOSE),
        date_line=re.compile(_DATE_LINE.format(month=month, weekday=weekday), re.VERBOSE),
        dates=(
            re.compile(_MONTH_FIRST.format(month=month)),
            re.compile(_DAY_FIRST.format(month=month)),
            re.compile(_NUMERIC),
        ),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, with a capital or in capitals, with the stop of a short form."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(f'{word.title()}|{word.upper()}' for word in longest)})\b\.?"
