"""The desk: each decision as the YAML that a person would have written, and nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_site.config import Project
from build_site.curation import load_corrections
from build_site.desk import entries, views
from build_site.desk.files import Files, RefusedError
from build_site.desk.server import Desk
from build_site.errors import CurationError
from build_site.model import Quotation
from build_site.pipeline import Options, load
from build_site.stages.queue import progress, queue
from tests.desk.conftest import FERRY, OWN, Plain


def about(desk: Desk, words: str) -> Quotation:
    """The one quotation that holds the words."""
    data = desk.site.dataset
    (found,) = [q for q in (*data.quotations, *data.doubts) if words in q.text]
    return found


def do(desk: Desk, what: str, words: str = "", **asked: Any) -> dict[str, Any]:
    """Decide something of the quotation that holds the words."""
    if words:
        asked["quotation"] = about(desk, words).id
    return desk.edit({"do": what, **asked})


def written(desk: Desk, file: str = "corrections.yml") -> Any:
    """A file of the curator, as data."""
    return yaml.load((desk.project.seeds / file).read_text("utf-8"), yaml.BaseLoader)


def span(text: str, words: str) -> list[int]:
    """Where words stand."""
    return [text.index(words), text.index(words) + len(words)]


def test_a_check_is_one_line_and_the_rest_stays_as_it_was(desk: Desk) -> None:
    """Who looked, at which words, at whose; every line that was there is there still, in its order."""
    do(desk, "right", "It is cold")
    text = (desk.project.seeds / "corrections.yml").read_text("utf-8")
    assert text.startswith(OWN)
    assert desk.site.dataset == load(desk.project, Options())  # though nothing was derived for it
    (check,) = written(desk)["checked"]
    assert check["article"] == "ferry.txt"
    assert check["by"] == "Ada Brun"
    assert about(desk, "It is cold").checked.startswith("Ada Brun, 20")
    assert not do(desk, "right", "It is cold")["changed"]


def test_decisions_of_one_quotation_are_one_entry(desk: Desk) -> None:
    """Speaker, type and note go into the entry that is there; its comments and its quotes stay."""
    do(desk, "speaker", "The ferries will run", name="Ola Night", kind="person")
    do(desk, "kind", "The ferries will run", type="mixed")
    text = (desk.project.seeds / "corrections.yml").read_text("utf-8")
    assert '    quote: "The ferries will run at night,"   # as printed\n    speaker: Ola Night\n' in text
    assert "    note: 'Vale’s own words.'\n" in text
    assert len(written(desk)["quotations"]) == 1
    quotation = about(desk, "The ferries will run")
    assert (quotation.actor, quotation.type.value) == ("ola-night", "mixed")


@pytest.mark.parametrize(
    ("what", "asked", "keys"),
    [
        ("speaker", {"actor": "ada-brun"}, {"speaker": "Ada Brun"}),
        ("speaker", {"nobody": True}, {"speaker": "unattributed"}),
        (
            "speaker",
            {"name": "A new: pilot", "kind": "anonymous"},
            {"speaker": "A new: pilot", "kind": "anonymous"},
        ),
        ("kind", {"type": "indirect"}, {"type": "indirect"}),
        ("drop", {}, {"drop": "true"}),
        ("date", {"date": "2024-03"}, {"date": "2024-03"}),
        ("bounds", {"span": span(FERRY, "It is")}, {"content": "It is"}),
    ],
)
def test_a_decision_is_the_entry_that_a_person_would_write(
    desk: Desk, what: str, asked: Mapping[str, Any], keys: Mapping[str, str]
) -> None:
    """And undoing gives back the file, byte for byte; redoing makes it once more."""
    do(desk, what, "It is cold", **asked)
    text = (desk.project.seeds / "corrections.yml").read_text("utf-8")
    assert written(desk)["quotations"][1] == {"article": "ferry.txt", "quote": "It is cold,", **keys}
    assert len(load_corrections(desk.project.corrections_file).quotations) == 2
    desk.undo({})
    assert (desk.project.seeds / "corrections.yml").read_text("utf-8") == OWN
    desk.redo({})
    assert (desk.project.seeds / "corrections.yml").read_text("utf-8") == text


def test_who_says_it_together_is_added_and_taken_away(project: Project) -> None:
    """A list of names, a kind for somebody new; one who is left stands alone; a check names all."""
    (project.seeds / "ferry.txt").write_text(f"{FERRY}“It is late,” Ada Brun and Jon Vale said.\n", "utf-8")
    desk = Desk(project, Plain(project), "Ada Brun")
    found = about(desk, "It is late")
    assert found.speakers == ("ada-brun", "jon-vale")
    do(desk, "right", "It is late")
    assert written(desk)["checked"][0]["speaker"] == ["Ada Brun", "Jon Vale"]
    assert about(desk, "It is late").checked
    late = {"article": "ferry.txt", "quote": "It is late,"}
    do(desk, "together", "It is late", without="jon-vale")
    assert written(desk)["quotations"][1] == {**late, "speaker": "Ada Brun"}
    assert "checked" not in written(desk) or not written(desk)["checked"]
    do(desk, "together", "It is late", name="Olga Marsh", kind="person")
    olga = {"name": "Olga Marsh", "kind": "person"}
    assert written(desk)["quotations"][1] == {**late, "speaker": ["Ada Brun", olga]}
    assert about(desk, "It is late").speakers == ("ada-brun", "olga-marsh")
    do(desk, "together", "It is late", actor="jon-vale")
    do(desk, "together", "It is late", without="ada-brun")
    assert written(desk)["quotations"][1] == {**late, "speaker": [olga, "Jon Vale"]}
    do(desk, "together", "It is late", without="jon-vale")
    assert written(desk)["quotations"][1] == {**late, "speaker": "Olga Marsh", "kind": "person"}
    for undone in ([olga, "Jon Vale"], ["Ada Brun", olga, "Jon Vale"], ["Ada Brun", olga], "Ada Brun"):
        desk.undo({})
        assert written(desk)["quotations"][1]["speaker"] == undone
    desk.undo({})
    assert about(desk, "It is late").speakers == found.speakers
    for asked in ({"actor": "jon-vale"}, {"without": "olga-marsh"}, {"nobody": True}):
        with pytest.raises(RefusedError):
            do(desk, "together", "It is late", **asked)


def test_words_that_are_selected_become_a_quotation(desk: Desk) -> None:
    """Its type is what its marks tell; it can be drawn anew and taken out."""
    article = about(desk, "ferries would be late").article
    do(desk, "add", article=article, span=span(FERRY, "told the council on Monday"), actor="jon-vale")
    entry = written(desk)["quotations"][1]
    assert entry == {
        "article": "ferry.txt",
        "add": "told the council on Monday",
        "speaker": "Jon Vale",
        "type": "indirect",
    }
    do(desk, "bounds", "told the council", span=span(FERRY, "e council on Mon"))
    assert written(desk)["quotations"][1]["add"] == "the council on Monday"
    do(desk, "drop", "the council on Monday")
    assert len(written(desk)["quotations"]) == 1


def test_what_is_dropped_can_be_had_back(desk: Desk) -> None:
    """As it was found."""
    quotation = about(desk, "It is cold")
    do(desk, "drop", "It is cold")
    desk.edit({"do": "restore", "quotation": quotation.id})
    assert about(desk, "It is cold") == quotation
    assert (desk.project.seeds / "corrections.yml").read_text("utf-8") == OWN


def test_one_answer_for_many(desk: Desk) -> None:
    """One change of the file, undone at once; checks of what is corrected go."""
    ids = [about(desk, "It is cold").id, about(desk, "ferries would be late").id]
    desk.edit({"do": "many", "answer": "right", "quotations": ids})
    assert len(written(desk)["checked"]) == 2
    assert desk.site.dataset == load(desk.project, Options())
    desk.edit({"do": "many", "answer": "speaker", "quotations": ids, "actor": "ada-brun"})
    assert not written(desk)["checked"]
    assert {about(desk, words).actor for words in ("It is cold", "ferries would be late")} == {"ada-brun"}
    desk.undo({})
    assert len(written(desk)["checked"]) == 2


def test_actors_are_described_renamed_merged_and_split(desk: Desk) -> None:
    """In actors.yml what is known of them, in corrections.yml who is whom."""
    do(desk, "describe", actor="ada-brun", title="mayor of Quay", same_as="https://example.org/Q1")
    with pytest.raises(RefusedError, match="portrait of Ada Brun"):
        do(desk, "describe", actor="ada-brun", portrait="ada.jpg", credit="A. Vale")
    assert do(desk, "rename", actor="ada-brun", name="Ada Brun-Vale")["at"] == "actors/ada-brun-vale.html"
    assert written(desk, "actors.yml") == [
        {
            "name": "Ada Brun-Vale",
            "aliases": ["Ada Brun"],
            "title": "mayor of Quay",
            "same_as": ["https://example.org/Q1"],
        }
    ]
    actor = next(a for a in desk.site.dataset.actors if a.id == "ada-brun-vale")
    assert actor.titles[0].text == "mayor of Quay"
    bridge = about(desk, "ferries will run").article
    seen, _ = desk.view(lambda scene: views.page(scene, "actors/jon-vale.html"))
    words = next(m["words"] for m in seen["mentions"] if m["article"] == bridge)
    desk.edit({"do": "split", "article": bridge, "words": words, "name": "Jon Vale the elder"})
    do(desk, "merge", actor="jon-vale", into="ada-brun-vale")
    assert written(desk)["actors"] == [
        {"split": words, "article": "bridge.txt", "into": "Jon Vale the elder", "kind": "person"},
        {"merge": ["Ada Brun-Vale", "Jon Vale"], "into": "Ada Brun-Vale"},
    ]


def test_statements_are_joined_and_facts_of_an_article_stated(desk: Desk) -> None:
    """In the list that is there, and in a side-car."""
    ids = [about(desk, "It is cold").id, about(desk, "ferries would be late").id]
    do(desk, "link", action="separate", quotations=ids)
    assert [q["article"] for q in written(desk)["statements"][0]["separate"]] == ["ferry.txt"] * 2
    article = about(desk, "It is cold").article
    do(desk, "article", article=article, outlet="The Quay", published="2024-03-02", author="A B; C D")
    assert written(desk, "ferry.yml") == {
        "outlet": "The Quay",
        "author": ["A B", "C D"],
        "published": "2024-03-02",
    }
    desk.undo({})
    assert not (desk.project.seeds / "ferry.yml").exists()


def test_what_was_changed_in_an_editor_is_merged_or_goes_before(desk: Desk) -> None:
    """An edit elsewhere in the file stays; of what was changed itself nothing is decided unseen."""
    seen = desk.view(lambda scene: scene.claim(scene.quotation(about(desk, "It is cold").id)))[0]
    by_hand = OWN.replace("# the harbour", "# the harbour, by hand").replace("2024-03-01", "2024-03-05")
    (desk.project.seeds / "corrections.yml").write_text(by_hand, "utf-8")
    do(desk, "right", "It is cold", seen=seen)
    text = (desk.project.seeds / "corrections.yml").read_text("utf-8")
    assert text.startswith(by_hand)
    with pytest.raises(RefusedError, match="meanwhile"):
        do(desk, "drop", "It is cold", seen=seen)
    assert (desk.project.seeds / "corrections.yml").read_text("utf-8") == text


def test_what_the_corpus_cannot_be_made_with_is_taken_back(desk: Desk) -> None:
    """The reason is told, and the file is what it was; so is the journal."""
    do(desk, "right", "It is cold")
    ids = [about(desk, "It is cold").id, about(desk, "ferries would be late").id]
    do(desk, "link", action="join", quotations=ids)
    text = (desk.project.seeds / "corrections.yml").read_text("utf-8")
    with pytest.raises(RefusedError, match="cannot be done"):
        do(desk, "link", action="separate", quotations=ids)
    assert (desk.project.seeds / "corrections.yml").read_text("utf-8") == text
    assert desk.files.journal.done[-1].label.startswith("join")


def test_undo_works_tomorrow_around_edits_by_hand_and_not_over_them(desk: Desk, project: Project) -> None:
    """The journal is a file; what a person wrote into the same place is not taken back."""
    do(desk, "drop", "It is cold")
    do(desk, "speaker", "ferries would be late", nobody=True)
    path = project.corrections_file
    path.write_text("# By hand.\n" + path.read_text("utf-8"), "utf-8")
    tomorrow = Files(project)
    tomorrow.undo()
    assert "unattributed" not in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace("drop: true", "speaker: Jon Vale"), "utf-8")
    with pytest.raises(RefusedError, match="by hand"):
        tomorrow.undo()
    tomorrow.redo()
    assert "unattributed" in path.read_text("utf-8")
    assert path.read_text("utf-8").startswith("# By hand.\n# What we put right.")


@pytest.mark.parametrize("moment", ["before the file", "while the journal is written"])
def test_killed_at_any_moment_nothing_but_the_key_is_lost(
    desk: Desk, project: Project, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is whole, and the journal knows that the last line of it never came to pass."""
    do(desk, "drop", "It is cold")
    before = project.corrections_file.read_text("utf-8")
    journal = desk.files.path.read_text("utf-8")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("build_site.desk.files.put", killed)
    with pytest.raises(KeyboardInterrupt):
        do(desk, "right", "ferries would be late")
    if moment.startswith("while"):
        half = desk.files.path.read_text("utf-8")[len(journal) :][:30]
        desk.files.path.write_text(journal + half, "utf-8")
    monkeypatch.undo()
    again = Desk(project, Plain(project))
    assert project.corrections_file.read_text("utf-8") == before
    assert len(again.files.journal.done) == 1
    do(again, "right", "ferries would be late")
    Files(project).undo()
    assert project.corrections_file.read_text("utf-8") == before


@pytest.mark.parametrize(
    "file", ["../outside.yml", "mkdocs.yml", "seeds/bridge.txt", "/etc/x.yml", "seeds/l/x.yml"]
)
def test_nothing_is_written_but_the_curators_files(project: Project, file: str, tmp_path: Path) -> None:
    """By path or by link."""
    (project.seeds / "l").symlink_to(tmp_path.parent)
    with pytest.raises(RefusedError, match="below seeds/"):
        Files(project).edit(file, lambda _: "x", "x")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", "quotations:\n  - article: a\n"),
        ("# none\n", "# none\n\nquotations:\n  - article: a\n"),
        ("# a\nchecked:\n  - {a: b}\n", "# a\nquotations:\n  - article: a\n\nchecked:\n  - {a: b}\n"),
        ("quotations: []\n", "quotations:\n  - article: a\n"),
        ("quotations:\nactors: []\n", "quotations:\n  - article: a\nactors: []\n"),
        ("quotations: [{article: b}]  # one\n", "quotations: [{article: b}, {article: a}]  # one\n"),
        ("quotations:\n- article: b\n\n# end", "quotations:\n- article: b\n- article: a\n\n# end\n"),
        ("quotations:\r\n  - article: b\r\n", "quotations:\r\n  - article: b\r\n  - article: a\r\n"),
        (
            "quotations:\n  -   article: b\n      note: |\n        two\n        lines\n",
            "quotations:\n  -   article: b\n      note: |\n        two\n        lines\n  - article: a\n",
        ),
    ],
)
def test_an_entry_is_put_where_its_list_ends(text: str, made: str) -> None:
    """Whatever the style of the file; taken out again it leaves what was there."""
    assert entries.add(text, "quotations", {"article": "a"}) == made
    number = len(yaml.safe_load(made)["quotations"]) - 1
    assert yaml.safe_load(entries.remove(made, "quotations", number)) is not None


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("checked:\n  - {a: b}\n", "checked:\n  - {a: b}\n  - {a: c}\n"),
        ("x: y\nchecked:\n- {a: b}\n- {a: b}", "x: y\nchecked:\n- {a: b}\n- {a: b}\n- {a: c}\n"),
        ("checked:\n  - {a: b}\nx: y\n", "checked:\n  - {a: b}\n  - {a: c}\nx: y\n"),
        ("checked:\n  - {a: b}  # one\n", "checked:\n  - {a: b}  # one\n  - {a: c}\n"),
        ("checked:\n  - {a: b}\n# end\n", "checked:\n  - {a: b}\n  - {a: c}\n# end\n"),
    ],
)
def test_a_line_is_put_behind_the_last_line(text: str, made: str) -> None:
    """Also without reading what stands before."""
    for head in ("", "quotations:\n  - article: a\n"):
        assert entries.add(head + text, "checked", {"a": "c"}, inline=True) == head + made


def test_the_queue_begins_with_the_greatest_harm_and_progress_is_told(desk: Desk) -> None:
    """What was looked at is no longer in it; the expected share of what is right rises."""
    before = progress(desk.site.dataset)
    items = queue(desk.site.dataset)
    assert [item.harm for item in items] == sorted((item.harm for item in items), reverse=True)
    do(desk, "right", "It is cold")
    after = progress(desk.site.dataset)
    assert after.looked == before.looked + 1
    assert after.right >= before.right
    assert len(queue(desk.site.dataset)) == len(items) - 1
    assert "looked at; expected right:" in after.words


INNER = (
    "Boats stay out\nMayor Ada Brun told the council that Jon Vale said “the boats are not fit to sail”.\n"
)


def inner_of(desk: Desk) -> Quotation:
    """What Jon Vale said, as the mayor told it."""
    data = desk.site.dataset
    every = (*data.quotations, *data.doubts)
    (found,) = [q for q in every if q.text == "the boats are not fit to sail"]
    return found


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"do": "right"}, {"checked": {"speaker": "Jon Vale"}}),
        ({"do": "speaker", "name": "Olga Marsh"}, {"quotations": {"speaker": "Olga Marsh"}}),
        ({"do": "kind", "type": "mixed"}, {"quotations": {"type": "mixed"}}),
        ({"do": "drop"}, {"quotations": {"drop": "true"}}),
    ],
)
def test_an_inner_quotation_that_is_all_the_outer_one_has_in_marks_is_decided_of(
    desk: Desk, asked: dict[str, Any], told: dict[str, dict[str, str]]
) -> None:
    """By ``inner: true``; the outer one stays as it is, and is told by more of its words."""
    (desk.project.seeds / "boats.txt").write_text(INNER, "utf-8")
    desk.site.seen = ""  # type: ignore[attr-defined]
    desk.view(lambda _: None)
    outer, inner = about(desk, "that Jon Vale said"), inner_of(desk)
    desk.edit({**asked, "quotation": inner.id})
    ((part, keys),) = told.items()
    entry = written(desk)[part][-1]
    assert (entry["quote"], entry["inner"]) == ("the boats are not fit to sail", "true")
    assert {key: entry[key] for key in keys} == keys
    assert about(desk, "that Jon Vale said") == outer
    assert desk.site.dataset == load(desk.project, Options())
    do(desk, "right", "that Jon Vale said")
    assert "inner" not in written(desk)["checked"][-1]
    desk.undo({})
    desk.undo({})
    assert inner_of(desk) == inner


def test_what_is_just_the_words_in_marks_of_another_is_not_taken_for_it(desk: Desk) -> None:
    """A hand that leaves ``inner`` out is told of it; once the inner one is gone its correction stops."""
    (desk.project.seeds / "boats.txt").write_text(INNER, "utf-8")
    entry = "quotations:\n  - {article: boats.txt, quote: the boats are not fit to sail%s, drop: true}\n"
    (desk.project.seeds / "corrections.yml").write_text(entry % "", "utf-8")
    with pytest.raises(CurationError, match=r"2 quotations carry .*inner: true"):
        load(desk.project, Options())
    (desk.project.seeds / "corrections.yml").write_text(entry % ", inner: true", "utf-8")
    dataset = load(desk.project, Options())
    assert [q.text for q in dataset.quotations if "not fit" in q.text] == [
        "that Jon Vale said “the boats are not fit to sail”"
    ]
    (desk.project.seeds / "boats.txt").write_text(INNER.replace("Jon Vale said ", ""), "utf-8")
    with pytest.raises(CurationError, match="but in no quotation that was found"):
        load(desk.project, Options())
