"""The whole line over the seeds: identical bytes, whole or not at all, one bad article stops nobody."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from build_site import pipeline
from build_site.config import Project, open_project
from build_site.curation import load_address
from build_site.errors import CurationError, InputError
from build_site.lexicon import load_lexicon
from build_site.model import Actor, ActorKind, Level, Standing
from build_site.pipeline import FEW, Options, build, files_of, load, resolve, written
from build_site.readers import read_jsonl
from build_site.reading import analyse_all
from build_site.stages.assembly import without_passers_by
from build_site.stages.standing import stand
from tests.builders import corpus, said, story

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with the five seeds and no output yet."""
    shutil.copytree(ROOT / "tests/seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return open_project(tmp_path)


def digest(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below a folder."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ('site_url: !ENV [NO_SUCH_VARIABLE, "http://localhost/"]', None),
        ('site_url: !ENV [HARBOUR_URL, "http://localhost/"]', "https://quay.example/press/"),
        ("site_url: !ENV HARBOUR_URL", "https://quay.example/press/"),
        ("site_url: https://quay.example", "https://quay.example/"),
        ("site_url: /press/", None),
        ("site_url:", None),
        ("site_name: Harbour", None),
        ("emoji: !!python/name:some.module\nsite_url: https://quay.example/", "https://quay.example/"),
        ("site_url: [", None),
        ("", None),
    ],
)
def test_the_address_is_what_mkdocs_is_told(
    settings: str, address: str | None, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its variables; a host that is nobody else's, and what cannot be read, are none."""
    monkeypatch.setenv("HARBOUR_URL", "https://quay.example/press")
    path = project.root / "mkdocs.yml"
    path.write_text(settings, "utf-8")
    assert load_address(path) == address


def run(project: Project, *arguments: str, seed: str = "0") -> None:
    """Build in a process of its own with the given hash seed."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build_site",
            "build",
            "--docs-only",
            "--project",
            str(project.root),
            *arguments,
        ],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
    )


def many(project: Project) -> None:
    """So many short articles beside the seeds that a build takes to several processes."""
    for number in range(FEW + 1):
        text = f"Boat {number}\n\n“We mend boat {number % 9},” Ada Brandt said on Monday.\n"
        (project.seeds / f"boat-{number}.txt").write_text(text, "utf-8")


@pytest.mark.slow
def test_two_builds_are_identical_over_hash_seeds_and_process_counts(project: Project) -> None:
    """Neither the hash seed nor the number of processes shows in a single byte."""
    many(project)
    run(project, "--jobs", "1", seed="1")
    first = digest(project.docs)
    shutil.rmtree(project.docs)
    project.manifest.unlink()
    run(project, "--jobs", "2", seed="4242")
    assert digest(project.docs) == first


@pytest.mark.slow
def test_a_second_build_touches_no_file(project: Project) -> None:
    """What is unchanged keeps its time stamp: the live preview does not loop."""
    build(project, Options())
    before = {p: p.stat().st_mtime_ns for p in project.docs.rglob("*")}
    build(project, Options())
    assert {p: p.stat().st_mtime_ns for p in project.docs.rglob("*")} == before


@pytest.mark.slow
def test_a_failed_build_leaves_the_former_output_untouched(project: Project) -> None:
    """A curator's mistake stops the build with file and line, and changes nothing that was built."""
    build(project, Options())
    before = digest(project.docs)
    project.corrections_file.write_text(
        "quotations:\n  - article: 004_7322c3e4a10e5e60.txt\n    quote: no such words\n", "utf-8"
    )
    with pytest.raises(CurationError, match=r"corrections\.yml:\d+"):
        build(project, Options())
    assert digest(project.docs) == before


def test_articles_may_go_though_the_curator_spoke_of_them(project: Project) -> None:
    """Own articles take the place of the demonstration's: its entries are told, and stop nothing."""
    for path in project.seeds.glob("*.txt"):
        path.unlink()
    (project.seeds / "own.txt").write_text("Harbour\n\n“We sail,” Ana Ruiz said.\n", "utf-8")
    dataset = build(project, Options())
    assert [q.text for q in dataset.quotations] == ["We sail,"]
    assert {f.level for f in dataset.findings if f.code == "correction-without-target"} == {Level.WARNING}


@pytest.mark.slow
def test_what_is_gone_from_the_seeds_is_gone_from_the_site(project: Project) -> None:
    """The page of an article that was taken away is pruned; a page that a person wrote stays."""
    project.corrections_file.unlink(missing_ok=True)
    build(project, Options())
    own = project.docs / "about.md"
    own.write_text("# About\n", "utf-8")
    pages = {p for p in written(project) if p.startswith("articles/")}
    (project.seeds / "004_7322c3e4a10e5e60.txt").unlink()
    build(project, Options())
    gone = pages - written(project)
    assert gone
    assert not any((project.docs / path).exists() for path in gone)
    assert own.exists()


def test_one_bad_article_stops_nobody_but_under_strict(project: Project) -> None:
    """An empty file is reported by name; ``--strict`` makes it an error."""
    (project.seeds / "empty.txt").write_bytes(b"")
    dataset = load(project, Options())
    assert len(dataset.articles) == 5
    assert [f.where for f in dataset.findings if f.level is Level.ERROR] == ["seeds/empty.txt"]
    with pytest.raises(InputError, match=r"empty\.txt"):
        load(project, Options(strict=True))


@pytest.mark.slow
def test_what_is_known_is_not_analysed_again(project: Project) -> None:
    """A preview keeps the analyses of unchanged articles."""
    steps: list[tuple[str, int, int]] = []
    options = Options(known={}, progress=lambda *step: steps.append(step))
    load(project, options)
    steps.clear()
    path = project.seeds / "004_7322c3e4a10e5e60.txt"
    path.write_text(path.read_text("utf-8") + "\n\nOne more line.", "utf-8")
    load(project, options)
    assert [step for step in steps if step[0] == "reading articles"] == [("reading articles", 1, 1)]


@pytest.mark.slow
def test_a_line_of_a_collection_is_an_article(project: Project) -> None:
    """Beside those that are files; a bad line is a finding, and an error under --strict."""
    before = load(project, Options())
    line = '{"id": "pier", "text": "Pier shut\\n\\n“It is shut,” Ana Ruiz said.", "published": "2023-06-14"}'
    (project.seeds / "more.jsonl").write_text(f"{line}\n[]\n", "utf-8")
    after = load(project, Options())
    new = [a for a in after.articles if a.path == "seeds/more.jsonl#pier"]
    assert (len(new), new[0].published) == (1, "2023-06-14")
    assert {a.slug for a in before.articles} < {a.slug for a in after.articles}
    assert [f.where for f in after.findings if f.code == "unreadable-article"] == ["seeds/more.jsonl:2"]
    with pytest.raises(InputError, match=r"more\.jsonl:2"):
        load(project, replace(Options(), strict=True))


def test_an_article_without_a_title_is_called_by_its_first_words(tmp_path: Path) -> None:
    """A path is no heading; an article without a word goes by its id."""
    (tmp_path / "seeds").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    text = (
        "The ferry that was to carry the mayor to the island left an hour late on Friday morning, she said."
    )
    lines = [{"id": "quay-17", "text": f"{text} “It is late,” said Ana Ruiz."}]
    (tmp_path / "seeds/a.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    (article,) = load(open_project(tmp_path), Options()).articles
    assert article.title == "The ferry that was to carry the mayor to the island left an hour late on Friday…"
    assert article.slug.startswith("a-quay-17-")


def test_one_outlet_has_one_name(tmp_path: Path) -> None:
    """What an article says of its outlet, else the full name; short names are the same outlet."""
    records = [
        {
            "id": "a",
            "outlet": "The Lantern",
            "text": "Quay\n\nAna Ruiz said the quay was shut, the AP reported.",
        },
        {"id": "b", "outlet": "Lantern", "text": "Lock\n\nAna Ruiz said the lock was shut."},
        {
            "id": "c",
            "outlet": "Gull",
            "text": "Pier\n\n“It is shut,” Ana Ruiz told the Associated Press.",
        },
    ]
    lines = [json.dumps(record).encode() for record in records]
    documents = tuple(read_jsonl(lines, "x.jsonl", lambda error: None))
    options = Options(curated=False)
    dataset = resolve(analyse_all(documents, options), (), Project(tmp_path), options)
    assert [(o.id, o.name) for o in dataset.outlets] == [
        ("associated-press", "The Associated Press"),
        ("gull", "Gull"),
        ("lantern", "The Lantern"),
    ]
    carried = [link.outlet for q in dataset.quotations for link in q.chain]
    assert carried == ["associated-press", "associated-press"]


def test_of_very_many_actors_passers_by_have_no_page() -> None:
    """Who is neither quoted nor named in two articles is left to the downloads."""
    told = corpus(story("“I will stay,” Ada Lindqvist said.", said("I will stay", by="Ada Lindqvist")))
    passer_by = Actor("olaf-brandt", "Olaf Brandt", ActorKind.PERSON)
    both = stand(replace(told, actors=(*told.actors, passer_by)), load_lexicon())
    assert {a.id: a.standing for a in both.actors} == {
        "ada-lindqvist": Standing.PAGE,
        "olaf-brandt": Standing.LISTED,
    }
    assert [a.id for a in without_passers_by(both).actors] == ["ada-lindqvist"]


@pytest.mark.slow
def test_a_large_download_is_packed_and_named_by_its_file(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compressed the same every time; the JSON files that programs read by name stay as they are."""
    monkeypatch.setattr("build_site.piecing.LARGE", 100)
    dataset = load(project, Options())
    files = dict(files_of(dataset))
    packed = files["data/quotations.csv.gz"]
    assert isinstance(packed, bytes)
    assert gzip.decompress(packed).startswith(b"\xef\xbb\xbfid,")
    assert packed == dict(files_of(dataset))["data/quotations.csv.gz"]
    assert "data/quotations.json" in files
    assert "data/quotations.csv" not in files
    assert "quotations.csv.gz</a>" in str(files["data/index.md"])


def test_each_step_of_the_line_is_had_from_one_place() -> None:
    """Who calls single steps imports them from the line, wherever they are written."""
    steps = {"analyse", "analyse_all", "analyse_anyhow", "read", "read_corpus", "read_record", "reread"}
    steps |= {"load", "resolve", "files_of", "exported", "build", "written", "remember_addresses"}
    assert steps <= set(pipeline.__all__)
    assert all(callable(getattr(pipeline, name)) for name in pipeline.__all__ if name[0].islower())
