"""A prepared text beside its delivery, as the pages of both show it: how the speaker departed from it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_site.model import Completeness, Delivery, Departing, Departure, Publish, Span, Transcript
from build_site.pages.catalogue import Catalogue
from build_site.pages.said import heading
from build_site.pages.words import count
from build_site.said.addresses import sentence_anchors, sentence_spans, slug
from build_site.said.hearing import shown_of

AD_LIB = 6
"""Words from which on what was added is listed."""
LISTED = 40
"""Departures of a kind that are listed; all of them are marked in the speech."""
SHORT = 200
"""Characters of other words that stand in the speech."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page's own text departs from the other, and the other's words."""

    span: Span
    """Empty where only the other has words."""
    kind: str
    """``new`` (delivered only), ``gone`` (prepared only), ``moved``; '' where ``span`` is empty."""
    before: str = ""
    """Prepared words that stand before it, as left out."""
    after: str = ""
    """Delivered words that follow it, in its place."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A departure in a list."""

    prepared: str
    delivered: str
    what: str
    href: str | None
    """From the site's root; None where no page holds it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The departures of one kind."""

    title: str
    shown: tuple[Listed, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Other:
    """The other of the two texts, with what sets them apart."""

    prepared: bool
    """Whether the page is the prepared text's, and this the delivery."""
    title: str
    path: str | None
    words: str
    share: str
    counts: str
    partial: bool
    """The delivery's transcript holds a part: what it lacks may have been said."""
    outside: int
    """Turns of the speaker before and after the speech."""
    groups: tuple[Group, ...]


def others(known: Catalogue, one: Transcript) -> tuple[Other, ...]:
    """The texts that were prepared for a delivery, or the delivery that a text was prepared for."""
    found = known.dataset.record.deliveries
    return tuple(_other(known, one, d) for d in found if one.id in {d.prepared, d.delivered})


def marks(known: Catalogue, one: Transcript) -> Mapping[int, tuple[Mark, ...]]:
    """By where a sentence begins: what of it departs from the other text, of several others the first."""
    delivery = next((d for d in known.dataset.record.deliveries if one.id in {d.prepared, d.delivered}), None)
    if delivery is None:
        return {}
    prepared = delivery.prepared == one.id
    other = known.transcripts[delivery.delivered if prepared else delivery.prepared]
    shown = shown_of(known.dataset, other) is Publish.FULL
    made = (_undelivered(d, shown) if prepared else _departed(d, shown) for d in delivery.departures)
    sentences = [span for turn in one.turns for span in sentence_spans(one, turn)]
    starts = [start for start, _ in sentences]
    found: dict[int, tuple[Mark, ...]] = {}
    for mark in sorted((m for m in made if m), key=lambda m: m.span):
        for start, piece in _by_sentence(mark, sentences, starts):
            found[start] = (*found.get(start, ()), piece)
    return found


def _by_sentence(mark: Mark, sentences: Sequence[Span], starts: Sequence[int]) -> Iterator[tuple[int, Mark]]:
    """A mark cut where sentences end; words of the other text stand once."""
    low, high = mark.span
    first = max(0, bisect_right(starts, low) - 1)
    last = max(first, bisect_left(starts, high) - 1)
    for number in range(first, last + 1):
        start, end = sentences[number]
        span = min(max(low, start), end), min(high, end)
        before, after = mark.before if number == first else "", mark.after if number == last else ""
        if span[0] < span[1] or before or after:
            yield start, Mark((span[0], max(span)), mark.kind, before, after)


def _departed(departure: Departure, shown: bool) -> Mark:
    """In the delivery: what was added, and what was left out where it would have stood."""
    if departure.kind is Departing.MOVED:
        return Mark(departure.where, "moved")
    words = departure.prepared if shown else _unpublished(departure.prepared)
    kind = "new" if departure.delivered else ""
    return Mark(departure.where, kind, before=_line(words))


def _undelivered(departure: Departure, shown: bool) -> Mark | None:
    """In the prepared text: what was not delivered, and what was said instead."""
    if departure.kind is Departing.MOVED:
        return Mark(departure.at, "moved")
    if departure.kind is Departing.ADDED:
        return None
    return Mark(departure.at, "gone", after=_line(departure.delivered) if shown else "")


def _unpublished(words: str) -> str:
    return f"{count(len(words.split()), 'word')} that are not published" if words else ""


def _line(words: str) -> str:
    line = " ".join(words.split())
    if len(line) <= SHORT:
        return line
    return f"{line[: SHORT // 2].rstrip()} … {line[-SHORT // 2 :].lstrip()}"


def _other(known: Catalogue, one: Transcript, delivery: Delivery) -> Other:
    prepared = one.id == delivery.prepared
    texts = tuple(known.transcripts[id] for id in (delivery.prepared, delivery.delivered))
    other = texts[prepared]
    public = shown_of(known.dataset, other) is not Publish.NOTHING
    number = {kind: sum(d.kind is kind for d in delivery.departures) for kind in Departing}
    words = {
        Departing.ADDED: sum(len(d.delivered.split()) for d in _of(delivery, Departing.ADDED)),
        Departing.LEFT_OUT: sum(len(d.prepared.split()) for d in _of(delivery, Departing.LEFT_OUT)),
    }
    told = [
        f"{number[kind]} {kind}" + (f" ({count(words[kind], 'word')})" if kind in words else "")
        for kind in Departing
        if number[kind]
    ]
    return Other(
        prepared=prepared,
        title=heading(other),
        path=f"transcripts/{slug(other)}.html" if public else None,
        words=count(delivery.words, "word"),
        share=f"{100 * delivery.share:.0f} %",
        counts=", ".join(told) or "no departure",
        partial=texts[1].facts.completeness is Completeness.PARTIAL,
        outside=len(delivery.outside),
        groups=() if prepared else tuple(_groups(known, delivery, *texts)),
    )


def _of(delivery: Delivery, kind: Departing) -> list[Departure]:
    return [d for d in delivery.departures if d.kind is kind]


def _groups(
    known: Catalogue, delivery: Delivery, prepared: Transcript, spoken: Transcript
) -> Iterator[Group]:
    """The departures for looking through: each leads to its place, what was left out to the prepared text."""
    if shown_of(known.dataset, spoken) is not Publish.FULL:
        return
    readable = shown_of(known.dataset, prepared) is Publish.FULL
    added = [d for d in _of(delivery, Departing.ADDED) if len(d.delivered.split()) >= AD_LIB]
    kinds = [(f"{count(len(added), 'passage')} added, of {AD_LIB} words or more", added, spoken)]
    for kind, title in ((Departing.LEFT_OUT, "left out"), (Departing.CHANGED, "said otherwise")):
        own = _of(delivery, kind) if readable else []
        kinds.append((f"{len(own)} {title}", own, prepared if kind is Departing.LEFT_OUT else spoken))
    for title, own, where in kinds:
        if own:
            names = sentence_anchors(where)
            starts = list(names)
            path = f"transcripts/{slug(where)}.html"
            shown = tuple(
                Listed(
                    _line(d.prepared),
                    _line(d.delivered),
                    d.what.value if d.what else "",
                    f"{path}#{_sentence(names, starts, d.at if where is prepared else d.where)}",
                )
                for d in own[:LISTED]
            )
            yield Group(title, shown, len(own) - len(shown))


def _sentence(names: dict[int, str], starts: Sequence[int], span: Span) -> str:
    """The anchor of the sentence that holds a place."""
    return names[starts[max(0, bisect_right(starts, span[0]) - 1)]]
