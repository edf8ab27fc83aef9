"""How words read where they stand alone: with the cue, what negates it, and who was told; seams are shown."""

from __future__ import annotations

import pytest

from build_site.model import Quotation
from build_site.stages.reporting import alone, framed, report
from tests.builders import Said, corpus, said, story


def quoted(text: str, saying: Said) -> Quotation:
    """The only quotation of a text, as pages show it."""
    (quotation,) = report(corpus(story(text, saying))).quotations
    return quotation


@pytest.mark.parametrize(
    ("text", "cue", "words", "printed"),
    [
        ("She denied approving the trip.", "denied", "approving the trip", "denied approving the trip"),
        ("She did not say it was over.", "say", "it was over", "did not say it was over"),
        ("She urged against a vote.", "urged", "a vote", "urged against a vote"),
        (
            "She told the Harbour Times that it leaks.",
            "told",
            "it leaks",
            "told the Harbour Times that it leaks",
        ),
        ("She accused the board of waste.", "accused", "waste", "accused the board of waste"),
        ("She said, it leaks.", "said", "it leaks", "said, it leaks"),
        ("According to the log, it leaks.", "According to", "it leaks", "it leaks"),
        ("It leaks, she said.", "said", "It leaks,", "It leaks (said)"),
    ],
)
def test_words_keep_their_cue(text: str, cue: str, words: str, printed: str) -> None:
    """What a cue turns into its contrary is never printed without it."""
    q = quoted(text, said(words, by="Ada Brack", type="indirect", cue=cue))
    assert alone(q) == printed
    before, behind = framed(q)
    assert before + words.rstrip(" ,") + behind == printed


def test_the_source_is_not_said_twice() -> None:
    """Who stands between the cue and the words is named beside them."""
    q = quoted(
        "“Late,” wrote Ada Brack that it leaks.",
        said("it leaks", by="Ada Brack", type="indirect", cue="wrote", source="Ada Brack"),
    )
    assert alone(q) == "wrote that it leaks"


def test_a_seam_is_no_ellipsis_of_the_outlet() -> None:
    """Where the reporter's words were left out the marks close; what was printed inside them stays inside."""
    q = quoted("“It leaks,” she said. “A lot.”", said("It leaks,", "A lot.", by="Ada Brack"))
    assert alone(q) == "“It leaks,” […] “A lot.”"
    q = quoted("“It leaks […] a lot,” she said.", said("It leaks […] a lot,", by="Ada Brack"))
    assert alone(q) == "“It leaks […] a lot,”"
