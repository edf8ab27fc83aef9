"""The data page of a large corpus puts the parts of a download together; without a script they are there."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_site.exports import edition
from build_site.model import Dataset
from build_site.pipeline import files_of
from tests.browser.conftest import Reader, served
from tests.pages.reading import published

pytestmark = pytest.mark.browser


@pytest.fixture
def large(
    browser: Browser, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reader]:
    """Opens the data page of a corpus that is taken for a large one."""
    monkeypatch.setattr(edition, "LARGE_CORPUS", 0)
    monkeypatch.setattr(edition, "MANY_ARTICLES", 0)
    for path, content in files_of(dataset):
        if path.startswith(("data/", "assets/")):
            target = tmp_path / "repo" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
    page = tmp_path / "repo/data/index"
    html = published(page.with_suffix(".md").read_text("utf-8"))
    script = '<script src="../assets/verbatim.js"></script>'
    icon = '<link rel="icon" href="data:,">'
    page.with_suffix(".html").write_text(f"<!doctype html><meta charset=utf-8>{icon}{html}{script}", "utf-8")
    with served(tmp_path / "repo") as address:
        made = Reader(browser, address)
        yield made
        made.close()


@pytest.mark.slow
def test_parts_are_put_together(large: Reader, dataset: Dataset) -> None:
    page = large.open("data/index.html")
    found = {}
    for name in ("quotations.json", "quotations.csv"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        found[name] = Path(download.value.path()).read_bytes().decode("utf-8-sig")
        assert download.value.suggested_filename == name
    ids = {q.id for q in dataset.quotations}
    assert {record["id"] for record in json.loads(found["quotations.json"])} == ids
    assert {row["id"] for row in csv.DictReader(io.StringIO(found["quotations.csv"]))} == ids
    assert "verbatim export tei" in page.locator("table").inner_text()


@pytest.mark.slow
def test_without_a_script_the_parts_are_links(large: Reader) -> None:
    page = large.open("data/index.html", java_script_enabled=False)
    page.locator("summary", has_text="quotations.csv").click()
    with page.expect_download() as download:
        page.locator('a[href="quotations/07.csv.gz"]').click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x1f\x8b")
