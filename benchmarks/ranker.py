"""Would a small learned ranker choose speakers better than the sieves' fixed order? An experiment.

    pip install scikit-learn
    python benchmarks/ranker.py --train MARKS_TRAIN.jsonl --dev MARKS_DEV.jsonl

For each passage of four words and more that the gold gives a speaker, a ranker chooses among the sieves' own
candidates, or among these and all mentions of the paragraphs around. It learns from the first file, by
logistic regression or gradient boosting, and names as many speakers as the sieves do. Printed are the shares
right on both files (the first by five folds over its articles), with 95 % bootstrap intervals over articles,
and the ceiling: the share whose speaker is among the candidates. Nothing learned is kept.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.scoring import characters, interval, rate, speaker
from build_site.engine import analyse
from build_site.lexicon import Lexicon, load_lexicon
from build_site.model import Analysis, Attribution, Candidate, Document, Mention, Span
from build_site.stages.attribution.grammar import grammar_of

try:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MaxAbsScaler
except ImportError:
    sys.exit("This experiment needs scikit-learn, which nothing else here does: pip install scikit-learn")

Features = dict[str, float]
AROUND = (-2, 1)
"""Mentions are candidates from so many paragraphs before the passage's to so many after it."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One speaker that could be chosen for a passage."""

    features: Features
    right: bool
    proposed: bool
    """By a sieve, not just mentioned near."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A passage with a gold speaker: what the sieves did, and what there was to choose from."""

    article: str
    named: bool
    right: bool
    choices: tuple[Choice, ...] = ()


def cases(path: Path, lexicon: Lexicon) -> Iterator[Case]:
    """Every passage that the gold gives a speaker; one that the engine does not find has no choices."""
    cues = grammar_of(lexicon).cues
    for line in path.read_text("utf-8").splitlines():
        gold = json.loads(line)
        text = gold["text"]
        analysis = analyse(Document(gold["id"], gold["id"], text, ""), lexicon)
        ours = [(characters(text, found.content), found) for found in analysis.attributions]
        for quote in gold["quotes"]:
            passage = quote["start"], quote["end"]
            words = characters(text, [passage])
            if quote["n_words"] < 4 or not words or not quote["attributed"] or quote["speaker_start"] is None:
                continue
            size, found = max(((len(w & words), f) for w, f in ours), key=lambda pair: pair[0])
            if size < 0.5 * len(words):
                yield Case(gold["id"], named=False, right=False)
                continue
            choices = tuple(_choices(analysis, found, passage, characters(text, speaker(quote)), cues))
            right = bool(found.source) and choices[0].right
            yield Case(gold["id"], bool(found.source), right, choices)


def _choices(
    analysis: Analysis, found: Attribution, passage: Span, gold: frozenset[int], cues: Any
) -> Iterator[Choice]:
    """The sieves' sources, best first, then the mentions around that none of them overlaps."""
    text, blocks = analysis.article.text, analysis.article.blocks
    proposed = list(dict.fromkeys(c.source for c in found.candidates if c.source))
    first, last = (min(max(found.block + by, 0), len(blocks) - 1) for by in AROUND)
    begin, stop = blocks[first].span[0], blocks[last].span[1]
    near = [m.span for m in analysis.mentions if begin <= m.span[0] < stop]
    free = [s for s in near if not any(s[0] < p[1] and p[0] < s[1] for p in (*proposed, passage))]
    mentions = {m.span: m for m in analysis.mentions}
    starts = [m.span[0] for m in analysis.mentions]
    for span in (*proposed, *free):
        place = bisect_left(starts, span[0])
        mention = mentions.get(span) or (analysis.mentions[place] if place < len(starts) else None)
        features = _features(analysis, found, passage, span, mention)
        features |= _neighbours(text, span, cues)
        features["mentions between"] = abs(place - bisect_left(starts, passage[0]))
        yield Choice(features, bool(gold & characters(text, [span])), span in proposed)


def _features(
    analysis: Analysis, found: Attribution, passage: Span, span: Span, mention: Mention | None
) -> Features:
    text, block = analysis.article.text, analysis.article.blocks[found.block].span
    gap = passage[0] - span[1] if span[1] <= passage[0] else span[0] - passage[1]
    between = text[span[1] : passage[0]] if span[1] <= passage[0] else text[passage[1] : span[0]]
    features: Features = {
        "distance": math.log1p(max(gap, 0)),
        "before": span[1] <= passage[0],
        "ends between": sum(between.count(mark) for mark in ".!?"),
        "same paragraph": block[0] <= span[0] < block[1],
        "opens paragraph": any(b.span[0] == span[0] for b in analysis.article.blocks),
        "in marks": any(start <= span[0] < end for a in analysis.attributions for start, end in a.verbatim),
        "said before": sum(span in a.source for a in analysis.attributions if a.content < found.content),
        "words": math.log1p(len(text[slice(*passage)].split())),
        f"ends with {text[passage[1] - 1 : passage[1]]}": 1,
        f"type {found.type}": 1,
        f"decided by {found.rule}": 1,
        "sources": len({candidate.source for candidate in found.candidates}),
        "confidence": found.confidence,
    }
    if mention is not None and mention.span[0] < span[1]:
        features |= {f"form {mention.kind}": 1, f"actor {mention.actor_kind}": 1, "plural": mention.plural}
    ranks = [rank for rank, candidate in enumerate(found.candidates) if candidate.source == span]
    return features | _votes([found.candidates[rank] for rank in ranks], ranks)


def _votes(votes: Sequence[Candidate], ranks: Sequence[int]) -> Features:
    """What the sieves that proposed a source say of it."""
    if not votes:
        return {}
    features: Features = {f"rule {candidate.rule}": 1 for candidate in votes}
    return features | {
        "proposed": 1,
        "votes": len(votes),
        "rank": ranks[0],
        "wins": ranks[0] == 0,
        "score": max(candidate.score for candidate in votes),
        "cue": any(candidate.cue for candidate in votes),
    }


def _neighbours(text: str, span: Span, cues: Any) -> Features:
    """Verbs of saying in the words beside a source."""
    after, before = (
        text[span[1] : span[1] + 40].split()[:3],
        text[max(0, span[0] - 40) : span[0]].split()[-2:],
    )
    told: dict[str, float] = {
        f"cue {n} after": word.strip(',.“”"').lower() in cues for n, word in enumerate(after)
    }
    return told | {f"cue {n} before": word.strip(',.“”"').lower() in cues for n, word in enumerate(before)}


def chosen(learner: str, wide: bool, train: Sequence[Case], dev: Sequence[Case]) -> dict[Case, bool]:
    """Whether the ranker is right, for the passages of which it is surest: as many as the sieves name."""
    vectors = DictVectorizer(sparse=learner == "logistic")
    known = [choice for case in train for choice in case.choices if wide or choice.proposed]
    matrix = vectors.fit_transform(choice.features for choice in known)
    model = (
        make_pipeline(MaxAbsScaler(), LogisticRegression(max_iter=400))
        if learner == "logistic"
        else HistGradientBoostingClassifier(max_iter=120, random_state=1)
    )
    model.fit(matrix, [choice.right for choice in known])
    rows = [(case, choice) for case in dev for choice in case.choices if wide or choice.proposed]
    scores = model.predict_proba(vectors.transform(choice.features for _, choice in rows))[:, 1]
    best: dict[Case, tuple[float, bool]] = {}
    for (case, choice), score in zip(rows, scores, strict=True):
        if case not in best or score > best[case][0]:
            best[case] = (score, choice.right)
    surest = sorted(best, key=lambda case: -best[case][0])
    return {case: best[case][1] for case in surest[: sum(case.named for case in dev)]}


def report(name: str, dev: Sequence[Case], verdicts: dict[Case, bool]) -> None:
    """Right of all, right where named, and how far from the sieves, with intervals over articles."""
    articles: dict[str, list[Case]] = defaultdict(list)
    for case in dev:
        articles[case.article].append(case)
    groups = list(articles.values())

    def share(drawn: Sequence[list[Case]]) -> float:
        return rate(sum(verdicts.get(c, False) for g in drawn for c in g), sum(map(len, drawn)))

    def named(drawn: Sequence[list[Case]]) -> float:
        told = [verdicts[c] for g in drawn for c in g if c in verdicts]
        return rate(sum(told), len(told))

    def gain(drawn: Sequence[list[Case]]) -> float:
        return share(drawn) - rate(sum(c.right for g in drawn for c in g), sum(map(len, drawn)))

    cells = ((measure(groups), *interval(groups, measure)) for measure in (share, named, gain))
    print(f"  {name:33}", "  ".join(f"{value:6.3f} [{low:6.3f}, {high:6.3f}]" for value, low, high in cells))


def main() -> None:
    """Learn, choose, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    options = parser.parse_args()
    lexicon = load_lexicon()
    train, dev = (list(cases(path, lexicon)) for path in (options.train, options.dev))
    folds = {article: n % FOLDS for n, article in enumerate(sorted({case.article for case in train}))}
    parts = [
        ([c for c in train if folds[c.article] != n], [c for c in train if folds[c.article] == n])
        for n in range(FOLDS)
    ]
    for path, whole, splits in ((options.dev, dev, [(train, dev)]), (options.train, train, parts)):
        print(f"{path.name}: {len(whole)} passages; right of all, where named, gain on the sieves")
        report("the sieves' order", whole, {case: case.right for case in whole if case.named})
        for wide, pool in ((False, "candidates"), (True, "candidates and mentions")):
            for learner in ("logistic", "boosting"):
                verdicts: dict[Case, bool] = {}
                for known, unseen in splits:
                    verdicts |= chosen(learner, wide, known, unseen)
                report(f"{learner}, {pool}", whole, verdicts)
            ceiling = sum(any(c.right for c in case.choices if wide or c.proposed) for case in whole)
            print(f"  ceiling, {pool:24} {ceiling / len(whole):6.3f}")


if __name__ == "__main__":
    main()
