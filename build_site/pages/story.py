"""The page of a story: how several articles tell one event, side by side, with what each leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from build_site.model import CorpusArticle, Quotation, QuotationType, Statement, Story
from build_site.pages.catalogue import ActorLink, ArticleLink, Catalogue, Quoted
from build_site.pages.collation import Piece, abbreviated, pieces, size
from build_site.pages.escape import plain
from build_site.pages.links import root_of
from build_site.pages.paging import Sheet, sheets
from build_site.pages.ribbons import Place, ribbons
from build_site.pages.unprinted import Unprinted, unprinted
from build_site.pages.words import count, date_words, listed, shorten

COLUMNS = 12
"""So many articles stand side by side; the rest are listed."""
SHARED = 30
"""So many statements that several carry are set out word by word."""
ALONE = 6
"""So many quotations that one alone carries are shown of each article."""
ADDED = 20
"""So many words that an article adds to a statement are shown whole."""
ENOUGH = 5
"""Words of a quotation that says something by itself."""
PEOPLE = 24
NAMED = 3
"""So many people are named in a sentence; more are counted."""
STORIES = 40
"""Stories a page of the index."""


@dataclass(frozen=True, slots=True)
class Column:
    """One article of the story."""

    article: ArticleLink
    label: str
    """The outlet, or what tells it from the others."""
    quotations: int
    alone: tuple[Quoted, ...]
    """What it alone carries, first what is longest in marks, in the order of the text."""
    more_alone: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article has of a statement."""

    quoted: Quoted
    pieces: tuple[Piece, ...]
    """Against the statement's base."""
    place: str
    more: int
    """Further places in the same article."""


@dataclass(frozen=True, slots=True)
class Row:
    """A statement that several of the articles carry, with a gap where one leaves it out."""

    id: str
    heading: str
    speaker: ActorLink | None
    cells: tuple[Cell | None, ...]

    @property
    def carriers(self) -> int:
        """How many carry it."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the story: quoted, only named, or absent in each article."""

    actor: ActorLink
    cells: tuple[tuple[int, bool], ...]
    """Quotations, and whether the article names the person."""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What ``story.html`` shows."""

    path: str
    title: str
    description: str
    when: str | None
    lead: tuple[str, ...]
    columns: tuple[Column, ...]
    others: tuple[ArticleLink, ...]
    """Articles that have no column."""
    picture: Markup | None
    rows: tuple[Row, ...]
    more_rows: int
    people: tuple[Person, ...]
    more_people: int
    unprinted: tuple[Unprinted, ...]
    """What was said, and printed nowhere."""
    changed: str
    """The day of its latest article, if known."""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a list."""

    id: str
    title: str
    when: str | None
    articles: tuple[ArticleLink, ...]
    outlets: tuple[str, ...]
    shared: int
    """Statements that several of its articles carry."""
    speakers: tuple[ActorLink, ...]
    """Those whom most of it quotes."""

    @property
    def path(self) -> str:
        """Its page, from the site's root."""
        return f"stories/{self.id}.html"


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """What ``stories.html`` shows."""

    path: str
    title: str
    description: str
    lead: str
    sheet: Sheet[object]
    rows: tuple[StoryRow, ...]


def contexts(known: Catalogue) -> Iterator[StoryPage]:
    """One page per story."""
    return (context(known, story) for story in known.dataset.stories)


def index(known: Catalogue) -> Iterator[StoriesPage]:
    """Every story, the latest first."""
    ranked = latest_first(known)
    told = sum(len(story.articles) for story in ranked)
    lead = f"{count(len(ranked), 'event', 'events')} that several articles tell, {told:,} articles in all."
    if not ranked:
        lead = "No two articles here tell of one event."
    for sheet in sheets(ranked, "stories/index.html", lambda s: s.id, lambda s: plain(s.title), STORIES):
        rows = tuple(row(known, story) for story in sheet.rows)
        words = sheet.told(lead)
        yield StoriesPage(sheet.path, sheet.titled("Stories"), words, words, sheet, rows)


def latest_first(known: Catalogue) -> tuple[Story, ...]:
    """By the date of their first article; those without a date come last."""
    return tuple(
        sorted(known.dataset.stories, key=lambda s: (_date(known, s), len(s.articles)), reverse=True)
    )


def row(known: Catalogue, story: Story) -> StoryRow:
    """A story as lists show it."""
    quotations = [q for a in story.articles for q in known.in_article.get(a, ())]
    quoted: dict[str, set[str]] = {}
    for q in quotations:
        for who in q.speakers:
            quoted.setdefault(who, set()).add(q.article)
    often = Counter(who for q in quotations for who in q.speakers)
    leading = sorted(quoted, key=lambda actor: (-len(quoted[actor]), -often[actor], actor))[:NAMED]
    articles = tuple(known.article(a) for a in story.articles)
    return StoryRow(
        id=story.id,
        title=plain(story.title),
        when=_when(known, story),
        articles=articles,
        outlets=tuple(dict.fromkeys(a.outlet for a in articles if a.outlet)),
        shared=sum(len(of) > 1 for of in _carried(known, story.articles).values()),
        speakers=tuple(link for actor in leading if (link := known.actor(actor))),
    )


def context(known: Catalogue, story: Story) -> StoryPage:
    """Everything that a story's page shows."""
    drawn = story.articles[:COLUMNS]
    carried = _carried(known, drawn)
    shared = {id: of for id, of in carried.items() if len(of) > 1}
    labels = _labels([known.article(a) for a in drawn])
    columns = tuple(
        _column(known, article, label, shared) for article, label in zip(drawn, labels, strict=True)
    )
    rows = _rows(known, drawn, shared)
    people = _people(known, drawn)
    path = f"stories/{story.id}.md"
    title = plain(story.title)
    return StoryPage(
        path=path,
        title=title,
        description=f"How {listed(tuple(dict.fromkeys(labels)))} tell it: what all have, what one alone.",
        when=_when(known, story),
        lead=_lead(columns, rows, people),
        columns=columns,
        others=tuple(known.article(a) for a in story.articles[COLUMNS:]),
        picture=_picture(known, drawn, labels, rows, root_of(path)),
        rows=rows[:SHARED],
        more_rows=max(0, len(rows) - SHARED),
        people=people[:PEOPLE],
        more_people=max(0, len(people) - PEOPLE),
        unprinted=unprinted(known, story.articles),
        changed=known.latest(story.articles),
    )


def _date(known: Catalogue, story: Story) -> str:
    return min((p for a in story.articles if (p := known.articles[a].published)), default="")


def _when(known: Catalogue, story: Story) -> str | None:
    published = sorted(p for a in story.articles if (p := known.articles[a].published))
    if not published:
        return None
    first, last = date_words(published[0]), date_words(published[-1])
    return first if first == last else f"{first} to {last}"


def _labels(articles: Sequence[ArticleLink]) -> tuple[str, ...]:
    """The outlet where that tells an article from the others, else the start of its title beside it."""
    outlets = Counter(a.outlet for a in articles)
    return tuple(
        a.outlet if a.outlet and outlets[a.outlet] == 1 else _titled(a.outlet, a.title) for a in articles
    )


def _titled(outlet: str | None, title: str) -> str:
    words = f"“{shorten(title, 40)}”"
    return f"{outlet}: {words}" if outlet else words


def _carried(known: Catalogue, articles: Sequence[str]) -> dict[str, dict[str, list[Quotation]]]:
    """Statement → article → its quotations there, in the order of the text."""
    carried: dict[str, dict[str, list[Quotation]]] = {}
    for article in articles:
        for q in known.in_article.get(article, ()):
            carried.setdefault(q.statement or q.id, {}).setdefault(article, []).append(q)
    return carried


def _column(
    known: Catalogue, article: str, label: str, shared: Mapping[str, Mapping[str, list[Quotation]]]
) -> Column:
    own = known.in_article.get(article, ())
    alone: dict[str, Quotation] = {}
    for q in own:
        if (q.statement or q.id) not in shared:
            alone.setdefault(q.statement or q.id, q)
    telling = sorted(
        alone.values(), key=lambda q: (len((q.text if q.own == "" else q.own).split()) < ENOUGH, _told(q))
    )
    shown = {q.id for q in telling[:ALONE]}
    quoted = tuple(known.quoted(q) for q in alone.values() if q.id in shown)
    return Column(known.article(article), label, len(own), quoted, max(0, len(alone) - ALONE))


def _told(q: Quotation) -> int:
    """Words in the speaker's own mouth come before a reporter's."""
    return (QuotationType.DIRECT, QuotationType.MIXED, QuotationType.INDIRECT).index(q.type)


def _rows(
    known: Catalogue, articles: Sequence[str], shared: Mapping[str, Mapping[str, list[Quotation]]]
) -> tuple[Row, ...]:
    """Those that most carry first, else in the order of the article that has them first."""
    ranked = sorted(shared.items(), key=lambda item: -len(item[1]))
    rows = []
    for id, of in ranked:
        statement = known.statements[id]
        cells = tuple(_cell(known, statement, of[a]) if a in of else None for a in articles)
        rows.append(Row(id, known.heading(statement), known.sayer(statement), cells))
    return tuple(rows)


def _cell(known: Catalogue, statement: Statement, own: Sequence[Quotation]) -> Cell:
    """The version that tells most of it in the speaker's words, else in the reporter's."""
    segments = {v.quotation: v.segments for v in statement.versions}
    fullest = max(own, key=lambda q: (len(q.text if q.type is QuotationType.DIRECT else q.own), len(q.text)))
    drawn = tuple(_brief(piece) for piece in pieces(segments.get(fullest.id, ())))
    return Cell(known.quoted(fullest), drawn, known.place(fullest), len(own) - 1)


def _brief(piece: Piece) -> Piece:
    """Of many words that this article adds only the first and the last: its own page has them."""
    if piece.kind == "inserted" and size(piece.text) > ADDED:
        return replace(piece, text=abbreviated(piece.text))
    return piece


def _people(known: Catalogue, articles: Sequence[str]) -> tuple[Person, ...]:
    """Who is quoted anywhere in it: first those whom most quote."""
    quoted = {a: Counter(who for q in known.in_article.get(a, ()) for who in q.speakers) for a in articles}
    named = {a: {m.actor for m in known.articles[a].mentions if m.actor} for a in articles}
    every = {actor for counts in quoted.values() for actor in counts}
    people = [
        Person(link, tuple((quoted[a][actor], actor in named[a]) for a in articles))
        for actor in every
        if (link := known.actor(actor))
    ]
    return tuple(
        sorted(
            people,
            key=lambda p: (-sum(n > 0 for n, _ in p.cells), -sum(n for n, _ in p.cells), p.actor.name),
        )
    )


def _lead(columns: Sequence[Column], rows: Sequence[Row], people: Sequence[Person]) -> tuple[str, ...]:
    """What differs, a sentence each."""
    by_all = sum(r.carriers == len(columns) for r in rows)
    whole = "both" if len(columns) == 2 else f"all {len(columns)}"
    if not rows:
        lead = [f"No statement stands in more than one of the {len(columns)} articles."]
    elif len(columns) == 2 or by_all == len(rows):
        lead = [f"{count(len(rows), 'statement')} {'stands' if len(rows) == 1 else 'stand'} in {whole}."]
    else:
        stand = "stands" if len(rows) == 1 else "stand"
        told = f"{count(len(rows), 'statement')} {stand} in more than one article"
        lead = [f"{told}, {by_all or 'none'} in {whole}."]
    for number, column in enumerate(columns):
        only = [p.actor.name for p in people if [n for n, (q, _) in enumerate(p.cells) if q] == [number]]
        silent = [p.actor.name for p in people if p.cells[number] == (0, True)]
        sentence = []
        if only:
            sentence.append(f"alone quotes {_few(only)}")
        if silent:
            sentence.append(f"names {_few(silent)} without a quotation")
        if sentence:
            lead.append(f"{column.label} {' and '.join(sentence)}.")
    return tuple(lead)


def _few(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return listed(tuple(names))
    return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} others"


def _picture(
    known: Catalogue, articles: Sequence[str], labels: Sequence[str], rows: Sequence[Row], root: str
) -> Markup | None:
    """Where in each article its quotations stand, and ribbons between the places of one statement."""
    carried = {row.id: number for number, row in enumerate(rows[:SHARED], 1)}
    columns = [
        tuple(
            Place(_share(known.articles[article], q), carried.get(q.statement or "", 0), known.quoted(q))
            for q in known.in_article.get(article, ())
        )
        for article in articles
    ]
    return ribbons(labels, columns, root) if carried else None


def _share(article: CorpusArticle, q: Quotation) -> float:
    """How far down its article a quotation stands, 0 to 1."""
    return q.content[0][0] / max(1, len(article.article.text)) if q.content else 0.0
