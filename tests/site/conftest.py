"""Two built sites that all tests share: of the seeds, and of articles that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.hostile import hostile_project
from tests.site.published import Project, build, built, copy_of_this, once


def _seeds(root: Path) -> None:
    copy_of_this(root)
    build(root)


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This project, built from its seeds."""
    return built(once(tmp_path_factory, "seeds-site", _seeds))


@pytest.fixture(scope="session")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A new project with the hostile articles and YAML."""
    return hostile_project(tmp_path_factory)


@pytest.fixture(params=["seeds", "harm"])
def project(request: pytest.FixtureRequest) -> Project:
    """Either of them."""
    made: Project = request.getfixturevalue(request.param)
    return made
