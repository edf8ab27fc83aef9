"""Noun phrases: by title and role, by owner, by the body they take up, by the same words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from itertools import islice

from build_site.model import ActorKind, Mention, Reason, Why
from build_site.stages.resolution.antecedents import DOUBTFUL, Antecedents
from build_site.stages.resolution.drafts import Desk, Draft
from build_site.stages.resolution.equations import beside, equal
from build_site.stages.resolution.pairs import Pairs
from build_site.stages.resolution.roles import Role, agrees, closeness, homes, role_of
from build_site.stages.resolution.scene import PEOPLE, Scene
from build_site.text import fold

_NEW = re.compile(
    r"(?:a|an|another|one|some|other|two|three|four|five|six|several|many|[0-9]+)\b", re.IGNORECASE
)
_TAKES_UP = re.compile(r"(?:the|these|those|both)\b", re.IGNORECASE)
_BY_OTHERS = re.compile(r"[^.!?\n]*?\b(?:by|from)\b(?! (?:his|her|its|their)\b)|[ ](?:to|criticizing)\b")
"""What tells that a letter is not by whom the sentence is about."""
_COMES_IN = re.compile(
    r" (?:(?:was|is|has|had|been|will|be|who|to|being|just|newly|later) )*"
    r"(?:sworn in|elected|appointed|inaugurated|installed|replac(?:es?|ed|ing)|succeed(?:s|ed|ing)?"
    r"|(?:takes?|took|taking) over|(?:becomes?|became|becoming) (?:(?:the|its|their|new|first|next) )*)\b"
)
_LOOKED_AT, _CLAUSE = 30, 80
"""Mentions of somebody that are looked at for an office taken up, and characters behind each."""
_NO_MINISTERS = frozenset({"mayor", "governor"})
_ARTICLE = re.compile(r"(?:the|this|that|these|those|a|an|some|both|all)\s+", re.IGNORECASE)
_OWNING = frozenset({"his", "her", "its", "their", "my", "our"})
_OWNED_TITLE = re.compile(
    r"[’']s?[ ]|\b(?:his|her|their|its)[ ]|\w[ ](?:attorney|lawyer|spokes\w+|aide)\b|\b[A-Z]{3,}\b"
)
_OPENING = 2
"""Paragraphs, with the headline, in which names may be held back."""
_MANY = 20
_OFTEN = 3


class Phrases:
    """Assigns noun phrases; ``place`` assigns whatever mention may be their owner."""

    def __init__(self, desk: Desk, scene: Scene, pairs: Pairs, place: Callable[[int], None]) -> None:
        self.desk = desk
        self.scene = scene
        self.pairs = pairs
        self.antecedents = Antecedents(desk, scene)
        self.place_owner = place
        self.phrases: dict[str, Draft] = {}
        self.heads: dict[tuple[str, bool], Draft] = {}
        self.owned: dict[tuple[str, Draft], Draft] = {}
        self.authors: dict[Draft, Draft] = {}
        self.main: Draft | None = None
        self.counts = {d: len(d.mentions) for d in desk.drafts if d.mentions and desk.personal(d)}
        """How often each person is named."""
        self.by_noun: dict[str, list[tuple[Draft, str, Role]]] = defaultdict(list)
        self.by_body: dict[str, list[Draft]] = defaultdict(list)
        for draft in desk.drafts:
            for title, role in (draft.titles | draft.called).items():
                for noun in sorted(role.nouns):
                    self.by_noun[noun].append((draft, title, role))
            if draft.kind is ActorKind.ORGANISATION and draft.mentions:
                for word in dict.fromkeys(w for s in draft.spellings for w in s.lower().split()):
                    self.by_body[word].append(draft)

    def place(self, index: int, mention: Mention) -> None:
        """One noun phrase."""
        owner = self._owner(index, mention)
        words, head = self.desk.words(index), self.desk.head(index).lower()
        apposed = beside(self.desk, index) if index in self.desk.sources else None
        if apposed is not None:
            self.desk.assign(index, apposed, Reason(Why.EQUATED, apposed.name(), words))
            self._note(apposed, words, role_of(words, self.desk.naming, head=head))
        elif owner is not None and head in self.desk.naming.owned:
            self._owned(index, head, owner, mention)
        elif mention.plural:
            pair = self._pair(mention, words, head)
            if pair is not None:
                self.desk.assign(index, pair, Reason(Why.TOGETHER))
                return
            self._repeated(index, mention, words, head)
        elif mention.actor_kind in PEOPLE:
            same = equal(self.desk, index)
            if same is not None:
                self.desk.assign(index, same, Reason(Why.EQUATED, same.name(), words))
                self._note(same, words, role_of(words, self.desk.naming))
                return
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
        self.place_owner(chosen)
        return self.desk.of.get(chosen)

    def _pair(self, mention: Mention, words: str, head: str) -> Draft | None:
        """Whom "the couple" or "both teachers" means."""
        two = words[:4].lower() == "the " and head in self.desk.naming.pairs
        two = two or (words[:5].lower() == "both " and mention.actor_kind in PEOPLE)
        return self.pairs.last(mention.block) if two else None

    def _owned(self, index: int, head: str, owner: Draft, mention: Mention) -> None:
        draft = self.owned.get((head, owner))
        if draft is None:
            kind = mention.actor_kind or ActorKind.ORGANISATION
            draft = self.desk.new(kind, named=owner.named, index=index)
            draft.owner, draft.gender = owner, "n"
            draft.label = "Office of {}" if head == "office" else f"{{}} {head}"
            self.owned[head, owner] = draft
            self.heads[head, False] = draft
        self.desk.assign(index, draft, Reason(Why.OWNED, owner.name(), head))

    def _person(self, index: int, mention: Mention, words: str, head: str, owner: Draft | None) -> None:
        new = _NEW.match(words) is not None
        said_before = self.phrases.get(" ".join(_ARTICLE.sub("", words).lower().split()))
        one = words[:4].lower() == "the " and self.desk.naming.sole_titles.get(head) == ""
        free = said_before is None or one
        if not new:
            role = role_of(words, self.desk.naming, head=head)
            found = self._bearer(index, role, mention, owner)
            if found is not None and not (free or self._later(found[0], said_before)):
                found = None
            described = None
            if owner is None and free and (found is None or self._of_elsewhere(index, role, found[0])):
                described = self._described(index, role, beside=found is not None)
            if described is not None:
                self.desk.assign(index, described, Reason(Why.DESCRIBES, described.name(), words))
                self._note(described, words, role)
                return
            if found is not None:
                draft, title = found
                self.desk.assign(index, draft, Reason(Why.TITLE, draft.name(), title))
                return
        self._repeated(index, mention, words, head, new=new, owned=owner is not None)

    def _of_elsewhere(self, index: int, role: Role, draft: Draft) -> bool:
        """Whether it tells a state that no title of his tells, who was not spoken of right before."""
        if not role.nouns.isdisjoint(self.desk.naming.sole_titles):
            return False
        _, states = homes(role.places)
        told = any(homes(title.places)[1] for title in draft.titles.values())
        last = self.desk.mentions[self.scene.last.get(draft, index)].block
        return bool(states) and not told and self.desk.mentions[index].block - last > 1

    def _later(self, draft: Draft, other: Draft | None) -> bool:
        """Whether one was spoken of since another."""
        return other is None or self.scene.last.get(draft, -1) > self.scene.last.get(other, -1)

    def _note(self, draft: Draft, words: str, role: Role) -> None:
        """Let a person be called by the noun again."""
        if words not in draft.called:
            draft.called[words] = role
            for noun in sorted(role.nouns):
                self.by_noun[noun].append((draft, words, role))

    def _described(self, index: int, role: Role, *, beside: bool) -> Draft | None:
        """Whom a phrase such as "the Texas governor" or "the singer" says again.

        ``beside``: where another bears the office, only who was spoken of right before.
        """
        words = self.desk.words(index)
        known = self.desk.head(index).lower() in self.desk.naming.descriptors
        if (
            not known
            or words[:4].lower() != "the "
            or role.qualified
            or self._of_something(index)
            or self._of_a_body(words[:-1].rpartition(" ")[0])
        ):
            return None
        telling = (role.places or role.past or len(role.words) > 1) and "first" not in role.words
        telling = telling or self._just_named(index)
        last = self._last_subject(index, role, beside=beside) if telling else None
        return last if last or beside else self._of_profile(index)

    def _of_something(self, index: int) -> bool:
        """Whether an office is told by what it is of ("the attorney general of the state of Oria")."""
        mention = self.desk.mentions[index]
        return self._descriptor(index) == "" and mention.span[1] > mention.head[1]

    def _descriptor(self, index: int) -> str:
        """What kind of a word takes somebody up: ``calling``, ``any``, or '' for an office."""
        return self.desk.naming.descriptors[self.desk.head(index).lower()]

    def _just_named(self, index: int) -> bool:
        """Whether a calling ("the striker") stands in the paragraph of who was spoken of last, by name."""
        mention = self.desk.mentions[index]
        calling = self._descriptor(index) == "calling"
        there = self.scene.subjects[-1][0] if self.scene.subjects else None
        return calling and there is not None and self.desk.mentions[there].block == mention.block

    def _held(self, index: int, role: Role, draft: Draft, *, beside: bool) -> bool:
        """Whether somebody with a title may be called so: by what no office excludes, from the same home."""
        near = self._near_home(role, draft)
        if role.fields and self._in_office(role, draft):
            return False
        if not near or self._descriptor(index) != "":
            return near
        kinds = self.desk.naming.descriptors
        nouns = {noun for title in draft.titles.values() for noun in title.nouns}
        if any(role.nouns & title.words and role.degree != title.degree for title in draft.titles.values()):
            return False  # a deputy governor is not "the region's governor"
        holds = role.past or any(kinds.get(noun, "calling") != "calling" for noun in nouns)
        return holds and (beside or draft is self._main())

    def _in_office(self, role: Role, draft: Draft) -> bool:
        """Whether somebody is a minister of something else, or what no minister is: a mayor, a president."""
        titles = draft.titles.values()
        fields = frozenset[str]().union(*(title.fields for title in titles))
        if fields:
            return role.fields.isdisjoint(fields)
        heads = self.desk.naming.sole_titles.keys() | _NO_MINISTERS
        return any(not title.past and title.nouns & title.words & heads for title in titles)

    def _last_subject(self, index: int, role: Role, *, beside: bool) -> Draft | None:
        """Who was spoken of in the sentence before, if nothing tells that he is something else."""
        mention = self.desk.mentions[index]
        for there, draft in reversed(self.scene.subjects[-6:]):
            if mention.block - self.desk.mentions[there].block > 1:
                return None
            if self.desk.sentence(self.desk.mentions[there].span[0]) == self.desk.sentence(mention.span[0]):
                continue
            if not draft.named or draft.kind is not ActorKind.PERSON or not draft.sure:
                continue
            if role.past and self._comes_in(draft):
                continue
            if any(
                self.desk.says(source, index) for source in draft.mentions if source in self.desk.contents
            ):
                continue  # he speaks of somebody else
            if mention.gender and draft.gender and mention.gender != draft.gender:
                continue
            if draft.titles and not self._held(index, role, draft, beside=beside):
                return None
            return draft
        return None

    def _comes_in(self, draft: Draft) -> bool:
        """Whether the article tells that somebody takes an office up: the former one is another."""
        ends = (self.desk.mentions[m].span[1] for m in islice(draft.mentions, _LOOKED_AT))
        return any(_COMES_IN.match(self.desk.text, end, end + _CLAUSE) for end in ends)

    def _of_profile(self, index: int) -> Draft | None:
        """Whom an article is about, by his calling ("the singer"), or by an office where he has no title."""
        mention, main = self.desk.mentions[index], self._profiled()
        if main is None or main not in self.scene.last or mention.span[1] > mention.head[1]:
            return None
        calling = self._descriptor(index) == "calling"
        gender = main.gender or self.scene.genders.get(main)
        if (main.titles and not calling) or (mention.gender and gender not in {None, mention.gender}):
            return None
        return main

    def _of_a_body(self, words: str) -> bool:
        """Whether a phrase names a body that its person belongs to ("the F.B.I. director")."""
        naming = self.desk.naming
        known = naming.demonyms.keys() | naming.countries.keys() | naming.places
        return any(
            word not in known and (word.isupper() or word in naming.organisations)
            for word in words.split()[1:]
        )

    def _main(self) -> Draft | None:
        """Whom the article names most."""
        if self.main is None:
            people = [d for d in self.desk.drafts if d.kind is ActorKind.PERSON and d.named and d.mentions]
            self.main = max(people, key=lambda d: (len(d.mentions), -d.order), default=None)
        return self.main

    def _profiled(self) -> Draft | None:
        """Whom an article is about that names nobody else nearly as often."""
        ranked = sorted(self.counts, key=lambda draft: -self.counts[draft])
        if not ranked:
            return None
        others = max((self.counts[draft] for draft in ranked[1:]), default=0)
        return ranked[0] if self.counts[ranked[0]] >= max(_OFTEN, 2 * others) else None

    @staticmethod
    def _near_home(role: Role, draft: Draft) -> bool:
        """Whether no title of the person names another state or party than the phrase does."""
        titles = [homes(title.places) for title in (*draft.titles.values(), *draft.called.values())]
        return all(
            not mine or not any(t[n] for t in titles) or any(not mine.isdisjoint(t[n]) for t in titles)
            for n, mine in enumerate(homes(role.places))
        )

    def _bearers(self, noun: str, index: int) -> list[tuple[Draft, str, Role]]:
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
        unseen: dict[Draft, int] = {}
        opens = mention.block - self.desk.mentions[0].block <= _OPENING
        known_by = dict.fromkeys(entry for noun in sorted(role.nouns) for entry in self._bearers(noun, index))
        for draft, title, known in known_by:
            if draft is owner or not agrees(role, known) or (role.past and self._comes_in(draft)):
                continue
            if mention.gender and draft.gender and mention.gender != draft.gender:
                continue
            if owner is not None and not _of_owner(title, owner):
                continue
            seen = self.scene.last.get(draft, -1)
            if seen < 0 and role.words != known.words and not opens:
                continue
            if seen < 0:
                unseen[draft] = max(unseen.get(draft, 0), closeness(role, known))
            rank = (closeness(role, known), int(seen >= 0), seen if seen >= 0 else -draft.order)
            if best is None or rank > best[0]:
                best = rank, draft, title
        if best is not None and best[0][1] == 0 and sum(c == best[0][0] for c in unseen.values()) > 1:
            return None
        return (best[1], best[2]) if best else None

    def _document(self, index: int, mention: Mention, words: str, head: str, owner: Draft | None) -> None:
        """A document; where it is quoted and a person speaks in it, it is he who speaks."""
        known = None if _NEW.match(words) else self.heads.get((head, False))
        author = owner or (self.authors.get(known) if known is not None else None)
        if index in self.desk.sources and author is not None and head in self.desk.naming.utterances:
            self.desk.assign(index, author, Reason(Why.SPEAKS_IN, author.name(), words))
            return
        self._repeated(index, mention, words, head)
        if head in self.desk.naming.utterances and self.scene.subjects:
            there, speaker = self.scene.subjects[-1]
            here = self.desk.sentence(mention.span[0])
            same = here - self.desk.sentence(self.desk.mentions[there].span[0])
            lead = self.desk.text[max(0, mention.span[0] - 4) : mention.span[0]]
            rest = self.desk.text[mention.span[1] : mention.span[1] + 120]
            if (
                same in {0, 1}
                and speaker.kind is not ActorKind.DOCUMENT
                and lead.endswith(("in ", "n a ", "ed "))
                and not _BY_OTHERS.match(rest)
            ):
                self.authors[self.desk.of[index]] = speaker

    def _body(self, index: int, mention: Mention, words: str, head: str) -> None:
        phrase = _ARTICLE.sub("", words).lower()
        named_so = self.desk.bodies.get(phrase)
        if named_so is not None and named_so.named:
            self.desk.assign(index, named_so, Reason(Why.SAME_NAME))
            return
        definite = words[:4].lower() in {"the ", "this", "that"}
        called = self.desk.bodies.get(phrase.removesuffix(head).rstrip()) if definite else None
        if called is not None and head in self.desk.naming.generic_bodies and not self._state(called):
            self.desk.assign(index, called, Reason(Why.HOLDS_NAME, called.name(), words))
            return
        news = phrase.removeprefix("news ") == head
        if definite and news:
            known = self.by_body.get(head, [])
            here = bisect_left(known, index, key=lambda draft: draft.order)
            named = [draft for draft in known[max(0, here - _MANY) : here] if draft in self.scene.last]
            draft = max(named, key=lambda d: self.scene.last[d], default=None)
            if draft is None and head in self.desk.naming.generic_bodies:
                draft = self._likeliest_body(index, mention, head)
            if draft is not None:
                self.desk.assign(index, draft, Reason(Why.TAKES_UP, draft.name(), words))
                return
        self._repeated(index, mention, words, head, new=_NEW.match(words) is not None)

    def _likeliest_body(self, index: int, mention: Mention, head: str) -> Draft | None:
        """The one body, not a state, that a noun such as "the company" may mean; None where two may be."""
        told = self.desk.naming.generic_bodies[head]
        spoke = told == "speaking" or self.desk.words(index).lower().startswith("the news ")
        found = [
            candidate
            for candidate in self.antecedents.ranked(index, mention)
            if self._may_be_body(candidate.draft, firm=told == "firm")
            and (told != "firm" or candidate.draft in self.scene.prominent)
            and (not spoke or candidate.there in self.desk.sources)
            and mention.block - self.desk.mentions[self.scene.spoken[candidate.draft]].block <= _OPENING
        ]
        sure = found and (len(found) == 1 or found[0].score - found[1].score >= DOUBTFUL)
        return found[0].draft if sure else None

    def _may_be_body(self, draft: Draft, *, firm: bool) -> bool:
        if not (draft.named and draft.kind is ActorKind.ORGANISATION and draft.spellings) or self._state(
            draft
        ):
            return False
        naming, name = self.desk.naming, draft.name()
        last = name.rpartition(" ")[2]
        if firm and fold(name) in naming.outlets:
            return False  # it reports of the company
        return not firm or last not in naming.body_heads or last.lower().rstrip(".") in naming.corporate

    def _state(self, draft: Draft) -> bool:
        return any(fold(spelling) in self.desk.naming.states for spelling in draft.spellings)

    def _repeated(
        self, index: int, mention: Mention, words: str, head: str, *, new: bool = False, owned: bool = False
    ) -> None:
        """A phrase said again, a definite one that takes up the last of its noun, or a new one."""
        phrase = " ".join(_ARTICLE.sub("", words).lower().split())
        owning = owned and words.partition(" ")[0].lower() in _OWNING
        draft = None if new or owning else self.phrases.get(phrase)
        known = None if new or owned else self._of_noun(mention, words, head)
        why = Reason(Why.SAME_WORDS)
        later = draft is None or (phrase == head and not draft.named and known and self._later(known, draft))
        if known is not None and later:
            draft, why = known, Reason(Why.TAKES_UP, known.name(), words)
        if draft is None:
            kind = mention.actor_kind or ActorKind.ANONYMOUS
            draft = self.desk.new(kind, named=False, index=index)
            draft.label, draft.plural, draft.gender = " ".join(words.split()), mention.plural, mention.gender
            why = Reason(Why.UNNAMED)
        self.phrases[phrase] = draft
        self.heads[head, mention.plural] = draft
        self.desk.assign(index, draft, why)

    def _of_noun(self, mention: Mention, words: str, head: str) -> Draft | None:
        """Who was last called by the same noun, which the phrase may take up."""
        known = self.heads.get((head, mention.plural))
        if known is None or (mention.plural and not _TAKES_UP.match(words)):
            return None
        bare = _ARTICLE.sub("", words).lower() == head
        return known if bare or _shares_name(words, known.label) else None


def _shares_name(one: str, other: str) -> bool:
    """Whether two phrases hold the same capitalised word, but for the first ("the Lisbon team")."""
    return any(word[0].isupper() and word in other.split()[1:] for word in one.split()[1:])


def _of_owner(title: str, owner: Draft) -> bool:
    """Whether a title may be borne under an owner: it names him, or names nobody else."""
    names = {word for spelling in owner.spellings for word in fold(spelling).split() if len(word) > 2}
    words = fold(title.replace("’s", "").replace("'s", "")).split()
    return not names or not names.isdisjoint(words) or not _OWNED_TITLE.search(title)
