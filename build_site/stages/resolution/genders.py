"""The gender of people whose names tell none: by pronouns that can mean nobody else."""

from __future__ import annotations

from collections import Counter, defaultdict

from build_site.model import ActorKind, MentionKind
from build_site.stages.resolution.drafts import Desk, Draft

_SUBJECTS = frozenset({"he", "she"})
_SURE = 3
"""So many times more pronouns of one gender than of the other tell it."""


def tell_genders(desk: Desk) -> dict[Draft, str]:
    """Named person → the gender of the pronouns that follow where nobody else is spoken of.

    The people in question are those of the pronoun's own sentence, else of the one before. What somebody
    says of another ("X said she was late") tells nothing.
    """
    votes: dict[Draft, Counter[str]] = defaultdict(Counter)
    here = -1
    spoken: set[Draft | None] = set()
    earlier: set[Draft | None] = set()
    for index, mention in enumerate(desk.mentions):
        sentence = desk.sentence(mention.span[0])
        if sentence != here:
            earlier = spoken if sentence == here + 1 else set()
            here, spoken = sentence, set()
        if desk.passage(mention.span[0]) is not None:
            continue
        if mention.kind is MentionKind.PRONOUN:
            if mention.gender in {"m", "f"} and desk.words(index).lower() in _SUBJECTS:
                _vote(desk, index, spoken or earlier, votes)
        elif mention.actor_kind in {None, ActorKind.PERSON, ActorKind.ANONYMOUS} and not mention.plural:
            spoken.add(desk.of.get(index))
    return {draft: gender for draft, found in votes.items() if (gender := _clear(found))}


def _vote(desk: Desk, index: int, people: set[Draft | None], votes: dict[Draft, Counter[str]]) -> None:
    gender = desk.mentions[index].gender
    fitting = [d for d in people if d is None or d.gender in {None, gender}]
    draft = fitting[0] if len(fitting) == 1 else None
    if draft is None or draft.gender is not None or not desk.personal(draft):
        return
    if not any(desk.says(source, index) for source in draft.mentions if source in desk.contents):
        votes[draft][gender or ""] += 1


def _clear(found: Counter[str]) -> str | None:
    (gender, most), *rest = found.most_common()
    return gender if most >= _SURE * sum(count for _, count in rest) else None
