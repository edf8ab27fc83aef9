"""Words that stand twice, in a headline or a pull quote and again in the body: the body says whose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from build_site.stages.attribution.drafts import Proposal

if TYPE_CHECKING:
    from build_site.model import Passage
    from build_site.stages.attribution.drafts import Draft
    from build_site.stages.attribution.view import View

_KEY = 40
"""Letters and figures that are compared."""
_LEAST = 20
"""Fewer prove nothing."""


def said_again(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts, those without a cue of their own given to whoever says the same words elsewhere."""
    known: dict[str, Draft] = {}
    for draft in drafts:
        if draft.cue is not None and draft.source is not None:
            for key in _keys(view, draft):
                known.setdefault(key, draft)
    return [_settled(view, draft, known) if draft.cue is None else draft for draft in drafts]


def _settled(view: View, draft: Draft, known: dict[str, Draft]) -> Draft:
    twin = next((known[key] for key in _keys(view, draft) if key in known), None)
    if twin is None:
        return draft
    proposal = Proposal("said-again", twin.source)
    proposals = [proposal, *draft.proposals]
    return replace(draft, rule="said-again", source=twin.source, proposals=proposals, measured=twin.rule)


def _keys(view: View, draft: Draft) -> list[str]:
    numbers = {view.inside[tokens[0]] for tokens in draft.content} - {-1}
    keys = (_key(view.text, view.passages[number]) for number in sorted(numbers))
    return [key for key in keys if len(key) >= _LEAST]


def _key(text: str, passage: Passage) -> str:
    start, end = passage.inner
    return "".join(c for c in text[start : min(end, start + 2 * _KEY)] if c.isalnum()).casefold()[:_KEY]
