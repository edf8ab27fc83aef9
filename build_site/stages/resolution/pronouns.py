"""Pronouns: by gender and number, by who was subject or spoke last; inside quotations, by who speaks."""

from __future__ import annotations

from build_site.model import Choice, Mention, Reason, Why
from build_site.stages.resolution.antecedents import DOUBTFUL, Antecedents
from build_site.stages.resolution.drafts import Desk, Draft, distance
from build_site.stages.resolution.pairs import Pairs
from build_site.stages.resolution.scene import FIRST_PERSON, Scene


class Pronouns:
    """Assigns pronouns."""

    def __init__(self, desk: Desk, scene: Scene, pairs: Pairs) -> None:
        self.desk = desk
        self.scene = scene
        self.antecedents = Antecedents(desk, scene)
        self.pairs = pairs

    def place(self, index: int, mention: Mention) -> None:
        """One that stands outside quotations or is a source."""
        word = self.desk.words(index).lower()
        if word in FIRST_PERSON or word in {"we", "us", "our", "ourselves"}:
            return
        if word == "it" and index not in self.desk.sources:
            return
        found = self._ahead(index, mention) or self._likeliest(index, mention)
        pair = None
        if mention.gender is None:
            since = -1 if found is None else self.scene.last.get(found[0], index)
            pair = self.pairs.last(mention.block, since)
        if pair is not None:
            self.desk.assign(index, pair, Reason(Why.TOGETHER))
        elif found is not None:
            self.desk.assign(index, *found)

    def _likeliest(self, index: int, mention: Mention) -> tuple[Draft, Reason] | None:
        ranked = self.antecedents.ranked(index, mention)
        if not ranked:
            return None
        best = ranked[0]
        subject = best.there == self.scene.prominent.get(best.draft)
        why = Why.LAST_SUBJECT if subject else Why.LAST_NAMED
        if best.there in self.desk.sources:
            why = Why.LAST_SPEAKER
        doubtful = len(ranked) > 1 and best.score - ranked[1].score < DOUBTFUL
        return best.draft, Reason(
            why,
            best.draft.name(),
            blocks=distance(self.desk, index, best.there),
            chosen=Choice.OTHERS_FIT if doubtful else None,
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
            if comma and draft is not None and self.scene.fits(mention, draft):
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
