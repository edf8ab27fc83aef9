"""How words read where they stand alone: the reporter's with the cue, and with what negates it.

"Denied approving the trip" without its cue turns into its contrary; so the cue and what negates it go
wherever indirect and mixed words go.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from build_site.model import QuotationType
from build_site.text import text_of

if TYPE_CHECKING:
    from build_site.model import Dataset, Quotation

_NEGATED = re.compile(
    r"\b(?:(?:has|have|had|did|does|do|would|could|should|was|were|is|are|will|can|may|might|must|hath)"
    r"(?:\s+not|n[’']t)|cannot|never|no longer|not|nor|neither|without|stopped short of|declined to"
    r"|refused to|refusing to|declining to|failed to)(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^\s*(?:not|n[’']t|against|no|never)\b", re.IGNORECASE)
"""What stands behind a cue and turns it ("urged against")."""
_LEADING = re.compile(r"^[\s,;:.–—-]+")
_NEAR = 40
"""So many characters before a cue its negation may stand."""
_NO_VERB = frozenset({"according to", "per", "in", "by", ":", "of"})


def report(dataset: Dataset) -> Dataset:
    """Every quotation that is not all in marks with its words as they stand by themselves."""
    texts = {a.id: a.article.text for a in dataset.articles}

    def told(q: Quotation) -> Quotation:
        if q.type is QuotationType.DIRECT:
            return q
        text = texts[q.article]
        return replace(q, reported=reported(q, text), own=text_of(text, q.verbatim))

    return replace(
        dataset,
        quotations=tuple(map(told, dataset.quotations)),
        doubts=tuple(map(told, dataset.doubts)),
    )


def reported(q: Quotation, text: str) -> str:
    """The cue with its negation, then the words; behind them where the article has it so."""
    words = " ".join(_LEADING.sub("", q.text).split())
    if not q.cue:
        return words
    start, end = q.cue[0][0], q.cue[-1][1]
    cue = " ".join(text_of(text, q.cue).replace("[…]", " ").split())
    if not cue or not any(c.isalpha() for c in cue) or cue.lower() in _NO_VERB:
        return words
    first = q.content[0][0]
    if any(s <= start < e for s, e in q.content):
        return words
    sentence = re.split(r"[.!?;:]\s|\n|[“”\"]", text[max(0, start - _NEAR) : start])[-1]
    negation = _NEGATED.search(sentence)
    whole = f"{' '.join(negation.group().split())} {cue}" if negation else cue
    if first > end and (turned := _AFTER.match(text[end:first])):
        whole = f"{whole} {turned.group().strip()}"
    return f"{whole} {words}" if first >= end else f"{words.rstrip(' ,')} ({whole})"
