"""One statement whose speakers differ is evidence about the speaker.

Where an article leaves a source unnamed, or nothing in it told who speaks, and all articles that name a
speaker of the same words name one person, those words are that person's; the reason says so. So are those of
a pronoun that was taken for somebody else: a name tells more than a pronoun, and one that nobody else fits
more than one that others fit nearly as well. Two names against each other are a disagreement, which the
statement's page shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from build_site.model import Actor, ActorKind, Choice, Claim, MentionKind, Quotation, Reason, Statement, Why
from build_site.model.restoring import replace
from build_site.recall import Recalling, once, same

SURE = 0.8
"""So sure a quotation that names the speaker has to be."""
LIKELY = 0.9
"""What its words make another quotation's speaker, at most."""


def with_witnesses(
    quotations: Sequence[Quotation],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    recall: Recalling = once,
) -> tuple[Quotation, ...]:
    """The quotations, those without a named speaker with the one whom others of their statement name."""
    known = {a.id: a for a in actors}
    of = {q.id: q for q in quotations}
    named: dict[str, tuple[str, float]] = {}
    for statement in statements:
        if len(statement.versions) > 1:
            members = [of[v.quotation] for v in statement.versions]
            if (told := _told(members, known)) is not None:
                id, sure, most = told
                handed_on = {link.actor for q in members for link in q.chain}
                less = (q for q in members if _tells(q, known) < most and not {q.actor, id} & handed_on)
                named.update((q.id, (id, sure)) for q in less if q.actor != id)

    def given(q: Quotation) -> Quotation:
        if q.id not in named or q.corrected is not None:
            return q
        actor, sure = named[q.id]
        return recall(_given, q, actor, recall(same, sure), known[actor].name)

    return tuple(map(given, quotations))


def _told(members: Sequence[Quotation], known: dict[str, Actor]) -> tuple[str, float, int] | None:
    """The only person whom those that tell most name, how surely, and how much they tell."""
    most = max(_tells(q, known) for q in members)
    people: dict[str, float] = {}
    for q in members:
        if q.actor is not None and 0 < _tells(q, known) == most:
            people[q.actor] = max(people.get(q.actor, 0.0), q.confidence)
    if len(people) != 1:
        return None
    id, sure = next(iter(people.items()))
    return (id, sure, most) if known[id].kind is ActorKind.PERSON and sure >= SURE else None


def _tells(q: Quotation, known: dict[str, Actor]) -> int:
    """How much a quotation tells of its speaker: 0 nothing, 1 a doubtful pronoun, 2 a pronoun, 3 a name.

    What is told of a body or of many people stands against any name.
    """
    if _open(q, known):
        return 0
    if q.source_kind is not MentionKind.PRONOUN or known[q.actor or ""].kind is not ActorKind.PERSON:
        return 3
    return 1 if any(step.chosen is Choice.OTHERS_FIT for step in q.how) else 2


def _open(q: Quotation, known: dict[str, Actor]) -> bool:
    """Whether nobody is named for a quotation: nobody at all, or one person or document without a name."""
    if q.actor is None:
        return True
    actor = known.get(q.actor)
    single = actor is not None and actor.kind in {ActorKind.PERSON, ActorKind.DOCUMENT}
    return single and actor is not None and actor.claim is Claim.NONE and not actor.curated


def _given(q: Quotation, actor: str, sure: float, name: str) -> Quotation:
    """The quotation as that actor's, of which others are so ``sure``."""
    confidence = min(LIKELY, max(q.confidence, sure * LIKELY))
    return replace(q, actor=actor, how=(*q.how, Reason(Why.SAME_STATEMENT, who=name)), confidence=confidence)
