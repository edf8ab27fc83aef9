"""What a name is worth: whether it may have a page of its own once it is quoted, or named in two articles."""

from __future__ import annotations

from build_site.lexicon.naming import Naming
from build_site.model import ActorKind, Claim
from build_site.stages.resolution.groups import Group, owned_pattern
from build_site.text import fold

_EDGES = "“”\"'‘’(),.;:"
_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.DOCUMENT})


def claim(group: Group, label: str, naming: Naming) -> Claim:
    """What it takes for a page: a person's name, a body's, a collective's; a description never has one."""
    if group.kind is ActorKind.GROUP:
        return Claim.QUOTED
    if not group.named:
        return Claim.NONE
    words = [word.strip(_EDGES) or word for word in label.split()]
    if group.kind is ActorKind.PERSON:
        return _person(group, words, naming)
    return _body(group, label, words, naming)


def _person(group: Group, words: list[str], naming: Naming) -> Claim:
    first, last = words[0], words[-1]
    small = (word.partition("-")[0] for word in words if not word[0].isupper())
    if any(word.lower() not in naming.particles for word in small):  # "el-Badri" is a name as "el Badri" is
        return Claim.NONE
    borne = any(title[:1].isupper() or " " in title for title in group.titles)
    if len(words) == 1:
        return Claim.QUOTED if borne else Claim.NONE
    if borne:
        return Claim.NAMED
    if _no_person(words, naming):
        return Claim.NONE
    known = naming.given.get(first, "?")
    sure = first in naming.given and not naming.given[first].endswith("?")
    inner = [word.rstrip(".") for word in words[1:-1] if word.lower() not in naming.particles]
    long = bool(inner) and not any(len(word) == 1 for word in inner)
    if long and not sure and not group.genders:
        return Claim.NONE
    unheard = first not in naming.given and not _initials(first)
    if unheard and not group.genders and len(group.members) == group.seen == 1:
        return Claim.NONE
    if (known.endswith("?") and not _initials(first)) or last in naming.places or last in naming.thing_heads:
        return Claim.QUOTED
    return Claim.NAMED


def _no_person(words: list[str], naming: Naming) -> bool:
    """Whether the words of an untitled name show that it is a thing's, a place's or a fragment."""
    first, last = words[0], words[-1]
    if " ".join(words[:2]) in naming.countries or " ".join(words[:-1]) in naming.organisations:
        return True
    noun = naming.nouns.get(last.lower())
    if noun is not None and noun.kind in _BODIES and last not in naming.weak_heads:
        return True
    if last in naming.body_heads and last not in naming.weak_heads:
        return True
    if first in naming.given:
        return False
    if first.isupper():
        return first in naming.countries or not _initials(first)
    low = first.lower()
    return low in naming.common or low in naming.determiners or low in naming.stops


def _initials(word: str) -> bool:
    """Whether capitals are those of given names ("J.M."), and no body's."""
    return "." in word and all(len(part) == 1 for part in word.split(".") if part)


def _body(group: Group, label: str, words: list[str], naming: Naming) -> Claim:
    plain = label.removeprefix("The ").removeprefix("the ")
    if not plain[:1].isupper() and not any(c.isupper() for c in plain[1:4]):
        return Claim.NONE
    if fold(plain) in naming.states:
        return Claim.QUOTED
    if plain in naming.places:
        return Claim.NONE
    if len(words) > 1 and words[-1] in naming.thing_heads and words[-1] not in naming.body_heads:
        return Claim.NONE
    known = plain in naming.organisations or plain in naming.short_forms or plain in naming.fixed_bodies
    if words[0].lower() in naming.silent_words or (
        words[0] in naming.demonyms and words[-1] in naming.chambers
    ):
        return Claim.NONE
    if words[0] in naming.places and words[-1] in naming.chambers:
        return Claim.NONE
    if len(words) == 1 and not known:
        low = plain.lower()
        if plain in naming.body_heads or low in naming.nouns or low in naming.common:
            return Claim.NONE
    last = words[-1]
    owned = bool(owned_pattern(plain, naming))
    if owned and label not in group.spelt:
        return Claim.QUOTED  # "his campaign" was put under a name that no article prints
    institution = last in naming.institutions
    named = owned or institution or (known and group.kind is ActorKind.OFFICE and last != "Office")
    return Claim.NAMED if named else Claim.QUOTED
