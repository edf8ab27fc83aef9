"""Noun phrases around a common noun for people, bodies and documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_site.lexicon.naming import UPPER, Naming, Noun
from build_site.model import ActorKind, MentionKind, Span
from build_site.stages.mentions.runs import DAY, Found, unheard

_SUFFIXES = re.compile(
    r".+(?:al|ic|ish|ive|ous|ary|ful|ian|ese|able|ible|an|old|level|ranking|time|profile|based|born|wing)"
)
_VERBAL = re.compile(r".{2,}(?:ed|ing|ly)|.{2,}[^su’']s")
_POSSESSIVE = re.compile(r".*(?:[’']s|s[’'])")
_NUMBER = re.compile(r"[0-9](?:[0-9,.]*[0-9])?")
_NOT = ("n’t", "n't")
_OUT_OF = re.compile(r"(?P<some>[\w-]+) (?:in|out of)(?: every)? \Z")
"""Before the number of which it is a share: "eight in | 10 voters"."""
_BEFORE = 30
"""Characters before a number in which its month or share stands."""
_PREPOSITION = re.compile(
    r"""[ ](?P<words>
            (?:familiar|close|involved|acquainted|associated|affiliated)[ ](?:with|to|in)
            |(?:briefed|informed)[ ](?:on|about|of)|with[ ](?:direct[ ])?knowledge[ ]of
            |of|for|from|at|in|to)[ ](?:(?:the|a|an|his|her|its|their|this|that)[ ])?(?=\w)""",
    re.VERBOSE,
)
"""What joins a complement to its noun: "for the campaign", "familiar with the matter"."""
_LOWER = re.compile(r"(?P<word>[a-z][a-z’'-]*)[ ]?")
_CAPITALS = re.compile(
    rf"""[{UPPER}][\w’'.&-]*(?:[ ](?:(?:of|and|for)[ ](?:the[ ])?)?[{UPPER}][\w’'&-]*\.?)*
        (?:(?<=[’']s)[ ][a-z]+|(?<=s[’'])[ ][a-z]+)?""",
    re.VERBOSE,
)
_POINT = re.compile(r"(?<=\w)\.(?=[ ])")
_GLUED = re.compile(r"[a-z][.!?][”’\"']?(?=[A-Z])")
"""The end of a sentence with no space after it."""
_WALK = 8
_FULL = 2
"""Words of a full name; letters of initials that are nobody's."""


def phrase_start(
    text: str, head: int, floor: int, naming: Naming, *, plural: bool = False
) -> tuple[int, str]:
    """Where the noun phrase around the noun at ``head`` begins, and the determiner that opens it, or ''."""
    sure = at = head
    for _ in range(_WALK):
        if at <= floor or text[at - 1] != " ":
            break
        begin = max(text.rfind(" ", floor, at - 1) + 1, text.rfind("\n", floor, at - 1) + 1, floor)
        word = text[begin : at - 1].lstrip("“\"‘'(—–[")
        glued = _GLUED.search(word)
        word = word[glued.end() :] if glued else word
        begin = _dated(text, at - 1 - len(word), at - 1, floor, naming)
        word = text[begin : at - 1]
        lower = word.lower()
        if lower in naming.determiners or _NUMBER.fullmatch(word):
            return (at, "") if lower == "that" and plural else (_share(text, begin, floor, naming), lower)
        if not word or (word[-1] in '.,;:!?”")]—–' and not _is_short(word, naming)):
            break
        if word in naming.not_names and len(word) > DAY:
            break  # "on Saturday | local officials"
        if lower == "and" and _peoples(text, begin, at, naming):
            sure = begin if sure == at else sure
            at = begin
            continue
        if lower.endswith(_NOT) or (lower in naming.stops and word not in naming.countries):
            break
        owner = _POSSESSIVE.fullmatch(word) is not None
        capital = word[0].isupper() or owner
        if (
            capital
            and word not in naming.countries
            and lower in naming.common
            and lower not in naming.nouns
            and word not in naming.title_parts
        ):
            break
        if capital or lower in naming.modifiers or lower in naming.nouns or _SUFFIXES.fullmatch(lower):
            if sure == at or owner:
                sure = begin
        elif _VERBAL.fullmatch(lower) and not _after_determiner(text, begin, floor, naming):
            break
        at = begin
    return sure, ""


def _dated(text: str, start: int, end: int, floor: int, naming: Naming) -> int:
    """Where a word begins, with the month whose day it is ("a | Feb. 1 letter")."""
    if not text[start:end].isdigit():
        return start
    before = text[max(floor, start - _BEFORE) : start].rstrip(" ").rpartition(" ")[2]
    return start - 1 - len(before) if before in naming.months else start


def _share(text: str, number: int, floor: int, naming: Naming) -> int:
    """Where a phrase begins that a number opens: with what it is a share of ("eight in 10 voters")."""
    found = _OUT_OF.search(text, max(floor, number - _BEFORE), number)
    known = found and (found["some"].lower() in naming.determiners or _NUMBER.fullmatch(found["some"]))
    return found.start() if found and known else number


def _is_short(word: str, naming: Naming) -> bool:
    """Whether a point ends an abbreviation ("U.S.", "Calif."), and no sentence."""
    known = word in naming.places or word in naming.titles or word in naming.honorifics
    plain = word.rstrip(".").lower()
    return (
        word[-1] == "." and word[0].isupper() and (known or "." in word[:-1] or plain in naming.abbreviations)
    )


def _peoples(text: str, before: int, after: int, naming: Naming) -> bool:
    """Whether the words around an "and" are both of a people or state ("US and Israeli officials")."""
    words = (
        text[max(0, before - 25) : before].rstrip()[-24:].rpartition(" ")[2],
        text[after : after + 24].split(" ", maxsplit=1)[0],
    )
    return all(word in naming.demonyms or word in naming.countries for word in words)


def _after_determiner(text: str, begin: int, floor: int, naming: Naming) -> bool:
    if begin <= floor or text[begin - 1] != " ":
        return False
    before = text[max(floor, begin - 24) : begin - 1].rpartition(" ")[2]
    return before.lower() in naming.determiners or _POSSESSIVE.fullmatch(before) is not None


def phrase_end(text: str, end: int, ceiling: int, naming: Naming) -> int:
    """Where it ends, with what closely belongs to it ("for the campaign", "familiar with the matter")."""
    for _ in range(2):
        joint = _PREPOSITION.match(text, end, ceiling)
        stop = _complement(text, joint, ceiling, naming) if joint else 0
        if not stop:
            break
        end = stop
    return end


def _complement(text: str, joint: re.Match[str], ceiling: int, naming: Naming) -> int:
    """Where the noun phrase after a preposition ends; 0 where none belongs to the noun."""
    at = joint.end()
    stops: list[tuple[str, int]] = []
    for _ in range(4):
        lower = _LOWER.match(text, at, ceiling)
        if not lower or lower["word"] in naming.stops or lower["word"] in naming.determiners:
            break
        stops.append((lower["word"], lower.end("word")))
        at = lower.end()
        if lower.end() == lower.end("word"):
            break
    capitals = _CAPITALS.match(text, at, ceiling) if len(stops) < 4 and at > joint.end() - 1 else None
    if capitals and stops and capitals[0].split(" ")[0] in naming.given:
        return stops[-1][1]  # "vice president of content Ada Brack"
    if capitals and (not stops or text[at - 1] == " "):
        end = _capitals_end(capitals, naming)
        whose = (
            _LOWER.match(text, end + 1, ceiling)
            if end == capitals.end() and text[end : end + 1] == " "
            else None
        )
        noun = naming.nouns.get(whose["word"]) if whose else None
        return whose.end("word") if whose and noun and noun.kind is not ActorKind.DOCUMENT else end
    if not stops or joint["words"] in {"in", "to", "from"}:
        return 0
    known = [end for word, end in stops if word in naming.nouns]
    word, end = stops[0]
    return known[-1] if known else (0 if word.endswith(("ing", "ed")) else end)


def bearer_at(words: Sequence[str], naming: Naming) -> int:
    """Where a full name begins behind a country or body ("envoy to Ruritania | Ada Brack"); 0 if nowhere."""
    cut = len(words) - _FULL
    if cut < 1 or not all(_may_name(word, naming) for word in words[cut:]):
        return 0
    before = words[cut - 1]
    country = cut == 1 and before in naming.countries and f"{before} {words[1]}" not in naming.places
    initials = len(before) > _FULL and before.isupper() and before.isalpha()
    return cut if country or initials or before in naming.body_heads else 0


def _may_name(word: str, naming: Naming) -> bool:
    """Whether a word may be part of a name: a given one, or one that no list knows."""
    heads = word in naming.body_heads or word in naming.thing_heads
    return not heads and (unheard(word, naming) or naming.only_given(word))


def _capitals_end(capitals: re.Match[str], naming: Naming) -> int:
    first, last = capitals[0].split(" ")[0], capitals[0].rpartition(" ")[2]
    words = capitals[0].split(" ")
    if cut := bearer_at(words, naming):
        return capitals.start() + len(" ".join(words[:cut]))
    if first in naming.not_names or last in naming.not_names or last in naming.demonyms:
        return 0
    for point in _POINT.finditer(capitals[0]):
        if not _is_short(capitals[0][: point.end()].rpartition(" ")[2], naming):
            return capitals.start() + point.start()
    if _POSSESSIVE.fullmatch(last):
        return capitals.end() - (2 if last[-1] == "s" else 1)
    return capitals.end() - (last[-1] == "." and last.count(".") == 1)


def nominal(text: str, head: Span, bounds: Span, noun: Noun, naming: Naming) -> Found | None:
    """The noun phrase around a head noun, or None where it stands too bare to be one."""
    start, determiner = phrase_start(text, head[0], bounds[0], naming, plural=noun.plural)
    bare = start == head[0]
    if bare and not noun.plural:
        before = text[max(bounds[0], start - 2) : start]
        if noun.kind is not ActorKind.PERSON or before not in {", ", "— ", "– "}:
            return None
    if noun.kind is ActorKind.DOCUMENT and not determiner and bare:
        return None
    end = phrase_end(text, head[1], bounds[1], naming)
    kind = noun.kind
    if kind is ActorKind.PERSON and (noun.plural or determiner in {"a", "an", "one", "another"}):
        kind = ActorKind.ANONYMOUS
    if kind is None:
        kind = ActorKind.ANONYMOUS
    return Found(start, end, head, MentionKind.NOMINAL, kind, noun.gender, noun.plural)
