"""``add`` and ``new``: put articles into a project, make a project."""

from __future__ import annotations

import math
import shutil
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

import yaml

from build_site import readers
from build_site.commands.publish import lay_theme
from build_site.config import Project
from build_site.errors import VerbatimError


def add(project: Project, paths: Sequence[Path], metadata: Mapping[str, str]) -> tuple[Path, ...]:
    """Copy articles into ``seeds/`` byte for byte, with a side-car for what is stated about them.

    A side-car that an article has goes with it. Nothing that is there is overwritten; every file is read
    first, so that all are added or none.
    """
    targets = [project.seeds / path.name for path in paths]
    for path, target in zip(paths, targets, strict=True):
        if not path.is_file():
            raise VerbatimError(f"{path}: no such file")
        readers.read(path, path.parent)
        if metadata and path.with_suffix(".yml").exists():
            raise VerbatimError(f"{path.with_suffix('.yml')}: states what is known already; write it there")
        if any(other.stem == target.stem for other in project.seeds.iterdir()):
            raise VerbatimError(
                f"{target}: its name stands there already; rename {path.name} or remove the other first"
            )
    if len({target.stem for target in targets}) < len(targets):
        raise VerbatimError("two of the files have one name; rename one of them")
    for path, target in zip(paths, targets, strict=True):
        shutil.copyfile(path, target)
        if path.with_suffix(".yml").exists():
            shutil.copyfile(path.with_suffix(".yml"), target.with_suffix(".yml"))
        if metadata:
            sidecar = yaml.safe_dump(dict(metadata), allow_unicode=True, sort_keys=False)
            target.with_suffix(".yml").write_text(sidecar, "utf-8")
    return tuple(targets)


def new(folder: Path, title: str) -> Project:
    """Make a project: ``mkdocs.yml``, the hook for the live preview, ``seeds/`` with the curator's files."""
    if folder.exists() and any(folder.iterdir()):
        raise VerbatimError(f"{folder}: is not empty; name a new folder")
    package = resources.files("build_site")
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    quoted = yaml.safe_dump(title, allow_unicode=True, default_style='"', width=math.inf).strip()
    settings = (package / "assets" / "project" / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace('"{{ title }}"', quoted), "utf-8")
    for name in ("mkdocs_hook.py", "gitignore"):
        text = (package / "assets" / "project" / name).read_text("utf-8")
        (folder / name.replace("gitignore", ".gitignore")).write_text(text, "utf-8")
    corpus = (package / "assets" / "project" / "corpus.yml").read_text("utf-8")
    (seeds / "corpus.yml").write_text(corpus.replace('"{{ title }}"', quoted), "utf-8")
    project = Project(folder.resolve())
    project.docs.mkdir()
    lay_theme(project)
    return project
