"""The page of a transcript: the speech, who quoted which words, and what nobody quoted; and their index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from build_site.model import Comparison, Completeness, Heard, Place, Publish, Span, Transcript, Verdict
from build_site.pages.catalogue import ActorLink, Catalogue, Quoted
from build_site.pages.delivery import Mark, Other, marks, others
from build_site.pages.escape import plain
from build_site.pages.links import web_address
from build_site.pages.said import clock, heading, watch
from build_site.pages.words import count, date_words
from build_site.said.addresses import legible, sentence_anchors, sentence_spans, slug, spoken, turn_anchors
from build_site.said.hearing import shown_of

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
HOTTEST = 4
"""From so many articles on the heat grows no further."""
COMPLETENESS = {
    Completeness.COMPLETE: "complete",
    Completeness.PARTIAL: "partial: not all that was said stands here",
    Completeness.PREPARED: "prepared text: what was delivered may differ",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the same articles quote."""

    text: str
    heat: int
    """How many articles, ``HOTTEST`` at most."""
    by: str
    """Who, for people."""
    mark: str = ""
    """How it departs from the other of a prepared text and its delivery: ``new``, ``gone``, ``moved``."""
    before: str = ""
    """Prepared words that stand before it, as left out."""
    after: str = ""
    """Delivered words that stand behind it, in its place."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn, or a stage direction (no anchor)."""

    anchor: str | None
    stretches: tuple[Stretch, ...]
    time: str | None = None
    opens: bool = False
    """It begins a paragraph."""


@dataclass(frozen=True, slots=True)
class Citing:
    """A quotation of a turn's words, with its verdict."""

    quoted: Quoted
    verdict: str
    key: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn as the page shows it."""

    anchor: str
    label: str
    actor: ActorLink | None
    time: str | None
    watch: str | None
    sentences: tuple[Sentence, ...]
    cited: tuple[Citing, ...]
    omitted: bool
    """Left out: only what is quoted is published."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the header."""

    label: str
    value: str | None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """What ``transcript.html`` shows."""

    path: str
    title: str
    description: str
    facts: tuple[Fact, ...]
    turns: tuple[TurnView, ...]
    quotations: int
    outlets: int
    words: int
    share: str
    """How much of the speech somebody quotes."""
    excerpts: bool
    others: tuple[Other, ...]
    """The texts prepared for it, or its delivery."""


@dataclass(frozen=True, slots=True)
class Row:
    """A transcript of the index."""

    path: str
    title: str
    date: str | None
    occasion: str | None
    speakers: tuple[str, ...]
    quotations: int
    prepared: bool
    """It is a prepared text."""


@dataclass(frozen=True, slots=True)
class TranscriptsPage:
    """What ``transcripts.html`` shows."""

    path: str
    title: str
    description: str
    rows: tuple[Row, ...]
    hidden: int
    """Transcripts that are looked up and not published."""


@dataclass(slots=True)
class _Quotes:
    """Who quotes one transcript, and where."""

    spans: list[tuple[Span, str, str]] = field(default_factory=list)
    """Span, article id, outlet or title."""
    turns: dict[int, list[Heard]] = field(default_factory=dict)
    all: dict[str, Heard] = field(default_factory=dict)
    marks: Mapping[int, Sequence[Mark]] = field(default_factory=dict)
    """By sentence: where it departs from the other of a prepared text and its delivery."""


def contexts(known: Catalogue) -> Iterator[TranscriptPage]:
    """One page per transcript that is published, in full or in part."""
    quotes = _quotes(known)
    actor_of = dict(known.dataset.record.speakers)
    for one in known.dataset.record.transcripts:
        if shown_of(known.dataset, one) is not Publish.NOTHING:
            own = quotes.get(one.id) or _Quotes()
            own.marks = marks(known, one)
            yield _context(known, one, own, actor_of)


def index(known: Catalogue) -> Iterator[TranscriptsPage]:
    """The index of transcripts, where there are any."""
    found = known.dataset.record.transcripts
    if not found:
        return
    quotes = _quotes(known)
    rows = tuple(
        Row(
            f"transcripts/{slug(one)}.html",
            heading(one),
            date_words(one.facts.date) if one.facts.date else None,
            plain(one.facts.occasion) if one.facts.occasion else None,
            tuple(dict.fromkeys(plain(t.speaker) for t in one.turns if t.speaker))[:6],
            len(quotes[one.id].all) if one.id in quotes else 0,
            one.facts.completeness is Completeness.PREPARED,
        )
        for one in found
        if shown_of(known.dataset, one) is not Publish.NOTHING
    )
    said = f"{count(len(found), 'transcript')}: what was really said, beside what was printed."
    yield TranscriptsPage("transcripts/index.md", "Transcripts", said, rows, len(found) - len(rows))


def _quotes(known: Catalogue) -> dict[str, _Quotes]:
    found: dict[str, _Quotes] = {}
    for heard in known.dataset.record.heard:
        if heard.quotation not in known.quotations:
            continue
        q = known.quotations[heard.quotation]
        where = known.article(q.article).where
        for place in _cited(heard.comparison):
            own = found.setdefault(place.transcript, _Quotes())
            own.spans += [(span, q.article, where) for span in place.words]
            own.all[heard.quotation] = heard
            for turn in place.turns:
                if heard not in own.turns.setdefault(turn, []):
                    own.turns[turn].append(heard)
    return found


def _cited(found: Comparison) -> tuple[Place, ...]:
    """The places that a quotation is told of: words as prepared in what was delivered too."""
    return found.every if found.verdict is Verdict.PREPARED else found.places


def _context(
    known: Catalogue, one: Transcript, quotes: _Quotes, actor_of: Mapping[str, str]
) -> TranscriptPage:
    excerpts = shown_of(known.dataset, one) is Publish.EXCERPTS
    names, places = turn_anchors(one), sentence_anchors(one)
    turns = tuple(
        _turn(known, one, number, quotes, (names[number], places, actor_of, excerpts))
        for number in range(len(one.turns))
    )
    outlets = {known.quoted(known.quotations[id]).article.where for id in quotes.all}
    title = heading(one)
    words = sum(len(one.text[s:e].split()) for turn in one.turns for s, e in turn.speech)
    heard = spoken(one)
    used = sum(len(heard[s:e].split()) for s, e in _union(s for s, _, _ in quotes.spans))
    return TranscriptPage(
        path=f"transcripts/{slug(one)}.md",
        title=title,
        description=f"What was said, and who quoted it: {count(len(quotes.all), 'quotation')}.",
        facts=tuple(_facts(one)),
        turns=turns,
        quotations=len(quotes.all),
        outlets=len(outlets),
        words=words,
        share=f"{100 * used / words:.1f} %" if words else "0 %",
        excerpts=excerpts,
        others=others(known, one),
    )


def _facts(one: Transcript) -> Iterator[Fact]:
    facts = one.facts
    yield Fact("Date", date_words(facts.date) if facts.date else None)
    for label, value in (("Occasion", facts.occasion), ("Place", facts.place), ("Licence", facts.licence)):
        yield Fact(label, plain(value) if value else None)
    yield Fact("Completeness", COMPLETENESS[facts.completeness] if facts.completeness else None)
    yield Fact("Original", plain(facts.url) if facts.url else None, web_address(facts.url))


_Around = tuple[str, Mapping[int, str], Mapping[str, str], bool]
"""A turn's anchor, the sentences' anchors, whom labels mean, and whether only excerpts are published."""


def _turn(known: Catalogue, one: Transcript, number: int, quotes: _Quotes, around: _Around) -> TurnView:
    anchor, places, actor_of, excerpts = around
    turn = one.turns[number]
    cited = quotes.turns.get(number, ())
    omitted = excerpts and not cited
    return TurnView(
        anchor=anchor,
        label=plain(turn.speaker) or ("Question" if turn.asks else "Speaker not named"),
        actor=known.actor(actor_of.get(turn.speaker)),
        time=clock(turn.time) if turn.time is not None else None,
        watch=watch(one, turn.speech[0][0]) if turn.speech and turn.time is not None else None,
        sentences=() if omitted else tuple(_sentences(one, number, places, quotes)),
        cited=tuple(
            Citing(
                known.quoted(known.quotations[heard.quotation]),
                heard.comparison.verdict.value,
                heard.comparison.verdict.value.split()[0],
            )
            for heard in cited
        ),
        omitted=omitted,
    )


def _sentences(
    one: Transcript, number: int, places: Mapping[int, str], quotes: _Quotes
) -> Iterator[Sentence]:
    """The sentences of a turn and its stage directions, in their order."""
    turn = one.turns[number]
    own = [q for q in quotes.spans if q[0][0] < turn.span[1] and q[0][1] > turn.span[0]]
    parts = [(span, True) for span in sentence_spans(one, turn)]
    parts += [(d, False) for d in one.directions if turn.span[0] <= d[0] < turn.span[1]]
    at = turn.span[0]
    for span, is_speech in sorted(parts):
        opens = not one.times and bool(_PARAGRAPH.search(one.text, at, span[0]))
        at = span[1]
        if is_speech:
            seconds = one.time_at(span[0]) if one.times else None
            time = clock(seconds) if seconds is not None else None
            stretches = tuple(_stretches(one, span, own, quotes.marks.get(span[0], ())))
            yield Sentence(places[span[0]], stretches, time, opens)
        else:
            yield Sentence(None, (Stretch(one.text[slice(*span)], 0, ""),), opens=opens)


def _stretches(
    one: Transcript, span: Span, quotes: Sequence[tuple[Span, str, str]], apart: Sequence[Mark]
) -> Iterator[Stretch]:
    """A sentence cut where somebody's quotation begins or ends, or where it departs from the other text."""
    start, end = span
    edges = {start, end}
    for a, b in (*(q[0] for q in quotes), *(m.span for m in apart)):
        edges.update(at for at in (a, b) if start < at < end)
    text = legible(one, start, end)
    for a, b in pairwise(sorted(edges)):
        by = {article: where for (s, e), article, where in quotes if s <= a and b <= e}
        names = ", ".join(dict.fromkeys(by.values()))
        here = next((m for m in apart if m.span[0] <= a and b <= m.span[1]), None)
        yield Stretch(
            text[a - start : b - start],
            min(len(by), HOTTEST),
            names,
            here.kind if here else "",
            _joined(m.before for m in apart if m.span[0] == a),
            _joined(m.after for m in apart if m.span[1] == b),
        )
    yield from (Stretch("", 0, "", "", m.before) for m in apart if m.span == (end, end) and m.before)


def _joined(words: Iterator[str]) -> str:
    return " … ".join(filter(None, words))


def _union(spans: Iterator[Span]) -> Iterator[Span]:
    at = -1
    for start, end in sorted(spans):
        if end > at:
            yield max(start, at), end
            at = end
