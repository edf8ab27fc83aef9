"""MkDocs, called as a program: ``docs/`` becomes ``site/``, or a live preview."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from build_site.commands.assembling import Assembly
from build_site.config import Project
from build_site.errors import VerbatimError
from build_site.write import Writer

MUCH = 900_000_000
"""Bytes; GitHub Pages takes little more."""


def lay_theme(project: Project) -> None:
    """Put the theme's overrides where a project's ``mkdocs.yml`` finds them, wherever the program is."""
    state = project.manifest.parent
    Writer(state / "theme", state / "theme.json").write(_files(resources.files("build_site") / "theme", ""))


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{path}{entry.name}/")
        else:
            yield f"{path}{entry.name}", entry.read_bytes()


def build_site(project: Project) -> int:
    """Build ``site/`` strictly, beside the former one, and put it in its place when it is whole.

    Returns its size in bytes.
    """
    lay_theme(project)
    beside, former = project.manifest.parent / "site", project.manifest.parent / "former"
    for folder in (beside, former):
        shutil.rmtree(folder, ignore_errors=True)

    def draw(folder: Path, plan: Path | None) -> None:
        asked = {"VERBATIM_BUILT": "1", **({"VERBATIM_PLAN": str(plan)} if plan else {})}
        _mkdocs(project, "build", "--strict", "--site-dir", str(folder), **asked)

    assembly = Assembly(project, beside, draw)
    if assembly.assemble():
        if project.site.exists():
            project.site.rename(former)
        beside.rename(project.site)
        assembly.remember()
        shutil.rmtree(former, ignore_errors=True)
    return sum(path.stat().st_size for path in project.site.rglob("*") if path.is_file())


def serve(project: Project, address: str, **options: bool | int) -> None:
    """Serve a live preview until it is interrupted; ``options`` are those of every build (see the hook)."""
    lay_theme(project)
    project.docs.mkdir(exist_ok=True)
    asked = {"VERBATIM_OPTIONS": json.dumps(options)}
    _mkdocs(project, "serve", "--livereload", "--dirty", "--dev-addr", address, **asked)


def _mkdocs(project: Project, *arguments: str, **environment: str) -> None:
    everything = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    code = subprocess.run(command, cwd=project.root, env=everything, check=False).returncode  # noqa: S603
    if code:
        raise VerbatimError(f"mkdocs {arguments[0]} failed with exit code {code}; what it said stands above")
