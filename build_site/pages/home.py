"""The home page: what this corpus is, its figures, a way in, and one sentence that crosses its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_site.model import Segment, Statement, Version
from build_site.pages.catalogue import ActorLink, ArticleLink, Catalogue, Quoted
from build_site.pages.escape import plain
from build_site.pages.words import count, date_words, shorten

LEADING = 8
"""So many speakers and statements stand on the home page."""
WORDINGS = 6
"""So many versions of the featured statement stand there; its page has them all."""
ARTICLES = 12
"""So many articles stand on the home page; the index has them all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a version: the same as in the first version, or its own."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of the statement that crosses most articles."""

    quoted: Quoted
    place: str
    """Where in its article."""
    first: bool
    """Of its article: the others stand below it."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A statement that several articles carry."""

    id: str
    text: str
    speaker: ActorLink | None
    said: str | None
    articles: int
    versions: int
    wordings: tuple[Wording, ...]
    """The first of them."""


@dataclass(frozen=True, slots=True)
class Leading:
    """One of the most quoted speakers."""

    actor: ActorLink
    quotations: int
    articles: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the list."""

    article: ArticleLink
    quotations: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """What ``home.html`` shows."""

    path: str
    title: str
    description: str
    about: tuple[str, ...]
    """The curator's paragraphs."""
    figures: tuple[tuple[str, int, str], ...]
    """Label, figure, page."""
    period: str | None
    featured: Crossing | None
    crossings: tuple[Crossing, ...]
    leading: tuple[Leading, ...]
    articles: tuple[Listed, ...]
    more_articles: int


def contexts(known: Catalogue) -> Iterator[HomePage]:
    """The one home page."""
    data = known.dataset
    crossings = _crossings(known)
    title = plain(data.corpus.title)
    figures = (
        ("articles", len(data.articles), "articles/index.html"),
        ("quotations", len(data.quotations), "quotations/index.html"),
        ("speakers", len(known.by_actor), "actors/index.html"),
        ("statements reported more than once", len(crossings), "statements/index.html"),
        ("outlets", len(data.outlets), "outlets/index.html"),
    )
    yield HomePage(
        path="index.md",
        title=title,
        description=plain(shorten(data.corpus.description, 160))
        or f"{title}: {count(len(data.articles), 'article')}, {count(len(data.quotations), 'quotation')}.",
        about=tuple(plain(p) for p in data.corpus.description.split("\n\n") if p.strip()),
        figures=tuple(figure for figure in figures if figure[1]),
        period=_period(known),
        featured=crossings[0] if crossings else None,
        crossings=crossings[1 : LEADING + 1],
        leading=_leading(known),
        articles=tuple(Listed(known.article(a.id), len(a.quotations)) for a in data.articles[:ARTICLES]),
        more_articles=max(0, len(data.articles) - ARTICLES),
    )


def _crossings(known: Catalogue) -> tuple[Crossing, ...]:
    """Statements of several versions: those that most articles carry first, then most versions."""
    several = [s for s in known.dataset.statements if len(s.versions) > 1]
    return tuple(
        sorted(
            (_crossing(known, s) for s in several),
            key=lambda c: (-c.articles, -c.versions, -len(c.text), c.id),
        )
    )


def _crossing(known: Catalogue, statement: Statement) -> Crossing:
    return Crossing(
        id=statement.id,
        text=known.heading(statement),
        speaker=known.actor(statement.actor),
        said=date_words(statement.when.edtf) if statement.when else None,
        articles=len({known.quotations[v.quotation].article for v in statement.versions}),
        versions=len(statement.versions),
        wordings=_wordings(known, statement),
    )


def _wordings(known: Catalogue, statement: Statement) -> tuple[Wording, ...]:
    """The first version first, then by article, so that each article is named once."""
    by_article: dict[str, list[Version]] = {}
    for version in statement.versions:
        by_article.setdefault(known.quotations[version.quotation].article, []).append(version)
    return tuple(
        Wording(
            known.quoted(known.quotations[v.quotation]),
            known.place(known.quotations[v.quotation]),
            v is versions[0],
            tuple(piece for s in v.segments for piece in _pieces(s)),
        )
        for versions in by_article.values()
        for v in versions
    )[:WORDINGS]


def _pieces(segment: Segment) -> Iterator[Piece]:
    """A segment's words, apart from the blanks around them."""
    words = segment.text.strip()
    before, _, after = segment.text.partition(words) if words else (segment.text, "", "")
    for text, own in ((before, False), (words, segment.kind != "same"), (after, False)):
        if text:
            yield Piece(text, own)


def _leading(known: Catalogue) -> tuple[Leading, ...]:
    ranked = sorted(known.by_actor.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:LEADING]
    return tuple(
        Leading(link, len(quotations), len({q.article for q in quotations}))
        for actor, quotations in ranked
        if (link := known.actor(actor))
    )


def _period(known: Catalogue) -> str | None:
    """From the first to the last date on which something was said, else published."""
    said = [s.when.edtf for s in known.dataset.statements if s.when and s.when.edtf[:4].isdigit()]
    dates = sorted(said or [a.published for a in known.dataset.articles if a.published])
    if not dates:
        return None
    first, last = date_words(dates[0]), date_words(dates[-1])
    return first if first == last else f"{first} to {last}"
