"""Reading an article: the card by mouse, keyboard and touch; modes, legend, permalinks, copying."""

from __future__ import annotations

import json
import re
from typing import Any

import bibtexparser
import pytest
import rispy
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from playwright.sync_api import Page, expect

from build_site.model import Dataset
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser
ARTICLE = "articles/harbour-plan-passes-after-a-long-night.html"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def anchor(dataset: Dataset, words: str) -> str:
    """The permalink's fragment of the quotation of the first article that begins with these words."""
    return next(q.anchor for q in dataset.quotations if q.text.startswith(words))


def card(page: Page) -> Any:
    """The one card."""
    return page.locator("#v-card")


def shift(page: Page) -> float:
    """The cumulative layout shift so far, whatever the reader did included."""
    return float(
        page.evaluate(
            """() => new Promise(resolve => new PerformanceObserver(list => resolve(
                list.getEntries().reduce((sum, entry) => sum + entry.value, 0)
            )).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => resolve(0), 200))"""
        )
    )


def test_card_by_mouse(reader: Reader, dataset: Dataset) -> None:
    """Hovering shows it, it can be hovered itself, leaving or Escape closes it, and nothing moves."""
    page = reader.open(ARTICLE)
    mark = page.locator(f"#{anchor(dataset, 'We sail')}").first
    mark.hover()
    expect(card(page)).to_be_visible()
    expect(card(page)).to_contain_text("Ana Ruiz")
    evidence = card(page).locator(".v-why")
    expect(evidence.locator("p")).to_be_hidden()
    evidence.locator("summary").click()
    expect(evidence).to_contain_text("90 %")
    text, box = page.locator(".v-text").bounding_box(), card(page).bounding_box()
    assert text
    assert box
    assert box["x"] >= text["x"] + text["width"]
    card(page).hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    mark.hover(position={"x": 4, "y": 4})
    page.mouse.move(2, 400)
    expect(card(page)).to_be_hidden()
    assert shift(page) <= 0.02


def test_card_lights_its_evidence(reader: Reader, dataset: Dataset) -> None:
    """While it is open, all parts of its quotation, its cue and its source are lit, and only those."""
    page = reader.open(ARTICLE)
    name = anchor(dataset, "We sail")
    page.locator(f"#{name}").first.hover()
    expect(card(page)).to_be_visible()
    lit = page.locator(".v-lit").evaluate_all("all => all.map(e => [e.dataset.q, e.textContent])")
    number = page.locator(f"#{name}").get_attribute("data-q")
    assert {q for q, _ in lit} == {number}
    assert {"We sail at dawn, with them or without them,", "Nobody will stay behind.", "told", "Ruiz"} <= {
        t for _, t in lit
    }


def test_card_leads_to_its_words_in_the_original(reader: Reader, dataset: Dataset) -> None:
    """By a text fragment: all of few words, the first and last of many."""
    page = reader.open(ARTICLE)
    page.locator(f"#{anchor(dataset, 'We sail')}").first.hover()
    there = card(page).get_by_role("link", name="These words in the original")
    expect(there).to_have_attribute(
        "href",
        "https://gazette.example/harbour?a=1&b=2#:~:text=We%20sail%20at%20dawn%2C%20with%20them%20or%20without%20them%2C",
    )


def test_card_by_keyboard(reader: Reader) -> None:
    """Focus shows it, Enter goes into it, Escape comes back; j and k walk from quotation to quotation."""
    page = reader.open(ARTICLE)
    page.keyboard.press("j")
    first = page.locator(".v-text a.v-badge").first
    expect(first).to_be_focused()
    expect(card(page)).to_be_visible()
    page.keyboard.press("j")
    second = page.locator(".v-text a.v-badge").nth(1)
    expect(second).to_be_focused()
    expect(card(page)).to_have_attribute("aria-label", second.get_attribute("aria-label") or "")
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(card(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(first).to_be_focused()


def test_card_by_touch_is_a_sheet(reader: Reader, dataset: Dataset) -> None:
    """On a phone a tap opens it at the bottom, over the whole width; a tap beside it closes it."""
    page = reader.open(ARTICLE, **PHONE)
    page.locator(f"#{anchor(dataset, 'a leap')}").first.tap()
    expect(card(page)).to_be_visible()
    expect(card(page)).to_contain_text("Viktor Osei")
    box = card(page).bounding_box()
    assert box
    assert box["width"] == 390
    assert round(box["y"] + box["height"]) == 844
    page.touchscreen.tap(100, 60)
    expect(card(page)).to_be_hidden()


def test_what_is_tapped_stays_in_sight(reader: Reader, dataset: Dataset) -> None:
    """The sheet covers the lower part of the screen; the text comes up when it would be hidden."""
    page = reader.open(ARTICLE, **PHONE)
    mark = page.locator(f"#{anchor(dataset, 'a leap')}").first
    mark.evaluate("e => scrollTo(0, e.getBoundingClientRect().bottom + scrollY - innerHeight + 20)")
    mark.tap()
    expect(card(page)).to_be_visible()
    tapped, sheet = mark.bounding_box(), card(page).bounding_box()
    assert tapped
    assert sheet
    assert 0 < tapped["y"] + tapped["height"] <= sheet["y"]


def test_nothing_is_wider_than_a_phone(reader: Reader) -> None:
    """No page scrolls sideways at 390 pixels, nor at 320."""
    for width in (390, 320):
        page = reader.open(ARTICLE, viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_modes_are_remembered(reader: Reader) -> None:
    """Text only, quotations, evidence: chosen once, kept on the next page."""
    page = reader.open(ARTICLE)
    article = page.locator(".v-article")
    expect(article).to_have_attribute("data-mode", "quotations")
    page.locator(".v-modes label", has_text="Evidence").click()
    expect(article).to_have_attribute("data-mode", "evidence")
    page.goto(f"{reader.site}articles/council-split-over-harbour.html")
    expect(article).to_have_attribute("data-mode", "evidence")
    expect(page.get_by_label("Evidence")).to_be_checked()
    page.locator(".v-modes label", has_text="Text only").click()
    page.locator("mark").first.hover()
    page.keyboard.press("j")
    expect(page.locator("a.v-badge").first).to_be_hidden()
    expect(card(page)).to_be_hidden()


def test_legend_isolates_and_steps(reader: Reader, dataset: Dataset) -> None:
    """A click shows one speaker alone, the next steps to the next quotation; the text stays whole."""
    page = reader.open(ARTICLE)
    text = page.locator(".v-text").inner_text()
    leap, sail = (anchor(dataset, words)[2:] for words in ("a leap", "We sail"))
    button = page.locator(".v-legend button", has_text="Ana Ruiz")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#l-{leap}")).to_be_hidden()
    expect(page.locator(f"#l-{sail}")).to_be_visible()
    first = page.locator(".v-target").first.get_attribute("data-q")
    button.click()
    expect(page.locator(".v-target").first).not_to_have_attribute("data-q", first or "")
    page.get_by_role("button", name="Everyone").click()
    expect(page.locator(f"#l-{leap}")).to_be_visible()
    assert page.locator(".v-text").inner_text() == text


def test_permalink_shows_in_every_mode_and_filter(reader: Reader, dataset: Dataset) -> None:
    """What the address names is marked and comes out of a filter; what is gone is told."""
    page = reader.open(ARTICLE)
    page.locator(".v-modes label", has_text="Text only").click()
    page.locator(".v-legend button", has_text="Ana Ruiz").click()
    leap = anchor(dataset, "a leap")
    page.evaluate("name => { location.hash = name }", leap)
    shown = page.locator(f"#{leap}").first
    expect(shown).to_have_class(re.compile("v-target"))
    expect(shown).not_to_have_class(re.compile("v-hushed"))
    assert shown.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.evaluate("location.hash = 'q-00000000'")
    expect(page.get_by_role("alert")).to_contain_text("No quotation of this article")
    page.evaluate("name => { location.hash = name }", leap)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_permalink_shows_the_whole_quotation(reader: Reader, dataset: Dataset) -> None:
    """All parts of the quotation are marked, its first is in view below the header."""
    name = anchor(dataset, "We sail")
    page = reader.open(f"{ARTICLE}#{name}")
    expect(page.locator(".v-target")).to_have_count(2)
    box = page.locator(f"#{name}").bounding_box()
    assert box
    header = page.locator(".v-head").bounding_box()
    assert header
    assert header["height"] <= box["y"] < 800
    other = anchor(dataset, "a leap")
    page.goto(f"{reader.site}{ARTICLE}#{other}")
    expect(page.locator(".v-target")).to_have_count(1)


def copied(reader: Reader, dataset: Dataset, words: str, button: str) -> str:
    """What a button of the copy menu puts on the clipboard."""
    page = reader.open(ARTICLE, permissions=["clipboard-read", "clipboard-write"])
    page.locator(f'a.v-badge[href="#l-{anchor(dataset, words)[2:]}"]').click()
    if not button.startswith("Copy "):
        card(page).locator(".v-copy summary").click()
    card(page).get_by_role("button", name=button, exact=True).click()
    expect(card(page).get_by_role("status")).to_have_text(f"Copied: {button}")
    return str(page.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")


def test_a_card_shows_what_was_said(reader: Reader, dataset: Dataset) -> None:
    """The verdict, the words in their surroundings, and the way to their place in the transcript."""
    page = reader.open(ARTICLE)
    page.locator(f'a.v-badge[href="#l-{anchor(dataset, "We sail")[2:]}"]').click()
    expect(card(page)).to_contain_text("verbatim")
    expect(card(page)).to_contain_text("my friends. We sail at dawn, with them or without them. Nobody")
    card(page).get_by_role("link", name="Town meeting").first.click()
    expect(page.locator(":target")).to_contain_text("We sail at dawn")
    expect(page.locator(":target")).to_be_in_viewport()


def test_copied_link_and_quotation(reader: Reader, dataset: Dataset) -> None:
    """The permalink, and the words with who said them where."""
    link = f"{reader.site}{ARTICLE}#{anchor(dataset, 'a leap')}"
    assert copied(reader, dataset, "a leap", "Copy link") == link
    assert copied(reader, dataset, "a leap", "Copy quotation") == (
        "“a leap in the dark” — Viktor Osei, in “Harbour plan passes after a long night”, The Gazette,"
        f" 19 March 2024, {link}."
    )


def test_copied_chicago(reader: Reader, dataset: Dataset) -> None:
    """Author, title, newspaper, date, address; a stop after each."""
    assert copied(reader, dataset, "a leap", "Chicago") == (
        "Jo Lind. “Harbour plan passes after a long night.” The Gazette, March 19, 2024."
        " https://gazette.example/harbour?a=1&b=2."
    )


def test_copied_bibtex_is_read(reader: Reader, dataset: Dataset) -> None:
    """A BibTeX reader finds the fields again."""
    (entry,) = bibtexparser.loads(
        copied(reader, dataset, "a leap", "BibTeX"),
        bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False),
    ).entries
    assert entry["title"] == "{Harbour plan passes after a long night}"
    assert entry["organization"] == "The Gazette"
    assert entry["date"] == "2024-03-19"
    assert "“a leap in the dark”" in entry["note"]


def test_copied_csl_is_formatted(reader: Reader, dataset: Dataset) -> None:
    """A citation processor makes a reference of it."""
    (item,) = json.loads(copied(reader, dataset, "a leap", "CSL-JSON"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    made.register(Citation([CitationItem(item["id"])]))
    assert "Harbour plan passes after a long night" in str(made.bibliography()[0])
    assert item["issued"] == {"date-parts": [[2024, 3, 19]]}


def test_copied_ris_is_read(reader: Reader, dataset: Dataset) -> None:
    """A RIS reader finds the fields again."""
    (record,) = rispy.loads(copied(reader, dataset, "a leap", "RIS"))
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == "Harbour plan passes after a long night"
    assert record["year"] == "2024"


def test_copied_correction_is_taken(reader: Reader, dataset: Dataset) -> None:
    """The YAML names the article and the exact words, ready for corrections.yml."""
    fix = yaml.safe_load(copied(reader, dataset, "We sail", "Correction"))
    (entry,) = fix["quotations"]
    assert entry["article"] == "harbour-plan-passes-after-a-long-night"
    assert entry["quote"] == "We sail at dawn, with them or without them,"
    assert entry["speaker"] == "Ana Ruiz"


def test_preview_on_hover_and_focus(reader: Reader) -> None:
    """A link to an actor shows who that is, on the first hover already, and on focus."""
    page = reader.open(ARTICLE)
    link = page.locator('.v-appears a[href$="actors/ana-ruiz.html"]')
    link.hover()
    expect(card(page)).to_contain_text("Ana Ruiz")
    expect(card(page)).to_contain_text("7 quotations in 3 articles of 3 outlets")
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    other = page.locator(".v-related a").first
    other.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card(page)).to_contain_text("article")


def test_keys_are_told_and_can_be_turned_off(reader: Reader) -> None:
    """`?` lists them; with single keys off, `/` types nothing and opens nothing, Ctrl-K still does."""
    page = reader.open(ARTICLE)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("/")
    expect(page.locator("#v-search")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator("#v-search")).to_be_visible()
    assert not page.evaluate("document.activeElement.matches('.v-badge')")


def test_without_javascript_the_badge_leads_to_the_facts(reader: Reader, dataset: Dataset) -> None:
    """The highlight's own link goes to the list of quotations, which has all that the card shows."""
    page = reader.open(ARTICLE, java_script_enabled=False)
    leap = anchor(dataset, "a leap")
    page.locator(f'a.v-badge[href="#l-{leap[2:]}"]').click()
    assert page.url.endswith(f"#l-{leap[2:]}")
    expect(page.locator(f"#l-{leap[2:]} > p + p").first).to_contain_text("Viktor Osei")


def test_printed_article_has_numbered_endnotes(reader: Reader, dataset: Dataset) -> None:
    """On paper the badge is a number, the list follows, and what is for the screen is gone."""
    page = reader.open(ARTICLE)
    page.emulate_media(media="print")
    expect(page.locator(".v-head, .v-legend").first).to_be_hidden()
    expect(page.locator(".v-list > li")).to_have_count(5)
    expect(page.locator(".v-side").first).to_be_hidden()
    expect(page.locator(".v-folded [data-span]").first).to_be_visible()
    numbers = page.locator(".v-text a.v-badge").evaluate_all("all => all.map(e => e.dataset.n)")
    assert numbers == page.locator(".v-list > li > p:first-child > a").all_inner_texts() == [*"12345"]
    for facts in page.locator(".v-list > li > :is(p + p, details > p)").all():
        expect(facts).to_be_visible()
    number = page.locator("a.v-badge").nth(1)
    shown = number.evaluate(
        "e => getComputedStyle(e, '::after').content + getComputedStyle(e, '::before').content"
    )
    assert re.search(r"attr|2", shown), shown
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    whole = page.locator(".v-list > li").first.get_attribute("data-whole") or ""
    assert whole.startswith(f"{reader.site}{ARTICLE}#q-")
    assert page.pdf().startswith(b"%PDF-")


def test_dark_is_dark(reader: Reader) -> None:
    """Where the system is dark, so is the page, from the first paint."""
    page = reader.open(ARTICLE, color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", colour)[:3])) < 64


@pytest.mark.parametrize("anchor", ["#%", "#q-%E0%A4%A", "#%00"])
def test_an_address_that_is_no_text_opens_the_page(reader: Reader, anchor: str) -> None:
    """What cannot be decoded points nowhere, and the keys still lead to quotations."""
    page = reader.open(ARTICLE + anchor)
    page.keyboard.press("j")
    expect(page.locator(".v-badge:focus")).to_have_count(1)
