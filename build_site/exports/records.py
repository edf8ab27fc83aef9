"""What the search shows of actors, articles and quotations: short rows, in files that their numbers name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_site.exports.known import Known, plain
from build_site.exports.shards import script
from build_site.exports.words import words
from build_site.model import Actor, CorpusArticle, Quotation, QuotationType
from build_site.stages.reporting import seamed

ROWS = 25
"""Records of actors and of articles in a file."""
TYPES = (QuotationType.DIRECT, QuotationType.INDIRECT, QuotationType.MIXED)

Row = list[str | int]
Called = tuple[str] | tuple[str, str]


def filed(letter: str, records: Mapping[int, Row]) -> Iterator[tuple[str, str]]:
    """Files of ``ROWS`` numbers each; where a number is nobody's stands a nought."""
    files: dict[int, list[Row | int]] = {}
    for number, record in sorted(records.items()):
        rows = files.setdefault(number // ROWS, [])
        rows += [0] * (number % ROWS - len(rows))
        rows.append(record)
    for number, rows in files.items():
        name = f"search/{letter}{number}"
        yield name, script(name, rows)


def called(id: str, name: str) -> Called:
    """A name, and an id that is not the words of the name."""
    return (name,) if name.isascii() and id == "-".join(words(name)) else (name, id)


def person(actor: Actor, known: Known) -> Row:
    """An actor's."""
    name, *id = called(actor.id, plain(actor.name))
    return [name, actor.kind.value, known.about(actor), known.counts[actor.id], *id]


def article(a: CorpusArticle, known: Known) -> Row:
    """An article's."""
    return [a.slug, plain(a.title), known.outlet(a), a.published or "", len(known.quoted.get(a.id, ()))]


def quotations(
    number: int, article: CorpusArticle, known: Known, names: Mapping[str, Called]
) -> tuple[str, str]:
    """A file of an article's quotations: what it is, their speakers, and a row for each."""
    own = known.quoted[article.id]
    said_by = [names.get(q.actor or "") or (plain(q.unnamed.words) if q.unnamed else "", "") for q in own]
    speakers = list(dict.fromkeys(said_by))
    rows = [_quotation(q, known, speakers.index(who)) for q, who in zip(own, said_by, strict=True)]
    name = f"search/q{number}"
    return name, script(name, [_whence(article, known), speakers, rows])


def _whence(article: CorpusArticle, known: Known) -> Row:
    """What a quotation is shown with of its article: where it is, who published it and when, its title."""
    outlet = known.outlet(article)
    return [article.slug, outlet, article.published or "", *([] if outlet else [plain(article.title)[:80]])]


def _quotation(q: Quotation, known: Known, speaker: int) -> Row:
    """One row; ``assets/index.js`` reads it together with its article and its speaker.

    Of a statement nothing is said where this is its only version; a date is that of speaking.
    """
    versions = known.versions.get(q.statement or "", 1)
    several: Row = [q.statement, versions] if q.statement and versions > 1 else []
    return [
        seamed(q) if q.type is QuotationType.DIRECT else q.reported or q.text,
        q.anchor.removeprefix("q-"),
        speaker,
        q.when.edtf if q.when else "",
        TYPES.index(q.type),
        round(q.confidence * 100),
        *several,
    ]
