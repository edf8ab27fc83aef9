"""What was said on an occasion that a story tells of, and that none of its articles prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_site.model import Publish, Span
from build_site.pages.catalogue import Catalogue
from build_site.pages.escape import plain
from build_site.pages.said import heading
from build_site.said.addresses import sentence_spans, slug
from build_site.said.hearing import shown_of

ENOUGH = 8
"""Words of a sentence that says something."""
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Unprinted:
    """One transcript beside a story."""

    title: str
    path: str | None
    """From the site's root; None where it is not published."""
    speakers: tuple[str, ...]
    sentences: int
    """Of so many words as say something, by those whom the story quotes from it."""
    left: int
    """Of them those of which no article prints a word."""
    shown: tuple[tuple[str, str], ...]
    """The longest of these, in their order: words and anchor; none where the whole is not published."""


def unprinted(known: Catalogue, articles: Iterable[str]) -> tuple[Unprinted, ...]:
    """A record for every transcript that some quotation of these articles comes from.

    What was only prepared was not said: of a prepared text its delivery tells.
    """
    prepared = {delivery.prepared for delivery in known.dataset.record.deliveries}
    printed: dict[str, list[Span]] = {}
    speakers: dict[str, dict[str, None]] = {}
    for article in articles:
        for q in known.in_article.get(article, ()):
            heard = known.heard.get(q.id)
            for place in heard.comparison.every if heard else ():
                one = known.transcripts[place.transcript]
                if one.id in prepared:
                    continue
                printed.setdefault(one.id, []).extend(place.words)
                named = speakers.setdefault(one.id, {})
                named.update(dict.fromkeys(one.turns[turn].speaker for turn in place.turns))
    return tuple(_record(known, id, spans, tuple(speakers[id])) for id, spans in printed.items())


def _record(known: Catalogue, id: str, printed: list[Span], speakers: tuple[str, ...]) -> Unprinted:
    one = known.transcripts[id]
    publish = shown_of(known.dataset, one)
    told = [
        span
        for turn in one.turns
        if turn.speaker in speakers
        for span in sentence_spans(one, turn)
        if len(one.text[slice(*span)].split()) >= ENOUGH
    ]
    left = list(_apart(told, printed))
    longest = set(sorted(left, key=lambda s: (s[0] - s[1], s))[:SHOWN])
    anchors = known.sentences[id]
    return Unprinted(
        title=heading(one),
        path=f"transcripts/{slug(one)}.html" if publish is not Publish.NOTHING else None,
        speakers=tuple(plain(speaker) for speaker in speakers if speaker),
        sentences=len(told),
        left=len(left),
        shown=tuple((one.text[slice(*s)], anchors[s[0]]) for s in left if s in longest)
        if publish is Publish.FULL
        else (),
    )


def _apart(told: list[Span], printed: list[Span]) -> Iterator[Span]:
    """Sentences of which nothing is printed."""
    for start, end in told:
        if not any(a < end and b > start for a, b in printed):
            yield start, end
