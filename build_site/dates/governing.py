"""Which of an article's dates is the day on which something was said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from build_site.dates.expressions import Calendar, Expression, find_expressions
from build_site.model import Article, Attribution, BlockKind, MentionKind, Quotation, Span, Spans
from build_site.text import sentences, touched

FURTHEST = 160
"""A date further from the cue than so many characters does not date the act of speaking."""
NEAR = 120
"""So many characters around a date in another sentence something has to tell of speaking."""
APART = 60
"""A day so many characters before the cue is of another clause, unless it begins the sentence."""
SOON = 8
"""So many words behind a day tell whether what is done on it is still to come."""
OWNED = 4
"""So many words behind "Friday’s" tell whether it is an occasion's day."""
OWNED_BY = 60
"""So many characters before a month tell whose occasion it was."""
AROUND = 1_000
"""Characters around the cue that are read, of a sentence without end: far more than a date may be away."""
BACK = 4
"""Paragraphs through which the day of a source's words is followed back."""
FAR = 60
"""Sentences before a quotation that are searched; only a paragraph out of all proportion has more."""
IN_MARKS = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
"""Words between double marks; to the paragraph's end where the closing mark is missing."""
_WORD = re.compile(r"[\w'’]+")
PAUSE = re.compile(r"[,;:—–]")
"""What parts a phrase from the next."""


_OF_HERS = re.compile(r"\b(?:at|during|in)\s+(?:her|his|its|their)\s+(?:[\w.&’'-]+\s+){1,3}$", re.IGNORECASE)
_SEEMED = re.compile(r"appeared\s+to\b", re.IGNORECASE)
"""Nobody appears before anybody who "appeared to waver"."""
_SUFFERED = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+$")
"""Who was released spoke no word by it."""
_ASKED = frozenset(("asked", "interviewed", "pressed", "questioned"))
_DONE = re.compile(r"\bfor (?:\w+ly )?\w{3,}ing\b")
"""What somebody is praised or blamed for was done on the date behind it."""
_PERFECT = re.compile(r"\b(?:has|have|had|\w+[’']ve|(?:he|she|it|who)[’']s)\s+(?:\w+\s+){0,2}\w+$")
"""Words that were said some time: "has repeatedly said" tells of no one occasion."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act of speaking as an article reports it: where its cue, its content and its block are."""

    block: Span
    before: Spans
    """The paragraphs before, in order."""
    content: Spans
    cue: Spans
    source: Spans
    pronoun: bool = False
    """Whether the source is a pronoun, which points back by itself."""
    others: Spans = ()
    """What else is said in the article: a date in it dates what is spoken of."""


_WILL = re.compile(
    r"(?:\s+(?:morning|afternoon|evening|night))?\s+(?:will|(?:is|are)\s+(?:to|due|expected|set))\b"
)
_HEADING = re.compile(
    r"\b(?:was|were|is|are|’s|'s)\s+(?:to|heading|headed|going|due|expected)\b|\bto be\s+\w+"
)
"""Around a day that is still to come."""
_ONCE = re.compile(r"\W*(?:after|before|when|since|once)\s+(?:\S+\s+){3,}$", re.IGNORECASE)
"""Before a month or a year: that of what had happened by then."""
_OPENS = re.compile(
    r"\W*(?:(?:And|But)\s+)?(?:Asked|At|During|Earlier|In|Late|On|When|[A-Z][a-z]+ing)\b[^,;]*$"
)
"""Before a day that is of the whole sentence: "In an interview on Friday, he said"."""
_HAS = re.compile(r"\b(?:has|have)\b")
"""Between a date and a cue: what was done on that day is not when it "has been said"."""
_WHO = re.compile(r"\b(?:who|which)\b[^,]*$")
"""Between a date and a cue: what somebody else did ("on Monday, X thanked Y, who said")."""
_HEARD = re.compile(r"\bafter\s+\w+ing\b")
"""What came before was on the date behind it ("said after hearing of it last week")."""
_ABOUT = re.compile(r"\s(?:of|about|for|on)\s(?:\S+\s){2,}")
"""Between a cue and a year or a month: that of what is spoken of ("said of the plans for 2025")."""
_BUT = re.compile(
    r",\s+(?:(?:but|while|whereas|though|and\s+(?:the|an?|his|her|their|its|[A-Z]))\b"
    r"|(?:[A-Z][\w.’'-]*\s+){1,3}\w+ed\b)"
)
"""Between a cue and a date: the date is of another clause."""
AHEAD = re.compile(
    r"\b(?:ahead of|in advance of|leading up to|in preparation for|(?:aim|expect|hope|intend|plan)s?\s+to)\b"
    r"[^,;]*$"
)
"""Before a date: that of what is still to come."""
_NOWADAYS = re.compile(r"[Tt]oday")
_SAYS = re.compile(r"(?!(?:was|has|does|is)\b)\w{2,}[^s\W]s")
"""What is said nowadays is of no day ("Today, the paper calls it a pearl")."""
_NAMED = re.compile(r"(?:\s[A-Z][\w.’'-]*){0,3}(?:\s[a-z]+)?")
_UNDER = re.compile(r"\b(?:after|before|because|once|since|while)\b[^,]*$")
"""Between a date and a cue: the date is of what happened after or before the words."""
_ALSO = re.compile(r",|\b(?:and|but)\b")
"""Between a year and a cue: the year is of another clause ("moved there in 1987, and he says")."""


def act_of(article: Article, quotation: Attribution | Quotation, others: Spans = ()) -> Act:
    """The act of speaking behind an attribution or a quotation; ``others`` is what else is said."""
    before: list[Span] = []
    for earlier in reversed(article.blocks[: quotation.block]):
        if earlier.kind is BlockKind.PARAGRAPH:
            before.insert(0, earlier.span)
        if len(before) == BACK or earlier.kind in {BlockKind.HEADLINE, BlockKind.BLOCKQUOTE}:
            break
    block, pronoun = article.blocks[quotation.block].span, quotation.source_kind is MentionKind.PRONOUN
    return Act(block, tuple(before), quotation.content, quotation.cue, quotation.source, pronoun, others)


def governing(
    text: str, act: Act, words: Calendar, leading: bool = True, strict: bool = False
) -> tuple[Expression, bool] | None:
    """The expression that dates the act of speaking, and whether it stands in a sentence before.

    First the sentence of the cue is searched, outside the content and outside quotation marks; then, if
    ``leading``, the sentence that leads to the quotation, when it speaks of the same source. ``strict`` takes
    no day far before who speaks, which may be another's.
    """
    anchors = act.cue or act.source or act.content[:1]
    at = anchors[0]
    own = sentences_at(text, act.block, at)
    others = tuple(s for s in act.others if not (s[0] <= at[0] and at[1] <= s[1]))  # Who reports it all.
    taken = (*act.content, *others, *marked(text, act.block, at))
    here = [e for s in own for e in find_expressions(text, s, words) if _dates(text, e, at, s, taken, words)]
    here = [e for e in here if not (_NOWADAYS.match(text, *e.span) and _SAYS.fullmatch(text, *at))]
    here = [e for e in here if not (strict and _of_somebody_else(text, e, at, act, own))]
    if here:
        return min(here, key=lambda e: (not e.is_day, distance(e.span, at))), False
    if not leading or _PERFECT.search(text[max(act.block[0], at[0] - 24) : at[1]]):
        return None
    for sentence in _leading(text, act):
        taken = (*act.others, *marked(text, sentence))
        there = [
            e
            for e in find_expressions(text, sentence, words)
            if e.is_day
            and (verb := telling(text, e, sentence, taken, words)) is not None
            and (act.pronoun or _names(text, act) & set(_before(text, sentence, verb, taken)))
        ]
        if there:
            return there[-1], True
    return None


def _of_somebody_else(text: str, e: Expression, at: Span, act: Act, own: Sequence[Span]) -> bool:
    """Whether a day far before the cue is of what is told before who speaks is named.

    Of such days one in four was another's; of those that begin the sentence hardly any.
    """
    if at[0] - e.span[1] <= APART or not act.source or act.source[0][0] < e.span[1]:
        return False
    start = next((s[0] for s in own if s[0] <= e.span[0] < s[1]), e.span[0])
    return len(text[start : e.span[0]].split()) > 1 and not _OPENS.match(text, start, e.span[0])


def _before(text: str, sentence: Span, verb: Span, taken: Spans) -> list[str]:
    """The reporter's words of a sentence before its word of speaking; all of them around an occasion."""
    own = own_text(text, sentence, taken)
    return _WORD.findall(own if verb[0] < 0 else own[: verb[0] - sentence[0]])


def sentences_at(text: str, block: Span, at: Span) -> list[Span]:
    """The sentences of a block that a place is in, one without end only near the place."""
    every = sentences_of(text, block)
    own = (every[n] for n in touched(at, every))
    return [(max(s[0], at[0] - AROUND), min(s[1], at[1] + AROUND)) for s in own]


OCCASION = (-1, -1)
"""In place of a word of speaking: the sentence tells of an occasion for it."""


def telling(text: str, e: Expression, sentence: Span, taken: Spans, words: Calendar) -> Span | None:
    """The word of speaking of the reporter's sentence that a day in it dates; ``OCCASION`` for a noun of one.

    Of several it is the last before the day, or the first behind it; None where the day is of something else.
    """
    if not _dates(text, e, e.span, sentence, taken, words):
        return None
    own = own_text(text, sentence, taken)
    first = max(0, e.span[0] - sentence[0] - NEAR)
    around = own[first : e.span[1] - sentence[0] + NEAR]
    told = [m for m in _WORD.finditer(around) if m.group().casefold() in words.speaking]
    told = [m for m in told if not _SEEMED.match(around, m.start()) and _speaks(around, m, words)]
    if not told:
        planned = words.openers & set(_WORD.findall(text[e.span[1] : sentence[1]].casefold())[:SOON])
        return OCCASION if words.occasions & set(_WORD.findall(around)) and not planned else None
    begin = e.span[0] - sentence[0] - first
    verb = min(told, key=lambda m: (m.start() > begin, abs(m.start() - begin)))
    return sentence[0] + first + verb.start(), sentence[0] + first + verb.end()


def _speaks(around: str, verb: re.Match[str], words: Calendar) -> bool:
    """Whether whom a verb is told of speaks by it: who was asked does; who was praised, or a poll, not."""
    word, before = verb.group().casefold(), around[: verb.start()]
    if word in words.issuing:
        last = _WORD.findall(before)[-1:]
        if set(last) & words.papers:
            return False
    return word in _ASKED or not _SUFFERED.search(before)


def is_done(text: str, e: Expression, sentence: Span, taken: Spans, words: Calendar) -> bool:
    """Whether a day is that of what the reporter's sentence tells, and not of what is still to come."""
    coming = _WORD.findall(text[e.span[1] : sentence[1]].casefold())[:SOON]
    return _dates(text, e, e.span, sentence, taken, words) and not words.openers & set(coming)


def own_text(text: str, sentence: Span, taken: Sequence[Span]) -> str:
    """The sentence with blanks for what is said in it."""
    own = list(text[slice(*sentence)])
    for start, end in taken:
        first, last = max(start, sentence[0]), min(end, sentence[1])
        if first < last:
            own[first - sentence[0] : last - sentence[0]] = " " * (last - first)
    return "".join(own)


def own_sentences(article: Article, quotation: Attribution | Quotation) -> Iterator[tuple[int, str]]:
    """The reporter's words of each sentence of the cue, with where they begin; blanks for the rest."""
    at, text = (quotation.cue or quotation.source or quotation.content)[0], article.text
    block = article.blocks[quotation.block].span
    said = (*quotation.content, *marked(text, block, at))
    for sentence in sentences_at(text, block, at):
        yield sentence[0], own_text(text, sentence, said)


def _leading(text: str, act: Act) -> Iterator[Span]:
    """Sentences of the reporter before the quotation that speak of its source, nearest first."""
    first = min(act.content[0][0], *(s[0] for s in (*act.cue, *act.source)), act.block[1])
    own = sentences_of(text, act.block)
    upto = bisect_right(own, first, key=itemgetter(1))
    spans = own[max(0, upto - FAR) : upto]
    last = [*(sentences_of(text, act.before[-1]) if act.before else ()), *spans][-4:]
    spans = (*(s for paragraph in act.before for s in sentences_of(text, paragraph)), *spans)
    names = _names(text, act)
    for span in reversed(spans[-FAR:]):
        if (act.pronoun and span in last) or not names.isdisjoint(_words_of(text, *span)):
            yield span


@lru_cache(maxsize=512)  # as many quotations are led by a sentence as follow it
def _words_of(text: str, begin: int, end: int) -> frozenset[str]:
    return frozenset(_WORD.findall(text[begin:end]))


def _names(text: str, act: Act) -> set[str]:
    """The last word of each capitalised source."""
    ends = [words[-1] for s in act.source if (words := _WORD.findall(text[slice(*s)]))]
    return {word for word in ends if word[0].isupper()}


def sentences_of(text: str, span: Span) -> Spans:
    """The sentences of a stretch of the text, as spans into the text."""
    return _cut(text, *span)


@lru_cache(maxsize=1 << 15)
def _cut(text: str, begin: int, end: int) -> Spans:
    return tuple((begin + start, begin + stop) for start, stop in sentences(text[begin:end]))


def marked(text: str, span: Span, near: Span | None = None) -> Spans:
    """What stands in marks in a stretch of the text, or near a place of it."""
    marks = _pairs(text, *span)
    if near is None:
        return marks
    first = bisect_left(marks, (near[0] - AROUND,))
    return marks[max(0, first - 1) : bisect_left(marks, (near[1] + AROUND,))]


@lru_cache(maxsize=512)
def _pairs(text: str, begin: int, end: int) -> Spans:
    return tuple((begin + m.start(), begin + m.end()) for m in IN_MARKS.finditer(text[begin:end]))


def distance(a: Span, b: Span) -> int:
    """Characters between two places; 0 where they touch."""
    return max(a[0] - b[1], b[0] - a[1], 0)


def _of_a_thing(text: str, e: Expression, before: list[str], words: Calendar) -> bool:
    """``the Sept. 11 attacks``, ``the primary on June 3``: the date is the thing's."""
    after = _WORD.match(text, e.span[1] + 1)
    if text[e.span[1] : e.span[1] + 2] in {"'s", "’s"}:
        following = _WORD.findall(text[e.span[1] + 2 : e.span[1] + 60].casefold())[:OWNED]
        return not words.occasions & set(following)
    on = bool(before) and before[-1] in {"on", "in"} and before[0] in words.things
    if not e.is_day and _OF_HERS.search(text[max(0, e.span[0] - OWNED_BY) : e.span[0]]):
        return True  # "During her interview in July": she speaks of it now.
    if before[-1:] != ["on"] and words.things & set(_NAMED.match(text, e.span[1]).group().split()):  # type: ignore[union-attr]
        return True  # "the April 19 Ashford primary"
    return on or bool(after and after.group() in words.things)


def _dates(
    text: str, e: Expression, cue: Span, sentence: Span, taken: Sequence[Span], words: Calendar
) -> bool:
    """Whether the expression is the reporter's own, near the cue, and in the cue's clause."""
    if distance(e.span, cue) > FURTHEST or any(s < e.span[1] and e.span[0] < end for s, end in taken):
        return False
    if is_coming(text, e, sentence, words):
        return False
    before = _WORD.findall(text[sentence[0] : e.span[0]].casefold())[-2:]
    foreign = bool(before) and (before[-1] in words.foreign or " ".join(before) in words.foreign)
    if foreign and not (before[-1] == "the" and _names_occasion(text, e, sentence, words)):
        return False
    if _of_a_thing(text, e, before, words):
        return False
    if e.span[0] >= cue[1]:
        between = text[cue[1] : e.span[0]]
        if _BUT.search(own_text(text, (cue[1], e.span[0]), taken)):
            return False
        if not e.is_day and (
            _HEARD.search(between)
            or _ABOUT.search(between)
            or _of_another_phrase(own_text(text, (cue[1], e.span[0]), taken), words)
        ):
            return False
    elif _before_now(text, e, cue):
        return False
    else:
        between = _since_pause(text, sentence, e)
        if not e.is_day and _ONCE.match(between) and text.startswith(",", e.span[1]):
            return False
    return not words.openers & set(_WORD.findall(between.casefold())) and not _DONE.search(between)


def _names_occasion(text: str, e: Expression, sentence: Span, words: Calendar) -> bool:
    """Whether a day is part of the name of an occasion: "at the Monday evening rally"."""
    following = _WORD.findall(text[e.span[1] : min(sentence[1], e.span[1] + OWNED_BY)])[:OWNED]
    return e.weekday is not None and bool(words.occasions & set(following))


def is_coming(text: str, e: Expression, sentence: Span, words: Calendar) -> bool:
    """Whether a day is still to come: what is done on it "will" be done, or somebody "is heading" to it."""
    if AHEAD.search(text, max(sentence[0], e.span[0] - NEAR), e.span[0]):
        return True
    if _WILL.match(text, e.span[1], sentence[1]):
        return True
    before = _since_pause(text, sentence, e)
    heading = _HEADING.search(before)
    return heading is not None and not words.speaking & set(_WORD.findall(before[heading.end() :]))


def _since_pause(text: str, sentence: Span, e: Expression) -> str:
    """What stands before a date in its sentence, from the last pause on."""
    return PAUSE.split(text[sentence[0] : e.span[0]])[-1]


def _of_another_phrase(between: str, words: Calendar) -> bool:
    """Whether what stands after the last comma before a date is no part of how it was said."""
    last = _WORD.findall(between.rpartition(",")[2].casefold())
    told = words.leading | words.speaking | words.occasions
    return "," in between and len(last) > 1 and not told & set(last)


def _before_now(text: str, e: Expression, cue: Span) -> bool:
    """Whether what stands between a date and the cue behind it shows that the date is of something else."""
    opens = e.span[0] == 0 or text[max(0, e.span[0] - 4) : e.span[0]].rstrip(" ")[-1:] in {
        "",
        "\n",
        ".",
        "!",
        "?",
        "”",
    }
    year = e.month is None and e.year is not None and not opens  # "In 1987, he said" is of the saying.
    between = text[e.span[1] : cue[0]]
    other = _HAS.search(between) or _WHO.search(between) or _UNDER.search(between)
    return bool(other or (year and _ALSO.search(between)))
