"""How outlets report, in figures: shares, and what they may be given few quotations and a machine's mistakes.

An interval is Wilson's (1927) at 95 %, around the share as it would be if those quotations that are probably
wrong (one minus the confidence of each) were all on one side: it holds what chance and the engine may do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from build_site.model import ActorKind, Dataset, Quotation

KINDS = {
    ActorKind.PERSON: "person by name",
    ActorKind.OFFICE: "office",
    ActorKind.ORGANISATION: "organisation",
    ActorKind.DOCUMENT: "document",
    ActorKind.GROUP: "many people",
}
FEW = 3
"""So many speakers are the few whose share tells how concentrated the sources are."""
NOT_TOLD = "not told"
VERBS = 8
"""So many words of saying are told of each outlet."""
Z = 1.96


@dataclass(frozen=True, slots=True)
class Figure:
    """One share of an outlet's quotations."""

    outlet: str
    """Its id."""
    measure: str
    part: str
    number: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share as counted, 0 to 1."""
        return self.number / self.of if self.of else 0.0


def measures(dataset: Dataset, written: Mapping[str, str]) -> Iterator[Figure]:
    """Every figure, by outlet and measure; an outlet without quotations of its own has none.

    ``written`` says of which people the articles write "he" or "she".
    """
    outlets = {article.id: article.outlet for article in dataset.articles}
    kinds = {actor.id: actor.kind for actor in dataset.actors}
    texts = {article.id: article.article.text for article in dataset.articles}
    own: dict[str, list[Quotation]] = {}
    for q in dataset.quotations:
        if outlet := outlets[q.article]:
            own.setdefault(outlet, []).append(q)
    kept = words_kept(dataset)
    for outlet in sorted(own):
        quotations = own[outlet]
        yield from _parts(outlet, "sources", quotations, [source_kind(q, kinds) for q in quotations])
        yield from _parts(outlet, "type", quotations, [q.type.value for q in quotations])
        named = [(q, told) for q in quotations if (told := he_or_she(q, kinds, written))]
        yield from _parts(outlet, "he or she", [q for q, _ in named], [told for _, told in named])
        few = most_quoted(quotations)
        yield _figure(
            outlet,
            "concentration",
            f"the {FEW} who speak most",
            quotations,
            [q.actor in few for q in quotations],
        )
        second = [second_hand(q) for q in quotations]
        yield _figure(outlet, "second hand", "taken from another outlet", quotations, second)
        yield from _verbs(outlet, quotations, kept, texts)
        here = [kept[q.id] for q in quotations if q.id in kept]
        if here:
            had, whole = sum(k for k, _ in here), sum(n for _, n in here)
            low, high = wilson(had, whole, 0.0, 0.0)
            yield Figure(outlet, "kept", "of the fullest version’s words", had, whole, low, high)


def most_quoted(quotations: Iterable[Quotation]) -> frozenset[str]:
    """The few actors who speak most in them."""
    often = Counter(q.actor for q in quotations if q.actor)
    return frozenset(actor for actor, _ in sorted(often.items(), key=lambda i: (-i[1], i[0]))[:FEW])


def second_hand(q: Quotation) -> bool:
    """Whether the words came through another outlet."""
    return any(link.role == "outlet" for link in q.chain)


def word_of_saying(q: Quotation, text: str) -> str:
    """The first words that say it was said, as they are compared; empty where there are none."""
    return " ".join(text[slice(*q.cue[0])].casefold().split()) if q.cue else ""


def wilson(number: float, of: float, wrong: float, missed: float) -> tuple[float, float]:
    """The interval of a share, of which ``wrong`` may not belong and ``missed`` others may.

    >>> [round(x, 2) for x in wilson(5, 10, 0, 0)]
    [0.24, 0.76]
    """
    if not of:
        return 0.0, 1.0
    low, high = interval(max(0.0, number - wrong), of)[0], interval(min(of, number + missed), of)[1]
    return round(low, 4), round(high, 4)


def interval(number: float, of: float) -> tuple[float, float]:
    """The 95 % interval of a share.

    >>> [round(x, 3) for x in interval(8, 10)]
    [0.49, 0.943]
    """
    share, square = number / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _figure(
    outlet: str, measure: str, part: str, quotations: Sequence[Quotation], inside: Sequence[bool]
) -> Figure:
    pairs = list(zip(quotations, inside, strict=True))
    wrong = sum(1 - q.confidence for q, here in pairs if here)
    missed = sum(1 - q.confidence for q, here in pairs if not here)
    number = sum(inside)
    low, high = wilson(number, len(quotations), wrong, missed)
    return Figure(outlet, measure, part, number, len(quotations), low, high)


def _parts(outlet: str, measure: str, quotations: Sequence[Quotation], of: Sequence[str]) -> Iterator[Figure]:
    for part, _ in sorted(Counter(of).items(), key=lambda item: (-item[1], item[0])):
        yield _figure(outlet, measure, part, quotations, [one == part for one in of])


def source_kind(q: Quotation, kinds: Mapping[str, ActorKind]) -> str:
    """Which kind of source a quotation is of, in words."""
    kind = kinds.get(q.actor or "")
    if kind in KINDS:
        return KINDS[kind]
    if q.unnamed or kind is ActorKind.ANONYMOUS:
        belongs = bool(q.unnamed and q.unnamed.affiliation)
        return "unnamed, belonging told" if belongs else "unnamed, belonging not told"
    return "not identified"


def he_or_she(q: Quotation, kinds: Mapping[str, ActorKind], written: Mapping[str, str]) -> str:
    """How the articles write of a person who speaks, or that they do not; empty for any other source."""
    person = q.actor and kinds.get(q.actor) is ActorKind.PERSON
    return written.get(q.actor, NOT_TOLD) if person and q.actor else ""


def words_kept(dataset: Dataset) -> dict[str, tuple[int, int]]:
    """Quotations of statements that several outlets carry: words kept of the fullest version, and all."""
    outlets = {article.id: article.outlet for article in dataset.articles}
    of = {q.id: outlets[q.article] for q in dataset.quotations}
    kept = {}
    for statement in dataset.statements:
        if len({of[v.quotation] for v in statement.versions}) < 2:
            continue
        for version in statement.versions:
            whole = sum(len(s.base.split()) for s in version.segments)
            same = sum(len(s.base.split()) for s in version.segments if s.kind in ("same", "moved"))
            kept[version.quotation] = (same, whole)
    return kept


def _verbs(
    outlet: str, quotations: Sequence[Quotation], shared: Iterable[str], texts: Mapping[str, str]
) -> Iterator[Figure]:
    """Words of saying, within statements that other outlets carry too: what was said is the same."""
    of = frozenset(shared)
    said = [(q, word_of_saying(q, texts[q.article])) for q in quotations if q.id in of and q.cue]
    counts = Counter(words for _, words in said)
    inside = [q for q, _ in said]
    for words, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:VERBS]:
        yield _figure(outlet, "words of saying", words, inside, [one == words for _, one in said])
