"""What the exports make: pieces of the last build whose every value holds the same are taken from its files.

Kept below a project's ``.verbatim`` is of each file where its pieces stand in it and what each was made of,
with the file's time and size. The pieces themselves stand in ``docs/``. What cannot be read, was written by
another program, or is of a file that is not as it was written, counts for nothing.
"""

from __future__ import annotations

import gzip
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from math import inf
from pathlib import Path
from typing import Any

from build_site.digests import Digests, digest
from build_site.exports import published
from build_site.exports.base import LARGE, LARGE_JSON, LARGE_SELDOM, Export
from build_site.exports.edition import Edition
from build_site.exports.pieces import InPieces, Part, Piece, Stretch, joined, made, part_of, whole
from build_site.keeping import keep_sealed, program, read_sealed
from build_site.model import Dataset
from build_site.sharing import shared
from build_site.stamps import stamp_of

Placed = list[Any]
"""What a piece was made of, where it begins and how many bytes it has, and what a part says of it."""


class Piecing:
    """The downloads of one project that are made in pieces."""

    def __init__(self, memory: Path | None, docs: Path, told: Digests) -> None:
        self._memory, self._docs, self._told = memory, docs, told
        self._keys: dict[int, tuple[Piece, str]] = {}
        self._parts: dict[str, Part] = {}
        self._now: dict[str, list[Placed]] = {}

    def missing(self, plans: Mapping[str, Sequence[Stretch]]) -> list[Piece]:
        """Of these files the pieces that must be made."""
        last = self._remembered()
        for path in plans:
            for at in (path, f"{path}.gz"):
                self._parts.update(self._taken(at, *last.get(at, (None, ()))))
        wanted = {self._key(one): one for found in plans.values() for one in found if isinstance(one, Piece)}
        return [piece for key, piece in wanted.items() if key not in self._parts]

    def have(self, pieces: Iterable[tuple[Piece, Part]]) -> None:
        """These were made."""
        self._parts |= {self._key(piece): part for piece, part in pieces}

    def file(self, path: str, stretches: Sequence[Stretch], large: float) -> tuple[str, bytes]:
        """A file and its path, which tells whether it is compressed."""
        parts = [part_of(s) if isinstance(s, str) else self._parts[self._key(s)] for s in stretches]
        packed, (head, *found, tail) = joined(parts, large)
        path, at = f"{path}.gz" if packed else path, len(head)
        placed = self._now[path] = []
        for stretch, part, data in zip(stretches, parts, found, strict=True):
            if isinstance(stretch, Piece):
                own = [packed, part.size, part.checksum, part.turn]
                placed.append([self._key(stretch), at, len(data), own])
            at += len(data)
        return path, b"".join((head, *found, tail))

    def keep(self) -> None:
        """Write down where pieces stand, once the files stand in their place."""
        if self._memory is None:
            return
        said = {path: [stamp_of(self._docs / path), placed] for path, placed in self._now.items()}
        keep_sealed(self._memory, marshal.dumps(said), program())

    def _key(self, piece: Piece) -> str:
        known = self._keys.get(id(piece))
        if known is None:
            named = (piece.make.__module__, piece.make.__qualname__, *map(self._told, piece.given))
            known = self._keys[id(piece)] = piece, digest(named).hex()
        return known[1]

    def _taken(self, path: str, stamp: object, placed: Iterable[Placed]) -> Iterator[tuple[str, Part]]:
        """What stands in a file of the last build."""
        at = self._docs / path
        if stamp is None or stamp != stamp_of(at):
            return
        data = at.read_bytes()
        for key, start, length, (packed, size, checksum, turn) in placed:
            yield key, Part(data[start : start + length], packed, size, checksum, turn)

    def _remembered(self) -> dict[str, Any]:
        data = read_sealed(self._memory, program()) if self._memory else None
        found: dict[str, Any] = marshal.loads(data) if data else {}  # noqa: S302 -- sealed
        return found


def downloads(
    dataset: Dataset, shown: Dataset, jobs: int, piecing: Piecing
) -> Iterator[tuple[Export, list[tuple[str, bytes]]]]:
    """What each export makes; of those in pieces, the pieces that are missing."""
    wanted = published(dataset)
    edition = Edition.of(dataset)
    plans = {e.name: [*e.files.published(edition)] for e in wanted if isinstance(e.files, InPieces)}
    missing = piecing.missing(dict(chain(*plans.values())))
    whole = [export for export in wanted if export.name not in plans and not export.knowing]
    making: list[Callable[[], Any]] = [partial(exported, e, dataset if e.listed else shown) for e in whole]
    making += [partial(made, piece) for piece in missing]
    every = sum(isinstance(one, Piece) for plan in plans.values() for _, found in plan for one in found)
    # where most of it stands, to copy the process would cost more than what is left
    results = shared(making, jobs if 2 * len(missing) > every else 1)
    paths: set[str] = set()
    for export in whole:
        files = next(results)
        paths |= {path for path, _ in files if export.listed}
        yield export, files
    piecing.have(zip(missing, results, strict=True))
    for export in wanted:
        if export.name in plans:
            files = [piecing.file(*one, _large(export, one[0])) for one in plans[export.name]]
            paths |= {path for path, _ in files}
            yield export, files
    for export in wanted:
        if export.knowing:
            yield export, [(path, _encoded(content)) for path, content in export.knowing(dataset, paths)]


def exported(export: Export, dataset: Dataset) -> list[tuple[str, bytes]]:
    """The files of an export as a site has them: in parts, or compressed where they are large."""
    found = []
    files: Iterable[tuple[str, str | bytes]] = export.files(dataset)
    if isinstance(export.files, InPieces):
        edition = Edition.of(dataset)
        files = ((path, whole(stretches)) for path, stretches in export.files.published(edition))
    for path, content in files:
        data = _encoded(content)
        if len(data) > _large(export, path):
            found.append((f"{path}.gz", gzip.compress(data, compresslevel=6, mtime=0)))
        else:
            found.append((path, data))
    return found


def _encoded(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _large(export: Export, path: str) -> float:
    """Bytes from which on a file of an export is compressed; a part always is."""
    if isinstance(export.files, InPieces) and path.count("/") > 1:
        return -1
    if not export.packed:
        return inf
    if export.seldom:
        return LARGE_SELDOM
    return LARGE_JSON if path.endswith(".json") else LARGE
