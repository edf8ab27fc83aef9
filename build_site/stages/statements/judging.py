"""Which of all quotations are versions of one statement, and which echoes: candidates, judged two by two.

Words of two names that are joined leave a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_site.model import Finding, Level, MentionKind, QuotationType, Span
from build_site.recall import Recalling, once
from build_site.stages.statements.candidates import other_speakers, same_speaker
from build_site.stages.statements.clustering import Link, Pair, ordered
from build_site.stages.statements.evidence import Evidence
from build_site.stages.statements.verdicts import Verdict, carries, one_speaker, two_speakers


@dataclass(frozen=True, slots=True)
class Judged:
    """The pairs of quotations that are like each other, by what they are to each other."""

    versions: dict[Pair, Link]
    echoes: frozenset[Pair]
    partials: frozenset[Pair]
    nested: frozenset[Pair]
    """Words within words of one article: told once, they are not two versions."""
    findings: tuple[Finding, ...]


def judge(every: Sequence[Evidence], recall: Recalling = once) -> Judged:
    """Compare the candidates: one utterance, an echo, or nothing."""
    speakers: dict[str, list[int]] = {}
    said = [one.said for one in every]
    for i, words in enumerate(said):
        if (actor := words.quotation.actor) is not None:
            speakers.setdefault(actor, []).append(i)
    versions: dict[Pair, Link] = {}
    echoes: set[Pair] = set()
    partials: set[Pair] = set()
    findings: list[Finding] = []
    for _, members in sorted(speakers.items()):
        if len(members) > 1:
            for (a, b), link, others in recall(of_one_mouth, recall, *[every[i] for i in members]):
                pair = members[a], members[b]
                if link is not None:
                    versions[pair] = _placed(link, pair)
                for verdict in others:
                    (echoes if verdict is Verdict.ECHOES else partials).add(pair)
    days = tuple([one.occasion.published[0].toordinal() if one.occasion.published else None for one in every])
    for pair in other_speakers(said, days, lambda i: every[i].rank(), versions, recall):
        one, other = (every[i] for i in pair)
        link = recall(two_speakers, one, other)
        if link is not None:
            versions[pair] = _placed(link, pair)
            findings += _disagreement(one, other)
    kept = _one_mouth_each(every, versions)
    nested = _nested(every, {i for pair in kept for i in pair})
    kept = _told_once(every, kept, nested)
    said_anew = frozenset(echoes - kept.keys())
    partly = frozenset(partials - kept.keys() - said_anew)
    within = frozenset(ordered(*pair) for pair in nested)
    return Judged(kept, said_anew, partly, within, tuple(findings))


def of_one_mouth(
    recall: Recalling, *given: Evidence
) -> tuple[tuple[Pair, Link | None, tuple[Verdict, ...]], ...]:
    """What the quotations of one speaker are to each other, by their numbers among them."""
    said = tuple(one.said for one in given)
    versions: set[Pair] = set()
    found = []
    for pair in same_speaker(said, range(len(said)), lambda i: given[i].rank(), versions, recall):
        link, others = recall(one_speaker, *(given[i] for i in pair))
        if link is not None:
            versions.add(pair)
        if link is not None or others:
            found.append((pair, link, others))
    return tuple(found)


def _placed(link: Link, pair: Pair) -> Link:
    """The link of two quotations by themselves as one of theirs in the corpus."""
    return link if link.inside is None else Link(link.weight, pair[link.inside])


def _one_mouth_each(every: Sequence[Evidence], versions: dict[Pair, Link]) -> dict[Pair, Link]:
    """Without links of unattributed words to any speaker but the likeliest: else they would join the two."""
    best: dict[int, tuple[float, str]] = {}
    speaker = [one.quotation.actor for one in every]
    unattributed = [(i, j, pair) for pair in versions for i, j in (pair, pair[::-1]) if speaker[i] is None]
    for i, j, pair in unattributed:
        if (actor := speaker[j]) is not None:
            likeness = versions[pair].weight / max(1, *(every[k].said.whole.size for k in pair))
            best[i] = max(best.get(i, (0.0, actor)), (likeness, actor))
    wrong = {pair for i, j, pair in unattributed if speaker[j] not in {None, best.get(i, (0.0, None))[1]}}
    return {pair: link for pair, link in versions.items() if pair not in wrong}


def _nested(every: Sequence[Evidence], linked: set[int]) -> list[Pair]:
    """Of those that are linked to any, pairs of one article of which the first holds words of the second."""
    here: dict[str, list[tuple[int, int, int]]] = {}
    for i in linked:
        content = every[i].quotation.content
        here.setdefault(every[i].quotation.article, []).append((content[0][0], -content[-1][1], i))
    found = []
    for places in here.values():
        holding: list[int] = []
        for start, _, i in sorted(places):
            holding = [j for j in holding if every[j].quotation.content[-1][1] > start]
            own = every[i].quotation.content
            found += [(j, i) for j in holding if _overlap(every[j].quotation.content, own)]
            holding.append(i)
    return sorted(found)


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(s < e and t < f for s, f in one for t, e in other)


def _told_once(
    every: Sequence[Evidence], versions: dict[Pair, Link], nested: Sequence[Pair]
) -> dict[Pair, Link]:
    """Without the link of one of two where both lead to a third: the one that says more of it keeps its own.

    Where the inner one says as much ("apologized after he was heard saying “…”"), it is the utterance; but
    what a speaker tells inside his own words is part of these.
    """
    partners: dict[int, set[int]] = {}
    for a, b in versions:
        partners.setdefault(a, set()).add(b)
        partners.setdefault(b, set()).add(a)
    less = set()
    for outer, inner in nested:
        for third in partners[outer] & partners[inner]:
            of_outer, of_inner = ordered(outer, third), ordered(inner, third)
            own = every[outer].quotation.type is QuotationType.DIRECT
            more = own or versions[of_outer].weight > versions[of_inner].weight
            less.add(of_inner if more else of_outer)
    return {pair: link for pair, link in versions.items() if pair not in less}


def _disagreement(one: Evidence, other: Evidence) -> Iterator[Finding]:
    a, b = one.quotation, other.quotation
    described = MentionKind.NOMINAL in {a.source_kind, b.source_kind}
    if a.actor is None or b.actor is None or described or carries(a, b):
        return
    message = (
        f"{a.id}: the same words are given to “{a.actor}” here and to “{b.actor}” in {b.id}."
        " If one of the two is wrong, correct its speaker in corrections.yml; if they are two utterances,"
        " set them apart there."
    )
    yield Finding(Level.WARNING, "same-words-two-speakers", one.setting.path, message)
