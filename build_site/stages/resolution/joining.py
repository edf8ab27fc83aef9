"""Which people of the corpus are one actor: by compatible full names, and near names in one context."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from build_site.lexicon.naming import Naming
from build_site.model import ActorKind, Finding, Level, Reason, Why
from build_site.stages.resolution.groups import Cast, Gathered, Group
from build_site.stages.resolution.personal import PersonName, conflict, may_be_same, near_keys, same_given
from build_site.stages.resolution.roles import Role, agrees, role_of

_MANY, _NEAREST = 128, 48
"""Of more full names than these with one surname and one beginning, each is compared with its neighbours."""
_RARE = 20
_RARE_SHARE = 0.05
"""Who is named in more articles than these tells nothing of who shares his company."""


Key = tuple[str, str]
"""What two full names share that may be forms of one."""


class Joiner:
    """Joins groups in passes, the surest first; what it doubts it keeps apart and reports."""

    def __init__(
        self, casts: Sequence[Cast], found: Gathered, apart: frozenset[frozenset[str]], naming: Naming
    ) -> None:
        self.casts = casts
        self.found = found
        self.apart = apart
        self.naming = naming
        self.doubts: list[tuple[Group, Group]] = []
        self.notes: list[Finding] = []
        self.company: dict[int, frozenset[int]] = {}
        self.known_roles: dict[str, Role] = {}
        self.named_in: dict[int, tuple[Group, ...]] = {}
        """By number of an article: whom it names in full."""
        self.near: dict[Group, tuple[Group, ...]] = {}
        """Of each in turn whose names may be forms of his: that does not change while groups are joined."""

    def role(self, title: str) -> Role:
        """A title taken apart, once."""
        if title not in self.known_roles:
            self.known_roles[title] = role_of(title, self.naming)
        return self.known_roles[title]

    def roles(self, group: Group) -> list[Role]:
        """All titles of a group, taken apart."""
        return [self.role(title) for title in sorted(group.titles)]

    # --- full names

    def people(self) -> None:
        """Forms of full names with the same first name, then what needs a context: spellings, suffixes."""
        self.near = dict(sorted(self._met(), key=lambda one: one[0].order))
        self._forms()
        self._spellings()
        self._suffixes()

    def _met(self) -> Iterator[tuple[Group, tuple[Group, ...]]]:
        """Each with all of other names that stand on a shelf with him; most stand there alone."""
        shelves: dict[Key, list[Group]] = defaultdict(list)
        keys: dict[Group, list[Key]] = defaultdict(list)
        for name, group in self.found.people.items():
            for key in _keys(name, self.naming):
                shelves[key].append(group)
        places: dict[Key, dict[Group, int]] = {}
        for key, shelf in shelves.items():
            if len(shelf) > 1:
                for group in shelf:
                    keys[group].append(key)
            if len(shelf) > _MANY:
                shelf.sort(key=self._spelling)
                places[key] = {group: place for place, group in enumerate(shelf)}
        for group, own in keys.items():
            single = group.name is not None and len(group.name.given[0]) == 1
            near: dict[Group, None] = {}
            for key in own:
                shelf = shelves[key]
                if single or len(key[1]) > 1 or len(shelf) < _RARE:
                    at = places[key][group] if key in places else 0
                    around = shelf[max(0, at - _NEAREST) : at + _NEAREST + 1] if key in places else shelf
                    near.update(dict.fromkeys(around))
            yield group, tuple(near)

    def _spelling(self, group: Group) -> tuple[str, ...]:
        """What near forms of a name begin with alike."""
        given = group.name.given if group.name else ()
        return tuple(self.naming.nicknames.get(word, (word,))[0] for word in given)

    def _near_by(self, group: Group) -> Iterable[Group]:
        root = group.root()
        return (g for g in self.near[group] if g.root() is not root)

    def _forms(self) -> None:
        """Join what differs in the middle only, but for a name that two others could be which are not one."""
        forms = {
            group: [other for other in self._near_by(group) if self._forms_of_one(group, other)]
            for group in self.near
        }
        odd = _at_odds(forms)
        for group, others in forms.items():
            for other in others:
                if group not in odd and other not in odd:
                    self.join(group, other, Reason(Why.FORM_ELSEWHERE))
                else:
                    self.doubts.append((group, other))

    def _forms_of_one(self, one: Group, other: Group) -> bool:
        """Whether names differ in what stands between the same first name and surname only."""
        if self.differ(one, other):
            return False
        pairs = [(a, b) for a in one.names for b in other.names if a.given and b.given]
        if not any(a.surname[-2:] == b.surname[-2:] and a.last == b.last for a, b in pairs):
            return False  # as of nearly all: told before anything dearer is looked at
        if any(a.suffix != b.suffix or conflict(a.given, b.given, self.naming) for a, b in pairs):
            return False
        return any(
            a.last == b.last and a.given[0] == b.given[0] and same_given(a.given, b.given, self.naming)
            for a, b in pairs
        )

    def _spellings(self) -> None:
        """Join what is spelt nearly alike and shares a context, where no two are near that are apart."""
        alike: dict[Group, dict[Group, None]] = defaultdict(dict)
        for group in self.near:
            near_by = self._near_by(group)
            alike[group.root()].update((o.root(), None) for o in near_by if self._may_be_same(group, o))
        near = {r: [o for o in others if self._share_context(r, o)] for r, others in alike.items()}
        odd = _at_odds(near)
        for root, others in alike.items():
            for other in others:
                if other in near[root] and root not in odd and other not in odd:
                    self.join(root, other, Reason(Why.NEAR_SPELLING))
                else:
                    self.doubts.append((root, other))

    def _may_be_same(self, one: Group, other: Group) -> bool:
        if not one.name or not other.name or self.differ(one, other):
            return False
        return may_be_same(one.name, other.name, self.naming)

    def _suffixes(self) -> None:
        """Join a name with "Jr." to the same without, where the title is one and no article has both."""
        for group in self.near:
            if not group.name or not group.name.suffix:
                continue
            plain = replace(group.name, suffix="")
            found = dict.fromkeys(
                other.root()
                for other in self._near_by(group)
                if other.name and not other.name.suffix and may_be_same(plain, other.name, self.naming)
            )
            alike = [other for other in found if not self._meet(group, other)]
            near = [other for other in alike if self._title_shared(group, other)]
            for other in alike:
                if len(near) == 1 and other is near[0] and not self.differ(group, other):
                    self.join(group, other, Reason(Why.WITHOUT_SUFFIX))
                else:
                    self.doubts.append((group, other))

    @staticmethod
    def _meet(one: Group, other: Group) -> bool:
        """Whether an article names both."""
        articles = {number for number, _ in one.root().members}
        return any(number in articles for number, _ in other.root().members)

    def differ(self, one: Group, other: Group) -> bool:
        """Whether gender or the curator keeps two groups apart."""
        if {"m", "f"} <= {one.root().gender, other.root().gender}:
            return True
        if not self.apart:
            return False
        pairs = ((a, b) for a in one.root().labels for b in other.root().labels)
        return any(frozenset(pair) in self.apart for pair in pairs)

    def _share_context(self, one: Group, other: Group) -> bool:
        return self._title_shared(one, other) or bool(self.company_of(one) & self.company_of(other))

    def _title_shared(self, one: Group, other: Group) -> bool:
        roles = self.roles(other.root())
        mine = self.roles(one.root())
        return any(agrees(m, role) for m in mine for role in roles if m.nouns & m.words & role.words)

    def company_of(self, group: Group) -> frozenset[int]:
        """Who else is named in full in the same articles, but for those whom every article names."""
        root = group.root()
        if id(root) not in self.company:
            most = max(_RARE, int(_RARE_SHARE * len(self.casts)))
            own = {id(self.found.of[place]) for place in root.members}
            others = {g: None for number, _ in root.members for g in self._named_in(number)}
            self.company[id(root)] = frozenset(
                id(g) for g in others if id(g) not in own and len(g.root().members) <= most
            )
        return self.company[id(root)]

    def _named_in(self, number: int) -> tuple[Group, ...]:
        if number not in self.named_in:
            self.named_in[number] = tuple(
                self.found.of[number, index]
                for index, entity in enumerate(self.casts[number].entities)
                if entity.named and entity.kind is ActorKind.PERSON and " " in entity.name
            )
        return self.named_in[number]

    def join(self, one: Group, other: Group, why: Reason) -> None:
        """Make one of two groups."""
        for root in (one.root(), other.root()):
            self.company.pop(id(root), None)
        one.root().absorb(other.root(), why)

    def findings(self) -> list[Finding]:
        """What is still in doubt, each pair once."""
        seen: set[frozenset[int]] = set()
        found = []
        for one, other in self.doubts:
            pair = frozenset((id(one.root()), id(other.root())))
            if len(pair) > 1 and pair not in seen:
                seen.add(pair)
                found.append(self._doubt(one, other))
        return found + self.notes

    def _doubt(self, one: Group, other: Group) -> Finding:
        names = best_label(one.root()), best_label(other.root())
        first, second = sorted(names, key=lambda n: (-len(n), n))
        return Finding(
            Level.INFO,
            "actors-alike",
            self.casts[one.order[0]].path,
            f"“{first}” and “{second}” may be one person and are kept apart. "
            "If they are one, add to actors.yml: "
            f'- {{name: "{quoted(first)}", aliases: ["{quoted(second)}"]}}',
        )


@lru_cache(maxsize=1 << 16)
def _keys(name: PersonName, naming: Naming) -> tuple[Key, ...]:
    """Where a name may meet a form of itself: surname and beginnings of given names; near surnames."""
    keys = []
    for given in name.given[:2]:
        keys += [(name.last, form[:2]) for form in (given, *naming.nicknames.get(given, ()))]
        keys.append((name.last, given[:1]))
    return tuple(dict.fromkeys((*keys, *near_keys(name))))


_NUMBERED = re.compile(r" (?:[IVX]+|\d+)$")


def best_label(group: Group) -> str:
    """The name an actor goes by: the full one that most articles use, then the longest, then by alphabet.

    A body that most call by the end of a longer name ("the Congress" of "the Ruritanian Congress") keeps it;
    so does a maker whose thing has a number ("Harbour II").
    """
    labels = group.labels
    longer: set[str] = set()
    if group.kind is not ActorKind.PERSON:
        longer = {n for n in labels for end in labels if n.endswith(f" {end}") and labels[end] > labels[n]}
        longer |= {n for n in labels if _NUMBERED.search(n) and _NUMBERED.sub("", n) in labels}
    return min(labels, key=lambda n: (n in longer, " " not in n and not longer, -labels[n], -len(n), n))


def _at_odds(near: dict[Group, list[Group]]) -> set[Group]:
    """The groups of which not all that are near are near to each other as well."""
    sets = {group: frozenset(others) for group, others in near.items()}
    none: frozenset[Group] = frozenset()
    return {
        group
        for group, others in near.items()
        if not all(other in sets.get(one, none) for one, other in combinations(others, 2))
    }


def quoted(text: str) -> str:
    """Words as they stand between quotation marks in YAML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
