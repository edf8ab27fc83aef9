"""Passages and attributions: the cases in ``cases/``, what holds for any text, the floors reached."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Document,
    Metadata,
    Passage,
    QuotationType,
)
from build_site.stages.attribution import attribute
from build_site.stages.attribution.grammar import grammar_of
from build_site.stages.attribution.sieves import SIEVES
from build_site.stages.mentions import find_mentions
from build_site.stages.quotations import find_passages
from build_site.text import fold, sentences, tokenise
from tests import counting

ROOT = Path(__file__).parent
LEXICON = load_lexicon()
CORPORA = os.environ.get("VERBATIM_CORPORA")


def article(text: str) -> Article:
    """Every line that is not blank is a paragraph."""
    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = place + len(line) - len(line.lstrip())
            blocks.append(Block(BlockKind.PARAGRAPH, (start, place + len(line.rstrip()))))
        place += len(line) + 1
    return Article(Document("a", "seeds/a.txt", text, ""), tuple(blocks), Metadata())


def read(text: str) -> tuple[tuple[Passage, ...], tuple[Attribution, ...]]:
    """What the engine finds in a text whose lines are paragraphs."""
    made = article(text)
    passages = find_passages(made, LEXICON)
    return passages, attribute(made, passages, (), LEXICON)


# --- cases: `# title`, `> a paragraph`, then what is expected, one a line, `nothing` for nothing


def cases(folder: str) -> list[ParameterSet]:
    """Every case of every file of a folder."""
    found = []
    for path in sorted((ROOT / "cases" / folder).glob("*.txt")):
        for part in path.read_text("utf-8").strip().split("\n\n"):
            title, *lines = part.splitlines()
            text = "\n".join(line[2:] for line in lines if line.startswith("> "))
            expected = [line for line in lines if not line.startswith("> ")]
            found.append(pytest.param(text, expected, id=f"{path.stem}: {title.lstrip('# ')}"))
    return found


def shown(text: str, a: Attribution) -> str:
    """``type rule | source | cue | content [| chain]``."""

    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(text[start:end] for start, end in spans) or "-"

    chain = [" → ".join(f"{carrier.role} {carrier.name}" for carrier in a.carriers)] if a.carriers else []
    return " | ".join([f"{a.type.value} {a.rule}", words(a.source), words(a.cue), words(a.content), *chain])


@pytest.mark.parametrize(("text", "expected"), cases("attribution"))
def test_each_rule_takes_its_cases_and_leaves_the_others(text: str, expected: list[str]) -> None:
    """Positive and negative cases of every rule."""
    assert ([shown(text, a) for a in read(text)[1]] or ["nothing"]) == expected


@pytest.mark.parametrize(("text", "expected"), cases("quotations"))
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    """Curly, straight, single and missing marks."""
    found = []
    for passage in read(text)[0]:
        flags = [name for name in ("closed", "continues", "nested") if getattr(passage, name)]
        found.append(f"{' '.join(flags) or 'open'} | {text[slice(*passage.inner)]}")
    assert (found or ["nothing"]) == expected


def test_every_rule_has_a_case() -> None:
    """A rule whose trust was measured, and every sieve, has a file of cases that shows it."""
    text = "\n".join(p.read_text("utf-8") for p in (ROOT / "cases" / "attribution").glob("*.txt"))
    rules = {bucket[0] for bucket in grammar_of(LEXICON).trust}
    assert {rule for rule in rules if f" {rule} | " not in text} == set()
    files = {path.stem for path in (ROOT / "cases" / "attribution").glob("*.txt")}
    assert {sieve.__name__ for sieve in SIEVES} - {"governed"} <= files


# --- what holds for any text

# fmt: off
pieces = st.sampled_from([
    "“", "”", '"', "''", "'", "’", "‘", "«", "»", "``", "'''", ",", ".", "?", "!", ":", "—", " - ", "(", ")",
    "\n",
    "\n\n", " ", "said", "told reporters", "according to", "Smith", "Ana Ruiz", "who", "which", "he",
    "the mayor",
    "that", "and", "but", "saying", "called", "her remark", "per", "as", "put it", "on Tuesday",
    "The pier is old",
    "U.S.", "Mr.", "6'3\"", "a", "words.The top", "(…)”Well,", "\x00", "\u202e", "\ufeff", "\u0301", "😀",
    "\t",
])
# fmt: on
texts = st.one_of(
    st.text(max_size=200), st.lists(pieces, max_size=40).map(" ".join), st.lists(pieces).map("".join)
)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(texts)
@example("“" * 50)
@example("said " * 50)
@example("Saying,B")
@example("“A,” said “B,” said “C,” according to “D”")
@example("The quay is closed, he added—.")
@example("The quay is closed, he said — .")
@example("“,” he said. “—” Ana Ruiz said.")
def test_any_text_gives_spans_inside_the_text_in_order_and_disjoint(text: str) -> None:
    """No exception, no span without a word, outside, or across another; no confidence outside [0, 1]."""
    passages, attributions = read(text)
    for start, end in [span for p in passages for span in (p.inner, p.outer)]:
        assert 0 <= start < end <= len(text)
    for a in attributions:
        for spans in (a.content, a.verbatim, a.cue, a.source):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert a.content
        assert all(any(map(str.isalnum, text[slice(*span)])) for span in a.content)
        assert 0 <= a.confidence <= 1
        assert (a.type is QuotationType.INDIRECT) == (not a.verbatim)
        assert a.candidates[0].rule == a.rule
    assert list(attributions) == sorted(attributions, key=lambda a: a.content)


@settings(max_examples=50, deadline=None)
@given(st.lists(texts, min_size=2, max_size=4))
def test_a_text_gives_the_same_wherever_it_stands_in_a_batch(batch: list[str]) -> None:
    """Nothing is remembered from one article to the next."""
    forwards = [read(text) for text in batch]
    backwards = [read(text) for text in reversed(batch)]
    assert forwards == backwards[::-1]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_tokens_partition_the_text(text: str) -> None:
    """Every character belongs to exactly one token, and sentences lie inside the text."""
    tokens = tokenise(text)
    assert tokens.starts[-1] == len(text)
    assert all(a <= b for a, b in pairwise(tokens.starts))
    assert all(text.startswith(word, start) for word, start in zip(tokens.words, tokens.starts, strict=False))
    assert all(text[start:end].strip() == text[start:end] for start, end in sentences(text))


HOSTILE = {
    "no spaces": "a",
    "opening marks": "“",
    "single marks": " 'a",
    "straight marks": '" ',
    "line breaks": "\n",
    "cues": "said Smith, ",
    "participles": "saying, ",
    "commas": "Smith, said, ",
    "according": "according to ",
    "nouns": "the man of ",
    "points": ".",
    "apostrophes": "a'",
    "one sentence of passages": "“a” said Smith, ",
    "one paragraph of quotations": "“A.” Smith said. “B.” ",
}


def calls(text: str) -> int:
    """How many calls reading a text takes."""
    return counting.calls(lambda: read(text))


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_work(name: str) -> None:
    """Four times the text takes about four times the work."""
    piece = HOSTILE[name]
    small, large = calls(piece * 300), calls(piece * 1_200)
    assert large < 5 * small + 1_000


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a", "“", "''", "\n", ".", "a'", "… ", "6'1\" "])
def test_a_quarter_megabyte_of_one_thing_is_read(piece: str) -> None:
    """No pattern backtracks without end."""
    assert not [a for a in read(piece * (250_000 // len(piece)))[1] if a.source]


@pytest.mark.slow
def test_a_megabyte_of_news_is_read() -> None:
    """Plain prose of a megabyte gives its quotations."""
    text = "“The pier is old,” Ana Ruiz said. The mayor told reporters that it would be rebuilt.\n" * 11_800
    assert len(text) > 1_000_000
    assert len(read(text)[1]) == 23_600


# --- text


def test_sentences_know_abbreviations() -> None:
    """``U.S.``, ``Mr.`` and initials end no sentence; run-together ones are told apart."""
    text = "Mr. Ruiz left the U.S. on Jan. 9. He was ill.The board of J. P. Marsh met at 11 a.m. in SKERRY."
    assert [text[s:e] for s, e in sentences(text)] == [
        "Mr. Ruiz left the U.S. on Jan. 9.",
        "He was ill.",
        "The board of J. P. Marsh met at 11 a.m. in SKERRY.",
    ]


def test_folding() -> None:
    """Marks, accents, case and blanks do not matter."""
    assert fold("  “Óscar’s” \u00a0plan ") == '"oscar\'s" plan'


# --- the floors


def test_the_engine_finds_what_is_plain() -> None:
    """A page of our own writing: found, attributed, and nothing else."""
    gold = (ROOT / "cases" / "engine" / "harbour.tsv").read_text("utf-8").splitlines()
    text = (ROOT / "cases" / "engine" / "harbour.txt").read_text("utf-8")
    found = analyse(Document("a", "seeds/a.txt", text, ""), LEXICON).attributions
    ours = [
        "\t".join((a.type.value, " … ".join(text[s:e] for s, e in spans) or "-", text[slice(*a.content[0])]))
        for a in found
        for spans in (a.source,)
    ]
    assert ours == gold


FLOORS = {
    "passages of 4 words and more: detection F1": 0.988,
    "… precision": 0.98,
    "all passages in marks: detection F1": 0.94,
    "speaker right, of all (4 words and more)": 0.92,
    "speaker right, where one is named": 0.95,
    "direct and mixed: span exact F1": 0.70,
    "direct and mixed: span and speaker F1 at Jaccard .8": 0.75,
    "indirect: precision at any overlap": 0.80,
    "indirect: recall of all indirect": 0.40,
    "confidence of passages: of those ≥ .9, right": 0.96,
    "confidence of passages: share ≥ .9": 0.65,
}


@pytest.mark.skipif(CORPORA is None, reason="VERBATIM_CORPORA names no folder with polnear_dev.jsonl")
@pytest.mark.parametrize("name", ["polnear_marks_dev.jsonl", "polnear_dev.jsonl"])
def test_floors_on_corpora_given_by_path(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the corpora are at hand, no figure falls below what was reached."""
    monkeypatch.syspath_prepend(str(ROOT.parent / "benchmarks"))
    accuracy = __import__("accuracy")
    path = Path(CORPORA or "") / name
    records = [accuracy.json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pairs = [(record, accuracy.found_in(record, LEXICON)) for record in records]
    reached = {title: measure(pairs) for title, measure in accuracy.figures(accuracy.kind_of(records[0]))}
    assert {t: (v, FLOORS[t]) for t, v in reached.items() if v < FLOORS.get(t, 0)} == {}


def test_mentions_head_their_sources() -> None:
    """The mention of an attribution lies in its source and is no modifier of it."""
    text = "Ana Ruiz, the mayor, said it. A spokesman for Olga Marsh said no. Olga Marsh’s lawyer said yes.\n"
    made = article(text)
    mentions = find_mentions(made, LEXICON)
    found = attribute(made, find_passages(made, LEXICON), mentions, LEXICON)
    heads = [text[slice(*mentions[a.mention].head)] for a in found if a.mention is not None]
    assert heads == ["Ana Ruiz", "spokesman", "lawyer"]
