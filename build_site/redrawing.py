"""Which pages of the last build stand: those whose every look-up gives today what it gave then.

Kept below a project's ``.verbatim``: for each piece of the site the look-ups that it took, a digest of what
each gave, and time and size of the files that came of it. What cannot be read, or was written by another
program, counts for nothing, and a file that is not as it was written is made anew.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from build_site.digests import SIZE, Digests
from build_site.keeping import SINGLE, keep_sealed, program, read_sealed
from build_site.options import FEW
from build_site.pages import Unit, units
from build_site.pages.catalogue import Catalogue
from build_site.pages.tracing import Reads, Tracing
from build_site.sharing import shared
from build_site.stamps import Stamped

KINDS = (".py", ".txt", ".yml", ".tsv", ".json", ".html", ".js", ".css", ".svg", ".xml", ".woff2")
"""Suffixes of the program's files that a page may depend on."""
PACKAGES = ("jinja2", "markupsafe", "rapidfuzz", "svg-py", "pyyaml")
PART = 40
"""So many units are drawn at a time by a process that draws for another."""

Files = list[tuple[str, str]]


@dataclass(slots=True)
class _Memory:
    """What is known of the last build."""

    lookups: dict[str, list[str]] = field(default_factory=dict)
    """By table the keys that were looked up; all of them, table by table, have numbers in this order."""
    gave: bytes = b""
    """The digest of what each gave, one after the other."""
    units: dict[str, tuple[bytes, list[Any]]] = field(default_factory=dict)
    """By name: numbers of its look-ups, and its files with time and size."""

    def each(self) -> Iterator[tuple[str, str]]:
        """Table and key of each."""
        return ((table, key) for table, keys in self.lookups.items() for key in keys)


class Redrawing:
    """The pages of one project, drawn anew where they must be."""

    def __init__(self, memory: Path | None = None, docs: Path = Path(), told: Digests | None = None) -> None:
        self._memory, self._docs = memory, docs
        self._stood = Stamped(docs)
        """The files as the last build left them."""
        self._reads: dict[str, Reads | bytes] = {}
        """Of each unit its look-ups; of one that stands the numbers that they had."""
        self._paths: dict[str, list[str]] = {}
        self._last = _Memory()
        self._told = told or Digests(SINGLE)
        self._tracing: Tracing | None = None
        self._given: dict[str, dict[str, bytes]] = {}
        """What each look-up gives now, told once: by table and key."""

    def files(self, known: Catalogue, jobs: int) -> Iterator[tuple[str, str | None]]:
        """Every file that is drawn; None for the content of one that stands in ``docs/`` as it would be."""
        self._last = self._remembered()
        tracing = self._tracing = Tracing(known)
        changed = self._changed(tracing)
        stale = []
        for unit in units(known):
            numbers, paths = self._last.units.get(unit.name, (None, ()))
            if numbers is None or not changed.isdisjoint(_numbers(numbers)) or not self._stand(paths):
                stale.append(unit)
                continue
            self._reads[unit.name], self._paths[unit.name] = numbers, [path for path, _ in paths]
            yield from ((path, None) for path, _ in paths)
        parts = [stale[at : at + PART] for at in range(0, len(stale), PART)]
        tasks = [partial(_drawn, tracing, part) for part in parts]
        for drawn in shared(tasks, jobs if len(stale) > FEW else 1):
            for name, files, reads in drawn:
                self._reads[name], self._paths[name] = reads, [path for path, _ in files]
                yield from files

    def keep(self) -> None:
        """Write down what was read, once the files stand in their place."""
        if self._memory is None or self._tracing is None:
            return
        before = [*self._last.each()]
        found: dict[str, dict[str, int]] = {}
        for reads in self._reads.values():
            for table, key in _looked_up(reads, before):
                own = found.setdefault(table, {})
                own.setdefault(key, len(own))
        first = dict(zip(found, accumulate((len(keys) for keys in found.values()), initial=0), strict=False))
        now_stand = Stamped(self._docs)
        units = {}
        for name, reads in self._reads.items():
            numbers = array("I", [first[t] + found[t][key] for t, key in _looked_up(reads, before)])
            units[name] = numbers.tobytes(), [[path, now_stand.of(path)] for path in self._paths[name]]
        now = _Memory({table: [*keys] for table, keys in found.items()}, units=units)
        now.gave = b"".join(self._gives(*one) for one in now.each())
        keep_sealed(self._memory, marshal.dumps((now.lookups, now.gave, now.units)), program(KINDS, PACKAGES))

    def _remembered(self) -> _Memory:
        data = read_sealed(self._memory, program(KINDS, PACKAGES)) if self._memory else None
        return _Memory(*marshal.loads(data)) if data else _Memory()  # noqa: S302 -- sealed

    def _changed(self, tracing: Tracing) -> set[int]:
        """Numbers of the look-ups that give something else than they gave."""
        gave, each = self._last.gave, enumerate(self._last.each())
        return {n for n, one in each if self._gives(*one) != gave[n * SIZE : n * SIZE + SIZE]}

    def _gives(self, table: str, key: str) -> bytes:
        known = self._given.setdefault(table, {})
        given = known.get(key)
        if given is None:
            found = self._tracing.look(table, key) if self._tracing else None
            given = known[key] = self._told(found)
        return given

    def _stand(self, paths: Iterable[tuple[str, Any]]) -> bool:
        return all(stamp is not None and stamp == self._stood.of(path) for path, stamp in paths)


def _drawn(tracing: Tracing, part: list[Unit]) -> list[tuple[str, Files, Reads]]:
    return [(unit.name, *tracing.reads(unit.draw, unit.of, unit.item)) for unit in part]


def _looked_up(reads: Reads | bytes, before: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Table and key of each; of numbers those that stood ``before``."""
    if isinstance(reads, bytes):
        return (before[n] for n in _numbers(reads))
    return ((table, key) for table, keys in reads.items() for key in keys)


def _numbers(kept: bytes) -> array[int]:
    return array("I", kept)
