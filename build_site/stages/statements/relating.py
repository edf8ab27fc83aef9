"""Why articles are related: statements that both carry, text that both print, one event that both tell of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_site.model import Article, CorpusArticle, Finding, Level, Quotation, Relation, Spans, Statement
from build_site.recall import Followed, Recalling, once, same
from build_site.stages.statements.kinship import Kin, Kinship, Weights, weigh
from build_site.stages.statements.reuse import Copy, Printed, Prints, Reuse, Reused, copy_of, fingerprints
from build_site.stages.statements.words import Vocabulary, Words, read_words

NEIGHBOURS = 24
"""A statement in very many articles relates each to so many of its neighbours in the corpus's order."""
COPY = 0.85
"""Share of an article's words that stand in another, from which on it is that one's copy."""
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
        if len(statement.versions) < 2:
            continue
        for pair in _pairs(sorted({of[v.quotation] for v in statement.versions})):
            common.setdefault(pair, []).append(statement.id)
    texts = []
    for article, own in zip(articles, quotations, strict=True):
        quoted = recall(same, tuple([span for q in own for span in q.verbatim]))
        texts.append(recall(read_text, article.article, article.title, quoted, known))
    names = "\n".join(article.id for article in articles)
    reused = {(r.first, r.second): r for r in recall(_reused, recall, names, known, *texts)}
    published = "\n".join(article.published or "" for article in articles)
    weights = (recall(_weights, recall, one) for one in texts)
    alike = {
        (k.first, k.second): round(k.likeness, 2) for k in recall(_kin, recall, names, published, *weights)
    }
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
    prints: Prints
    weights: Weights


def read_text(article: Article, title: str, quoted: Spans, known: Vocabulary) -> Text:
    """Read an article once for all that relates it to others; ``quoted`` equals nothing."""
    blocks = words_of(article, known)
    copy = copy_of(article, blocks, quoted)
    weighed = weigh(article, title, blocks, known)
    words = tuple(sorted(weighed))
    return Text(copy, fingerprints(copy), (words, tuple([weighed[word] for word in words])))


def _weights(recall: Recalling, text: Text) -> Weights:
    """An article's words: what is quoted in it changes nothing of them."""
    weights: Weights = recall(same, text.weights)
    return weights


def _reused(recall: Recalling, names: str, known: Vocabulary, *texts: Text) -> tuple[Reuse, ...]:
    printed = (recall(_printed, one) for one in texts)
    with recall(Followed, Reused).looking() as reused:
        return tuple(reused.of(dict(zip(names.split("\n"), printed, strict=True)), known))


def _printed(text: Text) -> Printed:
    return text.copy, text.prints


def _kin(recall: Recalling, names: str, published: str, *weights: Weights) -> tuple[Kin, ...]:
    dates = (date or None for date in published.split("\n"))
    told = zip(weights, dates, strict=True)
    with recall(Followed, Kinship).looking() as kinship:
        return tuple(kinship.of(dict(zip(names.split("\n"), told, strict=True))))


def words_of(article: Article, known: Vocabulary) -> tuple[Words, ...]:
    """The words of each block of an article."""
    return tuple(read_words(article.text[slice(*block.span)], known) for block in article.blocks)


def _pairs(places: Sequence[int]) -> Iterator[Pair]:
    for n, first in enumerate(places):
        for second in places[n + 1 : n + 1 + NEIGHBOURS]:
            yield first, second


def copies(
    articles: Sequence[CorpusArticle],
    quotations: Sequence[Sequence[Quotation]],
    relations: Sequence[Relation],
) -> Iterator[Finding]:
    """A finding for each pair of articles that are one text, as a wire's copies are; both are kept.

    Reused text is told without quotations, so it is held against the words that stand outside of them.
    """
    place = {article.id: n for n, article in enumerate(articles)}
    for relation in relations:
        number = place[relation.article]
        one, other = articles[number], articles[place[relation.other]]
        if not relation.share or one.path <= other.path:
            continue
        words, quoted = len(one.article.text.split()), sum(len(q.text.split()) for q in quotations[number])
        share = relation.share * words / max(1, words - quoted)
        if share >= COPY:
            message = f"{min(share, 1):.0%} of its words stand in {other.path} too: a copy. Both are kept."
            yield Finding(Level.INFO, "copy", one.path, f"{message} Remove one if they are one article.")
