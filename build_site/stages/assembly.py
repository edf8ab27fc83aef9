"""Analyses and resolved actors → the corpus's articles and quotations with ids, chains and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from textwrap import shorten
from typing import Any, TypeVar

from build_site.ids import anchors, article_slugs, unique_slugs
from build_site.lexicon import Lexicon
from build_site.model import (
    Actor,
    ActorKind,
    Analysis,
    Article,
    Attribution,
    BlockKind,
    Carrier,
    ChainLink,
    Corpus,
    CorpusArticle,
    Dataset,
    Fact,
    Outlet,
    Quotation,
    Reason,
    Relation,
    ResolvedMention,
    Standing,
    Statement,
)
from build_site.model.restoring import replace
from build_site.pointing import Renamed, point_article, point_quotation, point_statement
from build_site.recall import Recalling, each, in_a_row, once, put, same
from build_site.text import text_of

T = TypeVar("T", CorpusArticle, Quotation, Statement)
OPENING = 80
"""Characters that an article without a title is called by."""
_ARTICLE_WORD = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """A name as it is compared: no case, no leading article, no punctuation at the edges, single blanks."""
    return " ".join(_without_article(name).casefold().replace("’", "'").strip(" .,").split())


def _without_article(name: str) -> str:
    return _ARTICLE_WORD.sub("", name.strip())


@dataclass(frozen=True, slots=True)
class OutletNames:
    """What outlets are called: short names stand for full ones, whatever their article and case."""

    full: Mapping[str, str]
    """Folded name → the name in full, of outlets that are known in general."""
    ids: Mapping[str, str]
    """Key of a name → id, of the outlets of the corpus."""

    @classmethod
    def of(cls, lexicon: Lexicon) -> OutletNames:
        """The outlets of the lexicon, none of the corpus yet."""
        full = lexicon.in_full("structure/outlets")
        return cls({fold_name(short): name for short, name in full.items()}, {})

    def key(self, name: str) -> str:
        """Two names with one key are one outlet's."""
        return fold_name(self.full.get(fold_name(name), name))

    def of_fact(self, fact: Fact | None) -> str | None:
        """The id of the outlet that a fact names."""
        return self.ids.get(self.key(fact.value)) if fact else None


@dataclass(frozen=True, slots=True)
class Assembly:
    """The corpus before corrections and statements."""

    articles: tuple[CorpusArticle, ...]
    quotations: tuple[Quotation, ...]
    outlets: tuple[Outlet, ...]
    actors: tuple[Actor, ...] = ()
    """The same, each that is an outlet of the corpus with its outlet."""


def assemble(
    analyses: Sequence[Analysis],
    actors: Sequence[Actor],
    of_entity: Sequence[Sequence[str]],
    corpus: Corpus,
    lexicon: Lexicon,
    recall: Recalling = once,
) -> Assembly:
    """Join what was found in each article with the corpus's actors.

    ``of_entity`` holds an actor id per analysis per entity.
    """
    known = general = recall(OutletNames.of, lexicon)
    outlets = _outlets(analyses, corpus, known)
    known = replace(known, ids={known.key(name): o.id for o in outlets for name in (o.name, *o.aliases)})
    named = [recall(_named, analysis) for analysis in analyses]
    actor_ids = _unique_names(actors, frozenset(map(fold_name, chain.from_iterable(named))))
    articles, quotations = list[CorpusArticle](), list[Quotation]()
    for analysis, slug, ids, names in zip(analyses, article_slugs(analyses), of_entity, named, strict=True):
        own = known.of_fact(analysis.article.metadata.outlet)
        told = [known.ids.get(known.key(name)) for name in names]
        told += [actor_ids.get(fold_name(name)) for name in names]
        size = len(ids).to_bytes(4)
        article, found = recall(_article, recall, analysis, general, slug, own, size, *ids, *told)
        quotations += found
        articles.append(article)
    speakers = {q.actor for q in quotations}
    quoted = {known.ids.get(known.key(a.name)) for a in actors if a.id in speakers}
    whole = _ordered(articles, quotations, outlets, quoted)
    return replace(whole, actors=_as_outlets(actors, whole.outlets, known, lexicon, recall))


def _named(analysis: Analysis) -> tuple[str, ...]:
    """Who is named in an article as carrying words, or as having printed what it embeds."""
    blocks = (analysis.article.blocks[a.block].outlet for a in analysis.attributions)
    carriers = (carrier.name for a in analysis.attributions for carrier in a.carriers)
    return tuple(dict.fromkeys((*filter(None, blocks), *carriers)))


def _article(
    recall: Recalling,
    analysis: Analysis,
    general: OutletNames,
    slug: str,
    own: str | None,
    count: bytes,
    *told: str | None,
) -> tuple[CorpusArticle, tuple[Quotation, ...]]:
    """An article of the corpus, and its quotations, each the very one that it was where it is an equal one.

    ``told`` is the actor of each entity, ``count`` of them; then the outlet, then the actor of each of those
    that ``_named`` names, where the corpus has them.
    """
    size, names = int.from_bytes(count), _named(analysis)
    ids, told = told[:size], told[size:]
    outlet_of, actor_named = (
        dict(zip(names, told, strict=False)),
        dict(zip(names, told[len(names) :], strict=True)),
    )
    actor_of = {m: ids[i] for i, e in enumerate(analysis.entities) for m in e.mentions}
    link_of = {m: link for e in analysis.entities for m, link in zip(e.mentions, e.links, strict=False)}
    found = _quotations(analysis, slug, actor_of, link_of, _Names(general, outlet_of, actor_named, own))
    metadata = analysis.article.metadata
    article = CorpusArticle(
        id=slug,
        slug=slug,
        path=analysis.article.document.path,
        title=metadata.title.value if metadata.title else _opening(analysis.article),
        outlet=own,
        published=metadata.published.value if metadata.published else None,
        article=analysis.article,
        mentions=tuple(
            ResolvedMention(m.span, m.kind, actor_of.get(i), link_of.get(i))
            for i, m in enumerate(analysis.mentions)
        ),
        quotations=tuple(q.id for q in found),
    )
    return article, tuple([recall(same, q) for q in found])


def _opening(article: Article) -> str:
    """The first words of an article without a title, as libraries call what has none; its id if empty."""
    first = (block.span for block in article.blocks if block.kind is BlockKind.PARAGRAPH)
    words = next((text for span in first if (text := article.text[slice(*span)].strip())), "")
    return shorten(words, OPENING, placeholder="…") or article.document.id


@dataclass(frozen=True, slots=True)
class _Names:
    """What the names in one article stand for."""

    general: OutletNames
    outlets: Mapping[str, str | None]
    """Names of those who carry words → outlet."""
    actors: Mapping[str, str | None]
    """The same → actor."""
    own: str | None
    """The article's own outlet."""


def _as_outlets(
    actors: Sequence[Actor],
    outlets: Sequence[Outlet],
    known: OutletNames,
    lexicon: Lexicon,
    recall: Recalling = once,
) -> tuple[Actor, ...]:
    """An outlet and the organisation of its name are one; of two such organisations the more spoken of."""
    full = lexicon.mapping("actors/short_forms")
    kept = {outlet.id for outlet in outlets}
    ids = {key: id for key, id in known.ids.items() if id in kept}
    ids |= {fold_name(full.get(o.name, o.name)): o.id for o in outlets}
    found: dict[str, Actor] = {}
    for actor in sorted(actors, key=lambda a: (-len(a.mentions), a.id)):
        if actor.kind is ActorKind.ORGANISATION:
            names = (actor.name, *(alias.text for alias in actor.aliases))
            id = next((ids[key] for name in names if (key := known.key(name)) in ids), None)
            id = id or ids.get(fold_name(full.get(actor.name, actor.name)))
            if id and id not in found:
                found[id] = actor
    outlet_of = {actor.id: id for id, actor in found.items()}
    given = (recall(put, a, outlet_of[a.id], "outlet") if a.id in outlet_of else a for a in actors)
    return recall(in_a_row, *given)


def with_statements(
    quotations: Sequence[Quotation], statement_of: Sequence[tuple[str, str]], recall: Recalling = once
) -> tuple[Quotation, ...]:
    """Give each quotation the statement that it is a version of."""
    of = dict(statement_of)
    given = quotations, [of.get(q.id) for q in quotations]
    return tuple(each(recall, put, (q.id for q in quotations), given, "statement"))


def with_own_articles(
    quotations: Sequence[Quotation], articles: Sequence[CorpusArticle], recall: Recalling = once
) -> tuple[Quotation, ...]:
    """Point each second-hand chain to the outlet's own article, where that carries the same statement."""
    outlet_of = {a.id: a.outlet for a in articles}
    own: dict[tuple[str, str], str] = {}
    for q in quotations:
        outlet = outlet_of[q.article]
        if outlet and q.statement:
            own.setdefault((q.statement, outlet), q.article)

    def pointed(q: Quotation) -> Quotation:
        if not q.chain:
            return q
        to = [own.get((q.statement or "", link.outlet or "")) for link in q.chain]
        others = [article if article != q.article else None for article in to]
        return recall(_pointed, q, *others) if any(others) else q

    return tuple(map(pointed, quotations))


def _pointed(q: Quotation, *articles: str | None) -> Quotation:
    links = zip(q.chain, articles, strict=True)
    return replace(q, chain=tuple(replace(link, article=a) if a else link for link, a in links))


def with_relations(
    articles: Sequence[CorpusArticle], relations: Sequence[Relation], recall: Recalling = once
) -> tuple[CorpusArticle, ...]:
    """Give each article its relations to others."""
    of: dict[str, list[Relation]] = {}
    for relation in relations:
        of.setdefault(relation.article, []).append(relation)
    own = ((a, recall(same, tuple(of.get(a.id, a.relations)))) for a in articles)
    return tuple(recall(put, a, relations, "relations") for a, relations in own)


def _quotations(
    analysis: Analysis,
    slug: str,
    actor_of: Mapping[int, str | None],
    link_of: Mapping[int, Reason],
    names: _Names,
) -> list[Quotation]:
    text = analysis.article.text
    contents = [text_of(text, a.content) for a in analysis.attributions]
    result = []
    for attribution, when, content, anchor in zip(
        analysis.attributions, analysis.dates, contents, anchors(contents), strict=True
    ):
        mention = attribution.mention
        link = link_of.get(mention) if mention is not None else None
        result.append(
            Quotation(
                id=f"{slug}#{anchor}",
                anchor=anchor,
                article=slug,
                type=attribution.type,
                text=content,
                content=attribution.content,
                verbatim=attribution.verbatim,
                cue=attribution.cue,
                source=attribution.source,
                source_kind=attribution.source_kind,
                actor=actor_of.get(mention) if mention is not None else None,
                chain=_chain(analysis, attribution, names),
                confidence=attribution.confidence,
                rule=attribution.rule,
                block=attribution.block,
                how=(link,) if link else (),
                candidates=attribution.candidates,
                when=when,
            )
        )
    return result


def _chain(analysis: Analysis, attribution: Attribution, names: _Names) -> tuple[ChainLink, ...]:
    outlets, carriers = names.general, attribution.carriers
    block = analysis.article.blocks[attribution.block]
    embedded = block.outlet if block.kind is BlockKind.BLOCKQUOTE else None
    if embedded and not any(outlets.key(c.name) == outlets.key(embedded) for c in carriers):
        carriers = (Carrier(embedded, "outlet"), *carriers)
    links = []
    for carrier in carriers:
        outlet = names.outlets[carrier.name] if carrier.role == "outlet" else None
        actor = names.actors[carrier.name]
        if outlet is None or outlet != names.own:
            links.append(ChainLink(carrier.name, carrier.role, actor, outlet, None, carrier.span))
    return tuple(links)


def _outlets(analyses: Sequence[Analysis], corpus: Corpus, known: OutletNames) -> tuple[Outlet, ...]:
    """Outlets of corpus.yml, then those that only articles name: publishers, embedded outlets, carriers.

    A publisher is called what its article says, any other by its full name.
    """
    curated = {known.key(name) for o in corpus.outlets for name in (o.name, *o.aliases)}
    seen: dict[str, str] = {}
    for analysis in analyses:
        if (outlet := analysis.article.metadata.outlet) is not None:
            seen.setdefault(known.key(outlet.value), outlet.value.strip())
    for analysis in analyses:
        names = [b.outlet for b in analysis.article.blocks if b.outlet]
        names += [c.name for a in analysis.attributions for c in a.carriers if c.role == "outlet"]
        for name in names:
            seen.setdefault(known.key(name), known.full.get(fold_name(name)) or _without_article(name))
    names = [seen[key] for key in sorted(seen) if key not in curated]
    taken = {o.id for o in corpus.outlets}
    ids = [slug if slug not in taken else f"{slug}-2" for slug in unique_slugs(map(_without_article, names))]
    found = tuple(Outlet(id, name) for id, name in zip(ids, names, strict=True))
    return tuple(sorted((*corpus.outlets, *found), key=lambda o: o.id))


def _unique_names(actors: Sequence[Actor], wanted: Container[str]) -> dict[str, str]:
    """Of folded names that are ``wanted`` those that only one actor has → its id."""
    owners: dict[str, set[str]] = {}
    for actor in actors:
        for name in (actor.name, *[alias.text for alias in actor.aliases]):
            if (key := fold_name(name)) in wanted:
                owners.setdefault(key, set()).add(actor.id)
    return {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}


def _ordered(
    articles: list[CorpusArticle],
    quotations: list[Quotation],
    outlets: tuple[Outlet, ...],
    quoted: set[str | None],
) -> Assembly:
    """In the order of days; with the outlets that publish, carry or say something here, or are described."""
    articles.sort(key=lambda a: (a.published is None, a.published or "", a.id))
    place = {a.id: i for i, a in enumerate(articles)}
    quotations.sort(key=lambda q: (place[q.article], q.content))
    used = {a.outlet for a in articles} | {link.outlet for q in quotations for link in q.chain}
    used |= quoted | {outlet.id for outlet in outlets if outlet.description or outlet.url}
    return Assembly(tuple(articles), tuple(quotations), tuple(o for o in outlets if o.id in used))


def without_passers_by(dataset: Dataset, recall: Recalling = once) -> Dataset:
    """The corpus as the site shows it: with those actors alone who have a page.

    A source without a name is described beside its words; who is only named stands in the data.
    """
    unseen = frozenset(a.id for a in dataset.actors if a.standing is not Standing.PAGE)
    hidden = recall(_to_nobody, recall(same, unseen))

    def those(point: Callable[[Any, Renamed, Recalling], T], every: Sequence[T]) -> tuple[T, ...]:
        return tuple(each(recall, point, (one.id for one in every), (every,), hidden, recall))

    return replace(
        dataset,
        actors=tuple(a for a in dataset.actors if a.id not in hidden),
        articles=those(point_article, dataset.articles),
        quotations=those(point_quotation, dataset.quotations),
        doubts=those(point_quotation, dataset.doubts),
        statements=those(point_statement, dataset.statements),
    )


def _to_nobody(ids: frozenset[str]) -> Renamed:
    return dict.fromkeys(ids, "")
