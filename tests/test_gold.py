"""The reader's gold is sound in itself: a measure that is wrong misleads everyone who trusts it."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.gold import HERE, SEEDS, Gold, GoldError, Spans, load, locate


@pytest.fixture(scope="module")
def gold() -> Gold:
    """The whole gold; loading it already finds every span in its article."""
    return load()


def words(text: str, spans: Spans) -> set[int]:
    """Places of the word characters that the spans cover."""
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


@pytest.mark.slow
def test_every_seed_is_annotated(gold: Gold) -> None:
    """No article without gold, no gold without its article."""
    assert [a.id for a in gold.articles] == sorted(path.stem for path in SEEDS.glob("*.txt"))


def test_nothing_unknown_is_written() -> None:
    """A misspelt key would silently be no annotation at all."""
    stem = {"type", "content", "cue", "source", "actor", "chain"}
    other = {"id", "block", "optional", "verbatim", "source_kind", "statement", "loose", "note"}
    known = stem | {f"also_{key}" for key in stem} | other
    for path in HERE.glob("0*.yml"):
        for quotation in yaml.safe_load(path.read_text("utf-8"))["quotations"]:
            assert quotation.keys() <= known, quotation["id"]


def test_ids_are_unique_and_known(gold: Gold) -> None:
    """Quotations are told apart, and what they point to exists."""
    ids = [q.id for q in gold.quotations]
    assert len(ids) == len(set(ids))
    for q in gold.quotations:
        assert q.actors[0] is None or q.actors[0] in gold.actors, q.id
        assert {name for c in q.chains for name in c} <= gold.actors.keys() | {"Twitter"}, q.id
        assert q.statement in gold.statements or (q.optional and q.statement is None), q.id
    assert {s for pair in gold.echoes | gold.accepted_echoes for s in pair} <= gold.statements.keys()
    assert {q for pair in gold.neutral for q in pair} <= set(ids)
    assert gold.statements.keys() == {q.statement for q in gold.quotations if q.statement}


def test_types_agree_with_the_marks(gold: Gold) -> None:
    """Direct is all in marks, indirect has none, mixed has some of its words in them."""
    for article in gold.articles:
        for q in article.quotations:
            content, verbatim = words(article.text, q.contents[0]), words(article.text, q.verbatim)
            assert content, q.id
            assert verbatim <= content, q.id
            fits = {"direct": verbatim == content, "mixed": verbatim < content, "indirect": True}
            assert bool(verbatim) == (q.types[0] != "indirect"), q.id
            assert fits[q.types[0]], q.id
            for start, end in q.verbatim:
                assert article.text[start - 1] in "“‘'”", q.id
                assert article.text[end] in "”’'“", q.id


def test_every_mark_is_accounted_for(gold: Gold) -> None:
    """Each double mark opens or closes a passage that some quotation holds: none was overlooked."""
    for article in gold.articles:
        edges = {i for q in article.quotations for start, end in q.verbatim for i in (start - 1, end)}
        assert {m.start() for m in re.finditer('[“”"]', article.text)} <= edges, article.id


def test_relations_stand_apart(gold: Gold) -> None:
    """Cue and source are not part of what was said, and a source has a kind exactly when there is one."""
    for article in gold.articles:
        for q in article.quotations:
            content = words(article.text, q.contents[0])
            assert not content & words(article.text, q.sources[0] + q.cues[0]), q.id
            assert (q.source_kind is None) == (not q.sources[0]), q.id
            assert q.source_kind in {"name", "nominal", "pronoun", None}, q.id


def test_one_statement_has_one_actor(gold: Gold) -> None:
    """Versions share their actor unless a note says why not; so do the two sides of an echo."""
    for q in gold.quotations:
        if q.statement and not q.loose:
            assert gold.statements[q.statement].actor == q.actors[0], q.id
    for left, right in map(tuple, gold.echoes | gold.accepted_echoes):
        assert gold.statements[left].actor == gold.statements[right].actor


def test_loose_versions_have_something_to_cling_to(gold: Gold) -> None:
    """A version by sense stands beside one by words, and says why it is loose."""
    by_words = {q.statement for q in gold.quotations if not q.loose}
    for q in gold.quotations:
        if q.loose:
            assert q.statement in by_words, q.id
            assert q.note, q.id


def test_names_are_those_of_the_articles(gold: Gold) -> None:
    """Every spelling of an actor is really printed, and stands for one actor."""
    texts = "\n".join(a.text for a in gold.articles)
    for actor in gold.actors.values():
        assert actor.kinds[0] in {"person", "office", "organisation", "document", "anonymous"}
        for name in (*actor.names, *actor.nominals):
            assert name in texts, name
    names = [n for a in gold.actors.values() for n in {a.name, *a.names, *a.also}]
    assert len(names) == len(set(names))


def test_dates_are_edtf(gold: Gold) -> None:
    """Level 1 dates and intervals, or null."""
    date = re.compile(r"\d{4}(-\d\d(-\d\d)?)?~?")
    dates = [d for statement in gold.statements.values() for d in statement.dates]
    for article in gold.articles:
        published = article.metadata["published"]
        dates += [published["value"], *published["also"]]
    assert all(date.fullmatch(part) for d in dates if d for part in d.split("/"))


def test_uncertain_places_are_refused() -> None:
    """Words that are missing or stand twice are an error, never a guess."""
    text = "He said that he said so."
    assert locate(text, (0, len(text)), "he") == (13, 15)
    assert locate(text, (0, len(text)), "said", 2) == (16, 20)
    for arguments in (("said", None), ("says", None), ("said", 3), ("that", 1)):
        with pytest.raises(GoldError):
            locate(text, (0, len(text)), *arguments)
