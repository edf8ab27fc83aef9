"""Pronouns: by gender and number, by who was subject or spoke last; inside quotations, by who speaks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from build_site.model import ActorKind, MentionKind, Reason, Why
from build_site.stages.resolution.drafts import distance
from build_site.stages.resolution.scene import FIRST_PERSON

if TYPE_CHECKING:
    from build_site.model import Mention
    from build_site.stages.resolution.drafts import Desk, Draft
    from build_site.stages.resolution.scene import Scene

_RECENT = 40
_REACH = 4
"""Paragraphs back to which a pronoun may point."""


class Pronouns:
    """Assigns pronouns."""

    def __init__(self, desk: Desk, scene: Scene) -> None:
        self.desk = desk
        self.scene = scene

    def place(self, index: int, mention: Mention) -> None:
        """One that stands outside quotations or is a source."""
        word = self.desk.words(index).lower()
        if word in FIRST_PERSON or word in {"we", "us", "our", "ourselves"}:
            return
        if word == "it" and index not in self.desk.sources:
            return
        found = self._ahead(index, mention) or self._salient(index, mention)
        if found is not None and not self._pair_since(mention, found[0]):
            draft, why = found
            self.desk.assign(index, draft, why)

    def _salient(self, index: int, mention: Mention) -> tuple[Draft, Reason] | None:
        block = mention.block
        fitting = [
            (there, draft)
            for there, draft in reversed(self.scene.subjects[-16:])
            if block - self.desk.mentions[there].block <= _REACH
            and self.scene.fits(mention, draft)
            and (mention.gender is not None or draft.plural or there in self.desk.sources)
        ]
        if fitting:
            there, draft = self._speaker_of(fitting, index)
            if draft.gender is None and mention.gender in {"m", "f"} and not self._sure_of(there):
                since = self.desk.mentions[there].block
                told = [f for f in fitting if f[1].gender and self.desk.mentions[f[0]].block >= since]
                there, draft = told[0] if told else (there, draft)
            near = block - self.desk.mentions[there].block
            if draft.gender is None and near and there not in self.desk.sources:
                known = self._known_here(mention)
                if known is not None:
                    return known
            if near > 1:
                nearer = self._named_nearer(mention, draft)
                if nearer is not None:
                    return nearer if nearer[0] is not draft else None
            spoke = Why.LAST_SPEAKER if there in self.desk.sources else Why.LAST_SUBJECT
            return draft, Reason(spoke, draft.name(), blocks=distance(self.desk, index, there))
        return self._last_named(index, mention)

    def _known_here(self, mention: Mention) -> tuple[Draft, Reason] | None:
        """Who was named last in the same paragraph, and is known to be of the pronoun's gender."""
        for there in reversed(self.scene.recent[-_RECENT:]):
            if self.desk.mentions[there].block != mention.block or mention.gender not in {"m", "f"}:
                return None
            draft = self.desk.of[there]
            if draft.gender == mention.gender and draft.named and not self._quoted(there):
                return draft, Reason(Why.LAST_NAMED, draft.name(), blocks=0)
        return None

    def _last_named(self, index: int, mention: Mention) -> tuple[Draft, Reason] | None:
        """Who was named last, not in marks; of one paragraph rather who is known to be of the gender."""
        if mention.gender == "n":
            return None
        found: tuple[int, Draft] | None = None
        for there in reversed(self.scene.recent[-_RECENT:]):
            block = self.desk.mentions[there].block
            if mention.block - block > _REACH or (found and block != self.desk.mentions[found[0]].block):
                break
            draft = self.desk.of[there]
            fits = (draft.plural or mention.gender) and self.scene.fits(mention, draft)
            if fits and (draft.gender or not found) and not self._quoted(there):
                found = there, draft
                if draft.gender:
                    break
        if found is None:
            return None
        there, draft = found
        return draft, Reason(Why.LAST_NAMED, draft.name(), blocks=distance(self.desk, index, there))

    def _speaker_of(self, fitting: list[tuple[int, Draft]], index: int) -> tuple[int, Draft]:
        """The last subject; of an earlier sentence rather who spoke in it than of whom it was said."""
        there, draft = fitting[0]
        sentence = self.desk.sentence(self.desk.mentions[there].span[0])
        if there in self.desk.sources or sentence == self.desk.sentence(self.desk.mentions[index].span[0]):
            return there, draft
        pronoun = self.desk.mentions[there].kind is MentionKind.PRONOUN
        spoke = (
            f
            for f in fitting
            if f[0] in self.desk.sources
            and (pronoun or (f[1].named and self.desk.says(f[0], there)))
            and self.desk.sentence(self.desk.mentions[f[0]].span[0]) == sentence
        )
        return next(spoke, fitting[0])

    def _sure_of(self, index: int) -> bool:
        """Whether a subject is who speaks, or a pronoun that has told the gender already."""
        return index in self.desk.sources or self.desk.mentions[index].kind is MentionKind.PRONOUN

    def _named_nearer(self, mention: Mention, draft: Draft) -> tuple[Draft, Reason] | None:
        """Who else fits and was named since the paragraph before; where not in the same one, nobody is sure.

        None where nobody else is near; ``draft`` itself where it is in doubt. Who is unnamed casts doubt
        only on who is unnamed.
        """
        for there in reversed(self.scene.recent[-_RECENT:]):
            gap = mention.block - self.desk.mentions[there].block
            other = self.desk.of[there]
            if gap > 1:
                return None
            if other is draft or (draft.named and not other.named) or self._quoted(there):
                continue
            if not self.scene.fits(mention, other):
                continue
            if gap or not other.named or mention.gender not in {"m", "f"}:
                return draft, Reason(Why.UNNAMED)
            return other, Reason(Why.LAST_NAMED, other.name(), blocks=0)
        return None

    def _quoted(self, index: int) -> bool:
        """Whether a mention stands in marks: whom somebody speaks of is not who speaks next."""
        return self.desk.passage(self.desk.mentions[index].span[0]) is not None

    def _pair_since(self, mention: Mention, draft: Draft) -> bool:
        """Whether "they" may be two people who were subject together since whom it would mean was named."""
        if mention.gender is not None:
            return False
        last = self.scene.last[draft]
        subjects = {there for there, _ in self.scene.subjects[-16:] if there > last}
        return any(
            one in subjects
            and self.desk.text[self.desk.mentions[one].span[1] : self.desk.mentions[other].span[0]] == " and "
            and {self.desk.of[one].kind, self.desk.of[other].kind} == {ActorKind.PERSON}
            and mention.block - self.desk.mentions[other].block < 2
            for one, other in pairwise(self.scene.recent[-_RECENT:])
        )

    def _ahead(self, index: int, mention: Mention) -> tuple[Draft, Reason] | None:
        """The name that follows in the same sentence ("In his speech, X said")."""
        start = mention.span[0]
        begin = self.desk.sentence_start(start)
        lead = self.desk.text[begin:start].strip(' “"‘')
        if (
            not 0 < len(lead) < 40
            or not lead[:1].isupper()
            or lead.split()[0].lower() not in self.desk.naming.leads
        ):
            return None
        sentence = self.desk.sentence(start)
        for other in range(index + 1, min(index + 6, len(self.desk.mentions))):
            there = self.desk.mentions[other]
            if self.desk.sentence(there.span[0]) != sentence:
                return None
            comma = self.desk.text[there.span[0] - 2 : there.span[0]] == ", "
            draft = self.desk.of.get(other)
            if (
                comma
                and draft is not None
                and there.kind is MentionKind.NAME
                and self.scene.fits(mention, draft)
            ):
                return draft, Reason(Why.FOLLOWS, draft.name())
        return None

    def place_inside(self, index: int, speaker: Draft | None) -> None:
        """One that stands inside a quotation of this speaker."""
        mention = self.desk.mentions[index]
        word = self.desk.words(index).lower()
        if word in FIRST_PERSON:
            if speaker is not None:
                self.desk.assign(index, speaker, Reason(Why.FIRST_PERSON))
            return
        if mention.gender not in {"m", "f"}:
            return
        before = [
            (other, draft)
            for other in range(index - 1, max(-1, index - 14), -1)
            if (draft := self.desk.of.get(other)) is not None
            and draft is not speaker
            and self.scene.fits(mention, draft)
            and mention.block - self.desk.mentions[other].block <= 2
        ]
        if before:
            other, draft = before[0]
            reason = Reason(Why.LAST_NAMED_INSIDE, draft.name(), blocks=distance(self.desk, index, other))
            self.desk.assign(index, draft, reason)
