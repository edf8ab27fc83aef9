"""Names of organisations, offices and states in one article, with their short forms."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from build_site.lexicon.naming import Naming
from build_site.model import ActorKind, MentionKind, Reason, Why
from build_site.stages.resolution.drafts import Desk, Draft
from build_site.text import fold

_SMALL = frozenset({"of", "the", "for", "and", "&", "to", "in", "on"})
_ACRONYM = re.compile(r"[a-z]{2,7}")
_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.OFFICE})


def body_key(name: str, naming: Naming) -> str:
    """A body's name as it is compared: short forms spelt out, without article, points and case."""
    plain = " ".join(name.split()).removeprefix("The ").removeprefix("the ")
    spelt = naming.short_forms.get(plain) or naming.countries.get(plain) or plain
    return fold(spelt).replace(".", "").removeprefix("the ")


def name_bodies(desk: Desk) -> None:
    """Assign every name of a body."""
    by_key: dict[str, Draft] = {}
    keys: dict[str, str] = {}
    for index, mention in enumerate(desk.mentions):
        if mention.kind is not MentionKind.NAME or mention.actor_kind not in _BODIES:
            continue
        head = desk.head(index)
        key = keys.get(head) or keys.setdefault(head, body_key(head, desk.naming))
        draft = by_key.get(key)
        why = Reason(Why.SAME_NAME)
        if draft is None:
            draft = desk.new(mention.actor_kind, named=True, index=index)
            draft.gender = "n"
            by_key[key] = draft
            why = Reason(Why.NAMED_IN_FULL)
        elif head not in draft.spellings:
            why = Reason(Why.ANOTHER_FORM, draft.name())
        draft.spellings[head] += 1
        desk.assign(index, draft, why)
    _join_bracketed(desk)
    _join_short_forms(desk, {key: draft for key, draft in by_key.items() if draft.mentions})
    by_key = {key: draft for key, draft in by_key.items() if draft.mentions}
    for key, draft in by_key.items():
        desk.bodies.update((spelling.lower(), draft) for spelling in draft.spellings)
        words = key.split(" ")
        if words[-1] in desk.naming.corporate:
            desk.bodies.setdefault(words[0], draft)
        if "of" in words and words[-1] not in desk.naming.states:
            desk.bodies.setdefault(words[-1], draft)
        long = [_long_form(spelling, desk.naming) for spelling in draft.spellings]
        if all(long) and all(len(str(name)) > len(s) for name, s in zip(long, draft.spellings, strict=True)):
            draft.label = str(long[0])


def _long_form(name: str, naming: Naming) -> str | None:
    plain = name.removeprefix("The ").removeprefix("the ")
    return naming.short_forms.get(plain) or naming.countries.get(plain) or None


def _join_bracketed(desk: Desk) -> None:
    """A body and the short form that stands behind it in brackets, or the other way round."""
    names = [
        index
        for index, mention in enumerate(desk.mentions)
        if mention.kind is MentionKind.NAME and index in desk.of
    ]
    for one, other in pairwise(names):
        end, start = desk.mentions[one].span[1], desk.mentions[other].span[0]
        close = desk.mentions[other].span[1]
        if desk.text[end:start] != " (" or desk.text[close : close + 1] != ")":
            continue
        full, short = sorted((desk.head(one), desk.head(other)), key=len, reverse=True)
        letters = sorted(word[0].lower() for word in full.split() if word.lower() not in _SMALL)
        if short.isupper() and " " in full and sorted(short.replace(".", "").lower()) == letters:
            pair = (one, other) if desk.head(one) == full else (other, one)
            _merge(desk, desk.of[pair[1]], desk.of[pair[0]])


def _join_short_forms(desk: Desk, by_key: dict[str, Draft]) -> None:
    endings: dict[str, list[str]] = defaultdict(list)
    initials: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        words = key.split(" ")
        if len(words) < 2:
            continue
        for cut in range(1, len(words) - 1):
            endings[" ".join(words[cut:])].append(key)
        if key in desk.naming.halves or words[-1] in desk.naming.corporate:
            endings[words[0]].append(key)
        if "of" in words:
            endings[words[-1]].append(key)
        telling = [w[0] for w in words if w not in _SMALL]
        for letters in {"".join(w[0] for w in words), "".join(telling), "".join(telling[1:])}:
            if len(letters) > 1:
                initials[letters].append(key)
    for key in sorted(by_key, key=len):
        acronym = _ACRONYM.fullmatch(key) and any(s.isupper() for s in by_key[key].spellings)
        longer = initials[key] if acronym and initials[key] else endings[key]
        if len(longer) != 1 or longer[0] == key or key in desk.naming.fixed_bodies:
            continue
        if " " not in key and not acronym and key in desk.naming.states:
            continue
        own = {spelling.lower() for spelling in by_key[key].spellings if " " in key and spelling.isupper()}
        if own and not any(longer[0] in initials[letters] for letters in own):
            continue  # "the Bank of Oria (BOO)" is not the Trade Bank of Oria
        _merge(desk, by_key[key], by_key[longer[0]])
        by_key[key] = by_key[longer[0]]


def _merge(desk: Desk, short: Draft, full: Draft) -> None:
    if short is full:
        return
    for index in short.mentions:
        full.mentions[index] = Reason(Why.SHORT_FORM, full.name())
        desk.of[index] = full
    full.spellings.update(short.spellings)
    full.order = min(full.order, short.order)
    short.mentions.clear()
