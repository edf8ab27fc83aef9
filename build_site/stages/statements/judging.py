"""Which of all quotations are versions of one statement, and which echoes: candidates, judged two by two.

Words of two names that are joined leave a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_site.model import Finding, Level, MentionKind
from build_site.recall import once
from build_site.stages.statements.candidates import other_speakers, same_speaker
from build_site.stages.statements.clustering import Link
from build_site.stages.statements.verdicts import Verdict, carries, one_speaker, two_speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_site.recall import Recalling
    from build_site.stages.statements.clustering import Pair
    from build_site.stages.statements.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Judged:
    """The pairs of quotations that are like each other, by what they are to each other."""

    versions: dict[Pair, Link]
    echoes: frozenset[Pair]
    partials: frozenset[Pair]
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
    said_anew = frozenset(echoes - kept.keys())
    return Judged(kept, said_anew, frozenset(partials - kept.keys() - said_anew), tuple(findings))


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
