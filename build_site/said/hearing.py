"""A whole corpus beside its transcripts: whose turns they are, and what was said of each quotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from build_site.errors import InputError
from build_site.lexicon import Lexicon
from build_site.model import (
    Actor,
    ActorKind,
    Dataset,
    Delivery,
    Finding,
    Heard,
    Level,
    Publish,
    Quotation,
    QuotationType,
    Record,
    Transcript,
    Verdict,
)
from build_site.recall import Recalling, once, same
from build_site.said import FEWEST, Query, look_up
from build_site.said.delivering import delivered, pairs_of
from build_site.said.measuring import measured
from build_site.said.speaking import labels_of, name_of

_SPEAKING = frozenset({ActorKind.PERSON, ActorKind.OFFICE, ActorKind.ORGANISATION})


def with_record(
    dataset: Dataset, transcripts: Sequence[Transcript], lexicon: Lexicon, recall: Recalling = once
) -> Dataset:
    """The corpus with its transcripts, their speakers as its actors, and every quotation looked up."""
    if not transcripts:
        return dataset
    known = (recall(same, one) for one in transcripts)
    ordered = tuple(sorted(known, key=lambda t: (t.facts.date or "~", t.id)))
    deliveries, findings = _deliveries(ordered, lexicon, recall)
    labels = sorted({turn.speaker for one in ordered for turn in one.turns if turn.speaker})
    of_actor = {actor.id: _labels(actor, labels, lexicon) for actor in dataset.actors}
    published = {article.id: article.published for article in dataset.articles}
    asked = [(q, text) for q in dataset.quotations if (text := _words(q)) and len(text.split()) >= FEWEST]
    queries = [
        Query(
            text,
            of_actor[q.actor] if q.actor else None,
            q.when.edtf if q.when else published[q.article],
            reported=q.type is QuotationType.INDIRECT,
        )
        for q, text in asked
    ]
    found = look_up(queries, ordered, lexicon, deliveries)
    heard = tuple(
        Heard(q.id, text, one)
        for (q, text), one in zip(asked, found, strict=True)
        if one.found or (of_actor.get(q.actor or "") and q.type is not QuotationType.INDIRECT)
    )
    speakers = _speakers(dataset.actors, of_actor, labels, lexicon)
    beside = measured(dataset, heard, {one.id: one for one in ordered}, lexicon)
    return replace(
        dataset,
        record=Record(ordered, speakers, heard, deliveries),
        measured=tuple(beside),
        findings=(*dataset.findings, *findings),
    )


def _deliveries(
    transcripts: Sequence[Transcript], lexicon: Lexicon, recall: Recalling
) -> tuple[tuple[Delivery, ...], tuple[Finding, ...]]:
    """Prepared texts beside their deliveries, and a finding for each two that are hardly alike.

    What names no transcript was refused where transcripts are read.
    """
    found, findings = [], []
    for prepared, delivery in pairs_of(transcripts, _passed_over):
        one: Delivery | None = recall(delivered, prepared, delivery, lexicon)
        if one is not None:
            found.append(one)
            continue
        message = (
            f"It shares too little with {delivery.id} to be the text prepared for it: they are not compared."
        )
        findings.append(Finding(Level.WARNING, "prepared-unlike", prepared.path, message))
    return tuple(found), tuple(findings)


def _passed_over(where: str, error: InputError) -> None:
    """Nothing more is said of it here."""


def _words(q: Quotation) -> str:
    """What is looked up: the words in marks; of an indirect one what the reporter says was said."""
    return q.text if q.type is not QuotationType.MIXED else q.own


def _labels(actor: Actor, labels: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    if actor.kind not in _SPEAKING:
        return frozenset()
    return labels_of((actor.name, *(name.text for name in actor.aliases if not name.count)), labels, lexicon)


def _speakers(
    actors: Sequence[Actor], of_actor: Mapping[str, frozenset[str]], labels: Sequence[str], lexicon: Lexicon
) -> tuple[tuple[str, str], ...]:
    """Each label with the one actor whom it names: by the whole name, or as the only one that it fits."""
    found = []
    for label in labels:
        fits = [actor for actor in actors if label in of_actor[actor.id]]
        own = name_of(label, lexicon)
        exact = [actor for actor in fits if name_of(actor.name, lexicon) == own]
        chosen = exact or fits
        if len(chosen) == 1:
            found.append((label, chosen[0].id))
    return tuple(found)


def shown_of(dataset: Dataset, one: Transcript) -> Publish:
    """How much of a transcript is published: as it says, else as the corpus's articles are."""
    return one.facts.publish or Publish(dataset.corpus.publish)


def judged(heard: Heard) -> bool:
    """Whether its words were held against said ones."""
    return heard.comparison.verdict not in {Verdict.NOT_FOUND, Verdict.REPORTED}
