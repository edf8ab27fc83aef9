"""Articles as files: one reader per suffix, and one for JSON Lines, where every line is an article."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from build_site import curation
from build_site.errors import CurationError, InputError
from build_site.model import Document, Finding, Level
from build_site.readers import html, markdown, text
from build_site.readers.jsonl import read_jsonl
from build_site.readers.reading import Reader

__all__ = [
    "READERS",
    "article_paths",
    "collection_paths",
    "read",
    "read_collection",
    "read_folder",
    "read_jsonl",
    "unread_files",
]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": text.read,
        ".md": markdown.read,
        ".html": html.read,
        ".htm": html.read,
    }
)

COLLECTION = ".jsonl"
"""The suffix of a file with an article a line."""

LARGEST = 50_000_000
"""Bytes. What is larger is not one article."""

_CURATOR = frozenset({"corpus", "actors", "corrections"})


def article_paths(seeds: Path) -> tuple[Path, ...]:
    """The articles below a folder, in the order of their ids. Hidden files and READMEs are not articles."""
    paths = (
        path for path in _visible(seeds) if path.suffix.lower() in READERS and path.stem.lower() != "readme"
    )
    return tuple(sorted(paths, key=lambda path: (_id(path, seeds), path.suffix)))


def collection_paths(seeds: Path) -> tuple[Path, ...]:
    """The files below a folder that hold an article a line, in the order of their names."""
    found = (path for path in _visible(seeds) if path.suffix.lower() == COLLECTION)
    return tuple(sorted(found, key=lambda path: (_id(path, seeds), path.suffix)))


def read_collection(path: Path, seeds: Path, refused: Callable[[InputError], None]) -> Iterator[Document]:
    """The articles of a collection, called by the file's name and their own ids: ``news/2023-06-14``.

    A line that holds no article is handed to ``refused`` and passed over.
    """
    where, name = _name(path, seeds.parent), _id(path, seeds)
    try:
        with path.open("rb") as stream:
            for document in read_jsonl(stream, where, refused):
                yield replace(document, id=f"{name}/{document.id}", path=f"{where}#{document.id}")
    except OSError as error:
        refused(
            InputError(f"{where}: cannot be read ({error.strerror}). Check the file and its permissions.")
        )


def read_folder(folder: Path, refused: Callable[[str, InputError], None]) -> Iterator[Document]:
    """Every article below a folder: those that are files, then the lines of collections.

    What cannot be read is handed to ``refused``, with the file or the line, and passed over.
    """
    for path in article_paths(folder):
        try:
            document = read(path, folder)
        except InputError as error:
            refused(_name(path, folder.parent), error)
        else:
            yield document
    for path in collection_paths(folder):
        yield from read_collection(path, folder, lambda error: refused(str(error).partition(": ")[0], error))


def unread_files(seeds: Path) -> tuple[Finding, ...]:
    """A finding for every file below a folder that is neither an article nor goes with one."""
    articles = {path.with_suffix("") for path in article_paths(seeds)} | {seeds / name for name in _CURATOR}
    return tuple(
        Finding(Level.WARNING, "file-not-read", _name(path, seeds.parent), _why_unread(path, seeds))
        for path in sorted(_visible(seeds))
        if path.suffix.lower() not in {*READERS, COLLECTION}
        and not (path.suffix == ".yml" and path.with_suffix("") in articles)
    )


def read(path: Path, seeds: Path, *, alone: bool = False) -> Document:
    """An article with what its file and its side-car ``<stem>.yml`` state of it.

    ``alone`` reads the file by itself: no side-car, and no regard to the files beside it.

    Raises ``InputError`` where it cannot be read as an article; the message names file and remedy.
    """
    where = _name(path, seeds.parent)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            f"{where}: no reader for {path.suffix or 'files without a suffix'}; use one of {_suffixes()}."
        )
    try:
        _refuse_names(path, seeds, where, alone)
        if path.stat().st_size > LARGEST:
            raise InputError(f"{where}: {path.stat().st_size:,} bytes are not one article. Split the file.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{where}: cannot be read ({error.strerror}). Check the file and its permissions."
        ) from None
    try:
        reading = reader(data, where)
        sidecar = path.with_suffix(".yml")
        if not alone and sidecar.is_file():
            reading = reading.overridden_by(curation.load_sidecar(sidecar, _name(sidecar, seeds.parent)))
    except CurationError as error:
        raise InputError(str(error)) from None
    return Document(
        id=_id(path, seeds),
        path=where,
        text=reading.text,
        sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
        metadata=reading.metadata,
        slug=reading.slug,
        findings=reading.findings,
    )


def _visible(folder: Path) -> list[Path]:
    """Files below a folder, but for hidden ones, editors' back-ups and what lies in hidden folders."""
    found = []
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(base, name) for name in files if not name.startswith((".", "#")) and not name.endswith("~")
        ]
    return found


def _refuse_names(path: Path, seeds: Path, where: str, alone: bool) -> None:
    """Names that cannot be an article's id."""
    identity = _id(path, seeds)
    if not identity.isprintable():
        raise InputError(
            f"{where!r}: the file's name holds characters that cannot be shown. Rename the file."
        )
    if alone:
        return
    if path.parent == seeds and path.stem in _CURATOR:
        raise InputError(
            f"{where}: {path.stem}.yml is the curator's own file. Give the article another name."
        )
    stems = {unicodedata.normalize(form, path.stem) for form in ("NFC", "NFD")}
    names = {stem + end for stem in stems for suffix in READERS for end in (suffix, suffix.upper())}
    beside = (path.with_name(name) for name in sorted(names - {path.name}))
    others = [other.name for other in beside if other.exists() and not other.samefile(path)]
    if others:
        raise InputError(f"{where}: {', '.join(others)} has the same name but for the suffix. Rename one.")


def _id(path: Path, seeds: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(seeds).with_suffix("").as_posix())


def _name(path: Path, root: Path) -> str:
    """Relative to the project where the file lies in it."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _suffixes() -> str:
    return " ".join((*READERS, COLLECTION))


def _why_unread(path: Path, seeds: Path) -> str:
    if path.suffix in {".yml", ".yaml"}:
        return f"No article has this name. {path.stem}.yml belongs beside {path.stem}.txt; rename it."
    return (
        f"Not an article: its suffix is none of {_suffixes()}. Convert it, or move it out of {seeds.name}/."
    )
