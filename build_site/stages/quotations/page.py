"""The article's blocks as the layout's forms look at them, and the words that they know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_site.lexicon import Lexicon
from build_site.model import Article, BlockKind, Span
from build_site.stages.quotations.marks import Mark

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.SUBHEADING})


@dataclass(frozen=True, slots=True)
class Known:
    """The word lists, folded."""

    asks: frozenset[str]
    answers: frozenset[str]
    other: frozenset[str]
    writes: frozenset[str]
    first: frozenset[str]
    forms: frozenset[str]
    """Forms of address and titles."""
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """An article's blocks with their double marks."""

    text: str
    article: Article
    marks: Mapping[int, Sequence[Mark]]
    known: Known

    def of(self, number: int) -> str:
        """The characters of a block."""
        return self.text[slice(*self.article.blocks[number].span)]

    def span(self, number: int) -> Span:
        """Where a block stands."""
        return self.article.blocks[number].span

    def is_running(self, number: int) -> bool:
        """Whether a block is a paragraph, or could be one."""
        return 0 <= number < len(self.article.blocks) and self.article.blocks[number].kind in _RUNNING

    def is_paragraph(self, number: int) -> bool:
        """Whether a block is a paragraph."""
        return self.is_running(number) and self.article.blocks[number].kind is BlockKind.PARAGRAPH

    def speaks_first(self, number: int) -> bool:
        """Whether a block without marks speaks in the first person."""
        return not self.marks.get(number) and not self.known.first.isdisjoint(plain_words(self.of(number)))


def plain_words(text: str) -> list[str]:
    """The words of a short text, folded."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def page_of(article: Article, marks: Mapping[int, Sequence[Mark]], lexicon: Lexicon) -> Page:
    """The article with the word lists of this stage."""
    return Page(article.text, article, marks, _known(lexicon))


@lru_cache(maxsize=8)
def _known(lexicon: Lexicon) -> Known:
    rows = list(lexicon.rows("structure/turns"))
    of = {kind: frozenset(word for word, k in rows if k == kind) for kind in {k for _, k in rows}}
    titles = lexicon.words("actors/honorifics") | lexicon.words("actors/titles")
    return Known(
        asks=of["asks"],
        answers=of["answers"],
        other=of["other"],
        writes=of["writes"],
        first=of["first"],
        forms=frozenset(title.lower().rstrip(".") for title in titles),
        given=frozenset(name.lower() for name in lexicon.words("actors/given_names")),
    )
