"""The curator's last word: corrections applied to what was found, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from build_site.curation.records import (
    ActorMerge,
    AuthorityActor,
    Corrections,
    QuotationAdd,
    Reference,
    StatementCorrection,
)
from build_site.errors import AbsentError, Troubles
from build_site.model import Actor, CorpusArticle, Finding, Level, Quotation, StatementFix
from build_site.stages.corrections.actors import State, merge, split
from build_site.stages.corrections.find import Index, article_of, index_of, quotation_of, refuse
from build_site.stages.corrections.quotations import add, change, settle

__all__ = ["Corrected", "apply"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corpus as the curator has it."""

    articles: tuple[CorpusArticle, ...]
    quotations: tuple[Quotation, ...]
    actors: tuple[Actor, ...]
    statements: tuple[StatementFix, ...] = ()
    """The corrections of statements, with their quotations found; the statements stage applies them."""
    findings: tuple[Finding, ...] = ()


def apply(
    articles: tuple[CorpusArticle, ...],
    quotations: tuple[Quotation, ...],
    actors: tuple[Actor, ...],
    fixes: Corrections,
    authority: Sequence[AuthorityActor] = (),
) -> Corrected:
    """Actors first, then quotations, then statements.

    Quotations are looked up among those that were *found*, so that no correction hides another's text. A
    speaker who is not found may be one of the ``authority``. A correction of an article or an actor that the
    corpus does not hold is passed over with a finding: articles come and go.
    Raises one ``CurationError`` of all corrections whose text is gone or fits more than one quotation.
    """
    absent: list[Finding] = []
    troubles = Troubles()
    state = State(articles, quotations, actors, tuple(authority))
    for actor_fix in fixes.actors:
        with troubles.noting(), _passing_over(absent):
            state = merge(state, actor_fix) if isinstance(actor_fix, ActorMerge) else split(state, actor_fix)
    index = index_of(articles)
    found = _by_article(quotations)
    now = {q.id: q for q in state.quotations} if fixes.quotations else {}
    changes: dict[str, Quotation | None] = {}
    places: dict[str, str] = {}
    for fix in fixes.quotations:
        with troubles.noting(), _passing_over(absent):
            if isinstance(fix, QuotationAdd):
                article = article_of(fix.article, fix.where, index)
                others = found.setdefault(article.id, [])
                state, made = add(state, fix, article, others)
                others.append(made)
                changes[made.id] = made
            else:
                id = quotation_of(fix.quotation, index, found).id
                _once(id, fix.quotation.where, places)
                state, changes[id] = change(state, fix, now[id])
    links = []
    for link in fixes.statements:
        with troubles.noting():
            links.append(_link(link, index, found, changes, absent))
    troubles.close()
    linked = tuple(fix for fix in links if len(fix.quotations) > 1)
    state = settle(state, changes)
    findings = (*_findings(fixes), *absent)
    return Corrected(state.articles, state.quotations, state.actors, linked, findings)


@contextmanager
def _passing_over(findings: list[Finding]) -> Iterator[None]:
    """Whatever is about something absent leaves a finding, and changes nothing."""
    try:
        yield
    except AbsentError as error:
        where, _, message = str(error).partition(": ")
        findings.append(Finding(Level.WARNING, "correction-without-target", where, message))


def _link(
    fix: StatementCorrection,
    index: Index,
    found: dict[str, list[Quotation]],
    changes: dict[str, Quotation | None],
    absent: list[Finding],
) -> StatementFix:
    """A correction of statements with the quotations that are there."""
    ids = []
    for reference in fix.quotations:
        with _passing_over(absent):
            ids.append(_left(reference, index, found, changes))
    return StatementFix(fix.action == "join", tuple(ids), fix.note, fix.action == "echo")


def _by_article(quotations: tuple[Quotation, ...]) -> dict[str, list[Quotation]]:
    found: dict[str, list[Quotation]] = {}
    for quotation in quotations:
        found.setdefault(quotation.article, []).append(quotation)
    return found


def _once(id: str, where: str, places: dict[str, str]) -> None:
    """Remember where a quotation was corrected, and refuse to do it twice."""
    other = places.setdefault(id, where)
    if other != where:
        refuse(where, f"this quotation is corrected at {other} already. Make one correction of the two.")


def _left(
    reference: Reference,
    index: Index,
    found: dict[str, list[Quotation]],
    changes: dict[str, Quotation | None],
) -> str:
    """The id of a quotation, found or added, that no correction drops."""
    id = quotation_of(reference, index, found).id
    if id in changes and changes[id] is None:
        refuse(reference.where, "this quotation is dropped by another correction. Remove one of the two.")
    return id


def _findings(fixes: Corrections) -> tuple[Finding, ...]:
    count = len(fixes.quotations) + len(fixes.actors) + len(fixes.statements)
    if not count:
        return ()
    return (Finding(Level.INFO, "corrections", "seeds/corrections.yml", f"{count} corrections applied."),)
