"""``new``: make a project."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType

import yaml

from build_site.commands.packing import pin
from build_site.commands.publish import keep_docs, lay_theme
from build_site.config import Project
from build_site.curation.editors import schemas
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
    keep_docs(project)
    lay_schemas(project)
    lay_theme(project)
    pin(project.root)
    return project


def lay_schemas(project: Project) -> None:
    """Put the schemas of the curator's files where the first line of each names them, for editors."""
    folder = project.root / ".schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in schemas().items():
        (folder / f"{name}.json").write_text(json.dumps(value, indent=1) + "\n", "utf-8")


def _template(name: str) -> str:
    path = resources.files("build_site") / "assets" / "project"
    return path.joinpath(*name.split("/")).read_text("utf-8")
