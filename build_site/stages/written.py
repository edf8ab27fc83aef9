"""Of whom the articles themselves write "he" or "she": by pronouns and titles, never by a name.

It tells how outlets write, and nothing of who somebody is. Where pronouns and titles are apart, or there are
too few of them, it is not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from build_site.lexicon import Lexicon
from build_site.model import ActorKind, Dataset, MentionKind

HE, SHE = "he", "she"
LEAST = 2
"""Pronouns that tell it where no title does: one alone may be another's."""
AGREED = 0.85
"""Share of pronouns and titles that say the same."""
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
}
_TOLD = {"m": HE, "f": SHE}


def written(dataset: Dataset, lexicon: Lexicon) -> Mapping[str, str]:
    """People's ids → ``he`` or ``she``, where the articles tell it."""
    people = {actor.id for actor in dataset.actors if actor.kind is ActorKind.PERSON}
    address, roles = (
        {word: _TOLD[told] for word, told in lexicon.mapping(table).items() if told in _TOLD}
        for table in ("actors/honorifics", "actors/roles")
    )
    pronouns: dict[str, Counter[str]] = {}
    titles: dict[str, Counter[str]] = {}
    for article in dataset.articles:
        for mention in article.mentions:
            if mention.actor not in people:
                continue
            words = article.article.text[slice(*mention.span)].split()
            if mention.kind is MentionKind.PRONOUN:
                told, where = _PRONOUNS.get(words[0].lower()) if words else None, pronouns
            else:
                told, where = _by_title(words, mention.kind, address, roles), titles
            if told and mention.actor:
                where.setdefault(mention.actor, Counter())[told] += 1
    return {
        actor: told
        for actor in sorted(people)
        if (told := _agreed(pronouns.get(actor, Counter()), titles.get(actor, Counter())))
    }


def _by_title(
    words: list[str], kind: MentionKind, address: Mapping[str, str], roles: Mapping[str, str]
) -> str | None:
    """What a form of address before a name tells, or the noun that a person is called by."""
    before = words if kind is MentionKind.NOMINAL else words[:-1]
    if not before:
        return None
    if before[0] in address and kind is MentionKind.NAME:
        return address[before[0]]
    return next((roles[one] for word in reversed(before) if (one := word.lower().strip(",.")) in roles), None)


def _agreed(pronouns: Counter[str], titles: Counter[str]) -> str | None:
    """What nearly all of them say, if they are enough."""
    both = pronouns + titles
    if not titles and both.total() < LEAST:
        return None
    told, often = max(both.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    return told if often and often >= AGREED * both.total() else None
