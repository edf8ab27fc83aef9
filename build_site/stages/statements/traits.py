"""What the text of a quotation tells by itself: what it would be called, and the runs of words it shares."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from build_site.ids import seamless, short_hash, slugify
from build_site.stages.statements.words import Vocabulary, Words, read_words, stable_number

SLUG = 48
"""Characters of a quotation's first words in a statement's id."""
ACROSS = 5
"""Words in a run that leads from one speaker's quotation to another's."""


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """Of a text, so that most texts need not be cut into words again."""

    slug: str
    """Its first words and 4 hex of its content: what a statement would be called after it."""
    runs: array[int]
    """A 40-bit number for each run of ``ACROSS`` words, ascending."""


def traits_of(text: str, known: Vocabulary) -> Traits:
    """Read a text once for its name and its runs."""
    slug = f"{slugify(text, SLUG)}-{short_hash(seamless(text), 4)}"
    return Traits(slug, array("Q", sorted(_runs(read_words(text, known)))))


def _runs(words: Words) -> set[int]:
    keys = set()
    stems = [stable_number(stem) for stem in words.stems]
    for i in range(len(stems) - ACROSS + 1):
        key = 0
        for number in stems[i : i + ACROSS]:
            key = (key * 1_000_003 + number) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        keys.add(key >> 24)
    return keys
