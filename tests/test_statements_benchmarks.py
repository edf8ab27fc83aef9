"""The benchmarks of statements and of scale measure what they say, on articles of our own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from benchmarks.building import Stood
from benchmarks.scale import copy, exponent, measure, respell
from benchmarks.statements import Found, fate, judged, key, read, run, verdicts
from build_site.pipeline import Options
from build_site.reading import analyse_all

WORDS = "We will deepen the harbour before the winter and hire two hundred pilots"
ARTICLES = [
    {"id": "quay", "text": f"Harbour plan\n“{WORDS},” Mayor Ana Ruiz said on Monday.", "date": "2023-06-14"},
    {"id": "gull", "text": f"Ships wait\nMayor Ana Ruiz said, “{WORDS}.”", "date": "2023-06-13"},
    {"id": "aft", "text": "Nothing\nNobody spoke of the “old quay” at all.", "date": "2023-06-13"},
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles as JSON Lines."""
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in ARTICLES), "utf-8")
    return path


@pytest.fixture(scope="module")
def found(corpus: Path) -> Found:
    """The articles after the whole line."""
    return run(read([corpus]), 1)


def test_a_pair_of_passages_is_linked_or_it_is_said_why_not(found: Found) -> None:
    """By places in the articles' own texts."""
    here, there = (a["text"].index("We will") for a in ARTICLES[:2])
    quay, gull = ("quay", here, here + 60), ("gull", there, there + 60)
    assert fate(found, (quay, gull)) == "linked"
    assert fate(found, (quay, ("aft", 0, 7))) == "not found"


def test_a_verdict_holds_for_the_same_words_a_little_wider(tmp_path: Path) -> None:
    """And whichever side comes first."""
    path = tmp_path / "verdicts.jsonl"
    path.write_text(json.dumps({"a": ["quay", 10, 50], "b": ["gull", 0, 40], "same": False}) + "\n", "utf-8")
    known = verdicts(path)
    assert known == {key((("gull", 0, 40), ("quay", 10, 50))): False}
    assert judged(known, (("gull", 0, 42), ("quay", 11, 50))) is False
    assert judged(known, (("gull", 0, 42), ("quay", 30, 50))) is None


@pytest.mark.slow
def test_a_copy_has_other_people_and_another_day_and_the_same_offsets(corpus: Path) -> None:
    """So that ten copies of an article are ten occasions."""
    sources = analyse_all(read([corpus]), Options())
    again = copy(sources[0], 3)
    assert len(again.article.text) == len(sources[0].article.text)
    assert "Ana Ruiz" not in again.article.text
    assert "before the winter" in again.article.text
    assert respell("Ana Ruiz", 0) == "Ana Ruiz"
    measured = measure([copy(a, turn) for turn in range(3) for a in sources])
    assert (measured.articles, measured.quotations, measured.statements) == (9, 6, 3)


def test_growth_is_told_as_an_exponent() -> None:
    """Twice the time for twice the articles is 1, four times is 2."""
    assert exponent([(10, 1.0), (20, 2.0), (40, 4.0)]) == pytest.approx(1)
    assert exponent([(10, 1.0), (20, 4.0)]) == pytest.approx(2)


def test_what_differs_between_two_sites_is_told(tmp_path: Path) -> None:
    """Files that differ, came or went, their bytes, and those that were written again for nothing."""
    for name, text in (("same", "a"), ("again", "b"), ("other", "c"), ("gone", "d")):
        (tmp_path / name).write_text(text, "utf-8")
    before = Stood.of(tmp_path)
    os.utime(tmp_path / "again", (1, 1))
    (tmp_path / "other").write_text("cc", "utf-8")
    (tmp_path / "new").write_text("eee", "utf-8")
    (tmp_path / "gone").unlink()
    assert Stood.of(tmp_path).against(before) == (3, 5, 1)
