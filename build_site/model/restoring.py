"""Values of the model made, taken apart and put together again in half the time: there are millions of them.

A frozen value's fields are set one by one past the ban on setting them. So a value is first one of a class
with the same slots and without the ban, and when its fields are set, of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, is_dataclass
from operator import attrgetter
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")
_MADE = """
def __init__(self, {names}):
    _become(self, "__class__", _open)
    {set}
    self.__class__ = _kind

def __setstate__(self, state):
    _become(self, "__class__", _open)
    {each}, = state
    self.__class__ = _kind
"""


def quicken(modules: Iterable[ModuleType]) -> None:
    """Let frozen values of these modules be made so, and ``pickle`` take their fields as they are held."""
    for module in modules:
        for kind in vars(module).values():
            if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__:
                quick(kind)


def quick(kind: type[T]) -> type[T]:
    """The class, a frozen one with slots whose fields all are given: its values are made so."""
    made, own = _made(kind), fields(kind)  # type: ignore[arg-type]  # a dataclass
    taken = attrgetter(*(field.name for field in own))
    into: Any = kind
    into.__setstate__ = made["__setstate__"]

    def take(self: object) -> Any:
        return taken(self) if len(own) > 1 else (taken(self),)

    into.__getstate__ = take
    if not hasattr(kind, "__post_init__") and all(field.default_factory is MISSING for field in own):
        init, before = made["__init__"], into.__init__
        for said in ("__defaults__", "__annotations__", "__qualname__", "__module__", "__doc__"):
            setattr(init, said, getattr(before, said))
        into.__init__ = init
    return kind


def _made(kind: Any) -> dict[str, Callable[..., None]]:
    names = [field.name for field in fields(kind)]
    code = _MADE.format(
        names=", ".join(names),
        set="\n    ".join(f"self.{name} = {name}" for name in names),
        each=", ".join(f"self.{name}" for name in names),
    )
    unbarred = type(kind.__name__, (), {"__slots__": tuple(names)})
    made: dict[str, Any] = {"_become": object.__setattr__, "_open": unbarred, "_kind": kind}
    exec(code, made)  # noqa: S102 -- as ``dataclasses`` makes what it gives a class, of its fields' names alone
    return made
