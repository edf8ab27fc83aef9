"""How the words travelled: the outlet, document or office that a sentence names beside the speaker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from build_site.model import Carrier
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import phrase_right

if TYPE_CHECKING:
    from build_site.stages.attribution.drafts import Draft
    from build_site.stages.attribution.grammar import Grammar
    from build_site.stages.attribution.view import Range, View

_FROM = frozenset(("from", "by"))


def carriers_of(view: View, draft: Draft, grammar: Grammar) -> tuple[Carrier, ...]:
    """The links that the draft's own sentence states, outermost first: hearsay, second-hand, told to."""
    if draft.cue is None:
        return ()
    found = [*_second_hand(view, draft, grammar), *_told(view, draft, grammar)]
    found += [_reporter(view, draft.carrier, grammar)] if draft.carrier else []
    return (*_hearsay(view, draft), *found)


def _second_hand(view: View, draft: Draft, grammar: Grammar) -> list[Carrier]:
    """``…, according to CNN``; ``…, according to a statement from his office``."""
    found: list[Carrier] = []
    for index in range(*draft.sentence):
        if view.words[index] not in {"according", "According"} or view.inside[index] >= 0:
            continue
        if draft.kind == "according" and draft.cue is not None and index == draft.cue[0]:
            stop = draft.source[1] if draft.source else index + 2
        else:
            source = phrase_right(view, index + 2, draft.sentence[1])
            if source is None:
                continue
            found.append(_carrier(view, source, grammar))
            stop = source[1]
        return found + _office(view, stop, draft.sentence[1], grammar)
    return found


def _office(view: View, start: int, last: int, grammar: Grammar) -> list[Carrier]:
    if start >= last or view.words[start] not in _FROM:
        return []
    source = phrase_right(view, start + 1, last)
    return [_carrier(view, source, grammar)] if source else []


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


def _reporter(view: View, source: Range, grammar: Grammar) -> Carrier:
    """``the Harbour Times reported``: what reports and is nothing else is an outlet."""
    carrier = _carrier(view, source, grammar)
    return replace(carrier, role="outlet") if carrier.role == "channel" else carrier


def _carrier(view: View, source: Range, grammar: Grammar) -> Carrier:
    words = view.string(source)
    parts = view.words[slice(*source)]
    small = [word.lower() for word in parts if word[:1].islower()]
    plain = words.removeprefix("the ").removeprefix("The ")
    if plain in grammar.outlets or f"The {plain}" in grammar.outlets:
        role = "outlet"
    elif any(word in grammar.documents or word.removesuffix("s") in grammar.documents for word in small):
        role = "document"
    elif parts[-1].lower() == "office":
        role = "office"
    elif any(word.startswith(("spokes", "aide", "official")) for word in small):
        role = "spokesperson"
    else:
        role = "outlet" if words[:1].isupper() and len(plain.split()) < 4 else "channel"
    return Carrier(words, role, view.span(source))
