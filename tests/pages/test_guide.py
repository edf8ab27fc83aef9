"""How to read this: one page, without a script, on every page's head."""

from __future__ import annotations

from pathlib import Path

from build_site.pages import render
from tests.builders import corpus, said, story
from tests.pages.corpora import plain_corpus

HEADER = Path(__file__).parents[2] / "build_site" / "theme" / "partials" / "verbatim-header.html"


def test_it_shows_the_marks_and_a_statement_of_the_corpus() -> None:
    """The lines under words, and the home page's comparison step by step; the header leads to it."""
    page = dict(render(plain_corpus()))["quotations/how-to-read.md"]
    assert all(f"v-q v-{kind}" in page for kind in ("direct", "indirect", "mixed"))
    assert "What was said" in page
    assert "quotations/how-to-read.html" in HEADER.read_text("utf-8")


def test_a_corpus_without_a_shared_statement_has_it_too() -> None:
    """Less the steps."""
    page = dict(render(corpus(story("Title\nWords.", said("Words.", by="Ana Ruiz")))))
    assert "What was said" not in page["quotations/how-to-read.md"]
