"""How sure a whole claim is: that it is an attribution, with these boundaries, by this actor.

A claim has *traits*, each a name and a value: the rule that found it, the cue's frame, how long the content
is, how it ends, what led from the source's words to the actor. ``benchmarks/calibrate.py`` measures on
annotated articles how much each trait speaks for or against a claim, in log odds, and writes
``lexicon/trust/traits.txt``. The probability is the logistic function of their sum; a trait without a line
says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from build_site.dates.trust import chance
from build_site.lexicon import Lexicon
from build_site.model import Article, Attribution, Entity, Gate, QuotationType, Reason
from build_site.model.restoring import replace

Trait = tuple[str, str]
BASE: Trait = ("base", "")
"""What every claim has."""
_LENGTHS = (1, 2, 4, 7, 12, 20, 35)
_FAR = 2
"""Paragraphs."""
_BESIDE = 60
"""Characters."""
_ENDS_SENTENCE = frozenset(".!?…•*-–—")
"""What stands before words that no sentence of a reporter's leads to: its end, a bullet, a dash."""
_ENDS = frozenset(".!?…")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|do|does|did|\w+ed|\w+n[’']t)\b"
)
"""What a clause has and a thing has not."""
_MARKS = " \t\n\"'“”‘’«»()[]"


def weigh(
    article: Article, attributions: Sequence[Attribution], entities: Sequence[Entity], lexicon: Lexicon
) -> tuple[Attribution, ...]:
    """The attributions, each with how likely the whole claim is right."""
    weights = _weights(lexicon)
    known = whom(entities)
    return tuple(
        replace(a, confidence=0.0 if of_nobody(article, a) else chance(traits(article, a, known), weights))
        for a in attributions
    )


def of_nobody(article: Article, claim: Attribution) -> bool:
    """Whether it is a fragment in marks inside a reporter's sentence that nothing tells who said.

    A term, a slogan, a scare quote, or words whose speaker was missed: as a claim of who said what it is
    never wholly right, so that no gate lets it pass.
    """
    if claim.source or claim.cue or claim.type is not QuotationType.DIRECT:
        return False
    before = article.text[article.blocks[claim.block].span[0] : claim.content[0][0]].rstrip(_MARKS)
    return bool(before) and before[-1] not in _ENDS_SENTENCE


def whom(entities: Sequence[Entity]) -> Mapping[int, tuple[Entity, Reason | None]]:
    """Mention → whom it means, and why."""
    return {
        m: (entity, entity.links[place] if place < len(entity.links) else None)
        for entity in entities
        for place, m in enumerate(entity.mentions)
    }


def traits(
    article: Article, claim: Attribution, known: Mapping[int, tuple[Entity, Reason | None]]
) -> Iterator[Trait]:
    """All that tells of a claim how sure it is."""
    kind = claim.type.value
    source = claim.source_kind.value if claim.source_kind else "none"
    yield BASE
    yield "rule", f"{claim.rule} {kind}"
    yield "frame", f"{claim.frame or 'none'} {kind}"
    yield "cue", " … ".join(article.text[start:end].casefold() for start, end in claim.cue)
    yield "source", f"{source} {kind}"
    if claim.source:
        capital = article.text[claim.source[0][0]].isupper()
        yield "named as", f"{'capital' if capital else 'small'} {source}"
    yield "place", _place(claim)
    if claim.within:
        yield "within", claim.within
    yield "block", article.blocks[claim.block].kind.value
    yield from _shape(article.text, claim)
    if claim.source:
        meant = known.get(-1 if claim.mention is None else claim.mention, (None, None))
        yield from _led(source, kind, *meant)


def _led(source: str, kind: str, entity: Entity | None, reason: Reason | None) -> Iterator[Trait]:
    """What led from the source's words to an actor, and to what kind of actor."""
    if entity is None or reason is None:
        yield "link", f"{source} nobody"
        return
    far = "far" if reason.blocks is not None and reason.blocks >= _FAR else "near"
    yield "link", f"{reason.why.value} {reason.chosen.value if reason.chosen else far}"
    if reason.chosen:
        yield "chosen", f"{reason.chosen.value} {kind}"
    yield "actor", f"{entity.kind.value} {'named' if entity.named else 'unnamed'}"


def _place(claim: Attribution) -> str:
    """Where the source stands to the content."""
    if not claim.source:
        return "none"
    (start, end), content = claim.source[0], claim.content
    if end <= content[0][0]:
        return "before" if content[0][0] - end < _BESIDE else "long before"
    if start >= content[-1][1]:
        return "after" if start - content[-1][1] < _BESIDE else "long after"
    return "between"


def _shape(text: str, claim: Attribution) -> Iterator[Trait]:
    """How long the content is, how it begins and ends, how much of it stands in marks."""
    kind, (start, end) = claim.type.value, (claim.content[0][0], claim.content[-1][1])
    words = sum(len(text[s:e].split()) for s, e in claim.content)
    yield "words", f"{next((n for n in _LENGTHS if words <= n), 'more')} {kind}"
    last, after = text[start:end].rstrip(_MARKS)[-1:], text[end : end + 12].lstrip(_MARKS)[:1]
    closed = not after or not _ENDS.isdisjoint((last, after))
    yield "ends", f"{'closed' if closed else 'comma' if ',' in (last, after) else 'open'} {kind}"
    if claim.type is not QuotationType.DIRECT:
        first = text[start:end].lstrip(_MARKS).partition(" ")[0]
        yield "begins", "capital" if first[:1].isupper() else first
        form = "clause" if _FINITE.search(text, start, end) else "thing"
        yield "form", f"{form} {claim.frame or 'none'}"
    if claim.type is QuotationType.MIXED:
        whole = sum(e - s for s, e in claim.content)
        yield "marked", f"{int(4 * sum(e - s for s, e in claim.verbatim) / (whole + 1))} of 4"


@lru_cache(maxsize=8)
def _weights(lexicon: Lexicon) -> Mapping[Trait, float]:
    return {(row[0], row[1]): float(row[2]) for row in lexicon.rows("trust/traits")}


@lru_cache(maxsize=8)
def default_gate(lexicon: Lexicon) -> Gate:
    """How sure a quotation of each type has to be to be published, as it was measured."""
    return Gate(**{kind: float(least) for kind, least in lexicon.rows("trust/gate")})
