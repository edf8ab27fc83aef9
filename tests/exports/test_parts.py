"""Downloads of a large corpus are files of many parts: an edit changes few of them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from build_site import exports
from build_site.curation.schema import DOWNLOADS
from build_site.digests import Digests
from build_site.exports import edition, package
from build_site.exports.pieces import InPieces
from build_site.lasting import TOLD
from build_site.model import Dataset
from build_site.pages.catalogue import Download
from build_site.piecing import Piecing, downloads, exported
from build_site.pipeline import offered
from tests.builders import corpus, said, story

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
PEOPLE = ("Ada Brun", "Jon Vale", "Ana Ruiz", "Olaf Lind")
EXPORTS = {export.name: export for export in exports.EXPORTS}


def dataset_of(number: int, last: str = "We sail on Monday") -> Dataset:
    """So many articles, each of two quotations."""
    stories = [
        story(
            f"Boat {n} leaves\n“We sail with boat {n},” said {PEOPLE[n % 4]}."
            f" “{words},” said {PEOPLE[n % 3]}.",
            said(f"We sail with boat {n},", by=PEOPLE[n % 4]),
            said(f"{words},", by=PEOPLE[n % 3]),
        )
        for n in range(number)
        for words in [last if n + 1 == number else f"Nobody stays in port {n}"]
    ]
    whole = corpus(*stories)
    return replace(whole, corpus=replace(whole.corpus, downloads=(("annotations", True), ("tei", True))))


@pytest.fixture
def spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every corpus is a large one."""
    monkeypatch.setattr(edition, "LARGE_CORPUS", 0)
    monkeypatch.setattr(edition, "MANY_ARTICLES", 0)


def made(dataset: Dataset) -> dict[str, bytes]:
    """What a build publishes at ``data/``."""
    files: dict[str, bytes] = {}
    for export, found in downloads(dataset, dataset, 1, Piecing(None, Path(), Digests(TOLD))):
        files |= dict(found) if export.at == "data/" else {}
    return files


def parts(files: dict[str, bytes], whole: str) -> list[str]:
    """The texts of the parts of a file."""
    return [
        gzip.decompress(files[f"data/{path}"]).decode()
        for path in json.loads(files["data/parts.json"])[whole]
    ]


@pytest.mark.usefixtures("spread")
def test_the_parts_of_a_file_are_the_whole() -> None:
    """Each is a file of its kind by itself; none of their records is lost or stands twice."""
    dataset = dataset_of(20)
    files = made(dataset)
    whole = {
        name: dict(export.files(dataset)) for name, export in EXPORTS.items() if export.name in DOWNLOADS
    }
    for name in ("articles", "quotations", "actors", "statements", "doubts"):
        (text,) = whole[name].values()
        found = [record for part in parts(files, f"{name}.json") for record in json.loads(part)]
        assert sorted(record["id"] for record in found) == sorted(
            record["id"] for record in json.loads(str(text))
        )
    for name, table in (("csv", "quotations.csv"), ("statements-csv", "statements.csv")):
        (text,) = whole[name].values()
        rows = [row for part in parts(files, table) for row in csv.DictReader(io.StringIO(part[1:]))]
        assert sorted(rows, key=str) == sorted(csv.DictReader(io.StringIO(str(text)[1:])), key=str)
    pages = [json.loads(part) for part in parts(files, "annotations.jsonld")]
    assert sum(len(page["items"]) for page in pages) == len(dataset.quotations)
    assert all(item["id"].startswith("../../articles/") for page in pages for item in page["items"])
    assert [page.get("next") for page in pages] == [*(page["id"] for page in pages[1:]), None]


@pytest.mark.usefixtures("spread")
def test_a_part_of_the_tei_lists_whom_it_refers_to() -> None:
    corpora = [ET.fromstring(part) for part in parts(made(dataset_of(20)), "corpus.tei.xml")]
    assert sum(len(one.findall(f".//{TEI}said")) for one in corpora) == 40
    for one in corpora:
        people = {person.get(ID) for person in one.iter(f"{TEI}person")}
        assert {(said.get("who") or "")[1:] for said in one.iter(f"{TEI}said")} == people


@pytest.mark.usefixtures("spread")
def test_an_edit_changes_its_own_parts() -> None:
    """Of hundreds of files a few; none is called otherwise."""
    before, after = made(dataset_of(40)), made(dataset_of(40, "Nobody sails"))
    assert before.keys() == after.keys()
    changed = {path for path, data in after.items() if data != before[path]}
    assert {path.split("/")[1] for path in changed if path.count("/") > 1} >= {
        "quotations",
        "corpus",
        "articles",
    }
    assert len(changed) < 25 < len(after)


@pytest.mark.usefixtures("spread")
def test_what_the_package_names_is_there() -> None:
    files = made(dataset_of(9))
    resources = json.loads(files["data/datapackage.json"])["resources"]
    paths = [path for r in resources for path in ([r["path"]] if isinstance(r["path"], str) else r["path"])]
    assert len(paths) > len(resources) == 3
    assert {f"data/{path}" for path in paths} <= files.keys()
    told = dict(package.robots(dataset_of(1)))["llms.txt"]
    assert "data/parts.json" in told
    assert "data/quotations.json" not in told


@pytest.mark.usefixtures("spread")
def test_what_few_ask_for_is_asked_for() -> None:
    """Of a large corpus; a line of ``corpus.yml`` publishes it, and takes others out."""
    dataset = dataset_of(3)
    dataset = replace(dataset, corpus=replace(dataset.corpus, downloads=()))
    heavy = ("sqlite", "annotations", "tei")
    assert not any(name in path for path in made(dataset) for name in heavy)
    sizes = {name: {f"data/{name}/0.json.gz": 1, f"data/{name}/1.json.gz": 2} for name in ("quotations",)}
    quotations, *others = offered(dataset, sizes)
    assert (quotations.path, quotations.size, len(quotations.parts)) == ("data/quotations.json", 3, 2)
    assert others == [Download(EXPORTS[name].title, "", 0, asked=name) for name in heavy]
    chosen = (*((name, True) for name in heavy), ("csv", False))
    asked = made(replace(dataset, corpus=replace(dataset.corpus, downloads=chosen)))
    assert all(any(name in path for path in asked) for name in ("verbatim.sqlite", "annotations/", "tei"))
    assert not any(path.startswith("data/quotations/") and "csv" in path for path in asked)


@pytest.mark.usefixtures("spread")
def test_a_preview_has_the_same_parts() -> None:
    dataset = dataset_of(5)
    files = made(dataset)
    for export in EXPORTS.values():
        if isinstance(export.files, InPieces):
            for path, data in exported(export, dataset):
                assert gzip.decompress(data) == gzip.decompress(files[path])


def test_a_small_corpus_has_whole_files() -> None:
    """And all of them, with nothing that tells of parts."""
    files = made(dataset_of(3))
    assert all(path.count("/") == 1 for path in files if "schemas" not in path)
    assert {"data/quotations.json", "data/verbatim.sqlite"} <= files.keys()
    assert "data/parts.json" not in files


def test_what_the_settings_may_name_is_an_export() -> None:
    assert {*DOWNLOADS} <= {name for name, export in EXPORTS.items() if export.listed and not export.asked}
