"""Mutated articles, from the reader to the downloads: nothing fails, and every span is where words are.

A few in ``make test``; ``make fuzz DOCUMENTS=20000`` tries as many as it is told, each time others.
A find is shrunk by Hypothesis, and becomes a case.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_site.config import Project
from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import Document
from build_site.pipeline import Options, files_of, load

pytestmark = pytest.mark.slow

DOCUMENTS = int(os.environ.get("FUZZ_DOCUMENTS", "0"))
SEEDS = Path(__file__).parent / "seeds"
ARTICLES = [path.read_text("utf-8")[:6000] for path in sorted(SEEDS.glob("*.txt"))]
ODD = (
    *"“”‘’\"'«»‹›„‚`()[]—–…,.:;\n\t\r\u00a0\u2028\u200b\u202e\u0301\ufeff\x00\x1b\x85İßﬁ漢😀",
    *("\n\n", "”,", ".”", "''", "``", " said", " he said.", " according to ", " told ", "Mr. ", " yesterday"),
    *(
        "<b>",
        "&amp;",
        "{{x}}",
        "]]>",
        "---\n",
        "# ",
        "> ",
        "March 3, 2024",
        "31 December 9999",
        "Dr. Ada Brandt",
    ),
)
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 120),
        st.sampled_from(["drop", "twice", "many", "upper", "title", "line", "put"]),
        st.sampled_from(ODD) | st.text(max_size=8),
    ),
    max_size=24,
)


def mutated(text: str, changes: list[tuple[float, int, str, str]]) -> str:
    """A text after these changes, each at its share of the text's length."""
    for share, width, kind, words in changes:
        at = int(share * len(text))
        piece = text[at : at + width]
        new = {
            "drop": "",
            "twice": piece * 2,
            "many": piece * 20,
            "upper": piece.upper(),
            "title": piece.title(),
            "line": piece.replace(" ", "\n", 1),
            "put": words + piece,
        }[kind]
        text = text[:at] + new + text[at + width :]
    return text[:30_000].encode("utf-8", "replace").decode() or "x"


texts = st.builds(mutated, st.sampled_from(ARTICLES), edits)
often = settings(
    max_examples=DOCUMENTS or 25,
    deadline=None,
    derandomize=not DOCUMENTS,
    suppress_health_check=list(HealthCheck),
)


FOUND = (
    "“We sail at dawn\n,”",
    "“We sail at dawn\n,” Ana Ruiz said.\n",
    "The pier is shut, so we want",
    "The harbour is shut and Ada Brandt said no",
    "The mayor said the pier is shut and the ferry is late, but",
    "The mayor spoke; according to the Quay.",
    "The plan came.\n\nFor their parts, Quay Council",
    "W. Mary Moor and W. Moor met. “We sail,” W. Mary Moor said. “Never,” W. Moor said.",
)
"""What was found by trying, made small: a line with nothing but a comma in marks; an end in mid-sentence."""


@pytest.mark.parametrize("text", FOUND)
def test_what_was_found_stays_found(text: str) -> None:
    look(text)


@often
@given(texts)
def test_every_span_is_where_words_are(text: str) -> None:
    """Blocks in order hold all words; contents in order, each with a word, hold what is in marks."""
    look(text)


def look(text: str) -> None:
    """Hold what is found in a text against what has to be true of it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = analyse(Document("x", "seeds/x.txt", text, "0"), load_lexicon())
    place = 0
    for start, end in (block.span for block in found.article.blocks):
        assert place <= start < end <= len(text)
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()
    for said in found.attributions:
        assert 0 <= said.confidence <= 1
        assert all(a[1] <= b[0] for a, b in zip(said.content, said.content[1:], strict=False))
        assert any(letter.isalnum() for span in said.content for letter in text[slice(*span)])
        for start, end in (*said.content, *said.verbatim, *said.cue, *said.source):
            assert 0 <= start < end <= len(text)
        for start, end in said.verbatim:
            assert any(a <= start and end <= b for a, b in said.content)


@settings(often, max_examples=DOCUMENTS // 20 or 4)
@given(st.lists(texts, min_size=1, max_size=4))
def test_every_corpus_is_published_and_every_download_parses(articles: list[str]) -> None:
    """Whatever the articles hold."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.seeds.mkdir()
        (project.root / "mkdocs.yml").write_text("site_name: Fuzz\n", "utf-8")
        (project.seeds / "good.txt").write_text("Quay\n\n“We sail,” Ada Brandt said.\n", "utf-8")
        for number, text in enumerate(articles):
            (project.seeds / f"a{number}.txt").write_text(text, "utf-8", newline="")
        dataset = load(project, Options())
        assert len({q.id for q in dataset.quotations}) == len(dataset.quotations)
        for path, content in files_of(dataset):
            if path.endswith((".json", ".jsonld")):
                json.loads(content)
            elif path.endswith((".xml", ".atom")):
                ET.fromstring(content)
