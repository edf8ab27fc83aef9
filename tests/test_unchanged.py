"""A build that finds nothing changed says what the last one said, and does nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from build_site import cli

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one article, built."""
    root = tmp_path / "project"
    assert cli.main(["new", str(root)]) == 0
    (root / "seeds/one.txt").write_text("Rain\n\n“It will rain,” Bo Ek said.\n", "utf-8")
    assert build(root) == 0
    return root


def build(root: Path, *more: str) -> int:
    """Build in this process."""
    return cli.main(["build", "--project", str(root), "--jobs", "1", *more])


def test_nothing_changed_is_told_as_what_was(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert build(project) == 0
    said = capsys.readouterr().out
    assert "1 article\n" in said
    assert "nothing changed: looked through in" in said


def _article(root: Path) -> None:
    (root / "seeds/one.txt").write_text("Snow\n\n“It will snow,” Bo Ek said.\n", "utf-8")


def _more(root: Path) -> None:
    (root / "seeds/two.txt").write_text("Snow\n\n“It will snow,” Bo Ek said.\n", "utf-8")


def _page(root: Path) -> None:
    next((root / "docs/articles").glob("rain*.md")).write_text("Mine.\n", "utf-8")


def _gone(root: Path) -> None:
    next((root / "site/articles").glob("rain*.html")).unlink()


def _settings(root: Path) -> None:
    file = root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8") + "\n# more\n", "utf-8")


def _touched(root: Path) -> None:
    os.utime(root / "seeds/one.txt", (1, 1))


@pytest.mark.parametrize("change", [_article, _more, _page, _gone, _settings, _touched])
def test_whatever_changed_is_built(
    change: Callable[[Path], None], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made from or made, written or removed: the build is a build, and the site is right after it."""
    change(project)
    capsys.readouterr()
    assert build(project) == 0
    assert "nothing changed" not in capsys.readouterr().out
    pages = [p.read_text("utf-8") for p in (project / "site/articles").glob("*.html")]
    assert any("It will" in page for page in pages)
    assert not any("Mine." in page for page in pages)


def test_another_call_is_another_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert build(project, "--raw") == 0
    assert "nothing changed" not in capsys.readouterr().out


def test_errors_are_told_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "seeds/bad.txt").write_bytes(b"\xff\xfe\x00")
    for _ in range(2):
        capsys.readouterr()
        assert build(project) == 0
        assert "bad.txt" in capsys.readouterr().err
