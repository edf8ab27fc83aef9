"""How a correction names what it is tied to: quotations by their words, actors by what they are called.

A quotation is named by its words, and where several carry them by the words around it (``prefix`` and
``suffix``, as in the W3C's TextQuoteSelector): these go with it wherever it moves, which a count does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_site.curation.records import UNATTRIBUTED, Reference
from build_site.errors import CurationError
from build_site.model import Actor, CorpusArticle, Quotation, Span
from build_site.stages.corrections.words import (
    AROUND,
    WORD,
    bare,
    between,
    first_words,
    last_words,
    span_of,
)
from build_site.text import text_of


@dataclass(slots=True)
class Own:
    """The quotations of one article, by the words that a curator may write for them."""

    article: CorpusArticle
    quotations: list[Quotation] = field(default_factory=list)
    exact: dict[str, dict[str, tuple[Span, ...]]] = field(default_factory=dict)
    """Plain words: ids of the quotations that have just these, whole or in one span, and where."""
    plain: dict[str, str] = field(default_factory=dict)

    def add(self, quotation: Quotation) -> None:
        """One more quotation."""
        text = self.article.article.text
        self.quotations.append(quotation)
        self.plain[quotation.id] = bare(quotation.text)
        spans = (*quotation.content, *quotation.verbatim)
        ways = [(text[start:end], (start, end)) for start, end in spans]
        several = filter(None, (quotation.content, quotation.verbatim))
        ways += [(text_of(text, parts), (parts[0][0], parts[-1][1])) for parts in several]
        ways.append((quotation.text, (quotation.content[0][0], quotation.content[-1][1])))
        for words, span in ways:
            sought = bare(words)
            found = self.exact.get(sought, {})
            places = found.get(quotation.id, ())
            if span not in places:
                self.exact[sought] = {**found, quotation.id: (*places, span)}

    def copied(self) -> Own:
        """The same, to which others may be added."""
        return Own(self.article, self.quotations.copy(), self.exact.copy(), self.plain.copy())


def own_of(article: CorpusArticle, *quotations: Quotation) -> Own:
    """The quotations of an article by their words."""
    own = Own(article)
    for quotation in quotations:
        own.add(quotation)
    return own


def references(article: CorpusArticle, quotations: Sequence[Quotation]) -> Iterator[dict[str, str | bool]]:
    """For each quotation ``quote``, with ``prefix`` or ``suffix`` where others carry the words too.

    Where another has the same words in marks at the same place, ``inner``.

    ``Shelf.quotation`` finds it again by these, as long as the text stands.
    """
    own = own_of(article, *quotations)
    for quotation in quotations:
        yield reference_in(own, quotation)


def reference_to(
    article: CorpusArticle, quotations: Sequence[Quotation], quotation: Quotation, *, whole: bool = False
) -> dict[str, str | bool]:
    """The same for one of them; ``whole`` asks for all of its words."""
    own = own_of(article, *quotations)
    return reference_in(own, quotation, whole=whole)


def reference_in(own: Own, quotation: Quotation, *, whole: bool = False) -> dict[str, str | bool]:
    """What names a quotation among those of its article."""
    text = own.article.article.text
    start, end = quotation.content[0]
    ways = [quotation.text] if whole else [text[start:end], quotation.text]
    for words in ways:
        if _only(own, quotation, Reference(own.article.path, words, "")):
            return {"quote": words}
    words = ways[-1]
    for around in _around(text, (start, quotation.content[-1][1])):
        if _only(own, quotation, Reference(own.article.path, words, "", None, *around)):
            return {"quote": words, **_keys(*around)}
    inner = _only(own, quotation, Reference(own.article.path, words, "", inner=True))
    return {"quote": words, "inner": True} if inner else {"quote": words}


def _only(own: Own, quotation: Quotation, reference: Reference) -> bool:
    """Whether a reference leads to this quotation and no other."""
    found, _ = carriers(own, reference)
    if reference.prefix or reference.suffix:
        found = [q for q in found if stands(own, q, reference)]
    return [q.id for q in found] == [quotation.id]


def place_of(article: CorpusArticle, span: Span) -> dict[str, str]:
    """``prefix`` and ``suffix`` that tell words of an article from the same words elsewhere in it."""
    text = article.article.text
    words = text[slice(*span)]
    for around in (("", ""), *_around(text, span)):
        try:
            found = span_of(words, article, (0, len(text)), "", around=around)
        except CurationError:
            continue
        if found == span:
            return _keys(*around)
    return {}


def _around(text: str, span: Span) -> Iterator[tuple[str, str]]:
    """More and more words before a place, behind it, and on both sides."""
    for count in AROUND:
        before, behind = last_words(text[: span[0]], count), first_words(text[span[1] :], count)
        yield from (pair for pair in ((before, ""), ("", behind), (before, behind)) if any(pair))


def _keys(prefix: str, suffix: str) -> dict[str, str]:
    """Words around a place as a correction has them."""
    return {key: words for key, words in (("prefix", prefix), ("suffix", suffix)) if words}


def carriers(own: Own, reference: Reference) -> tuple[list[Quotation], bool]:
    """The quotations that are these words, whole or in one span; else those that hold them, and True.

    An ``inner`` one is just these words, which another may have in marks at the same place.
    """
    sought = bare(reference.words)
    if reference.inner:
        return [q for q in own.quotations if own.plain[q.id] == sought], False
    exact = own.exact.get(sought, {})
    if exact:
        return [q for q in own.quotations if q.id in exact], False
    if len(sought) < 3:
        return [], False
    inside = re.compile(rf"(?<!\w){re.escape(sought)}(?!\w)")
    return [q for q in own.quotations if sought in (plain := own.plain[q.id]) and inside.search(plain)], True


def stands(own: Own, quotation: Quotation, reference: Reference) -> bool:
    """Whether the words of a quotation stand between the reference's prefix and suffix."""
    text = own.article.article.text
    places = own.exact.get(bare(reference.words), {}).get(quotation.id)
    if places is None:
        pattern = re.compile(r"\W+".join(map(re.escape, WORD.findall(reference.words))) or r"(?!)")
        start, end = quotation.content[0][0], quotation.content[-1][1]
        places = tuple(match.span() for match in pattern.finditer(text, start, end))
    return any(between(text, place, reference.prefix, reference.suffix) for place in places)


def callings(actors: Iterable[Actor]) -> dict[str, str]:
    """What a correction calls each actor: by name, or by id where others are called so."""
    every = tuple(actors)
    called = Counter(word for a in every for word in {a.name.casefold(), a.id})
    return {a.id: a.name if called[a.name.casefold()] == 1 else a.id for a in every}


def called_in(quotation: Quotation, names: Mapping[str, str]) -> tuple[str, ...]:
    """What a correction calls all who said it; nobody is ``unattributed``."""
    return tuple(names[id] for id in quotation.speakers) or (UNATTRIBUTED,)


def one_or_more(words: Sequence[str]) -> str | list[str]:
    """As a key of YAML has it: one alone, or a list."""
    return words[0] if len(words) == 1 else list(words)
