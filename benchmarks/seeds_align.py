"""Which of the engine's answers belongs to which quotation of the gold, and whether two names are one actor.

Content is compared by its word characters, so marks and punctuation at the edges never matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.gold import Gold, Span, Spans

if TYPE_CHECKING:
    from collections.abc import Sequence

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """One quotation as the engine found it."""

    id: str
    article: str
    type: str
    content: Spans
    verbatim: Spans
    cue: Spans
    source: Spans
    actor: str | None
    chain: tuple[str, ...]
    rule: str
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """One statement as the engine found it."""

    id: str
    date: str | None
    echoes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """What the engine says of one article: blocks as kind, span and embedded outlet; metadata by key."""

    blocks: tuple[tuple[str, Span, str | None], ...]
    metadata: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """The found quotation that answers to one of the gold, and the share of words they have in common."""

    found: Found
    share: float


def words(text: str, spans: Spans) -> Words:
    """Places of the word characters that the spans cover."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def tidy(text: str, span: Span) -> Span:
    """A span without the white space at its edges."""
    piece = text[slice(*span)]
    return span[0] + len(piece) - len(piece.lstrip()), span[1] - len(piece) + len(piece.rstrip())


def jaccard(a: Words, b: Words) -> float:
    """How much of two sets they share, in [0, 1]."""
    return len(a & b) / len(a | b) if a or b else 0.0


def align(gold: Gold, found: Sequence[Found]) -> dict[str, Answer]:
    """For each gold quotation the one answer that covers it best: one to one, best pairs first."""
    texts = {a.id: a.text for a in gold.articles}
    pairs = []
    for g in gold.quotations:
        wanted = [words(texts[g.article], content) for content in g.contents]
        for f in found:
            if f.article == g.article:
                got = words(texts[f.article], f.content)
                pairs.append((max(jaccard(w, got) for w in wanted), g.id, f))
    taken: set[str] = set()
    aligned: dict[str, Answer] = {}
    for share, g_id, f in sorted(pairs, key=lambda p: (-p[0], p[1], p[2].content)):
        if share > 0 and g_id not in aligned and f.id not in taken:
            aligned[g_id] = Answer(f, share)
            taken.add(f.id)
    return aligned


def plain(name: str) -> str:
    """A name without what spelling and grammar add to it."""
    bare = re.sub(r"[^\w ]", "", name.casefold())
    return re.sub(r"^(the|an?) ", "", " ".join(bare.split()))


def is_actor(gold: Gold, wanted: str | None, given: str | None, *, nominals: bool = False) -> bool:
    """Whether ``given`` names the actor ``wanted``; who has no name goes by the words that stand for them."""
    if wanted is None or given is None:
        return wanted is given
    actor = gold.actors.get(wanted)
    if actor is None:
        return plain(wanted) in plain(given)
    names = {plain(n) for n in (actor.name, *actor.names, *actor.also)}
    unnamed = actor.kinds[0] in {"anonymous", "document"}
    if nominals or unnamed:
        names |= {plain(n) for n in actor.nominals}
    return plain(given) in names or (unnamed and any(f" {n} " in f" {plain(given)} " for n in names))


def chain_fits(gold: Gold, wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Whether two chains have the same links; "his office" is as good a name for one as any."""
    if len(wanted) != len(given):
        return False
    return all(is_actor(gold, w, g, nominals=True) for w, g in zip(wanted, given, strict=True))


def shown(text: str, spans: Spans) -> str:
    """Words as an error shows them."""
    whole = " … ".join(text[start:end] for start, end in spans)
    return whole if len(whole) <= 90 else f"{whole[:60]} … {whole[-25:]}"
