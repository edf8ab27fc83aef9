"""Who speaks to whom, about whom, and who is only beside: read from where names stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_site.model import Dataset, MentionKind, ResolvedMention
from build_site.pages import actor
from build_site.pages.catalogue import catalogue
from build_site.pages.company import Company, Tie, company
from tests.builders import Story, corpus, said, story


def around(*texts: str, content: str, cue: str, by: str = "Ana Ruiz", also: str = "Bo Lind") -> Company:
    """One article in which ``by`` says ``content``; ``also`` is named because another quotation is theirs."""
    first = story(
        f"Title\n{texts[0]}\n“Yes,” nodded {also}.",
        said("Yes,", by=also, cue="nodded"),
        said(content, by=by, cue=cue, type="indirect"),
    )
    return company(catalogue(corpus(first)))


SAFE = "that the pier was safe"
DIRECT = "The pier is safe,"


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        (f"Ana Ruiz told Bo Lind {SAFE}.", SAFE, "told"),
        ("Ana Ruiz told Bo Lind on Monday the pier was safe.", "the pier was safe", "told"),
        ("Ana Ruiz told the Bo Lind: the pier was safe.", "the pier was safe", "told"),
        (f"“{DIRECT}” Ana Ruiz told Bo Lind. “I know.”", DIRECT, "told"),
        (f"“{DIRECT}” Ana Ruiz told Bo Lind last week.", DIRECT, "told"),
        ("Ana Ruiz asked Bo Lind whether the pier was safe.", "whether the pier was safe", "asked"),
        ("Ana Ruiz has urged Bo Lind to close the pier.", "to close the pier", "has urged"),
        (f"Ana Ruiz wrote Bo Lind last week {SAFE}.", SAFE, "wrote"),
        ("Ana Ruiz warned Bo Lind in private that it sank.", "Bo Lind in private that it sank", "warned"),
    ],
)
def test_somebody_is_told(text: str, content: str, cue: str) -> None:
    """Right behind a verb that takes its hearer: before the content, after all of it, as its first words."""
    found = around(text, content=content, cue=cue)
    assert found.to["ana-ruiz"] == {"bo-lind": 1}
    assert found.heard["bo-lind"] == {"ana-ruiz": 1}


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Ana Ruiz said to Bo Lind the pier was safe.", "the pier was safe", "said"),
        (f"Ana Ruiz said on Monday to Bo Lind {SAFE}.", SAFE, "said"),
        (f"“{DIRECT}” said Ana Ruiz to Bo Lind.", DIRECT, "said"),
        (f"“{DIRECT}” said Ana Ruiz, the mayor of the town, to Bo Lind.", DIRECT, "said"),
        (f"In a long letter to Bo Lind, Ana Ruiz wrote {SAFE}.", SAFE, "wrote"),
        (f"“{DIRECT}” Ana Ruiz said in an interview on Monday with Bo Lind.", DIRECT, "said"),
        (f"In an interview with Bo Lind published on Monday, Ana Ruiz said {SAFE}.", SAFE, "said"),
        (f"During a Bo Lind interview, Ana Ruiz said {SAFE}.", SAFE, "said"),
        (f"Speaking to Bo Lind on Monday, Ana Ruiz said {SAFE}.", SAFE, "said"),
        (f"Asked by Bo Lind about the storm, Ana Ruiz said {SAFE}.", SAFE, "said"),
    ],
)
def test_somebody_is_spoken_to(text: str, content: str, cue: str) -> None:
    """After "to", and in the phrase that names the occasion or the one who asked."""
    assert around(text, content=content, cue=cue).to == {"ana-ruiz": {"bo-lind": 1}}


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("“The pier is safe,” said Ana Ruiz. Bo Lind left.", "The pier is safe,", "said"),
        ("Ana Ruiz called Bo Lind a liar.", "a liar", "called"),
        ("Ana Ruiz called Bo Lind “a liar”.", "a liar", "called"),
        ("Ana Ruiz said that Bo Lind had left.", "that Bo Lind had left", "said"),
        ("Ana Ruiz said on the pier that day, far from Bo Lind, that all was well.", "all was well", "said"),
        (f"Ana Ruiz told Bo Lind’s aide {SAFE}.", SAFE, "told"),
        (f"Ana Ruiz told the Bo Lind daily Tide {SAFE}.", SAFE, "told"),
        (f"Ana Ruiz told Bo Lind reporters {SAFE}.", SAFE, "told"),
        (f"Ana Ruiz said to Bo Lind fans {SAFE}.", SAFE, "said"),
        (f"“{DIRECT}” Ana Ruiz said, pointing to Bo Lind.", DIRECT, "pointing"),
        (f"Ana Ruiz did not tell Bo Lind {SAFE}.", SAFE, "did not tell"),
        (f"After a meeting with Bo Lind, Ana Ruiz said {SAFE}.", SAFE, "said"),
        (f"“{DIRECT}” Ana Ruiz said of her Bo Lind interview.", DIRECT, "said"),
        (f"In the letter to Bo Lind she says that it sank, but Ana Ruiz said {SAFE}.", SAFE, "said"),
        (f"Ana Ruiz was asked by Bo Lind and said {SAFE}.", SAFE, "said"),
        ("Ana Ruiz argued Bo Lind must leave.", "Bo Lind must leave", "argued"),
    ],
)
def test_nobody_is_spoken_to(text: str, content: str, cue: str) -> None:
    """Not who speaks or is spoken of, not a name that describes another, not one of another clause."""
    assert around(text, content=content, cue=cue).to == {}


def test_two_hear_it() -> None:
    """Joined by "and", also when the first has a clause of his own."""
    text = "Ana Ruiz told Bo Lind, of the north quay, and Cy Falk that the pier was safe."
    data = corpus(
        story(
            f"A\n{text} “Yes,” said Bo Lind. “No,” said Cy Falk.",
            said(SAFE, by="Ana Ruiz", cue="told", type="indirect"),
            said("Yes,", by="Bo Lind", cue="said"),
            said("No,", by="Cy Falk", cue="said"),
        )
    )
    assert company(catalogue(data)).to == {"ana-ruiz": {"bo-lind": 1, "cy-falk": 1}}


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("Harbour Radio’s Bo Lind", "bo-lind"),
        ("Harbour Radio’s “Morning Tide”", "harbour-radio"),
        ("Harbour Radio television", "harbour-radio"),
    ],
)
def test_who_asks_for_a_station(words: str, heard: str) -> None:
    """The one with the name; for a programme, the station."""
    data = corpus(
        story(
            f"A\nAna Ruiz told {words} {SAFE}. “Yes,” said Bo Lind. “No,” reported Harbour Radio.",
            said(SAFE, by="Ana Ruiz", cue="told", type="indirect"),
            said("Yes,", by="Bo Lind", cue="said"),
            said("No,", by="Harbour Radio", cue="reported"),
        )
    )
    assert company(catalogue(data)).to == {"ana-ruiz": {heard: 1}}


def test_a_pronoun_is_nobody() -> None:
    """Who is meant by it is too often wrong."""
    data = corpus(
        story(
            f"A\n“Yes,” said Bo Lind. Ana Ruiz told him {SAFE}.",
            said("Yes,", by="Bo Lind", cue="said"),
            said(SAFE, by="Ana Ruiz", cue="told", type="indirect"),
        )
    )
    (article,) = data.articles
    place = article.article.text.index("him")
    him = ResolvedMention((place, place + 3), MentionKind.PRONOUN, "bo-lind")
    data = replace(data, articles=(replace(article, mentions=(*article.mentions, him)),))
    assert company(catalogue(data)).to == {}


def test_the_nearest_words_have_the_phrase() -> None:
    """A phrase that another quotation stands nearer to is that one's."""
    data = corpus(
        story(
            "A\nCy Falk testified before Bo Lind that Ana Ruiz had said it sank. “Yes,” said Bo Lind.",
            said("that Ana Ruiz had said it sank", by="Cy Falk", cue="testified", type="indirect"),
            said("it sank", by="Ana Ruiz", cue="had said", type="indirect"),
            said("Yes,", by="Bo Lind", cue="said"),
        )
    )
    assert company(catalogue(data)).to == {"cy-falk": {"bo-lind": 1}}


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


def test_a_single_article_tells_itself_who_is_named_in_it() -> None:
    """Beside an actor of one article only those stand whom words bind; of two articles all."""
    one = story(
        "Pier\nAna Ruiz told Bo Lind that the pier was safe.\n“Yes,” nodded Bo Lind. “No,” sighed Cy Holm.",
        said(SAFE, by="Ana Ruiz", cue="told", type="indirect"),
        said("Yes,", by="Bo Lind", cue="nodded"),
        said("No,", by="Cy Holm", cue="sighed"),
        name="one",
    )
    two = story(
        "Quay\n“Well,” said Ana Ruiz. “Never,” cried Cy Holm.",
        said("Well,", by="Ana Ruiz", cue="said"),
        said("Never,", by="Cy Holm", cue="cried"),
        name="two",
    )

    def beside(*stories: Story) -> list[str]:
        (page,) = (p for p in actor.contexts(catalogue(corpus(*stories))) if p.title == "Ana Ruiz")
        return [neighbour.actor.name for neighbour in page.neighbours]

    assert beside(one) == ["Bo Lind"]
    assert beside(one, two) == ["Bo Lind", "Cy Holm"]
