"""The desk in a browser: every kind of decision by keys, by mouse, by touch, and what it writes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
import uvicorn
import yaml
from playwright.sync_api import Browser, Page, expect

from build_site.commands.authoring import new
from build_site.config import Project
from build_site.desk.server import Desk, application
from build_site.live import Live
from build_site.pipeline import Options
from tests.browser.conftest import Reader
from tests.desk.conftest import BRIDGE, FERRY, OWN

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOKEN = "a-token-of-this-test"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str]]:
    """A project at its desk, and the desk's address."""
    project = new(tmp_path_factory.mktemp("desk") / "quay", "Quay", "none")
    (project.seeds / "bridge.txt").write_text(BRIDGE, "utf-8")
    (project.seeds / "ferry.txt").write_text(FERRY, "utf-8")
    for stem in ("bridge", "ferry"):
        (project.seeds / f"{stem}.yml").write_text(f"slug: {stem}\n", "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    desk = Desk(project, Live(project, Options()), "Ada Brun")
    desk.open()
    config = uvicorn.Config(application(desk, port, TOKEN), port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield project, f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join()


@pytest.fixture
def project(served: tuple[Project, str]) -> Project:
    """The project, its corrections as they were."""
    served[0].corrections_file.write_text(OWN, "utf-8")
    return served[0]


@pytest.fixture
def reader(browser: Browser, served: tuple[Project, str], project: Project) -> Iterator[Reader]:
    """Opens pages; afterwards no console error and no foreign request may have been seen."""
    made = Reader(browser, served[1])
    yield made
    made.close()


def open_article(reader: Reader, stem: str, **settings: Any) -> Page:
    """An article's page at the desk."""
    page = reader.open(f"articles/{stem}.html?token={TOKEN}", **settings)
    expect(page.locator(".v-desk-progress")).to_contain_text("looked at")
    return page


def decided(page: Page, words: str) -> None:
    """The desk says so."""
    expect(page.locator(".v-desk [role=status]")).to_contain_text(words)


def entries(project: Project, part: str = "quotations") -> list[dict[str, Any]]:
    """What is written now."""
    found = yaml.load(project.corrections_file.read_text("utf-8"), yaml.BaseLoader)
    return list(found.get(part) or ())


def written(project: Project, part: str, count: int) -> dict[str, Any]:
    """The last entry, once there are so many."""
    until = time.monotonic() + 5
    while len(entries(project, part)) != count and time.monotonic() < until:
        time.sleep(0.02)
    assert len(entries(project, part)) == count
    return entries(project, part)[-1] if count else {}


def test_by_keys_alone(reader: Reader, project: Project) -> None:
    """Right, speaker, type, bounds, drop, new, undo and redo; the page shows each at once."""
    page = open_article(reader, "ferry")
    press = page.keyboard.press
    press("j")
    expect(page.locator(".v-desk-words")).to_contain_text("We have no money")
    press("Enter")
    assert written(project, "checked", 1)["by"] == "Ada Brun"
    expect(page.locator(".v-after")).to_contain_text("Ada Brun, ")  # the page says checked
    expect(page.locator(".v-desk-words")).to_contain_text("ferries would be late")
    press("s")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.type("pilot of the night")
    expect(page.get_by_role("option").first).to_contain_text("Someone new: pilot of the night")
    press("Enter")
    assert written(project, "quotations", 2)["speaker"] == "pilot of the night"
    expect(page.locator(".v-legend")).to_contain_text("pilot of the night")
    expect(page.locator(".v-desk-words")).to_contain_text("It is cold")
    press("2")
    expect(page.locator(".v-desk-kinds [aria-pressed=true]")).to_contain_text("mixed")
    assert written(project, "quotations", 3)["type"] == "mixed"
    press("b")
    expect(page.get_by_role("button", name="End earlier")).to_be_visible()
    press("ArrowLeft")
    press("Enter")
    expect(page.locator(".v-desk-words")).to_have_text("It is")
    assert entries(project)[-1]["content"] == "It is"
    press("x")
    decided(page, "no quotation")
    assert entries(project)[-1]["drop"] == "true"
    press("u")
    decided(page, "Undone")
    press("U")
    decided(page, "Done again")
    press("u")
    decided(page, "Undone")
    press("a")
    press("ArrowRight")
    press("Enter")
    page.keyboard.type("nobod")
    expect(page.get_by_role("option").first).to_contain_text("Nobody")
    press("Enter")
    assert written(project, "quotations", 4)["speaker"] == "unattributed"


def test_by_mouse(reader: Reader, project: Project) -> None:
    """A click takes a quotation in hand; words that are selected become one; a form states facts."""
    page = open_article(reader, "bridge")
    page.locator(".v-text mark", has_text="The ferries will run").first.click()
    expect(page.locator(".v-desk-lit").first).to_be_visible()
    page.get_by_role("button", name="No quotation").click()
    decided(page, "no quotation")
    assert entries(project)[0]["drop"] == "true"
    page.locator(".v-text .v-block", has_text="Nobody sailed").dblclick(position={"x": 20, "y": 12})
    page.get_by_role("button", name="New quotation").click()
    page.get_by_role("option", name="Ada Brun").first.click()
    assert written(project, "quotations", 2)["add"] == "Nobody"
    page.get_by_role("button", name="Facts").click()
    page.get_by_label("Outlet").fill("The Quay")
    page.get_by_role("button", name="Write").click()
    expect(page.locator(".v-provenance")).to_contain_text("The Quay")
    assert "outlet: The Quay" in (project.seeds / "bridge.yml").read_text("utf-8")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".v-provenance")).not_to_contain_text("The Quay")


def test_actors_and_statements(reader: Reader, project: Project) -> None:
    """Named, described, merged, given apart; two quotations one statement, and parted again."""
    page = reader.open(f"actors/jon-vale.html?token={TOKEN}")
    expect(page.locator(".v-desk-progress")).to_contain_text("looked at")
    page.keyboard.press("e")
    page.get_by_role("textbox", name="Title").fill("harbour master of Quay")
    page.keyboard.press("Enter")
    expect(page.locator(".v-main")).to_contain_text("harbour master of Quay")
    page.keyboard.press("e")
    page.get_by_role("button", name="The same as somebody else").click()
    page.keyboard.type("ada")
    page.get_by_role("option", name="Ada Brun").click()
    assert written(project, "actors", 1) == {"merge": ["Ada Brun", "Jon Vale"], "into": "Ada Brun"}
    page.wait_for_url("**/actors/ada-brun.html")  # the page follows its actor
    page.goto(f"{reader.site}articles/ferry.html")
    expect(page.locator(".v-desk-progress")).to_contain_text("looked at")
    page.locator(".v-text mark", has_text="We have no money").first.click()
    page.keyboard.press("o")
    page.get_by_role("button", name="Join with").click()
    page.keyboard.type("no money")
    page.get_by_role("option", name="no money").first.click()
    joined = written(project, "statements", 1)["join"]
    assert [q["article"] for q in joined] == ["ferry.txt", "bridge.txt"]
    decided(page, "join")
    page.keyboard.press("o")
    page.get_by_role("button", name="Separate from the other versions").click()
    expect(page.get_by_role("alert")).to_contain_text("parts what join: at")  # refused, and the reason told
    assert len(entries(project, "statements")) == 1
    assert all("409" in complaint for complaint in reader.complaints)
    reader.complaints.clear()
    page.keyboard.press("u")
    decided(page, "Undone: join")
    written(project, "statements", 0)
    (project.seeds / "actors.yml").unlink()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_by_touch_and_for_everybody(reader: Reader, project: Project, colours: str) -> None:
    """The queue on a phone: one at a time, in context; axe-core finds nothing."""
    page = open_article(reader, "ferry", color_scheme=colours, **PHONE)
    page.get_by_role("button", name="Look here first").tap()
    expect(page.locator(".v-desk-why")).to_be_visible()
    expect(page.locator(".v-desk-lit").first).to_be_in_viewport()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    assert [rule["id"] for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Right").tap()
    written(project, "checked", 1)
    expect(page.locator(".v-desk-progress, .v-desk-why").first).to_be_visible()
