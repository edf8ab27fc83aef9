"""Addresses that stay: whoever had one keeps it, nobody gets another's, and what moved is pointed to.

``Addresses`` are those published before. An actor is known again by its name and by the documents that name
it, a statement by its quotations, an article by its document. A new subject whose natural address was once
another's takes a numbered one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from build_site.curation.addresses import Addresses
from build_site.ids import unused
from build_site.model import Actor, Dataset, Standing, Statement, Story
from build_site.model.restoring import replace
from build_site.pointing import Renamed, point_article, point_quotation, point_statement
from build_site.recall import Recalling, once, put
from build_site.text import fold

WITNESSES = 6
"""So many documents are kept to know an actor by."""
VERSIONS = 12
"""So many quotations are kept to know a statement by."""
Claimed = tuple[tuple[object, ...], str, str]
"""How good a claim is, the least first; whose it is, and to which address."""


def settle(dataset: Dataset, known: Addresses, recall: Recalling = once) -> Dataset:
    """The dataset with the ids that its actors and statements had, and with what has moved."""
    actors = _actor_ids(dataset, known)
    statements = _statement_ids(dataset, known)
    stories = _story_ids(dataset, known)
    settled = replace(
        _renamed(dataset, actors, statements, recall), stories=_with_ids(dataset.stories, stories)
    )
    return replace(settled, moved=tuple(sorted(_moved(settled, known).items())))


def record(dataset: Dataset, known: Addresses) -> Addresses:
    """All addresses published before and now, with fresh marks for those that are there."""
    documents = _documents(dataset)
    place = {q.id: n for n, q in enumerate(dataset.quotations)}.__getitem__
    actors = {a.id: _marks(known.actors.get(a.id, ()), a, documents) for a in dataset.actors if _has_page(a)}
    statements = {
        s.id: _with(known.statements.get(s.id, ()), sorted((v.quotation for v in s.versions), key=place))
        for s in dataset.statements
        if s.paged
    }
    stories = {
        s.id: _with(known.stories.get(s.id, ()), (documents[a] for a in s.articles)) for s in dataset.stories
    }
    return Addresses(
        actors={**known.actors, **actors},
        articles={**known.articles, **{a.slug: (documents[a.id],) for a in dataset.articles}},
        outlets={**known.outlets, **{o.id: (o.name,) for o in dataset.outlets}},
        statements={**known.statements, **statements},
        stories={**known.stories, **stories},
    )


def _documents(dataset: Dataset) -> dict[str, str]:
    """Article → its document."""
    return {a.id: a.article.document.id for a in dataset.articles}


def _has_page(actor: Actor) -> bool:
    """Of its own: an outlet's is the outlet's."""
    return actor.standing is Standing.PAGE and not actor.outlet


def _marks(before: Sequence[str], actor: Actor, documents: Mapping[str, str]) -> tuple[str, ...]:
    """Name, and documents: those of before first, so that a line changes seldom."""
    here = [documents[m.article] for m in actor.mentions if m.article in documents]
    kept = [document for document in before[1:] if document in set(here)]
    return (
        before[0] if before else actor.name,
        *list(dict.fromkeys((*kept, *before[1:], *here)))[:WITNESSES],
    )


def _with(before: Sequence[str], here: Iterable[str]) -> tuple[str, ...]:
    """What was known of a subject first, so that a line changes seldom."""
    return tuple(dict.fromkeys((*before, *here)))[:VERSIONS]


# --- who had which address


def _actor_ids(dataset: Dataset, known: Addresses) -> dict[str, str]:
    documents = _documents(dataset)
    paged = [actor for actor in dataset.actors if actor.standing is Standing.PAGE]
    found = _called(paged, {fold(name) for name, *_ in known.actors.values()})
    where: dict[str, frozenset[str]] = {}
    claims: list[Claimed] = []
    for address, (name, *witnesses) in known.actors.items():
        for actor in found.get(fold(name), ()):
            if actor.id not in where:
                where[actor.id] = frozenset(documents[m.article] for m in actor.mentions)
            shared = len(where[actor.id].intersection(witnesses))
            same = fold(actor.name) == fold(name)
            if shared or same:
                claims.append(((-shared, not same, actor.id != address, address), actor.id, address))
    return _addressed((a.id for a in dataset.actors), claims, known.actors)


def _statement_ids(dataset: Dataset, known: Addresses) -> dict[str, str]:
    of = {v.quotation: s.id for s in dataset.statements for v in s.versions}
    claims: list[Claimed] = []
    for address, quotations in known.statements.items():
        for place, quotation in enumerate(quotations):
            if quotation in of:
                claims.append(((place, of[quotation] != address, address), of[quotation], address))
                break
    return _addressed((s.id for s in dataset.statements), claims, known.statements)


def _story_ids(dataset: Dataset, known: Addresses) -> dict[str, str]:
    """A story is known again by the documents that tell it."""
    of = _told_by(dataset)
    claims: list[Claimed] = []
    for address, documents in known.stories.items():
        shared = Counter(of[document] for document in documents if document in of)
        claims += [((-n, story != address, address), story, address) for story, n in shared.items()]
    return _addressed((s.id for s in dataset.stories), claims, known.stories)


def _told_by(dataset: Dataset) -> dict[str, str]:
    """Document → the story that it tells."""
    documents = _documents(dataset)
    return {documents[article]: story.id for story in dataset.stories for article in story.articles}


def _with_ids(stories: Sequence[Story], ids: Renamed) -> tuple[Story, ...]:
    return tuple(sorted((replace(s, id=ids[s.id]) for s in stories), key=lambda s: s.id))


def _addressed(ids: Iterable[str], claims: list[Claimed], published: Mapping[str, object]) -> dict[str, str]:
    """Each subject one address, each address one subject: the best claims first.

    The rest keep their natural id, unless it was published as another's.
    """
    kept: dict[str, str] = {}
    taken: set[str] = set()
    for _, subject, address in sorted(claims):
        if subject not in kept and address not in taken:
            kept[subject] = address
            taken.add(address)
    taken.update(published)
    fresh = [id for id in ids if id not in kept]
    if taken.isdisjoint(fresh):  # as of nearly all corpora
        return kept | dict(zip(fresh, fresh, strict=True))
    for id in fresh:
        kept[id] = unused(id, taken)
        taken.add(kept[id])
    return kept


# --- everything that points to them


def _renamed(dataset: Dataset, actors: Renamed, statements: Renamed, recall: Recalling) -> Dataset:
    whom, what = ({old: new for old, new in ids.items() if old != new} for ids in (actors, statements))
    if not whom and not what:
        return dataset
    told = (point_statement(s, whom, recall, what) for s in dataset.statements)
    return replace(
        dataset,
        actors=tuple(sorted((recall(put, a, actors[a.id], "id") for a in dataset.actors), key=_id)),
        articles=tuple(point_article(a, whom, recall, what) for a in dataset.articles),
        quotations=tuple(point_quotation(q, whom, recall, what) for q in dataset.quotations),
        doubts=tuple(point_quotation(q, whom, recall, what) for q in dataset.doubts),
        statements=tuple(sorted(told, key=_id)),
    )


def _id(subject: Actor | Statement) -> str:
    return subject.id


# --- what has no page any more


def _moved(dataset: Dataset, known: Addresses) -> dict[str, str]:
    """Every address published before that is no page now, with the page that tells most of its subject."""
    pages = {a.id for a in dataset.actors if _has_page(a)}
    statements = {s.id: s for s in dataset.statements}
    of = {v.quotation: s.id for s in dataset.statements for v in s.versions}
    articles = {a.article.document.id: a.slug for a in dataset.articles}
    moved = {}
    gone = {address: marks for address, marks in known.actors.items() if address not in pages}
    called = _called(dataset.actors, {fold(marks[0]) for marks in gone.values()})
    ids = {a.article.document.id: a.id for a in dataset.articles}
    for address, (name, *documents) in gone.items():
        wanted = {ids[document] for document in documents if document in ids}
        moved[f"actors/{address}.html"] = _nearest_actor(called.get(fold(name), ()), wanted)
    for address, quotations in known.statements.items():
        if address not in statements or not statements[address].paged:
            there = next((of[q] for q in quotations if q in of), None)
            moved[f"statements/{address}.html"] = _statement_page(statements, there)
    for slug, (document, *_) in known.articles.items():
        if articles.get(document) != slug and slug not in articles.values():
            target = f"articles/{articles[document]}.html" if document in articles else "articles/index.html"
            moved[f"articles/{slug}.html"] = target
    outlets = {o.id for o in dataset.outlets}
    names = {fold(o.name): o.id for o in dataset.outlets}
    for id, (name, *_) in known.outlets.items():
        if id not in outlets:
            there = names.get(fold(name))
            moved[f"outlets/{id}.html"] = f"outlets/{there}.html" if there else "outlets/index.html"
    told, stories = _told_by(dataset), {story.id for story in dataset.stories}
    for address, tellers in known.stories.items():
        if address not in stories:
            moved[f"stories/{address}.html"] = _story_page(tellers, told, articles)
    return moved


def _called(actors: Sequence[Actor], names: Set[str]) -> dict[str, list[Actor]]:
    """Who is called by each of these names, as they are compared."""
    found: dict[str, list[Actor]] = {}
    for actor in actors if names else ():
        own = {fold(actor.name), *(fold(alias.text) for alias in actor.aliases)}
        for name in own & names:
            found.setdefault(name, []).append(actor)
    return found


def _nearest_actor(called: Sequence[Actor], wanted: Set[str]) -> str:
    """Who of those that are called so stands in one of the articles; without a name, with the others."""
    near = [a for a in called if any(m.article in wanted for m in a.mentions)]
    if page := next((a for a in near if a.standing is Standing.PAGE), None):
        return f"outlets/{page.outlet}.html" if page.outlet else f"actors/{page.id}.html"
    described = any(a.standing is Standing.DESCRIBED for a in near)
    return "sources/index.html" if described else "actors/index.html"


def _story_page(tellers: Sequence[str], told: Mapping[str, str], articles: Mapping[str, str]) -> str:
    """The story that tells most of it now, or an article that did."""
    there = Counter(told[document] for document in tellers if document in told).most_common(1)
    if there:
        return f"stories/{there[0][0]}.html"
    slug = next((articles[document] for document in tellers if document in articles), None)
    return f"articles/{slug}.html" if slug else "stories/index.html"


def _statement_page(statements: Mapping[str, Statement], id: str | None) -> str:
    if id is None:
        return "statements/index.html"
    if statements[id].paged:
        return f"statements/{id}.html"
    slug, _, anchor = statements[id].base.rpartition("#")
    return f"articles/{slug}.html#{anchor}"
