"""The method page: how the site was made, how well that works, and what it cannot do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_site.errors import VerbatimError
from build_site.model import Level
from build_site.pages.catalogue import Catalogue
from build_site.pages.escape import plain
from build_site.pages.words import date_words, percent

ACCURACY = Path(__file__).parent / "accuracy.yml"
TRADE = Path(__file__).parent / "gate.yml"
OF_THE_DAY = frozenset(("future-date",))
"""Codes of findings that another day does not make: the site is the same on every day."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured figure."""

    what: str
    value: str
    corpus: str
    measured: str
    """The date, in words."""
    note: str


@dataclass(frozen=True, slots=True)
class Above:
    """What would be published above one confidence, as it was measured."""

    least: str
    published: str
    """The share of all that is found."""
    right: str
    """The share of it that is right in every respect."""
    found: str
    """The share that it has of what a reader wants found."""


@dataclass(frozen=True, slots=True)
class Trade:
    """What a higher gate gives and costs."""

    corpus: str
    measured: str
    """The date, in words."""
    rows: tuple[Above, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of attribution and how often it decided here."""

    name: str
    count: int
    confidence: str
    """The mean of what it claimed."""


@dataclass(frozen=True, slots=True)
class MethodPage:
    """What ``method.html`` shows."""

    path: str
    title: str
    description: str
    quotations: int
    unattributed: int
    unnamed: int
    """Of sources without a name."""
    held_back: int
    """Doubts: found, and not sure enough to count."""
    corrected: int
    trade: Trade
    rules: tuple[Rule, ...]
    measures: tuple[Measure, ...]
    doubts: tuple[tuple[str, int], ...]
    """Kinds of findings that are more than a remark, with how many there are."""
    excerpts: bool


def contexts(known: Catalogue) -> Iterator[MethodPage]:
    """The one method page."""
    data = known.dataset
    told = (f.code for f in data.findings if f.level is not Level.INFO and f.code not in OF_THE_DAY)
    doubts = Counter(code.replace("-", " ") for code in told)
    yield MethodPage(
        path="method.md",
        title="Method",
        description="How quotations, speakers and statements were found, how well, and the limits.",
        quotations=len(data.quotations),
        unattributed=sum(q.actor is None and q.unnamed is None for q in data.quotations),
        unnamed=sum(q.unnamed is not None for q in data.quotations),
        held_back=len(data.doubts),
        corrected=sum(q.corrected is not None or bool(q.checked) for q in data.quotations),
        trade=load_trade(TRADE),
        rules=_rules(known),
        measures=load_accuracy(ACCURACY),
        doubts=tuple(sorted(doubts.items(), key=lambda pair: (-pair[1], pair[0]))),
        excerpts=data.corpus.publish == "excerpts",
    )


def load_accuracy(path: Path) -> tuple[Measure, ...]:
    """The figures that benchmarks measured; each says what, the value, on which corpus, and when."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8")) or []
    measures = []
    for number, row in enumerate(rows, 1):
        missing = [key for key in ("what", "value", "corpus", "measured") if not row.get(key)]
        if missing:
            raise VerbatimError(
                f"{path}: entry {number} lacks {', '.join(missing)}; give it, or take the entry out"
            )
        what, value, corpus, note = (
            plain(str(row.get(key, ""))) for key in ("what", "value", "corpus", "note")
        )
        measures.append(Measure(what, value, corpus, date_words(str(row["measured"])), note))
    return tuple(measures)


def load_trade(path: Path) -> Trade:
    """What ``benchmarks/calibrate.py`` measured for gates of several heights."""
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8")) or {}
    keys = ("above", "published", "right", "found")
    rows = tuple(Above(*(percent(float(row[key])) for key in keys)) for row in data.get("rows", ()))
    return Trade(plain(str(data.get("corpus", ""))), date_words(str(data["measured"])), rows)


def _rules(known: Catalogue) -> tuple[Rule, ...]:
    claimed: dict[str, list[float]] = {}
    for q in known.dataset.quotations:
        claimed.setdefault(q.rule, []).append(q.confidence)
    ranked = sorted(claimed.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Rule(plain(name.replace("-", " ")), len(c), percent(sum(c) / len(c))) for name, c in ranked)
