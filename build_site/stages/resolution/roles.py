"""What titles say of a person, and which noun phrases may therefore stand for him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from build_site.lexicon.naming import Naming

_WORD = re.compile(r"[\w.’'-]+")
_DEGREES = frozenset({"vice", "deputy", "assistant", "lieutenant", "under", "associate", "junior"})
_PUBLIC = re.compile(
    r"\b(?:u\.s\.|us|united states|district|state|state’s|state's|city|county) attorney\b(?! general)"
)
"""An attorney who is an office, not somebody's lawyer."""
_OFFICES = frozenset({"minister", "secretary"})
_COUNSEL = frozenset({"lawyer", "attorney", "counsel"})
_INITIALS = re.compile(r"[A-Z]{2,5}")
PAST = frozenset({"former", "ex", "late", "onetime", "one-time", "then"})
_OWNER = re.compile(r".*(?:[’']s|s[’'])[ ]")
_BELOW = re.compile(
    r"[ ](?:of|for|to|at|in|from|with|who|on)[ ](?!state\b|staff\b|government\b|chief\b|the[ ]house\b)"
)
"""What follows these belongs to whom the person serves, not to what he is ("an aide to the president")."""


@dataclass(frozen=True, slots=True)
class Role:
    """A title or a noun phrase for a person, taken apart."""

    nouns: frozenset[str]
    """Nouns it holds, and those that may stand for them."""
    places: frozenset[str]
    """States, parties and faiths it names."""
    words: frozenset[str]
    degree: frozenset[str]
    past: bool
    qualified: frozenset[str] = frozenset()
    """Words that make a leader another than a head of state or party ("opposition")."""
    fields: frozenset[str] = frozenset()
    """What a minister or a secretary is in charge of."""


@lru_cache(maxsize=1 << 14)
def role_of(phrase: str, naming: Naming, *, head: str | None = None) -> Role:
    """Take a title apart; with ``head`` a noun phrase whose head noun is known."""
    words = [word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(phrase)]
    lower = [word.lower().rstrip(".") if word.count(".") < 2 else word.lower() for word in words]
    named = (*words, *(f"{one} {other}" for one, other in pairwise(words)))
    places = (
        frozenset(word for word in named if word in naming.places)
        | frozenset(naming.demonyms.get(word) or word for word in words if word in naming.demonyms)
        | frozenset(naming.countries.get(word) or word for word in words if word in naming.countries)
    )
    if head is not None:
        noun = naming.abbreviations.get(head.lower(), head.lower())
        nouns = frozenset({noun, noun.split(" ")[0]})
    else:
        own = _BELOW.split(_OWNER.sub("", phrase).replace("’", "'").lower(), maxsplit=1)[0]
        nouns = _stand_ins(
            [_spelt_out(word.rstrip(".") if word.count(".") < 2 else word, naming) for word in own.split()],
            naming,
        )
    parts = frozenset(part for word in lower for part in (word, *word.split("-")))
    return Role(
        nouns,
        places,
        frozenset((*lower, *(naming.abbreviations.get(word, word) for word in lower)))
        - {"the", "a", "an", "of", "for", "and", "his", "her", "its", "their"},
        (parts & _DEGREES) | ({"public"} if _PUBLIC.search(phrase.lower()) else frozenset()),
        bool(PAST & frozenset(lower)),
        (parts & naming.qualifiers) | _whose(words, head, naming),
        frozenset(naming.portfolios[part] for part in parts if part in naming.portfolios)
        if nouns & _OFFICES
        else frozenset(),
    )


def _whose(words: Sequence[str], head: str | None, naming: Naming) -> frozenset[str]:
    """``the RPF leader``, ``the police chief``: of what party or body, but for states and offices."""
    if head == "chief":
        return frozenset(words[-2:-1]) & naming.nouns.keys()
    if head != "leader":
        return frozenset()
    known = (naming.places, naming.countries, naming.demonyms, naming.nouns)
    initials = filter(_INITIALS.fullmatch, words)
    return frozenset(word.lower() for word in initials if not any(word in names for names in known))


def _spelt_out(word: str, naming: Naming) -> str:
    """A word of a title, an office in initials by what it is ("mec": a minister)."""
    return naming.abbreviations.get(word, word) if word not in naming.nouns else word


def _stand_ins(lower: list[str], naming: Naming) -> frozenset[str]:
    text = " " + " ".join(lower) + " "
    found: set[str] = set()
    taken: set[str] = set()
    for size in (4, 3, 2, 1):
        for start in range(len(lower) - size + 1):
            key = " ".join(lower[start : start + size])
            if size == 1 and key in taken:
                continue
            if key in naming.synonyms:
                found |= {key, *naming.synonyms[key]}
                taken.update(
                    lower[start : start + size - 1]
                    if " of " not in f" {key} "
                    else lower[start + 1 : start + size]
                )
            elif size == 1 and _names_one(key, naming):
                found.add(key)
    for key in ("attorney general", "secretary general", "surgeon general"):
        if f" {key} " in text:
            found.discard("general")
            found |= {key, key.split(" ")[0]}
    return frozenset(found)


def _names_one(word: str, naming: Naming) -> bool:
    """Whether a word in lower case is a noun for one; offices may be said by their initials."""
    noun = naming.nouns.get(word) or naming.nouns.get(word.upper())
    return noun is not None and not noun.plural


def agrees(nominal: Role, title: Role) -> bool:
    """Whether the bearer of a title may be called by the noun phrase."""
    if not nominal.nouns & title.nouns or not nominal.qualified <= title.words:
        return False
    if nominal.degree != title.degree and (nominal.nouns & title.words):
        return False
    if nominal.nouns & _COUNSEL and "public" in title.degree - nominal.degree:
        return False
    if nominal.fields and title.fields and nominal.fields.isdisjoint(title.fields):
        return False
    if title.past and not nominal.past and nominal.nouns & title.words:
        return False
    return not any(
        mine and theirs and mine.isdisjoint(theirs)
        for mine, theirs in zip(homes(nominal.places), homes(title.places), strict=True)
    )


def homes(places: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Parties, and states with all else: a leader may be told by either."""
    parties = frozenset(place for place in places if place.endswith(" Party"))
    return parties, places - parties


def closeness(nominal: Role, title: Role) -> int:
    """How many telling words a noun phrase shares with a title, but for the noun itself."""
    return len((nominal.words - nominal.nouns) & title.words) + 2 * len(nominal.places & title.places)
