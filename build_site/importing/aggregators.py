"""Exports of Nexis, Factiva and ProQuest: one file, many articles, each with what it states."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from build_site.importing import factiva, nexis, proquest
from build_site.importing.base import Found

_TELLING = ("DOCUMENT", "End of Document", "Document ", "ocument ID:", "HD ", "HD\t", "HD|", "HD\n")
"""One of these stands in every export; most articles hold none."""
_PAGES = ("articleParagraph", "ProQuest", "End of Document")
"""One of these stands in every page that is an export."""


def split(text: str) -> Iterator[Found]:
    """The articles of an export; none where the text is no export that we know."""
    for marks, cut in LAYOUTS:
        if marks(text):
            yield from (found for found in cut(text) if found)
            return


def is_export(text: str) -> bool:
    """Whether the text is several articles in one file."""
    return any(word in text for word in _TELLING) and any(marks(text) for marks, _ in LAYOUTS)


def may_be_export(page: str) -> bool:
    """Whether a page of HTML deserves to be looked at as an export."""
    return any(word in page for word in _PAGES)


LAYOUTS: tuple[tuple[Callable[[str], bool], Callable[[str], Iterator[Found | None]]], ...] = (
    (nexis.is_old, nexis.old),
    (nexis.is_new, nexis.new),
    (factiva.is_coded, factiva.coded),
    (factiva.is_plain, factiva.plain),
    (proquest.is_export, proquest.articles),
)
"""How each layout is told, and how it is cut; the first that fits is taken."""
