"""Which pages of the last build stand: those whose every look-up gives today what it gave then.

Kept below a project's ``.verbatim``: for each piece of the site the look-ups that it took, a digest of what
each gave, and time and size of the files that came of it. What cannot be read, or was written by another
program, counts for nothing, and a file that is not as it was written is made anew.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from build_site.digests import Digests, digest
from build_site.keeping import SINGLE, program
from build_site.options import FEW
from build_site.pages import Unit, units
from build_site.pages.catalogue import Catalogue
from build_site.pages.tracing import Reads, Tracing
from build_site.sharing import shared
from build_site.stamps import Stamped
from build_site.write import put_whole, remembering

KINDS = (".py", ".txt", ".yml", ".tsv", ".json", ".html", ".js", ".css", ".svg", ".xml", ".woff2")
"""Suffixes of the program's files that a page may depend on."""
PACKAGES = ("jinja2", "markupsafe", "rapidfuzz", "svg-py", "pyyaml")
PART = 40
"""So many units are drawn at a time by a process that draws for another."""

Files = list[tuple[str, str]]


@dataclass(slots=True)
class _Memory:
    """What is known of the last build."""

    lookups: list[tuple[str, str]] = field(default_factory=list)
    """Table and key of each."""
    gave: list[bytes] = field(default_factory=list)
    """The digest of what each gave."""
    units: dict[str, list[Any]] = field(default_factory=dict)
    """By name: numbers of its look-ups, and its files with time and size."""


class Redrawing:
    """The pages of one project, drawn anew where they must be."""

    def __init__(self, memory: Path | None = None, docs: Path = Path(), told: Digests | None = None) -> None:
        self._memory, self._docs = memory, docs
        self._stood = Stamped(docs)
        """The files as the last build left them."""
        self._reads: dict[str, Reads | list[int]] = {}
        self._paths: dict[str, list[str]] = {}
        self._last = _Memory()
        self._told = told or Digests(SINGLE)
        self._tracing: Tracing | None = None
        self._given: dict[tuple[str, str], bytes] = {}
        """What each look-up gives now, told once."""

    def files(self, known: Catalogue, jobs: int) -> Iterator[tuple[str, str | None]]:
        """Every file that is drawn; None for the content of one that stands in ``docs/`` as it would be."""
        self._last = self._remembered()
        tracing = self._tracing = Tracing(known)
        changed = self._changed(tracing)
        stale = []
        for unit in units(known):
            numbers, paths = self._last.units.get(unit.name, (None, ()))
            if numbers is None or not changed.isdisjoint(numbers) or not self._stand(paths):
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
        numbers: dict[tuple[str, str], int] = {}
        made: dict[str, list[Any]] = {}
        now_stand = Stamped(self._docs)
        before, again = self._last.lookups, [-1] * len(self._last.lookups)
        for name, reads in self._reads.items():
            if isinstance(reads, list):
                for n in reads:
                    if again[n] < 0:
                        again[n] = numbers.setdefault(before[n], len(numbers))
                own = [again[n] for n in reads]
            else:
                read = ((table, key) for table, keys in reads.items() for key in keys)
                own = [numbers.setdefault(one, len(numbers)) for one in read]
            made[name] = [own, [[path, now_stand.of(path)] for path in self._paths[name]]]
        now = _Memory([*numbers], [*map(self._gives, numbers)], made)
        data = marshal.dumps((now.lookups, now.gave, now.units))
        with remembering():  # then all is drawn next time
            put_whole(self._memory, _sealed(data) + data)

    def _remembered(self) -> _Memory:
        try:
            found = self._memory.read_bytes() if self._memory else b""
        except OSError:
            return _Memory()
        size = len(_sealed(b""))
        data = found[size:]
        return _Memory(*marshal.loads(data)) if found[:size] == _sealed(data) else _Memory()  # noqa: S302 -- sealed

    def _changed(self, tracing: Tracing) -> set[int]:
        """Numbers of the look-ups that give something else than they gave."""
        before = zip(self._last.lookups, self._last.gave, strict=True)
        return {n for n, (one, gave) in enumerate(before) if self._gives(one) != gave}

    def _gives(self, one: tuple[str, str]) -> bytes:
        given = self._given.get(one)
        if given is None:
            found = self._tracing.look(*one) if self._tracing else None
            given = self._given[one] = self._told(found)
        return given

    def _stand(self, paths: Iterable[tuple[str, Any]]) -> bool:
        return all(stamp is not None and stamp == self._stood.of(path) for path, stamp in paths)


def _drawn(tracing: Tracing, part: list[Unit]) -> list[tuple[str, Files, Reads]]:
    return [(unit.name, *tracing.reads(unit.draw, unit.of, unit.item)) for unit in part]


def _sealed(data: bytes) -> bytes:
    """What begins a memory that this program wrote, whole."""
    return digest((program(KINDS, PACKAGES), data))
