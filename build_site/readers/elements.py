"""What the elements of a page hold: metas, structured data, words as they are seen, marks of bylines."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from lxml import html as lxml_html

NODES = 500
"""Nodes of structured data that are looked at."""
_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)?[;\s]*$")
_CLASS = re.compile(
    r"(?:^|[^a-zA-Z]|(?<=[a-z]))(?i:authors?|by-?lines?|byl|journalist|reporter|writer|contributor)"
    r"(?:[-_]*(?i:names?|link|text|info|item|title))?$"
)
"""How the class of a byline ends, whatever stands before it."""
SIDE = re.compile(
    r"comment|related|recirc|recommend|promo|teaser|sidebar|side-bar|\brail\b|popular|trending|newsletter|read-?next"
    r"|more-(?:stories|from|on|news)|most-|widget|outbrain|taboola|disqus|login|subscrib|share|social|avatar",
    re.IGNORECASE,
)
_UNSEEN = frozenset(("script", "style", "svg", "noscript", "template"))
_HALF = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""Half a surrogate pair, as JSON writes it: no character."""
Node = Mapping[str, Any]


BYLINE = 200
"""Characters of a byline."""


def metas_of(tree: lxml_html.HtmlElement) -> dict[str, list[str]]:
    """What a page's metas say, by their names in lower case."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = line(meta.get("content") or "")
        for key in {(meta.get(name) or "").strip().lower() for name in ("name", "property", "itemprop")}:
            if key and content and content not in found.get(key, ()):
                found.setdefault(key, []).append(content)
    return found


def nodes_of(tree: lxml_html.HtmlElement) -> Iterator[Node]:
    """What a page's structured data tells of: the nodes at the top, and those of a graph."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            try:
                told = _HALF.sub("\\\\ufffd", _COMMENT.sub("", script.text))
                waiting.append(json.loads(told, strict=False))
            except (ValueError, RecursionError):
                continue
    number = 0
    while waiting and number < NODES:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:NODES]
        elif isinstance(one, dict):
            number += 1
            yield one
            inner = [one.get(key) for key in ("@graph", "mainEntity")]
            waiting[:0] = [value for value in inner if isinstance(value, (list, dict))]


def types_of(node: Node) -> list[str]:
    """What a node of structured data is, without the vocabulary's address."""
    types = node.get("@type") or ()
    listed = types if isinstance(types, list) else [types]
    return [one.rpartition("/")[2] for one in listed if isinstance(one, str)]


def line(words: str) -> str:
    """Words on one line, without tags."""
    return " ".join(_TAG.sub(" ", html.unescape(words)).split())


def words_of(element: lxml_html.HtmlElement, most: int = 5000) -> str:
    """The words of an element, less scripts, and no more than about so many characters."""
    found, length = [], 0
    for text in texts_of(element):
        found.append(text)
        length += len(text) + 1
        if length > most:
            break
    return " ".join(found)


def texts_of(element: lxml_html.HtmlElement) -> Iterator[str]:
    """The pieces of text in an element, as they are seen."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    if element.text and element.text.strip():
        yield " ".join(element.text.split())
    for child in element:
        yield from texts_of(child)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split())


def byline_of(element: lxml_html.HtmlElement) -> str:
    """A byline's words, a piece a line; of one that marks the name, that."""
    marked = element.xpath(
        ".//*[@itemprop='name' or @rel='author' or contains(concat(' ', @class, ' '), ' fn ')]"
    )
    names = [line(words_of(one)) for one in marked if not one.xpath(".//*[@itemprop='name']")]
    return "\n".join(names if any(names) else texts_of(element))


def is_marked(element: lxml_html.HtmlElement, how: str) -> bool:
    """Whether an attribute (``itemprop``, ``rel``, ``class``) says that an element names the author."""
    if not isinstance(element.tag, str) or element.tag in ("meta", "link", "img", "script"):
        return False
    if how == "itemprop":
        return "author" in f"{element.get('itemprop', '')} {element.get('property', '')}".split()
    if how == "rel":
        return "author" in (element.get("rel") or "").split()
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return any(map(_CLASS.search, named.split()))


def from_headline(
    tree: lxml_html.HtmlElement, head: lxml_html.HtmlElement | None
) -> list[lxml_html.HtmlElement]:
    """The elements of the page, those from the headline on first."""
    elements = list(tree.iter("*"))
    at = elements.index(head) if head is not None else 0
    return elements[at:] + elements[:at]


def are_beside(first: lxml_html.HtmlElement, other: lxml_html.HtmlElement) -> bool:
    """Whether two bylines are one list: a short stretch of the page holds both."""
    for place in list(other.iterancestors())[:3]:
        if place in [*first.iterancestors()][:3]:
            return len(words_of(place, 2 * BYLINE)) <= 2 * BYLINE
    return False


def leads_home(head: lxml_html.HtmlElement, host: str) -> bool:
    """Whether a heading is the site's name: a link to its first page."""
    above = head.getparent()
    around = [above.get("href", "")] if above is not None and above.tag == "a" else []
    return any(is_home(link, host) for link in (*head.xpath(".//a/@href"), *around))


def is_home(link: str, host: str) -> bool:
    """Whether a link leads to the first page of the site."""
    try:
        place = urlsplit(link.strip())
    except ValueError:
        return False
    return place.path in ("", "/") and any(place[:3]) and not place.query and place.netloc in ("", host)
