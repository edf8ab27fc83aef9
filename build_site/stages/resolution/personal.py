"""Personal names taken apart, and whether two of them may be one person's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA, JaroWinkler, Levenshtein

from build_site.lexicon.naming import Naming
from build_site.text import fold

NEAR_GIVEN = 0.86
"""Jaro–Winkler similarity from which two given names that no list knows may be spellings of one."""


_MARKS = str.maketrans({".": " ", ",": " ", '"': " ", "(": " ", ")": " ", "'": ""})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name's folded parts."""

    given: tuple[str, ...]
    """Given and middle names, in order; empty where only one word is known."""
    surname: str
    """The last word, with the particles before it ("de blasio")."""
    suffix: str = ""

    @property
    def last(self) -> str:
        """The surname without particles."""
        return self.surname.rpartition(" ")[2]


def parse(name: str, naming: Naming) -> PersonName:
    """A name without title → its parts, folded; marks and points are dropped."""
    words = fold(name).translate(_MARKS).split()
    suffix = ""
    while len(words) > 1 and words[-1] in {"jr", "sr", "ii", "iii", "iv", "esq", "md", "phd"}:
        suffix = words.pop()
    if not words:
        return PersonName((), fold(name))
    cut = len(words) - 1
    while cut and words[cut - 1] in naming.particles and (cut > 1 or _only_particle(words[0], naming)):
        cut -= 1
    return PersonName(
        tuple(words[:cut]), " ".join(words[cut:]), suffix if suffix in {"jr", "sr", "ii", "iii", "iv"} else ""
    )


def _only_particle(word: str, naming: Naming) -> bool:
    """Whether a particle at the beginning is no given name ("van", but "Ben")."""
    return not naming.only_given(word.title())


def same_given(one: tuple[str, ...], other: tuple[str, ...], naming: Naming) -> bool:
    """Whether given names may be one person's: equal, an initial, a short form; no other initial between."""
    if not one or not other:
        return False
    first, second = one[0], other[0]
    initialled = [names for names in (one, other) if len(names[0]) == 1 < len("".join(names[1:2]))]
    if initialled:
        full = initialled[0][1]
        return full in one and full in other and (first == second or 1 in {len(one), len(other)})
    if not (
        _same_word(first, second, naming)
        or (len(one) > 1 and one[1] == second)
        or (len(other) > 1 and other[1] == first)
    ):
        return False
    if len(one) > 1 and len(other) > 1 and first == second:
        if all(len(name) == 1 for name in (*one[1:], *other[1:])):
            return one[1:] == other[1:] or (len(one) == len(other) == 2 and one[1] == other[1])
        return one[1][0] == other[1][0] or one[1] in other or other[1] in one
    return True


def _same_word(first: str, second: str, naming: Naming) -> bool:
    if first == second:
        return True
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    full = naming.nicknames
    return not {first, *full.get(first, ())}.isdisjoint((second, *full.get(second, ())))


def conflict(one: tuple[str, ...], other: tuple[str, ...], naming: Naming) -> bool:
    """Whether given names are two people's: neither forms nor spellings of one, or other middle initials."""
    if same_given(one, other, naming) or near_given(one, other, naming):
        return False
    return bool(one) and bool(other)


def near_given(one: tuple[str, ...], other: tuple[str, ...], naming: Naming) -> bool:
    """Whether first names look like spellings of one name and do not tell different genders."""
    if not one or not other:
        return False
    first, second = one[0], other[0]
    genders = {naming.gender_of(first.capitalize()), naming.gender_of(second.capitalize())}
    if {"m", "f"} <= genders or first[0] != second[0]:
        return False
    if {first.capitalize(), second.capitalize()} <= naming.given.keys():
        return min(len(first), len(second)) > 4 and Levenshtein.distance(first, second) == 1
    return min(len(first), len(second)) > 3 and JaroWinkler.similarity(first, second) >= NEAR_GIVEN


def near_surname(one: str, other: str) -> bool:
    """Whether two surnames look like spellings of one: of five letters or more, and one letter apart."""
    if one == other:
        return True
    plain, plain_other = one.replace("-", " "), other.replace("-", " ")
    if plain == plain_other or plain.replace(" ", "") == plain_other.replace(" ", ""):
        return True
    return min(len(one), len(other)) > 4 and OSA.distance(one, other, score_cutoff=1) == 1


def near_keys(name: PersonName) -> Iterator[tuple[str, str]]:
    """Keys that two full names share where the first given name is one and the surnames are near."""
    plain = name.surname.replace("-", "").replace(" ", "")
    first = f"{name.given[0]} …"
    yield first, plain
    if len(plain) > 4:
        yield from ((first, plain[:cut] + plain[cut + 1 :]) for cut in range(len(plain)))


def misspelt(one: str, other: str) -> bool:
    """Whether two surnames of five letters or more are one letter apart."""
    return min(len(one), len(other)) > 4 and Levenshtein.distance(one, other, score_cutoff=1) == 1


def may_be_same(one: PersonName, other: PersonName, naming: Naming) -> bool:
    """Whether two full names are forms of one name: one surname, given names that agree, no other suffix."""
    if one.suffix != other.suffix or not one.given or not other.given:
        return False
    if one.surname == other.surname or one.last == other.last:
        return same_given(one.given, other.given, naming) or near_given(one.given, other.given, naming)
    return (
        one.given[0] == other.given[0] and len(one.given[0]) > 1 and near_surname(one.surname, other.surname)
    )
