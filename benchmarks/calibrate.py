"""Measure how sure claims are, and write what was measured into the lexicon.

    python benchmarks/calibrate.py TRAIN.jsonl … READERS.jsonl … OTHERS.jsonl … [--dry] [--found .86]

Files of any gold, told apart by their records:

* **Spans** (PolNeAR): how often a rule finds the right source, in each context, goes to ``cues/trust.txt``;
  whether content and source are right trains the traits that have nothing to do with the actor.
* **A reader's gold** (``must`` in its records): whether the whole claim is right, the actor included.
* **A reader's verdicts** (``data/claim_verdicts.jsonl``) on what was published of articles of any of these
  files, each found by its text's digest: as above, where content and actor are still those that were judged.
  They train the weights; what is printed rests on articles that were annotated whole.

``trust/traits.txt`` has a weight for each trait in log odds, by a logistic regression over both, each
weight drawn towards nothing; a trait seen too seldom has none. What is printed, the gate
(``trust/gate.txt``) and the trade that the method page shows (``pages/gate.yml``) rest on five-fold cross-
validation by article: every claim is judged by weights that its article had no part in. Weights have two
decimals: coarse figures about rules and words of the lexicon, nothing of the texts.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.accuracy import plain_record
from benchmarks.logistic import Case, fitted, predicted
from benchmarks.readers_gold import Found, Judged, judge
from benchmarks.scoring import CRITERIA, calibration_error, characters, content, judged, rate, speaker
from build_site.engine import analyse, told
from build_site.ids import anchors
from build_site.lexicon import load_lexicon
from build_site.model import Analysis, Document
from build_site.stages.confidence import BASE, Trait, of_nobody, traits, whom
from build_site.text import text_of

Record = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1] / "build_site"
LEAST = 30
"""A context of a rule needs so many cases for a line of its own."""
PRIOR = 4.0
"""How many cases of the wider context's precision are added to a context's own."""
ELSEWHERE = frozenset(("said-again", "handed-back"))
"""Rules whose source stands elsewhere in the article than the gold's: overlap cannot judge them."""
VERDICTS = Path(__file__).resolve().parent / "data" / "claim_verdicts.jsonl"
SEEN = 15
"""A trait needs so many cases."""
PULL = 0.8
"""How many cases' worth of doubt draw each weight towards nothing."""
SPANS_COUNT = 0.025
"""What one claim judged by spans counts beside one judged by a reader."""
OF_SPANS: Trait = ("corpus", "spans")
"""How much more easily a claim is right by spans; no claim of the program has it."""
OF_VERDICTS: Trait = ("corpus", "verdicts")
"""How much more easily one is right in the articles that verdicts were passed on; no claim has it either."""
ACTORS = frozenset(("link", "actor"))
"""Traits of what spans cannot judge."""
FOLDS = 5
STEPS = tuple(n / 20 for n in range(19))
KINDS = ("direct", "mixed", "indirect")
RULES = """\
# How often a rule finds the right source, as benchmarks/calibrate.py measures it: rule, type, source,
# wording, precision. A line with fewer columns holds for all contexts that have no line of their own."""
TRAITS = """\
# What each trait of a claim (stages/confidence.py) tells of its being right in every respect, as
# benchmarks/calibrate.py measures it: trait, value, weight in log odds."""
GATE = """\
# How sure a quotation of each type has to be to be published, as benchmarks/calibrate.py chose it: the most
# that is right of what is published, while {found:.0%} of what a reader wants found still is."""
TRADE = """\
# What a higher gate would give and cost, for all types alike; written by benchmarks/calibrate.py.
corpus: {corpus}
measured: {day}
rows:"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One quotation of a reader's article: its traits, the verdict, and what of the gold it finds."""

    article: str
    kind: str
    traits: tuple[Trait, ...]
    right: bool
    musts: int


def main() -> None:
    """Count, fit, choose, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--dry", action="store_true", help="print, and write nothing")
    parser.add_argument("--found", type=float, default=0.86, help="share of what must be found that stays")
    options = parser.parse_args()
    lexicon = load_lexicon()
    rules: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    spans: list[Case[Trait]] = []
    claims: list[Claim] = []
    verdicts, beside = judgements(), list[Case[Trait]]()
    musts = articles = 0
    for path in options.files:
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            judged_here = verdicts.get(digest(record["text"], 16), {})
            annotated = "partial" not in record and "sentences" not in record
            if not annotated and not judged_here:
                continue
            analysis = analyse(Document(record["id"], record["id"], record["text"], ""), lexicon)
            if any("must" in quote for quote in record["quotes"]):
                musts += sum(quote["must"] for quote in record["quotes"])
                articles += 1
                claims += of_reader(record, analysis)
                continue
            beside += of_verdicts(analysis, judged_here)
            if annotated:
                count_rules(record, analysis, rules)
                spans += of_spans(record, analysis)
    others = [*spans, *beside]
    known = seen([case.traits for case in others], [claim.traits for claim in claims])
    chances = crossed(claims, others, known)
    gate = chosen(claims, chances, musts, options.found)
    report(claims, chances, musts, gate)
    if options.dry:
        return
    weights = weighed(claims, others, known)
    table(ROOT / "lexicon/cues/trust.txt", RULES, ((*b, f"{p:.2f}") for b, p in smoothed(rules).items()))
    rows = (
        (*trait, f"{weights[trait]:.2f}") for trait in sorted(known) if f"{abs(weights[trait]):.2f}" != "0.00"
    )
    table(ROOT / "lexicon/trust/traits.txt", TRAITS, rows)
    header = GATE.format(found=min(options.found, found_at(claims, chances, musts, gate)))
    table(ROOT / "lexicon/trust/gate.txt", header, ((kind, f"{gate[kind]:.2f}") for kind in KINDS))
    write_trade(
        claims, chances, musts, f"{articles} news articles of sixty outlets, read whole by careful readers"
    )


# --- cases


def of_reader(gold: Record, analysis: Analysis) -> Iterator[Claim]:
    """The claims of an article with a reader's gold."""
    quotations = everything(analysis)
    verdict = judge(gold, quotations)
    known = whom(analysis.entities)
    found = {id(one.quote): one for one in verdict.found}
    for attribution, quotation in zip(analysis.attributions, quotations, strict=True):
        if of_nobody(analysis.article, attribution):
            continue
        one = found.get(id(quotation))
        yield Claim(
            gold["id"],
            attribution.type.value,
            tuple(traits(analysis.article, attribution, known)),
            one is not None and one.right,
            musts_of(one, verdict),
        )


Verdicts = Mapping[tuple[tuple[tuple[int, int], ...], str | None], bool]
"""Content and digest of the actor → whether the claim was right."""


def judgements() -> Mapping[str, Verdicts]:
    """A reader's verdicts, by the digest of the article."""
    found: dict[str, dict[tuple[tuple[tuple[int, int], ...], str | None], bool]] = defaultdict(dict)
    for row in map(json.loads, VERDICTS.read_text("utf-8").splitlines()):
        content = tuple((start, end) for start, end in row["content"])
        found[row["article"]][content, row["actor"]] = row["right"]
    return found


def of_verdicts(analysis: Analysis, verdicts: Verdicts) -> Iterator[Case[Trait]]:
    """The claims of an article that a reader judged, where they are the same still."""
    known = whom(analysis.entities)
    for attribution, quotation in zip(analysis.attributions, everything(analysis), strict=True):
        actor = digest(quotation["actor"], 8) if quotation["actor"] else None
        right = verdicts.get((attribution.content, actor))
        if right is not None:
            yield Case((*traits(analysis.article, attribution, known), OF_VERDICTS), right)


def digest(text: str, length: int) -> str:
    """The first hexadecimal digits of what tells a text."""
    return sha256(text.encode()).hexdigest()[:length]


def everything(analysis: Analysis) -> list[Record]:
    """Published quotations and doubts, in the order of the attributions."""
    record = told(analysis).record()
    of = {q["id"]: q for q in (*record["quotations"], *record["doubts"])}
    texts = (text_of(analysis.article.text, a.content) for a in analysis.attributions)
    return [of[anchor] for anchor in anchors(texts)]


def musts_of(found: Found | None, verdict: Judged) -> int:
    """How many quotations of the gold that must be found are found by one quotation."""
    return sum(verdict.wanted[number].must for number in found.golds) if found else 0


def of_spans(gold: Record, analysis: Analysis) -> Iterator[Case[Trait]]:
    """The claims of an article whose gold has spans of content and source."""
    text, known = gold["text"], whom(analysis.entities)
    golds = [(characters(text, content(q)), characters(text, speaker(q))) for q in gold["quotes"]]
    for attribution in analysis.attributions:
        if attribution.within:
            continue  # this gold has the outermost attributions alone
        words, who = characters(text, attribution.content), characters(text, attribution.source)
        right = any(
            CRITERIA["j80"](theirs, words) and (bool(source & who) or not (source or who))
            for theirs, source in golds
        )
        found = (t for t in traits(analysis.article, attribution, known) if t[0] not in ACTORS)
        yield Case((*found, OF_SPANS), right, SPANS_COUNT)


def seen(*cases: Sequence[Sequence[Trait]]) -> list[Trait]:
    """The traits that are seen often enough, in the order in which they are first met."""
    counts = Counter(trait for some in cases for case in some for trait in case)
    return [trait for trait, count in counts.items() if count >= SEEN]


# --- weights


def weighed(
    claims: Sequence[Claim], spans: Sequence[Case[Trait]], known: Sequence[Trait]
) -> dict[Trait, float]:
    """The weight of each trait."""
    cases = [Case(claim.traits, claim.right) for claim in claims]
    return fitted([*cases, *spans], known, PULL, (BASE, OF_SPANS, OF_VERDICTS))


def crossed(claims: Sequence[Claim], spans: Sequence[Case[Trait]], known: Sequence[Trait]) -> list[float]:
    """For each claim its probability by weights that its article had no part in."""
    articles = sorted({claim.article for claim in claims})
    random.Random(20240322).shuffle(articles)  # noqa: S311 - statistics, not secrets
    fold = {article: number % FOLDS for number, article in enumerate(articles)}
    chances = [0.0] * len(claims)
    for number in range(FOLDS):
        weights = weighed([c for c in claims if fold[c.article] != number], spans, known)
        for i, claim in enumerate(claims):
            if fold[claim.article] == number:
                chances[i] = predicted(claim.traits, weights)
    return chances


# --- the gate


@dataclass(frozen=True, slots=True)
class Tally:
    """What passes a gate."""

    published: int
    right: int
    musts: int


def passing(claims: Sequence[Claim], chances: Sequence[float], kind: str, least: float) -> Tally:
    """Of one type what is at least so sure."""
    kept = [c for c, p in zip(claims, chances, strict=True) if c.kind == kind and p >= least]
    return Tally(len(kept), sum(c.right for c in kept), sum(c.musts for c in kept))


def chosen(claims: Sequence[Claim], chances: Sequence[float], musts: int, floor: float) -> dict[str, float]:
    """The gate of which most is right while enough is found; an open one where too little is."""
    tallies = {(kind, least): passing(claims, chances, kind, least) for kind in KINDS for least in STEPS}
    best = (-1.0, 0.0)
    gate = dict.fromkeys(KINDS, 0.0)
    for leasts in product(STEPS, repeat=len(KINDS)):
        some = [tallies[pair] for pair in zip(KINDS, leasts, strict=True)]
        right = rate(sum(t.right for t in some), sum(t.published for t in some))
        if rate(sum(t.musts for t in some), musts) >= floor and (right, -sum(leasts)) > best:
            best, gate = (right, -sum(leasts)), dict(zip(KINDS, leasts, strict=True))
    return gate


def found_at(
    claims: Sequence[Claim], chances: Sequence[float], musts: int, gate: Mapping[str, float]
) -> float:
    """The share of what must be found that passes a gate."""
    return rate(sum(passing(claims, chances, kind, gate[kind]).musts for kind in KINDS), musts)


# --- what is said


def report(claims: Sequence[Claim], chances: Sequence[float], musts: int, gate: Mapping[str, float]) -> None:
    """The figures of the cross-validation."""
    verdicts = [(p, claim.right) for p, claim in zip(chances, claims, strict=True)]
    for what, least in (("all", dict.fromkeys(KINDS, 0.0)), ("published", gate)):
        some = [v for v, c in zip(verdicts, claims, strict=True) if v[0] >= least[c.kind]]
        sure = [right for p, right in some if p >= 0.9]
        print(
            f"{what:10} {len(some):5}: right {rate(sum(r for _, r in some), len(some)):.3f},"
            f" found {found_at(claims, chances, musts, least):.3f},"
            f" calibration error {calibration_error(some):.3f},"
            f" >= .9: right {rate(sum(sure), len(sure)):.3f}, share {rate(len(sure), len(some)):.3f}"
        )
    print("gate", " ".join(f"{kind} {least:.2f}" for kind, least in gate.items()))
    for bound, tally in trade(claims, chances):
        right, found = rate(tally.right, tally.published), rate(tally.musts, musts)
        print(f"  >= {bound:.2f}: published {tally.published:5}, right {right:.3f}, found {found:.3f}")


def trade(claims: Sequence[Claim], chances: Sequence[float]) -> Iterator[tuple[float, Tally]]:
    """What passes one gate for all types, at every tenth."""
    for least in (n / 10 for n in range(10)):
        some = [passing(claims, chances, kind, least) for kind in KINDS]
        yield least, Tally(*(sum(getattr(t, key) for t in some) for key in Tally.__slots__))


def write_trade(claims: Sequence[Claim], chances: Sequence[float], musts: int, corpus: str) -> None:
    """The data of the method page."""
    lines = [TRADE.format(corpus=corpus, day=date.today().isoformat())]  # noqa: DTZ011 - the day here
    for least, t in trade(claims, chances):
        share, right = rate(t.published, len(claims)), rate(t.right, t.published)
        found = rate(t.musts, musts)
        lines.append(
            f"  - {{above: {least:.1f}, published: {share:.3f}, right: {right:.3f}, found: {found:.3f}}}"
        )
    (ROOT / "pages/gate.yml").write_text("\n".join(lines) + "\n", "utf-8")


def table(path: Path, header: str, rows: Iterator[tuple[str, ...]]) -> None:
    """Write a word list."""
    path.write_text("\n".join((header, *("\t".join(row) for row in rows))) + "\n", "utf-8")


# --- rules


def count_rules(gold: Record, analysis: Analysis, cases: dict[tuple[str, ...], list[bool]]) -> None:
    """Each rule of an article's claims, in its context and the wider ones, right or not."""
    for quote, right in judged(gold, plain_record(analysis)):
        if quote["rule"] not in ELSEWHERE:
            bucket = (quote["rule"], *quote["context"].split(" · "))
            for length in range(1, len(bucket) + 1):
                cases[bucket[:length]].append(right)


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
