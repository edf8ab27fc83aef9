"""One utterance, one statement: what joins two quotations, what keeps them apart, what makes an echo."""

from __future__ import annotations

from dataclasses import replace

from build_site.lexicon import load_lexicon
from build_site.model import ChainLink, MentionKind
from build_site.stages.statements.evidence import Evidence, setting_of
from build_site.stages.statements.likeness import prepare
from build_site.stages.statements.making import make_statements
from build_site.stages.statements.occasion import Occasion
from build_site.stages.statements.words import vocabulary
from tests.builders import Story, corpus, said, story
from tests.linking import LONG, dated, echoes, link, one, quote, sizes


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


def test_words_in_marks_are_the_base_whatever_joins_the_versions() -> None:
    """A paraphrase through which the speaker's own words join does not head them."""
    told = "that the town cannot save the harbour without going into its docks"
    made = dated(
        corpus(
            one(f"Ana Ruiz said {told}.", "Gull", told, type="indirect"),
            quote("we cannot save the harbour", "Quay"),
        )
    )
    known, articles = vocabulary(load_lexicon()), {a.id: a for a in made.articles}
    every = [
        Evidence(setting_of(articles[q.article]), prepare(q, known), Occasion(q.article, None))
        for q in made.quotations
    ]
    (statement,), _ = make_statements(every, [(0, 1)], ())
    assert statement.base == made.quotations[1].id


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


def test_words_within_words_are_one_version_of_what_another_article_prints() -> None:
    """The utterance is the one that says more of it; of equals the inner one, not what it is told within."""
    elsewhere = quote(LONG, "Gull")
    inner = f"warning that “{LONG}”"
    text = f"Nested\nAna Ruiz apologized after a film showed her {inner}."
    outer = said(f"after a film showed her {inner}", by="Ana Ruiz", type="mixed", verbatim=(LONG,))
    nested = story(
        text, outer, said(LONG, by="Ana Ruiz", cue="warning"), outlet="Quay", published="2023-06-14"
    )
    linked = link(elsewhere, nested)
    joined = next(s for s in linked.statements if len(s.versions) > 1)
    of = {q.id: q for q in corpus(elsewhere, nested).quotations}
    assert sizes(linked) == [1, 2]
    assert [of[v.quotation].text for v in joined.versions] == [LONG, LONG]

    first, second = LONG.split(" before ")
    fuller = f"“{first}” and called it “before {second}”"
    outer = said(fuller, by="Ana Ruiz", type="mixed", verbatim=(first, f"before {second}"))
    text = f"Nested\nAna Ruiz said {fuller}."
    nested = story(
        text, outer, said(f"before {second}", by="Ana Ruiz"), outlet="Quay", published="2023-06-14"
    )
    linked = link(elsewhere, nested)
    joined = next(s for s in linked.statements if len(s.versions) > 1)
    of = {q.id: q for q in corpus(elsewhere, nested).quotations}
    assert [of[v.quotation].text for v in joined.versions] == [LONG, fuller]


def test_a_name_with_its_title_is_a_topic() -> None:
    """Two things said about one person are not one utterance because both call him what he is."""
    first, second = (
        "the charges against former deputy harbour master Ben Okoro unfair",
        "his former deputy harbour master, Ben Okoro, by pointing at the council",
    )
    assert sizes(
        link(
            one(f"Ana Ruiz said of {first}.", "Gull", first, type="indirect"),
            one(f"Ana Ruiz said of {second}.", "Quay", second, type="indirect"),
        )
    ) == [1, 1]


def test_a_common_phrase_joins_nothing() -> None:
    """Words that everybody says are no utterance."""
    linked = link(
        quote("I do not think that we should be doing this to the pilots", "Quay"),
        quote("I do not think that we should be doing that with the budget", "Gull"),
    )
    assert sizes(linked) == [1, 1]


def test_the_day_of_a_statement_is_what_most_articles_give() -> None:
    """One that takes a clarification's day for the speech's does not decide, however sure it is of it."""
    words = "We will open the old locks before the winter storms arrive"
    linked = link(
        quote(words, "Gull", " on Monday"),
        quote(words, "Tern", " on Tuesday"),
        quote(words, "Kite", " on Monday"),
    )
    (statement,) = linked.statements
    assert statement.when is not None
    assert statement.when.edtf == "2023-06-12"


def test_what_was_said_at_some_time_is_no_version_of_what_was_said_there() -> None:
    """“Has said” in the same article tells of other occasions; only words all but equal are the same."""
    there = "she would not give way on the nine million for the harbour wall"
    ever = "that nine million for the harbour wall is beyond question"

    def told(cue: str) -> list[int]:
        text = f"Harbour\nAna Ruiz said {there}.\nIt rained.\nAna Ruiz {cue} {ever}."
        sayings = (
            said(there, by="Ana Ruiz", cue="said", type="indirect"),
            said(ever, by="Ana Ruiz", cue=cue, type="indirect"),
        )
        return sizes(link(story(text, *sayings, outlet="Gull", published="2023-06-14")))

    assert told("has said") == [1, 1]
    assert told("added") == [2]


def test_words_quoted_again_months_later_are_no_echo() -> None:
    """Nothing tells that they were said again; where the days do, or his other words, they were."""
    words = "We will open the locks and we will drain the old docks at last"
    text = "{}\n“" + words + ",” Ana Ruiz said{}."
    spring, autumn = (
        story(text.format(name, ""), said(words, by="Ana Ruiz", cue="said"), published=day)
        for name, day in (("A", "2023-04-14"), ("B", "2023-09-14"))
    )
    assert echoes(link(spring, autumn)) == 0
    longer = f"The board had no idea. {words}, and nobody will stop us from keeping the pilots dry in winter"
    speech = story(
        f"C\n“{longer},” Ana Ruiz said.", said(longer, by="Ana Ruiz", cue="said"), published="2023-09-14"
    )
    other = "Vote for a port that works: we will drain the old docks at last, whatever the governor may say"
    rally = story(
        f"D\n“{other},” Ana Ruiz said.", said(other, by="Ana Ruiz", cue="said"), published="2023-04-14"
    )
    assert echoes(link(speech, rally)) == 1


def test_words_among_others_on_both_sides_were_said_anew() -> None:
    """Most of the shorter one, and yet not the same: nobody quotes other words than he heard."""
    one = "we have got to go beyond crooked wardens and crooked pilots"
    other = "One of us is a friend of crooked wardens and crooked pilots, and it shows in the dues"
    first, second = (
        story(f"{name}\n“{words},” Ana Ruiz said.", said(words, by="Ana Ruiz", cue="said"), published=day)
        for name, words, day in (("A", one, "2023-04-14"), ("B", other, "2023-09-14"))
    )
    assert echoes(link(first, second)) == 1


def test_the_reporter_s_words_and_a_topic_are_no_echo() -> None:
    """An echo is in marks on both sides, and more than the name of a thing."""
    one, other = "a ban on all ships from the old docks", "a ban on all ships from the old docks for good"
    linked = link(
        story(
            f"A\nAna Ruiz called for {one}.",
            said(one, by="Ana Ruiz", cue="called for", type="indirect"),
            published="2023-04-14",
        ),
        story(
            f"B\nAna Ruiz called for {other}.",
            said(other, by="Ana Ruiz", cue="called for", type="indirect"),
            published="2023-09-14",
        ),
    )
    assert echoes(linked) == 0
