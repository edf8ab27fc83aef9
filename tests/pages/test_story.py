"""The page of a story: what several carry, what one alone has, who is quoted and who is only named."""

from __future__ import annotations

import json
from dataclasses import replace

from build_site.model import Dataset, Segment, Story
from build_site.pages import render, story
from build_site.pages.catalogue import catalogue
from build_site.pages.substance import weight
from tests import builders
from tests.builders import corpus, said
from tests.pages.reading import body


def told(*articles: builders.Story) -> Dataset:
    """All the articles as one story."""
    data = corpus(*articles)
    return replace(data, stories=(Story("harbour-1234", "Harbour", tuple(a.id for a in data.articles)),))


def harbour() -> Dataset:
    """Three papers: one sentence in two of them, one in one alone, somebody whom only two name."""
    yes = "We sail at dawn whatever comes,"
    return told(
        builders.story(
            f"Two\n“{yes}” Ana Ruiz said. “Never in my life again,” Bo Lind said.",
            said(yes, by="Ana Ruiz", cue="said", statement="s"),
            said("Never in my life again,", by="Bo Lind", cue="said"),
            outlet="The Tide",
            published="2024-03-16",
        ),
        builders.story(
            f"One\n“{yes}” said Ana Ruiz. Bo Lind was there.",
            said(yes, by="Ana Ruiz", cue="said", statement="s"),
            outlet="The Quay",
            published="2024-03-15",
        ),
        builders.story("Three\nAna Ruiz and Bo Lind met.", outlet="The Quay"),
    )


def page(data: Dataset) -> story.StoryPage:
    return next(iter(story.contexts(catalogue(data))))


def test_what_several_carry_and_where_it_is_missing() -> None:
    """A row a statement, a cell an article, a gap where it is left out."""
    shown = page(harbour())
    assert [c.label for c in shown.columns] == ["The Tide", "The Quay: “One”", "The Quay: “Three”"]
    assert [[cell is not None for cell in row.cells] for row in shown.rows] == [[True, True, False]]
    assert [[q.text for q in c.alone] for c in shown.columns] == [["Never in my life again,"], [], []]
    assert shown.when == "15 March 2024 to 16 March 2024"


def test_a_cell_has_the_speaker_s_own_words_before_a_longer_paraphrase() -> None:
    """Where an article has both, the other place is counted."""
    yes = "We sail at dawn whatever comes,"
    longer = "the boats would sail at dawn with all hands, whatever the council made of it"
    stories = [
        builders.story(
            f"{paper}\nAna Ruiz said {longer}. “{yes}” she said.",
            said(longer, by="Ana Ruiz", cue="said", type="indirect", statement="s"),
            said(yes, by="Ana Ruiz", cue="said", statement="s"),
            outlet=paper,
        )
        for paper in ("The Tide", "The Quay")
    ]
    (row,) = page(told(*stories)).rows
    assert [(cell.quoted.text, cell.more) for cell in row.cells if cell] == [(yes, 1), (yes, 1)]


def test_who_is_quoted_and_who_is_only_named() -> None:
    """Silence is told: an article that names somebody and has no word of them."""
    shown = page(harbour())
    people = {p.actor.name: p.cells for p in shown.people}
    assert people["Bo Lind"] == ((1, True), (0, True), (0, True))
    assert shown.lead[0] == "1 statement stands in more than one article, none in all 3."
    assert "The Tide alone quotes Bo Lind." in shown.lead
    assert "The Quay: “Three” names Ana Ruiz and Bo Lind without a quotation." in shown.lead


def test_the_page_reads_without_its_picture() -> None:
    """The ribbons are hidden from screen readers; the table has the same statements, by number."""
    html = body(dict(render(harbour()))["stories/harbour-1234.md"])
    assert html.count('class="v-ribbon"') == 1
    assert '<div class="v-scroll" aria-hidden="true"><svg' in html
    assert html.count('class="v-gap"') == 1
    assert '<b class="v-nth">1</b>' in html


def test_a_corpus_without_stories_says_so() -> None:
    """The index is there, for the navigation leads to it."""
    html = body(dict(render(corpus(builders.story("One\nText."))))["stories/index.md"])
    assert "No two articles here tell of one event." in html


def test_substance_counts_what_says_something() -> None:
    """A negation and a number count most, another content word more than one left out, an article nothing."""

    def of(kind: str, text: str, base: str) -> float:
        return weight(Segment(kind, text, base))

    assert of("changed", "the", "a") == of("same", "harbour", "harbour") == 0
    assert of("dropped", "", "harbour") == 1
    assert of("changed", "pier", "harbour") == 2
    assert of("inserted", "not", "") >= 6
    assert of("changed", "40 boats", "50 boats") > of("changed", "pier", "harbour")


def test_the_curator_chooses_the_comparison_of_the_home_page() -> None:
    """By a statement's address; one that is not there changes nothing."""
    words = (
        "We sail at dawn whatever the weather brings us,",
        "No boat will ever be left behind at the quay,",
    )
    changed = ("We sail at noon whatever the weather brings us,", words[1])
    papers = [
        builders.story(
            "\n".join((name, *(f"“{w}” said Ana Ruiz." for w in said_there))),
            *(said(w, by="Ana Ruiz", statement=str(n)) for n, w in enumerate(said_there)),
            outlet=name,
        )
        for name, said_there in (("Quay", words), ("Tide", changed))
    ]
    data = corpus(*papers)
    chosen = next(s for s in data.statements if s.id.startswith("no-boat"))
    for featured, heading in (
        (None, "We sail at dawn"),
        (f"https://quay.example/statements/{chosen.id}.html", "No boat"),
        ("gone", "We sail at dawn"),
    ):
        pinned = replace(data, corpus=replace(data.corpus, featured=featured))
        html = body(dict(render(pinned))["index.md"])
        assert html.split('<blockquote class="v-said">')[1].startswith(f"“{heading}")


def test_an_article_says_its_reference_to_those_who_collect_it() -> None:
    """Title, date and outlet in the head, once each; what nobody stated has no tag."""
    page = dict(render(harbour()))["articles/two.md"]
    head = json.loads(next(line for line in page.splitlines() if line.startswith("head: "))[6:])
    assert head == (
        '<meta name="citation_title" property="og:title" content="Two">'
        '<meta name="citation_publication_date" content="2024/03/16">'
        '<meta name="citation_publisher" content="The Tide">'
    )
