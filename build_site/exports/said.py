"""``data/transcripts.json`` and ``data/said.json``: what was said, and how print stands to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from build_site.exports.base import json_lines
from build_site.model import Dataset, Heard, Place, Publish
from build_site.said.hearing import shown_of


def transcripts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/transcripts.json``: one record a transcript; its text only where all of it is published."""
    if not dataset.record.transcripts:
        return
    actor_of = dict(dataset.record.speakers)
    records = (
        {
            "id": one.id,
            "path": one.path,
            "sha256": one.sha256,
            "title": one.facts.title,
            "date": one.facts.date,
            "occasion": one.facts.occasion,
            "place": one.facts.place,
            "url": one.facts.url,
            "licence": one.facts.licence,
            "completeness": one.facts.completeness,
            "publish": shown_of(dataset, one),
            "text": one.text if shown_of(dataset, one) is Publish.FULL else None,
            "turns": [
                {
                    "speaker": turn.speaker or None,
                    "actor": actor_of.get(turn.speaker),
                    "span": turn.span,
                    "speech": turn.speech,
                    "asks": turn.asks,
                    "time": turn.time,
                }
                for turn in one.turns
            ],
            "directions": one.directions,
        }
        for one in dataset.record.transcripts
    )
    yield "data/transcripts.json", json_lines(records)


def said(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/said.json``: one record a quotation that was looked up, with verdict and evidence."""
    if not dataset.record.transcripts:
        return
    hidden = {one.id for one in dataset.record.transcripts if shown_of(dataset, one) is Publish.NOTHING}
    yield "data/said.json", json_lines(record_of(heard, hidden) for heard in dataset.record.heard)


def record_of(heard: Heard, hidden: set[str] | frozenset[str] = frozenset()) -> dict[str, Any]:
    """One record; of a transcript that is not published the said words are left out."""
    found = heard.comparison
    kept = not any(place.transcript in hidden for place in found.places)
    return {
        "quotation": heard.quotation,
        "text": heard.text,
        "verdict": found.verdict,
        "places": [_place(place) for place in found.places],
        "others": [_place(place) for place in found.others],
        "differences": [
            {
                "kind": d.kind,
                "printed": d.printed,
                "said": d.said if kept else None,
                "at": d.at,
                "where": d.where,
            }
            for d in found.differences
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "transcript": place.transcript,
        "turns": place.turns,
        "span": place.span,
        "words": place.words,
        "agreement": place.agreement,
    }
