"""Whom a pronoun means: everybody who fits is weighed by place, role in the sentence, gender and name.

A log-linear ranker in the manner of Lappin and Leass (1994) and Denis and Baldridge (2008). Its few weights
were fitted to pronouns of news whose antecedents readers have noted, and rounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from build_site.model import Mention, MentionKind
from build_site.stages.resolution.drafts import Desk, Draft
from build_site.stages.resolution.scene import Scene

_BY = re.compile(r"[A-Z][\w-]*ed\b[^,\n]*\bby(?: [a-z’'-]+){0,4} |(?:Told|Shown|Seen) by ")
_REACH = 4
"""Paragraphs back to which a pronoun may point."""
_FAR = 4
"""Sentences farther back are not told apart."""
WEIGHTS: Mapping[str, float] = {
    # its last mention as a subject or speaker, else as anything
    "sentences back": -0.9,
    "paragraphs back": -0.8,
    "subject of the same sentence": 0.35,
    "never a subject": -1.4,
    "a pronoun there": 0.6,
    # as against the others
    "the last subject": 1.2,
    "the last speaker": 0.75,
    "mentions, doubled": 0.3,
    # what is known of it
    "gender known": 1.6,
    "gender told by pronouns": 1.6,
    "other gender told by pronouns": -4.0,
    "named": 1.8,
    "perhaps no person": -1.1,
    "no surely known name": -2.0,
    "new, unnamed": -1.1,
    "a plural": 3.0,
    "named in what is said": -4.0,
}
"""What speaks for a candidate, each as often as it holds."""
DOUBTFUL = 1.5
"""By how much the likeliest has to stand before the next to be sure."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be meant, by which earlier mention, and how much speaks for it."""

    draft: Draft
    there: int
    score: float


class Antecedents:
    """Weighs whom a pronoun may mean."""

    def __init__(self, desk: Desk, scene: Scene) -> None:
        self.desk = desk
        self.scene = scene

    def ranked(self, index: int, mention: Mention) -> list[Candidate]:
        """Everybody who fits and was spoken of within reach, the likeliest first."""
        own = self._own_words(index)
        found = []
        for draft, last in self.scene.since(mention.block - _REACH):
            barred = (draft.plural and draft in own) or self._otherwise(mention, draft)
            if self.scene.fits(mention, draft) and not barred and not self._asks(index, last):
                there = self.scene.prominent.get(draft, last)
                prominent = mention.block - self.desk.mentions[there].block <= _REACH
                there = there if prominent else last
                signs = self.signs(mention, draft, there) | {"named in what is said": draft in own}
                found.append(Candidate(draft, there, sum(WEIGHTS[sign] * n for sign, n in signs.items())))
        found.sort(key=lambda candidate: (-candidate.score, -candidate.there))
        return found

    def _otherwise(self, mention: Mention, draft: Draft) -> bool:
        """Whether only the other of "he" and "she" stood for somebody so far."""
        if draft.gender is not None or mention.gender not in {"m", "f"}:
            return False
        told = self.scene.genders.get(draft)
        return told != mention.gender if told else bool(draft.pronouns) and not draft.pronouns[mention.gender]

    def _asks(self, index: int, there: int) -> bool:
        """``Asked by Marsh, | she said``: who did so in what opens the pronoun's own sentence is another."""
        before = self.desk.mentions[there].span[0]
        begin = self.desk.sentence_start(self.desk.mentions[index].span[0])
        return begin <= before and _BY.fullmatch(self.desk.text, begin, before) is not None

    def _own_words(self, index: int) -> frozenset[Draft]:
        """Who is named in what the pronoun's bearer says, or behind him who said it: hardly himself."""
        desk, place = self.desk, self.desk.mentions[index].span[1]
        contents = desk.contents.get(index, ())
        behind = [(place, desk.sentence_end(place))] if contents and contents[0][0] < place else []
        return frozenset(
            desk.of[there]
            for start, end in (*contents, *behind)
            for there in desk.between(start, end)
            if there in desk.of and not self._speakers_own(there)
        )

    def _speakers_own(self, index: int) -> bool:
        """``I``, ``he``, ``my sister``: words that stand for the speaker, or tell of somebody by him."""
        pronoun = self.desk.mentions[index].kind is MentionKind.PRONOUN
        return pronoun or self.desk.words(index).lower().startswith(("my ", "our "))

    def signs(self, mention: Mention, draft: Draft, there: int) -> dict[str, float]:
        """What speaks for a candidate, or against it, and how often."""
        desk, scene = self.desk, self.scene
        before = desk.mentions[there]
        sentences = desk.sentence(mention.span[0]) - desk.sentence(before.span[0])
        subject = scene.prominent.get(draft) == there
        return {
            "sentences back": min(_FAR, sentences),
            "paragraphs back": mention.block - before.block,
            "subject of the same sentence": subject and not sentences,
            "never a subject": not subject,
            "a pronoun there": subject and before.kind is MentionKind.PRONOUN,
            "the last subject": bool(scene.subjects) and scene.subjects[-1][1] is draft,
            "the last speaker": scene.last_speaker is draft,
            "mentions, doubled": log2(1 + scene.seen[draft]),
            "a plural": draft.plural,
            "new, unnamed": not draft.named and draft.label[:2].lower() in {"a ", "an"},
            **(self._personal(mention, draft) if mention.gender in {"m", "f"} else {}),
        }

    def _personal(self, mention: Mention, draft: Draft) -> dict[str, float]:
        """What counts for "he" and "she" alone."""
        told = self.scene.genders.get(draft) if draft.gender is None else None
        return {
            "gender known": draft.gender is not None,
            "gender told by pronouns": told is not None and told == mention.gender,
            "other gender told by pronouns": told is not None and told != mention.gender,
            "named": draft.named,
            "no surely known name": not draft.sure,
            "perhaps no person": draft.named and draft.gender is None and not self.desk.personal(draft),
        }
