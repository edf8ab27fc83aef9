"""The audit of a site counts what a reader found of it, and nothing else as right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.addresses import trial
from benchmarks.audit import pages, rows, sayings, share, told
from benchmarks.statements import read, run
from build_site.pipeline import Options

TEXT = "Harbour plan\n“We will deepen the harbour,” Mayor Ana Ruiz told Reuters on Monday."


def test_what_nobody_judged_is_counted_apart() -> None:
    """Neither among the wrong ones nor among the right."""
    assert share(["right", "garbage", None], "garbage") == "0.500  (1 of 2; 1 not judged)"


def test_a_site_is_held_against_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages by the actor's id, sayings by their place while they are as they were."""
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "quay", "text": TEXT, "date": "2023-06-14"}) + "\n", "utf-8")
    at = ["quay", TEXT.index("We will"), TEXT.index("”")]
    verdicts = tmp_path / "verdicts.jsonl"
    told = [
        {"corpus": "quay", "actor": "ana-ruiz", "page": "garbage"},
        {"corpus": "gull", "actor": "ana-ruiz", "page": "right"},
        {"corpus": "quay", "what": "chain", "at": at, "found": ["outlet"], "right": True},
        {"corpus": "quay", "what": "date", "at": at, "found": "2000-01-01", "right": False},
    ]
    verdicts.write_text("".join(json.dumps(row) + "\n" for row in told), "utf-8")
    known = rows(verdicts, "quay")
    found = run(read([articles]), 1)
    pages(found, known[:1], 7, names=False)
    sayings(found, known[1:])
    lines = {" ".join(line.split()) for line in capsys.readouterr().out.splitlines()}
    assert "1 most quoted: garbage 1.000 (1 of 1; 0 not judged)" in lines
    assert "chains that are wrong 0.000 (0 of 1; 0 not judged)" in lines
    assert "dates that are wrong 0.000 (0 of 0; 1 not judged)" in lines


def test_what_the_text_tells_is_held_against_what_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given and right, told and given; a quotation that is no longer found counts for nothing."""
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "quay", "text": TEXT, "date": "2023-06-14"}) + "\n", "utf-8")
    at = ["quay", TEXT.index("We will"), TEXT.index("”")]
    known: list[dict[str, Any]] = [
        {"corpus": "quay", "at": at, "date": "2023-06-12", "chain": ["outlet"]},
        {"corpus": "quay", "at": at, "chain": []},
        {"corpus": "quay", "at": ["quay", 0, 3], "date": None, "chain": []},
    ]
    told(run(read([articles]), 1), known, names=False)
    lines = {" ".join(line.split()) for line in capsys.readouterr().out.splitlines()}
    assert "dates right, of those given 1.000 (1 of 1)" in lines
    assert "chains right, of those given 0.500 (1 of 2)" in lines
    assert "chains given, of those told 1.000 (1 of 1)" in lines
    assert "quotations judged, and gone since 3, 1" in lines


def test_the_fate_of_addresses_is_counted(tmp_path: Path) -> None:
    """What a site of one article published is there when another comes."""
    articles = tmp_path / "articles.jsonl"
    records = [{"id": name, "text": TEXT, "date": "2023-06-14"} for name in ("quay", "gull")]
    articles.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    every = read([articles])
    assert trial(every[:1], every, Options(jobs=1, curated=False)) == {"articles kept": 1, "actors kept": 2}
