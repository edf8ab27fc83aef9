"""Two built sites that all tests share: of the seeds, and of articles that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_site.commands.authoring import new
from tests.site import hostile
from tests.site.published import Project, build, copy_of_this, once


def _seeds(root: Path) -> None:
    copy_of_this(root)
    build(root)


def _hostile(root: Path) -> None:
    hostile.write(new(root, f"{hostile.SCRIPT}{hostile.JINJA}").seeds)
    build(root)


def _project(root: Path) -> Project:
    return Project(root, (root / "said.txt").read_text("utf-8"))


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This project, built from its seeds."""
    return _project(once(tmp_path_factory, "seeds-site", _seeds))


@pytest.fixture(scope="session")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A new project with the hostile articles and YAML."""
    return _project(once(tmp_path_factory, "hostile-site", _hostile))


@pytest.fixture(params=["seeds", "harm"])
def project(request: pytest.FixtureRequest) -> Project:
    """Either of them."""
    made: Project = request.getfixturevalue(request.param)
    return made
