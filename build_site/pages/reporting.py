"""How outlets report: a section on each outlet, every share with its interval and what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from build_site.lexicon import load_lexicon
from build_site.pages.catalogue import Catalogue
from build_site.pages.escape import plain
from build_site.pages.words import count
from build_site.stages.measuring import Figure, measures
from build_site.stages.written import written

MEASURES = {
    "sources": "Who is quoted",
    "he or she": "“He” or “she”, of the people quoted by name",
    "type": "Direct or paraphrased",
    "concentration": "How few speak most",
    "second hand": "Words at second hand",
    "words of saying": "Words of saying, within statements that other outlets carry too",
    "kept": "How much of a shared statement is kept",
}
"""Each measure as it is headed, in this order."""
LEAST = 20
"""An outlet of fewer quotations has no section: its shares would say nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One share."""

    label: str
    path: str
    """Where its quotations stand, from the site's root."""
    number: int
    of: int
    share: str
    between: str
    low: float
    width: float
    """Of the interval, percent."""
    at: float


@dataclass(frozen=True, slots=True)
class Table:
    """One measure of an outlet."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One outlet."""

    id: str
    name: str
    quotations: int
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class ReportingPage:
    """What ``reporting.html`` shows."""

    path: str
    title: str
    description: str
    lead: str
    sections: tuple[Section, ...]


def contexts(known: Catalogue) -> Iterator[ReportingPage]:
    """The one page."""
    sections = []
    for outlet, own in groupby(
        measures(known.dataset, written(known.dataset, load_lexicon())), key=lambda f: f.outlet
    ):
        figures = list(own)
        total = max(f.of for f in figures if f.measure == "type")
        if total >= LEAST:
            name = plain(known.outlets[outlet].name)
            sections.append(Section(outlet, name, total, tuple(_tables(figures))))
    sections.sort(key=lambda s: (-s.quotations, s.id))
    yield ReportingPage(
        path="how-outlets-report.md",
        title="How outlets report",
        description="Whom each outlet quotes, how, and in which words: every share with its interval.",
        lead=_lead(known, len(sections)),
        sections=tuple(sections),
    )


def _lead(known: Catalogue, told: int) -> str:
    """How many outlets say enough."""
    if not told:
        return f"No outlet has the {LEAST} quotations here from which on shares say anything."
    few = len({a.outlet for a in known.dataset.articles if a.outlet}) - told
    others = f"{count(few, 'other')} {'has' if few == 1 else 'have'} too few to say anything"
    return f"{count(told, 'outlet')} of {LEAST} quotations and more" + (f"; {others}." if few else ".")


def _tables(figures: list[Figure]) -> Iterator[Table]:
    for measure, heading in MEASURES.items():
        lines = tuple(_line(f) for f in figures if f.measure == measure)
        if lines:
            yield Table(heading, lines)


def _line(f: Figure) -> Line:
    low, high = round(100 * f.low), round(100 * f.high)
    return Line(
        label=f.part,
        path=behind(f),
        number=f.number,
        of=f.of,
        share=f"{round(100 * f.share)}\u00a0%",
        between=f"{low}–{high}\u00a0%",
        low=low,
        width=max(1, high - low),
        at=round(100 * f.share, 1),
    )


def behind(f: Figure) -> str:
    """The table of quotations, narrowed down to those that are counted."""
    asked = {"outlet": f.outlet} | {
        "sources": {"kind": f.part},
        "type": {"type": f.part},
        "he or she": {"written": f.part},
        "concentration": {"among": "few"},
        "second hand": {"among": "second"},
        "words of saying": {"among": "shared", "verb": f.part},
        "kept": {"among": "shared"},
    }.get(f.measure, {})
    return f"quotations/index.html?{urlencode(asked)}"
