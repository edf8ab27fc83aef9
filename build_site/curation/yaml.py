"""YAML as a tree of plain text with line numbers: no tags, no aliases, no guesses at types.

Scalars stay what was written (``2024-03-22``, ``no``), so that nothing a curator wrote is turned into
something else, and so that a hostile file can neither make objects nor grow.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

import yaml

from build_site.errors import CurationError, Troubles

LARGEST = 5_000_000
"""Characters in one file."""
DEEPEST = 12
"""Levels of nesting; no schema of ours needs half of them."""

Parsed = TypeVar("Parsed")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar (None: nothing written), a list or a mapping, and where it stands."""

    file: str
    line: int
    value: str | tuple[Node, ...] | Mapping[str, Node] | None

    @property
    def where(self) -> str:
        """``file:line``."""
        return f"{self.file}:{self.line}"

    def wrong(self, message: str) -> NoReturn:
        """Refuse this node; the message says what is the matter and what to do."""
        raise CurationError(f"{self.where}: {message}")

    def text(self, what: str) -> str:
        """The scalar, which has to be there."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.wrong(
                f"{what} must be a text. Write it after the colon, in quotation marks where it holds a colon."
            )
        return self.value.strip()

    def items(self, what: str) -> tuple[Node, ...]:
        """The list; a single scalar counts as a list of one, nothing as an empty one."""
        if isinstance(self.value, tuple):
            return self.value
        if isinstance(self.value, str):
            return (self,)
        if self.value is not None:
            self.wrong(f"{what} must be a list. Begin each of its entries with a dash.")
        return ()

    def texts(self, what: str) -> tuple[str, ...]:
        """The list, of scalars."""
        return tuple(item.text(what) for item in self.items(what))

    def mapping(self, what: str) -> Mapping[str, Node]:
        """The keys with their values; nothing counts as no keys."""
        if isinstance(self.value, Mapping):
            return self.value
        if self.value is not None:
            self.wrong(f"{what} must be made of lines `key: value`.")
        return {}

    def fields(self, what: str, known: tuple[str, ...], required: tuple[str, ...] = ()) -> Mapping[str, Node]:
        """As ``mapping``, with no key but the known ones."""
        mapping = self.mapping(what)
        troubles = Troubles()
        for key, node in mapping.items():
            if key not in known:
                with troubles.noting():
                    node.wrong(f"{what} has no key {key!r}. {suggestion(key, known)}")
        missing = [key for key in required if key not in mapping]
        if missing:
            with troubles.noting():
                self.wrong(f"{what} lacks {' and '.join(missing)}. Add `{missing[0]}: …`.")
        troubles.close()
        return mapping


def each(parse: Callable[[Node], Parsed], nodes: Iterable[Node]) -> tuple[Parsed, ...]:
    """Every node parsed; the errors of all of them are told at once."""
    troubles, found = Troubles(), []
    for node in nodes:
        with troubles.noting():
            found.append(parse(node))
    troubles.close()
    return tuple(found)


def suggestion(key: str, known: tuple[str, ...]) -> str:
    """What may have been meant."""
    near = difflib.get_close_matches(key, known, 1)
    return f"Is {near[0]!r} meant?" if near else f"Known are {', '.join(known)}."


def load_yaml(path: Path, where: str, largest: int = LARGEST) -> Node:
    """The tree of a file; a file that is not there is an empty one."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        text = ""
    except UnicodeDecodeError:
        raise CurationError(f"{where}: not UTF-8. Save the file as UTF-8.") from None
    except OSError as error:
        raise CurationError(f"{where}: cannot be read ({error.strerror}). Check the file.") from None
    return parse_yaml(text, where, largest)


def parse_yaml(text: str, where: str, largest: int = LARGEST) -> Node:
    """The tree of a text. Raises ``CurationError`` with file and line."""
    if len(text) > largest:
        raise CurationError(f"{where}: larger than {largest:,} characters. Split the file or cut it.")
    try:
        events = (event for event in yaml.parse(text, Loader=_LOADER))
        return _Tree(where, events).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        trouble = " ".join(filter(None, (error.context, error.problem)))
        raise CurationError(
            f"{where}:{line}: not YAML ({trouble}). Check indentation, quotes and colons."
        ) from None
    except yaml.YAMLError as error:
        raise CurationError(f"{where}: not YAML ({error}). Remove what cannot be typed.") from None


class _Tree:
    """Builds the tree from events, refusing what a curator has no use for."""

    def __init__(self, where: str, events: Iterator[yaml.Event]) -> None:
        self.where = where
        self.events = events

    def document(self) -> Node:
        """The one document of the file."""
        root = Node(self.where, 1, None)
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "A second document begins here. Remove the line ---.")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        return root

    def _node(self, event: yaml.NodeEvent, depth: int) -> Node:
        line = _line(event)
        if depth > DEEPEST:
            self._refuse(event, "Nested too deeply. Write it flatter.")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse(
                event, "Anchors (&) and aliases (*) are not used here. Quote the value, or write it out."
            )
        if getattr(event, "tag", None) not in {None, "!"}:
            self._refuse(event, "Tags (!) are not used here. Put the value into quotation marks.")
        if isinstance(event, yaml.ScalarEvent):
            nothing = not event.style and event.value in _NOTHING
            return Node(self.where, line, None if nothing else event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.where, line, tuple(self._node(item, depth + 1) for item in self._inside()))
        return Node(self.where, line, self._mapping(depth))

    def _mapping(self, depth: int) -> Mapping[str, Node]:
        mapping: dict[str, Node] = {}
        for event in self._inside():
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "A key must be a plain word.")
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            name = str(event.value)
            if name in mapping:
                self._refuse(event, f"The key {name!r} stands in line {mapping[name].line} too. Remove one.")
            mapping[name] = Node(self.where, key.line, value.value) if value.value is None else value
        return mapping

    def _inside(self) -> Iterator[yaml.NodeEvent]:
        while isinstance(event := next(self.events), yaml.NodeEvent):
            yield event

    def _next(self) -> yaml.NodeEvent:
        event = next(self.events)
        assert isinstance(event, yaml.NodeEvent)  # noqa: S101 - the parser pairs keys with values
        return event

    def _refuse(self, event: yaml.Event, message: str) -> NoReturn:
        raise CurationError(f"{self.where}:{_line(event)}: {message}")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
