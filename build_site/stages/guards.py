"""What an article is not, however much it looks like one: not in English, or only the beginning of one."""

from __future__ import annotations

from collections.abc import Iterator

from build_site.lexicon import Lexicon
from build_site.model import Document, Finding, Level
from build_site.text import fold

ENOUGH = 40
"""Words from which on a language can be told; half of them, where hardly a word is English."""
ENGLISH = 0.06
"""Share of function words below which a text is not English; news has four times as many."""
LOOKED_AT = 600
"""Words; what stands at the beginning tells."""
STUB = 250
"""Words from which on an article is no stub, whatever the page says of subscribers."""


def is_foreign(document: Document, lexicon: Lexicon) -> bool:
    """Whether the article is in another language than English, as it states or as its words show."""
    stated = document.metadata.language
    words = document.text[: LOOKED_AT * 8].casefold().split()[:LOOKED_AT]
    if len(words) < ENOUGH // 2:
        return bool(stated) and not _is_english(stated.value if stated else "")
    known = lexicon.words("structure/function_words")
    share = sum(word.strip("\"“”'‘’.,;:!?()") in known for word in words) / len(words)
    if len(words) < ENOUGH and stated:
        return not _is_english(stated.value)
    return share < (ENGLISH if len(words) >= ENOUGH else ENGLISH / 2)


def doubts(document: Document, lexicon: Lexicon) -> Iterator[Finding]:
    """What deserves a look before the article is trusted to be whole."""
    if document.text.count(" ") < STUB:
        text = fold(document.text)
        phrase = next((p for p in sorted(lexicon.words("structure/paywall")) if p in text), None)
        if phrase:
            message = (
                f"Short, and says “{phrase}”: only the beginning of an article, perhaps. Get the whole text."
            )
            yield Finding(Level.WARNING, "paywall", document.path, message)


def _is_english(language: str) -> bool:
    return language.casefold().partition("-")[0] in ("en", "eng", "english")
