"""What an editor would say of a site built without a curator: pages of actors, chains, dates of saying.

``python benchmarks/audit.py --name basil_dev --corpus ARTICLES.jsonl``: the whole line runs, with nothing
that a curator wrote, and is held against what a reader found of it, by ids, offsets and verdicts only.
``data/actor_verdicts.jsonl``: a page is right, garbage, a duplicate of another, or two people merged, and its
title may be false; ``data/saying_verdicts.jsonl``: a date or the roles of a chain, by place;
``data/told_verdicts.jsonl``: what the text tells a reader of the day and the chain of all quotations of some
articles, and of the chain of others (null and [] where it tells nothing; ``sure`` false where he would not
insist; ``loose`` where it is the week around a day). Rows without a chain are of the day alone.
``--sample N --seed S`` takes so many articles. What no verdict covers is counted apart; ``--list`` names it,
and what is wrong or missed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.statements import Found, read, run
from build_site.dates.resolving import bounds
from build_site.model import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(__file__).parent / "data"
TOP = 150
"""So many of the most quoted are looked at for themselves."""
WEEK = 7
SEEN = 100
"""So many pages are drawn."""


def rows(path: Path, corpus: str) -> list[dict[str, Any]]:
    """The verdicts on one corpus."""
    records = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [record for record in records if record["corpus"] == corpus]


def share(verdicts: Iterable[str | None], *wrong: str) -> str:
    """So many of those judged, in words, and how many nobody judged."""
    counts = Counter(verdicts)
    judged = sum(count for verdict, count in counts.items() if verdict is not None)
    bad = sum(counts[verdict] for verdict in wrong)
    return f"{bad / max(1, judged):.3f}  ({bad} of {judged}; {counts[None]} not judged)"


def pages(found: Found, known: list[dict[str, Any]], seed: int, names: bool) -> None:
    """Garbage and duplicates among all pages and a draw of them; the most quoted."""
    verdict = {row["actor"]: row["page"] for row in known}
    title = {row["actor"]: "false" if row.get("title") is False else "right" for row in known}
    ids = sorted(a.id for a in found.dataset.actors if a.standing is Standing.PAGE)
    drawn = random.Random(seed).sample(ids, min(SEEN, len(ids)))  # noqa: S311
    quoted = Counter(q.actor for q in found.dataset.quotations if q.actor)
    top = [id for id, _ in quoted.most_common() if id in set(ids)][:TOP]
    print(f"{len(ids)} pages of actors")
    for what, some in (("all pages", ids), (f"{len(drawn)} drawn", drawn), (f"{len(top)} most quoted", top)):
        told = [verdict.get(id) for id in some]
        print(f"  {what + ': garbage':34} {share(told, 'garbage')}")
        print(f"  {what + ': duplicates':34} {share(told, 'duplicate')}")
        print(f"  {what + ': merged':34} {share(told, 'merge')}")
    print(f"  {'most quoted: false titles':34} {share([title.get(id) for id in top], 'false')}")
    for id in ids if names else ():
        if id not in verdict:
            print("    not judged:", id)


def sayings(found: Found, known: list[dict[str, Any]]) -> None:
    """Dates and chains at the places that were judged: as they were then, or changed since."""
    for what in ("date", "chain"):
        told: list[str | None] = []
        for row in (row for row in known if row["what"] == what):
            article, start, end = row["at"]
            here = [q for q in found.at((article, start, end)) if q.content[0][0] == start]
            now = {_date(q) if what == "date" else _roles(q) for q in here}
            was = row["found"] if what == "date" else tuple(row["found"])
            told.append(("right" if row["right"] else "wrong") if was in now else None)
        print(f"{what + 's that are wrong':36} {share(told, 'wrong')}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a site gives of a quotation's saying, and what the text tells of it."""

    at: tuple[str, int]
    given: Any
    told: Any
    sure: bool
    """Whether a reader would insist."""
    loose: bool = False
    """Whether the text tells a day only roughly ("last week")."""

    @property
    def right(self) -> bool:
        """Whether what is given is what is told, as exactly as it says."""
        if self.given is None or self.told is None or isinstance(self.given, list):
            return bool(self.given == self.told)
        day = self.given.rstrip("?~")
        if day == self.told or (len(day) < len(self.told) and self.told.startswith(day)):
            return True
        one, other = bounds(day), bounds(self.told)
        rough = self.loose and self.given.endswith("~")
        return bool(rough and one and other and abs((one[0] - other[0]).days) < WEEK)


def told(found: Found, known: list[dict[str, Any]], names: bool) -> None:
    """Dates and chains of whole articles: of those given how many are right, of those told how many given."""
    pairs: dict[str, list[Told]] = {"dates": [], "chains": []}
    here = 0
    for row in known:
        article, start, _ = row["at"]
        for q in [q for q in found.by_article.get(article, ()) if q.content[0][0] == start][:1]:
            day = (_date(q) or "").removesuffix("?") or None
            here += 1
            at, links = (article, start), list(_roles(q)) or None
            if "date" in row:
                pairs["dates"].append(Told(at, day, row["date"], row.get("sure", True), "loose" in row))
            if "chain" in row:
                pairs["chains"].append(Told(at, links, row["chain"] or None, row.get("chain_sure", True)))
    for what, some in pairs.items():
        given, due = [t for t in some if t.given], [t for t in some if t.told and t.sure]
        print(f"{what + ' right, of those given':36} {_of((sum(t.right for t in given), len(given)))}")
        print(f"{what + ' given, of those told':36} {_of((sum(t.right for t in due), len(due)))}")
        for t in some if names else ():
            if not t.right and (t.given or t.sure) and (t.given or t.told):
                print("   ", "wrong" if t.given else "missed", *t.at, "told", t.told, "given", t.given)
    print(f"{'quotations judged, and gone since':36} {len(known)}, {len(known) - here}")


def _of(share: tuple[int, int]) -> str:
    return f"{share[0] / max(1, share[1]):.3f}  ({share[0]} of {share[1]})"


def _date(q: Any) -> str | None:
    return q.when.edtf if q.when else None


def _roles(q: Any) -> tuple[str, ...]:
    return tuple(sorted({link.role for link in q.chain}))


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--name", required=True, help="what the verdicts call the corpus")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="name the pages without a verdict")
    options = parser.parse_args()
    documents = read([options.corpus])
    if options.sample:
        documents = random.Random(options.seed).sample(documents, options.sample)  # noqa: S311
    found = run(documents, options.jobs)
    pages(found, rows(DATA / "actor_verdicts.jsonl", options.name), options.seed, options.list)
    sayings(found, rows(DATA / "saying_verdicts.jsonl", options.name))
    told(found, rows(DATA / "told_verdicts.jsonl", options.name), options.list)


if __name__ == "__main__":
    main()
