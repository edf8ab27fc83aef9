"""How right the engine is, on corpora given by path: the text alone goes in, as ``extract`` has it.

    python benchmarks/accuracy.py --corpus MARKS.jsonl SPANS.jsonl GUM.jsonl BASIL.jsonl [--errors 20]

The kind of a file is seen from its records: a reader's whole annotation (``must``), cases of one construction
each (``gold``), passages in marks with *attributed* or not, attributions with their spans, attributions with
a gold entity, fragments with a speaker's canonical name. Printed are the figures with 95 % bootstrap
intervals over articles, then by outlet, by kind of source and by rule (fired, right), and on request the
errors as readable text.

A reader's gold and cases judge what is *published*, above the gate; "all" counts the doubts too. The other
corpora are judged on both together, then on what is published alone, and the confidence that they know is
that of the source's words.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.actors import is_person, same_actor
from benchmarks.readers_gold import Judged, judge, of_case
from benchmarks.scoring import (
    calibration_error,
    characters,
    content,
    harmonic,
    indirect,
    interval,
    judged,
    judged_passages,
    passages,
    rate,
    spans,
)
from build_site.engine import analyse
from build_site.lexicon import Lexicon, load_lexicon
from build_site.lexicon.naming import naming
from build_site.model import Analysis, Attribution, Document
from build_site.stages.confidence import default_gate

Record = dict[str, Any]
SURE = 0.9
Pair = tuple[Record, list[Record]]
"""A gold record and what was found in its text."""
DIRECT_AND_MIXED = frozenset(("direct", "mixed"))


def kind_of(record: Record) -> str:
    """Which gold a file holds."""
    if "coref_person_org" in record:
        return "entities"
    if "event" in record:
        return "names"
    if "gold" in record:
        return "cases"
    if any("must" in quote for quote in record["quotes"]):
        return "reader"
    return "marks" if any("attributed" in quote for quote in record["quotes"]) else "spans"


def found_in(record: Record, lexicon: Lexicon) -> list[Record]:
    """What the engine finds in a record's text, in the scorers' form."""
    return plain_record(analyse(Document(record["id"], record["id"], record["text"], ""), lexicon))


def plain_record(analysis: Analysis) -> list[Record]:
    """What an analysis holds, published or in doubt, in the scorers' form.

    What stands in another one's words is left out: the gold with spans has the outermost attributions alone.
    """
    names = {m: entity.name for entity in analysis.entities for m in entity.mentions}
    return [_plain(analysis, a, names) for a in analysis.attributions if not a.within]


def _plain(analysis: Analysis, a: Attribution, names: dict[int, str]) -> Record:
    return {
        "start": a.content[0][0],
        "end": a.content[-1][1],
        "spans": [list(span) for span in a.content],
        "speaker_start": a.source[0][0] if a.source else None,
        "speaker_end": a.source[0][1] if a.source else None,
        "speaker_spans": [list(span) for span in a.source],
        "cue": " … ".join(analysis.article.text[s:e] for s, e in a.cue),
        "kind": a.type.value,
        "source_kind": a.source_kind.value if a.source_kind else "none",
        "rule": a.rule,
        "confidence": a.candidates[0].score if a.candidates else a.confidence,
        "whole": a.confidence,
        "published": default_gate(load_lexicon()).passes(a.type, a.confidence),
        "content": a.content,
        "type": a.type.value,
        "context": a.candidates[0].note,
        "actor": names.get(a.mention) if a.mention is not None else None,
    }


# --- figures


def _counted(count: Callable[[Pair], Counter[str]]) -> Callable[[Sequence[Pair]], Counter[str]]:
    """Tallies are made once for each article, so that drawing articles anew costs nothing."""
    known: dict[int, Counter[str]] = {}

    def total(pairs: Sequence[Pair]) -> Counter[str]:
        whole: Counter[str] = Counter()
        for pair in pairs:
            if id(pair[0]) not in known:
                known[id(pair[0])] = count(pair)
            whole.update(known[id(pair[0])])
        return whole

    return total


def _detection(tally: Counter[str]) -> float:
    return harmonic(
        rate(tally["tp"], tally["tp"] + tally["fp"]), rate(tally["tp"], tally["tp"] + tally["fn"])
    )


def _f1(tally: Counter[str], part: str) -> float:
    return harmonic(rate(tally[part], tally["found"]), rate(tally[part], tally["gold"]))


def figures(kind: str) -> Iterator[tuple[str, Callable[[Sequence[Pair]], float]]]:
    """The rows of the table for a kind of gold: a name and a measure over articles."""
    if kind == "reader":
        yield from _readers()
        return
    if kind == "cases":
        yield from _cases()
        return
    if kind == "marks":
        four = _counted(lambda pair: passages(*pair, least=4))
        every = _counted(lambda pair: passages(*pair))
        yield "passages of 4 words and more: detection F1", lambda p: _detection(four(p))
        yield "… precision", lambda p: rate(four(p)["tp"], four(p)["tp"] + four(p)["fp"])
        yield "all passages in marks: detection F1", lambda p: _detection(every(p))
        yield (
            "speaker right, of all (4 words and more)",
            lambda p: rate(four(p)["right"], four(p)["speakers"]),
        )
        yield "speaker right, where one is named", lambda p: rate(four(p)["right"], four(p)["named"])
        yield from _confidence("of passages", judged_passages)
    elif kind == "spans":
        exact = _counted(lambda pair: spans(*pair, criterion="exact", kinds=DIRECT_AND_MIXED))
        near = _counted(lambda pair: spans(*pair, criterion="j80", kinds=DIRECT_AND_MIXED))
        reported = _counted(lambda pair: indirect(*pair))
        yield "direct and mixed: span exact F1", lambda p: _f1(exact(p), "tp")
        yield "direct and mixed: span and speaker F1 at Jaccard .8", lambda p: _f1(near(p), "joint")
        yield "indirect: precision at any overlap", lambda p: rate(reported(p)["hit"], reported(p)["found"])
        yield "indirect: recall of all indirect", lambda p: rate(reported(p)["met"], reported(p)["gold"])
        yield from _confidence("of all quotations", judged)
    else:
        named = _counted(
            lambda pair: Counter(n=len(actors(*pair)), right=sum(ok for _, _, ok in actors(*pair)))
        )
        yield "canonical actor right", lambda p: rate(named(p)["right"], named(p)["n"])


def _confidence(
    what: str, judge: Callable[..., Sequence[tuple[Mapping[str, Any], bool]]]
) -> Iterator[tuple[str, Callable[[Sequence[Pair]], float]]]:
    known: dict[int, list[tuple[float, bool]]] = {}

    def verdicts(pairs: Sequence[Pair]) -> list[tuple[float, bool]]:
        for gold, found in pairs:
            if id(gold) not in known:
                known[id(gold)] = [(quote["confidence"], right) for quote, right in judge(gold, found)]
        return [verdict for gold, _ in pairs for verdict in known[id(gold)]]

    def sure(pairs: Sequence[Pair]) -> list[bool]:
        return [right for confidence, right in verdicts(pairs) if confidence >= 0.9]

    yield f"confidence {what}: of those ≥ .9, right", lambda p: rate(sum(sure(p)), len(sure(p)))
    yield f"confidence {what}: share ≥ .9", lambda p: rate(len(sure(p)), len(verdicts(p)))
    yield f"confidence {what}: calibration error", lambda p: calibration_error(verdicts(p))


def _published(found: Sequence[Record]) -> list[Record]:
    return [quote for quote in found if quote["published"]]


def _readers() -> Iterator[tuple[str, Callable[[Sequence[Pair]], float]]]:
    """What a reader of the site meets, and what he wants to meet."""
    known: dict[tuple[int, bool], Judged] = {}

    def judged_(pairs: Sequence[Pair], every: bool) -> list[Judged]:
        for gold, found in pairs:
            if (id(gold), every) not in known:
                known[id(gold), every] = judge(gold, found if every else _published(found))
        return [known[id(gold), every] for gold, _ in pairs]

    def right(pairs: Sequence[Pair], every: bool, kind: str = "") -> float:
        some = [
            f.right for j in judged_(pairs, every) for f in j.found if not kind or f.quote["type"] == kind
        ]
        return rate(sum(some), len(some))

    def must(pairs: Sequence[Pair], every: bool, key: str) -> float:
        some = [getattr(w, key) for j in judged_(pairs, every) for w in j.wanted if w.must]
        return rate(sum(some), len(some))

    def verdicts(pairs: Sequence[Pair], every: bool) -> list[tuple[float, bool]]:
        return [(f.quote["whole"], f.right) for j in judged_(pairs, every) for f in j.found]

    def sure(pairs: Sequence[Pair], every: bool) -> list[bool]:
        return [ok for confidence, ok in verdicts(pairs, every) if confidence >= SURE]

    for every, of in ((False, "published"), (True, "all")):
        yield f"{of}: right in every respect", lambda p, e=every: right(p, e)
        for kind in ("direct", "mixed", "indirect"):
            yield f"{of}: … {kind}", lambda p, e=every, k=kind: right(p, e, k)
        yield f"{of}: must-find, found", lambda p, e=every: must(p, e, "found")
        yield f"{of}: must-find, found and given to the actor", lambda p, e=every: must(p, e, "given")
        yield f"{of}: of those ≥ .9, right", lambda p, e=every: rate(sum(sure(p, e)), len(sure(p, e)))
        yield f"{of}: share ≥ .9", lambda p, e=every: rate(len(sure(p, e)), len(verdicts(p, e)))
        yield f"{of}: calibration error", lambda p, e=every: calibration_error(verdicts(p, e))


def _cases() -> Iterator[tuple[str, Callable[[Sequence[Pair]], float]]]:
    """Each construction: found, bounded, source and actor; and how often nobody's words are given away."""
    for key in ("found", "bounded", "source", "actor", "right"):
        counted = _counted(lambda pair: of_case(pair[0], _published(pair[1])))
        yield f"cases: {key}", lambda p, k=key, c=counted: rate(c(p)[k], c(p)["gold"])
    false = _counted(lambda pair: of_case(pair[0], _published(pair[1])))
    yield "cases: nobody’s words given to somebody (number)", lambda p: false(p)["false"]


def actors(gold: Record, found: Sequence[Record]) -> list[tuple[Record, str | None, bool]]:
    """Each gold quotation with a canonical name: what was found, and whether a reader would accept it."""
    words = naming(load_lexicon())
    verdicts = []
    ours = [(characters(gold["text"], content(quote)), quote) for quote in found]
    for quote in gold["quotes"]:
        name = quote.get("speaker_canonical")
        if not name or (kind_of(gold) == "names" and not is_person(name, words)):
            continue
        wanted = characters(gold["text"], content(quote))
        best = max(ours, key=lambda pair: len(pair[0] & wanted), default=None)
        actor = best[1]["actor"] if best and best[0] & wanted else None
        verdicts.append((quote, actor, same_actor(actor, name, words)))
    return verdicts


# --- printing


def table(kind: str, pairs: Sequence[Pair], rounds: int) -> None:
    """The figures with their intervals."""
    for name, measure in figures(kind):
        low, high = interval(pairs, measure, rounds)
        print(f"  {name:58} {measure(pairs):.3f}  [{low:.3f}, {high:.3f}]")


def splits(kind: str, pairs: Sequence[Pair]) -> None:
    """Right of all by outlet, by kind of source and by rule."""
    judge = judged_passages if kind == "marks" else judged
    groups: dict[str, dict[str, list[bool]]] = {"outlet": {}, "source": {}, "rule": {}}
    for gold, found in pairs:
        for quote, right in judge(gold, found):
            keys = {"outlet": gold.get("publisher") or gold.get("outlet") or "unknown"}
            keys |= {"source": quote["source_kind"], "rule": quote["rule"]}
            for group, key in keys.items():
                groups[group].setdefault(str(key), []).append(right)
    for group, cells in groups.items():
        print(f"  by {group} (fired, right):")
        for key, rights in sorted(cells.items(), key=lambda cell: -len(cell[1])):
            print(f"    {key:24} {len(rights):6} {rate(sum(rights), len(rights)):.3f}")


def errors(kind: str, pairs: Sequence[Pair], limit: int) -> None:
    """The first errors in words."""
    shown = 0
    for gold, found in pairs if limit and kind != "cases" else ():
        text = gold["text"]
        if kind == "reader":
            wrong = [
                (f.quote, f"{f.quote['rule']} {f.quote['whole']:.2f}: {f.quote['actor']}")
                for f in judge(gold, _published(found)).found
                if not f.right
            ]
        elif kind in {"names", "entities"}:
            wrong = [
                (q, f"gold {q['speaker_canonical']} / found {who}")
                for q, who, ok in actors(gold, found)
                if not ok
            ]
        else:
            judge_spans = judged_passages if kind == "marks" else judged
            wrong = [
                (q, f"{q['rule']} {q['confidence']:.2f}: {_who(text, q)}")
                for q, ok in judge_spans(gold, found)
                if not ok
            ]
        for quote, what in wrong:
            if shown == limit:
                return
            shown += 1
            around = text[max(0, quote["start"] - 120) : quote["end"] + 120].replace("\n", " ⏎ ")
            print(f"  - {gold['id']}  {what}\n      {around}")


def _who(text: str, quote: Mapping[str, Any]) -> str:
    start = quote["speaker_start"]
    return "nobody" if start is None else repr(text[start : quote["speaker_end"]])


def main() -> None:
    """Read the corpora, find, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th article")
    parser.add_argument("--rounds", type=int, default=300, help="of the bootstrap")
    options = parser.parse_args()
    lexicon = load_lexicon()
    texts: dict[str, list[Record]] = defaultdict(list)
    for path in options.corpus:
        records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        records = records[:: options.every]
        kind = kind_of(records[0])
        pairs: list[Pair] = []
        for record in records:
            if record["text"] not in texts:
                texts[record["text"]] = found_in(record, lexicon)
            pairs.append((record, texts[record["text"]]))
        print(f"{path.name}: {len(pairs)} articles, gold of {kind}")
        table(kind, pairs, options.rounds)
        if kind in {"marks", "spans"}:
            print("  published alone:")
            table(kind, [(record, _published(found)) for record, found in pairs], options.rounds)
        if kind in {"marks", "spans"}:
            splits(kind, pairs)
        errors(kind, pairs, options.errors)


if __name__ == "__main__":
    main()
