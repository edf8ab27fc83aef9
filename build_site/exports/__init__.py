"""What other programs read: one function per format, and the table of them."""

from __future__ import annotations

from collections.abc import Iterator

from build_site.exports import data
from build_site.exports.base import Content, Export
from build_site.model import Dataset

EXPORTS: tuple[Export, ...] = (
    Export("articles", "Articles (JSON)", data.articles),
    Export("quotations", "Quotations (JSON)", data.quotations),
    Export("actors", "Actors (JSON)", data.actors),
    Export("statements", "Statements (JSON)", data.statements),
)


def render(dataset: Dataset) -> Iterator[tuple[str, Content]]:
    """Every file of every export, as (path below ``docs/``, content)."""
    for export in EXPORTS:
        yield from export.files(dataset)
