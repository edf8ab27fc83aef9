"""What is kept of linking saves work and changes nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from build_site import lasting, pipeline
from build_site.config import Project
from build_site.lasting import LASTING, Lasting
from build_site.model import Dataset
from build_site.pipeline import Options
from build_site.stages import media, statements
from build_site.stages.attribution import addressees
from build_site.stages.statements import judging, likeness, relating
from tests.test_keeping import made_up, project_in

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Eight articles, some of whose quotations are versions of one statement."""
    made = project_in(tmp_path / "project")
    chance = random.Random(3)
    for number in range(8):
        (made.seeds / f"{number}.txt").write_text(made_up(chance), "utf-8")
    return made


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The functions of the table that are called."""
    seen: list[str] = []

    def counted(function: Any) -> Any:
        def call(*given: Any) -> Any:
            seen.append(function.__name__)
            return function(*given)

        call.__qualname__ = function.__qualname__
        return call

    table: dict[Any, Any] = {}
    for function, named in LASTING.items():
        call = counted(function)
        table[call] = named
        for module in (media, statements, judging, relating, likeness, addressees):
            for name, value in list(vars(module).items()):
                if value is function:
                    monkeypatch.setattr(module, name, call)
    monkeypatch.setattr(lasting, "LASTING", table)
    return seen


def linked(project: Project) -> Dataset:
    """The corpus by way of what is kept."""
    recall = Lasting(project.manifest.parent / "linked")
    dataset = pipeline.load(project, Options(recall=recall))
    recall.keep()
    return dataset


def test_whatever_is_kept_the_corpus_is_that_from_nothing(project: Project, made_anew: list[str]) -> None:
    """After edits of articles and of the curator's files; what stands is made once."""
    chance = random.Random(4)
    assert linked(project) == pipeline.load(project, Options())
    assert {"traits_of", "occasions", "read_text", "of_one_mouth", "addressees", "reached"} <= set(made_anew)
    made_anew.clear()
    again = linked(project)
    assert made_anew == []
    one = next(q for q in again.quotations if not q.article.startswith("2"))
    drop = f"quotations:\n  - {{article: {one.article}, quote: {json.dumps(one.text)}, drop: true}}\n"
    edits = (
        (project.seeds / "2.txt", made_up(chance)),
        (project.actors_file, "- {name: Ada Lindqvist, aliases: [Bo Ekman]}\n"),
        (project.corpus_file, "outlets:\n  - {name: The Quay}\n"),
        (project.corrections_file, drop),
        (project.seeds / "2.yml", "published: 2024-05-02\noutlet: The Quay\n"),
        (project.seeds / "new.txt", made_up(chance)),
    )
    for path, text in edits:
        path.write_text(text, "utf-8")
        made_anew.clear()
        again = linked(project)
        few = len(made_anew)
        made_anew.clear()
        fresh = pipeline.load(project, Options())
        assert again == fresh, path.name
        assert few < len(made_anew), path.name


def test_what_is_damaged_or_not_ours_counts_for_nothing(project: Project, made_anew: list[str]) -> None:
    """Cut short, altered, empty, of another program: the corpus is the same, and kept anew."""
    fresh = linked(project)
    memory = project.manifest.parent / "linked"
    whole = memory.read_bytes()
    altered = bytearray(whole)
    altered[len(whole) // 2] ^= 1
    for wrong in (whole[:40], bytes(altered), b"", b"x" * 100):
        memory.write_bytes(wrong)
        made_anew.clear()
        assert linked(project) == fresh
        assert made_anew
        assert memory.read_bytes() == whole
    memory.unlink()
    memory.mkdir()
    assert linked(project) == fresh
