"""*Look here first*: what harms a reader most in expectation, and how far the work has come.

Harm is how many readers meet a claim (the home page, the most quoted, statements in several versions, the
rest) times how likely it is wrong, as the calibrated confidences say. Of a doubt, which no page counts, what
may be wrong is that it is held back.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from build_site.model import Dataset, MentionKind, Quotation, Statement

LEADING = 8
"""So many speakers and statements stand on the home page."""
HOME = 4.0
"""How many times the readers of an article's page meet what stands on the home page."""
TOP = 2.0
VERSION = 1.0
"""For each further report of the same statement: its page shows them all."""
MOST_VERSIONS = 4
HELD_BACK = 0.5
"""A doubt is seen by those alone who ask for evidence; what it costs is that it is missing."""
BATCH = 3
"""So many quotations that hang by the same words may be settled by one answer."""
UNSURE = 0.1
"""Quotations that are likelier right than this stay out of batches."""
Z = 1.96
"""Half the width of a 95 % interval, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Item:
    """One quotation to look at."""

    quotation: str
    harm: float
    wrong: float
    """How likely its page is wrong about it."""
    why: tuple[str, ...]
    """What makes it matter."""
    batch: tuple[str, ...] = ()
    """All that one answer may settle, itself first; empty where it stands alone."""
    words: str = ""
    """The words that they hang by."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work has come."""

    looked: int
    every: int
    drafted: float
    """Share that is expected to have been right before anybody looked."""
    right: float
    """Share that is expected to be right now."""
    margin: float
    """Half the width of the 95 % interval of the latter."""

    @property
    def words(self) -> str:
        """``212 of 2,484 looked at; expected right: 91 % → 97 % (± 0.8)``."""
        margin = f"± {100 * self.margin:.1f}"
        return (
            f"{self.looked:,} of {self.every:,} looked at; expected right:"
            f" {100 * self.drafted:.0f}\u00a0% → {100 * self.right:.0f}\u00a0% ({margin})"
        )


def queue(dataset: Dataset) -> tuple[Item, ...]:
    """Everything that nobody has looked at, the most harmful first; batches as one item each."""
    weigh = prominence(dataset)
    items = {}
    for q in _open(dataset.quotations):
        much, why = weigh(q)
        items[q.id] = Item(q.id, much * (1 - q.confidence), 1 - q.confidence, why)
    for q in _open(dataset.doubts):
        much, why = weigh(q)
        items[q.id] = Item(q.id, HELD_BACK * much * q.confidence, q.confidence, (*why, "held back"))
    order = {q.id: place for place, q in enumerate((*dataset.quotations, *dataset.doubts))}
    listed = _batched(dataset, items)
    return tuple(sorted(listed, key=lambda item: (-item.harm, order[item.quotation])))


def decided(q: Quotation) -> bool:
    """Whether somebody has looked at it."""
    return q.corrected is not None or bool(q.checked)


def progress(dataset: Dataset) -> Progress:
    """How many were looked at, and what the confidences promise of the rest."""
    left = _open(dataset.quotations)
    looked = len(dataset.quotations) - len(left)
    sure = sum(bool(q.checked) and q.corrected is None for q in dataset.quotations)
    own = {d.quotation for d in dataset.decisions if d.part == "quotations" and d.before is None}
    now = {q.id for q in dataset.quotations}
    dropped = sum(d.part == "quotations" and d.quotation not in now for d in dataset.decisions)
    promised = sum(q.confidence for q in left)
    drafted = len(dataset.quotations) - len(own) + dropped
    every = max(1, len(dataset.quotations))
    spread = math.sqrt(sum(q.confidence * (1 - q.confidence) for q in left))
    return Progress(
        looked=looked + dropped,
        every=len(dataset.quotations) + dropped,
        drafted=(sure + promised) / max(1, drafted),
        right=(looked + promised) / every,
        margin=Z * spread / every,
    )


def _open(quotations: Iterable[Quotation]) -> list[Quotation]:
    return [q for q in quotations if not decided(q)]


def prominence(dataset: Dataset) -> Callable[[Quotation], tuple[float, tuple[str, ...]]]:
    """How much of the site a quotation's readers are, and why."""
    spoken = Counter(q.actor for q in dataset.quotations if q.actor)
    top = {actor for actor, _ in spoken.most_common(LEADING)}
    statements: Mapping[str, Statement] = {s.id: s for s in dataset.statements}
    crossing = sorted((s for s in dataset.statements if s.crosses), key=lambda s: -s.reports)
    home = {s.id for s in crossing[:LEADING]} | {dataset.corpus.featured}

    def weigh(q: Quotation) -> tuple[float, tuple[str, ...]]:
        much, why = 1.0, []
        statement = statements.get(q.statement or "")
        if statement and statement.id in home:
            much += HOME
            why.append("on the home page")
        if q.actor in top:
            much += TOP
            why.append("a most quoted speaker")
        elif q.actor:
            much += math.log2(1 + spoken[q.actor]) / LEADING
        if statement and statement.crosses:
            much += VERSION * min(MOST_VERSIONS, len(statement.versions) - 1)
            why.append(f"in {len(statement.versions)} versions")
        return much, tuple(why)

    return weigh


def _batched(dataset: Dataset, items: Mapping[str, Item]) -> list[Item]:
    """The items; those that hang by one description, or by a surname that is all we know, put together."""
    names = {a.id: a.name for a in dataset.actors}
    articles = {a.id: a for a in dataset.articles}
    groups: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for q in (*dataset.quotations, *dataset.doubts):
        item = items.get(q.id)
        if item is None or item.wrong < UNSURE or q.source_kind in (None, MentionKind.PRONOUN):
            continue
        words = " ".join(articles[q.article].article.text[slice(*q.source[0])].split()) if q.source else ""
        alone = " " not in words and names.get(q.actor or "", "").casefold() in ("", words.casefold())
        if words and (q.source_kind is MentionKind.NOMINAL or alone):
            groups[words.casefold(), q.actor].append(q.id)
    left = dict(items)
    for (words, _), ids in groups.items():
        if len(ids) >= BATCH:
            members = sorted((left.pop(id) for id in ids), key=lambda item: -item.harm)
            first, harm = members[0], sum(item.harm for item in members)
            left[first.quotation] = replace(
                first, harm=harm, batch=tuple(item.quotation for item in members), words=words
            )
    return list(left.values())
