"""Results of pure functions, kept from one look at a corpus to the next by the very values they were made of.

A stage calls ``recall(function, *values)`` where it would call the function. ``once`` does no more than that:
a corpus that is read a single time keeps nothing. A ``Recall`` gives the result that it gave for the same
values; so what did not change stays the same object from stage to stage, and costs a look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


class Recall:
    """Keeps what the last look asked for, and no more."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], tuple[tuple[object, ...], Any]] = {}
        self._asked: dict[tuple[object, ...], tuple[tuple[object, ...], Any]] = {}

    def __call__(self, function: Callable[..., T], *given: Any) -> T:
        """The function's result for these values: made now, or when they were last given."""
        told = given if function is same else [one if type(one) in BY_VALUE else id(one) for one in given]
        key = (function, *told)
        found = self._asked.get(key)
        if found is None:
            # What is given is kept as well: as long as it lives its id is no other object's.
            found = self._kept.get(key) or (given, function(*given))
            self._asked[key] = found
        result: T = found[1]
        return result

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
