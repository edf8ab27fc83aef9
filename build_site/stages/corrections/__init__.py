"""The curator's last word: corrections applied to what was found, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
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
from build_site.model import Actor, CorpusArticle, Decision, Finding, Level, Quotation, StatementFix
from build_site.recall import Recalling, once
from build_site.stages.corrections.actors import Roster, State, merge, repoint, split
from build_site.stages.corrections.checks import checks
from build_site.stages.corrections.find import Shelf
from build_site.stages.corrections.quotations import add, change, settle
from build_site.stages.corrections.words import EDGES, refuse

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
    decisions: tuple[Decision, ...] = ()
    """Which entry decided of which quotation."""


Together = Callable[
    [Sequence[CorpusArticle], Sequence[Quotation], Sequence[Actor], Recalling], tuple[Quotation, ...]
]
"""Gives each quotation those who say it with its actor; where the curator named them, it leaves them."""


def alone(
    articles: Sequence[CorpusArticle],
    quotations: Sequence[Quotation],
    actors: Sequence[Actor],
    recall: Recalling,
) -> tuple[Quotation, ...]:
    """Nobody speaks together with another but where the curator says so."""
    del articles, actors, recall
    return tuple(quotations)


def apply(
    articles: tuple[CorpusArticle, ...],
    quotations: tuple[Quotation, ...],
    actors: tuple[Actor, ...],
    fixes: Corrections,
    authority: Sequence[AuthorityActor] = (),
    unread: Sequence[str] = (),
    recall: Recalling = once,
    together: Together = alone,
) -> Corrected:
    """Actors first, then quotations, then statements, then checks.

    Who says something ``together`` with another is read when it is settled who is who, and before what was
    checked is held against it.

    Quotations are looked up among those that were *found*, so that no correction hides another's text. A
    speaker who is not found may be one of the ``authority``. A correction of an article or an actor that the
    corpus does not hold, or that is among the ``unread`` paths, is passed over with a finding: articles come
    and go.
    Raises one ``CurationError`` of all corrections whose text is gone or fits more than one quotation.
    """
    absent: list[Finding] = []
    troubles = Troubles()
    shelf, roster = Shelf(articles, quotations, unread, recall), Roster(actors, authority, recall)
    state = _with_actors(State(articles, quotations), fixes, shelf, roster, troubles, absent, recall)
    now = {q.id: q for q in state.quotations} if fixes.quotations else {}
    changes: dict[str, Quotation | None] = {}
    places: dict[str, str] = {}
    decisions: list[Decision] = []
    for number, fix in enumerate(fixes.quotations):
        with troubles.noting(), _passing_over(absent):
            if isinstance(fix, QuotationAdd):
                own = shelf.own(shelf.article(fix.article, fix.where))
                made = add(fix, own.article, own.quotations, roster)
                shelf.add(own.article, made)
                changes[made.id] = made
                places[made.id] = fix.where
                decisions.append(Decision(made.id, "quotations", number))
            else:
                found = shelf.quotation(fix.quotation)
                id = found.id
                _once(id, fix.quotation.where, places)
                changes[id] = change(fix, now[id], roster, shelf.named[found.article][0])
                decisions.append(Decision(id, "quotations", number, now[id]))
    with troubles.noting():
        _found_too({q.id for q in quotations}, changes, places, shelf)
    links = []
    for link in fixes.statements:
        with troubles.noting():
            links.append(_link(link, shelf, changes, absent))
    with troubles.noting():
        _refuse_contradictions(fixes.statements, links)
    troubles.close()
    linked = tuple(fix for fix in links if len(fix.quotations) > 1)
    settled = settle(state, changes, recall)
    said = together(settled.articles, settled.quotations, roster.actors, recall)
    looked = checks(fixes.checked, shelf, State(settled.articles, said), roster, recall)
    findings = (*_findings(fixes, absent), *absent, *shelf.doubts, *looked.findings)
    decided = (*decisions, *looked.decisions)
    return Corrected(looked.state.articles, looked.state.quotations, roster.actors, linked, findings, decided)


def _with_actors(
    state: State,
    fixes: Corrections,
    shelf: Shelf,
    roster: Roster,
    troubles: Troubles,
    absent: list[Finding],
    recall: Recalling,
) -> State:
    """The corpus with actors merged and split; what points to merged ones is changed once for all of them."""
    ids: dict[str, str] = {}
    for fix in fixes.actors:
        with troubles.noting(), _passing_over(absent):
            if isinstance(fix, ActorMerge):
                moved = merge(roster, fix, recall)
                ids = {old: moved.get(new, new) for old, new in ids.items()} | moved
            else:
                article = shelf.article(fix.article, fix.where)
                state, ids = repoint(state, ids, recall), {}
                state = split(state, fix, roster, article, recall)
    return repoint(state, ids, recall)


def _found_too(
    known: Set[str], changes: dict[str, Quotation | None], places: dict[str, str], shelf: Shelf
) -> None:
    """Where the machine finds what a curator added, the curator's stands alone, and a doubt says so."""
    added = {_extent(q, shelf): q for id, q in changes.items() if q and id not in known}
    near = dict.fromkeys(article for article, _, _ in added)
    for quotation in [q for article in near for q in shelf.found.get(article, ())]:
        mine = added.get(_extent(quotation, shelf))
        if mine is None or (quotation.id in changes and changes[quotation.id] is None):
            continue
        if quotation.id in changes:
            refuse(
                places[mine.id], f"this quotation is found, and corrected at {places[quotation.id]} already."
            )
        changes[quotation.id] = None
        shelf.doubt(
            places[mine.id],
            "this quotation is found without being added, and the one added here stands in its place. Write"
            " quote: instead of add:, or remove this entry if what is found is right.",
        )


def _extent(quotation: Quotation, shelf: Shelf) -> tuple[str, int, int]:
    """From its first to its last letter: marks and commas at the edges make no other quotation."""
    start, end = quotation.content[0][0], quotation.content[-1][1]
    words = shelf.named[quotation.article][0].article.text[start:end]
    inner = words.strip(EDGES)
    begin = start + (words.find(inner[0]) if inner else 0)
    return quotation.article, begin, begin + len(inner)


def _refuse_contradictions(fixes: Sequence[StatementCorrection], links: Sequence[StatementFix]) -> None:
    """Refuse to set apart what is joined, be it by way of others."""
    if len(links) < len(fixes):
        return
    leader: dict[str, str] = {}

    def top(id: str) -> str:
        while leader.get(id, id) != id:
            leader[id] = leader.get(leader[id], leader[id])
            id = leader[id]
        return id

    joins: dict[str, str] = {}
    for fix, link in zip(fixes, links, strict=True):
        for id in link.quotations if link.join else ():
            leader[top(id)] = top(link.quotations[0])
            joins.setdefault(id, fix.where)
    for fix, link in zip(fixes, links, strict=True):
        if link.join:
            continue
        seen: dict[str, str] = {}
        for id in link.quotations:
            other = seen.setdefault(top(id), id)
            if other != id:
                refuse(
                    fix.where,
                    f"{fix.action}: parts what join: at {joins[id]} puts together. Remove one of the two.",
                )


@contextmanager
def _passing_over(findings: list[Finding]) -> Iterator[None]:
    """Whatever is about something absent leaves a finding, and changes nothing."""
    try:
        yield
    except AbsentError as error:
        where, _, message = str(error).partition(": ")
        findings.append(Finding(Level.WARNING, "correction-without-target", where, message))


def _link(
    fix: StatementCorrection, shelf: Shelf, changes: dict[str, Quotation | None], absent: list[Finding]
) -> StatementFix:
    """A correction of statements with the quotations that are there."""
    ids = []
    for reference in fix.quotations:
        with _passing_over(absent):
            ids.append(_left(reference, shelf, changes))
    return StatementFix(fix.action == "join", tuple(ids), fix.note, fix.action == "echo")


def _once(id: str, where: str, places: dict[str, str]) -> None:
    """Remember where a quotation was corrected, and refuse to do it twice."""
    other = places.setdefault(id, where)
    if other != where:
        refuse(where, f"this quotation is corrected at {other} already. Make one correction of the two.")


def _left(reference: Reference, shelf: Shelf, changes: dict[str, Quotation | None]) -> str:
    """The id of a quotation, found or added, that no correction drops."""
    id = shelf.quotation(reference).id
    if id in changes and changes[id] is None:
        refuse(reference.where, "this quotation is dropped by another correction. Remove one of the two.")
    return id


def _findings(fixes: Corrections, absent: Sequence[Finding]) -> tuple[Finding, ...]:
    count = len(fixes.quotations) + len(fixes.actors) + len(fixes.statements) - len(absent)
    if count < 1:
        return ()
    return (Finding(Level.INFO, "corrections", "seeds/corrections.yml", f"{count} corrections applied."),)
