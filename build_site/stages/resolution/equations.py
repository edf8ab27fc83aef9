"""What the article says that somebody is: "The first witness was X", "X is a sociologist at …"."""

from __future__ import annotations

import re

from build_site.model import ActorKind, Mention, MentionKind
from build_site.stages.resolution.drafts import Desk, Draft, is_person_name

_IS = re.compile(r"[ ](?:is|was|has[ ]been|became|becomes)[ ](?:(?:now|also|then|still|himself|herself)[ ])?")
_BESIDE = re.compile(
    r"""(?:[ ](?:of|for|from|at|with|in|on|to)[ ](?:[\w’'.&-]+[ ]){0,6}?[\w’'.&-]+)??
    (?:[ ]\([^()\n]{1,12}\))?
    (?:,[ ]
      |,?[ ](?:who[ ](?:was|is|has[ ]been)[ ])?(?:[a-z]+ly[ ])?(?:named|identified|known|introduced)
        (?:[ ](?:only|later|by[ ](?:the[ ])?[a-z]+|locally))?[ ]as[ ]
      |,?[ ](?:who[ ])?(?:gave|giving)[ ](?:his|her|their)[ ]name[ ](?:only[ ])?as[ ]
      |,?[ ](?:who[ ])?(?:call(?:ed|s|ing)|identif(?:ied|ies|ying))
        [ ](?:him|her|them)sel(?:f|ves)[ ](?:as[ ])?)
    (?=[^\W\d_a-z]|his[ ]|her[ ]|their[ ])""",
    re.VERBOSE,
)
"""Between what somebody is and the name that is set beside it."""
_CLOSES = re.compile(r"(?!,[ ]and[ ])(?:[,;.:)—–\n]|$|[ ](?:[—–]|who\b)|[ ](?:of|from|at|with)[ ])")
"""What ends the name, or tells its bearer further."""
_LETTERS = re.compile(r",?[ ]([A-Z][\w.]+)\b")
_LONGEST = 30
_ONE = re.compile(r"one of\b", re.IGNORECASE)
_DEFINITE = re.compile(r"the\b", re.IGNORECASE)
_NEAR = 4


def equal(desk: Desk, index: int) -> Draft | None:
    """Of whom a noun is said ("X is a nurse", "X chief nurse"), or whose name it is ("The witness was X")."""
    return (
        _opening(desk, index)
        or _subject(desk, index)
        or (_complement(desk, index) if _DEFINITE.match(desk.words(index)) else None)
    )


def beside(desk: Desk, index: int) -> Draft | None:
    """Whose name is set beside what a speaker is ("another pilot, X of Y,", "a man named as X")."""
    mention = desk.mentions[index]
    gap = _BESIDE.match(desk.text, mention.span[1])
    many = mention.plural and not _ONE.match(desk.words(index))
    if gap is None or many or desk.passage(mention.span[0]) is not None:
        return None
    for other in range(index + 1, min(index + 2 * _NEAR, len(desk.mentions))):
        name = desk.mentions[other]
        if name.span[0] == gap.end() and name.kind is MentionKind.NAME:
            draft = desk.of.get(other)
            end = _past_letters(desk, name.span[1])
            fits = draft is not None and _alike(mention, draft) and _CLOSES.match(desk.text, end)
            return draft if fits and " " in desk.head(other) else None
    return None


def _past_letters(desk: Desk, end: int) -> int:
    """Where a name ends with the letters behind it ("Ana Ruiz | KC")."""
    while (letters := _LETTERS.match(desk.text, end)) and letters[1] in desk.naming.post_nominals:
        end = letters.end()
    return end


def _alike(mention: Mention, draft: Draft) -> bool:
    """Whether both are people, or both are bodies."""
    body = mention.actor_kind is ActorKind.ORGANISATION
    return body == (draft.kind is ActorKind.ORGANISATION) and mention.actor_kind is not ActorKind.DOCUMENT


def _opening(desk: Desk, index: int) -> Draft | None:
    """Whose name begins the noun phrase, with no comma behind it."""
    mention = desk.mentions[index]
    for other in range(index + 1, min(index + _NEAR, len(desk.mentions))):
        name = desk.mentions[other]
        opens = name.span[0] == mention.span[0] and name.span[1] < mention.head[0]
        if opens and is_person_name(name) and desk.text[name.span[1]] == " ":  # not "X’s nurse"
            return desk.of.get(other) if " " in desk.head(other) else None
    return None


def _subject(desk: Desk, index: int) -> Draft | None:
    start = desk.mentions[index].span[0]
    for other in range(index - 1, max(-1, index - _NEAR), -1):
        end = desk.mentions[other].span[1]
        if start - _LONGEST < end < start and _IS.fullmatch(desk.text, end, start):
            draft = desk.of.get(other)
            person = draft is not None and draft.kind is ActorKind.PERSON and not draft.plural
            return draft if person else None
    return None


def _complement(desk: Desk, index: int) -> Draft | None:
    verb = _IS.match(desk.text, desk.mentions[index].span[1])
    if verb is None:
        return None
    for other in range(index + 1, min(index + _NEAR, len(desk.mentions))):
        if desk.mentions[other].span[0] == verb.end() and is_person_name(desk.mentions[other]):
            return desk.of.get(other)
    return None
