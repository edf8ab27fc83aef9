"""HTML: trafilatura finds the article in the page; what the page says of itself counts as stated.

What takes trafilatura time out of proportion is mended or taken out before, and what it would lose in silence
is marked.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from build_site.curation.metadata import stated_from
from build_site.errors import CurationError, InputError
from build_site.model import Block, BlockKind, Finding, Level
from build_site.readers.reading import Reading, decode, examine

_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
"""Only dates that the page states, and none that depends on today's."""


LARGEST = 10_000_000
"""Characters of a page."""
INLINE = 4_000
"""Elements within lines from which on a page is read without them: a browser draws the same words."""
BROKEN = 5_000
"""Characters of structured data that is no JSON, from which on it is passed over."""
HEAD = 20_000
"""Characters in which a page says its language, if it does."""
_LANGUAGE = re.compile(r"<html\b[^<>]*?\blang=[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE)
_FIGURE = re.compile(r"<figure\b[^<>]*>.{0,20000}?</figure\s*>", re.IGNORECASE | re.DOTALL)
_CAPTION = re.compile(r"<figcaption\b[^<>]*>(.*?)</figcaption\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_LINKED_DATA = re.compile(r"<script\b[^<>]*\bld\+json\b[^<>]*>", re.IGNORECASE)
_SCRIPT_ENDS = re.compile(r"</script\b", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:span|font|b|i|u|em|strong|small|mark|a|sup|sub|code|tt|big)(?:\s[^<>]*)?>", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"(<p(?:\s[^<>]*)?>)", re.IGNORECASE)
_AGAIN = "\u29d6"
"""Set before a paragraph that says what the one before it says: trafilatura drops such a one."""


def read(data: bytes, where: str) -> Reading:
    """The article's text, a paragraph a line; mark-up, navigation and scripts are left out."""
    from trafilatura import bare_extraction  # noqa: PLC0415 -- slow to load, and only such pages need it

    from build_site.readers.page import said_of  # noqa: PLC0415 -- the same

    page, findings = decode(data, where)
    if len(page) > LARGEST:
        raise InputError(f"{where}: {len(page):,} characters are not one page. Save its text as .txt.")
    again = _AGAIN not in page
    ready, captions = _with_captions(_lightened(page))
    try:
        found = bare_extraction(
            _with_repeats(ready) if again else ready,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except Exception as error:  # no page in the world may stop the other articles
        raise InputError(f"{where}: not HTML that can be read ({error!r}). Save its text as .txt.") from error
    text = getattr(found, "text", None)
    if found is None or isinstance(found, dict) or not text:
        raise InputError(f"{where}: no article found in this page. Save its text as .txt.")
    text = _without_bullets(found.body, text.replace(_AGAIN, "") if again else text)
    examine(text, where)
    said = said_of(page, found.url or "")
    head = {
        "title": said.title or found.title,
        "outlet": said.outlet or found.sitename,
        "author": ", ".join(said.authors),
        "published": said.published or found.date,
        "url": found.url,
        "licence": found.license,
        "language": found.language or (told[1] if (told := _LANGUAGE.search(page[:HEAD])) else None),
    }
    authors = said.authors if len(said.authors) > 1 else ()
    reading = Reading(text, findings=findings, roles=tuple(_roles(found.body, text, captions)))
    for key, value in head.items():
        if value:
            try:
                reading = reading.overridden_by(
                    stated_from({key: (where, value)}, authors if key == "author" else ())
                )
            except CurationError as error:
                doubt = Finding(Level.WARNING, "metadata-not-used", where, str(error))
                reading = replace(reading, findings=(*reading.findings, doubt))
    return reading


def _roles(body: Any, text: str, captions: frozenset[str]) -> Iterator[Block]:
    """What the page's own elements say of lines of the text: headings, captions, block quotes, in order."""
    if body is None:
        return
    lines, place = [], 0
    for raw in text.split("\n"):
        lines.append(((place, place + len(raw.rstrip())), " ".join(raw.split())))
        place += len(raw) + 1
    number, headed = 0, False
    for element in body.iter("head", "quote", "p"):
        if element.tag == "p" and not captions:
            continue
        for words in _parts(element):
            if element.tag == "p" and words not in captions:
                continue
            at = next((n for n in range(number, len(lines)) if words and lines[n][1] == words), None)
            if at is None:
                continue
            number = at + 1
            kind = BlockKind.CAPTION if element.tag == "p" else BlockKind.BLOCKQUOTE
            if element.tag == "head":
                first = element.get("rend") == "h1" and not headed
                kind = BlockKind.HEADLINE if first else BlockKind.SUBHEADING
                headed = headed or first
            yield Block(kind, lines[at][0])


def _parts(element: Any) -> Iterator[str]:
    """The lines of an element: its paragraphs, and of a quote what stands behind them (who posted it)."""
    paragraphs = list(element.iter("p")) or [element]
    for part in paragraphs:
        yield _line("".join(map(str, part.itertext())))
        if part is not element:
            yield _line(part.tail or "")


def _line(words: str) -> str:
    return " ".join(words.replace(_AGAIN, "").split())


def _with_captions(page: str) -> tuple[str, frozenset[str]]:
    """The page with captions as paragraphs below their pictures, with which they would be lost; and which."""
    captions: set[str] = set()

    def below(figure: re.Match[str]) -> str:
        words = [_line(_TAG.sub(" ", caption)) for caption in _CAPTION.findall(figure[0])]
        captions.update(_line(html.unescape(caption)) for caption in words if caption)
        return _CAPTION.sub("", figure[0]) + "".join(f"<p>{caption}</p>" for caption in words if caption)

    return _FIGURE.sub(below, page), frozenset(captions)


def _without_bullets(body: Any, text: str) -> str:
    """The text without the dashes that were put before the items of lists."""
    items = (
        {_line("".join(map(str, item.itertext()))) for item in body.iter("item")} if body is not None else ()
    )
    lines = text.split("\n")
    return "\n".join(
        line[2:] if line.startswith("- ") and _line(line[2:]) in items else line for line in lines
    )


def _lightened(page: str) -> str:
    """The page without structured data that is none, and with fewer elements within its lines."""
    kept, done = [], 0
    for opening in _LINKED_DATA.finditer(page):
        if opening.start() < done:
            continue
        closing = _SCRIPT_ENDS.search(page, opening.end())
        end = closing.start() if closing else len(page)
        if end - opening.end() > BROKEN and not _is_json(page[opening.end() : end]):
            kept.append(page[done : opening.end()])
            done = end
        if not closing:
            break
    page = "".join((*kept, page[done:]))
    return _INLINE.sub("", page) if sum(1 for _ in _INLINE.finditer(page)) > INLINE else page


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _with_repeats(page: str) -> str:
    """The page with a mark before every second one of equal paragraphs in a row."""
    pieces = _PARAGRAPH.split(page)
    before, marked = "", False
    for i in range(2, len(pieces), 2):
        words, ended, rest = pieces[i].partition("</p")
        same = bool(words.strip()) and " ".join(words.split()) == before
        marked = same and not marked
        if marked:
            pieces[i] = f"{_AGAIN}{pieces[i]}"
        alone = bool(ended) and not rest.partition(">")[2].strip()
        before = " ".join(words.split()) if alone else ""
    return "".join(pieces)
