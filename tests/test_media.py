"""Through what words reached the public, and which outlet they were said to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import ChainLink, Document, MentionKind, Quotation, ResolvedMention
from build_site.stages.media import with_media
from tests.builders import corpus, said, story


def told(text: str, source: str = "Ana Ruiz") -> Quotation:
    """The one quotation of an article of the Harbour Gazette."""
    cue = "told" if "told" in text else "said"
    saying = said("We sail at dawn", by="Ana Ruiz", cue=cue, source=source)
    made = corpus(story(f"A headline\n{text}", saying, outlet="The Harbour Gazette"))
    return with_media(made.articles, made.quotations, made.outlets, load_lexicon())[0]


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("“We sail at dawn,” Ana Ruiz said in a statement.", "statement"),
        ("In an interview on Monday, Ana Ruiz said: “We sail at dawn.”", "interview"),
        ("“We sail at dawn,” Ana Ruiz said on Twitter.", "tweet"),
        ("“We sail at dawn,” Ana Ruiz said at a news conference.", "briefing"),
        ("“We sail at dawn,” Ana Ruiz said.", ""),
    ],
)
def test_the_medium_is_what_stands_beside_the_cue(text: str, medium: str) -> None:
    """In the reporter's own words of that sentence; nothing is guessed."""
    assert told(text).medium == medium


@pytest.mark.parametrize(
    ("text", "carriers"),
    [
        ("In an interview with CNN, Ana Ruiz said: “We sail at dawn.”", ["CNN"]),
        ("“We sail at dawn,” Ana Ruiz said on NBC’s evening show.", ["NBC"]),
        ("“We sail at dawn,” Ana Ruiz said, according to The Washington Post.", ["Washington Post"]),
        ("In an interview with The Harbour Gazette, Ana Ruiz said: “We sail at dawn.”", []),
        ("“We sail at dawn,” Ana Ruiz said to people on the Hill.", []),
        ("“We sail at dawn,” Ana Ruiz told the AP.", ["AP"]),
        ("“We sail at dawn,” Ana Ruiz told The Ashford Tribune.", ["Ashford Tribune"]),
        ("“We sail at dawn,” Ana Ruiz told Bela Szabo of CNN.", ["CNN"]),
        ("In a CNN interview, Ana Ruiz said: “We sail at dawn.”", ["CNN"]),
        ("Speaking earlier on ABC News, Ana Ruiz said: “We sail at dawn.”", ["ABC News"]),
        ("“We sail at dawn,” Ana Ruiz said on KQAR radio.", ["KQAR"]),
        ("“We sail at dawn,” Ana Ruiz told THE ASHFORD TRIBUNE.", ["THE ASHFORD TRIBUNE"]),
        ("“We sail at dawn,” Ana Ruiz said on Bela Szabo Radio.", ["Bela Szabo Radio"]),
        ("“We sail at dawn,” Ana Ruiz said in an interview with the local channel WQAR.", ["WQAR"]),
        ("“We sail at dawn,” Ana Ruiz said at a CNN Town Hall.", ["CNN"]),
        ("“We sail at dawn,” Ana Ruiz told The Harbour Gazette Weekly.", []),
        ("“We sail at dawn,” Ana Ruiz said on Monday.", []),
    ],
)
def test_an_outlet_that_was_spoken_to_carries_the_words(text: str, carriers: list[str]) -> None:
    """Another outlet's interview is a link of the chain; one's own is first hand."""
    assert [(link.name, link.role) for link in told(text).chain] == [(name, "outlet") for name in carriers]


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("three officials familiar with the talks", "three officials familiar with the talks", "witness"),
        ("one of his aides", "one of his aides", "witness"),
        ("people familiar with the plan", "people familiar with the plan", "witness"),
        ("a spokeswoman for the harbour", "a spokeswoman for the harbour", "spokesperson"),
        ("a memo Brack wrote after the meeting", "a memo", "document"),
        ("an Ashford Poll", "an Ashford Poll", "document"),
        ("the Ashford Post", "the Ashford Post", "outlet"),
        ("the excerpts", "the excerpts", "document"),
        ("Bela Szabo of the Associated Press", "Bela Szabo of the Associated Press", "outlet"),
    ],
)
def test_a_carrier_is_what_its_noun_says(words: str, name: str, role: str) -> None:
    """People who were there are no spokespersons, and a word inside a name makes no document."""
    text = f"“We sail at dawn,” Ana Ruiz said, according to {words}."
    found, *_ = analyse(Document("quay", "quay", text, ""), load_lexicon()).attributions
    assert [(carrier.name, carrier.role) for carrier in found.carriers] == [(name, role)]


def test_the_source_cut_another_way_is_no_carrier_of_itself() -> None:
    """“The latest harbour report” is the one document, and carries nobody else's words."""
    text = "“We sail at dawn,” Ana Ruiz said. The locks are rotten, according to the latest harbour report."
    saying = said("The locks are rotten", by="the latest harbour report", cue="according to", type="indirect")
    made = corpus(story(f"A headline\n{text}", saying, outlet="The Harbour Gazette"))
    at = text.index("the latest") + len("A headline\n")
    link = ChainLink(
        "the latest harbour report", "document", span=(at, at + len("the latest harbour report"))
    )
    doubled = (replace(made.quotations[0], chain=(link,)),)
    assert with_media(made.articles, doubled, made.outlets, load_lexicon())[0].chain == ()


def test_a_clause_before_has_its_own_carrier() -> None:
    """“According to her father, and the complaint says …”: the complaint speaks for itself."""
    text = "The locks were rotten, according to her father, and the complaint says that nobody had looked."
    found = analyse(Document("quay", "quay", text, ""), load_lexicon()).attributions
    assert [c.name for a in found for c in a.carriers] == []


def interviewed(text: str, *sayings: Any) -> list[list[str]]:
    """The outlets of an article's quotations, in which every "Ana Ruiz" was resolved."""
    made = corpus(story(f"A headline\n{text}", *sayings))
    places = [m.span() for m in re.finditer("Ana Ruiz", f"A headline\n{text}")]
    mentions = tuple(ResolvedMention(span, MentionKind.NAME, "ana-ruiz") for span in places)
    articles = (replace(made.articles[0], mentions=mentions),)
    found = with_media(articles, made.quotations, made.outlets, load_lexicon())
    return [[link.name for link in q.chain] for q in found]


SAIL = said("We sail at dawn", by="Ana Ruiz", cue="said", source="the mayor")
GATES = said("The gates are rotten", by="Ana Ruiz", cue="added")


@pytest.mark.parametrize(
    ("text", "carriers"),
    [
        ("In an interview with CNN, Ana Ruiz smiled. “We sail at dawn,” the mayor said.", ["CNN"]),
        ("In an interview with CNN, Ana Ruiz smiled.\n“We sail at dawn,” the mayor said.", ["CNN"]),
        ("In an interview with CNN, Bela Szabo smiled. “We sail at dawn,” the mayor said.", []),
        ("In an interview with CNN, Ana Ruiz smiled. “We sail at dawn,” the mayor said on Monday.", []),
        ("In an interview with CNN, Ana Ruiz smiled. “We sail at dawn,” the mayor has said.", []),
        ("In an interview with CNN, Ana Ruiz smiled. It rained. “We sail at dawn,” the mayor said.", []),
    ],
)
def test_the_sentence_before_tells_of_the_interview(text: str, carriers: list[str]) -> None:
    """It names the speaker, and nothing puts the words on another occasion."""
    assert interviewed(text, SAIL) == [carriers]


def test_what_goes_on_in_an_interview_went_through_its_outlet_too() -> None:
    """The same speaker's next words; not after another's, nor where the outlet but reports."""
    both = "“We sail at dawn,” the mayor said{}.\n“The gates are rotten,” Ana Ruiz added{}."
    assert interviewed(both.format(" on CNN", ""), SAIL, GATES) == [["CNN"], ["CNN"]]
    assert interviewed(both.format(" on CNN", " in a statement"), SAIL, GATES) == [["CNN"], []]
    reported = both.format(", according to CNN", "")
    assert interviewed(reported, SAIL, GATES) == [["CNN"], []]
    other = said("Go away", by="Bela Szabo", cue="said")
    between = both.format(" on CNN", "").replace("\n", "\n“Go away,” Bela Szabo said.\n")
    assert interviewed(between, SAIL, other, GATES) == [["CNN"], [], []]
