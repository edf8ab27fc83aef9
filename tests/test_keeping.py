"""What is kept of the last build saves work and changes nothing."""

from __future__ import annotations

import copy
import pickle
import random
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from pathlib import Path

import pytest

from build_site import engine, keeping, reading
from build_site.config import Project
from build_site.keeping import Kept, key_of
from build_site.model import Analysis, Document, Fact, Hyperlink, Portrait, restoring
from build_site.pipeline import Options, build
from tests.builders import corpus, said, story

NAMES = ("Ada Lindqvist", "Bo Ekman", "Ines Okafor", "Tomas Brandt")
WORDS = ("the quay will open in May", "nobody was asked", "the vote was fair", "prices must fall")


def made_up(chance: random.Random) -> str:
    """An article of a few quotations."""
    lines = [f"{chance.choice(('Harbour', 'Council', 'Market'))} news {chance.randrange(1000)}", ""]
    for _ in range(chance.randrange(1, 4)):
        name = chance.choice(NAMES)
        lines += [f"“{chance.choice(WORDS).capitalize()},” said {name}, the mayor of Aldport.", ""]
    return "\n".join(lines)


def files(folder: Path) -> dict[str, bytes]:
    """Path → content of every file below."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are analysed."""
    seen: list[str] = []
    analyse = engine.analyse_anyhow

    def count(document: Document) -> Analysis:
        seen.append(document.id)
        return analyse(document)

    monkeypatch.setattr(reading, "analyse_anyhow", count)
    return seen


def project_in(folder: Path) -> Project:
    """A project with a few articles."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Harbour\n", "utf-8")
    return Project(folder)


@pytest.mark.slow
def test_whatever_was_built_before_a_build_is_that_from_nothing(tmp_path: Path, counted: list[str]) -> None:
    """After edits, additions and removals in any order, byte for byte; only what is new is analysed."""
    chance = random.Random(7)
    project = project_in(tmp_path / "kept")
    for number in range(6):
        (project.seeds / f"{number}.txt").write_text(made_up(chance), "utf-8")
    build(project, Options())
    for turn in range(6):
        counted.clear()
        there = sorted(project.seeds.glob("*.txt"))
        kind = ("edit", "add", "remove", "rename")[turn % 4]
        path = project.seeds / f"new{turn}.txt" if kind == "add" else chance.choice(there)
        if kind == "remove":
            path.unlink()
        elif kind == "rename":
            path.rename(project.seeds / f"other{turn}.txt")
        else:
            path.write_text(made_up(chance), "utf-8")
        build(project, Options())
        assert len(counted) == (kind != "remove"), kind
        fresh = project_in(tmp_path / f"fresh{turn}")
        for name, data in files(project.seeds).items():
            (fresh.seeds / name).write_bytes(data)
        build(fresh, Options())
        assert files(fresh.docs) == files(project.docs), kind


def test_every_part_of_a_document_and_of_the_program_is_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """What differs in anything is something else."""
    document = Document("a", "seeds/a.txt", "Words.", "0" * 64)
    assert is_dataclass(document)
    assert all(field.repr and field.compare for field in fields(document))
    others = (
        replace(document, text="Word."),
        replace(document, path="seeds/b/a.txt"),
        replace(document, metadata=replace(document.metadata, title=Fact("Harbour"))),
        replace(document, links=(Hyperlink((0, 1), "https://example.org"),)),
    )
    assert len({key_of(one) for one in (document, *others)}) == 5
    before = key_of(document)
    monkeypatch.setattr(keeping, "program", lambda: "another")
    assert key_of(document) != before


def test_what_cannot_be_read_is_made_anew(tmp_path: Path, counted: list[str]) -> None:
    """Cut short, of another kind, empty, or a folder: told by nothing, and put right."""
    project = project_in(tmp_path)
    (project.seeds / "one.txt").write_text(made_up(random.Random(1)), "utf-8")
    build(project, Options())
    (kept,) = project.analyses.iterdir()
    whole = kept.read_bytes()
    for wrong in (whole[: len(whole) // 2], pickle.dumps(["nothing"]), b""):
        counted.clear()
        kept.write_bytes(wrong)
        build(project, Options())
        assert counted == ["one"]


def test_nothing_is_called_that_a_kept_file_asks_for(tmp_path: Path) -> None:
    """A file that was put there by others makes no call."""

    class Harm:
        def __reduce__(self) -> tuple[object, tuple[object, ...]]:
            return (Path.touch, (tmp_path / "harm",))

    document = Document("a", "seeds/a.txt", "Words.", "0" * 64)
    key = key_of(document)
    (tmp_path / "kept").mkdir()
    for asked in ({key: Harm()}, {key: eval}):
        (tmp_path / "kept" / f"{key[:2]}-0").write_bytes(pickle.dumps(asked))
        assert Kept(tmp_path / "kept").of([document]) == {}
    assert not (tmp_path / "harm").exists()


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path: Path) -> None:
    """Then nothing is kept."""
    project = project_in(tmp_path)
    (project.seeds / "one.txt").write_text(made_up(random.Random(2)), "utf-8")
    project.analyses.parent.mkdir()
    project.analyses.write_text("in the way", "utf-8")
    assert build(project, Options()).articles


def test_values_come_back_as_they_went() -> None:
    """Every value of the model, by way of bytes: the same fields, still frozen."""
    made = corpus(story("“I will stay,” Ada Lindqvist said.", said("I will stay", by="Ada Lindqvist")))
    again = pickle.loads(pickle.dumps(made, protocol=5))
    assert again == made
    assert again.quotations[0] is not made.quotations[0]
    assert copy.deepcopy(Portrait("a.jpg", "Ole")) == Portrait("a.jpg", "Ole")
    with pytest.raises(FrozenInstanceError):
        again.quotations[0].text = ""


def test_a_value_is_made_anew_with_other_fields_as_dataclasses_do_it() -> None:
    """In one way for all values; a field that no value has is refused, and so is one that is not given."""
    made = corpus(story("“I will stay,” Ada Lindqvist said.", said("I will stay", by="Ada Lindqvist")))
    (quotation,) = made.quotations
    assert restoring.replace(quotation, text="I go") == replace(quotation, text="I go")
    assert restoring.replace(quotation) == quotation
    with pytest.raises(KeyError):
        restoring.replace(quotation, nothing="")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Portrait("a.jpg")  # type: ignore[call-arg]
    assert restoring.replace(Options(), jobs=2) == replace(Options(), jobs=2)
