"""What becomes of a site's addresses when the articles of one outlet are added at once.

``python benchmarks/addresses.py --corpus ARTICLES.jsonl``: for each outlet (``source``, ``outlet`` or
``publisher`` of a record) a site of all others is built, then one of all articles with the addresses of the
first kept. Every address of the first has to be there: its subject's own, or a redirect to another page.
``lost`` are not there, ``taken over`` are somebody else's now: an actor's who shares no name with the former
one, a statement's that holds none of the quotations. ``--single N`` adds so many single articles in turn.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.statements import name, read
from build_site.config import Project
from build_site.curation import Addresses, addresses_text
from build_site.model import Standing
from build_site.pipeline import Options, resolve
from build_site.reading import analyse_all
from build_site.stages import addressing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from build_site.model import Dataset, Document

OUTLETS = ("source", "outlet", "publisher")


def meaning(dataset: Dataset) -> dict[str, frozenset[str]]:
    """Address → what tells whose it is: an actor's names, a statement's quotations, an article's document."""
    actors = {
        f"actors/{a.id}": frozenset((a.name.casefold(), *(n.text.casefold() for n in a.aliases)))
        for a in dataset.actors
        if a.standing is Standing.PAGE
    }
    said = {
        f"statements/{s.id}": frozenset(v.quotation for v in s.versions)
        for s in dataset.statements
        if s.paged
    }
    articles = {f"articles/{a.slug}": frozenset((a.article.document.id,)) for a in dataset.articles}
    stories = {f"stories/{s.id}": frozenset(s.articles) for s in dataset.stories}
    return {**actors, **said, **articles, **stories}


def trial(few: Sequence[Document], every: Sequence[Document], options: Options) -> Counter[str]:
    """How the addresses of a site of few articles fare when the others come."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        before = resolve(analyse_all(few, options), (), project, options)
        kept = addresses_text(addressing.record(before, Addresses()))
        project.addresses_file.parent.mkdir(exist_ok=True)
        project.addresses_file.write_text(kept, "utf-8")
        after = resolve(analyse_all(every, options), (), project, options)
    now, moved = meaning(after), {address.removesuffix(".html") for address, _ in after.moved}
    fates = Counter[str]()
    for address, whose in meaning(before).items():
        kind = address.partition("/")[0]
        if address in now:
            fates[f"{kind} {'kept' if whose & now[address] else 'taken over'}"] += 1
        else:
            fates[f"{kind} {'redirected' if address in moved else 'lost'}"] += 1
    return fates


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--single", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    records = [json.loads(line) for line in options.corpus.read_bytes().splitlines() if line.strip()]
    outlet = {name(r, r["id"]): next((r[k] for k in OUTLETS if r.get(k)), "") for r in records}
    documents = read([options.corpus])
    run = replace(Options(jobs=options.jobs, curated=False), known={})
    for one in sorted(set(outlet.values())):
        fates = trial([d for d in documents if outlet[d.id] != one], documents, run)
        print(f"{one or 'no outlet'} added: {dict(sorted(fates.items()))}")
    singles = Counter[str]()
    for document in random.Random(options.seed).sample(documents, options.single):  # noqa: S311
        singles += trial([d for d in documents if d is not document], documents, run)
    if options.single:
        print(f"{options.single} single articles added: {dict(sorted(singles.items()))}")


if __name__ == "__main__":
    main()
