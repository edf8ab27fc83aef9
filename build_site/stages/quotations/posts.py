"""Posts of social networks as pages embed them: their text, then who signed it, or the other way round."""

from __future__ import annotations

import re

from build_site.model import Passage, Span
from build_site.stages.quotations.page import Page

_SIGNED = re.compile(r"(?:^|\s)[—–-]{1,2}\s?(?P<name>[^()\n]{1,60}?)\s?\(@\w{1,30}\)[^\n]{0,40}$")
_HEADED = re.compile(r"(?P<name>[A-Z][^()\n:]{1,60}?)\s?\(@\w{1,30}\)")
_TAIL = re.compile(
    r"\s*(?:https?://\S+|pic\.twitter\.com/\S+|\s)+$|(?:https?://\S+\s*)?pic\.twitter\.com/\S+$"
)
_LENGTH = 300
"""Characters of a post, at most: longer ones are cut when they are embedded."""
_MARKS = "“\"‘'(["
_NOT_ITS_OWN = tuple(':”"’»')


def posts(page: Page, taken: frozenset[int]) -> dict[int, Passage]:
    """The paragraphs of every signed post."""
    found: dict[int, Passage] = {}
    for number in range(len(page.article.blocks)):
        if not page.is_running(number) or "(@" not in page.of(number):
            continue
        start, text = page.span(number)[0], page.of(number)
        if match := _SIGNED.search(text):
            by = (start + match.start("name"), start + match.end("name"))
            edge = start + match.start()
            own = [(number, (start, edge))] if page.text[start:edge].strip() else []
            body = own or _above(page, number, taken | found.keys())
        elif match := _HEADED.fullmatch(text):
            by = (start, start + match.end("name"))
            following = number + 1
            fits = page.is_paragraph(following) and len(page.of(following)) <= _LENGTH
            body = [(following, page.span(following))] if fits and following not in taken else []
        else:
            continue
        for place, (block, span) in enumerate(sorted(body)):
            inner = _without_links(page.text, span)
            if inner[0] < inner[1]:
                first = place == 0
                found[block] = Passage(
                    inner, inner, block, continues=not first, layout="post", by=by if first else None
                )
    return found


def _above(page: Page, number: int, taken: frozenset[int]) -> list[tuple[int, Span]]:
    """The paragraphs above a signature that are the post.

    More than one only where something shows where it begins: a sign that no sentence begins with, or a
    paragraph above that ends as no text before a post goes on.
    """
    body: list[tuple[int, Span]] = []
    length, place, sure = 0, number - 1, 1
    while page.is_running(place) and place not in taken:
        words = page.of(place)
        length += len(words.partition("pic.twitter.com")[0])
        if words.endswith(_NOT_ITS_OWN):
            sure = len(body)
        if length > _LENGTH or words.endswith(_NOT_ITS_OWN) or (body and "pic.twitter.com" in words):
            break
        body.append((place, page.span(place)))
        sure = len(body) if not words[0].isalnum() and words[0] not in _MARKS else sure
        place -= 1
    return body[:sure]


def _without_links(text: str, span: Span) -> Span:
    start, end = span
    words = text[start:end]
    while match := _TAIL.search(words):
        words = words[: match.start()]
    return start, start + len(words.rstrip())
