"""Files that ``seeds/`` takes as they are; a text that is an export of many articles is cut into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_site.importing import aggregators
from build_site.importing.base import Found, Options, text_of


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """The file byte for byte, or the articles of an export."""
    suffix = where.suffix.lower()
    if suffix == ".txt":
        found = list(aggregators.split(text_of(data, where)))
        if found:
            yield from found
            return
    yield Found(where.stem, data, ".html" if suffix == ".xhtml" else where.suffix)
