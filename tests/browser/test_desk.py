"""The desk in a browser: every kind of decision by keys, by mouse, by touch, and what it writes."""

from __future__ import annotations

import socket
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
import uvicorn
import yaml
from playwright.sync_api import Browser, Page, expect

from build_site.commands.authoring import new
from build_site.config import Project
from build_site.desk.blind import Blind
from build_site.desk.coding import Coding
from build_site.desk.server import Desk, application
from build_site.live import Live
from build_site.pipeline import Options
from tests.browser.conftest import Reader
from tests.browser.hands import Hand, Keys, Mouse, Touch, written
from tests.desk.conftest import BRIDGE, FERRY, OWN

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOKEN = "a-token-of-this-test"
CORRECTIONS = "corrections.yml"
MAY = "“We will open the bridge on the first of May and not a single day before,” Mayor Ada Brun said.\n"
TEXTS = {
    "bridge": BRIDGE,
    "ferry": FERRY,
    "ropes": f"""The ropes of Quay freeze
{MAY}The ropes freeze at night, the former mayor said.
The former mayor called it “a bad joke”. The former mayor warned of a “slow” winter and of more.
The former mayor thinks the ferries are late.
""",
    "post": f"A day in May\n{MAY}",
}
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
Work = Callable[[Hand, Project], None]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@contextmanager
def serving(desk: Desk) -> Iterator[str]:
    """The address of a desk."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(application(desk, port, TOKEN), port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str, Live]]:
    """A project at its desk, and the desk's address."""
    project = new(tmp_path_factory.mktemp("desk") / "quay", "Quay", "none")
    for stem, text in TEXTS.items():
        (project.seeds / f"{stem}.txt").write_text(text, "utf-8")
        (project.seeds / f"{stem}.yml").write_text(f"slug: {stem}\n", "utf-8")
    (project.seeds / "vale.png").write_bytes(PICTURE)
    site = Live(project, Options())
    desk = Desk(project, site, "Ada Brun")
    desk.open()
    with serving(desk) as address:
        yield project, address, site


@pytest.fixture
def project(served: tuple[Project, str, Live]) -> Project:
    """The project, its corrections as they were."""
    served[0].corrections_file.write_text(OWN, "utf-8")
    served[0].actors_file.unlink(missing_ok=True)
    return served[0]


@pytest.fixture
def reader(browser: Browser, served: tuple[Project, str, Live], project: Project) -> Iterator[Reader]:
    """Opens pages; afterwards no console error and no foreign request may have been seen."""
    made = Reader(browser, served[1])
    yield made
    made.close()


def open_article(reader: Reader, stem: str, **settings: Any) -> Page:
    """An article's page at the desk."""
    page = reader.open(f"articles/{stem}.html?token={TOKEN}", **settings)
    ready(page)
    return page


def decided(page: Page, words: str) -> None:
    """The desk says so."""
    expect(page.locator(".v-desk [role=status]")).to_contain_text(words)


def at_page(hand: Hand, path: str) -> Page:
    """A page of the desk, in a hand."""
    hand.page.goto(hand.page.url.partition("/articles/")[0] + f"/{path}")
    ready(hand.page)
    return hand.page


def ready(page: Page) -> None:
    """The desk knows the page."""
    expect(page.locator(".v-desk-progress")).to_contain_text("looked at")


def settles(true: Callable[[], bool]) -> None:
    """It becomes true."""
    until = time.monotonic() + 5
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    assert true()


def quoted(hand: Hand, project: Project) -> None:
    """Right, another speaker, new, two, nobody, type, bounds, drop, bring back, date, note, as found."""
    page = at_page(hand, "articles/ferry.html")
    hand.take("We have no money")
    hand.button("Right", "Enter")
    made = written(project, CORRECTIONS, "checked", 1)
    who = {"speaker": "Ada Brun", "type": "direct", "by": "Ada Brun"}
    assert made == {"article": "ferry.txt", "quote": "We have no money for it,", **who, "on": made["on"]}
    expect(page.locator(".v-after")).to_contain_text("Ada Brun, ")  # the page says checked
    expect(page.locator(".v-desk-words")).to_contain_text("ferries would be late")  # the next is in hand
    hand.button("Speaker", "s")
    hand.choose("ada", "Ada Brun")
    late = {"article": "ferry.txt", "quote": "the ferries would be late"}
    assert written(project, CORRECTIONS, "quotations", 2) == {**late, "speaker": "Ada Brun"}
    cold = {"article": "ferry.txt", "quote": "It is cold,"}
    hand.take("It is cold")
    hand.button("Speaker", "s")
    hand.choose("Nils Holm", "Someone new: Nils Holm person")
    assert written(project, CORRECTIONS, "quotations", 3) == {
        **cold,
        "speaker": "Nils Holm",
        "kind": "person",
    }
    expect(page.locator(".v-legend")).to_contain_text("Nils Holm")
    hand.take("It is cold")
    hand.button("More", "o")
    hand.button("Together with", "t")
    hand.choose("val", "Jon Vale")
    both = [{"name": "Nils Holm", "kind": "person"}, "Jon Vale"]
    settles(lambda: written(project, CORRECTIONS, "quotations", 3) == {**cold, "speaker": both})
    decided(page, "Nils Holm and Jon Vale, direct, ")
    hand.button("More", "o")
    hand.button("Without Nils Holm")
    settles(lambda: written(project, CORRECTIONS, "quotations", 3) == {**cold, "speaker": "Jon Vale"})
    hand.take("It is cold")
    hand.button("Speaker", "s")
    hand.choose("nobo", "Nobody")
    settles(lambda: written(project, CORRECTIONS, "quotations", 3) == {**cold, "speaker": "unattributed"})
    hand.take("It is cold")
    hand.button("mixed", "2")
    expect(page.locator(".v-desk-kinds [aria-pressed=true]")).to_contain_text("mixed")
    cold |= {"speaker": "unattributed", "type": "mixed"}
    assert written(project, CORRECTIONS, "quotations", 3) == cold
    if type(hand) is Mouse:
        hand.draw("It is")
        hand.button("Bounds")
    else:
        hand.button("Bounds", "b")
        if isinstance(hand, Keys):
            page.keyboard.press("ArrowLeft")
        else:
            hand.button("End earlier")
        hand.button("These words are the quotation", "Enter")
    expect(page.locator(".v-desk-words")).to_have_text("It is")
    settles(lambda: written(project, CORRECTIONS, "quotations", 3)["content"] == "It is")
    hand.button("More", "o")
    hand.state(Said_on="2024-03")
    settles(lambda: written(project, CORRECTIONS, "quotations", 3).get("date") == "2024-03")
    hand.button("More", "o")
    hand.state(Note="Heard at the quay.")
    settles(lambda: written(project, CORRECTIONS, "quotations", 3).get("note") == "Heard at the quay.")
    hand.button("No quotation", "x")
    decided(page, "no quotation")
    dropped = {"article": "ferry.txt", "quote": "It is cold,", "drop": "true", "note": "Heard at the quay."}
    assert written(project, CORRECTIONS, "quotations", 3) == dropped
    hand.button("Facts", "e")
    hand.button("It is cold")
    hand.button("Bring back", "o")
    written(project, CORRECTIONS, "quotations", 2)
    hand.button("Undo", "u")
    assert written(project, CORRECTIONS, "quotations", 3) == dropped
    hand.button("Redo", "U")
    written(project, CORRECTIONS, "quotations", 2)
    hand.take("ferries would be late")
    hand.button("More", "o")
    hand.button("As it was found", "r")
    assert written(project, CORRECTIONS, "quotations", 1)["note"] == "Vale’s own words."


def told(hand: Hand, project: Project) -> None:
    """Words that were not found; what is known of the article."""
    page = at_page(hand, "articles/bridge.html")
    if type(hand) is Mouse:
        page.locator(".v-text [data-span]", has_text="Nobody sailed").dblclick(position={"x": 20, "y": 12})
        words = "Nobody"
        hand.button("New quotation")
    else:
        page.locator(".v-text [data-span]", has_text="Nobody sailed").evaluate("one => one.scrollIntoView()")
        hand.button("New quotation", "a")
        expect(page.get_by_role("button", name="End later")).to_be_visible()
        if isinstance(hand, Keys):
            page.keyboard.press("ArrowRight")
        else:
            hand.button("End later")
        words = page.evaluate("String(getSelection())")
        assert len(words.split()) == 2
        hand.button("These words are a quotation", "Enter")
    hand.choose("val", "Jon Vale")
    added = written(project, CORRECTIONS, "quotations", 2)
    assert added == {"article": "bridge.txt", "add": words, "speaker": "Jon Vale", "type": "indirect"}
    hand.button("Facts", "e")
    hand.state(Outlet="The Quay", Published="2024-03-22", Author="Cy Dole; Di Ek")
    expect(page.locator(".v-provenance")).to_contain_text("The Quay")
    facts = yaml.load((project.seeds / "bridge.yml").read_text("utf-8"), yaml.BaseLoader)
    known = {"outlet": "The Quay", "author": ["Cy Dole", "Di Ek"], "published": "2024-03-22"}
    assert facts == {"slug": "bridge", **known}
    hand.button("Undo", "u")
    expect(page.locator(".v-provenance")).not_to_contain_text("The Quay")


def called(hand: Hand, project: Project) -> None:
    """An actor's name, title, description, portrait and addresses; who else is meant; who is the same."""
    page = at_page(hand, "actors/jon-vale.html")
    hand.button("Facts", "e")
    facts = {"Title": "harbour master of Quay", "Description": "Knows the tides.", "Its_credit": "Cy Dole"}
    hand.state(**facts, Portrait="vale.png", The_same_elsewhere="https://example.org/vale")
    expect(page.locator(".v-main")).to_contain_text("harbour master of Quay")
    vale = {
        "name": "Jon Vale",
        "title": "harbour master of Quay",
        "description": "Knows the tides.",
        "same_as": ["https://example.org/vale"],
        "portrait": {"path": "vale.png", "credit": "Cy Dole"},
    }
    assert written(project, "actors.yml", "actors", 1) == vale
    hand.button("Facts", "e")
    hand.state(Name="Jonathan Vale")
    page.wait_for_url("**/actors/jonathan-vale.html")  # the page follows its actor
    named = {**vale, "name": "Jonathan Vale", "aliases": ["Jon Vale"]}
    assert written(project, "actors.yml", "actors", 1) == named
    ready(page)
    hand.button("Facts", "e")
    hand.reach(page.locator(".v-desk summary"))
    hand.button("“He” (1)")
    hand.choose("Nils Holm", "Someone new: Nils Holm person")
    split = {"split": "He", "article": "bridge.txt", "into": "Nils Holm", "kind": "person"}
    assert written(project, CORRECTIONS, "actors", 1) == split
    hand.button("The same as somebody else", "m")
    hand.choose("ada", "Ada Brun")
    merged = {"merge": ["Ada Brun", "Jonathan Vale"], "into": "Ada Brun"}
    assert written(project, CORRECTIONS, "actors", 2) == merged
    page.wait_for_url("**/actors/ada-brun.html")


def linked(hand: Hand, project: Project) -> None:
    """Joined, an echo, parted; what was joined is not parted, and the reason is told."""
    page = at_page(hand, "articles/ferry.html")
    pair = [{"article": f"{stem}.txt", "quote": "We have no money for it,"} for stem in ("ferry", "bridge")]
    for button, key, action in (("Join with", "g", "join"), ("Echo of", "h", "echo")):
        hand.take("We have no money")
        hand.button("More", "o")
        hand.button(button, key)
        hand.choose("no money", "no money")
        assert written(project, CORRECTIONS, "statements", 1) == {action: pair}
        decided(page, action)
        if action == "join":
            hand.button("More", "o")
            hand.button("Separate from the other versions", "p")
            expect(page.get_by_role("alert")).to_contain_text("parts what join: at")
            assert written(project, CORRECTIONS, "statements", 1) == {action: pair}
        hand.button("Undo", "u")
        written(project, CORRECTIONS, "statements", 0)
        decided(page, "Undone")
    page = at_page(hand, "statements/index.html")
    page.goto(page.locator("a[href*='we-will-open-the-bridge']").first.evaluate("one => one.href"))
    ready(page)
    hand.button("Facts", "e")
    hand.reach(page.locator(".v-desk").get_by_role("button", name="is no version of this").first)
    parted = written(project, CORRECTIONS, "statements", 1)["separate"]
    assert sorted(one["article"] for one in parted) == ["post.txt", "ropes.txt"]


def queued(hand: Hand, project: Project) -> None:
    """Look here first: one answer for several, but for the one that is spared; later; then the next."""
    page = at_page(hand, "index.html")
    hand.button("Look here first", "n")
    page.wait_for_url("**/articles/ropes.html*")
    expect(page.locator(".v-desk-words")).to_contain_text("“the former mayor” in 3 places: Ada Brun")
    box = page.get_by_role("checkbox").last
    if isinstance(hand, Keys):
        box.focus()
        page.keyboard.press("Space")
    else:
        hand.reach(box)
    hand.button("Speaker", "s")
    hand.choose("Odd Lunde", "Someone new: Odd Lunde person")
    written(project, CORRECTIONS, "quotations", 3)
    made = yaml.load(project.corrections_file.read_text("utf-8"), yaml.BaseLoader)["quotations"][1:]
    assert {(one["article"], one["speaker"], one["kind"]) for one in made} == {
        ("ropes.txt", "Odd Lunde", "person")
    }
    expect(page.locator(".v-desk-why")).to_contain_text("likely wrong")
    expect(page.locator(".v-desk-batch")).to_have_count(0)
    first = page.locator(".v-desk-words").inner_text()
    hand.button("Later", "l")
    expect(page.locator(".v-desk-words")).not_to_have_text(first)


@pytest.mark.parametrize("how", [Keys, Mouse, Touch])
@pytest.mark.parametrize("work", [quoted, told, called, linked, queued])
def test_every_decision_by_every_means(
    reader: Reader, project: Project, work: Work, how: type[Mouse]
) -> None:
    """What is done by keys, by mouse and by touch writes the same, and that is what is meant."""
    page = open_article(reader, "ferry", **(PHONE if how is Touch else {}))
    work(how(page), project)
    if work is linked:
        assert all("409" in complaint for complaint in reader.complaints)
        reader.complaints.clear()


def test_enter_means_what_was_typed(reader: Reader, project: Project) -> None:
    """Not what was offered before the last letter."""
    page = open_article(reader, "ferry")
    Keys(page).take("ferries would be late")
    page.keyboard.press("s")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.type("pilot of the night")
    page.keyboard.press("Enter")
    assert written(project, CORRECTIONS, "quotations", 2)["speaker"] == "pilot of the night"


def for_everybody(page: Page, part: str = "'.v-desk, dialog[open]'") -> None:
    """Nothing is wrong with names, roles, states, contrasts and sizes."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    only = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']}"
    found = page.evaluate(f"() => axe.run({part}, {only})")
    assert [(rule["id"], [n["html"][:90] for n in rule["nodes"]]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_screen_reader_is_told_in_every_state(reader: Reader, project: Project, colours: str) -> None:
    """Whatever the panel holds has names and roles, and what is in hand is said."""
    page = open_article(reader, "ropes", color_scheme=colours)
    hand = Keys(page)
    hand.take("The ropes freeze")
    expect(page.locator(".v-desk [role=status]")).to_contain_text("Ada Brun, indirect, ")
    for name, key in (
        ("Speaker", "s"),
        ("Bounds", "b"),
        ("More", "o"),
        ("Facts", "e"),
        ("New quotation", "a"),
    ):
        hand.button(name, key)
        expect(
            page.locator(".v-desk-hand").get_by_role("button").or_(page.get_by_role("option")).first
        ).to_be_visible()
        for_everybody(page)
        page.keyboard.press("Escape")
    page.keyboard.press("?")
    for_everybody(page)
    page.keyboard.press("Escape")
    at_page(hand, "actors/jon-vale.html")
    hand.button("Facts", "e")
    for_everybody(page)
    page.keyboard.press("Escape")
    hand.button("The same as somebody else", "m")
    expect(page.get_by_role("option").first).to_be_visible()
    for_everybody(page)


def test_two_code_and_one_settles(
    browser: Browser, project: Project, served: tuple[Project, str, Live]
) -> None:
    """One codes by keys, one by touch, and by mouse what differs is settled, and written as corrections."""
    coding = Coding(project, "three")
    for how, coder in ((Keys, "Ada"), (Touch, "Ben"), (Mouse, "")):
        blind = Blind(coding, coder, settle=not coder)
        desk = Desk(project, served[2], coder, blind)
        desk.open()
        blind.begin(served[2].dataset, 3, 4)
        with serving(desk) as address:
            reader = Reader(browser, address)
            page = reader.open(f"?token={TOKEN}", **(PHONE if how is Touch else {}))
            hand: Hand = how(page)
            answers = [("Direct", "1"), ("Mixed", "2"), ("No quotation", "x")] if coder else [("Mixed", "2")]
            for number, (name, key) in enumerate(answers):
                progress = f"{number} of 3 coded" if coder else "1 to settle, 0 settled"
                expect(page.locator(".v-desk-progress")).to_contain_text(progress)
                expect(page.locator(".v-desk-who")).to_have_count(0 if coder else 2)
                hand.button(name if coder != "Ben" or number else "Indirect", key)
                if name != "No quotation":
                    hand.choose("ada", "Ada Brun")
            if not coder:
                hand.button("Write them", "w")
                expect(page.locator(".v-desk-words")).to_contain_text("corrected")
                note = {"note": "So coded by Ada and Ben (sample three)."}
                made = yaml.load(project.corrections_file.read_text("utf-8"), yaml.BaseLoader)
                assert all(one.items() >= note.items() for one in made["quotations"][1:])
            else:
                expect(page.locator(".v-desk-progress")).to_contain_text("3 of 3 coded")
            reader.close()
    told = {coder: [a.kind for a in own.values()] for coder, own in coding.answers().items()}
    assert told == {
        "Ada": ["direct", "mixed", "none"],
        "Ben": ["indirect", "mixed", "none"],
        "settled": ["mixed"],
    }


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_by_touch_and_for_everybody(reader: Reader, project: Project, colours: str) -> None:
    """The queue on a phone: one at a time, in context; axe-core finds nothing."""
    page = open_article(reader, "ferry", color_scheme=colours, **PHONE)
    page.get_by_role("button", name="Look here first").tap()
    expect(page.locator(".v-desk-why")).to_be_visible()
    expect(page.locator(".v-desk-lit")).to_be_in_viewport()
    for_everybody(page, "document")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="All right").tap()
    written(project, CORRECTIONS, "checked", 3)
    expect(page.locator(".v-desk-progress")).to_be_visible()
    expect(page.locator(".v-desk-last")).to_have_text("Last: right: 3 at once")


def test_what_was_undone_is_told_on_the_page_that_it_was_decided_on(reader: Reader, project: Project) -> None:
    """From another page undoing leads there; the pointer on a button leaves its words readable."""
    page = open_article(reader, "ferry")
    Keys(page).take("We have no money")
    page.get_by_role("button", name="Right").hover()
    for_everybody(page)
    page.keyboard.press("Enter")
    written(project, CORRECTIONS, "checked", 1)
    at_page(Keys(page), "articles/post.html")
    expect(page.locator(".v-desk-last")).to_have_text("Last: right: We have no money for it,")
    page.keyboard.press("u")
    page.wait_for_url("**/articles/ferry.html")
    decided(page, "Undone: right: We have no money for it,")
