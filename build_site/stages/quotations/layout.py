"""Speech that the layout shows instead of marks: turns of a dialogue, answers, posts, texts after a colon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from build_site.lexicon import Lexicon
from build_site.model import Article, Passage
from build_site.stages.quotations.marks import Mark
from build_site.stages.quotations.page import Page, page_of
from build_site.stages.quotations.posts import posts
from build_site.stages.quotations.set_apart import set_apart
from build_site.stages.quotations.turns import answers, turns


def laid_out(article: Article, marks: Mapping[int, Sequence[Mark]], lexicon: Lexicon) -> dict[int, Passage]:
    """The passage that each block of such speech holds; a dialogue is tried before single blocks."""
    page: Page = page_of(article, marks, lexicon)
    found = turns(page) or answers(page)
    for form in (posts, set_apart):
        found = {**form(page, frozenset(found)), **found}
    return found
