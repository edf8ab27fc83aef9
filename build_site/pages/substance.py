"""How much of substance two wordings of one statement differ in: content words, numbers, negations.

A comma, an article or a tense says nothing of how outlets differ; a word that is another, a figure that is
gone, a "not" that one alone has, does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_site.lexicon import load_lexicon
from build_site.model import Segment, Statement
from build_site.pages.catalogue import Catalogue
from build_site.stages.statements.words import read_words, vocabulary

CHANGED = 2.0
"""A content word for another."""
DROPPED = 1.0
INSERTED = 0.5
NEGATED = 6.0
"""A negation that one has and the other has not."""
COUNTED = 4.0
"""A number that is not the same."""
MOST = 16.0
"""So much can be seen at a glance: what differs more is another sentence."""
_NUMBER = re.compile(r"\d")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|cannot|\w+n[’']t)\b", re.IGNORECASE
)


def substance(known: Catalogue, statement: Statement, versions: Sequence[str]) -> float:
    """The most that any of these versions (quotations) differs from the base, up to ``MOST``."""
    of = {v.quotation: v.segments for v in statement.versions}
    scores = (sum(map(weight, of[id])) for id in versions if id != statement.base and id in of)
    return max((min(MOST, score) if score <= 2 * MOST else 0.0 for score in scores), default=0.0)


def weight(segment: Segment) -> float:
    """What one difference says; words in common say nothing.

    >>> weight(Segment("same", "we sail", "we sail"))
    0.0
    >>> weight(Segment("changed", "never", "always")) > weight(Segment("changed", "the", "a"))
    True
    """
    if segment.kind in ("same", "moved"):
        return 0.0
    here, there = _content(segment.text), _content(segment.base)
    changed = min(len(here - there), len(there - here))
    score = CHANGED * changed
    score += DROPPED * (len(there - here) - changed) + INSERTED * (len(here - there) - changed)
    if bool(_NEGATION.search(segment.text)) != bool(_NEGATION.search(segment.base)):
        score += NEGATED
    if {w for w in here if _NUMBER.search(w)} != {w for w in there if _NUMBER.search(w)}:
        score += COUNTED
    return score


def _content(text: str) -> set[str]:
    words = read_words(text, vocabulary(load_lexicon()))
    return {stem for stem, content in zip(words.stems, words.content, strict=True) if content}
