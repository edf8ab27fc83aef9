"""Lines in title case or capitals, where a capital tells nothing: read by what the rest names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from build_site.lexicon.naming import Naming
from build_site.model import ActorKind, BlockKind, MentionKind
from build_site.stages.mentions.runs import Found

_WORD = re.compile(r"[^\W_]+(?:[-’'.&](?!s\b)[^\W_]+)*\.?")
_LONG = re.compile(r"[^\W\d_]{4,}")
_MOST = 200
"""Longer blocks are prose."""


class Known(NamedTuple):
    """What a folded name stands for in this article."""

    actor: ActorKind | None
    gender: str | None
    surname: bool = False
    """One word, the last of a full name."""


def in_title_case(line: str, kind: BlockKind) -> bool:
    """Whether nearly all longer words of a short line are capitalised."""
    if len(line) > _MOST or kind in {BlockKind.BYLINE, BlockKind.CAPTION}:
        return False
    words = _LONG.findall(line)
    headline = kind in {BlockKind.HEADLINE, BlockKind.KICKER, BlockKind.SUBHEADING}
    capital = sum(word[0].isupper() for word in words)
    likely = len(words) >= 3 and capital >= 0.75 * len(words)
    return likely and (headline or line.rstrip()[-1:] not in {".", "”", '"'})


def known_names(found: Iterable[Found], text: str) -> dict[str, Known]:
    """Folded names and surnames of the body, and what each stands for."""
    known: dict[str, Known] = {}
    for mention in found:
        if mention.kind is not MentionKind.NAME:
            continue
        name = text[mention.head[0] : mention.head[1]].casefold()
        if mention.title and mention.title[1] <= mention.head[0] and " " not in name:
            before = known.get(name)
            if before is None or not before.surname:
                known[name] = Known(ActorKind.PERSON, mention.gender, surname=True)
        known.setdefault(name, Known(mention.actor, mention.gender))
        if " " in name and mention.actor is ActorKind.PERSON:
            last = name.rpartition(" ")[2]
            before = known.get(last)
            gender = (
                mention.gender if not (before and before.surname) or before.gender == mention.gender else None
            )
            known[last] = Known(ActorKind.PERSON, gender, surname=True)
        elif " " in name and mention.actor is None:
            known.setdefault(name.rpartition(" ")[2], Known(ActorKind.PERSON, mention.gender))
    return known


def headline_mentions(
    text: str, start: int, end: int, known: dict[str, Known], naming: Naming
) -> list[Found]:
    """What a line in title case mentions."""
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, start, end)]
    found: list[Found] = []
    index = 0
    while index < len(words):
        length, actor, gender = _longest(words, index, known, naming)
        if not length:
            index += 1
            continue
        span = words[index][0], words[index + length - 1][1]
        last = words[index + length - 1][2]
        if last[-1] == "." and "." not in last[:-1] and last not in naming.suffixes:
            span = span[0], span[1] - 1
        found.append(Found(*span, span, MentionKind.NAME, actor, gender))
        index += length
    return found


def _longest(
    words: list[tuple[int, int, str]], index: int, known: dict[str, Known], naming: Naming
) -> tuple[int, ActorKind | None, str | None]:
    for length in range(min(5, len(words) - index), 0, -1):
        phrase = " ".join(word for _, _, word in words[index : index + length])
        entry = known.get(phrase.casefold())
        if entry and entry.gender != "place":
            return length, entry.actor, entry.gender if length > 1 or entry.gender == "n" else None
        if phrase in naming.organisations and phrase.lower() not in naming.common:
            office = naming.organisations[phrase] == "office"
            return length, ActorKind.OFFICE if office else ActorKind.ORGANISATION, "n"
        if length == 1 and phrase in naming.countries:
            return 1, ActorKind.ORGANISATION, "n"
    first = words[index][2]
    if index + 1 < len(words) and first in naming.given and "?" not in naming.given[first]:
        begin, _, second = words[index + 1]
        lower = second.lower()
        ordinary = lower in naming.common
        if begin == words[index][1] + 1 and second[0].isupper() and not ordinary:
            return 2, ActorKind.PERSON, naming.gender_of(first)
    return 0, None, None
