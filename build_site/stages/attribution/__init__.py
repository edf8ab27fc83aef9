"""Passages and cue frames → attributions: who said what, by which rule, how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_site.stages.attribution.assembly import Reading

if TYPE_CHECKING:
    from build_site.lexicon import Lexicon
    from build_site.model import Article, Attribution, Mention, Passage


def attribute(
    article: Article, passages: tuple[Passage, ...], mentions: tuple[Mention, ...], lexicon: Lexicon
) -> tuple[Attribution, ...]:
    """The quotations of an article, in the order of the text."""
    return Reading.of(article, passages, mentions, lexicon).attributions()
