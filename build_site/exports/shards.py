"""An inverted index as small scripts: sorted keys in files of about equal size, numbers as short strings.

A script calls ``verbatim.shard(name, data)``, so that it loads from a server and from ``file://`` alike.
Where a file ends its keys say, what it is called how the first of them begins, and the number of a thing
its own name (``places``): one thing more changes the files that have to do with it.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise, takewhile
from operator import add, sub

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PACKED = "!#$%&'()*+,./:;=?@[]`"
"""What a packed list begins with; how many of the low bits of each gap are written as they are."""
THESE, OTHERS = "~", "~~"
"""Of all there are these are told, or those that are left."""
PRINTED = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\|~')
"""Ninety-one characters that stand in a script as they are: two of them are thirteen bits."""
_UNSAFE = re.compile("[\u2028\u2029\ud800-\udfff]")

Entry = tuple[str, str]
FEW = 6
"""So many parts are told one by one."""


def script(name: str, data: object) -> str:
    """One shard: ASCII escapes only where JavaScript or UTF-8 need them."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)
    return f'verbatim.shard("{name}",{safe});\n'


def postings(ids: Sequence[int]) -> str:
    """Ascending numbers: the first, then the gaps between them, each five bits a character.

    Or packed, where that is shorter: of each gap the low bits as they are and what is above them as so many
    noughts before a one (Golomb 1966, Rice 1979). That comes near to what the gaps of any list can be told
    in, from a few numbers to a bitmap.

    >>> postings([0, 1, 40]), postings([0, 2, 3, 5, 6, 8, 9, 10, 12])
    ('AAmB', '!AGY')
    """
    return _written(list(map(sub, ids, [0, *(number + 1 for number in ids[:-1])])))


def _written(gaps: Sequence[int]) -> str:
    """How many numbers are left out before each."""
    if len(gaps) < 2:
        return _gap(gaps[0]) if gaps else ""
    first, *rest = gaps
    low = min(max((sum(rest) + len(rest)) * 45 // len(rest) >> 6, 1).bit_length() - 1, len(PACKED) - 1)
    bits = "".join(map(_PACKS[low].__getitem__, rest))
    length = 1 - (-2 * len(bits) // 13)
    if length >= len(rest):
        told = "".join([_GAPS[gap] if gap < FAR else _gap(gap) for gap in rest])
        if len(told) <= length:
            return _gap(first) + told
    return (
        PACKED[low] + _gap(first) + "".join(map(_pair, [bits[n : n + 13] for n in range(0, len(bits), 13)]))
    )


@cache
def _pair(bits: str) -> str:
    """Thirteen bits or, at the end, fewer: up to six are one character."""
    if len(bits) < 7:
        return PRINTED[int(bits.ljust(6, "0"), 2)]
    high, low = divmod(int(bits.ljust(13, "0"), 2), len(PRINTED))
    return PRINTED[high] + PRINTED[low]


class _Packs(dict[int, str]):
    """The bits of a gap, of which so many low ones are written as they are."""

    def __init__(self, low: int) -> None:
        self.low = low

    def __missing__(self, gap: int) -> str:
        """Made once, but for those that hardly any list has."""
        high, rest = gap >> self.low, gap & (1 << self.low) - 1
        bits = "0" * high + "1" + (f"{rest:0{self.low}b}" if self.low else "")
        if high < SELDOM:
            self[gap] = bits
        return bits


SELDOM = 16
_PACKS = tuple(map(_Packs, range(len(PACKED))))


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


def parts(held: Sequence[int], room: Mapping[int, int]) -> str:
    """Numbers of wholes and, as bits, which parts of each: by turns one and the other, ascending.

    Few are told one by one: how far its whole is from the one before (0: the same) and which part it is. Of
    more the wholes are told, then the parts as if their wholes stood side by side, each with its ``room``.

    >>> parts([0, 1, 7, 0b100], {0: 4, 7: 4}), parts([0, 0b1111, 2, 0b111], {0: 4, 1: 4, 2: 4})
    ('BAHC', '~~B~~H')
    """
    if len(held) == 2:
        return _gap(held[0] + 1) + _each(held[1])
    wholes, bits = held[::2], held[1::2]
    if sum(map(int.bit_count, bits)) <= FEW:
        steps = map(sub, wholes, (-1, *wholes))
        return "".join(map(add, map(_gap, steps), map(_each, bits)))
    text = "".join(map(_places, bits, map(room.__getitem__, wholes)))
    mark, sign = (THESE, "1") if 2 * text.count("1") <= len(text) else (OTHERS, "0")
    return _told(wholes, room) + mark + _written(list(map(len, text.split(sign)))[:-1])


def _told(these: Sequence[int], of: Collection[int]) -> str:
    """Which of all they are or, where those are fewer, which of all they are not."""
    if 2 * len(these) <= len(of):
        return THESE + postings(these)
    known = set(these)
    return OTHERS + postings([number for number in of if number not in known])


@cache
def _places(bits: int, room: int) -> str:
    """A character for each place, the first first."""
    return f"{bits:0{room}b}"[::-1]


@cache
def _each(bits: int) -> str:
    return ALPHABET[0].join(_gap(n) for n in range(bits.bit_length()) if bits >> n & 1)


FAR = 1024
_GAPS = tuple(map(_gap, range(FAR)))
"""As most are."""


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


def apart(runs: Sequence[Sequence[Entry]]) -> list[str]:
    """What each run begins with: as much of its first key as no key before it has.

    >>> apart([[("boat", ""), ("sail", "")], [("sand", ""), ("sea", "")], [("seaman", "")]])
    ['b', 'san', 'seam']
    """
    ends = ["", *(run[-1][0] for run in runs)]
    firsts = [run[0][0] for run in runs]
    return [first[: len(_shared(end, first)) + 1] for end, first in zip(ends, firsts, strict=False)]


def fronts(firsts: Sequence[str]) -> str:
    """A line for each: how much of it the one before begins with, in one character, and the rest.

    >>> fronts(["b", "san", "seam"]).split()
    ['Ab', 'Asan', 'Beam']
    """
    shared = [_shared(*both)[: len(ALPHABET) - 1] for both in pairwise(("", *firsts))]
    lengths = [len(order(same)) // 2 for same in shared]
    lines = zip(lengths, firsts, shared, strict=True)
    return "\n".join(ALPHABET[length] + first[len(same) :] for length, first, same in lines)


def _shared(one: str, other: str) -> str:
    """What both begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return one[: sum(1 for _ in same)]


def wide_prefixes(firsts: Sequence[str]) -> tuple[str, ...]:
    """The beginnings of words that more than two shards share, given the first key of each shard.

    A reader's first keystroke would load all of those shards: each gets a list of its own instead.
    """
    keys = [order(first) for first in firsts]
    found = set()
    for one, other in pairwise(firsts):
        for prefix in accumulate(_shared(one, other)):
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
