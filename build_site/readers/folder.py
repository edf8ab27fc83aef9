"""Which files of a folder are read: regular ones, in sight, that lie in the project or were named by hand."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

TRANSCRIPTS = "transcripts"
"""The folder of ``seeds/`` that holds what was said, not what was printed."""
_KIND = re.compile(rb"""^kind[ \t]*:[ \t]*["']?transcript\b""", re.MULTILINE)
SHORT = 100_000
"""Bytes of a side-car that are looked through."""


def files_below(folder: Path) -> list[Path]:
    """Files below a folder, but for hidden ones, editors' back-ups and what lies in hidden folders."""
    found = []
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(base, name) for name in files if not is_passed_over(name)]
    return found


def said_to_be_transcripts(seeds: Path, files: list[Path]) -> frozenset[Path]:
    """Paths without suffix of the files of ``seeds/`` whose side-car says ``kind: transcript``."""
    beside = (path for path in files if path.suffix == ".yml" and path.parent != seeds / TRANSCRIPTS)
    return frozenset(path.with_suffix("") for path in beside if _KIND.search(_beginning(path)))


def _beginning(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(SHORT)
    except OSError:
        return b""


def linked_folders(folder: Path) -> list[Path]:
    """Links below a folder that lead to folders: nothing in them is read."""
    return sorted(
        path
        for base, folders, _ in os.walk(folder)
        for name in folders
        if not name.startswith(".") and (path := Path(base, name)).is_symlink()
    )


def trouble_with(path: Path, seeds: Path | None) -> str:
    """Why a file is not to be read, with the remedy, or ''.

    Below ``seeds`` a link may lead to what lies in the project in sight, and nowhere else: what it leads to
    would be published. None asks only for a regular file, which a pipe or a device is not.
    """
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError):
        return "cannot be read (no such file, or a link to none). Check the file and its permissions."
    if seeds is not None and not any(in_sight(real, root) for root in (seeds.resolve(), _root(seeds))):
        return (
            "a link that leads out of the project, and is not followed. Put a copy of the file in its place."
        )
    if not stat.S_ISREG(mode):
        return "no regular file but a pipe, a device or the like. Put the text into a file."
    return ""


def _root(seeds: Path) -> Path:
    return seeds.resolve().parent if not seeds.is_symlink() else seeds.parent.resolve()


def in_sight(path: Path, root: Path) -> bool:
    """Whether a resolved path lies below a folder, and neither it nor a folder on the way is hidden."""
    if not path.is_relative_to(root):
        return False
    return not any(part.startswith(".") for part in path.relative_to(root).parts)


def is_passed_over(name: str) -> bool:
    """Hidden files and what editors leave behind: ``.name``, ``name~``, ``#name#``."""
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))
