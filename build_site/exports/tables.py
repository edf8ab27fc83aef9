"""Tables of the quotations: CSV for a spreadsheet, SQLite for Datasette."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from build_site.exports.edition import Edition, Printed
from build_site.exports.pieces import InPieces, Piece, Stretch, runs
from build_site.model import Dataset
from build_site.text import text_of

Cell = str | int | float | None
COLUMNS = (
    "id",
    "article",
    "title",
    "outlet",
    "published",
    "type",
    "text",
    "verbatim",
    "cue",
    "source",
    "source_kind",
    "actor",
    "actor_name",
    "actor_kind",
    "chain",
    "date",
    "confidence",
    "rule",
    "statement",
    "corrected",
    "start",
    "end",
    "reported",
    "verdict",
    "as_said",
    "transcript",
    "addressees",
    "together",
)
MARK = "\ufeff"
"""The byte order mark, by which spreadsheets know UTF-8."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that starts so would be executed by a spreadsheet; an apostrophe before it makes it text."""


def comma_separated(rows: Iterable[Sequence[Cell]], mark: str = MARK) -> str:
    """Rows as CSV: UTF-8 with a byte order mark, no cell a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return mark + stream.getvalue()


@InPieces
def quotations_csv(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/quotations.csv``: UTF-8 with a byte order mark, so that spreadsheets read it as what it is."""
    found = (Piece(_quotations, tuple(run)) for run in runs(edition))
    return "data/quotations.csv", [MARK, comma_separated([COLUMNS], mark=""), *found]


def _quotations(*printed: Printed) -> str:
    return comma_separated((row for one in printed for row in _rows(one)), mark="")


TYPES = {"confidence": "real", "start": "integer", "end": "integer"}
"""Of the columns of quotations that hold numbers; the others hold text."""
SCHEMA = """
create table articles (id text primary key, title text not null, outlet text, published text, retrieved text,
    url text, licence text, language text, words integer not null, path text not null, sha256 text not null,
    text text);
create table authors (article text not null references articles(id), place integer not null,
    name text not null, primary key (article, place));
create table actors (id text primary key, name text not null, kind text not null, description text,
    same_as text);
create table utterances (id text primary key, actor text references actors(id), date text,
    base text not null references quotations(id), versions integer not null, echoes integer not null);
create table quotations ({columns}, primary key (id),
    foreign key (article) references articles(id), foreign key (actor) references actors(id));
create table joint_speakers (quotation text not null references quotations(id),
    actor text not null references actors(id), primary key (quotation, actor)) without rowid;
create index quotations_by_actor on quotations (actor);
create virtual table quotations_fts using fts5 (text, content=quotations, tokenize='unicode61');
create view statements as
    select utterances.id, utterances.actor, utterances.date, quotations.text, versions, echoes
    from utterances left join quotations on quotations.id = utterances.base
    union all select statement, actor, date, text, 1, 0
    from quotations where statement is not null and statement not in (select id from utterances);
create view said_by as
    select id as quotation, actor from quotations where actor is not null
    union all select quotation, actor from joint_speakers;
create view speakers as
    select actors.id, actors.name, actors.kind, count(quotations.id) as quotations,
        count(distinct quotations.article) as articles, count(distinct quotations.outlet) as outlets
    from actors join said_by on said_by.actor = actors.id
        join quotations on quotations.id = said_by.quotation
    group by actors.id order by quotations desc, name;
create view outlets as
    select outlet, count(*) as articles, min(published) as first, max(published) as last,
        (select count(*) from quotations where quotations.outlet = articles.outlet) as quotations
    from articles where outlet is not null group by outlet order by articles desc, outlet;
create view versions as
    select statements.id as statement, statements.date, quotations.id as quotation, quotations.actor_name,
        quotations.outlet, quotations.published, quotations.text
    from statements join quotations on quotations.statement = statements.id
    where statements.versions > 1 order by statements.id, quotations.published;
"""


def database(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """``data/verbatim.sqlite``: tables of typed columns with all facts, views, and a full-text index.

    What rows of quotations tell by themselves is a view: who said each, and statements of one version.
    """
    connection = sqlite3.connect(":memory:")
    columns = ", ".join(f'"{column}" {TYPES.get(column, "text")}' for column in COLUMNS)
    connection.executescript(SCHEMA.format(columns=columns))
    records: tuple[tuple[str, Iterator[Sequence[Cell]]], ...] = (
        ("articles", _articles(dataset)),
        ("authors", _authors(dataset)),
        ("actors", _actors(dataset)),
        ("utterances", _statements(dataset)),
        ("quotations", rows(dataset)),
        ("joint_speakers", ((q.id, who) for q in dataset.quotations for who in q.speakers if who != q.actor)),
    )
    for table, found in records:
        for record in found:
            connection.execute(f"insert into {table} values ({', '.join('?' * len(record))})", record)  # noqa: S608
    connection.execute("insert into quotations_fts(quotations_fts) values ('rebuild')")
    connection.commit()
    connection.execute("vacuum")
    yield "data/verbatim.sqlite", connection.serialize()
    connection.close()


def _articles(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    """A row an article; no text where only excerpts are published, for the quotations are there."""
    outlets = {o.id: o.name for o in dataset.outlets}
    for a in dataset.articles:
        text = a.article.text
        m = a.article.metadata
        facts = [fact.value if fact else None for fact in (m.retrieved, m.url, m.licence, m.language)]
        shown = None if dataset.corpus.publish == "excerpts" else text
        words, digest = len(text.split()), a.article.document.sha256
        yield a.id, a.title, outlets.get(a.outlet or ""), a.published, *facts, words, a.path, digest, shown


def _actors(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    for a in dataset.actors:
        yield a.id, a.name, a.kind.value, a.description, " ".join(a.same_as) or None


def _statements(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    """A row a statement that is more than its only quotation: of most the row of that says as much."""
    quotations = {q.id: q for q in dataset.quotations}
    for s in dataset.statements:
        only = quotations[s.base]
        if len(s.versions) == 1 and not s.echoes and (s.actor, s.when) == (only.actor, only.when):
            continue
        yield s.id, s.actor, s.when.edtf if s.when else None, s.base, len(s.versions), len(s.echoes)


def _authors(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    """A row an author of an article, in the byline's order."""
    for a in dataset.articles:
        if author := a.article.metadata.author:
            yield from ((a.id, place, name) for place, name in enumerate(author.names, 1))


def rows(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    """A row a quotation, in the order of ``COLUMNS``; ids, texts and names, no spans but the outermost."""
    for printed in Edition.of(dataset).articles:
        yield from _rows(printed)


def _rows(printed: Printed) -> Iterator[Sequence[Cell]]:
    article, text = printed.article, printed.article.article.text
    people = {id: (name, kind) for id, name, kind in printed.people}
    heard = {id: said for id, *said in printed.heard}
    for q in printed.quotations:
        actor, kind = people.get(q.actor or "", (None, None))
        yield (
            q.id,
            q.article,
            article.title,
            printed.outlet,
            article.published,
            q.type.value,
            q.text,
            text_of(text, q.verbatim),
            text_of(text, q.cue),
            text_of(text, q.source),
            q.source_kind.value if q.source_kind else None,
            q.actor,
            actor,
            kind,
            " → ".join(link.name for link in q.chain),
            q.when.edtf if q.when else None,
            round(q.confidence, 3),
            q.rule,
            q.statement,
            q.corrected,
            q.content[0][0],
            q.content[-1][1],
            q.reported or None,
            *heard.get(q.id, (None, None, None)),
            "; ".join(people[to][0] for to in q.addressees) or None,
            "; ".join(people[who][0] for who in q.together) or None,
        )


def harmless(cell: Cell) -> Cell:
    """The cell as text that no spreadsheet executes."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
