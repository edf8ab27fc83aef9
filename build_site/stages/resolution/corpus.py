"""Entities of all articles → actors of the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress, zip_longest
from typing import TYPE_CHECKING

from build_site.ids import article_slugs, short_hash, slugify, unique_slugs, unused
from build_site.lexicon import Lexicon
from build_site.lexicon.naming import Naming, naming
from build_site.model import (
    Actor,
    ActorKind,
    ActorMention,
    Analysis,
    Claim,
    Finding,
    Level,
    Name,
    Reason,
    Why,
)
from build_site.recall import Recalling, in_a_row, once, same
from build_site.stages.resolution.authority import Bound, Known, apart, bearers_of, entries_of, told_by
from build_site.stages.resolution.groups import (
    Cast,
    Gathered,
    Group,
    Place,
    Read,
    cast_of,
    gather,
    read_entities,
)
from build_site.stages.resolution.joining import Joiner, best_label
from build_site.stages.resolution.spreading import join_bodies, join_forms, join_owned, join_roles
from build_site.stages.resolution.surnames import join_surnames
from build_site.stages.resolution.titling import titles_of
from build_site.stages.resolution.worth import claim
from build_site.text import fold

if TYPE_CHECKING:
    from build_site.curation import AuthorityActor


_SMALL = frozenset({"his", "her", "its", "their", "most", "more", "other", "another", "certain"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """The actors of a corpus, and which of them each entity is."""

    actors: tuple[Actor, ...]
    """By id."""
    of_entity: tuple[tuple[str, ...], ...]
    """For each analysis, for each of its entities, the actor's id."""
    findings: tuple[Finding, ...]


def resolve_corpus(
    analyses: Sequence[Analysis],
    authority: Sequence[AuthorityActor],
    lexicon: Lexicon,
    recall: Recalling = once,
) -> Resolution:
    """Join the entities of all articles to actors; ``authority`` wins over what the names suggest.

    Linear in the number of entities but for an index by surname. What is in doubt stays apart and is a
    finding with the line of YAML that would join it.
    """
    words = naming(lexicon)
    casts = [recall(cast_of, analysis, words, recall) for analysis in analyses]
    known = recall(same, tuple(Known(entry.name, entry.aliases, entry.not_same_as) for entry in authority))
    found = recall(gather, words, recall, *casts)
    bearers = recall(bearers_of, found) if known else {}
    told = told_by(known, bearers, found)
    joined = recall(_join, words, found, recall(same, told.bound), recall(same, apart(known)), *casts)
    entry_of = entries_of(told, joined.root_of)
    names = tuple(
        (number, name)
        for number, entry in entry_of.items()
        if (name := known[entry].name) != joined.actors[number].label
    )
    named = recall(_named, words, joined, recall(same, names))
    articles = article_slugs(analyses)
    seen = [
        recall(_seen, *told_of, recall(read_entities, cast, words))
        for *told_of, cast in zip(analyses, articles, casts, strict=True)
    ]
    actors = recall(_Roll).taken(joined, seen, named, words)
    for number, known_as in entry_of.items():
        entry = authority[known_as]
        actor = _actor_of(number, joined, named, seen, words, recall, entry.kind)
        actors[number] = recall(_authorised, actor, recall(same, entry))
    findings = (*joined.findings, *_unused(frozenset(entry_of.values()), authority))
    by_id = recall(in_a_row, *sorted(actors, key=lambda a: a.id))
    return Resolution(by_id, named.of_entity, tuple(dict.fromkeys(findings)))


@dataclass(frozen=True, slots=True, eq=False)
class _One:
    """Entities that are one actor."""

    group: Group
    members: tuple[Place, ...]
    label: str
    worth: Claim


@dataclass(frozen=True, slots=True, eq=False)
class _Joined:
    """Who is one, as far as who is in the articles tells: it does not change with what an actor is called."""

    actors: tuple[_One, ...]
    root_of: tuple[tuple[int, ...], ...]
    """For each cast, for each of its entities, the number of its actor."""
    findings: tuple[Finding, ...]
    ids: tuple[str, ...]
    """Of the documents."""


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """What actors are called: each one's id, label and what that is worth."""

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    worths: tuple[Claim, ...]
    of_entity: tuple[tuple[str, ...], ...]


def _join(
    words: Naming,
    found: Gathered,
    bound: Sequence[Bound],
    apart: frozenset[frozenset[str]],
    *casts: Cast,
) -> _Joined:
    found = found.fresh()
    joiner = Joiner(casts, found, apart, words)
    for one, other, name in bound:
        found.of[one].root().absorb(found.of[other].root(), Reason(Why.AUTHORITY, name))
    joiner.people()
    join_surnames(joiner)
    join_bodies(joiner)
    join_forms(joiner)
    join_owned(joiner)
    join_roles(joiner)
    roots = list(dict.fromkeys(group.root() for group in found.of.values()))
    ids = tuple(cast.id for cast in casts)
    roots.sort(key=lambda group: _first(group.members, ids))
    number_of = {id(group): number for number, group in enumerate(roots)}
    return _Joined(
        tuple(_One(group, tuple(sorted(group.members)), *_called(group, words)) for group in roots),
        tuple(
            tuple(number_of[id(found.of[number, index].root())] for index in range(len(cast.entities)))
            for number, cast in enumerate(casts)
        ),
        tuple(joiner.findings()),
        ids,
    )


def _first(members: Sequence[Place], ids: Sequence[str]) -> tuple[str, int]:
    """Where somebody stands first, in the order of the documents' ids."""
    if len(members) == 1:  # as most do
        ((number, index),) = members
        return ids[number], index
    return min((ids[number], index) for number, index in members)


def _named(words: Naming, joined: _Joined, names: Sequence[tuple[int, str]]) -> _Named:
    """``names`` are the curator's, of those that would be called otherwise."""
    labels, worths = [one.label for one in joined.actors], [one.worth for one in joined.actors]
    for number, name in names:
        labels[number] = name
        worths[number] = claim(joined.actors[number].group, name, words)
    ids = _slugs([one.members for one in joined.actors], labels, worths, joined.ids)
    of_entity = tuple(tuple(ids[number] for number in own) for own in joined.root_of)
    return _Named(tuple(ids), tuple(labels), tuple(worths), of_entity)


def _slugs(
    members: Sequence[Sequence[Place]], labels: Sequence[str], claims: Sequence[Claim], ids: Sequence[str]
) -> list[str]:
    """Ids: a name's slug; of who has no claim to a page one that its article makes its own."""
    named = iter(
        unique_slugs(label for label, worth in zip(labels, claims, strict=True) if worth is not Claim.NONE)
    )
    taken: set[str] = set()
    result = []
    for places, label, worth in zip(members, labels, claims, strict=True):
        if worth is not Claim.NONE:
            result.append(next(named))
            continue
        article = short_hash(min(ids[number] for number, _ in places), 6)
        result.append(unused(f"{slugify(label)}-{article}", taken))
        taken.add(result[-1])
    return result


def _unused(used: frozenset[int], authority: Sequence[AuthorityActor]) -> list[Finding]:
    return [
        Finding(
            Level.INFO,
            "actor-not-found",
            entry.where,
            f"No article names {entry.name}. Check the spelling, or add the articles' spelling to aliases.",
        )
        for number, entry in enumerate(authority)
        if number not in used
    ]


def _called(group: Group, words: Naming) -> tuple[str, Claim]:
    """What a group is called, and what that is worth: of one that was gathered so, told once."""
    whole = group.unchanged
    if whole is not None and whole.called is not None:
        return whole.called
    label = _label(group, words)
    called = label, claim(group, label, words)
    if whole is not None:
        whole.called = called
    return called


def _label(group: Group, words: Naming) -> str:
    if group.kind not in {ActorKind.PERSON, ActorKind.ANONYMOUS}:
        for label in sorted(group.labels):
            plain = label.removeprefix("The ").removeprefix("the ")
            full = words.short_forms.get(plain) or words.countries.get(plain)
            if full:
                return full
    label = best_label(group)
    if group.kind is ActorKind.GROUP:
        return label.removeprefix("The ").removeprefix("the ")
    return label if group.named else lowered(label, words)


def lowered(label: str, words: Naming) -> str:
    """A description as it stands inside a sentence: its first word small, unless that is a name.

    >>> from build_site.lexicon import load_lexicon
    >>> words = naming(load_lexicon())
    >>> [lowered(label, words) for label in ("A senior official", "Critics", "White House aides")]
    ['a senior official', 'critics', 'White House aides']
    """
    first, _, rest = label.partition(" ")
    low = first.lower()
    if (first.isupper() and len(first) > 1) or (first in words.demonyms and first != low):
        return label
    small = low in words.determiners or low in words.nouns or low in words.stops or low in words.quantifiers
    small = small or low in words.common or low in _SMALL
    if small and f"{first} {rest.partition(' ')[0]}" not in words.organisations:
        return f"{low} {rest}".strip()
    return label


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What one article says of one of its entities."""

    article: str
    spelt: tuple[str, ...]
    titles: tuple[tuple[str, str, str], ...]
    """Each with the article and its outlet."""
    mentions: tuple[ActorMention, ...]


def _seen(analysis: Analysis, article: str, read: Sequence[Read]) -> tuple[_Seen, ...]:
    """What an article says of each of its entities."""
    outlet = analysis.article.metadata.outlet
    by = fold(outlet.value) if outlet else article
    return tuple(
        _Seen(
            article,
            own.spelt,
            tuple((title, article, by) for title in entity.titles),
            tuple(
                ActorMention(article, analysis.mentions[i].span, analysis.mentions[i].kind, (link,))
                for i, link in zip(entity.mentions, entity.links, strict=True)
            ),
        )
        for entity, own in zip(analysis.entities, read, strict=True)
    )


class _Roll:
    """Every actor as the articles have it; kept, and made anew where what is told of it changes."""

    def __init__(self) -> None:
        self._seen: Sequence[Sequence[_Seen]] = ()
        self._known: dict[str, _Entry] = {}

    def taken(
        self, joined: _Joined, seen: Sequence[Sequence[_Seen]], named: _Named, words: Naming
    ) -> list[Actor]:
        """The actors by number, from what each article says of them and what they are called."""
        changed = [now is not before for now, before in zip_longest(seen, self._seen)]
        touched = set(chain.from_iterable(compress(joined.root_of, changed)))
        known, actors = dict[str, _Entry](), list[Actor]()
        for number, one in enumerate(joined.actors):
            id, group = named.ids[number], one.group
            called = named.labels[number], group.kind, named.worths[number]
            entry = self._known.get(id)
            if entry is None or not entry.holds(called, group.links, one.members, seen, number in touched):
                own = tuple(seen[article][index] for article, index in one.members)
                actor = _actor_of(number, joined, named, seen, words, once)
                entry = _Entry(called, group.links, one.members, own, actor)
            known[id] = entry
            actors.append(entry.actor)
        self._seen, self._known = seen, known
        return actors


@dataclass(slots=True, eq=False)
class _Entry:
    """An actor and all that it was made of."""

    called: tuple[str, ActorKind, Claim]
    links: Mapping[Place, Reason]
    members: tuple[Place, ...]
    own: tuple[_Seen, ...]
    """What the articles say of the members."""
    actor: Actor

    def holds(
        self,
        called: tuple[str, ActorKind, Claim],
        links: Mapping[Place, Reason],
        members: tuple[Place, ...],
        seen: Sequence[Sequence[_Seen]],
        touched: bool,
    ) -> bool:
        """Whether it is the same actor still; ``touched`` where an article of it says something else now."""
        if self.called != called:
            return False
        if not touched and self.members == members:
            return self.links == links
        if len(members) != len(self.own):
            return False
        before = zip(self.members, self.own, strict=True)
        for place, (was, one) in zip(members, before, strict=True):
            if seen[place[0]][place[1]] is not one or links.get(place) != self.links.get(was):
                return False
        self.members, self.links = members, links  # other articles came or went
        return True


def _actor_of(
    number: int,
    joined: _Joined,
    named: _Named,
    seen: Sequence[Sequence[_Seen]],
    words: Naming,
    recall: Recalling,
    kind: ActorKind | None = None,
) -> Actor:
    """One actor; of a ``kind`` that the curator states."""
    one, group = joined.actors[number], joined.actors[number].group
    own = [
        _told(seen[article][index], group.links.get((article, index)), recall)
        for article, index in one.members
    ]
    told = (kind or group.kind).value, group.kind.value, named.worths[number].value
    return recall(_actor, named.ids[number], named.labels[number], *told, words, *own)


def _told(seen: _Seen, link: Reason | None, recall: Recalling) -> _Seen:
    """The same with what joined the entity to the actor, where that is more than its name."""
    return seen if link is None else recall(_linked, seen, recall(same, link))


def _linked(seen: _Seen, link: Reason) -> _Seen:
    return replace(seen, mentions=tuple(replace(m, links=(*m.links, link)) for m in seen.mentions))


def _actor(slug: str, label: str, kind: str, told: str, worth: str, words: Naming, *own: _Seen) -> Actor:
    """An actor of one kind, ``told`` to be another where the curator says so."""
    spelt: dict[str, list[str]] = defaultdict(list)
    for seen in own:
        for spelling in seen.spelt:
            spelt[spelling].append(seen.article)
    person = ActorKind(told) is ActorKind.PERSON
    return Actor(
        id=slug,
        name=label,
        kind=ActorKind(kind),
        aliases=_names(spelt),
        titles=titles_of([title for seen in own for title in seen.titles], words) if person else (),
        mentions=tuple(sorted((m for seen in own for m in seen.mentions), key=lambda m: (m.article, m.span))),
        claim=Claim(worth),
    )


def _authorised(actor: Actor, entry: AuthorityActor) -> Actor:
    """The actor with what the curator says of it."""
    known = {name.text for name in actor.aliases}
    given = [name for name in (entry.name, *entry.aliases) if name not in known]
    titles = actor.titles
    if entry.title:
        titles = (Name(entry.title, 0, ()), *(name for name in titles if name.text != entry.title))
    return replace(
        actor,
        titles=titles,
        aliases=(*actor.aliases, *(Name(name, 0, ()) for name in given)),
        description=entry.description,
        same_as=entry.same_as,
        portrait=entry.portrait,
        curated=True,
    )


def _names(seen: dict[str, list[str]]) -> tuple[Name, ...]:
    ranked = sorted(seen.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Name(text, len(where), tuple(dict.fromkeys(where))) for text, where in ranked)
