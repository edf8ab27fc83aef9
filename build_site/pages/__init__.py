"""Every page of the site: one function and one frozen context per kind, a literal table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from build_site.model import Dataset, Statement
from build_site.pages import (
    actor,
    article,
    data,
    guide,
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
from build_site.pages.embeds import embeds, of_article, of_statement
from build_site.pages.frame import Context, document, environment
from build_site.pages.moved import redirects
from build_site.pages.pictures import KINDS, draw, head_of, path_of, picture_of


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page."""

    name: str
    template: str
    """Below ``templates/``."""
    contexts: Callable[[Catalogue], Iterable[Context]]
    """One context a page of this kind."""
    at: str
    """Where its pages stand below ``docs/``: a pattern, which kinds may share."""
    of: str = ""
    """The dataset's sequence of which each has a page, all else being given by look-ups."""


BY_THEMSELVES = ("articles", "actors", "statements", "stories")
"""Sequences whose pages are drawn one by one, and not anew while what they were made of stands."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the site's files."""

    name: str
    """Its own among all."""
    draw: Callable[[Catalogue], Iterator[tuple[str, str]]]
    of: str = ""
    """The dataset's sequence of which it is given …"""
    item: object = None
    """… no more than this."""


PAGES = (
    Kind("home", "home.html", home.contexts, "index.md"),
    Kind("article", "article.html", article.contexts, "articles/*.md", of="articles"),
    Kind("actor", "actor.html", actor.contexts, "actors/*.md", of="actors"),
    Kind("statement", "statement.html", statement.contexts, "statements/*.md", of="statements"),
    Kind("story", "story.html", story.contexts, "stories/*.md", of="stories"),
    Kind("outlet", "outlet.html", outlet.contexts, "outlets/*.md", of="outlets"),
    Kind("stories", "stories.html", story.index, "stories/*.md"),
    Kind("transcript", "transcript.html", transcript.contexts, "transcripts/*.md"),
    Kind("transcripts", "transcripts.html", transcript.index, "transcripts/*.md"),
    Kind("articles", "articles.html", indexes.articles, "articles/*.md"),
    Kind("actors", "actors.html", speakers.contexts, "actors/*.md"),
    Kind("sources", "sources.html", sources.contexts, "sources/*.md"),
    Kind("statements", "statements.html", indexes.statements, "statements/*.md"),
    Kind("outlets", "outlets.html", indexes.outlets, "outlets/*.md"),
    Kind("quotations", "quotations.html", indexes.quotations, "quotations/*.md"),
    Kind("reporting", "reporting.html", reporting.contexts, "how-outlets-report.md"),
    Kind("matrix", "matrix.html", matrix.contexts, "who-quotes-whom.md"),
    Kind("timeline", "timeline.html", timeline.contexts, "timeline*.md"),
    Kind("guide", "guide.html", guide.contexts, guide.PATH),
    Kind("method", "method.html", method.contexts, "method.md"),
    Kind("data", "data.html", data.contexts, "data/index.md"),
)


def render(dataset: Dataset, downloads: tuple[Download, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every page and asset: path below ``docs/``, text. ``downloads`` are what the data page offers."""
    return drawn(catalogue(dataset, downloads))


def drawn(known: Catalogue) -> Iterator[tuple[str, str]]:
    """The same of a catalogue."""
    yield from assets()
    for kind in PAGES:
        yield from _of_kind(kind, known)
    yield from embeds(known)
    yield from redirects(known.dataset.moved)


def share_images(known: Catalogue, kept: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures of pages for those who share them; what stands in ``kept`` is not drawn again."""
    done: set[str] = set()
    for kind in PAGES if known.dataset.corpus.address else ():
        if kind.name not in KINDS[known.dataset.corpus.share_images]:
            continue
        for context in kind.contexts(known):
            picture = picture_of(known, kind.name, context)
            path = path_of(picture) if picture else ""
            if picture and path not in done:
                done.add(path)
                yield path, (kept / path).read_bytes() if (kept / path).is_file() else draw(picture)


def units(known: Catalogue) -> Iterator[Unit]:
    """What draws all of the same files, each piece by itself as far as it goes."""
    yield Unit("assets", _assets)
    for kind in PAGES:
        if kind.of in BY_THEMSELVES:
            every = getattr(known.dataset, kind.of)
            items = _with_page(known) if kind.of == "statements" else every
            yield from (Unit(f"{kind.name} {one.id}", partial(_of_kind, kind), kind.of, one) for one in items)
        else:
            yield Unit(kind.name, partial(_of_kind, kind))
    for one in known.dataset.articles:
        yield Unit(f"embed {one.id}", of_article, "articles", one)
    for said in _with_page(known):
        yield Unit(f"embed statement {said.id}", of_statement, "statements", said)
    yield Unit("moved", _moved)


def _assets(known: Catalogue) -> Iterator[tuple[str, str]]:
    return assets()


def _moved(known: Catalogue) -> Iterator[tuple[str, str]]:
    return redirects(known.dataset.moved)


def _with_page(known: Catalogue) -> list[Statement]:
    return [one for one in known.dataset.statements if one.id in known.with_page]


def _of_kind(kind: Kind, known: Catalogue) -> Iterator[tuple[str, str]]:
    templates = environment()
    for context in kind.contexts(known):
        yield (
            context.path,
            document(kind.name, kind.template, context, templates, head_of(known, kind.name, context)),
        )


def page_at(known: Catalogue, path: str) -> str | None:
    """The one page at this path below ``docs/``, as ``drawn`` makes it; None where there is none."""
    for kind in PAGES:
        if fnmatchcase(path, kind.at):
            for context in kind.contexts(_only(kind, known, path)):
                if context.path == path:
                    head = head_of(known, kind.name, context)
                    return document(kind.name, kind.template, context, environment(), head)
    return None


def _only(kind: Kind, known: Catalogue, path: str) -> Catalogue:
    """Of a kind's sequence no more than what the page at this path is called after."""
    if not kind.of:
        return known
    name, every = PurePosixPath(path).stem, getattr(known.dataset, kind.of)
    one: dict[str, Any] = {kind.of: tuple(item for item in every if getattr(item, "slug", item.id) == name)}
    return replace(known, dataset=replace(known.dataset, **one))
