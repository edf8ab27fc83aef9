"""Which groups that no personal name tells are one actor: bodies, what people own, noun phrases."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from build_site.model import ActorKind, Reason, Why
from build_site.stages.resolution.bodies import body_key
from build_site.stages.resolution.groups import spellings
from build_site.stages.resolution.joining import best_label
from build_site.stages.resolution.roles import PAST, agrees, role_of

if TYPE_CHECKING:
    from build_site.stages.resolution.groups import Group
    from build_site.stages.resolution.joining import Joiner

_WHO = re.compile(r"[Tt]he (?:(?![’']s?[ ]).)+")
"""A definite noun phrase without a possessor: whom somebody owns is told by the owner."""


def join_bodies(joiner: Joiner) -> None:
    """Short forms that some article spells out, and what is called by its owner."""
    spelt: dict[str, list[Group]] = defaultdict(list)
    for group in joiner.found.bodies.values():
        for number, index in group.members:
            analysis = joiner.analyses[number]
            for spelling in set(spellings(analysis, analysis.entities[index])):
                key = body_key(spelling, joiner.naming)
                if group not in spelt[key]:
                    spelt[key].append(group)
    for key in sorted(spelt):
        own = joiner.found.bodies.get(("body", key))
        full = list(
            dict.fromkeys(g.root() for g in spelt[key] if g.root() is not (own.root() if own else None))
        )
        if own is not None and len(full) == 1 and " " not in key and not joiner.differ(own, full[0]):
            joiner.join(full[0], own, Reason(Why.SPELT_OUT, best_label(full[0])))


def join_owned(joiner: Joiner) -> None:
    """Offices and campaigns, by whose they are."""
    by_owner: dict[tuple[str, int], Group] = {}
    for group, pattern, entity, number in joiner.found.owned:
        owner = entity.name.removeprefix(pattern.split("{}")[0]).removesuffix(pattern.split("{}")[1])
        names = [e.name for e in joiner.analyses[number].entities]
        if owner not in names:
            continue
        root = joiner.found.of[number, names.index(owner)].root()
        key = (pattern, id(root))
        if key in by_owner:
            joiner.join(by_owner[key], group, Reason(Why.SAME_OWNER))
        else:
            by_owner[key] = group
            group.labels.clear()
            group.labels[pattern.format(best_label(root))] = 1


def join_roles(joiner: Joiner) -> None:
    """Noun phrases of an article that states no title: who of its people bears it elsewhere."""
    for group in joiner.found.unnamed:
        number, index = group.order
        analysis = joiner.analyses[number]
        entity = analysis.entities[index]
        if entity.kind is not ActorKind.PERSON or not _WHO.fullmatch(entity.name):
            continue
        start, end = analysis.mentions[entity.mentions[0]].head
        role = role_of(entity.name, joiner.naming, head=analysis.article.text[start:end])
        present = dict.fromkeys(
            joiner.found.of[number, i].root()
            for i, e in enumerate(analysis.entities)
            if e.named
            and e.kind is ActorKind.PERSON
            and (not e.gender or not entity.gender or e.gender == entity.gender)
        )
        told = frozenset(word for word in entity.name.split()[1:] if word.islower()) - role.nouns - PAST
        bearers = [
            person
            for person in present
            if any(
                (count > 1 or entity.name[4:].lower() == title.lower().removeprefix("the "))
                and agrees(role, joiner.role(title))
                and told <= joiner.role(title).words
                for title, count in person.titles.items()
            )
        ]
        if len(bearers) == 1:
            group.labels.clear()
            joiner.join(bearers[0], group, Reason(Why.TITLE_ELSEWHERE, best_label(bearers[0])))
