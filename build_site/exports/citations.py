"""How to cite: the articles and the corpus as CSL-JSON, BibTeX and RIS.

CSL-JSON 1.0.2 schema, BibTeX ``@online``/``@misc``, RIS ``NEWS``/``ELEC``.
What is not stated is left out, never invented.
"""

from __future__ import annotations

import re
from typing import Any

from build_site.exports.base import json_records
from build_site.exports.edition import Edition, Printed
from build_site.exports.known import plain
from build_site.exports.pieces import InPieces, Piece, Stretch, listed, runs
from build_site.model import CorpusArticle, Fact

PARTS = 16
"""A reference is a few lines; one of a large corpus is taken with its neighbours, not with all."""

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")  # months above 12 are seasons
_ADDRESS = re.compile(r"[{}\\]")
_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # a brace counts, even behind a backslash
    "}": r"\textbraceright{}",
}


def _csl(edition: Edition) -> tuple[str, list[Stretch]]:
    return "data/articles.csl.json", listed(Piece(_csl_items, tuple(run)) for run in runs(edition))


def _csl_items(*printed: Printed) -> str:
    return json_records(csl_item(one.article, one.outlet) for one in printed)


def csl_item(article: CorpusArticle, outlet: str | None) -> dict[str, Any]:
    """One article as a CSL item: a newspaper article where the outlet is known, else a web page."""
    metadata = article.article.metadata
    item: dict[str, Any] = {
        "id": article.slug,
        "type": "article-newspaper" if outlet else "webpage",
        "title": plain(article.title),
    }
    if metadata.author:
        item["author"] = [{"literal": plain(name)} for name in metadata.author.names]
    if outlet:
        item["container-title"] = plain(outlet)
    for key, field in (("published", "issued"), ("retrieved", "accessed")):
        parts = date_parts(getattr(metadata, key))
        if parts:
            item[field] = {"date-parts": [parts]}
    if metadata.url:
        item["URL"] = metadata.url.value
    if metadata.language:
        item["language"] = metadata.language.value
    return item


def _bib(edition: Edition) -> tuple[str, list[Stretch]]:
    return "data/articles.bib", [Piece(_bibtex_entries, tuple(run)) for run in runs(edition)]


def _bibtex_entries(*printed: Printed) -> str:
    return "".join(f"{_bibtex(one.article, one.outlet)}\n" for one in printed)


def _all_ris(edition: Edition) -> tuple[str, list[Stretch]]:
    return "data/articles.ris", [Piece(_ris_records, tuple(run)) for run in runs(edition)]


def _ris_records(*printed: Printed) -> str:
    return "".join(f"{_ris(one.article, one.outlet)}\r\n" for one in printed)


csl_json = InPieces(_csl, PARTS)
"""``data/articles.csl.json``: one item an article."""
bibtex = InPieces(_bib, PARTS)
"""``data/articles.bib``: one ``@online`` or ``@misc`` entry an article."""
ris = InPieces(_all_ris, PARTS)
"""``data/articles.ris``: one record an article."""


def date_parts(fact: Fact | None) -> list[int]:
    """Year, month and day of an EDTF date, as many as are certain."""
    found = _DATE.match(fact.value) if fact else None
    return [int(part) for part in found.groups() if part] if found else []


def _bibtex(article: CorpusArticle, outlet: str | None) -> str:
    metadata = article.article.metadata
    fields = {
        "title": f"{{{_tex(article.title)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in metadata.author.names)
        if metadata.author
        else None,
        "organization": _tex(outlet) if outlet else None,
        "date": _iso(metadata.published),
        "urldate": _iso(metadata.retrieved),
        "url": _ADDRESS.sub(lambda m: f"%{ord(m[0]):02X}", metadata.url.value) if metadata.url else None,
    }
    body = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@{'online' if metadata.url else 'misc'}{{{article.slug},\n{body}}}\n"


def _ris(article: CorpusArticle, outlet: str | None) -> str:
    metadata = article.article.metadata
    published = date_parts(metadata.published)
    lines = [("TY", "NEWS" if outlet else "ELEC"), ("ID", article.slug), ("TI", plain(article.title))]
    if metadata.author:
        lines += [("AU", plain(name)) for name in metadata.author.names]
    if outlet:
        lines.append(("T2", plain(outlet)))
    if published:
        lines += [("PY", f"{published[0]:04}"), ("DA", "/".join(f"{part:02}" for part in published))]
    if metadata.url:
        lines.append(("UR", plain(metadata.url.value)))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*lines, ("ER", "")])


def _iso(fact: Fact | None) -> str | None:
    parts = date_parts(fact)
    return "-".join(f"{part:02}" if i else f"{part:04}" for i, part in enumerate(parts)) or None


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda m: _ESCAPES.get(m[0], "\\" + m[0]), plain(text))
