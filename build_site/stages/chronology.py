"""When a quotation was said: the date that governs the act of speaking, seen from the day of publication."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from build_site.dates.expressions import calendar
from build_site.dates.governing import act_of, governing
from build_site.dates.resolving import latest_full_date, resolve
from build_site.model import Basis, When

if TYPE_CHECKING:
    from datetime import date

    from build_site.lexicon import Lexicon
    from build_site.model import Article, Attribution


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
    edtf = resolve(expression, published, None if published else _reference(article.text, lexicon))
    if edtf is None:
        return None
    if inherited and edtf[-1] not in "?~%":
        edtf += "?"
    stated = expression.year is not None and not inherited
    return When(edtf, Basis.STATED if stated else Basis.INFERRED, expression.span)


@lru_cache(maxsize=64)
def _reference(text: str, lexicon: Lexicon) -> date | None:
    return latest_full_date(text, calendar(lexicon))
