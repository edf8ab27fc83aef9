"""Tables for statistics programs, and what crawlers are told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from build_site.exports.package import FIELDS, actors_csv, articles_csv, robots
from build_site.model import Dataset, Fact
from tests.builders import corpus, said, story
from tests.exports.conftest import made


def table(texts: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(texts[f"data/{name}.csv"].removeprefix("\ufeff"))))


def test_tables_are_what_the_package_says(dataset: Dataset, texts: dict[str, str]) -> None:
    """Every resource is there, with its columns in order and values of their types; ids are unique."""
    package = json.loads(texts["data/datapackage.json"])
    rows: dict[str, Sequence[Any]] = {
        "articles": dataset.articles,
        "actors": dataset.actors,
        "statements": dataset.statements,
    }
    assert {resource["name"] for resource in package["resources"]} == set(rows)
    for resource in package["resources"]:
        assert f"data/{resource['path']}" in texts
        found = table(texts, resource["name"])
        assert [row["id"] for row in found] == [value.id for value in rows[resource["name"]]]
        fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for row in found:
            assert list(row) == list(fields)
            assert all(row[name].isdigit() for name, kind in fields.items() if kind == "integer")


def test_what_is_known_of_an_article_stands_in_its_row() -> None:
    dataset = corpus(
        story(
            "Bridge shut\n“We sail,” she said.",
            said("We sail,", by="Ana Ruiz"),
            author=Fact("Ada Brun and Jon Vale", parts=("Ada Brun", "Jon Vale")),
            outlet="The Quay",
            published="2024-03-22",
            url="https://quay.example/bridge",
        )
    )

    (row,) = table(dict(articles_csv(dataset)), "articles")
    assert (row["authors"], row["outlet"], row["published"], row["url"], row["quotations"]) == (
        "Ada Brun; Jon Vale",
        "The Quay",
        "2024-03-22",
        "https://quay.example/bridge",
        "1",
    )
    (actor,) = table(dict(actors_csv(dataset)), "actors")
    assert (actor["name"], actor["quotations"], actor["articles"]) == ("Ana Ruiz", "1", "1")
    assert set(row) == {key for key, _, _ in FIELDS["articles"]}


def test_crawlers_are_told_where_the_data_stands() -> None:
    """A site map only where the site's address is known; every link of ``llms.txt`` is a file of the site."""
    told = dict(robots(corpus(address="https://quay.example/press/")))
    assert "Sitemap: https://quay.example/press/sitemap.xml" in told["robots.txt"]
    assert "https://quay.example/press/data/quotations.json" in told["llms.txt"]
    nowhere = dict(robots(corpus()))
    assert "Sitemap" not in nowhere["robots.txt"]
    files = made("plain")[1]
    links = [
        line.partition("](")[2].partition(")")[0] for line in nowhere["llms.txt"].splitlines() if "](" in line
    ]
    assert {link for link in links if link.startswith("data/")} <= set(files)
