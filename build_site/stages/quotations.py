"""Article → passages: the words between quotation marks; no imbalance ever costs more than one passage.

A mark's own shape says less than its place: closing marks open and opening marks close in real articles.
So each mark gets a role from its neighbours first, its shape second, and pairing walks the block once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_site.lexicon import Lexicon
from build_site.model import Article, BlockKind, Passage

_MARK = re.compile(r"[“”„‟«»\"]|(?<=\S)'(?=''(?!'))|''|``|[‘’‚‛'‹›]|<<|>>")
_OPENING = frozenset("“„‟«‘‚‛‹") | {"``", "<<"}
_CLOSING = frozenset("”»›") | {">>"}
_SINGLE = frozenset("‘’‚‛'‹›")
_OPENS_AFTER = frozenset(" \t\u00a0([{—–-/:…\n,;")
_FEET = re.compile(r"\d['’]\s?\d")
_TERMINAL = frozenset(".,!?…:;")
_SKIPPED = frozenset({BlockKind.BOILERPLATE, BlockKind.TAGS})
_REACH = 24
"""A single mark's partner is looked for among this many single marks after it: keeps hostile input linear."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    role: str
    """``open``, ``close``, ``either`` or ``apostrophe``."""
    single: bool


def find_passages(article: Article, lexicon: Lexicon) -> tuple[Passage, ...]:
    """Pair the quotation marks of every block; passages come in order of their start, outer before nested."""
    del lexicon  # marks need no vocabulary; the signature is the one of all stages
    found: list[Passage] = []
    open_before = False
    for number, block in enumerate(article.blocks):
        if block.kind in _SKIPPED:
            continue
        passages = _pair(article.text, block.span, number)
        if open_before and passages and _stands_first(article.text, block.span[0], passages[0]):
            first = passages[0]
            passages[0] = Passage(first.inner, first.outer, number, first.closed, continues=True)
        found += passages
        outer = [passage for passage in passages if not passage.nested]
        open_before = bool(outer) and not outer[-1].closed and outer[-1].outer[1] >= block.span[1]
    return tuple(found)


def _stands_first(text: str, start: int, passage: Passage) -> bool:
    return not text[start : passage.outer[0]].strip()


def _pair(text: str, span: tuple[int, int], block: int) -> list[Passage]:
    marks = _roles(text, span)
    found: list[Passage] = []
    opened: _Mark | None = None
    inner: _Mark | None = None
    for index, mark in enumerate(marks):
        if opened is None:
            if mark.role in {"open", "either"}:
                opened = mark
        elif mark.role in {"close", "either"}:
            if inner is not None:
                _add(found, text, inner, mark, block, nested=True)
                inner = None
            else:
                _add(found, text, opened, mark, block)
                opened = None
        elif inner is None and _nests(text, mark, marks, index):
            inner = mark
        else:
            _add_unclosed(found, text, opened, mark.start, block)
            opened, inner = mark, None
    if opened is not None:
        _add_unclosed(found, text, opened, span[1], block)
    found += _singles(text, span, block, found)
    return sorted(found, key=lambda passage: (passage.outer[0], -passage.outer[1]))


def _nests(text: str, mark: _Mark, marks: list[_Mark], index: int) -> bool:
    """Whether an opening mark inside an open passage begins a nested one: two closings follow."""
    before = text[max(0, mark.start - 2) : mark.start].strip()[-1:]
    following = [later.role for later in marks[index + 1 : index + 3]]
    return before not in {".", "!", "?"} and following == ["close", "close"]


def _add(
    found: list[Passage], text: str, left: _Mark, right: _Mark, block: int, *, nested: bool = False
) -> None:
    if any(map(str.isalnum, text[left.end : right.start])):
        found.append(Passage((left.end, right.start), (left.start, right.end), block, nested=nested))


def _add_unclosed(found: list[Passage], text: str, left: _Mark, end: int, block: int) -> None:
    stop = left.end + len(text[left.end : end].rstrip())
    if stop > left.end:
        found.append(Passage((left.end, stop), (left.start, stop), block, closed=False))


def _roles(text: str, span: tuple[int, int]) -> list[_Mark]:
    """The double marks of a block, each with the role that its neighbours and its shape give it."""
    found: list[_Mark] = []
    for match in _MARK.finditer(text, span[0], span[1]):
        word = match.group()
        if word in _SINGLE:
            continue
        start, end = match.span()
        before = text[start - 1] if start > span[0] else "\n"
        after = text[end] if end < span[1] else "\n"
        if (
            before.isdigit()
            and word in {'"', "”", "''"}
            and _FEET.search(text, max(span[0], start - 4), start)
        ):
            continue  # six feet two inches
        found.append(_Mark(start, end, _role(word, before, after), single=False))
    return found


def _role(word: str, before: str, after: str) -> str:
    opens = (before.isspace() or before in _OPENS_AFTER) and not after.isspace() and after not in ".,;"
    closes = not before.isspace() and (after.isspace() or after in ".,;:)]—–-!?")
    if word in _OPENING:
        return "close" if closes and not opens and (before in _TERMINAL or before.isalnum()) else "open"
    if word in _CLOSING:
        misplaced = (before.isspace() or before in "([") and after.isalnum()
        jammed = before == ")" and after.isupper()
        if before in ".!?" and after.isalnum():
            return "either"
        return "open" if misplaced or jammed else "close"
    if opens != closes:
        return "open" if opens else "close"
    if not opens and before in _TERMINAL and after.isupper():
        return "either"
    return "either"


def _singles(text: str, span: tuple[int, int], block: int, doubles: list[Passage]) -> list[Passage]:
    """Passages in single marks, told from apostrophes by place; none crosses a double passage."""
    marks = [m for m in _MARK.finditer(text, span[0], span[1]) if m.group() in _SINGLE]
    found: list[Passage] = []
    reach = span[0]
    spans = [passage.outer for passage in doubles]
    for index, mark in enumerate(marks):
        if mark.start() < reach or not _opens_single(text, mark, span):
            continue
        closer = _closer(text, marks, index, span)
        if closer is None:
            continue
        outer = (mark.start(), closer.end())
        if any(a < outer[0] < b < outer[1] or outer[0] < a < outer[1] < b for a, b in _near(spans, outer)):
            continue
        nested = any(a < outer[0] and outer[1] < b + 1 for a, b in _near(spans, outer))
        found.append(Passage((mark.end(), closer.start()), outer, block, nested=nested))
        reach = closer.end()
    return found


def _near(spans: list[tuple[int, int]], outer: tuple[int, int]) -> list[tuple[int, int]]:
    """The double passages that touch a span; the list is in order, so a bisection finds them."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] < outer[0]:
            low = middle + 1
        else:
            high = middle
    stop = low
    while stop < len(spans) and spans[stop][0] < outer[1]:
        stop += 1
    return spans[low : min(stop, low + _REACH)]


def _opens_single(text: str, mark: re.Match[str], span: tuple[int, int]) -> bool:
    before = text[mark.start() - 1] if mark.start() > span[0] else "\n"
    after = text[mark.end()] if mark.end() < span[1] else "\n"
    if mark.group() == "’":
        return False
    return (before.isspace() or before in '([—–"“:') and (after.isalnum() or after in "#@$[…")


def _closer(text: str, marks: list[re.Match[str]], index: int, span: tuple[int, int]) -> re.Match[str] | None:
    """The mark that closes a single passage: after punctuation, or after a letter where no word goes on."""
    spare: re.Match[str] | None = None
    for mark in marks[index + 1 : index + 1 + _REACH]:
        before = text[mark.start() - 1]
        after = text[mark.end()] if mark.end() < span[1] else "\n"
        if mark.group() in {"‘", "‚"} or after.isalnum() or before.isspace():
            if mark.group() == "‘" and spare is not None:
                return spare
            continue
        if before != "s" or after in ",.;:!?\n":
            return mark
        spare = spare or mark
    return spare
