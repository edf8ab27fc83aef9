"""What was said, and how print stands to it: JSON, Web Annotations, and columns of the tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from build_site.exports.base import json_lines
from build_site.exports.webannotation import CONTEXT, position_selector, quote_selector
from build_site.model import Beside, Comparison, Dataset, Delivery, Heard, Place, Publish, Transcript
from build_site.said.addresses import slug, turn_anchors
from build_site.said.hearing import shown_of


def transcripts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/transcripts.json``: one record a transcript; its text only where all of it is published."""
    if not dataset.record.transcripts:
        return
    actor_of = dict(dataset.record.speakers)
    prepared = {one.prepared: one for one in dataset.record.deliveries}
    full = {one.id for one in dataset.record.transcripts if shown_of(dataset, one) is Publish.FULL}
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
            "prepared_for": _delivery(prepared[one.id], full) if one.id in prepared else None,
        }
        for one in dataset.record.transcripts
    )
    yield "data/transcripts.json", json_lines(records)


def _delivery(one: Delivery, full: set[str]) -> dict[str, Any]:
    """How the speaker departed from the text; words of what is not published whole are left out."""
    return {
        "transcript": one.delivered,
        "words": one.words,
        "delivered": one.kept,
        "turns": one.turns,
        "outside": one.outside,
        "departures": [
            {
                "kind": d.kind,
                "what": d.what,
                "prepared": d.prepared if one.prepared in full else None,
                "delivered": d.delivered if one.delivered in full else None,
                "at": d.at,
                "where": d.where,
            }
            for d in one.departures
        ],
    }


def said(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/said.json``: one record a quotation that was looked up, with verdict and evidence."""
    if not dataset.record.transcripts:
        return
    hidden = {one.id for one in dataset.record.transcripts if shown_of(dataset, one) is Publish.NOTHING}
    yield "data/said.json", json_lines(record_of(heard, hidden) for heard in dataset.record.heard)


def record_of(heard: Heard, hidden: set[str] | frozenset[str] = frozenset()) -> dict[str, Any]:
    """One record; of a transcript that is not published the said words are left out."""
    found = heard.comparison
    return {
        "quotation": heard.quotation,
        "text": heard.text,
        "verdict": found.verdict,
        "places": [_place(place) for place in found.places],
        "others": [_place(place) for place in found.others],
        "differences": _differences(found, hidden),
        "beside": {
            "transcript": found.beside.transcript,
            "verdict": found.beside.verdict,
            "places": [_place(place) for place in found.beside.places],
            "differences": _differences(found.beside, hidden),
        }
        if found.beside
        else None,
    }


def _differences(found: Comparison | Beside, hidden: set[str] | frozenset[str]) -> list[dict[str, Any]]:
    kept = not any(place.transcript in hidden for place in found.places)
    return [
        {
            "kind": d.kind,
            "printed": d.printed,
            "said": d.said if kept else None,
            "at": d.at,
            "where": d.where,
        }
        for d in found.differences
    ]


def _place(place: Place) -> dict[str, Any]:
    return {
        "transcript": place.transcript,
        "turns": place.turns,
        "span": place.span,
        "words": place.words,
        "agreement": place.agreement,
    }


def texts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``transcripts/<slug>.txt``: the text that offsets count in, where it is published in full."""
    for one in dataset.record.transcripts:
        if shown_of(dataset, one) is Publish.FULL:
            yield f"transcripts/{slug(one)}.txt", one.text


def transcript_annotations(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/transcripts.jsonld``: who quotes which words, as W3C Web Annotations of the transcripts."""
    if not dataset.record.transcripts:
        return
    known = {one.id: one for one in dataset.record.transcripts if shown_of(dataset, one) is Publish.FULL}
    turns = {id: turn_anchors(one) for id, one in known.items()}
    articles = {q.id: (q.article, q.anchor) for q in dataset.quotations}
    slugs = {article.id: article.slug for article in dataset.articles}
    items = json_lines(
        _annotation(
            heard,
            place,
            known[place.transcript],
            turns[place.transcript][place.turns[0]],
            f"{slugs[article]}.html#{anchor}",
        )
        for heard in dataset.record.heard
        if heard.quotation in articles
        for article, anchor in (articles[heard.quotation],)
        for place in heard.comparison.places
        if place.transcript in known
    )
    head = json.dumps({"@context": CONTEXT, "id": "transcripts.jsonld", "type": "AnnotationPage"})
    yield "data/transcripts.jsonld", f'{head[:-1]}, "items": {items.rstrip()}}}\n'


def _annotation(heard: Heard, place: Place, one: Transcript, turn: str, article: str) -> dict[str, Any]:
    """A place of a transcript, linked to the quotation that prints it."""
    return {
        "id": f"../transcripts/{slug(one)}.html#{turn}-{place.span[0]}-{article.rpartition('#')[2]}",
        "type": "Annotation",
        "motivation": "linking",
        "generator": {"type": "Software", "name": "Verbatim"},
        "body": [
            {"type": "SpecificResource", "purpose": "linking", "source": f"../articles/{article}"},
            {"type": "TextualBody", "purpose": "assessing", "value": heard.comparison.verdict},
        ],
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": f"../transcripts/{slug(one)}.txt",
                "type": "Text",
                "format": "text/plain",
                "digest": f"sha256:{one.sha256}",
            },
            "selector": [
                quote_selector(one.text, place.span, (0, len(one.text))),
                position_selector(place.span),
            ],
        },
    }
