"""Shares of a whole: how somebody is quoted, and how sources are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_site.model import ActorKind, Quotation, QuotationType
from build_site.pages.catalogue import Catalogue

NAMING = {
    ActorKind.PERSON: "person by name",
    ActorKind.ORGANISATION: "organisation",
    ActorKind.OFFICE: "office",
    ActorKind.DOCUMENT: "document",
    ActorKind.GROUP: "many people",
    ActorKind.ANONYMOUS: "without a name",
    None: "not identified",
}
"""How a source is named, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole."""

    key: str
    """For the style sheet."""
    label: str
    count: int
    of: int

    @property
    def percent(self) -> str:
        """Whole percent; what is there is never 0 %."""
        share = 100 * self.count / self.of if self.of else 0
        return "<1\u00a0%" if 0 < share < 0.5 else f"{round(share)}\u00a0%"

    @property
    def width(self) -> float:
        """Percent, for a bar."""
        return round(100 * self.count / self.of, 2) if self.of else 0


def by_type(quotations: Iterable[Quotation]) -> tuple[Share, ...]:
    """How many are direct, indirect, mixed; those that there are none of included."""
    counts = Counter(q.type for q in quotations)
    return tuple(Share(t.value, t.value, counts[t], counts.total()) for t in QuotationType)


def by_naming(known: Catalogue, quotations: Iterable[Quotation]) -> tuple[Share, ...]:
    """How the sources are named; only the ways that occur."""
    counts: Mapping[ActorKind | None, int] = Counter(
        known.actor_links[q.actor].kind if q.actor else ActorKind.ANONYMOUS if q.unnamed else None
        for q in quotations
    )
    of = sum(counts.values())
    return tuple(
        Share(kind.value if kind else "nobody", label, counts[kind], of)
        for kind, label in NAMING.items()
        if counts.get(kind)
    )
