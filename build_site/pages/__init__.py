"""Every page of the site: one function and one frozen context per kind, a literal table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from build_site.model import Dataset
from build_site.pages import article, data, home, method
from build_site.pages.assets import assets
from build_site.pages.catalogue import Catalogue, Download, catalogue
from build_site.pages.frame import Context, document, environment


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page."""

    name: str
    template: str
    """Below ``templates/``."""
    contexts: Callable[[Catalogue], Iterable[Context]]
    """One context a page of this kind."""


PAGES = (
    Kind("home", "home.html", home.contexts),
    Kind("article", "article.html", article.contexts),
    Kind("method", "method.html", method.contexts),
    Kind("data", "data.html", data.contexts),
)


def render(dataset: Dataset, downloads: tuple[Download, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every page and asset: path below ``docs/``, text. ``downloads`` are what the data page offers."""
    yield from assets()
    known, templates = catalogue(dataset, downloads), environment()
    for kind in PAGES:
        for context in kind.contexts(known):
            yield context.path, document(kind.name, kind.template, context, templates)
