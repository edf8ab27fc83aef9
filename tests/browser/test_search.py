"""The search dialog: what it finds, how it is operated, what it loads."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from build_site.exports.words import words
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser


def search(page: Page, text: str, key: str = "/") -> None:
    """Open the search by its key and type."""
    page.keyboard.press(key)
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type(text)


def found(page: Page, group: str, part: str = "title") -> Locator:
    """The titles (or the facts) of a group of results."""
    return page.locator(f'#v-found [role="group"]:has(#v-group-{group}) .v-option-{part}')


def test_not_a_byte_before_it_is_opened(reader: Reader) -> None:
    """Only opening the dialog loads the index, the code that reads it, and the dialog's own."""
    page = reader.open()
    page.wait_for_load_state("networkidle")
    assert not [url for url in reader.requests if "/search" in url or url.endswith("/index.js")]
    search(page, "r")
    expect(page.locator(".v-option").first).to_be_visible()
    assert [url for url in reader.requests if "/search/root.js" in url]


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_first_keystroke_finds_every_kind(reader: Reader, key: str) -> None:
    """People, articles, statements and quotations stand in groups, each quotation with speaker and outlet."""
    page = reader.open()
    search(page, "a", key)
    expect(page.locator("#v-group-quotations")).to_be_visible()
    assert "Ana Ruiz" in found(page, "people").all_inner_texts()
    assert found(page, "articles").count()
    assert found(page, "statements").count()
    facts = found(page, "quotations", "facts").all_inner_texts()
    assert any(fact.startswith("Ana Ruiz · direct · The Gazette · 18 March 2024") for fact in facts), facts


def test_all_words_are_required_and_the_last_may_be_unfinished(reader: Reader) -> None:
    """A speaker's name and the beginning of a word narrow each other down; accents and case do not matter."""
    page = reader.open()
    search(page, "ÓSEI quar")
    expect(page.locator("#v-group-quotations")).to_contain_text("1")
    expect(found(page, "quotations")).to_have_text(["“no quarrel with the mayor”"])


def test_phrase_is_exact(reader: Reader) -> None:
    """Words in marks must stand in that order, side by side."""
    page = reader.open()
    search(page, "“leap in the dark”")
    expect(page.locator("#v-group-quotations")).to_be_visible()
    expect(found(page, "quotations")).to_have_text(["“a leap in the dark”"])
    page.get_by_role("combobox", name="Search").fill('"dark the in leap"')
    expect(page.get_by_text("Nothing here holds all of these words.")).to_be_visible()


def test_what_was_said_comes_before_what_was_only_written(reader: Reader) -> None:
    """Articles with the words in their title stand above quotations; those with them in their text, below."""
    page = reader.open()
    search(page, "the")
    expect(page.locator("#v-group-quotations")).to_be_visible()
    groups = page.locator("#v-found .v-group")
    names = [name.rsplit(" ", 1)[0] for name in groups.all_inner_texts()]
    assert names.index("Articles") < names.index("Quotations")
    page.get_by_role("combobox", name="Search").fill("budget")
    expect(page.locator("#v-group-in-the-text-of-articles")).to_be_visible()
    names = [name.rsplit(" ", 1)[0] for name in groups.all_inner_texts()]
    assert names.index("Quotations") < names.index("In the text of articles")
    expect(page.locator("#v-found .v-option").first).to_contain_text("The sum is in the budget")


def test_keyboard_chooses_and_opens(reader: Reader) -> None:
    """Arrows choose, the box names the chosen option, Enter opens the quotation in its place."""
    page = reader.open()
    search(page, "")
    box = page.get_by_role("combobox", name="Search")
    box.fill("budget")  # at once: what is found for a part of the word is drawn over while keys are pressed
    option = page.locator('#v-found [role="option"][href*="#q-"]').first
    expect(option).to_be_visible()
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*.html#q-*")
    expect(page.locator("mark.v-target").first).to_contain_text("The sum is in the budget")


def test_escape_closes_and_focus_returns(reader: Reader) -> None:
    """The dialog gives the focus back to what opened it."""
    page = reader.open()
    button = page.locator("[data-v-search]").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#v-search")).to_be_hidden()
    expect(button).to_be_focused()


def test_filters_narrow_down(reader: Reader) -> None:
    """Speaker, outlet, type and date together; what they leave over is told."""
    page = reader.open()
    search(page, "the")
    dialog = page.locator("#v-search")
    dialog.get_by_text("Filters").click()
    dialog.locator("select[name=outlet]").focus()
    dialog.locator("select[name=outlet]").select_option(label="The Courier")
    dialog.get_by_label("Type").select_option("indirect")
    expect(page.locator("#v-group-quotations")).to_have_text("Quotations 1")
    expect(found(page, "quotations")).to_have_text(
        ["the town would sail at dawn, with or without the region"]
    )
    dialog.get_by_label("Type").select_option("")
    dialog.get_by_label("Speaker").fill("Viktor Osei")
    expect(page.locator("#v-group-quotations")).to_have_text("Quotations 1")
    expect(found(page, "quotations")).to_have_text(["“no quarrel with the mayor”"])
    dialog.get_by_label("From").fill("2024-05-01")
    expect(page.get_by_text("Nothing here holds all of these words.")).to_be_visible()


def test_source_text_stays_text(reader: Reader) -> None:
    """Mark-up in a quotation is shown as its characters; nothing of it is made or run."""
    page = reader.open()
    search(page, "bidder")
    expect(found(page, "quotations")).to_have_text(
        ["“{{ 7*7 }} <img src=x onerror=alert(1)> & sons is no bidder,”"]
    )
    assert page.locator("#v-search img").count() == 0


def test_all_results_lead_to_the_explorer(reader: Reader) -> None:
    """The last option carries the question over."""
    page = reader.open()
    search(page, "dawn")
    option = page.get_by_role("option", name="All of these quotations as a table")
    expect(option).to_have_attribute("href", f"{reader.site}quotations/index.html?q=dawn")


def test_search_works_without_a_server(browser: Browser, folder: Path) -> None:
    """Shards are scripts: the same search answers from file://."""
    reader = Reader(browser, folder.as_uri() + "/")
    page = reader.open()
    search(page, "harb")
    expect(page.locator(".v-option").first).to_be_visible()
    reader.close()


@pytest.mark.parametrize(
    "text",
    ["The U.S. won’t – Łódź’s “café” ½ ², İstanbul ΣΟΦΟΣ 1,200 a.m. straße", "x\u0301y A.B.C. d.e f. ﬁne"],
)
def test_browser_and_index_cut_words_alike(reader: Reader, text: str) -> None:
    """The query is folded as the index was."""
    page = reader.open()
    search(page, "")
    page.evaluate("() => verbatim.include('index')")  # waited for; the policy forbids a predicate as text
    assert page.evaluate("text => verbatim.index.words(text)", text) == words(text)


def test_words_that_every_object_has_can_be_searched(reader: Reader) -> None:
    """In the dialog and in the explorer: nothing is found, and nothing fails."""
    page = reader.open()
    for word in ("constructor", "toString", "hasOwnProperty", "__proto__", "valueOf"):
        page.goto(f"{reader.site}index.html")
        search(page, word)
        expect(page.locator(".v-search-status")).not_to_be_empty()
        expect(page.locator(".v-search-status")).not_to_contain_text("cannot be loaded")
        page.goto(f"{reader.site}quotations/index.html?q={word}")
        expect(page.locator(".v-explorer-status")).not_to_be_empty()
        expect(page.locator(".v-explorer-status")).not_to_contain_text("cannot be loaded")


def test_a_misspelt_name_finds(reader: Reader) -> None:
    """One letter astray in a word that stands nowhere: the nearest is taken, and the dialog says so."""
    page = reader.open()
    search(page, "Halloarn")
    expect(found(page, "people")).to_have_text(["Mina Halloran"])
    expect(page.get_by_text("Nothing for “Halloarn”", exact=False)).to_be_visible()


def test_an_empty_box_offers_something(reader: Reader) -> None:
    """People, and what has an answer here; Enter opens none of it before one is chosen."""
    page = reader.open()
    page.keyboard.press("/")
    expect(page.locator("#v-group-quoted-most")).to_be_visible()
    expect(page.locator("#v-found")).to_contain_text("Ana Ruiz")
    expect(page.locator("#v-found")).to_contain_text("Paraphrases")
    expect(page.locator("#v-found [aria-selected=true]")).to_have_count(0)
