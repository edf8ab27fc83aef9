"""The index pages: every article, speaker, statement, outlet and quotation, at most 500 a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from build_site.model import Actor, CorpusArticle, Outlet, Statement
from build_site.pages.catalogue import ActorLink, ArticleLink, Catalogue, Quoted
from build_site.pages.escape import plain
from build_site.pages.paging import Sheet, sheets
from build_site.pages.tally import Share, by_naming, by_type
from build_site.pages.words import KINDS, count, date_words


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of the index."""

    article: ArticleLink
    quotations: int
    speakers: tuple[ActorLink, ...]
    """Those quoted most, three at most."""
    more: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the index."""

    actor: ActorLink
    about: str
    quotations: int
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement of the index."""

    path: str
    id: str
    base: Quoted
    said: str | None
    versions: int
    articles: int
    echoes: int


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet of the index."""

    id: str
    name: str
    articles: int
    quotations: int
    carried: int
    """Quotations that others took from it."""
    types: tuple[Share, ...]
    naming: tuple[Share, ...]


Row = ArticleRow | ActorRow | StatementRow | OutletRow | Quoted


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What the templates of the indexes show."""

    path: str
    title: str
    description: str
    lead: str
    sheet: Sheet[object]
    rows: tuple[Row, ...]


def articles(known: Catalogue) -> Iterator[IndexPage]:
    """Every article, in the dataset's order: by date of publication, unknown last."""
    data = known.dataset
    outlets = len({a.outlet for a in data.articles if a.outlet})
    lead = count(len(data.articles), "article") + (f" of {count(outlets, 'outlet')}." if outlets else ".")

    def row(article: CorpusArticle) -> ArticleRow:
        quotations = known.in_article.get(article.id, ())
        speakers = Counter(q.actor for q in quotations if q.actor).most_common()
        links = tuple(link for actor, _ in speakers[:3] if (link := known.actor(actor)))
        return ArticleRow(known.article(article.id), len(quotations), links, max(0, len(speakers) - 3))

    for sheet in sheets(data.articles, "articles/index.html"):
        yield _page("Articles", lead, sheet, tuple(row(a) for a in sheet.rows))


def actors(known: Catalogue) -> Iterator[IndexPage]:
    """Every actor, most quoted first."""
    data = known.dataset
    quoted = sum(a.id in known.by_actor for a in data.actors)
    named = len(data.actors) - quoted
    lead = f"{count(quoted, 'speaker')}, most quoted first" + (
        f"; then {count(named, 'actor')} of whom no quotation was found." if named else "."
    )
    ranked = sorted(
        data.actors, key=lambda a: (-len(known.by_actor.get(a.id, ())), -len(a.mentions), a.name, a.id)
    )

    def row(actor: Actor) -> ActorRow:
        quotations = known.by_actor.get(actor.id, ())
        about = actor.description or (actor.titles[0].text if actor.titles else KINDS[actor.kind])
        found = {q.article for q in quotations} | {m.article for m in actor.mentions}
        link = ActorLink(actor.id, plain(actor.name), actor.kind, actor.outlet)
        return ActorRow(link, plain(about), len(quotations), len(found), len(actor.mentions))

    for sheet in sheets(ranked, "actors/index.html"):
        yield _page("Speakers", lead, sheet, tuple(row(a) for a in sheet.rows))


def statements(known: Catalogue) -> Iterator[IndexPage]:
    """Statements that have a page: those that most articles carry first."""
    data = known.dataset
    carried = {
        s.id: len({known.quotations[v.quotation].article for v in s.versions})
        for s in data.statements
        if s.id in known.with_page
    }
    ranked = sorted(
        (s for s in data.statements if s.id in carried),
        key=lambda s: (not s.crosses, -carried[s.id], -len(s.versions), s.id),
    )
    once = len(data.statements) - len(ranked)
    crossing = sum(s.crosses for s in ranked)
    echoed = len(ranked) - crossing
    lead = (
        f"{count(crossing, 'statement')} reported more than once, most reported first"
        + (f"; {count(echoed, 'more', 'more')} said again on another occasion." if echoed else ".")
        + (f" {count(once, 'more', 'more')} stood in one place only." if once else "")
    )

    def row(statement: Statement) -> StatementRow:
        base = known.quoted(known.quotations[statement.base])
        said = date_words(statement.when.edtf) if statement.when else None
        versions, echoes = len(statement.versions), len(statement.echoes)
        path = known.statement_path(statement.id)
        return StatementRow(path, statement.id, base, said, versions, carried[statement.id], echoes)

    for sheet in sheets(ranked, "statements/index.html"):
        yield _page("Statements", lead, sheet, tuple(row(s) for s in sheet.rows))


def outlets(known: Catalogue) -> Iterator[IndexPage]:
    """Every outlet: those with most articles first, then those whose words others carry."""
    data = known.dataset
    printed: dict[str | None, list[CorpusArticle]] = {}
    for article in data.articles:
        printed.setdefault(article.outlet, []).append(article)
    carried = Counter(o for q in data.quotations for o in {link.outlet for link in q.chain} if o)
    ranked = sorted(data.outlets, key=lambda o: (-len(printed.get(o.id, ())), -carried[o.id], o.id))
    unknown = len(printed.get(None, ()))
    lead = f"{count(len(ranked), 'outlet')}: how each of them quotes, and how it names its sources." + (
        f" Of {count(unknown, 'article')} the outlet is not stated." if unknown else ""
    )

    def row(outlet: Outlet) -> OutletRow:
        own = printed.get(outlet.id, ())
        quotations = [q for a in own for q in known.in_article.get(a.id, ())]
        types, naming = by_type(quotations), by_naming(known, quotations)
        name = plain(outlet.name)
        return OutletRow(outlet.id, name, len(own), len(quotations), carried[outlet.id], types, naming)

    for sheet in sheets(ranked, "outlets/index.html"):
        yield _page("Outlets", lead, sheet, tuple(row(o) for o in sheet.rows))


def quotations(known: Catalogue) -> Iterator[IndexPage]:
    """Every quotation, in the dataset's order."""
    data = known.dataset
    lead = f"{count(len(data.quotations), 'quotation')}, each with who said it, where, and how sure that is."

    for sheet in sheets(data.quotations, "quotations/index.html"):
        yield _page("Quotations", lead, sheet, tuple(known.quoted(q) for q in sheet.rows))


def _page(title: str, lead: str, sheet: Sheet[object], rows: tuple[Row, ...]) -> IndexPage:
    return IndexPage(sheet.path, sheet.titled(title), lead, lead, sheet, rows)
