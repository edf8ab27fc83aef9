"""Whose turns a name means: labels of transcripts against the names that articles give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from build_site.lexicon import Lexicon
from build_site.lexicon.naming import naming
from build_site.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_AFTER = re.compile(r"[,(\[].*")


def labels_of(names: Iterable[str], labels: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """The labels that may be somebody of these names; a label that several names fit is nobody's by this.

    >>> from build_site.lexicon import load_lexicon
    >>> labels = ("ANA RUIZ", "MS. RUIZ", "SEN. RUIZ", "TOM RUIZ", "Q")
    >>> sorted(labels_of(["Senator Ana Ruiz", "Ruiz"], labels, load_lexicon()))
    ['ANA RUIZ', 'MS. RUIZ', 'SEN. RUIZ']
    """
    bare = [parts for name in names if (parts := name_of(name, lexicon))]
    full = {parts[0] for parts in bare if len(parts) > 1}
    return frozenset(
        label
        for label in labels
        if (own := name_of(label, lexicon)) and any(_one(own, parts, full, lexicon) for parts in bare)
    )


@lru_cache(maxsize=65536)
def name_of(label: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a name without titles, letters after it and what explains it."""
    known = naming(lexicon)
    words = [fold(word).strip(".") for word in _WORD.findall(_AFTER.sub("", label))]
    while len(words) > 1 and (
        words[-1] in _folded(known.suffixes) or words[-1] in _folded(known.post_nominals)
    ):
        words.pop()
    titles = _titles(lexicon)
    while len(words) > 1 and words[0] in titles:
        words.pop(0)
    return tuple(words)


@lru_cache(maxsize=4)
def _titles(lexicon: Lexicon) -> frozenset[str]:
    known = naming(lexicon)
    whole = (*known.titles, *known.title_parts, *known.honorifics, *known.modifiers, *known.abbreviations)
    return frozenset(word.strip(".") for title in whole for word in fold(title).split()) - _given(lexicon)


@lru_cache(maxsize=4)
def _given(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold(name) for name in naming(lexicon).given)


@lru_cache(maxsize=32)
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(word).strip(".") for word in words)


def _one(own: tuple[str, ...], other: tuple[str, ...], full: set[str], lexicon: Lexicon) -> bool:
    """Whether two names may be one person's: one surname, and given names that do not contradict."""
    if own == other:
        return True
    if own[-1] != other[-1]:
        return False
    firsts = full if len(other) == 1 else {other[0]}
    if len(own) == 1 or not firsts:
        return True
    short = naming(lexicon).nicknames
    mine = {own[0], *short.get(own[0], ())}
    return any(
        first in mine
        or not mine.isdisjoint(short.get(first, ()))
        or (1 in (len(first), len(own[0])) and first[0] == own[0][0])
        for first in firsts
    )
