"""Where a project's things are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_site.errors import VerbatimError


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that holds ``mkdocs.yml``; every path of the program starts from it."""

    root: Path

    @property
    def seeds(self) -> Path:
        """What the curator writes."""
        return self.root / "seeds"

    @property
    def docs(self) -> Path:
        """What MkDocs publishes."""
        return self.root / "docs"

    @property
    def site(self) -> Path:
        """What MkDocs builds."""
        return self.root / "site"

    @property
    def manifest(self) -> Path:
        """The list of files that the last build wrote."""
        return self.root / ".verbatim" / "manifest.json"

    @property
    def analyses(self) -> Path:
        """What was found in each article by the last build."""
        return self.root / ".verbatim" / "analyses"

    @property
    def corpus_file(self) -> Path:
        """The corpus as a whole."""
        return self.seeds / "corpus.yml"

    @property
    def actors_file(self) -> Path:
        """The authority file of actors."""
        return self.seeds / "actors.yml"

    @property
    def addresses_file(self) -> Path:
        """Every address that was published, and whose it is."""
        return self.seeds / "addresses.yml"

    @property
    def corrections_file(self) -> Path:
        """The curator's corrections."""
        return self.seeds / "corrections.yml"


def open_project(folder: Path) -> Project:
    """The project in ``folder``; an error with its remedy where there is none."""
    root = folder.resolve()
    if not (root / "mkdocs.yml").is_file():
        raise VerbatimError(
            f"{folder}: no mkdocs.yml here. Call the program in a project's folder, give one with"
            " --project DIR, or make one with: python -m build_site new DIR"
        )
    if not (root / "seeds").is_dir():
        raise VerbatimError(f"{folder}: no folder seeds/ here. Make it and put the articles into it.")
    return Project(root)
