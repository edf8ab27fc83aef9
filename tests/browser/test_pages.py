"""Every kind of page: accessible in light and dark, wide and narrow; light; still; and without a dead end."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from build_site.pages.assets import assets
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = (
    "index.html",
    "articles/index.html",
    "articles/harbour-plan-passes-after-a-long-night.html",
    "actors/index.html",
    "actors/ana-ruiz.html",
    "statements/index.html",
    "STATEMENT",
    "outlets/index.html",
    "outlets/the-gazette.html",
    "quotations/index.html",
    "quotations/index.html?q=dawn",
    "transcripts/index.html",
    "TRANSCRIPT",
    "stories/index.html",
    "stories/harbour-plan-passes-0000.html",
    "how-outlets-report.html",
    "actors/index-institutions.html",
    "who-quotes-whom.html",
    "timeline.html",
    "method.html",
    "quotations/how-to-read.html",
    "data/index.html",
)


def statement(folder: Path) -> str:
    """The page of the statement with three versions."""
    (found,) = (folder / "statements").glob("we-sail-at-dawn-with-them-or-without-*.html")
    return f"statements/{found.name}"


def transcript(folder: Path) -> str:
    """The page of what was said."""
    (found,) = (folder / "transcripts").glob("town-meeting-*.html")
    return f"transcripts/{found.name}"


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA in an element, in words."""
    if not page.evaluate("'axe' in window"):  # not as a script of the page, which its policy refuses
        page.evaluate(f"() => {{ {AXE.read_text('utf-8')} }}")
    found: list[dict[str, Any]] = page.evaluate(
        "([within, rules]) => axe.run(within, {runOnly: rules}).then(all => all.violations)", [within, RULES]
    )
    return [f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:300]}" for v in found for n in v["nodes"]]


def moved(page: Page) -> float:
    """The layout shift since the page began to load."""
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        """() => new Promise(resolve => {
            let sum = 0;
            new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
                .observe({type: 'layout-shift', buffered: true});
            requestAnimationFrame(() => setTimeout(() => resolve(sum), 50));
        })"""
    )
    return float(shift)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_still(reader: Reader, folder: Path, path: str) -> None:
    """axe-core finds nothing, wide and narrow, in light and in dark; nothing moves, nor scrolls sideways."""
    where = {"STATEMENT": statement, "TRANSCRIPT": transcript}.get(path, lambda _: path)(folder)
    page = reader.open(where, viewport={"width": 1280, "height": 900}, color_scheme="light")
    assert moved(page) <= 0.02
    for scheme, widths in (("light", (1280, 390)), ("dark", (390, 1280))):
        if scheme == "dark":
            page.emulate_media(color_scheme="dark")
            page.reload()
        if "?" in path:
            expect(page.locator(".v-explored tbody tr").first).to_be_visible()
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == [], (scheme, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_violation_in_what_opens(reader: Reader, width: int, scheme: Any) -> None:
    """The search with results and filters, the card with all that it folds, the list of keys."""
    page = reader.open(PAGES[2], viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.locator("a.v-badge").first.click()
    for folded in ("why", "copy"):
        page.locator(f"#v-card .v-{folded} summary").click()
    expect(page.locator("#v-card button[data-format]")).to_have_count(9)
    assert violations(page, "#v-card") == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert violations(page, "dialog[open]") == []
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("a")
    expect(page.locator(".v-option").first).to_be_visible()
    page.locator("#v-search summary").click()
    assert violations(page, "#v-search") == []


@pytest.mark.parametrize("toggle", ["Differences only", "Original wording"])
def test_collation_toggles(reader: Reader, folder: Path, toggle: str) -> None:
    """A button says that it is pressed, and the versions look otherwise."""
    page = reader.open(statement(folder))
    before = page.locator(".v-collation").inner_text()
    button = page.get_by_role("button", name=toggle)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.locator(".v-collation").inner_text() != before or toggle == "Differences only"
    button.click()
    assert page.locator(".v-collation").inner_text() == before


def test_a_version_has_the_whole_width_of_a_phone(reader: Reader, folder: Path) -> None:
    """Its words as much as what stands below them."""
    path = next(p for p in sorted((folder / "statements").glob("*.html")) if "v-base" in p.read_text("utf-8"))
    page = reader.open(f"statements/{path.name}", viewport={"width": 390, "height": 844})
    width = "e => e.getBoundingClientRect().width"
    words, where = (page.locator(f".v-base .{name}").evaluate(width) for name in ("v-wording", "v-where"))
    assert words == where > 300


def test_css_and_scripts_are_light() -> None:
    """All of ours together, search and explorer included, is at most 40 kB as a server sends it."""
    ours = {
        name: len(gzip.compress(text.encode(), 9))
        for name, text in assets()
        if name.endswith((".css", ".js"))
    }
    assert sum(ours.values()) <= 40_000, ours


def test_an_article_page_is_light(folder: Path) -> None:
    """What a page asks for besides Material's own: the page, one style sheet, three small scripts."""
    page = folder / PAGES[2]
    assert len(gzip.compress(page.read_bytes(), 9)) <= 40_000


@pytest.mark.parametrize("system", ["light", "dark"])
def test_chosen_colours_stay(reader: Reader, system: Any) -> None:
    """A page is drawn as the reader’s system is, until something else is chosen; then as chosen, anywhere."""
    page = reader.open(color_scheme=system)
    drawn = {"light": "default", "dark": "slate"}
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", drawn[system])
    other = "dark" if system == "light" else "light"
    page.locator("label[title]:visible").first.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", drawn[other])
    page.goto(f"{reader.site}quotations/index.html", wait_until="commit")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", drawn[other])
