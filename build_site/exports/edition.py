"""A dataset as downloads go through it: article by article, each with all that is said in it."""

from __future__ import annotations

from dataclasses import dataclass

from build_site.model import CorpusArticle, Dataset, Place, Publish, Quotation, Transcript
from build_site.said.addresses import spoken
from build_site.said.hearing import shown_of


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
    """A dataset, article by article."""

    dataset: Dataset
    articles: tuple[Printed, ...]

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

        return cls(dataset, tuple(map(printed, dataset.articles)))


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
