"""The index pages: every article, statement, outlet and quotation, some screens a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from build_site.model import CorpusArticle, Outlet, Quotation, Statement
from build_site.pages.catalogue import ActorLink, ArticleLink, Catalogue, Quoted
from build_site.pages.escape import plain
from build_site.pages.paging import Sheet, sheets
from build_site.pages.tally import Share, by_naming, by_type
from build_site.pages.words import count, date_words

ARTICLES = 45
QUOTATIONS = 45
STATEMENTS = 40
"""Rows a page: each takes some lines of a phone."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of the index."""

    article: ArticleLink
    quotations: int
    speakers: tuple[ActorLink, ...]
    """Those quoted most, three at most."""
    more: int


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


@dataclass(frozen=True, slots=True)
class Group:
    """Articles of one story, or of one year that are in none."""

    title: str
    path: str | None
    rows: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An article with its quotations, so that outlet and date are said once."""

    article: ArticleLink
    rows: tuple[Quoted, ...]


Row = Group | StatementRow | OutletRow | Told


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
    """Every article, the latest story first; what is in no story stands by its year among them."""
    data = known.dataset
    outlets = len({a.outlet for a in data.articles if a.outlet})
    unknown = sum(a.outlet is None for a in data.articles)
    lead = count(len(data.articles), "article") + (f" of {count(outlets, 'outlet')}" if outlets else "")
    lead += f" (of {unknown:,} it is not stated)" if outlets and unknown else ""
    undated = sum(not a.published for a in data.articles)
    lead += ", by story." if undated == len(data.articles) else ", by story, the latest first."
    lead += f" Of {count(undated, 'article')} the date is not stated." if undated else ""
    stories = known.story_of
    latest = {s.id: max(known.articles[a].published or "" for a in s.articles) for s in data.stories}

    def place(article: CorpusArticle) -> tuple[str, str, str]:
        story = stories.get(article.id)
        own = article.published or ""
        return (latest[story.id], story.id, own) if story else (own, "", own)

    def row(article: CorpusArticle) -> ArticleRow:
        quotations = known.in_article.get(article.id, ())
        speakers = Counter(who for q in quotations for who in q.speakers).most_common()
        links = tuple(link for actor, _ in speakers[:3] if (link := known.actor(actor)))
        return ArticleRow(known.article(article.id), len(quotations), links, max(0, len(speakers) - 3))

    def group(key: tuple[str, str], own: Sequence[CorpusArticle]) -> Group:
        story = stories.get(own[0].id)
        path = f"stories/{story.id}.html" if story else None
        return Group(plain(story.title) if story else key[0], path, tuple(row(a) for a in own))

    def heading(article: CorpusArticle) -> tuple[str, str]:
        story = stories.get(article.id)
        day = (article.published or "")[:4]
        return ("", story.id) if story else (day if day.isdigit() else "Date not stated", "")

    ordered = sorted(data.articles, key=place, reverse=True)
    for sheet in sheets(ordered, "articles/index.html", _id, _titled, ARTICLES):
        groups = groupby(sheet.rows, key=heading)
        rows = tuple(group(key, list(own)) for key, own in groups)
        yield _page("Articles", lead, sheet, rows)


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
    crossing = sum(s.crosses for s in ranked)
    echoed = len(ranked) - crossing
    lead = f"{count(crossing, 'statement')} reported more than once, most reported first" + (
        f"; {count(echoed, 'more', 'more')} said again on another occasion." if echoed else "."
    )

    def row(statement: Statement) -> StatementRow:
        base = known.quoted(known.quotations[statement.base])
        said = date_words(statement.when.edtf) if statement.when else None
        versions, echoes = len(statement.versions), len(statement.echoes)
        path = known.statement_path(statement.id)
        return StatementRow(path, statement.id, base, said, versions, carried[statement.id], echoes)

    def begins(statement: Statement) -> str:
        return known.heading(statement)

    for sheet in sheets(ranked, "statements/index.html", _id, begins, STATEMENTS):
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
    own = sum(o.id in printed for o in ranked)
    through = len(ranked) - own
    lead = f"{count(own, 'outlet')}: how each of them quotes, and how it names its sources."
    lead += f" {through:,} more {'is' if through == 1 else 'are'} heard through others." if through else ""
    lead += f" Of {count(unknown, 'article')} the outlet is not stated." if unknown else ""

    def row(outlet: Outlet) -> OutletRow:
        own = printed.get(outlet.id, ())
        quotations = [q for a in own for q in known.in_article.get(a.id, ())]
        types, naming = by_type(quotations), by_naming(known, quotations)
        name = plain(outlet.name)
        return OutletRow(outlet.id, name, len(own), len(quotations), carried[outlet.id], types, naming)

    for sheet in sheets(ranked, "outlets/index.html", _id, lambda outlet: plain(outlet.name)):
        yield _page("Outlets", lead, sheet, tuple(row(o) for o in sheet.rows))


def quotations(known: Catalogue) -> Iterator[IndexPage]:
    """Every quotation, in the dataset's order, under its article."""
    data = known.dataset
    lead = f"{count(len(data.quotations), 'quotation')}, each with who said it, where, and how sure that is."

    def told(article: str, own: Iterable[Quotation]) -> Told:
        return Told(known.article(article), tuple(known.quoted(q) for q in own))

    def begins(q: Quotation) -> str:
        return known.article(q.article).title

    of = attrgetter("article")
    for sheet in sheets(data.quotations, "quotations/index.html", _id, begins, QUOTATIONS, of):
        groups = groupby(sheet.rows, key=lambda q: q.article)
        yield _page("Quotations", lead, sheet, tuple(told(article, own) for article, own in groups))


def _page(title: str, lead: str, sheet: Sheet[object], rows: tuple[Row, ...]) -> IndexPage:
    told = sheet.told(lead)
    return IndexPage(sheet.path, sheet.titled(title), told, told, sheet, rows)


def _id(one: CorpusArticle | Outlet | Quotation | Statement) -> str:
    return one.id


def _titled(article: CorpusArticle) -> str:
    return plain(article.title)
