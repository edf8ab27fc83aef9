"""What is looked at while it is worked on is what a build would publish."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from build_site import cli
from build_site.config import Project
from build_site.errors import CurationError
from build_site.live import Live
from build_site.model import Dataset
from build_site.pipeline import Options
from tests.test_framing import ARTICLES
from tests.test_keeping import made_up

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two articles and a page of a person's own; nothing is built."""
    root = tmp_path_factory.mktemp("live") / "project"
    assert cli.main(["new", str(root)]) == 0
    for name, text in ARTICLES.items():
        (root / f"seeds/{name}.txt").write_text(text, "utf-8")
    (root / "docs/about.md").write_text("# About\n\nUs, and [all](articles/index.md).\n", "utf-8")
    settings = root / "mkdocs.yml"
    named = settings.read_text("utf-8").replace("\nnav:\n", "\nnav:\n  - Us: about.md\n")
    settings.write_text(named, "utf-8")
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project(shutil.copytree(made, tmp_path / "project"))


def test_every_file_is_that_of_a_build(project: Project) -> None:
    """Pages in their frames, data, scripts, what people wrote; before a build and after it."""
    live = Live(project, Options())
    assert b'href="articles/index.html"' in (live.page("about.html") or b"")
    assert not list(project.docs.rglob("articles"))
    assert cli.main(["build", "--project", str(project.root), "--jobs", "1"]) == 0
    files = {p.relative_to(project.site).as_posix(): p for p in project.site.rglob("*") if p.is_file()}
    assert not [path for path, at in files.items() if live.page(path) != at.read_bytes()]
    again = Live(project, Options())
    assert all(again.page(path) == files[path].read_bytes() for path in files)


def test_what_is_changed_is_seen(project: Project) -> None:
    """An article, the curator's word, a page, the settings: each alone, and once."""
    live = Live(project, Options())
    assert "seeds/one.txt" in live.refresh()
    assert live.refresh() == frozenset()
    assert b"mend the bridge" in (live.page("actors/ann-lee.html") or b"")
    one = project.seeds / "one.txt"
    one.write_text(one.read_text("utf-8").replace("mend the bridge", "paint the bridge"), "utf-8")
    assert live.refresh() == {"seeds/one.txt"}
    assert b"paint the bridge" in (live.page("actors/ann-lee.html") or b"")
    (project.seeds / "actors.yml").write_text("- name: Ann Lee\n  description: Of the harbour\n", "utf-8")
    assert live.refresh() == {"seeds/actors.yml"}
    assert b"Of the harbour" in (live.page("actors/ann-lee.html") or b"")
    (project.docs / "about.md").write_text("# About\n\nThem.\n", "utf-8")
    assert live.refresh() == {"docs/about.md"}
    settings = project.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("Who said what", "Harbour", 1), "utf-8")
    assert live.refresh() == {"mkdocs.yml"}
    assert b"Harbour</title>" in (live.page("actors/ann-lee.html") or b"")
    assert b"Them." in (live.page("about.html") or b"")
    one.unlink()
    assert live.refresh() == {"seeds/one.txt"}
    assert b"paint the bridge" not in (live.page("actors/ann-lee.html") or b"")


def test_a_mistake_leaves_what_was_there(project: Project) -> None:
    """It is told once, and the next change is tried again."""
    live = Live(project, Options())
    live.refresh()
    wrong = project.seeds / "corrections.yml"
    wrong.write_text("quotations:\n  - artcle: one.txt\n", "utf-8")
    with pytest.raises(CurationError, match=r"corrections\.yml:2"):
        live.refresh()
    assert live.refresh() == frozenset()
    assert len(live.dataset.articles) == 2
    wrong.unlink()
    assert live.refresh() == {"seeds/corrections.yml"}


def test_what_is_not_published_is_not_there(project: Project) -> None:
    """No page, no folder, nothing from outside of the site; and nothing is left in ``docs/``."""
    live = Live(project, Options())
    before = sorted(project.docs.rglob("*"))
    nowhere = ("../seeds/one.txt", "/etc/passwd", "articles/none.html", "", "articles", "../plan.json")
    assert [path for path in nowhere if live.page(path) is not None] == []
    assert sorted(project.docs.rglob("*")) == before
    shutil.rmtree(project.docs)
    assert Live(project, Options()).page("index.html")


def decisions(dataset: Dataset) -> Iterator[str]:
    """What a curator may decide one day after the other."""
    names = [a.name for a in dataset.actors if any(q.actor == a.id for q in dataset.quotations)][:2]
    often = Counter((q.article, q.text) for q in dataset.quotations)
    one, other = [q for q in dataset.quotations if q.actor and often[q.article, q.text] == 1][:2]
    told = [f"article: {q.article}, quote: {json.dumps(q.text)}" for q in (one, other)]
    merged = f"actors:\n  - {{merge: {json.dumps(names)}, into: {json.dumps(names[0])}}}\n"
    yield f"quotations:\n  - {{{told[0]}, drop: true}}\n"
    yield ""
    yield f"{merged}quotations:\n  - {{{told[0]}, speaker: Nils Holm, kind: person}}\n"
    yield f"{merged}quotations:\n  - {{{told[1]}, type: indirect}}\n"
    yield f"statements:\n  - join: [{{{told[0]}}}, {{{told[1]}}}]\n"


def test_whatever_was_looked_at_before_the_corpus_is_that_from_nothing(tmp_path: Path) -> None:
    """After edits of articles and of the curator's files in any order; what is kept changes nothing."""
    chance = random.Random(11)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Harbour\n", "utf-8")
    project = Project(tmp_path)
    for number in range(12):
        (project.seeds / f"{number}.txt").write_text(made_up(chance), "utf-8")
    live = Live(project, Options())
    live.refresh()
    for turn in range(36):
        kind = ("edit", "remove", "add", "facts", "edit", "actors", "corrections", "edit", "facts")[turn % 9]
        path = chance.choice(sorted(project.seeds.glob("*.txt")))
        if kind == "actors":
            known = "- {name: Ada Lindqvist, aliases: [Bo Ekman]}\n" if turn % 18 < 9 else "[]\n"
            titled = "- {name: Ada Lindqvist, title: mayor}\n" if turn > 18 else known
            project.actors_file.write_text(titled, "utf-8")
        elif kind == "facts":
            side = path.with_suffix(".yml")
            if side.exists():
                side.unlink()
            else:
                said = (
                    "kind: transcript",
                    "published: 2024-03-07\noutlet: The Quay",
                    "title: A day at the quay",
                )
                side.write_text(f"{chance.choice(said)}\n", "utf-8")
        elif kind == "corrections":
            decided = dict(zip(range(6, 42, 9), decisions(live.dataset), strict=False))[turn]
            project.corrections_file.write_text(decided, "utf-8")
        elif kind == "remove":
            path.unlink()
            path.with_suffix(".yml").unlink(missing_ok=True)
        else:
            path = path if kind == "edit" else project.seeds / f"new{turn}.txt"
            path.write_text(made_up(chance), "utf-8")
        try:
            live.refresh()
        except CurationError:  # the article that a correction is of was edited
            assert kind in {"edit", "facts"}
            project.corrections_file.unlink()
            live.refresh()
        fresh = Live(project, Options()).dataset
        for field in fields(fresh):
            assert getattr(live.dataset, field.name) == getattr(fresh, field.name), (turn, kind, field.name)
