"""Titles that stand beside a name between commas: "X, the spokesman," and "The spokesman, X,"."""

from __future__ import annotations

import re

from build_site.lexicon.naming import UPPER, Naming
from build_site.model import ActorKind, MentionKind
from build_site.stages.mentions.runs import PLACE, Found

_OF = re.compile(rf"[ ]of[ ][{UPPER}][\w.]+(?:[ ][{UPPER}]\w+)?(?=,)")
"""The state or town that a name is told by ("Senator X of Ruritania, the whip,")."""
_GAP = re.compile(rf"(?:{_OF.pattern})?(?:,[ ][0-9]{{1,3}})?,[ ](?:who(?:[’']s|[ ]is|[ ]was)[ ])?(?:now[ ])?")
_CLOSE = re.compile(r"[,.;:)—–]|[ ]\([^()\n]{1,20}\)[,.;]|[ ](?:—|–|who(?:m|se)?\b)|$|\n")
_PHRASE = re.compile(r",[ ](?P<words>(?:the|a|an|one[ ]of)(?:[ ][\w’'&-]+){1,10})(?=,|\.(?:[ \n]|$))")
_FINITE = frozenset(
    {"is", "was", "are", "were", "has", "had", "have", "will", "would", "can", "could", "may"}
)
_DETERMINED = re.compile(r"(?:the|an?|one|this|that|his|her|its|their|our|my)[ ]|.*?[’']s?[ ]", re.IGNORECASE)
_BEFORE = re.compile(r"(?:[ ]\([^()\n]{1,60}\))?,[ ]")
"""Between a title and its bearer's name; the short form of a body may stand there in brackets."""
_BRACKETS = re.compile(r"[ ]\([^()\n]{1,60}\)(?=,)")
_DEFINITE = re.compile(r"(?:the|his|her|its|their|our|my)[ ]", re.IGNORECASE)
_INDEFINITE = re.compile(r"an?[ ]", re.IGNORECASE)
_POSSESSOR = re.compile(r"[’']s?[ ]")
_NICKNAME = re.compile(
    rf"[ ](?:[“\"‘'](?:[{UPPER}]|[a-z]+\b)[\w ’'.-]{{0,20}}[”\"’']|\([{UPPER}]\w{{1,12}}\))[ ](?=[{UPPER}])"
)
"""A nickname between a given name and a surname."""
_REST = re.compile(r"(?:[ ](?!said|told|says|who(?:m|se)?\b)[\w’'.&-]+){0,12}(?=,|\.(?:[ ]|$|\n)|;)")


def join_nicknames(found: list[Found], text: str) -> list[Found]:
    """Names made whole whose middle stands in marks or brackets ("Ada “Red” Brack", "Ada (Addy) Brack")."""
    found = sorted(found, key=lambda m: (m.start, -m.end))
    starts = {mention.start: n for n, mention in enumerate(found)}
    kept: list[Found] = []
    index = 0
    while index < len(found):
        mention = found[index]
        marked = _NICKNAME.match(text, mention.end) if _is_person(mention) else None
        last = found[starts[marked.end()]] if marked and marked.end() in starts else None
        if last is not None and _is_person(last) and last.title is None and marked is not None:
            head = mention.head[0], last.head[1]
            mention = mention._replace(end=last.end, head=head, actor=ActorKind.PERSON)
            index = starts[marked.end()]
        kept.append(mention)
        index += 1
    return kept


def join_titles(found: list[Found], text: str, naming: Naming) -> list[Found]:
    """Names that absorbed the noun phrase which a comma sets beside them."""
    found = sorted(found, key=lambda m: (m.start, -m.end))
    kept: list[Found] = []
    index = 0
    while index < len(found):
        mention = found[index]
        mention = _described(mention, text, naming)
        following = _after(found, index, text)
        merged = (
            (_title_after(mention, following, text) or _title_before(mention, following, text))
            if (following)
            else None
        )
        if merged and following:
            kept.append(merged)
            kept += (m for m in found[index + 1 : found.index(following, index)])
            index = found.index(following, index) + 1
        else:
            kept.append(mention)
            index += 1
    return kept


def _described(name: Found, text: str, naming: Naming) -> Found:
    """A full name with a noun phrase between commas whose noun no list knows ("X, the harbour diva,")."""
    if not _is_person(name) or name.title or " " not in text[name.head[0] : name.head[1]]:
        return name
    phrase = _PHRASE.match(text, name.end)
    if not phrase or any(word in _FINITE for word in phrase["words"].split()):
        return name
    if any(word in naming.nouns for word in phrase["words"].split()):
        return name
    return name._replace(end=phrase.end(), title=phrase.span("words"), actor=ActorKind.PERSON)


def _after(found: list[Found], index: int, text: str) -> Found | None:
    """The next mention that lies neither in this one, nor in brackets or "of" a place behind it."""
    end = found[index].end
    if text.startswith((" (", " of "), end):
        beside = (_BRACKETS if _is_role(found[index]) else _OF).match(text, end)
        end = beside.end() if beside else end
    return next((m for m in found[index + 1 : index + 4] if m.start >= end), None)


def _title_after(name: Found, role: Found, text: str) -> Found | None:
    if not (_is_person(name) and _is_role(role) and _GAP.fullmatch(text, name.end, role.start)):
        return None
    end = _appositive_end(text, role)
    if not end:
        return None
    title = name.title or (role.start, end)
    gender = name.gender or role.gender
    return name._replace(end=end, title=title, actor=ActorKind.PERSON, gender=gender)


def _title_before(role: Found, name: Found, text: str) -> Found | None:
    if not (_is_role(role) and _is_person(name)):
        return None
    gap = text[role.end : name.start]
    if gap == " and " and name.title and not _DETERMINED.match(text, role.start):
        lower = text[name.start : name.start + 1].islower() and name.title[0] == name.start
        return name._replace(start=role.start, title=(role.start, name.title[1])) if lower else None
    if not _BEFORE.fullmatch(gap):
        return None
    phrase = text[role.start : role.end]
    definite = _DEFINITE.match(phrase) or _POSSESSOR.search(phrase)
    full = " " in text[name.head[0] : name.head[1]] and name.actor is ActorKind.PERSON
    office = full and phrase[0].isupper() and " " in phrase
    if not _CLOSE.match(text, name.end) or not (definite or office or (full and _INDEFINITE.match(phrase))):
        return None
    title = name.title or (role.start, role.end)
    gender = name.gender or role.gender
    return name._replace(start=role.start, title=title, actor=ActorKind.PERSON, gender=gender)


def _is_person(mention: Found) -> bool:
    person = mention.actor in {None, ActorKind.PERSON} and mention.gender != PLACE
    return mention.kind is MentionKind.NAME and person


def _is_role(mention: Found) -> bool:
    people = mention.actor in {ActorKind.PERSON, ActorKind.ANONYMOUS}
    return mention.kind is MentionKind.NOMINAL and people and not mention.plural


def _appositive_end(text: str, role: Found) -> int:
    if _CLOSE.match(text, role.end):
        return role.end
    rest = _REST.match(text, role.end)
    return rest.end() if rest else 0
