"""``extract --engine dask``: articles by the million over the machines of a Dask cluster, into Parquet.

Reading, spreading, writing, and trying once more what a lost worker had: all of it is Dask's own. The rows
are those of one process, in the same order; a partition is analysed by ``extract_records``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import accumulate
from typing import Any

import pyarrow as pa

from build_site.commands.records import extract_records, unreadable
from build_site.errors import InputError, VerbatimError
from build_site.readers.jsonl import Seen, read_line, unused_keys

BLOCK = 4_000_000
"""Bytes of JSON Lines that a worker is given at a time: some ten seconds of work."""
PATIENCE = 20
"""Seconds in which a scheduler has to answer."""
GLOB = frozenset("*?[")


def spread(
    paths: Sequence[str], output: str, jobs: int, scheduler: str | None = None, block: int = BLOCK
) -> tuple[int, tuple[str, ...]]:
    """Analyse JSON Lines and Parquet, local or through fsspec, and write Parquet: ``output/part.*.parquet``.

    Returns how many rows there are, and what could not be read or has an id for the second time (of both the
    rows are there). ``scheduler`` is the address of a running cluster; without one ``jobs`` processes of this
    machine work. Raises ``VerbatimError`` where Dask is not installed.
    """
    with _needed():
        import dask  # noqa: PLC0415 -- an extra: whoever never asks for it need not have it
        import dask.bag  # noqa: PLC0415
        import dask.dataframe  # noqa: PLC0415
    with ExitStack() as stack:
        stack.enter_context(dask.config.set({"dataframe.convert-string": False}))
        if scheduler:
            with _needed():
                from distributed import Client  # noqa: PLC0415
            stack.enter_context(_connected(Client, scheduler))
        else:
            one = "synchronous" if jobs == 1 else "processes"
            stack.enter_context(dask.config.set(scheduler=one, num_workers=jobs))
        _free(output)
        bags = [bag for path in paths for bag in _bags(path, block)]
        frame = dask.bag.concat(bags).to_dataframe(meta=dict.fromkeys(_fields().names, object))
        frame.to_parquet(output, schema=_fields(), write_index=False, overwrite=False)
    return _looked_over(output)


def _free(output: str) -> None:
    from fsspec.core import url_to_fs  # noqa: PLC0415 -- it comes with Dask

    files, root = url_to_fs(output)
    if files.exists(root) and (files.isfile(root) or files.ls(root)):
        raise InputError(f"{output}: something stands there, and nothing is written over. Name a new folder.")


@contextmanager
def _needed() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise VerbatimError(
            f'--engine dask needs {error.name or "dask"}. Install it: pip install "verbatim-site[dask]"'
        ) from None


@contextmanager
def _connected(client: Any, scheduler: str) -> Iterator[None]:
    try:
        opened = client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise VerbatimError(
            f"{scheduler}: no Dask scheduler answers ({error}). Start one with `dask scheduler`, or leave"
            " --scheduler out."
        ) from None
    with opened:
        yield


# --- reading ---


def _bags(path: str, block: int) -> Iterator[Any]:
    """The rows of a file as collections; a pattern is every file that it fits."""
    if GLOB.isdisjoint(path):
        yield _bag(path, block)
        return
    from fsspec.core import url_to_fs  # noqa: PLC0415

    files, root = url_to_fs(path)
    found = sorted(files.glob(root))
    if not found:
        raise InputError(f"{path}: no file fits it.")
    for name in found:
        yield _bag(files.unstrip_protocol(name) if "://" in path else name, block)


def _bag(path: str, block: int) -> Any:
    import dask.bag  # noqa: PLC0415
    import dask.dataframe  # noqa: PLC0415

    try:
        if path.endswith((".parquet", ".pq")):
            read = dask.dataframe.read_parquet(path).to_bag(format="dict")
            analyse: Any = _rows
        else:
            # What is compressed cannot be cut.
            size = None if path.endswith((".gz", ".bz2", ".xz", ".zip")) else block
            read, analyse = dask.bag.read_text(path, blocksize=size, linedelimiter="\n"), _lines
    except FileNotFoundError:
        raise InputError(f"{path}: no such file. Give .jsonl or .parquet, here or at an address.") from None
    looked: list[Before] = read.map_partitions(_looked_at).compute()
    nothing: Before = (0, frozenset())
    before = [*accumulate(looked, _and, initial=nothing)][:-1]
    return dask.bag.map_partitions(
        analyse, read, dask.bag.from_sequence(before, npartitions=len(looked)), path=path
    )


Before = tuple[int, frozenset[str]]
"""How many rows of its file stand before a partition, and which of their keys mean nothing to us."""


def _and(one: Before, other: Before) -> Before:
    return one[0] + other[0], one[1] | other[1]


def _looked_at(rows: Iterable[str | Mapping[str, Any]]) -> list[Before]:
    """What the partitions behind this one have to know: each key is told of once a file."""
    count, odd = 0, set[str]()
    for row in rows:
        count += 1
        try:
            odd |= unused_keys(
                read_line(row.encode(errors="surrogatepass"), "") if isinstance(row, str) else row
            )
        except InputError:
            continue
    return [(count, frozenset(odd))]


def _lines(lines: Iterable[str], before: Iterable[Before], path: str) -> Iterator[dict[str, Any]]:
    """The rows of a stretch of JSON Lines."""
    ((start, told),) = before
    odd = set(told)
    for number, line in enumerate(lines, start + 1):
        where = f"{path}:{number}"
        if not line.strip():
            continue
        try:
            record = read_line(line.encode(errors="surrogatepass"), where)
        except InputError as error:
            yield unreadable("", where, error)
        else:
            yield from extract_records([record], partial(_always, where), odd)


def _always(where: str, _: int) -> str:
    return where


def _rows(rows: Iterable[Mapping[str, Any]], before: Iterable[Before], path: str) -> Iterator[dict[str, Any]]:
    ((start, told),) = before
    return extract_records(rows, lambda n: f"{path}:{start + n}", set(told))


# --- writing ---


def _fields() -> pa.Schema:
    """The columns: an article a row, its quotations in it as a list."""
    import pyarrow as pa  # noqa: PLC0415

    text, spans = pa.string(), pa.list_(pa.list_(pa.int64()))
    said = pa.struct(
        {
            "id": text,
            "type": text,
            **dict.fromkeys(("content", "verbatim", "cue", "source"), spans),
            "source_kind": text,
            "actor": text,
            "chain": pa.list_(text),
            "confidence": pa.float64(),
            "rule": text,
        }
    )
    finding = pa.struct(dict.fromkeys(("level", "code", "where", "message"), text))
    lists = {"quotations": pa.list_(said), "doubts": pa.list_(said), "findings": pa.list_(finding)}
    return pa.schema({"id": text, "path": text, "sha256": text, **lists})


def _looked_over(output: str) -> tuple[int, tuple[str, ...]]:
    """How many rows were written, and what is the matter with some."""
    import pyarrow.dataset as ds  # noqa: PLC0415
    from fsspec.core import url_to_fs  # noqa: PLC0415

    files, root = url_to_fs(output)
    table, seen = ds.dataset(root, filesystem=files, format="parquet"), Seen()
    troubles, rows = [], 0
    for batch in table.to_batches(columns=["id", "path", "sha256", "findings"]):
        rows += batch.num_rows
        for row in batch.to_pylist():
            if row["sha256"] is None:
                troubles += [f"{one['where']}: {one['message']}" for one in row["findings"]]
            elif not seen.add(row["id"]):
                troubles.append(f"{row['path']}: the id {row['id']!r} was used before: two rows have it.")
    return rows, tuple(troubles)
