"""Articles as files: one reader per suffix, and one for JSON Lines, where every line is an article."""

from __future__ import annotations

import hashlib
import os.path
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from build_site import curation
from build_site.errors import CurationError, InputError
from build_site.model import Document, Finding, Level
from build_site.readers import html, markdown, text
from build_site.readers.folder import (
    TRANSCRIPTS,
    files_below,
    is_passed_over,
    linked_folders,
    said_to_be_transcripts,
    trouble_with,
)
from build_site.readers.jsonl import read_jsonl
from build_site.readers.reading import Reader, Reading

__all__ = [
    "READERS",
    "article_paths",
    "collection_paths",
    "is_article",
    "read",
    "read_bytes",
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

_CURATOR = frozenset({"corpus", "actors", "corrections", "addresses"})
_OTHER_SUFFIX = frozenset(f"{name}{suffix}" for name in _CURATOR for suffix in (".yaml", ".yml"))
"""How the curator's files may be meant to be called: those that are, are known before this is asked."""
_README = "readme"


def article_paths(seeds: Path, *, own: bool = False) -> tuple[Path, ...]:
    """The articles below a folder, in the order of their ids. Hidden files and READMEs are not articles.

    ``own`` says that the folder is a project's, whose transcripts are no articles.
    """
    paths = filter(is_article, _files(seeds, own))
    return tuple(sorted(paths, key=lambda path: (_id(path, seeds), path.suffix)))


def _files(seeds: Path, own: bool) -> list[Path]:
    """The files below a folder; of a project's but for those of its transcripts, which are no articles."""
    files = files_below(seeds)
    if not own:
        return files
    files = [path for path in files if path.relative_to(seeds).parts[0] != TRANSCRIPTS]
    said = said_to_be_transcripts(seeds, files)
    return [path for path in files if path.with_suffix("") not in said] if said else files


def tells_of_a_transcript(sidecar: Path) -> bool:
    """Whether a side-car says that what it stands beside is a transcript, and no article."""
    return bool(said_to_be_transcripts(sidecar.parent, [sidecar]))


def is_article(path: Path) -> bool:
    """Whether a file of this name is read as an article."""
    return path.suffix.lower() in READERS and path.stem.lower() != _README and not is_passed_over(path.name)


def collection_paths(seeds: Path, *, own: bool = False) -> tuple[Path, ...]:
    """The files below a folder that hold an article a line, in the order of their names."""
    found = (path for path in _files(seeds, own) if path.suffix.lower() == COLLECTION)
    return tuple(sorted(found, key=lambda path: (_id(path, seeds), path.suffix)))


def read_collection(
    path: Path, seeds: Path, refused: Callable[[InputError], None], *, own: bool = False
) -> Iterator[Document]:
    """The articles of a collection, called by the file's name and their own ids: ``news/2023-06-14``.

    A line that holds no article is handed to ``refused`` and passed over; ``own`` as for ``read``.
    """
    where, name = _name(path, seeds.parent), _id(path, seeds)
    if trouble := trouble_with(path, seeds if own else None):
        refused(InputError(f"{where}: {trouble}"))
        return
    try:
        with path.open("rb") as stream:
            for document in read_jsonl(stream, where, refused):
                yield replace(document, id=f"{name}/{document.id}", path=f"{where}#{document.id}")
    except OSError as error:
        refused(
            InputError(f"{where}: cannot be read ({error.strerror}). Check the file and its permissions.")
        )


def read_folder(
    folder: Path, refused: Callable[[str, InputError], None], *, own: bool = False
) -> Iterator[Document]:
    """Every article below a folder: those that are files, then the lines of collections.

    What cannot be read is handed to ``refused``, with the file or the line, and passed over; ``own`` as for
    ``read``.
    """
    for path in article_paths(folder, own=own):
        try:
            document = read(path, folder, own=own)
        except InputError as error:
            refused(_name(path, folder.parent), error)
        else:
            yield document
    for path in collection_paths(folder, own=own):
        yield from read_collection(
            path, folder, lambda error: refused(str(error).partition(": ")[0], error), own=own
        )


def unread_files(seeds: Path) -> tuple[Finding, ...]:
    """A finding for all below a folder that is neither an article nor goes with one."""
    articles = {path.with_suffix("") for path in article_paths(seeds, own=True)} | {
        seeds / name for name in _CURATOR
    }
    return tuple(
        Finding(level, "file-not-read", _name(path, seeds.parent), message)
        for path in sorted((*_files(seeds, own=True), *linked_folders(seeds)))
        if not (path.suffix == ".yml" and path.with_suffix("") in articles)
        for level, message in _why_unread(path, seeds)
    )


def read(path: Path, seeds: Path, *, alone: bool = False, own: bool = False) -> Document:
    """An article with what its file and its side-car ``<stem>.yml`` state of it.

    ``alone`` reads the file by itself: no side-car, and no regard to the files beside it. ``own`` says that
    ``seeds`` is a project's, whose articles are published: links that lead out of it are refused.

    Raises ``InputError`` where it cannot be read as an article; the message names file and remedy.
    """
    where = _name(path, seeds.parent)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            f"{where}: no reader for {path.suffix or 'files without a suffix'}; use one of {_suffixes()}."
        )
    within = seeds if own else None
    if trouble := trouble_with(path, within):
        raise InputError(f"{where}: {trouble}")
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
        if not alone and os.path.lexists(sidecar):
            beside = _name(sidecar, seeds.parent)
            if trouble := trouble_with(sidecar, within):
                raise InputError(f"{beside}: {trouble}")
            reading = reading.overridden_by(curation.load_sidecar(sidecar, beside))
    except CurationError as error:
        raise InputError(str(error)) from None
    except InputError:
        raise
    except Exception as error:  # no article in the world may stop the others
        raise InputError(f"{where}: cannot be read ({error!r}). Save its text as .txt, in UTF-8.") from error
    return Document(
        id=_id(path, seeds),
        path=where,
        text=reading.text,
        sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
        metadata=reading.metadata,
        slug=reading.slug,
        findings=reading.findings,
        roles=reading.roles,
        links=reading.links,
    )


def read_bytes(data: bytes, suffix: str, where: str) -> Reading:
    """What the reader of a suffix makes of a file's bytes. Raises ``InputError``."""
    try:
        return READERS[suffix.lower()](data, where)
    except CurationError as error:
        raise InputError(str(error)) from None


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
    there = (other for other in beside if os.path.exists(other))  # noqa: PTH110 -- also names too long to be
    others = [other.name for other in there if not other.samefile(path)]
    if others:
        raise InputError(f"{where}: {', '.join(others)} has the same name but for the suffix. Rename one.")


def _id(path: Path, seeds: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(seeds).with_suffix("").as_posix())


def _name(path: Path, root: Path) -> str:
    """Relative to the project where the file lies in it."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _suffixes() -> str:
    return " ".join((*READERS, COLLECTION))


def _why_unread(path: Path, seeds: Path) -> Iterator[tuple[Level, str]]:
    """How grave it is that a file is no article, and why; nothing for articles."""
    name = path.name.lower()
    if path.is_dir():
        yield Level.WARNING, "A link to a folder; nothing in it is read. Put the folder itself here."
    elif path.parent == seeds and name in _OTHER_SUFFIX:
        right = f"{path.stem}.yml"
        yield (
            Level.ERROR,
            f"Not read, and nothing in it is applied. Rename it: the curator's file is {right}.",
        )
    elif path.suffix in {".yml", ".yaml"}:
        message = f"No article has this name. {path.stem}.yml belongs beside {path.stem}.txt; rename it."
        yield Level.WARNING, message
    elif path.suffix.lower() not in {*READERS, COLLECTION}:
        suffixes = f"Not an article: its suffix is none of {_suffixes()}."
        yield Level.WARNING, f"{suffixes} Move it out of {seeds.name}/ and let verbatim add take it in."
    elif path.stem.lower() == _README and path.suffix.lower() != COLLECTION:
        yield Level.INFO, "A README is no article. Rename it if it is one."
