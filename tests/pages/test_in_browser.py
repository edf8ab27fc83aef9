"""A real browser agrees: the text of every block is the source's, and nothing of a source runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page

from build_site.model import Dataset
from build_site.pages import render
from tests.pages.corpora import hostile_corpus, plain_corpus
from tests.pages.reading import published

TEXTS = """() => [...document.querySelectorAll("[data-span]")].map(block => {
  const text = block.cloneNode(true)
  text.querySelectorAll("[data-apparatus]").forEach(x => x.remove())
  return [block.dataset.span, text.textContent]
})"""


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page of its own."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("make", [plain_corpus, hostile_corpus])
def test_text_content_is_the_source(make: Callable[[], Dataset], browser_page: Page) -> None:
    """After Python-Markdown and Chromium's parser, over every article."""
    data = make()
    pages = dict(render(data))
    ran: list[str] = []

    def refused(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    browser_page.on("dialog", refused)
    for article in data.articles:
        html = published(pages[f"articles/{article.slug}.md"])
        browser_page.set_content(f"<!doctype html><meta charset=utf-8><title>x</title>{html}")
        text = article.article.text
        expected = [[f"{b.span[0]} {b.span[1]}", text[slice(*b.span)]] for b in article.article.blocks]
        assert browser_page.evaluate(TEXTS) == expected
        assert browser_page.locator("main, body > h1").count() == 0
    assert ran == []
