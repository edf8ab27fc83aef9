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
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from build_site.errors import OutputError
from build_site.stamps import below
from build_site.switch import exchange

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

        All are made before the first comes to its place, so that trouble in making them changes nothing; then
        the whole folder is exchanged for one that has them, in one step where the system has such a step.
        Raises ``OutputError``.
        """
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
            gone = before - staged.paths
            self.root.mkdir(parents=True, exist_ok=True)
            if len(staged.changed) + len(gone) < 2 or not _put_folder(self.root, folder, before, gone):
                _put_each(self.root, folder, staged.changed, gone)
            self._remember(staged.paths)
        except OSError as error:
            raise OutputError(
                f"{error.filename or self.root}: cannot be written ({error.strerror})."
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _remember(self, paths: frozenset[str]) -> None:
        text = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=0) + "\n"
        if not (self.manifest.is_file() and self.manifest.read_text("utf-8") == text):
            put_whole(self.manifest, text.encode())


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


def _put_folder(root: Path, folder: Path, before: Collection[str], gone: Collection[str]) -> bool:
    """Exchange ``root`` for the folder, to which all that stays is linked; False where that cannot be."""
    try:
        shutil.copytree(root, folder, symlinks=True, copy_function=_link, dirs_exist_ok=True)
    except OSError:  # another volume, or one without links
        return False
    _prune(folder, gone)
    if root.is_symlink() or not exchange(folder, root):
        return False
    for path in below(folder):  # what a person saved meanwhile
        if path not in before and not _is_one(folder / path, root / path):
            put(folder / path, root / path)
    return True


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        if Path(target).is_dir():
            raise


def _is_one(former: Path, now: Path) -> bool:
    return now.exists() and former.samefile(now)


def _put_each(root: Path, folder: Path, changed: Iterable[str], gone: Collection[str]) -> None:
    """Move one file after another; what is ended in the midst of it is made good by the next build."""
    for path in changed:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        put(folder / path, target)
    _prune(root, gone)


def _prune(root: Path, gone: Iterable[str]) -> None:
    """Remove files, and the folders that this empties."""
    for path in sorted(gone, reverse=True):
        target = root / path
        if _leaves(target.parent, root):
            continue
        target.unlink(missing_ok=True)
        for folder in target.parents:
            if folder == root:
                break
            with contextlib.suppress(OSError):  # not empty, or not there
                folder.rmdir()


def put_whole(path: Path, *parts: bytes) -> None:
    """Write a file in one step: what stands there is the former one or this."""
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        file.writelines(parts)
    fresh.replace(path)


@contextlib.contextmanager
def remembering() -> Iterator[None]:
    """What only makes the next build faster: a folder that takes nothing is no matter, a full disk is."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise OutputError(f"{error.filename}: cannot be written ({error.strerror}).") from error


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
