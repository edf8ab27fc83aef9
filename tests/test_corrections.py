"""The curator's last word: what each correction changes, and what makes it fail."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from build_site.curation import load_corrections
from build_site.curation.records import AuthorityActor
from build_site.errors import CurationError
from build_site.model import ActorKind, Basis, Dataset, MentionKind, Quotation, QuotationType, When
from build_site.stages.corrections import Corrected, apply
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
    """Whole, by a part, with other marks and blanks; ``nth`` counts those that carry the words."""
    for words in (
        "no money.",
        "It will stay shut, … We have no money.",
        "‘It  will stay shut, … We have no money’",
    ):
        entry = f'quotations:\n  - {{article: bridge, quote: "{words}", nth: 1, drop: true}}\n'
        done = corrected(found, tmp_path, entry)
        assert texts(done.quotations, "bridge")[0] == "we have no money"
    done = corrected(
        found, tmp_path, "quotations:\n  - {article: bridge, quote: It will stay shut, nth: 2, drop: true}"
    )
    assert len(texts(done.quotations, "bridge")) == 3
    assert len(done.articles[0].quotations) == 3


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{article: ferri, quote: a start, drop: true}", "Is 'ferry'"),
        ("{article: ferry, quote: a beginning, drop: true}", "no longer stands in seeds/ferry.txt"),
        ("{article: ferry, quote: Jon Vale said, drop: true}", "but in no quotation.*Write add:"),
        ("{article: bridge, quote: It will stay shut, drop: true}", "2 quotations carry.*Add nth: 1 to 2"),
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
    assert texts(done.quotations, "bridge")[0] == "Bridge … shut"
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
              - {article: ferry, quote: at night, nth: 1}
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
