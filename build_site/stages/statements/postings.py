"""Which of many have a key in common: runs of words that stand in several articles or quotations.

The keys of all are kept in a few sorted arrays, so that those of a million fit in memory. What comes to a
corpus that is known is kept beside them, and only its keys are looked up again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")
BITS = 24
"""So many bits tell one of those that have keys."""
_SLOT = (1 << BITS) - 1
SHARE = 4
"""From one in so many on that came or went the arrays are made anew."""
FEW = 64
"""So many may always come and go beside them."""
ARRAYS = 64
"""So many arrays the keys are dealt to, which are sorted one by one: as a list a key takes five times the
room."""


class Postings(Generic[T]):
    """Keys and who has them; whatever it was asked before, it gives what a new one would."""

    def __init__(self, keys: Callable[[T], Iterable[int]]) -> None:
        self._keys = keys
        """Those of a value, each once; numbers of 40 bits."""
        self.shared: dict[int, list[str]] = {}
        """Key → who has it, where several have."""
        self._told: dict[str, T] = {}
        self._entries = [array("Q")] * ARRAYS
        self._owners: list[str] = []
        self._slots: dict[str, int] = {}
        self._late: dict[int, list[int]] = {}
        self._moved = 0
        """So many came or went since the arrays were made."""

    def take(self, now: Mapping[str, T]) -> dict[int, list[str]]:
        """Know these and no others; give the keys whose owners changed, with those who shared them before."""
        came = [id for id, value in now.items() if self._told.get(id) is not value]
        gone = [id for id, value in self._told.items() if now.get(id) is not value]
        touched: set[int] = set()
        for id in gone:
            touched.update(self._keys(self._told[id]))
            del self._slots[id]
        self._moved += len(came) + len(gone)
        former = self._told
        self._told = dict(now)
        if self._moved > max(FEW, len(now) // SHARE) or not former:
            return self._anew()
        for id in came:
            slot = self._slots[id] = len(self._owners)
            self._owners.append(id)
            for key in self._keys(now[id]):
                self._late.setdefault(key, []).append(slot)
                touched.add(key)
        return {key: before for key in touched if (before := self._look(key)) is not None}

    def _look(self, key: int) -> list[str] | None:
        """Who had a key; None where nobody shared it, before or now."""
        entries, last, slots = self._entries[key % ARRAYS], key << BITS | _SLOT, list[int]()
        at = bisect_left(entries, key << BITS)
        while at < len(entries) and (entry := entries[at]) <= last:
            slots.append(entry & _SLOT)
            at += 1
        slots += self._late.get(key, ())
        owners = [id for slot in slots if self._slots.get(id := self._owners[slot]) == slot]
        before = self.shared.pop(key, None)
        if len(owners) > 1:
            self.shared[key] = owners
            return before or []
        return before

    def _anew(self) -> dict[int, list[str]]:
        before, self.shared = self.shared, {}
        self._owners, self._late, self._moved = list(self._told), {}, 0
        self._slots = {id: slot for slot, id in enumerate(self._owners)}
        dealt = [array("Q") for _ in range(ARRAYS)]
        for slot, value in enumerate(self._told.values()):
            for key in self._keys(value):
                dealt[key % ARRAYS].append(key << BITS | slot)
        self._entries = [array("Q", sorted(entries)) for entries in dealt]
        for entries in self._entries:
            last = first = -1
            for entry in entries:
                if (key := entry >> BITS) == last:
                    others = self.shared.setdefault(key, [self._owners[first & _SLOT]])
                    others.append(self._owners[entry & _SLOT])
                else:
                    last, first = key, entry
        return {key: before.get(key, []) for key in before.keys() | self.shared.keys()}
