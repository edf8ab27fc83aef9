"""Quotations of all articles → statements with their versions, echoes, and the relations between articles.

Two quotations are versions of one statement when their words are like enough (``likeness``), the same actor
said them, and nothing tells their occasions apart (``occasion``); ``judging`` says what else may stand for
the same actor. Like words of one actor on two occasions are an echo. A quotation whose spans hold two
utterances is a version of one statement only, the one whose base more versions match.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from build_site.lexicon import Lexicon
from build_site.model import CorpusArticle, Finding, Quotation, Relation, Statement, StatementFix
from build_site.recall import Recalling, each, once, same
from build_site.stages.statements.clustering import Pair, group, ordered
from build_site.stages.statements.evidence import Evidence, setting_of
from build_site.stages.statements.judging import judge
from build_site.stages.statements.likeness import prepare
from build_site.stages.statements.making import make_statements
from build_site.stages.statements.occasion import Occasion, occasions
from build_site.stages.statements.relating import copies, relate
from build_site.stages.statements.words import vocabulary


@dataclass(frozen=True, slots=True)
class Linked:
    """What links quotations and articles over the corpus."""

    statements: tuple[Statement, ...]
    """By id."""
    statement_of: tuple[tuple[str, str], ...]
    """Quotation id and statement id, for every quotation, in the order of the quotations."""
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]


def link_statements(
    articles: tuple[CorpusArticle, ...],
    quotations: tuple[Quotation, ...],
    fixes: Sequence[StatementFix],
    lexicon: Lexicon,
    recall: Recalling = once,
) -> Linked:
    """Group quotations into statements and relate articles; the curator's ``fixes`` win over the words.

    Quotations come resolved: actor, date and chain are set. Every quotation gets a statement.
    """
    known = vocabulary(lexicon)
    statements, statement_of, findings = _stated(articles, quotations, fixes, lexicon, recall)
    by_article: dict[str, list[Quotation]] = {a.id: [] for a in articles}
    for q in quotations:
        by_article[q.article].append(q)
    own = [by_article[a.id] for a in articles]
    relations = relate(articles, own, statements, known, recall)
    return Linked(
        statements=statements,
        statement_of=tuple((q.id, statement_of[i]) for i, q in enumerate(quotations)),
        relations=relations,
        findings=(*findings, *copies(articles, own, relations)),
    )


def _stated(
    articles: tuple[CorpusArticle, ...],
    quotations: tuple[Quotation, ...],
    fixes: Sequence[StatementFix],
    lexicon: Lexicon,
    recall: Recalling,
) -> tuple[tuple[Statement, ...], dict[int, str], tuple[Finding, ...]]:
    """The statements, that of each quotation by its place, and what was found; the evidence is let go of."""
    known = vocabulary(lexicon)
    of_article: dict[str, list[int]] = {a.id: [] for a in articles}
    for i, q in enumerate(quotations):
        of_article[q.article].append(i)
    said = each(recall, prepare, (q.id for q in quotations), (quotations,), known, recall)
    when_and_where: dict[int, Occasion] = {}
    for article in articles:
        places = of_article[article.id]
        known_by = article.id, article.published, article.article
        own = recall(occasions, *known_by, lexicon, *(quotations[i] for i in places))
        when_and_where.update(zip(places, recall(_same_each, recall, own), strict=True))
    setting = {article.id: recall(setting_of, article, recall) for article in articles}
    every = each(
        recall,
        Evidence,
        (q.id for q in quotations),
        ([setting[q.article] for q in quotations], said, [when_and_where[i] for i in range(len(quotations))]),
    )
    judged = judge(every, recall)
    joined, apart, echoed = _fixed(quotations, fixes)
    groups = group(
        len(quotations),
        {pair: found for pair, found in judged.versions.items() if pair not in apart},
        (judged.echoes | judged.nested) - {ordered(a, b) for j in joined for a in j for b in j} | apart,
        joined,
        lambda i: every[i].rank(),
    )
    statements, statement_of = make_statements(
        every, groups, judged.echoes - apart | echoed, judged.partials - apart, recall
    )
    return statements, statement_of, judged.findings


def _same_each(recall: Recalling, found: Sequence[Occasion]) -> list[Occasion]:
    """An article's occasions, each the very one that it was where an edit elsewhere changed nothing of it."""
    return [recall(same, one) for one in found]


def _fixed(
    quotations: Sequence[Quotation], fixes: Sequence[StatementFix]
) -> tuple[list[tuple[int, ...]], frozenset[Pair], frozenset[Pair]]:
    """What the curator joined, set apart, and of that linked as echoes, as places; what is gone was told."""
    place = {q.id: i for i, q in enumerate(quotations)}
    joined, apart, echoed = [], set[Pair](), set[Pair]()
    for fix in fixes:
        places = tuple(sorted({place[id] for id in fix.quotations if id in place}))
        if fix.join:
            joined.append(places)
        else:
            pairs = set(combinations(places, 2))
            apart |= pairs
            echoed |= pairs if fix.echo else set()
    return [j for j in joined if len(j) > 1], frozenset(apart), frozenset(echoed)
