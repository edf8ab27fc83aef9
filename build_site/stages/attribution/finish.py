"""A draft in tokens → an attribution in characters, with its chain, its confidence and its runners-up."""

from __future__ import annotations

import re
from bisect import bisect_left

from build_site.model import (
    ActorKind,
    Attribution,
    Candidate,
    Mention,
    MentionKind,
    QuotationType,
    Span,
    Spans,
)
from build_site.stages.attribution.carriers import carriers_of
from build_site.stages.attribution.drafts import Draft
from build_site.stages.attribution.grammar import Grammar, Tag
from build_site.stages.attribution.phrases import STOPS, names_people
from build_site.stages.attribution.view import Range, View

_POSSESSIVES = ("’s", "'s", "’ ", "' ")
_MODIFIED = re.compile(
    r"[”\"’']?\s+(?!(?:of|for|in|at|to|with|from|on|and|or|who|which|that|close|inside|near)\b)(?:[a-z]|[0-9]{4}\s[a-z])"
)
"""``US`` in ``a US official`` is no head: a plain noun follows it."""
_ACTS = re.compile(r"\s+(?:[a-z]+(?:ed|ly)|said|says|told|more|also|then|still|now|even|just)\b")
"""What follows a name that is the whole subject, where the source was read too far ("Brack tweeted")."""
_BELOW = re.compile(r"\w\s+(?:of|from|by)\s")
"""``a slice of Ruritania``, ``one of the bill’s authors``: what stands after it is not who speaks."""
_GOVERNED = re.compile(r"\b(?:of|from|by|for|to|in|at|and)[ ](?:the[ ])?\Z")
_APPOSED = re.compile(
    r"(?:,?[ ](?:and[ ])?(?!(?:of|for|to|with|from|at|in|by|about|against|who|whose|that)\b)"
    r"(?:[a-z][\w-]*|[0-9][a-z]{2}[ ]Class))*,?[ ]"
)
"""Between what somebody is and his name: more of what he is."""
_IS = re.compile(r"(?!(?:by|with|like|who|whose|unlike)\b)[a-z][\w-]*(?<!ed)(?<!ing)[ ]")
"""A word of what the bearer of a name is, in front of his title ("rock | legend A B")."""
_CLOSES = re.compile(r"(?:[ ][A-Z]{2,4})?,[ ]")
"""From a name to the verb behind it, past letters that tell its bearer's rank ("A B KC, said")."""
_NEXT = 4
"""Mentions within which a name behind a description is looked for."""
_OF_BODY = re.compile(r"[ ]of[ ][\w’'& -]*?[ ](?!(?:of|and|for|in|the|from|by)\b)[a-z]+[ ]")
"""Between what somebody is in a body that has no name, and his own ("head of the harbour agency | A B")."""
_GUESS = 0.5
"""Trust in a rule that was never measured."""
_LETTERS = 2
"""A word of more capitals is a body's short form (``AARB, a lobby for pilots, said``)."""
_WHOSE = 12
"""Words that tell whose a document is, at most."""
_BY = frozenset(("by", "from"))
_NOT_HEAD = Tag.PREP | Tag.REL | Tag.AUX | Tag.VERB
_LOOSE_RULES = frozenset(("participle", "shared-subject", "relative-clause", "apposition"))
"""Rules whose source must be a known mention where no marks vouch for the quotation."""


def finish(view: View, draft: Draft, mentions: tuple[Mention, ...], grammar: Grammar) -> Attribution | None:
    """The attribution of a draft; None where it holds no word.

    None as well for reported speech by a loose rule whose source is no mention, nor a noun for who or what
    can say something.
    """
    content, verbatim, kind = _content(view, draft)
    if not content:
        return None
    source: Spans = (view.span(draft.source),) if draft.source else ()
    number = mention_of(view.text, mentions, source[0]) if source else None
    if draft.rule == "apposition" and (number is None or _unnamed(mentions[number])):
        behind = _named_behind(view, draft, mentions)
        number = number if behind is None else behind
    source_kind = _source_kind(view, draft.source, mentions[number] if number is not None else None)
    if (
        kind is QuotationType.INDIRECT
        and mentions
        and number is None
        and draft.rule in _LOOSE_RULES
        and draft.kind != "urge"
        and not _agent(view, draft.source)
        and not (draft.rule == "apposition" and _of_a_people(view, draft.source))
    ):
        return None
    if number is not None and _below(view, draft, mentions[number], source[0]):
        number = None
    linked = (
        "none" if source_kind is None else "unlinked" if mentions and number is None else source_kind.value
    )
    carriers = carriers_of(view, draft, grammar)
    plain = "plain" if draft.strength > 2 and draft.kind in {"say", "tell"} else "other"
    plain = "carried" if any(carrier.role in {"outlet", "document"} for carrier in carriers) else plain
    bucket = (draft.measured or draft.rule, kind.value, linked, plain)
    described = number is None or mentions[number].kind is MentionKind.NOMINAL
    if source and described and draft.source is not None:
        source = (view.span(_whole_document(view, draft, draft.source)),)
    return Attribution(
        type=kind,
        content=content,
        verbatim=verbatim,
        cue=(view.span(draft.cue),) if draft.cue else (),
        source=source,
        source_kind=source_kind,
        mention=number,
        carriers=carriers,
        confidence=trust(grammar, bucket),
        rule=draft.rule,
        block=draft.block,
        candidates=_candidates(view, draft, bucket, grammar),
        frame=f"{draft.kind} {draft.strength}" if draft.kind else "",
        within=draft.within,
    )


def _named_behind(view: View, draft: Draft, mentions: tuple[Mention, ...]) -> int | None:
    """``Marsh’s clerk, Ana Ruiz, said``: the name right behind what nobody is known by."""
    if draft.source is None or draft.cue is None or view.words[draft.source[1]] != ",":
        return None
    begin = view.span((draft.source[1] + 1, draft.source[1] + 2))[0]
    place = bisect_left(mentions, begin, key=lambda mention: mention.span[0])
    if place >= len(mentions):
        return None
    mention = mentions[place]
    opens = mention.span[0] == begin
    opens = opens or bool(mention.title and _IS.fullmatch(view.text, begin, mention.span[0]))
    named = mention.kind is MentionKind.NAME and opens
    return place if named and _CLOSES.fullmatch(view.text, mention.span[1], view.span(draft.cue)[0]) else None


def _unnamed(mention: Mention) -> bool:
    """Whether a mention says what somebody is, and not who."""
    one = mention.actor_kind in {ActorKind.PERSON, ActorKind.ANONYMOUS} and not mention.plural
    return mention.kind is MentionKind.NOMINAL and one


def _below(view: View, draft: Draft, mention: Mention, source: Span) -> bool:
    """Whether a mention only tells of what somebody is, whose name may end the source ("chief of X A B")."""
    begin = mention.span[0]
    if _done_to(view, draft, mention):
        return True
    if _BELOW.search(view.text, source[0], begin) is None:
        return False
    full = mention.kind is MentionKind.NAME
    bearer = full and mention.span[1] == source[1]
    role = draft.source is not None and names_people(view, draft.source[0])
    if mention.title is not None and mention.title[0] == begin:
        last = view.range(mention.title)[1] - 1
        body = not names_people(view, last) and not view.words[last].endswith(".")
        begin = mention.head[0] if body else begin
    governed = _GOVERNED.search(view.text, max(source[0], begin - 12), begin)
    return not (bearer and role and governed is None)


def _done_to(view: View, draft: Draft, mention: Mention) -> bool:
    """``Lawyers representing | Marsh``, ``a group backing | the board``: what others do, to whom."""
    place = view.range(mention.span)[0] - 1
    place -= place >= 0 and bool(view.tags[place] & Tag.DET)
    if draft.source is None or place <= draft.source[0] or not view.words[place].endswith("ing"):
        return False
    described = view.words[place - 1].endswith("s") or names_people(view, place - 1)
    return described or bool(view.tags[place - 2] & Tag.DET and not mention.title)


def _whole_document(view: View, draft: Draft, source: Range) -> Range:
    """A document with whose it is: ``a report | by the Harbour Office``."""
    stop = source[1]
    before = draft.cue is not None and stop <= draft.cue[0]
    last = min(draft.cue[0] if before and draft.cue else draft.sentence[1], stop + _WHOSE)
    if stop >= last or view.words[stop] not in _BY or not view.tags[stop - 1] & Tag.DOCUMENT:
        return source
    end = stop
    while end < last and view.words[end] not in STOPS:
        end += 1
    whole = end == last if before else end >= draft.sentence[1] or view.words[end] in STOPS
    return (source[0], end) if whole else source


def _agent(view: View, source: Range | None) -> bool:
    """Whether a source is headed by a noun for people or a document: ``care providers``, ``polls``."""
    if source is None:
        return False
    stop = next((i for i in range(source[0] + 1, source[1]) if view.tags[i] & _NOT_HEAD), source[1])
    tag = view.tags[stop - 1]
    short = (
        view.words[stop - 1].isupper()
        and view.words[stop - 1].isalpha()
        and len(view.words[stop - 1]) > _LETTERS
    )
    known = bool(tag & (Tag.DOCUMENT | Tag.PLURAL) and not tag & Tag.CUE) or names_people(view, stop - 1)
    return short or known


def _of_a_people(view: View, source: Range | None) -> bool:
    """``The Spaniard, 33,``: somebody told by his people."""
    return source is not None and bool(
        view.tags[source[0]] & Tag.DET and view.tags[source[1] - 1] & Tag.PEOPLE
    )


def trust(grammar: Grammar, bucket: tuple[str, ...]) -> float:
    """The measured precision of a rule in its context, or of the widest context that was measured."""
    while bucket:
        if bucket in grammar.trust:
            return grammar.trust[bucket]
        bucket = bucket[:-1]
    return _GUESS


def _candidates(view: View, draft: Draft, bucket: tuple[str, ...], grammar: Grammar) -> tuple[Candidate, ...]:
    """The winner, then what other sieves proposed for the quotation's passages, surest first.

    A note says in which context the rule's precision was measured.
    """
    confidence = trust(grammar, bucket)
    winner = Candidate(draft.rule, *_spans(view, draft.source, draft.cue), confidence, " · ".join(bucket[1:]))
    others: dict[tuple[str, Span | None], Candidate] = {}
    for proposal in draft.proposals:
        if (proposal.rule, proposal.source) == (draft.rule, draft.source) or proposal.joins:
            continue
        score = min(trust(grammar, (proposal.rule, bucket[1])), confidence)
        candidate = Candidate(proposal.rule, *_spans(view, proposal.source, proposal.cue), score)
        others.setdefault((candidate.rule, candidate.source), candidate)
    return (winner, *sorted(others.values(), key=lambda candidate: -candidate.score))


def _spans(view: View, source: Range | None, cue: Range | None) -> tuple[Span | None, Span | None]:
    return view.span(source) if source else None, view.span(cue) if cue else None


def _content(view: View, draft: Draft) -> tuple[Spans, Spans, QuotationType]:
    content: list[Span] = []
    verbatim: list[Span] = []
    kind = QuotationType.DIRECT
    for tokens in draft.content:
        inner = [view.passages[n].inner for n in sorted(set(view.inside[slice(*tokens)]) - {-1})]
        verbatim += inner
        if inner and view.all_marks(tokens):
            content += inner
        else:
            kind = QuotationType.MIXED
            content.append(_characters(view, tokens))
    content, verbatim = (
        [span for span in spans if _speaks(view.text, span)] for spans in (content, verbatim)
    )
    return _ordered(content), _ordered(verbatim), kind if verbatim else QuotationType.INDIRECT


def _speaks(text: str, span: Span) -> bool:
    """Whether a span holds a word; one that ends before it begins holds none."""
    return any(map(str.isalnum, text[slice(*span)]))


def _characters(view: View, tokens: Range) -> Span:
    """Characters of a clause; a passage at its edge counts with its marks."""
    start, end = view.span(tokens)
    first, last = view.inside[tokens[0]], view.inside[tokens[1] - 1]
    if first >= 0:
        start = view.passages[first].outer[0]
    if last >= 0:
        end = view.passages[last].outer[1]
    return start, end


def mention_of(text: str, mentions: tuple[Mention, ...], source: Span) -> int | None:
    """The mention that heads a source: the first in it that neither owns nor modifies what follows in it."""
    place = bisect_left(mentions, source[0], key=lambda mention: mention.span[0])
    while place > 0 and mentions[place - 1].span[1] > source[0]:
        place -= 1
    while place < len(mentions) and mentions[place].span[0] < source[1]:
        mention = mentions[place]
        if mention.title and mention.span[0] <= source[0] and source[1] <= mention.span[1]:
            return place
        if mention.title and mention.title[0] == source[0]:
            return place
        if source[0] <= mention.head[0] and mention.head[1] <= source[1]:
            rest = text[mention.span[1] : source[1]]
            owner = rest in {"’s", "'s", "’", "'"}
            named = mention.kind is MentionKind.NAME and _ACTS.match(rest)
            if owner or not (rest.startswith(_POSSESSIVES) or (_MODIFIED.match(rest) and not named)):
                return _beside(text, mentions, place, source[1])
        place += 1
    return None


def _beside(text: str, mentions: tuple[Mention, ...], place: int, end: int) -> int:
    """Whose name stands at the end of a source that begins with what he is, else that description."""
    mention = mentions[place]
    if mention.kind is not MentionKind.NOMINAL or mention.plural:
        return place
    if mention.actor_kind is ActorKind.ORGANISATION:
        return _called(mentions, place, end)
    for other in range(place + 1, len(mentions)):
        name = mentions[other]
        if name.span[0] >= end:
            break
        person = name.kind is MentionKind.NAME and name.actor_kind in {None, ActorKind.PERSON}
        gap = mention.span[1], name.span[0]
        apposed = _APPOSED.fullmatch(text, *gap) or _OF_BODY.fullmatch(text, *gap)
        if person and name.span[1] == end and apposed:
            return other
    return place


def _called(mentions: tuple[Mention, ...], place: int, end: int) -> int:
    """The body's name that ends a source right behind what it is ("the boat group Dorrin Inc.")."""
    begin = mentions[place].span[1] + 1
    for other in range(place + 1, min(place + _NEXT, len(mentions))):
        name = mentions[other]
        if name.kind is MentionKind.NAME and name.span == (begin, end):
            return other
    return place


def _source_kind(view: View, source: Range | None, mention: Mention | None) -> MentionKind | None:
    if source is None:
        return None
    if mention is not None:
        return mention.kind
    if view.tags[source[0]] & (Tag.SUBJECT | Tag.OBJECT):
        return MentionKind.PRONOUN
    words = view.words[slice(*source)]
    return MentionKind.NAME if any(word[:1].isupper() for word in words[1:] or words) else MentionKind.NOMINAL


def _ordered(spans: list[Span]) -> Spans:
    """In order and disjoint."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
