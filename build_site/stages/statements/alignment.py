"""Two sequences of words aligned: runs in common, in order, and passages that moved.

Words are weighed (content 1, function words less) and aligned so that most weight and fewest breaks stand
together (global alignment, Needleman and Wunsch 1970); long texts are first cut at words that both have
once. Function words that match alone between two differences are no match: the difference reads better
whole. What is left is searched for moved passages, as CollateX does; a passage counts as moved only when it
is long for the distance, so that a word said twice is not taken for a move.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from build_site.stages.statements.words import Words

CELLS = 160_000
"""Larger alignments are first cut at words that occur once on both sides."""
BREAK = 0.15
"""What a match after a gap costs: runs are better than scattered words."""
RUNS = (1, 3, 6)
"""Words in a run that is looked for: where no word occurs once on both sides, some run of words does."""
COMMON = 64
"""Of a word that occurs more often no further places are looked at."""
MOVED = 2
"""Content words that a moved passage has at least."""
EDGE = 4
"""Words that both begin or end with, at least, that are taken as a match without looking further."""
Run = tuple[int, int, int]
"""Start in the version, start in the base, length."""
Window = tuple[int, int, int, int]
"""Start and end in the version, start and end in the base."""


def aligned(a: Words, b: Words) -> list[Run]:
    """Runs of words in common, in the order of both texts."""
    found: list[Run] = []
    todo = [(0, len(a), 0, len(b))]
    while todo:
        a0, a1, b0, b1 = todo.pop()
        if head := _equal(a.stems[a0:a1], b.stems[b0:b1]):
            found.append((a0, b0, head))
            a0, b0 = a0 + head, b0 + head
        if tail := _equal(a.stems[a0:a1][::-1], b.stems[b0:b1][::-1]):
            a1, b1 = a1 - tail, b1 - tail
            found.append((a1, b1, tail))
        if a0 == a1 or b0 == b1:
            continue
        if (a1 - a0) * (b1 - b0) <= CELLS:
            found += [(i, j, 1) for i, j in _table(a, b, (a0, a1, b0, b1))]
            continue
        window = a0, a1, b0, b1
        once = (_anchors(a, b, window, size) for size in RUNS)
        anchors = next(filter(None, once), None) or _longest(a, b, window)
        found += [(i, j, 1) for i, j in anchors]
        for i, j in [*anchors, (a1, b1)] if anchors else []:
            todo.append((a0, i, b0, j))
            a0, b0 = i + 1, j + 1
    return _sane(_merged(sorted(found)), a, b)


def _equal(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with; none where those are too few to be sure that they belong together."""
    same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return same if same >= EDGE or same == len(a) or same == len(b) else 0


def _table(a: Words, b: Words, window: Window) -> Iterator[tuple[int, int]]:
    """The matches of the heaviest alignment inside a window of the two texts."""
    a0, a1, b0, b1 = window
    width = b1 - b0 + 1
    best = [[0.0] * width for _ in range(a1 - a0 + 1)]

    def matched(i: int, j: int) -> float:
        """What is gained from here on when these two words are one."""
        follows = i + 1 < a1 - a0 and j + 1 < width - 1 and a.stems[a0 + i + 1] == b.stems[b0 + j + 1]
        return best[i + 1][j + 1] + a.weight(a0 + i) - (0.0 if follows else BREAK)

    for i in range(a1 - a0 - 1, -1, -1):
        row, below, stem = best[i], best[i + 1], a.stems[a0 + i]
        for j in range(width - 2, -1, -1):
            score = max(below[j], row[j + 1])
            row[j] = max(score, matched(i, j)) if stem == b.stems[b0 + j] else score
    i = j = 0
    run = False
    while i < a1 - a0 and j < width - 1:
        here = best[i][j]
        skips = here in (best[i + 1][j], best[i][j + 1])
        goes_on = run and a.stems[a0 + i] == b.stems[b0 + j] and here == matched(i, j)
        run = goes_on or not skips
        if run:
            yield a0 + i, b0 + j
            i, j = i + 1, j + 1
        elif here == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _anchors(a: Words, b: Words, window: Window, size: int) -> list[tuple[int, int]]:
    """Runs of ``size`` words that occur once on both sides, as many as keep one order (patience sorting)."""
    a0, a1, b0, b1 = window
    here, there = (
        [tuple(stems[i : i + size]) for i in range(start, end - size + 1)]
        for stems, start, end in ((a.stems, a0, a1), (b.stems, b0, b1))
    )
    once_a, once_b = Counter(here), Counter(there)
    place = {run: j for j, run in enumerate(there, b0) if once_b[run] == 1}
    pairs = [(i, place[run]) for i, run in enumerate(here, a0) if once_a[run] == 1 and run in place]
    piles: list[int] = []
    tops: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in pairs:
        n = bisect_left(piles, pair[1])
        before[pair] = tops[n - 1] if n else None
        piles[n : n + 1], tops[n : n + 1] = [pair[1]], [pair]
    chain: list[tuple[int, int]] = []
    last = tops[-1] if tops else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _longest(a: Words, b: Words, window: Window) -> list[tuple[int, int]]:
    """The longest run in common inside a window, the first of them, as matches of words."""
    a0, a1, b0, b1 = window
    found = shared_runs(a, b, range(a0, a1), range(b0, b1))
    i, j, length = min(found, key=lambda run: (-run[2], run), default=(0, 0, 0))
    return [(i + k, j + k) for k in range(length)]


def _merged(runs: list[Run]) -> list[Run]:
    """Adjacent runs made one."""
    result: list[Run] = []
    for i, j, length in runs:
        if result and result[-1][0] + result[-1][2] == i and result[-1][1] + result[-1][2] == j:
            result[-1] = (result[-1][0], result[-1][1], result[-1][2] + length)
        else:
            result.append((i, j, length))
    return result


def _sane(runs: list[Run], a: Words, b: Words) -> list[Run]:
    """Without single function words that stand alone between two differences."""
    edges = {(0, 0), (len(a), len(b))}
    return [
        (i, j, n)
        for i, j, n in runs
        if n > 1 or any(a.content[i : i + n]) or (i, j) in edges or (i + n, j + n) in edges
    ]


# --- moved passages ---


def moves(a: Words, b: Words, runs: list[Run]) -> list[Run]:
    """Passages of the version that stand elsewhere in the base, longest first, none overlapping another."""
    free_a, free_b = set(range(len(a))), set(range(len(b)))
    for i, j, length in runs:
        free_a.difference_update(range(i, i + length))
        free_b.difference_update(range(j, j + length))
    if len(free_a) < MOVED or len(free_b) < MOVED:
        return []
    found = []
    shared = (run for run in shared_runs(a, b, free_a, sorted(free_b)) if run[2] >= MOVED)
    for i, j, length in sorted(shared, key=lambda r: (-r[2], r)):
        here, there = set(range(i, i + length)), set(range(j, j + length))
        if here <= free_a and there <= free_b and _is_move(a, (i, j, length), runs):
            free_a -= here
            free_b -= there
            found.append((i, j, length))
    return sorted(found)


def _is_move(a: Words, run: Run, runs: list[Run]) -> bool:
    i, j, length = run
    if sum(a.content[i : i + length]) < MOVED:
        return False
    passed = sum(n for x, y, n in runs if (x < i) != (y < j))
    return passed == 0 or length * 8 >= passed


def shared_runs(a: Words, b: Words, here: Collection[int], there: Iterable[int]) -> Iterator[Run]:
    """Runs in common among some words of either that go no further; ``there`` in order."""
    places: dict[str, list[int]] = {}
    for j in there:
        places.setdefault(b.stems[j], []).append(j)
    ending: dict[int, int] = {}
    for i in range(len(a) + 1):
        now = {}
        for j in places.get(a.stems[i], ())[:COMMON] if i in here else ():
            now[j] = ending.get(j - 1, 0) + 1
        for j, length in ending.items():
            if j + 1 not in now:
                yield i - length, j + 1 - length, length
        ending = now
