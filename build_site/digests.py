"""A digest of all that a value holds: equal for equal values, in every process and on every day.

``pickle`` says the same value in several ways, and ``hash`` differs from process to process. So a value is
taken apart into Python's plainest types first, and these are written down in the one way there is.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

PLAIN = frozenset({str, bytes, int, float, bool, type(None)})
SIZE = 12
"""Bytes of a digest: no two of 10⁹ values are alike by chance."""
SERIES = 8
"""From so many values on a tuple of them has a digest of its own, which what holds it may share."""
WRITING = 2
"""The last version of ``marshal`` that writes equal values alike, whoever else holds them."""


class Digests:
    """Digests of values, each taken once: what it was asked for is held as long as it lives.

    Values of the types that are ``single`` are told one by one; in what holds them their digest stands.
    """

    def __init__(self, single: Collection[type] = ()) -> None:
        self._known: dict[int, tuple[Any, bytes]] = {}
        self._single = frozenset(single)

    def __call__(self, value: Any) -> bytes:
        """The digest of a value."""
        kind = type(value)
        if kind in PLAIN:
            return digest(value)
        found = self._known.get(id(value))
        if found is None:
            made = self._parts(value) if kind is tuple else self._fields(value, kind)
            found = self._known[id(value)] = (value, digest(made))
        return found[1]

    def _parts(self, value: tuple[Any, ...]) -> Any:
        return tuple(map(self, value)) if value and type(value[0]) in self._single else plain(value)

    def _fields(self, value: Any, kind: Any) -> Any:
        if kind not in self._single:
            return plain(value)
        parts = [one if type(one) in PLAIN else self._part(one) for one in _held(kind)(value)]
        return (kind.__qualname__, *parts)

    def _part(self, value: Any) -> Any:
        kind = type(value)
        if kind is tuple and value:
            single = len(value) >= SERIES or type(value[0]) in self._single
        else:
            single = kind in self._single
        return self(value) if single else plain(value)


def digest(plainly: Any) -> bytes:
    """Of a value that is plain already."""
    return blake2b(marshal.dumps(plainly, WRITING), digest_size=SIZE).digest()


def plain(value: Any) -> Any:
    """A value taken apart: tuples of plain ones that say of what type they are.

    >>> plain((1, frozenset({"b", "a"}), {"k": None}))
    (1, ('frozenset', 'a', 'b'), ('dict', ('k', None)))
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is tuple:
        return tuple([one if type(one) in PLAIN else plain(one) for one in value])
    found = _APART.get(kind)
    if found is None:
        found = _APART[kind] = _apart(kind)
    return found(value)


@cache
def _held(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of a dataclass's fields."""
    names = [field.name for field in fields(kind)]
    one: Callable[[Any], Any] = attrgetter(*names)
    return one if len(names) > 1 else lambda value: (one(value),)


_APART: dict[type, Callable[[Any], Any]] = {}


def _apart(kind: type) -> Callable[[Any], Any]:
    """What takes values of this type apart."""
    name = kind.__qualname__
    if issubclass(kind, Enum):
        said = {one: (name, one.value) for one in kind}
        return said.__getitem__
    if is_dataclass(kind):
        held = _held(kind)
        return lambda value: (name, *[one if type(one) in PLAIN else plain(one) for one in held(value)])
    if issubclass(kind, date):
        return lambda value: (name, value.isoformat())
    if issubclass(kind, Mapping):
        return lambda value: (name, *((plain(key), plain(one)) for key, one in value.items()))
    if issubclass(kind, (set, frozenset)):
        return lambda value: (name, *sorted(map(plain, value), key=repr))
    if issubclass(kind, list):
        return lambda value: (name, *map(plain, value))
    raise TypeError(f"{kind}: cannot be told by what it holds")
