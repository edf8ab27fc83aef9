"""Which groups of the corpus are one actor: by compatible names, near names in one context, short forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from build_site.model import ActorKind, Finding, Level
from build_site.stages.resolution.bodies import body_key
from build_site.stages.resolution.groups import Gathered, Group, spellings
from build_site.stages.resolution.personal import conflict, may_be_same, near_given, same_given
from build_site.stages.resolution.roles import agrees, role_of

if TYPE_CHECKING:
    from build_site.lexicon.naming import Naming
    from build_site.model import Analysis

_MOST_IN_BLOCK = 400
"""So many people of one surname are compared by equal first letters of the given name only."""


class Joiner:
    """Joins groups in passes, the surest first; what it doubts it keeps apart and reports."""

    def __init__(
        self, analyses: Sequence[Analysis], found: Gathered, apart: frozenset[frozenset[str]], naming: Naming
    ) -> None:
        self.analyses = analyses
        self.found = found
        self.apart = apart
        self.naming = naming
        self.findings: list[Finding] = []
        self.company: dict[int, frozenset[int]] = {}

    def people(self) -> None:
        """Forms and spellings of full names."""
        by_last: dict[str, list[Group]] = defaultdict(list)
        by_near: dict[tuple[str, str], list[Group]] = defaultdict(list)
        for name, group in self.found.people.items():
            by_last[name.last].append(group)
            by_near[name.given[0], name.surname[:2]].append(group)
        for last in sorted(by_last):
            self._same_surname(by_last[last])
        for key in sorted(by_near):
            self._near_surnames(by_near[key])

    def _same_surname(self, groups: list[Group]) -> None:
        for group in sorted(groups, key=lambda g: g.order):
            others = [g for g in groups if g.root() is not group.root() and self._forms_of_one(group, g)]
            roots = list(dict.fromkeys(g.root() for g in others))
            if len(roots) == 1:
                self._join(group, roots[0], "another form of the name")
            elif len(roots) > 1:
                self._doubt(group, roots)
        for one, other in _pairs(groups):
            a, b = one.name, other.name
            if not a or not b or one.root() is other.root() or a.suffix != b.suffix:
                continue
            if near_given(a.given, b.given, self.naming):
                self._near(one, other)

    def _forms_of_one(self, one: Group, other: Group) -> bool:
        if self._differ(one, other):
            return False
        pairs = [(a, b) for a in one.root().names for b in other.root().names if a.given and b.given]
        if any(a.suffix != b.suffix or conflict(a.given, b.given, self.naming) for a, b in pairs):
            return False
        return any(a.last == b.last and same_given(a.given, b.given, self.naming) for a, b in pairs)

    def _near_surnames(self, groups: list[Group]) -> None:
        for one, other in _pairs(groups):
            a, b = one.name, other.name
            if (
                a
                and b
                and one.root() is not other.root()
                and a.surname != b.surname
                and may_be_same(a, b, self.naming)
            ):
                self._near(one, other)

    def _near(self, one: Group, other: Group) -> None:
        if self._differ(one, other):
            return
        if self._share_context(one.root(), other.root()):
            self._join(one, other, "a near spelling, in the same company or with the same title")
        else:
            self._doubt(one, [other.root()])

    def _differ(self, one: Group, other: Group) -> bool:
        genders = {one.root().gender, other.root().gender}
        if {"m", "f"} <= genders:
            return True
        names = ({*one.root().labels}, {*other.root().labels})
        return (
            any(frozenset((a, b)) in self.apart for a in names[0] for b in names[1]) if self.apart else False
        )

    def _share_context(self, one: Group, other: Group) -> bool:
        roles = other.roles(self.naming)
        if any(
            agrees(mine, role) for mine in one.roles(self.naming) for role in roles if mine.words & role.words
        ):
            return True
        return bool(self._company(one) & self._company(other))

    def _company(self, group: Group) -> frozenset[int]:
        """Who else is named in full in the same articles."""
        key = id(group)
        if key not in self.company:
            self.company[key] = frozenset(
                id(other.root())
                for number in {number for number, _ in group.members}
                for index, entity in enumerate(self.analyses[number].entities)
                if entity.named and entity.kind is ActorKind.PERSON
                if (other := self.found.of[number, index]).root() is not group.root()
                and other.name
                and other.name.given
            )
        return self.company[key]

    def _join(self, one: Group, other: Group, why: str) -> None:
        one.root().absorb(other.root(), why)
        self.company.clear()

    def _doubt(self, group: Group, others: Iterable[Group]) -> None:
        name = best_label(group.root())
        for other in others:
            theirs = best_label(other)
            first, second = sorted((name, theirs), key=lambda n: (-len(n), n))
            path = self.analyses[group.order[0]].article.document.path
            message = (
                f"“{first}” and “{second}” may be one person and are kept apart. "
                "If they are one, add to actors.yml: "
                f'- {{name: "{_quoted(first)}", aliases: ["{_quoted(second)}"]}}'
            )
            self.findings.append(Finding(Level.INFO, "actors-alike", path, message))

    def short_names(self) -> None:
        """One-word names: whose full name of the corpus they can only be."""
        by_last: dict[str, list[Group]] = defaultdict(list)
        for group in self.found.people.values():
            for name in group.names:
                for word in {name.surname, name.last}:
                    if group not in by_last[word]:
                        by_last[word].append(group)
        waiting: dict[tuple[str, str], Group] = {}
        for group in self.found.short:
            word = group.name.surname if group.name else ""
            roots = list(dict.fromkeys(g.root() for g in by_last.get(word, ()) if not self._differ(group, g)))
            fitting = self._by_title(group, roots)
            if len(fitting) == 1:
                self._join(fitting[0], group, f"the only {best_label(fitting[0])} of the corpus it can mean")
                continue
            for title in sorted(group.titles):
                key = (word, title.lower())
                if key in waiting:
                    self._join(waiting[key], group, "the same title and surname in another article")
                waiting.setdefault(key, group)
            if len(fitting) > 1:
                self._doubt_short(group, fitting)

    def _by_title(self, group: Group, roots: list[Group]) -> list[Group]:
        if len(roots) < 2 or not group.titles:
            return roots
        mine = group.roles(self.naming)
        same = [
            r
            for r in roots
            if any(m.nouns & t.nouns & m.words & t.words for m in mine for t in r.roles(self.naming))
        ]
        return same or roots

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
        self.findings.append(Finding(Level.INFO, "surname-of-several", article.path, message))

    def bodies(self) -> None:
        """Short forms that some article spells out, and what is called by its owner."""
        spelt: dict[str, list[Group]] = defaultdict(list)
        for group in self.found.bodies.values():
            for number, index in group.members:
                analysis = self.analyses[number]
                for spelling in set(spellings(analysis, analysis.entities[index])):
                    key = body_key(spelling, self.naming)
                    if group not in spelt[key]:
                        spelt[key].append(group)
        for key in sorted(spelt):
            own = self.found.bodies.get(("body", key))
            full = list(
                dict.fromkeys(g.root() for g in spelt[key] if g.root() is not (own.root() if own else None))
            )
            if own is not None and len(full) == 1 and " " not in key and not self._differ(own, full[0]):
                self._join(full[0], own, f"short form that an article spells out as {best_label(full[0])}")

    def owned(self) -> None:
        """Offices and campaigns, by whose they are."""
        by_owner: dict[tuple[str, int], Group] = {}
        for group, pattern, entity, number in self.found.owned:
            owner = entity.name.removeprefix(pattern.split("{}")[0]).removesuffix(pattern.split("{}")[1])
            names = [e.name for e in self.analyses[number].entities]
            if owner not in names:
                continue
            root = self.found.of[number, names.index(owner)].root()
            key = (pattern, id(root))
            if key in by_owner:
                self._join(by_owner[key], group, "of the same person")
            else:
                by_owner[key] = group
                group.labels.clear()
                group.labels[pattern.format(best_label(root))] = 1

    def roles(self) -> None:
        """Noun phrases of an article that states no title: who of its people bears it elsewhere."""
        for group in self.found.unnamed:
            number, index = group.order
            analysis = self.analyses[number]
            entity = analysis.entities[index]
            if entity.kind is not ActorKind.PERSON or not entity.name.lower().startswith("the "):
                continue
            start, end = analysis.mentions[entity.mentions[0]].head
            role = role_of(entity.name, self.naming, head=analysis.article.text[start:end])
            present = dict.fromkeys(
                self.found.of[number, i].root()
                for i, e in enumerate(analysis.entities)
                if e.named
                and e.kind is ActorKind.PERSON
                and (not e.gender or not entity.gender or e.gender == entity.gender)
            )
            bearers = [
                p
                for p in present
                if any(c > 1 and agrees(role, role_of(t, self.naming)) for t, c in p.titles.items())
            ]
            if len(bearers) == 1:
                self._join(bearers[0], group, f"{best_label(bearers[0])} bears this title in other articles")


def best_label(group: Group) -> str:
    """The name an actor goes by: the full one that most articles use, then the longest, then by alphabet."""
    return min(group.labels, key=lambda n: (" " not in n, -group.labels[n], -len(n), n))


def _pairs(groups: list[Group]) -> Iterable[tuple[Group, Group]]:
    if len(groups) <= _MOST_IN_BLOCK:
        return combinations(sorted(groups, key=lambda g: g.order), 2)
    return ()


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
