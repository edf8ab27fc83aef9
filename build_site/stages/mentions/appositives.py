"""Titles that stand beside a name between commas: "X, the spokesman," and "The spokesman, X,"."""

from __future__ import annotations

import re

from build_site.model import ActorKind, MentionKind
from build_site.stages.mentions.runs import Found

_GAP = re.compile(r"(?:,[ ][0-9]{1,3})?,[ ](?:who(?:[’']s|[ ]is|[ ]was)[ ])?")
_CLOSE = re.compile(r"[,.;:)—–]|[ ](?:—|–|who|said|told|says)\b|$|\n")
_REST = re.compile(r"(?:[ ](?!said|told|says|who\b)[\w’'.&-]+){0,7}(?=,|\.(?:[ ]|$|\n)|;)")


def join_titles(found: list[Found], text: str) -> list[Found]:
    """Names that absorbed the noun phrase which a comma sets beside them."""
    found = sorted(found, key=lambda m: (m.start, -m.end))
    kept: list[Found] = []
    skip = -1
    for index, mention in enumerate(found):
        if index <= skip:
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        while following and following.end <= mention.end and following is not None:
            break
        if following and _is_person(mention) and _is_role(following) and _GAP.fullmatch(text, mention.end, following.start):
            end = _appositive_end(text, following)
            if end:
                kept.append(mention._replace(end=end, title=mention.title or (following.start, end), actor=ActorKind.PERSON,
                                             gender=mention.gender or following.gender))
                skip = index + 1
                continue
        if following and _is_role(mention) and _is_person(following) and text[mention.end : following.start] == ", " and _CLOSE.match(text, following.end):
            if text[mention.start : mention.start + 3].lower() in {"the", "his", "her", "its"} or "’s " in text[mention.start : mention.end]:
                kept.append(following._replace(start=mention.start, title=following.title or (mention.start, mention.end),
                                               actor=ActorKind.PERSON, gender=following.gender or mention.gender))
                skip = index + 1
                continue
        kept.append(mention)
    return kept


def _is_person(mention: Found) -> bool:
    return mention.kind is MentionKind.NAME and mention.actor in {None, ActorKind.PERSON}


def _is_role(mention: Found) -> bool:
    return mention.kind is MentionKind.NOMINAL and not mention.plural and mention.actor in {ActorKind.PERSON, ActorKind.ANONYMOUS}


def _appositive_end(text: str, role: Found) -> int:
    if _CLOSE.match(text, role.end):
        return role.end
    rest = _REST.match(text, role.end)
    return rest.end() if rest else 0
