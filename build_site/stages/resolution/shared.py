"""Bodies of a name that many states' bodies have ("Air Force", "Parliament"): whose an article speaks of.

Where articles tell it of several states, they are several bodies: of the state whose name stands with the
body's, or else of the one that the corpus tells it of most. Where it tells none most, an article's is of the
state that the article names often.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_site.lexicon.naming import Naming
from build_site.model import Analysis, Entity, MentionKind
from build_site.text import fold

_NAME = r"[A-Z][\w.-]*(?: [A-Z][\w.-]*)?"
_OWNER = re.compile(rf"({_NAME})(?:[’']s?)? $|\b(state)(?:[’']s)? $")
"""Whose it is, before a name: "Norway’s Parliament", "the state Senate"."""
_OF = re.compile(rf" of (?:the )?({_NAME})")
_WORD = re.compile(r"\b([A-Z][\w.-]*)(?= ([A-Z][\w-]*)|)")
_FAR = 40
"""So many characters before a name are read for whose it is."""
_OFTEN = 3
"""A state that is named so often is told of."""
_MUCH = 0.5
"""A state that is named half as often as the first one, or more, may be the one whose body is meant."""
_HALF = 0.5
_MOST = 0.8
"""Where so many of the articles may tell it of one state, that one is meant unless another is told."""
_STATE = "state"


@dataclass(frozen=True, slots=True)
class Shared:
    """A body of such a name in one article."""

    form: str
    """The name without a state, as it is compared."""
    state: str = ""
    """The state that stands with it …"""
    called: str = ""
    """… and both in the article's words."""
    around: tuple[tuple[str, int], ...] = ()
    """The states that the article names, and how often, most often first."""


Parts = dict[tuple[int, int], tuple[str, bool]]
"""By place: the state whose body is meant, and whether it is the one that the corpus tells most of."""


def shared_bodies(analysis: Analysis, naming: Naming) -> Mapping[int, Shared]:
    """The bodies of shared names in an article, by their numbers."""
    found = {}
    around: tuple[tuple[str, int], ...] | None = None
    ends = {name.rpartition(" ")[2] for name in naming.shared_bodies}
    for index, entity in enumerate(analysis.entities):
        may_be = entity.name.rpartition(" ")[2].lower() in ends or " of " in entity.name
        if not (may_be and entity.named):
            continue
        if form := _form(_stateless(entity.name, naming)[1], naming):
            around = _around(analysis.article.text, naming) if around is None else around
            state, called = _told(analysis, entity, naming)
            found[index] = Shared(form, state, called, around)
    return found


def parted(found: Iterable[tuple[tuple[int, int], Shared]]) -> Parts:
    """The bodies whose names are told of several states, each with its own."""
    by_form: dict[str, dict[tuple[int, int], Shared]] = defaultdict(dict)
    for place, one in found:
        by_form[one.form][place] = one
    result: Parts = {}
    for bodies in by_form.values():
        home, share = _home(bodies.values())
        states = {place: _whose(one, home, share) for place, one in bodies.items()}
        if len(set(states.values())) > 1:
            result |= {place: (state, state == home) for place, state in states.items()}
    return result


def _home(bodies: Collection[Shared]) -> tuple[str, float]:
    """The state of which more than half of the articles may tell the bare name, and their share.

    Those that name no state have no voice; where there are no others, those have that tell it with a state.
    """
    counted: Counter[str] = Counter()
    named: Counter[str] = Counter()
    bare = [dict(one.around) for one in bodies if one.around and not one.state]
    telling = bare or [{one.state: 1} for one in bodies if one.state]
    for around in telling:
        named.update(around)
        most = max(around.values())
        counted.update(state for state, times in around.items() if times >= most * _MUCH)
    best = min(counted, key=lambda state: (-counted[state], -named[state], state), default="")
    share = counted[best] / max(len(telling), 1)
    return (best, share) if share > _HALF else ("", 0)


def _whose(one: Shared, home: str, share: float) -> str:
    if one.state:
        return one.state
    if not one.around or share > _MOST or home in dict(one.around):
        return home
    state, count = one.around[0]
    return state if count >= _OFTEN else home


def _form(name: str, naming: Naming) -> str:
    """The name as it is compared, if many states' bodies have it, else ''."""
    words = fold(name).replace(".", "").removeprefix("the ").split()
    if len(words) > 2 and words[1] == "of" and words[0] == "ministry":
        words = [*words[2:], words[0]]
    form = " ".join(words)
    ends = len(words) > 1 and naming.shared_bodies.get(words[-1]) == "head"
    return form if ends or naming.shared_bodies.get(form) == "" else ""


def _stateless(name: str, naming: Naming) -> tuple[str, str]:
    """The state that a name begins with, or '', and the rest."""
    words = name.removeprefix("The ").removeprefix("the ").split()
    for length in (3, 2, 1):
        begins = " ".join(words[:length])
        if len(words) > length and (state := _state(begins, naming)):
            return state, " ".join(words[length:])
    return "", " ".join(words)


def _state(name: str, naming: Naming) -> str:
    return naming.state_of.get(name) or (name if name in naming.places else "")


def _country(name: str, naming: Naming) -> str:
    return naming.state_of.get(name, "")


def _told(analysis: Analysis, entity: Entity, naming: Naming) -> tuple[str, str]:
    """The state that first stands with a name of the body, and the two in the article's words."""
    text = analysis.article.text
    for mention in (analysis.mentions[number] for number in entity.mentions):
        if mention.kind is not MentionKind.NAME:
            continue
        for state, start, end in _around_name(text, *mention.head, naming):
            called = " ".join(text[start:end].split())
            # One of a land's own states: which one stands elsewhere, and is no other article's.
            return state if state != _STATE else f"{_STATE} {analysis.article.document.id}", called
    return "", ""


def _around_name(text: str, start: int, end: int, naming: Naming) -> Iterator[tuple[str, int, int]]:
    """States in a name, before it and behind it, each with where the two begin and end."""
    inside, _ = _stateless(" ".join(text[start:end].split()), naming)
    if inside:
        yield inside, start, end
    # "Ohio’s Senate race" is for a seat in another body.
    known = _state if " " in text[start:end] else _country
    if before := _OWNER.search(text, max(0, start - _FAR), start):
        if before[2]:
            yield _STATE, before.start(2), end
        for owner in (before[1], before[1].rpartition(" ")[2]) if before[1] else ():
            if state := known(owner, naming):
                yield state, before.end(1) - len(owner), end
    if behind := _OF.match(text, end):
        for length in (behind[1], behind[1].partition(" ")[0]):
            if state := known(length, naming):
                yield state, start, behind.start(1) + len(length)


def _around(text: str, naming: Naming) -> tuple[tuple[str, int], ...]:
    """The states that an article names."""
    counted: Counter[str] = Counter()
    known = naming.state_of
    for word, behind in _WORD.findall(text):
        if state := known.get(word) or known.get(f"{word} {behind}") or known.get(word.rstrip(".")):
            counted[state] += 1
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
