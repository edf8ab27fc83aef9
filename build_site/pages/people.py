"""How speakers are told apart on a page: initials, and a hue for those who are quoted most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

HUES = 4
"""So many speakers of a page get a hue of their own (``v-s1`` … ``v-s4``); the others share ``v-s0``."""
UNKNOWN = "?"
"""The badge of a quotation that was attributed to nobody."""

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    ("a", "an", "the", "of", "for", "and", "in", "on", "at", "to", "de", "del", "la", "le", "von", "van")
)


def initials(name: str) -> tuple[str, ...]:
    """Badges that may stand for a name, best first.

    >>> initials("Maria van der Berg")[:2], initials("Unicef")[:2]
    (('MB', 'MBe'), ('Un', 'Uni'))
    """
    words = [w for w in _WORD.findall(name.replace("’s", "").replace("'s", "")) if w.lower() not in _SMALL]
    if not words:
        return (UNKNOWN,)
    first, last = words[0], words[-1]
    if len(words) == 1:
        return tuple(first[0].upper() + first[1:n] for n in (2, 3, 4))
    start = first[0].upper()
    return tuple(start + last[0].upper() + last[1:n] for n in (1, 2, 3))


def badges(names: Mapping[str, str]) -> dict[str, str]:
    """Actor id → badge, different for different actors where a few letters can do that."""
    taken: set[str] = set()
    result = {}
    for actor, name in names.items():
        options = initials(name)
        result[actor] = next((x for x in options if x not in taken), options[-1])
        taken.add(result[actor])
    return result


def hues(speakers: Iterable[str | None]) -> dict[str, int]:
    """Actor id → hue 1 … 4 or 0, most quoted first, ties in order of appearance."""
    counts = Counter(s for s in speakers if s)
    return {
        actor: number if number <= HUES else 0 for number, (actor, _) in enumerate(counts.most_common(), 1)
    }
