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
                    yield from _stamp(os.path.join(base, name))  # noqa: PTH118 -- a Path for each takes as long
        else:
            yield from _stamp(str(place))


def _stamp(path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        found = os.stat(path)  # noqa: PTH116 -- likewise
    except OSError:
        return
    yield path, (found.st_mtime_ns, found.st_size)


def stamp_of(path: Path) -> list[int] | None:
    """Time and size of a file; None where there is none."""
    return next((list(stamp) for _, stamp in _stamp(str(path))), None)
