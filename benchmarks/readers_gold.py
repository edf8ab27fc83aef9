"""What a reader would accept: quotations against a careful reader's annotation of whole articles.

A gold record is ``{"id", "text", "quotes": [{"kind", "spans", "speaker", "speakers"?, "must"}]}``; what was
found has the form of ``extract``. Only word characters count. A quotation is an attribution where it meets a
gold one at a Jaccard of .5 (one to one, best first), its boundaries are right at .8, its speaker where the
actor is the gold's by name. One quotation found in pieces, or neighbours by one speaker found as one, cost
nothing. What need not be found (``must`` false) counts for precision and never against recall.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.scoring import Characters, characters

Record = Mapping[str, Any]
MET, BOUNDED, PART = 0.5, 0.8, 0.9
_TITLES = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|dr|sir|lord|lady|dame|president|senator|sen|rep|gov|judge|justice|prof|professor"
    r"|acting|former|prime minister|minister|secretary)\b\.?\s*"
)
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "and",
        "in",
        "at",
        "on",
        "to",
        "s",
        "from",
        "with",
        "by",
        "who",
        "some",
        "one",
        "several",
        "two",
        "three",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """One quotation that was found, and how right it is."""

    quote: Record
    attribution: bool
    bounded: bool
    speaker: bool
    golds: tuple[int, ...]
    """The gold quotations that it meets."""

    @property
    def right(self) -> bool:
        """In every respect."""
        return self.attribution and self.bounded and self.speaker


@dataclass(frozen=True, slots=True)
class Wanted:
    """One quotation of the gold, and whether it was found."""

    quote: Record
    found: bool
    given: bool
    """To the right actor."""

    @property
    def must(self) -> bool:
        """Whether a reader wants it found."""
        return bool(self.quote["must"])


@dataclass(frozen=True, slots=True)
class Judged:
    """One article."""

    found: tuple[Found, ...]
    wanted: tuple[Wanted, ...]


def judge(gold: Record, quotations: Sequence[Record]) -> Judged:
    """Match what was found in an article with its gold."""
    text, quotes = gold["text"], gold["quotes"]
    left = [characters(text, quote["spans"]) for quote in quotes]
    ours = [(quote, characters(text, quote["content"])) for quote in quotations]
    ours = [(quote, words) for quote, words in ours if words]
    right = [words for _, words in ours]
    of_gold, of_ours = _matched(gold, left, right)
    found = []
    for number, (quote, _) in enumerate(ours):
        at, likeness = of_ours.get(number, (None, 0.0))
        speaker = at is not None and _named(quote, quotes[at])
        meets = tuple(g for g, (n, _) in of_gold.items() if n == number)
        found.append(Found(quote, at is not None, likeness >= BOUNDED, speaker, meets))
    wanted = tuple(
        Wanted(quote, number in of_gold, number in of_gold and _named(ours[of_gold[number][0]][0], quote))
        for number, quote in enumerate(quotes)
    )
    return Judged(tuple(found), wanted)


Matches = dict[int, tuple[int, float]]
"""Number of a quotation → number of the other side's, and how like they are."""


def _matched(
    gold: Record, left: Sequence[Characters], right: Sequence[Characters]
) -> tuple[Matches, Matches]:
    """One to one, best first; then what pieces and neighbours make up together."""
    of_gold: Matches = {}
    of_ours: Matches = {}
    pairs = sorted(_pairs(left, right), reverse=True)
    for likeness, g, n in pairs:
        if likeness >= MET and g not in of_gold and n not in of_ours:
            of_gold[g], of_ours[n] = (n, likeness), (g, likeness)
    for g, pieces in _made_up(left, right, [(g, n) for _, g, n in pairs]):
        of_gold.setdefault(g, (pieces[0], 1.0))
        for n in pieces:
            _mend(of_ours, n, g)
    for n, neighbours in _made_up(right, left, [(n, g) for _, g, n in pairs]):
        if len({gold["quotes"][g]["speaker"] for g in neighbours}) == 1:
            _mend(of_ours, n, neighbours[0])
            for g in neighbours:
                of_gold.setdefault(g, (n, 1.0))
    return of_gold, of_ours


def _mend(matches: Matches, number: int, other: int) -> None:
    if matches.get(number, (0, 0.0))[1] < BOUNDED:
        matches[number] = (other, 1.0)


def _pairs(left: Sequence[Characters], right: Sequence[Characters]) -> Iterator[tuple[float, int, int]]:
    for g, one in enumerate(left):
        for n, other in enumerate(right):
            if one & other:
                yield len(one & other) / len(one | other), g, n


def _made_up(
    wholes: Sequence[Characters], parts: Sequence[Characters], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, list[int]]]:
    """Wholes that several parts make up, with these parts, the likest first."""
    for number, whole in enumerate(wholes):
        inside = [p for w, p in pairs if w == number and len(whole & parts[p]) >= PART * len(parts[p])]
        union = frozenset[int]().union(*(parts[p] for p in inside))
        if len(inside) > 1 and len(whole & union) >= BOUNDED * len(whole | union):
            yield number, inside


def of_case(case: Record, quotations: Sequence[Record]) -> Counter[str]:
    """Tallies of one construction: each gold quotation found, bounded, its source, its actor; nobody's words.

    A case is ``{"text", "gold": [{"kind", "content", "speaker": […], "actor": […]}], "none": [text]}``.
    """
    text, tally = case["text"], Counter[str]()
    ours = [(q, characters(text, q["content"]), _words(text, q)) for q in quotations if q["content"]]
    used = set()
    for gold in case["gold"]:
        start = text.index(gold["content"])
        words = characters(text, [[start, start + len(gold["content"])]])
        direct = gold["kind"] == "direct"
        best = max(ours, key=lambda o: len(o[1] & words) / (1 if direct else len(o[1] | words)), default=None)
        tally["gold"] += 1
        if best is None or len(best[1] & words) < MET * len(words):
            continue
        quote, found, source = best
        used.add(id(quote))
        shared = len(found & words)
        narrow = shared >= BOUNDED * len(found) or (direct and quote["type"] == "direct")
        verdict = {
            "found": True,
            "bounded": shared >= BOUNDED * len(words) and narrow,
            "source": bool(source) and any(_within(source, name) for name in gold["speaker"]),
            "actor": any(_folded(quote["actor"]) == _folded(name) for name in gold["actor"]),
        }
        tally.update(key for key, ok in verdict.items() if ok)
        tally["right"] += all(verdict.values())
    for quote, _, _ in ours:
        said = " | ".join(text[start:end] for start, end in quote["content"])
        tally["false"] += id(quote) not in used and any(n in said or said in n for n in case.get("none", ()))
    return tally


def _words(text: str, quote: Record) -> str:
    spans = quote.get("speaker_spans") or quote.get("source") or ()
    return " ".join(text[start:end] for start, end in spans).lower()


def _within(source: str, name: str) -> bool:
    return bool(name) and (name.lower() in source or source in name.lower())


def _folded(name: str | None) -> str:
    plain = (name or "").lower().strip(" .,")
    return re.sub(r"^(?:the|a|an|mr|ms|mrs|dr|frau|lord)\.? ", "", plain).strip()


def _named(quote: Record, gold: Record) -> bool:
    return any(same_speaker(quote.get("actor"), name) for name in gold.get("speakers") or [gold["speaker"]])


def same_speaker(one: str | None, other: str | None) -> bool:
    """Whether two names are one speaker to a reader: equal, short, an acronym, in other order."""
    x, y = sorted((_plain(one), _plain(other)), key=len)
    if not x or x == y:
        return x == y
    if len(x) == 1 and len(x[0]) > 1:
        letters = {"".join(w[0] for w in y if w not in _SMALL), "".join(w[0] for w in y)}
        if x[0] in letters:
            return True
    if x[-1] == y[-1] and (len(x) == 1 or x[0][0] == y[0][0]):
        return True
    if len(x) > 1 and x == y[: len(x)]:
        return True
    p, q = ({_singular(w) for w in words if w not in _SMALL} for words in (x, y))
    shared = len(p & q)
    return bool(p and q) and shared >= 0.6 * min(len(p), len(q)) and shared >= 0.4 * len(p | q)


def _plain(name: str | None) -> list[str]:
    plain = re.sub(r"[’']s\b", "", (name or "").strip().lower())
    while (rest := _TITLES.sub("", plain, count=1).strip()) and rest != plain:
        plain = rest
    return re.sub(r"[^\w ]+", " ", plain).split()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
