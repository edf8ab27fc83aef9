"""Values of the model to bytes and back in half the time: a hundred thousand of them are read from disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from types import ModuleType
from typing import Any


def quicken(modules: Iterable[ModuleType]) -> None:
    """Let ``pickle`` take and put the fields of these modules' frozen values as their class holds them.

    What ``dataclasses`` gives a class for this asks for its fields anew, and for each by its name.
    """
    for module in modules:
        for kind in vars(module).values():
            if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__:
                _quicken(kind)


def _quicken(kind: Any) -> None:
    names = [field.name for field in fields(kind)]
    putters = tuple(getattr(kind, name).__set__ for name in names)
    taken = attrgetter(*names)

    def put(self: object, state: Any) -> None:
        for putter, value in zip(putters, state, strict=True):
            putter(self, value)

    def take(self: object) -> Any:
        return taken(self) if len(names) > 1 else (taken(self),)

    kind.__setstate__, kind.__getstate__ = put, take
