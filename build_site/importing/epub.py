"""EPUB: every document of its spine that reads as an article, with what the book states."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from build_site.errors import InputError
from build_site.ids import slugify
from build_site.importing.base import Found, Options, elements, page_text, understood

SHORTEST = 60
"""Words; covers and lists of contents have less, or are no prose."""
SHORT = 20
"""Words of a short article: prose below a heading of its own."""
_SENTENCE = re.compile(r"[.!?][\"”’)]*$")
LARGEST = 20_000_000
"""Bytes of one document, unpacked."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One article a document of the spine."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        container = _xml(book, "META-INF/container.xml")
        path = next((root.get("full-path", "") for root in elements(container, "rootfile")), "")
        package = _xml(book, path)
        stated = {
            key: _terms(package, key)
            for key in ("title", "creator", "publisher", "date", "language", "rights")
        }
        manifest = {item.get("id"): item.get("href") for item in elements(package, "item")}
        spine = [item.get("idref") for item in elements(package, "itemref")]
        documents = [
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(manifest[one] or "")))
            for one in spine
            if manifest.get(one)
        ]
        found = [(name, _read(book, name)) for name in documents]
    long = [(name, page) for name, page in found if _is_article(page)]
    if not long:
        raise InputError(
            f"{where}: no document of it is long enough to be an article. Save its text as .txt."
        )
    for number, (_, page) in enumerate(long, 1):
        heading = _heading(page)
        titles = (heading,) if heading else stated["title"] if len(long) == 1 else ()
        own = {**stated, "title": titles}
        facts, doubts = understood({key: value for key, value in own.items() if value})
        name = slugify(heading) if heading else f"{where.stem}-{number}"
        text = page_text(page)
        yield Found(
            name, (text + "\n").encode(), facts=facts, doubts=doubts, original=(".xhtml", page.encode())
        )


def _is_article(page: str) -> bool:
    """Whether a document is long enough, or short and prose: two paragraphs that end as sentences do."""
    text = page_text(page)
    words = len(text.split())
    prose = sum(1 for line in text.split("\n") if _SENTENCE.search(line.strip())) > 1
    return words >= SHORTEST or (words >= SHORT and prose and _heading(page, ("h1", "h2", "h3")) != "")


def _xml(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(_read(book, name).encode(), _PARSER)


def _read(book: zipfile.ZipFile, name: str) -> str:
    info = book.getinfo(name)
    if info.file_size > LARGEST:
        raise InputError(f"{name}: {info.file_size:,} bytes are no article.")
    return book.read(info).decode("utf-8-sig", "replace")


def _terms(package: etree._Element, key: str) -> tuple[str, ...]:
    heads = elements(package, "metadata")[:1]
    found = ((one.text or "").strip() for head in heads for one in elements(head, key))
    return tuple(words for words in found if words)


def _heading(page: str, tags: tuple[str, ...] = ("h1", "h2", "h3", "title")) -> str:
    root = lxml_html.fromstring(page.encode())
    for tag in tags:
        for element in root.iter(tag):
            if words := " ".join("".join(map(str, element.itertext())).split()):
                return words
    return ""
