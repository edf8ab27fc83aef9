"""Who quotes whom: speakers × outlets, silence included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, log2

from build_site.model import MentionKind
from build_site.pages.catalogue import ActorLink, Catalogue
from build_site.pages.escape import plain
from build_site.pages.words import count

SPEAKERS = 50
OUTLETS = 30
STEPS = 5
"""Strengths of the tint; the number stands on it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How often an outlet quotes a speaker, and in how many of its articles it only names the speaker."""

    quotations: int
    named: int
    heat: int
    """0 to 5."""
    query: str | None
    """What leads the table of quotations to these."""

    @property
    def silent(self) -> bool:
        """Named and never quoted."""
        return not self.quotations and bool(self.named)


@dataclass(frozen=True, slots=True)
class Column:
    """An outlet."""

    name: str
    id: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A speaker."""

    actor: ActorLink | None
    name: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """What ``matrix.html`` shows."""

    path: str
    title: str
    description: str
    lead: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """Quotations and articles that only name, by (actor or None, outlet or None)."""

    quoted: Counter[tuple[str | None, str | None]]
    named: Counter[tuple[str | None, str | None]]
    speakers: tuple[str | None, ...]
    """Most quoted first; None, those who are not identified, last."""
    outlets: tuple[str | None, ...]
    """With most quotations first; None, those that are not stated, last."""


def contexts(known: Catalogue) -> Iterator[MatrixPage]:
    """The one matrix."""
    counts = _counts(known)
    columns = _columns(known, counts)
    most = max((n for (actor, _), n in counts.quoted.items() if actor), default=1)
    rows = [_row(known, counts, s, most) for s in counts.speakers[:SPEAKERS]]
    rest = counts.speakers[SPEAKERS:]
    if rest:
        rows.append(_rest(known, counts, rest))
    yield MatrixPage(
        path="who-quotes-whom.md",
        title="Who quotes whom",
        description=f"{count(len(known.by_actor), 'speaker')} by outlet: how often each quotes each,"
        " and where it is silent.",
        lead=_lead(known, counts),
        columns=columns,
        rows=tuple(rows),
    )


def _counts(known: Catalogue) -> _Counts:
    quoted: Counter[tuple[str | None, str | None]] = Counter()
    named: Counter[tuple[str | None, str | None]] = Counter()
    for article in known.dataset.articles:
        here = Counter(q.actor for q in known.in_article.get(article.id, ()))
        for actor, number in here.items():
            quoted[actor, article.outlet] += number
        for actor in {
            m.actor for m in article.mentions if m.kind is MentionKind.NAME and m.actor
        } - here.keys():
            named[actor, article.outlet] += 1
    speakers, outlets = Counter[str | None](), Counter[str | None]()
    for (actor, outlet), number in quoted.items():
        speakers[actor] += number
        outlets[outlet] += number
    for article in known.dataset.articles:
        outlets[article.outlet] += 0
    return _Counts(quoted, named, _ranked(speakers), _ranked(outlets))


def _ranked(counts: Counter[str | None]) -> tuple[str | None, ...]:
    return tuple(sorted(counts, key=lambda key: (key is None, -counts[key], key or "")))


def _columns(known: Catalogue, counts: _Counts) -> tuple[Column, ...]:
    articles = Counter(a.outlet for a in known.dataset.articles)
    shown, rest = counts.outlets[:OUTLETS], counts.outlets[OUTLETS:]
    columns = [
        Column(plain(known.outlets[o].name) if o else "Outlet not stated", o, articles[o]) for o in shown
    ]
    if rest:
        columns.append(Column(count(len(rest), "other outlet"), None, sum(articles[o] for o in rest)))
    return tuple(columns)


def _row(known: Catalogue, counts: _Counts, speaker: str | None, most: int) -> MatrixRow:
    cells = [_cell(counts, speaker, o, most) for o in counts.outlets[:OUTLETS]]
    rest = counts.outlets[OUTLETS:]
    if rest:
        number = sum(counts.quoted[speaker, o] for o in rest)
        cells.append(Cell(number, sum(counts.named[speaker, o] for o in rest), _heat(number, most), None))
    link = known.actor(speaker)
    return MatrixRow(
        link, link.name if link else "Speaker not identified", tuple(cells), sum(c.quotations for c in cells)
    )


def _cell(counts: _Counts, speaker: str | None, outlet: str | None, most: int) -> Cell:
    number = counts.quoted[speaker, outlet]
    query = f"speaker={speaker or '-'}&outlet={outlet or '-'}" if number else None
    return Cell(number, counts.named[speaker, outlet], _heat(number, most) if speaker else 0, query)


def _rest(known: Catalogue, counts: _Counts, rest: tuple[str | None, ...]) -> MatrixRow:
    """All other speakers as one row. A cell without a quotation is silent where one of them is named."""
    columns: list[tuple[str | None, ...]] = [(o,) for o in counts.outlets[:OUTLETS]]
    columns += [counts.outlets[OUTLETS:]] if counts.outlets[OUTLETS:] else []
    cells = tuple(
        Cell(
            sum(counts.quoted[s, o] for s in rest for o in column),
            sum(counts.named[s, o] for s in rest for o in column),
            0,
            None,
        )
        for column in columns
    )
    return MatrixRow(None, count(len(rest), "other speaker"), cells, sum(c.quotations for c in cells))


def _heat(number: int, most: int) -> int:
    """Steps by doubling, so that one quotation shows beside a hundred."""
    return ceil(STEPS * log2(number + 1) / log2(most + 1)) if number else 0


def _lead(known: Catalogue, counts: _Counts) -> tuple[str, ...]:
    """The first answers: who is quoted most, and the loudest silence."""
    outlets = [o for o in counts.outlets[:OUTLETS] if o]
    sentences = []
    first = counts.speakers[0] if counts.speakers else None
    if first:
        quoting = sum(bool(counts.quoted[first, o]) for o in outlets)
        by = f", by {quoting} of {count(len(outlets), 'outlet')}" if outlets else ""
        name = plain(known.actors[first].name)
        sentences.append(f"{name} is quoted most: {count(len(known.by_actor[first]), 'time')}{by}.")
    silences = [
        (counts.named[s, o], s, o)
        for s in counts.speakers[:SPEAKERS]
        for o in outlets
        if s and counts.named[s, o] and not counts.quoted[s, o]
    ]
    if silences:
        number, speaker, outlet = min(silences, key=lambda x: (-x[0], x[1], x[2]))
        sentences.append(
            f"{plain(known.outlets[outlet].name)} names {plain(known.actors[speaker].name)} in"
            f" {count(number, 'article')} and never quotes them."
        )
    return tuple(sentences)
