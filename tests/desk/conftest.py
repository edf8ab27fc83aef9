"""A small project at the desk: two articles, a curator's own file, and a site that is derived whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_site.config import Project
from build_site.desk.server import Desk
from build_site.model import Dataset
from build_site.pipeline import Options, load

BRIDGE = """Bridge stays shut
The mayor of Quay, Ada Brun, said the bridge would stay shut. “We have no money for it,” Brun said.
“The ferries will run at night,” said Jon Vale, the harbour master. He said it was “a start”.
Nobody sailed on Tuesday, and the pilots were told to wait.
"""
FERRY = """Ferries until dawn
“We have no money for it,” Mayor Ada Brun told the council on Monday.
Jon Vale said the ferries would be late. “It is cold,” a pilot said.
"""
OWN = """\
# What we put right.
quotations:
  # the harbour
  - article: bridge.txt
    quote: "The ferries will run at night,"   # as printed
    note: 'Vale’s own words.'
    date: 2024-03-01

# Statements come last.
statements: []
"""


class Plain:
    """A site that is derived whole, and only when a file of the curator is another."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.known: dict[Any, Any] = {}
        self.seen = ""
        self.dataset: Dataset = self._made()

    def _made(self) -> Dataset:
        return load(self.project, Options(known=self.known))

    def _texts(self) -> str:
        return "\0".join(path.read_text("utf-8") for path in sorted(self.project.seeds.glob("*.yml")))

    def adopt(self, dataset: Dataset, file: Path) -> None:
        """One file is another, and what it means is known."""
        assert file.is_file()
        self.seen, self.dataset = self._texts(), dataset

    def refresh(self) -> frozenset[str]:
        """Anything may have changed."""
        now = self._texts()
        if now == self.seen:
            return frozenset()
        self.seen = now
        self.dataset = self._made()
        return frozenset(("seeds",))

    def page(self, path: str) -> bytes | None:
        """One page, plain."""
        return b"<html><head></head><body>home</body></html>" if path == "index.html" else None


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two articles and the curator's own hand."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Quay\n")
    (seeds / "bridge.txt").write_text(BRIDGE, "utf-8")
    (seeds / "ferry.txt").write_text(FERRY, "utf-8")
    (seeds / "corrections.yml").write_text(OWN, "utf-8")
    return Project(tmp_path)


@pytest.fixture
def desk(project: Project) -> Desk:
    """The desk, with nobody waiting at it."""
    made = Desk(project, Plain(project), "Ada Brun")
    made.view(lambda _: None)
    return made
