"""Finds what a correction is tied to; what is gone or uncertain is an error with its line and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NoReturn

from build_site.curation.records import Reference
from build_site.errors import AbsentError
from build_site.model import CorpusArticle, Finding, Level, Quotation
from build_site.recall import Recalling, once
from build_site.stages.corrections.references import Own, carriers, own_of, reference_in, stands
from build_site.stages.corrections.words import WORD, bare, nearest, refuse, refuse_absent, short

PART = 0.5
"""What share of a quotation's words names it, if they are not all."""
MANY = 6
"""So many words name a quotation that has more, whatever their share."""


class Shelf:
    """Articles by all that a curator may call them, and their quotations by their words.

    Everything is indexed once, when it is first asked for: one more correction costs what the first one cost.
    """

    def __init__(
        self,
        articles: Sequence[CorpusArticle],
        quotations: Sequence[Quotation],
        unread: Iterable[str] = (),
        recall: Recalling = once,
    ) -> None:
        self._recall = recall
        self._articles, self._quotations = articles, quotations
        self.unread = {name: path for path in unread for name in _names(path)}
        self.doubts: list[Finding] = []
        self._own: dict[str, Own] = {}

    @cached_property
    def named(self) -> dict[str, list[CorpusArticle]]:
        """By all names of each."""
        named: dict[str, list[CorpusArticle]] = {}
        for article in self._articles:
            document = article.article.document
            for name in {article.id, article.slug, document.id, *_paths(document.path)}:
                named.setdefault(name, []).append(article)
        return named

    @cached_property
    def found(self) -> dict[str, list[Quotation]]:
        """By article."""
        found: dict[str, list[Quotation]] = {}
        for quotation in self._quotations:
            found.setdefault(quotation.article, []).append(quotation)
        return found

    def article(self, name: str, where: str) -> CorpusArticle:
        """The one article that is called so."""
        called = self.named.get(name, [])
        paths = {article.path for article in called} | {self.unread.get(name, "")} - {""}
        if len(paths) > 1 and name not in paths:
            meant = " or ".join(sorted(paths))
            refuse(where, f"{name!r} may be {meant}. Write the path of the one that is meant.")
        if name in self.unread and (not called or name == self.unread[name]):
            message = f"{self.unread[name]} cannot be read, and nothing in it is corrected."
            raise AbsentError(f"{where}: {message} Mend it, or remove this correction.")
        if not called:
            remedy = "Put the article there, mend its name, or remove this correction."
            refuse_absent(where, f"there is no article {name!r}.", name, self.named, remedy)
        return next((article for article in called if article.path == name), called[0])

    def own(self, article: CorpusArticle) -> Own:
        """The quotations of an article, those that were added too."""
        if article.id not in self._own:
            self._own[article.id] = self._recall(own_of, article, *self.found.get(article.id, ()))
        return self._own[article.id]

    def add(self, article: CorpusArticle, quotation: Quotation) -> None:
        """One more quotation of the article."""
        self._own[article.id] = own = self.own(article).copied()
        own.add(quotation)

    def quotation(self, reference: Reference) -> Quotation:
        """The one quotation of the article that carries the words, where the words around it are right.

        A count that could lead to another one some day leaves a doubt.
        """
        article = self.article(reference.article, reference.where)
        own = self.own(article)
        found, partly = carriers(own, reference)
        if not found:
            _refuse_gone(reference, own)
        if reference.prefix or reference.suffix:
            fitting = [q for q in found if stands(own, q, reference)]
            if not fitting:
                refuse(
                    reference.where,
                    f"{short(reference.words)} is quoted in {article.path}, but not with these words around"
                    " it. Mend prefix: and suffix:, or remove this correction.",
                )
            found = fitting
        elif partly:
            _refuse_brief(reference, found, own)
        if reference.nth is None and len(found) > 1:
            refuse(
                reference.where,
                f"{len(found)} quotations carry {short(reference.words)}. {_advice(own, *found)}",
            )
        return self._counted(reference, found, own) if reference.nth is not None else found[0]

    def _counted(self, reference: Reference, found: Sequence[Quotation], own: Own) -> Quotation:
        count, words = reference.nth or 1, short(reference.words)
        if count > len(found):
            refuse(reference.where, f"only {len(found)} quotations carry {words}. Lower nth:.")
        if len(found) == 1:
            refuse(
                reference.where,
                f"nth: counts quotations, and only one carries {words}. If it is the one that is meant, take"
                " nth: out; if that one is gone, remove this correction.",
            )
        meant = found[count - 1]
        self.doubt(
            reference.where,
            f"nth: {count} of {len(found)} leads to another quotation once one more of these words appears"
            f" above. {_advice(own, meant)}",
        )
        return meant

    def doubt(self, where: str, message: str) -> None:
        """Remember a doubt for the list of findings."""
        self.doubts.append(Finding(Level.WARNING, "correction-in-doubt", where, message))


def _refuse_gone(reference: Reference, own: Own) -> NoReturn:
    article, words = own.article, short(reference.words)
    sought = bare(reference.words)
    if sought and sought in bare(article.article.text):
        refuse(
            reference.where,
            f"{words} stands in {article.article.document.path}, but in no quotation that was found."
            " Write add: instead of quote:, with speaker:.",
        )
    refuse(
        reference.where,
        f"{words} no longer stands in {article.article.document.path}."
        f" {nearest(reference.words, (q.text for q in own.quotations))} Mend the words, or remove this"
        " correction.",
    )


def _refuse_brief(reference: Reference, found: Sequence[Quotation], own: Own) -> None:
    """Refuse some few words of a long quotation: once they may have been all of another one."""
    count, sought = len(WORD.findall(reference.words)), bare(reference.words)
    for quotation in found:
        spans = (own.article.article.text[slice(*span)] for span in quotation.content)
        whole = next((span for span in spans if sought in bare(span)), quotation.text)
        if count < MANY and count < PART * len(WORD.findall(whole)):
            refuse(
                reference.where,
                f"no quotation says just {short(reference.words)}, and it is little of {short(whole)}. If"
                " that one is meant, write more of its words.",
            )


def _advice(own: Own, quotation: Quotation, *others: Quotation) -> str:
    """What tells this quotation from others of its words; and an inner one, where there is one of them."""
    keys = reference_in(own, quotation)
    told = ", ".join(f"{key}: {words!r}" if key != "inner" else "inner: true" for key, words in keys.items())
    inner = any("inner" in reference_in(own, other) for other in others)
    told += ", or inner: true for the one that is nothing but these words" if inner else ""
    return f"Write what only the one that is meant has, as in {told}."


def _paths(path: str) -> tuple[str, str]:
    """A path with and without ``seeds/``."""
    return path, path.partition("/")[2]


def _names(path: str) -> tuple[str, ...]:
    """What a file that cannot be read may be called: its paths, and its path without the suffix."""
    below = path.partition("/")[2]
    return (*_paths(path), below.rpartition(".")[0] or below)
