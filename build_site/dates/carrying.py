"""How a day that an article gives reaches other words of the same speaker, or of the same occasion."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from build_site.dates.acts import inside, lead_of
from build_site.dates.expressions import may_date
from build_site.dates.governing import OCCASION, marked, own_text, sentences_at
from build_site.dates.resolving import bounds
from build_site.model import Basis, BlockKind, MentionKind, When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from build_site.dates.acts import Dated
    from build_site.dates.expressions import Calendar, Expression
    from build_site.model import Article, Attribution, Entity, Mention, Span

    Reckon = Callable[[Expression], str | None]

ACCORDING = "according-to"
"""The rule for who is quoted with no verb of saying, so on no occasion of its own."""
CARRIED = 6
"""Paragraphs through which a speaker's day is carried on, from quotation to quotation."""
LEAD = 3
"""Paragraphs through which it is carried back to what the first two say, whose day often follows behind."""
LOOSE = 1
"""Paragraphs through which a week or a month, or the day of what is told in retrospect, is carried on."""
NAMED = 5
"""So many words behind "at the" may name the occasion."""
_WORD = re.compile(r"[\w'’]+")
_AT_IT = re.compile(
    r"\b(?:at|in|during|after|following|(?:hours|minutes|shortly|just|immediately)\s+before)\s+"
    r"(?:the|his|her|their|that|this|its|(?:(?-i:[A-Z])[\w.’'-]*\s+){0,2}(?-i:[A-Z])[\w-]+[’']s?)\s+",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"(?:the|that|this|its|his|her|their)\b", re.IGNORECASE)
"""What a phrase begins with that speaks of something known."""
_THERE = re.compile(r"\b(?:who|present|attended|familiar)\b[^,]*$")
"""Before "at the meeting": who was there tells of it, on a day of his own."""
_ENDS = frozenset(("of", "in", "on", "to", "with", "and", "that", "who", "for", "by", "from", "as", "at"))
"""Words behind which an occasion's name is over."""
_PERFECT = re.compile(
    r"\b(?:has|have|had)\b(?!\s+(?:an?|the|no|his|her|its|their|to|\d))|[’']ve\b|\bwould\b|[’']s\s+(?:been|\w+ed)\b"
)
_TWEET = re.compile(r"\b(?:tweet(?:s|ed|ing)?|Twitter)\b")
_WROTE = re.compile(r"\b(?:tweet(?:s|ed|ing)?|Twitter|wrote|posted)\b")
"""What is published by itself: the next one may be of another day."""
_WHO = re.compile(r"\b(?:who|whom|whose|which)\b[^,;]*[,;]")
"""What is told of somebody by the way."""
_THAT = re.compile(r"\b(?:that|to\s+suggest|suggesting)\b[^,;]*")
"""What somebody is said to think or to claim."""
_THEN = re.compile(r"\b(?:the (?:next|following) day|a day later)\b", re.IGNORECASE)
"""The day after the one that the text told of last."""
_AFTERWARDS = re.compile(
    r"\bat the time\b|\bthat (?:same )?(?:day|night|evening|morning|afternoon|week|month|year)\b"
    r"|\b(?:hours?|days?|weeks?|months?|years?) (?:later|after|before|earlier)\b"
    r"|\bweekend\b|\bpast (?:week|few)\b|\b(?:next|following|same) day\b",
    re.IGNORECASE,
)
"""A time that counts from another."""
_AFTER = re.compile(
    r"\b(?:after|following|in the wake of)\s+(?:the|his|her|its|their|that|an?)"
    r"\s+(?:[\w.’'-]+\s+){0,3}[\w.’'-]+",
    re.IGNORECASE,
)
"""What words came after: of an attack or a vote that is a day of its own."""
_ASIDE = re.compile(r"—[^—]*—|\s–\s[^–]*\s–\s|\([^)]*\)|,\s+(?:who|whose|which)\b[^,]*,")
"""Of whom it tells he need not have spoken."""
_MATTER = re.compile(r"\bdebates?\s+(?:over|about)\b")
"""What is argued about, not where."""
_TURNS = re.compile(
    r"\W*(?:But\s+)?(?:(?:just|only)\s+)?(?:an?|one|two|three|four|five|six|several|a few|some|the)?\s*"
    r"(?:days?|nights?|weeks?|months?|years?|hours?)\s+(?:earlier|later|before|after)\b"
    r"|\W*the\s+(?:next|following|previous)\s+(?:day|night|morning|week|month|year)\b",
    re.IGNORECASE,
)
"""What a paragraph begins with that leaves the day of those before."""
_NEXT = re.compile(r",\s+(?:and|but|while|as)\s|;\s")
"""Where another clause of a sentence begins."""
_BEGINS = re.compile(r"\W*(?:(?:But|And|Then|Later|Earlier|Only|Just|Late|Early),?\s+)?(?:[Oo]n)?\s*")
"""What a sentence has before the day that it begins with."""
_COMMA = re.compile(r"(?:\s+(?:morning|afternoon|evening|night))?,?\s+(?:the\s+)?")
_SUFFERED = re.compile(r"(?:[^.]{0,80}?,)?\s+(?:on\s+\w+\s+)?(?:was|were|is|are|has|had|died)\b")
"""What follows a name of whom something is told that he did not do."""
_ON = re.compile(r"\s*(?:\([^)]*\))?\s*(?:on)?\s*")
_RECALLED = re.compile(r"\bhad\s+(?:\w+\s+)?\w+(?:ed|aid|old|oke|ote)\b")
"""“Had also said on Saturday”: the story goes back for a moment."""
_BEFORE_DOING = re.compile(r"\bbefore\s+\w+ing\b")
_PRESENT = re.compile(r"(?!(?:was|has|does|is)\b)\w{2,}[^s\W]s\b")
"""A verb as what somebody says in general has it: "says", "believes"."""


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

    @property
    def reach(self) -> int:
        """Through how many paragraphs it is carried on; a year not at all."""
        if len(self.when.edtf.rstrip("?~")) <= len("2024"):
            return -1
        return CARRIED if is_day(self.when) and not self.done and not _RECALLED.search(self.around) else LOOSE


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
    told_of: bool = False
    """Whether somebody tells of it in what he says himself."""

    def cue(self, text: str) -> str:
        """Its first words."""
        return text[slice(*self.attribution.cue[0])] if self.attribution.cue else ""


def forward(
    article: Article,
    sayings: Sequence[Saying],
    acts: Sequence[tuple[int, Act | int, frozenset[int]]],
    told: Sequence[tuple[int, When]],
    known: Mapping[str, When],
    words: Calendar,
    scenes: Sequence[tuple[int, int, str]] = (),
    event: When | None = None,
) -> list[When | None]:
    """The days; those without their own take that of the occasion they name, or the speaker's last."""
    result: list[When | None] = []
    last: dict[int, Act] = {}
    closed: dict[int, int] = {}
    passed = 0
    for saying in sayings:
        while passed < len(acts) and acts[passed][0] < saying.attribution.content[0][0]:
            _, told_of, speakers = acts[passed]
            if isinstance(told_of, int):
                closed.update(dict.fromkeys(speakers, told_of))
            else:
                last.update((who, _also(last.get(who), told_of)) for who in speakers)
                closed = {who: at for who, at in closed.items() if who not in speakers}
            passed += 1
        open_ = saying.own is None and not saying.told_of and not dated_otherwise(saying.around, words)
        when = saying.own or the_day_after(saying, told)
        if when is None and open_:
            when = of_occasion(article, saying.attribution, saying.around, known, words)
        who, block = saying.who, saying.attribution.block
        present = is_present(saying.cue(article.text))
        act = last.get(who) if who is not None and block - closed.get(who, -1 - LOOSE) > LOOSE else None
        if when is None and act is not None and _moved(act, saying, scenes):
            act = None
        if when is not None:
            act = Act(block, when, present, saying.around)
        elif open_ and act is not None and _holds(act, saying, present, words):
            when = doubted(act.when)
            act = replace(act, block=block) if act.reach == CARRIED else act
        elif open_ and act is None and event is not None and _at_the_event(saying, present, words):
            when = doubted(event)
        if who is not None and act is not None:
            last[who] = act
        result.append(when)
    return result


def _at_the_event(saying: Saying, present: bool, words: Calendar) -> bool:
    """Whether words were said at the event that an article tells of, as far as their sentence tells."""
    told = set(_WORD.findall(saying.around.casefold()))
    apart = words.apart | words.occasions | words.aside
    named = saying.attribution.source_kind is not MentionKind.NOMINAL
    return named and not present and not told & apart and not recalls(saying.around, words)


def event_of(article: Article, days: Sequence[Dated], reckon: Reckon, words: Calendar) -> When | None:
    """The day of the event at which many speak, where the news begins with it and its day (a debate)."""
    lead = lead_of(article)
    for day in days:
        if day.block > lead + 1 or not day.expression.is_day or _MATTER.search(article.text, *day.sentence):
            continue
        if day.nouns & words.gatherings and (edtf := reckon(day.expression)):
            return When(edtf, Basis.INFERRED, day.expression.span)
    return None


def _also(known: Act | None, further: Act) -> Act:
    """The later of two acts; what somebody did on the day on which he spoke is still that act."""
    if further.done and known is not None and known.when.edtf.rstrip("?") == further.when.edtf.rstrip("?"):
        return replace(known, block=further.block)
    return further


def _moved(act: Act, saying: Saying, scenes: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a sentence just before has begun with another day than that of the act."""
    here, block = saying.attribution.content[0][0], saying.attribution.block
    passed = bisect_left(scenes, (here,))
    last = scenes[passed - 1] if passed else None
    reach = LOOSE if last and last[2] else CARRIED
    if last is None or block - last[1] > reach or act.when.span is None or last[0] <= act.when.span[0]:
        return False
    return last[2].rstrip("?~") != act.when.edtf.rstrip("?~")


def the_day_after(saying: Saying, told: Sequence[tuple[int, When]]) -> When | None:
    """“The next day, she said”: the day after the one that the text gave last; ``told`` are its days."""
    if not _THEN.search(saying.around):
        return None
    attribution = saying.attribution
    here = min(attribution.content[0][0], *(start for start, _ in attribution.cue))
    before = [when for place, when in told if place < here and is_day(when)]
    days = bounds(before[-1].edtf) if before else None
    if days is None or days[0] != days[1] or days[0].toordinal() == date.max.toordinal():
        return None
    return When(f"{days[0] + timedelta(days=1)}?", Basis.INFERRED, before[-1].span)


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
    return not recalls(saying.around, words) and all(name in act.around for name in outlets)


def backward(
    article: Article, sayings: Sequence[Saying], found: Sequence[When | None], words: Calendar
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
        if when is None and later is not None and not elsewhere and not recalls(saying.around, words):
            block = saying.attribution.block
            near = block <= lead + 1 and later[0].attribution.block - block <= LEAD
            if near and is_present(saying.cue(article.text)) == is_present(later[0].cue(article.text)):
                result[index] = doubted(later[1])
        if when is not None or saying.attribution.block > lead + 1:
            stated = saying.own is not None and when is not None and is_day(when)
            stated = stated and not _RECALLED.search(saying.around)
            following[saying.who] = (saying, when) if stated and when is not None else None
    return tuple(result)


def own_words(article: Article, attribution: Attribution, said: Sequence[Span]) -> str:
    """The reporter's words in the sentences of the cue; ``said`` is what is quoted in and around them."""
    anchors = attribution.cue or attribution.source or attribution.content[:1]
    at, block = anchors[0], article.blocks[attribution.block].span
    taken = (*said, *marked(article.text, block, at))
    return " ".join(own_text(article.text, span, taken) for span in sentences_at(article.text, block, at))


def recalls(around: str, words: Calendar) -> bool:
    """Whether the reporter's own words put it back to another day, or to no one day."""
    around = _THAT.sub(" ", _WHO.sub(" ", _BEFORE_DOING.sub(" ", around)))
    return bool(_PERFECT.search(around) or set(_WORD.findall(around.casefold())) & words.recalling)


def dated_otherwise(around: str, words: Calendar) -> bool:
    """Whether the reporter's own words name a time of their own, which is not that of speaking."""
    around = _WHO.sub(" ", around)
    if _AFTERWARDS.search(around):
        return True
    if any(words.things & set(_WORD.findall(m.group().casefold())) for m in _AFTER.finditer(around)):
        return True
    return may_date(around, words) and bool(
        words.pattern.search(around) or set(_WORD.findall(around)) & words.months.keys()
    )


def is_day(when: When) -> bool:
    """Whether it is one day of a known year."""
    return len(when.edtf.rstrip("?")) == len("2024-03-22") and when.edtf[:4].isdigit()


def doubted(when: When) -> When:
    """The same, marked as inferred from somewhere else."""
    return When(when.edtf.rstrip("?") + "?", Basis.INFERRED, when.span)


def occasions(article: Article, days: Sequence[Dated], reckon: Reckon, words: Calendar) -> Mapping[str, When]:
    """The occasions that the article dates, by their noun.

    Of two dates the more exact one counts, then that of the lead, then the one told more often; or none.
    What news begins with and does not date beside its noun ("the ruling") is of the only day of the lead.
    """
    lead = lead_of(article)
    first = [day for day in days if day.block == lead and day.expression.is_day and not day.quoted]
    found: dict[str, tuple[int, When | None]] = {}
    times = Counter((noun, reckon(day.expression)) for day in days for noun in day.nouns)
    for day in days:
        edtf = reckon(day.expression)
        when = When(edtf, Basis.INFERRED, day.expression.span) if edtf else None
        if when is None:
            continue
        worth = 2 * (3 if day.expression.is_day else 2 if day.expression.year else 1) + (day.block == lead)
        for noun in day.nouns:
            known, other = found.get(noun, (0, None))
            if worth > known:
                found[noun] = (worth, when)
            elif worth == known and other is not None and other.edtf != edtf:
                one, two = times[noun, other.edtf], times[noun, edtf]
                found[noun] = (worth, other if one > two else when if two > one else None)
    result = {noun: when for noun, (_, when) in found.items() if when is not None}
    if len(first) == 1 and (edtf := reckon(first[0].expression)) is not None:
        when = When(edtf, Basis.INFERRED, first[0].expression.span)
        result = {
            noun: when for noun, says in words.happenings.items() if not says and noun not in found
        } | result
    return result


def of_occasion(
    article: Article, attribution: Attribution, around: str, known: Mapping[str, When], words: Calendar
) -> When | None:
    """The date of the occasion that the sentence names ("at the hearing"), or of the document that speaks."""
    if not known:
        return None
    source = " ".join(article.text[slice(*span)] for span in attribution.source)
    subjects = [source] if _KNOWN.match(source) else []
    for piece in subjects:
        noun = _noun(piece, known)
        if noun in words.occasions or words.happenings.get(noun):
            return doubted(known[noun])
    for match in _AT_IT.finditer(around):
        if not _THERE.search(around[: match.start()]) and (noun := _noun(around[match.end() :], known)):
            return doubted(known[noun])
    return None


def on_its_weekday(e: Expression, around: str, known: Mapping[str, When]) -> When | None:
    """The date of an occasion that the sentence names, where its weekday is the sentence's."""
    for noun in _WORD.findall(around.casefold()) if e.weekday is not None else ():
        days = bounds(known[noun].edtf) if noun in known else None
        if days and days[0] == days[1] and days[0].weekday() == e.weekday:
            return When(known[noun].edtf, Basis.INFERRED, e.span)
    return None


def _noun(piece: str, known: Mapping[str, When]) -> str:
    """The known noun that a phrase begins with, after some other words; '' where none does."""
    first: list[str] = _WORD.findall(piece[:80].casefold())[:NAMED]
    for word in first:
        for noun in (word, word.removesuffix("s")):
            if noun in known:
                return noun
        if word in _ENDS:
            break
    return ""


def speakers_of(mentions: Sequence[Mention], entities: Sequence[Entity]) -> list[tuple[Span, int]]:
    """The mentions with whose they are, outermost ones only, in order."""
    found = sorted((mentions[m].span, n) for n, entity in enumerate(entities) for m in entity.mentions)
    found.sort(key=lambda item: (item[0][0], -item[0][1]))
    result: list[tuple[Span, int]] = []
    for span, who in found:
        if not result or span[1] > result[-1][0][1]:
            result.append((span, who))
    return result


def tellers(
    text: str, day: Dated, said: Sequence[Span], speakers: Sequence[tuple[Span, int]]
) -> frozenset[int]:
    """Who spoke on that day, as its sentence tells: the reporter names them before the word of speaking."""
    if day.verb is None:
        return frozenset()
    start, end = day.sentence[0], day.sentence[1] if day.verb == OCCASION else day.verb[0]
    there = [item for item in speakers if start <= item[0][0] and item[0][1] <= end]
    if day.verb != OCCASION:
        clause = start + max((m.end() for m in _NEXT.finditer(text[start:end])), default=0)
        there = [item for item in there if item[0][0] >= clause] or there[:1]
    taken = [*inside(said, day.sentence), *(m.span() for m in _ASIDE.finditer(text, start, end))]
    return frozenset(
        who for span, who in there if not any(start < span[1] and span[0] < last for start, last in taken)
    )


def turns(article: Article) -> Iterator[tuple[int, int, str]]:
    """Where a paragraph begins with a time that counts from the one told before ("A day earlier, …")."""
    for number, block in enumerate(article.blocks):
        if block.kind is BlockKind.PARAGRAPH and (match := _TURNS.match(article.text, *block.span)):
            yield match.start(), number, ""


def begins(text: str, day: Dated) -> bool:
    """Whether the reporter's sentence begins with the day."""
    return not day.quoted and bool(_BEGINS.fullmatch(text, day.sentence[0], day.expression.span[0]))


def doer(article: Article, day: Dated, speakers: Sequence[tuple[Span, int]]) -> int | None:
    """Who did something on that day: named right behind it ("On Friday, X …") or before ("X on Friday …").

    In the lead, who is named first. What was done to somebody he need not have spoken of on that day.
    """
    text, e, (start, end) = article.text, day.expression.span, day.sentence
    there = [item for item in speakers if start <= item[0][0] < end]
    if _BEGINS.fullmatch(text, start, e[0]):
        found = next((item for item in there if _COMMA.fullmatch(text, e[1], item[0][0])), None)
    elif day.block == lead_of(article):
        found = there[0] if there and there[0][0][1] <= e[0] else None
    else:
        found = next((item for item in there if _ON.fullmatch(text, item[0][1], e[0])), None)
    return None if found is None or _SUFFERED.match(text, found[0][1], end) else found[1]


def named(day: Dated, speakers: Sequence[tuple[Span, int]]) -> frozenset[int]:
    """Whom the sentence of a day names."""
    return frozenset(who for span, who in speakers if day.sentence[0] <= span[0] < day.sentence[1])


def is_present(words: str) -> bool:
    """Whether a cue tells what somebody says in general."""
    return bool(_PRESENT.match(words))
