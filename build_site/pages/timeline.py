"""The timeline: what was said, by the date on which it was said, with the dates on which it was published.

What has no date of saying stands on no line of time; the table of quotations has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from build_site.dates.resolving import bounds, month_day
from build_site.model import Statement
from build_site.pages.catalogue import Catalogue, Quoted
from build_site.pages.charts import Chart, chart
from build_site.pages.escape import plain
from build_site.pages.paging import Sheet, sheets
from build_site.pages.words import count, date_words

MOMENTS = 50
"""A page."""
LEADING = 6
"""So many speakers have a row of their own in the chart."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One statement of the list."""

    said: str
    """In words."""
    group: str
    """The heading under which it stands: the month, or that no year is stated."""
    base: Quoted
    path: str
    articles: int
    published: str | None
    """The first date on which it was published, in words."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What ``timeline.html`` shows."""

    path: str
    title: str
    description: str
    lead: str
    chart: Chart | None
    """On the first page, over the whole corpus."""
    sheet: Sheet[Statement]
    groups: tuple[tuple[str, tuple[Moment, ...]], ...]
    published: bool
    """Whether any of them says when it was printed."""


def contexts(known: Catalogue) -> Iterator[TimelinePage]:
    """The pages of the timeline: dated statements in order, then those without a year."""
    order = sorted((s for s in known.dataset.statements if s.when), key=lambda s: _place(known, s))
    dated = [s for s in order if s.when and bounds(s.when.edtf)]
    lead = _lead(dated)
    for sheet in sheets(order, "timeline.html", lambda s: s.id, _begins, MOMENTS):
        moments = [_moment(known, s) for s in sheet.rows]
        groups: dict[str, list[Moment]] = {}
        for moment in moments:
            groups.setdefault(moment.group, []).append(moment)
        yield TimelinePage(
            path=sheet.path,
            title=sheet.titled("Timeline"),
            description=sheet.told(lead),
            lead=sheet.told(lead),
            chart=_chart(known, dated) if sheet.number == 1 else None,
            sheet=sheet,
            groups=tuple((name, tuple(rows)) for name, rows in groups.items()),
            published=any(moment.published for moment in moments),
        )


def _begins(statement: Statement) -> str:
    return date_words(statement.when.edtf if statement.when else "")


def _place(known: Catalogue, statement: Statement) -> tuple[int, date, date, str, str]:
    edtf = statement.when.edtf if statement.when else None
    days = bounds(edtf)
    if days:
        return (0, *days, "", statement.id)
    without = month_day(edtf)
    if without:
        return (1, date(4, *without), date.min, "", statement.id)
    published = known.articles[known.quotations[statement.base].article].published
    return (2, date.min, date.min, published or "~", statement.id)


def _moment(known: Catalogue, statement: Statement) -> Moment:
    quotations = [known.quotations[v.quotation] for v in statement.versions]
    articles = dict.fromkeys(q.article for q in quotations)
    published = sorted(d for a in articles if (d := known.articles[a].published))
    edtf = statement.when.edtf if statement.when else ""
    return Moment(
        said=date_words(edtf),
        group=_group(edtf),
        base=known.quoted(known.quotations[statement.base]),
        path=known.statement_path(statement.id),
        articles=len(articles),
        published=date_words(published[0]) if published else None,
    )


def _group(edtf: str) -> str:
    days = bounds(edtf)
    if days is None:
        return "No year stated"
    first, last = days
    if (first.year, first.month) == (last.year, last.month):
        return date_words(f"{first.year:04}-{first.month:02}")
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"


def _lead(dated: Sequence[Statement]) -> str:
    if not dated:
        return "No statement here has a date with a year."
    # As exactly as they are known: the first day of a year is not a date.
    known = [(days, s.when.edtf) for s in dated if s.when and (days := bounds(s.when.edtf))]
    first = min(known, key=lambda k: (k[0][0], -k[0][1].toordinal()))[1].partition("/")[0].rstrip("?~%")
    last = max(known, key=lambda k: (k[0][1], -k[0][0].toordinal()))[1].rpartition("/")[2].rstrip("?~%")
    span = f"from {date_words(first)} to {date_words(last)}"
    if first == last:
        span = f"{'on' if len(first) == len('2024-03-22') else 'in'} {date_words(first)}"
    return f"{count(len(dated), 'statement')} can be dated, {span}."


def _chart(known: Catalogue, dated: Sequence[Statement]) -> Chart | None:
    """The speakers with most dated statements, and all others."""
    counts = Counter(s.actor for s in dated if s.actor)
    leading = sorted(counts, key=lambda actor: (-counts[actor], actor))[:LEADING]
    rows: dict[str | None, list[str]] = {actor: [] for actor in leading}
    others: list[str] = []
    for s in dated:
        if s.when:
            rows.get(s.actor, others).append(s.when.edtf)
    named = [(plain(known.actors[actor].name), dates) for actor, dates in rows.items() if actor]
    return chart([*named, *([("Others", others)] if others else [])])
