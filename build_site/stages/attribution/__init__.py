"""Passages and cue frames → attributions: who said what, by which rule, how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_site.stages.attribution.assembly import Reader, finish
from build_site.stages.attribution.view import view_of

if TYPE_CHECKING:
    from build_site.lexicon import Lexicon
    from build_site.model import Article, Attribution, Mention, Passage


def attribute(
    article: Article, passages: tuple[Passage, ...], mentions: tuple[Mention, ...], lexicon: Lexicon
) -> tuple[Attribution, ...]:
    """The quotations of an article, in the order of the text."""
    view = view_of(article, passages, lexicon)
    found = (finish(view, draft, mentions) for draft in Reader(view).read(article))
    return tuple(sorted(found, key=lambda attribution: attribution.content))
