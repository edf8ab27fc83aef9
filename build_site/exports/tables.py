"""Tables of the quotations: CSV for a spreadsheet, SQLite for Datasette."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator, Sequence

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
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that starts so would be executed by a spreadsheet; an apostrophe before it makes it text."""


def quotations_csv(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/quotations.csv``: UTF-8 with a byte order mark, so that spreadsheets read it as what it is."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in rows(dataset))
    yield "data/quotations.csv", "\ufeff" + stream.getvalue()


def database(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """``data/verbatim.sqlite``: articles, actors, statements, quotations as tables; full-text index."""
    connection = sqlite3.connect(":memory:")
    columns = ", ".join(f'"{c}"' for c in COLUMNS)
    connection.executescript(f"""
        create table articles (id text primary key, title text, outlet text, published text, sha256 text,
            text text);
        create table actors (id text primary key, name text, kind text, description text);
        create table statements (id text primary key, actor text references actors(id), date text,
            versions integer);
        create table quotations ({columns}, primary key (id),
            foreign key (article) references articles(id), foreign key (actor) references actors(id),
            foreign key (statement) references statements(id));
        create virtual table quotations_fts using fts5 (text, content=quotations, tokenize='unicode61');
        """)
    connection.executemany("insert into articles values (?, ?, ?, ?, ?, ?)", _articles(dataset))
    connection.executemany(
        "insert into actors values (?, ?, ?, ?)",
        ((a.id, a.name, a.kind.value, a.description) for a in dataset.actors),
    )
    connection.executemany(
        "insert into statements values (?, ?, ?, ?)",
        ((s.id, s.actor, s.when.edtf if s.when else None, len(s.versions)) for s in dataset.statements),
    )
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(f"insert into quotations values ({marks})", rows(dataset))  # noqa: S608
    connection.execute("insert into quotations_fts(quotations_fts) values ('rebuild')")
    connection.commit()
    connection.execute("vacuum")
    yield "data/verbatim.sqlite", connection.serialize()
    connection.close()


def _articles(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    """A row an article; no text where only excerpts are published, for the quotations are there."""
    outlets = {o.id: o.name for o in dataset.outlets}
    for a in dataset.articles:
        text = None if dataset.corpus.publish == "excerpts" else a.article.text
        yield a.id, a.title, outlets.get(a.outlet or ""), a.published, a.article.document.sha256, text


def rows(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    """A row a quotation, in the order of ``COLUMNS``; ids, texts and names, no spans but the outermost."""
    articles = {a.id: a for a in dataset.articles}
    actors = {a.id: a for a in dataset.actors}
    outlets = {o.id: o.name for o in dataset.outlets}
    for q in dataset.quotations:
        article = articles[q.article]
        text = article.article.text
        actor = actors.get(q.actor or "")
        yield (
            q.id,
            q.article,
            article.title,
            outlets.get(article.outlet or ""),
            article.published,
            q.type.value,
            q.text,
            text_of(text, q.verbatim),
            text_of(text, q.cue),
            text_of(text, q.source),
            q.source_kind.value if q.source_kind else None,
            q.actor,
            actor.name if actor else None,
            actor.kind.value if actor else None,
            " → ".join(link.name for link in q.chain),
            q.when.edtf if q.when else None,
            round(q.confidence, 3),
            q.rule,
            q.statement,
            q.corrected,
            q.content[0][0],
            q.content[-1][1],
        )


def harmless(cell: Cell) -> Cell:
    """The cell as text that no spreadsheet executes."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
