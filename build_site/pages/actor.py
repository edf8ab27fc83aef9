"""The page of an actor: what was said, to whom and about whom, who reported it, under which names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from build_site.model import Actor, ActorKind, MentionKind, Name, Quotation, QuotationType, Story
from build_site.pages.article import SCHEMA_TYPES
from build_site.pages.catalogue import ActorLink, ArticleLink, Catalogue, Quoted
from build_site.pages.charts import Chart, chart
from build_site.pages.company import Company, Tie, company
from build_site.pages.escape import plain
from build_site.pages.journey import second_hand
from build_site.pages.links import portrait_path, root_of, web_address
from build_site.pages.network import FEWEST, network
from build_site.pages.tally import Share, by_type
from build_site.pages.words import KINDS, count, listed, shorten

SAYINGS = 22
"""So many statements stand on the page; the table of quotations has them all."""
ABOUT = 10
REPORTERS = 12
PLACES = 20
NAMES = 12
MANY = 12
"""From more quotations on the page leads to them by outlet, year and story."""
CHOICES = 10
NEAREST = 10
"""So many others are drawn around the actor."""
BONDS = (
    ("Said to", "said_to"),
    ("Heard from", "heard_from"),
    ("Spoke about", "about"),
    ("Named by", "spoken_about"),
    ("Articles together", "beside"),
)


@dataclass(frozen=True, slots=True)
class Carried:
    """An article that carries a statement."""

    quoted: Quoted
    """The first version there."""
    types: tuple[QuotationType, ...]
    versions: int


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement of the actor with everybody who carries it."""

    path: str | None
    """The statement's page."""
    head: Quoted
    carried: tuple[Carried, ...]
    versions: int


@dataclass(frozen=True, slots=True)
class Reporter:
    """How one outlet deals with the actor."""

    outlet: str | None
    outlet_id: str | None
    articles: int
    """In which the actor is named or quoted."""
    quotations: int
    types: tuple[Share, ...]
    second_hand: int
    """Quotations that it took from another outlet."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name or a title as it was seen."""

    text: str
    count: int
    articles: tuple[ArticleLink, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Place:
    """An article that mentions the actor."""

    article: ArticleLink
    quotations: int
    names: int
    nominals: int
    pronouns: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody beside the actor."""

    actor: ActorLink
    tie: Tie


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the actor's quotations and where they stand by themselves."""

    label: str
    number: int
    path: str
    """From the site's root; a filter's state is in the address."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose among many quotations."""

    name: str
    choices: tuple[Choice, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What ``actor.html`` shows."""

    path: str
    title: str
    description: str
    kind: str
    about: str | None
    """The curator's words, else the title that is stated most often."""
    portrait: tuple[str, str] | None
    """Address from the root, credit."""
    same_as: tuple[tuple[str, str], ...]
    """Host, address."""
    quotations: int
    articles: int
    """In which the actor is quoted."""
    named_in: int
    """Articles that name or quote the actor."""
    outlets: int
    """That quote the actor; 0 where that of some article is not stated."""
    types: tuple[Share, ...]
    id: str
    facets: tuple[Facet, ...]
    sayings: tuple[Saying, ...]
    more_sayings: int
    spoken_about: tuple[Quoted, ...]
    more_about: int
    reporters: tuple[Reporter, ...]
    more_reporters: int
    neighbours: tuple[Neighbour, ...]
    more_neighbours: int
    bonds: tuple[tuple[str, str], ...]
    """What binds somebody of them to the actor: head of a column, name in a tie."""
    network: Markup | None
    """Drawn."""
    timeline: Chart | None
    names: tuple[Spelling, ...]
    titles: tuple[Spelling, ...]
    places: tuple[Place, ...]
    more_places: int
    named: tuple[int, int] | None
    """Of somebody who is quoted in one article, which his words lead to: mentions there, those by name."""
    schema: Mapping[str, object] | None
    changed: str
    """The day of the latest article that names or quotes the actor, if known."""


def contexts(known: Catalogue) -> Iterator[ActorPage]:
    """One page per actor."""
    around = company(known)
    return (context(known, around, actor) for actor in known.dataset.actors if not actor.outlet)


def context(known: Catalogue, around: Company, actor: Actor) -> ActorPage:
    """Everything that an actor's page shows."""
    quotations = known.by_actor.get(actor.id, ())
    sayings = _sayings(known, quotations)
    about = _about(known, around.quoted_about.get(actor.id, ()))
    articles = around.articles.get(actor.id, ())
    # Of somebody who is only named, or has no name, in one article, the article tells as much.
    told = len(articles) > 1 or (quotations and actor.kind is not ActorKind.ANONYMOUS)
    ties = _ties(around, actor.id) if told else ()
    nearest = tuple(n for t in ties[:NEAREST] if (n := _neighbour(known, t)))
    reporters = _reporters(known, articles, quotations) if told else ()
    quoting = [r for r in reporters if r.quotations]
    name, picture = plain(actor.name), portrait_path(actor)
    stated = plain(actor.description or (actor.titles[0].text if actor.titles else ""))
    path = f"actors/{actor.id}.md"
    # All other ties are told by the table: a drawing of who speaks with whom shows the ways words went.
    talking = [n for n in nearest if n.tie.said_to or n.tie.heard_from]
    return ActorPage(
        path=path,
        title=name,
        description=_description(name, quotations, reporters),
        kind=KINDS[actor.kind],
        about=stated or None,
        portrait=(picture, plain(actor.portrait.credit)) if picture and actor.portrait else None,
        same_as=tuple((_host(url), url) for link in actor.same_as if (url := web_address(link))),
        quotations=len(quotations),
        articles=len({q.article for q in quotations}),
        named_in=len(articles),
        outlets=0 if None in {r.outlet for r in quoting} else len(quoting),
        types=by_type(quotations),
        id=actor.id,
        facets=_facets(known, actor.id, quotations) if len(quotations) > MANY else (),
        sayings=sayings[:SAYINGS],
        more_sayings=max(0, len(sayings) - SAYINGS),
        spoken_about=tuple(known.quoted(q) for q in about[:ABOUT]),
        more_about=max(0, len(about) - ABOUT),
        # Of one alone the line below the name tells as much.
        reporters=reporters[:REPORTERS] if len(reporters) > 1 else (),
        more_reporters=max(0, len(reporters) - REPORTERS),
        neighbours=nearest,
        more_neighbours=len(ties) - len(nearest),
        bonds=_bonds(nearest, whole=len(articles) > 1 or len(talking) >= FEWEST),
        network=network(name, talking, root_of(path)) if len(talking) >= FEWEST else None,
        timeline=_timeline(known, quotations),
        names=_beyond(name, _spellings(known, actor.aliases, articles)),
        titles=_beyond(stated, _spellings(known, actor.titles, articles)),
        places=_places(known, actor, articles[:PLACES]) if len(articles) > 1 or not quotations else (),
        named=_named(actor) if len(articles) == 1 and quotations else None,
        more_places=max(0, len(articles) - PLACES),
        schema=_schema(actor, name),
        changed=known.latest(articles),
    )


def _description(name: str, quotations: Sequence[Quotation], reporters: Sequence[Reporter]) -> str:
    articles = len({q.article for q in quotations})
    outlets = tuple(r.outlet for r in reporters if r.outlet and r.quotations)[:3]
    by = f", by {listed(outlets)}" if outlets else ""
    return f"{name}: {count(len(quotations), 'quotation')} in {count(articles, 'article')}{by}."


def _host(url: str) -> str:
    return plain((urlsplit(url).hostname or url).removeprefix("www."))


def _facets(known: Catalogue, id: str, quotations: Sequence[Quotation]) -> tuple[Facet, ...]:
    """By outlet and year to the table of quotations, narrowed down; by story to the story's page."""
    table = f"quotations/index.html?speaker={id}"
    articles = Counter(q.article for q in quotations)
    outlets: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for q in quotations:
        if outlet := known.articles[q.article].outlet:
            outlets[outlet] += 1
        date = q.when.edtf if q.when and q.when.edtf[:4].isdigit() else known.articles[q.article].published
        if date and date[:4].isdigit():
            years[date[:4]] += 1
    stories: Counter[Story] = Counter()
    for article, number in articles.items():
        if story := known.story_of.get(article):
            stories[story] += number
    told = [Choice(shorten(plain(s.title), 60), n, f"stories/{s.id}.html") for s, n in stories.most_common()]
    by_outlet = [
        Choice(plain(known.outlets[o].name), n, f"{table}&outlet={o}") for o, n in outlets.most_common()
    ]
    by_year = [Choice(y, n, f"{table}&from={y}-01-01&to={y}-12-31") for y, n in sorted(years.items())]
    named = (("Outlet", by_outlet), ("Year", by_year), ("Story", told))
    return tuple(
        Facet(name, tuple(found[:CHOICES]), max(0, len(found) - CHOICES)) for name, found in named if found
    )


def _sayings(known: Catalogue, quotations: Sequence[Quotation]) -> tuple[Saying, ...]:
    """Quotations by statement: those that most articles carry first, else in the dataset's order."""
    groups: dict[str, list[Quotation]] = {}
    for q in quotations:
        groups.setdefault(q.statement or q.id, []).append(q)
    sayings = []
    for key, members in groups.items():
        statement = known.statements.get(key)
        base = next((q for q in members if statement and q.id == statement.base), members[0])
        path = known.statement_path(key) if key in known.with_page else None
        sayings.append(Saying(path, known.quoted(base), _carried(known, members), len(members)))
    return tuple(sorted(sayings, key=lambda s: (-len(s.carried), -s.versions)))


def _carried(known: Catalogue, members: Sequence[Quotation]) -> tuple[Carried, ...]:
    by_article: dict[str, list[Quotation]] = {}
    for q in members:
        by_article.setdefault(q.article, []).append(q)
    return tuple(
        Carried(known.quoted(own[0]), tuple(dict.fromkeys(q.type for q in own)), len(own))
        for own in by_article.values()
    )


def _about(known: Catalogue, quotations: Sequence[str]) -> tuple[Quotation, ...]:
    """One quotation of each statement; the statement's page has the others."""
    found: dict[str, Quotation] = {}
    for q in (known.quotations[id] for id in quotations):
        found.setdefault(q.statement or q.id, q)
    return tuple(found.values())


def _reporters(
    known: Catalogue, articles: Sequence[str], quotations: Sequence[Quotation]
) -> tuple[Reporter, ...]:
    named = Counter(known.articles[a].outlet for a in articles)
    quoted: dict[str | None, list[Quotation]] = {}
    for q in quotations:
        quoted.setdefault(known.articles[q.article].outlet, []).append(q)
    reporters = [
        Reporter(
            outlet=plain(known.outlets[id].name) if id else None,
            outlet_id=id,
            articles=named[id],
            quotations=len(quoted.get(id, ())),
            types=by_type(quoted.get(id, ())),
            second_hand=sum(bool(second_hand(q)) for q in quoted.get(id, ())),
        )
        for id in named
    ]
    return tuple(sorted(reporters, key=lambda r: (-r.quotations, -r.articles, r.outlet or "\uffff")))


def _ties(around: Company, actor: str) -> tuple[Tie, ...]:
    """Everybody whom words bind to the actor, or who is named beside the actor in several articles.

    That others are named in one article too it tells itself, and that says nothing of the two.
    """
    return tuple(tie for tie in around.ties(actor) if tie.weight[0] or tie.beside > 1)


def _neighbour(known: Catalogue, tie: Tie) -> Neighbour | None:
    link = known.actor(tie.other)
    return Neighbour(link, tie) if link else None


def _timeline(known: Catalogue, quotations: Sequence[Quotation]) -> Chart | None:
    published = {q.article: known.articles[q.article].published for q in quotations}
    return chart(
        (
            ("Said", [q.when.edtf for q in quotations if q.when]),
            ("Published", [d for q in quotations if (d := published[q.article])]),
        )
    )


def _spellings(known: Catalogue, names: Sequence[Name], articles: Sequence[str]) -> tuple[Spelling, ...]:
    """Where each was seen; that it was in every article of the actor needs no saying."""
    return tuple(
        Spelling(
            plain(n.text),
            n.count,
            tuple(known.article(a) for a in n.articles[:3] if a in known.articles) if apart else (),
            max(0, len(n.articles) - 3),
        )
        for n in names[:NAMES]
        for apart in (len(n.articles) < len(articles),)
    )


def _beyond(told: str, seen: tuple[Spelling, ...]) -> tuple[Spelling, ...]:
    """The spellings, where they are more than what the page is headed with."""
    return () if len(seen) == 1 and seen[0].text == told else seen


def _places(known: Catalogue, actor: Actor, articles: Sequence[str]) -> tuple[Place, ...]:
    kinds = Counter((m.article, m.kind) for m in actor.mentions)
    quoted = Counter(q.article for q in known.by_actor.get(actor.id, ()))
    return tuple(
        Place(known.article(a), quoted[a], *(kinds[a, kind] for kind in MentionKind)) for a in articles
    )


def _bonds(nearest: Sequence[Neighbour], whole: bool) -> tuple[tuple[str, str], ...]:
    """The columns that say something: in one article all stand together, which a drawing tells as well."""
    found = tuple((head, kind) for head, kind in BONDS if any(getattr(n.tie, kind) for n in nearest))
    return found if whole or len(found) == 1 else tuple(bond for bond in found if bond != BONDS[-1])


def _named(actor: Actor) -> tuple[int, int]:
    return len(actor.mentions), sum(m.kind is MentionKind.NAME for m in actor.mentions)


def _schema(actor: Actor, name: str) -> Mapping[str, object] | None:
    """Person or Organization of schema.org; documents and sources without a name are neither.

    Of whom nothing is known but a name, the title of the page says as much.
    """
    if actor.kind not in SCHEMA_TYPES:
        return None
    record: dict[str, object | None] = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES[actor.kind],
        "name": name,
        "alternateName": [t for n in actor.aliases[:NAMES] if (t := plain(n.text)) != name] or None,
        "description": plain(actor.description) if actor.description else None,
        "sameAs": [url for link in actor.same_as if (url := web_address(link))] or None,
    }
    found = {key: value for key, value in record.items() if value is not None}
    return found if len(found) > len(("@context", "@type", "name")) else None
