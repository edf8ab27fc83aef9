"""How words read where they stand alone: the reporter's with the cue, and with what negates it.

"Denied approving the trip" without its cue turns into its contrary; so the cue and what negates it go
wherever indirect and mixed words go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_site.model import Dataset, Quotation, QuotationType
from build_site.model.restoring import replace
from build_site.recall import Recalling, each, once
from build_site.text import BETWEEN_SPANS, text_of

_NEGATED = re.compile(
    r"\b(?:(?:has|have|had|did|does|do|would|could|should|was|were|is|are|will|can|may|might|must|hath)"
    r"(?:\s+not|n[’']t)|cannot|never|no longer|not|nor|neither|without|stopped short of|declined to"
    r"|refused to|refusing to|declining to|failed to)(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[^\n“”\"«»;:.!?—]{0,90}(?:\.(?! [A-Z][a-z])[^\n“”\"«»;:!?—]{0,60})?")
"""The reporter's words between a cue and what was said: who was told, where, what turns the cue."""
_TURNING = re.compile(
    r"\b(?:not|\w+n[’']t|cannot|never|neither|nor|without|against|no longer|ruled out|ruling out"
    r"|(?:den|reject|refut|disput|dismiss|refus|declin|disavow|repudiat|rebut|contradict|contest)"
    r"(?:y|ies|ied|ying|e|es|s|ed|ing|ted|ting|al)?)\b",
    re.IGNORECASE,
)
"""What stands before words that somebody did not stand by."""
_BEHIND = re.compile(r"”$| \([^()]{1,60}\)$")
_LEADING = re.compile(r"^[\s,;:.–—-]+")
_NEAR = 40
"""So many characters before a cue its negation may stand."""
_SEAM = f"”{BETWEEN_SPANS}“"
"""Where two places of an article are joined: outside the marks, as no ellipsis of the outlet's is."""
_NO_VERB = frozenset({"according to", "per", "in", "by", ":", "of"})


def report(dataset: Dataset, recall: Recalling = once) -> Dataset:
    """Every quotation that is not all in marks with its words as they stand by themselves."""
    texts = {a.id: a.article.text for a in dataset.articles}

    def told(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
        columns = quotations, [texts[q.article] for q in quotations]
        return tuple(each(recall, _reported, (q.id for q in quotations), columns))

    return replace(dataset, quotations=told(dataset.quotations), doubts=told(dataset.doubts))


def _reported(q: Quotation, text: str) -> Quotation:
    if q.type is QuotationType.DIRECT:
        return q
    return replace(q, reported=reported(q, text), own=text_of(text, q.verbatim))


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
    if first > end and (between := _between(q, text, end, first)):
        whole = f"{whole} {between}" if between[0].isalnum() else f"{whole}{between}"
    return f"{whole} {words}" if first >= end else f"{words.rstrip(' ,')} ({whole})"


def _between(q: Quotation, text: str, start: int, end: int) -> str:
    """Who is told and what else stands behind a cue ("told *the harbour board* that", "urged *against*").

    Without the source, who is named beside the words anyway; '' where more than a clause stands there.
    """
    if not _BETWEEN.fullmatch(text, start, end):
        return ""
    for first, last in reversed(q.source):
        if start <= first and last <= end:
            return " ".join(f"{text[start:first]} {text[last:end]}".split()).lstrip(",")
        if first < end and start < last:
            return ""
    return " ".join(text[start:end].split())


def seamed(q: Quotation) -> str:
    """Words all in marks as they go between marks: these close where the reporter's words were left out."""
    return q.text.replace(BETWEEN_SPANS, _SEAM) if len(q.content) > 1 else q.text


def alone(q: Quotation) -> str:
    """Words as they stand by themselves: in marks where all of them were; else with cue and negation."""
    return f"“{seamed(q)}”" if q.type is QuotationType.DIRECT else q.reported or q.text


def shortened(words: str, longest: int) -> str:
    """Words as ``alone`` has them, cut at a word's end; the mark that closes them or the cue behind stays."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    behind = _BEHIND.search(words)
    tail = behind.group() if behind else ""
    kept, room = words.removesuffix(tail), max(longest - len(tail), 1)
    cut = kept.rfind(" ", 0, room)
    return kept[: cut if cut > room // 2 else room - 1].rstrip(" .,;:…–—-") + "…" + tail


def turned(q: Quotation) -> bool:
    """Whether its cue turns words into their contrary ("denied"): in marks alone they would mislead."""
    return any(_TURNING.search(part) for part in framed(q))


def framed(q: Quotation) -> tuple[str, str]:
    """What stands before and behind a quotation's words that stand alone: its cue; '' of direct ones."""
    if q.type is QuotationType.DIRECT:
        return "", ""
    words = " ".join(q.text.split()).lstrip(" ,;:.–—-")
    if not words:
        return "", ""
    if q.reported.endswith(words):
        return q.reported.removesuffix(words), ""
    stem = words.rstrip(" ,")
    return "", q.reported.removeprefix(stem) if q.reported.startswith(stem) else ""
