"""What people really have, turned into articles of ``seeds/``: one module and one row a format.

A module has ``articles(data, where, options)``, which yields what it finds. It is imported only when it is
asked for; where a package that it needs is missing, the error says what to install.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from build_site.errors import InputError
from build_site.importing.base import Found, Options

__all__ = ["IMPORTERS", "Found", "Options", "import_file", "importer_of"]


@dataclass(frozen=True, slots=True)
class Importer:
    """How files of one kind are read."""

    module: str
    """Below this package."""
    extra: str | None = None
    """What has to be installed for it: ``verbatim-site[extra]``."""


IMPORTERS: Mapping[str, Importer] = MappingProxyType(
    {
        ".txt": Importer("plain"),
        ".md": Importer("plain"),
        ".html": Importer("plain"),
        ".htm": Importer("plain"),
        ".xhtml": Importer("plain"),
        ".pdf": Importer("pdf", "pdf"),
        ".docx": Importer("docx", "docx"),
        ".rtf": Importer("rtf", "rtf"),
        ".epub": Importer("epub"),
        ".eml": Importer("mail"),
        ".mbox": Importer("mail"),
        ".mhtml": Importer("mail"),
        ".mht": Importer("mail"),
        ".warc": Importer("warc", "warc"),
        ".gz": Importer("warc", "warc"),
        ".wacz": Importer("warc", "warc"),
        ".csv": Importer("tables"),
        ".tsv": Importer("tables"),
        ".jsonl": Importer("tables"),
        ".json": Importer("records"),
        ".ris": Importer("references", "references"),
        ".bib": Importer("references", "references"),
    }
)
"""By the suffix of the file."""


def importer_of(path: Path) -> Importer:
    """The row of a file's kind. Raises ``InputError`` where there is none."""
    found = IMPORTERS.get(path.suffix.lower())
    if found is None:
        kinds = " ".join(IMPORTERS)
        raise InputError(f"{path}: no article can be read from {path.suffix or 'it'}. Known are {kinds}.")
    return found


def import_file(path: Path, options: Options) -> Iterator[Found]:
    """The articles of a file. Raises ``InputError``."""
    importer = importer_of(path)
    try:
        module = importlib.import_module(f"build_site.importing.{importer.module}")
    except ModuleNotFoundError as error:
        if importer.extra is None or (error.name or "").startswith("build_site"):
            raise
        install = f'pip install "verbatim-site[{importer.extra}]"'
        other = f"with pipx or uv, install the wheel anew with [{importer.extra}] behind its name"
        message = f"{path}: reading {path.suffix} needs {error.name}. Install it: {install}; {other}."
        raise InputError(message) from None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check the file.") from None
    try:
        yield from module.articles(data, path, options)
    except InputError:
        raise
    except Exception as error:  # whatever a file of another program holds
        raise InputError(
            f"{path}: cannot be read as {path.suffix} ({error!r}). Save its text as .txt."
        ) from error
