"""Dialogues: transcripts and debates with a label before each turn, interviews with and without labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from build_site.model import BlockKind, Passage, Span
from build_site.stages.quotations.page import Page, plain_words

_TURN = re.compile(
    r"""
    (?P<label> [A-Z] [^\n:“”"?!]{0,80}? ) \s? (?P<asides> (?: \( [^()\n]{1,40} \) \s? )* ) : \s+ (?= \S )
    """,
    re.VERBOSE,
)
_SMALL = frozenset(("of", "the", "for", "and", "de", "da", "del", "van", "von", "der", "al", "on", "to"))

_ENDS = tuple(".!?…—–-)]”\"’'")
_LEAST = 3
"""Turns of a dialogue in which nobody's rank or form of address is given."""
_ANSWERS = 3
"""Answers of an interview without labels."""
_WORDS = 4
"""Words of a turn with its label, on the average; lists of figures have fewer."""
_LONGEST_QUESTION = 400
_PART = 0.6
"""Share of turns that end as sentences do, and of answers in the first person."""
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z](?:\.|[\w’'-]+)){1,4}(?<!\.)")
_NOT_TOLD = frozenset({BlockKind.BYLINE, BlockKind.CREDIT, BlockKind.BOILERPLATE})
_MEETING = re.compile(
    r"(?:with|to|met|meets|asks|asked|interviews|interviewed|joins|joined)(?: [a-z-]+){0,4} (?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class _Turn:
    block: int
    label: Span
    """Who speaks: the label, or the name in brackets behind an office ("The Minister (Ana Ruiz):")."""
    inner: Span
    key: str
    """The last word of the label: a surname alone is the full name's."""
    firm: bool
    """Whether the label alone shows somebody: a form of address, capitals, an office in brackets, Q and A."""


def turns(page: Page) -> dict[int, Passage]:
    """Turns with a label each; who only asks, and is not named as a person, says nothing to publish."""
    found = [turn for number in range(len(page.article.blocks)) if (turn := _turn(page, number))]
    if not _is_dialogue(page, found):
        return {}
    asking = _asking(page, found)
    passages: dict[int, Passage] = {}
    spoken = {word for t in found if t.key in page.known.answers for word in _said(page, t.block)}
    who = _interviewed(page, found[0].block, spoken)
    whole = 2 * len(found) >= sum(map(page.is_paragraph, range(found[0].block, found[-1].block + 1)))
    for turn, following in zip(found, [*found[1:], None], strict=True):
        by = who if turn.key in page.known.answers else turn.label
        if turn.key in asking or by is None:
            continue
        passages[turn.block] = Passage(turn.inner, turn.inner, turn.block, layout="turn", by=by)
        stop = following.block if following is not None and whole else turn.block
        passages |= _continued(page, turn.block + 1, stop)
    return passages


def answers(page: Page) -> dict[int, Passage]:
    """The answers of an interview whose questions are paragraphs of their own."""
    numbers = [number for number in range(len(page.article.blocks)) if page.is_running(number)]
    asked = [number for number in numbers if _is_question(page, number)]
    groups = [
        [n for n in numbers if begin < n < end and page.is_paragraph(n)] for begin, end in pairwise(asked)
    ]
    if asked:
        rest = [n for n in numbers if n > asked[-1] and page.is_paragraph(n)]
        groups.append([n for place, n in enumerate(rest) if place == 0 or page.speaks_first(n)][:1])
    groups = [group for group in groups if group]
    if len(groups) < _ANSWERS:
        return {}
    personal = sum(any(page.speaks_first(n) for n in group) for group in groups)
    marked = sum(bool(page.marks.get(n)) for group in groups for n in group)
    who = _interviewed(page, asked[0], {word for group in groups for n in group for word in _said(page, n)})
    if who is None or personal < _PART * len(groups) or marked > sum(map(len, groups)) / 4:
        return {}
    passages: dict[int, Passage] = {}
    for first, *more in groups:
        labelled = _turn(page, first)
        span = labelled.inner if labelled is not None else page.span(first)
        passages[first] = Passage(span, span, first, layout="answer", by=who)
        passages |= _continued(page, first + 1, more[-1] + 1 if more else first)
    return passages


def _turn(page: Page, number: int) -> _Turn | None:
    if not page.is_running(number):
        return None
    start, end = page.span(number)
    match = _TURN.match(page.text, start, min(end, start + 200))
    if match is None or match.end() >= end or page.text[match.end()] in '“"‘«':
        return None
    words = match["label"].split()
    names = [word for word in words if word not in _SMALL]
    if len(words) > 9 or not all(word[0].isupper() or word[0] in "(&" or word[0].isdigit() for word in names):
        return None
    key = plain_words(match["label"])[-1]
    known = page.known
    if key in known.other or plain_words(match["label"])[0] in known.other:
        return None
    lettered = len(match["label"]) > 3 and match["label"].isupper()
    addressed = words[0].lower().rstrip(".") in known.forms or bool(match["asides"]) or "(" in match["label"]
    firm = lettered or addressed or match["label"].lower() in known.asks | known.answers
    bearer = _NAME.search(page.text, *match.span("asides")) if words[0] == "The" else None
    label = bearer.span() if bearer else match.span("label")
    return _Turn(number, label, (match.end(), end), key, firm)


def _is_dialogue(page: Page, found: list[_Turn]) -> bool:
    """Whether labels come again, or are forms of address, and what they label ends as sentences do."""
    lengths = sum(len(page.of(turn.block).split()) for turn in found)
    ends = sum(page.of(turn.block).endswith(_ENDS) for turn in found)
    if len(found) < 2 or ends < _PART * len(found) or lengths < _WORDS * len(found):
        return False
    keys = Counter(turn.key for turn in found)
    if sum(turn.firm for turn in found) >= _PART * len(found):
        return len(keys) > 1
    again = sum(count for count in keys.values() if count > 1)
    return len(found) >= _LEAST and len(keys) > 1 and again >= _PART * len(found) and _named(page, found)


def _named(page: Page, found: list[_Turn]) -> bool:
    """Whether the labels’ words stand elsewhere, as a name does, or one label is an interviewer’s."""
    if any(turn.key in page.known.asks for turn in found):
        return True
    labels = {turn.label for turn in found}
    outside = page.text[: min(start for start, _ in labels)]
    words = {turn.key for turn in found if not turn.firm}
    return all(turn.firm for turn in found) or not words.isdisjoint(plain_words(outside))


def _asking(page: Page, found: list[_Turn]) -> frozenset[str]:
    """Labels that only ask and name nobody, or the outlet: their questions are no statements."""
    by_key: dict[str, list[_Turn]] = {}
    for turn in found:
        by_key.setdefault(turn.key, []).append(turn)
    return frozenset(
        key
        for key, of_it in by_key.items()
        if key in page.known.asks
        or (
            len(by_key) == 2
            and all(page.of(turn.block).endswith("?") for turn in of_it)
            and not any(" " in page.text[slice(*turn.label)] or turn.firm for turn in of_it)
        )
    )


def _continued(page: Page, start: int, stop: int) -> dict[int, Passage]:
    """The paragraphs over which a turn goes on."""
    return {
        number: Passage(page.span(number), page.span(number), number, continues=True, layout="turn")
        for number in range(start, stop)
        if page.is_paragraph(number)
    }


def _is_question(page: Page, number: int) -> bool:
    words = page.of(number)
    return len(words) <= _LONGEST_QUESTION and words.endswith("?") and not page.marks.get(number)


def _said(page: Page, number: int) -> list[str]:
    return page.of(number).replace("’", " ").replace("'", " ").split()


def _interviewed(page: Page, first: int, answered: Collection[str]) -> Span | None:
    """The person whom the text above the first question presents: met, asked, or named most.

    Not who took a picture ("Ana Ruiz/Agency"), nor whom the words that are ``answered`` speak of by surname.
    """
    above = [n for n in range(first) if page.article.blocks[n].kind not in _NOT_TOLD]
    names = [
        (start + match.start(), start + match.end())
        for n in above
        for start in (page.span(n)[0],)
        for match in _NAME.finditer(page.of(n))
        if match.group().split()[0].lower() not in {"the", "a", "an"}
        and not page.text.startswith("/", start + match.end())
    ]
    if not names:
        return None
    last = Counter(page.text[slice(*name)].split()[-1] for name in names)
    spoken = {word.strip(".,;:!?") for word in answered}
    met = {end for n in above for end in (page.span(n)[0] + m.end() for m in _MEETING.finditer(page.of(n)))}

    def rank(name: Span) -> tuple[bool, bool, bool, int]:
        words = page.text[slice(*name)].split()
        given = any(word.lower() in page.known.given for word in words[:-1])
        return words[-1] not in spoken, given, name[0] in met, last[words[-1]]

    return max(names, key=rank)
