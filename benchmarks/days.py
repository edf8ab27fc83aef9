"""Measure how sure days of saying are, and write what was measured into the lexicon.

    python benchmarks/days.py --corpus NAME=ARTICLES.jsonl … [--dry]

``data/told_verdicts.jsonl`` says what the text tells a reader of the day of all quotations of some articles.
For each quotation every day that the article gives near it is a case, right or wrong, with its traits
(``dates/trust.py``): so the weights learn from days that no rule proposes as well. What is printed rests on
five-fold cross-validation by article: every day is judged by weights that its article had no part in. The
rules that propose days were written with some of these articles in sight: what the site's method page tells
comes from articles that nobody had seen.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.audit import DATA, Told, rows
from benchmarks.calibrate import FOLDS, ROOT, table
from benchmarks.logistic import Case, fitted, predicted
from benchmarks.statements import read
from build_site.dates.expressions import calendar
from build_site.dates.trust import Trait
from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.stages import chronology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from build_site.dates.trust import Scene
    from build_site.model import Analysis, When

SEEN = 8
"""A trait needs so many cases."""
PULL = 5.0
"""How many cases' worth of doubt draw each weight towards nothing."""
EARLIER = 3
"""So many days of a speaker's words before are looked at."""
NAMED = 4
"""So many days that the article names before some words are looked at, in its lead all of them."""
BASE: Trait = ("base", "")
HEADER = """\
# What each trait of a day of saying (dates/trust.py) tells of its being right, as benchmarks/days.py
# measures it: trait, value, weight in log odds."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One quotation of a judged article: the days that might be its own, and what a reader told."""

    article: str
    due: bool
    """Whether the text surely tells a day."""
    days: Mapping[str, tuple[str, bool, tuple[Trait, ...]]]
    """How each comes to it, whether it is right, and its traits."""
    proposed: str | None
    """The one that the rules propose."""


def judged(analysis: Analysis, known: Sequence[Mapping[str, Any]]) -> Iterator[Judged]:
    """The quotations of an article of which a reader told the day."""
    lexicon, published = load_lexicon(), analysis.article.metadata.published
    given = analysis.article, analysis.mentions, analysis.attributions, analysis.entities
    scene, found = chronology.propose(*given, published.value if published else None, lexicon)
    if not found:
        return
    at: dict[int, int] = {}
    for n, attribution in enumerate(analysis.attributions):
        at.setdefault(attribution.content[0][0], n)
    words = calendar(lexicon)
    for row in (row for row in known if row["at"][1] in at):
        n = at[row["at"][1]]
        told, sure = row["date"], row.get("sure", True)
        days = {
            day: (scene.way(n, day)[0], right(day, row), tuple(scene.traits(n, day, words)))
            for day in candidates(scene, n, found[n])
        }
        proposed = found[n]
        due = bool(told) and sure
        yield Judged(row["at"][0], due, days, proposed.edtf.rstrip("?") if proposed else None)


def right(day: str, row: Mapping[str, Any]) -> bool:
    """Whether a day is the one that a reader was told."""
    return Told(("", 0), day, row["date"], row.get("sure", True), "loose" in row).right


def candidates(scene: Scene, number: int, proposed: When | None) -> list[str]:
    """The days that might be a quotation's: near it, or its speaker's."""
    saying, found = scene.sayings[number], list[str]()
    found += [proposed.edtf] if proposed else []
    found += [saying.own.edtf] if saying.own else []
    theirs = scene.of.get(-1 if saying.who is None else saying.who, ())
    earlier = dict.fromkeys(a.day for a in reversed(theirs) if a.place < saying.begins)
    found += [*earlier][:EARLIER]
    found += [a.day for a in theirs if a.place >= saying.begins][:1]
    last = scene.before(number)
    found += [last.day] if last else []
    here = sum(mark.place < saying.begins for mark in scene.marks)
    found += [*dict.fromkeys(mark.day for mark in reversed(scene.marks[:here]))][:NAMED]
    found += [*sorted(scene.of_lead), *(mark.day for mark in scene.marks[here : here + 1])]
    return [*dict.fromkeys(day.rstrip("?") for day in found)]


def weighed(some: Sequence[Judged]) -> dict[Trait, float]:
    """The weight of each trait."""
    cases = [Case(traits, right) for one in some for _, right, traits in one.days.values()]
    counts = Counter(trait for case in cases for trait in case.traits)
    return fitted(cases, [trait for trait, count in counts.items() if count >= SEEN], PULL, (BASE,))


def crossed(some: Sequence[Judged]) -> list[float]:
    """How sure each proposed day is by weights that its article had no part in; 0 where none is."""
    articles = sorted({one.article for one in some})
    random.Random(20240322).shuffle(articles)  # noqa: S311 - statistics, not secrets
    fold = {article: number % FOLDS for number, article in enumerate(articles)}
    chances = [0.0] * len(some)
    for number in range(FOLDS):
        weights = weighed([one for one in some if fold[one.article] != number])
        for i, one in enumerate(some):
            if fold[one.article] == number and one.proposed:
                chances[i] = predicted(one.days[one.proposed][2], weights)
    return chances


def report(some: Sequence[Judged], chances: Sequence[float]) -> None:
    """What each threshold gives, and how reliable each way is above some."""
    due = sum(one.due for one in some)
    for least in (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96):
        given = [one for one, p in zip(some, chances, strict=True) if one.proposed and p >= least]
        good = [one for one in given if one.days[one.proposed or ""][1]]
        told = sum(one.due for one in good)
        print(
            f"  >= {least:.2f}: right {len(good) / max(1, len(given)):.3f} of {len(given)},"
            f" given {told / max(1, due):.3f} of {due}"
        )
    ways: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one, p in zip(some, chances, strict=True):
        if one.proposed:
            way, good_, _ = one.days[one.proposed]
            ways[way].append((p, good_))
    for way, those in sorted(ways.items()):
        text = f"  {way:18} {len(those):5} proposed, right {share(those, 0):.3f}"
        print(
            text,
            *(f"| {least}: {share(those, least):.3f} of {of(those, least)}" for least in (0.7, 0.8, 0.9)),
        )


def of(those: Sequence[tuple[float, bool]], least: float) -> int:
    """How many are at least so sure."""
    return sum(p >= least for p, _ in those)


def share(those: Sequence[tuple[float, bool]], least: float) -> float:
    """How many of them are right."""
    return sum(good for p, good in those if p >= least) / max(1, of(those, least))


def main() -> None:
    """Analyse, fit, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", nargs="+", required=True, metavar="NAME=FILE")
    parser.add_argument("--dry", action="store_true", help="print, and write nothing")
    options = parser.parse_args()
    some: list[Judged] = []
    for corpus in options.corpus:
        name, _, path = corpus.partition("=")
        known = defaultdict(list)
        for row in rows(DATA / "told_verdicts.jsonl", name):
            if "date" in row:
                known[row["at"][0]].append(row)
        for document in read([Path(path)]):
            if document.id in known:
                some += judged(analyse(document, load_lexicon()), known.pop(document.id))
    report(some, crossed(some))
    if not options.dry:
        weights = weighed(some)
        lines = ((*t, f"{weights[t]:.2f}") for t in sorted(weights) if f"{abs(weights[t]):.2f}" != "0.00")
        table(ROOT / "lexicon/trust/days.txt", HEADER, lines)


if __name__ == "__main__":
    main()
