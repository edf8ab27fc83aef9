"""What other programs read: one function per format, and the table of them."""

from __future__ import annotations

from build_site.exports import (
    citations,
    data,
    feeds,
    package,
    parquet,
    previews,
    said,
    search,
    spoken,
    tables,
    tei,
    webannotation,
)
from build_site.exports.base import Export
from build_site.exports.edition import large
from build_site.model import Dataset

EXPORTS: tuple[Export, ...] = (
    Export("articles", "Articles (JSON)", data.articles, packed=True),
    Export("quotations", "Quotations (JSON)", data.quotations, packed=True),
    Export("actors", "Actors (JSON)", data.actors, packed=True),
    Export("statements", "Statements (JSON)", data.statements, packed=True),
    Export(
        "doubts", "Doubts: quotations that are not sure enough (JSON)", data.doubts, packed=True, seldom=True
    ),
    Export(
        "texts-json",
        "The articles’ texts, to which offsets refer (JSON)",
        package.texts_json,
        packed=True,
        spread=True,
    ),
    Export("transcripts", "Transcripts: what was said (JSON)", said.transcripts),
    Export("said", "Said against printed: verdicts and evidence (JSON)", said.said),
    Export("schemas", "Schemas of the JSON files (JSON Schema 2020-12)", data.schemas),
    Export("csv", "Quotations (CSV)", tables.quotations_csv, packed=True),
    Export("articles-csv", "Articles (CSV)", package.articles_csv, packed=True, seldom=True),
    Export("actors-csv", "Actors (CSV)", package.actors_csv, packed=True, seldom=True),
    Export("statements-csv", "Statements (CSV)", package.statements_csv, packed=True),
    Export("outlets-csv", "How outlets report: shares and intervals (CSV)", package.outlets_csv),
    Export(
        "datapackage",
        "What the tables of articles, actors and statements say (Data Package)",
        package.datapackage,
        knowing=package.described,
    ),
    Export("sqlite", "The corpus as a database (SQLite)", tables.database, packed=True, heavy=True),
    Export("parquet", "Tables with types (Parquet)", parquet.tables, listed=False, asked=True),
    Export(
        "annotations", "W3C Web Annotations (JSON-LD)", webannotation.annotation_page, packed=True, heavy=True
    ),
    Export("tei", "The corpus as TEI P5 (XML)", tei.corpus, packed=True, heavy=True),
    Export(
        "transcripts-annotations",
        "Who quotes which words of a transcript (JSON-LD)",
        said.transcript_annotations,
    ),
    Export("transcripts-tei", "Transcripts as TEI P5 (XML)", spoken.spoken, packed=True),
    Export("csl", "References (CSL-JSON)", citations.csl_json, packed=True),
    Export("bibtex", "References (BibTeX)", citations.bibtex, packed=True),
    Export("ris", "References (RIS)", citations.ris, packed=True),
    Export("feed", "Feed (JSON Feed)", feeds.json_feed),
    Export("atom", "Feed (Atom)", feeds.atom),
    Export("search", "The site’s search index", search.search, listed=False, at="search/"),
    Export(
        "texts",
        "The articles’ texts, to which offsets refer",
        package.texts,
        listed=False,
        at="articles/",
        beside="annotations",
    ),
    Export(
        "transcript-texts",
        "The transcripts’ texts, to which offsets refer",
        said.texts,
        listed=False,
        at="transcripts/",
    ),
    Export(
        "parts",
        "Which files are in parts, and their parts (JSON)",
        package.parts,
        knowing=package.in_parts,
    ),
    Export("robots", "What crawlers are told", package.robots, listed=False, at=""),
    Export("previews", "Previews of links", previews.previews, listed=False, at="previews/"),
)


def published(dataset: Dataset) -> tuple[Export, ...]:
    """Those that a site has: what ``corpus.yml`` takes out is not made, nor what it has to ask for."""
    chosen = dict(dataset.corpus.downloads)
    much = large(dataset)

    def usual(export: Export) -> bool:
        return chosen.get(export.beside, False) if much and export.beside else much or not export.spread

    usually = {e.name for e in EXPORTS if usual(e) and not (e.heavy and much)}
    return tuple(e for e in EXPORTS if not e.asked and chosen.get(e.name, e.name in usually))


def left_out(dataset: Dataset) -> tuple[Export, ...]:
    """Those that this corpus is too large for, and whoever keeps it has said nothing of."""
    chosen = dict(dataset.corpus.downloads)
    return tuple(e for e in EXPORTS if e.heavy and e.name not in chosen and large(dataset))
