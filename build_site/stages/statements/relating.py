"""Why articles are related: statements that both carry, text that both print, one event that both tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_site.model import Relation
from build_site.stages.statements.kinship import kin
from build_site.stages.statements.reuse import find_reuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.model import CorpusArticle, Quotation, Statement
    from build_site.stages.statements.words import Vocabulary

NEIGHBOURS = 24
"""A statement in very many articles relates each to so many of its neighbours in the corpus's order."""
Pair = tuple[int, int]


def relate(
    articles: Sequence[CorpusArticle],
    quotations: Sequence[Sequence[Quotation]],
    statements: Sequence[Statement],
    known: Vocabulary,
) -> tuple[Relation, ...]:
    """Both directions of every relation, an article's closest first; ``quotations`` article by article."""
    place = {a.id: i for i, a in enumerate(articles)}
    of = {q.id: place[q.article] for own in quotations for q in own}
    common: dict[Pair, list[str]] = {}
    for statement in statements:
        for pair in _pairs(sorted({of[v.quotation] for v in statement.versions})):
            common.setdefault(pair, []).append(statement.id)
    reused = {(r.first, r.second): r for r in find_reuse(articles, quotations, known)}
    alike = {(k.first, k.second): round(k.likeness, 4) for k in kin(articles, known)}
    relations = []
    for first, second in sorted(common.keys() | reused.keys() | alike.keys()):
        a, b = articles[first].id, articles[second].id
        ids = tuple(common.get((first, second), ()))
        found = reused.get((first, second))
        passages = found.passages if found else ()
        back = tuple(sorted((there, here) for here, there in passages))
        likeness = alike.get((first, second), 0.0)
        relations.append(
            (first, Relation(a, b, ids, found.share_first if found else 0.0, passages, likeness))
        )
        relations.append((second, Relation(b, a, ids, found.share_second if found else 0.0, back, likeness)))
    relations.sort(
        key=lambda r: (r[0], -r[1].share - len(r[1].statements) - r[1].likeness, place[r[1].other])
    )
    return tuple(relation for _, relation in relations)


def _pairs(places: Sequence[int]) -> Iterator[Pair]:
    for n, first in enumerate(places):
        for second in places[n + 1 : n + 1 + NEIGHBOURS]:
            yield first, second
