"""Judging answers about the five seeds against what a careful reader found (``tests/gold``)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from benchmarks.seeds_align import (
    Answer,
    Found,
    FoundArticle,
    FoundStatement,
    align,
    chain_fits,
    is_actor,
    plain,
    shown,
    tidy,
    words,
)
from tests.gold import Gold, GoldQuotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(slots=True)
class Score:
    """Counts by name, and every error in words."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def judge(self, what: str, right: bool, error: str) -> None:
        """Count one answer; keep what was wrong with it."""
        self.counts[f"{what} asked"] += 1
        self.counts[f"{what} right"] += right
        if not right:
            self.errors.append(f"{what}: {error}")

    def count_wrong(self, what: str, error: str) -> None:
        """Count an answer that nobody asked for."""
        self.counts[f"{what} wrong"] += 1
        self.errors.append(f"{what} wrong: {error}")


def _judge_relation(score: Score, gold: Gold, text: str, g: GoldQuotation, f: Found) -> None:
    """Type, speaker, cue, source, chain and verbatim of one quotation that was found."""
    where = f"{g.id} “{shown(text, g.contents[0])}”"
    score.judge("type", f.type in g.types, f"{where}: {f.type}, not {g.types[0]}")
    right = any(is_actor(gold, actor, f.actor) for actor in g.actors)
    score.judge("speaker", right, f"{where}: {f.actor}, not {g.actors[0]} ({f.rule})")
    for what, wanted, given in (("cue", g.cues, f.cue), ("source", g.sources, f.source)):
        places = {i for start, end in given for i in range(start, end)}
        hit = any(places & {i for s, e in w for i in range(s, e)} if w else not given for w in wanted)
        score.judge(what, hit, f"{where}: “{shown(text, given)}”, not “{shown(text, wanted[0])}”")
    fits = any(chain_fits(gold, chain, f.chain) for chain in g.chains)
    score.judge("chain", fits, f"{where}: {list(f.chain)}, not {list(g.chains[0])}")
    if f.type == g.types[0]:
        same = words(text, f.verbatim) == words(text, g.verbatim)
        score.judge("verbatim", same, f"{where}: “{shown(text, f.verbatim)}”")


def judge_quotations(score: Score, gold: Gold, found: Sequence[Found]) -> dict[str, Answer]:
    """Count what was found, missed and invented, and judge the relations of what was found."""
    texts = {a.id: a.text for a in gold.articles}
    aligned = align(gold, found)
    for g in gold.quotations:
        if g.optional:
            continue
        text, answer = texts[g.article], aligned.get(g.id)
        where = f"{g.id} {g.types[0]} “{shown(text, g.contents[0])}”"
        score.judge("found", answer is not None, f"missed {where}")
        score.counts[f"{g.types[0]} asked"] += 1
        if answer:
            f, share = answer.found, answer.share
            score.counts[f"{g.types[0]} right"] += 1
            score.judge("exact", share == 1, f"{where}: “{shown(text, f.content)}” ({share:.2f})")
            _judge_relation(score, gold, text, g, f)
    known = {answer.found.id for answer in aligned.values()}
    for f in found:
        if f.id not in known:
            said = shown(texts[f.article], f.content)
            score.count_wrong("found", f"{f.article[:3]} {f.type} “{said}” by {f.actor} ({f.rule})")
    return aligned


def gold_pairs(gold: Gold) -> Iterator[frozenset[str]]:
    """Pairs of quotations that must be one statement."""
    members: dict[str, list[str]] = defaultdict(list)
    for g in gold.quotations:
        if g.statement and not g.loose and not g.optional:
            members[g.statement].append(g.id)
    for ids in members.values():
        yield from (frozenset(pair) for pair in combinations(ids, 2))


def judge_statements(score: Score, gold: Gold, found: Sequence[Found], of: dict[str, GoldQuotation]) -> None:
    """Pairs of quotations that the engine joined, against the pairs that are one utterance."""
    groups: dict[str, list[str]] = defaultdict(list)
    for f in found:
        if f.statement:
            groups[f.statement].append(f.id)
    joined = {frozenset(pair) for ids in groups.values() for pair in combinations(ids, 2)}
    answers = {g.id: f_id for f_id, g in of.items()}
    for pair in sorted(map(sorted, gold_pairs(gold))):
        ids = frozenset(answers.get(g, g) for g in pair)
        statement = next(g.statement for g in gold.quotations if g.id == pair[0])
        score.judge("statement pair", ids in joined, f"{pair[0]} and {pair[1]} are both {statement}")
    for a, b in sorted(map(sorted, joined)):
        left, right = of.get(a), of.get(b)
        if left and right:
            same = left.statement is not None and left.statement == right.statement
            free = left.optional or right.optional or frozenset({left.id, right.id}) in gold.neutral
            if same or free:
                continue
        names = " and ".join(g.id if g else f"spurious {i}" for g, i in ((left, a), (right, b)))
        score.count_wrong("statement pair", f"{names} are joined")


def judge_echoes(
    score: Score, gold: Gold, statements: Sequence[FoundStatement], members: Mapping[str, set[str]]
) -> None:
    """Links between occasions. ``members`` says which of the reader's statements a found one carries."""
    linked = {
        frozenset((mine, other))
        for s in statements
        for echo in s.echoes
        for mine in members.get(s.id, ())
        for other in members.get(echo, ())
    }
    for pair in sorted(map(sorted, gold.echoes)):
        score.judge("echo", frozenset(pair) in linked, f"{' and '.join(pair)} are not linked")
    for pair in sorted(map(sorted, linked - gold.echoes - gold.accepted_echoes)):
        score.count_wrong("echo", f"{' and '.join(pair)}: no echo")


def judge_dates(
    score: Score, gold: Gold, statements: Sequence[FoundStatement], members: Mapping[str, set[str]]
) -> None:
    """When things were said. How sure a date is (EDTF's ``?``, ``~``, ``%``) is no part of the question."""

    def bare(date: str | None) -> str | None:
        return date and date.rstrip("?~%")

    for s in sorted(statements, key=lambda s: s.id):
        for name in sorted(members.get(s.id, ())):
            dates = gold.statements[name].dates
            right = bare(s.date) in map(bare, dates)
            score.judge("date", right, f"{name}: {s.date}, not {dates[0]}")


def judge_actors(score: Score, gold: Gold, aligned: Mapping[str, Answer]) -> None:
    """Whether one actor has one name over all articles, and one name one actor."""
    given: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for g in gold.quotations:
        if g.id in aligned and g.actors[0] and not g.optional:
            name = aligned[g.id].found.actor
            if name and is_actor(gold, g.actors[0], name):
                given[g.actors[0]].add(name)
                holders[name].add(g.actors[0])
    for actor, names in sorted(given.items()):
        whole = len(names) == 1 and all(len(holders[name]) == 1 for name in names)
        score.judge("one name", whole, f"{actor} is {sorted(names)}")


def judge_structure(score: Score, gold: Gold, articles: Mapping[str, FoundArticle]) -> None:
    """Blocks and metadata of every article."""
    for article in gold.articles:
        found = articles[article.id]
        blocks = {tidy(article.text, span): (kind, outlet) for kind, span, outlet in found.blocks}
        for b in article.blocks:
            kind, outlet = blocks.get(tidy(article.text, b.span), (None, None))
            where = f"{article.id[:3]} “{shown(article.text, (b.span,))}”"
            score.judge("block", kind in (b.kind, *b.also_kind), f"{where}: {kind}, not {b.kind}")
            if b.outlet:
                right = outlet is not None and plain(outlet) == plain(b.outlet)
                score.judge("embedded outlet", right, f"{where}: {outlet}, not {b.outlet}")
        for key, fact in article.metadata.items():
            accepted = [fact["value"], *fact.get("also", ())]
            value = found.metadata.get(key)
            score.judge("metadata", value in accepted, f"{article.id[:3]} {key}: {value}, not {accepted[0]}")


def judge(
    gold: Gold,
    found: Sequence[Found],
    statements: Sequence[FoundStatement] = (),
    articles: Mapping[str, FoundArticle] | None = None,
) -> Score:
    """Everything that can be judged; without statements or articles only the quotations."""
    score = Score()
    aligned = judge_quotations(score, gold, found)
    judge_actors(score, gold, aligned)
    if statements:
        of = {aligned[g.id].found.id: g for g in gold.quotations if g.id in aligned}
        members: dict[str, set[str]] = defaultdict(set)
        for f in found:
            g = of.get(f.id)
            if f.statement and g and g.statement and not g.loose:
                members[f.statement].add(g.statement)
        judge_statements(score, gold, found, of)
        judge_echoes(score, gold, statements, members)
        judge_dates(score, gold, statements, members)
    if articles:
        judge_structure(score, gold, articles)
    return score
