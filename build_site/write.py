"""The only writer of files: whole or not at all, only what changed, and never over what a person wrote."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from build_site.errors import OutputError

_ILLEGAL = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|[. ]$')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
STAGED = "staged-"
"""How the names of folders begin that hold files which are not yet in their place."""
LONGEST = 240
"""Bytes in one part of a path; some file systems end at 255."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes below ``root`` and remembers in ``manifest`` what it wrote."""

    root: Path
    manifest: Path

    def written(self) -> frozenset[str]:
        """Paths below ``root`` of what the last build wrote."""
        try:
            listed = json.loads(self.manifest.read_text("utf-8"))["files"]
            return frozenset(path for path in listed if isinstance(path, str) and not _wrong(path))
        except FileNotFoundError:
            return frozenset()
        except (OSError, ValueError, KeyError, TypeError):
            raise OutputError(f"{self.manifest}: not readable. Remove it and the generated pages.") from None

    def write(self, files: Iterable[tuple[str, str | bytes | None]]) -> None:
        """Make what lies below ``root`` be these files and what was there of other hands.

        What has None for its content stands already as it is to be.

        All are made before the first is moved to its place, so that trouble in making them changes nothing.
        What was ended in the midst of the moves is finished first. Raises ``OutputError``.
        """
        self.finish()
        before = self.written()
        self.manifest.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=STAGED, dir=self.manifest.parent))
        try:
            staged = _Staged(self.root, folder, before)
            for path, content in files:
                if content is None:
                    staged.claim(path)
                else:
                    staged.add(path, content)
            staged.check()
            # The list comes first: whatever happens now, the next build knows its own files.
            self._remember(before | staged.paths)
            moves = _Moves(folder.name, staged.changed, sorted(before - staged.paths), sorted(staged.paths))
            if moves.changed or moves.gone:
                put_whole(self._journal, json.dumps(asdict(moves)).encode())
            self._carry_out(moves)
        except OSError as error:
            raise OutputError(
                f"{error.filename or self.root}: cannot be written ({error.strerror})."
            ) from error
        finally:
            if not self._journal.exists():
                shutil.rmtree(folder, ignore_errors=True)

    def finish(self) -> None:
        """Move the rest of what a build was ended in the midst of: then all is new, and nothing is mixed."""
        try:
            moves = _Moves(**json.loads(self._journal.read_text("utf-8")))
            if moves.folder.startswith(STAGED) and not any(
                map(_wrong, (moves.folder, *moves.changed, *moves.gone, *moves.paths))
            ):
                self._carry_out(moves)
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, AttributeError):
            pass  # the build that is to come makes everything anew
        self._journal.unlink(missing_ok=True)

    @property
    def _journal(self) -> Path:
        return self.manifest.with_suffix(".moves")

    def _carry_out(self, moves: _Moves) -> None:
        """Do what is left of it: what was moved already is no longer in the folder."""
        folder = self.manifest.parent / moves.folder
        for path in moves.changed:
            target = self.root / path
            if (folder / path).exists() and not _leaves(target.parent, self.root):
                target.parent.mkdir(parents=True, exist_ok=True)
                put(folder / path, target)
        self._prune(moves.gone)
        self._remember(frozenset(moves.paths))
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)

    def _prune(self, gone: Iterable[str]) -> None:
        """Remove files, and the folders that this empties."""
        for path in sorted(gone, reverse=True):
            target = self.root / path
            if _leaves(target.parent, self.root):
                continue
            target.unlink(missing_ok=True)
            for folder in target.parents:
                if folder == self.root:
                    break
                with contextlib.suppress(OSError):  # not empty, or not there
                    folder.rmdir()

    def _remember(self, paths: frozenset[str]) -> None:
        text = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=0) + "\n"
        if not (self.manifest.is_file() and self.manifest.read_text("utf-8") == text):
            put_whole(self.manifest, text.encode())


@dataclass(frozen=True, slots=True)
class _Moves:
    """What stands in a folder beside the manifest and is on its way."""

    folder: str
    changed: list[str]
    gone: list[str]
    paths: list[str]
    """All that is written when it is done."""


class _Staged:
    """Files that are made but not yet in their place; those that are there already are not made."""

    def __init__(self, root: Path, folder: Path, before: frozenset[str]) -> None:
        self.root = root
        self.folder = folder
        self.before = before
        self.changed: list[str] = []
        self.foreign: list[str] = []
        self.names: dict[str, str] = {}
        self.folders: dict[str, str] = {}

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(self.names.values())

    def add(self, path: str, content: str | bytes) -> None:
        """Stage one file, unless it stands there already, byte for byte."""
        self.claim(path)
        try:
            data = content.encode() if isinstance(content, str) else content
        except UnicodeEncodeError:
            raise OutputError(f"{path}: holds half a surrogate pair, which is no character.") from None
        target = self.root / path
        if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
            return
        if path not in self.before and os.path.lexists(target):
            self.foreign.append(path)
            return
        staged = self.folder / path
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(data)
        self.changed.append(path)

    def check(self) -> None:
        """Refuse to touch what this writer did not write."""
        if self.foreign:
            some = ", ".join(self.foreign[:5]) + (" …" if len(self.foreign) > 5 else "")
            raise OutputError(
                f"{self.root}: {len(self.foreign)} files are in the way that no build wrote ({some})."
                " Move them elsewhere if they are yours; remove them if an earlier build made them."
            )
        for folder in sorted(self.folders.values()):
            at = self.root / folder
            if _leaves(at, self.root):
                raise OutputError(f"{at}: a link that leads elsewhere. Put a folder in its place.")

    def claim(self, path: str) -> None:
        """Refuse paths that leave the folder, cannot exist everywhere, or equal another's but for case."""
        if trouble := _wrong(path):
            raise OutputError(
                f"{path!r}: {trouble}. Give the article another slug, or the actor another name."
            )
        name = _same(path)
        if name in self.names or name in self.folders:
            other = self.names.get(name) or self.folders[name]
            raise OutputError(f"{path!r}: cannot stand beside {other!r}. Give one of them another slug.")
        self.names[name] = path
        for folder in _folders(path):
            if _same(folder) in self.names:
                raise OutputError(f"{path!r}: {folder!r} is a file already. Give one of them another slug.")
            if self.folders.setdefault(_same(folder), folder) != folder:
                raise OutputError(f"{path!r}: the folder differs from another only by case.")


def put_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: what stands there is the former one or this."""
    fresh = path.with_suffix(".new")
    fresh.write_bytes(data)
    fresh.replace(path)


def put(staged: Path, target: Path) -> None:
    """Move a file into its place in one step, by way of a copy beside it where another volume begins."""
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = target.with_name(f".{STAGED}{staged.stat().st_ino}")
        try:
            shutil.copyfile(staged, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def _same(path: str) -> str:
    """Alike for paths that some file systems hold to be one."""
    return unicodedata.normalize("NFC", path).casefold()


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _wrong(path: str) -> str:
    """Why a path is refused, or ''."""
    for part in path.split("/"):
        if part in {"", ".", ".."}:
            return "leads out of the folder, or has an empty part"
        if _ILLEGAL.search(part) or _RESERVED.match(part):
            return "is no file name on every system"
        if len(part.encode("utf-8", "replace")) > LONGEST:
            return "is too long"
    return ""


def _leaves(folder: Path, root: Path) -> bool:
    """Whether a link on the way leads elsewhere."""
    return not folder.resolve().is_relative_to(root.resolve())
