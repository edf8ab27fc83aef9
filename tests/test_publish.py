"""MkDocs runs beside the former site: what fails leaves it as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from build_site.commands import publish
from build_site.config import Project
from build_site.errors import VerbatimError


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
