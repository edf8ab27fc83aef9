"""MkDocs, called as a program: ``docs/`` becomes ``site/``, or a live preview."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from build_site.commands.assembling import Assembly
from build_site.config import Project
from build_site.errors import VerbatimError
from build_site.lock import locked
from build_site.readers.folder import in_sight
from build_site.stamps import stamps
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
    """Hold the project, so that no other build runs here, after clearing what a killed one left behind.

    Raises ``VerbatimError`` where one runs, or where ``docs/`` holds what would be published from outside.
    """
    state = project.manifest.parent
    with locked(state / "lock"):
        recover(_beside(project), project.site, _former(project))
        for folder in state.glob(f"{STAGED}*"):
            shutil.rmtree(folder, ignore_errors=True)
        _refuse_links(project)
        keep_docs(project)
        _beside(project).mkdir()  # where nothing can be put beside the site, that is told before all the work
        try:
            yield
        finally:
            with suppress(OSError):  # not empty: the next build removes it
                _beside(project).rmdir()


def keep_docs(project: Project) -> None:
    """Where nobody wrote a page: git keeps no empty folder, and MkDocs asks for this one."""
    project.docs.mkdir(exist_ok=True)
    if not any(project.docs.iterdir()):
        (project.docs / ".gitkeep").touch()


def _refuse_links(project: Project) -> None:
    """Refuse links in ``docs/`` that lead out of the project: MkDocs would publish what they lead to."""
    root = project.root.resolve()
    for base, folders, files in os.walk(project.docs):
        for name in (*folders, *files):
            path = Path(base, name)
            if path.is_symlink() and not in_sight(path.resolve(), root):
                raise VerbatimError(
                    f"{path}: a link that leads out of the project, or to what is hidden there: MkDocs would"
                    " publish it. Put a copy in its place."
                )


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
        run_mkdocs(project, "build", "--strict", "--site-dir", str(folder), quiet=quiet, environment=asked)

    assembly = Assembly(project, _beside(project), draw)
    if assembly.assemble():
        switch(_beside(project), project.site, _former(project))
        assembly.remember()
    return sum(size for _, (_, size) in stamps([project.site]))


def export(files: Iterable[tuple[str, str | bytes]], folder: Path, force: bool) -> tuple[Path, ...]:
    """Write the files into a folder, all or none; over others that stand there only with ``force``."""
    made = {
        folder / Path(path).name: content.encode() if isinstance(content, str) else content
        for path, content in files
    }
    for target, content in made.items():
        if os.path.lexists(target) and not (force or (target.is_file() and target.read_bytes() == content)):
            raise VerbatimError(
                f"{target}: stands there already, and is not what would be written. Remove it, name another"
                " folder with --output, or write over it with --force."
            )
    folder.mkdir(parents=True, exist_ok=True)
    for target, content in made.items():
        target.write_bytes(content)
    return tuple(made)


def serve(project: Project, address: str, **options: bool | int) -> None:
    """Serve a live preview until it is interrupted; ``options`` are those of every build (see the hook)."""
    lay_theme(project)
    project.docs.mkdir(exist_ok=True)
    asked = {"VERBATIM_OPTIONS": json.dumps(options)}
    run_mkdocs(project, "serve", "--livereload", "--dirty", "--dev-addr", address, environment=asked)


def refuse_taken(address: str, again: str = "verbatim serve --address") -> None:
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
            free = (
                str(other.getsockname()[1])
                if again.endswith("--port")
                else f"{host}:{other.getsockname()[1]}"
            )
            raise VerbatimError(
                f"{address}: cannot be listened at ({error.strerror}). Stop what runs there, or serve"
                f" elsewhere: {again} {free}"
            ) from None


def run_mkdocs(
    project: Project, *arguments: str, environment: Mapping[str, str], quiet: bool = False
) -> None:
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
