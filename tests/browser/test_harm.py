"""Hostile articles in a real browser, with all scripts at work: nothing of theirs is ever run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Reader, served
from tests.site.hostile import hostile_project
from tests.site.published import Project

pytestmark = pytest.mark.browser
KINDS = (
    "index",
    "articles/index",
    "articles/harbour-vote",
    "articles/a-line",
    "actors/index",
    "actors/ada-lindqvist",
    "statements/index",
    "statements/we-will",
    "outlets/index",
    "quotations/index",
    "who-quotes-whom",
    "timeline",
    "method",
    "data/index",
)
"""How the address of one page of each kind begins."""


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return hostile_project(tmp_path_factory)


@pytest.fixture(scope="module")
def address(harm: Project) -> Iterator[str]:
    with served(harm.site) as served_at:
        yield served_at


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    made = Reader(browser, address)
    yield made
    made.close()


def unharmed(page: Page) -> None:
    """No element of theirs, and no call."""
    assert page.locator("x-evil").count() == 0
    assert page.evaluate("typeof window.evil") == "undefined"


def test_no_page_runs_anything(harm: Project, reader: Reader) -> None:
    """A call of ``evil()`` would be an error in the console."""
    page = reader.open()
    for kind in KINDS:
        page.goto(reader.site + next(path for path in harm.texts if path.startswith(kind)))
        unharmed(page)
        assert not reader.complaints, kind


def test_search_shows_words_only(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("evil")
    expect(page.locator(".v-option").first).to_be_visible()
    assert "x-evil" in page.locator("#v-found").inner_text()
    unharmed(page)


def test_previews_and_cards_show_words_only(harm: Project, reader: Reader) -> None:
    """Every link to an actor or an article on the page, and every quotation's card."""
    page = reader.open(next(path for path in harm.texts if path.startswith("articles/harbour-vote")))
    for badge in page.locator(".v-badge").all():
        badge.focus()
        unharmed(page)
    for link in page.locator(".v-after a:not([href*='#'])").all()[:12]:
        link.focus()
        unharmed(page)


@pytest.mark.parametrize("by", ["served", "file"])
def test_what_got_into_a_page_would_not_run(harm: Project, address: str, browser: Browser, by: str) -> None:
    """The page's own policy is the second wall: here the first is taken away."""
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text) if "Content Security Policy" in m.text else None)
    for harm_done in (
        "<img src=nowhere.png onerror='window.evil = 1'>",
        "<a id=link href='javascript:window.evil = 1'>here</a>",
        "<svg onload='window.evil = 1'></svg>",
    ):
        page.goto((address if by == "served" else harm.site.as_uri() + "/") + "index.html")
        refused.clear()
        page.evaluate("text => { document.querySelector('#v-main').innerHTML = text; }", harm_done)
        page.evaluate("() => document.getElementById('link')?.click()")
        page.wait_for_timeout(100)
        assert page.evaluate("window.evil") is None
        assert refused, harm_done
    context.close()
