"""Why articles are related: statements that both carry, text that both print, one event that both tell of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_site.model import Relation
from build_site.recall import once, same
from build_site.stages.statements.kinship import kin, weigh
from build_site.stages.statements.reuse import copy_of, find_reuse, fingerprints
from build_site.stages.statements.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.model import Article, CorpusArticle, Quotation, Spans, Statement
    from build_site.recall import Recalling
    from build_site.stages.statements.kinship import Kin
    from build_site.stages.statements.reuse import Copy, Reuse
    from build_site.stages.statements.words import Vocabulary, Words

NEIGHBOURS = 24
"""A statement in very many articles relates each to so many of its neighbours in the corpus's order."""
Pair = tuple[int, int]


def relate(
    articles: Sequence[CorpusArticle],
    quotations: Sequence[Sequence[Quotation]],
    statements: Sequence[Statement],
    known: Vocabulary,
    recall: Recalling = once,
) -> tuple[Relation, ...]:
    """Both directions of every relation, an article's closest first; ``quotations`` article by article."""
    place = {a.id: i for i, a in enumerate(articles)}
    of = {q.id: place[q.article] for own in quotations for q in own}
    common: dict[Pair, list[str]] = {}
    for statement in statements:
        for pair in _pairs(sorted({of[v.quotation] for v in statement.versions})):
            common.setdefault(pair, []).append(statement.id)
    texts = []
    for article, own in zip(articles, quotations, strict=True):
        quoted = recall(same, tuple(span for q in own for span in q.verbatim))
        texts.append(recall(read_text, article.article, article.title, quoted, known))
    reused = {(r.first, r.second): r for r in recall(_reused, known, *texts)}
    published = "\n".join(article.published or "" for article in articles)
    # What is quoted in an article changes nothing of its words.
    weights = (recall(same, one.weights) for one in texts)
    alike = {(k.first, k.second): round(k.likeness, 4) for k in recall(_kin, published, *weights)}
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


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """An article as it is held against others."""

    copy: Copy
    prints: tuple[tuple[int, int], ...]
    weights: tuple[tuple[str, int], ...]
    """Its words by their weight in it."""


def read_text(article: Article, title: str, quoted: Spans, known: Vocabulary) -> Text:
    """Read an article once for all that relates it to others; ``quoted`` equals nothing."""
    blocks = words_of(article, known)
    copy = copy_of(article, blocks, quoted)
    return Text(copy, fingerprints(copy), tuple(weigh(article, title, blocks, known).items()))


def _reused(known: Vocabulary, *texts: Text) -> tuple[Reuse, ...]:
    return tuple(find_reuse([one.copy for one in texts], [one.prints for one in texts], known))


def _kin(published: str, *weights: tuple[tuple[str, int], ...]) -> tuple[Kin, ...]:
    return tuple(kin([date or None for date in published.split("\n")], list(map(dict, weights))))


def words_of(article: Article, known: Vocabulary) -> tuple[Words, ...]:
    """The words of each block of an article."""
    return tuple(read_words(article.text[slice(*block.span)], known) for block in article.blocks)


def _pairs(places: Sequence[int]) -> Iterator[Pair]:
    for n, first in enumerate(places):
        for second in places[n + 1 : n + 1 + NEIGHBOURS]:
            yield first, second
