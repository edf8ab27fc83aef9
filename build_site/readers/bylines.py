"""Whom a byline names: people apart from what they are, for whom and where they wrote, and when."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from build_site.lexicon import load_lexicon
from build_site.text import fold

LONGEST = 6
"""Words of a name."""
_PARTS = re.compile(
    r"\s*[;|•·/\n]\s*|,?\s+(?:and|AND|And|&|with|WITH)\s+|\s*,\s*|\s+[-–—]{1,2}\s+|\s*&\s*"
    r"|(?<=[a-z])\s+(?=@\w)|\.\s+(?=\w+:)"
)
_ADDRESS = re.compile(r"\S*(?:://|www\.|\w@\w)\S*")
_BY = re.compile(
    r"^(?:(?:analysis|article|column|compiled|filed|interview|opinion|posted|published|report|reported|review"
    r"|story|submitted|text|words|written)\s+)?by\b:?\s*|^.*\d{4},? by\s+"
    r"|^(?:authors?|reporter|story|text|words|writer):\s*",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^(?:\w+\s+){0,2}(?:contributions?|edit(?:ed|ing)|graphics?|illustrations?|images?|photo(?:graph)?s?|pictures?"
    r"|produced|production|reporting|research|videos?)(?:\s+(?:by|from)\b|:)",
    re.IGNORECASE,
)
"""Openings of those who did something else than write it."""
_TAIL = re.compile(r"\s+(?:at|for|from|in|of|on|via|is|writes|has|was|contact)\b.*$", re.DOTALL)
_WHEN = re.compile(
    r"\s+(?:(?:on|at)\s+)?(?:\d.*|(?:published|updated|posted)\b.*)$", re.IGNORECASE | re.DOTALL
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_NO_NAME = re.compile(r"https?:|www\.|@|[\d_<>{}=+*#?!:]", re.IGNORECASE)
_ENDING = re.compile(r"(?<=\w)(?:\.co)?\.[a-z]+$")
"""How an address of a site ends."""
_BORN = ("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "V")
_EDGES = " \t\r\n\u00a0.:*~–—-"
_WORD = re.compile(r"[\"“'‘(]?[^\W\d_][^\W\d_.'’\-]*(?:[.'’\-]+[^\W\d_]*)*[\"”'’)]?,?")


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary that tells names from what stands beside them."""

    nobody: frozenset[str]
    roles: frozenset[str]
    """What no name ends with."""
    particles: frozenset[str]
    honorifics: frozenset[str]
    letters: frozenset[str]
    given: frozenset[str]
    outlets: frozenset[str]
    """Folded names of outlets and agencies."""
    bodies: frozenset[str]
    """Last words of organisations' names."""
    months: frozenset[str]


@cache
def vocabulary() -> Words:
    """From the word lists."""
    lexicon = load_lexicon()
    told = lexicon.mapping("structure/no_authors")
    bodies = lexicon.words("structure/outlet_words") | lexicon.words("actors/body_heads")
    full = {full for row in lexicon.rows("structure/outlets") for full in (row[0], row[-1])}
    months = {name.lower() for part in (calendar.month_name, calendar.month_abbr) for name in part if name}
    days = {name.lower() for part in (calendar.day_name, calendar.day_abbr) for name in part}
    return Words(
        nobody=frozenset(word for word, where in told.items() if where == "any"),
        roles=frozenset(told),
        particles=lexicon.words("actors/particles"),
        honorifics=frozenset(fold(word).rstrip(".") for word in lexicon.words("actors/honorifics")),
        letters=lexicon.words("actors/post_nominals") | lexicon.words("actors/name_suffixes") - {*_BORN},
        given=frozenset(lexicon.words("actors/given_names")),
        outlets=frozenset(map(fold, full)),
        bodies=frozenset(bodies - lexicon.words("actors/weak_heads")),
        months=frozenset(months | days | {"sept"}),
    )


def people(byline: str, outlets: Iterable[str] = (), *, sure: bool = False) -> tuple[str, ...]:
    """The people whom a byline names; ``outlets`` are names of who published it.

    ``sure`` says that these are people, so that one word will do.

    >>> people("By ADA BRUN, Harbour Correspondent, and Jon Vale in Skerry | 3 May 2024", ["The Quay"])
    ('Ada Brun', 'Jon Vale')
    >>> people("The Quay Staff") + people("https://quay.example/ada") + people("webadmin")
    ()
    """
    own = frozenset(filter(None, map(bare, outlets)))
    found: list[str] = []
    for part in _segments(byline):
        if found and part in _BORN:
            found[-1] = f"{found[-1]} {part}"
        elif name := _person(part, own, sure):
            found.append(name)
    return tuple(dict.fromkeys(found))


def organisation(byline: str, outlets: Iterable[str] = ()) -> str | None:
    """An organisation whose work this says it is, where it is not the outlet's own.

    >>> organisation("By The Associated Press", ["The Quay"]), organisation("The Quay Staff", ["The Quay"])
    ('The Associated Press', None)
    """
    own = {bare(name) for name in outlets}
    for part in _segments(byline):
        name = part.strip(_EDGES)
        words = fold(name).split()
        if not words or _NO_NAME.search(name) or bare(name) in own or len(words) > LONGEST:
            continue
        if is_outlet(name):
            return name
    return None


def is_outlet(name: str) -> bool:
    """Whether these words are an outlet's or agency's name."""
    words = vocabulary()
    folded = fold(name)
    known = {folded, folded.removeprefix("the ")}
    return bool(known & words.outlets) or fold(name.rpartition(" ")[0]) in words.outlets


def bare(name: str) -> str:
    """A name of an outlet as its address may have it: letters and digits alone."""
    folded = fold(name).removeprefix("the ")
    return re.sub(r"[^\w]", "", _ENDING.sub("", folded) if " " not in folded else folded)


def _segments(byline: str) -> Iterator[str]:
    plain = _BRACKETS.sub(" ", _ADDRESS.sub("\n", byline))
    for part in _PARTS.split(plain):
        words = " ".join(part.split())
        if words and not _OTHERS.match(words):
            yield _BY.sub("", words)


def _person(part: str, own: frozenset[str], sure: bool) -> str | None:
    """One name, or None."""
    cut = _TAIL.sub("", _WHEN.sub("", part)) if len(part.split()) > 2 else part
    name = _without_role(cut.strip(" \t\r\n\u00a0:*~–—-,"))
    words = name.split()
    folded = [fold(word).strip(".,") for word in words]
    told = vocabulary()
    if not words or _NO_NAME.search(name) or not (1 if sure else 2) <= len(words) <= LONGEST:
        return None
    if len(words) == 1 and (words[0] in told.letters or not words[0][0].isupper()):
        return None
    if told.nobody & {*folded} or told.months & {*folded[-1:]} or folded[-1] in told.roles:
        return None
    if (
        bare(name) in own
        or any(len(one) > 3 and bare(name).startswith(one) for one in own)
        or is_outlet(name)
    ):
        return None
    if words[0] in ("The", "the", "A", "a") or (words[-1] in told.bodies and words[0] not in told.given):
        return None
    return _cased(name) if _is_name(words, told) else None


def _without_role(name: str) -> str:
    """The name before the role that stands behind it without a comma: "Ada Brun Harbour Correspondent"."""
    words = name.split()
    told = vocabulary()
    if len(words) >= 4 and fold(words[-1]).strip(".") in told.roles and words[0] in told.given:
        return " ".join(words[:2])
    if len(words) > 2 and fold(words[0]).rstrip(".") in told.honorifics:
        words = words[1:]
    kept = [word for n, word in enumerate(words) if n < 2 or word.rstrip(",") not in told.letters]
    return " ".join(kept).rstrip(",")


def _is_name(words: Sequence[str], told: Words) -> bool:
    if not all(_WORD.fullmatch(word) for word in words):
        return False
    shout = all(word.islower() for word in words)
    return shout or all(
        word[0].isupper() or not word[0].isalpha() or word in told.particles or word[:2] in ("d’", "d'", "al")
        for word in words
    )


def _cased(name: str) -> str:
    """A name in capitals, or in none, as names are written."""
    if not (name.isupper() or name.islower()) or len(name) < 4:
        return name
    return re.sub(
        r"\bMc([a-z])",
        lambda m: f"Mc{m[1].upper()}",
        " ".join(word if "." in word[:-1] else _title(word) for word in name.split()),
    )


def _title(word: str) -> str:
    told = vocabulary()
    if word.rstrip(".,").upper() in ("II", "III", "IV"):
        return word.upper()
    small = word.lower()
    return (
        small
        if small in told.particles and small not in ("ben", "al", "abu")
        else word.title().replace("’S", "’s")
    )
