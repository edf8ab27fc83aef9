"""Noun phrases and pronouns in the order of the text: by role, by gender, number, recency and place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from build_site.model import ActorKind, MentionKind
from build_site.stages.resolution.drafts import Desk, Draft, distance
from build_site.stages.resolution.roles import Role, agrees, closeness, role_of
from build_site.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from build_site.model import Mention

_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.ANONYMOUS})
_NEW = re.compile(
    r"(?:a|an|another|one|some|other|two|three|four|five|six|several|many|[0-9]+)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:the|this|that|these|those|a|an|some|both|all)\s+", re.IGNORECASE)
_OWNING = frozenset({"his", "her", "its", "their", "my", "our"})
_FIRST = frozenset({"i", "me", "my", "myself"})
_RECENT = 40
_MANY = 20
_REACH = 4
"""Paragraphs back to which a pronoun may point."""


class Discourse:
    """What has been mentioned so far and who was spoken of last."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.last: dict[Draft, int] = {}
        self.subjects: list[tuple[int, Draft]] = []
        self.phrases: dict[str, Draft] = {}
        self.heads: dict[tuple[str, bool], Draft] = {}
        self.owned: dict[tuple[str, Draft], Draft] = {}
        self.authors: dict[Draft, Draft] = {}
        self.main: Draft | None = None
        self.recent: list[int] = []
        self.by_noun: dict[str, list[tuple[Draft, str]]] = defaultdict(list)
        self.by_body: dict[str, list[Draft]] = defaultdict(list)
        for draft in desk.drafts:
            for title, role in draft.titles.items():
                for noun in sorted(role.nouns):
                    self.by_noun[noun].append((draft, title))
            if draft.kind is ActorKind.ORGANISATION and draft.mentions:
                for word in dict.fromkeys(w for s in draft.spellings for w in s.lower().split()):
                    self.by_body[word].append(draft)
        self.open_sentence = -1

    def run(self, speakers: Callable[[], dict[int, Draft]]) -> None:
        """Assign what is not a name, then, once the speakers are known, what stands inside quotations."""
        later: list[int] = []
        for index, mention in enumerate(self.desk.mentions):
            start = mention.span[0]
            inside = self.desk.passage(start) is not None
            first = mention.kind is MentionKind.PRONOUN and self.desk.words(index).lower() in _FIRST
            source = index in self.desk.sources and not first
            if mention.kind is MentionKind.PRONOUN and inside and not source:
                later.append(index)
                continue
            self.place(index)
            draft = self.desk.of.get(index)
            if draft is not None:
                self.last[draft] = index
                self.recent.append(index)
                if not inside:
                    self._note_subject(index, draft)
        known = speakers()
        for index in later:
            passage = self.desk.passage(self.desk.mentions[index].span[0])
            self._inside(index, known.get(passage) if passage is not None else None)

    def _note_subject(self, index: int, draft: Draft) -> None:
        mention = self.desk.mentions[index]
        sentence = self.desk.sentence(mention.span[0])
        source = index in self.desk.sources
        opening = sentence != self.open_sentence and mention.kind is not MentionKind.PRONOUN
        pronoun_opening = mention.kind is MentionKind.PRONOUN and self.desk.words(index).lower() in {
            "he",
            "she",
            "they",
        }
        possessor = self.desk.text[mention.span[1] : mention.span[1] + 2] in {"’s", "'s"}
        if source or ((opening or pronoun_opening) and not possessor):
            self.open_sentence = sentence
            self.subjects.append((index, draft))

    def place(self, index: int) -> None:
        """Assign one mention that stands outside quotations."""
        if index in self.desk.of:
            return
        mention = self.desk.mentions[index]
        if mention.kind is MentionKind.NOMINAL:
            self._nominal(index, mention)
        elif mention.kind is MentionKind.PRONOUN:
            self._pronoun(index, mention)

    # --- noun phrases

    def _nominal(self, index: int, mention: Mention) -> None:
        owner = self._owner(index, mention)
        words, head = self.desk.words(index), self.desk.head(index).lower()
        if owner is not None and head in self.desk.naming.owned:
            self._owned(index, head, owner, mention)
        elif mention.plural:
            self._repeated(index, mention, words, head)
        elif mention.actor_kind in _PEOPLE:
            self._person(index, mention, words, head, owner)
        elif mention.actor_kind is ActorKind.ORGANISATION:
            self._body(index, mention, words, head)
        else:
            self._document(index, mention, words, head, owner)

    def _owner(self, index: int, mention: Mention) -> Draft | None:
        """Who possesses what the noun phrase names ("his office", "X’s campaign", "the X campaign")."""
        chosen = None
        for other in range(index + 1, min(index + 5, len(self.desk.mentions))):
            start, end = self.desk.mentions[other].span
            if start >= mention.head[0]:
                break
            owning = self.desk.words(other).lower() in _OWNING
            owning = owning or self.desk.text[end : end + 2] in {"’s", "'s", "’ ", "' "}
            if owning or (
                end + 1 == mention.head[0] and self.desk.head(index).lower() in self.desk.naming.owned
            ):
                chosen = other
        if chosen is None:
            return None
        self.place(chosen)
        return self.desk.of.get(chosen)

    def _owned(self, index: int, head: str, owner: Draft, mention: Mention) -> None:
        draft = self.owned.get((head, owner))
        if draft is None:
            kind = mention.actor_kind or ActorKind.ORGANISATION
            draft = self.desk.new(kind, named=owner.named, index=index)
            draft.owner, draft.gender = owner, "n"
            draft.label = "Office of {}" if head == "office" else f"{{}} {head}"
            self.owned[head, owner] = draft
            self.heads[head, False] = draft
        self.desk.assign(index, draft, f"the {head} of “{owner.name()}”")

    def _person(self, index: int, mention: Mention, words: str, head: str, owner: Draft | None) -> None:
        new = _NEW.match(words) is not None
        if not new:
            role = role_of(words, self.desk.naming, head=head)
            found = self._bearer(index, role, mention, owner)
            if found is not None:
                draft, title = found
                self.desk.assign(index, draft, f"“{title}” is what the article calls “{draft.name()}”")
                return
            if head in self.desk.naming.descriptors and owner is None and self._describes(index, role):
                return
        self._repeated(index, mention, words, head, new=new, owned=owner is not None)

    def _describes(self, index: int, role: Role) -> bool:
        """Whether a phrase such as "the Texas governor" says again who was last spoken of."""
        mention = self.desk.mentions[index]
        words = self.desk.words(index)
        telling = role.places or role.past or len(role.words) > 1
        if not telling or words[:4].lower() != "the ":
            return False
        for there, draft in reversed(self.subjects[-6:]):
            if mention.block - self.desk.mentions[there].block > 1:
                return False
            if self.desk.sentence(self.desk.mentions[there].span[0]) == self.desk.sentence(mention.span[0]):
                continue
            if not draft.named or draft.kind is not ActorKind.PERSON or not draft.sure:
                continue
            if mention.gender and draft.gender and mention.gender != draft.gender:
                return False
            if draft.titles and (draft is not self._main() or not self._near_home(role, draft)):
                return False
            self.desk.assign(index, draft, f"“{words}” says again who was spoken of, “{draft.name()}”")
            return True
        return False

    def _main(self) -> Draft | None:
        """Whom the article names most."""
        if self.main is None:
            people = [d for d in self.desk.drafts if d.kind is ActorKind.PERSON and d.named and d.mentions]
            self.main = max(people, key=lambda d: (len(d.mentions), -d.order), default=None)
        return self.main

    @staticmethod
    def _near_home(role: Role, draft: Draft) -> bool:
        """Whether no title of the person names another state or party than the phrase does."""
        homes = [title.places for title in draft.titles.values() if title.places]
        return not role.places or not homes or any(not role.places.isdisjoint(home) for home in homes)

    def _bearers(self, noun: str, index: int) -> list[tuple[Draft, str]]:
        """Who has a title with this noun; of very many, those introduced about here."""
        known = self.by_noun.get(noun, [])
        if len(known) <= _MANY:
            return known
        here = bisect_left(known, index, key=lambda entry: entry[0].order)
        return known[max(0, here - _MANY) : here + 1]

    def _bearer(
        self, index: int, role: Role, mention: Mention, owner: Draft | None
    ) -> tuple[Draft, str] | None:
        best: tuple[tuple[int, int, int], Draft, str] | None = None
        known_by = dict.fromkeys(entry for noun in sorted(role.nouns) for entry in self._bearers(noun, index))
        for draft, title in known_by:
            known = draft.titles[title]
            if draft is owner or not agrees(role, known):
                continue
            if mention.gender and draft.gender and mention.gender != draft.gender:
                continue
            seen = self.last.get(draft, -1)
            rank = (closeness(role, known), int(seen >= 0), seen if seen >= 0 else -draft.order)
            if best is None or rank > best[0]:
                best = rank, draft, title
        return (best[1], best[2]) if best else None

    def _document(self, index: int, mention: Mention, words: str, head: str, owner: Draft | None) -> None:
        """A document; where it is quoted and a person speaks in it, it is he who speaks."""
        known = None if _NEW.match(words) else self.heads.get((head, False))
        author = owner or (self.authors.get(known) if known is not None else None)
        if index in self.desk.sources and author is not None and head in self.desk.naming.utterances:
            self.desk.assign(index, author, f"“{words}” is one in which “{author.name()}” speaks")
            return
        self._repeated(index, mention, words, head)
        if head in self.desk.naming.utterances and self.subjects:
            there, speaker = self.subjects[-1]
            here = self.desk.sentence(mention.span[0])
            same = here - self.desk.sentence(self.desk.mentions[there].span[0])
            lead = self.desk.text[max(0, mention.span[0] - 4) : mention.span[0]]
            if (
                same in {0, 1}
                and speaker.kind is not ActorKind.DOCUMENT
                and lead.endswith(("in ", "n a ", "ed "))
            ):
                self.authors[self.desk.of[index]] = speaker

    def _body(self, index: int, mention: Mention, words: str, head: str) -> None:
        phrase = _ARTICLE.sub("", words).lower()
        named_so = self.desk.bodies.get(phrase)
        if named_so is not None and named_so.named:
            self.desk.assign(index, named_so, "the same name")
            return
        definite = words[:4].lower() in {"the ", "this", "that"}
        if definite and phrase == head:
            known = self.by_body.get(head, [])
            here = bisect_left(known, index, key=lambda draft: draft.order)
            named = [draft for draft in known[max(0, here - _MANY) : here] if draft in self.last]
            if not named and head in self.desk.naming.generic_bodies:
                named = self._last_body(mention)
            if named:
                draft = max(named, key=lambda d: self.last[d])
                self.desk.assign(index, draft, f"“{words}” takes up “{draft.name()}”")
                return
        self._repeated(index, mention, words, head)

    def _last_body(self, mention: Mention) -> list[Draft]:
        """The body, not a state, that was named last, within two paragraphs."""
        for there in reversed(self.recent[-_RECENT:]):
            draft = self.desk.of[there]
            if mention.block - self.desk.mentions[there].block > 2:
                break
            state = any(fold(spelling) in self.desk.naming.states for spelling in draft.spellings)
            if draft.named and draft.kind is ActorKind.ORGANISATION and draft.spellings and not state:
                return [draft]
        return []

    def _repeated(
        self, index: int, mention: Mention, words: str, head: str, *, new: bool = False, owned: bool = False
    ) -> None:
        """A phrase said again, a definite one that takes up the last of its noun, or a new one."""
        phrase = " ".join(_ARTICLE.sub("", words).lower().split())
        bare = phrase == head
        draft = (
            None
            if new or (owned and words.partition(" ")[0].lower() in _OWNING)
            else self.phrases.get(phrase)
        )
        why = "the same words"
        known = self.heads.get((head, mention.plural)) if not new and not owned else None
        if draft is None and known is not None and (bare or _shares_name(words, known.label)):
            draft = known
            why = f"“{words}” takes up “{draft.name() if draft else ''}”"
        if draft is None:
            kind = mention.actor_kind or ActorKind.ANONYMOUS
            draft = self.desk.new(kind, named=False, index=index)
            draft.label, draft.plural, draft.gender = " ".join(words.split()), mention.plural, mention.gender
            why = "not named in the article"
        self.phrases[phrase] = draft
        self.heads[head, mention.plural] = draft
        self.desk.assign(index, draft, why)

    # --- pronouns

    def _pronoun(self, index: int, mention: Mention) -> None:
        word = self.desk.words(index).lower()
        if word in _FIRST or word in {"we", "us", "our", "ourselves"}:
            return
        if word == "it" and index not in self.desk.sources:
            return
        found = self._ahead(index, mention) or self._salient(index, mention)
        if found is not None:
            draft, why = found
            self.desk.assign(index, draft, why)

    def _fits(self, mention: Mention, draft: Draft) -> bool:
        if mention.gender in {"m", "f"}:
            single = draft.kind in _PEOPLE and not draft.plural
            return single and draft.gender in {None, mention.gender} and draft.sure
        if mention.gender == "n":
            return draft.kind not in _PEOPLE and not draft.plural
        return draft.plural or draft.kind is ActorKind.ORGANISATION

    def _salient(self, index: int, mention: Mention) -> tuple[Draft, str] | None:
        block = mention.block
        fitting = [
            (there, draft)
            for there, draft in reversed(self.subjects[-16:])
            if block - self.desk.mentions[there].block <= _REACH and self._fits(mention, draft)
        ]
        if fitting:
            there, draft = fitting[0]
            if draft.gender is None and mention.gender in {"m", "f"}:
                near = self.desk.mentions[there].block - 1
                told = [f for f in fitting if f[1].gender and self.desk.mentions[f[0]].block >= near]
                there, draft = told[0] if told else fitting[0]
            spoke = "the last speaker" if there in self.desk.sources else "the last subject"
            return draft, f"“{draft.name()}” is {spoke} before it, {distance(self.desk, index, there)}"
        for there in reversed(self.recent[-_RECENT:]):
            draft = self.desk.of[there]
            if block - self.desk.mentions[there].block <= _REACH and self._fits(mention, draft):
                return draft, f"“{draft.name()}” is the last one named, {distance(self.desk, index, there)}"
        return None

    def _ahead(self, index: int, mention: Mention) -> tuple[Draft, str] | None:
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
            if comma and draft is not None and there.kind is MentionKind.NAME and self._fits(mention, draft):
                return draft, f"“{draft.name()}” follows in the same sentence"
        return None

    # --- inside quotations

    def _inside(self, index: int, speaker: Draft | None) -> None:
        mention = self.desk.mentions[index]
        word = self.desk.words(index).lower()
        if word in _FIRST:
            if speaker is not None:
                self.desk.assign(index, speaker, "first person inside the quotation: its speaker")
            return
        if mention.gender not in {"m", "f"}:
            return
        before = [
            (other, draft)
            for other in range(index - 1, max(-1, index - 14), -1)
            if (draft := self.desk.of.get(other)) is not None
            and draft is not speaker
            and self._fits(mention, draft)
            and mention.block - self.desk.mentions[other].block <= 2
        ]
        if before:
            other, draft = before[0]
            where = distance(self.desk, index, other)
            self.desk.assign(index, draft, f"“{draft.name()}” is the last one named before it, {where}")


def _shares_name(one: str, other: str) -> bool:
    """Whether two phrases hold the same capitalised word, but for the first ("the Lisbon team")."""
    return any(word[0].isupper() and word in other.split()[1:] for word in one.split()[1:])
