"""What an importer gives back, and what several of them need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from build_site.curation.metadata import FACTS, translated
from build_site.dates.stated import edtf_of
from build_site.errors import InputError

Facts = Mapping[str, str | tuple[str, ...]]
"""What is stated, by the keys of a side-car; an author may be several."""

BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "pre", "td", "dd")
)
MARGIN = 80
"""Characters of a line that programs which break lines do not go beyond."""
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Options:
    """How ``verbatim add`` was called."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Our key → the column of a table."""
    limit: int = 20
    """Items of a feed."""


@dataclass(frozen=True, slots=True)
class Found:
    """One article, or one collection, to be written into ``seeds/``."""

    name: str
    """The file's name to be, without suffix."""
    data: bytes
    suffix: str = ".txt"
    facts: Facts = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    """What was not used, or looks odd; each ends with what to do."""
    original: tuple[str, bytes] | None = None
    """Suffix and bytes of what it was made from."""


def understood(
    stated: Mapping[str, str | tuple[str, ...]],
) -> tuple[dict[str, str | tuple[str, ...]], tuple[str, ...]]:
    """Our keys with their values, dates as EDTF; and a doubt for each that means nothing to us."""
    facts: dict[str, str | tuple[str, ...]] = {}
    doubts = []
    for key, value in stated.items():
        words = value if isinstance(value, tuple) else (value,)
        words = tuple(shown for word in words if (shown := _SPACE.sub(" ", _CONTROL.sub("", word)).strip()))
        if not words:
            continue
        ours = translated(key, words[0])
        given = words if len(words) > 1 else words[0]
        if ours not in FACTS:
            doubts.append(f"{key} is not used ({words[0][:60]}).")
        elif ours in ("published", "retrieved"):
            date = edtf_of(words[0])
            if date:
                facts.setdefault(ours, date)
            else:
                doubts.append(f"{key}: {words[0]!r} is no date that can be told. State it as in 2024-03-22.")
        elif ours in facts:
            doubts.append(f"{key} is not used: {ours} is stated already.")
        else:
            facts[ours] = given
    return facts, tuple(doubts)


def elements(root: etree._Element, name: str) -> list[etree._Element]:
    """The elements of this local name, whatever their namespace."""
    return [e for e in root.iter("{*}*") if etree.QName(e).localname.lower() == name]


def page_text(markup: str) -> str:
    """The words of an HTML fragment, a block a line."""
    if not markup.strip():
        return ""
    root = lxml_html.fromstring(f"<div>{markup}</div>")
    etree.strip_elements(root, "script", "style", "title", "nav", with_tail=False)
    for line in root.iter("br"):
        line.tail = "\n" + (line.tail or "")
    return "\n\n".join(_lines(root))


def _lines(element: lxml_html.HtmlElement) -> Iterator[str]:
    """Blocks that hold no other block, and the words between blocks."""
    if not any(isinstance(child.tag, str) and child.tag in BLOCKS for child in element.iterdescendants()):
        yield from (
            line for raw in element.text_content().split("\n") if (line := _SPACE.sub(" ", raw).strip())
        )
        return
    if element.text and element.text.strip():
        yield _SPACE.sub(" ", element.text).strip()
    for child in element:
        if isinstance(child.tag, str):
            yield from _lines(child)
        if child.tail and child.tail.strip():
            yield _SPACE.sub(" ", child.tail).strip()


def text_of(data: bytes, where: Path) -> str:
    """Characters of a text file that another program wrote."""
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise InputError(f"{where}: neither UTF-8 nor Windows-1252. Save it as UTF-8.")


def unbroken(text: str) -> str:
    """The text with the lines of a paragraph joined, where a program has broken them at its margin.

    They are where paragraphs stand apart by blank lines, and every line but their last is about as long as
    the longest: a list, a poem or an address is not.
    """
    paragraphs = [part.split("\n") for part in re.split(r"\n[ \t]*\n", text.strip())]
    inner = [line for lines in paragraphs for line in lines[:-1]]
    if len(paragraphs) < 2 or not inner or max(map(len, inner)) > MARGIN:
        return text
    return "\n\n".join(_joined(lines) for lines in paragraphs)


def _joined(lines: Sequence[str]) -> str:
    """One paragraph; it stays as it is where a line ends long before the margin."""
    broken = len(lines) > 1 and min(map(len, lines[:-1])) >= MARGIN // 2
    return " ".join(line.strip() for line in lines) if broken else "\n".join(lines)


def article(title: str, text: str) -> bytes:
    """The text below its title, unless it begins with it."""
    text = text.strip()
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    return (text + "\n").encode()
