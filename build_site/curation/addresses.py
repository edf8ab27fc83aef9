"""``addresses.yml``: every address that was ever published, and whose it is.

The program writes it and the curator keeps it with the seeds: a line an address, in order, so that two
people's files merge line by line. What stands in it is never given to another subject.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
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
