"""Entities of all articles, gathered by name: what resolution over the corpus joins or keeps apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from build_site.model import ActorKind, MentionKind
from build_site.recall import once, same
from build_site.stages.resolution.bodies import body_key
from build_site.stages.resolution.personal import PersonName, parse
from build_site.stages.resolution.shared import Parts, Shared, parted, shared_bodies
from build_site.text import fold

if TYPE_CHECKING:
    from build_site.lexicon.naming import Naming
    from build_site.model import Analysis, Entity, Reason
    from build_site.recall import Recalling

Place = tuple[int, int]
"""Number of an analysis and of an entity in it."""
Key = tuple[str, ...]
"""Of a body: what it is, its name as it is compared, and its state where several have one of that name."""
STATED = 2
"""A key with more has a state."""


@dataclass(frozen=True, slots=True)
class Cast:
    """What one article tells of who is in it: all that is looked at in joining actors over the corpus."""

    id: str
    path: str
    entities: tuple[Entity, ...]
    words: tuple[str, ...]
    """Of each mention, on one line; '' of pronouns and of what has no capital."""
    heads: tuple[str, ...]
    """Of each mention the words that name or describe; '' of pronouns."""
    kinds: tuple[MentionKind, ...]
    genders: tuple[str | None, ...]
    sources: frozenset[int]
    """The mentions that are sources of quotations."""
    shared: tuple[tuple[int, Shared], ...]
    """By number of an entity: whose body it is, of those whose names many states' bodies have."""


def cast_of(analysis: Analysis, naming: Naming, recall: Recalling = once) -> Cast:
    """Who is in an article; the same as before where an edit changed nothing of it."""
    text, document, mentions = analysis.article.text, analysis.article.document, analysis.mentions
    named = [m.kind is not MentionKind.PRONOUN for m in mentions]
    lines = [
        " ".join(text[slice(*m.span)].split()) if one else "" for m, one in zip(mentions, named, strict=True)
    ]
    cast = Cast(
        document.id,
        document.path,
        analysis.entities,
        tuple("" if line == line.lower() else line for line in lines),
        tuple(text[slice(*m.head)] if one else "" for m, one in zip(mentions, named, strict=True)),
        tuple(m.kind for m in mentions),
        tuple(m.gender for m in mentions),
        frozenset(a.mention for a in analysis.attributions if a.mention is not None),
        tuple(shared_bodies(analysis, naming).items()),
    )
    kept: Cast = recall(same, cast)
    return kept


@dataclass(slots=True, eq=False)
class Group:
    """Entities of the corpus that are one actor, as far as is known."""

    kind: ActorKind
    named: bool
    order: Place
    name: PersonName | None = None
    members: list[Place] = field(default_factory=list)
    links: dict[Place, Reason] = field(default_factory=dict)
    """What joined a member, where that is more than its name."""
    names: dict[PersonName, None] = field(default_factory=dict)
    labels: Counter[str] = field(default_factory=Counter)
    """Full names, by the number of articles that have them."""
    titles: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    """How many words of the articles stand for it, pronouns included."""
    spelt: set[str] = field(default_factory=set)
    """Labels that stand so in some text, where a label may be put together from an owner's name."""
    into: Group | None = None
    shares: bool = False
    """Whether its parts are those of the group that it is a copy of, and are copied before they change."""

    def copied(self) -> Group:
        """The same to be joined to others, which leaves this one as it is."""
        of = self
        return Group(
            *(of.kind, of.named, of.order, of.name, of.members, of.links, of.names, of.labels, of.titles),
            *(of.genders, of.seen, of.spelt),
            shares=True,
        )

    def open(self) -> None:
        """Let what it is made of be its own."""
        if self.shares:
            self.members, self.links, self.names = self.members.copy(), self.links.copy(), self.names.copy()
            self.labels, self.titles = self.labels.copy(), self.titles.copy()
            self.genders, self.spelt = self.genders.copy(), self.spelt.copy()
            self.shares = False

    def root(self) -> Group:
        """The group that this one was joined to."""
        group = self
        while group.into is not None:
            group = group.into
        return group

    def absorb(self, other: Group, why: Reason) -> None:
        """Join another group to this one."""
        mine, theirs = self.root(), other.root()
        if mine is theirs:
            return
        if theirs.order < mine.order:
            mine, theirs = theirs, mine
        mine.open()
        if theirs.named and not mine.named:
            mine.named, mine.kind, mine.name = True, theirs.kind, theirs.name
        theirs.into = mine
        mine.members += theirs.members
        mine.links |= theirs.links
        for place in theirs.members:
            mine.links.setdefault(place, why)
        mine.names |= theirs.names
        mine.labels += theirs.labels
        mine.titles += theirs.titles
        mine.genders += theirs.genders
        mine.spelt |= theirs.spelt
        mine.seen += theirs.seen

    @property
    def gender(self) -> str | None:
        """The gender most articles tell."""
        return max(sorted(self.genders), key=lambda g: self.genders[g]) if self.genders else None


@dataclass(slots=True, eq=False)
class Gathered:
    """All groups of a corpus, by what they are."""

    people: dict[PersonName, Group] = field(default_factory=dict)
    short: list[Group] = field(default_factory=list)
    """One-word names of people, each article by itself."""
    bodies: dict[Key, Group] = field(default_factory=dict)
    owned: list[tuple[Group, str, Entity, int]] = field(default_factory=list)
    """What is called by its owner ("Office of X"), with the pattern, the entity and its analysis."""
    unnamed: list[Group] = field(default_factory=list)
    of: dict[Place, Group] = field(default_factory=dict)
    parts: Parts = field(default_factory=dict)
    """Bodies of one name in several states."""
    read: list[tuple[Read, ...]] = field(default_factory=list)
    """By analysis, by entity."""

    def fresh(self) -> Gathered:
        """The same with groups that may be joined, which leaves these as they are."""
        copies = {id(group): group.copied() for group in dict.fromkeys(self.of.values())}
        return Gathered(
            people={name: copies[id(group)] for name, group in self.people.items()},
            short=[copies[id(group)] for group in self.short],
            bodies={key: copies[id(group)] for key, group in self.bodies.items()},
            owned=[(copies[id(one[0])], *one[1:]) for one in self.owned],
            unnamed=[copies[id(group)] for group in self.unnamed],
            of={place: copies[id(group)] for place, group in self.of.items()},
            parts=self.parts,
            read=self.read,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What one entity's names say by themselves."""

    entity: Entity
    spelt: tuple[str, ...]
    """The heads of its names, in order."""
    folded: tuple[str, ...]
    """Its name and those, folded."""
    collective: str = ""
    pattern: str = ""
    body: str = ""
    """The key of its name as a body's …"""
    bodies: tuple[str, ...] = ()
    """… and those of its spellings."""
    names: tuple[PersonName, ...] = ()
    """Of a person: its name taken apart, then its spellings."""
    shared: Shared | None = None
    """Of a body whose name many states' bodies have."""


def read_entities(cast: Cast, naming: Naming) -> tuple[Read, ...]:
    """What the names in one article say by themselves."""
    shared = dict(cast.shared)
    return tuple(_read(cast, e, naming, shared.get(index)) for index, e in enumerate(cast.entities))


def _read(cast: Cast, entity: Entity, naming: Naming, shared: Shared | None) -> Read:
    spelt, collective = tuple(_spellings(cast, entity)), collective_key(entity, naming)
    folded = tuple(map(fold, (entity.name, *spelt)))
    if not collective and entity.named and entity.kind is ActorKind.PERSON:
        return Read(entity, spelt, folded, names=tuple(parse(name, naming) for name in (entity.name, *spelt)))
    bodies = tuple(dict.fromkeys(body_key(spelling, naming) for spelling in spelt))
    pattern = owned_pattern(entity.name, naming)
    return Read(
        entity, spelt, folded, collective, pattern, body_key(entity.name, naming), bodies, shared=shared
    )


def gather(naming: Naming, recall: Recalling, *casts: Cast) -> Gathered:
    """One group a full name, a body's name, and each entity that its article does not name in full."""
    found = Gathered(read=[recall(read_entities, cast, naming) for cast in casts])
    found.parts = parted(
        ((number, index), read.shared)
        for number, own in enumerate(found.read)
        for index, read in enumerate(own)
        if read.shared and not read.collective and not read.pattern
    )
    for number, own in enumerate(found.read):
        for index, read in enumerate(own):
            place, entity = (number, index), read.entity
            group = _group(found, read, place)
            group.members.append(place)
            group.seen += len(entity.mentions)
            group.labels[entity.name] += 1
            group.titles.update(entity.titles)
            if entity.gender:
                group.genders[entity.gender] += 1
            found.of[place] = group
    for key, group in found.bodies.items():
        _call_by_state(key, group, found)
    return found


def _call_by_state(key: Key, group: Group, found: Gathered) -> None:
    """Let one of several bodies of a name go by what articles call it with its state, where they do."""
    shared = (
        [found.read[number][index].shared for number, index in group.members] if len(key) > STATED else []
    )
    called = Counter(one.called for one in shared if one and one.called)
    if called:
        group.labels = called


def _group(found: Gathered, read: Read, place: Place) -> Group:
    entity = read.entity
    if read.collective:
        key = ("people", read.collective)
        return found.bodies.setdefault(key, Group(ActorKind.GROUP, named=True, order=place))
    if not entity.named:
        group = Group(entity.kind, named=False, order=place)
        found.unnamed.append(group)
        return group
    if entity.kind is ActorKind.PERSON:
        return _person(found, read, place)
    if read.pattern:
        group = Group(entity.kind, named=True, order=place)
        found.owned.append((group, read.pattern, entity, place[0]))
        return group
    state, most = found.parts.get(place, ("", True))
    key = ("body", read.body, *(() if most else (state,)))
    return found.bodies.setdefault(key, Group(entity.kind, named=True, order=place))


def _person(found: Gathered, read: Read, place: Place) -> Group:
    name, *others = read.names
    group = found.people.get(name) or Group(read.entity.kind, named=True, order=place, name=name)
    if name.given:
        found.people[name] = group
    else:
        found.short.append(group)
    group.names[name] = None
    for other in others:
        if other.given:
            group.names[other] = None
    return group


def collective_key(entity: Entity, naming: Naming) -> str:
    """What the people of a party are called, folded, with the chamber they sit in; '' for all others."""
    if entity.kind not in {ActorKind.ANONYMOUS, ActorKind.ORGANISATION, ActorKind.PERSON}:
        return ""
    words = entity.name.removeprefix("The ").removeprefix("the ").split()
    if not words or words[-1] not in naming.collectives:
        return ""
    return fold(" ".join(words)) if all(word in naming.chambers for word in words[:-1]) else ""


def _spellings(cast: Cast, entity: Entity) -> list[str]:
    """The heads of an entity's names, in order."""
    return [" ".join(cast.heads[m].split()) for m in entity.mentions if cast.kinds[m] is MentionKind.NAME]


def owned_pattern(name: str, naming: Naming) -> str:
    """The pattern ("Office of {}", "{} campaign") of a name made from its owner's; else ''."""
    if name.startswith("Office of "):
        return "Office of {}"
    owner, _, last = name.rpartition(" ")
    return f"{{}} {last}" if owner and last in naming.owned else ""
