"""``addresses.yml``: every address that was ever published, and whose it is.

The program writes it and the curator keeps it with the seeds: a line an address, in order, so that two
people's files merge line by line. What stands in it is never given to another subject.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from build_site.curation.yaml import Node

HEAD = """\
# Addresses that were published, and whose they are. The program writes this file; keep and commit it with the
# articles. An address in it always leads to what it first led to.
"""
_KINDS = ("actors", "articles", "outlets", "statements", "stories")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Address (without folder and ending) → marks of its subject, by kind of page."""

    actors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The actor's name, then documents that name or quote it."""
    articles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The document's id."""
    outlets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The outlet's name."""
    statements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Permalinks of its quotations, the earliest first."""
    stories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Documents that tell of the event, the earliest first."""


_LINE = re.compile(r'  ("(?:[^"\\]|\\.)+": \["(?:[^"\\]|\\.)*"(?:, "(?:[^"\\]|\\.)*")*\])')


def as_written(text: str) -> Addresses | None:
    """What a text says that is as the program writes it, read as the JSON that its lines are; else None.

    YAML takes forty times as long, and reads whatever a person made of it.
    """
    kinds: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.removeprefix(HEAD).splitlines():
        if found := _LINE.fullmatch(line):
            lines.append(found[1])
        elif line.endswith(":") and line[:-1] in _KINDS and line[:-1] not in kinds:
            lines = kinds[line[:-1]] = []
        else:
            return None
    try:
        read = {kind: json.loads(f"{{{','.join(own)}}}") for kind, own in kinds.items()}
    except ValueError:
        return None
    twice = any(len(read[kind]) < len(own) for kind, own in kinds.items())
    bare = any(mark != mark.strip() or not mark for mark in _marks(read))
    if not text.startswith(HEAD) or twice or bare:
        return None
    return Addresses(
        **{k: {address: tuple(marks) for address, marks in own.items()} for k, own in read.items()}
    )


def _marks(read: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    return (mark for own in read.values() for marks in own.values() for mark in marks)


def addresses_of(root: Node) -> Addresses:
    """The tree of ``addresses.yml`` as a value."""
    kinds = root.fields("addresses.yml", _KINDS)
    return Addresses(
        **{
            kind: {
                address: marks.texts(f"{kind}: {address}")
                for address, marks in (kinds[kind].mapping(kind) if kind in kinds else {}).items()
            }
            for kind in _KINDS
        }
    )


def written(addresses: Addresses) -> str:
    """The file's text: kinds and addresses in alphabetical order, one line each."""
    lines = [HEAD]
    for kind in _KINDS:
        known: Mapping[str, tuple[str, ...]] = getattr(addresses, kind)
        if known:
            lines.append(f"{kind}:\n")
            lines += (f"  {_plain(address)}: {_listed(known[address])}\n" for address in sorted(known))
    return "".join(lines)


def _listed(marks: tuple[str, ...]) -> str:
    return f"[{', '.join(_plain(mark) for mark in marks)}]"


def _plain(text: str) -> str:
    """A scalar in double quotes: JSON's strings are YAML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
