"""One entry of a YAML text changed, added or taken out; every other character stays as somebody wrote it.

An entry is found by the marks of the fast parser and read and written by the round-trip library, so that
comments, order and style of the entry are kept, and the cost does not grow with the file.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

Value = str | bool | Sequence["str | Mapping[str, Value]"] | Mapping[str, "Value"]
"""What an entry may hold under a key."""

WORDS = frozenset(
    ("quote", "add", "prefix", "suffix", "content", "verbatim", "cue", "source", "split", "note", "credit")
)
"""Keys whose values are an article's words or sentences: they are written in quotation marks."""
LAST = "checked"
"""The list that grows most stands last."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LINE = re.compile(r"( *)- \{.*\}")
"""An entry that is a line."""
_ODD = frozenset("\"'{[?&*!|>%@`")
"""What may begin a line of a file that is no plain mapping of lists."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOM = "\ufeff"


def add(text: str, part: str | None, entry: Mapping[str, Value], *, inline: bool = False) -> str:
    """The text with an entry more at the end of the list ``part`` (None: the file is the list itself).

    ``inline`` writes it on one line.
    """
    made = _map(entry, inline=inline)
    return _kept(text, lambda plain: _appended(plain, part, made))


def change(
    text: str, part: str | None, number: int, changes: Mapping[str, Value | None], order: Sequence[str]
) -> str:
    """The text with keys of one entry set, or taken out where None; new keys stand in the order given."""

    def changed(plain: str) -> str:
        item = _items(plain, part)[number]
        if item.flow_style:
            start, end = item.start_mark.index, item.end_mark.index
            return plain[:start] + _edited(plain[start:end], changes, order).rstrip("\n") + plain[end:]
        lines = plain.split("\n")
        first, last, column = item.start_mark.line, _last_line(item), item.start_mark.column
        head = lines[first][:column]
        own = [lines[first][column:], *(_dedented(line, column) for line in lines[first + 1 : last + 1])]
        made = _edited("\n".join(own) + "\n", changes, order).rstrip("\n").split("\n")
        lines[first : last + 1] = [
            head + made[0],
            *(" " * column + line if line else line for line in made[1:]),
        ]
        return "\n".join(lines)

    return _kept(text, changed)


def remove(text: str, part: str | None, number: int) -> str:
    """The text without one entry; comments around it stay."""

    def removed(plain: str) -> str:
        items = _items(plain, part)
        item = items[number]
        if _list(plain, part).flow_style:
            start, end = item.start_mark.index, item.end_mark.index
            if number + 1 < len(items):
                end = items[number + 1].start_mark.index
            elif number:
                start = items[number - 1].end_mark.index
            return plain[:start] + plain[end:]
        lines = plain.split("\n")
        first = item.start_mark.line
        while not lines[first].lstrip().startswith("-"):
            first -= 1
        del lines[first : _last_line(item) + 1]
        return "\n".join(lines)

    return _kept(text, removed)


def count(text: str, part: str) -> int:
    """How many entries a list has."""
    return len(_items(text, part))


def set_keys(text: str, changes: Mapping[str, Value | None], order: Sequence[str]) -> str:
    """The text of a file that is one mapping, with keys set or taken out."""

    def edited(plain: str) -> str:
        if yaml.compose(plain, Loader=_LOADER) is None:
            made = _dumped(_map({key: value for key, value in changes.items() if value is not None}))
            return _with_end(plain) + made
        return _edited(plain, changes, order)

    return _kept(text, edited)


def _kept(text: str, apply: Any) -> str:
    """Apply a change to a text with plain line ends, and give it back its own, and its byte order mark."""
    bare = text.removeprefix(_BOM)
    mark = _BOM if bare != text else ""
    crlf = bool(bare) and bare.count("\r\n") == bare.count("\n") > 0
    made: str = apply(bare.replace("\r\n", "\n") if crlf else bare)
    return mark + (made.replace("\n", "\r\n") if crlf else made)


def _list(text: str, part: str | None) -> Any:
    """The node of a list, or None."""
    root = yaml.compose(_alone(text, part), Loader=_LOADER)
    if isinstance(root, yaml.MappingNode):
        wanted = part or "actors"
        return next((value for key, value in root.value if key.value == wanted), None)
    return root


def _alone(text: str, part: str | None) -> str:
    """The text with every other list made comments of the same length, which cost little to read."""
    lines = text.split("\n")
    if part is None or any(line[:1] in _ODD for line in lines if line):
        return text
    inside, kept = False, []
    for line in lines:
        if line[:1].isalpha():
            inside = line.startswith(f"{part}:")
        kept.append(line if inside else "#" * len(line))
    return "\n".join(kept)


def _items(text: str, part: str | None) -> list[Any]:
    node = _list(text, part)
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _next_line(text: str, part: str | None, entry: CommentedMap) -> str | None:
    """One more of a list of lines at the file's end, as checks are: nothing else has to be read."""
    start = text.rfind(f"\n{part}:\n") + 1
    lines = text[start:].rstrip("\n").split("\n")
    if not start or len(lines) < 2:
        return None
    first, last = (_LINE.fullmatch(lines[number]) for number in (1, -1))
    if not (first and last and first[1] == last[1]) or any(line[:1].isalpha() for line in lines[1:]):
        return None
    whole = yaml.compose(lines[-1].strip(), Loader=_LOADER)
    if not isinstance(whole, yaml.SequenceNode) or len(whole.value) != 1:
        return None
    return "\n".join([text.rstrip("\n"), *_block(entry, len(last[1]))]) + "\n"


def _appended(text: str, part: str | None, entry: CommentedMap) -> str:
    if entry.fa.flow_style() and (made := _next_line(text, part, entry)) is not None:
        return made
    node = _list(text, part)
    items = list(node.value) if isinstance(node, yaml.SequenceNode) else []
    if items and not node.flow_style:
        lines = text.split("\n")
        last, column = _last_line(items[-1]), node.start_mark.column
        lines[last + 1 : last + 1] = _block(entry, column)
        return _with_end("\n".join(lines))
    if items:
        end = node.end_mark.index - 1
        lead = "" if text[:end].rstrip().endswith(",") else ","
        entry.fa.set_flow_style()
        return f"{text[:end].rstrip()}{lead} {_dumped(entry).rstrip()}{text[end:]}"
    return _begun(text, part, node, entry)


def _begun(text: str, part: str | None, node: Any, entry: CommentedMap) -> str:
    """The first entry of a list that is empty, or not there yet."""
    if node is not None and isinstance(node, yaml.SequenceNode):  # []
        start, end = node.start_mark.index, node.end_mark.index
        return (
            _with_end(text[:start].rstrip(" ") + text[end:])
            if part is None
            else _after_key(text[:start].rstrip(" ") + text[end:], node.start_mark.line, entry)
        )
    root = yaml.compose(text, Loader=_LOADER)
    if isinstance(root, yaml.MappingNode):
        wanted = part or "actors"
        for key, _ in root.value:
            if key.value == wanted:
                return _after_key(text, key.start_mark.line, entry)
    elif part is None:
        return _with_end(text) + "\n".join(_block(entry, 0)) + "\n"
    checks = next((key.start_mark.line for key, _ in root.value if key.value == LAST), None) if root else None
    if part != LAST and checks is not None:
        lines = text.split("\n")
        lines[checks:checks] = [f"{part or 'actors'}:", *_block(entry, 2), ""]
        return "\n".join(lines)
    blank = "\n" if text.strip() and not text.endswith("\n\n") else ""
    head = f"{_with_end(text)}{blank}{part or 'actors'}:\n"
    return head + "\n".join(_block(entry, 2)) + "\n"


def _after_key(text: str, line: int, entry: CommentedMap) -> str:
    lines = text.split("\n")
    lines[line + 1 : line + 1] = _block(entry, 2)
    return _with_end("\n".join(lines))


def _block(entry: CommentedMap, column: int) -> list[str]:
    """The lines of a new entry of a list whose dashes stand in a column."""
    lines = _dumped(entry).rstrip("\n").split("\n")
    pad = " " * column
    return [f"{pad}- {lines[0]}", *(f"{pad}  {line}" for line in lines[1:])]


def _edited(own: str, changes: Mapping[str, Value | None], order: Sequence[str]) -> str:
    """One mapping as a text of its own, changed; what the library would lay out anew stays as it was."""
    normal = _dumped(_library().load(own))
    found = _library().load(own)
    for key, value in changes.items():
        if value is None:
            found.pop(key, None)
        elif key in found:
            found[key] = _like(found[key], key, value)
        else:
            found.insert(_place(list(found), key, order), key, _value(key, value))
    made = _dumped(found)
    return made if normal == own else _patched(own, normal, made)


def _like(old: object, key: str, value: Value) -> Any:
    """The value in the style of the one that it takes the place of."""
    made = _value(key, value)
    if isinstance(value, str) and isinstance(old, str) and isinstance(made, str):
        return type(old)(value)
    return made


def _place(keys: list[str], key: str, order: Sequence[str]) -> int:
    """Behind the last key that stands before it in the order."""
    before = set(order[: order.index(key)]) if key in order else set(keys)
    return max((place + 1 for place, other in enumerate(keys) if other in before), default=0)


def _patched(own: str, normal: str, made: str) -> str:
    """What changed from ``normal`` to ``made``, in the text that ``normal`` is another layout of."""
    mine, plain, wanted = (text.splitlines(keepends=True) for text in (own, normal, made))
    if len(mine) != len(plain):
        return made
    lines: list[str] = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, plain, wanted, False).get_opcodes():
        lines += mine[start:end] if kind == "equal" else wanted[first:last]
    return "".join(lines)


def _map(entry: Mapping[str, Value], *, inline: bool = False) -> CommentedMap:
    made = CommentedMap((key, _value(key, value)) for key, value in entry.items())
    if inline:
        made.fa.set_flow_style()
    return made


def _value(key: str, value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if key in WORDS:
            return DoubleQuotedScalarString(value)
        return date.fromisoformat(value) if _is_day(value) else value
    if isinstance(value, Mapping):
        return _map(value, inline=True)
    made = CommentedSeq(_map(x) if isinstance(x, Mapping) else _value(key, x) for x in value)
    if not any(isinstance(x, Mapping) for x in value):
        made.fa.set_flow_style()
    return made


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def _library() -> YAML:
    made = YAML()
    made.preserve_quotes = True
    made.width = 1_000_000
    made.allow_duplicate_keys = False
    made.indent(mapping=2, sequence=4, offset=2)
    return made


def _dumped(value: Any) -> str:
    out = io.StringIO()
    _library().dump(value, out)
    return out.getvalue()


def _last_line(node: Any) -> int:
    """The last line of what a node says: the parser's own marks reach to what comes next."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        end = node.end_mark
        return int(end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line)
    leaves = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
    return max(map(_last_line, leaves), default=int(node.start_mark.line))


def _dedented(line: str, column: int) -> str:
    return line[column:] if not line[:column].strip() else line.lstrip()


def _with_end(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
