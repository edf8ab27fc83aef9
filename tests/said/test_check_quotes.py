"""``verbatim check-quotes``: a table, an exit code, a page that shows both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from build_site.cli import main

HARBOUR = Path(__file__).parent / "harbour.txt"
TRUE = "“The harbour will not be sold,” Mayor Ana Ruiz said on Friday.\n"
FALSE = "Later Ruiz told residents: “We have nine thousand people who work there.”\n"
HOSTILE = "“The harbour will not be sold <script>alert(1)</script> to anybody,” Ana Ruiz said.\n"


def check(tmp_path: Path, text: str, *more: str, name: str = "draft.txt") -> int:
    """The exit code for a draft of this text."""
    draft = tmp_path / name
    draft.write_text(text, "utf-8")
    return main(["check-quotes", str(draft), "--against", str(HARBOUR), *more])


def test_a_true_draft_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, TRUE) == 0
    said = capsys.readouterr().out
    assert "verbatim" in said
    assert "harbour.txt:1 (MAYOR ANA RUIZ)" in said


def test_a_changed_figure_fails_and_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, TRUE + "\n" + FALSE) == 1
    said = capsys.readouterr().out
    assert "altered" in said
    assert "number: printed “nine”, said “uh, four”" in said


def test_the_proof_shows_both_and_runs_nothing(tmp_path: Path) -> None:
    """One file, no script, all characters of the draft."""
    proof = tmp_path / "proof.html"
    check(tmp_path, HOSTILE + "\n" + FALSE, "--proof", str(proof))
    page = proof.read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "MAYOR ANA RUIZ" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_word_and_markdown_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A desk's files as they come."""
    document = Document()
    document.add_paragraph(TRUE.strip())
    document.save(str(tmp_path / "draft.docx"))
    assert main(["check-quotes", str(tmp_path / "draft.docx"), "--against", str(HARBOUR)]) == 0
    assert check(tmp_path, f"# Harbour\n\n{TRUE}", name="draft.md") == 0
    assert (
        check(
            tmp_path, f"<html><body><article><h1>A</h1><p>{TRUE}</p></article></body></html>", name="d.html"
        )
        == 0
    )
    capsys.readouterr()


def test_json_for_other_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(tmp_path, FALSE, "--json")
    told = json.loads(capsys.readouterr().out)
    (passage,) = told["passages"]
    assert (passage["verdict"], passage["differences"][0]["kind"]) == ("altered", "number")


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A transcript that is none fails the check, whatever the others hold."""
    bad = tmp_path / "bad.vtt"
    bad.write_text("nothing", "utf-8")
    assert check(tmp_path, TRUE, str(bad)) == 1
    assert "no cue in it" in capsys.readouterr().err
    draft = tmp_path / "draft.txt"
    assert main(["check-quotes", str(draft), "--against", str(tmp_path / "none.txt")]) == 1
    assert "no transcript could be read" in capsys.readouterr().err
