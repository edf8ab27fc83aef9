"""Mentions that begin with a capital: runs of capitalised words, seen with the words around them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from build_site.lexicon.naming import Naming
from build_site.model import ActorKind, MentionKind, Span
from build_site.stages.mentions.kinds import classify
from build_site.stages.mentions.nominals import bearer_at, nominal, phrase_start
from build_site.stages.mentions.pronouns import PRONOUNS, pronoun
from build_site.stages.mentions.runs import (
    Found,
    opens_sentence,
    segments,
    trim,
    unheard,
    words_of,
)

_LONGEST = 300
"""Characters of a run that is read as a whole; longer ones are no names but shouting, and read by parts."""
_PART = re.compile(r"[^ ]+(?:[ ][^ ]+){0,20}")
_FULL = 2
_INITIALS = 3
"""Letters of an office that is said by its initials."""
_MONTH = re.compile(r"(?:(?P<led>[A-Z][a-z]+) )?(?P<month>[A-Z][a-z]+) (?=[A-Z])")
_LED = frozenset({"in", "since", "until", "last", "this", "during", "early", "late", "mid"})
_BEFORE = 12
_NEXT = re.compile(r"[ ]([a-z]\w*)")


class Piece(NamedTuple):
    """A part of a run: what it names, or else its one word; offsets count from the run's beginning."""

    made: Found | None
    lone: tuple[str, int] | None
    first: bool
    """Whether it opens a sentence."""


def run_mentions(text: str, run: str, at: int, bounds: Span, names: Naming) -> list[Found]:
    """The mentions of a run that begins at ``at``, in a block with these bounds."""
    dated = _dated(text, run, at, names)
    return _run_mentions(text, run[dated:], at + dated, bounds, names)


def _run_mentions(text: str, run: str, at: int, bounds: Span, names: Naming) -> list[Found]:
    if run in names.silent:
        return []
    found: list[Found] = []
    if len(run) > _LONGEST:
        for part in _PART.finditer(run):
            if part.end() - part.start() <= _LONGEST:
                found += run_mentions(text, part[0], at + part.start(), bounds, names)
        return found
    if run in PRONOUNS:
        return [pronoun(run, (at, at + len(run)))]
    governed = text[max(0, at - 4) : at] in {" of ", " to ", " for"}
    for made, lone, first in _pieces(run, opens_sentence(text, at), governed, names):
        if made is not None:
            if lone and first and made.actor is None and text.startswith(" of ", made.end + at):
                continue  # "Chants of", "Heaps of": a noun that opens its sentence
            mention: Found | None = _moved(made, at)
            if made.kind is MentionKind.NOMINAL:
                mention = _reaching_back(text, _moved(made, at), bounds[0], names)
        elif lone is not None:
            mention = _capital_noun(text, (lone[0], lone[1] + at), bounds, names, opening=first)
        else:
            continue
        if mention and not _located(text, mention, bounds[0], names):
            found.append(_with_article(text, mention, bounds, names))
    return found


def _dated(text: str, run: str, at: int, names: Naming) -> int:
    """How much of a run tells a month, which may be a first name as well ("In June | Orloff came")."""
    match = _MONTH.match(run)
    if match is None or match["month"] not in names.months:
        return 0
    led = match["led"] or text[max(0, at - _BEFORE) : at].strip().rpartition(" ")[2]
    return match.end() if led.lower() in _LED else 0


@lru_cache(maxsize=1 << 14)
def _pieces(run: str, opening: bool, governed: bool, names: Naming) -> tuple[Piece, ...]:
    """A run taken apart; the same words in the same place are taken apart once."""
    words = words_of(run, 0)
    pieces: list[Piece] = []
    first = words[0][0]
    if first == "He" and len(words) == _FULL and unheard(words[1][0], names):  # "He Lijun"
        span = 0, len(run)
        return (Piece(Found(*span, span, MentionKind.NAME, ActorKind.PERSON), None, False),)
    if first in PRONOUNS:
        pieces.append(Piece(pronoun(first, (0, len(first))), None, opening))
        words = words[1:]
    for piece in segments(words, names) if len(words) > 1 else [words] if words else []:
        opens = (opening and piece[0][1] == 0) or piece[0][0].lower() in names.stop_openers
        # "envoy to Ruritania | Ada Brack"
        cut = bearer_at([word for word, _ in piece], names) if governed and piece[0][1] == 0 else 0
        kept = trim(piece[cut:], opens, names)
        made = classify(kept, opens and kept[0] == piece[0], names) if kept else None
        lone = (kept or piece)[0] if len(kept or piece) == 1 else None
        pieces.append(Piece(made, lone, opens and lone == piece[0]))
    return tuple(pieces)


def _moved(found: Found, by: int) -> Found:
    (begin, end), title = found.head, found.title
    title = (title[0] + by, title[1] + by) if title else None
    return found._replace(
        start=found.start + by, end=found.end + by, head=(begin + by, end + by), title=title
    )


def _capital_noun(
    text: str, word: tuple[str, int], bounds: Span, names: Naming, *, opening: bool
) -> Found | None:
    """A plural that opens its sentence ("Officials said"), or a body as known before ("the Church")."""
    noun = names.nouns.get(word[0].lower())
    if (
        len(word[0]) <= _INITIALS
        and word[0].isupper()
        and word[0] in names.nouns
        and not text[max(0, word[1] - 3) : word[1]].rstrip()[-1:].isdigit()
    ):
        span = word[1], word[1] + len(word[0])  # an office said by its initials ("PM says")
        start, determiner = phrase_start(text, span[0], bounds[0], names)
        start = start if determiner else span[0]
        return Found(start, span[1], span, MentionKind.NOMINAL, ActorKind.PERSON, names.nouns[word[0]].gender)
    if noun is None or (opening and not noun.plural):
        return None
    if word[0].lower() in names.quantifiers:
        after = _NEXT.match(text, word[1] + len(word[0]), bounds[1])
        if not opening or not after or after[1] not in names.speaking:
            return None
    if not opening:
        before = text[max(bounds[0], word[1] - 4) : word[1]].lower()
        if noun.kind is ActorKind.PERSON or not before.endswith(("the ", "’s ", "'s ")):
            return None
    return nominal(text, (word[1], word[1] + len(word[0])), bounds, noun, names)


def _reaching_back(text: str, made: Found, floor: int, names: Naming) -> Found:
    """A capitalised title with its possessor ("Ruritania’s Prime Minister")."""
    if not text[max(floor, made.start - 3) : made.start].endswith(("’s ", "'s ")):
        return made
    start, _ = phrase_start(text, made.start, floor, names)
    return made._replace(start=start)


def _with_article(text: str, made: Found, bounds: Span, names: Naming) -> Found:
    """Names of bodies and capitalised titles take their article with them."""
    if made.actor is ActorKind.PERSON and made.kind is MentionKind.NAME:
        return made
    if made.actor is None and made.kind is MentionKind.NAME:
        following = _NEXT.match(text, made.end, bounds[1])
        if following and following[1] in names.nouns:
            return made
    begin = made.start - len("the ")
    if begin >= bounds[0] and text[begin : made.start] in {"the ", "The "}:
        return made._replace(start=begin)
    return made


def _located(text: str, made: Found, floor: int, names: Naming) -> bool:
    """Whether a state or city is only where something is ("in", "from")."""
    if made.actor is not ActorKind.ORGANISATION:
        return False
    name = text[made.head[0] : made.head[1]]
    if name.isupper() and len(name) > _INITIALS and made.start == floor:
        return True  # a dateline
    if name not in names.countries and name not in names.capitals:
        return False
    before = text[max(floor, made.start - 16) : made.start].split()
    if before and before[-1].lower() == "the":
        before.pop()
    return bool(before) and before[-1].lower() in names.locatives
