"""JSON with its schemas, CSV, SQLite."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from build_site.errors import VerbatimError
from build_site.exports import parquet
from build_site.exports.data import quotations
from build_site.exports.package import FIELDS
from build_site.exports.tables import COLUMNS, FORMULA, quotations_csv
from build_site.exports.tables import database as database_of
from build_site.exports.tei import corpus as tei_corpus
from build_site.model import Dataset, Fact
from tests.builders import corpus, said, story

NAMES = ("articles", "quotations", "doubts", "actors", "statements")


def read(texts: dict[str, str], name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(texts[f"data/{name}.json"])
    return found


@pytest.mark.parametrize("file", NAMES)
def test_json_fits_its_schema(file: str, texts: dict[str, str]) -> None:
    schema = json.loads(texts[f"data/schemas/{file}.schema.json"])
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(schema).iter_errors(json.loads(texts[f"data/{file}.json"]))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_a_schema_refuses_what_it_does_not_describe(texts: dict[str, str]) -> None:
    """A schema that lets everything pass proves nothing."""
    for file in NAMES:
        schema = json.loads(texts[f"data/schemas/{file}.schema.json"])
        assert not Draft202012Validator(schema).is_valid([{}])
        assert not Draft202012Validator(schema).is_valid([{"id": 1}])


def test_ids_in_the_data_lead_to_records(texts: dict[str, str]) -> None:
    ids = {name: {record["id"] for record in read(texts, name)} for name in NAMES}
    assert all(len(ids[name]) == len(read(texts, name)) for name in NAMES)
    for q in read(texts, "quotations"):
        assert q["article"] in ids["articles"]
        assert q["actor"] is None or q["actor"] in ids["actors"]
        assert q["statement"] is None or q["statement"] in ids["statements"]
    for statement in read(texts, "statements"):
        assert {*statement["versions"]} <= ids["quotations"]  # type: ignore[misc]
        assert {*statement["echoes"]} <= ids["statements"]  # type: ignore[misc]


def test_spans_and_digests_are_of_the_text(dataset: Dataset, texts: dict[str, str]) -> None:
    """Code points of the article's text, whose SHA-256 stands beside it."""
    text = {a.id: a.article.text for a in dataset.articles}
    for article in read(texts, "articles"):
        source = text[str(article["id"])]
        assert article["sha256"] == hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    for q in read(texts, "quotations"):
        words = [text[str(q["article"])][start:end] for start, end in q["content"]]  # type: ignore[attr-defined]
        assert " […] ".join(words) == q["text"]


# --- CSV


def rows(text: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)


def test_csv_is_one_row_a_quotation(dataset: Dataset, texts: dict[str, str]) -> None:
    """With a byte order mark, once; its cells are the data, but for an apostrophe before a formula."""
    text = texts["data/quotations.csv"]
    assert text.startswith("\ufeff" + COLUMNS[0])
    assert "\ufeff" not in text.splitlines()[0][1:]
    found = list(rows(text))
    assert [row["id"] for row in found] == [q.id for q in dataset.quotations]
    for row, q in zip(found, dataset.quotations, strict=True):
        assert list(row) == list(COLUMNS)
        assert row["text"].removeprefix("'") == q.text.removeprefix("'")


def test_no_cell_is_a_formula(texts: dict[str, str]) -> None:
    for row in rows(texts["data/quotations.csv"]):
        assert not [cell for cell in row.values() if cell.startswith(FORMULA)]


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_formula_becomes_text(words: str) -> None:
    dataset = corpus(story(f"Title\n{words} is what he said", said(words), title=words, outlet=words))
    (row,) = rows(next(quotations_csv(dataset))[1])
    assert row["text"] == f"'{words}"
    assert row["title"] == f"'{words}"
    assert row["outlet"] == f"'{words}"


def test_to_whom_it_was_said_is_told_in_every_format() -> None:
    """By id in JSON and TEI, by name in tables."""
    told, yes = "that the pier was safe", "Yes,"
    text = f"Title\nAna Ruiz told Bo Lind {told}. “{yes}” said Bo Lind."
    cue = said(told, by="Ana Ruiz", cue="told", type="indirect")
    data = corpus(story(text, cue, said(yes, by="Bo Lind", cue="said")))
    (_, records), (_, tei) = next(quotations(data)), next(tei_corpus(data))
    assert [r["addressees"] for r in json.loads(records)] == [["bo-lind"], []]
    assert [row["addressees"] for row in rows(next(quotations_csv(data))[1])] == ["Bo Lind", ""]
    assert str(tei).count("toWhom=") == 1


# --- SQLite


def test_the_database_is_whole(dataset: Dataset, database: bytes) -> None:
    """It opens, its keys hold, its rows are the corpus."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        keys = connection.execute("select count(*) from pragma_foreign_key_list('quotations')").fetchone()
        assert keys == (2,)
        for table, records in (
            ("articles", dataset.articles),
            ("actors", dataset.actors),
            ("quotations", dataset.quotations),
        ):
            ids = connection.execute(f"select id from {table} order by rowid").fetchall()
            assert [id for (id,) in ids] == [record.id for record in records]
        told = connection.execute("select id, actor, date, text, versions, echoes from statements").fetchall()
        texts_of = {q.id: q.text for q in dataset.quotations}
        assert sorted(told) == sorted(
            (s.id, s.actor, s.when and s.when.edtf, texts_of[s.base], len(s.versions), len(s.echoes))
            for s in dataset.statements
        )
        said = connection.execute("select quotation, actor from said_by").fetchall()
        assert sorted(said) == sorted((q.id, who) for q in dataset.quotations for who in q.speakers)
        texts = connection.execute("select text from quotations order by rowid").fetchall()
        assert [text for (text,) in texts] == [q.text for q in dataset.quotations]


def test_the_database_holds_every_fact_with_its_type() -> None:
    """What a side-car may state of an article is there; numbers are numbers; the views add up."""
    facts: dict[str, Any] = {
        "title": "Vote",
        "outlet": "The Quay",
        "published": "2024-03-22",
        "retrieved": "2024-03-25",
    }
    facts |= {"url": "https://quay.example/1", "licence": "CC BY 4.0", "language": "en"}
    authors = Fact("Ada Brun, Jon Vale", parts=("Ada Brun", "Jon Vale"))
    text = "Vote\n“We sail,” Ana Ruiz said."
    data = corpus(
        story(text, said("We sail,", by="Ana Ruiz", statement="sail"), author=authors, **facts),
        story(text, said("We sail,", by="Ana Ruiz", statement="sail"), outlet="The Tide"),
    )
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(next(database_of(data))[1])
        connection.row_factory = sqlite3.Row
        (article,) = connection.execute("select * from articles where url is not null")
        assert {key: article[key] for key in facts} == facts
        assert (article["words"], article["text"]) == (len(text.split()), text)
        names = connection.execute(
            "select name from authors where article = ? order by place", [article["id"]]
        )
        assert [row["name"] for row in names] == ["Ada Brun", "Jon Vale"]
        kinds = connection.execute(
            'select distinct typeof(confidence), typeof("start"), typeof("end"), typeof(text) from quotations'
        )
        assert [tuple(row) for row in kinds] == [("real", "integer", "integer", "text")]
        (speaker,) = connection.execute("select * from speakers")
        assert tuple(speaker) == ("ana-ruiz", "Ana Ruiz", "person", 2, 2, 2)
        outlets = connection.execute("select outlet, articles, quotations from outlets")
        assert [tuple(row) for row in outlets] == [("The Quay", 1, 1), ("The Tide", 1, 1)]
        versions = connection.execute("select actor_name, outlet from versions").fetchall()
        assert {tuple(row) for row in versions} == {("Ana Ruiz", "The Quay"), ("Ana Ruiz", "The Tide")}


def test_the_database_finds_words(name: str, database: bytes) -> None:
    """The full-text index knows each quotation by its words."""
    words = {"plain": "harbour open", "excerpts": "harbour open", "seeds": "Rafah", "hostile": "script"}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        connection.execute("insert into quotations_fts(quotations_fts) values ('integrity-check')")
        query = (
            "select q.text from quotations_fts f join quotations q on q.rowid = f.rowid"
            " where quotations_fts match ?"
        )
        found = connection.execute(query, (words.get(name, "nothing"),)).fetchall()
    assert bool(found) == (name in words)
    assert all(word.casefold() in text.casefold() for (text,) in found for word in words[name].split())


@pytest.mark.parametrize("name", ["excerpts"], indirect=False)
def test_excerpts_hold_no_other_words(texts: dict[str, str], database: bytes) -> None:
    """Where only excerpts are published, what carries no quotation leaves the project in no format."""
    everything = "".join(texts.values()).encode() + database
    for words in ("Jo Lind on the pier", "Ana Ruiz on the pier", "The Courier reported:", "Most Popular"):
        assert words.encode() not in everything


# --- Parquet


def test_parquet_is_the_tables_with_types(dataset: Dataset, texts: dict[str, str]) -> None:
    """Read back by the library, every row of the CSVs is there, the columns in order."""
    files = dict(parquet.tables(dataset))
    assert set(files) == {f"data/{name}.parquet" for name in ("quotations", *FIELDS)}
    found = pq.read_table(io.BytesIO(files["data/quotations.parquet"])).to_pylist()
    assert [row["id"] for row in found] == [q.id for q in dataset.quotations]
    assert [row["confidence"] for row in found] == [round(q.confidence, 3) for q in dataset.quotations]
    for name, fields in FIELDS.items():
        table = pq.read_table(io.BytesIO(files[f"data/{name}.parquet"]))
        assert table.column_names == [key for key, _, _ in fields]
        assert table.num_rows == len(list(rows(texts[f"data/{name}.csv"])))


def test_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        VerbatimError, match=r"needs pyarrow.* Install it: pip install .verbatim-site\[parquet\]"
    ):
        next(parquet.tables(corpus()))
