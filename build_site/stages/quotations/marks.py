"""Double quotation marks and the passages between them; no imbalance ever costs more than one passage.

A mark's own shape says less than its place: closing marks open and opening marks close in real articles.
So each mark gets a role from its neighbours first, its shape second, and pairing walks the block once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from build_site.model import Passage, Span

MARK = re.compile(
    r"[“”„‟«»\"‘’‚‛‹›'`<>]"
    r"(?:(?<=[^'`<>])|(?<=\S')(?=''(?!'))|(?<=')'|(?<=`)`|(?<=')|(?<=<)<|(?<=>)>)"
)
"""A mark, of which the second half looks back at the first sign: so a search leaps from one to the next."""
_OPENING = frozenset("“„‟«‘‚‛‹") | {"``", "<<"}
_CLOSING = frozenset("”»›") | {">>"}
SINGLE = frozenset("‘’‚‛'‹›")
_OPENS_AFTER = frozenset(" \t\u00a0([{—–-/:…\n,;")
_FEET = re.compile(r"\d['’]\s?\d")
_TERMINAL = frozenset(".,!?…:;")


@dataclass(frozen=True, slots=True)
class Mark:
    """A double quotation mark and what its place makes of it."""

    start: int
    end: int
    role: str
    """``open``, ``close`` or ``either``."""


def doubles(text: str, span: Span, marks: Sequence[Mark], block: int, begun: int | None) -> list[Passage]:
    """The passages between a block's double marks; ``begun`` closes one that an earlier block left open."""
    found: list[Passage] = []
    if begun is not None and text[span[0] : begun].strip():
        end = next(mark.end for mark in marks if mark.start == begun)
        found.append(Passage((span[0], begun), (span[0], end), block, continues=True))
    opened: Mark | None = None
    inner: Mark | None = None
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
    return found


def _nests(text: str, mark: Mark, marks: Sequence[Mark], index: int) -> bool:
    """Whether an opening mark inside an open passage begins a nested one: two closings follow."""
    before = text[max(0, mark.start - 2) : mark.start].strip()[-1:]
    following = [later.role for later in marks[index + 1 : index + 3]]
    return before not in {".", "!", "?"} and following == ["close", "close"]


def _add(
    found: list[Passage], text: str, left: Mark, right: Mark, block: int, *, nested: bool = False
) -> None:
    if any(map(str.isalnum, text[left.end : right.start])):
        found.append(Passage((left.end, right.start), (left.start, right.end), block, nested=nested))


def _add_unclosed(found: list[Passage], text: str, left: Mark, end: int, block: int) -> None:
    stop = left.end + len(text[left.end : end].rstrip())
    if stop > left.end:
        found.append(Passage((left.end, stop), (left.start, stop), block, closed=False))


def marks_in(text: str, span: Span) -> list[Mark]:
    """The double marks of a block, each with the role that its neighbours and its shape give it."""
    found: list[Mark] = []
    for match in MARK.finditer(text, span[0], span[1]):
        word = match.group()
        if word in SINGLE:
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
        found.append(Mark(start, end, _role(word, before, after)))
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
    return "either"
