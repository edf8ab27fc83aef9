"""When a quotation was said: the date that governs the act of speaking, seen from the day of publication."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from build_site.dates import Act, calendar, governing, latest_full_date, resolve
from build_site.model import Basis, BlockKind, When

if TYPE_CHECKING:
    from datetime import date

    from build_site.lexicon import Lexicon
    from build_site.model import Article, Attribution, Span


def date_quotation(
    article: Article, attribution: Attribution, published: str | None, lexicon: Lexicon
) -> When | None:
    """The date of the act of speaking as EDTF, with the words it rests on; None where nothing tells.

    ``published`` is the article's date of publication as EDTF. Dates inside the content date what is spoken
    of, not when it was said, and are left alone.
    """
    words = calendar(lexicon)
    found = governing(article.text, act_of(article, attribution), words)
    if found is None:
        return None
    expression, inherited = found
    reference = None if published else _reference(article.text, lexicon)
    edtf = resolve(expression, published, reference)
    if edtf is None:
        return None
    if inherited and edtf[-1] not in "?~%":
        edtf += "?"
    stated = expression.year is not None and not inherited
    return When(edtf, Basis.STATED if stated else Basis.INFERRED, expression.span)


def act_of(article: Article, attribution: Attribution) -> Act:
    """The act of speaking with the paragraph it stands in and the one before."""
    return Act(
        block=article.blocks[attribution.block].span,
        before=paragraph_before(article, attribution.block),
        content=attribution.content,
        cue=attribution.cue,
        source=attribution.source,
    )


def paragraph_before(article: Article, block: int) -> Span | None:
    """The nearest paragraph before a block, captions and subheadings passed over."""
    for earlier in reversed(article.blocks[:block]):
        if earlier.kind is BlockKind.PARAGRAPH:
            return earlier.span
        if earlier.kind in {BlockKind.HEADLINE, BlockKind.BLOCKQUOTE}:
            return None
    return None


@lru_cache(maxsize=64)
def _reference(text: str, lexicon: Lexicon) -> date | None:
    return latest_full_date(text, calendar(lexicon))
