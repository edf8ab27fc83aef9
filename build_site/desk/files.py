"""The curator's files, and the journal of what the desk wrote into them: undo and redo, also tomorrow.

A file is replaced in one step, and only where it still is what was read. What is to be written stands in the
journal first; whatever moment the process is killed at, a file is whole, and the next start knows whether the
last line of the journal came to pass.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from build_site.config import Project
from build_site.errors import VerbatimError
from build_site.write import put

AROUND = 60
"""So many characters before and behind a change tell its place again."""

LEAST = 20
"""So many of them tell a place where nothing stands that could be looked for itself."""


class RefusedError(VerbatimError):
    """What was asked for is not done, and the message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one decision changed in one file: the characters of one place became others."""

    id: int
    file: str
    """Below the project, POSIX."""
    label: str
    """What was decided, in words."""
    place: str
    """The address of the page that it was decided on, from the site's root."""
    at: int
    old: str
    new: str
    before: str
    """Characters that stand before the place."""
    behind: str
    made: bool = False
    """The file was not there."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What was done and what was undone, in the order of the file."""

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    """The last one first undone stands last."""
    count: int = 0


class Files:
    """Reads and writes below a project's ``seeds/``, and nowhere else."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.path = project.root / ".verbatim" / "desk" / "journal.jsonl"
        self.journal = self._replayed()

    def read(self, file: str) -> str:
        """The text of a file; '' where it is not there."""
        try:
            return self._inside(file).read_bytes().decode("utf-8")
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError:
            raise RefusedError(f"{file}: not UTF-8. Save the file as UTF-8.") from None

    def edit(self, file: str, apply: Callable[[str], str], label: str, place: str = "") -> Change | None:
        """Change a file and remember it; None where that changes nothing."""
        old = self.read(file)
        new = apply(old)
        if new == old:
            return None
        made = not self._inside(file).exists()
        change = _difference(self.journal.count + 1, file, label, place, old, new, made=made)
        self._log({"do": asdict(change)})
        self._write(file, old, new)
        self.journal = Journal((*self.journal.done, change), (), change.id)
        return change

    def undo(self) -> Change:
        """Take the last change back, wherever in its file it stands now."""
        if not self.journal.done:
            raise RefusedError("Nothing is left to undo.")
        change = self.journal.done[-1]
        self._turn(change, change.new, change.old, "undo")
        self.journal = Journal(self.journal.done[:-1], (*self.journal.undone, change), self.journal.count)
        return change

    def redo(self) -> Change:
        """Make the last change that was undone once more."""
        if not self.journal.undone:
            raise RefusedError("Nothing is left to redo.")
        change = self.journal.undone[-1]
        self._turn(change, change.old, change.new, "redo")
        self.journal = Journal((*self.journal.done, change), self.journal.undone[:-1], self.journal.count)
        return change

    def forget(self, change: Change, undone: tuple[Change, ...] = ()) -> None:
        """Take back a change that the corpus cannot be made with: it was never done."""
        self._turn(change, change.new, change.old, "void")
        self.journal = Journal(self.journal.done[:-1], undone, self.journal.count)

    def _turn(self, change: Change, there: str, wanted: str, what: str) -> None:
        text = self.read(change.file)
        at = _found(text, change, there)
        if at is None:
            raise RefusedError(
                f"{change.file} was changed by hand since, just there: {change.label!r} cannot be taken back"
                " or done again here. Change the file by hand."
            )
        new = text[:at] + wanted + text[at + len(there) :]
        self._log({what: change.id})
        self._write(change.file, text, new, gone=change.made and not new)

    def _write(self, file: str, old: str, new: str, *, gone: bool = False) -> None:
        """Replace the file in one step, unless it is another than what was read."""
        target = self._inside(file)
        if self.read(file) != old:
            raise RefusedError(f"{file} is being changed elsewhere. Nothing was written; try again.")
        if gone:
            target.unlink(missing_ok=True)
            return
        staged = self.path.parent / f"{target.name}.new"
        with staged.open("w", encoding="utf-8", newline="") as out:
            out.write(new)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            shutil.copymode(target, staged)
        put(staged, target)

    def _inside(self, file: str) -> Path:
        """The place of a YAML file of the curator; refuses every other path."""
        path = (self.project.root / file).resolve()
        seeds = self.project.seeds.resolve()
        if path.suffix != ".yml" or not path.is_relative_to(seeds) or seeds == path:
            raise RefusedError(f"{file}: no file of the curator. The desk writes below seeds/ only.")
        return path

    def _log(self, record: Mapping[str, object]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        append_line(self.path, record)

    def _replayed(self) -> Journal:
        """The journal of other days. A last line whose change is not in its file is not counted."""
        done: list[Change] = []
        undone: list[Change] = []
        count = 0
        records = list(self._records())
        for number, record in enumerate(records):
            last = number == len(records) - 1
            if "do" in record:
                change = Change(**record["do"])
                count = change.id
                if last and _found(self.read(change.file), change, change.new) is None:
                    self._log({"void": change.id})
                    continue
                done.append(change)
                undone.clear()
                continue
            back = "redo" in record
            source, target = (undone, done) if back else (done, undone)
            if not source:
                continue
            change = source[-1]
            wanted = change.new if back else change.old
            if last and _found(self.read(change.file), change, wanted) is None:
                void = "void" in record
                self._log({"do": asdict(change)} if void else {"undo" if back else "redo": change.id})
                continue
            source.pop()
            if "void" not in record:
                target.append(change)
        return Journal(tuple(done), tuple(undone), count)

    def _records(self) -> Iterator[dict[str, Any]]:
        try:
            lines = self.path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for line in lines:
            try:
                yield json.loads(line)
            except ValueError:  # the line that was being written when the process was killed
                continue


def append_line(path: Path, record: Mapping[str, object]) -> None:
    """One record more in a file of lines, on disk when this returns.

    Half a line that a killed process left behind is ended first.
    """
    with path.open("ab+") as out:
        if out.tell():
            out.seek(-1, os.SEEK_END)
            if out.read(1) != b"\n":
                out.write(b"\n")
        out.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())


def _difference(id: int, file: str, label: str, place: str, old: str, new: str, *, made: bool) -> Change:
    """The one stretch in which two texts differ, widened to whole lines so that it can be told again."""
    start = 0
    limit = min(len(old), len(new))
    while start < limit and old[start] == new[start]:
        start += 1
    start = old.rfind("\n", 0, start) + 1
    end = 0
    while end < limit - start and old[-1 - end] == new[-1 - end]:
        end += 1
    tail = old[len(old) - end :] if end else ""
    end = end - (tail.find("\n") + 1 if "\n" in tail else end)
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    behind = old[len(old) - end :][:AROUND] if end else ""
    before = old[max(0, start - AROUND) : start]
    return Change(id, file, label, place, start, first, second, before, behind, made)


def _found(text: str, change: Change, words: str) -> int | None:
    """Where the words of a change stand now: with what is around them, nearest to where they stood."""
    for before, behind in ((change.before, change.behind), (change.before, ""), ("", change.behind)):
        if not words and len(before) + len(behind) < LEAST:
            continue
        sought = before + words + behind
        places = []
        at = text.find(sought)
        while at >= 0:
            places.append(at + len(before))
            at = text.find(sought, at + 1)
        if places:
            return min(places, key=lambda place: abs(place - change.at))
    whole = not change.before and not change.behind
    return 0 if whole and text == words else None
