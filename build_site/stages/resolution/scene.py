"""What has been mentioned so far, and who was spoken of last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from build_site.model import ActorKind, Mention, MentionKind
from build_site.stages.resolution.drafts import Desk, Draft
from build_site.stages.resolution.genders import tell_genders

PEOPLE = frozenset({ActorKind.PERSON, ActorKind.ANONYMOUS})
FIRST_PERSON = frozenset({"i", "me", "my", "myself"})
_DATELINE = 50
"""Characters of a dateline at most, with its dash."""
_LEAD = 1_000
"""Characters before a name in which its place in the sentence is looked for, at most."""
_CLAUSE = re.compile(r", (?:(?:and|but|so|yet) )?\Z")
_ACTS = re.compile(
    r"(?! (?:said|told|says)\b) (?:is|was|has|had|will|would|could|can|did|does|[a-z]+ed)(?:n[’']t)?\b"
)
_CLEFT = re.compile(r"\b[Ii]t (?:is|was) \Z")
_AGENCY = re.compile(r"\)[ ](?:--?|[–—―])")
_NOUN = re.compile(r"[ ]([a-z]+)\b")
_SUBJECTS = frozenset({"he", "she", "they"})


_IS = re.compile(r"[’']s (?:been|not|also|already|now|got|going|\w+(?:[^n]ing|ning) (?:to|for|the|a|an)\b)")
"""``Marsh's been``, ``Marsh's running for``: a verb in short, and no possessor."""


class Scene:
    """The state of the discourse at one place of the text."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.last: dict[Draft, int] = {}
        """Its last mention so far."""
        self.recent: list[int] = []
        self.subjects: list[tuple[int, Draft]] = []
        """Subjects of sentences and speakers, outside quotations."""
        self.spoken: dict[Draft, int] = {}
        """Its last mention so far outside marks, the last one spoken of at the end."""
        self.prominent: dict[Draft, int] = {}
        """Its last mention so far as a subject or speaker."""
        self.seen: Counter[Draft] = Counter()
        self.last_speaker: Draft | None = None
        self.genders = tell_genders(desk)
        """Of people whose names tell no gender, the one that pronouns tell."""
        self._sentence = -1

    def since(self, block: int) -> Iterator[tuple[Draft, int]]:
        """Who was spoken of since a block began, the last first, with the last mention."""
        for draft, index in reversed(self.spoken.items()):
            if self.desk.mentions[index].block < block:
                return
            yield draft, index

    def note(self, index: int, *, inside: bool) -> None:
        """A mention has been placed, or could not be."""
        draft = self.desk.of.get(index)
        if draft is None:
            return
        self.last[draft] = index
        self.recent.append(index)
        self.seen[draft] += 1
        if self._attributive(self.desk.mentions[index]):
            return
        if not inside or index in self.desk.sources:
            self.spoken.pop(draft, None)
            self.spoken[draft] = index
            if index in self.desk.sources:
                self.last_speaker = draft
        if not inside:
            self._note_subject(index, draft)

    def _note_subject(self, index: int, draft: Draft) -> None:
        mention = self.desk.mentions[index]
        sentence = self.desk.sentence(mention.span[0])
        pronoun = mention.kind is MentionKind.PRONOUN
        first = self.desk.words(index).lower() in _SUBJECTS if pronoun else sentence != self._sentence
        named = mention.kind is MentionKind.NAME and draft.kind is ActorKind.PERSON
        first = first or (named and self._fronted(mention))
        possessor = self.desk.text[mention.span[1] : mention.span[1] + 2] in {"’s", "'s"}
        possessor = possessor and not _IS.match(self.desk.text, mention.span[1])
        subject = first and not possessor and not self._governed(mention) and not self._modifies(index)
        if subject or (index in self.desk.sources and not (possessor and draft.named)):
            self._sentence = sentence
            self.subjects.append((index, draft))
            self.prominent[draft] = index

    def _lead(self, start: int) -> str:
        """What stands before a place in its sentence; of a list without end its last part."""
        return self.desk.text[max(self.desk.sentence_start(start), start - _LEAD) : start]

    def _fronted(self, mention: Mention) -> bool:
        """Whether a name opens a clause: after a dateline, a fronted phrase, a comma, "but", "it was"."""
        start = mention.span[0]
        lead = self._lead(start).lstrip(' “‘"')
        if lead[-2:] in {"— ", "– ", "― "}:
            return len(lead) < _DATELINE
        if _CLAUSE.search(lead) and _ACTS.match(self.desk.text, mention.span[1]):
            return True
        if _CLEFT.search(lead) and self.desk.text.startswith(" who ", mention.span[1]):
            return True
        if lead.endswith((", like ", ", such as ")):
            return True
        first = lead.partition(" ")[0].lower()
        return lead[-2:] == ", " and (first.endswith(("ing", "ed")) or first in self.desk.naming.leads)

    def _attributive(self, mention: Mention) -> bool:
        """Whether a body's name only tells whose a document or dispatch is ("a Radio survey", "(AP) —")."""
        if mention.kind is not MentionKind.NAME or mention.actor_kind is ActorKind.PERSON:
            return False
        if _AGENCY.match(self.desk.text, mention.span[1]) and self.desk.text[mention.span[0] - 1] == "(":
            return True
        noun = _NOUN.match(self.desk.text, mention.span[1])
        known = self.desk.naming.nouns.get(noun[1]) if noun else None
        return known is not None and known.kind is ActorKind.DOCUMENT and not known.plural

    def _modifies(self, index: int) -> bool:
        """Whether a name stands right before another's title ("Harbour Radio host Ada Brack")."""
        if index + 1 == len(self.desk.mentions):
            return False
        following = self.desk.mentions[index + 1]
        return following.title is not None and following.title[0] == self.desk.mentions[index].span[1] + 1

    def _governed(self, mention: Mention) -> bool:
        """Whether a preposition governs a mention: at the sentence’s head ("Of X, he"), or of home."""
        start = mention.span[0]
        lead = self._lead(start).strip(' “‘"')
        first = lead.partition(" ")[0].lower()
        opened = "," not in lead and (first in self.desk.naming.governing or first.endswith("ing"))
        doing = mention.kind is MentionKind.NOMINAL and lead.endswith("ing")
        return opened or doing or lead.endswith(", of")

    def fits(self, mention: Mention, draft: Draft) -> bool:
        """Whether gender and number of a pronoun allow an entity."""
        if mention.gender in {"m", "f"}:
            single = draft.kind in PEOPLE and not draft.plural
            return single and draft.gender in {None, mention.gender}
        if mention.gender == "n":
            there = self.last.get(draft)
            written = there is not None and self.desk.mentions[there].actor_kind is ActorKind.DOCUMENT
            unknown = draft.speaks and draft.gender is None and not draft.titles and draft not in self.genders
            return (written or draft.kind not in PEOPLE or unknown) and not draft.plural
        return draft.plural or draft.kind is ActorKind.ORGANISATION
