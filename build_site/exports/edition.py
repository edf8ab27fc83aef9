"""A dataset as downloads go through it: article by article, each with all that is said in it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from build_site.model import Actor, CorpusArticle, Dataset, Place, Publish, Quotation, Statement, Transcript
from build_site.said.addresses import spoken
from build_site.said.hearing import shown_of

T = TypeVar("T")
LARGE_CORPUS, MANY_ARTICLES = 1_000_000, 250
"""Characters of its articles, and articles, from which on a corpus is large: its downloads are in parts."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An article with what is said in it, and the names that its records need."""

    article: CorpusArticle
    outlet: str | None
    """Its outlet's name."""
    quotations: tuple[Quotation, ...]
    people: tuple[tuple[str, str, str], ...]
    """Id, name and kind of all to whom or by whom something is said."""
    heard: tuple[tuple[str, str, str | None, str | None], ...]
    """Of quotations that a transcript has: id, verdict, the words as delivered, the transcript."""


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A dataset, article by article; or of a large one a part, which holds what hashes of ids deal to it."""

    dataset: Dataset
    """Of a part with its own articles, actors, statements and doubts."""
    articles: tuple[Printed, ...]
    actors: Mapping[str, Actor]
    """By id: all of them, in a part too."""
    quotations: Mapping[str, Quotation]
    """The same."""
    part: tuple[int, int] | None = None
    """Which part of how many; None of the whole."""
    _parts: dict[int, tuple[Edition, ...]] = field(default_factory=dict, init=False)

    @classmethod
    def of(cls, dataset: Dataset) -> Edition:
        """The articles, each with its own."""
        actors = {a.id: (a.id, a.name, a.kind.value) for a in dataset.actors}
        outlets = {o.id: o.name for o in dataset.outlets}
        heard = heard_of(dataset)
        quoted: dict[str, list[Quotation]] = {}
        for q in dataset.quotations:
            quoted.setdefault(q.article, []).append(q)

        def printed(article: CorpusArticle) -> Printed:
            own = tuple(quoted.get(article.id, ()))
            people = {who for q in own for who in (*q.speakers, *q.addressees)}
            return Printed(
                article,
                outlets.get(article.outlet or ""),
                own,
                tuple([actors[who] for who in sorted(people) if who in actors]),
                tuple([(q.id, *heard[q.id]) for q in own if q.id in heard]),
            )

        return cls(
            dataset,
            tuple(map(printed, dataset.articles)),
            {a.id: a for a in dataset.actors},
            {q.id: q for q in dataset.quotations},
        )

    def parts(self, number: int) -> tuple[Edition, ...]:
        """So many parts, of which an article, an actor or a statement is always in the same one."""
        if number not in self._parts:
            whole = self.dataset
            dealt = zip(
                _dealt(self.articles, lambda one: one.article.id, number),
                _dealt(whole.actors, lambda a: a.id, number),
                _dealt(sorted(whole.statements, key=lambda s: s.base), _home, number),
                _dealt(whole.doubts, lambda q: q.article, number),
                strict=True,
            )
            self._parts[number] = tuple(
                replace(
                    self,
                    dataset=replace(
                        whole,
                        articles=tuple([one.article for one in articles]),
                        actors=actors,
                        statements=statements,
                        doubts=doubts,
                    ),
                    articles=articles,
                    part=(place, number),
                )
                for place, (articles, actors, statements, doubts) in enumerate(dealt)
            )
        return self._parts[number]


def _home(statement: Statement) -> str:
    """The article in whose part a statement stands: that of its base."""
    return statement.base.partition("#")[0]


def large(dataset: Dataset) -> bool:
    """Whether its downloads are files of many parts."""
    articles = dataset.articles
    return len(articles) > MANY_ARTICLES and sum(len(a.article.text) for a in articles) > LARGE_CORPUS


def _dealt(items: Iterable[T], name: Callable[[T], str], number: int) -> list[tuple[T, ...]]:
    """Each where the hash of its name says, in the order in which they come."""
    found: list[list[T]] = [[] for _ in range(number)]
    for item in items:
        # other bits than those that end pieces: a part would be all ends, or have none
        found[(zlib.crc32(name(item).encode("utf-8", "surrogatepass")) >> 12) % number].append(item)
    return list(map(tuple, found))


def heard_of(dataset: Dataset) -> dict[str, tuple[str, str | None, str | None]]:
    """By quotation: the verdict, the words as delivered where they may be published, the transcript."""
    known = {one.id: one for one in dataset.record.transcripts}
    found: dict[str, tuple[str, str | None, str | None]] = {}
    for heard in dataset.record.heard:
        comparison = heard.comparison
        places = comparison.said
        shown = places and all(
            shown_of(dataset, known[place.transcript]) is not Publish.NOTHING for place in places
        )
        words = " […] ".join(_words(known[p.transcript], p) for p in places) if shown else None
        transcript = next((p.transcript for p in (*places, *comparison.places)), None)
        found[heard.quotation] = (comparison.verdict.value, words, transcript)
    return found


def _words(one: Transcript, place: Place) -> str:
    return " ".join(spoken(one, *place.span).split())
