"""The data page: what can be downloaded, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from build_site.pages.catalogue import Catalogue, Download
from build_site.pages.escape import plain


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of data and its files."""

    title: str
    files: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """What ``data.html`` shows."""

    path: str
    title: str
    description: str
    cite_as: str
    licence: str | None
    address: str | None
    """Where the site is published."""
    downloads: tuple[Offer, ...]


def contexts(known: Catalogue) -> Iterator[DataPage]:
    """The one data page."""
    corpus = known.dataset.corpus
    title = plain(corpus.title)
    yield DataPage(
        path="data/index.md",
        title="Data",
        description=f"{title}: everything on this site as data, and how to cite it.",
        cite_as=plain(corpus.cite_as or f"{title}. Quotations, speakers and statements, made with Verbatim."),
        licence=plain(corpus.licence) if corpus.licence else None,
        address=corpus.address,
        downloads=tuple(
            Offer(title, tuple(files)) for title, files in groupby(known.downloads, key=lambda d: d.title)
        ),
    )
