"""How a day that an article gives reaches other words of the same speaker, or of the same occasion."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from build_site.dates.acts import lead_of
from build_site.dates.clauses import WHO, dated_otherwise, in_general, recalls
from build_site.dates.expressions import Calendar
from build_site.dates.occasions import LEAD, doubted, of_occasion
from build_site.dates.resolving import bounds
from build_site.model import Article, Attribution, Basis, BlockKind, When

ACCORDING = "according-to"
"""The rule for who is quoted with no verb of saying, so on no occasion of its own."""
CARRIED = 6
"""Paragraphs through which a speaker's day is carried on, from quotation to quotation."""
LOOSE = 1
"""Paragraphs through which a week or a month, or the day of what is told in retrospect, is carried on."""
BESIDE = 500
"""So many characters before "the next day" stands the day from which it counts."""
_WORD = re.compile(r"[\w'’]+")
_TWEET = re.compile(r"\b(?:tweet(?:s|ed|ing)?|Twitter)\b")
_WROTE = re.compile(r"\b(?:tweet(?:s|ed|ing)?|Twitter|wrote|posted)\b")
"""What is published by itself: the next one may be of another day."""
_FROM_THAT_DAY = {
    0: re.compile(r"\bthat\s+(?:same\s+)?(?:day|night|evening|afternoon|morning)\b", re.IGNORECASE),
    1: re.compile(r"\b(?:the (?:next|following) day|a day later)\b", re.IGNORECASE),
    -1: re.compile(r"\b(?:the (?:day|night) before|the previous day|a day earlier)\b", re.IGNORECASE),
}
"""Days that count from the one that the text told of last, and how many."""
_RECALLED = re.compile(r"\bhad\s+(?:\w+\s+)?\w+(?:ed|aid|old|oke|ote)\b")
"""“Had also said on Saturday”: the story goes back for a moment."""


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody spoke on a day."""

    block: int
    when: When
    present: bool
    """Told as in "says"."""
    around: str
    """The reporter's sentence."""
    done: bool = False
    """Whether it tells of something else that the speaker did, further on than where the news is told."""
    clause: str | None = None
    """The reporter's words around the day and the verb, where ``around`` tells of more."""

    @property
    def reach(self) -> int:
        """Through how many paragraphs it is carried on; a year not beyond its own."""
        if len(self.when.edtf.rstrip("?~")) <= len("2024"):
            return 0
        told = self.around if self.clause is None else self.clause
        return CARRIED if is_day(self.when) and not self.done and not _RECALLED.search(told) else LOOSE


@dataclass(frozen=True, slots=True)
class Saying:
    """An attribution as far as its day is concerned."""

    attribution: Attribution
    who: int | None
    """Its entity."""
    around: str
    """The reporter's words in the sentences of its cue."""
    own: When | None
    """The day that its own sentence, or the one that leads to it, gives."""
    clause: str = ""
    """Those of the cue's clause."""
    told_of: bool = False
    """Whether somebody tells of it in what he says himself."""
    by_the_way: bool = False
    """Whether its verb is no clause of its own ("saying")."""
    back: bool = False
    """Whether it is what came before what is told ("after suggesting on Friday that …")."""

    @property
    def begins(self) -> int:
        """Where its words, or what tells of them, begin."""
        return min(start for start, _ in (*self.attribution.content, *self.attribution.cue))

    def recalls(self, words: Calendar) -> bool:
        """Whether the reporter puts it back to another day."""
        return recalls(WHO.sub(" ", self.around) if self.by_the_way else self.clause, words)

    def is_present(self, text: str, words: Calendar) -> bool:
        """Whether it is told as what somebody says in general."""
        return in_general(text, self.attribution, words)


@dataclass(slots=True)
class Memory:
    """What an article has told so far of when its speakers spoke, by their entities."""

    last: dict[int, Act] = field(default_factory=dict)
    standing: dict[int, Act] = field(default_factory=dict)
    """The last that is carried far, behind weeks and months that are told of in between."""
    ways: dict[int, str] = field(default_factory=dict)
    """How a day comes to a quotation, by its number, where it is not its own or its speaker's before."""

    def keep(self, who: int, act: Act) -> None:
        """Somebody has spoken on the day of an act."""
        self.last[who] = act
        if act.reach == CARRIED:
            self.standing[who] = act
        elif who in self.standing and act.when.edtf[:4] < self.standing[who].when.edtf[:4]:
            del self.standing[who]  # The article has gone back to another time.

    def act_of(self, saying: Saying) -> Act | None:
        """The act whose day somebody's words may be of: his last."""
        act = None if saying.who is None else self.last.get(saying.who)
        if act is None or saying.who is None or saying.attribution.block - act.block <= act.reach:
            return act
        return self.standing.get(saying.who)


def forward(
    article: Article,
    sayings: Sequence[Saying],
    acts: Sequence[tuple[int, Act, frozenset[int]]],
    told: Sequence[tuple[int, When]],
    known: Mapping[str, When],
    words: Calendar,
    memory: Memory,
) -> list[When | None]:
    """The days; those without their own take that of the occasion they name, or the speaker's last."""
    result: list[When | None] = []
    passed = 0
    for number, saying in enumerate(sayings):
        while passed < len(acts) and acts[passed][0] < saying.attribution.content[0][0]:
            for who in acts[passed][2]:
                memory.keep(who, acts[passed][1])
            passed += 1
        when = saying.own or the_day_after(saying, told)
        undated = when is None and not saying.told_of and not dated_otherwise(saying.around, words)
        if undated:
            when = of_occasion(article, saying.attribution, saying.around, known, words)
        if when is not None:
            _remember(article.text, saying, when, memory, words)
            if saying.own is None:
                memory.ways[number] = "pointed to"
        elif undated:
            when = _carried(article.text, saying, memory, words)
        result.append(when)
    return result


def _remember(text: str, saying: Saying, when: When, memory: Memory, words: Calendar) -> None:
    """Of a speaker it is told by his own words, or their occasion, when he spoke."""
    if saying.who is not None:
        act = Act(
            saying.attribution.block, when, saying.is_present(text, words), saying.around, done=saying.back
        )
        memory.keep(saying.who, act)


def _carried(text: str, saying: Saying, memory: Memory, words: Calendar) -> When | None:
    """The day of words whose sentence tells none: the speaker's."""
    present, block = saying.is_present(text, words), saying.attribution.block
    act = memory.act_of(saying)
    if act is None or saying.who is None:
        return None
    holds = _holds(act, saying, present, words)
    memory.keep(saying.who, replace(act, block=block) if holds and act.reach == CARRIED else act)
    return doubted(act.when) if holds else None


def the_day_after(saying: Saying, told: Sequence[tuple[int, When]]) -> When | None:
    """“The next day, she said”: the day after the one that the text gave last; ``told`` are its days."""
    away = next((n for n, words in _FROM_THAT_DAY.items() if words.search(saying.around)), None)
    if away is None:
        return None
    here = saying.begins
    before = [when for place, when in told if here - BESIDE < place < here and is_day(when)]
    days = bounds(before[-1].edtf) if before else None
    if days is None or days[0] != days[1] or not 1 < days[0].toordinal() < date.max.toordinal():
        return None
    return When(f"{days[0] + timedelta(days=away)}?", Basis.INFERRED, before[-1].span)


def _holds(act: Act, saying: Saying, present: bool, words: Calendar) -> bool:
    """Whether what somebody said some paragraphs before was said on the same day as this."""
    reach = min(LOOSE, act.reach) if saying.attribution.rule == ACCORDING else act.reach
    if saying.attribution.block - act.block > reach or (present and not act.present):
        return False
    if saying.attribution.block != act.block and _TWEET.search(act.around) and _WROTE.search(saying.around):
        return False
    beside = words.apart & set(_WORD.findall(saying.around.casefold()))
    if beside - set(_WORD.findall(act.around.casefold())):
        return False
    outlets = [c.name for c in saying.attribution.carriers if c.role == "outlet"]
    return not saying.recalls(words) and all(name in act.around for name in outlets)


def backward(
    article: Article,
    sayings: Sequence[Saying],
    found: Sequence[When | None],
    words: Calendar,
    ways: dict[int, str],
) -> tuple[When | None, ...]:
    """The days; the first paragraphs take that of what their speaker says behind, on no other occasion."""
    result, lead = list(found), lead_of(article)
    following: dict[int, tuple[Saying, When] | None] = {}
    for index in range(len(sayings) - 1, -1, -1):
        saying, when = sayings[index], found[index]
        if saying.who is None:
            continue
        later = following.get(saying.who)
        named = words.occasions & set(_WORD.findall(saying.around.casefold()))
        elsewhere = bool(named) or saying.told_of or dated_otherwise(saying.around, words)
        if when is None and later is not None and not elsewhere and not saying.recalls(words):
            block = saying.attribution.block
            near = block <= lead + 1 and later[0].attribution.block - block <= LEAD
            heads = article.blocks[block].kind is BlockKind.HEADLINE  # Whose verbs are of the present.
            told = saying.is_present(article.text, words) == later[0].is_present(article.text, words)
            if near and (heads or told):
                result[index], ways[index] = doubted(later[1]), "behind"
        if when is not None or saying.attribution.block > lead + 1:
            stated = saying.own is not None and when is not None and is_day(when)
            stated = stated and not _RECALLED.search(saying.around)
            following[saying.who] = (saying, when) if stated and when is not None else None
    return tuple(result)


def is_day(when: When) -> bool:
    """Whether it is one day of a known year."""
    return len(when.edtf.rstrip("?")) == len("2024-03-22") and when.edtf[:4].isdigit()
