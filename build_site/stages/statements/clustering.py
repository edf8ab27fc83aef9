"""Links between quotations → groups that are one statement, held by a base so that links do not chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

CLOSE = 3
"""Content words that two share at least, if one is to bring the other to a statement whose base it is not."""
Pair = tuple[int, int]
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """Two quotations that are versions of one utterance."""

    weight: int
    """Content words that they share."""
    inside: int | None = None
    """The one that stands all in the other."""


def ordered(a: int, b: int) -> Pair:
    """A pair as it is kept: the smaller number first."""
    return (a, b) if a < b else (b, a)


def group(
    count: int,
    links: Mapping[Pair, Link],
    apart: frozenset[Pair],
    forced: Sequence[tuple[int, ...]],
    rank: Callable[[int], object],
) -> list[list[int]]:
    """Groups of quotations, the base of each first; every quotation is in one group.

    The one whose links weigh most is a base, of equals the best ranked; those linked to it join it. So do
    those linked closely to most of the group, and those that stand all inside one that matches the base. The
    rest do the same again. So A~B~C without A~C makes one group only around B. A pair ``apart`` never shares
    a group; ``forced`` ones always do, and count as one quotation.
    """
    leader = _leaders(count, forced, rank)
    neighbours: dict[int, set[int]] = {}
    close: dict[int, set[int]] = {}
    degree: dict[int, int] = {}
    inside: set[Pair] = set()
    for (a, b), link in links.items():
        one, other = leader[a], leader[b]
        if one != other:
            degree[one] = degree.get(one, 0) + link.weight
            degree[other] = degree.get(other, 0) + link.weight
            if link.inside is not None:
                inside.add((one, other) if link.inside == a else (other, one))
            neighbours.setdefault(one, set()).add(other)
            neighbours.setdefault(other, set()).add(one)
            if link.weight >= CLOSE:
                close.setdefault(one, set()).add(other)
                close.setdefault(other, set()).add(one)
    hostile: dict[int, set[int]] = {}
    for a, b in apart:
        hostile.setdefault(leader[a], set()).add(leader[b])
        hostile.setdefault(leader[b], set()).add(leader[a])
    tied = {*neighbours, *(i for joined in forced for i in joined)}
    followers: dict[int, list[int]] = {}
    for i in sorted(tied):
        followers.setdefault(leader[i], []).append(i)
    place = {i: n for n, i in enumerate(sorted(tied, key=rank))}  # type: ignore[arg-type]
    free = dict.fromkeys(sorted(followers, key=lambda i: (-degree.get(i, 0), place[i])))
    groups = []
    while free:
        base = next(iter(free))
        members = _around(base, free, neighbours, close, hostile, place, inside)
        for member in members:
            del free[member]
        everyone = [f for m in members for f in followers[m]]
        groups.append([base, *sorted((i for i in everyone if i != base), key=place.__getitem__)])
    return [*groups, *([i] for i in range(count) if i not in tied)]


def _around(
    base: int,
    free: Mapping[int, None],
    neighbours: Mapping[int, set[int]],
    close: Mapping[int, set[int]],
    hostile: Mapping[int, set[int]],
    place: Mapping[int, int],
    inside: set[Pair],
) -> list[int]:
    members = [base]
    known = {base}

    def take(candidates: list[int], wanted: Callable[[int], bool]) -> bool:
        taken = False
        for i in candidates:
            if i in free and i not in known and wanted(i) and hostile.get(i, _NOBODY).isdisjoint(known):
                members.append(i)
                known.add(i)
                taken = True
        return taken

    take(sorted(neighbours.get(base, ()), key=place.__getitem__), lambda i: True)
    first = members[1:]
    take(
        sorted({n for m in first for n in neighbours[m]}, key=place.__getitem__),
        lambda i: any((i, m) in inside for m in first),
    )
    growing = len(members) > 1
    while growing:
        near = sorted({n for m in members for n in close.get(m, ())} - known, key=place.__getitem__)
        growing = take(near, lambda i: 2 * len(close[i] & known) > len(members))
    return members


def _leaders(count: int, forced: Sequence[tuple[int, ...]], rank: Callable[[int], object]) -> list[int]:
    """For each quotation the best ranked of those it was joined with by hand, itself mostly."""
    parent = list(range(count))

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for joined in forced:
        tops = sorted({find(i) for i in joined}, key=rank)  # type: ignore[arg-type]
        for top in tops[1:]:
            parent[top] = tops[0]
    return [find(i) for i in range(count)]
