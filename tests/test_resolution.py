"""Resolution in an article: every rule joins what it should and keeps apart what it must."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import Document
from build_site.wording import reason_words
from tests.actors import Case, analysis, cases, entity_of, mentioned

CASES = tuple(cases("resolution"))


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_case(case: Case) -> None:
    """Entities have just the mentions that the case lists; those that must be apart are apart."""
    analysed = analysis(case.text)
    for line in case.expected:
        if line.startswith("!"):
            for name in line[2:].split(", "):
                entity_of(analysed, name)
            continue
        name, _, phrases = line[2:].partition(": ")
        assert mentioned(analysed, entity_of(analysed, name)) == phrases.split(" | ")


def test_every_mention_says_why_it_is_there() -> None:
    """Each mention of an entity has its link, in words for a reader."""
    analysed = analysis("Agnes Tolliver came.\nTolliver sat. “Fine,” [she] said.")
    assert tuple(map(reason_words, entity_of(analysed, "Agnes Tolliver").links)) == (
        "named in full",
        "surname of “Agnes Tolliver”, named in the paragraph before",
        "“Agnes Tolliver” is the last subject before it, in the same paragraph",
    )


def test_titles_are_kept_as_stated() -> None:
    """Titles stand in the order of the text; plain forms of address are none."""
    analysed = analysis("Governor Agnes Tolliver came. Ms. Tolliver sat. Senator-elect Tolliver left.")
    assert entity_of(analysed, "Agnes Tolliver").titles[0] == "Governor"
    assert "Ms." not in entity_of(analysed, "Agnes Tolliver").titles


def test_who_is_neither_named_nor_quoted_is_no_entity() -> None:
    """A noun phrase becomes an entity only where it speaks."""
    assert not analysis("The engineer waited for a painter.").entities


def test_who_wrote_the_article_is_no_entity() -> None:
    """A name in a byline alone is left out: an author is no actor of what she reports."""
    text = "Talks in the harbour\n\nBy Ada Orloff\n\nHugo Brandt said it was late."
    names = [entity.name for entity in analyse(Document("a", "a", text, ""), load_lexicon()).entities]
    assert names == ["Hugo Brandt"]


def test_who_took_the_picture_is_no_entity() -> None:
    """A name in a credit alone is left out; one that the article speaks of keeps it."""
    text = "Talks in the harbour (Marc Orloff/Flash90)\n\nHugo Brandt said it was late."
    names = [entity.name for entity in analyse(Document("a", "a", text, ""), load_lexicon()).entities]
    assert names == ["Hugo Brandt"]


PIECES = st.sampled_from(
    [
        *(
            "Agnes Tolliver ",
            "Tolliver ",
            "Ms. Brandt ",
            "the mayor ",
            "his office ",
            "he ",
            "she ",
            ". ",
            ", ",
        ),
        *(
            "“I am late” ",
            "said ",
            "Mayor ",
            "the Harbour Commission ",
            "HC ",
            "’s campaign ",
            "a statement ",
        ),
        *("I ", "it ", "the former senator ", "the Tollivers ", "Hugo Brandt ", "\n"),
    ]
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=80).map("".join))
def test_any_text_is_resolved(text: str) -> None:
    """Each mention is in one entity at most; links and mentions go in pairs; the result is the same again."""
    analysed = analysis(text)
    taken = [index for entity in analysed.entities for index in entity.mentions]
    assert len(taken) == len(set(taken))
    for entity in analysed.entities:
        assert entity.name
        assert len(entity.links) == len(entity.mentions) == len(set(entity.mentions))
        assert list(entity.mentions) == sorted(entity.mentions)
    assert analysis(text) == analysed


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "Agnes Tolliver came. Tolliver sat. ",
        "John A{0}. ",
        "“I am late,” [he] said. ",
        "The company lost. A spokesman for it came. ",
        "Mayor Ana Ruiz{0} came. The mayor sat. ",
        "Aba{0} Commission met. The commission voted. They left. ",
    ],
)
def test_work_grows_with_the_text_only(piece: str) -> None:
    """Eight times the text takes no more than about eight times the steps of the interpreter."""

    def steps(count: int) -> int:
        lines = 0

        def trace(frame: FrameType, event: str, arg: object) -> object:
            nonlocal lines
            lines += event == "line" and "resolution" in frame.f_code.co_filename
            return trace

        letters = "abcdefghij"
        text = "\n".join(piece.format("".join(letters[int(d)] for d in str(n))) for n in range(count))
        analysis("warm")
        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            analysis(text)
        finally:
            sys.settrace(None)
        return lines

    assert steps(960) <= 11 * steps(120)


def test_nobody_is_named_in_what_he_tells_himself() -> None:
    """The pronoun that a statement is attributed to is not whom the statement names."""
    text = "Hugo Brandt answered the clerks. Robert Ashdown’s house had burnt down, he said."
    analysed = analyse(Document("a", "a.txt", text, ""), load_lexicon())
    assert "he" in mentioned(analysed, entity_of(analysed, "Hugo Brandt"))


def test_a_reason_tells_that_others_fit_nearly_as_well() -> None:
    """Of two whom a pronoun may mean, the choice is told as doubtful."""
    analysed = analysis("The clerks saw Agnes Tolliver and Ada Brack in Lisbon. “Fine,” [she] said.")
    told = {reason_words(link) for entity in analysed.entities for link in entity.links if link.chosen}
    assert len(told) == 1
    assert told.pop().endswith(", though others fit nearly as well")


def test_whom_a_pronoun_may_not_mean_makes_a_claim_less_sure() -> None:
    """The same words are a doubtful claim where another fits nearly as well."""
    text = "The clerks saw Agnes Tolliver and {} Brack in Lisbon. “We are late and they have left,” she said."
    doubtful, sure = (
        next(
            a.confidence for a in analyse(Document("a", "a", text.format(n), ""), load_lexicon()).attributions
        )
        for n in ("Ada", "Hugo")
    )
    assert doubtful < sure - 0.2
