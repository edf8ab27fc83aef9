"""A digest of all that a value holds: equal for equal values, in every process and on every day.

``pickle`` says the same value in several ways, and ``hash`` differs from process to process. So a value is
taken apart into Python's plainest types first, and these are written down in the one way there is.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

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
        return kind.__qualname__, *_held(kind).taken(value, self._part)

    def _part(self, value: Any) -> Any:
        kind = type(value)
        if kind is tuple and value:
            single = len(value) >= SERIES or type(value[0]) in self._single
        else:
            single = kind in self._single
        return self(value) if single else plain(value)


def digest(plainly: Any) -> bytes:
    """Of a value that is plain already."""
    try:
        written = marshal.dumps(plainly, WRITING)
    except ValueError:  # A value is not of the type that its field is said to be of.
        written = marshal.dumps(plain(plainly), WRITING)
    return blake2b(written, digest_size=SIZE).digest()


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


class _Held:
    """What takes the values of a dataclass's fields, those apart that their types do not say to be plain."""

    def __init__(self, kind: type) -> None:
        names, said = [field.name for field in fields(kind)], _said_of(kind)
        one: Callable[[Any], Any] = attrgetter(*names)
        self._values = one if len(names) > 1 else lambda value: (one(value),)
        self._rest = tuple(
            (place, _members(_enumerated(said.get(name))))
            for place, name in enumerate(names)
            if not _plainly(said.get(name))
        )

    def taken(self, value: Any, apart: Callable[[Any], Any]) -> list[Any]:
        """The values; of what is no member of an enumeration ``apart`` gives what stands for it."""
        parts = list(self._values(value))
        for place, members in self._rest:
            one = parts[place]
            if members:
                parts[place] = members.get(id(one), one)
            elif type(one) not in PLAIN:
                parts[place] = apart(one)
        return parts


_held = cache(_Held)


def _said_of(kind: type) -> dict[str, Any]:
    """Of what types its fields are; nothing, where types are named that only a checker of types looks at."""
    with contextlib.suppress(NameError):
        return get_type_hints(kind)
    return {}


def _members(kind: Any) -> dict[int, tuple[str, Any]]:
    """Each member of an enumeration, which is there once, by its id: a hash of it would be Python's."""
    return {id(one): (kind.__qualname__, one.value) for one in kind} if kind else {}


def _enumerated(said: Any) -> Any:
    """The enumeration that a value is said to be of, if it is there; None where it may be anything else."""
    several = get_args(said) if get_origin(said) in {Union, UnionType} else (said,)
    kinds = [one for one in several if one is not type(None)]
    return kinds[0] if len(kinds) == 1 and isinstance(kinds[0], type) and issubclass(kinds[0], Enum) else None


def _plainly(said: Any) -> bool:
    """Whether what is said to be of this type is plain, or holds nothing else in tuples."""
    if get_origin(said) in {tuple, Union, UnionType}:
        return all(one is Ellipsis or _plainly(one) for one in get_args(said))
    return said in PLAIN


_APART: dict[type, Callable[[Any], Any]] = {}


def _apart(kind: type) -> Callable[[Any], Any]:
    """What takes values of this type apart."""
    name = kind.__qualname__
    if issubclass(kind, Enum):
        said = _members(kind)
        return lambda value: said[id(value)]
    if is_dataclass(kind):
        taken = _held(kind).taken
        return lambda value: (name, *taken(value, plain))
    if issubclass(kind, date):
        return lambda value: (name, value.isoformat())
    if issubclass(kind, Mapping):
        return lambda value: (name, *((plain(key), plain(one)) for key, one in value.items()))
    if issubclass(kind, (set, frozenset)):
        return lambda value: (name, *sorted(map(plain, value), key=repr))
    if issubclass(kind, list):
        return lambda value: (name, *map(plain, value))
    raise TypeError(f"{kind}: cannot be told by what it holds")
