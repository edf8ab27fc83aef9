"""Noun phrases around a common noun for people, bodies and documents."""

from __future__ import annotations

import re

from build_site.lexicon.naming import UPPER, Naming, Noun
from build_site.model import ActorKind, MentionKind, Span
from build_site.stages.mentions.runs import Found

_SUFFIXES = re.compile(
    r".+(?:al|ic|ish|ive|ous|ary|ful|ian|ese|able|ible|an|old|level|ranking|time|profile|based|born|wing)"
)
_VERBAL = re.compile(r".{2,}(?:ed|ing|ly)|.{2,}[^su’']s")
_POSSESSIVE = re.compile(r".*(?:[’']s|s[’'])")
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_TAIL = re.compile(
    rf"""[ ](?P<preposition>
            (?:familiar|close|involved|acquainted|associated|affiliated)[ ](?:with|to|in)
            |(?:briefed|informed)[ ](?:on|about|of)|with[ ](?:direct[ ])?knowledge[ ]of
            |of|for|from|at|in|to)[ ]
        (?P<noun>(?:(?:the|a|an|his|her|its|their|this|that)[ ])?
            (?P<lower>(?:[a-z][a-z’'-]*[ ]){{0,3}}?)
            (?:[{UPPER}][\w’'.&-]*
                (?:[ ](?:(?:of|and|for)[ ](?:the[ ])?)?[{UPPER}][\w’'&-]*\.?)*
                (?:(?<=[’']s)[ ][a-z]+|(?<=s[’'])[ ][a-z]+)?
              |(?P<last>[a-z][a-z’'-]*)))""",
    re.VERBOSE,
)
"""What closely belongs to a noun: "for the campaign", "familiar with the matter"."""
_WALK = 8


def phrase_start(text: str, head: int, floor: int, naming: Naming) -> tuple[int, str]:
    """Where the noun phrase around the noun at ``head`` begins, and the determiner that opens it, or ''."""
    sure = at = head
    for _ in range(_WALK):
        if at <= floor or text[at - 1] != " ":
            break
        begin = max(text.rfind(" ", floor, at - 1) + 1, text.rfind("\n", floor, at - 1) + 1, floor)
        word = text[begin : at - 1].lstrip("“\"‘'(—–[")
        begin = at - 1 - len(word)
        lower = word.lower()
        if lower in naming.determiners or _NUMBER.fullmatch(word):
            return begin, lower
        if not word or (word[-1] in '.,;:!?”")]—–' and not (word[-1] == "." and word[0].isupper())):
            break
        if lower in naming.stops:
            break
        capital = word[0].isupper() or _POSSESSIVE.fullmatch(word) is not None
        if (
            capital
            and lower in naming.common
            and lower not in naming.nouns
            and word not in naming.title_parts
        ):
            break
        if capital or lower in naming.modifiers or lower in naming.nouns or _SUFFIXES.fullmatch(lower):
            if sure == at:
                sure = begin
        elif _VERBAL.fullmatch(lower) and not _after_determiner(text, begin, floor, naming):
            break
        at = begin
    return sure, ""


def _after_determiner(text: str, begin: int, floor: int, naming: Naming) -> bool:
    if begin <= floor or text[begin - 1] != " ":
        return False
    before = text[max(floor, begin - 12) : begin - 1].rpartition(" ")[2].lower()
    return before in naming.determiners


def phrase_end(text: str, end: int, ceiling: int, naming: Naming) -> int:
    """Where it ends, with what closely belongs to it ("for the campaign", "familiar with the matter")."""
    for _ in range(2):
        tail = _TAIL.match(text, end, ceiling)
        if not tail or not _belongs(tail, naming):
            break
        end = tail.end()
        last = tail["noun"].rpartition(" ")[2]
        if _POSSESSIVE.fullmatch(last):
            return end - 2 if last[-1] == "s" else end - 1
        if text[end - 1] == "." and last.count(".") == 1:
            return end - 1
    return end


def _belongs(tail: re.Match[str], naming: Naming) -> bool:
    lower = [*tail["lower"].split(), *([tail["last"]] if tail["last"] else [])]
    if any(word in naming.stops or word in naming.determiners for word in lower):
        return False
    capitals = tail["last"] is None
    last = tail["noun"].rpartition(" ")[2]
    if last in naming.not_names or tail["noun"].split(" ")[0] in naming.not_names:
        return False
    if tail["preposition"] in {"in", "to", "from"} and not capitals:
        return False
    return capitals or not last.endswith(("ing", "ed"))


def nominal(text: str, head: Span, bounds: Span, noun: Noun, naming: Naming) -> Found | None:
    """The noun phrase around a head noun, or None where it stands too bare to be one."""
    start, determiner = phrase_start(text, head[0], bounds[0], naming)
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
