"""Words whose speaker is named elsewhere: where they stand again, or where they go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from build_site.model.restoring import replace
from build_site.stages.attribution.drafts import Draft, Proposal
from build_site.stages.attribution.view import View

_OPENING = 3
"""The first words of the repeated ones, by which their place is found."""
_LONGEST = 12
"""Words that are compared: a pull quote may leave the rest out."""
_LETTERS = 20
"""Fewer letters prove nothing in running text …"""
_HEADING = 10
"""… and so few where nothing but the passage stands in its block."""
_SPOKEN = 5
"""Fewer words are a heading."""
_SHARED = 4
"""Places that are tried for words that begin many passages: time stays linear."""


@dataclass(slots=True)
class _Said:
    """What is known to be whose, found by any three words that follow one another."""

    places: dict[tuple[str, ...], list[tuple[int, int]]] = field(default_factory=dict)
    texts: list[tuple[Draft, list[str]]] = field(default_factory=list)

    def add(self, draft: Draft, words: list[str]) -> None:
        for place in range(len(words) - _OPENING + 1):
            known = self.places.setdefault(tuple(words[place : place + _OPENING]), [])
            if len(known) < _SHARED:
                known.append((len(self.texts), place))
        self.texts.append((draft, words))

    def whose(self, words: list[str], asking: Draft) -> Draft | None:
        key = words[:_LONGEST]
        for text, place in self.places.get(tuple(words[:_OPENING]), ()):
            draft, said = self.texts[text]
            if draft is not asking and said[place : place + len(key)] == key:
                return draft
        return None


def said_again(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts, those without a cue of their own given to whoever says the same words elsewhere."""
    said = _Said()
    sourced = [draft for draft in drafts if draft.source is not None]
    for draft in sorted(sourced, key=lambda draft: draft.cue is None):
        for words in _passages(view, draft):
            said.add(draft, words)
    return [_settled(view, draft, said) if draft.cue is None else draft for draft in drafts]


def _settled(view: View, draft: Draft, said: _Said) -> Draft:
    least = _HEADING if _fills_block(view, draft) else _LETTERS
    keys = (words for words in _passages(view, draft) if sum(map(len, words)) >= least)
    twin = next((found for words in keys if (found := said.whose(words, draft))), None)
    return _given(draft, "said-again", twin) if twin is not None else draft


def _given(draft: Draft, rule: str, to: Draft) -> Draft:
    """The draft with another's source; that one's rule is what its precision is measured by."""
    proposals = [Proposal(rule, to.source), *draft.proposals]
    return replace(draft, rule=rule, source=to.source, proposals=proposals, measured=to.rule)


def handed_back(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts, those left open at their paragraph's end given to whom a later paragraph names.

    ``“It was late.`` and, in the next paragraph, ``“It was dark,” Marsh said.``
    """
    return _from_behind(drafts, "handed-back", lambda draft, after: _goes_on(view, draft, after))


def led_into(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts, those that nobody speaks given to whose quotation opens the next paragraph.

    A sentence of nothing but words in marks ends its paragraph, ``“It was dark,” Marsh said`` opens the next.
    """
    return _from_behind(
        drafts,
        "led-into",
        lambda draft, after: (
            draft.source is None and _ends_paragraph(view, draft) and _opens_next(view, draft, after)
        ),
    )


def _from_behind(drafts: list[Draft], rule: str, fits: Callable[[Draft, Draft], bool]) -> list[Draft]:
    """The drafts, those without a cue that fit the one behind them given to its speaker."""
    found: list[Draft] = []
    after: Draft | None = None
    for draft in reversed(drafts):
        given = after is not None and after.source is not None and draft.cue is None and fits(draft, after)
        after = _given(draft, rule, after) if after and given else draft
        found.append(after)
    return found[::-1]


def _ends_paragraph(view: View, draft: Draft) -> bool:
    """Whether its one passage is a whole sentence and the last of its paragraph."""
    (first, last), *more = draft.content
    words = sum(view.words[i][:1].isalnum() for i in range(first, last))
    begins = view.words[first - 1] in {"\n", ".", "?", "!"}
    return not more and begins and words >= _SPOKEN and view.words[last] == "\n"


def _opens_next(view: View, draft: Draft, after: Draft) -> bool:
    """Whether the next paragraph begins with the other's words in marks."""
    first, begin = draft.content[0][1], after.content[0][0]
    return view.inside[begin] >= 0 and all(word == "\n" for word in view.words[first:begin])


def _goes_on(view: View, draft: Draft, after: Draft) -> bool:
    left, right = view.inside[draft.content[-1][1] - 1], view.inside[after.content[0][0]]
    return min(left, right) >= 0 and not view.passages[left].closed and view.passages[right].continues


def _passages(view: View, draft: Draft) -> list[list[str]]:
    """The words of each of the draft's passages, as they are compared."""
    numbers = {view.inside[tokens[0]] for tokens in draft.content} - {-1}
    return [_words(view, number) for number in sorted(numbers)]


def _words(view: View, number: int) -> list[str]:
    words = view.words[slice(*view.ranges[number])]
    return [word.casefold().replace("’", "'") for word in words if word[:1].isalnum()]


def _fills_block(view: View, draft: Draft) -> bool:
    """Whether its one passage is a line by itself."""
    (first, last), *more = draft.content
    alone = not more and view.words[first - 1] == "\n"
    return alone and (last == len(view.tokens.words) or view.words[last] == "\n")
