"""An article's blocks as HTML: its own characters, every quotation marked, the rest told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeVar

from markupsafe import Markup, escape

from build_site.model import Block, BlockKind, CorpusArticle, Quotation, Span
from build_site.pages.annotate import Insert, Layer, annotate
from build_site.pages.catalogue import NOBODY, Catalogue
from build_site.pages.escape import plain
from build_site.pages.people import UNKNOWN, badges, hues
from build_site.pages.words import TYPES, percent
from build_site.text import touched

Item = TypeVar("Item")

FOLDED = frozenset((BlockKind.BOILERPLATE, BlockKind.TAGS))
"""Dimmed and folded, never dropped."""
_LAYOUT = " \t\n\r\v\f"
"""White space that only lays lines out."""
_CLOSING = re.compile("[.,;:!?]?[\"'”’»›]{0,2}[.,;:!?]?")
"""What belongs to words that end before it: their closing marks and punctuation."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted on a page, as its legend and badges show them."""

    id: str | None
    """None: the quotations that are attributed to nobody."""
    name: str
    badge: str
    hue: int
    numbers: tuple[int, ...]
    """Of the quotations, as the page's list counts them."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of the text."""

    tag: str
    kind: str
    """What sets it apart from a paragraph, as classes."""
    span: str
    """``start end``: where its characters stand in the source."""
    html: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are drawn together."""

    kind: str
    """``text``, ``blockquote``, ``folded``, or ``omitted`` where only excerpts are published."""
    outlet: str | None
    blocks: tuple[BlockView, ...]


def speakers(known: Catalogue, quotations: Sequence[Quotation]) -> tuple[Speaker, ...]:
    """Who is quoted, most often first; those who could not be identified last."""
    said: dict[str | None, list[int]] = {}
    for number, q in enumerate(quotations, 1):
        said.setdefault(voice(q), []).append(number)
    hue = hues((voice(q) for q in quotations), known.hues)
    links = known.actor_links
    names = {key: links[key].name if key in links else plain(key[1:]) for key in hue}
    badge = badges(names)
    found = [Speaker(actor, names[actor], badge[actor], hue[actor], tuple(said[actor])) for actor in hue]
    if None in said:
        found.append(Speaker(None, NOBODY, UNKNOWN, 0, tuple(said[None])))
    return tuple(found)


def voice(q: Quotation) -> str | None:
    """What tells speakers of one article apart: the actor's id, or the description of one without a name."""
    return q.actor or (f"~{q.unnamed.words}" if q.unnamed else None)


def groups(known: Catalogue, article: CorpusArticle, legend: Sequence[Speaker]) -> tuple[Group, ...]:
    """The blocks in order, those that are drawn together put together."""
    quotations = known.in_article.get(article.id, ())
    who = {speaker.id: speaker for speaker in legend}
    blocks = article.article.blocks
    shown = (
        _shown(blocks, quotations)
        if known.dataset.corpus.publish == "excerpts"
        else frozenset(range(len(blocks)))
    )
    text = article.article.text
    spans = with_edges(text, [block.span for block in blocks])
    visible = [span for i, span in enumerate(spans) if i in shown]
    doubts = known.doubts.get(article.id, ())
    layers = [*_layers(quotations, who, visible), *_doubtful(doubts, visible)]
    inserts = (*_badges(text, quotations, who, visible), *_signs(text, doubts, visible))
    headline = next((i for i, b in enumerate(blocks) if b.kind is BlockKind.HEADLINE), None)
    inside = _by_block([(layer.span, layer) for layer in layers], spans)
    # a place belongs to the block that it ends, not to the one that it begins
    placed = _by_block([((x.place - 1, x.place), x) for x in inserts], spans)
    made: list[tuple[tuple[str, str | None], BlockView]] = []
    for i, block in enumerate(blocks):
        span = spans[i]
        view = BlockView(
            tag="h1" if i == headline else "h2" if block.kind is BlockKind.SUBHEADING else "p",
            kind=_classes(block),
            span=f"{span[0]} {span[1]}",
            html=annotate(text, span, inside[i], placed[i]) if i in shown else Markup(),
        )
        made.append((_group(block, i in shown), view))
    return tuple(
        Group(kind, outlet, tuple(view for _, view in views))
        for (kind, outlet), views in groupby(made, key=lambda pair: pair[0])
    )


def _classes(block: Block) -> str:
    kinds = () if block.kind is BlockKind.PARAGRAPH else (block.kind.value,)
    return " ".join(f"v-{name}" for name in (*kinds, *(("repeat",) if block.repeat else ())))


def with_edges(text: str, spans: Sequence[Span]) -> list[Span]:
    """Blocks with those blanks at the edges of their lines that are more than layout: no-break, wide ones."""
    widened: list[Span] = []
    floor = 0
    for (start, end), (limit, _) in pairwise((*spans, (len(text), len(text)))):
        before = text[max(floor, text.rfind("\n", floor, start) + 1) : start]
        after = text[end:limit].partition("\n")[0]
        first = start - len(before.lstrip(_LAYOUT)) if not before.strip() else start
        last = end + len(after.rstrip(_LAYOUT)) if not after.strip() else end
        widened.append((first, last))
        floor = last
    return widened


def anchored(article: CorpusArticle, quotations: Iterable[Quotation]) -> frozenset[str]:
    """The quotations that have a place in some block, and so an anchor in the text."""
    spans = [b.span for b in article.article.blocks]
    return frozenset(q.id for q in quotations if any(touched(s, spans) for s in q.content))


def _group(block: Block, shown: bool) -> tuple[str, str | None]:
    if not shown:
        return ("omitted", None)
    if block.kind is BlockKind.BLOCKQUOTE:
        return ("blockquote", plain(block.outlet or ""))
    return ("folded", None) if block.kind in FOLDED else ("text", None)


def _shown(blocks: Sequence[Block], quotations: Sequence[Quotation]) -> frozenset[int]:
    spans = [block.span for block in blocks]
    return frozenset(i for q in quotations for span in q.content for i in touched(span, spans))


def _by_block(placed: Iterable[tuple[Span, Item]], spans: Sequence[Span]) -> list[list[Item]]:
    """What has a place in each block, in the order in which it is given."""
    found: list[list[Item]] = [[] for _ in spans]
    for span, item in placed:
        for i in touched(span, spans):
            found[i].append(item)
    return found


def _layers(
    quotations: Sequence[Quotation], who: Mapping[str | None, Speaker], visible: Sequence[Span]
) -> list[Layer]:
    """The words themselves; as ``i`` those that say it was said, as ``b`` those that name who."""
    layers: list[Layer] = []
    for number, q in enumerate(quotations, 1):
        layers += _marks(q, number, who[voice(q)], visible)
        if q.verbatim != q.content:
            layers += _spans('<span class="v-verbatim">', "</span>", q.verbatim, visible)
        layers += _spans(f'<i data-q="{number}">', "</i>", q.cue, visible)
        layers += _spans(f'<b data-q="{number}">', "</b>", q.source, visible)
    return layers


def _marks(q: Quotation, number: int, speaker: Speaker, visible: Sequence[Span]) -> Iterator[Layer]:
    """What says more of it stands in the list of quotations, where it has this number."""
    inner = f' class="v-{q.type.value} v-s{speaker.hue}" data-q="{number}">'
    for i, span in enumerate(_clipped(q.content, visible)):
        first = f'<mark id="{q.anchor}"' if i == 0 else "<mark"
        yield Layer(span, first + inner, "<mark" + inner, "</mark>")


def _spans(tag: str, end: str, spans: Iterable[Span], visible: Sequence[Span]) -> Iterator[Layer]:
    return (Layer(piece, tag, tag, end) for piece in _clipped(spans, visible))


def _badges(
    text: str,
    quotations: Sequence[Quotation],
    who: Mapping[str | None, Speaker],
    visible: Sequence[Span],
) -> Iterator[Insert]:
    """The real link of each quotation, behind its last words and the marks that close them."""
    before: tuple[str | None, int] | None = None
    for number, q in enumerate(quotations, 1):
        pieces = _clipped(q.content, visible)
        if pieces:
            end = pieces[-1][1]
            limit = visible[touched((end - 1, end), visible)[0]][1]
            closing = _CLOSING.match(text, end, limit)
            again = before == (before := (voice(q), limit))
            yield Insert(closing.end() if closing else end, _badge(q, number, who[voice(q)], again))


def _doubtful(doubts: Sequence[Quotation], visible: Sequence[Span]) -> Iterator[Layer]:
    """Doubts are no marks: nothing but the evidence shows them."""
    for q in doubts:
        for i, span in enumerate(_clipped(q.content, visible)):
            again = '<span class="v-doubt">'
            first = f'<span class="v-doubt" id="{q.anchor}">' if i == 0 else again
            yield Layer(span, first, again, "</span>")


def _signs(text: str, doubts: Sequence[Quotation], visible: Sequence[Span]) -> Iterator[Insert]:
    for q in doubts:
        pieces = _clipped(q.content, visible)
        if pieces:
            end = pieces[-1][1]
            limit = visible[touched((end - 1, end), visible)[0]][1]
            closing = _CLOSING.match(text, end, limit)
            place = closing.end() if closing else end
            label = escape(f"Doubt: perhaps {TYPES[q.type]}, {percent(q.confidence)} sure")
            href = f"#l-{q.anchor[2:]}"
            yield Insert(
                place,
                f'<a class="v-doubt-sign" data-apparatus href="{href}" aria-label="{label}">?</a>',
            )


def _badge(q: Quotation, number: int, speaker: Speaker, again: bool) -> str:
    """``again``: the badge before it in its block is the same speaker's, so that this one may be lighter."""
    kind = f"v-badge v-s{speaker.hue}" + " v-again" * again
    return (
        f'<a class="{kind}" data-apparatus href="#l-{q.anchor[2:]}" data-n="{number}">'
        f"{escape(speaker.badge)}</a>"
    )


def _clipped(spans: Iterable[Span], visible: Sequence[Span]) -> list[Span]:
    return [
        (max(span[0], visible[i][0]), min(span[1], visible[i][1]))
        for span in spans
        for i in touched(span, visible)
    ]
