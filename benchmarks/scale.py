"""How a build grows with the corpus, and what others build of the same texts in the same run.

``python -m benchmarks.scale --corpus FILE.jsonl … [--sizes 250 500 1000 2000]`` makes as many articles as are
wanted out of the given ones, each copy re-dated (another day) and re-spoken (every name of a person spelt
otherwise, letter by letter, so that all offsets stay), as other people saying it on other occasions. It
prints, for each size,

- CPU of each phase of a build from nothing, bytes published, the memory of all its processes together; of a
  build when nothing changed, and when one article did, and what of the site differs then;
- CPU of MkDocs over the same texts as lean pages, and our own as so many times that;

and the exponents of time and bytes over the sizes. ``--only corpus`` measures resolution and statements in
this process instead, for sizes that take long to publish. Exit status 1 when an exponent passes 1.05 (with
``--only corpus``: when an article at the largest size takes more than 1.5 times as long as at the smallest).
"""

from __future__ import annotations

import argparse
import gc
import resource
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.building import PEERS, PHASES, Run, Stood, Text, build, new_project, peer, write
from benchmarks.statements import read
from build_site import curation
from build_site.config import Project
from build_site.lexicon import load_lexicon
from build_site.model import ActorKind, Fact, MentionKind
from build_site.pipeline import Options
from build_site.reading import analyse_all
from build_site.stages import assembly, chronology, resolution
from build_site.stages.statements import link_statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.model import Analysis, Entity

EXPONENT = 1.05
"""With which time and bytes may grow."""
NEWS = "\n\n“We shall see,” said Mayor Ada Lindqvist on Monday.\n"
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
MOST = 1.5
"""So many times the time of the smallest size an article may take at the largest."""


def respell(word: str, turn: int) -> str:
    """A name with every letter turned on: vowels to vowels, so that it still reads as a name."""
    letters = []
    for letter in word:
        row = VOWELS if letter.lower() in VOWELS else CONSONANTS
        at = row.find(letter.lower())
        new = row[(at + turn) % len(row)] if at >= 0 else letter
        letters.append(new.upper() if letter.isupper() else new)
    return "".join(letters)


def people(analysis: Analysis) -> Iterator[Entity]:
    """The persons whom the article names."""
    yield from (e for e in analysis.entities if e.kind is ActorKind.PERSON and e.named)


def copy(analysis: Analysis, turn: int) -> Analysis:
    """The article as another one: other people, another day. The first copy is the article itself."""
    document = analysis.article.document
    day = date(1990, 1, 1) + timedelta(days=41 * turn + len(document.text) % 17)
    metadata = replace(analysis.article.metadata, published=Fact(day.isoformat()))
    text, entities = document.text, {}
    if turn:
        pieces = list(text)
        for entity in people(analysis):
            for mention in (analysis.mentions[i] for i in entity.mentions):
                if mention.kind is MentionKind.NAME:
                    start, end = mention.head
                    pieces[start:end] = respell(text[start:end], turn)
            entities[entity] = replace(entity, name=respell(entity.name, turn))
        text = "".join(pieces)
    document = replace(document, id=f"{document.id}~{turn}", path=f"{document.path}~{turn}", text=text)
    article = replace(analysis.article, document=document, metadata=metadata)
    return replace(analysis, article=article, entities=tuple(entities.get(e, e) for e in analysis.entities))


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: what it took."""

    articles: int
    quotations: int
    actors: int
    statements: int
    seconds: tuple[float, float, float]
    """Resolution, dates and assembly, statements."""

    @property
    def each(self) -> float:
        """Milliseconds for an article, resolution and statements."""
        return 1000 * (self.seconds[0] + self.seconds[2]) / self.articles


def measure(analyses: Sequence[Analysis]) -> Measured:
    """Resolution, assembly and statements of these articles, timed."""
    lexicon = load_lexicon()
    with tempfile.TemporaryDirectory() as folder:
        corpus = curation.load_corpus(Project(Path(folder)).corpus_file)
    gc.collect()
    times = [time.process_time()]
    resolved = resolution.resolve_corpus(analyses, (), lexicon)
    times.append(time.process_time())
    analyses = [
        replace(
            a,
            dates=tuple(
                chronology.date_quotation(a.article, x, published(a), lexicon) for x in a.attributions
            ),
        )
        for a in analyses
    ]
    whole = assembly.assemble(analyses, resolved.actors, resolved.of_entity, corpus, lexicon)
    times.append(time.process_time())
    linked = link_statements(whole.articles, whole.quotations, (), lexicon)
    times.append(time.process_time())
    first, second, third = (b - a for a, b in pairwise(times))
    return Measured(
        len(analyses),
        len(whole.quotations),
        len(resolved.actors),
        len(linked.statements),
        (first, second, third),
    )


def published(analysis: Analysis) -> str | None:
    """The day that the copy was given."""
    fact = analysis.article.metadata.published
    return fact.value if fact else None


def memory() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def curve(sources: Sequence[Analysis], sizes: Sequence[int]) -> bool:
    """Print what resolution and statements take; whether an article takes too long at the largest size."""
    print("articles  quotations  actors  statements  resolve s  assemble s  link s  ms/article  peak MB")
    results = []
    for size in sizes:
        found = measure([copy(sources[i % len(sources)], i // len(sources)) for i in range(size)])
        results.append(found)
        resolve, assemble, link = found.seconds
        print(
            f"{size:8}  {found.quotations:10}  {found.actors:6}  {found.statements:10}  {resolve:9.1f}"
            f"  {assemble:10.1f}  {link:6.1f}  {found.each:10.2f}  {memory():7.0f}",
            flush=True,
        )
    ratio = results[-1].each / results[0].each
    print(f"an article at {results[-1].articles} takes {ratio:.2f} times as long as at {results[0].articles}")
    return ratio > MOST


@dataclass(frozen=True, slots=True)
class Built:
    """One size: what its builds took."""

    articles: int
    cold: Run
    size: int
    """Bytes of the site."""


def built(texts: Sequence[Text], jobs: int, folder: Path) -> Built:
    """Build from nothing, again, and after a change; print a line for each."""
    root = folder / f"ours-{len(texts)}"
    new_project(root, texts)
    cold = build(root, jobs)
    site = Stood.of(root / "site")
    told = ", ".join(f"{phase} {cold.phases.get(phase, 0):.1f}" for phase in PHASES)
    print(
        f"{len(texts):,} articles: {cold.cpu:.1f} s of CPU ({told}), {cold.wall:.1f} s, {cold.memory:.0f} MB"
    )
    each = site.size / len(texts) / 1000
    print(f"  {site.size / 1e6:.1f} MB in {len(site.files):,} files, {each:.0f} kB an article")
    again = build(root, jobs)
    print(f"  nothing changed: {again.cpu:.2f} s of CPU", flush=True)
    place = len(texts) // 2
    write(root, [replace(t, text=t.text + NEWS) if n == place else t for n, t in enumerate(texts)])
    one = build(root, jobs)
    files, size, equal = Stood.of(root / "site").against(site)
    print(
        f"  one article changed: {one.cpu:.2f} s of CPU; {files} files and {size / 1000:.0f} kB"
        f" ({100 * size / site.size:.2f} %) differ, {equal} were written again though equal",
        flush=True,
    )
    shutil.rmtree(root)
    return Built(len(texts), cold, site.size)


def peers(texts: Sequence[Text], ours: Run, folder: Path) -> None:
    """Print what others take for the same texts, and how many times that we take."""
    for number, (name, (theme, plugins, ready)) in enumerate(PEERS.items()):
        root = folder / f"peer-{number}"
        theirs = peer(root, texts, theme, plugins, ready)
        shutil.rmtree(root)
        times = f"ours {ours.cpu / theirs.cpu:.1f} ×"
        print(f"  {name:26} {theirs.cpu:6.1f} s of CPU, {theirs.memory:5.0f} MB: {times}", flush=True)


def exponent(pairs: Sequence[tuple[int, float]]) -> float:
    """The slope of a line through the logarithms (least squares)."""
    points = [(log(size), log(max(value, 1e-3))) for size, value in pairs]
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    slope: float = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    return slope


def grown(results: Sequence[Built]) -> bool:
    """Print the exponents; whether one is too large."""
    rows = {
        "all of a build": [(r.articles, r.cold.cpu) for r in results],
        **{phase: [(r.articles, r.cold.phases.get(phase, 0.0)) for r in results] for phase in PHASES},
        "bytes": [(r.articles, float(r.size)) for r in results],
    }
    found = {name: exponent(pairs) for name, pairs in rows.items()}
    sizes = f"{results[0].articles:,} to {results[-1].articles:,}"
    print(f"exponents, {sizes}: " + ", ".join(f"{name} {value:.2f}" for name, value in found.items()))
    return max(found.values()) > EXPONENT


def texts_of(sources: Sequence[Analysis], size: int) -> list[Text]:
    """So many articles, as files hold them."""
    made = (copy(sources[i % len(sources)], i // len(sources)) for i in range(size))
    return [Text(a.article.document.id, a.article.document.text, published(a)) for a in made]


def main() -> None:
    """Read the arguments, make the corpora, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 500, 1000, 2000])
    parser.add_argument("--sources", type=int, default=1000, help="at most so many articles are analysed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=("corpus",), help="resolution and statements, in this process")
    parser.add_argument("--alone", action="store_true", help="without what others build")
    options = parser.parse_args()
    documents = read(options.corpus)[: options.sources]
    sources = analyse_all(documents, Options(jobs=options.jobs))
    print(f"{len(sources)} articles analysed; {memory():.0f} MB")
    sizes = sorted(options.sizes)
    if options.only == "corpus":
        sys.exit(curve(sources, sizes))
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            texts = texts_of(sources, size)
            results.append(built(texts, options.jobs, Path(folder)))
            if not options.alone:
                peers(texts, results[-1].cold, Path(folder))
    sys.exit(len(results) > 1 and grown(results))


if __name__ == "__main__":
    main()
