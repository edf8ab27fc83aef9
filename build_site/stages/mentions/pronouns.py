"""Pronouns and what they tell."""

from __future__ import annotations

from build_site.model import ActorKind, MentionKind, Span
from build_site.stages.mentions.runs import Found

_Told = tuple[ActorKind | None, str | None, bool]
_HE: _Told = (ActorKind.PERSON, "m", False)
_SHE: _Told = (ActorKind.PERSON, "f", False)
_MANY: _Told = (None, None, True)
_LOWER: dict[str, _Told] = {
    **dict.fromkeys(("he", "him", "his", "himself"), _HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), _SHE),
    **dict.fromkeys(("they", "them", "their", "themselves", "we", "us", "our", "ourselves"), _MANY),
    **dict.fromkeys(("me", "my", "myself"), (ActorKind.PERSON, None, False)),
    "it": (None, "n", False),
}
PRONOUNS: dict[str, _Told] = {
    **_LOWER,
    **{word.capitalize(): told for word, told in _LOWER.items()},
    "I": (ActorKind.PERSON, None, False),
}
"""Kind, gender and number that a pronoun tells, in lower case and as it opens a sentence."""


def pronoun(word: str, span: Span) -> Found:
    """A pronoun as a mention."""
    actor, gender, plural = PRONOUNS[word]
    return Found(*span, span, MentionKind.PRONOUN, actor, gender, plural)
