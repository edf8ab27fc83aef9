"""Articles, actors and statements as tables for statistics programs; plain texts; what crawlers read."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from build_site.exports.base import LARGE, json_records
from build_site.exports.edition import Edition, Printed, large
from build_site.exports.known import plain
from build_site.exports.pieces import RECORDS, InPieces, Piece, Stretch, cut, listed, runs, whole_of
from build_site.exports.tables import Cell, comma_separated, harmless
from build_site.lexicon import load_lexicon
from build_site.model import Actor, CorpusArticle, Dataset, Quotation, Statement
from build_site.stages.measuring import measures
from build_site.stages.written import written

FIELDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "articles": (
        ("id", "string", "As in all other files."),
        ("title", "string", "As published, else the file's name."),
        ("outlet", "string", "Who published it; empty: not stated."),
        ("authors", "string", "Names with semicolons between them."),
        ("published", "string", "EDTF."),
        ("retrieved", "string", "EDTF."),
        ("url", "string", "Where it stands."),
        ("licence", "string", "Under which terms."),
        ("language", "string", "As a code."),
        ("words", "integer", "Of its text."),
        ("quotations", "integer", "That are sure enough to count."),
        ("path", "string", "The file that it was read from."),
        ("sha256", "string", "Of its text in UTF-8."),
    ),
    "actors": (
        ("id", "string", "As in all other files."),
        ("name", "string", "The canonical name."),
        ("kind", "string", "person, office, organisation, document or anonymous."),
        ("description", "string", "The curator's."),
        ("same_as", "string", "Addresses with blanks between them."),
        ("mentions", "integer", "Places where articles refer to the actor."),
        ("quotations", "integer", "That the actor is said to have said."),
        ("articles", "integer", "That quote the actor."),
    ),
    "statements": (
        ("id", "string", "As in all other files."),
        ("actor", "string", "Id of who said it; empty: unattributed."),
        ("date", "string", "When it was said, EDTF."),
        ("text", "string", "As its fullest version has it."),
        ("versions", "integer", "Quotations that carry it."),
        ("echoes", "integer", "Nearly the same words on other occasions."),
    ),
}
"""Columns of each table: name, type, meaning."""


def tables(dataset: Dataset) -> Iterator[tuple[str, Iterable[Sequence[Cell]]]]:
    """Each table's name and its rows, whose cells stand in the order of ``FIELDS``."""
    yield "articles", _articles(dataset)
    yield "actors", _actors(dataset)
    yield "statements", _statements(dataset)


@InPieces
def articles_csv(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/articles.csv``: a row an article."""
    return "data/articles.csv", [_head("articles"), *(Piece(_article_rows, tuple(r)) for r in runs(edition))]


def _article_rows(*printed: Printed) -> str:
    return comma_separated((_article(one.article, one.outlet) for one in printed), mark="")


@InPieces
def actors_csv(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/actors.csv``: a row an actor."""
    said, quoting = _quoted(edition.quotations.values())
    found = (
        Piece(_actor_rows, (tuple([(said[a.id], quoting[a.id]) for a in run]), *run))
        for run in cut(edition.dataset.actors, lambda a: a.id, RECORDS)
    )
    return "data/actors.csv", [_head("actors"), *found]


def _actor_rows(counts: tuple[tuple[int, int], ...], *actors: Actor) -> str:
    return comma_separated(map(_actor, actors, counts), mark="")


def outlets_csv(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/outlets.csv``: a row a share of an outlet's quotations, with its interval."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(("outlet", "measure", "part", "number", "of", "share", "low", "high"))
    for f in measures(dataset, written(dataset, load_lexicon())):
        cells: tuple[Cell, ...] = (
            f.outlet, f.measure, f.part, f.number, f.of, round(f.share, 4), f.low, f.high
        )  # fmt: skip
        writer.writerow([harmless(cell) for cell in cells])
    yield "data/outlets.csv", stream.getvalue()


@InPieces
def statements_csv(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/statements.csv``: a row a statement."""
    known = edition.quotations
    found = (
        Piece(_statement_rows, (tuple([known[s.base].text if s.base in known else None for s in run]), *run))
        for run in cut(edition.dataset.statements, lambda s: s.id, RECORDS)
    )
    return "data/statements.csv", [_head("statements"), *found]


def _statement_rows(texts: tuple[str | None, ...], *statements: Statement) -> str:
    return comma_separated(map(_statement, statements, texts), mark="")


def _articles(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    outlets = {o.id: o.name for o in dataset.outlets}
    return (_article(a, outlets.get(a.outlet or "")) for a in dataset.articles)


def _article(a: CorpusArticle, outlet: str | None) -> Sequence[Cell]:
    m = a.article.metadata
    facts = [fact.value if fact else None for fact in (m.retrieved, m.url, m.licence, m.language)]
    authors = "; ".join(m.author.names) if m.author else None
    words = len(a.article.text.split())
    count, digest = len(a.quotations), a.article.document.sha256
    return a.id, a.title, outlet, authors, a.published, *facts, words, count, a.path, digest


def _actors(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    said, quoting = _quoted(dataset.quotations)
    return (_actor(a, (said[a.id], quoting[a.id])) for a in dataset.actors)


def _actor(a: Actor, counts: tuple[int, int]) -> Sequence[Cell]:
    """Counts are of quotations and of the articles that have them."""
    return a.id, a.name, a.kind.value, a.description, " ".join(a.same_as), len(a.mentions), *counts


def _quoted(quotations: Iterable[Quotation]) -> tuple[Counter[str], Counter[str]]:
    """By actor: quotations, and articles that have them."""
    said = Counter((who, q.article) for q in quotations for who in q.speakers)
    every: Counter[str] = Counter()
    for (who, _), number in said.items():
        every[who] += number
    return every, Counter(who for who, _ in said)


def _statements(dataset: Dataset) -> Iterator[Sequence[Cell]]:
    texts = {q.id: q.text for q in dataset.quotations}
    return (_statement(s, texts.get(s.base)) for s in dataset.statements)


def _statement(s: Statement, text: str | None) -> Sequence[Cell]:
    return s.id, s.actor, s.when.edtf if s.when else None, text, len(s.versions), len(s.echoes)


def datapackage(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/datapackage.json``: the tables as a Data Package, with the type and meaning of each column."""
    tables = (*articles_csv(dataset), *actors_csv(dataset), *statements_csv(dataset))
    yield from described(
        dataset, {f"{path}.gz" if len(text.encode()) > LARGE else path for path, text in tables}
    )


def described(dataset: Dataset, made: Collection[str]) -> Iterator[tuple[str, str]]:
    """The same where the paths of the tables are known, which tell those that are compressed."""
    resources = [
        {
            "name": name,
            "path": path,
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {
                "fields": [{"name": key, "type": kind, "description": words} for key, kind, words in fields],
                "primaryKey": "id",
            },
        }
        for name, fields in FIELDS.items()
        if (path := _paths(f"data/{name}.csv", made))
    ]
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "verbatim-corpus",
        "title": plain(dataset.corpus.title),
        "description": plain(dataset.corpus.description),
        "resources": resources,
    }
    yield "data/datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _paths(path: str, made: Collection[str]) -> str | list[str]:
    """A table’s file beside the package; of one in parts all of them, each with the names of its columns."""
    found = [one for one in sorted(made) if one in {path, f"{path}.gz"} or whole_of(one) == path]
    found = [one.removeprefix("data/") for one in found]
    return found[0] if len(found) == 1 else found


def parts(_: Dataset) -> Iterator[tuple[str, str]]:
    """``data/parts.json``: nothing of what an export writes by itself, which is one file."""
    yield from ()


def in_parts(_: Dataset, made: Collection[str]) -> Iterator[tuple[str, str]]:
    """The same of a site: the name of each whole file, and the parts that it is published in."""
    found: dict[str, list[str]] = {}
    for path in sorted(made):
        if path.count("/") > 1 and path.endswith(".gz"):
            found.setdefault(whole_of(path).removeprefix("data/"), []).append(path.removeprefix("data/"))
    if found:
        yield "data/parts.json", json.dumps(found, indent=1) + "\n"


def texts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``articles/<slug>.txt``: the text that offsets count in, where whole texts are published."""
    if dataset.corpus.publish != "excerpts":
        for article in dataset.articles:
            yield f"articles/{article.slug}.txt", article.article.text


@InPieces
def texts_json(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/texts.json``: the same of a large corpus; of excerpts it is empty."""
    found = runs(edition) if edition.dataset.corpus.publish != "excerpts" else ()
    return "data/texts.json", listed(Piece(_texts, tuple(run)) for run in found)


def _texts(*printed: Printed) -> str:
    return json_records({"id": one.article.id, "text": one.article.article.text} for one in printed)


def robots(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``robots.txt``, and ``llms.txt``, which tells language models where the data stands."""
    address = dataset.corpus.address
    site_map = f"Sitemap: {address}sitemap.xml\n" if address else ""
    yield "robots.txt", f"User-agent: *\nAllow: /\n{site_map}"
    title, about = plain(dataset.corpus.title), plain(dataset.corpus.description)
    base, parts = address or "", large(dataset)
    told = (
        ("Quotations", "quotations.json", "who said what, where, with spans and confidence"),
        ("Articles", "articles.json", "what was read, and what is known of it"),
        ("Actors", "actors.json", "who was named"),
        ("Statements", "statements.json", "one utterance, its versions and echoes"),
    )
    lines = (
        f"# {title}",
        "",
        f"> {about or 'Who said what, to whom, when, and who reported it.'}",
        "",
        "Quotations and speakers were told by rules; each has a confidence, and its words in the article.",
        "",
        "## Data",
        "",
        f"Each file is published in parts, compressed: [their addresses]({base}data/parts.json)."
        if parts
        else "A file of many megabytes is compressed, and then has .gz behind its name.",
        "",
        *(f"- {name if parts else f'[{what}]({base}data/{name})'}: {words}" for what, name, words in told),
        f"- [Method]({base}method.html): how it was told, and how often it is right",
    )
    yield "llms.txt", "\n".join(lines) + "\n"


def _head(name: str) -> str:
    return comma_separated([[key for key, _, _ in FIELDS[name]]])
