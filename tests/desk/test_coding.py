"""Two coders: what is drawn, that neither sees the other, how far they agree, and what is exported."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from build_site.cli import main
from build_site.config import Project
from build_site.desk.blind import Blind
from build_site.desk.coding import SETTLED, Answer, Coding, Sample, agreement, draw, open_units, rows
from build_site.desk.files import RefusedError
from build_site.desk.refi import SPACE
from build_site.desk.server import Desk
from build_site.errors import VerbatimError
from tests.desk.conftest import Plain


def coder(project: Project, name: str, *, settle: bool = False) -> tuple[Desk, Blind]:
    """A coder's desk."""
    blind = Blind(Coding(project, "first"), name, settle=settle)
    made = Desk(project, Plain(project), name, blind)
    made.open()
    blind.begin(made.site.dataset, 5, 7)
    return made, blind


def waiting(at: tuple[Desk, Blind]) -> list[Any]:
    """What a coder has still to answer."""
    found, _ = at[0].view(at[1].queue)
    return list(found["items"])


def code(at: tuple[Desk, Blind], *answers: tuple[str, str]) -> list[str]:
    """Answer what comes, one after the other; returns the units."""
    coded = []
    for kind, speaker in answers:
        unit = waiting(at)[0]["id"]
        who = {"name": speaker} if speaker else {"nobody": True}
        at[0].code({"unit": unit, "type": kind, **who})
        coded.append(unit)
    return coded


def test_a_sample_is_drawn_by_its_seed_and_stays(desk: Desk, project: Project) -> None:
    """The same seed, the same units in the same order; coding does not draw again."""
    data = desk.site.dataset
    assert draw(data, "first", 5, 7) == draw(data, "first", 5, 7) != draw(data, "first", 5, 8)
    assert len(draw(data, "first", 500, 7).units) == len(data.quotations) + len(data.doubts)
    drawn = [coder(project, name)[1].coding.sample() for name in ("Ada", "Ben")]
    assert drawn == [draw(data, "first", 5, 7)] * 2


def test_coders_are_blind_and_differences_are_settled(project: Project) -> None:
    """Nothing of the other's answers is told before; afterwards those that differ, with both."""
    ada, ben = coder(project, "Ada"), coder(project, "Ben")
    both = (("direct", "Jon Vale"), ("none", ""), ("mixed", "A"))
    units = code(ada, ("indirect", "Ada Brun"), ("direct", ""), *both)
    assert [item["id"] for item in waiting(ben)] == units
    assert not any(item["answers"] for item in waiting(ben))
    assert ben[0].view(lambda _: {})[1]["progress"] == "Sample first: 0 of 5 coded"
    code(ben, ("direct", "Ada Brun"), ("direct", "Jon Vale"), ("direct", "jon vale"), *both[1:])
    with pytest.raises(RefusedError, match="nothing is corrected"):
        ben[0].edit({"do": "drop", "quotation": units[0]})
    judge = coder(project, "Cyn", settle=True)
    assert [item["id"] for item in waiting(judge)] == units[:2]
    assert [said["coder"] for said in waiting(judge)[0]["answers"]] == ["Ada", "Ben"]
    code(judge, ("direct", "Ada Brun"), ("direct", "Jon Vale"))
    one = Coding(project, "first")
    assert open_units(one.sample(), one.answers(), SETTLED) == []


def test_what_is_settled_becomes_corrections(project: Project) -> None:
    """A correction where the page says otherwise, a check where not; what others decided stays."""
    own = project.corrections_file.read_text("utf-8")
    ada, ben = coder(project, "Ada"), coder(project, "Ben")
    scene = ada[0].view(lambda scene: scene)[0]
    units = [scene.quotation(item["id"]) for item in waiting(ada)]
    found = {q.id: (q.type.value, "" if q.actor is None else scene.actors[q.actor].name) for q in units}
    mine = next(q.id for q in units if q.corrected is not None)
    same, other, differs, gone = [q.id for q in units if q.id != mine and q.id not in scene.doubts][:4]
    told = {**found, other: ("mixed", "Nils Holm"), gone: ("none", ""), mine: ("none", "")}
    code(ada, *(told[q.id] for q in units))
    code(ben, *(("indirect", "Somebody") if q.id == differs else told[q.id] for q in units))
    judge = coder(project, "Cyn", settle=True)
    with pytest.raises(RefusedError, match="where it is settled"):
        ada[0].take({})
    code(judge, ("direct", "Jon Vale"))
    assert waiting(judge) == []
    label = judge[0].take({})["label"]
    text = project.corrections_file.read_text("utf-8")
    assert text.startswith(own.partition("# Statements")[0].rstrip())
    made = yaml.safe_load(text)
    fixes = {fix["quote"]: fix for fix in made["quotations"][1:]}
    now = judge[0].view(lambda scene: scene)[0]
    assert (now.speakers(now.quotation(other)), now.quotation(other).type.value) == (("Nils Holm",), "mixed")
    assert now.quotation(other).corrected == "So coded by Ada and Ben (sample first)."
    assert gone not in now.quotations
    assert mine in now.quotations
    assert now.quotation(same).checked.startswith("Ada and Ben, ")
    assert {check["speaker"] for check in made["checked"]} <= {
        "Ada Brun",
        "Jon Vale",
        "unattributed",
        "a pilot",
    }
    assert label == f"sample first: {len(fixes)} corrected, {len(made['checked'])} checked"
    assert judge[0].take({})["changed"] is False
    assert (
        main(
            [
                "agreement",
                "first",
                "--correct",
                "--project",
                str(project.root),
                "--quiet",
                "--output",
                str(project.root),
            ]
        )
        == 0
    )
    assert project.corrections_file.read_text("utf-8") == text


def test_half_a_line_of_a_killed_process_is_one_answer_less(project: Project) -> None:
    one = coder(project, "Ada")[1].coding
    unit = one.sample().units[0].id
    one.answer("Ada", Answer(unit, "direct", "Jon Vale"))
    with (one.folder / "ada.jsonl").open("a", encoding="utf-8") as out:
        out.write('{"coder": "Ada", "un')
    one.answer("Ada", Answer(unit, "mixed", "Jon Vale"))
    assert one.answers()["Ada"][unit].kind == "mixed"


def test_alpha_is_that_of_the_book(desk: Desk) -> None:
    """Krippendorff's own example of two coders, ten units and two answers: α = 0.095."""
    unit = draw(desk.site.dataset, "first", 1, 1).units[0]
    ids = [str(number) for number in range(10)]
    sample = Sample("book", 1, tuple(replace(unit, id=id) for id in ids))
    kinds = {"1": "direct", "0": "indirect"}
    answers = {
        one: {id: Answer(id, kinds[value], "A") for id, value in zip(ids, values, strict=True)}
        for one, values in (("one", "0100000010"), ("two", "1110010000"))
    }
    kind, speaker = agreement(sample, answers)
    assert kind.units == 10
    assert kind.share == pytest.approx(0.6)
    assert kind.alpha == pytest.approx(0.095, abs=0.001)
    assert speaker.alpha is None


def test_what_was_coded_is_exported(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CSV with a row an answer; a REFI-QDA project whose places are the words."""
    code(coder(project, "Ada"), ("direct", "Jon Vale"), ("none", ""), ("mixed", "A <b>"))
    code(coder(project, "Ben"), ("direct", "Jon Vale"), ("indirect", "B"), ("mixed", "A <b>"))
    out = tmp_path / "out"
    assert main(["agreement", "first", "--project", str(project.root), "--output", str(out), "--quiet"]) == 0
    said = capsys.readouterr().out
    assert "kind: Krippendorff's α" in said
    assert "1 unit is answered differently" in said
    table = list(csv.DictReader(io.StringIO((out / "first.csv").read_text("utf-8-sig"))))
    assert [row["coder"] for row in table] == ["Ada", "Ben"] * 3
    with zipfile.ZipFile(out / "first.qdpx") as archive:
        root = ET.fromstring(archive.read("project.qde"))
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert root.tag == f"{{{SPACE}}}Project"
    guids = [guid for element in root.iter() if (guid := element.get("guid"))]
    assert len(guids) == len(set(guids))
    assert all(re.fullmatch(r"[0-9a-f-]{36}", guid) for guid in guids)
    words = {row["words"] for row in table}
    for source in root.iter(f"{{{SPACE}}}TextSource"):
        text = texts["Sources/" + source.get("plainTextPath", "").removeprefix("internal://")]
        for selection in source.iter(f"{{{SPACE}}}PlainTextSelection"):
            start, end = (int(selection.get(key, "")) for key in ("startPosition", "endPosition"))
            assert " ".join(text[start:end].split()) in words
    named = {element.get("guid"): element.get("name") for element in root.iter(f"{{{SPACE}}}Code")}
    meant = [named[ref.get("targetGUID")] for ref in root.iter(f"{{{SPACE}}}CodeRef")]
    assert sorted(map(str, meant)) == sorted(
        ["direct", "Jon Vale", "mixed", "A <b>"] * 2 + ["none", "indirect", "B"]
    )


@pytest.mark.parametrize("name", ["../x", "A B", "", "x/y"])
def test_a_sample_has_a_plain_name(project: Project, name: str) -> None:
    with pytest.raises(VerbatimError, match="no name"):
        Coding(project, name)


def test_an_article_that_changed_is_no_longer_the_one_that_was_drawn(project: Project) -> None:
    _, blind = coder(project, "Ada")
    for path in project.seeds.glob("*.txt"):
        path.write_text(path.read_text("utf-8") + "One line more.\n", "utf-8")
    later = Desk(project, Plain(project), "Ada", blind)
    later.open()
    with pytest.raises(RefusedError, match="not the text that was drawn"):
        later.view(blind.queue)
    assert next(iter(rows(blind.coding.sample(), {})))[0] == "unit"
