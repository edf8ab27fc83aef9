"""What the article says that somebody is: "The first witness was X", "X is a sociologist at …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_site.model import ActorKind, MentionKind, Reason, Why
from build_site.stages.resolution.drafts import is_person_name
from build_site.stages.resolution.roles import role_of

if TYPE_CHECKING:
    from build_site.stages.resolution.drafts import Desk

_IS = re.compile(r"[ ](?:is|was|has[ ]been|became|becomes)[ ](?:(?:now|also|then|still|himself|herself)[ ])?")
_DEFINITE = re.compile(r"the\b", re.IGNORECASE)
_NEAR = 4


def equate(desk: Desk) -> None:
    """Give a predicate noun to the person that it is said of, and a definite subject to the name it is."""
    people = {ActorKind.PERSON, ActorKind.ANONYMOUS}
    for index, mention in enumerate(desk.mentions):
        other = _predicate(desk, index)
        if other is None or desk.passage(mention.span[0]) is not None:
            continue
        said = desk.mentions[other]
        if is_person_name(mention) and said.kind is MentionKind.NOMINAL:
            if said.actor_kind in people and not said.plural and index in desk.of:
                draft = desk.of[index]
                draft.called.setdefault(desk.words(other), role_of(desk.words(other), desk.naming))
                desk.assign(other, draft, Reason(Why.EQUATED, draft.name(), desk.words(other)))
        elif _definite(desk, index) and is_person_name(said) and other in desk.of:
            draft = desk.of[other]
            desk.assign(index, draft, Reason(Why.EQUATED, draft.name(), desk.words(index)))


def _definite(desk: Desk, index: int) -> bool:
    mention = desk.mentions[index]
    person = mention.kind is MentionKind.NOMINAL and mention.actor_kind is ActorKind.PERSON
    return person and _DEFINITE.match(desk.words(index)) is not None


def _predicate(desk: Desk, index: int) -> int | None:
    """The mention right behind a form of "be" that follows a mention."""
    end = desk.mentions[index].span[1]
    verb = _IS.match(desk.text, end)
    if verb is None:
        return None
    for other in range(index + 1, min(index + _NEAR, len(desk.mentions))):
        if desk.mentions[other].span[0] == verb.end():
            return other
    return None
