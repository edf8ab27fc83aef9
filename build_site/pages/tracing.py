"""What a page was made of: every look-up of the catalogue that it took, noted while it is drawn.

A page is a function of the catalogue. So where each look-up that it took gives the same as it did, drawing
it again takes the same look-ups and makes the same page; nothing has to list what depends on what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar, cast, overload

from build_site.model import Dataset
from build_site.pages.catalogue import Catalogue
from build_site.pages.company import company

T = TypeVar("T")
WHOLE = "*"
"""The key of a look-up that went through all of a table. No id holds this sign."""
_OF, _ONE = "dataset ", "one of "
Reads = dict[str, list[str]]
"""Table → the keys that were looked up in it."""


class Tracing:
    """A catalogue that notes what is read of it."""

    def __init__(self, known: Catalogue) -> None:
        self._tables: dict[str, Any] = {}
        self._seen: dict[str, set[str | None]] = {}
        self._derived: dict[tuple[object, ...], Any] = {}
        self._items: dict[str, dict[str, object]] = {}
        self._known = known
        self._dataset = _Dataset(known.dataset, self._sequence)
        tables: dict[str, Any] = {}
        for field in fields(known):
            if field.name not in ("dataset", "recall"):
                tables[field.name] = self._table(field.name, getattr(known, field.name))
        dataset = cast("Dataset", self._dataset)
        self.traced = replace(known, dataset=dataset, recall=self._recall, **tables)
        company(self.traced)

    def reads(self, draw: Callable[[Catalogue], Iterable[T]], of: str, item: Any) -> tuple[list[T], Reads]:
        """What is drawn, with its reads; of one of the dataset's sequences no more is there than the item."""
        for seen in self._seen.values():
            seen.clear()
        self._dataset.only = {of: (item,)} if of else {}
        made = list(draw(self.traced))
        self._dataset.only = {}
        if of:
            self._seen.setdefault(_ONE + of, set()).add(item.id)
        return made, {table: sorted(filter(None, seen)) for table, seen in self._seen.items() if seen}

    def look(self, table: str, key: str) -> object:
        """What a look-up gives now; None where there is nothing."""
        if table.startswith(_OF):
            return getattr(self._known.dataset, table.removeprefix(_OF), None)
        if table.startswith(_ONE):
            return self._by_id(table.removeprefix(_ONE)).get(key)
        found = self._tables.get(table)
        if key == WHOLE or found is None:
            return found
        return key in found if isinstance(found, frozenset) else found.get(key)

    def _by_id(self, of: str) -> Mapping[str, object]:
        if of not in self._items:
            self._items[of] = {one.id: one for one in getattr(self._known.dataset, of, ())}
        return self._items[of]

    def _table(self, name: str, value: Any) -> Any:
        """The same that notes its reads. Raises ``TypeError`` for what cannot."""
        self._tables[name] = value
        seen = self._seen.setdefault(name, set())
        if isinstance(value, Mapping):
            return _Table(value, seen)
        if isinstance(value, tuple):
            return _Sequence(value, seen)
        if isinstance(value, frozenset):
            return _Members(value, seen)
        raise TypeError(f"{name}: {type(value)} cannot note what is read of it")

    def _sequence(self, name: str, value: Any) -> Any:
        seen = self._seen.setdefault(_OF + name, set())
        if isinstance(value, tuple):
            return _Sequence(value, seen)
        seen.add(WHOLE)
        return value

    def _recall(self, function: Callable[..., T], *given: Any) -> T:
        """What is handed on unread is not read: of what is made of it the look-ups count."""
        inner = tuple(one.inner if isinstance(one, (_Table, _Sequence)) else one for one in given)
        inner = tuple(self._known.recall if one == self._recall else one for one in inner)
        key = (function, *map(id, inner))
        if key not in self._derived:
            made: Any = self._known.recall(function, *inner)
            tables = {
                field.name: self._table(f"{function.__name__} {field.name}", value)
                for field in fields(made)
                if isinstance(value := getattr(made, field.name), Mapping)
            }
            self._derived[key] = (inner, replace(made, **tables))
        found: T = self._derived[key][1]
        return found


class _Noting:
    """What notes that all of it was read; the inner value can be handed on without."""

    __slots__ = ("inner", "seen")

    def __init__(self, inner: Any, seen: set[str | None]) -> None:
        self.inner, self.seen = inner, seen

    def __iter__(self) -> Iterator[Any]:
        self.seen.add(WHOLE)
        return iter(self.inner)

    def __len__(self) -> int:
        self.seen.add(WHOLE)
        return len(self.inner)


class _Table(_Noting, Mapping[str, T]):
    """A mapping that notes which keys were asked for."""

    __slots__ = ()
    inner: Mapping[str, T]

    def __getitem__(self, key: str) -> T:
        self.seen.add(key)
        return self.inner[key]

    def get(self, key: str, default: Any = None) -> Any:
        self.seen.add(key)
        return self.inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.seen.add(cast("str", key))
        return key in self.inner


class _Members(_Noting):
    """Of a set which members were asked for."""

    __slots__ = ()
    inner: frozenset[str]

    def __contains__(self, key: str) -> bool:
        self.seen.add(key)
        return key in self.inner


class _Sequence(_Noting, Sequence[T]):
    """A tuple that notes that it was read; it can be handed on without."""

    __slots__ = ()

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: Any) -> Any:
        self.seen.add(WHOLE)
        return self.inner[at]

    def __eq__(self, other: object) -> bool:
        self.seen.add(WHOLE)
        return bool(self.inner == (other.inner if isinstance(other, _Sequence) else other))

    __hash__ = None  # type: ignore[assignment]  # what is hashed is not noted


class _Dataset:
    """The dataset's fields, noted when they are read; of one no more than is asked about."""

    def __init__(self, inner: Dataset, noted: Callable[[str, Any], Any]) -> None:
        self._inner, self._noted = inner, noted
        self.only: dict[str, tuple[object, ...]] = {}

    def __getattr__(self, name: str) -> Any:
        return self.only[name] if name in self.only else self._noted(name, getattr(self._inner, name))
