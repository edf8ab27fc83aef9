"""Every page of the site: one function and one frozen context per kind, a literal table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

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


PAGES = (
    Kind("home", "home.html", home.contexts),
    Kind("article", "article.html", article.contexts),
    Kind("actor", "actor.html", actor.contexts),
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
    yield from assets()
    known, templates = catalogue(dataset, downloads), environment()
    for kind in PAGES:
        for context in kind.contexts(known):
            yield context.path, document(kind.name, kind.template, context, templates)
    yield from redirects(moved(known))
