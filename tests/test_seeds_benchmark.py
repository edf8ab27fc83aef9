"""The judge of the seeds: all right for the reader's own answers, and each kind of error counted once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.seeds_align import Found, FoundArticle, FoundStatement, is_actor
from benchmarks.seeds_score import Score, judge
from tests.gold import Gold, GoldQuotation, load


@pytest.fixture(scope="module")
def gold() -> Gold:
    """What the reader found."""
    return load()


def answer(q: GoldQuotation) -> Found:
    """The reader's own choice as if the engine had found it."""
    return Found(
        q.id, q.article, q.types[0], q.contents[0], q.verbatim, q.cues[0], q.sources[0], q.actors[0],
        q.chains[0], "reader", q.statement,
    )  # fmt: skip


def answers(gold: Gold, change: Callable[[Found], Found | None] = lambda f: f) -> list[Found]:
    """The reader's choices, each changed or left out."""
    return [found for q in gold.quotations if (found := change(answer(q)))]


def statements(gold: Gold) -> list[FoundStatement]:
    """The reader's statements with their echoes."""
    echoes = {s: {t for pair in gold.echoes if s in pair for t in pair - {s}} for s in gold.statements}
    return [FoundStatement(s.id, s.dates[0], tuple(sorted(echoes[s.id]))) for s in gold.statements.values()]


def only(score: Score, *whats: str) -> None:
    """The errors are of these kinds, one each."""
    assert sorted(e.partition(":")[0] for e in score.errors) == sorted(whats)


def test_the_reader_agrees_with_the_reader(gold: Gold) -> None:
    """Perfect answers leave no error, and everything is judged."""
    articles = {}
    for a in gold.articles:
        blocks = tuple((b.kind, b.span, b.outlet) for b in a.blocks)
        articles[a.id] = FoundArticle(blocks, {key: fact["value"] for key, fact in a.metadata.items()})
    score = judge(gold, answers(gold), statements(gold), articles)
    only(score)
    required = sum(not q.optional for q in gold.quotations)
    for what in ("found", "exact", "type", "speaker", "cue", "source", "chain", "verbatim"):
        assert score.counts[f"{what} right"] == score.counts[f"{what} asked"] == required


def test_what_readers_may_leave_out_is_not_asked(gold: Gold) -> None:
    """Optional quotations neither help nor harm."""
    optional = {q.id for q in gold.quotations if q.optional}
    only(judge(gold, answers(gold, lambda f: None if f.id in optional else f), statements(gold)))


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"actor": "Antony Blinken"}, ["speaker"]),
        ({"actor": None}, ["speaker"]),
        ({"type": "indirect"}, ["type"]),
        ({"chain": ("CNN",)}, ["chain"]),
        ({"cue": ()}, ["cue"]),
        ({"source": ((0, 1),)}, ["source"]),
        ({"verbatim": ()}, ["verbatim"]),
        ({"statement": "of-its-own"}, ["statement pair"]),
        ({"statement": "imminent-famine"}, ["statement pair", "statement pair wrong"]),
    ],
)
def test_each_error_is_counted_once(gold: Gold, change: dict[str, object], errors: list[str]) -> None:
    """One wrong answer about one quotation is one error of its kind."""
    found = answers(gold, lambda f: replace(f, **change) if f.id == "003-1" else f)  # type: ignore[arg-type]
    score = judge(gold, found, statements(gold))
    only(score, *errors)


def test_missed_shortened_and_invented(gold: Gold) -> None:
    """Recall, exactness and precision are told apart."""
    only(judge(gold, answers(gold, lambda f: None if f.id == "000-5" else f)), "found")
    cut = judge(gold, answers(gold, lambda f: replace(f, content=f.content[:1]) if f.id == "003-28" else f))
    only(cut, "exact")
    invented = replace(answer(gold.quotations[0]), id="x", content=((0, 40),))
    only(judge(gold, [*answers(gold), invented]), "found wrong")


def test_occasions_and_dates(gold: Gold) -> None:
    """An echo that is missing, one that is not there, and a wrong date; doubt about a right one is fair."""
    said = {s.id: s for s in statements(gold)}
    said["enter-rafah-30-april"] = replace(said["enter-rafah-30-april"], echoes=())
    said["enter-rafah-31-march"] = replace(said["enter-rafah-31-march"], echoes=("rafah-battalions",))
    said["save-face"] = replace(said["save-face"], echoes=("not-the-way-to-do-it",))
    said["other-efforts"] = replace(said["other-efforts"], date="2024-04-30?")
    said["maritime-corridor"] = replace(said["maritime-corridor"], date="2024-05-30")
    only(judge(gold, answers(gold), list(said.values())), "echo", "echo wrong", "date")


def test_names_of_one_actor(gold: Gold) -> None:
    """Spellings pass, other people and nominals do not; a source without a name goes by its words."""
    assert is_actor(gold, "Prime Minister’s Office", "Prime Minister's Office")
    assert is_actor(gold, "U.S. State Department", "the State Department")
    assert is_actor(gold, "US official (The Times of Israel)", "a US official")
    assert is_actor(gold, None, None)
    assert not is_actor(gold, "Antony Blinken", "The top US diplomat")
    assert not is_actor(gold, "Israel Katz", "Israel")
    assert not is_actor(gold, "US official (The Times of Israel)", "Israeli official")
    both = judge(gold, answers(gold, lambda f: replace(f, actor="Netanyahu") if f.id == "001-1" else f))
    only(both, "one name")
