"""The gate: what is sure enough is published, the rest is kept as doubts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from build_site.model import CorpusArticle, Gate, Quotation
from build_site.recall import Recalling, once, put, same


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
    by_hand = {q.id for q in quotations if q.corrected is not None or q.checked or q.id in confirmed}
    doubtful = {q.id for q in quotations if not gate.passes(q.type, q.confidence)} - by_hand
    kept = ((a, tuple(id for id in a.quotations if id not in doubtful)) for a in articles)
    return Sorted(
        tuple(recall(put, a, recall(same, ids), "quotations") for a, ids in kept),
        tuple(q for q in quotations if q.id not in doubtful),
        tuple(q for q in quotations if q.id in doubtful),
    )
