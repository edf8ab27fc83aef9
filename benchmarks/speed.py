"""How fast quotations and their speakers are found on one core, beside textacy's ``direct_quotations``.

    python benchmarks/speed.py --corpus FILE.jsonl [--every 4] [--rounds 3] [--spacy en_core_web_sm]

Prints articles and words per second of the fastest round, what was found, and the peak of memory; both sides
begin with the bare text. ``--spacy`` names any spaCy pipeline that parses, or its folder; textacy needs it
and is timed in the same run, parsing included: a call for each paragraph, and an article's paragraphs in one
batch. Time is the processor's, so that other programs count little; ``taskset -c 0`` keeps to one core.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_site.lexicon import load_lexicon
from build_site.model import Document
from build_site.stages.attribution import attribute
from build_site.stages.mentions import find_mentions
from build_site.stages.quotations import find_passages
from build_site.stages.structure import structure

Run = Callable[[Sequence[Document]], str]
"""Reads all articles and says what it found."""


def engine() -> Run:
    """Structure, passages, mentions and attribution."""
    lexicon = load_lexicon()

    def run(documents: Sequence[Document]) -> str:
        found = 0
        for document in documents:
            article = structure(document, lexicon)
            passages = find_passages(article, lexicon)
            found += len(attribute(article, passages, find_mentions(article, lexicon), lexicon))
        return f"{found:,} quotations, indirect ones among them"

    return run


def textacy(pipeline: str, *, batched: bool) -> Run:
    """The same texts through textacy by paragraphs, so that an unbalanced mark costs one paragraph."""
    import spacy  # noqa: PLC0415 - optional
    from textacy.extract import direct_quotations  # noqa: PLC0415 - optional

    parse = spacy.load(pipeline)

    def run(documents: Sequence[Document]) -> str:
        found = refused = 0
        for document in documents:
            lines = document.text.splitlines()
            for paragraph in parse.pipe(lines) if batched else map(parse, lines):
                try:
                    found += len(list(direct_quotations(paragraph)))
                except ValueError:
                    refused += 1
        return f"{found:,} direct quotations, {refused:,} paragraphs refused for an unbalanced mark"

    return run


def timed(documents: Sequence[Document], run: Run, rounds: int) -> tuple[float, str]:
    """Seconds of the fastest of some rounds over all articles, and what was found."""
    best, found = float("inf"), ""
    for _ in range(rounds):
        start = time.process_time()
        found = run(documents)
        best = min(best, time.process_time() - start)
    return best, found


def main() -> None:
    """Time one or both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th article")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--spacy", metavar="PIPELINE")
    options = parser.parse_args()
    lines = [line for path in options.corpus for line in path.read_text("utf-8").splitlines() if line.strip()]
    records = [json.loads(line) for line in lines][:: options.every]
    documents = [Document(r["id"], r["id"], r["text"], "") for r in records]
    words = sum(len(document.text.split()) for document in documents)
    sides = {"verbatim": engine()}
    if options.spacy:
        sides["textacy"] = textacy(options.spacy, batched=False)
        sides["textacy, batched"] = textacy(options.spacy, batched=True)
    ours = 0.0
    for name, run in sides.items():
        seconds, found = timed(documents, run, options.rounds)
        ours = ours or seconds
        print(
            f"{name:16} {words / seconds:9,.0f} words/s {len(documents) / seconds:7,.1f} articles/s"
            f" {seconds / ours:6.1f} × our time   {found}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory {peak / 1024:.0f} MB, {len(documents)} articles, {words:,} words")


if __name__ == "__main__":
    main()
