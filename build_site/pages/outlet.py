"""The page of an outlet: whom it quotes and how, whose words it carries, and who carries its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_site.model import CorpusArticle, Outlet, Quotation
from build_site.pages.catalogue import ActorLink, ArticleLink, Catalogue, Quoted
from build_site.pages.escape import plain
from build_site.pages.journey import second_hand
from build_site.pages.links import web_address
from build_site.pages.said import HowItQuotes, how_it_quotes
from build_site.pages.tally import Share, by_naming, by_type
from build_site.pages.words import count

SPEAKERS = 30
CARRIED = 12
ARTICLES = 40


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Somebody whom the outlet quotes."""

    actor: ActorLink | None
    """None: those who are not identified."""
    quotations: int
    articles: int
    types: tuple[Share, ...]
    elsewhere: int
    """Quotations of the same speaker in other outlets."""


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet whose words another one carries."""

    name: str
    id: str | None
    quotations: tuple[Quoted, ...]
    more: int

    @property
    def total(self) -> int:
        """How many quotations came that way."""
        return len(self.quotations) + self.more


@dataclass(frozen=True, slots=True)
class Printed:
    """An article of the outlet."""

    article: ArticleLink
    quotations: int


@dataclass(frozen=True, slots=True)
class OutletPage:
    """What ``outlet.html`` shows."""

    path: str
    id: str
    title: str
    description: str
    about: str | None
    url: str | None
    article_count: int
    quotations: int
    types: tuple[Share, ...]
    naming: tuple[Share, ...]
    speakers: tuple[SpeakerRow, ...]
    more_speakers: int
    sources: tuple[Source, ...]
    """Outlets whose words it carries."""
    carriers: tuple[Source, ...]
    """Outlets that carry its words."""
    own: tuple[Quoted, ...]
    """What it is itself quoted with."""
    more_own: int
    articles: tuple[Printed, ...]
    more_articles: int
    said: HowItQuotes | None
    """Its quotations beside what was said; None without transcripts."""
    changed: str
    """The day of its latest article, if known."""


@dataclass(frozen=True, slots=True, eq=False)
class _Press:
    """Look-ups by outlet id, made once."""

    articles: dict[str, list[CorpusArticle]]
    quotations: dict[str, list[Quotation]]
    actor: dict[str, str]
    """The actor that the outlet is."""
    carried: dict[str, list[Quotation]]
    """Quotations that other outlets took from it."""


def contexts(known: Catalogue) -> Iterator[OutletPage]:
    """One page per outlet."""
    press = _Press({}, {}, {a.outlet: a.id for a in known.dataset.actors if a.outlet}, {})
    for article in known.dataset.articles:
        if article.outlet:
            press.articles.setdefault(article.outlet, []).append(article)
            press.quotations.setdefault(article.outlet, []).extend(known.in_article.get(article.id, ()))
    for q in known.dataset.quotations:
        for outlet in dict.fromkeys(link.outlet for link in second_hand(q) if link.outlet):
            press.carried.setdefault(outlet, []).append(q)
    return (_context(known, press, outlet) for outlet in known.dataset.outlets)


def _context(known: Catalogue, press: _Press, outlet: Outlet) -> OutletPage:
    articles = press.articles.get(outlet.id, ())
    quotations = press.quotations.get(outlet.id, ())
    speakers = _speakers(known, quotations)
    own = known.by_actor.get(press.actor.get(outlet.id, ""), ())
    name = plain(outlet.name)
    return OutletPage(
        path=f"outlets/{outlet.id}.md",
        id=outlet.id,
        title=name,
        description=f"Whom {name} quotes, and how: {count(len(quotations), 'quotation')}"
        f" in {count(len(articles), 'article')}.",
        about=plain(outlet.description) if outlet.description else None,
        url=web_address(outlet.url),
        article_count=len(articles),
        quotations=len(quotations),
        types=by_type(quotations),
        naming=by_naming(known, quotations),
        speakers=speakers[:SPEAKERS],
        more_speakers=max(0, len(speakers) - SPEAKERS),
        sources=_sources(known, quotations),
        carriers=_carriers(known, press.carried.get(outlet.id, ())),
        own=tuple(known.quoted(q) for q in own[:CARRIED]),
        more_own=max(0, len(own) - CARRIED),
        articles=tuple(
            Printed(known.article(a.id), len(known.in_article.get(a.id, ()))) for a in articles[:ARTICLES]
        ),
        more_articles=max(0, len(articles) - ARTICLES),
        said=how_it_quotes(known, quotations),
        changed=known.latest(article.id for article in articles),
    )


def _speakers(known: Catalogue, quotations: Sequence[Quotation]) -> tuple[SpeakerRow, ...]:
    groups: dict[str | None, list[Quotation]] = {}
    for q in quotations:
        for who in q.speakers or (None,):
            groups.setdefault(who, []).append(q)
    rows = [
        SpeakerRow(
            known.actor(actor),
            len(own),
            len({q.article for q in own}),
            by_type(own),
            len(known.by_actor.get(actor, ())) - len(own) if actor else 0,
        )
        for actor, own in groups.items()
    ]
    return tuple(
        sorted(rows, key=lambda r: (r.actor is None, -r.quotations, r.actor.name if r.actor else ""))
    )


def _sources(known: Catalogue, quotations: Sequence[Quotation]) -> tuple[Source, ...]:
    """By the outlet that the words were taken from."""
    groups: dict[tuple[str | None, str], list[Quotation]] = {}
    for q in quotations:
        for link in second_hand(q)[:1]:
            outlet = known.outlets.get(link.outlet or "")
            key = (outlet.id, plain(outlet.name)) if outlet else (None, plain(link.name))
            groups.setdefault(key, []).append(q)
    return _ranked(known, groups)


def _carriers(known: Catalogue, quotations: Sequence[Quotation]) -> tuple[Source, ...]:
    """By the outlet that took the words over."""
    groups: dict[tuple[str | None, str], list[Quotation]] = {}
    for q in quotations:
        article = known.article(q.article)
        groups.setdefault((article.outlet_id, article.where), []).append(q)
    return _ranked(known, groups)


def _ranked(known: Catalogue, groups: dict[tuple[str | None, str], list[Quotation]]) -> tuple[Source, ...]:
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0][1]))
    left = CARRIED
    sources = []
    for (id, name), quotations in ranked:
        shown = tuple(known.quoted(q) for q in quotations[:left])
        left -= len(shown)
        sources.append(Source(name, id, shown, len(quotations) - len(shown)))
    return tuple(sources)
