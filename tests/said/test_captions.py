"""Captions: their times are no speech, wherever words are shown, counted or compared."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from build_site.config import Project
from build_site.lexicon import load_lexicon
from build_site.model import Transcript
from build_site.pipeline import Options, files_of, load
from build_site.readers.transcripts import transcript_of
from build_site.said import Query, look_up
from build_site.said.addresses import legible, spoken
from build_site.said.showing import told

COUNCIL = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Mina Halloran>The budget has a hole of nine million,

00:00:04.000 --> 00:00:08.000
and, um, nobody on this bench dug it alone.

00:01:02.000 --> 00:01:06.000
<v Viktor Osei>I will not vote for a tax on nets.

00:01:06.500 --> 00:01:09.000
[applause] Not this year and not next year.
"""
QUAY = """Council quarrels over nine million

“The budget has a hole of nine million, and nobody on this bench dug it alone,” Mina Halloran told it.

“I will not vote for a tax on nets. Not this year and not next year,” harbour master Viktor Osei said.
"""
GULL = """Osei and the tax on nets

“I will vote for a tax on nets. Not this year and not next year,” harbour master Viktor Osei said on Thursday.
"""
TIME = re.compile(r"\d\d:\d\d\.\d\d\d|--&gt;")


@pytest.fixture(scope="module")
def council() -> Transcript:
    """The captions of a sitting."""
    return transcript_of(COUNCIL.encode(), ".vtt", "seeds/transcripts/council.vtt", "transcripts/council")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text files of a site of two articles and the captions."""
    folder = tmp_path_factory.mktemp("council")
    (folder / "seeds/transcripts").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Harbour\n", "utf-8")
    for name, text in (("quay", QUAY), ("gull", GULL)):
        (folder / f"seeds/{name}.txt").write_text(text, "utf-8")
        facts = f"outlet: The {name.title()}\npublished: 2023-05-05\n"
        (folder / f"seeds/{name}.yml").write_text(facts, "utf-8")
    (folder / "seeds/transcripts/council.vtt").write_text(COUNCIL, "utf-8")
    facts = "title: Council on the budget\ndate: 2023-05-04\nurl: https://video.example/watch?v=77\n"
    (folder / "seeds/transcripts/council.yml").write_text(facts, "utf-8")
    found = files_of(load(Project(folder), Options()))
    texts = [(path, text) for path, text in found if path.endswith((".md", ".json", ".csv"))]
    return {path: text if isinstance(text, str) else text.decode() for path, text in texts}


def test_blanks_stand_for_what_is_no_speech(council: Transcript) -> None:
    """As long as the text itself, so that offsets hold."""
    assert len(spoken(council)) == len(council.text)
    assert " ".join(spoken(council).split()) == (
        "The budget has a hole of nine million, and, um, nobody on this bench dug it alone."
        " I will not vote for a tax on nets. Not this year and not next year."
    )
    start = council.text.index("I will")
    stretch = legible(council, start, len(council.text))
    assert len(stretch) == len(council.text) - start
    assert " ".join(stretch.split()).endswith("nets. [applause] Not this year and not next year.")


def test_an_arrow_between_times_is_no_dash(council: Transcript) -> None:
    """What was left out over the border of two cues is told without times, and was no false start."""
    text = "The budget has a hole of nine million, nobody on this bench dug it alone."
    (found,) = look_up([Query(text, frozenset({"Mina Halloran"}))], [council], load_lexicon())
    assert not TIME.search(told(found))
    assert [d.said for d in found.differences] == ["and, um"]


@pytest.mark.slow
def test_no_page_and_no_table_says_a_time_as_words(site: dict[str, str]) -> None:
    """Cards, the statement's base, the shares and the columns; the recording's address keeps its time."""
    shown = [text for path, text in site.items() if path.startswith(("articles/", "statements/"))]
    assert len(shown) > 3
    assert not any(TIME.search(text) for text in shown)
    assert any("watch?v=77&amp;t=62" in text for text in shown)
    (speech,) = [t for p, t in site.items() if re.fullmatch(r"transcripts/council-on-the-budget-\w+\.md", p)]
    assert not TIME.search(speech)
    assert re.search(r"use \d\d\.\d % of 33 words", speech)
    rows = list(csv.DictReader(io.StringIO(site["data/quotations.csv"].lstrip("\ufeff"))))
    assert {row["as_said"] for row in rows} >= {
        "The budget has a hole of nine million, and, um, nobody on this bench dug it alone",
        "I will not vote for a tax on nets. Not this year and not next year",
    }
    assert not TIME.search(json.dumps([r["differences"] for r in json.loads(site["data/said.json"])]))
