"""A project with a transcript: what its pages and its data say of what was said."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from build_site.config import Project
from build_site.lexicon import load_lexicon
from build_site.model import Corpus, Dataset
from build_site.pages.catalogue import catalogue
from build_site.pages.transcript import contexts
from build_site.pages.unprinted import unprinted
from build_site.pipeline import Options, files_of, load
from build_site.readers.transcripts import transcript_of
from build_site.said.hearing import with_record

HARBOUR = (Path(__file__).parent / "harbour.txt").read_text("utf-8")
QUAY = """Harbour stays, says mayor

“The harbour will not be sold,” Mayor Ana Ruiz said on Saturday.

“The school roof will be painted before the snow comes,” Ruiz said.

Ruiz said the bridge is older than her grandmother.
"""
GULL = """Ruiz keeps the harbour

Mayor Ana Ruiz told residents on Saturday: “The harbour will not be sold.”

“The airport will close on Sundays for the next ten years,” Ruiz added.
"""
FACTS = "title: Town meeting\ndate: 2023-03-04\nurl: https://town.example/12\ncompleteness: complete\n"


def made(folder: Path, facts: str = FACTS) -> dict[str, str]:
    """The files of the site of two articles and a transcript."""
    return {
        path: text if isinstance(text, str) else text.decode() for path, text in _texts(found(folder, facts))
    }


def found(folder: Path, facts: str = FACTS) -> Dataset:
    """The corpus of two articles and a transcript."""
    seeds = folder / "seeds"
    (seeds / "transcripts").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Harbour\n", "utf-8")
    for name, text, outlet in (("quay", QUAY, "The Quay"), ("gull", GULL, "The Gull")):
        (seeds / f"{name}.txt").write_text(text, "utf-8")
        (seeds / f"{name}.yml").write_text(f"outlet: {outlet}\npublished: 2023-03-05\n", "utf-8")
    (seeds / "transcripts/meeting.txt").write_text(HARBOUR, "utf-8")
    (seeds / "transcripts/meeting.yml").write_text(facts, "utf-8")
    dataset = load(Project(folder), Options())
    assert not [f for f in dataset.findings if f.level == "error"]
    return dataset


def _texts(dataset: Dataset) -> list[tuple[str, str | bytes]]:
    kinds = (".md", ".json", ".jsonld", ".csv", ".tei.xml", ".txt")
    return [(p, c) for p, c in files_of(dataset) if p.endswith(kinds)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The corpus, read once."""
    return found(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files, made once."""
    return made(tmp_path_factory.mktemp("harbour"))


def page(site: dict[str, str], pattern: str) -> str:
    """The one page whose path fits."""
    (found,) = [text for path, text in site.items() if re.fullmatch(pattern, path)]
    return found


def test_a_transcript_is_no_article(site: dict[str, str]) -> None:
    assert len(json.loads(site["data/articles.json"])) == 2
    assert page(site, r"transcripts/index\.md").count("Town meeting") == 1


def test_a_side_car_may_call_a_file_a_transcript(tmp_path: Path) -> None:
    """Wherever it lies; and the other way round, what says something else is refused with its line."""
    dataset = found(tmp_path)
    seeds, before = tmp_path / "seeds", load(Project(tmp_path), Options())
    (seeds / "council").mkdir()
    for suffix in (".txt", ".yml"):
        (seeds / f"transcripts/meeting{suffix}").rename(seeds / f"council/meeting{suffix}")
    assert not load(Project(tmp_path), Options()).record.transcripts
    (seeds / "council/meeting.yml").write_text(f"{FACTS}kind: transcript\n", "utf-8")
    (seeds / "notes.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nANA RUIZ: We sail.\n", "utf-8")
    (seeds / "notes.yml").write_text("kind: transcript\n", "utf-8")
    now = load(Project(tmp_path), Options())
    assert [t.id for t in now.record.transcripts] == ["council/meeting", "notes"]
    assert [a.id for a in now.articles] == [a.id for a in before.articles] == [a.id for a in dataset.articles]
    assert now.findings == before.findings
    assert [h.comparison.verdict for h in now.record.heard] == [
        h.comparison.verdict for h in before.record.heard
    ]
    (seeds / "transcripts/other.txt").write_text("ANA RUIZ: We stay.\n", "utf-8")
    (seeds / "transcripts/other.yml").write_text("title: Other\nkind: article\n", "utf-8")
    refused = [f for f in load(Project(tmp_path), Options()).findings if f.code == "unreadable-transcript"]
    assert [f.where for f in refused] == ["seeds/transcripts/other.txt"]
    assert "transcripts/other.yml:2" in refused[0].message


def test_the_speech_shows_who_quotes_it_and_what_nobody_quotes(site: dict[str, str]) -> None:
    """Heat by articles, turns quoted by nobody, facts that are not stated; all of the speech stands there."""
    shown = page(site, r"transcripts/town-meeting-\w{4}\.md")
    heat = '<mark class="v-heat v-heat-2" title="Quoted by The Quay, The Gull">'
    assert f"{heat}The harbour will not be sold" in shown
    assert "quoted by nobody" in shown
    assert "4 March 2023" in shown
    assert re.search(r"<dt>Licence</dt><dd><span class=\"v-soft\">not stated", shown)
    words = re.sub(r"<[^>]+>", "", shown.split('<div class="v-transcript">')[1])
    assert "nobody in this town will pay a penny more for water" in words
    assert "(APPLAUSE)" in words


def test_lines_that_were_wrapped_run_on_and_paragraphs_stay(site: dict[str, str]) -> None:
    """The speech is read as prose, whatever the width of the file."""
    shown = page(site, r"transcripts/town-meeting-\w{4}\.md")
    assert "and I can&#39;t walk away from it." in shown
    paragraphs = "---\ntitle: Address\n---\nANA RUIZ: We sail at dawn. We sail far.\n\nNobody stays behind.\n"
    one = transcript_of(paragraphs.encode(), ".txt", "seeds/transcripts/a.txt", "a")
    (drawn,) = contexts(catalogue(with_record(Dataset(Corpus(), (), (), (), (), ()), (one,), load_lexicon())))
    assert [sentence.opens for sentence in drawn.turns[0].sentences] == [False, False, True]


def test_speakers_are_the_corpus_s_actors(site: dict[str, str]) -> None:
    shown = page(site, r"transcripts/town-meeting-\w{4}\.md")
    (record,) = json.loads(site["data/transcripts.json"])
    assert record["turns"][0]["actor"] == "ana-ruiz"
    assert "../actors/ana-ruiz.html" in shown


def test_an_article_shows_each_quotation_as_said(site: dict[str, str]) -> None:
    shown = page(site, r"articles/harbour-stays-says-mayor-\w{4}\.md")
    assert 'As said: <span class="v-verdict' in shown
    assert 'v-verdict-altered">altered' in shown
    assert re.search(r'<del class="v-gone"><span>mended</span></del> <ins class="v-new">painted</ins>', shown)
    link = re.search(r'href="\.\./(transcripts/town-meeting-\w{4})\.html#(s-\w{8})"', shown)
    assert link
    assert f'id="{link[2]}"' in site[f"{link[1]}.md"]


def test_a_statement_is_measured_by_what_was_said(site: dict[str, str]) -> None:
    """The base that its versions are compared with is the transcript's."""
    shown = page(site, r"statements/the-harbour-will-not-be-sold-\w{4}\.md")
    base = shown.split('<tr class="v-base">')[1].split("</tr>")[0]
    assert "The harbour will not be sold" in base
    assert re.search(r'href="\.\./transcripts/town-meeting-\w{4}\.html#s-\w{8}">Town meeting</a>', base)
    assert shown.count('class="v-base"') == 1
    assert "Against what was said:" in shown
    assert '<h2 id="as-said">As said</h2>' in shown
    assert 'v-verdict-verbatim">verbatim' in shown


def test_an_outlet_s_shares_have_intervals_and_quotations_behind(site: dict[str, str]) -> None:
    shown = page(site, r"outlets/quay\.md")
    assert "Beside what was said" in shown
    assert "50 % (9–91 %)" in shown
    assert "1 not, which says nothing of them" in page(site, r"outlets/gull\.md")


def test_data_fit_their_schemas(site: dict[str, str]) -> None:
    """Every record, with the verdicts that the pages show; offsets lead to the words."""
    for name in ("transcripts", "said"):
        schema = json.loads(site[f"data/schemas/{name}.schema.json"])
        Draft202012Validator.check_schema(schema)
        assert not list(Draft202012Validator(schema).iter_errors(json.loads(site[f"data/{name}.json"])))
        assert not Draft202012Validator(schema).is_valid([{}])
    said = json.loads(site["data/said.json"])
    (transcript,) = json.loads(site["data/transcripts.json"])
    assert sorted(r["verdict"] for r in said if r["verdict"] != "reported") == [
        "altered",
        "not found in the transcripts given",
        "verbatim",
        "verbatim",
    ]
    place = next(r for r in said if r["verdict"] == "verbatim")["places"][0]
    assert transcript["text"][slice(*place["span"])] == "The harbour will not be sold"


def test_what_was_said_and_printed_nowhere(folder: Dataset) -> None:
    """Sentences of those whom the articles quote, of which none of the articles prints a word."""
    known = catalogue(folder)
    (record,) = unprinted(known, [article.id for article in folder.articles])
    assert record.speakers == ("MAYOR ANA RUIZ",)
    assert 0 < record.left < record.sentences
    words = " ".join(text for text, _ in record.shown)
    assert "none of them should lose a job this winter" in words
    assert "The harbour will not be sold" not in words
    assert all(anchor in known.sentences["transcripts/meeting"].values() for _, anchor in record.shown)


def test_tables_have_the_verdict_and_the_words(site: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(site["data/quotations.csv"].lstrip("\ufeff"))))
    (painted,) = [row for row in rows if "painted" in row["text"]]
    assert painted["verdict"] == "altered"
    assert " ".join(painted["as_said"].split()).startswith("the school roof will be mended before")
    assert painted["transcript"] == "transcripts/meeting"


def test_annotations_lead_from_the_speech_to_print(site: dict[str, str]) -> None:
    """Each selector holds the words of the text that stands beside it."""
    told = json.loads(site["data/transcripts.jsonld"])
    assert len({item["id"] for item in told["items"]}) == len(told["items"]) > 1
    for item in told["items"]:
        quote, position = item["target"]["selector"]
        text = site[item["target"]["source"]["id"].removeprefix("../")]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert item["body"][0]["source"].startswith("../articles/")


def test_speech_as_tei(site: dict[str, str]) -> None:
    """Utterances in order, with who speaks, and directions where they stood."""
    tree = ET.fromstring(site["data/transcripts.tei.xml"])
    name = "{http://www.tei-c.org/ns/1.0}"
    ids = [e.get("{http://www.w3.org/XML/1998/namespace}id") for e in tree.iter()]
    assert len([i for i in ids if i]) == len({i for i in ids if i})
    spoken = list(tree.iter(f"{name}u"))
    assert len(spoken) == 5
    assert "".join(spoken[0].itertext()).startswith("Good evening. Thank you all for coming. ")
    assert all(u.get("who", "#x")[1:] in ids for u in spoken if u.get("who"))
    assert [d.text for d in tree.iter(f"{name}desc")] == ["(APPLAUSE)", "[Laughter]", "(INAUDIBLE)"]


def test_excerpts_and_nothing(tmp_path: Path) -> None:
    """What is not to be published is looked up all the same, and its words stand nowhere."""
    part = made(tmp_path / "part", FACTS + "publish: excerpts\n")
    shown = page(part, r"transcripts/town-meeting-\w{4}\.md")
    assert "The bridge is older" in shown or "that nobody quotes is not published here" in shown
    assert "will you resign" not in shown
    none = made(tmp_path / "none", FACTS + "publish: nothing\n")
    assert not [path for path in none if re.fullmatch(r"transcripts/town-meeting.*", path)]
    assert "penny more" not in "".join(none.values())
    assert "mended" not in "".join(none.values())
    assert 'v-verdict-altered">altered' in page(none, r"articles/harbour-stays-says-mayor-\w{4}\.md")
