"""Analyses that are kept from one build to the next, below a project's ``.verbatim``.

An analysis is a function of the document and of the program alone. So it is kept under a digest of both, and
whatever changes in either leads to another key: nothing kept can be stale. What cannot be read, or is not
what was asked for, is made anew.
"""

from __future__ import annotations

import gc
import hashlib
import io
import pickle
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from build_site.model import (
    Actor,
    Analysis,
    Article,
    CorpusArticle,
    Document,
    Outlet,
    Quotation,
    Statement,
    Story,
)
from build_site.write import put_whole, remembering

KINDS = (".py", ".txt", ".yml", ".tsv", ".json")
"""Suffixes of the program's files that an analysis may depend on."""
SHARD = 2
"""Hexadecimal digits of a key that name its file: a changed article rewrites one in 256."""
SEAL = 16
"""Bytes of a digest that begins what is kept whole."""
OURS = "build_site.model"
"""What is kept are values of the model and of Python's own types; nothing else is ever called in reading."""
SINGLE = (Actor, Article, CorpusArticle, Outlet, Quotation, Statement, Story)
"""Values that others hold, or that come in series: told by a digest of their own."""


@contextmanager
def unhurried() -> Iterator[None]:
    """Without the search for circles of garbage, which our frozen values do not form: a fifth of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def settled() -> None:
    """What is there by now stays: it is not searched for garbage any more, which takes a second each time."""
    gc.freeze()


def swept() -> None:
    """Without the circles of garbage that reading an article leaves: of what came since all was settled."""
    gc.collect()


class Kept:
    """The analyses of one project, a file for those whose keys begin alike, named by all keys in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keys: dict[int, tuple[Document, str]] = {}
        """Of the documents that were kept last: while these live their id is no other's."""

    def of(self, documents: Sequence[Document]) -> dict[Document, Analysis]:
        """What is kept of these documents."""
        known: dict[Document, Analysis] = {}
        keys = {key_of(document): document for document in documents}
        wanted = {key[:SHARD] for key in keys}
        with unhurried():
            for path in self._files():
                if path.name[:SHARD] in wanted:
                    for key, analysis in _read(path).items():
                        if key in keys and analysis.article.document == keys[key]:
                            known[keys[key]] = analysis
        return known

    def keep(self, analyses: Sequence[Analysis]) -> None:
        """Keep these, and no others; a folder that cannot be written to keeps nothing."""
        shards: dict[str, dict[str, Analysis]] = {}
        before, self._keys = self._keys, {}
        for analysis in analyses:
            document = analysis.article.document
            known = before.get(id(document)) or (document, key_of(document))
            self._keys[id(document)] = known
            if not any(finding.code == "analysis-failed" for finding in analysis.findings):
                key = known[1]
                shards.setdefault(key[:SHARD], {})[key] = analysis
        named = {f"{shard}-{_digest(sorted(kept))}": kept for shard, kept in sorted(shards.items())}
        with remembering():
            self.folder.mkdir(parents=True, exist_ok=True)
            there = {path.name for path in self.folder.iterdir()}
            for name in named.keys() - there:
                fresh = self.folder / f"{name}.new"
                fresh.write_bytes(pickle.dumps(named[name], protocol=5))
                fresh.replace(self.folder / name)
            for name in there - named.keys():
                (self.folder / name).unlink()

    def _files(self) -> list[Path]:
        try:
            return sorted(self.folder.iterdir())
        except OSError:
            return []


def _read(path: Path) -> dict[str, Analysis]:
    try:
        found = _Reader(io.BytesIO(path.read_bytes())).load()
    except Exception:  # noqa: BLE001 -- whatever is wrong with it, it can be made anew
        return {}
    found = found if isinstance(found, dict) else {}
    return {key: one for key, one in found.items() if isinstance(one, Analysis)}


class _Reader(pickle.Unpickler):
    """Reads values of the model: no other class and no function is looked up, whatever a file asks for."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(f"{OURS}."):
            found = getattr(sys.modules.get(module), name, None)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the model")


def keep_sealed(path: Path, data: bytes, *program: str) -> None:
    """Keep what makes the next build faster, sealed with a digest of itself and of the program."""
    with remembering():
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, _seal(data, *program), data)


def read_sealed(path: Path, *program: str) -> memoryview:
    """What was kept so; nothing of what is damaged, or another program's."""
    try:
        found = memoryview(path.read_bytes())
    except OSError:
        return memoryview(b"")
    seal, data = found[:SEAL], found[SEAL:]
    return data if seal == _seal(data, *program) else memoryview(b"")


def _seal(data: bytes | memoryview, *program: str) -> bytes:
    seal = hashlib.blake2b("\0".join(program).encode(), digest_size=SEAL)
    seal.update(data)
    return seal.digest()


def key_of(document: Document) -> str:
    """A digest of all that an analysis is made from."""
    return _digest([program(), repr(document)])


def _digest(said: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(said).encode("utf-8", "backslashreplace")).hexdigest()


@cache
def program(kinds: tuple[str, ...] = KINDS, packages: tuple[str, ...] = ("rapidfuzz",)) -> str:
    """A digest of the program: its code, its vocabulary, and what it runs on."""
    on = " ".join(f"{name} {metadata.version(name)}" for name in packages)
    digest = hashlib.sha256(f"{sys.version} {on}".encode())
    for path, data in _files(resources.files("build_site"), "", kinds):
        digest.update(f"\0{path}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _files(folder: Traversable, path: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{path}{entry.name}/", kinds)
        elif entry.name.endswith(kinds):
            yield path + entry.name, entry.read_bytes()
