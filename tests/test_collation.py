"""Collation gives back every character, keeps moved passages sane, and reads as a person would mark it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_site.lexicon import load_lexicon
from build_site.model import QuotationType, Segment
from build_site.stages.statements.collation import Text, collate, variants
from build_site.stages.statements.words import read_words, vocabulary

VOCABULARY = [
    "the",
    "we",
    "will",
    "sail",
    "at",
    "dawn",
    "harbour’s",
    "U.S.",
    "cease-fire",
    "ceasefire",
    "1,200",
]
WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "we",
            "will",
            "sail",
            "at",
            "dawn",
            "harbour",
            "harbor's",
            "U.S.",
            "cease-fire",
            "ceasefire",
            "1,200",
        ]
    )
)
SENTENCES = st.one_of(
    WORDS.map(" ".join), st.text(max_size=60), st.lists(st.text(max_size=9)).map(" … ".join)
)


def text(words: str) -> Text:
    """Words made ready."""
    return Text(words, read_words(words, vocabulary(load_lexicon())))


def segments(version: str, base: str) -> tuple[Segment, ...]:
    """The collation of two strings."""
    return collate(text(version), text(base))


def shown(version: str, base: str) -> list[tuple[str, str, str]]:
    """Kind, version's words and base's words of each segment, without blanks at the edges."""
    return [(s.kind, s.text.strip(), s.base.strip()) for s in segments(version, base)]


@pytest.mark.slow
@given(SENTENCES, SENTENCES)
def test_texts_of_the_segments_give_back_the_version(version: str, base: str) -> None:
    """Marks, blanks, case and odd characters included."""
    found = segments(version, base)
    assert "".join(s.text for s in found) == version
    assert all(s.text or s.base for s in found)
    assert all(
        (s.text == "") == (s.kind == "dropped") and (s.base == "") <= (s.kind != "same") for s in found
    )


@given(SENTENCES, SENTENCES)
def test_every_character_of_the_base_is_accounted_for_once(version: str, base: str) -> None:
    """What is same, changed, dropped or moved makes up the base, in some order."""
    if text(base).words.forms:
        assert sorted("".join(s.base for s in segments(version, base))) == sorted(base)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_what_is_common_does_not_depend_on_the_side(one: str, other: str) -> None:
    """The weight of the words in common is the same both ways, but for ties among function words."""

    def common(a: str, b: str) -> int:
        return sum(sum(text(s.text).words.content) for s in segments(a, b) if s.kind == "same")

    assert abs(common(one, other) - common(other, one)) <= 2


@given(SENTENCES)
def test_a_version_that_equals_the_base_is_one_run(words: str) -> None:
    """Nothing to see."""
    assert [s.kind for s in segments(words, words)] == (["same"] if words else [])


def test_trimmed_and_inserted_words() -> None:
    """A version that leaves out the start and adds an end."""
    assert shown("we sail at dawn tomorrow", "As I said, we sail at dawn") == [
        ("dropped", "", "As I said,"),
        ("same", "we sail at dawn", "we sail at dawn"),
        ("inserted", "tomorrow", ""),
    ]


def test_another_translation_reads_as_few_changes() -> None:
    """A function word that matches alone between two differences is part of the difference."""
    assert shown(
        "We must clear the quay and look after the crews", "We must empty the dock and see to the crews"
    ) == [
        ("same", "We must", "We must"),
        ("changed", "clear the quay and look after", "empty the dock and see to"),
        ("same", "the crews", "the crews"),
    ]


def test_house_style_is_no_difference() -> None:
    """Case, marks, hyphens and accents are ignored in matching and kept in the text."""
    kinds = [s.kind for s in segments("The Cease-Fire — a long-term one", "the ceasefire, a long term one")]
    assert kinds == ["same"]


def test_a_form_of_a_word_is_a_change_and_not_two() -> None:
    """House spellings of a name and forms of a verb stand against each other."""
    assert shown("the U.S. stood firm", "the United States stands firm") == [
        ("same", "the", "the"),
        ("changed", "U.S. stood", "United States stands"),
        ("same", "firm", "firm"),
    ]


def test_a_moved_passage_is_shown_once() -> None:
    """It is neither dropped there nor inserted here."""
    found = shown(
        "he greatly values that they stood together for five long months",
        "for five long months he greatly values that they stood together",
    )
    assert ("moved", "for five long months", "for five long months") in found
    assert {kind for kind, _, _ in found} == {"same", "moved"}


def test_a_repeated_word_is_not_a_move() -> None:
    """One word is no passage, and a short passage far away is a chance."""
    assert "moved" not in {
        s.kind for s in segments("Harbour plans change, the mayor says", "The mayor says of the harbour")
    }


def test_a_phrase_is_found_where_it_stands_together() -> None:
    """Its words stand elsewhere too, at the end even; together they stand once."""
    base = "It is about some false ideal, some false harbour. Not a harbour of stone, a different harbour"
    same = [s for s in segments("false harbour", base) if s.kind == "same"]
    assert [s.text for s in same] == ["false harbour"]


def test_variants_are_named_by_what_happened() -> None:
    """Kinds of segments and a change from the speaker's words to the reporter's."""
    found = segments("that they sail at noon", "We sail at dawn, friends")
    assert variants(found, QuotationType.INDIRECT, QuotationType.DIRECT) == (
        "trimmed",
        "replaced",
        "direct→indirect",
    ) or (variants(found, QuotationType.INDIRECT, QuotationType.DIRECT)[-1] == "direct→indirect")
    assert variants(found, QuotationType.DIRECT, QuotationType.INDIRECT)[-1] == "indirect→direct"
    assert "direct→indirect" not in variants(found, QuotationType.MIXED, QuotationType.DIRECT)


@pytest.mark.parametrize("version", ["", "—", "…"])
def test_texts_without_words(version: str) -> None:
    """They come back as they are."""
    assert "".join(s.text for s in segments(version, "We sail.")) == version
    assert "".join(s.text for s in segments("We sail.", version)) == "We sail."


def test_long_texts_are_cut_where_they_agree() -> None:
    """A speech of thousands of words, every tenth left out, in a moment."""
    base = [f"word{i} of{i % 7}" for i in range(4000)]
    found = segments(" ".join(w for i, w in enumerate(base) if i % 10), " ".join(base))
    assert {s.kind for s in found} == {"same", "dropped"}
    assert sum(s.kind == "dropped" for s in found) == 400
