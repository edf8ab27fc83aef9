"""Web archives: every page that a WARC or WACZ answers with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator

from build_site.errors import InputError
from build_site.ids import short_hash, slugify
from build_site.importing.base import Found, Options

LARGEST = 10_000_000
"""Bytes of one page."""


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One article a page; redirects, pictures and scripts are passed over."""
    if where.suffix.lower() == ".gz" and not where.stem.lower().endswith(".warc"):
        raise InputError(f"{where}: packed, and not a .warc.gz. Unpack it, then add what is in it.")
    found = 0
    for stream in _streams(data, where):
        for record in ArchiveIterator(stream):
            page = _page(record)
            if page:
                found += 1
                yield page
    if not found:
        raise InputError(f"{where}: no page in this archive was answered as HTML.")


def _streams(data: bytes, where: Path) -> Iterator[io.BytesIO]:
    if where.suffix.lower() != ".wacz":
        yield io.BytesIO(data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                yield io.BytesIO(archive.read(name))


def _page(record: object) -> Found | None:
    headers, http = record.rec_headers, record.http_headers  # type: ignore[attr-defined]
    if record.rec_type != "response" or http is None or http.get_statuscode() != "200":  # type: ignore[attr-defined]
        return None
    kind = http.get_header("Content-Type") or ""
    if not kind.startswith(("text/html", "application/xhtml")):
        return None
    body = record.content_stream().read(LARGEST + 1)  # type: ignore[attr-defined]
    url = headers.get_header("WARC-Target-URI").strip("<>")
    date = (headers.get_header("WARC-Date") or "")[:10]
    facts = {"url": url, **({"retrieved": date} if date else {})}
    return Found(name_of(url), body, ".html", facts) if 0 < len(body) <= LARGEST else None


def name_of(url: str) -> str:
    """A file's name for a page: the last words of its address, and a hash of the whole."""
    parts = urlsplit(url)
    words = unquote(parts.path).rstrip("/").rpartition("/")[2].rpartition(".")
    return f"{slugify((words[0] or words[2]) or parts.netloc, 60)}-{short_hash(url, 4)}"
