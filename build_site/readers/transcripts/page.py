"""HTML of a briefing: every block of the page's main part is a line, then turns as in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from build_site.curation import NOTHING_OF_IT, StatedTranscript
from build_site.errors import InputError
from build_site.model import Occasion
from build_site.readers.reading import decode, examine
from build_site.readers.transcripts.turns import Cut, cut_turns, doubts

_APPARATUS = ("script", "style", "template", "noscript", "nav", "form", "svg", "iframe", "button", "select")
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td"}
    | {
        "th",
        "dd",
        "dt",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "tr",
        "table",
        "ul",
        "ol",
        "dl",
        "figcaption",
        "body",
    }
)
_SPACE = re.compile(r"[^\S\n]+")
_MAIN = ("//main", "//article", "//*[@role='main']", "//body")


def read(data: bytes, where: str) -> Cut:
    """The page's words; menus, scripts and forms are no part of them."""
    source, findings = decode(data, where)
    try:
        root = lxml_html.document_fromstring(source.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{where}: not HTML that can be read ({error}). Save its text as .txt.") from None
    title = root.findtext(".//title")
    etree.strip_elements(root, *_APPARATUS, with_tail=False)
    etree.strip_tags(root, etree.Comment)
    main = next((found[0] for path in _MAIN if len(found := _found(root, path)) == 1), root)
    text = "\n\n".join(_lines(main)) + "\n"
    examine(text, where)
    facts = Occasion(title=_SPACE.sub(" ", title).strip() or None if title else None)
    stated = StatedTranscript(facts) if facts.title else NOTHING_OF_IT
    cut = cut_turns(text)
    return replace(cut, stated=stated, findings=(*findings, *doubts(cut, where)))


def _found(root: lxml_html.HtmlElement, path: str) -> list[lxml_html.HtmlElement]:
    found = root.xpath(path)
    return [one for one in found if isinstance(one, lxml_html.HtmlElement)] if isinstance(found, list) else []


def _lines(root: lxml_html.HtmlElement) -> Iterator[str]:
    """The words between two borders of blocks, or two breaks, a line each."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        border = tag in _BLOCKS or tag == "br"
        if border:
            yield from _joined(pieces)
        words = element.text if event == "start" else element.tail
        if words and (event == "start" or element is not root):
            pieces.append(words)
    yield from _joined(pieces)


def _joined(pieces: list[str]) -> Iterator[str]:
    words = " ".join("".join(pieces).split())
    pieces.clear()
    if words:
        yield words
