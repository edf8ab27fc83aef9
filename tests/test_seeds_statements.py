"""The reader's quotations of the seeds, linked: every set of versions and every echo right, nothing false."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import pytest

from build_site.ids import anchors, slugify
from build_site.lexicon import load_lexicon
from build_site.model import (
    Article,
    Attribution,
    Block,
    BlockKind,
    CorpusArticle,
    Document,
    MentionKind,
    Metadata,
    Quotation,
    QuotationType,
)
from build_site.stages.chronology import date_quotation
from build_site.stages.statements import Linked, link_statements
from tests.gold import Gold, GoldArticle, GoldQuotation, load


@dataclass(frozen=True)
class Measured:
    """The gold and what was made of it."""

    gold: Gold
    linked: Linked
    statement_of: dict[str, str]
    """By the gold's id of a quotation."""
    dates: dict[str, str | None]


def article_of(article: GoldArticle) -> Article:
    """The article as the reader cut it."""
    blocks = tuple(Block(BlockKind(b.kind), b.span, b.outlet, b.repeat) for b in article.blocks)
    return Article(Document(article.id, f"seeds/{article.id}.txt", article.text, ""), blocks, Metadata())


def quotation_of(article: Article, q: GoldQuotation, anchor: str, text: str) -> Quotation:
    """A quotation with the reader's spans and speaker."""
    kind = MentionKind(q.source_kind) if q.source_kind else None
    type_, actor = QuotationType(q.types[0]), slugify(q.actors[0]) if q.actors[0] else None
    spans = q.contents[0], q.verbatim, q.cues[0], q.sources[0]
    attribution = Attribution(type_, *spans, kind, None, (), 1.0, "gold", q.block)
    when = date_quotation(article, attribution, None, load_lexicon())
    identity = f"{q.article}#{anchor}", anchor, q.article, type_, text
    return Quotation(*identity, *spans, kind, actor, (), 1.0, "gold", q.block, when=when)


@pytest.fixture(scope="module")
def measured() -> Measured:
    """The seeds through dates and statements."""
    gold = load()
    articles, quotations, ids = [], [], {}
    for annotated in gold.articles:
        article = article_of(annotated)
        texts = [" … ".join(annotated.text[s:e] for s, e in q.contents[0]) for q in annotated.quotations]
        own = [
            quotation_of(article, q, anchor, text)
            for q, anchor, text in zip(annotated.quotations, anchors(texts), texts, strict=True)
        ]
        ids.update({q.id: g.id for q, g in zip(own, annotated.quotations, strict=True)})
        quotations += own
        name = annotated.id
        articles.append(
            CorpusArticle(name, name, name, name, None, None, article, (), tuple(q.id for q in own))
        )
    linked = link_statements(tuple(articles), tuple(quotations), (), load_lexicon())
    statement_of = {ids[q]: statement for q, statement in linked.statement_of}
    dates = {ids[q.id]: q.when.edtf if q.when else None for q in quotations}
    return Measured(gold, linked, statement_of, dates)


@pytest.mark.slow
def test_versions_are_joined_and_nothing_else(measured: Measured) -> None:
    """Pairs that the reader leaves open (loose, optional, neutral) are not judged."""
    missed: list[tuple[str, str]] = []
    false: list[tuple[str, str]] = []
    for a, b in combinations(measured.gold.quotations, 2):
        open_ = a.loose or b.loose or a.optional or b.optional
        if open_ or frozenset((a.id, b.id)) in measured.gold.neutral:
            continue
        together = measured.statement_of[a.id] == measured.statement_of[b.id]
        if together != (a.statement is not None and a.statement == b.statement):
            (false if together else missed).append((a.id, b.id))
    assert (missed, false) == ([], [])


def test_echoes_are_linked_and_no_others(measured: Measured) -> None:
    """Those of the reader, and at most those that a reader may accept."""
    gold = measured.gold
    names: dict[str, set[str]] = {}
    for q in gold.quotations:
        if q.statement:
            names.setdefault(measured.statement_of[q.id], set()).add(q.statement)
    found = {
        frozenset((one, other))
        for s in measured.linked.statements
        for echo in s.echoes
        for one in names.get(s.id, ())
        for other in names.get(echo, ())
    }
    assert gold.echoes <= found <= gold.echoes | gold.accepted_echoes


def test_dates_are_right_or_not_given(measured: Measured) -> None:
    """A date that is given is one of the reader's, but for its doubt."""
    for q in measured.gold.quotations:
        date = measured.dates[q.id]
        if date is not None and q.statement is not None:
            accepted = measured.gold.statements[q.statement].dates
            assert date.rstrip("?~") in {(d or "").rstrip("?~") for d in accepted}, q.id


def test_the_shared_caption_is_reuse(measured: Measured) -> None:
    """Two of the articles print the caption of one photograph."""
    pairs = {(r.article[:3], r.other[:3]) for r in measured.linked.relations if r.passages}
    assert pairs == {("003", "004"), ("004", "003")}
