"""How well printed words are found in transcripts, and judged: places, verdicts, time, memory.

``python benchmarks/said.py --transcripts FOLDER --silver PAIRS.jsonl … --articles ARTICLES.jsonl …``: pairs
are ``{"article", "start", "end", "transcript", "t_start", "t_end", "similarity", "printed", "said"}``,
articles ``{"id", "text", "quotes": [{"start", "end", "n_words", "attributed"}]}``. Speakers are those that
the engine finds. ``--verdicts`` holds what a reader found of pairs and of alignments (ids, offsets and
verdicts only): a pair is ``chance`` where the words are like and the utterance is another. Edits are planted
with a seed in the pairs that are equal word for word, and in sentences drawn from the transcripts;
``--list N`` shows what went wrong, ``--judge N`` alignments that have no verdict yet.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from build_site.engine import extract
from build_site.lexicon import load_lexicon
from build_site.model import Comparison, Kind, Place, Transcript, Verdict
from build_site.readers.transcripts import read_transcripts
from build_site.said import Query, look_up
from build_site.said.speaking import labels_of
from build_site.text import sentences

VERDICTS = Path(__file__).parent / "data" / "said_verdicts.jsonl"
SENTENCES = 1500
"""Sentences of the transcripts that edits are planted in, besides the pairs."""
MARKS = "\"'“”‘’ "
_WORDS = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_PLAIN = re.compile(r"(?<!['’])\b[a-z]{4,}\b(?!['’])")
_FIGURE = re.compile(r"\b\d[\d,.]*\b")
_DENIED = (
    (r"\b(is|are|was|were|do|does|did|have|has|had|would|could|should|must)(?:n['’]t| not)\b", r"\1"),
    (r"\b(can)(?:['’]t|not| not)\b", r"\1"),
    (r"\bwon['’]t\b", "will"),
    (r"(?<=\w )never ", ""),
    (r"(?<=\w )not ", ""),
)
_SCALES = (
    ("million", "billion"),
    ("billion", "million"),
    ("two", "four"),
    ("ten", "twelve"),
    ("five", "nine"),
)
Pair = dict[str, Any]


def read(paths: Iterable[Path]) -> list[Pair]:
    """The records of some files of JSON Lines."""
    return [json.loads(line) for path in paths for line in path.read_bytes().splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The transcripts by their ids, and who the engine says speaks where."""

    transcripts: tuple[Transcript, ...]
    labels: tuple[str, ...]
    spoken: dict[str, list[tuple[str | None, int, int]]]
    dates: dict[str, str | None]

    def by_id(self) -> dict[str, Transcript]:
        """Each transcript by its id."""
        return {one.id: one for one in self.transcripts}

    def query(self, article: str, start: int, end: int, text: str) -> Query:
        """A passage of an article as the site would look it up."""
        who = next((w for w, s, e in self.spoken.get(article, ()) if s < end and e > start), None)
        labels = labels_of([who], self.labels, load_lexicon()) if who else None
        return Query(text.strip(MARKS), labels, self.dates.get(article))


def corpus_of(transcripts: Sequence[Transcript], articles: Sequence[Pair]) -> Corpus:
    """Run the engine over the articles."""
    spoken: dict[str, list[tuple[str | None, int, int]]] = {}
    for article in articles:
        if article["id"] not in spoken:
            found = extract(article["text"], article["id"])
            said = (*found.quotations, *found.doubts)
            spoken[article["id"]] = [(q.actor, s, e) for q in said for s, e in q.content]
    labels = tuple(sorted({turn.speaker for one in transcripts for turn in one.turns}))
    dates = {article["id"]: article.get("date") for article in articles}
    return Corpus(tuple(transcripts), labels, spoken, dates)


# --- places ---


def right(pair: Pair, found: Comparison, texts: dict[str, Transcript], *, near: bool = False) -> bool:
    """Whether a place is the pair's, or holds words as like as the pair's are."""
    places = (*found.places, *found.others, *([found.near] if near and found.near else []))
    return any(
        (place.transcript == pair["transcript"].removesuffix(".txt") and _meet(place, pair))
        or _likeness(pair["printed"], place, texts) >= pair["similarity"]
        for place in places
    )


def _meet(place: Place, pair: Pair) -> bool:
    return bool(place.span[0] < pair["t_end"] and place.span[1] > pair["t_start"])


def _likeness(printed: str, place: Place, texts: dict[str, Transcript]) -> float:
    said = texts[place.transcript].text[place.span[0] : place.span[1]]
    return Levenshtein.normalized_similarity(_words(printed), _words(said))


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.lower().replace("’", "'"))


def places(pairs: Sequence[Pair], corpus: Corpus, chance: set[tuple[Any, ...]], shown: int) -> None:
    """Print how many of the pairs are found where they stand."""
    queries = [corpus.query(p["article"], p["start"], p["end"], p["printed"]) for p in pairs]
    found = look_up(queries, corpus.transcripts, load_lexicon())
    texts = corpus.by_id()
    sound = [_key(pair) not in chance for pair in pairs]
    at = [right(pair, one, texts) for pair, one in zip(pairs, found, strict=True)]
    near = [right(pair, one, texts, near=True) for pair, one in zip(pairs, found, strict=True)]
    kept = sum(sound)
    good = sum(a and s for a, s in zip(at, sound, strict=True))
    print(f"silver pairs                            {len(pairs)}")
    print(f"  found there, or the place is offered  {sum(near) / len(pairs):.3f}")
    print(f"  less those that a reader calls chance {kept}")
    print(f"  … found in the right place            {good / kept:.3f}  ({good} of {kept})")
    wrong = sum(one.found and not a for one, a, s in zip(found, at, sound, strict=True) if s)
    print(f"  … found in another place              {wrong / kept:.3f}")
    taken = sum(one.found for one, s in zip(found, sound, strict=True) if not s)
    print(f"  chance pairs taken for an utterance   {taken} of {len(pairs) - kept}")
    equal = [one for pair, one in zip(pairs, found, strict=True) if pair["similarity"] == 1]
    same = sum(one.verdict is Verdict.VERBATIM for one in equal)
    print(f"  equal word for word: verbatim         {same / len(equal):.3f}  ({same} of {len(equal)})")
    of_found = [one for one in equal if one.found]
    same = sum(one.verdict is Verdict.VERBATIM for one in of_found)
    print(f"  … of those that are found             {same / len(of_found):.3f}  ({same} of {len(of_found)})")
    for pair, one, ok, judged in zip(pairs, found, at, sound, strict=True):
        if judged and not ok and shown > 0:
            shown -= 1
            print(f"    {pair['similarity']:.2f} {one.verdict}: {pair['printed']}")


def _key(record: Pair) -> tuple[Any, ...]:
    return record["article"], record["start"], record["end"]


# --- alignments of speech that is not known to be in the transcripts ---


def false_ones(
    articles: Sequence[Pair],
    pairs: Sequence[Pair],
    corpus: Corpus,
    verdicts: dict[tuple[Any, ...], str],
    n: int,
) -> None:
    """Print what is found of passages that are in no pair, by what a reader says of it."""
    known = {_key(pair) for pair in pairs}
    passages = {
        (article["id"], q["start"], q["end"]): article["text"][q["start"] : q["end"]]
        for article in articles
        for q in article["quotes"]
        if q["attributed"] and q["n_words"] >= 6 and (article["id"], q["start"], q["end"]) not in known
    }
    queries = [corpus.query(*key, text) for key, text in passages.items()]
    found = look_up(queries, corpus.transcripts, load_lexicon())
    taken = [(key, one) for key, one in zip(passages, found, strict=True) if one.found]
    said = Counter(verdicts.get(key, "not judged") for key, _ in taken)
    false = said["chance"] / len(passages)
    print(f"other quoted passages                   {len(passages)}, found {len(taken)}: {dict(said)}")
    print(f"  falsely aligned, of all of them       {false:.4f}  (judged by hand)")
    texts = corpus.by_id()
    for key, one in taken:
        if verdicts.get(key) is None and n > 0:
            n -= 1
            place = one.places[0]
            text = texts[place.transcript].text
            print(json.dumps({"article": key[0], "start": key[1], "end": key[2], "verdict": ""}))
            print(f"    {one.verdict} {place.transcript[:60]}")
            print(f"    {passages[key]}\n    {text[slice(*place.span)]}")


# --- planted edits ---


def plant(pairs: Sequence[Pair], corpus: Corpus, seed: int) -> Iterator[tuple[str, str, str]]:
    """Kind, text and speaker of true quotations and of what was made of them."""
    chance = random.Random(seed)  # noqa: S311 - edits, not secrets
    texts = corpus.by_id()
    base = []
    for pair in pairs:
        if pair["similarity"] == 1:
            one = texts[pair["transcript"].removesuffix(".txt")]
            speaker = one.turns[one.turn_at(pair["t_start"])].speaker
            base.append((pair["printed"].strip(MARKS + ","), speaker, one.id))
    base += _drawn(corpus.transcripts, chance)
    words = sorted({word for text, _, _ in base for word in _PLAIN.findall(text)})
    for text, speaker, where in base:
        yield "untouched", text, speaker
        edits = (
            ("word changed", _word(text, words, chance)),
            ("negation dropped", _denied(text)),
            ("number changed", _number(text, chance)),
            ("clause cut", _cut(text, chance)),
            ("two places stitched", _stitched(text, speaker, where, base, chance)),
        )
        for kind, made in edits:
            if made and made != text and len(made.split()) >= 5:
                yield kind, made, speaker


def _drawn(transcripts: Sequence[Transcript], chance: random.Random) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    while len(found) < SENTENCES:
        one = chance.choice(transcripts)
        turn = chance.choice(one.turns)
        if not turn.speech:
            continue
        start, end = chance.choice(turn.speech)
        inside = sentences(one.text[start:end])
        a, b = chance.choice(inside) if inside else (0, 0)
        text = one.text[start + a : start + b]
        if 8 <= len(text.split()) <= 35 and not re.search(r"\n|--|\.\.\.", text):
            found.append((text, turn.speaker, one.id))
    return found


def _word(text: str, words: Sequence[str], chance: random.Random) -> str | None:
    functions = load_lexicon().words("statements/function_words")
    places = [m for m in _PLAIN.finditer(text) if m.group() not in functions]
    if not places:
        return None
    place = chance.choice(places)
    new = chance.choice([w for w in words if w[:4] != place.group()[:4] and w not in functions])
    return text[: place.start()] + new + text[place.end() :]


def _denied(text: str) -> str | None:
    made = (re.sub(pattern, instead, text, count=1) for pattern, instead in _DENIED)
    return next((one for one in made if one != text), None)


def _number(text: str, chance: random.Random) -> str | None:
    figures = list(_FIGURE.finditer(text))
    if figures:
        place = chance.choice(figures)
        new = chance.choice([n for n in range(2, 99) if str(n) != place.group()])
        return f"{text[: place.start()]}{new}{text[place.end() :]}"
    made = (re.sub(rf"\b{one}\b", other, text, count=1) for one, other in _SCALES)
    return next((one for one in made if one != text), None)


def _cut(text: str, chance: random.Random) -> str | None:
    words = text.split()
    if len(words) < 16:
        return None
    length = chance.randint(4, 7)
    at = chance.randint(4, len(words) - length - 4)
    return " ".join(words[:at] + words[at + length :])


def _stitched(
    text: str, speaker: str, where: str, base: Sequence[tuple[str, str, str]], chance: random.Random
) -> str | None:
    words = text.split()
    others = [t.split() for t, who, at in base if who == speaker and at != where and len(t.split()) >= 8]
    if len(words) < 8 or not others:
        return None
    other = chance.choice(others)
    first = " ".join(words[: chance.randint(6, len(words))]).rstrip(".,!?;:")
    return f"{first} {' '.join(other[-chance.randint(6, len(other)) :])}"


_RIGHT: dict[str, Callable[[Comparison], bool]] = {
    "untouched": lambda one: one.verdict is Verdict.VERBATIM,
    "word changed": lambda one: one.verdict is Verdict.ALTERED,
    "negation dropped": lambda one: one.verdict is Verdict.ALTERED and _has(one, Kind.NEGATION),
    "number changed": lambda one: one.verdict is Verdict.ALTERED and _has(one, Kind.NUMBER),
    "clause cut": lambda one: one.verdict is Verdict.CUT,
    "two places stitched": lambda one: one.verdict is Verdict.STITCHED,
}


def _has(one: Comparison, kind: Kind) -> bool:
    return any(difference.kind is kind for difference in one.differences)


def edits(pairs: Sequence[Pair], corpus: Corpus, seed: int, shown: int) -> None:
    """Print how many planted edits get their verdict."""
    planted = list(plant(pairs, corpus, seed))
    queries = [Query(text, frozenset({speaker})) for _, text, speaker in planted]
    found = look_up(queries, corpus.transcripts, load_lexicon())
    caught = total = 0
    for kind, is_right in _RIGHT.items():
        own = [(text, one) for (k, text, _), one in zip(planted, found, strict=True) if k == kind]
        good = sum(is_right(one) for _, one in own)
        print(f"{kind:40}{good / len(own):.4f}  ({good} of {len(own)})")
        if kind == "untouched":
            altered = sum(one.verdict is Verdict.ALTERED for _, one in own)
            print(f"  called altered                        {altered / len(own):.4f}")
        else:
            caught, total = caught + good, total + len(own)
        for text, one in [pair for pair in own if not is_right(pair[1])][:shown]:
            print(f"    {one.verdict}: {text}")
    print(f"{'all planted edits':40}{caught / total:.4f}  ({caught} of {total})")


def speed(articles: Sequence[Pair], corpus: Corpus) -> None:
    """Print what 10,000 quotations cost, from the files on."""
    texts = [a["text"][q["start"] : q["end"]] for a in articles for q in a["quotes"] if q["n_words"] >= 4]
    queries = [Query(texts[i % len(texts)].strip(MARKS)) for i in range(10_000)]
    started = time.process_time()
    look_up(queries, corpus.transcripts, load_lexicon())
    spent = time.process_time() - started
    print(f"10,000 quotations, {len(corpus.transcripts)} transcripts        {spent:.1f} s on one core")


def main() -> None:
    """Read what is asked for, and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--transcripts", type=Path, required=True)
    parser.add_argument("--silver", type=Path, nargs="+", required=True)
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--verdicts", type=Path, default=VERDICTS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--list", type=int, default=0)
    parser.add_argument("--judge", type=int, default=0)
    parser.add_argument("--only", choices=("places", "false", "edits", "speed"))
    args = parser.parse_args()
    started = time.process_time()
    transcripts = tuple(read_transcripts(args.transcripts, lambda where, error: print(error)))
    words = sum(len(one.text.split()) for one in transcripts)
    read_in = time.process_time() - started
    print(f"{len(transcripts)} transcripts, {words:,} words, read in {read_in:.1f} s")
    articles, pairs = read(args.articles), read(args.silver)
    if args.only in {None, "speed"}:
        speed(articles, Corpus(transcripts, (), {}, {}))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory at most                          {peak:.0f} MB")
    if args.only == "speed":
        return
    corpus = corpus_of(transcripts, articles if args.only != "edits" else ())
    verdicts = {_key(record): record["verdict"] for record in read([args.verdicts])}
    if args.only in {None, "places"}:
        places(pairs, corpus, {key for key, v in verdicts.items() if v == "chance"}, args.list)
    if args.only in {None, "false"}:
        false_ones(articles, pairs, corpus, verdicts, args.judge)
    if args.only in {None, "edits"}:
        edits(pairs, corpus, args.seed, args.list)


if __name__ == "__main__":
    main()
