"""Collation: a version set against the base version of its statement, word by word, every character kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_site.model import QuotationType, Segment
from build_site.stages.statements.alignment import Run, Window, aligned, moves
from build_site.stages.statements.words import Words


@dataclass(frozen=True, slots=True)
class Text:
    """A quotation's characters and words."""

    text: str
    words: Words


def collate(version: Text, base: Text) -> tuple[Segment, ...]:
    """A version's segments against the base; their texts joined give back every character of the version.

    The ``base`` texts of the segments hold every word of the base once; moved ones stand where the version
    has them.
    """
    if version.text == base.text:
        return as_one(version.text)
    forms = version.words.content_forms, base.words.content_forms
    version = Text(version.text, version.words.fused(forms[1]))
    base = Text(base.text, base.words.fused(forms[0]))
    runs = aligned(version.words, base.words)
    moved = moves(version.words, base.words, runs)
    return tuple(_segments(version, base, runs, moved))


def as_one(text: str) -> tuple[Segment, ...]:
    """The segments of a version that has the base's very characters."""
    return (Segment("same", text, text),) if text else ()


def variants(segments: tuple[Segment, ...], version: QuotationType, base: QuotationType) -> tuple[str, ...]:
    """How a version differs from its base, in the words of the model."""
    kinds = {segment.kind for segment in segments}
    found = [
        name
        for kind, name in (
            ("dropped", "trimmed"),
            ("inserted", "inserted"),
            ("changed", "replaced"),
            ("moved", "reordered"),
        )
        if kind in kinds
    ]
    if QuotationType.INDIRECT in {version, base} and version != base:
        found.append("direct→indirect" if version is QuotationType.INDIRECT else "indirect→direct")
    return tuple(found)


def _segments(version: Text, base: Text, runs: list[Run], moved: list[Run]) -> Iterator[Segment]:
    """Walk both texts; marks and blanks after a word go with it, those before the first with the first."""
    moved_base = {j + k for _, j, length in moved for k in range(length)}
    at_a = at_b = 0
    for i, j, length in [*runs, (len(version.words), len(base.words), 0)]:
        yield from _difference(version, base, (at_a, i, at_b, j), moved, moved_base)
        yield from _common(version, base, (i, j, length))
        at_a, at_b = i + length, j + length


def _difference(
    version: Text, base: Text, window: Window, moved: list[Run], moved_base: set[int]
) -> Iterator[Segment]:
    """What stands between two runs in common: moved passages, and around them changed, inserted, dropped."""
    a0, a1, b0, b1 = window
    left = _text(base, [j for j in range(b0, b1) if j not in moved_base])
    at = a0
    for i, j, length in (m for m in moved if a0 <= m[0] < a1):
        if at < i:
            yield _own(_slice(version, at, i), left)
            left = ""
        yield Segment("moved", _slice(version, i, i + length), _slice(base, j, j + length))
        at = i + length
    if at < a1 or (at == 0 and a1 == 0 and a0 == 0 and not len(version.words) and version.text):
        yield _own(_slice(version, at, a1), left)
    elif left:
        yield Segment("dropped", "", left)


def _own(text: str, base: str) -> Segment:
    return Segment("changed", text, base) if base else Segment("inserted", text)


def _common(version: Text, base: Text, run: Run) -> Iterator[Segment]:
    """A run in common; where forms differ ("would", "Would" do not) the word is a changed one."""
    i, j, length = run
    start = 0
    while start < length:
        same = version.words.forms[i + start] == base.words.forms[j + start]
        end = start + 1
        while end < length and (version.words.forms[i + end] == base.words.forms[j + end]) == same:
            end += 1
        yield Segment(
            "same" if same else "changed",
            _slice(version, i + start, i + end),
            _slice(base, j + start, j + end),
        )
        start = end


def _slice(text: Text, first: int, last: int) -> str:
    """The characters of some words with what stands after each, and before the very first."""
    spans = text.words.spans
    if not spans:
        return text.text
    if first >= last:
        return ""
    start = 0 if first == 0 else spans[first][0]
    end = spans[last][0] if last < len(spans) else len(text.text)
    return text.text[start:end]


def _text(text: Text, indices: list[int]) -> str:
    return "".join(_slice(text, i, i + 1) for i in indices)
