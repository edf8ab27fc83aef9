"""A text's lines and what can be told from a single one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_site.model import BlockKind, Span

LONGEST = 1000
"""Characters. A longer line is prose whatever else it looks like."""

_OPENING = "\"“„«'‘"
_CLOSING = "\"”“»'’"
_STOPS = ".!?…"
_DOUBLE = re.compile(r"[\"“”„«»]|''|``")
_CAPITAL = re.compile(r"[\"“'‘(]?[A-Z0-9]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it."""

    span: Span
    text: str
    words: int
    """How many."""

    @property
    def is_short(self) -> bool:
        """Whether it is worth asking what it is."""
        return len(self.text) <= LONGEST

    @property
    def speaks(self) -> bool:
        """Whether it holds double quotation marks."""
        return _DOUBLE.search(self.text) is not None

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does, inside or outside of closing marks and brackets."""
        return self.text.rstrip(_CLOSING + ")]")[-1:] in tuple(_STOPS)

    @property
    def is_pull_quote(self) -> bool:
        """Whether all of it stands in one pair of marks."""
        inner = self.text[1:-1]
        opened = self.text[:1] in tuple(_OPENING) and self.text[-1:] in tuple(_CLOSING) and len(inner) > 1
        return opened and not any(mark in inner for mark in '"“”')

    @property
    def is_title(self) -> bool:
        """Whether it could stand above a text: a capital or a mark begins it, it is short, does not stop."""
        return self._is_above and not self.stops

    @property
    def is_stopped_title(self) -> bool:
        """Whether it is a title with a full stop, told by its capitals."""
        return self._is_above and self.stops and self.is_capitalised

    @property
    def _is_above(self) -> bool:
        return (
            len(self.text) <= 250
            and self.words <= 35
            and _CAPITAL.match(self.text) is not None
            and not self.text.endswith((":", ",", ";", "-", "–", "—"))
            and not (self.text[0] == "(" and self.text[-1] == ")")
        )

    @property
    def is_capitalised(self) -> bool:
        """Whether most of its longer words have a capital, as in titles of American papers."""
        long = [word for word in self.text.split() if len(word.strip("\"“”'‘’.,:;()")) > 3]
        capitals = sum(_CAPITAL.match(word) is not None for word in long)
        return 2 <= len(long) <= 20 and capitals >= 0.75 * len(long)

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph."""
        return not self.is_short or self.words > 35 or (self.stops and self.words > 3)


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a line and its role; None is text whose role its neighbours decide."""

    span: Span
    kind: BlockKind | None = None


def line_at(start: int, text: str) -> Line:
    """The line of these characters at this place."""
    return Line((start, start + len(text)), text, text.count(" ") + 1)


def split_lines(text: str) -> tuple[Line, ...]:
    """Every line that is not blank."""
    lines = []
    start = 0
    for raw in text.split("\n"):
        if stripped := raw.strip():
            begin = start + raw.find(stripped[0])
            lines.append(line_at(begin, stripped))
        start += len(raw) + 1
    return tuple(lines)
