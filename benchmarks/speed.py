"""How fast passages, mentions and attribution are on one core, beside textacy's ``direct_quotations``.

    python benchmarks/speed.py --corpus FILE.jsonl [--every 4] [--spacy en_core_web_sm]

Prints articles and words per second and the peak of memory. ``--spacy`` names any installed spaCy pipeline
that parses; textacy needs it and is timed in the same run, parsing included, paragraph by paragraph.
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
from build_site.model import Article, Document
from build_site.stages.attribution import attribute
from build_site.stages.mentions import find_mentions
from build_site.stages.quotations import find_passages
from build_site.stages.structure import structure


def engine() -> Callable[[Article], object]:
    """The three stages as one call."""
    lexicon = load_lexicon()

    def run(article: Article) -> object:
        passages = find_passages(article, lexicon)
        return attribute(article, passages, find_mentions(article, lexicon), lexicon)

    return run


def textacy(pipeline: str) -> Callable[[Article], object]:
    """The same text through textacy by paragraphs, so that an unbalanced mark costs one paragraph."""
    import spacy  # noqa: PLC0415 - optional
    from textacy.extract import direct_quotations  # noqa: PLC0415 - optional

    parse = spacy.load(pipeline)

    def run(article: Article) -> object:
        found = []
        for paragraph in article.text.splitlines():
            try:
                found += list(direct_quotations(parse(paragraph)))
            except ValueError:
                continue
        return found

    return run


def timed(articles: Sequence[Article], run: Callable[[Article], object], rounds: int) -> float:
    """Seconds of the fastest of some rounds over all articles."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for article in articles:
            run(article)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Time one or both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th article")
    parser.add_argument("--spacy", metavar="PIPELINE")
    options = parser.parse_args()
    lexicon = load_lexicon()
    lines = [line for path in options.corpus for line in path.read_text("utf-8").splitlines() if line.strip()]
    texts = [json.loads(line) for line in lines][:: options.every]
    articles = [structure(Document(r["id"], r["id"], r["text"], ""), lexicon) for r in texts]
    words = sum(len(article.text.split()) for article in articles)
    speeds = {"verbatim": words / timed(articles, engine(), 3)}
    if options.spacy:
        speeds["textacy"] = words / timed(articles, textacy(options.spacy), 1)
    for name, speed in speeds.items():
        print(f"{name:10} {speed:10,.0f} words/s  {speed * len(articles) / words:8,.1f} articles/s")
    if len(speeds) > 1:
        print(f"ratio      {speeds['verbatim'] / speeds['textacy']:10.1f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory {peak / 1024:.0f} MB, {len(articles)} articles, {words:,} words")


if __name__ == "__main__":
    main()
