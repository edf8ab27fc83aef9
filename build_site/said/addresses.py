"""Permalinks of transcripts, turns and sentences: from their words, so that edits elsewhere keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_site.ids import anchors, short_hash, slugify
from build_site.model import Span, Spans, Transcript, Turn
from build_site.text import sentences

_INK = re.compile(r"\S")
_WRAPPED = re.compile(r"(?<=[^\n])\n(?=[^\n])")


def title_of(one: Transcript) -> str:
    """What a transcript is called: as stated, or by its file."""
    return one.facts.title or one.facts.occasion or one.id.rsplit("/", 1)[-1]


def slug(one: Transcript) -> str:
    """Its address: readable, and no other file's coming changes it."""
    return one.slug or f"{slugify(title_of(one))}-{short_hash(one.path, 4)}"


def turn_anchors(one: Transcript) -> tuple[str, ...]:
    """``t-<8 hex>`` of each turn."""
    texts = (one.text[slice(*turn.span)] for turn in one.turns)
    return tuple("t" + name[1:] for name in anchors(texts))


def sentence_spans(one: Transcript, turn: Turn) -> Iterator[Span]:
    """The sentences of a turn's speech; a stage direction ends one."""
    for start, end in turn.speech:
        for a, b in sentences(unwrapped(one.text[start:end])):
            yield start + a, start + b


def unwrapped(text: str) -> str:
    """The text, as long as it is, with blanks for the ends of lines that end no paragraph."""
    return _WRAPPED.sub(" ", text)


def spoken(one: Transcript, start: int = 0, end: int | None = None) -> str:
    """A stretch of the text, as long as it is, with blanks for all but speech: labels, directions, times."""
    return _only(one, start, len(one.text) if end is None else end, ())


def legible(one: Transcript, start: int, end: int) -> str:
    """A stretch of the text, as long as it is, with blanks for times and for ends of lines in paragraphs."""
    if not one.times:
        return unwrapped(one.text[start:end])
    return _only(one, start, end, one.directions)


def _only(one: Transcript, start: int, end: int, besides: Spans) -> str:
    turns = one.turns[one.turn_at(start) : one.turn_at(end) + 1] if one.turns else ()
    spans = [span for turn in turns for span in turn.speech if span[1] > start and span[0] < end]
    spans += [span for span in besides if span[1] > start and span[0] < end]
    pieces, at = [], start
    for a, b in sorted(spans):
        gap = one.text[at : max(at, a)]
        pieces += [" " * len(gap) if one.times else _INK.sub(" ", gap), one.text[max(at, a) : min(b, end)]]
        at = max(at, min(b, end))
    return "".join([*pieces, " " * (end - at)])


def sentence_anchors(one: Transcript) -> dict[int, str]:
    """``s-<8 hex>`` of each sentence, by where it begins, in their order."""
    spans = [span for turn in one.turns for span in sentence_spans(one, turn)]
    names = anchors(one.text[slice(*span)] for span in spans)
    return {span[0]: "s" + name[1:] for span, name in zip(spans, names, strict=True)}
