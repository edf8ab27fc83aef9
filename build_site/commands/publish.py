"""MkDocs, called as a program: ``docs/`` becomes ``site/``, or a live preview."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from build_site.commands.assembling import Assembly
from build_site.config import Project
from build_site.errors import VerbatimError
from build_site.lock import locked
from build_site.switch import recover, refuse_foreign, switch
from build_site.write import STAGED, Writer

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


@contextmanager
def building(project: Project) -> Iterator[None]:
    """Hold the project, so that no other build runs here, after clearing what a killed one left behind."""
    state = project.manifest.parent
    with locked(state / "lock"):
        recover(_beside(project), project.site, _former(project))
        for folder in state.glob(f"{STAGED}*"):
            shutil.rmtree(folder, ignore_errors=True)
        yield


def _beside(project: Project) -> Path:
    return project.manifest.parent / "site"


def _former(project: Project) -> Path:
    return project.manifest.parent / "former"


def build_site(project: Project, quiet: bool = False) -> int:
    """Build ``site/`` strictly, beside the former one, and put it in its place when it is whole.

    Returns its size in bytes. Called while the project is held (``building``).
    """
    refuse_foreign(project.site)
    lay_theme(project)

    def draw(folder: Path, plan: Path | None) -> None:
        asked = {"VERBATIM_BUILT": "1", **({"VERBATIM_PLAN": str(plan)} if plan else {})}
        _mkdocs(project, "build", "--strict", "--site-dir", str(folder), quiet=quiet, environment=asked)

    assembly = Assembly(project, _beside(project), draw)
    if assembly.assemble():
        switch(_beside(project), project.site, _former(project))
        assembly.remember()
    return sum(path.stat().st_size for path in project.site.rglob("*") if path.is_file())


def serve(project: Project, address: str, **options: bool | int) -> None:
    """Serve a live preview until it is interrupted; ``options`` are those of every build (see the hook)."""
    lay_theme(project)
    project.docs.mkdir(exist_ok=True)
    asked = {"VERBATIM_OPTIONS": json.dumps(options)}
    _mkdocs(project, "serve", "--livereload", "--dirty", "--dev-addr", address, environment=asked)


def refuse_taken(address: str) -> None:
    """Say it now where another program listens at ``host:port``, and name a port that is free."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    if not (host and port.isascii() and port.isdigit() and int(port) < 65536):
        raise VerbatimError(f"{address}: not an address. Write host:port, as in 127.0.0.1:8000.")
    try:
        family = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise VerbatimError(f"{address}: no host of this name ({error.strerror}).") from None
    with socket.socket(family, socket.SOCK_STREAM) as one, socket.socket(family, socket.SOCK_STREAM) as other:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        try:
            one.bind((host, int(port)))
        except OSError as error:
            other.bind((host, 0))
            free = f"{host}:{other.getsockname()[1]}"
            raise VerbatimError(
                f"{address}: cannot be listened at ({error.strerror}). Stop what runs there, or serve"
                f" elsewhere: verbatim serve --address {free}"
            ) from None


def _mkdocs(project: Project, *arguments: str, environment: Mapping[str, str], quiet: bool = False) -> None:
    """Run MkDocs; ``quiet`` shows what it says only where it fails."""
    everything = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    with tempfile.TemporaryFile() as said:
        heard = {"stdout": said, "stderr": subprocess.STDOUT} if quiet else {}
        code = subprocess.run(command, cwd=project.root, env=everything, check=False, **heard).returncode  # type: ignore[call-overload]  # noqa: S603
        if code and quiet:
            said.seek(0)
            sys.stderr.write(said.read().decode("utf-8", "replace"))
    if code:
        raise VerbatimError(f"mkdocs {arguments[0]} failed with exit code {code}; what it said stands above")
