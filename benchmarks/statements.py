"""How well statements are linked over a corpus: recall on pairs of passages, precision on judged links.

``python benchmarks/statements.py --corpus ARTICLES.jsonl --pairs PAIRS.jsonl``: articles are ``{"id",
"text"}`` with any metadata (``date`` is taken for ``published``), pairs ``{"a": [article, start, end], "b":
[…]}`` of quoted passages that probably are one statement. The whole line runs, so a pair is missed as well
when one passage was not found or its speaker was mistaken; the table says which. ``--verdicts`` holds what
a reader found of links and pairs (ids, offsets and verdicts only); ``--list`` writes the links that have no
verdict yet, ``--sample`` so many of them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_site.config import Project
from build_site.ids import short_hash
from build_site.pipeline import Options, resolve
from build_site.readers import read_jsonl
from build_site.reading import analyse_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.model import Dataset, Document, Quotation

VERDICTS = Path(__file__).parent / "data" / "statement_verdicts.jsonl"
ECHOES = VERDICTS.with_name("echo_verdicts.jsonl")
"""Pairs of which a reader said whether the speaker says it again."""
Place = tuple[str, int, int]
"""Article, start, end."""
Pair = tuple[Place, Place]


@dataclass(frozen=True, slots=True)
class Found:
    """A corpus after the whole line, by its articles' own ids."""

    dataset: Dataset
    by_article: dict[str, list[Quotation]]
    article: dict[str, str]
    """Id of an article in the dataset to its own."""

    def at(self, place: Place) -> list[Quotation]:
        """Quotations that hold half of a passage or more."""
        article, start, end = place
        found = []
        for q in self.by_article.get(article, ()):
            held = sum(max(0, min(e, end) - max(s, start)) for s, e in q.content)
            if 2 * held >= end - start:
                found.append(q)
        return found

    def place(self, q: Quotation) -> Place:
        """Where a quotation stands."""
        return self.article[q.article], q.content[0][0], q.content[-1][1]

    def links(self) -> Iterator[tuple[Quotation, Quotation]]:
        """Every version with the base of its statement, in the order of statements."""
        of = {q.id: q for q in self.dataset.quotations}
        for statement in self.dataset.statements:
            for version in statement.versions[1:]:
                yield of[statement.base], of[version.quotation]


def read(paths: Sequence[Path]) -> list[Document]:
    """The articles of some files; of those with one id, only the first."""
    documents = []
    for path in paths:
        records = [json.loads(line) for line in path.read_bytes().splitlines() if line.strip()]
        lines = [
            json.dumps({**r, "id": name(r, r["id"]), "published": r.get("date")}).encode() for r in records
        ]
        documents += list(read_jsonl(lines, path.name, lambda error: None))
    return documents


def name(record: dict[str, Any], article: str) -> str:
    """An article's id, with its event where the corpus tells events (ids may be given twice)."""
    return f"{record['event']}:{article}" if "event" in record else article


def run(documents: Sequence[Document], jobs: int) -> Found:
    """The whole line, with nothing that a curator wrote."""
    options = Options(jobs=jobs, curated=False)
    with tempfile.TemporaryDirectory() as folder:
        dataset = resolve(analyse_all(documents, options), (), Project(Path(folder)), options)
    article = {a.id: a.article.document.id for a in dataset.articles}
    by_article: dict[str, list[Quotation]] = {}
    for q in dataset.quotations:
        by_article.setdefault(article[q.article], []).append(q)
    return Found(dataset, by_article, article)


def fate(found: Found, pair: Pair) -> str:
    """``linked``, ``echo``, or why it was not linked."""
    one, other = (found.at(place) for place in pair)
    if not one or not other:
        return "not found"
    couples = [(a, b) for a in one for b in other]
    if any(a.statement == b.statement for a, b in couples):
        return "linked"
    echoes = {s.id: s.echoes for s in found.dataset.statements}
    if any(b.statement in echoes[a.statement or ""] for a, b in couples):
        return "echo"
    if any(a.actor == b.actor is not None for a, b in couples):
        return "words"
    return (
        "unattributed" if any(a.actor is None or b.actor is None for a, b in couples) else "speakers differ"
    )


def key(pair: Pair) -> str:
    """One name for a pair, whichever side comes first."""
    return json.dumps(sorted(pair))


def verdicts(path: Path) -> dict[str, bool]:
    """What a reader found: one statement or not, by pair."""
    if not path.is_file():
        return {}
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return {key((tuple(r["a"]), tuple(r["b"]))): r["same"] for r in records}


def judged(known: dict[str, bool], pair: Pair) -> bool | None:
    """The verdict on a pair of places; the same words a few characters wider are the same words."""
    if (exact := known.get(key(pair))) is not None:
        return exact
    for name, same in known.items():
        there = [tuple(place) for place in json.loads(name)]
        if any(all(_alike(p, q) for p, q in zip(pair, order, strict=True)) for order in (there, there[::-1])):
            return same
    return None


def _alike(a: Any, b: Any) -> bool:
    shared = min(a[2], b[2]) - max(a[1], b[1])
    return bool(a[0] == b[0] and shared > 0 and shared >= 0.8 * max(a[2] - a[1], b[2] - b[1]))


def recall(found: Found, pairs: Sequence[Pair], known: dict[str, bool], show: bool) -> None:
    """Print what became of the pairs, and of those that a reader takes for one statement."""
    fates = [fate(found, pair) for pair in pairs]
    right = [f for f, pair in zip(fates, pairs, strict=True) if known.get(key(pair)) is not False]
    print("pairs", len(pairs), dict(Counter(fates).most_common()))
    print(f"recall on all pairs     {fates.count('linked') / len(fates):.3f}")
    share, wrong = right.count("linked") / len(right), len(pairs) - len(right)
    print(f"recall on right pairs   {share:.3f}   ({wrong} judged wrong)")
    if show:
        for f, pair in zip(fates, pairs, strict=True):
            if f != "linked":
                print(f"  {f:16} {json.dumps(pair)}")


def precision(found: Found, known: dict[str, bool]) -> list[tuple[Quotation, Quotation]]:
    """Print how many of the links with a verdict are right; return the others."""
    right = wrong = 0
    unknown = []
    for base, version in found.links():
        verdict = judged(known, (found.place(base), found.place(version)))
        if verdict is None:
            unknown.append((base, version))
        right, wrong = right + (verdict is True), wrong + (verdict is False)
    if right + wrong:
        share, count = right / (right + wrong), right + wrong
        print(f"precision of links      {share:.3f}   ({count} judged, {len(unknown)} not)")
    return unknown


def echoes(found: Found) -> Iterator[tuple[Quotation, Quotation]]:
    """The bases of every two statements that echo each other, once."""
    of = {q.id: q for q in found.dataset.quotations}
    base = {s.id: of[s.base] for s in found.dataset.statements}
    for s in found.dataset.statements:
        yield from ((base[s.id], base[other]) for other in s.echoes if s.id < other)


def echoed(found: Found) -> None:
    """Print how many echoes are the speaker's words said again, of those that a reader judged."""
    told = [json.loads(line) for line in ECHOES.read_text("utf-8").splitlines()]
    known = {key((tuple(r["a"]), tuple(r["b"]))): r["echo"] for r in told}
    here = [judged(known, (found.place(a), found.place(b))) for a, b in echoes(found)]
    print(f"echoes that are echoes  {here.count(True)} of {len(here) - here.count(None)}", end="")
    print(f"   ({here.count(None)} not judged)")


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--verdicts", type=Path, default=VERDICTS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--list", type=Path, help="write links without a verdict here, with their places")
    parser.add_argument("--misses", action="store_true", help="name the pairs that were not linked, and why")
    options = parser.parse_args()
    known = verdicts(options.verdicts)
    found = run(read(options.corpus), options.jobs)
    data = found.dataset
    several = sum(len(s.versions) > 1 for s in data.statements)
    echoes = sum(len(s.echoes) for s in data.statements) // 2
    print(f"{len(data.articles)} articles, {len(data.quotations)} quotations,")
    print(f"{len(data.statements)} statements,", end=" ")
    print(f"{several} of several versions, {echoes} pairs of echoes, {len(data.findings)} findings")
    if options.pairs:
        records = [json.loads(line) for line in options.pairs.read_text("utf-8").splitlines()]
        pairs = [tuple((name(r, r[side][0]), *r[side][1:]) for side in "ab") for r in records]
        recall(found, pairs, known, options.misses)  # type: ignore[arg-type]
    unknown = precision(found, known)
    echoed(found)
    if options.list:
        unknown.sort(key=lambda link: short_hash(json.dumps([found.place(q) for q in link])))
        rows = [
            {
                "a": found.place(a),
                "b": found.place(b),
                "same": None,
                "words": [a.text, b.text],
                "actors": [a.actor, b.actor],
            }
            for a, b in unknown[: options.sample]
        ]
        options.list.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
