"""The curator's actors: whose entities each entry of ``actors.yml`` names, and what that joins or parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_site.stages.resolution.groups import Gathered, Place, Read
from build_site.text import fold

Bound = tuple["Place", "Place", str]
"""Two entities that are one by the curator's word, and the name of his entry."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of the curator's, as far as it says who is who."""

    name: str
    aliases: tuple[str, ...]
    not_same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the entries mean among what was gathered."""

    first: Mapping[int, Place]
    """By number of an entry: the first entity that it names."""
    bound: tuple[Bound, ...]
    """What it joins to that one and its name alone does not."""


def bearers_of(found: Gathered) -> dict[str, tuple[Place, ...]]:
    """Who is called what: looked up by each entry, whatever the others are."""
    bearers: dict[str, list[Place]] = {}
    for number, own in enumerate(found.read):
        for index, read in enumerate(own):
            for name in _names(read):
                bearers.setdefault(name, []).append((number, index))
    return {name: tuple(places) for name, places in bearers.items()}


def _names(read: Read) -> tuple[str, ...]:
    """What an entry may call an entity: all its names; only the one it goes by where that is no full one."""
    brief = read.names and not read.names[0].given
    names = read.folded if read.entity.named and not brief else read.folded[:1]
    return tuple(dict.fromkeys(names))


def told_by(known: Sequence[Known], bearers: Mapping[str, Sequence[Place]], found: Gathered) -> Told:
    """Which entities each entry means; of two that mean one, that of the first entity keeps it."""
    by_name = {fold(n): i for i, entry in enumerate(known) for n in (entry.name, *entry.aliases)}
    first: dict[int, Place] = {}
    entry_of: dict[int, int] = {}
    bound: list[Bound] = []
    for number, index in sorted({place for name in by_name for place in bearers.get(name, ())}):
        entry = next(by_name[name] for name in _names(found.read[number][index]) if name in by_name)
        group = id(found.of[number, index])
        if group in entry_of:
            continue
        entry_of[group] = entry
        if entry in first:
            bound.append((first[entry], (number, index), known[entry].name))
        else:
            first[entry] = (number, index)
    return Told(first, tuple(bound))


def entries_of(told: Told, root_of: Sequence[Sequence[int]]) -> dict[int, int]:
    """Number of an actor → of its entry; of several the first one."""
    entry_of: dict[int, int] = {}
    for entry in sorted(told.first):
        number, index = told.first[entry]
        entry_of.setdefault(root_of[number][index], entry)
    return entry_of


def apart(known: Sequence[Known]) -> frozenset[frozenset[str]]:
    """The names that the curator keeps apart."""
    return frozenset(
        frozenset((mine, theirs))
        for entry in known
        for theirs in entry.not_same_as
        for mine in (entry.name, *entry.aliases)
    )
