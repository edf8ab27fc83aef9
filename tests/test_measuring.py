"""How outlets report, in figures: shares, and what they may be."""

from __future__ import annotations

from dataclasses import replace

from build_site.model import Dataset, Outlet
from build_site.pages import reporting
from build_site.pages.catalogue import catalogue
from build_site.stages.measuring import Figure, measures, wilson
from tests.builders import ChainLink, corpus, said, story


def press() -> Dataset:
    """Two papers with one sentence in common, another at second hand, and somebody not identified."""
    words = "We sail at dawn whatever comes,"
    lines = [f"“The tide of day {n} was high,” Bo Lind said." for n in range(22)]
    return corpus(
        story(
            "\n".join(("One", f"“{words}” Ana Ruiz admitted.", *lines)),
            said(words, by="Ana Ruiz", cue="admitted", statement="s"),
            *(said(f"The tide of day {n} was high,", by="Bo Lind", cue="said") for n in range(22)),
            outlet="The Quay",
        ),
        story(
            f"Two\n“{words}” Ana Ruiz said. “No,” somebody said.",
            said(words, by="Ana Ruiz", cue="said", statement="s", chain=(ChainLink("The Quay", "outlet"),)),
            said("No,"),
            outlet="The Tide",
        ),
    )


def of(outlet: str, measure: str) -> dict[str, Figure]:
    return {
        f.part: f
        for f in measures(press(), {"ana-ruiz": "she"})
        if (f.outlet, f.measure) == (outlet, measure)
    }


def test_shares_of_an_outlet() -> None:
    """By kind of source, type, concentration and second hand, each of all its quotations."""
    assert {p: (f.number, f.of) for p, f in of("the-tide", "sources").items()} == {
        "not identified": (1, 2),
        "person by name": (1, 2),
    }
    assert [f.number for f in of("the-tide", "second hand").values()] == [1]
    assert [(f.number, f.of) for f in of("the-quay", "concentration").values()] == [(23, 23)]


def test_he_and_she_are_told_of_people_alone() -> None:
    """Of quotations by people who are named; who is written of as neither is counted too."""
    assert {p: (f.number, f.of) for p, f in of("the-quay", "he or she").items()} == {
        "she": (1, 23),
        "not told": (22, 23),
    }
    assert {p: (f.number, f.of) for p, f in of("the-tide", "he or she").items()} == {"she": (1, 1)}


def test_words_of_saying_are_held_against_one_content() -> None:
    """Only within statements that several outlets carry: what was said is the same."""
    assert set(of("the-quay", "words of saying")) == {"admitted"}
    assert set(of("the-tide", "words of saying")) == {"said"}
    assert [(f.number, f.of) for f in of("the-tide", "kept").values()] == [(6, 6)]


def test_an_interval_holds_chance_and_mistakes() -> None:
    """It widens with fewer quotations and with what is probably wrong, and stays within nought and one."""
    few, many, doubted = wilson(5, 10, 0, 0), wilson(50, 100, 0, 0), wilson(50, 100, 10, 5)
    assert few[0] < many[0] < many[1] < few[1]
    assert doubted[0] < many[0] < many[1] < doubted[1]
    assert wilson(0, 0, 0, 0) == (0.0, 1.0)
    assert wilson(10, 10, 0, 0)[1] == 1.0


def test_the_page_leaves_out_whom_figures_cannot_tell() -> None:
    """An outlet of a few quotations has no section; every figure leads to its quotations."""
    (page,) = reporting.contexts(catalogue(press()))
    assert [s.id for s in page.sections] == ["the-quay"]
    assert page.lead == "1 outlet of 20 quotations and more; 1 other has too few to say anything."
    paths = {line.path for table in page.sections[0].tables for line in table.lines}
    assert "quotations/index.html?outlet=the-quay&type=direct" in paths


def test_the_page_counts_only_outlets_whose_articles_are_here() -> None:
    """Those that are but taken from have no quotations of their own, and are no others with too few."""
    data = press()
    more = replace(data, outlets=(*data.outlets, Outlet("the-lamp", "The Lamp")))
    (page,) = reporting.contexts(catalogue(more))
    assert "; 1 other has too few" in page.lead


def test_a_corpus_of_few_quotations_is_told_so() -> None:
    """Nothing is explained where nothing is counted."""
    (page,) = reporting.contexts(
        catalogue(corpus(story("A\n“No,” said Bo Lind.", said("No,", by="Bo Lind"))))
    )
    assert page.lead == "No outlet has the 20 quotations here from which on shares say anything."
    assert page.sections == ()
