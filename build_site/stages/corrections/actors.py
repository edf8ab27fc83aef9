"""Merging and splitting actors, with everything that points to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from build_site.curation.records import ActorMerge, ActorSplit, AuthorityActor
from build_site.ids import slugify, unused
from build_site.model import (
    Actor,
    ActorKind,
    ActorMention,
    CorpusArticle,
    MentionKind,
    Name,
    Quotation,
    Reason,
    Span,
    Why,
)
from build_site.pointing import point_article, point_quotation
from build_site.recall import Recalling, once, same
from build_site.stages.corrections.words import nearest, refuse, refuse_absent

HOW = (Reason(Why.CURATOR),)
"""How the curator's source led to the actor."""


@dataclass(frozen=True, slots=True)
class State:
    """The corpus between two corrections; its actors are in a ``Roster``."""

    articles: tuple[CorpusArticle, ...]
    quotations: tuple[Quotation, ...]


class Roster:
    """The actors of the corpus by their names, as corrections add to them and take from them."""

    def __init__(
        self, actors: tuple[Actor, ...], authority: Sequence[AuthorityActor] = (), recall: Recalling = once
    ) -> None:
        self._actors: tuple[Actor, ...] | None = actors
        self._first, self._recall = actors, recall
        self._authority: dict[str, AuthorityActor] = {}
        for known in authority:
            for spelling in (known.name, *known.aliases):
                self._authority.setdefault(spelling.casefold(), known)

    @cached_property
    def _listed(self) -> _Listed:
        """Its own lists: where no correction asks for anybody, they are not made."""
        listed = self._recall(_listed, self._first)
        return _Listed(listed.by_id.copy(), listed.called.copy(), listed.aliases.copy())

    @property
    def by_id(self) -> dict[str, Actor]:
        """The actors by their ids."""
        return self._listed.by_id

    @property
    def _called(self) -> dict[str, tuple[str, ...]]:
        return self._listed.called

    @property
    def _aliases(self) -> dict[str, tuple[str, ...]]:
        return self._listed.aliases

    @property
    def actors(self) -> tuple[Actor, ...]:
        """By id; the very ones it began with where none was changed."""
        if self._actors is None:
            self._actors = tuple(self.by_id[id] for id in sorted(self.by_id))
        return self._actors

    def put(self, actor: Actor) -> None:
        """Add an actor, or replace the one of this id."""
        self.drop(actor.id)
        self._enter(actor)

    def _enter(self, actor: Actor) -> None:
        self._actors = None
        self.by_id[actor.id] = actor
        for index, name in _index_entries(actor):
            called = self._called if index else self._aliases
            called[name] = tuple(dict.fromkeys((*called.get(name, ()), actor.id)))

    def drop(self, id: str) -> None:
        """Take an actor out, if it is there."""
        self._actors = None
        actor = self.by_id.pop(id, None)
        for index, name in _index_entries(actor) if actor else ():
            called = self._called if index else self._aliases
            called[name] = tuple(other for other in called[name] if other != id)

    def named(self, name: str) -> Actor | None:
        """The one actor of an id, a name or an alias: before what two are called goes whose id it is."""
        if name in self.by_id:
            return self.by_id[name]
        known = self._those(name)
        return self.by_id[known[0]] if len(known) == 1 else None

    def _those(self, name: str) -> tuple[str, ...]:
        """Ids of all that are called so."""
        folded = name.casefold()
        return self._called.get(folded) or self._aliases.get(folded) or ()

    def names(self) -> list[str]:
        """All names, for messages."""
        return [name for a in self.by_id.values() for name in (a.name, *(alias.text for alias in a.aliases))]

    def id_for(self, name: str, kind: ActorKind | None, where: str) -> str:
        """The id of the actor that is called so; a new one where the correction says of which kind it is."""
        actor = self.named(name)
        if actor:
            return actor.id
        known = self._authority.get(name.casefold())
        if known and known.name != name and (actor := self.named(known.name)):
            return actor.id
        if kind is None and known:
            kind = known.kind
        if kind is None and (several := self._those(name)):
            ids = " or ".join(sorted(several))
            refuse(where, f"{len(several)} actors are called {name!r}. Write the id of the one meant: {ids}.")
        if kind is None:
            near = nearest(name, self.names())
            refuse(where, f"no actor is called {name!r}. {near} For a new one add kind: person.")
        made = _new(known.name if known else name, kind, known, self)
        self.put(made)
        return made.id


@dataclass(frozen=True, slots=True, eq=False)
class _Listed:
    """Actors by id, and their ids by what they are called."""

    by_id: dict[str, Actor]
    called: dict[str, tuple[str, ...]]
    aliases: dict[str, tuple[str, ...]]


def _listed(actors: Sequence[Actor]) -> _Listed:
    called: dict[str, dict[str, None]] = {}
    aliases: dict[str, dict[str, None]] = {}
    for actor in actors:
        for index, name in _index_entries(actor):
            (called if index else aliases).setdefault(name, {})[actor.id] = None
    return _Listed(
        {actor.id: actor for actor in actors},
        {name: tuple(ids) for name, ids in called.items()},
        {name: tuple(ids) for name, ids in aliases.items()},
    )


def _index_entries(actor: Actor) -> Iterator[tuple[bool, str]]:
    """What an actor is called: by its own name or id (True), or by an alias."""
    yield True, actor.name.casefold()
    yield True, actor.id
    for alias in actor.aliases:
        yield False, alias.text.casefold()


def _new(name: str, kind: ActorKind, known: AuthorityActor | None, roster: Roster) -> Actor:
    """An actor whom no article was found to name, with what the curator knows of them."""
    made = Actor(unused(slugify(name), roster.by_id), name, kind, curated=True)
    if known is None:
        return made
    return replace(
        made,
        aliases=tuple(Name(alias, 0, ()) for alias in known.aliases),
        titles=(Name(known.title, 0, ()),) if known.title else (),
        description=known.description,
        same_as=known.same_as,
        portrait=known.portrait,
    )


def merge(roster: Roster, fix: ActorMerge, recall: Recalling = once) -> dict[str, str]:
    """One actor of several: names, titles and mentions together. Returns old ids and what they are now."""
    parts = []
    for name in fix.names:
        actor = roster.named(name)
        if actor is None:
            message, names = f"no single actor is called {name!r}.", roster.names()
            if name.casefold() in {other.casefold() for other in names}:
                refuse(fix.where, f"{message} Several are; name each by its full name.")
            refuse_absent(fix.where, message, name, names, "Mend the name, or remove this merge.")
        parts.append(actor)
    target = roster.named(fix.into)
    parts = list(dict.fromkeys((*((target,) if target else ()), *parts)))
    first = parts[0]
    for actor in parts:
        roster.drop(actor.id)
    joined = Actor(
        id=target.id if target else unused(slugify(fix.into), roster.by_id),
        name=fix.into if target is None else target.name,
        kind=first.kind,
        aliases=_joined(name for actor in parts for name in actor.aliases),
        titles=_joined(name for actor in parts for name in actor.titles),
        mentions=tuple(sorted((m for actor in parts for m in actor.mentions), key=_place)),
        description=next((actor.description for actor in parts if actor.description), None),
        same_as=tuple(dict.fromkeys(link for actor in parts for link in actor.same_as)),
        portrait=next((actor.portrait for actor in parts if actor.portrait), None),
        outlet=next((actor.outlet for actor in parts if actor.outlet), None),
        curated=True,
    )
    made = recall(same, joined)
    roster.put(made)
    return {actor.id: made.id for actor in parts}


def split(
    state: State, fix: ActorSplit, roster: Roster, named: CorpusArticle, recall: Recalling = once
) -> State:
    """Give the words' mentions in one article, and the quotations whose source they are, to another actor.

    ``named`` is the article as it was before any correction.
    """
    number, article = next((n, a) for n, a in enumerate(state.articles) if a.id == named.id)
    text = article.article.text
    sought = " ".join(fix.words.split())
    moved = frozenset(m.span for m in article.mentions if " ".join(text[slice(*m.span)].split()) == sought)
    if not moved:
        near = nearest(sought, (text[slice(*m.span)] for m in article.mentions))
        refuse(fix.where, f"no mention in {article.article.document.path} reads {sought!r}. {near}")
    new = roster.id_for(fix.into, fix.kind, fix.where)
    note = fix.note or "These words are given to this actor by the curator."
    moved = recall(same, moved)
    owners = [m.actor for m in article.mentions if m.span in moved]
    articles, quotations = list(state.articles), list(state.quotations)
    articles[number] = recall(_meant, article, new, moved)
    for place in [n for n, q in enumerate(quotations) if q.article == article.id]:
        q = quotations[place]
        if any(s < end and start < e for s, e in moved for start, end in q.source):
            owners.append(q.actor)
            quotations[place] = recall(_said_by, q, new, note)
    for id in sorted({id for id in owners if id} - {new}):
        actor = recall(_fewer, roster.by_id[id], sought, article.id, moved)
        if actor.mentions or actor.curated or _used(actor.id, quotations):
            roster.put(actor)
        else:
            roster.drop(actor.id)
    given = recall(_more, roster.by_id[new], sought, article, moved)
    roster.put(recall(same, given))  # an actor made here is another object each time
    return State(tuple(articles), tuple(quotations))


def _meant(article: CorpusArticle, actor: str, moved: frozenset[Span]) -> CorpusArticle:
    """The article with words that mean this actor."""
    mentions = (replace(m, actor=actor, link=HOW[0]) if m.span in moved else m for m in article.mentions)
    return replace(article, mentions=tuple(mentions))


def _said_by(quotation: Quotation, actor: str, note: str) -> Quotation:
    return replace(quotation, actor=actor, corrected=note, how=HOW)


def _used(actor: str, quotations: Sequence[Quotation]) -> bool:
    """Whether an actor says or hands on any of them."""
    return any(q.actor == actor or any(link.actor == actor for link in q.chain) for q in quotations)


def repoint(state: State, ids: dict[str, str], recall: Recalling = once) -> State:
    """Let everything that points to the old ids point to the new ones; what points to none stays itself."""
    moved = {old: new for old, new in ids.items() if old != new}
    if not moved:
        return state
    return State(
        tuple(point_article(article, moved, recall) for article in state.articles),
        tuple(point_quotation(q, moved, recall) for q in state.quotations),
    )


def _joined(names: Iterable[Name]) -> tuple[Name, ...]:
    """The same spelling once, with its counts together; most frequent first."""
    found: dict[str, Name] = {}
    for name in names:
        old = found.get(name.text)
        articles = tuple(dict.fromkeys((*(old.articles if old else ()), *name.articles)))
        found[name.text] = Name(name.text, name.count + (old.count if old else 0), articles)
    return tuple(sorted(found.values(), key=lambda name: (-name.count, name.text)))


def _more(actor: Actor, words: str, article: CorpusArticle, moved: frozenset[Span]) -> Actor:
    """The actor with words of an article that went to it."""
    kinds = {m.span: m.kind for m in article.mentions if m.span in moved}
    added = tuple(ActorMention(article.id, span, kind, HOW) for span, kind in kinds.items())
    seen = (Name(words, len(kinds), (article.id,)),) if MentionKind.NAME in kinds.values() else ()
    kept = (m for m in actor.mentions if m.article != article.id or m.span not in kinds)
    mentions = tuple(sorted((*kept, *added), key=_place))
    return replace(actor, aliases=_joined((*actor.aliases, *seen)), mentions=mentions, curated=True)


def _fewer(actor: Actor, words: str, article: str, moved: frozenset[Span]) -> Actor:
    """The actor without words of an article that went to another."""
    kept = tuple(m for m in actor.mentions if m.article != article or m.span not in moved)
    lost = len(actor.mentions) - len(kept)
    names = []
    for name in actor.aliases if lost else ():
        if name.text == words:
            left = Name(name.text, name.count - lost, tuple(a for a in name.articles if a != article))
            if left.count > 0:
                names.append(left)
        else:
            names.append(name)
    return replace(actor, aliases=tuple(names), mentions=kept) if lost else actor


def _place(mention: ActorMention) -> tuple[str, tuple[int, int]]:
    return mention.article, mention.span
