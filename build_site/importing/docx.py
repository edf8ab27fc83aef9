"""Word: its paragraphs, and those of its tables; an export of many articles is cut into them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from build_site.errors import InputError
from build_site.importing import aggregators
from build_site.importing.base import Found, Options


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One article, or those of an export; the file itself is kept beside it."""
    document = Document(io.BytesIO(data))
    lines = [line for part in document.iter_inner_content() for line in _lines(part)]
    if not any(line.strip() for line in lines):
        raise InputError(f"{where}: holds no text. Save the text as .txt.")
    many = list(aggregators.split("\n".join(lines)))
    if many:
        yield from many
        return
    text = "\n\n".join(line.strip() for line in lines if line.strip())
    yield Found(where.stem, (text + "\n").encode(), original=(".docx", data))


def _lines(part: Paragraph | Table) -> Iterator[str]:
    if isinstance(part, Paragraph):
        yield from part.text.split("\n")
        return
    for row in part.rows:
        for cell in row.cells:
            yield from cell.text.split("\n")
