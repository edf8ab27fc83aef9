"""No file stops the others, and none brings in what lies outside: links, devices, odd names and years."""

from __future__ import annotations

import json
import os
import time
import unicodedata
from pathlib import Path

import pytest

from build_site import engine, pipeline, readers
from build_site.cli import main
from build_site.commands import publish
from build_site.config import Project
from build_site.errors import InputError, VerbatimError
from build_site.lexicon import Lexicon
from build_site.model import Analysis, Dataset, Document, Level
from build_site.pages.body import with_edges
from build_site.pipeline import Options, load
from build_site.readers import html
from build_site.readers.picture import read_picture

GOOD = "Ferry runs again\n\n“We sail at noon,” Piet Aalto said on March 3.\n"
ELSEWHERE = "Far from here\n\n“Nobody may read this,” Jana Wolff said.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one good article, and beside it a folder that is none of its business."""
    made = Project(tmp_path / "project")
    made.seeds.mkdir(parents=True)
    (made.root / "mkdocs.yml").write_text("site_name: Ferries\n")
    (made.seeds / "good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/private.txt").write_text(ELSEWHERE, "utf-8")
    return made


def loaded(project: Project) -> tuple[list[str], dict[str, list[tuple[str, Level]]]]:
    """The paths of the articles that are read, and the findings by file."""
    dataset: Dataset = load(project, Options())
    found: dict[str, list[tuple[str, Level]]] = {}
    for finding in dataset.findings:
        found.setdefault(finding.where, []).append((finding.code, finding.level))
    return sorted(article.path for article in dataset.articles), found


@pytest.mark.parametrize("target", ["../../elsewhere/private.txt", "../.git/config", "/dev/zero", "/nowhere"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_link_out_of_the_project_is_not_followed(project: Project, name: str, target: str) -> None:
    """Nor one to what is hidden in it, to a device, or to nothing; the others are read."""
    (project.root / ".git").mkdir()
    (project.root / ".git/config").write_text("a token", "utf-8")
    (project.seeds / name).symlink_to(target)
    articles, findings = loaded(project)
    assert articles == ["seeds/good.txt"]
    assert findings[f"seeds/{name}"] == [("unreadable-article", Level.ERROR)]


def test_a_link_within_the_project_is_followed(project: Project) -> None:
    """An article may lie in another folder of the project."""
    (project.root / "archive").mkdir()
    (project.root / "archive/old.txt").write_text(ELSEWHERE, "utf-8")
    (project.seeds / "old.txt").symlink_to("../archive/old.txt")
    assert loaded(project)[0] == ["seeds/good.txt", "seeds/old.txt"]


def test_seeds_that_are_a_link_are_the_projects_own(project: Project, tmp_path: Path) -> None:
    """The curator put the whole folder elsewhere."""
    project.seeds.rename(tmp_path / "articles")
    project.seeds.symlink_to(tmp_path / "articles")
    assert loaded(project)[0] == ["seeds/good.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "good.yml"])
def test_a_pipe_does_not_hang_the_build(project: Project, name: str) -> None:
    """Nobody writes into it; it is told and passed over."""
    (project.seeds / "other.txt").write_text(GOOD, "utf-8")
    os.mkfifo(project.seeds / name)
    articles, findings = loaded(project)
    assert "seeds/other.txt" in articles
    assert ("unreadable-article", Level.ERROR) in [x for found in findings.values() for x in found]


def test_what_is_not_read_is_told(project: Project, tmp_path: Path) -> None:
    """A linked folder, a README, the curator's file under another suffix; ``#1`` may begin a name."""
    (project.seeds / "linked").symlink_to(tmp_path / "elsewhere")
    for name in ("readme.txt", "corrections.yaml", "#1 story.txt", "#saved.txt#", ".hidden.txt"):
        (project.seeds / name).write_text("Nobody came.\n", "utf-8")
    articles, findings = loaded(project)
    assert articles == ["seeds/#1 story.txt", "seeds/good.txt"]
    assert {where: found for where, found in findings.items() if found[0][0] == "file-not-read"} == {
        "seeds/linked": [("file-not-read", Level.WARNING)],
        "seeds/readme.txt": [("file-not-read", Level.INFO)],
        "seeds/corrections.yaml": [("file-not-read", Level.ERROR)],
    }


@pytest.mark.parametrize(
    "published", ["0001-01-01", "9999-12-31", "9999-12-31/", "Y-17000", "0000", "XXXX-XX-XX"]
)
def test_no_year_stops_the_build(project: Project, published: str) -> None:
    """Days before the first and after the last of the calendar are none."""
    text = "“We sail,” Ada Brun said on March 3. “We stay,” Bo Ek said yesterday, last week, and on Friday.\n"
    (project.seeds / "b.md").write_text(f"---\npublished: {published}\n---\n{text}", "utf-8")
    dated = f"Ferry\nBy Ada Brun\nPublished: December 31, {published[:4]}\n\n{text}"
    (project.seeds / "c.txt").write_text(dated, "utf-8")
    pipeline.build(project, Options())
    assert (project.docs / "data/quotations.json").is_file()


@pytest.mark.parametrize("key", ["title", "outlet", "author", "licence"])
def test_half_a_surrogate_pair_is_one_bad_line(project: Project, key: str) -> None:
    """It is no character, wherever it stands."""
    record = {"id": "a", "text": "Words of an article.", key: "x\ud800y"}
    (project.seeds / "n.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    articles, findings = loaded(project)
    assert articles == ["seeds/good.txt"]
    assert findings["seeds/n.jsonl:1"] == [("unreadable-article", Level.ERROR)]


@pytest.mark.parametrize(
    ("headline", "shown"), [(r"a\ud800b", "a\ufffdb"), (r"a\ud83d\udea2b", "a\U0001f6a2b")]
)
def test_half_a_surrogate_pair_of_a_page_is_shown_as_none(
    project: Project, headline: str, shown: str
) -> None:
    """What a page says of itself may be broken; the page is read, and a whole pair stays a character."""
    said = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}"}}</script>'
    words = "<p>The council of the town met for the third time this week, and nobody left early.</p>" * 6
    page = f"<html><head>{said}</head><body><article>{words}</article></body></html>"
    (project.seeds / "p.html").write_text(page, "utf-8")
    pipeline.build(project, Options())
    assert shown in (project.docs / "data/articles.json").read_text("utf-8")


def test_a_number_of_many_digits_is_one_bad_line(project: Project) -> None:
    (project.seeds / "n.jsonl").write_text(
        '{"id": "a", "text": "Words.", "n": ' + "9" * 5000 + "}\n", "utf-8"
    )
    articles, findings = loaded(project)
    assert articles == ["seeds/good.txt"]
    assert "seeds/n.jsonl:1" in findings


def test_a_name_as_long_as_the_system_takes_is_read(project: Project) -> None:
    name = "é" * 120 + ".txt"
    (project.seeds / name).write_text(GOOD, "utf-8")
    assert loaded(project)[0] == ["seeds/good.txt", f"seeds/{name}"]


def test_an_article_that_cannot_be_analysed_is_published_as_it_is(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a finding that names it; the others are analysed."""
    (project.seeds / "bad.txt").write_text("Odd\n\nIt is odd.\n\nAnd long.", "utf-8")
    analyse = engine.analyse

    def failing(document: Document, lexicon: Lexicon) -> Analysis:
        if document.id == "bad":
            raise ZeroDivisionError("odd")
        return analyse(document, lexicon)

    monkeypatch.setattr(engine, "analyse", failing)
    dataset = load(project, Options())
    bad = next(a for a in dataset.articles if a.path == "seeds/bad.txt")
    text = bad.article.text
    assert "".join(text[slice(*b.span)] for b in bad.article.blocks).split() == text.split()
    assert [f.where for f in dataset.findings if f.code == "analysis-failed"] == ["seeds/bad.txt"]
    assert len(dataset.quotations) == 1


def test_a_reader_that_fails_is_one_bad_article(seeds_of: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it raises."""
    broken = {**readers.READERS, ".md": lambda data, where: 1 / 0}
    monkeypatch.setattr(readers, "READERS", broken)
    (seeds_of.seeds / "b.md").write_text("Words.", "utf-8")
    with pytest.raises(InputError, match=r"seeds/b.md: cannot be read \(ZeroDivisionError"):
        readers.read(seeds_of.seeds / "b.md", seeds_of.seeds)


seeds_of = project


def test_equal_paragraphs_of_a_page_are_all_read() -> None:
    """Three of each in a row: none is dropped, and no mark is left."""
    said = [f"The harbour board met for the third time, number {i // 3}, it said." for i in range(12)]
    page = "<html><body><article>" + "".join(f"<p>{p}</p>\n" for p in said) + "</article></body></html>"
    assert html.read(page.encode(), "x").text.split("\n") == said


@pytest.mark.parametrize("unit", ["<span>a</span> ", "<b>a</b> <i>b</i> ", '<a href="#">a</a> '])
def test_a_page_of_many_small_elements_takes_time_in_proportion(unit: str) -> None:
    """A browser draws the same words without them."""
    page = f"<html><body><article><p>{unit * 30_000}</p>{'<p>The board met again, it said.</p>' * 5}"
    begun = time.process_time()
    html.read(page.encode(), "x")
    assert time.process_time() - begun < 5


def test_structured_data_that_is_no_json_takes_no_time() -> None:
    """It is passed over where it is long; the article is read."""
    broken = '{"@type":"NewsArticle","headline":"' + '\\"' * 60_000
    body = "".join(f"<p>The board met for the {i}th time, and nobody left, it said.</p>" for i in range(8))
    page = f"<html><head><script type='application/ld+json'>{broken}</script></head><body><article>{body}"
    begun = time.process_time()
    assert "the 7th time" in html.read(page.encode(), "x").text
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("suffix", ["svg", "html", "md", "yml", "png", "jpg"])
def test_a_picture_is_a_picture(seeds_of: Project, suffix: str) -> None:
    """By its suffix and by its bytes; what could run is refused whatever it is called."""
    path = seeds_of.seeds / f"x.{suffix}"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    with pytest.raises(InputError):
        read_picture(path, seeds_of.seeds)


def test_a_picture_lies_in_the_project(seeds_of: Project, tmp_path: Path) -> None:
    """Neither a link nor a linked folder leads to one elsewhere."""
    (tmp_path / "elsewhere/p.jpg").write_bytes(b"\xff\xd8\xff picture")
    (seeds_of.seeds / "p.jpg").symlink_to(tmp_path / "elsewhere/p.jpg")
    (seeds_of.seeds / "d").symlink_to(tmp_path / "elsewhere")
    for name in ("p.jpg", "d/p.jpg"):
        with pytest.raises(InputError, match="out of the project"):
            read_picture(seeds_of.seeds / name, seeds_of.seeds)


def test_a_link_in_docs_is_refused(seeds_of: Project, tmp_path: Path) -> None:
    """MkDocs would publish what it leads to."""
    seeds_of.docs.mkdir()
    (seeds_of.docs / "mine.txt").symlink_to(tmp_path / "elsewhere/private.txt")
    with pytest.raises(VerbatimError, match=r"mine\.txt"), publish.building(seeds_of):
        pytest.fail("built")


def test_blanks_that_are_more_than_layout_belong_to_their_line() -> None:
    """No-break and wide blanks at the edges; spaces and tabs lay out, and a blank line is nobody's."""
    text = "One\n \u00a0\u3000two\u00a0 \n\u00a0\nthree \t"
    start, end = text.index("two"), text.index("two") + 3
    spans = with_edges(text, [(0, 3), (start, end), (len(text) - 7, len(text) - 2)])
    assert [text[slice(*span)] for span in spans] == ["One", "\u00a0\u3000two\u00a0", "three"]


def test_export_writes_over_nothing(
    seeds_of: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands there is somebody's, unless it is the same or ``--force`` says otherwise."""
    call = ["export", "csv", "--project", str(seeds_of.root), "--output", str(tmp_path)]
    mine = tmp_path / "quotations.csv"
    mine.write_text("mine")
    assert main(call) == 1
    assert "quotations.csv: stands there already" in capsys.readouterr().err
    assert mine.read_text() == "mine"
    assert main([*call, "--force"]) == 0
    assert main(call) == 0


@pytest.mark.parametrize(
    ("name", "option"), [("a.txt", ["--published", "soon"]), ("a.txt", ["--url", "quay"]), ("README.txt", [])]
)
def test_add_refuses_what_the_build_would_refuse(
    seeds_of: Project, tmp_path: Path, name: str, option: list[str]
) -> None:
    """Nothing is copied."""
    (tmp_path / name).write_text(GOOD, "utf-8")
    assert main(["add", str(tmp_path / name), "--project", str(seeds_of.root), *option]) == 1
    assert [path.name for path in seeds_of.seeds.iterdir()] == ["good.txt"]


@pytest.mark.parametrize(
    "names",
    [
        ("CON.txt", "nul.md", "aux.txt", "com1.md", "LPT9.txt"),  # devices of Windows
        ("Tide.txt", "tide.md", "TIDE.html"),  # one name, where case is not told apart
        ("caf\u00e9/a.txt", "cafe\u0301/b.md"),  # one folder, where Unicode forms are not
        ("a. .txt", "b .md", "c...txt"),  # blanks and points that Windows drops
        ("a b.txt", "a_b.txt", "a-b.txt", "+.txt", "%41.txt", "~.txt", "'.txt"),
    ],
)
def test_what_is_made_of_any_name_stands_on_every_system(project: Project, names: tuple[str, ...]) -> None:
    """The writer refuses what some system does not take; nothing is, whatever articles are called."""
    page = "<html><body><article><h1>Tide</h1>" + "<p>The board met for the first time, it said.</p>" * 5
    for name in names:
        text = page if name.endswith(".html") else GOOD
        (project.seeds / name).parent.mkdir(exist_ok=True)
        (project.seeds / name).write_text(text.replace("Ferry runs again", Path(name).stem), "utf-8")
    dataset = pipeline.build(project, Options())
    assert len(dataset.articles) == len(names) + 1
    made = [path.relative_to(project.docs).as_posix() for path in project.docs.rglob("*") if path.is_file()]
    assert len({unicodedata.normalize("NFC", path).casefold() for path in made}) == len(made)
    assert all(path.isascii() for path in made if path.startswith("articles/"))
