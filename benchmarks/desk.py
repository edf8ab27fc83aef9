"""What an hour at the desk is worth: a simulated editor with the gold, in the queue's order and in others.

``python benchmarks/desk.py --corpus GOLD.jsonl``: records as of ``readers_gold``; besides them the
demonstration. The editor looks at one item after the other, knows the gold, and decides: right, another
speaker, other bounds, no quotation, each one decision; a batch is one where one answer is right for all of
it, and else its members one by one. What the machine did not find at all is in no queue: recall is told.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.readers_gold import Found, judge
from benchmarks.statements import read, run
from build_site.model import Dataset, Document, Quotation
from build_site.readers import read_folder
from build_site.stages.queue import progress, prominence, queue
from tests.gold import SEEDS, load

STEPS = (0, 25, 50, 100, 200, 400, 800)
GOALS = (0.9, 0.95, 0.98)
TRIES = 20


@dataclass(frozen=True, slots=True)
class Case:
    """One quotation that was found, or held back, and what the editor does with it."""

    published: bool
    right: bool
    kept: bool
    """It is a quotation: whatever is wrong about it can be put right."""
    decisions: int
    weight: float
    answer: str
    """What one answer for several would have to be."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Shares after so many decisions: of quotations, and of what readers meet."""

    points: tuple[tuple[int, float, float], ...]

    def at(self, decisions: int) -> tuple[float, float]:
        """The shares once so many decisions were made."""
        last = self.points[0]
        for point in self.points:
            if point[0] > decisions:
                break
            last = point
        return last[1:]

    def to(self, goal: float) -> int | None:
        """The decisions after which the share stays at the goal or above."""
        below = [number for number, share, _ in self.points if share < goal]
        return self.points[0][0] if not below else next((n for n, _, _ in self.points if n > below[-1]), None)


def cases(dataset: Dataset, gold: Mapping[str, Mapping[str, Any]]) -> dict[str, Case]:
    """Every quotation and doubt, judged."""
    names = {a.id: a.name for a in dataset.actors}
    weigh = prominence(dataset)
    ids = {a.id: a.article.document.id for a in dataset.articles}
    published: dict[str, list[Quotation]] = {}
    for q in dataset.quotations:
        published.setdefault(q.article, []).append(q)
    made: dict[str, Case] = {}
    taken: dict[str, set[int]] = {}
    for article, quotations in published.items():
        judged = judge(gold[ids[article]], [_record(q, names) for q in quotations]).found
        for q, found in zip(quotations, judged, strict=True):
            made[q.id] = _case(q, found, weigh(q)[0], published=True)
            taken.setdefault(article, set()).update(found.golds)
    for q in dataset.doubts:
        judged = judge(gold[ids[q.article]], [_record(q, names)]).found
        fresh = [one for one in judged if not taken.get(q.article, set()) & set(one.golds)]
        made[q.id] = _case(q, fresh[0] if fresh else None, weigh(q)[0], published=False)
    return made


def _record(q: Quotation, names: Mapping[str, str]) -> dict[str, Any]:
    actor = names.get(q.actor or "") or (q.unnamed.words if q.unnamed else None)
    return {"content": q.content, "type": q.type.value, "actor": actor, "confidence": q.confidence}


def _case(q: Quotation, found: Found | None, weight: float, *, published: bool) -> Case:
    if found is None or not found.attribution:
        return Case(published, False, False, 1, weight, "drop")
    wrong = (not found.bounded) + (not found.speaker)
    answer = "right" if found.right else "speaker" if found.bounded else "other"
    return Case(published, found.right, True, max(1, wrong), weight, f"{answer} {q.actor}")


def curve(order: Iterable[Sequence[str]], known: Mapping[str, Case]) -> Curve:
    """The shares as the items of an order are decided."""
    shown = {id: case for id, case in known.items() if case.published}
    right, whole = sum(c.right for c in shown.values()), len(shown)
    good, much = sum(c.weight * c.right for c in shown.values()), sum(c.weight for c in shown.values())
    made, points = 0, [(0, right / whole, good / much)]
    for group in order:
        members = [known[id] for id in group]
        one = len({c.answer for c in members}) == 1 and len(members) > 1
        made += 1 if one else sum(c.decisions for c in members) + (len(members) > 1)
        for case in members:
            before = (case.published, case.published and case.right)
            whole += case.kept - before[0]
            right += case.kept - before[1]
            much += case.weight * (case.kept - before[0])
            good += case.weight * (case.kept - before[1])
        points.append((made, right / max(1, whole), good / max(1.0, much)))
    return Curve(tuple(points))


def orders(dataset: Dataset, known: Mapping[str, Case]) -> dict[str, list[Curve]]:
    """The curve of each order; of chance several."""
    place = {q.id: (q.article, q.content[0]) for q in (*dataset.quotations, *dataset.doubts)}
    rank = {a.id: number for number, a in enumerate(dataset.articles)}
    pages = sorted(known, key=lambda id: (rank[place[id][0]], place[id][1]))
    chance = []
    for seed in range(TRIES):
        mixed = list(pages)
        random.Random(seed).shuffle(mixed)  # noqa: S311 -- no secret
        chance.append(curve(([id] for id in mixed), known))
    first = [item.batch or (item.quotation,) for item in queue(dataset)]
    return {
        "queue": [curve(first, known)],
        "page order": [curve(([id] for id in pages), known)],
        "at random": chance,
    }


def table(dataset: Dataset, known: Mapping[str, Case]) -> str:
    """The figures."""
    goals = "".join(f"{f'to {goal}':>9}" for goal in GOALS)
    lines = [
        f"quotations {len(dataset.quotations)}, doubts {len(dataset.doubts)}; {progress(dataset).words}",
        "share right in every respect (of what readers meet, by prominence) after so many decisions",
        f"{'':12}" + "".join(f"{step:>14}" for step in STEPS) + goals,
    ]
    for name, curves in orders(dataset, known).items():
        cells = []
        for step in STEPS:
            plain = sum(c.at(step)[0] for c in curves) / len(curves)
            met = sum(c.at(step)[1] for c in curves) / len(curves)
            cells.append(f"{plain:.3f} ({met:.3f})".rjust(14))
        for goal in GOALS:
            reached = [c.to(goal) for c in curves]
            numbers = [number for number in reached if number is not None]
            cells.append((str(round(sum(numbers) / len(numbers))) if numbers else "never").rjust(9))
        lines.append(f"{name:12}" + "".join(cells))
    return "\n".join(lines)


def of_seeds() -> dict[str, dict[str, Any]]:
    """What the careful reader of the demonstration found, in the same form."""
    gold = load()
    actors = {name: (name, *actor.names, *actor.nominals, *actor.also) for name, actor in gold.actors.items()}
    return {
        article.id: {
            "id": article.id,
            "text": article.text,
            "quotes": [
                {
                    "kind": q.types[0],
                    "spans": q.contents[0],
                    "speaker": q.actors[0],
                    "speakers": [name for actor in q.actors for name in actors.get(actor or "", (actor,))],
                    "must": not q.optional,
                }
                for q in article.quotations
            ],
        }
        for article in gold.articles
    }


def told(documents: Sequence[Document], gold: Mapping[str, Mapping[str, Any]], jobs: int) -> str:
    """The figures of one corpus."""
    dataset = run(documents, jobs).dataset
    lines = [table(dataset, cases(dataset, gold))]
    wanted = [q for record in gold.values() for q in record["quotes"] if q["must"]]
    names = {a.id: a.name for a in dataset.actors}
    ids = {a.id: a.article.document.id for a in dataset.articles}
    for label, every in (
        ("published", dataset.quotations),
        ("with doubts", (*dataset.quotations, *dataset.doubts)),
    ):
        own: dict[str, list[dict[str, Any]]] = {id: [] for id in gold}
        for q in every:
            own[ids[q.article]].append(_record(q, names))
        found = sum(w.found and w.must for id, qs in own.items() for w in judge(gold[id], qs).wanted)
        lines.append(f"of {len(wanted)} that must be found, {label}: {found / len(wanted):.3f}")
    return "\n".join(lines)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="*", default=())
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    print("the demonstration")
    print(told(list(read_folder(SEEDS, _unread)), of_seeds(), args.jobs))
    if args.corpus:
        lines = [line for path in args.corpus for line in path.read_bytes().splitlines() if line.strip()]
        print(", ".join(path.name for path in args.corpus))
        records = map(json.loads, lines)
        print(told(read(args.corpus), {record["id"]: record for record in records}, args.jobs))


def _unread(where: str, error: Exception) -> None:
    raise error


if __name__ == "__main__":
    main()
