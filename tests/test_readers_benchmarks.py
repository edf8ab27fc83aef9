"""The judge that reads as a reader does, the weights of traits, and what each part of the engine earns."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.logistic import Case, fitted, predicted
from benchmarks.readers_gold import judge, of_case, same_speaker

ROOT = Path(__file__).resolve().parents[1]

TEXT = "“We sail at dawn,” said Ana Ruiz, “whatever they say.” The harbour stays open, she added later."
SAID = "We sail at dawn", "whatever they say", "The harbour stays open"


def spans(*words: str) -> list[list[int]]:
    """Where words stand."""
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in words]


def found(*words: str, actor: str | None = "Ruiz", kind: str = "direct") -> dict[str, Any]:
    """One quotation as ``extract`` has it."""
    return {"content": spans(*words), "actor": actor, "type": kind}


GOLD = {
    "id": "a",
    "text": TEXT,
    "quotes": [
        {"kind": "direct", "spans": spans(*SAID[:2]), "speaker": "Ana Ruiz", "must": True},
        {"kind": "indirect", "spans": spans(SAID[2]), "speaker": "Ana Ruiz", "must": False},
    ],
}


@pytest.mark.parametrize(
    ("quotations", "right", "met", "given"),
    [
        ([found(*SAID[:2])], [True], 1, 1),
        ([found(SAID[0]), found(SAID[1])], [True, True], 1, 1),
        ([found(*SAID)], [True], 1, 1),
        ([found(*SAID[:2], actor="Bo Lind")], [False], 1, 0),
        ([found(*SAID[:2], actor=None)], [False], 1, 0),
        ([found("sail at")], [False], 0, 0),
        ([found("Ana Ruiz"), found(*SAID[:2])], [False, True], 1, 1),
    ],
    ids=["whole", "in pieces", "neighbours as one", "another", "nobody", "a part", "one too many"],
)
def test_what_a_reader_accepts(quotations: list[Any], right: list[bool], met: int, given: int) -> None:
    """The words, where they begin and end, and whose they are."""
    verdict = judge(GOLD, quotations)
    assert [one.right for one in verdict.found] == right
    assert sum(w.found for w in verdict.wanted if w.must) == met
    assert sum(w.given for w in verdict.wanted if w.must) == given


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mayor Ana Ruiz", "Ruiz", True),
        ("the Harbour Board", "Harbour Board", True),
        ("HB", "the Harbour Board", True),
        ("Ana Ruiz", "Bo Ruiz", False),
        (None, "", True),
        (None, "Ruiz", False),
        ("a spokesman for the harbour", "harbour spokesman", True),
    ],
)
def test_names_of_one_speaker(one: str | None, other: str, same: bool) -> None:
    assert same_speaker(one, other) is same


def test_a_construction_is_judged_by_all_its_parts() -> None:
    """And words that are nobody's must not be given away."""
    wanted = {"kind": "direct", "content": SAID[0], "speaker": ["Ana Ruiz"], "actor": ["Ana Ruiz"]}
    case = {"text": TEXT, "gold": [wanted], "none": ["they say"]}
    ours = {**found(SAID[0], actor="Ana Ruiz"), "source": spans("Ana Ruiz")}
    assert of_case(case, [ours])["right"] == 1
    assert of_case(case, [ours, {**found("they say"), "source": []}])["false"] == 1


def test_weights_tell_traits_apart() -> None:
    """What is always right is sure, what is never right is not; what is rare is drawn to the middle."""
    cases = [Case(("base", "good"), True)] * 40 + [Case(("base", "bad"), False)] * 40
    cases += [Case(("base", "rare"), True)]
    weights = fitted(cases, ["base", "good", "bad", "rare"], 1.0, ["base"])
    chances = {trait: predicted(("base", trait), weights) for trait in ("good", "rare", "bad", "new")}
    assert chances["good"] > 0.9 > chances["rare"] > chances["new"] > 0.1 > chances["bad"]


@pytest.mark.slow
def test_every_part_can_be_switched_off(tmp_path: Path) -> None:
    """Found by looking: without its verbs the engine finds less, and what is unused is said to be."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD), "utf-8")
    call = [sys.executable, "benchmarks/ablation.py", "--only", "verbs", "--corpus", str(path)]
    told = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "cues/verbs" in told
    assert "nothing runs without: none" in told


@pytest.mark.slow
def test_pages_are_judged_by_their_text_and_facts(tmp_path: Path) -> None:
    """Captions and the outlet's name behind a title cost nothing; a name that is missing does."""
    said = [
        f"The council met on day {n} of the storm, and nobody on the quay said a word of it."
        for n in range(9)
    ]
    page = (
        "<!doctype html><html lang=en><head><title>Harbour vote postponed | The Quay</title>"
        '<meta name="author" content="Ada Brun"></head><body><article><h1>Harbour vote postponed</h1>'
        "<figure><img src=a.jpg><figcaption>The northern wall of the quay.</figcaption></figure>"
        + "".join(f"<p>{words}</p>" for words in said)
        + "</article></body></html>"
    )
    (tmp_path / "html").mkdir()
    (tmp_path / "html/a.html").write_text(page, "utf-8")
    gold = {"articleBody": "\n".join(["Harbour vote postponed", *said]), "title": "Harbour vote postponed"}
    (tmp_path / "gold.json").write_text(
        json.dumps({"a": {**gold, "author": ["Ada Brun", "Jon Vale"]}}), "utf-8"
    )
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks/pages.py", tmp_path, "--errors", "5"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "text of 1 pages: precision 1.000, recall 1.000, F1 1.000",
        "title: right 1.000 of 1",
        "author: right 0.000 of 1",
        "a: author 'Ada Brun', gold ['Ada Brun', 'Jon Vale']",
    ]
