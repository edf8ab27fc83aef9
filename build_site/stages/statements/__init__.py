"""Quotations of all articles → statements with their versions, echoes, and the relations between articles.

Two quotations are versions of one statement when their words are like enough (``likeness``), the same actor
said them (or nobody is named, or one only carries the other's words, and the words are all but equal), and
nothing tells their occasions apart (``occasion``). Otherwise like words of one actor are an echo. A quotation
whose spans hold two utterances is a version of the one with the longer base only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_site.model import BlockKind, Finding, Level, QuotationType
from build_site.stages.statements.candidates import other_speakers, same_speaker
from build_site.stages.statements.clustering import Pair, group, ordered
from build_site.stages.statements.likeness import Likeness, compare, prepare
from build_site.stages.statements.making import Corpus, make_statements
from build_site.stages.statements.occasion import Occasion, agreement, occasions
from build_site.stages.statements.relating import relate
from build_site.stages.statements.words import vocabulary

if TYPE_CHECKING:
    from build_site.lexicon import Lexicon
    from build_site.model import CorpusArticle, Quotation, Relation, Statement, StatementFix


@dataclass(frozen=True, slots=True)
class Linked:
    """What links quotations and articles over the corpus."""

    statements: tuple[Statement, ...]
    """By id."""
    statement_of: tuple[tuple[str, str], ...]
    """Quotation id and statement id, for every quotation, in the order of the quotations."""
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The pairs of quotations that are like each other, by what they are to each other."""

    versions: frozenset[Pair]
    echoes: frozenset[Pair]
    findings: tuple[Finding, ...]


def link_statements(
    articles: tuple[CorpusArticle, ...],
    quotations: tuple[Quotation, ...],
    fixes: Sequence[StatementFix],
    lexicon: Lexicon,
) -> Linked:
    """Group quotations into statements and relate articles; the curator's ``fixes`` win over the words.

    Quotations come resolved: actor, date and chain are set. Every quotation gets a statement.
    """
    known = vocabulary(lexicon)
    of_article: dict[str, list[int]] = {a.id: [] for a in articles}
    for i, q in enumerate(quotations):
        of_article[q.article].append(i)
    said = [prepare(q, known) for q in quotations]
    when_and_where: dict[int, Occasion] = {}
    for article in articles:
        places = of_article[article.id]
        own = occasions(article, [quotations[i] for i in places], lexicon)
        when_and_where.update(zip(places, own, strict=True))
    corpus = Corpus(articles, quotations, said, [when_and_where[i] for i in range(len(quotations))])
    judged = _judge(corpus)
    joined, apart = _fixed(quotations, fixes)
    groups = group(
        len(quotations),
        sorted(judged.versions - apart),
        judged.echoes - {ordered(a, b) for j in joined for a in j for b in j} | apart,
        joined,
        corpus.rank,
    )
    statements, statement_of = make_statements(corpus, groups, judged.echoes - apart)
    by_article = [[quotations[i] for i in of_article[a.id]] for a in articles]
    return Linked(
        statements=statements,
        statement_of=tuple((q.id, statement_of[i]) for i, q in enumerate(quotations)),
        relations=relate(articles, by_article, statements, known),
        findings=judged.findings,
    )


def _judge(corpus: Corpus) -> Judged:
    """Compare the candidates: one utterance, an echo, or nothing."""
    speakers: dict[str, list[int]] = {}
    for i, q in enumerate(corpus.quotations):
        if q.actor is not None:
            speakers.setdefault(q.actor, []).append(i)
    versions: set[Pair] = set()
    echoes: set[Pair] = set()
    findings: list[Finding] = []
    for actor in sorted(speakers):
        for pair in same_speaker(corpus.said, speakers[actor]):
            verdict = _verdict(corpus, pair)
            if verdict is not None:
                (versions if verdict else echoes).add(pair)
    for pair in other_speakers(corpus.said):
        a, b = (corpus.said[i] for i in pair)
        if _overlap(a.quotation, b.quotation) or not (likeness := compare(a, b)).exact:
            continue
        if not _speakers_may_agree(a.quotation, b.quotation):
            findings += _disagreement(corpus, pair, likeness)
        elif _one_occasion(corpus, pair, likeness):
            versions.add(pair)
    return Judged(frozenset(versions), frozenset(echoes), tuple(findings))


def _verdict(corpus: Corpus, pair: Pair) -> bool | None:
    """True for versions, False for echoes, None for neither, among quotations of one actor."""
    a, b = (corpus.said[i] for i in pair)
    if _overlap(a.quotation, b.quotation):
        return None
    likeness = compare(a, b)
    one, other = (corpus.occasions[i] for i in pair)
    evidence = agreement(one, other) + _weight(likeness)
    if a.indirect or b.indirect:
        near = likeness.near_in_sense
    else:
        near = likeness.near or (likeness.brief and evidence > 0)
    if not near:
        return None
    if evidence >= 0:
        return None if _repetition(corpus, pair, likeness) else True
    return False if likeness.run >= 3 or likeness.cover >= 0.5 else None


def _weight(likeness: Likeness) -> int:
    """What words all but equal add to the evidence for one occasion: nobody says twenty of them twice."""
    return min(max(likeness.run - 3, 0), 5) if likeness.exact else 0


def _repetition(corpus: Corpus, pair: Pair, likeness: Likeness) -> bool:
    """Two sentences of one article's body: the speaker comes back to his words, the reporter does not."""
    a, b = (corpus.quotations[i] for i in pair)
    if a.article != b.article or likeness.cover >= 0.6:
        return False
    blocks = corpus.article_of[a.article].article.blocks
    indirect = QuotationType.INDIRECT in {a.type, b.type}
    body = blocks[a.block].kind is blocks[b.block].kind is BlockKind.PARAGRAPH
    return not indirect and (body or a.block == b.block)


def _overlap(a: Quotation, b: Quotation) -> bool:
    """Whether one stands inside the other: words quoted within words."""
    return a.article == b.article and any(s < e and t < f for s, f in a.content for t, e in b.content)


def _speakers_may_agree(a: Quotation, b: Quotation) -> bool:
    """One is unattributed, or carries the other's words (office, outlet), or both are only described."""
    if a.actor is None or b.actor is None:
        return True
    carried = {link.actor for link in a.chain} | {link.actor for link in b.chain}
    described = all(q.source_kind is not None and q.source_kind.value == "nominal" for q in (a, b))
    return described or a.actor in carried or b.actor in carried


def _one_occasion(corpus: Corpus, pair: Pair, likeness: Likeness) -> bool:
    return agreement(corpus.occasions[pair[0]], corpus.occasions[pair[1]]) + _weight(likeness) >= 0


def _disagreement(corpus: Corpus, pair: Pair, likeness: Likeness) -> list[Finding]:
    a, b = (corpus.quotations[i] for i in pair)
    if likeness.shared < 5 or not _one_occasion(corpus, pair, likeness):
        return []
    message = (
        f"The same words are given to “{a.actor}” here and to “{b.actor}” in {b.id}."
        " If they are one utterance, correct the speaker of one of the two in corrections.yml."
    )
    path = corpus.article_of[a.article].path
    return [Finding(Level.INFO, "same-words-two-speakers", path, f"{a.id}: {message}")]


def _fixed(
    quotations: Sequence[Quotation], fixes: Sequence[StatementFix]
) -> tuple[list[tuple[int, ...]], frozenset[Pair]]:
    """What the curator joined and what was set apart, as places; ids that are gone were reported before."""
    place = {q.id: i for i, q in enumerate(quotations)}
    joined, apart = [], set()
    for fix in fixes:
        places = tuple(sorted({place[id] for id in fix.quotations if id in place}))
        if fix.join:
            joined.append(places)
        else:
            apart |= {(a, b) for n, a in enumerate(places) for b in places[n + 1 :]}
    return [j for j in joined if len(j) > 1], frozenset(apart)
