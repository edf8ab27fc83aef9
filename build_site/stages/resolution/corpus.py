"""Entities of all articles → actors of the corpus."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from build_site.ids import article_slugs, short_hash, slugify, unique_slugs
from build_site.lexicon.naming import naming
from build_site.model import Actor, ActorKind, ActorMention, Claim, Finding, Level, Name, Reason, Why
from build_site.recall import once, same
from build_site.stages.resolution.groups import cast_of, gather, read_entities
from build_site.stages.resolution.joining import Joiner, best_label
from build_site.stages.resolution.spreading import join_bodies, join_forms, join_owned, join_roles
from build_site.stages.resolution.surnames import join_surnames
from build_site.stages.resolution.titling import titles_of
from build_site.stages.resolution.worth import claim
from build_site.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from build_site.curation import AuthorityActor
    from build_site.lexicon import Lexicon
    from build_site.lexicon.naming import Naming
    from build_site.model import Analysis
    from build_site.recall import Recalling
    from build_site.stages.resolution.groups import Cast, Gathered, Group, Place, Read


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
    joined = recall(_join, words, recall, known, *casts)
    articles = article_slugs(analyses)
    seen = [
        recall(_seen, *told, recall(read_entities, cast, words))
        for *told, cast in zip(analyses, articles, casts, strict=True)
    ]
    actors = []
    for one in joined.actors:
        group = one.group
        entry = authority[group.authority] if group.authority is not None else None
        kind = (entry.kind if entry else None) or group.kind
        own = [
            _told(seen[number][index], group.links.get((number, index)), recall)
            for number, index in one.members
        ]
        actor = recall(_actor, one.id, one.label, kind.value, group.kind.value, one.worth.value, words, *own)
        actors.append(recall(_authorised, actor, recall(same, entry)) if entry else actor)
    findings = (*joined.findings, *_unused([one.group for one in joined.actors], authority))
    by_id = tuple(sorted(actors, key=lambda a: a.id))
    return Resolution(by_id, joined.of_entity, tuple(dict.fromkeys(findings)))


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of the curator's, as far as it says who is who."""

    name: str
    aliases: tuple[str, ...]
    not_same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _One:
    """Entities that are one actor."""

    group: Group
    members: tuple[Place, ...]
    id: str
    label: str
    worth: Claim


@dataclass(frozen=True, slots=True, eq=False)
class _Joined:
    """Who is who, as far as who is in the articles tells."""

    actors: tuple[_One, ...]
    of_entity: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]


def _join(words: Naming, recall: Recalling, authority: Sequence[Known], *casts: Cast) -> _Joined:
    found = gather(casts, words, recall)
    joiner = Joiner(casts, found, _apart(authority), words)
    _apply_authority(found, authority)
    joiner.people()
    join_surnames(joiner)
    join_bodies(joiner)
    join_forms(joiner)
    join_owned(joiner)
    join_roles(joiner)
    roots = list(dict.fromkeys(group.root() for group in found.of.values()))
    ids = [cast.id for cast in casts]
    roots.sort(key=lambda group: min((ids[number], index) for number, index in group.members))
    labels = [_label(group, authority, words) for group in roots]
    claims = [claim(group, label, words) for group, label in zip(roots, labels, strict=True)]
    slugs = _slugs(roots, labels, claims, ids)
    id_of = dict(zip(map(id, roots), slugs, strict=True))
    return _Joined(
        tuple(
            _One(group, tuple(sorted(group.members)), slug, label, worth)
            for group, slug, label, worth in zip(roots, slugs, labels, claims, strict=True)
        ),
        tuple(
            tuple(id_of[id(found.of[number, index].root())] for index in range(len(cast.entities)))
            for number, cast in enumerate(casts)
        ),
        tuple(joiner.findings()),
    )


def _slugs(
    roots: Sequence[Group], labels: Sequence[str], claims: Sequence[Claim], ids: Sequence[str]
) -> list[str]:
    """Ids: a name's slug; of who has no claim to a page one that its article makes its own."""
    named = iter(
        unique_slugs(label for label, worth in zip(labels, claims, strict=True) if worth is not Claim.NONE)
    )
    taken: set[str] = set()
    result = []
    for group, label, worth in zip(roots, labels, claims, strict=True):
        if worth is not Claim.NONE:
            result.append(next(named))
            continue
        article = short_hash(min(ids[number] for number, _ in group.members), 6)
        slug = stem = f"{slugify(label)}-{article}"
        number = 1
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        taken.add(slug)
        result.append(slug)
    return result


def _apart(authority: Sequence[Known]) -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((mine, theirs))
        for entry in authority
        for theirs in entry.not_same_as
        for mine in (entry.name, *entry.aliases)
    )


def _apply_authority(found: Gathered, authority: Sequence[Known]) -> None:
    by_name = {fold(n): i for i, entry in enumerate(authority) for n in (entry.name, *entry.aliases)}
    first: dict[int, Group] = {}
    if not by_name:
        return
    for (number, index), group in found.of.items():
        read = found.read[number][index]
        if by_name.keys().isdisjoint(read.folded) or not (read.entity.named or read.folded[0] in by_name):
            continue
        names = read.folded[:1] if group.name and not group.name.given else read.folded
        entry = next((by_name[key] for key in names if key in by_name), None)
        if entry is None or group.root().authority not in {None, entry}:
            continue
        if entry in first:
            first[entry].root().absorb(group.root(), Reason(Why.AUTHORITY, authority[entry].name))
        else:
            first[entry] = group.root()
        first[entry].root().authority = entry


def _unused(roots: Sequence[Group], authority: Sequence[AuthorityActor]) -> list[Finding]:
    used = {group.authority for group in roots}
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


def _label(group: Group, authority: Sequence[Known], words: Naming) -> str:
    if group.authority is not None:
        return authority[group.authority].name
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
