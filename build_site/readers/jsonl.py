"""JSON Lines: one article a line, ``{"id": …, "text": …}`` with any of the metadata keys beside them."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from build_site.curation.metadata import KEYS, stated_from
from build_site.curation.yaml import suggestion
from build_site.errors import CurationError, InputError
from build_site.model import Document, Finding, Level
from build_site.readers.reading import examine


def read_jsonl(
    stream: Iterable[bytes], where: str, refused: Callable[[InputError], None] | None = None
) -> Iterator[Document]:
    """Articles in the order of their lines; blank lines are passed over.

    A line that holds no article raises ``InputError``, or is handed to ``refused`` and passed over.
    """
    odd: set[str] = set()
    seen = Seen()
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            place = f"{where}:{number}"
            document = document_of(read_line(line, place), place, odd)
            if not seen.add(document.id):
                raise InputError(
                    f"{where}:{number}: the id {document.id!r} was used before. Give every line its own."
                )
        except InputError as error:
            if refused is None:
                raise
            refused(error)
        else:
            yield document


class Seen:
    """Which texts were met before, in some sixteen bytes for each: a table of hashes of 64 bits.

    That two different ones of a million are taken for one is less likely than one in ten million.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._count = 0

    def add(self, text: str) -> bool:
        """Remember a text; False where it was met before."""
        if 3 * self._count > 2 * len(self._slots):
            self._grow()
        key = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) or 1
        new = self._put(key)
        self._count += new
        return new

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self._slots) * self._slots.itemsize

    def _put(self, key: int) -> bool:
        slots = self._slots
        place = key % len(slots)
        while slots[place]:
            if slots[place] == key:
                return False
            place = (place + 1) % len(slots)
        slots[place] = key
        return True

    def _grow(self) -> None:
        former, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
        for key in former:
            if key:
                self._put(key)


def read_line(line: bytes, where: str) -> dict[str, Any]:
    """The object of a line. Raises ``InputError``."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{where}: not UTF-8. Write the file as UTF-8.") from None
    except (
        ValueError,
        RecursionError,
    ) as error:  # ValueError: also a number of more digits than Python reads
        raise InputError(f"{where}: not JSON ({error}). Every line holds one object, complete.") from None
    if not isinstance(record, dict):
        raise InputError(f'{where}: not an object. Every line reads {{"id": "…", "text": "…"}}.')
    return record


def document_of(record: Mapping[str, Any], where: str, odd: set[str]) -> Document:
    """The article of an object; ``odd`` gathers the keys that mean nothing to us, each told once.

    Raises ``InputError`` where it holds none.
    """
    identity, text = record.get("id"), record.get("text")
    if isinstance(identity, int):
        identity = str(identity)
    if not isinstance(identity, str) or not identity or not isinstance(text, str):
        raise InputError(f'{where}: "id" and "text" must both be there, as strings.')
    unused = sorted(unused_keys(record) - odd)
    odd.update(unused)
    doubts = tuple(
        Finding(Level.INFO, "unknown-key", where, f"The key {key!r} is not used. {suggestion(key, KEYS)}")
        for key in unused
    )
    known, authors, dropped = _known(record, where)
    if not _is_unicode("".join((identity, text, *known.values()))):
        raise InputError(
            f"{where}: half a surrogate pair, which is no character. Write the text's characters whole."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings = examine(text, where)
    try:
        stated = stated_from({key: (where, value) for key, value in known.items()}, authors)
    except CurationError as error:
        raise InputError(str(error)) from None
    return Document(
        id=identity,
        path=where,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        metadata=stated.metadata,
        slug=stated.slug,
        findings=(*findings, *dropped, *doubts),
    )


def unused_keys(record: Mapping[str, Any]) -> set[str]:
    """The keys of an article's object that mean nothing to us; none where it holds no article."""
    if not isinstance(record.get("id"), str | int) or not isinstance(record.get("text"), str):
        return set()
    return {str(key) for key in record.keys() - {*KEYS, "id", "text"}}


def _known(
    record: Mapping[str, Any], where: str
) -> tuple[dict[str, str], tuple[str, ...], tuple[Finding, ...]]:
    """What a record states by our keys, its authors, and a finding for each fact of the wrong type."""
    known: dict[str, str] = {}
    authors: tuple[str, ...] = ()
    findings = []
    for key in KEYS:
        value = record.get(key)
        names = value if key == "author" and isinstance(value, list) else []
        if isinstance(value, str):
            known[key] = value
        elif names and all(isinstance(name, str) for name in names):
            authors = tuple(names) if len(names) > 1 else ()
            known[key] = ", ".join(names)
        elif value is not None:
            message = f"{key} is {type(value).__name__}, not words; it is not used. Write it as a string."
            findings.append(Finding(Level.WARNING, "fact-dropped", where, message))
    return known, authors, tuple(findings)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
