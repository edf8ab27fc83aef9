"""How speakers are told apart on a page: initials, and a hue for those who are quoted most."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from zlib import crc32

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


def hues(speakers: Iterable[str | None], own: Mapping[str, int] | None = None) -> dict[str, int]:
    """Actor id → hue 1 … 4 or 0, most quoted first, ties in order of appearance.

    ``own``: the hue of an actor all over the corpus; of two with the same on one page, the less quoted one
    takes another.
    """
    often = [actor for actor, _ in Counter(s for s in speakers if s).most_common()]
    given: dict[str, int] = {}
    for actor in often[:HUES]:
        hue = own.get(actor) if own is not None else None
        if hue and hue not in given.values():
            given[actor] = hue
    free = [hue for hue in range(1, HUES + 1) if hue not in given.values()]
    given |= dict(zip((a for a in often[:HUES] if a not in given), free, strict=False))
    return {actor: given.get(actor, 0) for actor in often}


def corpus_hues(pages: Iterable[Iterable[str | None]]) -> dict[str, int]:
    """Actor id → the hue that it keeps on every page where that can be: who meet on pages differ.

    ``pages``: who is quoted on each. The most quoted choose first, each the hue that the fewest of those
    whom they meet have, and of several the one that their id leads to: so that one article more changes the
    hues of those around it, and not everybody's.
    """
    total: Counter[str] = Counter()
    meets: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        counts = Counter(s for s in page if s)
        total.update(counts)
        leading = [actor for actor, _ in counts.most_common(HUES)]
        for actor in leading:
            meets[actor].update(other for other in leading if other != actor)
    given: dict[str, int] = {}
    for actor in sorted(meets, key=lambda a: (-total[a], a)):
        clash: Counter[int] = Counter()
        for other, times in meets[actor].items():
            clash[given.get(other, 0)] += times
        first = crc32(actor.encode()) % HUES
        given[actor] = min(range(1, HUES + 1), key=lambda hue: (clash[hue], (hue - first) % HUES))
    return given
