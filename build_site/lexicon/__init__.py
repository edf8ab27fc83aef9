"""Vocabulary as data: plain text files beside this module, one entry a line, ``#`` starts a comment.

A file ``cues/verbs.txt`` is the word list ``cues/verbs``. Columns, where an entry has more than one, are
separated by a tab. Entries keep their case; callers fold case where they compare without it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All word lists, by name. Compared and hashed by identity: there is one for each folder."""

    tables: dict[str, tuple[Row, ...]] = field(repr=False)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The entries of a list with their columns; ``KeyError`` where there is no such list."""
        return self.tables[name]

    def words(self, name: str) -> frozenset[str]:
        """The first column of a list."""
        return frozenset(row[0] for row in self.tables[name])

    def mapping(self, name: str) -> dict[str, str]:
        """First column to second column ('' where there is none)."""
        return {row[0]: row[1] if len(row) > 1 else "" for row in self.tables[name]}

    def in_full(self, name: str) -> dict[str, str]:
        """First column → the full name that a third column gives it, or else itself."""
        return {row[0]: row[-1] if len(row) > 2 else row[0] for row in self.rows(name)}


def _rows(path: Path) -> tuple[Row, ...]:
    lines = (line.split("#", 1)[0].rstrip() for line in path.read_text("utf-8").splitlines())
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines if line.strip())


@lru_cache(maxsize=8)
def load_lexicon(folder: Path = Path(__file__).parent) -> Lexicon:
    """Read every ``.txt`` file below ``folder``; the same folder gives the same object."""
    files = sorted(folder.rglob("*.txt"))
    return Lexicon({path.relative_to(folder).with_suffix("").as_posix(): _rows(path) for path in files})
