"""Who says something together: “Ana Ruiz and Bela Szabo said”, “the port, the council and the union wrote”.

The words are one quotation, whose actor is named first; the others stand beside it, and it is theirs as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from build_site.model import Actor, ActorKind, CorpusArticle, MentionKind, Quotation, ResolvedMention, Why
from build_site.model.restoring import replace
from build_site.recall import Recalling, each, once

_OWNER = r"(?:[\w.&-]+\s+){0,3}[\w.&-]+(?:[’']s|s[’'])\s+"
_OF = r"\s+of\s+(?:the\s+)?[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,2}"
_JOINED = re.compile(
    rf"(?P<and>(?:{_OF})?(?:,[^,;:.“”\"]{{1,60}}\.?)?,?(?:\s+and\s+|\s*&\s*|\s+as\s+well\s+as\s+|\s+with\s+))?"
    rf"(?(and)|,\s+)(?:both\s+)?(?P<the>the\s+)?(?:{_OWNER})?"
)
"""Between two who speak together, with what is told of the first and the owner of the second."""
_AND = re.compile(r"\band\s+(?:the\s+)?$")
_INSIDE = re.compile(r"\b(?:from|of|in|at|for|with|to|on|by)\b")
"""What leads on inside a description: "envoys of three states and Norway" are envoys."""
_OF_IT = re.compile(r"\s+of\s")
_OWNS = re.compile(r"(?:[’']s|[’'])\s+\w")
"""Behind a name that owns what follows, and does not speak."""
_GOES_ON = re.compile(r"\s+(?!(?:of|in|at|and|from|for|who|which|as)\b)[a-z]")
"""Behind a name that is part of a description."""
_SEVERAL = re.compile(r"\band\b|&|\bwith\b|\bas well as\b")


def with_others(
    articles: Sequence[CorpusArticle],
    quotations: Sequence[Quotation],
    actors: Sequence[Actor],
    recall: Recalling = once,
) -> tuple[Quotation, ...]:
    """The quotations, each with those who say it together with its actor."""
    known = {a.id: a for a in articles}
    kinds, names = recall(_kinds_and_names, actors)
    result = []
    given = quotations, [known[q.article].article.text for q in quotations]
    for q, alone in zip(quotations, each(recall, _alone, (q.id for q in quotations), given), strict=True):
        if alone:
            result.append(q)
            continue
        article = known[q.article]
        who = (
            (q.actor, *_others(q, article.article.text, article.mentions, kinds)) if q.source else (q.actor,)
        )
        if q.source_kind is MentionKind.PRONOUN and kinds.get(q.actor or "") is ActorKind.ANONYMOUS:
            who = _pair(names[q.actor or ""], article.mentions, names) or who
        result.append(recall(_said_by, q, *who) if who != (q.actor, *q.together) else q)
    return tuple(result)


def _kinds_and_names(actors: Sequence[Actor]) -> tuple[dict[str, ActorKind], dict[str, str]]:
    return {a.id: a.kind for a in actors}, {a.id: a.name for a in actors}


def _alone(q: Quotation, text: str) -> bool:
    """Whether it is its actor's alone, whoever else is named; so is what the curator says is whose."""
    if any(step.why is Why.CURATOR for step in q.how):
        return True
    if q.source_kind is MentionKind.PRONOUN or q.together:
        return False
    return not q.source or not _SEVERAL.search(text, q.source[0][0], q.source[-1][1])


def _said_by(q: Quotation, actor: str | None, *others: str) -> Quotation:
    return replace(q, actor=actor, together=others)


def _pair(both: str, mentions: Sequence[ResolvedMention], names: Mapping[str, str]) -> tuple[str, str] | None:
    """The two whom “they” are ("Ana Ruiz and Bela Szabo"), where the article names both."""
    if " and " not in both:
        return None
    here = {names[m.actor]: m.actor for m in mentions if m.actor and m.kind is MentionKind.NAME}
    for cut in re.finditer(" and ", both):
        one, other = here.get(both[: cut.start()]), here.get(both[cut.end() :])
        if one and other:
            return one, other
    return None


def _others(
    q: Quotation, text: str, mentions: Sequence[ResolvedMention], kinds: Mapping[str, ActorKind]
) -> tuple[str, ...]:
    """The actors beside a quotation's own in the words of its source."""
    start, end = q.source[0][0], q.source[-1][1]
    if not _SEVERAL.search(text, start, end):
        return ()
    inside = [m for m in mentions if m.actor and start <= m.span[0] and m.span[1] <= end]
    inside.sort(key=lambda m: (m.span[0], -m.span[1]))
    first = next((m for m in inside if m.actor == q.actor), None)
    if first is None:
        return ()
    named = [m for m in inside if _names(m, text, end, kinds)]
    within = [m for m in named if first.span[0] < m.span[0] and m.span[1] == first.span[1]]
    beside = (first.span[0], within[0].span[0]) if within else (0, 0)
    if within and _AND.search(text, *beside) and not _INSIDE.search(text, *beside):
        return (within[0].actor or "",)  # "Lawmakers and Gov. Ana Ruiz"
    joined, last, sure = [], first, False
    for m in named:
        if m.span[0] < last.span[1]:
            continue
        between = _JOINED.fullmatch(text, last.span[1], m.span[0])
        if between and _OF_IT.match(text, last.span[1]) and kinds[m.actor or ""] is not ActorKind.PERSON:
            continue  # "Pilots of Estonia and Norway"
        if between is None or not _stands_alone(m, first, between, text, mentions, kinds):
            continue
        joined.append(m.actor or "")
        last, sure = m, sure or between["and"] is not None
    return tuple(dict.fromkeys(actor for actor in joined if actor != q.actor)) if sure else ()


def _names(m: ResolvedMention, text: str, end: int, kinds: Mapping[str, ActorKind]) -> bool:
    """Whether a mention names somebody, and does not begin a description ("White House officials")."""
    if m.kind is not MentionKind.NAME or kinds.get(m.actor or "") in {None, ActorKind.ANONYMOUS}:
        return False
    return not _OWNS.match(text, m.span[1]) and not _GOES_ON.match(text, m.span[1], end)


def _stands_alone(
    m: ResolvedMention,
    first: ResolvedMention,
    between: re.Match[str],
    text: str,
    mentions: Sequence[ResolvedMention],
    kinds: Mapping[str, ActorKind],
) -> bool:
    """Whether a name is another's, and not the end of the first one ("the Trade and Harbour Council")."""
    if kinds[m.actor or ""] is ActorKind.PERSON or between["the"]:
        return True
    one, other = (text[start : start + 4].lower() == "the " for start, _ in (first.span, m.span))
    return other or not one or sum(other.actor == m.actor for other in mentions) > 1
