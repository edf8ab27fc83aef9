"""The commands as a user calls them: what they print, what they write, how they end."""

from __future__ import annotations

import io
import json
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from fnmatch import fnmatch
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml
from flit_core import buildapi

from build_site.cli import main
from build_site.commands.packing import NAME, wheel
from build_site.commands.progress import Reporter
from build_site.config import open_project
from build_site.live import Live
from build_site.pipeline import Options, files_of, load

ROOT = Path(__file__).parent.parent
ARTICLE = (
    "Harbour vote postponed\n\n"
    "“We will vote when the tide is out,” Mayor Ada Lindqvist told reporters on Friday.\n\n"
    "She said that the quay would be closed.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project with one article."""
    folder = tmp_path / "harbour"
    assert main(["new", str(folder), "--title", 'The "Harbour"']) == 0
    (folder / "seeds/vote.txt").write_text(ARTICLE, "utf-8")
    return folder


@pytest.mark.slow
def test_new_and_build_make_a_site(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A new project is built by MkDocs without another step."""
    assert main(["build", "--project", str(project)]) == 0
    assert "1 article" in capfd.readouterr().out
    assert "The &#34;Harbour&#34;" in (project / "site/index.html").read_text("utf-8").replace(
        "&quot;", "&#34;"
    )
    assert len(list((project / "site/articles").glob("harbour-vote-postponed-*.html"))) == 1


def test_new_refuses_a_folder_that_holds_something(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(project)]) == 1
    assert "is not empty" in capsys.readouterr().err


@pytest.mark.slow
def test_a_new_project_builds_everywhere(project: Path, tmp_path: Path) -> None:
    """What git keeps of it is enough for a bare ``mkdocs build --strict``; the program lies in it, pinned."""
    kept = tmp_path / "clone"
    git = ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "One"], check=True)
    subprocess.run(["git", "clone", "--quiet", str(project), str(kept)], check=True)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], check=True, cwd=kept)
    assert (kept / "site/articles/index.html").is_file()
    assert "verbatim-footer" in {path.stem for path in (kept / ".verbatim/theme").rglob("*.html")}
    first, *pins = [
        line for line in (kept / "requirements.txt").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    assert (kept / first).is_file()
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.+]+", pin) for pin in pins)
    assert {pin.partition("==")[0] for pin in pins} >= {"mkdocs", "jinja2", "lxml"}


@pytest.mark.parametrize(
    ("ci", "path"),
    [
        ("github", ".github/workflows/pages.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("codeberg", ".woodpecker.yml"),
    ],
)
def test_a_new_project_is_published_where_it_is_pushed(ci: str, path: str, tmp_path: Path) -> None:
    """The gate is ``verbatim check``, before the build; nothing of the program's own tests."""
    assert main(["new", str(tmp_path / "quay"), "--ci", ci]) == 0
    text = (tmp_path / "quay" / path).read_text("utf-8")
    assert yaml.safe_load(text)
    assert 0 < text.index("requirements.txt") < text.index("verbatim check") < text.index("verbatim build")
    assert "make" not in text.split()
    readme = (tmp_path / "quay/README.md").read_text("utf-8")
    assert "{{" not in readme
    assert ci in readme.lower()
    others = {".github", ".gitlab-ci.yml", ".woodpecker.yml"} - {path.partition("/")[0]}
    assert not any((tmp_path / "quay" / other).exists() for other in others)


def test_the_wheel_in_a_project_is_the_one_that_a_build_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same files with the same bytes as the build back end puts into it, but for its own stamp."""
    monkeypatch.chdir(ROOT)
    made = zipfile.ZipFile(tmp_path / buildapi.build_wheel(str(tmp_path)))
    packed = zipfile.ZipFile(io.BytesIO(wheel(distribution(NAME))[1]))
    ours = {name: packed.read(name) for name in packed.namelist() if name.startswith("build_site/")}
    assert ours == {name: made.read(name) for name in made.namelist() if name.startswith("build_site/")}
    theirs = {name for name in made.namelist() if "/licenses/" not in name}
    assert set(packed.namelist()) == theirs
    assert packed.testzip() is None


def test_the_template_of_a_project_is_the_projects_own_settings() -> None:
    """A new project's mkdocs.yml differs from this one's in its name and its paths only."""
    own = (ROOT / "mkdocs.yml").read_text("utf-8").splitlines()
    template = (ROOT / "build_site/assets/project/mkdocs.yml").read_text("utf-8").splitlines()
    assert len(own) == len(template)
    changed = {a.split(":")[0].strip(" -") for a, b in zip(own, template, strict=True) if a != b}
    assert changed == {
        own[0].split(":")[0],
        "site_name",
        "custom_dir",
        "build_site/assets/project/mkdocs_hook.py",
    }


def test_generated_pages_are_ignored_alike_in_a_new_project() -> None:
    """What git ignores in docs/ is one list."""

    def listed(path: Path) -> set[str]:
        return {line for line in path.read_text("utf-8").splitlines() if line.startswith("/")}

    assert listed(ROOT / ".gitignore") == listed(ROOT / "build_site/assets/project/gitignore")


def test_all_that_a_build_writes_is_ignored(project: Path) -> None:
    """A page of a new kind needs its line, or whoever runs ``git add .`` keeps what is made."""
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    ignored = [line.removeprefix("/docs/") for line in lines if line.startswith("/docs/")]
    made = {path for path, _ in files_of(load(open_project(project), Options()))}
    kept = [
        path
        for path in made
        if not any(path.startswith(line) if line[-1] == "/" else fnmatch(path, line) for line in ignored)
    ]
    assert made
    assert kept == []


def test_extract_prints_the_contract(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object an article; spans lead back to the words."""
    assert main(["extract", str(project / "seeds/vote.txt")]) == 0
    record = json.loads(capsys.readouterr().out)
    first = record["quotations"][0]
    (start, end), *_ = first["content"]
    assert ARTICLE[start:end] == "We will vote when the tide is out,"
    assert first["actor"] == "Ada Lindqvist"
    assert first["type"] == "direct"
    assert set(record) == {"id", "path", "sha256", "quotations", "doubts", "findings"}
    assert {"id", "verbatim", "cue", "source", "source_kind", "chain", "confidence", "rule"} <= set(first)


def test_extract_reads_json_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same text gives the same quotations wherever it stands."""
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": ARTICLE}) + "\n" for i in ("a", "b")), "utf-8")
    assert main(["extract", str(path)]) == 0
    a, b = map(json.loads, capsys.readouterr().out.splitlines())
    assert (a["id"], b["id"]) == ("a", "b")
    assert a["quotations"] == b["quotations"]


def test_extract_names_what_it_cannot_read_and_goes_on(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One bad article stops nobody; ``--strict`` stops at it, and the exit code tells."""
    (project / "seeds/empty.txt").touch()
    (project / "seeds/lines.jsonl").write_text('{"id": "a"}\n' + json.dumps({"id": "b", "text": ARTICLE}))
    call = ["extract", str(project / "seeds")]
    assert main(call) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["vote", "lines/b"]
    assert "empty.txt: empty" in err
    assert "lines.jsonl:1: " in err
    assert main([*call, "--strict"]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_a_site_that_is_too_large_is_told_so(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_site.commands.publish.build_site", lambda _, quiet: 950_000_000)
    assert main(["build", "--project", str(project)]) == 0
    assert "950 MB" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert re.fullmatch(r"verbatim \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_shells_complete_the_commands(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--print-completion", shell])
    out = capsys.readouterr().out
    assert all(word in out for word in ("verbatim", "review", "--below"))


@pytest.mark.slow
def test_other_programs_are_told_in_json(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``check``, ``review`` and ``build``: one value on standard output, and nothing else."""
    (project / "seeds/empty.txt").touch()
    here = ["--json", "--project", str(project)]
    assert main(["check", *here]) == 1
    found = json.loads(capfd.readouterr().out)
    assert (found["articles"], found["quotations"]["direct"]) == (1, 1)
    assert ("error", "seeds/empty.txt") in {(f["level"], f["where"]) for f in found["findings"]}
    assert main(["review", "--below", "1.1", *here]) == 0
    (first, *_) = json.loads(capfd.readouterr().out)
    assert set(first) == {"id", "article", "quote", "speaker", "confidence", "rule", "published"}
    assert main(["build", *here]) == 0
    record = json.loads(capfd.readouterr().out)
    assert Path(record["site"], "index.html").is_file()
    assert record["bytes"] > 0


@pytest.mark.slow
def test_quiet_is_quiet(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing where all is well; what is wrong, all the same."""
    assert main(["build", "--quiet", "--project", str(project)]) == 0
    assert capfd.readouterr() == ("", "")
    (project / "docs/own.md").write_text("[nowhere](nothing.md)", "utf-8")
    assert main(["build", "--quiet", "--project", str(project)]) == 1
    assert "nothing.md" in capfd.readouterr().err


def test_options_stand_where_they_mean_something(capsys: pytest.CaptureFixture[str]) -> None:
    for call in (["new", "x", "--jobs", "2"], ["add", "x", "--strict"], ["extract", "x", "--raw"]):
        with pytest.raises(SystemExit) as end:
            main(call)
        assert end.value.code == 2
    capsys.readouterr()


def test_a_busy_port_is_told_with_a_free_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--address", f"127.0.0.1:{port}", "--project", str(project)]) == 1
    said = capsys.readouterr().err
    assert re.search(rf"127\.0\.0\.1:{port}: cannot be listened at .*--address 127\.0\.0\.1:\d+", said)
    assert main(["serve", "--address", "8000", "--project", str(project)]) == 1
    assert "host:port" in capsys.readouterr().err


def test_a_port_that_was_taken_while_articles_were_read(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another preview may have come in the meantime: it is told as at the beginning."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = free.getsockname()
    look, taken = Live.refresh, socket.socket()

    def refresh(live: Live) -> object:
        taken.bind(place)
        taken.listen()
        return look(live)

    monkeypatch.setattr(Live, "refresh", refresh)
    with taken:
        assert main(["serve", "--address", f"127.0.0.1:{place[1]}", "--project", str(project)]) == 1
    assert "cannot be listened at" in capsys.readouterr().err


def test_long_phases_tell_counts_and_time_left() -> None:
    """One line on a terminal; elsewhere a line every few seconds, and none where it is over sooner."""
    said: list[str] = []
    now = 0.0
    shown = Reporter(said.append, terminal=False, clock=lambda: now)
    for done in range(0, 101, 10):
        shown("reading articles", done, 100)
        now += 1.2
    shown("writing pages", 7, 0)
    now += 6
    shown("writing pages", 70, 0)
    assert said == [
        "reading articles: 50 of 100, 6 s left\n",
        "reading articles: 100 of 100\n",
        "writing pages: 70\n",
    ]
    said.clear()
    shown = Reporter(said.append, terminal=True, clock=lambda: now)
    for done in (0, 1, 2, 3):
        shown("reading articles", done, 3)
    assert [line.removeprefix("\r\033[K") for line in said] == [
        "reading articles: 0 of 3",
        "reading articles: 3 of 3\n",
    ]


def test_explain_shows_the_candidates_and_the_winner(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "when the tide is out", "--project", str(project)]) == 0
    out = capsys.readouterr().out
    assert "Ada Lindqvist" in out
    assert "decided by" in out
    assert "candidates" in out


def test_explain_says_what_it_cannot_find(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "no such words", "--project", str(project)]) == 1
    assert "verbatim review" in capsys.readouterr().err


def test_review_lists_yaml_that_can_be_used(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its lines, pasted below ``quotations:``, are a valid corrections.yml."""
    assert main(["review", "--below", "1.1", "--project", str(project)]) == 0
    lines = capsys.readouterr().out
    (project / "seeds/corrections.yml").write_text("quotations:\n" + lines, "utf-8")
    assert main(["check", "--project", str(project)]) == 0


def test_check_fails_on_an_article_that_cannot_be_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "seeds/empty.txt").touch()
    assert main(["check", "--project", str(project)]) == 1
    assert "seeds/empty.txt" in capsys.readouterr().out


def test_add_copies_articles_with_a_side_car(project: Path, tmp_path: Path) -> None:
    """Byte for byte; what is stated goes into YAML beside it; nothing is overwritten."""
    source = tmp_path / "second one.txt"
    source.write_text(ARTICLE, "utf-8")
    call = ["add", str(source), "--outlet", "The Harbour Gazette", "--project", str(project)]
    assert main(call) == 0
    assert (project / "seeds/second one.txt").read_bytes() == source.read_bytes()
    assert "The Harbour Gazette" in (project / "seeds/second one.yml").read_text("utf-8")
    assert main(call) == 1


def test_add_takes_the_side_car_along(project: Path, tmp_path: Path) -> None:
    """What is known of an article goes with it; names that are taken are refused, whatever their suffix."""
    source = tmp_path / "third.txt"
    source.write_text(ARTICLE, "utf-8")
    source.with_suffix(".yml").write_text("outlet: The Quay\n", "utf-8")
    assert main(["add", str(source), "--author", "Jo Lind", "--project", str(project)]) == 1
    assert main(["add", str(source), "--project", str(project)]) == 0
    assert (project / "seeds/third.yml").read_text("utf-8") == "outlet: The Quay\n"
    same = source.with_suffix(".md")
    source.rename(same)
    assert main(["add", str(same), "--project", str(project)]) == 1
    assert not (project / "seeds/third.md").exists()


def test_export_lists_and_writes(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--project", str(project)]) == 0
    assert "csv" in capsys.readouterr().out
    assert main(["export", "csv", "--project", str(project), "--output", str(tmp_path)]) == 0
    assert "when the tide is out" in (tmp_path / "quotations.csv").read_text("utf-8-sig")
    assert main(["export", "nonsense", "--project", str(project)]) == 1


def test_a_folder_without_a_project_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--project", str(tmp_path)]) == 1
    assert "mkdocs.yml" in capsys.readouterr().err
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    assert main(["check", "--project", str(tmp_path)]) == 1
    assert "seeds" in capsys.readouterr().err


ODD_NAMES = (
    "y: z.txt",
    "{j}.txt",
    "- q.txt",
    "#x.txt",
    "'k'.txt",
    "&a.txt",
    "é.txt",
    'say "a".txt',
    "\\b.txt",
)


def test_every_suggestion_of_review_is_accepted_as_pasted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the file is called, the words hold, and however many quotations carry them."""
    for number, name in enumerate(ODD_NAMES):
        (project / "seeds" / name).write_text(
            f"Tide\n\n“We wait for tide {number},” somebody said.\n", "utf-8"
        )
    odd = "Odd\n\n“It is \x85 late \x1b[31m \x9b2J \u202e now \ufffe,” somebody said.\n"
    (project / "seeds/odd.txt").write_text(odd, "utf-8")
    twice = "Twice\n\n“Yes,” somebody said.\n\n“Yes,” she said.\n\n“Yes, yes,” he said. “Yes.”\n"
    (project / "seeds/twice.txt").write_text(twice, "utf-8")
    assert main(["review", "--below", "1.1", "--project", str(project)]) == 0
    printed = capsys.readouterr().out
    assert not set(printed) & set("\x1b\x85\x9b\u202e")
    entries = [entry for entry in printed.split("\n\n") if "- article:" in entry]
    assert len(entries) >= len(ODD_NAMES) + 4
    (project / "seeds/corrections.yml").write_text("quotations:\n" + "\n".join(entries), "utf-8")
    assert main(["check", "--project", str(project)]) == 0
    assert f"{len(entries)} corrections applied" in capsys.readouterr().out


@pytest.mark.slow
def test_no_control_character_reaches_the_terminal(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are written out."""
    text = "Odd\n\n“It is late \x1b[31m \x9b2J \u202e now,” Piet \x1b[0mAalto said.\n"
    (project / "seeds/odd.txt").write_text(text, "utf-8")
    for command in (["explain", "It is late"], ["check"], ["review", "--below", "1.1"]):
        main([*command, "--project", str(project)])
        shown = capsys.readouterr()
        assert not set(shown.out + shown.err) & set("\x1b\x9b\u202e")
    main(["explain", "It is late", "--project", str(project)])
    assert "late \\x1b[31m \\x9b2J \\u202e now" in capsys.readouterr().out


def test_every_file_of_the_curator_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not one file a run: each with its lines."""
    folder = tmp_path / "quay"
    assert main(["new", str(folder), "--ci", "none"]) == 0
    (folder / "seeds/a.txt").write_text("Vote\n\n“We sail,” Ana Ruiz said.\n", "utf-8")
    (folder / "seeds/actors.yml").write_text("actors:\n  - nam: Ana\n  - name: Bo\n    kind: ship\n", "utf-8")
    (folder / "seeds/corrections.yml").write_text("quotations:\n  - speakr: Ana\n", "utf-8")
    capsys.readouterr()
    assert main(["check", "--project", str(folder)]) == 1
    said = capsys.readouterr().err
    for place in ("seeds/actors.yml:2", "seeds/actors.yml:4", "seeds/corrections.yml:2"):
        assert place in said
