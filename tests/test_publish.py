"""MkDocs runs beside the former site: what fails leaves it as it was."""

from __future__ import annotations

import ctypes
import errno
import subprocess
import sys
from pathlib import Path

import pytest

from build_site import switch
from build_site.commands import publish
from build_site.commands.hosts import own_name_only
from build_site.config import Project
from build_site.errors import OutputError, VerbatimError

PYTHON = sys.executable


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a former site, and in place of Python a double that writes one page and can fail."""
    double = tmp_path / "python"
    double.write_text(
        '#!/bin/sh\nfor last; do :; done\nmkdir -p "$last"; echo new > "$last/index.html"\nexit ${FAIL:-0}\n'
    )
    double.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(double))
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old\n")
    (tmp_path / "site/gone.html").touch()
    return Project(tmp_path)


def test_the_site_is_replaced_whole(project: Project) -> None:
    publish.build_site(project)
    assert [path.name for path in project.site.iterdir()] == ["index.html"]
    assert (project.site / "index.html").read_text() == "new\n"


def test_a_failed_run_leaves_the_former_site(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIL", "1")
    with pytest.raises(VerbatimError, match="exit code 1"):
        publish.build_site(project)
    assert (project.site / "index.html").read_text() == "old\n"
    assert (project.site / "gone.html").exists()


def test_a_site_in_one_step_or_in_two(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems without an exchange of two folders take two steps, with the same outcome."""
    monkeypatch.setattr(switch, "exchange", lambda one, other: False)
    with publish.building(project):
        publish.build_site(project)
    assert [path.name for path in project.site.iterdir()] == ["index.html"]
    left = {path.name for path in (project.root / ".verbatim").iterdir()}
    assert left.isdisjoint({"site", "former"})


def test_the_former_site_stands_at_every_moment(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system exchanges folders, ``site/`` is there before and after every step of the switch."""
    steps: list[bool] = []
    rename = Path.rename

    def watched(self: Path, target: Path) -> Path:
        steps.append((project.site / "index.html").exists())
        result = rename(self, target)
        steps.append((project.site / "index.html").exists())
        return result

    monkeypatch.setattr(Path, "rename", watched)
    if not hasattr(ctypes.CDLL(None), "renameat2"):
        pytest.skip("this system does not exchange folders by that name")
    publish.build_site(project)
    assert steps
    assert all(steps)


@pytest.mark.parametrize("failing", [1, 2])
def test_a_switch_that_fails_leaves_the_former_site(
    project: Project, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """A full disk at either of the two steps is told plainly, and changes nothing."""
    monkeypatch.setattr(switch, "exchange", lambda one, other: False)
    rename, calls = Path.rename, []

    def full(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OutputError, match="No space left"):
        publish.build_site(project)
    assert (project.site / "index.html").read_text() == "old\n"


def test_a_switch_that_was_killed_is_put_right(project: Project) -> None:
    """The former site comes back before anything else is done, and nothing is left lying about."""
    state = project.root / ".verbatim"
    (state / "site").mkdir(parents=True)
    (state / "staged-ab12").mkdir()
    project.site.rename(state / "former")
    with publish.building(project):
        assert (project.site / "index.html").read_text() == "old\n"
    assert [path.name for path in state.iterdir()] == ["lock"]


def test_a_linked_site_is_refused(project: Project, tmp_path: Path) -> None:
    """What the link leads to is left alone, and so is the link."""
    elsewhere = tmp_path / "www"
    project.site.rename(elsewhere)
    project.site.symlink_to(elsewhere)
    with pytest.raises(OutputError, match="a link to"):
        publish.build_site(project)
    assert project.site.is_symlink()
    assert (elsewhere / "index.html").read_text() == "old\n"


def test_the_second_build_gives_way(project: Project) -> None:
    """It names the process that builds; when that one has ended, however it ended, the way is free."""
    code = (
        "import sys, time; from pathlib import Path; from build_site.lock import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    lock = project.root / ".verbatim/lock"
    with subprocess.Popen([PYTHON, "-c", code, str(lock)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(OutputError, match=f"process {other.pid}.*gives way"), publish.building(project):
            pytest.fail("held twice")
        other.kill()
    with publish.building(project):
        pass


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("LOCALHOST", True),
        ("[::1]:8000", True),
        ("192.168.0.7:8000", True),
        ("desk.lan:8000", True),
        ("evil.example", False),
        ("evil.example:8000", False),
        ("127.0.0.1.evil.example:8000", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_the_preview_answers_to_its_own_name(host: str, own: bool) -> None:
    """A number cannot be made to lead elsewhere; a name can, but for localhost and the one it was given."""
    answers: list[str] = []
    app = own_name_only(lambda environ, start: [b"page"], "desk.lan")
    body = b"".join(app({"HTTP_HOST": host}, lambda status, headers: answers.append(status)))
    assert (body == b"page") is own
    assert answers == ([] if own else ["421 Misdirected Request"])
