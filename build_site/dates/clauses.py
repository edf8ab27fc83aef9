"""How the reporter's own words around a cue stand in time: in general, put back, with a time of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from build_site.dates.expressions import Calendar, may_date
from build_site.dates.governing import marked, own_text, sentences_at
from build_site.model import Article, Attribution, Span

_WORD = re.compile(r"[\w'’]+")
_PERFECT = re.compile(
    r"\b(?:has|have|had)\b(?!\s+(?:(?:an?|the|no|his|her|its|their|to)\b|\d))|[’']ve\b|\bwould\b|[’']s\s+(?:been|\w+ed)\b"
)
WHO = re.compile(r"\b(?:who|whom|whose|which)\b[^,;]*[,;]")
"""What is told of somebody by the way."""
_THAT = re.compile(r"\b(?:that|to\s+suggest|suggesting)\b[^,;]*")
"""What somebody is said to think or to claim."""
_BESIDE = re.compile(
    r",\s+(?:(?:often|once|long|formerly|now|then|already|recently)\s+)?(?:an?|the|one)\s[^,;]*,"
)
"""What somebody is, or was, put in between commas."""
_AFTERWARDS = re.compile(
    r"\bat the time\b|\bthat (?:same )?(?:day|night|evening|morning|afternoon|week|month|year)\b"
    r"|\b(?:hours?|days?|weeks?|months?|years?) (?:later|after|before|earlier)\b"
    r"|\bweekend\b|\bpast (?:week|few)\b|\b(?:next|following|same) day\b",
    re.IGNORECASE,
)
"""A time that counts from another."""
_AFTER = re.compile(
    r"\b(?:after|during|following|in the wake of)\s+(?:the|his|her|its|their|that|an?)"
    r"\s+(?:[\w.’'-]+\s+){0,3}[\w.’'-]+",
    re.IGNORECASE,
)
"""What words came after: of an attack or a vote that is a day of its own."""
_EDGE = re.compile(r"[,;:—–]|\s(?:but|and|while|as|after|before|when|because|though|although|who)\s")
"""Where a clause begins or ends."""
INTO = 7
"""So many words lead a sentence in ("Earlier in the week, …")."""
_BEFORE_DOING = re.compile(r"\bbefore\s+\w+ing\b")
_PRESENT = re.compile(r"(?!(?:was|has|does|is)\b)(?:\w+ly\s+|also\s+)?\w{2,}[^s\W]s\b")
"""A verb as what somebody says in general has it: "says", "believes"."""
_BASE = frozenset(("say", "tell", "write", "think", "speak"))
_PLURAL = re.compile(r"(?:\w+ly\s+|also\s+)?(?P<verb>[a-z]+)\b")
_NOT_FINITE = re.compile(
    r"(?:\b(?:to|not|did|would|could|should|might|may|can|will|must|cannot)|n[’']t)\s+(?:\w+\s+)?$"
)
"""Before a verb that is no finite one: "did not say"."""


def own_words(article: Article, attribution: Attribution, said: Sequence[Span]) -> tuple[str, str]:
    """The reporter's words in the sentences of the cue, and those of its clause with what leads it in.

    ``said`` is what is quoted in and around them.
    """
    anchors = attribution.cue or attribution.source or attribution.content[:1]
    at, block = anchors[0], article.blocks[attribution.block].span
    taken = (*said, *marked(article.text, block, at))
    around, clause = [], ""
    for start, end in sentences_at(article.text, block, at):
        within = [span for span in taken if span[0] < end and start < span[1]]
        around.append(own := own_text(article.text, (start, end), within))
        if not clause and attribution.cue:
            clause = _clause(own, (at[0] - start, at[1] - start))
    return " ".join(around), clause


def _clause(own: str, cue: Span) -> str:
    begin = max((m.end() for m in _EDGE.finditer(own, 0, max(0, cue[0]))), default=0)
    edge = _EDGE.search(own, cue[1])
    lead = own[: own.find(",")] if 0 <= own.find(",") < begin else ""
    clause = own[begin : edge.start() if edge else len(own)]
    return f"{lead}, {clause}" if len(lead.split()) <= INTO else clause


def recalls(around: str, words: Calendar) -> bool:
    """Whether the reporter's own words put it back to another day, or to no one day."""
    around = _BESIDE.sub(" ", _THAT.sub(" ", _BEFORE_DOING.sub(" ", around)))
    return bool(_PERFECT.search(around) or set(_WORD.findall(around.casefold())) & words.recalling)


@lru_cache(maxsize=512)  # asked on the way forward and on the way back
def dated_otherwise(around: str, words: Calendar) -> bool:
    """Whether the reporter's own words name a time of their own, which is not that of speaking."""
    around = WHO.sub(" ", around)
    if _AFTERWARDS.search(around):
        return True
    if any(words.things & set(_WORD.findall(m.group().casefold())) for m in _AFTER.finditer(around)):
        return True
    return may_date(around, words) and bool(
        words.pattern.search(around) or set(_WORD.findall(around)) & words.months.keys()
    )


def is_present(words: str) -> bool:
    """Whether a cue tells what somebody says in general."""
    return bool(_PRESENT.match(words))


def in_general(text: str, attribution: Attribution, words: Calendar) -> bool:
    """Whether somebody is told to say it in general, on no day: "says", "argue"."""
    cue = attribution.cue
    return bool(cue) and (is_present(text[slice(*cue[0])]) or _is_plural(text, cue[0], words))


def _is_plural(text: str, cue: Span, words: Calendar) -> bool:
    """Whether several say it in general ("argue", "say"): the verb of which the day's words have the past."""
    match = _PLURAL.match(text[slice(*cue)])
    if match is None or _NOT_FINITE.search(text[max(0, cue[0] - 24) : cue[0]]):
        return False
    return match["verb"] in _BASE or bool({match["verb"] + "d", match["verb"] + "ed"} & words.speaking)
