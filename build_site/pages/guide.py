"""How to read this: the marks, the cards and one statement step by step, for who opens a page and wonders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_site.pages.catalogue import Catalogue
from build_site.pages.home import Featured, featured

PATH = "quotations/how-to-read.md"
"""In a folder whose pages no navigation names, whatever a project's settings are; the header links to it."""


@dataclass(frozen=True, slots=True)
class GuidePage:
    """What ``guide.html`` shows."""

    path: str
    title: str
    description: str
    featured: Featured | None


def contexts(known: Catalogue) -> Iterator[GuidePage]:
    """The one page."""
    yield GuidePage(
        path=PATH,
        title="How to read this",
        description="What the lines, colours and figures on these pages mean.",
        featured=featured(known),
    )
