"""The gate: what is sure enough is published, the rest is kept as doubts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from build_site.model import CorpusArticle, Gate, Quotation
from build_site.model.restoring import replace
from build_site.recall import Recalling, once


@dataclass(frozen=True, slots=True)
class Sorted:
    """The corpus with its doubts set apart."""

    articles: tuple[CorpusArticle, ...]
    """Each with the ids of what is published of it."""
    quotations: tuple[Quotation, ...]
    doubts: tuple[Quotation, ...]
    """In the same order."""


def sort_out(
    articles: Sequence[CorpusArticle],
    quotations: Sequence[Quotation],
    confirmed: Collection[str],
    gate: Gate,
    recall: Recalling = once,
) -> Sorted:
    """Set apart what does not pass; what the curator corrected, checked or named (``confirmed``) does."""
    doubtful = {
        q.id
        for q in quotations
        if q.corrected is None
        and not q.checked
        and q.id not in confirmed
        and not gate.passes(q.type, q.confidence)
    }
    return Sorted(
        tuple(
            recall(_without, a, *sorted(doubtful.intersection(a.quotations)))
            if not doubtful.isdisjoint(a.quotations)
            else a
            for a in articles
        ),
        tuple(q for q in quotations if q.id not in doubtful),
        tuple(q for q in quotations if q.id in doubtful),
    )


def _without(article: CorpusArticle, *doubtful: str) -> CorpusArticle:
    return replace(article, quotations=tuple(id for id in article.quotations if id not in doubtful))
