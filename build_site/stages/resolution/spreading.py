"""Which groups that no personal name tells are one actor: bodies, what people own, noun phrases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from build_site.model import ActorKind, Reason, Why
from build_site.stages.resolution.bodies import body_key
from build_site.stages.resolution.groups import STATED, Group
from build_site.stages.resolution.joining import Joiner, best_label
from build_site.stages.resolution.roles import PAST, Role, agrees, role_of
from build_site.text import fold

_LEADING = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+")
_SHORT = 5
_WHO = re.compile(r"[Tt]he (?:(?![’']s?[ ]).)+")
"""A definite noun phrase without a possessor: whom somebody owns is told by the owner."""


def join_bodies(joiner: Joiner) -> None:
    """Short forms that some article spells out, and what is called by its owner."""
    spelt: dict[str, dict[Group, None]] = defaultdict(dict)
    for group in joiner.found.bodies.values():
        for number, index in group.members:
            for key in joiner.found.read[number][index].bodies:
                spelt[key][group] = None
    for key in sorted(spelt):
        own = joiner.found.bodies.get(("body", key))
        full = list(
            dict.fromkeys(g.root() for g in spelt[key] if g.root() is not (own.root() if own else None))
        )
        if own is None or any(place in joiner.found.parts for place in own.members):
            continue  # one of several of the name
        if len(full) == 1 and " " not in key and not joiner.differ(own, full[0]):
            joiner.join(full[0], own, Reason(Why.SPELT_OUT, best_label(full[0])))


def join_forms(joiner: Joiner) -> None:
    """Forms of one body's name: with and without its state, its firm's ending, a blank or an "of the"."""
    forms: dict[str, dict[Group, None]] = defaultdict(dict)
    states: dict[str, set[str]] = defaultdict(set)
    for key, group in sorted(joiner.found.bodies.items()):
        if len(key) > STATED:
            number, index = group.members[0]
            shared = joiner.found.read[number][index].shared
            forms[f"{shared.form if shared else key[1]}, {key[2]}"][group] = None
        elif key[0] == "body" and not _is_state(key[1], joiner):
            state, plain = _without_state(key[1], joiner)
            form = _plain_form(plain)
            forms[form][group] = None
            states[form].add(state)
    for form, groups in forms.items():
        roots = list(dict.fromkeys(group.root() for group in groups))
        if len(roots) > 1 and len(states[form] - {""}) < 2 and _telling(form, joiner):
            for other in roots[1:]:
                if not joiner.differ(roots[0], other):
                    joiner.join(roots[0], other, Reason(Why.ANOTHER_FORM, best_label(roots[0])))


def _telling(form: str, joiner: Joiner) -> bool:
    """Whether a form is a name by itself: of several words, or a body's that is known."""
    return " " in form or form.title() in joiner.naming.institutions


def _is_state(key: str, joiner: Joiner) -> bool:
    return key in joiner.naming.states or fold(joiner.naming.countries.get(key.title(), "")) == key


def _without_state(key: str, joiner: Joiner) -> tuple[str, str]:
    """A name without the state it begins with: "united states supreme court", "u.s. supreme court"."""
    for prefix in ("united states", "us", "u.s.", "american", "united kingdom", "uk", "british"):
        if key.startswith(f"{prefix} ") and key.count(" ") > prefix.count(" "):
            state = "us" if prefix[0] in "ua" and "kingdom" not in prefix and prefix != "uk" else "uk"
            return state, key.removeprefix(f"{prefix} ")
    first, _, rest = key.partition(" ")
    if rest and first.title() in joiner.naming.demonyms and " " in rest:
        return fold(joiner.naming.demonyms[first.title()] or first), rest
    return "", key


def _plain_form(key: str) -> str:
    """One key for "department of the treasury" and "treasury department", "acme" and "acme inc"."""
    words = [word for word in key.replace("&", "and").split() if word != "the"]
    if len(words) > 2 and words[1] == "of" and words[0] in {"department", "ministry", "bureau"}:
        return " ".join((*words[2:], words[0]))
    return " ".join(words)


def join_owned(joiner: Joiner) -> None:
    """Offices and campaigns, by whose they are; each goes by words that stand in a text."""
    by_owner: dict[tuple[str, int], Group] = {}
    by_words: dict[str, Group] = {}
    told: dict[str, dict[int, Group]] = defaultdict(dict)
    for group, pattern, entity, number in joiner.found.owned:
        before, after = pattern.split("{}")
        owner = entity.name.removeprefix(before).removesuffix(after)
        names = [e.name for e in joiner.casts[number].entities]
        root = joiner.found.of[number, names.index(owner)].root() if owner in names else None
        if root is None and before:
            joiner.found.bodies.setdefault(("body", body_key(entity.name, joiner.naming)), group)
            continue
        known = by_owner.get((pattern, id(root))) if root else by_words.get(fold(entity.name))
        group.spelt = group.spelt | _spelt(joiner, group, after.strip())
        if known is not None:
            joiner.join(known, group, Reason(Why.SAME_OWNER))
            known = known.root()
        else:
            known = group
            group.labels = Counter()
        if root is not None:
            by_owner[pattern, id(root)] = told[fold(entity.name)][id(root)] = known
        else:
            by_words.setdefault(fold(entity.name), known)
        _label_owned(known, best_label(root) if root else owner, before, after)
    for words, group in by_words.items():
        owned = list(told[words].values()) if words in told else []
        if len(owned) == 1:
            _join_named(joiner, owned[0], group)
    _join_camps(joiner, by_owner)
    _join_called(joiner, by_owner)


def _join_camps(joiner: Joiner, by_owner: dict[tuple[str, int], Group]) -> None:
    """A candidate's camp and team are his campaign, where articles speak of one."""
    for (pattern, owner), group in sorted(by_owner.items(), key=lambda item: item[1].order):
        campaign = by_owner.get(("{} campaign", owner)) if pattern in {"{} camp", "{} team"} else None
        if campaign is not None:
            _join_named(joiner, campaign, group)


def _join_named(joiner: Joiner, known: Group, other: Group) -> None:
    """Join what is owned by one, under the name that the first goes by."""
    labels = known.root().labels.copy()
    joiner.join(known, other, Reason(Why.SAME_OWNER))
    known.root().labels = labels


def _spelt(joiner: Joiner, group: Group, noun: str) -> set[str]:
    """What the body is called with its owner's name, as articles spell it ("Brandt campaign")."""
    found = set()
    for number, index in group.members:
        cast = joiner.casts[number]
        for line in (cast.words[m] for m in cast.entities[index].mentions):
            words = _LEADING.sub("", line)
            if noun and words.endswith(f" {noun}") and words[:1].isupper() and len(words.split()) < _SHORT:
                found.add(words)
    return found


def _label_owned(group: Group, owner: str, before: str, after: str) -> None:
    """The shortest spelling without a possessor's mark; where no text has one, the owner's."""
    plain = [s for s in group.spelt if "’s " not in s and "'s " not in s]
    made = f"{owner}’s {before.removesuffix(' of ').lower() or after.strip()}"
    group.labels = Counter((min(plain, key=lambda s: (len(s), s.swapcase()), default=made),))


def _join_called(joiner: Joiner, by_owner: dict[tuple[str, int], Group]) -> None:
    """The body that others call by its owner's surname alone is the one that is called by his full name."""
    owners = {id(g.root()): g.root() for g in joiner.found.people.values()}
    called: dict[str, list[Group]] = defaultdict(list)
    for (pattern, owner), group in by_owner.items():
        person = owners.get(owner)
        for name in person.names if person else ():
            called[body_key(pattern.format(name.surname), joiner.naming)].append(group.root())
    for key, groups in sorted(called.items()):
        body = joiner.found.bodies.get(("body", key))
        if body is not None and len(set(map(id, groups))) == 1:
            _join_named(joiner, groups[0], body)


def join_roles(joiner: Joiner) -> None:
    """Noun phrases of an article that states no title: who of its people bears it elsewhere."""
    for group in joiner.found.unnamed:
        number, index = group.order
        cast = joiner.casts[number]
        entity = cast.entities[index]
        if entity.kind is not ActorKind.PERSON or not _WHO.fullmatch(entity.name):
            continue
        role = role_of(entity.name, joiner.naming, head=cast.heads[entity.mentions[0]])
        present = dict.fromkeys(
            joiner.found.of[number, i].root()
            for i, e in enumerate(cast.entities)
            if e.named
            and e.kind is ActorKind.PERSON
            and (not e.gender or not entity.gender or e.gender == entity.gender)
            and _may_bear(joiner, e.titles, role)
        )
        told = frozenset(word for word in entity.name.split()[1:] if word.islower()) - role.nouns - PAST
        bearers = [
            person
            for person in present
            if any(
                (count > 1 or entity.name[4:].lower() == title.lower().removeprefix("the "))
                and agrees(role, joiner.role(title))
                and told <= joiner.role(title).words
                for title, count in person.titles.items()
            )
        ]
        if len(bearers) == 1:
            group.labels = Counter()
            joiner.join(bearers[0], group, Reason(Why.TITLE_ELSEWHERE, best_label(bearers[0])))


def _may_bear(joiner: Joiner, titles: Sequence[str], role: Role) -> bool:
    """Whether an article tells nothing of somebody, or what goes with a role, that he bears elsewhere.

    A role passes from one to another: the opposition leader of one day is not yet the mayor.
    """
    known = [joiner.role(title) for title in titles]
    return not any(title.nouns for title in known) or any(agrees(role, title) for title in known)
