"""Groups of quotations → statements: base, versions in order, date, id, echoes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from build_site.ids import short_hash
from build_site.model import Choice, MentionKind, Quotation, Statement, Version, When
from build_site.model.restoring import replace
from build_site.recall import Recalling, each, once
from build_site.stages.statements.clustering import Pair
from build_site.stages.statements.collation import Text, as_one, collate, variants
from build_site.stages.statements.evidence import Evidence
from build_site.stages.statements.likeness import Said

_NONE: frozenset[str] = frozenset()
WORTH = {None: 1.0, MentionKind.NAME: 1.0, MentionKind.PRONOUN: 0.9, MentionKind.NOMINAL: 0.1}
"""What it counts that an article names a speaker in this way, where versions disagree."""
DOUBTFUL = 0.5
"""The same of a pronoun that others fit nearly as well."""


def make_statements(
    every: Sequence[Evidence],
    groups: Sequence[Sequence[int]],
    echoes: Iterable[Pair],
    partials: Iterable[Pair] = (),
    recall: Recalling = once,
) -> tuple[tuple[Statement, ...], dict[int, str]]:
    """Statements by id, and the statement id of each quotation. The best ranked of each group is its base."""
    groups = [
        sorted(members, key=lambda i: every[i].rank()) if len(members) > 1 else members for members in groups
    ]
    ids = _ids(every, groups)
    of = {i: id for id, members in zip(ids, groups, strict=True) for i in members}
    linked, taken = _linked(echoes, of), _linked(partials, of)
    alone = [(id, members[0]) for id, members in zip(ids, groups, strict=True) if len(members) == 1]
    columns = [id for id, _ in alone], [every[i].said for _, i in alone]
    single = {s.id: s for s in each(recall, _statement, columns[0], columns)}
    made = []
    for id, members in zip(ids, groups, strict=True):
        if id in single and id not in linked and id not in taken:
            made.append(single[id])
            continue
        others = sorted(members[1:], key=lambda i: every[i].order())
        echoing, partly = linked.get(id, _NONE), taken.get(id, _NONE)
        statement = recall(_statement, id, *(every[i].said for i in (members[0], *others)))
        if echoing or partly:
            echo, part = tuple(sorted(echoing)), tuple(sorted(partly - echoing))
            statement = replace(statement, echoes=echo, partials=part)
        made.append(statement)
    return tuple(sorted(made, key=lambda s: s.id)), of


def _linked(pairs: Iterable[Pair], of: Mapping[int, str]) -> dict[str, set[str]]:
    """Statement → the others that a pair leads to."""
    linked: dict[str, set[str]] = {}
    for a, b in pairs:
        if of[a] != of[b]:
            linked.setdefault(of[a], set()).add(of[b])
            linked.setdefault(of[b], set()).add(of[a])
    return linked


def _statement(id: str, base: Said, *others: Said) -> Statement:
    """A statement by itself: what echoes it is not known yet."""
    quotations = [said.quotation for said in (base, *others)]
    versions = []
    for said, q in zip((base, *others), quotations, strict=True):
        segments = as_one(q.text) if q.text == base.quotation.text else collate(_text(said), _text(base))
        versions.append(Version(q.id, segments, variants(segments, q.type, base.quotation.type)))
    return Statement(
        id,
        _actor(quotations),
        _when(quotations),
        quotations[0].id,
        tuple(versions),
        reports=len({_report(q) for q in quotations}),
    )


def _text(said: Said) -> Text:
    return Text(said.quotation.text, said.whole)


def _report(q: Quotation) -> tuple[str, str]:
    """Who reports it: an article, or the outlet whose words the article prints."""
    return q.article, next((link.name for link in q.chain if link.role == "outlet"), "")


def _actor(quotations: Sequence[Quotation]) -> str | None:
    """Whom most versions name, by name before by pronoun and description; of equals whom the base names."""
    votes: dict[str, float] = {}
    for q in quotations:
        if q.actor is not None:
            doubtful = any(step.chosen is Choice.OTHERS_FIT for step in q.how)
            votes[q.actor] = votes.get(q.actor, 0) + (DOUBTFUL if doubtful else WORTH[q.source_kind])
    return max(votes, key=votes.__getitem__, default=None)


def _when(quotations: Sequence[Quotation]) -> When | None:
    """The date of the versions: days before months, then what most articles have, sure before doubtful."""
    given: dict[str, set[str]] = {}
    for q in quotations:
        if q.when is not None:
            given.setdefault(q.when.edtf.rstrip("?~%"), set()).add(q.article)
    return min(
        (q.when for q in quotations if q.when is not None),
        key=lambda w: (
            w.edtf.startswith("X"),
            -len(w.edtf.rstrip("?~%")[:10]),
            -len(given[w.edtf.rstrip("?~%")]),
            w.edtf[-1] in "~%?",
        ),
        default=None,
    )


def _ids(every: Sequence[Evidence], groups: Sequence[Sequence[int]]) -> list[str]:
    """First words of the earliest, 4 hex of its content; of two alike the later one's hash is of its id."""
    first = [
        every[members[0]] if len(members) == 1 else min((every[i] for i in members), key=Evidence.order)
        for members in groups
    ]
    ids = [one.said.traits.slug for one in first]
    taken = set(ids)
    alike: dict[str, list[int]] = defaultdict(list)
    for n, id in enumerate(ids):
        alike[id].append(n)
    for id in sorted(id for id, places in alike.items() if len(places) > 1):
        for n in sorted(alike[id], key=lambda n: first[n].order())[1:]:
            candidate, digits = id, 4
            while candidate in taken:
                candidate = f"{id.rpartition('-')[0]}-{short_hash(first[n].quotation.id, digits)}"
                digits += 2
            taken.add(candidate)
            ids[n] = candidate
    return ids
