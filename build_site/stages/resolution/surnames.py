"""Names of one word in the corpus: whose full name they can only be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from build_site.model import Finding, Level, MentionKind, Reason, Why
from build_site.stages.resolution.groups import Group
from build_site.stages.resolution.joining import Joiner, best_label, quoted
from build_site.stages.resolution.roles import agrees
from build_site.text import fold

_TOLD = 2
"""So many pronouns of the other gender speak against a bearer; one may be another's."""
_LONG = 5
"""Letters of a body's name that is told from an abbreviation."""
_KNOWN = 10
"""Who is named in full in so many articles, and so many times as often as all others of the surname, is whom
an article means that introduces nobody of that name."""


def join_surnames(joiner: Joiner) -> None:
    """Join each to its only bearer, to whom its title tells, or to the one whom everybody names."""
    bearers: dict[str, dict[Group, None]] = defaultdict(dict)
    for group in joiner.found.people.values():
        for name in group.names:
            bearers[name.surname][group] = bearers[name.last][group] = None
    waiting: dict[tuple[str, str], Group] = {}
    for group in joiner.found.short:
        word = group.name.surname if group.name else ""
        roots = list(dict.fromkeys(g.root() for g in bearers.get(word, ()) if not joiner.differ(group, g)))
        roots = [root for root in roots if not _junior(root, roots)]
        if not roots and _is_body(joiner, group, word):
            continue
        fitting = _by_title(joiner, group, roots)
        if len(fitting) == 1 and _can_mean(joiner, group, fitting[0]):
            joiner.join(fitting[0], group, Reason(Why.ONLY_BEARER))
            continue
        known = _best_known(joiner, group, fitting)
        if known is not None:
            _join_known(joiner, group, known)
            continue
        for title in sorted(group.titles):
            key = (word, title.lower())
            if key in waiting:
                joiner.join(waiting[key], group, Reason(Why.TITLED_SURNAME))
            waiting.setdefault(key, group)
        if fitting:
            _doubt(joiner, group, fitting)


def _is_body(joiner: Joiner, group: Group, word: str) -> bool:
    """Join what nothing shows to be a person to the body that other articles spell so."""
    body = joiner.found.bodies.get(("body", word))
    if body is None or len(word) < _LONG or group.titles or group.genders:
        return False
    if _pronouns(joiner, group).keys() & {"m", "f"}:
        return False
    spellings = {label for label in body.root().labels if fold(label) == word}
    if not any(label[1:] != label[1:].lower() for label in spellings):
        return False
    joiner.join(body, group, Reason(Why.BODY_OF_NAME))
    return True


def _pronouns(joiner: Joiner, group: Group) -> Counter[str | None]:
    """The genders of the pronouns that stand for who is so named; one that is a source counts twice."""
    number, index = group.order
    cast = joiner.casts[number]
    found = [m for m in cast.entities[index].mentions if cast.kinds[m] is MentionKind.PRONOUN]
    return Counter(cast.genders[m] for m in (*found, *(m for m in found if m in cast.sources)))


def _articles(root: Group) -> int:
    """In how many articles somebody is named in full."""
    return sum(count for label, count in root.labels.items() if " " in label)


def _best_known(joiner: Joiner, group: Group, roots: Sequence[Group]) -> Group | None:
    """Of several bearers the one whom nearly every article means, where nothing here speaks against it."""
    if len(roots) < 2:
        return None
    counts = sorted(((_articles(root), root) for root in roots), key=lambda c: -c[0])
    most, root = counts[0]
    if most < _KNOWN * max(1, sum(count for count, _ in counts[1:])):
        return None
    told = _pronouns(joiner, group)
    others = sum(told[gender] for gender in ("m", "f") if gender != root.gender)
    return root if others < _TOLD and _can_mean(joiner, group, root) else None


def _join_known(joiner: Joiner, group: Group, root: Group) -> None:
    name, count = best_label(root), _articles(root)
    said = f"is taken for “{name}”, whom {count} articles name in full. If it is somebody else"
    _note(joiner, group, said, "…")
    joiner.join(root, group, Reason(Why.BEST_KNOWN, name, count=count))


def _can_mean(joiner: Joiner, group: Group, root: Group) -> bool:
    """Titles must agree where both have any; where only the short name has one, the company must."""
    borne = [title for title in group.titles if title[0].isupper() and not title.startswith("The ")]
    if not borne or _titled_alike(joiner, group, root):
        return True
    if root.titles:
        mine = [joiner.role(title) for title in sorted(borne)]
        if any(agrees(m, t) for m in mine for t in joiner.roles(root)):
            return True
    return bool(joiner.company_of(group) & joiner.company_of(root))


def _by_title(joiner: Joiner, group: Group, roots: list[Group]) -> list[Group]:
    if len(roots) < 2 or not group.titles:
        return roots
    ranked = sorted(((_titled_alike(joiner, group, root), root) for root in roots), key=lambda r: -r[0])
    if ranked[0][0] >= 3 * max(1, ranked[1][0]):
        return [ranked[0][1]]
    return [root for count, root in ranked if count] or roots


def _titled_alike(joiner: Joiner, group: Group, root: Group) -> int:
    """In how many articles somebody has a title that the group has."""
    mine = joiner.roles(group)
    return sum(
        count
        for title, count in root.titles.items()
        if any(m.nouns & (t := joiner.role(title)).nouns & m.words & t.words for m in mine)
    )


def _doubt(joiner: Joiner, group: Group, roots: Sequence[Group]) -> None:
    names = sorted(best_label(root) for root in roots)
    choice = " or ".join(f"“{name}”" for name in names[:4])
    _note(joiner, group, f"may be {choice} and is kept apart. If it is the first", names[0])


def _note(joiner: Joiner, group: Group, said: str, into: str) -> None:
    article = joiner.casts[group.order[0]]
    word = best_label(group)
    message = (
        f"“{word}” {said}, add to corrections.yml under actors: "
        f'- {{split: "{quoted(word)}", article: "{quoted(article.id)}", into: "{quoted(into)}"}}'
    )
    joiner.notes.append(Finding(Level.INFO, "surname-of-several", article.path, message))


def _junior(group: Group, groups: Sequence[Group]) -> bool:
    """Whether somebody of the same given name goes without the suffix: the bare surname is not the son's."""
    return any(
        not theirs.suffix and theirs.given[:1] == mine.given[:1]
        for mine in group.names
        if mine.suffix
        for other in groups
        if other is not group
        for theirs in other.names
    )
