"""Values of the model made, taken apart and put together again in half the time: there are millions of them.

A frozen value's fields are set one by one past the ban on setting them. So a value is first one of a class
with the same slots and without the ban, and when its fields are set, of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import field, fields, is_dataclass, make_dataclass
from functools import wraps
from operator import attrgetter
from types import ModuleType
from typing import TYPE_CHECKING, Any

__all__ = ["quicken", "replace"]
_APART: dict[type, tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]]] = {}
"""Of each kind of value the places of its fields by name, and what gives what they hold."""

if TYPE_CHECKING:
    from dataclasses import replace
else:

    def replace(value: Any, **changed: Any) -> Any:
        """As ``dataclasses.replace``, which asks for every field by its name, in a third of the time."""
        kind = type(value)
        if kind not in _APART:
            return dataclasses.replace(value, **changed)
        places, taken = _APART[kind]
        given = list(taken(value))
        for name, one in changed.items():
            given[places[name]] = one
        return kind(*given)


def quicken(modules: Iterable[ModuleType]) -> None:
    """Let frozen values of these modules be made so, and ``pickle`` take their fields as they are held."""
    for module in modules:
        for kind in vars(module).values():
            if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__:
                _quicken(kind)


def _quicken(kind: Any) -> None:
    own = fields(kind)
    taken, several = attrgetter(*(one.name for one in own)), len(own) > 1
    unbarred = make_dataclass(
        kind.__name__,
        [(f.name, Any, field(default=f.default, default_factory=f.default_factory)) for f in own],
        slots=True,
        eq=False,
    )
    become, fill = object.__setattr__, vars(unbarred)["__init__"]

    @wraps(kind.__init__)
    def make(self: object, *given: Any, **named: Any) -> None:
        become(self, "__class__", unbarred)
        fill(self, *given, **named)
        self.__class__ = kind

    def put(self: object, state: Any) -> None:
        become(self, "__class__", unbarred)
        fill(self, *state)
        self.__class__ = kind

    def take(self: object) -> Any:
        return taken(self) if several else (taken(self),)

    kind.__setstate__, kind.__getstate__ = put, take
    if not hasattr(kind, "__post_init__"):
        kind.__init__ = make
        _APART[kind] = {one.name: place for place, one in enumerate(own)}, take
