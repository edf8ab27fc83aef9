"""Merging and splitting actors, with everything that points to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from build_site.curation.records import ActorMerge, ActorSplit, AuthorityActor
from build_site.ids import slugify
from build_site.model import (
    Actor,
    ActorKind,
    ActorMention,
    CorpusArticle,
    MentionKind,
    Name,
    Quotation,
    Reason,
    Why,
)
from build_site.stages.corrections.find import (
    actor_named,
    article_of,
    index_of,
    nearest,
    refuse,
    refuse_absent,
)

HOW = (Reason(Why.CURATOR),)
"""How the curator's source led to the actor."""


@dataclass(frozen=True, slots=True)
class State:
    """The corpus between two corrections."""

    articles: tuple[CorpusArticle, ...]
    quotations: tuple[Quotation, ...]
    actors: tuple[Actor, ...]
    authority: tuple[AuthorityActor, ...] = ()
    """Actors whom the curator knows, whether an article names them or not."""


def actor_for(name: str, kind: ActorKind | None, where: str, state: State) -> tuple[State, str]:
    """The id of the actor that is called so; a new one where the correction says of which kind it is."""
    actor = actor_named(name, state.actors)
    if actor:
        return state, actor.id
    known = next((a for a in state.authority if name.casefold() in _spellings(a)), None)
    if known and known.name != name and (actor := actor_named(known.name, state.actors)):
        return state, actor.id
    if kind is None and known:
        kind = known.kind
    if kind is None:
        names = [alias.text for actor in state.actors for alias in actor.aliases] + [
            a.name for a in state.actors
        ]
        refuse(where, f"no actor is called {name!r}. {nearest(name, names)} For a new one add kind: person.")
    made = _new(known.name if known else name, kind, known, state)
    return replace(state, actors=_sorted((*state.actors, made))), made.id


def _spellings(known: AuthorityActor) -> set[str]:
    return {spelling.casefold() for spelling in (known.name, *known.aliases)}


def _new(name: str, kind: ActorKind, known: AuthorityActor | None, state: State) -> Actor:
    """An actor whom no article was found to name, with what the curator knows of them."""
    made = Actor(_unused(slugify(name), state.actors), name, kind, curated=True)
    if known is None:
        return made
    return replace(
        made,
        aliases=tuple(Name(alias, 0, ()) for alias in known.aliases),
        description=known.description,
        same_as=known.same_as,
        portrait=known.portrait,
    )


def merge(state: State, fix: ActorMerge) -> State:
    """One actor of several: its names, titles, mentions and quotations together."""
    names = [alias.text for actor in state.actors for alias in actor.aliases] + [a.name for a in state.actors]
    parts = []
    for name in fix.names:
        actor = actor_named(name, state.actors)
        if actor is None:
            message = f"no single actor is called {name!r}."
            if name.casefold() in {other.casefold() for other in names}:
                refuse(fix.where, f"{message} Several are; name each by its full name.")
            refuse_absent(fix.where, message, name, names, "Mend the name, or remove this merge.")
        parts.append(actor)
    target = actor_named(fix.into, state.actors)
    parts = list(dict.fromkeys((*((target,) if target else ()), *parts)))
    first = parts[0]
    ids = {actor.id for actor in parts}
    rest = tuple(actor for actor in state.actors if actor.id not in ids)
    made = Actor(
        id=target.id if target else _unused(slugify(fix.into), rest),
        name=fix.into if target is None else target.name,
        kind=first.kind,
        aliases=_joined(name for actor in parts for name in actor.aliases),
        titles=_joined(name for actor in parts for name in actor.titles),
        mentions=tuple(sorted((m for actor in parts for m in actor.mentions), key=_place)),
        description=next((actor.description for actor in parts if actor.description), None),
        same_as=tuple(dict.fromkeys(link for actor in parts for link in actor.same_as)),
        portrait=next((actor.portrait for actor in parts if actor.portrait), None),
        curated=True,
    )
    return repoint(replace(state, actors=_sorted((*rest, made))), dict.fromkeys(ids, made.id))


def split(state: State, fix: ActorSplit) -> State:
    """Give the words' mentions in one article, and the quotations whose source they are, to another actor."""
    article = article_of(fix.article, fix.where, index_of(state.articles))
    text = article.article.text
    sought = " ".join(fix.words.split())
    moved = frozenset(m.span for m in article.mentions if " ".join(text[slice(*m.span)].split()) == sought)
    if not moved:
        near = nearest(sought, (text[slice(*m.span)] for m in article.mentions))
        refuse(fix.where, f"no mention in {article.article.document.path} reads {sought!r}. {near}")
    state, new = actor_for(fix.into, fix.kind, fix.where, state)
    note = fix.note or "These words are given to this actor by the curator."
    mentions = tuple(replace(m, actor=new, link=HOW[0]) if m.span in moved else m for m in article.mentions)
    articles = tuple(replace(a, mentions=mentions) if a.id == article.id else a for a in state.articles)
    quotations = tuple(
        replace(q, actor=new, corrected=note, how=HOW)
        if q.article == article.id and any(s < end and start < e for s, e in moved for start, end in q.source)
        else q
        for q in state.quotations
    )
    gone = {(article.id, span) for span in moved}
    kinds = {m.span: m.kind for m in article.mentions if m.span in moved}
    actors = []
    for actor in state.actors:
        kept = tuple(m for m in actor.mentions if (m.article, m.span) not in gone)
        if actor.id == new:
            added = tuple(ActorMention(article.id, span, kinds[span], HOW) for span in moved)
            seen = (Name(sought, len(moved), (article.id,)),) if MentionKind.NAME in kinds.values() else ()
            kept = tuple(sorted((*kept, *added), key=_place))
            actor = replace(actor, aliases=_joined((*actor.aliases, *seen)), curated=True)  # noqa: PLW2901
        elif len(kept) < len(actor.mentions):
            actor = replace(actor, aliases=_fewer(actor, sought, article.id, moved))  # noqa: PLW2901
        actors.append(replace(actor, mentions=kept))
    used = {q.actor for q in quotations} | {link.actor for q in quotations for link in q.chain}
    left = tuple(a for a in actors if a.mentions or a.curated or a.id in used)
    return replace(state, articles=articles, quotations=quotations, actors=left)


def repoint(state: State, ids: dict[str, str]) -> State:
    """Let everything that points to the old ids point to the new ones."""
    articles = tuple(
        replace(a, mentions=tuple(replace(m, actor=ids.get(m.actor or "", m.actor)) for m in a.mentions))
        for a in state.articles
    )
    quotations = tuple(
        replace(
            q,
            actor=ids.get(q.actor or "", q.actor),
            chain=tuple(replace(link, actor=ids.get(link.actor or "", link.actor)) for link in q.chain),
        )
        for q in state.quotations
    )
    return replace(state, articles=articles, quotations=quotations)


def _joined(names: Iterable[Name]) -> tuple[Name, ...]:
    """The same spelling once, with its counts together; most frequent first."""
    found: dict[str, Name] = {}
    for name in names:
        old = found.get(name.text)
        articles = tuple(dict.fromkeys((*(old.articles if old else ()), *name.articles)))
        found[name.text] = Name(name.text, name.count + (old.count if old else 0), articles)
    return tuple(sorted(found.values(), key=lambda name: (-name.count, name.text)))


def _fewer(actor: Actor, words: str, article: str, moved: frozenset[tuple[int, int]]) -> tuple[Name, ...]:
    """The actor's spellings without those that went to another."""
    lost = sum(m.article == article and m.span in moved for m in actor.mentions)
    names = []
    for name in actor.aliases:
        if name.text == words:
            left = Name(name.text, name.count - lost, tuple(a for a in name.articles if a != article))
            if left.count > 0:
                names.append(left)
        else:
            names.append(name)
    return tuple(names)


def _unused(slug: str, actors: Sequence[Actor]) -> str:
    taken = {actor.id for actor in actors}
    number, made = 1, slug
    while made in taken:
        number += 1
        made = f"{slug}-{number}"
    return made


def _sorted(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple(sorted(actors, key=lambda actor: actor.id))


def _place(mention: ActorMention) -> tuple[str, tuple[int, int]]:
    return mention.article, mention.span
