"""Runs of capitalised words, and what each of them names."""

from __future__ import annotations

import re
from typing import NamedTuple

from build_site.model import ActorKind, MentionKind, Span
from build_site.naming import UPPER, Naming

_CAPITALISED = rf"""(?:
      (?:Mr|Mrs|Ms|Mme|Dr|Prof|Sens?|Reps?|Govs?|Lt|Col|Gen|Maj|Capt|Cmdr|Sgt|Cpl|Pvt|Pfc|Spc|Adm|Brig|Det|Del|Supt
        |Rev|Fr|Msgr|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|Dept|Ret)\.(?!\w)
    | [{UPPER}]\.(?:-?[{UPPER}]\.)*(?!\w)                                   # J., U.S.
    | [{UPPER}]\w*(?:(?:[-&]|[’'](?!(?:s|t|ll|re|ve|d|m)(?!\w)))\w+)*       # O’Neil-Smith, AT&T
    )"""
_JOINER = r"""(?:of[ ]the|of|for[ ]the|for|to[ ]the|to|and|&|de[ ]la|de[ ]los|de|del|della|di|da|dos|do|du
    |van[ ]der|van[ ]den|van|von[ ]der|von|zu|ten|ter|bin|ibn|ben|bint|al|el|y)"""
RUN = rf"""(?:(?:(?:de[ ]la|de|del|della|di|da|du|van[ ]der|van|von|bin|ibn)[ ]|(?:al|el|an|ash|as)-)?
    {_CAPITALISED}(?:[ \u00a0](?:{_JOINER}[ \u00a0])?(?:(?:al|el|an|ash|as)-)?{_CAPITALISED})*(?:,[ ][JS]r\.?)?)"""
"""Capitalised words with the small words that may join them into one name; parsing decides whether they do."""

_JOINERS = frozenset("of for to and & de del della di da dos do du van von zu ten ter bin ibn ben bint al el y".split())
_PARTICLES = _JOINERS - {"of", "for", "to", "and", "&"}
_ACRONYM = re.compile(rf"[{UPPER}]{{2,6}}\d?|(?:[{UPPER}]\.){{2,6}}|[{UPPER}]{{2,}}&[{UPPER}]+")
_ADJECTIVE = re.compile(r".*-[a-z]{3,}|[DRI]-[A-Z].*|[0-9].*")
_ROMAN = re.compile(r"[IVX]{1,5}")
_VERBAL = re.compile(r".{3,}(?:ing|ly|ed|tion|ness|ment|less|ful)")
_OPENS = frozenset('.!?:;“"‘(—–-…«[*•\n”’')
_ALWAYS_FOR = frozenset(
    "Center Centre Council Committee Campaign Office Foundation Institute Association Organization Organisation "
    "Movement Citizens Doctors Americans Society Department Ministry Coalition Union Fund Agency Women Students "
    "Federation Commission Group Network Party Alliance College School".split()
)


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
        piece.append(words[index])
        index += 1
    if piece:
        pieces.append(piece)
    return pieces


def _joins(joiner: str, before: Words, after: Words, naming: Naming) -> bool:
    last = before[-1][0]
    if joiner in _PARTICLES:
        return last not in naming.places and last not in naming.not_names
    if joiner == "&":
        return True
    if joiner == "of":
        return last in naming.body_heads or last in naming.titles or last in _ALWAYS_FOR or _known(
            before, joiner, after, naming
        )
    if joiner == "for":
        return last in _ALWAYS_FOR or last == "Secretary"
    if joiner == "to":
        return last in {"Ambassador", "Envoy", "Adviser", "Advisor", "Representative", "Counselor", "Aide"}
    if any(word in {"of", "for"} for word, _ in before):
        head = after[-1][0] if len(after) < 4 else after[1][0]
        return head in {"Services", "Affairs", "Development", "Security", "Prevention", "Commerce", "Budget"} or (
            after[0][0] in {"Human", "Urban", "Customs", "Technology", "Welfare"}
        )
    return _known(before, joiner, after, naming)


def _known(before: Words, joiner: str, after: Words, naming: Naming) -> bool:
    left = " ".join(word for word, _ in before) + f" {joiner} "
    return any(
        left + " ".join(word for word, _ in after[:count]) in naming.organisations for count in (1, 2, 3)
    ) or (joiner == "and" and len(before) == 1 and len(after) > 1 and after[-1][0] in naming.body_heads
          and before[0][0] in {"Food", "Securities", "Health", "Science", "Arts", "Energy", "Parks", "Fish"})


def span_of(words: Words) -> Span:
    """From the first word's beginning to the last word's end."""
    return words[0][1], words[-1][1] + len(words[-1][0])


def joined(words: Words) -> str:
    """The words with single blanks between them."""
    return " ".join(word for word, _ in words)


def trim(words: Words, opening: bool, naming: Naming) -> Words:
    """Without what is capitalised for another reason: a sentence's first word, days, abbreviations of states."""
    while words and (_ADJECTIVE.fullmatch(words[0][0]) or _strippable(words, opening, naming)):
        words = words[1:]
        opening = opening and bool(words) and words[0][0] in naming.common
    while words and words[-1][0] in naming.not_names and not _completes(words, naming):
        words = words[:-1]
    while words and (words[-1][0] in _JOINERS or _ADJECTIVE.fullmatch(words[-1][0])):
        words = words[:-1]
    for index, (word, _) in enumerate(words):
        if index and _ADJECTIVE.fullmatch(word):
            return words[:index]
    return words


def _strippable(words: Words, opening: bool, naming: Naming) -> bool:
    first = words[0][0]
    following = words[1][0] if len(words) > 1 else ""
    if first in _JOINERS or first in {"the", "The", "A", "An"}:
        return not (following and joined(words[:2]) in naming.organisations)
    if first in naming.not_names:
        return not (naming.given.get(first, "") and following and following not in naming.common)
    if not opening:
        return False
    if joined(words[:2]) in naming.organisations or joined(words[:2]) in naming.places:
        return False
    lower = first.lower()
    if lower in naming.stops or lower in naming.determiners:
        return True
    if lower in naming.common:
        return not (
            first in naming.titles or first in naming.title_parts or first in naming.organisations
            or (first in naming.given and following[:1].isupper())
        )
    return bool(following) and first not in naming.given and bool(_VERBAL.fullmatch(lower)) and (
        following in naming.given or following in naming.titles or following in naming.honorifics
    )


def _completes(words: Words, naming: Naming) -> bool:
    return len(words) > 1 and (words[-2][0] in naming.given or bool(_ROMAN.fullmatch(words[-1][0])))


def classify(words: Words, opening: bool, naming: Naming) -> Found | None:
    """What a trimmed segment names, or None where it names no actor."""
    whole = joined(words)
    start, end = span = span_of(words)
    if whole in naming.organisations:
        kind = ActorKind.OFFICE if naming.organisations[whole] == "office" else ActorKind.ORGANISATION
        return Found(start, end, span, MentionKind.NAME, kind, "n")
    if whole in naming.countries or whole in naming.capitals:
        return Found(start, end, span, MentionKind.NAME, ActorKind.ORGANISATION, "n")
    if whole in naming.places or whole in naming.not_names or whole in naming.demonyms:
        return None
    cut = title_end(words, naming)
    if cut:
        return _titled(words, cut, naming)
    return _untitled(words, whole, opening, naming)


def title_end(words: Words, naming: Naming) -> int:
    """How many words at the beginning are a title; 0 where there is none."""
    last = 0
    for index, (word, _) in enumerate(words):
        if word not in naming.titles:
            continue
        if index == 0 and word in naming.given and len(words) > 1 and words[1][0] not in naming.titles:
            continue
        if index and words[index - 1][0] in naming.given and not words[0][0] in naming.title_parts:
            break
        last = index + 1
    if not last:
        return 0
    if last < len(words) and words[last][0] in {"of", "for", "to"}:
        last = _complement_end(words, last, naming)
    return last


def _complement_end(words: Words, at: int, naming: Naming) -> int:
    for stop in range(min(len(words), at + 7), at + 1, -1):
        if joined(words[at + 1 : stop]) in naming.complements:
            return stop
    for stop in range(at + 2, len(words)):
        if words[stop][0] in naming.given:
            return stop
    return len(words)


def _titled(words: Words, cut: int, naming: Naming) -> Found | None:
    start, end = span_of(words)
    name = words[cut:]
    if not name:
        last = words[cut - 1]
        head = next(((w, s) for w, s in reversed(words) if w in naming.titles), last)
        if head[0] in naming.honorifics or (len(words) == 1 and head[0] in {"Deputy", "Vice", "Staff", "First", "Grand", "Crown", "Count", "Private", "Major", "Home", "Forward", "Presidential"}):
            return None
        noun = naming.nouns.get(head[0].lower())
        return Found(start, end, (head[1], head[1] + len(head[0])), MentionKind.NOMINAL, ActorKind.PERSON,
                     noun.gender if noun else None, bool(noun and noun.plural))
    if name[-1][0] in naming.body_heads and name[-1][0] not in naming.weak_heads:
        return Found(start, end, (start, end), MentionKind.NAME, ActorKind.ORGANISATION, "n")
    gender = next((g for w, _ in words[:cut] if (g := naming.honorifics.get(w))), None)
    gender = gender or next((n.gender for w, _ in words[:cut] if (n := naming.nouns.get(w.lower())) and n.gender in {"m", "f"}), None)
    if len(name) > 1 or not gender:
        gender = gender or naming.gender_of(name[0][0])
    title = words[0][1], words[cut - 1][1] + len(words[cut - 1][0])
    return Found(start, end, span_of(name), MentionKind.NAME, ActorKind.PERSON, gender, False, title)


def _untitled(words: Words, whole: str, opening: bool, naming: Naming) -> Found | None:
    start, end = span = span_of(words)
    first, last = words[0][0], words[-1][0]
    given = first in naming.given and first not in naming.countries
    if last in naming.groups:
        return Found(start, end, (words[-1][1], end), MentionKind.NOMINAL, ActorKind.ANONYMOUS, None, True)
    if len(words) > 1 and given and (len(words) < 4) and (
        last in naming.weak_heads or (last not in naming.body_heads and last not in naming.thing_heads)
    ) and not any(w in naming.body_heads and w not in naming.weak_heads for w, _ in words):
        return Found(start, end, span, MentionKind.NAME, ActorKind.PERSON, naming.gender_of(first))
    if last in naming.body_heads or any(w in {"of", "for"} for w, _ in words) and any(
        w in naming.body_heads for w, _ in words
    ):
        if len(words) == 1 and (opening or last in naming.weak_heads):
            return None
        return Found(start, end, span, MentionKind.NAME, ActorKind.ORGANISATION, "n")
    if last in naming.thing_heads or last in naming.places or first in naming.not_names:
        return None
    if len(words) == 1:
        return _single(first, span, opening, naming)
    if len(words) > 4:
        return None
    if any(w in naming.demonyms or w.lower() in naming.stops for w, _ in words):
        return None
    actor = ActorKind.PERSON if re.fullmatch(rf"[{UPPER}]\.(?:[{UPPER}]\.)*", words[0][0]) or (len(words) == 3 and len(words[1][0]) == 2) else None
    return Found(start, end, span, MentionKind.NAME, actor)


def _single(word: str, span: Span, opening: bool, naming: Naming) -> Found | None:
    if len(word) < 2 or (len(word) == 2 and word[1] == "."):
        return None
    if _ACRONYM.fullmatch(word):
        return None if _ROMAN.fullmatch(word) else Found(*span, span, MentionKind.NAME, ActorKind.ORGANISATION, "n")
    if word in naming.given:
        return Found(*span, span, MentionKind.NAME, ActorKind.PERSON if "?" not in naming.given[word] else None, naming.gender_of(word))
    lower = word.lower()
    if lower in naming.common or lower in naming.nouns or lower in naming.stops or lower in naming.modifiers:
        return None
    if opening and _VERBAL.fullmatch(lower):
        return None
    return Found(*span, span, MentionKind.NAME, None)
