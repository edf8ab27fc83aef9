"""Markdown: the front matter states facts, the body's words are the article, its marks say what they are."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from build_site.curation.metadata import parse_stated
from build_site.curation.yaml import parse_yaml
from build_site.model import Block, BlockKind, Finding, Hyperlink, Level
from build_site.readers.reading import Reading, decode, examine

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 1_000_000
"""Characters; what is longer is no article, and is read as plain text."""
MOST_BRACKETS = 10_000
"""Opening brackets; each may be a link's, and is sought to the end."""
CAPTION = 4
"""Words from which on what describes a picture says something to a reader."""

_OPENS = re.compile(r"---[ \t]*\n")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|</?[A-Za-z][^<>]*>", re.DOTALL)
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]*\]\]")
_WIKI = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?")
_CALLOUT = re.compile(r"\A\[![\w-]+\][+-]?[ \t]*")
_HIGHLIGHT = re.compile(r"==(?=\S)(.+?)(?<=\S)==")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)


def read(data: bytes, where: str) -> Reading:
    """The words of the body, what its marks say of them, and what the front matter states."""
    text, findings = decode(data, where)
    opening = _OPENS.match(text)
    closing = _CLOSES.search(text, opening.end()) if opening else None
    if opening and not closing:
        message = "Begins as front matter, but no line --- ends it; all of it was read as text."
        doubt = Finding(Level.WARNING, "front-matter", f"{where}:1", message)
        return Reading(text, findings=(*findings, doubt))
    if not (opening and closing):
        return _body(text, where, Reading("", findings=findings))
    front = "\n" + text[opening.end() : closing.start()]  # the first line keeps its number
    stated = parse_stated(parse_yaml(front, where), foreign=True)
    head = Reading("", stated.metadata, stated.slug, findings + stated.findings)
    return _body(text[closing.end() :], where, head)


def _body(source: str, where: str, head: Reading) -> Reading:
    if len(source) > LONGEST or source.count("[") > MOST_BRACKETS:
        message = "Too long, or too crowded, to be read as Markdown: its marks are text."
        doubt = Finding(Level.WARNING, "markdown-not-read", where, message)
        return replace(head.with_text(source), findings=(*head.findings, doubt))
    page = _Page()
    # Indented lines are paragraphs that somebody indented: articles hold no code.
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- slow to load, and only such files need it

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    page.draw(parser.parse(_COMMENT.sub("", source)))
    examine(page.text, where)
    return head.with_text(page.text, tuple(page.roles), tuple(page.links))


class _Page:
    """The text in the making, a block a line, with the roles and links that the marks give its stretches."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.roles: list[Block] = []
        self.links: list[Hyperlink] = []
        self.quotes = 0
        self.heading = ""
        self.cells = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces).rstrip("\n")

    def draw(self, tokens: Sequence[Token]) -> None:
        """Take the blocks of a document in."""
        for token in tokens:
            match token.type:
                case "blockquote_open" | "blockquote_close":
                    self.quotes += token.nesting
                case "heading_open" | "heading_close":
                    self.heading = token.tag if token.nesting > 0 else ""
                case "th_open" | "td_open":
                    self.cells += 1
                case "tr_close":
                    self.cells = 0
                    self._write("\n")
                case "inline":
                    self._inline(token.children or [])
                case "fence":
                    self._block(token.content.strip("\n"), ())
                case "html_block":
                    words = html.unescape(_TAG.sub("", token.content))
                    self._block("\n".join(line.strip() for line in words.split("\n") if line.strip()), ())

    def _inline(self, children: Sequence[Token]) -> None:
        words, links = _words(children)
        if self.cells:
            self._write("\t" if self.cells > 1 else "")
            self._write(words)
            return
        picture = [child for child in children if child.type == "image"]
        if picture and not words.strip():
            words = " ".join(child.content.strip() for child in picture)
            kind = BlockKind.CAPTION if len(words.split()) >= CAPTION else None
            self._block(words if kind else "", (), kind)
            return
        self._block(words, links)

    def _block(
        self, words: str, links: Sequence[tuple[int, int, str]], kind: BlockKind | None = None
    ) -> None:
        if not words.strip():
            return
        start = self.length
        self._write(words)
        self.links += [Hyperlink((start + a, start + b), url) for a, b, url in links]
        kind = kind or self._kind()
        if kind:
            self.roles.append(Block(kind, (start, self.length)))
        self._write("\n\n")

    def _kind(self) -> BlockKind | None:
        if self.heading:
            first = all(role.kind is not BlockKind.HEADLINE for role in self.roles)
            return BlockKind.HEADLINE if self.heading == "h1" and first else BlockKind.SUBHEADING
        return BlockKind.BLOCKQUOTE if self.quotes else None

    def _write(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)


def _words(children: Sequence[Token]) -> tuple[str, list[tuple[int, int, str]]]:
    """The words of a block without their marks, and where links stand in them."""
    pieces: list[str] = []
    links: list[tuple[int, int, str]] = []
    length, opened, address = 0, 0, ""
    for number, child in enumerate(children):
        if child.type == "link_open":
            opened, address = length, str(child.attrGet("href") or "")
        elif child.type == "link_close":
            if length > opened and address.startswith(("http://", "https://")):
                links.append((opened, length, address))
        else:
            for words in _of(child, first=number == 0):
                pieces.append(words)
                length += len(words)
    return "".join(pieces), links


def _of(child: Token, *, first: bool) -> Iterator[str]:
    match child.type:
        case "softbreak":
            yield " "
        case "hardbreak":
            yield "\n"
        case "code_inline":
            yield child.content
        case "html_inline":
            yield "\n" if child.content.lower().startswith("<br") else ""
        case "text":
            words = _CALLOUT.sub("", child.content) if first else child.content
            words = _WIKI.sub(r"\1", _EMBEDDED.sub("", words))
            yield _HIGHLIGHT.sub(r"\1", _FOOTNOTE.sub("", words))
