"""Entities of all articles, gathered by name: what resolution over the corpus joins or keeps apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from build_site.lexicon.naming import Naming
from build_site.model import ActorKind, Analysis, Claim, Entity, MentionKind, Reason
from build_site.recall import Followed, Recalling, once, same
from build_site.stages.resolution.bodies import body_key
from build_site.stages.resolution.personal import PersonName, parse
from build_site.stages.resolution.shared import Parts, Shared, parted, shared_bodies
from build_site.text import fold

Place = tuple[int, int]
"""Number of an analysis and of an entity in it."""
Key = tuple[str, ...]
"""Of a body: what it is, its name as it is compared, and its state where several have one of that name."""
Name = PersonName | Key | Place
"""What tells a group from others."""
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
    shares: Group | None = None
    """The group that it is a copy of and whose parts are its own, until they change and are copied."""
    called: tuple[str, Claim] | None = None
    """What it is called as it was gathered, and what that is worth, where that was told."""

    def copied(self) -> Group:
        """The same to be joined to others, which leaves this one as it is."""
        of = self
        return Group(
            *(of.kind, of.named, of.order, of.name, of.members, of.links, of.names, of.labels, of.titles),
            *(of.genders, of.seen, of.spelt),
            shares=of,
        )

    @property
    def unchanged(self) -> Group | None:
        """What it is a copy of, where it was joined to nothing and goes by the same names."""
        of = self.shares
        return of if of is not None and self.labels is of.labels and self.spelt is of.spelt else None

    def open(self) -> None:
        """Let what it is made of be its own."""
        if self.shares is not None:
            self.members, self.links, self.names = self.members.copy(), self.links.copy(), self.names.copy()
            self.labels, self.titles = self.labels.copy(), self.titles.copy()
            self.genders, self.spelt = self.genders.copy(), self.spelt.copy()
            self.shares = None

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
    names = (m for m in entity.mentions if cast.kinds[m] is MentionKind.NAME)
    spelt = tuple(" ".join(cast.heads[m].split()) for m in names)
    collective = collective_key(entity, naming)
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
    read = [recall(read_entities, cast, naming) for cast in casts]
    followed: Followed[Gathering] = recall(Followed, Gathering)
    with followed.looking() as groups:
        groups.take(read)
        return groups.gathered()


@dataclass(slots=True, eq=False)
class Gathering:
    """Every entity's group, by what tells the groups apart.

    Of a corpus that it knows only the groups are made anew that a changed article has; what it gives is what
    a new one would.
    """

    read: Sequence[tuple[Read, ...]] = ()
    parts: Parts = field(default_factory=dict)
    keys: dict[Place, Name] = field(default_factory=dict)
    members: dict[Name, set[Place]] = field(default_factory=dict)
    groups: dict[Name, Group] = field(default_factory=dict)
    of: dict[Place, Group] = field(default_factory=dict)

    def take(self, read: Sequence[tuple[Read, ...]]) -> None:
        """Sort in anew what articles say otherwise now, and bodies that are another state's."""
        before = [*self.read, *[()] * (len(read) - len(self.read))]
        after = [*read, *[()] * (len(before) - len(read))]
        parts, self.read, self.parts = self.parts, read, _parted(read)
        changed = [number for number, own in enumerate(after) if own is not before[number]]
        other = {place for place in parts.keys() | self.parts if parts.get(place) != self.parts.get(place)}
        was = {(number, index) for number in changed for index in range(len(before[number]))}
        now = {(number, index) for number in changed for index in range(len(after[number]))}
        touched: set[Name] = set()
        for place in was | other & self.keys.keys():
            key = self.keys.pop(place)
            self.members[key].discard(place)
            del self.of[place]
            touched.add(key)
        for place in now | {place for place in other if place[1] < len(after[place[0]])}:
            key = self.keys[place] = _name(after[place[0]][place[1]], place, self.parts)
            self.members.setdefault(key, set()).add(place)
            touched.add(key)
        for key in touched:
            if places := self.members[key]:
                self._make(key, sorted(places))
            else:
                del self.members[key], self.groups[key]

    def _make(self, key: Name, places: Sequence[Place]) -> None:
        read = [self.read[number][index] for number, index in places]
        group = self.groups[key] = _group(read, places)
        if isinstance(key, tuple) and len(key) > STATED:
            _call_by_state(group, read)
        self.of.update(dict.fromkeys(places, group))

    def gathered(self) -> Gathered:
        """The groups by what they are, each kind in the order in which articles name them first."""
        found = Gathered(parts=self.parts, read=list(self.read), of=self.of.copy())
        for key, group in sorted(self.groups.items(), key=lambda one: one[1].order):
            if isinstance(key, PersonName):
                found.people[key] = group
            elif isinstance(key[0], str):
                found.bodies[key] = group
            elif not group.named:
                found.unnamed.append(group)
            elif group.name is not None:
                found.short.append(group)
            else:
                number, index = group.order
                read = self.read[number][index]
                found.owned.append((group, read.pattern, read.entity, number))
        return found


def _parted(read: Sequence[tuple[Read, ...]]) -> Parts:
    return parted(
        ((number, index), one.shared)
        for number, own in enumerate(read)
        for index, one in enumerate(own)
        if one.shared and not one.collective and not one.pattern
    )


def _name(read: Read, place: Place, parts: Parts) -> Name:
    """What all entities of one group have in common; the place itself of one that is alone in its own."""
    if read.collective:
        return "people", read.collective
    if not read.entity.named:
        return place
    if read.entity.kind is ActorKind.PERSON:
        return read.names[0] if read.names[0].given else place
    if read.pattern:
        return place
    state, most = parts.get(place, ("", True))
    return "body", read.body, *(() if most else (state,))


def _group(read: Sequence[Read], places: Sequence[Place]) -> Group:
    """The group of some entities, in order."""
    first = read[0]
    kind = ActorKind.GROUP if first.collective else first.entity.kind
    group = Group(kind, first.collective != "" or first.entity.named, places[0], members=list(places))
    for one in read:
        entity = one.entity
        group.seen += len(entity.mentions)
        group.labels[entity.name] += 1
        group.titles.update(entity.titles)
        if entity.gender:
            group.genders[entity.gender] += 1
        if one.names:
            group.name = group.name or one.names[0]
            group.names[one.names[0]] = None
            group.names.update((other, None) for other in one.names[1:] if other.given)
    return group


def _call_by_state(group: Group, read: Sequence[Read]) -> None:
    """Let one of several bodies of a name go by what articles call it with its state, where they do."""
    called = Counter(one.shared.called for one in read if one.shared and one.shared.called)
    if called:
        group.labels = called


def collective_key(entity: Entity, naming: Naming) -> str:
    """What the people of a party are called, folded, with the chamber they sit in; '' for all others."""
    if entity.kind not in {ActorKind.ANONYMOUS, ActorKind.ORGANISATION, ActorKind.PERSON}:
        return ""
    words = entity.name.removeprefix("The ").removeprefix("the ").split()
    if not words or words[-1] not in naming.collectives:
        return ""
    return fold(" ".join(words)) if all(word in naming.chambers for word in words[:-1]) else ""


def owned_pattern(name: str, naming: Naming) -> str:
    """The pattern ("Office of {}", "{} campaign") of a name made from its owner's; else ''."""
    if name.startswith("Office of "):
        return "Office of {}"
    owner, _, last = name.rpartition(" ")
    return f"{{}} {last}" if owner and last in naming.owned else ""
