"""Which groups of the corpus are one actor: by compatible names, near names in one context, short forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from build_site.model import ActorKind, Finding, Level
from build_site.stages.resolution.groups import Gathered, Group
from build_site.stages.resolution.personal import PersonName, conflict, may_be_same, near_keys, same_given
from build_site.stages.resolution.roles import Role, agrees, role_of

if TYPE_CHECKING:
    from build_site.lexicon.naming import Naming
    from build_site.model import Analysis

_RARE = 20
_RARE_SHARE = 0.05
"""Who is named in more articles than these tells nothing of who shares his company."""


class Joiner:
    """Joins groups in passes, the surest first; what it doubts it keeps apart and reports."""

    def __init__(
        self, analyses: Sequence[Analysis], found: Gathered, apart: frozenset[frozenset[str]], naming: Naming
    ) -> None:
        self.analyses = analyses
        self.found = found
        self.apart = apart
        self.naming = naming
        self.doubts: list[tuple[Group, Group]] = []
        self.notes: list[Finding] = []
        self.company: dict[int, frozenset[int]] = {}
        self.known_roles: dict[str, Role] = {}

    def role(self, title: str) -> Role:
        """A title taken apart, once."""
        if title not in self.known_roles:
            self.known_roles[title] = role_of(title, self.naming)
        return self.known_roles[title]

    def _roles(self, group: Group) -> list[Role]:
        return [self.role(title) for title in sorted(group.titles)]

    # --- full names

    def people(self) -> None:
        """Forms of full names with the same first name, then spellings, which need a context."""
        shelves = self._shelves()
        self._forms(shelves)
        self._spellings(shelves)

    def _shelves(self) -> dict[tuple[str, str], list[Group]]:
        shelves: dict[tuple[str, str], list[Group]] = defaultdict(list)
        for name, group in self.found.people.items():
            for key in dict.fromkeys(self._keys(name)):
                shelves[key].append(group)
        return shelves

    def _keys(self, name: PersonName) -> Iterable[tuple[str, str]]:
        """Where a name may meet a form of itself: surname and beginnings of given names; near surnames."""
        for given in name.given[:2]:
            full = self.naming.nicknames.get(given, given)
            yield from ((name.last, full[:2]), (name.last, given[:2]), (name.last, given[:1]))
        yield from near_keys(name)

    def _near_by(self, group: Group, shelves: dict[tuple[str, str], list[Group]]) -> Iterable[Group]:
        name = group.name
        if name is None:
            return ()
        single = len(name.given[0]) == 1
        keys = (key for key in self._keys(name) if single or len(key[1]) > 1 or len(shelves[key]) < _RARE)
        near = (other for key in dict.fromkeys(keys) for other in shelves[key])
        return (g for g in dict.fromkeys(near) if g.root() is not group.root())

    def _forms(self, shelves: dict[tuple[str, str], list[Group]]) -> None:
        """Join what differs in the middle only, but for a name that two others could be which are not one."""
        forms = {
            group: [other for other in self._near_by(group, shelves) if self._forms_of_one(group, other)]
            for group in self._people()
        }
        for group, others in forms.items():
            for other in others:
                if _agree(group, forms) and _agree(other, forms):
                    self.join(group, other, "another form of the name")
                else:
                    self.doubts.append((group, other))

    def _people(self) -> list[Group]:
        return sorted(dict.fromkeys(self.found.people.values()), key=lambda g: g.order)

    def _forms_of_one(self, one: Group, other: Group) -> bool:
        """Whether names differ in what stands between the same first name and surname only."""
        if self.differ(one, other):
            return False
        pairs = [(a, b) for a in one.names for b in other.names if a.given and b.given]
        if any(a.suffix != b.suffix or conflict(a.given, b.given, self.naming) for a, b in pairs):
            return False
        return any(
            a.last == b.last and a.given[0] == b.given[0] and same_given(a.given, b.given, self.naming)
            for a, b in pairs
        )

    def _spellings(self, shelves: dict[tuple[str, str], list[Group]]) -> None:
        """Join what is spelt nearly alike and shares a context, where no two are near that are apart."""
        alike: dict[Group, dict[Group, None]] = defaultdict(dict)
        for group in self._people():
            near_by = self._near_by(group, shelves)
            alike[group.root()].update((o.root(), None) for o in near_by if self._may_be_same(group, o))
        near = {r: [o for o in others if self._share_context(r, o)] for r, others in alike.items()}
        for root, others in alike.items():
            for other in others:
                if other in near[root] and _agree(root, near) and _agree(other, near):
                    self.join(root, other, "a near spelling, in the same company or with the same title")
                else:
                    self.doubts.append((root, other))

    def _may_be_same(self, one: Group, other: Group) -> bool:
        if not one.name or not other.name or self.differ(one, other):
            return False
        return may_be_same(one.name, other.name, self.naming)

    def differ(self, one: Group, other: Group) -> bool:
        """Whether gender or the curator keeps two groups apart."""
        if {"m", "f"} <= {one.root().gender, other.root().gender}:
            return True
        if not self.apart:
            return False
        pairs = ((a, b) for a in one.root().labels for b in other.root().labels)
        return any(frozenset(pair) in self.apart for pair in pairs)

    def _share_context(self, one: Group, other: Group) -> bool:
        roles = self._roles(other)
        mine = self._roles(one)
        if any(agrees(m, role) for m in mine for role in roles if m.nouns & m.words & role.words):
            return True
        return bool(self._company(one) & self._company(other))

    def _company(self, group: Group) -> frozenset[int]:
        """Who else is named in full in the same articles, but for those whom every article names."""
        root = group.root()
        if id(root) not in self.company:
            most = max(_RARE, int(_RARE_SHARE * len(self.analyses)))
            own = {id(self.found.of[place]) for place in root.members}
            others = (
                self.found.of[number, index]
                for number in sorted({number for number, _ in root.members})
                for index, entity in enumerate(self.analyses[number].entities)
                if entity.named and entity.kind is ActorKind.PERSON and " " in entity.name
            )
            self.company[id(root)] = frozenset(
                id(g) for g in others if id(g) not in own and len(g.root().members) <= most
            )
        return self.company[id(root)]

    def join(self, one: Group, other: Group, why: str) -> None:
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
            self.analyses[one.order[0]].article.document.path,
            f"“{first}” and “{second}” may be one person and are kept apart. "
            "If they are one, add to actors.yml: "
            f'- {{name: "{_quoted(first)}", aliases: ["{_quoted(second)}"]}}',
        )

    # --- one-word names

    def short_names(self) -> None:
        """One-word names: whose full name of the corpus they can only be."""
        bearers: dict[str, dict[Group, None]] = defaultdict(dict)
        for group in self.found.people.values():
            for name in group.names:
                bearers[name.surname][group] = bearers[name.last][group] = None
        waiting: dict[tuple[str, str], Group] = {}
        for group in self.found.short:
            word = group.name.surname if group.name else ""
            roots = list(dict.fromkeys(g.root() for g in bearers.get(word, ()) if not self.differ(group, g)))
            roots = [root for root in roots if not _junior(root, roots)]
            fitting = self._by_title(group, roots)
            if len(fitting) == 1 and self._can_mean(group, fitting[0]):
                self.join(fitting[0], group, "nobody else in the corpus bears the name")
                continue
            for title in sorted(group.titles):
                key = (word, title.lower())
                if key in waiting:
                    self.join(waiting[key], group, "the same title and surname in another article")
                waiting.setdefault(key, group)
            if fitting:
                self._doubt_short(group, fitting)

    def _can_mean(self, group: Group, root: Group) -> bool:
        """Titles must agree where both have any; where only the short name has one, the company must."""
        borne = [title for title in group.titles if title[0].isupper() and not title.startswith("The ")]
        if not borne or self._titled_alike(group, root):
            return True
        if root.titles:
            mine = [self.role(title) for title in sorted(borne)]
            if any(agrees(m, t) for m in mine for t in self._roles(root)):
                return True
        return bool(self._company(group) & self._company(root))

    def _by_title(self, group: Group, roots: list[Group]) -> list[Group]:
        if len(roots) < 2 or not group.titles:
            return roots
        ranked = sorted(((self._titled_alike(group, root), root) for root in roots), key=lambda r: -r[0])
        if ranked[0][0] >= 3 * max(1, ranked[1][0]):
            return [ranked[0][1]]
        return [root for count, root in ranked if count] or roots

    def _titled_alike(self, group: Group, root: Group) -> int:
        """In how many articles somebody has a title that the group has."""
        mine = self._roles(group)
        return sum(
            count
            for title, count in root.titles.items()
            if any(m.nouns & (t := self.role(title)).nouns & m.words & t.words for m in mine)
        )

    def _doubt_short(self, group: Group, roots: Sequence[Group]) -> None:
        article = self.analyses[group.order[0]].article.document
        names = sorted(best_label(root) for root in roots)
        word = best_label(group)
        choice = " or ".join(f"“{name}”" for name in names[:4])
        message = (
            f"“{word}” may be {choice} and is kept apart. "
            "If it is the first, add to corrections.yml under actors: "
            f'- {{split: "{_quoted(word)}", article: "{_quoted(article.id)}", into: "{_quoted(names[0])}"}}'
        )
        self.notes.append(Finding(Level.INFO, "surname-of-several", article.path, message))


def best_label(group: Group) -> str:
    """The name an actor goes by: the full one that most articles use, then the longest, then by alphabet."""
    return min(group.labels, key=lambda n: (" " not in n, -group.labels[n], -len(n), n))


def _agree(group: Group, near: dict[Group, list[Group]]) -> bool:
    """Whether all that are near to a group are near to each other as well."""
    others = near.get(group, [])
    return all(other in near.get(one, ()) for one, other in combinations(others, 2))


def _junior(group: Group, groups: Sequence[Group]) -> bool:
    """Whether somebody of the same given name goes without the suffix: the bare surname is not the son's."""
    return any(
        mine.suffix and not theirs.suffix and theirs.given[:1] == mine.given[:1]
        for mine in group.names
        for other in groups
        if other is not group
        for theirs in other.names
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
