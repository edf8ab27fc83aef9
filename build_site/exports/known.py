"""The dataset with the look-ups that indexes and previews need, made once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from build_site.model import Actor, Block, CorpusArticle, Dataset, Quotation
from build_site.text import touched

_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffd\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """A name or title on one line, without characters that are not for reading."""
    return " ".join(_ODD.sub(" ", text).split())


def published_blocks(article: CorpusArticle, quoted: Sequence[Quotation], publish: str) -> tuple[Block, ...]:
    """The blocks that the site shows: where only excerpts are published, no other word may leave it."""
    blocks = article.article.blocks
    if publish != "excerpts":
        return blocks
    spans = [block.span for block in blocks]
    shown = {i for q in quoted for span in q.content for i in touched(span, spans)}
    return tuple(block for i, block in enumerate(blocks) if i in shown)


@dataclass(frozen=True, slots=True)
class Known:
    """Look-ups that records and keys need."""

    dataset: Dataset
    articles: dict[str, CorpusArticle]
    actors: dict[str, Actor]
    outlets: dict[str, str]
    versions: dict[str, int]
    bases: frozenset[str]
    quoted: dict[str, list[Quotation]]
    """By article."""
    counts: Counter[str | None]
    """Quotations by actor."""
    years: tuple[int, int]

    @classmethod
    def of(cls, dataset: Dataset) -> Known:
        """Make the look-ups of a dataset."""
        quoted: dict[str, list[Quotation]] = defaultdict(list)
        for q in dataset.quotations:
            quoted[q.article].append(q)
        dates = [
            *(a.published for a in dataset.articles),
            *(q.when and q.when.edtf for q in dataset.quotations),
        ]
        years = [int(date[:4]) for date in dates if date and date[:4].isdecimal()]
        return cls(
            dataset=dataset,
            articles={a.id: a for a in dataset.articles},
            actors={a.id: a for a in dataset.actors},
            outlets={o.id: plain(o.name) for o in dataset.outlets},
            versions={s.id: len(s.versions) if s.paged else 1 for s in dataset.statements},
            bases=frozenset(s.base for s in dataset.statements if s.crosses),
            quoted=quoted,
            counts=Counter(who for q in dataset.quotations for who in q.speakers),
            years=(min(years, default=0), max(years, default=0)),
        )

    def outlet(self, article: CorpusArticle) -> str:
        """The name of an article's outlet, '' where it is unknown."""
        return self.outlets.get(article.outlet or "", "")

    def date(self, q: Quotation) -> str:
        """When it was said or, where that is unknown, published."""
        return (q.when.edtf if q.when else self.articles[q.article].published) or ""

    def about(self, actor: Actor) -> str:
        """What an actor is: the curator's words or, where there are none, the title seen most often."""
        return plain(actor.description or (actor.titles[0].text if actor.titles else ""))
