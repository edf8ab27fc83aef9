"""Mentions → entities, in one article."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from build_site.lexicon import Lexicon
from build_site.lexicon.naming import naming
from build_site.model import ActorKind, Article, Attribution, BlockKind, Entity, Mention, MentionKind, Passage
from build_site.stages.resolution.bodies import name_bodies
from build_site.stages.resolution.discourse import Discourse
from build_site.stages.resolution.drafts import Desk, Draft
from build_site.stages.resolution.people import name_people


def resolve_article(
    article: Article,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    lexicon: Lexicon,
) -> tuple[Entity, ...]:
    """The actors of one article, each the cluster of its mentions, by first mention.

    Mentions of which nothing tells whom they mean are left out; so is who is neither named nor quoted, a
    capitalised word, seen once and never quoted, of which nothing tells that it names an actor, and who took
    a picture, or wrote the article, but is not spoken of.
    """
    drafts = gather_drafts(article, passages, mentions, attributions, lexicon)
    quoted = {attribution.mention for attribution in attributions}
    makers = _blocks(article, BlockKind.CREDIT, BlockKind.BYLINE)
    spoken_of = (d for d in drafts if any(mentions[index].block not in makers for index in d.mentions))
    return tuple(d.entity() for d in spoken_of if d.named or not quoted.isdisjoint(d.mentions))


def gather_drafts(
    article: Article,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    lexicon: Lexicon,
) -> list[Draft]:
    """All clusters of mentions, also of those who are neither named nor quoted."""
    sources: dict[int, int] = {}
    contents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, attribution in enumerate(attributions):
        if attribution.mention is not None and not attribution.within:
            sources.setdefault(attribution.mention, number)
            contents[attribution.mention] += attribution.content
    desk = Desk(article.text, mentions, passages, sources, contents, naming(lexicon))
    name_bodies(desk)
    name_people(desk)
    discourse = Discourse(desk, _blocks(article, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.DATELINE))
    discourse.run(lambda: _speakers(desk, attributions))
    told = {attribution.mention for attribution in attributions if attribution.within}
    kept = [draft for draft in desk.drafts if _stands(draft) or not told.isdisjoint(draft.mentions)]
    for draft in kept:
        draft.gender = draft.gender or _told_by_pronouns(desk, draft)
    kept.sort(key=lambda draft: (min(draft.mentions), draft.order))
    return kept


def _blocks(article: Article, *kinds: BlockKind) -> frozenset[int]:
    return frozenset(n for n, block in enumerate(article.blocks) if block.kind in kinds)


def _stands(draft: Draft) -> bool:
    return bool(draft.mentions) and (draft.sure or len(draft.mentions) > 1)


def _told_by_pronouns(desk: Desk, draft: Draft) -> str | None:
    """The gender of a person whom three pronouns or more agree in, and none contradicts."""
    if draft.kind is not ActorKind.PERSON:
        return None
    told = [
        mention.gender
        for mention in (desk.mentions[index] for index in draft.mentions)
        if mention.kind is MentionKind.PRONOUN and mention.gender in {"m", "f"}
    ]
    return told[0] if len(told) > 2 and len(set(told)) == 1 else None


def _speakers(desk: Desk, attributions: Sequence[Attribution]) -> dict[int, Draft]:
    """Passage → who speaks in it, as far as known."""
    starts = [desk.quoted(number)[0] for number in range(desk.passage_count)]
    speakers: dict[int, Draft] = {}
    for attribution in attributions:
        if attribution.mention is None or attribution.mention not in desk.of:
            continue
        for start, end in attribution.content:
            for number in range(bisect_left(starts, start - 1), len(starts)):
                if starts[number] >= end:
                    break
                speakers.setdefault(number, desk.of[attribution.mention])
    return speakers
