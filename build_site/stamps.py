"""When files were last written, and how large they are: what tells, as make tells it, that they changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def stamps(places: Iterable[Path]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Time and size of these files and of every file below these folders."""
    for place in places:
        if place.is_dir():
            for base, folders, files in os.walk(place):
                folders[:] = sorted(name for name in folders if name != "__pycache__")
                for name in sorted(files):
                    yield from _found(os.path.join(base, name))  # noqa: PTH118 -- a Path for each takes as long
        else:
            yield from _found(str(place))


def below(folder: Path) -> Iterator[str]:
    """The path of every file below a folder, as an address has it."""
    root = str(folder)
    for base, _, files in os.walk(root):
        at = base[len(root) + 1 :].replace(os.sep, "/")
        yield from (f"{at}/{name}" if at else name for name in files)


def _found(path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    if (stamp := _stamp(path)) is not None:
        yield path, stamp


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 -- likewise
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def stamp_of(path: Path) -> list[int] | None:
    """Time and size of a file; None where there is none."""
    stamp = _stamp(str(path))
    return None if stamp is None else list(stamp)


class Stamped:
    """Times and sizes of files below a folder in which nothing changes meanwhile: each is looked at once."""

    def __init__(self, root: Path) -> None:
        self._root = f"{root}{os.sep}"
        self._known: dict[str, list[int] | None] = {}

    def of(self, path: str) -> list[int] | None:
        """Time and size of a file; None where there is none."""
        if path not in self._known:
            stamp = _stamp(self._root + path)
            self._known[path] = None if stamp is None else list(stamp)
        return self._known[path]
