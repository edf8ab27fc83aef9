"""How the words travelled: the outlet, document or office that a sentence names beside the speaker."""

from __future__ import annotations

from build_site.model import Carrier
from build_site.model.restoring import replace
from build_site.stages.attribution.drafts import Draft
from build_site.stages.attribution.grammar import Grammar, Tag
from build_site.stages.attribution.phrases import phrase_right
from build_site.stages.attribution.view import Range, View

_FROM = frozenset(("from", "by"))
_THEN = frozenset(("and", "but"))
_SOME = frozenset(("a", "an"))
"""What no name of an outlet begins with: "an Ashford Poll" is a poll, "the Ashford Post" an outlet."""
_LONG = 4
"""Words of a name that is no outlet's any more."""


def carriers_of(view: View, draft: Draft, grammar: Grammar) -> tuple[Carrier, ...]:
    """The links that the draft's own sentence states, outermost first: hearsay, second-hand, told to."""
    if draft.cue is None:
        return ()
    found = [*_second_hand(view, draft, grammar), *_told(view, draft, grammar)]
    if draft.carrier is not None:
        carrier = (_teller if draft.within else _carrier)(view, draft.carrier, grammar)
        found += [carrier] if carrier is not None else []
    return (*_hearsay(view, draft), *found)


def _second_hand(view: View, draft: Draft, grammar: Grammar) -> list[Carrier]:
    """``…, according to CNN``; ``…, according to a statement from his office``."""
    found: list[Carrier] = []
    for index in range(*draft.sentence):
        if view.words[index] not in {"according", "According"}:
            continue
        if draft.kind == "according" and draft.cue is not None and index == draft.cue[0]:
            stop = draft.source[1] if draft.source else index + 2
        else:
            source = phrase_right(view, index + 2, draft.sentence[1])
            if source is None:
                continue
            if draft.cue is not None and _of_another(view, source[1], draft.cue[0]):
                continue
            found.append(_carrier(view, source, grammar))
            stop = source[1]
        return found + _office(view, stop, draft.sentence[1], grammar)
    return found


def _of_another(view: View, start: int, cue: int) -> bool:
    """Whether “according to …” ends a clause before the one of the cue."""
    return any(view.words[n] == "," and view.words[n + 1] in _THEN for n in range(start, cue - 1))


def _office(view: View, start: int, last: int, grammar: Grammar) -> list[Carrier]:
    if start >= last or view.words[start] not in _FROM:
        return []
    source = phrase_right(view, start + 1, last)
    if source is None:
        return []
    found = _carrier(view, source, grammar)
    return [replace(found, role="office") if found.role == "channel" else found]


def _told(view: View, draft: Draft, grammar: Grammar) -> list[Carrier]:
    """``told Reuters``: an outlet that is spoken to carries the words."""
    if draft.kind != "tell" or draft.cue is None:
        return []
    source = phrase_right(view, draft.cue[1], draft.sentence[1])
    if source is None or view.string(source).removeprefix("the ").removeprefix("The ") not in grammar.outlets:
        return []
    return [Carrier(view.string(source), "outlet", view.span(source))]


def _hearsay(view: View, draft: Draft) -> list[Carrier]:
    if draft.cue is None:
        return []
    first = max(draft.sentence[0], draft.cue[0] - 2)
    for index in range(first, draft.cue[1]):
        if view.tags[index] & Tag.HEARSAY and view.inside[index] < 0:
            return [Carrier(view.words[index], "hearsay", view.span((index, index + 1)))]
    return []


def _teller(view: View, source: Range, grammar: Grammar) -> Carrier | None:
    """Who tells that another one said it, by name or description."""
    if view.tags[source[0]] & (Tag.SUBJECT | Tag.OBJECT):
        return None
    carrier = _carrier(view, source, grammar)
    known = carrier.role != "channel" and (carrier.role != "outlet" or carrier.name in grammar.outlets)
    return carrier if known else replace(carrier, role="witness")


def _carrier(view: View, source: Range, grammar: Grammar) -> Carrier:
    source = _without_author(view, source, grammar)
    words = view.string(source)
    parts = view.words[slice(*source)]
    plain = words.removeprefix("the ").removeprefix("The ")
    paper = plain.rpartition(" of the ")[2] if plain[:1].isupper() else ""
    if paper in grammar.outlets or f"The {plain}" in grammar.outlets:
        role = "outlet"
    elif parts[-1].lower() == "office":
        role = "office"
    else:
        short = plain[:1].isupper() and len(plain.split()) < _LONG
        role = _kind(view, source, grammar) or ("outlet" if short else "channel")
    return Carrier(words, role, view.span(source))


def _kind(view: View, source: Range, grammar: Grammar) -> str:
    """What a carrier is by its noun: the last one before "by", "from" and "with", of those that tell."""
    role, some = "", view.words[source[0]] in _SOME
    for index in range(*source):
        word = view.words[index]
        low = word.lower()
        if role and view.tags[index] & Tag.PREP:
            break
        if low.startswith("spokes"):
            role = "spokesperson"
        elif (some or word.islower()) and _is_document(low, grammar):
            role = "document"
        elif word.islower() and low in grammar.people:
            role = "witness"
    return role


def _is_document(word: str, grammar: Grammar) -> bool:
    return word in grammar.documents or word.removesuffix("s") in grammar.documents


def _without_author(view: View, source: Range, grammar: Grammar) -> Range:
    """A document without the name of who wrote it, which begins another clause ("a memo | Brack wrote")."""
    for index in range(source[0], source[1] - 1):
        word, following = view.words[index], view.words[index + 1]
        if word.islower() and _is_document(word, grammar) and following[:1].isupper():
            return source[0], index + 1
    return source
