"""Groups of quotations → statements: base, versions in order, date, id, echoes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from build_site.ids import short_hash
from build_site.model import MentionKind, QuotationType, Statement, Version
from build_site.model.restoring import replace
from build_site.recall import each, once
from build_site.stages.statements.collation import Text, as_one, collate, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from build_site.model import CorpusArticle, Quotation, When
    from build_site.recall import Recalling
    from build_site.stages.statements.clustering import Pair
    from build_site.stages.statements.likeness import Said
    from build_site.stages.statements.occasion import Occasion

_NONE: frozenset[str] = frozenset()
WORTH = {None: 1.0, MentionKind.NAME: 1.0, MentionKind.PRONOUN: 0.9, MentionKind.NOMINAL: 0.1}
"""What it counts that an article names a speaker in this way, where versions disagree."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The quotations of a corpus, made ready: parallel sequences, and the articles by id."""

    articles: tuple[CorpusArticle, ...]
    quotations: tuple[Quotation, ...]
    said: Sequence[Said]
    occasions: Sequence[Occasion]
    article_of: dict[str, CorpusArticle] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "article_of", {a.id: a for a in self.articles})

    def rank(self, i: int) -> tuple[object, ...]:
        """The base of a statement is the first in this order.

        Words of the speaker's own before the reporter's, whole before mixed with them, many before few, then
        the longest, then the earliest.
        """
        said = self.said[i]
        own = 0 if said.indirect else said.views[-1].size
        direct = said.quotation.type is QuotationType.DIRECT
        return (not direct, -own, said.indirect, -said.whole.size, self.order(i))

    def order(self, i: int) -> tuple[object, ...]:
        """By date of publication (unknown last), outlet, article and place."""
        q = self.quotations[i]
        article = self.article_of[q.article]
        return (
            article.published is None,
            article.published or "",
            article.outlet or "~",
            q.article,
            q.content,
            q.id,
        )


def make_statements(
    corpus: Corpus,
    groups: Sequence[Sequence[int]],
    echoes: Iterable[Pair],
    partials: Iterable[Pair] = (),
    recall: Recalling = once,
) -> tuple[tuple[Statement, ...], dict[int, str]]:
    """Statements by id, and the statement id of each quotation. The best ranked of each group is its base."""
    groups = [sorted(members, key=corpus.rank) if len(members) > 1 else members for members in groups]
    ids = _ids(corpus, groups)
    of = {i: id for id, members in zip(ids, groups, strict=True) for i in members}
    linked, taken = _linked(echoes, of), _linked(partials, of)
    alone = [(id, members[0]) for id, members in zip(ids, groups, strict=True) if len(members) == 1]
    columns = [id for id, _ in alone], [corpus.said[i] for _, i in alone]
    single = {s.id: s for s in each(recall, _statement, columns[0], columns)}
    made = []
    for id, members in zip(ids, groups, strict=True):
        if id in single and id not in linked and id not in taken:
            made.append(single[id])
            continue
        others = members[1:] if len(members) < 3 else sorted(members[1:], key=corpus.order)
        echoing, partly = linked.get(id, _NONE), taken.get(id, _NONE)
        statement = recall(_statement, id, *(corpus.said[i] for i in (members[0], *others)))
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
    return Text(said.quotation.text, said.whole.words)


def _report(q: Quotation) -> tuple[str, str]:
    """Who reports it: an article, or the outlet whose words the article prints."""
    return q.article, next((link.name for link in q.chain if link.role == "outlet"), "")


def _actor(quotations: Sequence[Quotation]) -> str | None:
    """Whom most versions name, by name before by pronoun and description; of equals whom the base names."""
    votes: dict[str, float] = {}
    for q in quotations:
        if q.actor is not None:
            votes[q.actor] = votes.get(q.actor, 0) + WORTH[q.source_kind]
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


def _ids(corpus: Corpus, groups: Sequence[Sequence[int]]) -> list[str]:
    """First words of the earliest, 4 hex of its content; of two alike the later one's hash is of its id."""
    first = [min(members, key=corpus.order) if len(members) > 1 else members[0] for members in groups]
    ids = [corpus.said[i].traits.slug for i in first]
    taken = set(ids)
    alike: dict[str, list[int]] = {id: [] for id, count in Counter(ids).items() if count > 1}
    for n, id in enumerate(ids):
        if id in alike:
            alike[id].append(n)
    for id in sorted(alike):
        for n in sorted(alike[id], key=lambda n: corpus.order(first[n]))[1:]:
            q = corpus.quotations[first[n]]
            candidate, digits = id, 4
            while candidate in taken:
                candidate = f"{id.rpartition('-')[0]}-{short_hash(q.id, digits)}"
                digits += 2
            taken.add(candidate)
            ids[n] = candidate
    return ids
