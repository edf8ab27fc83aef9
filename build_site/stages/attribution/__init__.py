"""Passages and cue frames → attributions: who said what, by which rule, how surely."""

from __future__ import annotations

from build_site.lexicon import Lexicon
from build_site.model import Article, Attribution, Mention, Passage
from build_site.stages.attribution.assembly import Reader
from build_site.stages.attribution.finish import finish
from build_site.stages.attribution.grammar import grammar_of
from build_site.stages.attribution.view import view_of, within


def attribute(
    article: Article, passages: tuple[Passage, ...], mentions: tuple[Mention, ...], lexicon: Lexicon
) -> tuple[Attribution, ...]:
    """The quotations of an article, in the order of the text."""
    grammar = grammar_of(lexicon)
    view = view_of(article, passages, grammar)
    drafts = Reader(view).read(article)
    inner, marked = within(view, passages)
    found = [finish(view, draft, mentions, grammar) for draft in drafts]
    found += [finish(inner, draft, mentions, grammar) for draft in Reader(inner).told(marked, drafts)]
    return tuple(sorted((a for a in found if a is not None), key=lambda attribution: attribution.content))
