"""Every page of the site: one function and one frozen context per kind, a literal table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from build_site.model import Dataset
from build_site.pages import (
    actor,
    article,
    data,
    home,
    indexes,
    matrix,
    method,
    outlet,
    reporting,
    sources,
    speakers,
    statement,
    story,
    timeline,
    transcript,
)
from build_site.pages.assets import assets
from build_site.pages.catalogue import Catalogue, Download, catalogue
from build_site.pages.frame import Context, document, environment
from build_site.pages.moved import moved, redirects


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page."""

    name: str
    template: str
    """Below ``templates/``."""
    contexts: Callable[[Catalogue], Iterable[Context]]
    """One context a page of this kind."""
    of: str = ""
    """The dataset's sequence of which each has a page, all else being given by look-ups."""


PAGES = (
    Kind("home", "home.html", home.contexts),
    Kind("article", "article.html", article.contexts, of="articles"),
    Kind("actor", "actor.html", actor.contexts, of="actors"),
    Kind("statement", "statement.html", statement.contexts),
    Kind("story", "story.html", story.contexts),
    Kind("outlet", "outlet.html", outlet.contexts),
    Kind("stories", "stories.html", story.index),
    Kind("transcript", "transcript.html", transcript.contexts),
    Kind("transcripts", "transcripts.html", transcript.index),
    Kind("articles", "articles.html", indexes.articles),
    Kind("actors", "actors.html", speakers.contexts),
    Kind("sources", "sources.html", sources.contexts),
    Kind("statements", "statements.html", indexes.statements),
    Kind("outlets", "outlets.html", indexes.outlets),
    Kind("quotations", "quotations.html", indexes.quotations),
    Kind("reporting", "reporting.html", reporting.contexts),
    Kind("matrix", "matrix.html", matrix.contexts),
    Kind("timeline", "timeline.html", timeline.contexts),
    Kind("method", "method.html", method.contexts),
    Kind("data", "data.html", data.contexts),
)


def render(dataset: Dataset, downloads: tuple[Download, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every page and asset: path below ``docs/``, text. ``downloads`` are what the data page offers."""
    return drawn(catalogue(dataset, downloads))


def drawn(known: Catalogue) -> Iterator[tuple[str, str]]:
    """The same of a catalogue."""
    yield from assets()
    for kind in PAGES:
        yield from _of_kind(kind, known)
    yield from redirects(moved(known))


def sheaves(known: Catalogue, count: int) -> list[Callable[[], list[tuple[str, str]]]]:
    """What makes the same files, a few at a time; of kinds with very many pages so many parts."""
    kinds = [(kind, part) for kind in PAGES for part in _parts(kind, known, count)]
    return [
        lambda: list(assets()),
        *(partial(_sheaf, kind, part) for kind, part in kinds),
        lambda: list(redirects(moved(known))),
    ]


def _sheaf(kind: Kind, known: Catalogue) -> list[tuple[str, str]]:
    return list(_of_kind(kind, known))


def _of_kind(kind: Kind, known: Catalogue) -> Iterator[tuple[str, str]]:
    templates = environment()
    for context in kind.contexts(known):
        yield context.path, document(kind.name, kind.template, context, templates)


def _parts(kind: Kind, known: Catalogue, count: int) -> Iterator[Catalogue]:
    """Catalogues whose pages of a kind are together those of this one, in order."""
    every = getattr(known.dataset, kind.of) if kind.of else ()
    if len(every) < count:
        yield known
        return
    size = -(-len(every) // count)
    for start in range(0, len(every), size):
        some: dict[str, Any] = {kind.of: every[start : start + size]}
        yield replace(known, dataset=replace(known.dataset, **some))
