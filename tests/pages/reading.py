"""Read published HTML as a browser would: texts of blocks without apparatus, ids, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import markdown
import yaml

from build_site.model import Span

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}


@dataclass
class Read:
    """What stands in a page."""

    blocks: list[tuple[Span, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects a page's blocks, ids and links; end tags have to match."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.read = Read()
        self._stack: list[tuple[str, bool, Span | None]] = []
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.read.tags.append(tag)
        if given.get("id"):
            self.read.ids.append(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.read.links.append(given["href"] or "")
        span = given.get("data-span")
        if span:
            start, end = map(int, span.split())
            self._text = []
            self._stack.append((tag, False, (start, end)))
        elif tag not in VOID:
            self._stack.append((tag, "data-apparatus" in given, None))

    def handle_endtag(self, tag: str) -> None:
        opened, _, span = self._stack.pop()
        assert opened == tag, f"<{opened}> closed by </{tag}>"
        if span:
            self.read.blocks.append((span, "".join(self._text)))

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1][0] == "script":
            self.read.scripts.append(data)
        if not any(apparatus for _, apparatus, _ in self._stack):
            self._text.append(data)

    def handle_charref(self, name: str) -> None:
        self.handle_data(chr(int(name[1:], 16) if name[0] in "xX" else int(name)))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(ENTITIES[name])


def read(html: str) -> Read:
    """Parse a page or a fragment of one."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader._stack, f"never closed: {reader._stack}"
    return reader.read


def body(page: str) -> str:
    """A generated page without its front matter."""
    return page.split("\n---\n", 1)[1]


def published(page: str) -> str:
    """What Python-Markdown makes of a generated page, with the project's own extensions."""
    text = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")
    start = text.index("markdown_extensions:")
    listed = yaml.safe_load(text[start : text.index("\nextra_css:", start)])["markdown_extensions"]
    names = [next(iter(x)) if isinstance(x, dict) else x for x in listed]
    settings = {name: options for x in listed if isinstance(x, dict) for name, options in x.items()}
    return markdown.markdown(body(page), extensions=["fenced_code", *names], extension_configs=settings)
