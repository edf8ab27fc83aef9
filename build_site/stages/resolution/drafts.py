"""Entities in the making, and what the text says of where mentions stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from build_site.lexicon.naming import Naming
from build_site.model import ActorKind, Entity, Mention, MentionKind, Passage, Reason, Why
from build_site.stages.resolution.personal import PersonName
from build_site.stages.resolution.roles import Role
from build_site.text import read, sentence_ends

_CAPITAL_BEFORE = re.compile(r"(?:^|(?<=[\s“\"(—–]))([\w’\'.&]*-?[A-Z][\w’\'&-]*)[ ]\Z")
_LONGEST_WORD = 30


@dataclass(slots=True, eq=False)
class Draft:
    """An entity while its mentions are being gathered."""

    kind: ActorKind
    named: bool
    order: int
    gender: str | None = None
    plural: bool = False
    sure: bool = True
    """False while nothing tells that these capitalised words name an actor."""
    speaks: bool = False
    """Whether words of its own are told under its name."""
    label: str = ""
    """Its name, where that is not one of its mentions' heads ("Office of …")."""
    owner: Draft | None = None
    mentions: dict[int, Reason] = field(default_factory=dict)
    full: list[int] = field(default_factory=list)
    """Mentions by full name, ascending."""
    spellings: Counter[str] = field(default_factory=Counter)
    titles: dict[str, Role] = field(default_factory=dict)
    pronouns: Counter[str] = field(default_factory=Counter)
    """By gender: how often "he said" or "she said" was taken for it so far."""
    called: dict[str, Role] = field(default_factory=dict)
    """What the article says that this person is, beside the titles that stand with the name."""
    names: list[PersonName] = field(default_factory=list)

    def add(self, index: int, link: Reason) -> None:
        """Take a mention in, with the reason."""
        self.mentions.setdefault(index, link)

    def name(self) -> str:
        """The name in full that is seen most, of those the longest; else the name seen most."""
        if self.owner is not None:
            whose = self.owner.name()
            return self.label.format(f"the {whose[4:]}" if whose.startswith("The ") else whose)
        if self.label or not self.spellings:
            return self.label
        spellings = [s for s in self.spellings if not self._cut(s)] or list(self.spellings)
        return max(spellings, key=lambda s: (" " in s, self.spellings[s], len(s.replace(".", ""))))

    def _cut(self, spelling: str) -> bool:
        """Whether a person's name goes on in another spelling ("Te Ahu" of "Te Ahu Brack")."""
        goes_on = f"{spelling} "
        return self.kind is ActorKind.PERSON and any(other.startswith(goes_on) for other in self.spellings)

    def entity(self) -> Entity:
        """The finished value."""
        order = sorted(self.mentions)
        return Entity(
            self.name(),
            self.kind,
            tuple(order),
            tuple(self.titles),
            self.gender if self.gender in {"m", "f"} else None,
            self.named,
            tuple(self.mentions[index] for index in order),
        )


@dataclass(slots=True, eq=False)
class Desk:
    """One article while its mentions are sorted into drafts."""

    text: str
    mentions: Sequence[Mention]
    passages: Sequence[Passage]
    sources: dict[int, int]
    """Mention → the first attribution whose source it is."""
    contents: dict[int, list[tuple[int, int]]]
    """Mention → the spans of what is attributed to it."""
    naming: Naming
    drafts: list[Draft] = field(default_factory=list)
    of: dict[int, Draft] = field(default_factory=dict)
    bodies: dict[str, Draft] = field(default_factory=dict)
    """Names of bodies in lower case."""
    _ends: list[int] = field(default_factory=list)
    _quoted: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ends = sentence_ends(read(self.text))
        self._quoted = sorted(passage.inner for passage in self.passages)

    def new(self, kind: ActorKind, *, named: bool, index: int) -> Draft:
        """A draft of its own, whose first mention is ``index``."""
        draft = Draft(kind, named, index)
        self.drafts.append(draft)
        return draft

    def assign(self, index: int, draft: Draft, link: Reason) -> None:
        """Put a mention into a draft and learn what the mention tells."""
        mention = self.mentions[index]
        draft.add(index, link)
        self.of[index] = draft
        if index in self.sources and mention.kind is MentionKind.PRONOUN and mention.gender in {"m", "f"}:
            draft.pronouns[mention.gender] += 1
        told = mention.kind is not MentionKind.PRONOUN and (link.why is not Why.SURNAME or mention.title)
        if told and mention.gender in {"m", "f"} and draft.gender is None and not draft.plural:
            draft.gender = mention.gender
        if index in self.sources or mention.title is not None:
            draft.sure = True
        if index in self.sources and mention.kind is MentionKind.NAME:
            draft.speaks = True

    def words(self, index: int) -> str:
        """A mention's words."""
        start, end = self.mentions[index].span
        return self.text[start:end]

    def head(self, index: int) -> str:
        """A mention's head, with single blanks."""
        start, end = self.mentions[index].head
        return " ".join(self.text[start:end].split())

    def title(self, index: int) -> str:
        """The title beside a name, or ''."""
        title = self.mentions[index].title
        return " ".join(self.text[self._title_start(*title) : title[1]].split()) if title else ""

    def _title_start(self, start: int, end: int) -> int:
        """Where a title begins that the name of a body was cut from ("Green | Party candidate")."""
        naming = self.naming
        begins = self.text[start:end].split(" ", 1)[0]
        while before := _CAPITAL_BEFORE.search(self.text[max(0, start - _LONGEST_WORD) : start]):
            word = before[1]
            at = start - 1 - len(word)
            opening = at <= self.sentence_start(at) or self.text[at - 2 : at - 1] in ':;.“"\n'
            small = word.lower() in naming.stops or word.lower() in naming.stop_openers
            named = word in naming.not_names or word in naming.honorifics
            if small or named or (opening and (begins in naming.titles or begins.islower())):
                break
            start, begins = at, word
        return start

    def sentence(self, position: int) -> int:
        """The number of the sentence at a position."""
        return bisect_right(self._ends, position)

    def sentence_start(self, position: int) -> int:
        """Where the sentence at a position begins."""
        number = bisect_right(self._ends, position)
        return self._ends[number - 1] if number else 0

    def sentence_end(self, position: int) -> int:
        """Where the sentence at a position ends."""
        number = bisect_right(self._ends, position)
        return self._ends[number] if number < len(self._ends) else len(self.text)

    def says(self, source: int, other: int) -> bool:
        """Whether what is attributed to a source holds another mention."""
        start, end = self.mentions[other].span
        return any(s <= start and end <= e for s, e in self.contents[source])

    def personal(self, draft: Draft) -> bool:
        """Whether a title, a given name or words of his own tell that a name is a person's."""
        if draft.kind is not ActorKind.PERSON or not draft.named:
            return False
        return bool(draft.titles or draft.gender or draft.speaks)

    def between(self, start: int, end: int) -> range:
        """The mentions that begin in a span."""
        return range(*(bisect_left(self.mentions, place, key=lambda m: m.span[0]) for place in (start, end)))

    def passage(self, position: int) -> int | None:
        """The passage in marks that holds a position."""
        at = bisect_right(self._quoted, (position, len(self.text) + 1)) - 1
        for index in range(at, max(-1, at - 3), -1):
            if self._quoted[index][0] <= position < self._quoted[index][1]:
                return index
        return None

    @property
    def passage_count(self) -> int:
        """How many passages in marks there are."""
        return len(self._quoted)

    def quoted(self, index: int) -> tuple[int, int]:
        """The span of a passage, by the number that :meth:`passage` gave."""
        return self._quoted[index]


def distance(desk: Desk, here: int, there: int) -> int:
    """How many paragraphs before the one mention the other stands."""
    return desk.mentions[here].block - desk.mentions[there].block


def is_person_name(mention: Mention) -> bool:
    """Whether a mention is a name that may be a person's."""
    return mention.kind is MentionKind.NAME and mention.actor_kind in {None, ActorKind.PERSON}
