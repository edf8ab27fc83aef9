"""The curator's files: what they may say, and errors that name file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_site import curation
from build_site.curation.records import ActorMerge, ActorSplit, Link, QuotationAdd, QuotationFix, Speaker
from build_site.curation.yaml import parse_yaml
from build_site.edtf import is_edtf
from build_site.errors import CurationError
from build_site.model import ActorKind, Corpus, Outlet, Portrait, QuotationType

Load = Callable[[Path], object]


def write(folder: Path, name: str, text: str) -> Path:
    """A file in a folder ``seeds``."""
    path = folder / "seeds" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_how_sure_a_quotation_must_be(tmp_path: Path) -> None:
    """One figure for all types, or one for some of them."""
    every = curation.load_corpus(write(tmp_path, "corpus.yml", "publish_above: .7")).publish_above
    assert dict(every) == dict.fromkeys(QuotationType, 0.7)
    chosen = curation.load_corpus(write(tmp_path, "corpus.yml", "downloads: {sqlite: yes, tei: false}"))
    assert chosen.downloads == (("sqlite", True), ("tei", False))
    some = curation.load_corpus(write(tmp_path, "corpus.yml", "publish_above: {indirect: 1, mixed: 0.25}"))
    assert dict(some.publish_above) == {QuotationType.INDIRECT: 1.0, QuotationType.MIXED: 0.25}


def test_files_that_are_not_there_say_nothing(tmp_path: Path) -> None:
    """So do empty ones, and those of comments only."""
    assert curation.load_corpus(tmp_path / "corpus.yml") == Corpus()
    assert curation.load_actors(tmp_path / "actors.yml") == ()
    assert curation.load_corrections(tmp_path / "corrections.yml") == curation.NO_CORRECTIONS
    assert curation.load_actors(write(tmp_path, "actors.yml", "# none yet\n")) == ()


def test_the_corpus(tmp_path: Path) -> None:
    """Every key, and outlets as names or with what is known of them."""
    text = """\
title: 2024
description: Ferries of the sound.
publish: excerpts
licence: no
outlets:
  - The Quay
  - {name: The Skerry Gazette, id: gazette, aliases: [the Gazette], url: "https://gazette.example/"}
"""
    corpus = curation.load_corpus(write(tmp_path, "corpus.yml", text))
    assert (corpus.title, corpus.publish, corpus.licence, corpus.language) == ("2024", "excerpts", "no", "en")
    assert corpus.outlets == (
        Outlet("the-quay", "The Quay"),
        Outlet("gazette", "The Skerry Gazette", "https://gazette.example/", ("the Gazette",)),
    )


def test_the_actors(tmp_path: Path) -> None:
    """A list, with or without ``actors:`` above it."""
    entry = """\
- name: Ada Brun
  kind: person
  aliases: [A. Brun, Mayor Brun]
  same_as: https://people.example/ada
  portrait: {path: portraits/ada.jpg, credit: Piet Aalto}
"""
    (actor,) = curation.load_actors(write(tmp_path, "actors.yml", entry))
    assert (actor.name, actor.kind, actor.aliases) == (
        "Ada Brun",
        ActorKind.PERSON,
        ("A. Brun", "Mayor Brun"),
    )
    assert actor.same_as == ("https://people.example/ada",)
    assert actor.portrait == Portrait("portraits/ada.jpg", "Piet Aalto")
    assert actor.where == "seeds/actors.yml:1"
    below = "actors:\n" + "".join(f"  {line}\n" for line in entry.splitlines())
    assert curation.load_actors(write(tmp_path, "actors.yml", below))[0].name == "Ada Brun"


def test_the_corrections(tmp_path: Path) -> None:
    """Every action in its form."""
    text = """\
quotations:
  - article: a
    quote: "It will: stay shut"
    nth: 2
    speaker: unattributed
    chain: [The Quay, {name: her office, role: office}]
    note: She was not there.
  - {article: b.txt, quote: we shall see, drop: true}
  - article: b.txt
    quote: we shall not
    kind: organisation
    speaker: [Ada Brun, Quay, {name: Jon Vale, kind: person}]
  - {article: b, add: [one, two], speaker: Ada Brun, type: mixed, verbatim: one, cue: said, date: 2021-03~}
actors:
  - {merge: [A. Brun, Mayor Brun], into: Ada Brun}
  - {split: Brun, article: a, into: Ida Brun, kind: person}
statements:
  - join:
      - {article: a, quote: one}
      - {article: b, quote: two}
"""
    fixes = curation.load_corrections(write(tmp_path, "corrections.yml", text))
    first, second, several, third = fixes.quotations
    assert isinstance(first, QuotationFix)
    assert (first.quotation.words, first.quotation.nth) == ("It will: stay shut", 2)
    assert first.speakers == (Speaker("unattributed"),)
    assert first.quotation.where == "seeds/corrections.yml:2"
    assert first.chain == (Link("The Quay"), Link("her office", "office"))
    assert isinstance(second, QuotationFix)
    assert (second.drop, second.chain) == (True, None)
    bodies = (Speaker(name, ActorKind.ORGANISATION) for name in ("Ada Brun", "Quay"))
    assert several.speakers == (*bodies, Speaker("Jon Vale", ActorKind.PERSON))
    assert isinstance(third, QuotationAdd)
    assert (third.content, third.type, third.date) == (("one", "two"), QuotationType.MIXED, "2021-03~")
    merge, split = fixes.actors
    assert isinstance(merge, ActorMerge)
    assert isinstance(split, ActorSplit)
    assert (merge.names, split.words) == (("A. Brun", "Mayor Brun"), "Brun")
    assert fixes.statements[0].action == "join"
    assert [reference.article for reference in fixes.statements[0].quotations] == ["a", "b"]


QUOTE = "quotations:\n  - article: a\n    quote: b\n    "


@pytest.mark.parametrize(
    ("load", "text", "line", "message"),
    [
        (curation.load_corpus, "titel: x", 1, "Is 'title' meant"),
        (curation.load_corpus, "a: 1\na: 2", 2, "line 1 too"),
        (curation.load_corpus, "publish: some", 1, "full .* or excerpts"),
        (curation.load_corpus, "publish_above: sure", 1, "no confidence.*from 0 .* to 1"),
        (curation.load_corpus, "title: t\npublish_above:\n  mixed: 1.5", 3, "'1.5' is no confidence"),
        (curation.load_corpus, "publish_above:\n  mixt: 0.5", 2, "Is 'mixed' meant"),
        (curation.load_corpus, "title: t\nembeds: none", 2, "embeds is one of marks, all"),
        (curation.load_corpus, "downloads: {sqlite: perhaps}", 1, "sqlite is true or false"),
        (curation.load_corpus, "downloads:\n  sqlit: true", 2, "Is 'sqlite' meant"),
        (curation.load_corpus, "title: [a]", 1, "must be a text"),
        (curation.load_corpus, "title: x: y", 1, "not YAML"),
        (curation.load_corpus, "\ttitle: x", 1, "not YAML"),
        (curation.load_corpus, "title: x\n---\ntitle: y", 2, "second document"),
        (curation.load_corpus, "outlets:\n  - name: A\n    url: ftp://a", 3, "https://"),
        (curation.load_corpus, "outlets:\n  - {url: 'https://a.example'}", 2, "lacks name"),
        (curation.load_corpus, "outlets: [A, a]", 1, "Two outlets"),
        (curation.load_actors, "- name: A\n  kind: boat", 2, "person, office"),
        (
            curation.load_actors,
            "- name: A\n- name: B\n  aliases: [a]",
            2,
            r"name of A \(seeds/actors.yml:1\) too",
        ),
        (curation.load_actors, "- name: A\n  portrait: {path: ../a.jpg, credit: B}", 2, "leaves the project"),
        (curation.load_actors, "names: A", 1, "no key 'names'"),
        (curation.load_corrections, QUOTE + "note: x", 2, "Nothing is corrected"),
        (curation.load_corrections, QUOTE + "speeker: x", 4, "Is 'speaker' meant"),
        (curation.load_corrections, QUOTE + "nth: 0\n    drop: true", 4, "counts from 1"),
        (curation.load_corrections, QUOTE + "drop: maybe", 4, "true or false"),
        (curation.load_corrections, QUOTE + "date: Monday", 4, "EDTF"),
        (curation.load_corrections, QUOTE + "type: loud", 4, "direct, indirect, mixed"),
        (curation.load_corrections, QUOTE + "chain: [{name: a, role: b}]", 4, "is no role"),
        (curation.load_corrections, "quotations: [{article: a, add: b}]", 1, "lacks speaker"),
        (
            curation.load_corrections,
            "statements: [{join: [{article: a, quote: b}]}]",
            1,
            "two quotations or more",
        ),
        (curation.load_corrections, "statements: [{note: a}]", 1, "join:, separate: or echo:"),
        (curation.load_corrections, "actors: [{merge: [], into: a}]", 1, "names no actor"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, load: Load, text: str, line: int, message: str
) -> None:
    """File, line, trouble and remedy."""
    name = {"load_corpus": "corpus.yml", "load_actors": "actors.yml"}.get(load.__name__, "corrections.yml")
    with pytest.raises(CurationError, match=rf"^seeds/{name}:{line}: .*{message}"):
        load(write(tmp_path, name, text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &a [x]\nb: *a", "Anchors"),
        ("a: !!python/object/apply:os.system ['true']", "Tags"),
        ("a: !x y", "Tags"),
        ("a: " + "[" * 5000 + "]" * 5000, "Nested too deeply"),
        ("a: " + "{a: " * 5000, "Nested too deeply"),
        ("? [a, b]\n: c", "plain word"),
        ("a: " + "x" * 5_000_001, "larger than"),
        ("a: \x07", "not YAML"),
        ("%YAML 9.9\n---\na: b\n", "not YAML"),
        ("a: b\n c: d", "not YAML"),
    ],
    ids=lambda text: text[:12],
)
def test_hostile_yaml_is_refused(text: str, message: str) -> None:
    """No object is made, nothing grows, nothing overflows."""
    with pytest.raises(CurationError, match=message):
        parse_yaml(text, "x.yml").mapping("x")


def test_scalars_stay_what_was_written() -> None:
    """No dates, numbers or truth values: the title *No* is not false."""
    node = parse_yaml("{a: no, b: 2024-03-22, c: 1e3, d: ~, e: '', f: 'null', g: 0x10}", "x.yml")
    values = {key: value.value for key, value in node.mapping("x").items()}
    assert values == {"a": "no", "b": "2024-03-22", "c": "1e3", "d": None, "e": "", "f": "null", "g": "0x10"}


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but ``CurationError`` comes of a curator's file."""
    try:
        parse_yaml(text, "x.yml")
    except CurationError as error:
        if not str(error).startswith("x.yml:"):
            raise


@pytest.mark.parametrize(
    "date",
    ["2024", "2024-03", "2024-03-22", "2024-02-29", "2024-03-22~", "2024-03?", "2024%", "202X", "20XX",
     "2024-XX", "2024-03-XX", "2024-XX-XX", "2024-21", "2024-03/2024-05", "2024-03-22/..", "../2024",
     "/2024", "2024/", "-0044", "Y17000", "2024-03-22T10:00:00Z", "2024-03-22T10:00:00+02:00"],
)  # fmt: skip
def test_dates_of_edtf(date: str) -> None:
    """Levels 0 and 1."""
    assert is_edtf(date)


@pytest.mark.parametrize(
    "date",
    ["", "/", "..", "../..", "2024-13", "2023-02-29", "2024-3-22", "22.3.2024", "March 2024", "2024-03-22 ",
     "2X24", "2024-XX-22", "202X-03", "2024-25", "2024-21-01", "2024-03-22T25:00:00", "Y2024",
     "2024-03-22/soon", "٢٠٢٤"],
)  # fmt: skip
def test_what_is_no_date_of_edtf(date: str) -> None:
    """Neither other notations nor days that do not exist."""
    assert not is_edtf(date)


def test_all_errors_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """Each with its line, whatever part of the file it stands in."""
    text = """\
quotations:
  - {article: a.txt, quote: words, speker: Ana Ruiz}
  - {article: a.txt, quote: words, drop: true}
  - {quote: words, drop: perhaps}
actors:
  - {merge: [], into: Ana Ruiz}
"""
    with pytest.raises(CurationError) as error:
        curation.load_corrections(write(tmp_path, "corrections.yml", text))
    lines = str(error.value).split("\n")
    assert [line.split(":")[1] for line in lines] == ["2", "4", "6"]
    assert "'speaker' meant" in lines[0]
    with pytest.raises(CurationError) as error:
        curation.load_sidecar(write(tmp_path, "a.yml", "url: x\nlanguage: englisch\n"), "seeds/a.yml")
    assert str(error.value).count("\n") == 1


def test_all_that_is_wrong_in_a_corpus_is_told_at_once(tmp_path: Path) -> None:
    """A key that is not known keeps no other mistake from being told."""
    wrong = write(tmp_path, "corpus.yml", "titel: x\npublish: some\nshare_images: every\npublish_above: 7\n")
    with pytest.raises(CurationError) as error:
        curation.load_corpus(wrong)
    assert [line.split(" ")[0] for line in str(error.value).split("\n")] == [
        f"seeds/corpus.yml:{line}:" for line in (1, 4, 2, 3)
    ]
