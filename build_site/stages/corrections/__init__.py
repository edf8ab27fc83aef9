"""The curator's last word: corrections applied to what was found, in the order in which they are written."""

from __future__ import annotations

from dataclasses import dataclass

from build_site.curation.records import (
    ActorMerge,
    Corrections,
    QuotationAdd,
    QuotationFix,
    Reference,
)
from build_site.model import Actor, CorpusArticle, Finding, Level, Quotation, StatementFix
from build_site.stages.corrections.actors import State, merge, split
from build_site.stages.corrections.find import article_of, quotation_of, refuse
from build_site.stages.corrections.quotations import add, change

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
) -> Corrected:
    """Actors first, then quotations, then statements.

    Quotations are looked up among those that were *found*, so that no correction hides another's text.
    Raises ``CurationError`` where a correction's text is gone or fits more than one quotation.
    """
    state = State(articles, quotations, actors)
    for actor_fix in fixes.actors:
        state = merge(state, actor_fix) if isinstance(actor_fix, ActorMerge) else split(state, actor_fix)
    found: dict[str, list[Quotation]] = {}
    for quotation in quotations:
        found.setdefault(quotation.article, []).append(quotation)
    changed: dict[str, str] = {}
    for fix in fixes.quotations:
        if isinstance(fix, QuotationAdd):
            article = article_of(fix.article, fix.where, articles)
            state = add(state, fix, found.get(article.id, ()))
        else:
            state = _changed(state, fix, quotation_of(fix.quotation, articles, found).id, changed)
    links = tuple(
        StatementFix(
            join=fix.action == "join",
            quotations=tuple(_now(reference, articles, found, state) for reference in fix.quotations),
            note=fix.note,
            echo=fix.action == "echo",
        )
        for fix in fixes.statements
    )
    return Corrected(state.articles, state.quotations, state.actors, links, _findings(fixes))


def _changed(state: State, fix: QuotationFix, id: str, changed: dict[str, str]) -> State:
    """Apply one fix; ``changed`` remembers where each quotation was corrected."""
    where = fix.quotation.where
    other = changed.setdefault(id, where)
    if other != where:
        refuse(where, f"this quotation is corrected at {other} already. Make one correction of the two.")
    return change(state, fix, next(q for q in state.quotations if q.id == id))


def _now(
    reference: Reference,
    articles: tuple[CorpusArticle, ...],
    found: dict[str, list[Quotation]],
    state: State,
) -> str:
    """The id of the quotation as it now is, found or added."""
    article = article_of(reference.article, reference.where, articles)
    known = {q.id for q in found.get(article.id, ())}
    now = [q for q in state.quotations if q.article == article.id and q.id not in known]
    left = {q.id for q in state.quotations}
    quotation = quotation_of(reference, articles, {article.id: [*found.get(article.id, ()), *now]})
    if quotation.id not in left:
        refuse(reference.where, "this quotation is dropped by another correction. Remove one of the two.")
    return quotation.id


def _findings(fixes: Corrections) -> tuple[Finding, ...]:
    count = len(fixes.quotations) + len(fixes.actors) + len(fixes.statements)
    if not count:
        return ()
    return (Finding(Level.INFO, "corrections", "seeds/corrections.yml", f"{count} corrections applied."),)
