"""Permalinks of transcripts, turns and sentences: from their words, so that edits elsewhere keep them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_site.ids import anchors, short_hash, slugify
from build_site.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_site.model import Span, Transcript, Turn

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


def sentence_anchors(one: Transcript) -> dict[int, str]:
    """``s-<8 hex>`` of each sentence, by where it begins, in their order."""
    spans = [span for turn in one.turns for span in sentence_spans(one, turn)]
    names = anchors(one.text[slice(*span)] for span in spans)
    return {span[0]: "s" + name[1:] for span, name in zip(spans, names, strict=True)}
