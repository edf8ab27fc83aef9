"""What a quotation is found by: its words, pairs of common ones, and a key for each filter that holds it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_site.exports.known import Known
from build_site.exports.words import words
from build_site.lexicon import load_lexicon
from build_site.model import ActorKind, CorpusArticle, Dataset, Quotation
from build_site.stages.measuring import (
    he_or_she,
    most_quoted,
    second_hand,
    source_kind,
    word_of_saying,
    words_kept,
)
from build_site.stages.written import written

MANY = (2, 3, 5, 10, 30)
"""Statements in so many versions come before others, in the same way."""
THRESHOLDS = (50, 70, 90)
"""Confidence, in percent, that a reader can ask for."""
VERBS = 40
"""So many words of saying are suggested."""
NOBODY = "-"
"""Stands for an unknown speaker or outlet where an id would stand."""

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Keys:
    """What the keys of a quotation hang on, and what *How outlets report* counts."""

    known: Known
    common: frozenset[str]
    names: dict[str, frozenset[str]]
    kinds: dict[str, ActorKind]
    shared: Collection[str]
    they: Mapping[str, str]
    few: dict[str, Collection[str | None]]
    carried: dict[str, int]

    @classmethod
    def of(cls, known: Known, common: frozenset[str]) -> Keys:
        """The look-ups of a dataset."""
        data = known.dataset
        own: dict[str, list[Quotation]] = defaultdict(list)
        for q in data.quotations:
            own[known.articles[q.article].outlet or ""].append(q)
        return cls(
            known=known,
            common=common,
            names={
                a.id: frozenset(words(" ".join((a.name, *(n.text for n in a.aliases))))) for a in data.actors
            },
            kinds={a.id: a.kind for a in data.actors},
            shared=words_kept(data),
            they=written(data, load_lexicon()),
            few={outlet: most_quoted(some) for outlet, some in own.items()},
            carried={s.base: len(s.versions) for s in data.statements if s.crosses},
        )

    def quotation(self, q: Quotation, article: CorpusArticle, text: Sequence[str]) -> set[str]:
        """Every key of a quotation of these words."""
        speakers, common = q.speakers, self.common
        keys = set(text).union(*(self.names.get(who, ()) for who in speakers))
        if q.unnamed:
            keys.update(words(q.unnamed.words))
        keys.update(f"~{a} {b}" for a, b in pairwise(text) if a in common and b in common)
        keys.update(f":s {who}" for who in speakers or (NOBODY,))
        keys.update((f":o {article.outlet or NOBODY}", f":t {q.type}", *dates(self.known.date(q))))
        sure = bisect_right(THRESHOLDS, round(q.confidence * 100))
        keys.update(f":c {percent}" for percent in THRESHOLDS[:sure])
        keys.update(reached(":b", self.carried.get(q.id, 0), MANY))
        keys.update(self._figures(q, article))
        return keys

    def _figures(self, q: Quotation, article: CorpusArticle) -> Iterator[str]:
        """What *How outlets report* counts, so that each figure opens its quotations."""
        yield f":k {source_kind(q, self.kinds)}"
        if told := he_or_she(q, self.kinds, self.they):
            yield f":g {told}"
        if verb := word_of_saying(q, article.article.text):
            yield f":v {verb}"
        if q.id in self.shared:
            yield ":w shared"
        if second_hand(q):
            yield ":w second"
        if q.actor in self.few[article.outlet or ""]:
            yield ":w few"


def verbs_of(dataset: Dataset, known: Known) -> list[str]:
    """The commonest words of saying."""
    told = (word_of_saying(q, known.articles[q.article].article.text) for q in dataset.quotations)
    counted = Counter(verb for verb in told if verb)
    return [verb for verb, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:VERBS]]


def reached(key: str, number: int, levels: Sequence[int]) -> Iterator[str]:
    """A key for the highest of the levels that a number reaches."""
    if reached := bisect_right(levels, number):
        yield f"{key} {levels[reached - 1]:03}"


def dates(edtf: str) -> Iterator[str]:
    """Keys for the year, the month and the day, as far as the date is known; a range is a few of them."""
    if match := _DATE.match(edtf):
        year, month, day = match.groups()
        yield f":y {year}"
        if month:
            yield f":m {year}-{month}"
        if day:
            yield f":d {year}-{month}-{day}"
