"""The home page: what this corpus is, its figures, a way in, and one sentence that crosses its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_site.model import Quotation, QuotationType, Span, Statement, Version
from build_site.pages.catalogue import ActorLink, ArticleLink, Catalogue, Quoted
from build_site.pages.collation import Addition, Piece, additions, kept, size, wordings
from build_site.pages.escape import plain
from build_site.pages.story import StoryRow, latest_first, row
from build_site.pages.substance import substance
from build_site.pages.words import count, date_words, shorten

OUTLET = 1.5
"""What each further outlet adds to the score of a comparison."""
CHANGES = 4
"""So many words that change are named."""
STORIES = 6
LEADING = 8
"""So many speakers and statements stand on the home page."""
WORDINGS = 4
"""So many wordings of the featured statement stand there; its page has them all."""
SENTENCE = range(8, 46)
"""So many words are a sentence that can be read at a glance."""
ARTICLES = 12
"""So many articles stand on the home page of a corpus without stories; the index has them all."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One wording of the featured statement and who has it first."""

    quoted: Quoted
    place: str
    """Where in its article."""
    first: bool
    """Of its article: the others stand below it."""
    more: int
    """Versions of the same wording."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Featured:
    """A statement in the wordings that tell the whole of it."""

    id: str
    speaker: ActorLink | None
    said: str | None
    articles: int
    versions: int
    wordings: int
    tellings: tuple[Telling, ...]
    """The first of them."""
    base: Quoted
    additions: tuple[Addition, ...]
    """The words that change."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A statement that was reported more than once."""

    id: str
    text: str
    speaker: ActorLink | None
    articles: int
    versions: int


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
    whole: bool
    """Whether the articles' whole texts are published."""
    figures: tuple[tuple[str, int, str], ...]
    """What is counted, how many there are, its page."""
    period: str | None
    featured: Featured | None
    stories: tuple[StoryRow, ...]
    more_stories: int
    crossings: tuple[Crossing, ...]
    leading: tuple[Leading, ...]
    articles: tuple[Listed, ...]
    more_articles: int


def contexts(known: Catalogue) -> Iterator[HomePage]:
    """The one home page."""
    data = known.dataset
    crossings = _crossings(known)
    listed = data.articles[: 0 if data.stories else ARTICLES]
    shown = _chosen(known, crossings)
    others = [s for s in crossings if s is not shown]
    title = plain(data.corpus.title)
    figures = (
        ("story", len(data.stories), "stories/index.html"),
        ("article", len(data.articles), "articles/index.html"),
        ("quotation", len(data.quotations), "quotations/index.html"),
        ("speaker", len(known.by_actor), "actors/index.html"),
        ("statement", len(crossings), "statements/index.html"),
        ("outlet", len({a.outlet for a in data.articles if a.outlet}), "outlets/index.html"),
        ("transcript", len(data.record.transcripts), "transcripts/index.html"),
    )
    yield HomePage(
        path="index.md",
        title=title,
        description=plain(shorten(data.corpus.description, 160))
        or f"{title}: {count(len(data.articles), 'article')}, {count(len(data.quotations), 'quotation')}.",
        about=tuple(plain(p) for p in data.corpus.description.split("\n\n") if p.strip()),
        whole=data.corpus.publish == "full",
        figures=tuple(figure for figure in figures if figure[1]),
        period=_period(known),
        featured=_featured(known, shown) if shown else None,
        stories=tuple(row(known, story) for story in latest_first(known)[:STORIES]),
        more_stories=max(0, len(data.stories) - STORIES),
        crossings=tuple(_crossing(known, s) for s in others[:LEADING]),
        leading=_leading(known),
        articles=tuple(Listed(known.article(a.id), len(a.quotations)) for a in listed),
        more_articles=max(0, len(data.articles) - len(listed)),
    )


def featured(known: Catalogue) -> Featured | None:
    """The comparison that shows best what the site is for."""
    shown = _chosen(known, _crossings(known))
    return _featured(known, shown) if shown else None


def _chosen(known: Catalogue, crossings: Sequence[Statement]) -> Statement | None:
    return _pinned(known, crossings) or max(crossings, key=lambda s: _legible(known, s), default=None)


def _crossings(known: Catalogue) -> list[Statement]:
    """Statements of several versions: those that most articles carry first, then most versions."""
    several = [s for s in known.dataset.statements if s.crosses]
    return sorted(
        several, key=lambda s: (-_articles(known, s.versions), -len(s.versions), -len(known.heading(s)), s.id)
    )


def _articles(known: Catalogue, versions: Sequence[Version]) -> int:
    return len({known.quotations[v.quotation].article for v in versions})


def _crossing(known: Catalogue, statement: Statement) -> Crossing:
    return Crossing(
        id=statement.id,
        text=known.heading(statement),
        speaker=known.sayer(statement),
        articles=_articles(known, statement.versions),
        versions=len(statement.versions),
    )


def _whole(known: Catalogue, statement: Statement) -> list[Version]:
    """The versions that tell the whole of it: half of the base's words, and hardly more than those.

    Of quotations inside one another the outermost stands for all.
    """
    of = size(known.quotations[statement.base].text)
    told = {
        q.id: q
        for v in statement.versions
        if 2 * kept(v.segments) >= max(of, size((q := known.quotations[v.quotation]).text))
    }
    return [
        v
        for v in statement.versions
        if v.quotation in told and not any(_inside(told[v.quotation], other) for other in told.values())
    ]


def _inside(one: Quotation, other: Quotation) -> bool:
    (start, end), (first, last) = _extent(one), _extent(other)
    return one.article == other.article and first <= start and end <= last and last - first > end - start


def _extent(q: Quotation) -> Span:
    return (q.content[0][0], q.content[-1][1]) if q.content else (0, 0)


def _legible(known: Catalogue, statement: Statement) -> tuple[bool, float, int, bool, int]:
    """How well it shows what the site is for: one sentence whose wordings differ in substance."""
    base, whole = known.quotations[statement.base], _whole(known, statement)
    articles = _articles(known, whole)
    texts = {" ".join(known.quotations[v.quotation].text.casefold().split()) for v in whole}
    sentence = base.type is QuotationType.DIRECT and size(base.text) in SENTENCE
    if sentence and articles > 1 and len(texts) > 1:
        differs = substance(known, statement, [v.quotation for v in whole])
        outlets = {known.articles[known.quotations[v.quotation].article].outlet for v in whole}
        score = differs + OUTLET * len(outlets)
        return (True, score, articles, len(base.content) == 1, len(texts))
    return (False, 0.0, 0, False, 0)


def _pinned(known: Catalogue, several: Sequence[Statement]) -> Statement | None:
    """What the curator wants to stand there: a statement's id, or the permalink of one of its quotations."""
    wanted = known.dataset.corpus.featured or ""
    wanted = wanted.rpartition("/")[2].replace(".html", "")
    return next((s for s in several if wanted and wanted in (s.id, *(v.quotation for v in s.versions))), None)


def _featured(known: Catalogue, statement: Statement) -> Featured:
    shown = _whole(known, statement) if _legible(known, statement)[0] else statement.versions
    return Featured(
        id=statement.id,
        speaker=known.sayer(statement),
        said=date_words(statement.when.edtf) if statement.when else None,
        articles=_articles(known, statement.versions),
        versions=len(statement.versions),
        wordings=len(wordings(known, statement.versions)),
        tellings=_tellings(known, shown),
        base=known.quoted(known.quotations[statement.base]),
        additions=additions(wordings(known, shown), CHANGES),
    )


def _tellings(known: Catalogue, versions: Sequence[Version]) -> tuple[Telling, ...]:
    """The first wording first, then by article, so that each article is named once."""
    by_article: dict[str, list[Telling]] = {}
    for wording in wordings(known, versions)[:WORDINGS]:
        witness = wording.witnesses[0]
        tellings = by_article.setdefault(witness.quoted.article.slug, [])
        more = len(wording.witnesses) - 1
        tellings.append(Telling(witness.quoted, witness.place, not tellings, more, wording.pieces))
    return tuple(telling for tellings in by_article.values() for telling in tellings)


def _leading(known: Catalogue) -> tuple[Leading, ...]:
    ranked = sorted(known.by_actor.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:LEADING]
    return tuple(
        Leading(link, len(quotations), len({q.article for q in quotations}))
        for actor, quotations in ranked
        if (link := known.actor(actor))
    )


def _period(known: Catalogue) -> str | None:
    """When the articles were published; where no date of that is known, when their words were said."""
    published = sorted(a.published for a in known.dataset.articles if a.published)
    said = sorted(s.when.edtf for s in known.dataset.statements if s.when and s.when.edtf[:4].isdigit())
    dates = published or said
    if not dates:
        return None
    first, last = date_words(dates[0]), date_words(dates[-1])
    return ("published " if published else "words of ") + (first if first == last else f"{first} to {last}")
