"""Corpora that the tests of pages share: a plain one, and one that means harm."""

from __future__ import annotations

from dataclasses import replace

from build_site.model import Dataset, Reason, Story, Why
from tests.builders import Basis, Candidate, ChainLink, Fact, When, corpus, said, story
from tests.pages.test_escape import HOSTILE

QUAY = """Mayor: ‘we sail at dawn’
Ana Ruiz on the pier. Credit: Jo Lind
(QNA) — The mayor, Ana Ruiz, said on Monday that “we sail at dawn” and that nobody would stay behind.
“The harbour is open,” Ruiz added. “It stays open.”
The Courier reported:
Ruiz told the council that the town sails at dawn.“We sail at dawn,” she said.
Tags: harbour, council
Most Popular"""

COURIER = """Town to sail at dawn
Ana Ruiz told the council that the town would sail at dawn. “We sail at dawn,” she said.
“Nobody asked us,” one fisherman said."""


def plain_corpus(**about: str) -> Dataset:
    """Two articles, two speakers, one statement in several wordings, an embedded outlet, boilerplate."""
    said_on = When("2024-03-18", Basis.INFERRED)
    quay = story(
        QUAY,
        said("we sail at dawn", by="Ana Ruiz", statement="dawn"),
        said(
            "that “we sail at dawn” and that nobody would stay behind",
            by="Ana Ruiz",
            type="mixed",
            verbatim=("we sail at dawn",),
            cue="said",
            source="The mayor, Ana Ruiz,",
            statement="dawn",
            when=said_on,
            chain=(ChainLink("her office", "office"),),
            how=(Reason(Why.ANOTHER_FORM, "Ana Ruiz"),),
            candidates=(
                Candidate("cue-and-name", (74, 82), None, 0.93),
                Candidate("nearest-name", (25, 33), None, 0.31),
            ),
        ),
        said(
            "The harbour is open,", "It stays open.", by="Ana Ruiz", cue="added", corrected="checked\nby hand"
        ),
        said(
            "We sail at dawn,", by="Ana Ruiz", statement="dawn", chain=(ChainLink("The Courier", "outlet"),)
        ),
        kinds={1: "caption", 6: "tags", 7: "boilerplate"},
        embedded={5: "The Courier"},
        outlet="The Quay",
        author=Fact("Jo Lind", Basis.INFERRED),
        published="2024-03-19",
        url="https://quay.example/dawn?a=1&b=2#top",
    )
    courier = story(
        COURIER,
        said(
            "that the town would sail at dawn", by="Ana Ruiz", type="indirect", cue="told", statement="dawn"
        ),
        said("We sail at dawn,", by="Ana Ruiz", cue="said", statement="dawn"),
        said("Nobody asked us,"),
        outlet="The Courier",
    )
    data = corpus(
        quay, courier, relations=True, title="Harbour", description="Two papers.\n\nOne town.", **about
    )
    told = Story("mayor-we-sail-at-dawn-0000", data.articles[0].title, tuple(a.id for a in data.articles))
    return replace(data, stories=(told,))


def hostile_corpus() -> Dataset:
    """Sources that try to be Markdown, HTML, Jinja and controls, quoted, as titles, names and outlets."""
    stories = []
    for i, words in enumerate(HOSTILE):
        line = " ".join(words.split("\n"))
        text = f"Title {words}\n“{words}” said Mx {line}.\n{words}"
        stories.append(
            story(
                text,
                said(
                    f"“{words}”",
                    by=f"Mx {line}",
                    cue="said",
                    corrected=words,
                    how=(Reason(Why.TITLE, words, words),),
                    rule=words,
                ),
                said(f"Title {words}", by=None, type="indirect"),
                name=f"hostile {i}",
                title=f"Title {words}",
                outlet=f"Outlet {words}",
                author=words,
                url="javascript:alert(1)",
                licence=words,
            )
        )
    return corpus(*stories, title="<b>{{ x }}</b>", description="</p><script>{{ y }}")
