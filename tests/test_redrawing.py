"""Pages that stand since the last build are those that would be drawn; all others are drawn."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from build_site import pipeline
from build_site.config import Project
from build_site.digests import Digests, digest, plain
from build_site.model import ActorKind, Dataset, Name
from build_site.pages.catalogue import Catalogue, catalogue
from build_site.pages.tracing import WHOLE, Tracing
from build_site.pipeline import Options, build, files_of
from build_site.redrawing import Redrawing
from build_site.stages import assembly
from tests.builders import corpus, said, story
from tests.test_keeping import files, made_up, project_in

AT = "mkdocs.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that was built once."""
    made = project_in(tmp_path / "project")
    chance = random.Random(5)
    for number in range(6):
        (made.seeds / f"{number}.txt").write_text(made_up(chance), "utf-8")
    build(made, Options())
    return made


def whole(dataset: Dataset) -> dict[str, bytes]:
    """Every file of ``docs/``, drawn from nothing."""
    return {path: text.encode() if isinstance(text, str) else text for path, text in files_of(dataset)}


def drawn(project: Project, dataset: Dataset) -> set[str]:
    """The pages that a build would draw now."""
    made = Redrawing(project.manifest.parent / "pages", project.docs).files(
        catalogue(assembly.without_passers_by(dataset)), 1
    )
    return {path for path, text in made if text is not None}


@pytest.mark.slow
def test_whatever_is_changed_the_pages_are_those_from_nothing(project: Project) -> None:
    """Articles, the curator's files, a page that somebody spoilt, a memory that is damaged or gone."""
    memory, addresses = project.manifest.parent / "pages", f"site_url: https://a.example/{'x'}/\n"
    edits = (
        (project.seeds / "0.txt", made_up(random.Random(1))),
        (project.actors_file, "- {name: Ada Lindqvist, description: Of Aldport}\n"),
        (project.corpus_file, "title: The harbour\n"),
        (project.corpus_file, "title: The harbour\npublish: excerpts\n"),
        (project.root / AT, f"site_name: Harbour\n{addresses}"),
        (project.seeds / "new.txt", made_up(random.Random(2))),
        (project.docs / "articles/index.md", "spoilt"),
        (memory, b"0 of another program"),
        (memory, memory.read_bytes().replace(b"articles", b"actors__", 1)),
    )
    for path, text in edits:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        dataset = build(project, Options())
        assert files(project.docs) == whole(dataset), path.name
    memory.unlink()
    (project.seeds / "1.txt").unlink()
    dataset = build(project, Options())
    assert files(project.docs) == whole(dataset)


@pytest.mark.slow
def test_an_edit_draws_no_page_that_has_nothing_to_do_with_it(project: Project) -> None:
    """But its own, those that tell of it, and those that list all; nothing where nothing is edited."""
    one = project.seeds / "3.txt"
    one.write_text(one.read_text("utf-8").replace(" said ", " says "), "utf-8")
    dataset = pipeline.load(project, Options())
    (slug,) = {article.slug for article in dataset.articles if article.path.endswith("3.txt")}
    found = drawn(project, dataset)
    assert {f"articles/{article.slug}.md" for article in dataset.articles} - found
    assert f"articles/{slug}.md" in found
    build(project, Options())
    assert drawn(project, dataset) == {"data/index.md"}  # made here without its list of downloads


def test_every_look_up_is_noted() -> None:
    """Single keys, membership, and what goes through all; what is handed on unread is not read."""
    one = said("The quay opens", by="Ada Lindqvist", cue="said")
    made = corpus(story("Quay\n“The quay opens,” said Ada Lindqvist, the mayor.", one))
    article, actor = made.articles[0], made.actors[0]
    tracing = Tracing(catalogue(made))

    def draw(known: Catalogue) -> list[object]:
        (one,) = known.dataset.actors
        return [one, known.actor(one.id), known.in_article.get("none"), "s" in known.with_page]

    found, reads = tracing.reads(draw, "actors", actor)
    assert found[0] is actor
    assert reads == {
        "actor_links": [actor.id],
        "in_article": ["none"],
        "with_page": ["s"],
        "one of actors": [actor.id],
    }
    assert tracing.look("one of actors", actor.id) is actor
    assert tracing.look("with_page", "s") is False
    _, reads = tracing.reads(lambda known: [known.dataset.articles == (article,)], "", None)
    assert reads == {"dataset articles": [WHOLE]}
    every = (len, list, lambda table: [*table.items()], lambda table: [*table.values()])
    for through in every:
        _, reads = tracing.reads(lambda known, t=through: [str(t(known.by_actor))], "", None)  # type: ignore[misc]
        assert WHOLE in reads["by_actor"]
    _, reads = tracing.reads(lambda known: [len(known.dataset.articles)], "", None)
    assert reads == {"dataset articles": [WHOLE]}
    assert tracing.look("dataset articles", WHOLE) == (article,)
    assert tracing.look("no such table", "x") is None


def test_digests_are_of_what_a_value_holds() -> None:
    """The same for equal values, whoever made them; another where anything differs."""
    one, same = (Name("Ada " + str(1), 2, ("a", "b")) for _ in range(2))
    told = Digests()
    assert told(one) == told(same) == Digests()(one)
    assert told((one, same)) == told((same, one)) != told((one,))
    others = (
        Name("Ada 1", 3, ("a", "b")),
        Name("Ada 1", 2, ("a",)),
        ("Ada 1", 2, ("a", "b")),
        "Ada 1",
        1,
        True,
    )
    assert len({told(other) for other in (one, *others)}) == 7
    assert plain(ActorKind.PERSON) == ("ActorKind", "person")
    assert digest(plain({"a": {2, 1}})) == digest(plain({"a": {1, 2}}))
    untrue = Name(ActorKind.PERSON, 2, ("a", "b"))
    assert told(untrue) == Digests()(Name(ActorKind.PERSON, 2, ("a", "b"))) != told(one)
    with pytest.raises(TypeError, match="cannot be told"):
        plain(object())
