"""Of whom articles write "he" or "she": told by their pronouns and titles, never by a name."""

from __future__ import annotations

from typing import Any

import pytest

from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import Corpus, Document
from build_site.stages.assembly import assemble
from build_site.stages.resolution import resolve_corpus
from build_site.stages.written import written


def told(*texts: str) -> dict[str, str]:
    """People's ids and what the articles write of them."""
    lexicon = load_lexicon()
    documents = [Document(f"a{n}", f"seeds/a{n}.txt", text, f"{n}" * 64) for n, text in enumerate(texts)]
    analyses = [analyse(document, lexicon) for document in documents]
    resolution = resolve_corpus(analyses, (), lexicon)
    whole: Any = assemble(analyses, resolution.actors, resolution.of_entity, Corpus(), lexicon)
    return dict(written(whole, lexicon))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“We sail,” said Robin Holt. She said that she would not wait.", {"robin-holt": "she"}),
        ("“We sail,” said Mr. Robin Holt of the board.", {"robin-holt": "he"}),
        ("“We sail,” said the chairwoman, Robin Holt.", {"robin-holt": "she"}),
        ("“We sail,” said Mary Holt of the harbour board.", {}),
        ("“We sail,” said Robin Holt. “We stay,” said Kim Lund.", {}),
        ("“We sail,” said the harbour board. It said that it would.", {}),
    ],
    ids=["pronouns", "address", "a title", "a name tells nothing", "nothing", "no person"],
)
def test_what_an_article_writes(text: str, said: dict[str, str]) -> None:
    """Only its own words count."""
    assert told(f"{text}\n") == said


def test_articles_that_disagree_tell_nothing() -> None:
    """Where one calls somebody Mr and another Ms, it is not told; most of many settle it."""
    he, she = "“We sail,” said Mr. Robin Holt.\n", "“We sail,” said Ms. Robin Holt.\n"
    assert told(he, she) == {}
    assert told(he, he) == {"robin-holt": "he"}
    assert told(*[he] * 9, she) == {"robin-holt": "he"}
