"""Changing, dropping and adding quotations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from build_site.curation.records import UNATTRIBUTED, Link, QuotationAdd, QuotationFix, Speaker
from build_site.ids import anchors
from build_site.model import (
    ActorKind,
    Basis,
    ChainLink,
    CorpusArticle,
    MentionKind,
    Quotation,
    QuotationType,
    Span,
    Spans,
    When,
)
from build_site.recall import Recalling, once, put, same
from build_site.stages.corrections.actors import HOW, Roster, State
from build_site.stages.corrections.words import nearest_span, refuse, span_of
from build_site.text import text_of

RULE = "curator"
"""The rule of what a person decided."""

_MARKED = re.compile('[“"„«]([^“”"„«»]+)[”"“»]')
_ROLES = {
    ActorKind.PERSON: "spokesperson",
    ActorKind.OFFICE: "office",
    ActorKind.ORGANISATION: "outlet",
    ActorKind.DOCUMENT: "document",
    ActorKind.ANONYMOUS: "channel",
}


def change(
    fix: QuotationFix, quotation: Quotation, roster: Roster, article: CorpusArticle
) -> Quotation | None:
    """The quotation as the curator has it, or None where it is dropped; a new speaker makes an actor.

    Its permalink stays that of the words that were found, wherever they are said to begin and end.
    """
    if fix.drop:
        return None
    changed = replace(quotation, corrected=fix.note or quotation.corrected or "Corrected by the curator.")
    if fix.content:
        changed = _redrawn(fix, changed, article)
    if fix.speakers:
        actor, others = _said_by(roster, fix.speakers, fix.quotation.where)
        changed = replace(changed, actor=actor, together=others, rule=RULE, confidence=1.0, how=HOW)
    if fix.type is not None:
        changed = replace(changed, type=fix.type, verbatim=_verbatim(changed, fix.type))
    if fix.chain is not None:
        changed = replace(changed, chain=_chain(fix.chain, roster))
    if fix.date is not None:
        changed = replace(changed, when=When(fix.date, Basis.STATED))
    return changed


def add(fix: QuotationAdd, article: CorpusArticle, others: Sequence[Quotation], roster: Roster) -> Quotation:
    """A quotation more. ``others`` are all of the article, dropped ones too: they keep their anchors."""
    content = _content(fix, article)
    text = text_of(article.article.text, content)
    blocks = article.article.blocks
    number = next((i for i, b in enumerate(blocks) if b.span[0] <= content[0][0] < b.span[1]), 0)
    around = (blocks[number].span[0], max(blocks[number].span[1], content[-1][1]))
    source = _near(fix.source, article, around, content[0], fix.where)
    anchor = _anchor(text, others)
    actor, beside = _said_by(roster, fix.speakers, fix.where)
    return Quotation(
        id=f"{article.id}#{anchor}",
        anchor=anchor,
        article=article.id,
        type=fix.type,
        text=text,
        content=content,
        verbatim=_added_verbatim(fix, article, content),
        cue=_near(fix.cue, article, around, content[0], fix.where),
        source=source,
        source_kind=_kind(article, source),
        actor=actor,
        together=beside,
        chain=_chain(fix.chain, roster),
        confidence=1.0,
        rule=RULE,
        block=number,
        how=HOW,
        when=When(fix.date, Basis.STATED) if fix.date else None,
        corrected=fix.note or "Added by the curator.",
    )


def _redrawn(fix: QuotationFix, quotation: Quotation, article: CorpusArticle) -> Quotation:
    """The quotation with the bounds that the curator drew, nearest to where it was found."""
    text, where = article.article.text, fix.quotation.where
    content: list[Span] = []
    for words in fix.content:
        near = content[-1][1] if content else quotation.content[0][0]
        content.append(nearest_span(words, article, near, where, after=bool(content)))
    spans = tuple(content)
    kind = fix.type or quotation.type
    verbatim = {QuotationType.DIRECT: spans, QuotationType.INDIRECT: ()}.get(kind) or in_marks(text, spans)
    return replace(
        quotation,
        content=spans,
        text=text_of(text, spans),
        type=kind,
        verbatim=() if kind is QuotationType.INDIRECT else verbatim or spans,
    )


def in_marks(text: str, spans: Spans) -> Spans:
    """What of these spans stands in quotation marks, as far as the marks of their lines tell."""
    found = []
    for start, end in spans:
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        for match in _MARKED.finditer(text, first, len(text) if last < 0 else last):
            inner = max(start, match.start(1)), min(end, match.end(1))
            if inner[0] < inner[1]:
                found.append(inner)
    return tuple(found)


def _anchor(text: str, others: Sequence[Quotation]) -> str:
    """The anchor of one quotation more: only those of the same words have a say in it, but by chance."""
    words = " ".join(text.casefold().split())
    same = [
        q.text for q in others if len(q.text) == len(text) and " ".join(q.text.casefold().split()) == words
    ]
    anchor = anchors([*same, text])[-1]
    taken = any(q.anchor == anchor for q in others)
    return anchors([*(q.text for q in others), text])[-1] if taken else anchor


def settle(state: State, changes: Mapping[str, Quotation | None], recall: Recalling = once) -> State:
    """The corpus with changed, dropped (None) and added quotations, by id, in the order of the texts."""
    if not changes:
        return state
    changes = {id: q and recall(same, q) for id, q in changes.items()}
    known = {q.id for q in state.quotations}
    left = [now for q in state.quotations if (now := changes.get(q.id, q))]
    if added := [q for id, q in changes.items() if q and id not in known]:
        order = {article.id: place for place, article in enumerate(state.articles)}
        left = sorted([*left, *added], key=lambda q: (order[q.article], q.content[0]))
    own: dict[str, list[str]] = {}
    for quotation in left:
        own.setdefault(quotation.article, []).append(quotation.id)
    held = ((a, recall(same, tuple(own.get(a.id, ())))) for a in state.articles)
    return State(tuple(recall(put, a, ids, "quotations") for a, ids in held), tuple(left))


def _content(fix: QuotationAdd, article: CorpusArticle) -> Spans:
    """The spans of the words, each after the one before."""
    text = article.article.text
    spans: list[Span] = []
    for words in fix.content:
        start = spans[-1][1] if spans else 0
        # Later parts are the next ones of their words; only the first may have to be counted.
        around = (None, None) if spans else (fix.prefix, fix.suffix)
        nth = 1 if spans else fix.nth
        spans.append(span_of(words, article, (start, len(text)), fix.where, nth, around))
    if not spans:
        refuse(fix.where, "add: holds no words. Copy them from the article.")
    return tuple(spans)


def _added_verbatim(fix: QuotationAdd, article: CorpusArticle, content: Spans) -> Spans:
    if fix.type is QuotationType.INDIRECT:
        return ()
    if fix.type is QuotationType.DIRECT:
        return content
    if not fix.verbatim:
        refuse(fix.where, "a mixed quotation has words in marks. Add verbatim: with them.")
    within = (content[0][0], content[-1][1])
    return tuple(span_of(words, article, within, fix.where) for words in fix.verbatim)


def _near(words: str | None, article: CorpusArticle, block: Span, content: Span, where: str) -> Spans:
    """The occurrence in the content's paragraph that is nearest to the content."""
    if words is None:
        return ()
    span_of(words, article, block, where, 1)
    found: list[Span] = []
    start = block[0]
    while (at := article.article.text.find(words, start, block[1])) >= 0:
        found.append((at, at + len(words)))
        start = at + 1
    found = found or [span_of(words, article, block, where, 1)]
    return (min(found, key=lambda span: max(content[0] - span[1], span[0] - content[1])),)


def _said_by(roster: Roster, speakers: Sequence[Speaker], where: str) -> tuple[str | None, tuple[str, ...]]:
    """The actor who said it, and those who said it together with that one."""
    said: dict[str, str] = {}
    for one in speakers:
        if one.name.casefold() == UNATTRIBUTED:
            return None, ()
        id = roster.id_for(one.name, one.kind, where)
        other = said.setdefault(id, one.name)
        if other != one.name:
            refuse(where, f"{other} and {one.name} are one actor. Name one of the two.")
    return next(iter(said), None), tuple(said)[1:]


def _chain(links: Sequence[Link], roster: Roster) -> tuple[ChainLink, ...]:
    chain = []
    for link in links:
        actor = roster.named(link.name)
        role = link.role or (_ROLES[actor.kind] if actor else "outlet")
        chain.append(ChainLink(link.name, role, actor.id if actor else None))
    return tuple(chain)


def _verbatim(quotation: Quotation, kind: QuotationType) -> Spans:
    """What stands in marks, when a quotation is said to be of another type."""
    if kind is QuotationType.INDIRECT:
        return ()
    return quotation.content if kind is QuotationType.DIRECT or not quotation.verbatim else quotation.verbatim


def _kind(article: CorpusArticle, source: Spans) -> MentionKind | None:
    if not source:
        return None
    start, end = source[0]
    return next(
        (m.kind for m in article.mentions if m.span[0] < end and start < m.span[1]), MentionKind.NOMINAL
    )
