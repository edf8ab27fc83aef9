"""The curator's last word: what each correction changes, and what makes it fail."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from build_site.config import Project
from build_site.curation import load_corrections
from build_site.curation.records import AuthorityActor
from build_site.errors import CurationError
from build_site.model import Actor, ActorKind, Basis, Dataset, MentionKind, Quotation, QuotationType, When
from build_site.pipeline import Options, load
from build_site.stages.corrections import Corrected, apply
from build_site.stages.corrections.actors import Roster
from tests.builders import corpus, said, story

BRIDGE = (
    "Bridge shut\n"
    "“It will stay shut,” Ada Brun said. “We have no money.”\n"
    "Mayor Brun said “we have no money” twice, and Jon Vale said he would sail.\n"
    "“It will stay shut,” Brun said again."
)
FERRY = "Ferries until dawn\nThe ferries will run at night, Jon Vale said. A. Brun called it “a start”."


@pytest.fixture
def found() -> Dataset:
    """Two articles as the machine found them."""
    return corpus(
        story(
            BRIDGE,
            said("It will stay shut,", "We have no money.", by="Ada Brun", cue="said"),
            said("we have no money", by="Mayor Brun", cue="said"),
            said("he would sail", by="Jon Vale", type="indirect", cue="said"),
            said("It will stay shut,", by="Brun", cue="said"),
            name="bridge",
        ),
        story(
            FERRY,
            said("The ferries will run at night", by="Jon Vale", type="indirect", cue="said"),
            said("a start", by="A. Brun", cue="called"),
            name="ferry",
        ),
    )


def corrected(found: Dataset, folder: Path, text: str) -> Corrected:
    """The corpus after the corrections of a file."""
    path = folder / "corrections.yml"
    path.write_text(textwrap.dedent(text), "utf-8")
    return apply(found.articles, found.quotations, found.actors, load_corrections(path))


def texts(quotations: tuple[Quotation, ...], article: str) -> list[str]:
    """The words of an article's quotations, in order."""
    return [q.text for q in quotations if q.article == article]


def test_nothing_to_correct_changes_nothing(found: Dataset, tmp_path: Path) -> None:
    """The same values come back."""
    done = corrected(found, tmp_path, "")
    assert (done.articles, done.quotations, done.actors) == (found.articles, found.quotations, found.actors)
    assert (done.statements, done.findings) == ((), ())


def test_the_speaker_is_set_and_the_rest_says_so(found: Dataset, tmp_path: Path) -> None:
    """Actor, rule, confidence and note; the permalink stays."""
    before = found.quotations[2]
    done = corrected(
        found,
        tmp_path,
        """
        quotations:
          - {article: bridge, quote: he would sail, speaker: Ada Brun, note: The mayor's boat.}
        """,
    )
    after = done.quotations[2]
    assert (after.id, after.text) == (before.id, before.text)
    assert (after.actor, after.rule, after.confidence) == ("ada-brun", "curator", 1.0)
    assert after.corrected == "The mayor's boat."
    assert [f.message for f in done.findings] == ["1 corrections applied."]


def test_a_speaker_may_be_nobody_or_somebody_new(found: Dataset, tmp_path: Path) -> None:
    """``unattributed`` is an answer; a new actor needs a kind."""
    done = corrected(
        found,
        tmp_path,
        """
        quotations:
          - {article: seeds/bridge.txt, quote: he would sail, speaker: unattributed}
          - {article: ferry, quote: a start, speaker: Olga Marsh, kind: person}
        """,
    )
    assert done.quotations[2].actor is None
    assert done.quotations[-1].actor == "olga-marsh"
    made = next(actor for actor in done.actors if actor.id == "olga-marsh")
    assert (made.name, made.kind, made.curated) == ("Olga Marsh", ActorKind.PERSON, True)
    with pytest.raises(CurationError, match=r"yml:2: no actor is called 'Olga Marsh'.*kind: person"):
        corrected(found, tmp_path, "quotations:\n  - {article: ferry, quote: a start, speaker: Olga Marsh}")


def test_type_chain_and_date(found: Dataset, tmp_path: Path) -> None:
    """Each alone; the verbatim follows the type."""
    done = corrected(
        found,
        tmp_path,
        """
        quotations:
          - article: ferry
            quote: a start
            type: indirect
            date: 2021-03~
            chain: [The Quay, {name: her office, role: office}, Jon Vale]
        """,
    )
    after = done.quotations[-1]
    assert (after.type, after.verbatim) == (QuotationType.INDIRECT, ())
    assert after.when == When("2021-03~", Basis.STATED)
    assert [(link.name, link.role, link.actor) for link in after.chain] == [
        ("The Quay", "outlet", None),
        ("her office", "office", None),
        ("Jon Vale", "spokesperson", "jon-vale"),
    ]


def test_a_quotation_is_named_by_its_words(found: Dataset, tmp_path: Path) -> None:
    """Whole, by a part, with other marks and blanks; ``nth`` counts those that carry the words.

    A count where there is nothing to count is refused: the one that was counted may be gone.
    """
    for words in (
        "It will stay shut, … We have no money.",
        "‘It  will stay shut, … We have no money’",
    ):
        entry = f'quotations:\n  - {{article: bridge, quote: "{words}", drop: true}}\n'
        done = corrected(found, tmp_path, entry)
        assert texts(done.quotations, "bridge")[0] == "we have no money"
    done = corrected(
        found, tmp_path, "quotations:\n  - {article: bridge, quote: It will stay shut, nth: 2, drop: true}"
    )
    assert len(texts(done.quotations, "bridge")) == 3
    assert len(done.articles[0].quotations) == 3


YES = "Vote\n\n“Yes,” Ada Brun said.\n\n“Yes,” Jon Vale said.\n"


def speakers(folder: Path, text: str, entry: str) -> tuple[list[str], list[str]]:
    """Who speaks in an article after a correction, in order, and what was doubtful."""
    project = Project(folder)
    project.seeds.mkdir(exist_ok=True)
    (project.root / "mkdocs.yml").write_text("site_name: Vote\n")
    (project.seeds / "vote.txt").write_text(text, "utf-8")
    project.corrections_file.write_text(f"quotations:\n  - {{article: vote.txt, {entry}}}\n", "utf-8")
    made = load(project, Options())
    names = {actor.id: actor.name for actor in made.actors}
    doubts = [f.message for f in made.findings if f.code == "correction-in-doubt"]
    return [names.get(q.actor or "", "") for q in made.quotations], doubts


@pytest.mark.parametrize(
    "around", ["suffix: Jon Vale said", "prefix: '“Yes,” Ada Brun said.'", "suffix: Jon"]
)
def test_a_correction_by_the_words_around_goes_with_them(tmp_path: Path, around: str) -> None:
    """One more of the words above, or the other one gone: the same quotation is corrected, or none."""
    entry = f"quote: 'Yes', {around}, speaker: Olga Marsh, kind: person"
    assert speakers(tmp_path, YES, entry) == (["Ada Brun", "Olga Marsh"], [])
    more = YES.replace("Vote\n\n", "Vote\n\n“Yes,” Piet Aalto said.\n\n")
    assert speakers(tmp_path, more, entry) == (["Piet Aalto", "Ada Brun", "Olga Marsh"], [])
    with pytest.raises(CurationError, match="not with these words around it"):
        speakers(tmp_path, "Vote\n\n“Yes,” Bo Ek said.\n", entry)


def test_a_count_is_a_doubt_and_alone_an_error(tmp_path: Path) -> None:
    """It leads elsewhere when one more comes or one goes; the doubt names words that do not."""
    entry = "quote: 'Yes', nth: 2, speaker: Olga Marsh, kind: person"
    names, doubts = speakers(tmp_path, YES, entry)
    assert names == ["Ada Brun", "Olga Marsh"]
    assert "as in quote: 'Yes,', prefix: 'Ada Brun said" in doubts[0]
    with pytest.raises(CurationError, match="only one carries 'Yes'"):
        speakers(tmp_path, "Vote\n\n“Yes,” Jon Vale said.\n", entry.replace("2", "1"))


def test_few_words_of_a_longer_quotation_are_not_taken_for_it(tmp_path: Path) -> None:
    """Once they may have been a quotation of their own; many words of it, or half, name it."""
    words = "I doubt that the council will vote for a new lock at all this year"
    made = corpus(story(f"Vote\n“{words},” Jon Vale said.", said(f"{words},", by="Jon Vale"), name="vote"))
    entry = "quotations:\n  - {{article: vote, quote: {}, drop: true}}\n"
    with pytest.raises(CurationError, match="it is little of 'I doubt that the council"):
        corrected(made, tmp_path, entry.format("the council will vote"))
    assert corrected(made, tmp_path, entry.format("the council will vote for a")).quotations == ()


def test_a_name_that_two_articles_have_is_refused(tmp_path: Path) -> None:
    """One's slug may be another's file; the path in full is nobody else's."""
    made = corpus(
        story("Vote\n“Yes,” Ada Brun said.", said("Yes,", by="Ada Brun"), name="vote"),
        story("Other\n“Yes,” Jon Vale said.", said("Yes,", by="Jon Vale"), name="other"),
    )
    other = replace(made.articles[1], slug="vote")
    made = replace(made, articles=(made.articles[0], other))
    entry = "quotations:\n  - {{article: {}, quote: 'Yes', drop: true}}\n"
    with pytest.raises(CurationError, match=r"'vote' may be seeds/other.txt or seeds/vote.txt"):
        corrected(made, tmp_path, entry.format("vote"))
    done = corrected(made, tmp_path, entry.format("seeds/vote.txt"))
    assert texts(done.quotations, "other") == ["Yes,"]


def test_a_correction_of_an_article_that_cannot_be_read_waits(found: Dataset, tmp_path: Path) -> None:
    """It is told, and never applied to another article of that name."""
    path = tmp_path / "corrections.yml"
    path.write_text("quotations:\n  - {article: ferri, quote: a start, drop: true}\n", "utf-8")
    fixes = load_corrections(path)
    done = apply(found.articles, found.quotations, found.actors, fixes, unread=["seeds/ferri.txt"])
    assert done.quotations == found.quotations
    assert [f.code for f in done.findings] == ["correction-without-target"]
    path.write_text("quotations:\n  - {article: ferry, quote: a start, drop: true}\n", "utf-8")
    with pytest.raises(CurationError, match=r"'ferry' may be seeds/ferry.md or seeds/ferry.txt"):
        apply(
            found.articles,
            found.quotations,
            found.actors,
            load_corrections(path),
            unread=["seeds/ferry.md"],
        )


PAIRS = (("bridge", "he would sail"), ("ferry", "a start"), ("bridge", "we have no money"))


def test_what_is_joined_cannot_be_set_apart(found: Dataset, tmp_path: Path) -> None:
    """Nor by way of a third quotation."""
    first, second, third = (
        f"{{article: {article}, quote: {words}}}"
        for article, words in (
            ("bridge", "he would sail"),
            ("ferry", "a start"),
            ("bridge", "we have no money"),
        )
    )
    joins = f"statements:\n  - join: [{first}, {second}]\n  - join: [{second}, {third}]\n"
    for action in ("separate", "echo"):
        with pytest.raises(CurationError, match=rf"yml:4: {action}: parts what join: at .*puts together"):
            corrected(found, tmp_path, f"{joins}  - {action}: [{first}, {third}]\n")


def test_what_is_added_and_found_stands_once(tmp_path: Path) -> None:
    """As the curator has it, with a doubt."""
    made = corpus(
        story("Late\n“It is late,” Jon Vale said.", said("It is late,", by="Jon Vale"), name="late")
    )
    entry = "quotations:\n  - {article: late, add: It is late, speaker: Olga Marsh, kind: person}\n"
    done = corrected(made, tmp_path, entry)
    assert [(q.text, q.actor) for q in done.quotations] == [("It is late", "olga-marsh")]
    assert done.articles[0].quotations == (done.quotations[0].id,)
    assert "correction-in-doubt" in [f.code for f in done.findings]


@pytest.mark.slow
@pytest.mark.parametrize("new", [False, True])
def test_two_thousand_corrections_take_a_millisecond_each(tmp_path: Path, new: bool) -> None:
    """Each is looked up in an index, not searched for."""
    count = 2_000
    lines = [f"“Boat number {i} sails,” Jon Vale said." for i in range(count)]
    made = corpus(
        story(
            "\n".join(["Boats", *lines]),
            *(said(f"Boat number {i} sails,", by="Jon Vale") for i in range(count)),
        )
    )
    name = made.articles[0].id
    speakers = [f"Pilot N{i}, kind: person" if new else "unattributed" for i in range(count)]
    entries = [
        f"  - {{article: {name}, quote: Boat number {i} sails, speaker: {speakers[i]}}}\n"
        for i in range(count)
    ]
    path = tmp_path / "corrections.yml"
    path.write_text("quotations:\n" + "".join(entries), "utf-8")
    fixes = load_corrections(path)
    begun = time.process_time()
    done = apply(made.articles, made.quotations, made.actors, fixes)
    assert time.process_time() - begun < count * 0.001
    assert sum(q.corrected is not None for q in done.quotations) == count


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{article: ferri, quote: a start, drop: true}", "Is 'ferry'"),
        ("{article: ferry, quote: a beginning, drop: true}", "no longer stands in seeds/ferry.txt"),
        ("{article: ferry, quote: Jon Vale said, drop: true}", "but in no quotation.*Write add:"),
        (
            "{article: bridge, quote: It will stay shut, drop: true}",
            "2 quotations carry.*as in quote: ",
        ),
        ("{article: bridge, quote: It will stay shut, nth: 3, drop: true}", "only 2 quotations"),
        ("{article: ferry, add: a finish, speaker: Jon Vale}", "does not stand"),
        ("{article: bridge, add: It will stay shut, speaker: Jon Vale}", "stands 2 times"),
        ("{article: ferry, add: it “a start”, type: mixed, speaker: Jon Vale}", "Add verbatim"),
        ("{article: ferry, add: at night, speaker: Jon Vole}", "Is 'Jon Vale' meant"),
        ("{article: ferry, add: a start, speaker: Jon Vale, cue: sang}", "'sang' does not stand"),
    ],
)
def test_what_is_gone_or_uncertain_fails_loudly(
    found: Dataset, tmp_path: Path, entry: str, message: str
) -> None:
    """With file, line and what to do."""
    with pytest.raises(CurationError, match=rf"/corrections\.yml:2: .*{message}"):
        corrected(found, tmp_path, f"quotations:\n  - {entry}\n")


def test_corrections_of_what_is_not_there_are_passed_over_and_told(found: Dataset, tmp_path: Path) -> None:
    """Articles come and go: the others are corrected, and each left entry is named with file and line."""
    done = corrected(
        found,
        tmp_path,
        """
        actors:
          - {merge: [Nobody Atall, Brun], into: Ada Brun}
          - {split: Brun, article: 1999/old, into: Ada Brun}
        quotations:
          - {article: 1999/old, quote: a start, drop: true}
          - {article: 1999/old, add: a start, speaker: Jon Vale}
          - {article: ferry, quote: a start, drop: true}
        statements:
          - join: [{article: 1999/old, quote: a start}, {article: bridge, quote: he would sail}]
        """,
    )
    assert texts(done.quotations, "ferry") == ["The ferries will run at night"]
    assert done.statements == ()
    told = [f for f in done.findings if f.code == "correction-without-target"]
    assert [f.where.rpartition(":")[2] for f in told] == ["3", "4", "6", "7", "10"]
    assert "'Nobody Atall'" in told[0].message
    assert all("remove this" in f.message for f in told)


def test_of_two_of_one_name_an_id_tells_who_is_meant() -> None:
    """Also where the id of one is the name of both, written small."""
    two = tuple(Actor(id, "Quay", ActorKind.ORGANISATION) for id in ("quay", "quay-5c88e7"))
    roster = Roster(two)
    for actor in two:
        assert roster.id_for(actor.id, None, "corrections.yml:2") == actor.id
    with pytest.raises(CurationError, match=r"2 actors are called 'Quay'.*quay or quay-5c88e7"):
        roster.id_for("Quay", None, "corrections.yml:2")


def test_a_speaker_of_the_authority_file_needs_no_article(found: Dataset, tmp_path: Path) -> None:
    """Whoever actors.yml knows may speak, though no article was found to name them."""
    known = AuthorityActor("Olga Marsh", "actors.yml:1", ActorKind.PERSON, ("O. Marsh",), "A pilot.")
    path = tmp_path / "corrections.yml"
    path.write_text("quotations:\n  - {article: ferry, quote: a start, speaker: O. Marsh}\n", "utf-8")
    done = apply(found.articles, found.quotations, found.actors, load_corrections(path), (known,))
    made = next(actor for actor in done.actors if actor.id == "olga-marsh")
    assert (made.name, made.kind, made.description) == ("Olga Marsh", ActorKind.PERSON, "A pilot.")
    assert done.quotations[-1].actor == "olga-marsh"


def test_one_quotation_is_corrected_once(found: Dataset, tmp_path: Path) -> None:
    """Two entries for one quotation would hide one another."""
    with pytest.raises(CurationError, match=r"yml:3: this quotation is corrected at .*yml:2 already"):
        corrected(
            found,
            tmp_path,
            "quotations:\n  - {article: ferry, quote: a start, drop: true}\n"
            "  - {article: ferry, quote: a start, type: mixed}\n",
        )


def test_a_quotation_is_added_in_its_place(found: Dataset, tmp_path: Path) -> None:
    """Between its neighbours, with cue, source and a permalink of its own that others do not change."""
    done = corrected(
        found,
        tmp_path,
        """
        quotations:
          - article: bridge
            add: [Bridge, shut]
            speaker: Ada Brun
          - article: bridge
            add: It will stay shut,
            nth: 2
            speaker: Ada Brun
            cue: said
            source: Brun
            note: Said again.
        """,
    )
    assert texts(done.quotations, "bridge")[0] == "Bridge […] shut"
    made = next(q for q in done.quotations if q.corrected == "Said again.")
    text = found.articles[0].article.text
    assert [text[s:e] for s, e in (*made.content, *made.cue, *made.source)] == [
        "It will stay shut,",
        "said",
        "Brun",
    ]
    assert made.cue[0][0] > made.content[0][1]
    assert made.source_kind is MentionKind.NAME
    assert made.block == 3
    assert len({q.id for q in done.quotations}) == len(done.quotations)
    assert done.articles[0].quotations == tuple(q.id for q in done.quotations if q.article == "bridge")


def test_actors_are_merged_with_all_that_points_to_them(found: Dataset, tmp_path: Path) -> None:
    """Mentions, spellings and quotations of all; the others' ids are gone."""
    done = corrected(found, tmp_path, "actors:\n  - {merge: [Mayor Brun, Brun, A. Brun], into: Ada Brun}")
    assert [actor.id for actor in done.actors] == ["ada-brun", "jon-vale"]
    ada = done.actors[0]
    assert {name.text for name in ada.aliases} == {"Ada Brun", "Mayor Brun", "Brun", "A. Brun"}
    assert {m.article for m in ada.mentions} == {"bridge", "ferry"}
    assert {q.actor for q in done.quotations} == {"ada-brun", "jon-vale"}
    assert {m.actor for a in done.articles for m in a.mentions} == {"ada-brun", "jon-vale"}
    renamed = corrected(found, tmp_path, "actors:\n  - {merge: [Mayor Brun, Brun], into: The mayor}")
    assert "the-mayor" in {actor.id for actor in renamed.actors}
    with pytest.raises(
        CurationError, match=r"yml:2: no single actor is called 'Mayor Braun'. Is 'Mayor Brun'"
    ):
        corrected(found, tmp_path, "actors:\n  - {merge: [Mayor Braun], into: Ada Brun}")


def test_words_of_one_article_are_given_to_another_actor(found: Dataset, tmp_path: Path) -> None:
    """The mentions, and the quotations whose source they are; who has nothing left is gone."""
    done = corrected(
        found, tmp_path, "actors:\n  - {split: A. Brun, article: ferry, into: Arne Brun, kind: person}"
    )
    assert "a-brun" not in {actor.id for actor in done.actors}
    arne = next(actor for actor in done.actors if actor.id == "arne-brun")
    assert [(m.article, m.kind) for m in arne.mentions] == [("ferry", MentionKind.NAME)]
    assert [name.text for name in arne.aliases] == ["A. Brun"]
    assert done.quotations[-1].actor == "arne-brun"
    assert done.quotations[-1].corrected
    with pytest.raises(CurationError, match=r"yml:2: no mention in seeds/ferry.txt reads 'B. Brun'"):
        corrected(found, tmp_path, "actors:\n  - {split: B. Brun, article: ferry, into: Jon Vale}")


def test_statements_are_told_by_their_quotations(found: Dataset, tmp_path: Path) -> None:
    """Found among those found and those added; not among those dropped."""
    done = corrected(
        found,
        tmp_path,
        """
        quotations:
          - {article: ferry, add: at night, speaker: Jon Vale}
        statements:
          - join:
              - {article: bridge, quote: he would sail}
              - {article: ferry, quote: at night}
            note: One evening.
          - echo:
              - {article: bridge, quote: we have no money}
              - {article: ferry, quote: a start}
        """,
    )
    join, echo = done.statements
    assert (join.join, join.echo, join.note) == (True, False, "One evening.")
    assert join.quotations[0] == found.quotations[2].id
    assert (echo.join, echo.echo) == (False, True)
    with pytest.raises(CurationError, match=r"yml:5: this quotation is dropped"):
        corrected(
            found,
            tmp_path,
            "quotations:\n  - {article: ferry, quote: a start, drop: true}\nstatements:\n  - separate:\n"
            "    - {article: ferry, quote: a start}\n    - {article: bridge, quote: he would sail}\n",
        )


def test_bounds_are_drawn_anew_and_the_permalink_stays(found: Dataset, tmp_path: Path) -> None:
    """Words, type and what stands in marks follow; the anchor is that of the words that were found."""
    before = found.quotations[2]
    done = corrected(
        found,
        tmp_path,
        """
        quotations:
          - article: bridge
            quote: he would sail
            content: [said “we have no money” twice, he would sail]
            type: mixed
        """,
    )
    after = next(q for q in done.quotations if q.id == before.id)
    assert after.text == "said “we have no money” twice […] he would sail"
    assert (after.anchor, after.type) == (before.anchor, QuotationType.MIXED)
    assert [BRIDGE[slice(*span)] for span in after.verbatim] == ["we have no money"]
    (decision,) = done.decisions
    assert (decision.quotation, decision.part, decision.entry) == (before.id, "quotations", 0)
    assert decision.before == before


CHECKED = """
checked:
  - {article: bridge, quote: "he would sail", speaker: Jon Vale, type: indirect, by: Ada Brun, on: 2026-11-21}
"""


def test_a_check_holds_while_words_and_speaker_are_the_same(found: Dataset, tmp_path: Path) -> None:
    """It says who looked and when; another speaker, other words or lost words let it fall with a finding."""
    done = corrected(found, tmp_path, CHECKED)
    assert [q.checked for q in done.quotations if q.checked] == ["Ada Brun, 2026-11-21"]
    assert not done.findings[1:]
    for other in ("Jon Vale", "he would sail", "indirect"):
        changed = {"Jon Vale": "Ada Brun", "he would sail": "would sail", "indirect": "direct"}[other]
        done = corrected(
            found,
            tmp_path,
            CHECKED.replace(f" {other},", f" {changed},").replace(f'"{other}"', f'"{changed}"'),
        )
        assert not any(q.checked for q in done.quotations), other
        assert [f.code for f in done.findings if f.code == "check-fallen"], other
    done = corrected(found, tmp_path, CHECKED.replace("he would sail", "words that nobody wrote"))
    assert [f.code for f in done.findings if f.code == "check-fallen"]


@pytest.mark.parametrize(
    ("speaker", "by"),
    [
        ("[Jon Vale, Ada Brun]", ["jon-vale", "ada-brun"]),
        ("[Jon Vale, {name: Olga Marsh, kind: person}]", ["jon-vale", "olga-marsh"]),
        ("[Olga Marsh, Jon Vale], kind: person", ["olga-marsh", "jon-vale"]),
        ("Jon Vale", ["jon-vale"]),
        ("[Jon Vale]", ["jon-vale"]),
        ("unattributed", []),
    ],
)
def test_several_say_something_together(found: Dataset, tmp_path: Path, speaker: str, by: list[str]) -> None:
    """All who are named say it, the first first, and nobody else; a new one has a kind of its own."""
    joint = replace(found.quotations[2], together=("brun",))
    data = replace(found, quotations=(*found.quotations[:2], joint, *found.quotations[3:]))
    done = corrected(
        data, tmp_path, f"quotations:\n  - {{article: bridge, quote: he would sail, speaker: {speaker}}}"
    )
    assert list(done.quotations[2].speakers) == by
    added = corrected(
        found, tmp_path, f"quotations:\n  - {{article: bridge, add: again, speaker: {speaker}}}"
    )
    assert next(q for q in added.quotations if q.text == "again").speakers == tuple(by)


@pytest.mark.parametrize(
    ("speaker", "message"),
    [
        ("[Jon Vale, Olga Marsh]", "no actor is called 'Olga Marsh'.*For a new one add kind: person"),
        ("[Jon Vale, Jon Vael]", "no actor is called 'Jon Vael'.*Jon Vale"),
        ("[Jon Vale, jon vale]", "'jon vale' is named twice. Name each speaker once"),
        ("[Jon Vale, jon-vale]", "Jon Vale and jon-vale are one actor. Name one of the two"),
        ("[Jon Vale, unattributed]", "unattributed is nobody, and speaks with nobody. Take it out"),
        ("[]", "speaker names nobody. Write a name, or a list of names"),
        ("[Jon Vale, {kind: person}]", "A speaker lacks name. Add `name: …`"),
        ("[Jon Vale, {name: Olga Marsh, kind: pilot}]", "'pilot' is no kind. Write one of person"),
    ],
)
def test_who_cannot_be_meant_is_told_with_the_line(
    found: Dataset, tmp_path: Path, speaker: str, message: str
) -> None:
    """File, line, and what to write instead."""
    entry = f"quotations:\n  - {{article: bridge, quote: he would sail, speaker: {speaker}}}"
    with pytest.raises(CurationError, match=rf"corrections.yml:2: {message}"):
        corrected(found, tmp_path, entry)


def test_a_check_is_of_all_who_say_it(found: Dataset, tmp_path: Path) -> None:
    """It is held against those who speak together as they are read, and falls when they are others."""

    def paired(_: object, quotations: Sequence[Quotation], *__: object) -> tuple[Quotation, ...]:
        joint = ("ada-brun",)
        return tuple(replace(q, together=joint) if q.text == "he would sail" else q for q in quotations)

    def checked(by: str) -> tuple[str, list[str]]:
        path = tmp_path / "corrections.yml"
        path.write_text(CHECKED.replace("Jon Vale", by), "utf-8")
        done = apply(found.articles, found.quotations, found.actors, load_corrections(path), together=paired)
        (both,) = [q for q in done.quotations if q.together]
        return both.checked, [f.message for f in done.findings]

    assert checked("[Jon Vale, Ada Brun]") == ("Ada Brun, 2026-11-21", [])
    by, (why,) = checked("Jon Vale")
    assert by == ""
    assert "it was by Jon Vale and is by Jon Vale and Ada Brun now" in why
