"""``extract``: one JSON object per article, from its text alone, as a stream."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from itertools import chain, islice
from pathlib import Path

from build_site import readers
from build_site.engine import analyse_anyhow, told
from build_site.errors import InputError
from build_site.lexicon import load_lexicon
from build_site.model import Analysis, Document
from build_site.options import FEW, Options

Refused = Callable[[InputError], None]
BATCH = 16
"""Articles that a process is given at a time."""
AHEAD = 4
"""Batches for each process that are read ahead of what is printed."""


def extract(paths: Sequence[str], options: Options, refused: Refused) -> Iterator[str]:
    """Yield a line of JSON per article of ``paths``: files, folders, ``.jsonl``, ``-`` for standard input.

    In order, and with a few batches in memory however many articles there are. What cannot be read is
    handed to ``refused`` and passed over; under ``strict`` it is raised.
    """
    load_lexicon()
    documents = _documents(paths, _raise if options.strict else refused)
    few = list(islice(documents, FEW))
    if options.jobs == 1 or len(few) < FEW:
        return (_line(document) for document in chain(few, documents))
    return _over_processes(chain(few, documents), options.jobs)


def line(analysis: Analysis) -> str:
    """The contract's JSON object of one article, on one line."""
    return json.dumps(told(analysis).record(), ensure_ascii=False)


def _line(document: Document) -> str:
    return line(analyse_anyhow(document))


def _lines(documents: Sequence[Document]) -> list[str]:
    return [_line(document) for document in documents]


def _over_processes(documents: Iterator[Document], jobs: int) -> Iterator[str]:
    """One pool for all; the oldest batch is waited for before another one is read."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 -- slow to load; one article needs none

    waiting: deque[Future[list[str]]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        while batch := tuple(islice(documents, BATCH)):
            waiting.append(pool.submit(_lines, batch))
            if len(waiting) > AHEAD * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _documents(paths: Sequence[str], refused: Refused) -> Iterator[Document]:
    for name in paths:
        path = Path(name)
        if name == "-":
            yield from readers.read_jsonl(sys.stdin.buffer, "standard input", refused)
        elif path.suffix == ".jsonl" and path.is_file():
            with path.open("rb") as stream:
                yield from readers.read_jsonl(stream, name, refused)
        elif path.is_dir():
            yield from readers.read_folder(path, lambda where, error: refused(error))
        elif path.is_file():
            yield from _file(path, refused)
        else:
            raise InputError(f"{name}: no such file or folder")


def _file(path: Path, refused: Refused) -> Iterator[Document]:
    try:
        document = readers.read(path, path.parent)
    except InputError as error:
        refused(error)
    else:
        yield document


def _raise(error: InputError) -> None:
    raise error
