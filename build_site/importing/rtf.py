"""RTF: its paragraphs; an export of many articles is cut into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from build_site.errors import InputError
from build_site.importing import aggregators
from build_site.importing.base import Found, Options


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One article, or those of an export; the file itself is kept beside it."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError(f"{where}: does not begin as RTF does. Give it the suffix of what it is.")
    text = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace").replace("\xa0", " ")
    many = list(aggregators.split(text))
    if many:
        yield from many
        return
    lines = "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
    if not lines:
        raise InputError(f"{where}: holds no text. Save the text as .txt.")
    yield Found(where.stem, (lines + "\n").encode(), original=(".rtf", data))
