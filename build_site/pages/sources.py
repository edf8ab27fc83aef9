"""The page of sources without a name: by outlet and by what they belong to, with what is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_site.model import MentionKind, Quotation
from build_site.pages.catalogue import NO_OUTLET, UNNAMED, Catalogue, Quoted
from build_site.pages.escape import plain
from build_site.pages.paging import Sheet, sheets
from build_site.pages.words import count

TOLD = {"one": "one person", "several": "several", "body": "a body", "document": "a document"}
"""What the number of a source is called."""
UNTOLD = "Belonging not told"
PARTLY = "Named, but not who that is"
"""Where those stand who have a name and nothing that tells whose it is, as a surname alone."""
SOURCES = 40
"""A page, with all their words."""
FACETS = 8
"""So many affiliations and roles are counted above the list."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One description in one article, with its words."""

    outlet: str
    outlet_id: str | None
    affiliation: str
    place: int
    """Before others of its outlet: what a source belongs to, then where that is not told, then names."""
    words: str
    number: str
    why: str
    quotations: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """What ``sources.html`` shows."""

    path: str
    title: str
    description: str
    lead: str
    facets: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    """What is counted, and the counts of quotations."""
    sheet: Sheet[object]
    rows: tuple[SourceRow, ...]


def contexts(known: Catalogue) -> Iterator[SourcesPage]:
    """One page, or several of a long list."""
    groups: dict[tuple[str, str, str, str], list[Quotation]] = {}
    for q in known.dataset.quotations:
        if q.unnamed:
            outlet = known.article(q.article).outlet or NO_OUTLET
            belongs = PARTLY if q.source_kind is MentionKind.NAME else q.unnamed.affiliation or UNTOLD
            key = (outlet, belongs, q.unnamed.words.casefold(), q.article)
            groups.setdefault(key, []).append(q)
    ranked = sorted(groups.items(), key=lambda item: (item[0][0], _place(item[0][1]), item[0]))
    every = [q for _, own in ranked for q in own]
    lead = (
        f"{count(len(groups), 'source')} that the articles describe and do not name, or name without saying"
        f" who that is, with {count(len(every), 'quotation')}: by outlet, then by what they belong to."
    )
    facets = _facets(known, every)
    for sheet in sheets(ranked, UNNAMED, lambda item: "|".join(item[0]), _begins, SOURCES):
        rows = tuple(_row(known, key, own) for key, own in sheet.rows)
        title, told = sheet.titled("Sources without a name"), sheet.told(lead)
        yield SourcesPage(sheet.path, title, told, told, facets, sheet, rows)


def _place(belongs: str) -> int:
    return (UNTOLD, PARTLY).index(belongs) + 1 if belongs in {UNTOLD, PARTLY} else 0


def _begins(item: tuple[tuple[str, str, str, str], Sequence[Quotation]]) -> str:
    unnamed = item[1][0].unnamed
    return plain(unnamed.words if unnamed else "")


def _row(known: Catalogue, key: tuple[str, str, str, str], own: Sequence[Quotation]) -> SourceRow:
    unnamed = own[0].unnamed
    article = known.article(own[0].article)
    why = next((q.unnamed.why for q in own if q.unnamed and q.unnamed.why), "")
    return SourceRow(
        outlet=key[0],
        outlet_id=article.outlet_id,
        affiliation=plain(key[1]),
        place=_place(key[1]),
        words=plain(unnamed.words if unnamed else ""),
        number=TOLD.get(unnamed.number if unnamed else "", ""),
        why=plain(why),
        quotations=tuple(known.quoted(q) for q in own),
    )


def _facets(
    known: Catalogue, every: Sequence[Quotation]
) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    told = [(q, q.unnamed) for q in every if q.unnamed]
    counts = (
        ("Outlet", Counter(known.article(q.article).outlet or NO_OUTLET for q, _ in told)),
        (
            "Belonging to",
            Counter(u.affiliation or UNTOLD for q, u in told if q.source_kind is not MentionKind.NAME),
        ),
        ("Role", Counter(u.role or "not told" for _, u in told)),
        ("Number", Counter(TOLD.get(u.number, "not told") for _, u in told)),
        ("Why without a name", Counter("told" if u.why else "not told" for _, u in told)),
    )
    return tuple(
        (name, tuple((plain(key), number) for key, number in found.most_common(FACETS)))
        for name, found in counts
        if found
    )
