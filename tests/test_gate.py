"""The gate: what is sure enough is published, the rest is kept as doubts, and the curator's word passes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from build_site import exports, pages
from build_site.config import open_project
from build_site.lexicon import load_lexicon
from build_site.model import Dataset, Gate, QuotationType, Standing
from build_site.pipeline import Options, load
from build_site.stages.confidence import default_gate
from build_site.stages.gate import sort_out
from tests.builders import corpus, said, story

TEXT = "Harbour shut\n“It will stay shut,” Ada Brun said.\nA sailor said the tide was early, and so it was."


def built(folder: Path, settings: str, corrections: str = "") -> Dataset:
    """A project of one article."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "mkdocs.yml").touch()
    (folder / "seeds/harbour.txt").write_text(TEXT, "utf-8")
    (folder / "seeds/corpus.yml").write_text(settings, "utf-8")
    (folder / "seeds/corrections.yml").write_text(corrections, "utf-8")
    return load(open_project(folder), Options())


def files(dataset: Dataset) -> dict[str, str]:
    """What is published of it."""
    found = {path: content for e in exports.EXPORTS for path, content in e.files(dataset)}
    return {path: str(content) for path, content in (*found.items(), *pages.render(dataset, ()))}


def test_what_is_not_sure_enough_is_a_doubt(tmp_path: Path) -> None:
    """It feeds no statement, no count and no page of an actor."""
    everything = built(tmp_path / "open", "publish_above: 0")
    assert [q.type.value for q in everything.quotations] == ["direct", "indirect"]
    assert "a sailor" in {actor.name.lower() for actor in everything.actors}
    found = built(tmp_path / "shut", "publish_above: {direct: 0, indirect: 1}")
    assert [q.text for q in found.quotations] == ["It will stay shut,"]
    assert [q.text for q in found.doubts] == [everything.quotations[1].text]
    assert found.doubts[0].statement is None
    assert len(found.statements) == 1
    assert found.articles[0].quotations == (found.quotations[0].id,)
    standing = {actor.name.lower(): actor.standing for actor in found.actors}
    assert standing["a sailor"] is Standing.LISTED


def test_a_doubt_is_in_the_data_and_in_the_evidence_of_its_article_alone(tmp_path: Path) -> None:
    """Its record has the form of a quotation's; its page marks it and keeps its permalink."""
    found = built(tmp_path, "publish_above: {direct: 0, indirect: 1}")
    made = files(found)
    (record,) = json.loads(made["data/doubts.json"])
    assert record["text"] == found.doubts[0].text
    assert set(record) == set(json.loads(made["data/quotations.json"])[0])
    anchor = found.doubts[0].anchor
    page = made[f"articles/{found.articles[0].slug}.md"]
    assert f'<span class="v-doubt" id="{anchor}">' in page
    assert f'id="l-{anchor[2:]}"' in page
    assert page.count("v-doubt-sign") == 1
    others = [path for path in made if anchor in made[path]]
    assert sorted(others) == sorted(["data/doubts.json", f"articles/{found.articles[0].slug}.md"])


def test_excerpts_hold_no_doubts(tmp_path: Path) -> None:
    """A doubt is no reason to publish a passage; ``review`` still knows it."""
    found = built(tmp_path, "publish: excerpts\npublish_above: {direct: 0, indirect: 1}")
    assert found.doubts
    assert json.loads(files(found)["data/doubts.json"]) == []
    assert not any(found.doubts[0].text in content for content in files(found).values())


@pytest.mark.parametrize(
    "fix",
    [
        '- {article: harbour, quote: "the tide was early", speaker: A sailor, kind: anonymous}',
        '- {article: harbour, quote: "the tide was early", type: indirect}',
    ],
)
def test_the_curators_word_publishes_at_once(tmp_path: Path, fix: str) -> None:
    """A correction that names the words of a doubt makes it a quotation."""
    found = built(tmp_path, "publish_above: {direct: 0, indirect: 1}", f"quotations:\n  {fix}\n")
    assert len(found.quotations) == 2
    assert not found.doubts
    assert len(found.statements) == 2


def test_what_a_statement_names_is_confirmed() -> None:
    """Who joins two quotations says that both are some."""
    made = corpus(story("A\nHe sails, Jo said.", said("He sails", by="Jo", type="indirect", cue="said")))
    unsure = tuple(replace(q, confidence=0.1) for q in made.quotations)
    for confirmed, published in (((), 0), ((unsure[0].id,), 1)):
        done = sort_out(made.articles, unsure, confirmed, Gate(indirect=0.5))
        assert len(done.quotations) == published
        assert len(done.doubts) == 1 - published


def test_the_measured_gate_is_modest() -> None:
    """Every type has its figure, and none asks for more than nine in ten."""
    gate = default_gate(load_lexicon())
    for kind in QuotationType:
        assert not gate.passes(kind, -1)
        assert gate.passes(kind, 0.9)
