"""Finds what a correction is tied to; what is gone or uncertain is an error with its line and the remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from build_site.curation.records import Reference
from build_site.errors import AbsentError, CurationError
from build_site.model import Actor, CorpusArticle, Quotation, Span
from build_site.text import text_of

ALIKE = 0.8
"""From this likeness on a name is taken for another's misspelling."""
_SPACE = re.compile(r"\s+")
_EDGES = " \"“”„‘’«»'"
_STRAIGHT = str.maketrans("“”„‘’«»\u00a0", '"""\'\'"" ')


def refuse(where: str, message: str) -> NoReturn:
    """Raise the error."""
    raise CurationError(f"{where}: {message}")


def refuse_absent(where: str, message: str, name: str, names: Iterable[str], remedy: str) -> NoReturn:
    """Raise the error of a name that nothing has: a slip where one is much alike, else gone or to come."""
    near = difflib.get_close_matches(name, sorted(set(names)), 3, ALIKE)
    if near:
        refuse(where, f"{message} Is {' or '.join(map(repr, near))} meant? {remedy}")
    raise AbsentError(f"{where}: {message} {remedy}")


def nearest(name: str, names: Iterable[str]) -> str:
    """What may have been meant, as the end of a message."""
    near = difflib.get_close_matches(name, sorted(set(names)), 3, 0.5)
    return f"Is {' or '.join(repr(other) for other in near)} meant?" if near else "Check the spelling."


Index = Mapping[str, CorpusArticle]
"""Articles by all that a curator may call them."""


def index_of(articles: Iterable[CorpusArticle]) -> Index:
    """By id, slug, and path with or without ``seeds/`` and suffix."""
    index: dict[str, CorpusArticle] = {}
    for article in articles:
        document = article.article.document
        names = (article.id, article.slug, document.id, document.path, document.path.partition("/")[2])
        for name in names:
            index.setdefault(name, article)
    return index


def article_of(name: str, where: str, index: Index) -> CorpusArticle:
    """The article that is called so."""
    if name not in index:
        remedy = "Put the article there, mend its name, or remove this correction."
        refuse_absent(where, f"there is no article {name!r}.", name, index, remedy)
    return index[name]


def quotation_of(
    reference: Reference, index: Index, quotations: Mapping[str, Sequence[Quotation]]
) -> Quotation:
    """The one quotation of the article (quotations by article id) that carries the words."""
    article = article_of(reference.article, reference.where, index)
    own = quotations.get(article.id, ())
    sought = _plain(reference.words)
    exact = [q for q in own if sought in {_plain(text) for text in _texts(q, article.article.text)}]
    found = exact or [q for q in own if _contains(q.text, sought)]
    if not found:
        text = article.article.text
        if sought and sought in _plain(text):
            refuse(
                reference.where,
                f"{_short(reference.words)} stands in {article.article.document.path}, but in no quotation"
                " that was found. Write add: instead of quote:, with speaker:.",
            )
        refuse(
            reference.where,
            f"{_short(reference.words)} no longer stands in {article.article.document.path}."
            f" {nearest(reference.words, (q.text for q in own))} Mend the words, or remove this correction.",
        )
    if reference.nth is None and len(found) > 1:
        refuse(
            reference.where,
            f"{len(found)} quotations carry {_short(reference.words)}. Add nth: 1 to {len(found)}.",
        )
    if reference.nth is not None and reference.nth > len(found):
        refuse(reference.where, f"only {len(found)} quotations carry {_short(reference.words)}. Lower nth:.")
    return found[(reference.nth or 1) - 1]


def actor_named(name: str, actors: Sequence[Actor]) -> Actor | None:
    """The actor of a name, an alias or an id; a canonical name goes before an alias."""
    folded = name.casefold()
    called = [actor for actor in actors if folded in {actor.name.casefold(), actor.id}]
    known = called or [
        actor for actor in actors if folded in {name.text.casefold() for name in actor.aliases}
    ]
    return known[0] if len(known) == 1 else None


def span_of(words: str, article: CorpusArticle, within: Span, where: str, nth: int | None = None) -> Span:
    """Where the words stand in a stretch of the article; spaces may differ, and nothing else."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = [match.span() for match in pattern.finditer(article.article.text, *within)]
    path = article.article.document.path
    if not found:
        refuse(
            where, f"{_short(words)} does not stand in {path} there. Copy the words as the article has them."
        )
    if nth is None and len(found) > 1:
        refuse(where, f"{_short(words)} stands {len(found)} times in {path}. Write more words, or add nth:.")
    if nth is not None and nth > len(found):
        refuse(where, f"{_short(words)} stands only {len(found)} times in {path}. Lower nth:.")
    return found[(nth or 1) - 1]


def _texts(quotation: Quotation, text: str) -> tuple[str, ...]:
    """The ways in which a quotation may be written down: whole, as its verbatim, as one of its spans."""
    spans = [text[start:end] for start, end in (*quotation.content, *quotation.verbatim)]
    return (quotation.text, text_of(text, quotation.verbatim), *spans)


def _plain(text: str) -> str:
    """Straight marks, single spaces, no marks and commas at the edges."""
    return _SPACE.sub(" ", text.translate(_STRAIGHT)).strip(_EDGES + ",.")


def _contains(text: str, sought: str) -> bool:
    return len(sought) > 2 and re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", _plain(text)) is not None


def _short(words: str) -> str:
    words = " ".join(words.split())
    return repr(words if len(words) < 70 else words[:66] + " …")
