"""Results of pure functions, kept from one look at a corpus to the next by the very values they were made of.

A stage calls ``recall(function, *values)`` where it would call the function. ``once`` does no more than that:
a corpus that is read a single time keeps nothing. A ``Recall`` gives the result that it gave for the same
values; so what did not change stays the same object from stage to stage, and costs a look-up. A function may
itself recall: what it asked for is kept as long as its own result is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
BY_VALUE = frozenset({str, bytes, bool, type(None)})
"""Types told by what they hold; of everything else only the same object is the same."""


class Recalling(Protocol):
    """What stages are given to call their pure functions with."""

    def __call__(self, function: Callable[..., T], *given: Any) -> T:
        """The function's result for these values."""


def once(function: Callable[..., T], *given: Any) -> T:
    """Call the function and keep nothing."""
    return function(*given)


def same(value: T) -> T:
    """The value itself; a ``Recall`` gives the equal one that it gave before, which is the same object."""
    return value


TOGETHER = 15
"""One value in so many and one ends a group."""


def each(
    recall: Recalling,
    function: Callable[..., T],
    ids: Iterable[str],
    every: Iterable[tuple[Any, ...]],
    *common: Any,
) -> list[T]:
    """The function's result for each of many values, which have ids, and what is common to all of them.

    They are asked for in groups, so that a group in which nothing changed costs one look-up. The ids tell
    where a group ends: one value more or less changes no other group.
    """
    made: list[T] = []
    group: list[Any] = []
    sizes = b""
    for id, values in zip(ids, every, strict=True):
        group += values
        sizes = sizes or bytes((len(values), len(common)))
        if not hash(id) & TOGETHER:
            made += recall(_each, recall, function, sizes, *common, *group)
            group = []
    return made + recall(_each, recall, function, sizes, *common, *group) if group else made


def _each(recall: Recalling, function: Callable[..., T], sizes: bytes, *given: Any) -> list[T]:
    width, size = sizes
    common = given[:size]
    return [recall(function, *given[at : at + width], *common) for at in range(size, len(given), width)]


Key = tuple[object, ...]
Kept = tuple[tuple[object, ...], Any, Sequence[Key]]
"""What was given, what was made of it, and what was asked for in making it."""


class Recall:
    """Keeps what the last look asked for, and no more."""

    def __init__(self) -> None:
        self._kept: dict[Key, Kept] = {}
        self._asked: dict[Key, Kept] = {}
        self._inside: list[Key] | None = None
        """What the function that is being called has asked for; None outside of any."""

    def __call__(self, function: Callable[..., T], *given: Any) -> T:
        """The function's result for these values: made now, or when they were last given."""
        told = given if function is same else [one if type(one) in BY_VALUE else id(one) for one in given]
        key = (function, *told)
        found = self._asked.get(key)
        if found is None:
            found = self._kept.get(key)
            if found is None:
                # What is given is kept as well: as long as it lives its id is no other object's.
                found = (given, *self._called(function, given))
            elif found[2]:
                self._ask_again(found[2])
            self._asked[key] = found
        if self._inside is not None:
            self._inside.append(key)
        result: T = found[1]
        return result

    def _called(self, function: Callable[..., T], given: tuple[Any, ...]) -> tuple[T, Sequence[Key]]:
        outside, self._inside = self._inside, []
        try:
            return function(*given), tuple(self._inside)
        finally:
            self._inside = outside

    def _ask_again(self, keys: Sequence[Key]) -> None:
        asked, kept, left = self._asked, self._kept, list(keys)
        while left:
            key = left.pop()
            if key not in asked and (found := kept.get(key)) is not None:
                asked[key] = found
                left += found[2]

    @contextmanager
    def looking(self) -> Iterator[None]:
        """One look at the corpus; what it did not ask for is forgotten, unless it came to no end."""
        try:
            yield
        except BaseException:
            self._kept |= self._asked
            raise
        else:
            self._kept = self._asked
        finally:
            self._asked = {}
            self._inside = None
