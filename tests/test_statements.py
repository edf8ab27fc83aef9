"""One utterance, one statement: versions are joined, echoes are kept apart, and nothing chains."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from build_site.lexicon import load_lexicon
from build_site.model import Attribution, ChainLink, Dataset, MentionKind, StatementFix
from build_site.stages.chronology import date_quotation
from build_site.stages.statements import Linked, link_statements
from build_site.stages.statements.candidates import other_speakers, same_speaker
from build_site.stages.statements.clustering import Link, group
from build_site.stages.statements.likeness import prepare
from build_site.stages.statements.words import vocabulary
from tests.builders import Story, corpus, said, story

LONG = "We will deepen the harbour before the winter and hire two hundred pilots"


def dated(made: Dataset) -> Dataset:
    """The same with the date of each quotation, as the line sets it."""
    of = {a.id: a for a in made.articles}
    quotations = tuple(
        replace(
            q,
            statement=None,
            when=date_quotation(
                of[q.article].article, cast(Attribution, q), of[q.article].published, load_lexicon()
            ),
        )
        for q in made.quotations
    )
    return replace(made, quotations=quotations)


def link(*stories: Story, fixes: tuple[StatementFix, ...] = ()) -> Linked:
    """The statements of some articles."""
    made = dated(corpus(*stories))
    return link_statements(made.articles, made.quotations, fixes, load_lexicon())


def one(
    text: str,
    outlet: str,
    words: str,
    by: str | None = "Ana Ruiz",
    published: str = "2023-06-14",
    **more: str,
) -> Story:
    """An article with one quotation."""
    return story(
        f"{outlet} headline\n{text}",
        said(words, by=by, cue="said", **more),
        outlet=outlet,
        published=published,
    )


def quote(
    words: str, outlet: str, rest: str = "", by: str | None = "Ana Ruiz", published: str = "2023-06-14"
) -> Story:
    """An article whose one sentence quotes these words."""
    return one(f"“{words},” {by or 'somebody'} said{rest}.", outlet, words, by, published)


def sizes(linked: Linked) -> list[int]:
    """How many versions the statements have."""
    return sorted(len(s.versions) for s in linked.statements)


def echoes(linked: Linked) -> int:
    """How many pairs of statements are echoes of each other."""
    return sum(len(s.echoes) for s in linked.statements) // 2


def test_the_same_words_in_two_outlets_are_one_statement() -> None:
    """With the same mayor, on the same day."""
    linked = link(quote(LONG, "Quay"), quote(LONG, "Gull"))
    assert sizes(linked) == [2]
    assert len({statement for _, statement in linked.statement_of}) == 1


def test_translations_trims_and_merged_sentences_join() -> None:
    """The longest carries the others; each is a version of it."""
    linked = link(
        quote(
            "I hope that we would do this with council support, but if necessary, we will do it alone",
            "Quay",
        ),
        quote(
            "I hope that we will do it with the support of the council, but if we must, we do it alone",
            "Gull",
        ),
        quote("if we must, we do it alone", "Pier"),
    )
    assert sizes(linked) == [3]


def test_an_indirect_version_joins_by_its_content_words() -> None:
    """The reporter's words for the mayor's, other words between."""
    linked = link(
        quote(
            "There is no way to save the harbour without going into the docks and tearing down the sheds",
            "Quay",
        ),
        one(
            "Ana Ruiz said that the town cannot save the harbour without going into its docks and sheds.",
            "Gull",
            "that the town cannot save the harbour without going into its docks and sheds",
            type="indirect",
        ),
    )
    assert sizes(linked) == [2]
    base, version = linked.statements[0].versions
    assert base.variants == ()
    assert "direct→indirect" in version.variants


def test_another_speaker_is_another_statement() -> None:
    """Like words in two mouths are two utterances."""
    shorter = "We will deepen the harbour before the winter"
    linked = link(quote(shorter, "Quay"), quote(shorter, "Gull", by="Ben Okoro"))
    assert sizes(linked) == [1, 1]
    assert linked.findings == ()


def test_a_dozen_equal_words_in_two_mouths_are_one_utterance_and_a_finding() -> None:
    """One of two outlets, or the machine, is wrong about the speaker; the curator is told."""
    linked = link(quote(LONG, "Quay"), quote(LONG, "Gull", by="Ben Okoro"))
    assert sizes(linked) == [2]
    assert [f.code for f in linked.findings] == ["same-words-two-speakers"]
    years = link(quote(LONG, "Quay"), quote(LONG, "Gull", by="Ben Okoro", published="2019-01-01"))
    assert (sizes(years), years.findings) == ([1, 1], ())


def test_words_of_nobody_join_only_when_all_but_equal() -> None:
    """A headline names no speaker."""
    assert sizes(link(quote(LONG, "Quay"), quote(LONG, "Gull", by=None))) == [2]
    assert sizes(link(quote(LONG, "Quay"), quote("We will deepen the channel", "Gull", by=None))) == [1, 1]


def test_a_few_words_of_nobody_join_where_the_days_agree() -> None:
    """All of them stand in what the mayor said; in another month they may be anybody's."""
    whole = quote("They wanted a harbour of the council's choosing, no more", "Quay")
    few = "a harbour of the council's choosing"
    assert sizes(link(whole, quote(few, "Gull", by=None))) == [2]
    assert sizes(link(whole, quote(few, "Gull", by=None, published="2023-07-10"))) == [1, 1]


def test_words_of_nobody_join_one_mouth_only() -> None:
    """The mayor's phrase, and the pilot's who quotes it: the fragment is the mayor's, and joins not both."""
    phrase = "a harbour of the council's choosing"
    linked = link(
        quote(phrase, "Quay"),
        quote(f"Needless to say, this was never {phrase}, and everybody knows it", "Gull", by="Ben Okoro"),
        quote(phrase, "Pier", by=None),
    )
    assert sizes(linked) == [1, 2]
    assert {s.actor: len(s.versions) for s in linked.statements} == {"ana-ruiz": 2, "ben-okoro": 1}


def test_unattributed_on_both_sides_joins_by_a_long_run() -> None:
    """The text of a law, as two outlets quote it."""
    law = "whoever sells, lends or gives away any berth, crane or pilot's licence"
    linked = link(
        quote(f"{law} without the leave of the harbour master shall be fined", "Quay", by=None),
        quote(f"{law}, hawser, anchor or other gear of the port", "Gull", by=None),
    )
    assert sizes(linked) == [2]


def test_one_of_several_passages_is_enough() -> None:
    """One outlet joins two sentences, the other has the second, and more."""
    first = "The council has lost it"
    second = "Its plan is unworthy of a member of the port league"
    more = "It is bad enough that it raised the fees, but this goes beyond every mark"
    joined = story(
        f"A\n“{first},” said Ana Ruiz. “{second}.”",
        said(first, second, by="Ana Ruiz", verbatim=(first, second)),
        outlet="Quay",
        published="2023-06-14",
    )
    linked = link(joined, quote(f"{second}. {more}", "Gull"))
    assert sizes(linked) == [2]


def test_a_standing_demand_is_no_utterance_of_an_occasion() -> None:
    """What a noun of saying carries must be nearly all there."""
    wanted = "nine million in public funds for a stone lock on the northern quay"
    words = "It is a strong and beautiful lock of a million stones on our northern quay"

    def demand(rule: str) -> Story:
        by = replace(said(wanted, by="Ana Ruiz", type="indirect"), cue="demands", more={"rule": rule})
        text = f"Quay headline\nThe row is over the demands of Ana Ruiz for {wanted}."
        return story(text, by, outlet="Quay", published="2023-06-14")

    assert sizes(link(demand("speech-noun"), quote(words, "Gull"))) == [1, 1]
    assert sizes(link(demand("subject-verb"), quote(words, "Gull"))) == [2]


def test_what_stands_in_reporters_words_needs_days_that_are_near() -> None:
    """What somebody says week after week is not one utterance; without dates the words decide."""

    def told(words: str, outlet: str, published: str) -> Story:
        text = f"Ana Ruiz, it was said, asked for {words}."
        return one(text, outlet, words, published=published, type="indirect")

    first = "the former harbour master to release the transcripts of her paid speeches"
    other = "her release of the paid speeches of a former harbour master in transcripts"
    assert sizes(link(told(first, "Quay", "2023-06-14"), told(other, "Gull", "2023-06-15"))) == [2]
    assert sizes(link(told(first, "Quay", "2023-06-14"), told(other, "Gull", "2023-06-21"))) == [1, 1]


def test_words_about_a_speaker_are_not_his() -> None:
    """Unnamed groups answer a proposal by describing it."""
    proposal = "to ban all boats from entering the inner harbour"
    about = f"Ruiz's proposal {proposal}"
    pilots = replace(
        said(about, by="some pilots", type="indirect"), more={"source_kind": MentionKind.NOMINAL}
    )
    linked = link(
        one(f"Ana Ruiz said she wanted {proposal}.", "Quay", proposal, type="indirect"),
        story(f"Gull\nSaid some pilots of {about}: never.", pilots, outlet="Gull", published="2023-06-14"),
    )
    assert sizes(linked) == [1, 1]


def test_a_spokesperson_who_carries_the_words_may_be_named_instead() -> None:
    """The office said it for the mayor."""
    carried = replace(
        said(LONG, by="Ana Ruiz", cue="said"),
        more={"chain": (ChainLink("Cleo Pratt", "spokesperson", "cleo-pratt"),)},
    )
    text = f"Gull headline\n“{LONG},” Ana Ruiz said, according to Cleo Pratt."
    linked = link(
        story(text, carried, outlet="Gull", published="2023-06-14"), quote(LONG, "Quay", by="Cleo Pratt")
    )
    assert sizes(linked) == [2]


def test_another_day_makes_an_echo() -> None:
    """Nearly the same words a month apart: linked, never merged."""
    linked = link(
        quote("We will open the locks and we will drain the old docks there", "Quay", " on Monday"),
        quote(
            "We will open the locks and we will drain the old docks whatever it costs",
            "Gull",
            " on May 2",
            published="2023-06-14",
        ),
    )
    assert sizes(linked) == [1, 1]
    assert echoes(linked) == 1


def test_a_day_of_the_week_tells_apart_where_no_day_is_known() -> None:
    """Neither article has a date of publication: Sunday is not Tuesday, the 30th of April 2024."""
    sunday = "We will open the locks and we will drain the old docks there"
    later = "We will open the locks and we will drain the old docks at last"
    linked = link(
        story(f"A\nOn Sunday Ana Ruiz said: “{sunday}.”", said(sunday, by="Ana Ruiz", cue="said")),
        story(f"B\nOn April 30, 2024, Ana Ruiz said: “{later}.”", said(later, by="Ana Ruiz", cue="said")),
    )
    assert sizes(linked) == [1, 1]
    assert echoes(linked) == 1


def test_another_event_in_one_article_makes_an_echo() -> None:
    """Two statements of one day in nearly the same language."""
    first = "stressed the need to protect the pilots and to keep the channel open"
    second = "stressed the need to protect the pilots and to keep the channel clear"
    linked = link(
        story(
            f"Two readouts\nThe mayor “{first},” Cleo Pratt said in a readout of the meeting.\n"
            "Cleo Pratt also released a readout of a call with the unions.\n"
            f"The mayor “{second},” Cleo Pratt said.",
            said(first, by="Cleo Pratt", cue="said"),
            said(second, by="Cleo Pratt"),
        )
    )
    assert sizes(linked) == [1, 1]
    assert echoes(linked) == 1


def test_headline_and_body_of_one_article_are_versions() -> None:
    """So are a sentence of the article and the same in an embedded outlet."""
    linked = link(
        story(
            "‘We will find a way to share the quay,’ mayor says\n"
            "“We will find a way to share the quay,” Ana Ruiz said.\n"
            "I told them that we will find a way to share the quay, she said.",
            said("We will find a way to share the quay,", by="Ana Ruiz"),
            said("“We will find a way to share the quay,”", by="Ana Ruiz"),
            said("we will find a way to share the quay,", by="Ana Ruiz"),
            embedded={2: "Gull"},
        )
    )
    assert sizes(linked) == [3]


def test_one_speaker_who_comes_back_to_his_words_says_two_things() -> None:
    """Two sentences of one body that share a phrase."""
    first = (
        "If you believe that too many boats are being lost, maybe you should send out fewer crews this winter"
    )
    second = "If the council believes that too many boats are being lost, maybe it has to think about lights"
    text = f"Boats\n“{first},” Ana Ruiz said. “{second},” Ana Ruiz said."
    assert sizes(link(story(text, said(first, by="Ana Ruiz"), said(second, by="Ana Ruiz")))) == [1, 1]


def test_words_within_words_are_not_versions_of_each_other() -> None:
    """A quotation inside another stands on the same characters."""
    text = f"Nested\nAna Ruiz said Ben Okoro told her “{LONG}”."
    linked = link(
        story(
            text,
            said(f"Ben Okoro told her “{LONG}”", by="Ana Ruiz", type="mixed", verbatim=(LONG,)),
            said(LONG, by="Ana Ruiz"),
        )
    )
    assert sizes(linked) == [1, 1]


def test_a_common_phrase_joins_nothing() -> None:
    """Words that everybody says are no utterance."""
    linked = link(
        quote("I do not think that we should be doing this to the pilots", "Quay"),
        quote("I do not think that we should be doing that with the budget", "Gull"),
    )
    assert sizes(linked) == [1, 1]


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
    """How many pairs are compared among so many quotations of one speaker, half of them of one formula."""
    quotations = corpus(
        *(
            quote(f"{LONG if i % 2 else 'Ships'} {i} {i * 7} {i * 13} and {i * 19}", f"O{i}")
            for i in range(count)
        )
    ).quotations
    ready = [prepare(q, vocabulary(load_lexicon())) for q in quotations]
    return len(list(same_speaker(ready, range(count)))) + len(list(other_speakers(ready, [None] * count)))


def test_pairs_compared_are_few() -> None:
    """A formula that a speaker uses all the time leads nowhere."""
    assert compared(800) < 800
