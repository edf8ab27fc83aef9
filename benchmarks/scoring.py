"""The measures of quotation attribution, over plain records: passages in marks, spans, speakers, confidence.

Only word characters count, so marks and punctuation at an edge never matter. A gold record is
``{"id", "text", "quotes": [{"start", "end", "spans"?, "speaker_start"?, "speaker_end"?, …}]}``; a prediction
has the same form. Criteria after PARC, Citron and GenderGapTracker: exact, Jaccard of at least .8, any
overlap.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
Characters = frozenset[int]
CRITERIA: Mapping[str, Callable[[Characters, Characters], bool]] = {
    "exact": lambda gold, found: gold == found,
    "j80": lambda gold, found: len(gold & found) >= 0.8 * len(gold | found),
    "any": lambda gold, found: bool(gold & found),
}


def characters(text: str, spans: Iterable[Sequence[int]]) -> Characters:
    """The offsets of the letters and digits in some spans."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def content(quote: Record) -> Sequence[Sequence[int]]:
    """The spans of what is attributed."""
    return quote.get("spans") or [[quote["start"], quote["end"]]]


def speaker(quote: Record) -> Sequence[Sequence[int]]:
    """The spans of who it is attributed to."""
    if quote.get("speaker_spans"):
        return list(quote["speaker_spans"])
    return [] if quote.get("speaker_start") is None else [[quote["speaker_start"], quote["speaker_end"]]]


def passages(gold: Record, found: Sequence[Record], least: int = 1) -> Counter[str]:
    """Per passage in marks of so many words: fired or not, attributed or not, speaker right or not."""
    text, tally = gold["text"], Counter[str]()
    ours = [(characters(text, content(q)), characters(text, speaker(q))) for q in found]
    for quote in gold["quotes"]:
        words = characters(text, [[quote["start"], quote["end"]]])
        if quote["n_words"] < least or not words:
            continue
        best = max(ours, key=lambda pair: len(pair[0] & words), default=None)
        fired = best is not None and len(best[0] & words) >= 0.5 * len(words)
        tally[{(1, 1): "tp", (1, 0): "fp", (0, 1): "fn", (0, 0): "tn"}[fired, quote["attributed"]]] += 1
        if quote["attributed"] and quote["speaker_start"] is not None:
            tally["speakers"] += 1
            tally["named"] += bool(fired and best and best[1])
            tally["right"] += bool(fired and best and best[1] & characters(text, speaker(quote)))
    return tally


def spans(gold: Record, found: Sequence[Record], criterion: str, kinds: frozenset[str]) -> Counter[str]:
    """One-to-one matching by Jaccard under a criterion, gold and prediction both of these kinds."""
    text, tally = gold["text"], Counter[str]()
    left = [(q, characters(text, content(q)), characters(text, speaker(q))) for q in gold["quotes"]]
    right = [
        (characters(text, content(q)), characters(text, speaker(q))) for q in found if q["kind"] in kinds
    ]
    left, right = [x for x in left if x[1]], [x for x in right if x[0]]
    meets, matched, used = CRITERIA[criterion], dict[int, int](), set[int]()
    pairs = (
        (len(a[1] & b[0]) / len(a[1] | b[0]), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if a[1] & b[0] and meets(a[1], b[0])
    )
    for _, i, j in sorted(pairs, reverse=True):
        if i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    for i, (quote, _, who) in enumerate(left):
        if quote["kind"] not in kinds:
            continue
        tally["gold"] += 1
        if i in matched:
            tally["tp"] += 1
            tally["joint"] += bool(who & right[matched[i]][1]) or not (who or right[matched[i]][1])
    foreign = sum(left[i][0]["kind"] not in kinds for i in matched)
    tally["found"] = len(right) - foreign
    return tally


def indirect(gold: Record, found: Sequence[Record]) -> Counter[str]:
    """Reported speech: how much of what is found overlaps any gold; how much of the gold is met."""
    text, tally = gold["text"], Counter[str]()
    for kinds, ours, part, whole in (
        (frozenset(("direct", "mixed", "indirect")), "indirect", "hit", "found"),
        (frozenset(("indirect",)), "indirect", "met", "gold"),
    ):
        some = [q for q in found if q["kind"] == ours]
        every = {**gold, "quotes": [{**q, "kind": ours} if q["kind"] in kinds else q for q in gold["quotes"]]}
        result = spans({**every, "text": text}, some, "any", frozenset((ours,)))
        tally[part] += result["tp"]
        tally[whole] += result["found" if whole == "found" else "gold"]
    return tally


def judged(gold: Record, found: Sequence[Record]) -> list[tuple[Record, bool]]:
    """Each prediction with whether it is right: what it overlaps most is attributed to the same source."""
    text = gold["text"]
    left = [(characters(text, content(q)), characters(text, speaker(q))) for q in gold["quotes"]]
    verdicts: list[tuple[Record, bool]] = []
    for quote in found:
        words, who = characters(text, content(quote)), characters(text, speaker(quote))
        best = max(left, key=lambda pair: len(pair[0] & words), default=None)
        right = best is not None and bool(best[0] & words) and (bool(best[1] & who) or not (best[1] or who))
        verdicts.append((quote, right))
    return verdicts


def judged_passages(gold: Record, found: Sequence[Record], least: int = 4) -> list[tuple[Record, bool]]:
    """Each passage in marks that a prediction covers: that prediction, and whether its speaker is right."""
    text, verdicts = gold["text"], list[tuple[Record, bool]]()
    ours = [(characters(text, content(q)), characters(text, speaker(q)), q) for q in found]
    for quote in gold["quotes"]:
        words = characters(text, [[quote["start"], quote["end"]]])
        best = max(ours, key=lambda triple: len(triple[0] & words), default=None)
        if quote["n_words"] < least or best is None or not words or len(best[0] & words) < 0.5 * len(words):
            continue
        who = characters(text, speaker(quote))
        right = quote["attributed"] and (bool(who & best[1]) or not (who or best[1]))
        verdicts.append((best[2], right))
    return verdicts


def harmonic(precision: float, recall: float) -> float:
    """F1."""
    return 2 * precision * recall / max(1e-9, precision + recall)


def rate(part: float, whole: float) -> float:
    """A share, 0 of nothing."""
    return part / whole if whole else 0.0


def calibration_error(verdicts: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over equal bins of confidence."""
    sums: dict[int, list[float]] = {}
    for confidence, right in verdicts:
        cell = sums.setdefault(min(int(confidence * bins), bins - 1), [0.0, 0.0, 0.0])
        cell[0] += 1
        cell[1] += confidence
        cell[2] += right
    return sum(abs(cell[1] - cell[2]) for cell in sums.values()) / max(1, len(verdicts))


def interval(
    items: Sequence[Any], measure: Callable[[Sequence[Any]], float], rounds: int = 300
) -> tuple[float, float]:
    """The 95 % interval of a measure by drawing the articles anew, with a fixed seed."""
    drawn = random.Random(20240322)  # noqa: S311 - statistics, not secrets
    values = sorted(measure([drawn.choice(items) for _ in items]) for _ in range(rounds)) if items else [0.0]
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]
