"""How right pages of the web are read: the article's text, and what is stated of it.

    python benchmarks/pages.py FOLDER [--errors N]

FOLDER holds ``gold.json``, ``{"name": {"articleBody": "…", "title": "…", "author": ["…"], "published":
"2024-03-22", "outlet": "…"}}`` with any of these keys (a list of titles, days or outlets says that each would
be right, an empty list that the page does not say it), and ``html/name.html`` or ``html/name.html.gz``: the
layout of the article extraction benchmark, whose ``ground-truth.json`` is read too, with facts added. Text is
judged as there: precision and recall of runs of four words. Captions are left out of ours.
``benchmarks/data/pages`` is such a folder, of invented pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_site.dates.stated import edtf_of
from build_site.errors import InputError
from build_site.model import BlockKind
from build_site.readers import html
from build_site.readers.reading import Reading
from build_site.text import fold

RUN = 4
WELL = 0.9
"""Precision and recall below which a text is shown as an error."""
FACTS = ("title", "author", "published", "outlet")
_WORD = re.compile(r"\w+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of words with how often each stands there; a shorter text is one run."""
    words = _WORD.findall(text)
    runs = range(max(1, len(words) - RUN + 1)) if words else range(0)
    return Counter(tuple(words[i : i + RUN]) for i in runs)


def judged(text: str, gold: str) -> tuple[float, float]:
    """Precision and recall of a text."""
    ours, theirs = shingles(text), shingles(gold)
    both = (ours & theirs).total()
    return (both / ours.total() if ours else 0.0, both / theirs.total() if theirs else 1.0)


def right(key: str, reading: Reading, wanted: Any) -> bool | None:
    """Whether a fact is what the gold has; None where the gold does not say."""
    fact = getattr(reading.metadata, key)
    if wanted is None or wanted == "":
        return None
    listed = wanted if isinstance(wanted, list) else [wanted]
    if key == "author":
        return {*map(fold, fact.names if fact else ())} == {*map(fold, listed)}
    if fact is None or not listed:
        return fact is None and not listed
    if key == "published":
        return fact.value in [edtf_of(str(one)) or one for one in listed]
    return fold(fact.value) in [fold(str(one)) for one in listed]


def body(reading: Reading) -> str:
    """The text without captions, as a person marks the body of an article."""
    spans = [role.span for role in reading.roles if role.kind is BlockKind.CAPTION]
    text = [*reading.text]
    for start, end in spans:
        text[start:end] = " " * (end - start)
    return "".join(text)


def pages(folder: Path) -> Iterator[tuple[str, bytes, Mapping[str, Any]]]:
    """Each page with its gold."""
    known = next(
        (folder / name for name in ("gold.json", "ground-truth.json") if (folder / name).is_file()), None
    )
    if known is None:
        raise SystemExit(f"{folder}: holds neither gold.json nor ground-truth.json")
    for name, gold in sorted(json.loads(known.read_text("utf-8")).items()):
        plain, packed = folder / f"html/{name}.html", folder / f"html/{name}.html.gz"
        yield name, plain.read_bytes() if plain.is_file() else gzip.decompress(packed.read_bytes()), gold


class Tally:
    """What was judged so far."""

    def __init__(self) -> None:
        self.texts: list[tuple[float, float]] = []
        self.facts: dict[str, list[bool]] = {key: [] for key in FACTS}
        self.wrong: list[str] = []

    def add(self, name: str, reading: Reading, gold: Mapping[str, Any]) -> None:
        """Judge one page."""
        if "articleBody" in gold:
            self.texts.append(judged(body(reading), gold["articleBody"]))
            if min(self.texts[-1]) < WELL:
                told = "precision {:.2f}, recall {:.2f}".format(*self.texts[-1])
                self.wrong.append(f"{name}: text, {told}")
        for key, verdicts in self.facts.items():
            verdict = right(key, reading, gold.get(key))
            if verdict is not None:
                verdicts.append(verdict)
            if verdict is False:
                fact = getattr(reading.metadata, key)
                self.wrong.append(f"{name}: {key} {fact.value if fact else None!r}, gold {gold[key]!r}")

    def figures(self) -> Iterator[str]:
        """One a line."""
        if self.texts:
            precision, recall = (sum(values) / len(values) for values in zip(*self.texts, strict=True))
            middle = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            count = f"text of {len(self.texts)} pages"
            yield f"{count}: precision {precision:.3f}, recall {recall:.3f}, F1 {middle:.3f}"
        for key, verdicts in self.facts.items():
            if verdicts:
                yield f"{key}: right {sum(verdicts) / len(verdicts):.3f} of {len(verdicts)}"


def main() -> None:
    """Print the figures, and on request what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show")
    args = parser.parse_args()
    tally = Tally()
    for name, data, gold in pages(args.folder):
        try:
            reading = html.read(data, name)
        except InputError as error:
            reading = Reading("")
            tally.wrong.append(str(error))
        tally.add(name, reading, gold)
    print(*tally.figures(), *tally.wrong[: args.errors], sep="\n")


if __name__ == "__main__":
    main()
