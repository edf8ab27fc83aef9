"""An inverted index as small scripts: sorted keys in files of about equal size, numbers as short strings.

A script calls ``verbatim.shard(name, data)``, so that it loads from a server and from ``file://`` alike.
Where a file ends its keys say, what it is called the first of them, and the number of a thing its own name
(``places``): one thing more changes the files that have to do with it.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, takewhile
from operator import add, sub

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

    The shortest is taken. What was published in a year stands together, for articles are numbered by month:
    a few runs instead of a bitmap.

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


def places(names: Iterable[str], room: int = 1) -> dict[str, int]:
    """A number for each name, which others' coming and going hardly changes; some numbers are nobody's.

    The name's hash tells it; of those who want the same number, the one of the lesser hash has it and the
    others the next that are free: who came first does not matter. In twice the room they meet more seldom.

    >>> sorted(places("cab").items()), capacity(3)
    ([('a', 3), ('b', 1), ('c', 0)], 4)
    """
    hashed = sorted((_hash(name), name) for name in names)
    size = capacity(len(hashed) * room)
    taken: list[tuple[int, str] | None] = [None] * size
    for one in hashed:
        place = one[0] * size >> 32
        while taken[place % size]:
            place += 1
        taken[place % size] = one
    return {one[1]: place for place, one in enumerate(taken) if one}


def capacity(number: int) -> int:
    """So many places have so many things: a power of two, and a half of it."""
    size = 4
    while size * 3 < number * 4:
        size = size * 3 // 2 if size & (size - 1) == 0 else size // 3 * 4
    return size


def _hash(name: str) -> int:
    """Told well apart in its first bits, as CRC-32 of like names is not."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) * 0x9E3779B1 & 0xFFFFFFFF


def parts(held: Sequence[int]) -> str:
    """Numbers of wholes and, as bits, which parts of each: "by turns" one and the other, ascending.

    Behind "!" by turns how many wholes are left out and the bits, five a character; else for each part how
    far its whole is from the one before (0: the same) and which part it is. Of several the shorter is taken.

    >>> parts([0, 1, 7, 0b100]), parts([3, 0b111, 4, 0b11])
    ('BAHC', '!DHAD')
    """
    if len(held) == 2:
        return _gap(held[0] + 1) + _each(held[1])
    wholes, bits = held[::2], held[1::2]
    steps = [wholes[0] + 1, *map(sub, wholes[1:], wholes)]
    each = list(map(_each, bits))
    many = list(map(_bits, bits))
    dense = sum(map(len, each)) > sum(map(len, many)) + 1
    near = steps if dense else [step + 1 for step in steps]
    try:
        gaps = list(map(_STEPS.__getitem__, near))
    except IndexError:
        gaps = [_STEPS[step] if step < FAR else _gap(step - 1) for step in near]
    return BITMAP * dense + "".join(map(add, gaps, many if dense else each))


@cache
def _bits(bits: int) -> str:
    return _gap(bits)


@cache
def _each(bits: int) -> str:
    numbers = [n for n in range(bits.bit_length()) if bits >> n & 1]
    return ALPHABET[0].join(map(_gap, numbers))


FAR = 1025
_STEPS = ("", *map(_gap, range(FAR - 1)))
"""From a number to another so much greater: the gap between them, as most are."""


def order(key: str) -> bytes:
    """Sorts keys as JavaScript compares strings."""
    return key.encode("utf-16-be", "surrogatepass")


def cut(entries: Iterable[Entry], longest: int) -> Iterator[list[Entry]]:
    """Sorted entries → runs of ``longest`` characters at most; an entry longer than that stands alone.

    From half of them on a run ends where the hash of a key says so, the sooner the more stands under that.
    """
    run: list[Entry] = []
    length = 0
    for key, value in entries:
        added = len(key) + len(value) + 6
        ends = length > longest // 2 and _hash(key) * longest < added << 34
        if run and (ends or length + added > longest):
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


def beginning(prefix: str, keys: Sequence[str]) -> Sequence[str]:
    """Those of the keys, sorted by ``order``, that begin with ``prefix``."""
    low = bisect_left(keys, order(prefix), key=order)
    return keys[low : bisect_left(keys, order(prefix + "\uffff"), key=order)]


def united(prefix: str, keys: Sequence[str], lists: Mapping[str, Sequence[int]]) -> list[int]:
    """The numbers of all keys that begin with ``prefix``; ``keys`` are sorted by ``order``."""
    return sorted({number for key in beginning(prefix, keys) for number in lists.get(key, ())})
