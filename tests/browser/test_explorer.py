"""The explorer of quotations: filters, state in the address, back button, CSV, the plain table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from build_site.model import Dataset
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser
PAGE = "quotations/index.html"


def status(page: Page) -> Locator:
    """How many were found."""
    return page.locator(".v-explorer-status")


def rows(page: Page) -> Locator:
    """The first cells of what was found."""
    return page.locator(".v-explored tbody tr td:first-child > a")


def asked(page: Page) -> dict[str, list[str]]:
    """The state in the address."""
    return parse_qs(urlsplit(page.url).query)


def test_plain_table_stands_until_something_is_asked(reader: Reader, dataset: Dataset) -> None:
    """All quotations are there at once and nothing of the index is loaded; without JavaScript that is all."""
    page = reader.open(PAGE)
    expect(page.get_by_label("Quotations with")).to_be_visible()
    expect(page.locator(".v-quotations:not(.v-explored) tbody tr:not(.v-of)")).to_have_count(
        len(dataset.quotations)
    )
    assert not [url for url in reader.requests if "/search/" in url]
    bare = reader.open(PAGE, java_script_enabled=False)
    expect(bare.locator("[data-explorer]")).to_be_hidden()
    expect(bare.locator(".v-quotations tbody tr:not(.v-of)")).to_have_count(len(dataset.quotations))


@pytest.mark.parametrize("query", ["q=%21%21", "from_a=letter"])
def test_an_address_that_asks_for_nothing_shows_the_plain_table(
    reader: Reader, dataset: Dataset, query: str
) -> None:
    """Marks alone are no words, and what others add to an address is no filter."""
    page = reader.open(f"{PAGE}?{query}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".v-explored")).to_be_hidden()
    plain = page.locator(".v-quotations:not(.v-explored) tbody tr:not(.v-of)")
    expect(plain).to_have_count(len(dataset.quotations))
    expect(plain.first).to_be_visible()


def test_words_and_filters_meet_and_stand_in_the_address(reader: Reader) -> None:
    """Words, outlet and type; the address says the same and opens to the same."""
    page = reader.open(PAGE)
    page.get_by_label("Quotations with").fill("dawn")
    expect(status(page)).to_have_text("3 quotations")
    page.locator("select[name=outlet]").focus()
    page.locator("select[name=outlet]").select_option(label="The Courier")
    expect(status(page)).to_have_text("1 quotation")
    page.get_by_label("Type").select_option("indirect")
    expect(rows(page)).to_have_text(["the town would sail at dawn, with or without the region"])
    assert asked(page) == {"q": ["dawn"], "outlet": ["the-courier"], "type": ["indirect"]}
    again = reader.open(page.url.removeprefix(reader.site))
    expect(status(again)).to_have_text("1 quotation")
    expect(again.locator("select[name=outlet]")).to_have_value("the-courier")
    expect(again.locator(".v-quotations:not(.v-explored)")).to_be_hidden()


def test_speaker_by_name(reader: Reader) -> None:
    """A name is completed from the actors; an address names its speaker by id and shows the name."""
    page = reader.open(PAGE)
    page.get_by_label("Speaker").fill("halloran")
    expect(page.locator('datalist option[value="Mina Halloran"]')).to_be_attached()
    page.get_by_label("Speaker").fill("Mina Halloran")
    expect(status(page)).to_have_text("2 quotations")
    assert asked(page) == {"speaker": ["mina-halloran"]}
    again = reader.open(f"{PAGE}?speaker=viktor-osei&confidence=90")
    expect(status(again)).to_have_text("5 quotations")
    expect(again.get_by_label("Speaker")).to_have_value("Viktor Osei")
    nobody = reader.open(f"{PAGE}?speaker=-")
    expect(status(nobody)).to_have_text("1 quotation")
    expect(nobody.get_by_label("Speaker")).to_have_value("nobody identified")


def test_phrase_dates_and_confidence(reader: Reader) -> None:
    """An exact phrase, a range of days, a threshold."""
    page = reader.open(f"{PAGE}?q=%22into the dark%22")
    expect(rows(page)).to_have_text(["“It is a leap into the dark,”"])
    page = reader.open(f"{PAGE}?from=2024-03-18&to=2024-03-18")
    expect(status(page)).to_have_text("3 quotations")
    page = reader.open(f"{PAGE}?from=2024-04-01&to=2024-04-30")
    expect(status(page)).to_have_text("3 quotations")
    page = reader.open(f"{PAGE}?from=2024-04-02")
    expect(status(page)).to_have_text("No quotation is like that.")
    page = reader.open(f"{PAGE}?type=direct&confidence=70&outlet=-")
    expect(rows(page)).to_have_text(
        [
            "“The sum is in the budget since March,” […] “There is nothing to hide.”",
            "“Numbers are patient,”",
            "“{{ 7*7 }} <img src=x onerror=alert(1)> & sons is no bidder,”",
        ]
    )


def test_a_date_of_printing_is_not_taken_for_one_of_speaking(reader: Reader) -> None:
    """Where nobody states when a thing was said, what stands there is called the date of publication."""
    page = reader.open(f"{PAGE}?q=dawn")
    expect(page.get_by_role("cell", name="published April 2024")).to_be_visible()
    expect(page.get_by_role("cell", name="18 March 2024", exact=True).first).to_be_visible()


def test_back_button_goes_from_question_to_question(reader: Reader) -> None:
    """Letters of one word are one question; back undoes it, forward asks it again."""
    page = reader.open(PAGE)
    box = page.get_by_label("Quotations with")
    box.press_sequentially("leap", delay=150)
    expect(status(page)).to_have_text("2 quotations")
    box.press("Enter")
    page.get_by_label("Type").select_option("mixed")
    expect(status(page)).to_have_text("No quotation is like that.")
    page.go_back()
    expect(status(page)).to_have_text("2 quotations")
    expect(page.get_by_label("Type")).to_have_value("")
    page.go_back()
    expect(page.locator(".v-quotations:not(.v-explored)")).to_be_visible()
    expect(box).to_have_value("")
    page.go_forward()
    expect(box).to_have_value("leap")
    expect(status(page)).to_have_text("2 quotations")


def test_csv_holds_the_selection(reader: Reader, tmp_path: Path) -> None:
    """What is shown is what is downloaded, with permalinks."""
    page = reader.open(f"{PAGE}?q=dawn")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    target = tmp_path / "quotations.csv"
    download.value.save_as(target)
    found = list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig"))))
    assert len(found) == 3
    assert {row["speaker"] for row in found} == {"Ana Ruiz"}
    assert {row["outlet"] for row in found} == {"The Gazette", "The Beacon", "The Courier"}
    dates = {row["outlet"]: (row["date"], row["date_is"]) for row in found}
    assert dates["The Gazette"] == ("2024-03-18", "said")
    assert dates["The Courier"] == ("2024-04", "published")
    page.goto(found[0]["permalink"])
    expect(page.locator("mark.v-target").first).to_be_visible()


def test_results_lead_to_their_places(reader: Reader) -> None:
    """A row links to the words in their article; previews work in it as everywhere."""
    page = reader.open(f"{PAGE}?q=budget")
    page.locator(".v-explored td a:not([href*='#'])").first.hover()
    expect(page.locator("#v-card")).to_contain_text("Mina Halloran")
    rows(page).first.click()
    expect(page.locator("mark.v-target").first).to_contain_text("The sum is in the budget")
