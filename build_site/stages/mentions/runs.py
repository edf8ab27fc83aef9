"""Runs of capitalised words, and what each of them names."""

from __future__ import annotations

import re
from typing import NamedTuple

from build_site.lexicon.naming import UPPER, Naming
from build_site.model import ActorKind, MentionKind, Span

_CAPITALISED = rf"""(?:
      (?:Mr|Mrs|Ms|Mme|Dr|Prof|Sens?|Reps?|Govs?|Lt|Col|Gen|Maj|Capt|Cmdr|Sgt|Cpl|Pvt|Pfc|Spc|Adm|Brig|Det
        |Del|Supt|Rev|Fr|Msgr|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|Dept|Ret)\.(?!\w)
    | [{UPPER}]\.(?:-?[{UPPER}]\.)*(?!\w)  # J., U.S.
    | (?:People|Women|Men|Children|King|Queen|Sheriff|Lloyd|Attorney|Prosecutor|Examiner|Coroner|Defender
        |Marshal|Assembly|Controller|Auditor|Recorder|Assessor)[’']s(?=[ ][{UPPER}])
    | (?:Veterans|Workers|Teachers|Farmers|Nurses|Students|Writers|Players|Employees|Prosecutors
        |Firefighters)[’'](?=[ ][{UPPER}])
    | [{UPPER}]\w*(?:(?:[-&]|[’'](?!(?:s|t|ll|re|ve|d|m)(?!\w)))\w+)*  # O’Neil-Smith, AT&T
    )"""
_JOINER = r"""(?:of[ ]the|of|for[ ]the|for|to[ ]the|to|and|&|de[ ]la|de[ ]los|de|del|della|di|da|dos|do|du
    |van[ ]der|van[ ]den|van|von[ ]der|von|der|den|zu|ten|ter|bin|ibn|ben|bint|al|el|y)"""
RUN = rf"""(?:(?:(?:de[ ]la|de|del|della|di|da|du|van[ ]der|van|von|bin|ibn)[ ]|(?:al|el|an|ash|as)-)?
    {_CAPITALISED}
    (?:[ \u00a0](?:{_JOINER}[ \u00a0])?(?:(?:al|el|an|ash|as)-)?{_CAPITALISED})*
    (?:,[ ][JS]r\.?)?)"""
"""Capitalised words with the small words that may join them into one name; parsing tells if they do."""

ROMAN = re.compile(r"[IVX]{1,5}")
PLACE = "place"
"""Stands for the gender of a place, which is a mention only where it turns out to be a surname."""

_PARTICLES = frozenset(
    {"de", "del", "della", "di", "da", "dos", "do", "du", "van", "von", "der", "den", "zu", "ten", "ter"}
    | {"bin", "ibn", "ben", "bint", "al", "el", "y"}
)
_INITIAL = re.compile(rf"[{UPPER}]\.")
_JOINERS = _PARTICLES | {"of", "for", "to", "and", "&"}
_ADJECTIVE = re.compile(r".*-[a-z]{3,}|[DRI]-[A-Z].*|[0-9].*")
VERBAL = re.compile(r".{3,}(?:ing|ly|ed|tion|ness|ment|less|ful)")
_FIELD = re.compile(r"[A-Z][a-z]{2,}(?:tion|ment|ture|ity|ics|ogy|aphy|al|ic|ing|ness|ance|ence|ism)")
"""A field of work in a body's name."""
_NAME_AND_PLACE = 4
"""Words of a full name and of a place of two words."""
DAY = 3
"""Letters of a day or month in short."""
_OPENS = frozenset('.!?:;“"‘(—–-…«[*•\n”’')
_FOR = frozenset(
    {"Secretary", "Minister", "Ministers", "Commissioner", "MEC", "MMC", "Ombudsman", "Controller"}
)
"""Offices that are for something, as others are of it."""
_COMMITTEES = frozenset({"Committee", "Subcommittee", "Department", "Commission", "Administration", "Agency"})


class Found(NamedTuple):
    """A mention in the making: plain offsets, cheap to make."""

    start: int
    end: int
    head: Span
    kind: MentionKind
    actor: ActorKind | None
    gender: str | None = None
    plural: bool = False
    title: Span | None = None


Words = list[tuple[str, int]]
"""Words of a run and where each begins."""


def words_of(run: str, start: int) -> Words:
    """The words of a run with their offsets."""
    words: Words = []
    for word in run.replace("\u00a0", " ").split(" "):
        words.append((word, start))
        start += len(word) + 1
    return words


def opens_sentence(text: str, start: int) -> bool:
    """Whether a capital here may be owed to the beginning of a sentence."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0":
        at -= 1
    return at < 0 or text[at] in _OPENS


def segments(words: Words, naming: Naming) -> list[Words]:
    """A run cut at those small words that do not join its parts into one name."""
    pieces: list[Words] = []
    piece: Words = []
    index = 0
    while index < len(words):
        word = words[index][0]
        if word in _JOINERS and piece and index + 1 < len(words):
            stop = index + 1
            while stop < len(words) - 1 and words[stop][0] in {"the", "la", "los", "der", "den"}:
                stop += 1
            if _joins(word, piece, words[stop:], naming):
                piece.extend(words[index:stop])
            else:
                pieces.append(piece)
                piece = []
            index = stop
            continue
        if piece and piece[-1][0][-1] == "." and word.lower() in naming.stop_openers:
            pieces.append(piece)
            piece = []
        piece.append(words[index])
        index += 1
    if piece:
        pieces.append(piece)
    return pieces


def _joins(joiner: str, before: Words, after: Words, naming: Naming) -> bool:
    last = before[-1][0]
    if joiner in _PARTICLES:
        return True
    if joiner == "&":
        return True
    if joiner in {"of", "for"}:
        surname = len(before) > 1 and _given(before[-2][0], naming)  # "Peter T. King of Penvose"
        titled = last in naming.titles and not surname and (joiner == "of" or last in _FOR)
        return last in naming.body_heads or titled or _known(before, joiner, after, naming)
    if joiner == "to":
        return last in {"Ambassador", "Envoy", "Adviser", "Advisor", "Representative", "Counselor", "Aide"}
    first, end = before[0][0], after[-1][0]
    if end in _COMMITTEES and (first in {"House", "Senate", "Joint"} or before[-1][0] in naming.topics):
        return True
    topical = _is_topic(last, naming) and _is_topic(after[0][0], naming)
    if any(word in {"of", "for"} for word, _ in before):
        return topical or _is_topic(end, naming)
    if topical and len(after) > 1 and end in naming.body_heads and last not in naming.body_heads:
        return True
    return _known(before, joiner, after, naming)


def _given(word: str, naming: Naming) -> bool:
    """Whether a surname follows a word: it is an initial, or nothing but a given name."""
    return _INITIAL.fullmatch(word) is not None or naming.only_given(word)


def _is_topic(word: str, naming: Naming) -> bool:
    """Whether a body may be called by a word for what it does ("Development", "Strategic")."""
    if word in naming.given or word in naming.countries or word in naming.demonyms:
        return False
    return word in naming.topics or _FIELD.fullmatch(word) is not None


def _known(before: Words, joiner: str, after: Words, naming: Naming) -> bool:
    left = f"{joined(before)} {joiner} "
    return any(left + joined(after[:count]) in naming.organisations for count in (1, 2, 3))


def span_of(words: Words) -> Span:
    """From the first word's beginning to the last word's end."""
    return words[0][1], words[-1][1] + len(words[-1][0])


def joined(words: Words) -> str:
    """The words with single blanks between them."""
    return " ".join(word for word, _ in words)


def trim(words: Words, opening: bool, naming: Naming) -> Words:
    """Without what is capitalised for another reason: a sentence's first word, days, states' short forms."""
    while words and (_is_adjective(words[0][0], naming) or _strippable(words, opening, naming)):
        words = words[1:]
        opening = opening and bool(words) and words[0][0] in naming.common
    if len(words) > 1 and "-" in words[1][0] and _is_adjective(words[1][0], naming):
        place = f"{words[0][0]} {words[1][0].partition('-')[0]}"
        words = words[2:] if place in naming.places else words
    if len(words) == _NAME_AND_PLACE and _given(words[0][0], naming) and joined(words[-2:]) in naming.places:
        words = words[:-2]  # "the Ana Ruiz | New York rally"
    while words and words[-1][0] in naming.not_names and not _completes(words, naming):
        words = words[:-1]
    while words and (words[-1][0] in _JOINERS or _is_adjective(words[-1][0], naming)):
        words = words[:-1]
    for index, (word, _) in enumerate(words[1:], 1):
        if _is_adjective(word, naming):
            return words[:index]
    return words


def _is_adjective(word: str, naming: Naming) -> bool:
    """Whether a capitalised compound is no part of a name ("Lisbon-based"), nor a title."""
    if not _ADJECTIVE.fullmatch(word) or word.partition("-")[0] in naming.titles:
        return False
    tail = word.rpartition("-")[2]
    if not tail[:1].islower() or len(word) - len(tail) > 6:
        return True
    ordinary = tail in naming.nouns or tail in naming.common or tail in naming.stops
    return (
        ordinary or tail.endswith(("ed", "like", "wide", "style")) or (len(tail) > 5 and tail.endswith("ing"))
    )


def _strippable(words: Words, opening: bool, naming: Naming) -> bool:
    first = words[0][0]
    following = words[1][0] if len(words) > 1 else ""
    if first in _JOINERS or first in {"the", "The", "A", "An"}:
        return True
    if first in naming.not_names:
        short = len(first) == DAY and len(words) == 2 and unheard(following, naming)  # "Sun Weilan"
        return not short and not (
            naming.given.get(first, "") and following and following not in naming.common
        )
    if not opening:
        return False
    if joined(words[:2]) in naming.organisations or joined(words[:2]) in naming.places:
        return False
    lower = first.lower()
    if not following and (first in naming.organisations or first in naming.short_forms):
        return False  # "according to WHO"
    called = lower not in naming.common and naming.only_given(first) and following[:1].isupper()
    if (lower in naming.stops and not called) or lower in naming.determiners:  # but "Sue Brack"
        return True
    if lower in naming.stop_openers:
        return True
    if lower in naming.common:
        return not (
            first in naming.titles
            or first in naming.title_parts
            or first in naming.organisations
            or (first in naming.given and following[:1].isupper())
        )
    if following and first not in naming.given and _is_gerund(lower, naming):
        return True
    return (
        bool(following)
        and first not in naming.given
        and bool(VERBAL.fullmatch(lower))
        and following in naming.titles
    )


def _is_gerund(word: str, naming: Naming) -> bool:
    """Whether a word in "-ing" is made from a plain one ("getting", "making")."""
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 2:
        return False
    stems = {stem, stem + "e"} | ({stem[:-1]} if stem[-1:] == stem[-2:-1] else set())
    return any(s in naming.common or s in naming.verbs for s in stems)


def unheard(word: str, naming: Naming) -> bool:
    """Whether no list knows a word: beside a month or day in short, it makes a name."""
    lower = word.lower()
    ordinary = lower in naming.common or lower in naming.nouns
    return word[:1].isupper() and not ordinary and word not in naming.places and word not in naming.not_names


def _completes(words: Words, naming: Naming) -> bool:
    if joined(words) in naming.organisations:
        return True
    return len(words) > 1 and (words[-2][0] in naming.given or bool(ROMAN.fullmatch(words[-1][0])))
