"""What somebody looked at and found right, for as long as it is what they looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_site.curation.records import UNATTRIBUTED, Check
from build_site.errors import AbsentError, CurationError
from build_site.model import Dataset, Decision, Finding, Level, Quotation
from build_site.recall import Recalling, once, same
from build_site.stages.corrections.actors import Roster, State
from build_site.stages.corrections.find import Shelf
from build_site.stages.corrections.words import same_words


@dataclass(frozen=True, slots=True)
class Looked:
    """The corpus with what was looked at marked, and what has changed since."""

    state: State
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()


def checks(
    records: Sequence[Check], shelf: Shelf, state: State, roster: Roster, recall: Recalling = once
) -> Looked:
    """Mark what was checked. A check whose words are gone or others now falls, and leaves a finding."""
    if not records:
        return Looked(state)
    now = {q.id: q for q in state.quotations}
    looked: dict[str, Quotation] = {}
    decisions, findings = [], []
    for number, record in enumerate(records):
        try:
            id = shelf.quotation(record.quotation).id
        except (CurationError, AbsentError) as error:
            findings.append(_fallen(record, str(error).removeprefix(f"{record.quotation.where}: ")))
            continue
        decisions.append(Decision(id, "checked", number))
        quotation = now.get(id)
        if quotation is None:
            continue  # dropped since: that says more
        if trouble := _changed(record, quotation, roster):
            findings.append(_fallen(record, trouble))
        else:
            looked[id] = recall(same, replace(quotation, checked=by_whom(record.by, record.on)))
    quotations = tuple(looked.get(q.id, q) for q in state.quotations) if looked else state.quotations
    return Looked(State(state.articles, quotations), tuple(decisions), tuple(findings))


def by_whom(by: str, on: str) -> str:
    """What a quotation says of a check."""
    return ", ".join(filter(None, (by, on))) or "by the curator"


def once_more(dataset: Dataset, ids: Sequence[str], by: str, first: int) -> Dataset:
    """The corpus with published quotations checked that were not: nothing else depends on it.

    ``first`` is the place of the first of these entries in their list.
    """
    quotations = tuple(replace(q, checked=by) if q.id in ids else q for q in dataset.quotations)
    decisions = tuple(Decision(id, "checked", first + number) for number, id in enumerate(ids))
    return replace(dataset, quotations=quotations, decisions=(*dataset.decisions, *decisions))


def _changed(record: Check, quotation: Quotation, roster: Roster) -> str:
    """What is no longer as it was looked at, or ''."""
    if not same_words(record.quotation.words, quotation.text):
        return "its words are others now."
    if record.type is not quotation.type:
        return f"it was {record.type.value} and is {quotation.type.value} now."
    named = [roster.named(name) for name in record.speakers if name.casefold() != UNATTRIBUTED]
    if None in named or {one.id for one in named if one} != set(quotation.speakers):
        now = " and ".join(roster.by_id[id].name for id in quotation.speakers) or "nobody"
        return f"it was by {' and '.join(record.speakers)} and is by {now} now."
    return ""


def _fallen(record: Check, why: str) -> Finding:
    message = f"A check no longer holds: {why} Look again, or remove this entry."
    return Finding(Level.WARNING, "check-fallen", record.quotation.where, message)
