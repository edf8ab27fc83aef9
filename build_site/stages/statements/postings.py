"""Which of many have a key in common: runs of words that stand in several articles or quotations.

The keys of all are kept in one sorted array, so that those of a million fit in memory. What comes to a corpus
that is known is kept beside the array, and only its keys are looked up again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")
BITS = 24
"""So many bits tell one of those that have keys."""
_SLOT = (1 << BITS) - 1
SHARE = 4
"""From one in so many on that came or went the array is made anew."""
FEW = 64
"""So many may always come and go beside it."""


class Postings(Generic[T]):
    """Keys and who has them; whatever it was asked before, it gives what a new one would."""

    def __init__(self, keys: Callable[[T], Iterable[int]]) -> None:
        self._keys = keys
        """Those of a value, each once; numbers of 40 bits."""
        self.shared: dict[int, list[str]] = {}
        """Key → who has it, where several have."""
        self._told: dict[str, T] = {}
        self._entries = array("Q")
        self._owners: list[str] = []
        self._slots: dict[str, int] = {}
        self._late: dict[int, list[int]] = {}
        self._moved = 0
        """So many came or went since the array was made."""

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
        at, last, slots = bisect_left(self._entries, key << BITS), key << BITS | _SLOT, list[int]()
        while at < len(self._entries) and (entry := self._entries[at]) <= last:
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
        entries = array("Q")
        for slot, value in enumerate(self._told.values()):
            entries.extend([key << BITS | slot for key in self._keys(value)])
        self._entries = array("Q", sorted(entries))
        last, found = -1, list[int]()
        for entry in self._entries:
            key = entry >> BITS
            if key == last:
                found.append(entry & _SLOT)
                continue
            if len(found) > 1:
                self.shared[last] = [self._owners[slot] for slot in found]
            last, found = key, [entry & _SLOT]
        if len(found) > 1:
            self.shared[last] = [self._owners[slot] for slot in found]
        return {key: before.get(key, []) for key in before.keys() | self.shared.keys()}
