"""What the article says that somebody is: "The first witness was X", "X is a sociologist at …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_site.model import ActorKind
from build_site.stages.resolution.drafts import is_person_name

if TYPE_CHECKING:
    from build_site.stages.resolution.drafts import Desk, Draft

_IS = re.compile(r"[ ](?:is|was|has[ ]been|became|becomes)[ ](?:(?:now|also|then|still|himself|herself)[ ])?")
_LONGEST = 30
_DEFINITE = re.compile(r"the\b", re.IGNORECASE)
_NEAR = 4


def equal(desk: Desk, index: int) -> Draft | None:
    """Of whom a noun is said ("X is a sociologist"), or whose name it is ("The witness was X")."""
    return _subject(desk, index) or (_complement(desk, index) if _definite(desk, index) else None)


def _subject(desk: Desk, index: int) -> Draft | None:
    start = desk.mentions[index].span[0]
    for other in range(index - 1, max(-1, index - _NEAR), -1):
        end = desk.mentions[other].span[1]
        if start - _LONGEST < end < start and _IS.fullmatch(desk.text, end, start):
            draft = desk.of.get(other)
            person = draft is not None and draft.kind is ActorKind.PERSON and not draft.plural
            return draft if person else None
    return None


def _complement(desk: Desk, index: int) -> Draft | None:
    verb = _IS.match(desk.text, desk.mentions[index].span[1])
    if verb is None:
        return None
    for other in range(index + 1, min(index + _NEAR, len(desk.mentions))):
        if desk.mentions[other].span[0] == verb.end() and is_person_name(desk.mentions[other]):
            return desk.of.get(other)
    return None


def _definite(desk: Desk, index: int) -> bool:
    return _DEFINITE.match(desk.words(index)) is not None
