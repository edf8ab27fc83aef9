"""An inverted index as small scripts: sorted keys in files of about equal size, numbers as short strings.

A script calls ``verbatim.shard(name, data)``, so that it loads from a server and from ``file://`` alike.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from operator import sub

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BITMAP = "!"
"""The first character of a list that is written as a bitmap."""
RUNS = "#"
"""The first character of a list that is written as runs: what is left out, how many follow, and so on."""
_TO_ALPHABET = bytes(ord(c) for c in ALPHABET) + bytes(192)
_UNSAFE = re.compile("[\u2028\u2029\ud800-\udfff]")

Entry = tuple[str, str]
FEW = 16
"""Numbers from which on a list may be runs."""
SPARSE = 32
"""A list of fewer than one number in so many is no runs."""


def script(name: str, data: object) -> str:
    """One shard: ASCII escapes only where JavaScript or UTF-8 need them."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)
    return f'verbatim.shard("{name}",{safe});\n'


def postings(ids: Sequence[int], size: int) -> str:
    """Ascending numbers below ``size``: their gaps, five bits a character, their runs, or a bitmap.

    The shortest is taken. What was said in a year stands together, for articles are numbered by day: a few
    runs instead of a bitmap.

    >>> postings([0, 1, 40], 75_000), postings([0, 1, 2, 3, 4, 5, 7], 12), postings(range(100, 200), 75_000)
    ('AAmB', '!_C', '#kDjD')
    """
    if len(ids) < 2:
        return _gap(ids[0]) if ids else ""
    cells, steps = -(-size // 6), [ids[0] + 1, *map(sub, ids[1:], ids)]
    if len(ids) > FEW and ids[-1] - ids[0] < SPARSE * len(ids):
        least = 2 * (len(steps) - steps.count(1))  # two characters a run
        if least < min(cells, len(ids)):
            text = RUNS + "".join(_gap(length) for run in _runs(ids) for length in run)
            if len(text) <= min(cells, len(ids)):
                return text
    if len(ids) <= cells:
        try:
            text = "".join(map(_STEPS.__getitem__, steps))
        except IndexError:
            text = "".join([_STEPS[step] if step < FAR else _gap(step - 1) for step in steps])
        if len(text) <= cells:
            return text
    bits = bytearray(cells)
    for number in ids:
        bits[number // 6] |= 1 << number % 6
    return BITMAP + bits.translate(_TO_ALPHABET).decode("ascii").rstrip("A")


def _runs(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """How many numbers are left out before a run, and how many more than one it has."""
    at, start = 0, ids[0]
    for one, other in pairwise((*ids, -1)):
        if other != one + 1:
            yield start - at, one - start
            at, start = one + 1, other


def _gap(gap: int) -> str:
    if gap < 32:
        return ALPHABET[gap]
    if gap < 1024:
        return ALPHABET[32 | gap & 31] + ALPHABET[gap >> 5]
    return ALPHABET[32 | gap & 31] + _gap(gap >> 5)


FAR = 1025
_STEPS = ("", *map(_gap, range(FAR - 1)))
"""From a number to another so much greater: the gap between them, as most are."""


def order(key: str) -> bytes:
    """Sorts keys as JavaScript compares strings."""
    return key.encode("utf-16-be", "surrogatepass")


def cut(entries: Iterable[Entry], longest: int) -> Iterator[list[Entry]]:
    """Sorted entries → runs of about ``longest`` characters; an entry longer than that stands alone."""
    run: list[Entry] = []
    length = 0
    for key, value in entries:
        added = len(key) + len(value) + 6
        if run and length + added > longest:
            yield run
            run, length = [], 0
        run.append((key, value))
        length += added
    if run:
        yield run


def wide_prefixes(firsts: Sequence[str]) -> tuple[str, ...]:
    """The beginnings of words that more than two shards share, given the first key of each shard.

    A reader's first keystroke would load all of those shards: each gets a list of its own instead.
    """
    keys = [order(first) for first in firsts]
    found = set()
    for one, other in pairwise(firsts):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
        for prefix in (one[:length] for length in range(1, shared + 1)):
            low = bisect_right(keys, order(prefix)) - 1
            high = bisect_left(keys, order(prefix + "\uffff")) - 1
            if high - low >= 2 and prefix[0].isalnum():
                found.add(prefix)
    return tuple(sorted(found, key=order))


def united(prefix: str, keys: Sequence[str], lists: Mapping[str, Sequence[int]]) -> list[int]:
    """The numbers of all keys that begin with ``prefix``; ``keys`` are sorted by ``order``."""
    low = bisect_left(keys, order(prefix), key=order)
    high = bisect_left(keys, order(prefix + "\uffff"), key=order)
    return sorted({number for key in keys[low:high] for number in lists.get(key, ())})
