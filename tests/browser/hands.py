"""The ways to work at the desk: by keys alone, by mouse, by touch; a test says what, a hand knows how."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, Protocol

import yaml
from playwright.sync_api import Locator, Page, expect

from build_site.config import Project

PLACE = """words => {
  const walker = document.createTreeWalker(document.querySelector(".v-text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const box = range.getBoundingClientRect();
    return [box.left, box.right, box.top + box.height / 2];
  }
}"""
"""Where words of the text stand: left, right, and the middle of the line."""
FAR = 150
"""So many times Tab is pressed at most to come to something."""


class Hand(Protocol):
    """One way to work."""

    page: Page

    def button(self, name: str, key: str = "") -> None:
        """Use a button of the desk."""

    def take(self, words: str) -> None:
        """Take the quotation with these words in hand."""

    def choose(self, typed: str, option: str) -> None:
        """Type a few letters, and choose what is offered."""

    def state(self, **facts: str) -> None:
        """Fill fields of one form by their labels, and send it."""

    def reach(self, place: Locator) -> None:
        """Use something that has no key."""


class Keys:
    """By keys alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def button(self, name: str, key: str = "") -> None:
        """Its key, or Tab and Enter."""
        button = _button(self.page, name)
        if not key:
            return self.reach(button)
        expect(button).to_be_enabled()
        self.page.keyboard.press(key)
        return None

    def take(self, words: str) -> None:
        """J, or K, until they are in hand."""
        for key in "jjjjjjkkkkkk":
            if any(words in shown for shown in self.page.locator(".v-desk-words").all_inner_texts()):
                return
            self.page.keyboard.press(key)
        raise AssertionError(words)

    def choose(self, typed: str, option: str) -> None:
        """Letters, arrows, Enter."""
        self.page.keyboard.type(typed)
        offered = self.page.get_by_role("option", name=option)
        expect(offered.first).to_be_visible()
        for _ in range(12):
            if offered.first.get_attribute("aria-selected") == "true":
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def state(self, **facts: str) -> None:
        """Tab from field to field, Enter in the last."""
        for label, value in facts.items():
            self._focus(_field(self.page, label))
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(value)
        self.page.keyboard.press("Enter")

    def reach(self, place: Locator) -> None:
        """Tab, and Enter."""
        self._focus(place)
        self.page.keyboard.press("Enter")

    def _focus(self, place: Locator) -> None:
        expect(place).to_be_visible()
        for _ in range(FAR):
            if place.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {place}")


class Mouse:
    """By mouse; letters are typed where there is a box."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def button(self, name: str, key: str = "") -> None:
        """A click."""
        del key
        self.reach(_button(self.page, name))

    def take(self, words: str) -> None:
        """A click on the words."""
        self.reach(self.page.locator(".v-text mark", has_text=words).first)
        expect(self.page.locator(".v-desk-words")).to_contain_text(words)

    def choose(self, typed: str, option: str) -> None:
        """A click on what is offered."""
        self.page.get_by_role("combobox").fill(typed)
        self.reach(self.page.get_by_role("option", name=option).first)

    def state(self, **facts: str) -> None:
        """A click on the form's button."""
        for label, value in facts.items():
            _field(self.page, label).fill(value)
        form = _field(self.page, next(iter(facts))).locator("xpath=ancestor::form")
        self.reach(form.get_by_role("button", name="Write"))

    def draw(self, words: str) -> None:
        """Select words of the text: press at their beginning, let go at their end."""
        start, end, line = self.page.evaluate(PLACE, words)
        self.page.mouse.move(start, line)
        self.page.mouse.down()
        self.page.mouse.move(end, line, steps=4)
        self.page.mouse.up()

    def reach(self, place: Locator) -> None:
        """A click."""
        place.click()


class Touch(Mouse):
    """By touch, on a phone."""

    def reach(self, place: Locator) -> None:
        """A tap."""
        place.tap()


def _button(page: Page, name: str) -> Locator:
    return page.locator(".v-desk").get_by_role("button", name=re.compile(f"^{re.escape(name)}"))


def _field(page: Page, label: str) -> Locator:
    return page.locator(".v-desk-form").get_by_label(label.replace("_", " "), exact=False).first


def written(project: Project, file: str, part: str, count: int) -> Any:
    """The last of so many entries of a curator's file, once they are there; of an actor's file the whole."""
    path: Path = project.seeds / file
    found: list[Any] = []
    until = time.monotonic() + 5
    while time.monotonic() < until:
        text = path.read_text("utf-8") if path.exists() else ""
        whole = yaml.load(text, yaml.BaseLoader)
        found = whole if isinstance(whole, list) else list((whole or {}).get(part) or ())
        if len(found) == count:
            return found[-1] if count else None
        time.sleep(0.02)
    raise AssertionError(f"{file}: {part} has {len(found)} entries, not {count}: {found}")
