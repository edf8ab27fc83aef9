"""What a run of capitalised words names: a person with a title, a body, a people, or nobody."""

from __future__ import annotations

import re

from build_site.lexicon.naming import UPPER, Naming
from build_site.model import ActorKind, MentionKind, Span
from build_site.stages.mentions.nominals import bearer_at
from build_site.stages.mentions.runs import PLACE, ROMAN, VERBAL, Found, Words, joined, span_of, unheard

_ACRONYM = re.compile(
    rf"[{UPPER}]{{2,6}}\d?|[{UPPER}]\d[{UPPER}]+|(?:[{UPPER}]\.){{2,6}}|[{UPPER}]{{2,}}&[{UPPER}]+"
)
_CAMEL = re.compile(
    rf"(?!(?:Ma?c|D[eiu]|L[aeo]|Fitz|V[ao]n|El|Al|Da|San|St|Ben|Abu|Bin|Ap)[{UPPER}])[{UPPER}][a-z]+[{UPPER}]\w*"
)
"""Words with a capital inside, which name firms and sites, but for surnames such as McCain."""
_INITIALS = re.compile(rf"[{UPPER}]\.(?:[{UPPER}]\.)*")
_OFFICERS = re.compile(rf"[{UPPER}]{{2,5}}s")
"""Several of what initials stand for ("MPs", "NGOs")."""
_PEOPLES = re.compile(rf"[{UPPER}][a-z]{{2,}}(?:ians|icans|ites|ists)")


def classify(words: Words, opening: bool, naming: Naming) -> Found | None:
    """What a trimmed segment names, or None where it names no actor."""
    while (
        len(words) > 2 and words[-1][0] in naming.post_nominals and words[-2][0].lower() not in naming.common
    ):
        words = words[:-1]
    if len(words) > 2 and words[-1][0] == "I" and words[0][0] in naming.given:
        words = words[:-1]  # "unlike Ada Brack I do not", which numbers nobody
    whole = joined(words)
    start, end = span = span_of(words)
    if whole in naming.organisations:
        kind = ActorKind.OFFICE if naming.organisations[whole] == "office" else ActorKind.ORGANISATION
        return Found(start, end, span, MentionKind.NAME, kind, "n")
    if whole in naming.countries or whole in naming.capitals or whole in naming.short_forms:
        return Found(start, end, span, MentionKind.NAME, ActorKind.ORGANISATION, "n")
    if whole in naming.places and len(words) == 1:
        return Found(start, end, span, MentionKind.NAME, None, PLACE)
    if whole in naming.places or whole in naming.not_names or whole in naming.demonyms:
        return None
    if _OFFICERS.fullmatch(words[-1][0]):
        return Found(start, end, (words[-1][1], end), MentionKind.NOMINAL, ActorKind.ANONYMOUS, None, True)
    cut = 0 if words[-1][0] in naming.groups else title_end(words, naming)
    if cut:
        return _titled(words, cut, naming)
    return _untitled(words, opening, naming)


def title_end(words: Words, naming: Naming) -> int:
    """How many words at the beginning are a title; 0 where there is none."""
    last = 0
    for index, (word, _) in enumerate(words):
        if not _is_title(word, naming):
            continue
        if index == 0 and word in naming.given and len(words) > 1 and words[1][0] not in naming.titles:
            continue
        rest = [w for w, _ in words[index + 1 :] if w.rstrip(",") not in naming.suffixes]
        before = words[index - 1][0] if index else ""
        named = before in naming.given or before in naming.honorifics or _INITIALS.fullmatch(before)
        if named and (not rest or rest[0] == "of"):
            break
        last = index + 1
    if not last:
        return 0
    if last < len(words) and words[last][0] in {"of", "for", "to"}:
        last = _complement_end(words, last, naming)
    return last


def _is_title(word: str, naming: Naming) -> bool:
    """Whether a word ends a title, by itself or as parts with hyphens ("Maj-Gen", "Co-Director")."""
    if word in naming.titles or word.removesuffix("-elect").removesuffix("-to-be") in naming.titles:
        return True
    *before, last = word.split("-")
    first = all(part in naming.title_parts or part.rstrip(".") in naming.titles for part in before)
    return bool(before) and last in naming.titles and first


def _complement_end(words: Words, at: int, naming: Naming) -> int:
    for stop in range(min(len(words), at + 7), at + 1, -1):
        if joined(words[at + 1 : stop]) in naming.complements:
            return stop
    for stop in range(at + 2, len(words)):
        if words[stop][0] in naming.given:
            return stop
    return bearer_at([word for word, _ in words], naming) or len(words)


def _titled(words: Words, cut: int, naming: Naming) -> Found | None:
    name = words[cut:]
    if not name:
        return _bare_title(words, naming)
    weak = name[-1][0] in naming.weak_heads and (len(name) == 1 or name[0][0] in naming.given)
    if name[-1][0] in naming.body_heads and not weak:
        return _as_body(words)
    called = len(name) > 1 and name[0][0] in naming.given  # "Rep. Sue Brack"
    if any(word in naming.stop_openers for word, _ in name):
        return None
    if name[0][0].lower() in naming.stops and not called:
        return None
    given = naming.gender_of(name[0][0]) if len(name) > 1 else None
    return _bearer(words, cut, _title_gender(words[:cut], naming) or given)


def _as_body(words: Words) -> Found:
    whole = span_of(words)
    return Found(*whole, whole, MentionKind.NAME, ActorKind.ORGANISATION, "n")


def _bearer(words: Words, cut: int, gender: str | None) -> Found:
    """A person's name, and before the cut what the person is."""
    title, name = span_of(words[:cut]), span_of(words[cut:])
    return Found(*span_of(words), name, MentionKind.NAME, ActorKind.PERSON, gender, False, title)


def _title_gender(title: Words, naming: Naming) -> str | None:
    for word, _ in title:
        noun = naming.nouns.get(word.lower())
        gender = naming.honorifics.get(word) or (noun.gender if noun else None)
        if gender in {"m", "f"}:
            return gender
    return None


def _bare_title(words: Words, naming: Naming) -> Found | None:
    """A capitalised title without a name ("the Prime Minister") is a noun phrase."""
    start, end = span_of(words)
    word, at = next(((w, s) for w, s in reversed(words) if w in naming.titles), words[-1])
    lower = word.lower()
    known = (lower, word, naming.abbreviations.get(lower, ""))
    noun = next((naming.nouns[key] for key in known if key in naming.nouns), None)
    if noun is None or (len(words) == 1 and (word in naming.honorifics or noun.kind is not ActorKind.PERSON)):
        return None
    return Found(
        start, end, (at, at + len(word)), MentionKind.NOMINAL, ActorKind.PERSON, noun.gender, noun.plural
    )


def _untitled(words: Words, opening: bool, naming: Naming) -> Found | None:
    role = _role_first(words, opening, naming)
    if role is not None:
        return role
    words = _without_epithet(words, naming)
    start, end = span = span_of(words)
    first, last = words[0][0], words[-1][0]
    if last in naming.groups or _PEOPLES.fullmatch(last):
        head = words[-1][1], end
        return Found(start, end, head, MentionKind.NOMINAL, ActorKind.ANONYMOUS, None, plural=True)
    if _is_personal(words, naming):
        return Found(start, end, span, MentionKind.NAME, ActorKind.PERSON, naming.gender_of(first))
    if len(words) > 3 and last not in naming.body_heads and last not in naming.thing_heads:
        person = _after_body(words, naming)
        if person is not None:
            return person
    body = any(word in naming.body_heads for word, _ in words)
    if len(words) > 1 and last in naming.countries and last.isupper():
        return Found(start, end, span, MentionKind.NAME, ActorKind.ORGANISATION, "n")
    if last in naming.body_heads or (body and any(word in {"of", "for"} for word, _ in words)):
        return _body(words, opening, naming)
    if last in naming.thing_heads or last in naming.places:
        return None
    if len(words) == 1:
        return _single(first, span, opening, naming)
    if len(words) > 4 or any(w in naming.demonyms or w.lower() in naming.stops for w, _ in words):
        return None
    initials = bool(_INITIALS.fullmatch(first)) or (len(words) == 3 and len(words[1][0]) == 2)
    return Found(start, end, span, MentionKind.NAME, ActorKind.PERSON if initials else None)


def _without_epithet(words: Words, naming: Naming) -> Words:
    """A full name without what stands before it ("Rival Ada Brack", "HARB Vilma Brack")."""
    while len(words) > 2 and words[1][0] in naming.given and _is_epithet(words[0][0], naming):
        words = words[1:]
    cut = bearer_at([word for word, _ in words], naming)
    return words[cut:] if cut == 1 and words[0][0].isupper() else words


def _role_first(words: Words, opening: bool, naming: Naming) -> Found | None:
    """A full name after what a person is, capitalised for its place alone ("Cleric Rafiq Osmani said")."""
    noun = naming.nouns.get(words[0][0].lower())
    if not opening or noun is None or noun.plural or noun.kind is not ActorKind.PERSON or len(words) < 3:
        return None
    name = words[1:]
    if any(w.lower() in naming.common or w.lower() in naming.stops for w, _ in name):
        return None
    return _bearer(words, 1, naming.gender_of(name[0][0]))


def _after_body(words: Words, naming: Naming) -> Found | None:
    """A full name that runs on after the name of a body ("Harbour Commission Ada Brack")."""
    given = words[-2][0]
    strange = words[-3][0] in naming.body_heads and all(unheard(word, naming) for word, _ in words[-2:])
    if not naming.only_given(given) and not strange:
        return None
    if not any(word in naming.body_heads for word, _ in words[:-2]):
        return None
    return _bearer(words, -2, naming.gender_of(given))


def _is_epithet(word: str, naming: Naming) -> bool:
    """Whether a capitalised word before a full name is an ordinary one ("Rival Ada Brack")."""
    lower = word.lower()
    native = (len(word) > 5 and word.endswith(("an", "ite"))) or word in naming.places
    if _ACRONYM.fullmatch(word) and len(word) > 2:
        return True
    ordinary = lower in naming.nouns or lower in naming.common
    return word not in naming.given and (ordinary or native)


def _is_personal(words: Words, naming: Naming) -> bool:
    """A given name and what may be a surname ("Dorothy Post", but not "Lincoln Center")."""
    first, last = words[0][0], words[-1][0]
    if (
        not 1 < sum(w[0].isupper() for w, _ in words) < 6
        or first not in naming.given
        or first in naming.countries
    ):
        return False
    heads = naming.body_heads | naming.thing_heads
    if any(w in heads and w not in naming.weak_heads for w, _ in words[1:]):
        return False
    if any(w.lower() in naming.stops for w, _ in words[1:-1]):
        return False
    return not (
        len(words) > 2 and last in naming.ways and len(words[-2][0]) > 2 and words[-2][0] not in naming.given
    )


def _body(words: Words, opening: bool, naming: Naming) -> Found | None:
    while len(words) > 1 and words[0][0].lower() in naming.ranks:
        words = words[1:]
    if len(words) == 1:
        word = words[0][0]
        if opening or word in naming.weak_heads or word.lower() in naming.nouns:
            return None
    if len(words) > 3 and any(w[0].isupper() and w.lower() in naming.stops for w, _ in words):
        return None
    return _as_body(words)


def _single(word: str, span: Span, opening: bool, naming: Naming) -> Found | None:
    if len(word) < 2 or (len(word) == 2 and word[1] == "."):
        return None
    if f"{word}." in naming.places:
        return None
    if _CAMEL.fullmatch(word):
        return Found(*span, span, MentionKind.NAME, ActorKind.ORGANISATION, "n")
    if _ACRONYM.fullmatch(word):
        if ROMAN.fullmatch(word):
            return None
        return Found(*span, span, MentionKind.NAME, ActorKind.ORGANISATION, "n")
    if word in naming.given:
        sure = "?" not in naming.given[word]
        gender = naming.gender_of(word) if sure else None
        return Found(*span, span, MentionKind.NAME, ActorKind.PERSON if sure else None, gender)
    lower = word.lower()
    if lower in naming.common or lower in naming.nouns or lower in naming.modifiers:
        return None
    if opening and VERBAL.fullmatch(lower):
        return None
    return Found(*span, span, MentionKind.NAME, None)
