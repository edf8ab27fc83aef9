"""``add`` and ``new``: put articles into a project, make a project."""

from __future__ import annotations

import math
import shutil
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from types import MappingProxyType

import yaml

from build_site import readers
from build_site.commands.packing import pin
from build_site.commands.publish import lay_theme
from build_site.config import Project
from build_site.curation.metadata import stated_from
from build_site.errors import VerbatimError

CI: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "github": (
            ".github/workflows/pages.yml",
            "Push this folder to GitHub, and choose *GitHub Actions* once under *Settings → Pages*.",
        ),
        "gitlab": (
            ".gitlab-ci.yml",
            "Push this folder to GitLab: its Pages show what the default branch holds.",
        ),
        "codeberg": (
            ".woodpecker.yml",
            "Push this folder to Codeberg, and give its CI the secret `token` once (see `.woodpecker.yml`).",
        ),
    }
)
"""Where a project may be published from → the file that does so, and what is to be done."""


def add(project: Project, paths: Sequence[Path], metadata: Mapping[str, str]) -> tuple[Path, ...]:
    """Copy articles into ``seeds/`` byte for byte, with a side-car for what is stated about them.

    A side-car that an article has goes with it. Nothing that is there is overwritten; every file is read
    first, so that all are added or none.
    """
    stated_from({key: (f"--{key}", value) for key, value in metadata.items()})
    targets = [project.seeds / path.name for path in paths]
    for path, target in zip(paths, targets, strict=True):
        if not path.is_file():
            raise VerbatimError(f"{path}: no such file")
        readers.read(path, path.parent)
        if not readers.is_article(target):
            raise VerbatimError(f"{path.name}: no article is read from a file of this name; rename it")
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


def new(folder: Path, title: str, ci: str = "github") -> Project:
    """Make a project that builds everywhere: settings, theme, the program itself, and what publishes it.

    ``ci`` is a key of ``CI``, or ``none``.
    """
    if folder.exists() and any(folder.iterdir()):
        raise VerbatimError(f"{folder}: is not empty; name a new folder")
    quoted = yaml.safe_dump(title, allow_unicode=True, default_style='"', width=math.inf).strip()
    copied = ["mkdocs.yml", "mkdocs_hook.py", "gitignore", "README.md", "corpus.yml"]
    targets = {"gitignore": ".gitignore", "corpus.yml": "seeds/corpus.yml"}
    publish = "`site/` is a folder of files that any web server can show."
    if ci in CI:
        copied.append(f"ci/{ci}.yml")
        targets[f"ci/{ci}.yml"], how = CI[ci]
        publish = f"{how} What `verbatim check` calls wrong is not published."
    words = {'"{{ title }}"': quoted, "{{ title }}": " ".join(title.split()), "{{ publish }}": publish}
    for name in copied:
        text = _template(name)
        for placeholder, value in words.items():
            text = text.replace(placeholder, value)
        target = folder / targets.get(name, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    project = Project(folder.resolve())
    project.docs.mkdir()
    (project.docs / ".gitkeep").touch()  # git keeps no empty folder, and MkDocs asks for this one
    lay_theme(project)
    pin(project.root)
    return project


def _template(name: str) -> str:
    path = resources.files("build_site") / "assets" / "project"
    return path.joinpath(*name.split("/")).read_text("utf-8")
