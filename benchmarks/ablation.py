"""What each part of the engine earns: switched off in turn, over corpora given by path.

    python benchmarks/ablation.py --corpus SPANS READERS CASES [--every 20] [--what lists rules guards]

Parts are found by looking, so that nothing here needs to know of a new one:

* **lists**: every word list of the lexicon, emptied;
* **rules**: every tuple of functions at the top of a module of ``stages/`` (sieves, forms, guards), less one;
* **guards**: every function of ``stages/`` that answers yes or no, made to say no (asked for by name: slow).

Printed are, for each part, how many articles come out otherwise, and the change of the headline figures in
points: quotations right in every respect, must-find found and given to the actor (a reader's gold), joint F1
of span and speaker (spans), constructions right (cases); all without the gate. Those that change nothing
come last, and those without which nothing runs.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import build_site.stages
from benchmarks.accuracy import found_in, kind_of
from benchmarks.readers_gold import judge, of_case
from benchmarks.scoring import harmonic, rate, spans
from build_site.lexicon import Lexicon, load_lexicon

Record = dict[str, Any]
KINDS = frozenset(("direct", "mixed", "indirect"))
MODEL = ("trust/", "cues/trust")
"""Lists that only weigh what was found."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be switched off."""

    what: str
    name: str
    off: Callable[[], Any]
    """A context in which it is; gives the lexicon to use, or None for the usual one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in every article, and the figures."""

    found: tuple[str, ...]
    figures: dict[str, float]


def main() -> None:
    """Measure the whole, then the whole less each part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--every", type=int, default=20, metavar="N", help="only every N-th article of spans")
    parser.add_argument("--what", nargs="+", choices=PARTS, default=["lists", "rules"])
    parser.add_argument("--only", default="", help="parts whose name holds this")
    options = parser.parse_args()
    records = [record for path in options.corpus for record in _read(path, options.every)]
    whole = outcome(records, load_lexicon())
    print("whole", " ".join(f"{name} {value:.3f}" for name, value in whole.figures.items()))
    rows: list[tuple[int, Part, dict[str, float]]] = []
    needed: list[str] = []
    for part in (p for what in options.what for p in PARTS[what]() if options.only in p.name):
        try:
            with part.off() as lexicon:
                less = outcome(records, lexicon or load_lexicon())
        except Exception as error:  # noqa: BLE001 - whatever it raises, nothing runs without it
            needed.append(f"{part.name} ({type(error).__name__})")
            continue
        changed = sum(a != b for a, b in zip(whole.found, less.found, strict=True))
        rows.append((changed, part, {k: less.figures[k] - v for k, v in whole.figures.items()}))
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for changed, part, deltas in sorted(rows, key=lambda row: sum(row[2].values())):
        if changed:
            told = "  ".join(f"{name} {100 * value:+6.2f}" for name, value in deltas.items())
            print(f"{part.what:7} {part.name:48} {changed:4} articles  {told}")
    print("changes nothing:", ", ".join(part.name for changed, part, _ in rows if not changed) or "none")
    print("nothing runs without:", ", ".join(needed) or "none")


def _read(path: Path, every: int) -> list[Record]:
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for record in records:
        record["kind"] = kind_of(record)
    return records[:: every if records[0]["kind"] == "spans" else 1]


def outcome(records: Sequence[Record], lexicon: Lexicon) -> Outcome:
    """What is found in all articles, and the figures over them."""
    tally: Counter[str] = Counter()
    texts = []
    for record in records:
        found = found_in(record, lexicon)
        texts.append(repr([(q["spans"], q["speaker_spans"], q["actor"], q["kind"]) for q in found]))
        if record["kind"] == "reader":
            judged = judge(record, found)
            tally["found"] += len(judged.found)
            tally["right"] += sum(f.right for f in judged.found)
            for wanted in judged.wanted:
                tally.update(must=wanted.must, met=wanted.must and wanted.found)
                tally.update(given=wanted.must and wanted.given)
        elif record["kind"] == "cases":
            tally.update({f"case {key}": n for key, n in of_case(record, found).items()})
        else:
            tally.update({f"span {key}": n for key, n in spans(record, found, "j80", KINDS).items()})
    joint = [rate(tally["span joint"], tally[f"span {of}"]) for of in ("found", "gold")]
    figures = {
        "right": rate(tally["right"], tally["found"]),
        "met": rate(tally["met"], tally["must"]),
        "given": rate(tally["given"], tally["must"]),
        "spans": harmonic(*joint),
        "cases": rate(tally["case right"], tally["case gold"]),
    }
    return Outcome(tuple(texts), figures)


# --- the parts


def lists() -> Iterator[Part]:
    """Every word list that finds or leads; those that weigh are another matter."""

    @contextmanager
    def emptied(name: str) -> Iterator[Lexicon]:
        whole = load_lexicon()
        yield replace(whole, tables={**whole.tables, name: ()})

    for name in sorted(load_lexicon().tables):
        if not name.startswith(MODEL):
            yield Part("list", name, lambda name=name: emptied(name))


def rules() -> Iterator[Part]:
    """Every member of a tuple of functions at the top of a module."""
    seen: set[int] = set()
    for module in _modules():
        for table, members in list(vars(module).items()):
            if id(members) in seen or not _is_table(members):
                continue
            seen.add(id(members))
            for number, member in enumerate(members):
                less = (*members[:number], *members[number + 1 :])
                name = f"{module.__name__.removeprefix('build_site.stages.')}.{table}: {_name(member)}"
                yield Part("rule", name, lambda old=members, new=less: _in_place_of(old, new))


def guards() -> Iterator[Part]:
    """Every function that answers yes or no."""
    for module in _modules():
        for name, member in list(vars(module).items()):
            own = isinstance(member, FunctionType) and member.__module__ == module.__name__
            if own and member.__annotations__.get("return") == "bool":
                path = f"{module.__name__.removeprefix('build_site.stages.')}.{name}"
                yield Part("guard", path, lambda old=member: _in_place_of(old, lambda *_, **__: False))


PARTS: dict[str, Callable[[], Iterator[Part]]] = {"lists": lists, "rules": rules, "guards": guards}


def _modules() -> list[ModuleType]:
    folder = build_site.stages
    found = pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.")
    return [importlib.import_module(module.name) for module in found]


def _is_table(value: object) -> bool:
    return isinstance(value, tuple) and len(value) > 1 and all(isinstance(v, FunctionType) for v in value)


def _name(member: object) -> str:
    return getattr(member, "__name__", repr(member))


@contextmanager
def _in_place_of(old: object, new: object) -> Iterator[None]:
    """Every module that knows the one by some name has the other."""
    places = [(m, name) for m in _modules() for name, value in vars(m).items() if value is old]
    for module, name in places:
        setattr(module, name, new)
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, old)


if __name__ == "__main__":
    main()
