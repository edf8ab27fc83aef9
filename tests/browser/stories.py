"""The corpus that the browser reads: every kind of page has something to show."""

from __future__ import annotations

from dataclasses import replace

from build_site.lexicon import load_lexicon
from build_site.model import Dataset, Reason, Story, Why
from build_site.readers.transcripts import transcript_of
from build_site.said.hearing import with_record
from tests.builders import Basis, Candidate, ChainLink, Fact, When, corpus, said, story

GAZETTE = """Harbour plan passes after a long night
Delegates on the steps of the town hall. Credit: Jo Lind
(HNA) — The mayor, Ana Ruiz, said on Monday that the town would “go it alone” if the region refused to pay.
“We sail at dawn, with them or without them,” Ruiz told reporters. “Nobody will stay behind.”
Viktor Osei, who leads the council, called the plan “a leap in the dark” and asked for more time.
The Beacon reported:
Ruiz told the council that the fishermen had waited long enough.“We have waited for nine years,” she said.
A spokesman for the port authority said the quay could be ready by the end of May.
Tags: harbour, council
Most Popular"""

BEACON = """Nine years of waiting end at the quay
“We sail at dawn with them or without them,” Ana Ruiz said on Monday evening.
Ana Ruiz told the council that the fishermen had waited long enough.
“We have waited for nine years,” Ruiz said, “and we shall not wait for a tenth.”
“It is a leap into the dark,” said Viktor Osei, the leader of the council."""

COURIER = """Council split over harbour
Ana Ruiz vowed that the town would sail at dawn, with or without the region.
“Nobody asked us,” one fisherman said.
Viktor Osei said that he had “no quarrel with the mayor” but with the price."""

LEDGER = """What the harbour will cost
The plan will cost four million, Mina Halloran of the port authority said.
“The sum is in the budget since March,” Halloran said. “There is nothing to hide.”
“Numbers are patient,” Viktor Osei said.
“{{ 7*7 }} <img src=x onerror=alert(1)> & sons is no bidder,” he said."""


SPEECH = b"""\
---
title: Town meeting
date: 2024-03-18
---
ANA RUIZ: Good evening. We have waited for nine years, my friends. We sail at dawn, \
with them or without them. Nobody will stay behind. (APPLAUSE) The price is for others to count.

QUESTION: Who pays?

VIKTOR OSEI: It is a leap in the dark.
"""


def quay() -> Dataset:
    """Four articles of three outlets and one of none; one statement in three wordings; an unknown speaker.

    And what was said at the town meeting.
    """
    monday = When("2024-03-18", Basis.INFERRED)
    gazette = story(
        GAZETTE,
        said(
            "the town would “go it alone” if the region refused to pay",
            by="Ana Ruiz",
            type="mixed",
            verbatim=("go it alone",),
            cue="said",
            source="The mayor, Ana Ruiz",
            when=monday,
            chain=(ChainLink("her office", "office"),),
            how=(Reason(Why.ANOTHER_FORM, "Ana Ruiz"),),
            candidates=(
                Candidate("cue-and-name", (106, 114), None, 0.93),
                Candidate("nearest-name", None, None, 0.3),
            ),
        ),
        said(
            "We sail at dawn, with them or without them,",
            "Nobody will stay behind.",
            by="Ana Ruiz",
            cue="told",
            source="Ruiz",
            when=monday,
            statement="dawn",
        ),
        said("a leap in the dark", by="Viktor Osei", cue="called", statement="leap"),
        said(
            "We have waited for nine years,",
            by="Ana Ruiz",
            statement="waited",
            chain=(ChainLink("The Beacon", "outlet"),),
        ),
        said("the quay could be ready by the end of May", type="indirect", cue="said", confidence=0.4),
        kinds={1: "caption", 8: "tags", 9: "boilerplate"},
        embedded={6: "The Beacon"},
        outlet="The Gazette",
        author=Fact("Jo Lind", Basis.INFERRED),
        published="2024-03-19",
        url="https://gazette.example/harbour?a=1&b=2",
    )
    beacon = story(
        BEACON,
        said(
            "We sail at dawn with them or without them,",
            by="Ana Ruiz",
            cue="said",
            when=monday,
            statement="dawn",
        ),
        said("the fishermen had waited long enough", by="Ana Ruiz", type="indirect", cue="told"),
        said(
            "We have waited for nine years,",
            "and we shall not wait for a tenth.",
            by="Ana Ruiz",
            cue="said",
            statement="waited",
        ),
        said("It is a leap into the dark,", by="Viktor Osei", cue="said", statement="leap"),
        outlet="The Beacon",
        published="2024-03-20",
    )
    courier = story(
        COURIER,
        said(
            "the town would sail at dawn, with or without the region",
            by="Ana Ruiz",
            type="indirect",
            cue="vowed",
            statement="dawn",
        ),
        said("Nobody asked us,", by="one fisherman", cue="said", confidence=0.62),
        said("no quarrel with the mayor", by="Viktor Osei", type="direct", cue="said"),
        outlet="The Courier",
        published="2024-04",
    )
    ledger = story(
        LEDGER,
        said("The plan will cost four million,", by="Mina Halloran", type="indirect", cue="said"),
        said(
            "The sum is in the budget since March,",
            "There is nothing to hide.",
            by="Mina Halloran",
            cue="said",
        ),
        said("Numbers are patient,", by="Viktor Osei", cue="said"),
        said("{{ 7*7 }} <img src=x onerror=alert(1)> & sons is no bidder,", by="Viktor Osei"),
    )
    data = corpus(
        gazette, beacon, courier, ledger, relations=True, title="The harbour of Quay", cite_as="The harbour"
    )
    spoken = transcript_of(SPEECH, ".txt", "seeds/transcripts/meeting.txt", "transcripts/meeting")
    data = with_record(data, (spoken,), load_lexicon())
    told = Story("harbour-plan-passes-0000", "Harbour plan passes", tuple(a.id for a in data.articles[:3]))
    return replace(data, stories=(told,))
