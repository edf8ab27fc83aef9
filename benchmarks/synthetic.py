"""A corpus of any size whose words are made of syllables, as many and as unequal as in newspapers."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from build_site.ids import short_hash, unique_slugs
from build_site.model import (
    Actor,
    ActorKind,
    Article,
    Basis,
    Block,
    BlockKind,
    Corpus,
    CorpusArticle,
    Dataset,
    Document,
    Metadata,
    Name,
    Outlet,
    Quotation,
    QuotationType,
    Segment,
    Statement,
    Version,
    When,
)

SYLLABLES = [
    c + v + e
    for c in ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "cr", "st", "tr"]
    for v in "aeiou"
    for e in ("", "n", "r", "s")
]
VOCABULARY = 40_000
"""As in a few thousand news articles; the frequencies follow Zipf's law."""
TYPES = (QuotationType.DIRECT, QuotationType.INDIRECT, QuotationType.MIXED)


class Writer:
    """Writes words, by chance but always the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (a corpus, not a secret)
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            size = 1 + min(len(made) // 300, 1) + self.chance.randrange(3)
            made["".join(self.chance.choices(SYLLABLES, k=size))] = None
        self.words = list(made)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def text(self, length: int) -> str:
        """So many words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length))

    def name(self) -> str:
        """A first name and a surname."""
        return " ".join(w.capitalize() for w in self.chance.sample(self.words[200:], 2))


def corpus(articles: int, quotations: int, seed: int = 7, length: int = 1280) -> Dataset:
    """A dataset of so many articles of about ``length`` words with so many quotations each."""
    writer = Writer(seed)
    chance = writer.chance
    called = list(dict.fromkeys(f"The {writer.name()}" for _ in range(max(3, articles // 60))))
    outlets = [Outlet(i, n) for i, n in zip(unique_slugs(called), called, strict=True)]
    names = list(dict.fromkeys(writer.name() for _ in range(max(8, articles))))
    ids = unique_slugs(names)
    actors = [Actor(i, n, ActorKind.PERSON, (Name(n, 1, ()),)) for i, n in zip(ids, names, strict=True)]
    favour = list(accumulate(1 / (rank + 5) for rank in range(len(ids))))
    made, said = [], []
    for number in range(articles):
        title = writer.text(8).capitalize()
        slug = f"{'-'.join(title.lower().split()[:5])}-{number}"
        day = date(2019, 1, 1) + timedelta(days=number * 2191 // articles)
        mine = [
            _quotation(slug, n, writer, (chance.choices(ids, cum_weights=favour)[0], day))
            for n in range(quotations)
        ]
        text = f"{title}\n" + "\n".join(f"{q.text} {writer.text(length // quotations - 24)}." for q in mine)
        document = Document(slug, f"seeds/{slug}.txt", text, hashlib.sha256(text.encode()).hexdigest())
        blocks = (
            Block(BlockKind.HEADLINE, (0, len(title))),
            Block(BlockKind.PARAGRAPH, (len(title) + 1, len(text))),
        )
        outlet = chance.choice(outlets).id
        whole = Article(document, blocks, Metadata())
        made.append(
            CorpusArticle(
                slug,
                slug,
                document.path,
                title,
                outlet,
                day.isoformat(),
                whole,
                (),
                tuple(q.id for q in mine),
            )
        )
        said += mine
    linked, statements = _statements(said, chance)
    return Dataset(
        corpus=Corpus(title="A synthetic corpus"),
        articles=tuple(made),
        quotations=tuple(linked),
        actors=tuple(sorted(actors, key=lambda a: a.id)),
        statements=tuple(sorted(statements, key=lambda s: s.id)),
        outlets=tuple(outlets),
    )


def _quotation(article: str, number: int, writer: Writer, source: tuple[str, date]) -> Quotation:
    """Words of an actor, of the week before the article's day."""
    chance = writer.chance
    actor, published = source
    text = writer.text(chance.randint(8, 40))
    anchor = "q-" + short_hash(f"{article} {number}")
    day = (published - timedelta(days=chance.randrange(7))).isoformat()
    return Quotation(
        id=f"{article}#{anchor}",
        anchor=anchor,
        article=article,
        type=chance.choice(TYPES),
        text=text,
        content=((0, len(text)),),
        verbatim=(),
        cue=(),
        source=(),
        source_kind=None,
        actor=actor,
        chain=(),
        confidence=chance.randint(40, 99) / 100,
        rule="cue-and-name",
        block=1,
        when=When(day, Basis.INFERRED) if chance.random() < 0.5 else None,
    )


def _statements(
    quotations: Sequence[Quotation], chance: random.Random
) -> tuple[list[Quotation], list[Statement]]:
    """One quotation in ten is carried again by others."""
    waiting = list(quotations)
    chance.shuffle(waiting)
    statements: list[Statement] = []
    of: dict[str, str] = {}
    while waiting:
        size = min(len(waiting), chance.choices((1, 2, 5, 20), (90, 7, 2, 1))[0])
        members = [waiting.pop() for _ in range(size)]
        id = f"statement-{len(statements)}"
        versions = tuple(Version(q.id, (Segment("same", q.text, q.text),)) for q in members)
        statements.append(
            Statement(id, members[0].actor, members[0].when, members[0].id, versions, reports=size)
        )
        of.update((q.id, id) for q in members)

    return [replace(q, statement=of[q.id]) for q in quotations], statements
