"""Mentions: every rule takes what it should and leaves what it must; any text is read in linear time."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_site.lexicon import load_lexicon
from build_site.stages.mentions import find_mentions
from tests.actors import Case, article, cases, mentions, words

CASES = tuple(cases("mentions"))
PIECES = st.sampled_from(
    [
        *(
            "Agnes ",
            "Tolliver",
            "Mr. ",
            "the ",
            "U.S. ",
            "’s ",
            "of ",
            "and ",
            "spokesman ",
            "said ",
            ", ",
            "“",
        ),
        *(
            "\n",
            "his ",
            "van ",
            "A. ",
            "President ",
            "House ",
            "Committee ",
            "for ",
            "People’s ",
            "al-",
            "5 ",
        ),
        *("who ", ". ", "I ", "The "),
    ]
)


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_case(case: Case) -> None:
    """What a case expects is there, with its parts; what it forbids is not."""
    text = case.text
    found = mentions(text)
    phrases = {words(text, m.span): m for m in found}
    heads = {words(text, m.head) for m in found}
    for line in case.expected:
        sign, wanted = line[0], line[2:]
        if sign == "-":
            assert wanted not in {*phrases, *heads}, f"{wanted!r} in {sorted(phrases)}"
            continue
        phrase, head, what, *gender = (part.strip() for part in wanted.split("|"))
        assert phrase in phrases, f"{phrase!r} not in {sorted(phrases)}"
        mention = phrases[phrase]
        kind = mention.kind.value + (f" {mention.actor_kind.value}" if mention.actor_kind else "")
        assert (words(text, mention.head), kind) == (head, what)
        assert not gender or (mention.gender or "") == gender[0]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
@example("Mr. ")
@example("Mr. " * 500)
@example("A" * 5000)
@example("Aa " * 500 + "Agnes Tolliver")
@example("the " * 50 + "spokesman")
@example("’s office")
@example("A, B, C, the D, the mayor, E")
def test_any_text_gives_spans_inside_it(text: str) -> None:
    """Spans lie in the text and in their block, heads and titles in the span; the order is the text's."""
    made = article(text)
    found = find_mentions(made, load_lexicon())
    for mention in found:
        block = made.blocks[mention.block].span
        assert block[0] <= mention.span[0] <= mention.head[0] < mention.head[1] <= mention.span[1] <= block[1]
        if mention.title:
            assert mention.span[0] <= mention.title[0] < mention.title[1] <= mention.span[1]
    assert [(m.span[0], -m.span[1]) for m in found] == sorted((m.span[0], -m.span[1]) for m in found)
    assert find_mentions(made, load_lexicon()) == found


@pytest.mark.parametrize(
    "piece",
    [
        "Agnes Tolliver ",
        "the ",
        "A. ",
        "a-",
        "spokesman for the ",
        "X’s ",
        "Aa of ",
        "the mayor, Ana Ruiz, ",
        "big ",
    ],
)
def test_work_grows_with_the_text_only(piece: str) -> None:
    """Eight times the text takes no more than about eight times the steps of the interpreter."""

    def steps(text: str) -> int:
        count = 0

        def trace(frame: object, event: str, arg: object) -> object:
            nonlocal count
            count += event == "line"
            return trace

        made = article(text)
        find_mentions(article("warm"), load_lexicon())
        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            find_mentions(made, load_lexicon())
        finally:
            sys.settrace(None)
        return count

    assert steps(piece * 400) <= 12 * steps(piece * 50) + 2000
