"""Tables for analysis: Parquet, a file a table, with types. Made on request, for it needs pyarrow."""

from __future__ import annotations

import io
from collections.abc import Iterator

from build_site.errors import VerbatimError
from build_site.exports import package
from build_site.exports.tables import COLUMNS, TYPES, Cell, rows
from build_site.model import Dataset

Column = tuple[str, str]
"""Its name, and ``string``, ``integer`` or ``real``."""


def tables(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """``data/<table>.parquet`` of quotations, articles, actors and statements."""
    try:
        import pyarrow as pa  # noqa: PLC0415 -- an extra: whoever never asks for it need not have it
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise VerbatimError(
            f'Parquet needs {error.name}. Install it: pip install "verbatim-site[parquet]"'
        ) from None
    kinds = {"string": pa.string(), "integer": pa.int64(), "real": pa.float64()}
    for name, columns, records in _tables(dataset):
        schema = pa.schema([(column, kinds[kind]) for column, kind in columns])
        values = [[record[place] for record in records] for place in range(len(columns))]
        stream = io.BytesIO()
        pq.write_table(pa.table(dict(zip(schema.names, values, strict=True)), schema=schema), stream)
        yield f"data/{name}.parquet", stream.getvalue()


def _tables(dataset: Dataset) -> Iterator[tuple[str, list[Column], list[tuple[Cell, ...]]]]:
    kinds = [(column, TYPES.get(column, "string")) for column in COLUMNS]
    yield "quotations", kinds, [tuple(row) for row in rows(dataset)]
    for name, records in package.tables(dataset):
        columns = [(key, kind) for key, kind, _ in package.FIELDS[name]]
        yield name, columns, [tuple(record) for record in records]
