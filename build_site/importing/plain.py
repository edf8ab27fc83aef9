"""Files that ``seeds/`` takes as they are; a text that is an export of many articles is cut into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_site.importing import aggregators
from build_site.importing.base import Found, Options, page_text, text_of


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """The file byte for byte, or the articles of an export."""
    suffix = where.suffix.lower()
    found = list(aggregators.split(_words(data, where))) if suffix != ".md" else []
    if found:
        yield from found
        return
    yield Found(where.stem, data, ".html" if suffix == ".xhtml" else where.suffix)


def _words(data: bytes, where: Path) -> str:
    """The file's text; of a page only where it may be an export, for otherwise it is kept as a page."""
    text = text_of(data, where)
    if where.suffix.lower() == ".txt":
        return text
    return page_text(text) if aggregators.may_be_export(text) else ""
