"""Results of pure functions, kept from one look at a corpus to the next by the very values they were made of.

A stage calls ``recall(function, *values)`` where it would call the function. ``once`` does no more than that:
a corpus that is read a single time keeps nothing. A ``Recall`` gives the result that it gave for the same
values; so what did not change stays the same object from stage to stage, and costs a look-up. A function may
itself recall: what it asked for is kept as long as its own result is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, pairwise
from typing import Any, Generic, Protocol, TypeVar

from build_site.model.restoring import replace

T = TypeVar("T")
BY_VALUE: frozenset[type] = frozenset({str, bytes})
"""Types told by what they hold; of everything else only the same object is the same (as None is)."""


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


def put(value: T, content: object, field: str) -> T:
    """The value with this content in a field; itself where it has it already."""
    whole: Any = value
    return value if getattr(value, field) == content else replace(whole, **{field: content})


def in_a_row(*values: T) -> tuple[T, ...]:
    """The values together; from a ``Recall`` the same object as long as each is."""
    return values


TOGETHER = 63
"""One value in so many and one ends a group."""


def each(
    recall: Recalling,
    function: Callable[..., T],
    ids: Iterable[str],
    columns: Sequence[Sequence[Any]],
    *common: Any,
) -> list[T]:
    """The function's result for each of many values, which have ids, and what is common to all of them.

    Every column has one of the function's parameters for all of them. They are asked for in groups, so that
    a group in which nothing changed costs one look-up. The ids tell where a group ends: one value more or
    less changes no other group.
    """
    if isinstance(recall, Recall):
        return recall.each(function, ids, columns, common)
    return [recall(function, *row, *common) for row in zip(*columns, strict=True)]


def _rows(
    recall: Recalling, function: Callable[..., T], common: tuple[Any, ...], *columns: Sequence[Any]
) -> list[T]:
    return [recall(function, *row, *common) for row in zip(*columns, strict=True)]


def _told(values: Sequence[Any]) -> Sequence[object]:
    """What tells each value: itself, or that it is this very object."""
    if BY_VALUE.isdisjoint(set(map(type, values))):
        return list(map(id, values))
    return [one if type(one) in BY_VALUE else id(one) for one in values]


Key = tuple[object, ...]


class Followed(Generic[T]):
    """What follows a corpus from look to look; what comes to no end in a look is begun anew."""

    def __init__(self, begin: Callable[[], T]) -> None:
        self._begin = begin
        self._now = begin()

    @contextmanager
    def looking(self) -> Iterator[T]:
        """One look."""
        now, self._now = self._now, self._begin()
        yield now
        self._now = now


class _Kept:
    """What was made of some values."""

    __slots__ = ("given", "inside", "key", "owners", "result", "seen")

    def __init__(self, key: Key, given: tuple[object, ...]) -> None:
        self.key = key
        self.given = given
        """Kept as well: as long as it lives its id is no other object's."""
        self.result: Any = None
        self.inside: Sequence[_Kept] = ()
        """What was asked for in making it."""
        self.owners = 0
        """How many that are kept asked for it in being made."""
        self.seen = 0
        """The last look that asked for it."""


class Recall:
    """Keeps what the last look asked for, what that was made of, and no more."""

    def __init__(self) -> None:
        self._kept: dict[Key, _Kept] = {}
        self._look = 1
        self._asked: list[_Kept] = []
        """By this look, each once."""
        self._before: list[_Kept] = []
        """By the look before."""
        self._inside: list[_Kept] | None = None
        """What the function that is being called has asked for; None outside of any."""

    def __call__(self, function: Callable[..., T], *given: Any) -> T:
        """The function's result for these values: made now, or when they were last given."""
        told = given if function is same else _told(given)
        return self._recalled((function, *told), function, given)

    def each(
        self,
        function: Callable[..., T],
        ids: Iterable[str],
        columns: Sequence[Sequence[Any]],
        common: tuple[Any, ...],
    ) -> list[T]:
        """What the module's ``each`` says."""
        told, all_of = [_told(column) for column in columns], _told(common)
        size = len(columns[0])
        ends = [n for n, told_by in enumerate(map(hash, ids), 1) if not told_by & TOGETHER]
        if not ends or ends[-1] < size:
            ends.append(size)
        made: list[T] = []
        for begin, end in pairwise((0, *ends)):
            key = (_rows, function, *all_of, *chain.from_iterable([part[begin:end] for part in told]))
            rows = [column[begin:end] for column in columns]
            made += self._recalled(key, _rows, (self, function, common, *rows))
        return made

    def _recalled(self, key: Key, function: Callable[..., T], given: tuple[Any, ...]) -> T:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._made(key, function, given)
        if found.seen != self._look:
            found.seen = self._look
            self._asked.append(found)
        if self._inside is not None:
            self._inside.append(found)
        result: T = found.result
        return result

    def _made(self, key: Key, function: Callable[..., T], given: tuple[Any, ...]) -> _Kept:
        made, outside, self._inside = _Kept(key, given), self._inside, []
        try:
            made.result = function(*given)
            made.inside = tuple(self._inside)
        finally:
            self._inside = outside
        for one in made.inside:
            one.owners += 1
        return made

    def _forget(self, old: Sequence[_Kept]) -> None:
        """What neither this look nor anything that is kept asked for."""
        left = list(old)
        while left:
            one = left.pop()
            if one.seen != self._look and not one.owners and self._kept.get(one.key) is one:
                del self._kept[one.key]
                for part in one.inside:
                    part.owners -= 1
                left += one.inside

    @contextmanager
    def looking(self) -> Iterator[None]:
        """One look at the corpus; what it did not ask for is forgotten, unless it came to no end."""
        try:
            yield
        except BaseException:
            self._before += self._asked
            raise
        else:
            self._forget(self._before)
            self._before = self._asked
        finally:
            self._asked = []
            self._look += 1
            self._inside = None
