"""Who speaks to whom, about whom, and who is only beside: read from where names stand."""

from __future__ import annotations

import pytest

from build_site.model import Dataset
from build_site.pages.catalogue import catalogue
from build_site.pages.company import Company, Tie, company
from tests.builders import corpus, said, story


def around(*texts: str, content: str, cue: str, by: str = "Ana Ruiz", also: str = "Bo Lind") -> Company:
    """One article in which ``by`` says ``content``; ``also`` is named because another quotation is theirs."""
    first = story(
        f"Title\n{texts[0]}\n“Yes,” nodded {also}.",
        said("Yes,", by=also, cue="nodded"),
        said(content, by=by, cue=cue, type="indirect"),
    )
    return company(catalogue(corpus(first)))


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Ana Ruiz told Bo Lind that the pier was safe.", "that the pier was safe", "told"),
        ("Ana Ruiz told the Bo Lind: the pier was safe.", "the pier was safe", "told"),
        ("“The pier is safe,” Ana Ruiz told Bo Lind. “I know.”", "The pier is safe,", "told"),
        ("Ana Ruiz said to Bo Lind the pier was safe.", "the pier was safe", "said"),
    ],
)
def test_somebody_is_spoken_to(text: str, content: str, cue: str) -> None:
    """Right behind the cue, before the content or after all of it; or after "to"."""
    found = around(text, content=content, cue=cue)
    assert found.to["ana-ruiz"] == {"bo-lind": 1}
    assert found.heard["bo-lind"] == {"ana-ruiz": 1}


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("“The pier is safe,” said Ana Ruiz. Bo Lind left.", "The pier is safe,", "said"),
        ("Ana Ruiz called Bo Lind a liar.", "a liar", "called"),
        ("Ana Ruiz called Bo Lind “a liar”.", "a liar", "called"),
        ("Ana Ruiz said that Bo Lind had left.", "that Bo Lind had left", "said"),
        ("Ana Ruiz said on the pier that day, far from Bo Lind, that all was well.", "all was well", "said"),
    ],
)
def test_nobody_is_spoken_to(text: str, content: str, cue: str) -> None:
    """Not the speaker, not an object that is spoken of, not a name in the content, not one further off."""
    assert around(text, content=content, cue=cue).to == {}


def harbour() -> Dataset:
    return corpus(
        story(
            "A\nAna Ruiz told Bo Lind that Cy Falk was wrong. “No,” said Bo Lind. “I am not,” said Cy Falk.",
            said("that Cy Falk was wrong", by="Ana Ruiz", cue="told", type="indirect"),
            said("No,", by="Bo Lind", cue="said"),
            said("I am not,", by="Cy Falk", cue="said"),
        ),
        story("B\nAna Ruiz and Cy Falk met.", name="b"),
    )


def test_ties_count_words_before_company() -> None:
    """Closest is who was spoken to or about most; articles together decide the rest."""
    known = company(catalogue(harbour()))
    assert known.ties("ana-ruiz") == (
        Tie("cy-falk", 0, 0, 1, 0, 2),
        Tie("bo-lind", 1, 0, 0, 0, 1),
    )
    assert known.ties("cy-falk")[0] == Tie("ana-ruiz", 0, 0, 0, 1, 2)
    assert known.ties("nobody") == ()


def test_quotations_about_somebody_are_found_by_their_words() -> None:
    """Those of others, once each."""
    data = harbour()
    found = company(catalogue(data))
    assert [data.quotations[0].id] == list(found.quoted_about["cy-falk"])
    assert "ana-ruiz" not in found.quoted_about
