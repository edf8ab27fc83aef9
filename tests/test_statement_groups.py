"""Statements as groups: nothing chains, the curator wins, ids stay, the base is the fullest; text reuse."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_site.lexicon import load_lexicon
from build_site.model import StatementFix
from build_site.stages.statements import link_statements
from build_site.stages.statements.candidates import HUBS, other_speakers, same_speaker
from build_site.stages.statements.clustering import Link, group
from build_site.stages.statements.likeness import prepare
from build_site.stages.statements.words import vocabulary
from tests.builders import Story, corpus, said, story
from tests.linking import LONG, dated, echoes, link, quote, sizes


def test_links_do_not_chain() -> None:
    """A~B~C without A~C: one group round B, or none."""
    ranks = {0: 0, 1: 1, 2: 2, 3: 3}
    assert group(3, {(0, 1): Link(2), (1, 2): Link(2)}, frozenset(), [], ranks.__getitem__) == [[1, 0, 2]]
    assert group(
        4, {(0, 1): Link(2), (1, 2): Link(2), (2, 3): Link(1)}, frozenset(), [], ranks.__getitem__
    ) == [[1, 0, 2], [3]]

    inside = {(0, 1): Link(5), (1, 2): Link(2), (2, 3): Link(1), (1, 4): Link(2, inside=4)}
    assert group(5, inside, frozenset(), [], {**ranks, 4: 4}.__getitem__) == [[1, 0, 2, 4], [3]]
    outside = {(0, 1): Link(9), (1, 2): Link(2, inside=1), (0, 3): Link(2), (2, 3): Link(2)}
    assert group(4, outside, frozenset(), [], ranks.__getitem__) == [[0, 1, 3], [2]]


def test_what_was_set_apart_stays_apart_and_what_was_joined_stays_joined() -> None:
    """Also when words say otherwise."""
    assert group(3, {(0, 1): Link(2), (0, 2): Link(2)}, frozenset({(0, 2)}), [], lambda i: i) == [[0, 1], [2]]
    assert group(3, {}, frozenset(), [(0, 2)], lambda i: i) == [[0, 2], [1]]


def test_the_curator_joins_and_separates() -> None:
    """A correction wins over the words."""
    stories = (
        quote(LONG, "Quay"),
        quote(LONG, "Gull"),
        quote("Nothing of the kind was agreed by anybody", "Pier"),
    )
    ids = [q.id for q in corpus(*stories).quotations]
    assert sizes(link(*stories, fixes=(StatementFix(False, (ids[0], ids[1])),))) == [1, 1, 1]
    assert sizes(link(*stories, fixes=(StatementFix(True, (ids[0], ids[2])),))) == [3]


def test_the_curator_links_echoes() -> None:
    """An echo is set apart and linked, whether the words were alike or not; a separation is not linked."""
    stories = (quote(LONG, "Quay"), quote(LONG, "Gull"), quote("Nothing of the kind was agreed", "Pier"))
    ids = [q.id for q in corpus(*stories).quotations]
    alike = link(*stories, fixes=(StatementFix(False, (ids[0], ids[1]), echo=True),))
    assert (sizes(alike), echoes(alike)) == ([1, 1, 1], 1)
    other = link(*stories, fixes=(StatementFix(False, (ids[0], ids[2]), echo=True),))
    assert (sizes(other), echoes(other)) == (sizes(link(*stories)), 1)
    assert echoes(link(*stories, fixes=(StatementFix(False, (ids[0], ids[1])),))) == 0


def test_ids_are_readable_and_survive_unrelated_edits() -> None:
    """First words of the base and a hash of its content; another article changes nothing."""
    before = link(quote(LONG, "Quay"), quote("we sail at dawn", "Gull"))
    after = link(
        quote("Nothing was agreed", "Aft", published="2023-06-01"),
        quote(LONG, "Quay"),
        quote("we sail at dawn", "Gull"),
    )
    assert {s.id for s in before.statements} < {s.id for s in after.statements}
    assert all(s.id.startswith(("we-will-deepen-the-harbour", "we-sail-at-dawn")) for s in before.statements)


def test_the_same_words_twice_have_two_ids() -> None:
    """Echoes of exactly the same words, on days far apart."""
    words = "We will always keep the lighthouse"
    linked = link(
        quote(words, "Quay", " on Monday"), quote(words, "Gull", published="2021-03-04", rest=" on Monday")
    )
    assert len({s.id for s in linked.statements}) == 2
    assert echoes(linked) == 1


def test_the_base_is_the_fullest_in_the_speakers_own_words() -> None:
    """And the date of a statement is the most exact that a version gives."""
    linked = link(
        quote("hire two hundred pilots", "Aft"), quote(LONG, "Quay"), quote(LONG, "Gull", " on Monday")
    )
    statement = linked.statements[0]
    assert statement.base.startswith("gull-headline")
    assert statement.versions[0].quotation == statement.base
    assert statement.when is not None
    assert statement.when.edtf == "2023-06-12"


PARAGRAPH = (
    "The harbour of Port Amity was dug by hand in the great winter and has silted up every other decade since"
    " then, while the fishing fleet has shrunk from ninety boats to eleven."
)


def test_reused_text_relates_articles_and_quotations_do_not_count() -> None:
    """Agency copy with a word changed is one passage; the words of a quotation are no reuse."""
    linked = link(
        story(f"A\n{PARAGRAPH}\n“{LONG},” Ana Ruiz said.", said(LONG, by="Ana Ruiz"), name="a"),
        story(
            f"B\nNew. {PARAGRAPH.replace('every', 'each')}\n“{LONG},” Ana Ruiz said.",
            said(LONG, by="Ana Ruiz"),
            name="b",
        ),
        story("C\nNothing of this is here.", name="c"),
    )
    assert [(r.article, r.other, len(r.passages), len(r.statements)) for r in linked.relations] == [
        ("a", "b", 1, 1),
        ("b", "a", 1, 1),
    ]
    there = linked.relations[0]
    (start, end), _ = there.passages[0]
    assert f"A\n{PARAGRAPH}"[start:end] == PARAGRAPH.removesuffix(".")
    assert 0.4 < there.share < 0.7


WORD = st.sampled_from(
    [
        "we",
        "will",
        "sail",
        "deepen",
        "harbour",
        "council",
        "pilots",
        "winter",
        "docks",
        "quay",
        "support",
        "alone",
        "dawn",
    ]
)
QUOTED = st.lists(WORD, min_size=3, max_size=14).map(" ".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(QUOTED, st.sampled_from(["Ana Ruiz", "Ben Okoro", None])), min_size=1, max_size=6))
def test_every_quotation_has_one_statement_whatever_the_order(sayings: list[tuple[str, str | None]]) -> None:
    """Versions partition the quotations; echoes are mutual; order of the articles changes nothing."""
    stories = [quote(words, f"Outlet {i}", by=by) for i, (words, by) in enumerate(sayings)]
    made = dated(corpus(*stories))
    linked = link_statements(made.articles, made.quotations, (), load_lexicon())
    assert [q for q, _ in linked.statement_of] == [q.id for q in made.quotations]
    versions = sorted((v.quotation, s.id) for s in linked.statements for v in s.versions)
    assert versions == sorted(linked.statement_of)
    of = {s.id: s for s in linked.statements}
    assert all(s.id in of[e].echoes for s in linked.statements for e in s.echoes)
    backwards = link_statements(made.articles[::-1], made.quotations[::-1], (), load_lexicon())
    assert backwards.statements == linked.statements


def compared(count: int) -> int:
    """How many pairs are compared among so many quotations of one speaker, half of them of one formula.

    None counts as a version of another, which is the most that can be asked.
    """
    quotations = corpus(
        *(
            quote(f"{LONG if i % 2 else 'Ships'} {i} {i * 7} {i * 13} and {i * 19}", f"O{i}")
            for i in range(count)
        )
    ).quotations
    ready = [prepare(q, vocabulary(load_lexicon())) for q in quotations]
    own = same_speaker(ready, range(count), int, ())
    return len(list(own)) + len(list(other_speakers(ready, (None,) * count, int, ())))


def test_pairs_compared_are_few() -> None:
    """A formula that a speaker uses all the time is held against some of its uses, not against all."""
    assert compared(800) <= HUBS * 800


def carried(count: int, ending: str = "") -> list[Story]:
    """So many articles with one sentence, each with an ending of its own where one is asked for."""
    return [quote(f"{LONG}{ending.format(i)}", f"Outlet {i}") for i in range(count)]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["", " and to buy dredger number {0} from yard {0}"])
@pytest.mark.parametrize("count", [32, 33, 100])
def test_an_utterance_that_many_articles_carry_is_one_statement(count: int, ending: str) -> None:
    """However many carry it, with the very words or with a few of their own."""
    assert sizes(link(*carried(count, ending))) == [count]


def test_what_many_carry_takes_time_in_proportion() -> None:
    """Three thousand carriers are held against one hub, not against each other."""
    made = corpus(*carried(300)).quotations
    ready = [prepare(q, vocabulary(load_lexicon())) for q in made]
    every = {(0, i) for i in range(300)}
    assert list(same_speaker(ready, range(300), int, every)) == [(0, i) for i in range(1, 300)]


def test_what_many_carry_on_two_occasions_is_two_statements() -> None:
    """Forty articles in spring and forty in autumn: one statement each.

    No echo: nothing tells that it was said again, and not quoted again.
    """
    said_twice = [
        quote("We will deepen the harbour before winter", f"Outlet {i} {day}", published=day)
        for day in ("2023-04-14", "2023-09-14")
        for i in range(40)
    ]
    linked = link(*said_twice)
    assert (sizes(linked), echoes(linked)) == ([40, 40], 0)


def test_nobody_s_words_that_many_carry_join_their_speaker_s() -> None:
    """Of forty carriers ten name nobody."""
    stories = [quote(LONG, f"Outlet {i}", by=None if i % 4 == 0 else "Ana Ruiz") for i in range(40)]
    assert sizes(link(*stories)) == [40]
