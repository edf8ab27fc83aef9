"""How resolution and statements grow with the corpus: time for an article, and memory, at several sizes.

``python benchmarks/scale.py --corpus FILE.jsonl … [--sizes 1000 10000]`` analyses the given articles once
and makes as many as are wanted out of them, each copy re-dated (another day) and re-spoken (every name of a
person spelt otherwise, letter by letter, so that all offsets stay), as other people saying it on other
occasions. Prints the curve; exit status 1 when the largest size takes more than 1.5 times as long for an
article as the smallest.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.statements import read
from build_site import curation
from build_site.config import Project
from build_site.lexicon import load_lexicon
from build_site.model import ActorKind, Fact, MentionKind
from build_site.pipeline import Options, analyse_all
from build_site.stages import assembly, chronology, resolution
from build_site.stages.statements import link_statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.model import Analysis, Entity

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


def main() -> None:
    """Read the arguments, make the corpora, print the curve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 2000, 5000, 10000])
    parser.add_argument("--sources", type=int, default=1000, help="at most so many articles are analysed")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    documents = read(options.corpus)[: options.sources]
    sources = analyse_all(documents, Options(jobs=options.jobs))
    print(f"{len(sources)} articles analysed; {memory():.0f} MB")
    print("articles  quotations  actors  statements  resolve s  assemble s  link s  ms/article  peak MB")
    results = []
    for size in sorted(options.sizes):
        made = [copy(sources[i % len(sources)], i // len(sources)) for i in range(size)]
        found = measure(made)
        results.append(found)
        resolve, assemble, link = found.seconds
        print(
            f"{size:8}  {found.quotations:10}  {found.actors:6}  {found.statements:10}  {resolve:9.1f}"
            f"  {assemble:10.1f}  {link:6.1f}  {found.each:10.2f}  {memory():7.0f}",
            flush=True,
        )
    ratio = results[-1].each / results[0].each
    print(f"an article at {results[-1].articles} takes {ratio:.2f} times as long as at {results[0].articles}")
    sys.exit(ratio > MOST)


if __name__ == "__main__":
    main()
