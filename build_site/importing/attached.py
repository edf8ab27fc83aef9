"""The text of a reference: the file that is attached to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from build_site import importing
from build_site.errors import InputError
from build_site.ids import slugify
from build_site.importing.base import Found, Options, understood


def texts(
    where: Path, stated: Mapping[str, str | tuple[str, ...]], files: Sequence[str], options: Options
) -> Iterator[Found]:
    """The article of an attached file that can be read, a page before its print, with what is stated of it.

    A reference without one yields a side-car's facts alone: the caller is told what to do.
    """
    facts, doubts = understood(stated)
    title = str(facts.get("title", where.stem))
    for name in sorted(files, key=lambda name: not name.lower().endswith((".html", ".htm"))):
        path = _beside(where, name)
        if path is None:
            continue
        for found in importing.import_file(path, options):
            yield replace(
                found, name=slugify(title), facts={**found.facts, **facts}, doubts=(*doubts, *found.doubts)
            )
        return
    address = facts.get("url")
    remedy = (
        f"Add its page: verbatim add {address}"
        if address
        else "Attach its page or PDF, and export with files."
    )
    reason = f"{', '.join(files)} is not beside {where.name}" if files else "no file is attached"
    yield Found(slugify(title), b"", "", facts, (f"{title!r} has no text: {reason}. {remedy}",))


def _beside(where: Path, name: str) -> Path | None:
    """The file, which has to lie below the export's folder: no export may name what else is on the disk."""
    folder = where.parent.resolve()
    path = (folder / name).resolve()
    known = path.suffix.lower() in importing.IMPORTERS and path.suffix.lower() not in (
        ".ris",
        ".bib",
        ".json",
    )
    if not (name and known and path.is_relative_to(folder) and path.is_file()):
        return None
    if path == where.resolve():
        raise InputError(f"{where}: names itself as an attached file.")
    return path
