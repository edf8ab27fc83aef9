"""A digest of all that a value holds: equal for equal values, in every process and on every day.

``pickle`` says the same value in several ways, and ``hash`` differs from process to process. So a value is
taken apart into Python's plainest types first, and these are written down in the one way there is.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from operator import attrgetter
from typing import Any

PLAIN = frozenset({str, bytes, int, float, bool, type(None)})
SIZE = 12
"""Bytes of a digest: no two of 10⁹ values are alike by chance."""
WRITING = 2
"""The last version of ``marshal`` that writes equal values alike, whoever else holds them."""


class Digests:
    """Digests of values, each taken once: what it was asked for is held as long as it lives."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, bytes]] = {}

    def __call__(self, value: Any) -> bytes:
        """The digest of a value; of a tuple that of its parts' digests, which may be known."""
        if type(value) in PLAIN:
            return digest(value)
        found = self._known.get(id(value))
        if found is None:
            many = type(value) is tuple and value and is_dataclass(value[0])
            made = digest(tuple(map(self, value))) if many else digest(plain(value))
            found = self._known[id(value)] = (value, made)
        return found[1]


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


_APART: dict[type, Callable[[Any], Any]] = {}


def _apart(kind: type) -> Callable[[Any], Any]:
    """What takes values of this type apart."""
    name = kind.__qualname__
    if issubclass(kind, Enum):
        said = {one: (name, one.value) for one in kind}
        return said.__getitem__
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        if len(names) == 1:
            return lambda value: (name, plain(getattr(value, names[0])))
        held: Callable[[Any], tuple[Any, ...]] = attrgetter(*names)
        return lambda value: (name, *[one if type(one) in PLAIN else plain(one) for one in held(value)])
    if issubclass(kind, Mapping):
        return lambda value: (name, *((plain(key), plain(one)) for key, one in value.items()))
    if issubclass(kind, (set, frozenset)):
        return lambda value: (name, *sorted(map(plain, value), key=repr))
    if issubclass(kind, list):
        return lambda value: (name, *map(plain, value))
    raise TypeError(f"{kind}: cannot be told by what it holds")
