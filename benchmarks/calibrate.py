"""Measure how often each rule is right, and print the table that the lexicon keeps (``cues/trust.txt``).

    python benchmarks/calibrate.py TRAIN.jsonl > build_site/lexicon/cues/trust.txt

A bucket is a rule in its context: type of quotation, kind of source, wording. Contexts seen too seldom fall
back on the wider one. Precision is rounded to the second decimal: coarse figures about the rules, nothing of
the texts.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from accuracy import found_in
from scoring import judged

from build_site.lexicon import load_lexicon

LEAST = 30
"""A context needs so many cases for a line of its own."""
PRIOR = 4.0
"""How many cases of the wider context's precision are added to a context's own."""
ELSEWHERE = frozenset(("said-again", "handed-back"))
"""Rules whose source stands elsewhere in the article than the gold's: overlap cannot judge them."""
HEADER = """\
# How often a rule is right, as benchmarks/calibrate.py measures it: rule, type, source, wording, precision.
# A line with fewer columns holds for all contexts that have no line of their own."""


def main() -> None:
    """Count, smooth, print."""
    lexicon = load_lexicon()
    cases: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for path in sys.argv[1:]:
        for line in Path(path).read_text("utf-8").splitlines():
            record = json.loads(line)
            for quote, right in judged(record, found_in(record, lexicon)):
                if quote["rule"] in ELSEWHERE:
                    continue
                bucket = (quote["rule"], *quote["context"].split(" · "))
                for length in range(1, len(bucket) + 1):
                    cases[bucket[:length]].append(right)
    print(HEADER)
    for bucket, precision in smoothed(cases).items():
        print("\t".join((*bucket, f"{precision:.2f}")))


def smoothed(cases: dict[tuple[str, ...], list[bool]]) -> dict[tuple[str, ...], float]:
    """Precision of every bucket that is large enough, drawn towards the wider one's."""
    kept: dict[tuple[str, ...], float] = {}
    for bucket in sorted(cases):
        rights = cases[bucket]
        if len(rights) < LEAST and len(bucket) > 1:
            continue
        wider = kept.get(bucket[:-1], 0.5)
        kept[bucket] = (sum(rights) + PRIOR * wider) / (len(rights) + PRIOR)
    return kept


if __name__ == "__main__":
    main()
