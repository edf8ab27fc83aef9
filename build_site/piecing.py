"""Downloads in pieces: those of the last build whose every value holds the same are taken from its files.

Kept below a project's ``.verbatim`` is of each file where its pieces stand in it and what each was made of,
with the file's time and size. The pieces themselves stand in ``docs/``. What cannot be read, was written by
another program, or is of a file that is not as it was written, counts for nothing.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from build_site.digests import Digests, digest
from build_site.exports.pieces import Part, Piece, Stretch, joined, part_of
from build_site.keeping import program
from build_site.stamps import stamp_of
from build_site.write import put_whole

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
        text = json.dumps(said, separators=(",", ":"))
        with contextlib.suppress(OSError):  # then all are made next time
            put_whole(self._memory, f"{_sealed(text)}\n{text}".encode())

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
        try:
            seal, _, text = self._memory.read_text("utf-8").partition("\n") if self._memory else ("", "", "")
        except (OSError, ValueError):
            return {}
        found: dict[str, Any] = json.loads(text) if text and seal == _sealed(text) else {}
        return found


def _sealed(text: str) -> str:
    """What begins a memory that this program wrote, whole."""
    return digest((program(), text)).hex()
