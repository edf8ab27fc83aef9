"""The benchmarks of statements and of scale measure what they say, on articles of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.scale import copy, measure, respell
from benchmarks.statements import Found, fate, judged, key, read, run, verdicts
from build_site.pipeline import Options, analyse_all

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
