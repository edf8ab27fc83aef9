"""W3C Web Annotations: each quotation as an annotation of the stored text of its article.

https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from build_site.exports.base import json_records
from build_site.exports.edition import Edition, Printed
from build_site.exports.pieces import InPieces, Piece, Stretch, listed, part_of_file, runs
from build_site.model import CorpusArticle, Quotation, Span
from build_site.text import touched

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SHORTEST, LONGEST = 24, 4096
"""Characters of context on each side: doubled until the selector is unique in its text, or long enough."""


@InPieces
def annotation_page(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/annotations.jsonld``: a page of annotations of motivation ``identifying``, one a quotation.

    Of a large corpus a page is a part, and names the one behind it.
    """
    publish, root = edition.dataset.corpus.publish, "../" if edition.part is None else "../../"
    about: dict[str, Any] = {"@context": CONTEXT, "id": _page(edition.part), "type": "AnnotationPage"}
    if edition.part and edition.part[0] + 1 < edition.part[1]:
        about["next"] = _page((edition.part[0] + 1, edition.part[1]))
    head = json.dumps(about)
    found = [[one for one in run if one.quotations] for run in runs(edition)]
    items = listed(Piece(_annotations, (publish, root, *own)) for own in found if own)
    return "data/annotations.jsonld", [f'{head[:-1]}, "items": ', *items[:-1], "\n]}\n"]


def _page(part: tuple[int, int] | None) -> str:
    """The address of a page, beside the others."""
    name = part_of_file("data/annotations.jsonld", part).rpartition("/")[2]
    return name if part is None else f"{name}.gz"


def _annotations(publish: str, root: str, *printed: Printed) -> str:
    return json_records(
        annotation(q, one.article, names, publish, root)
        for one in printed
        for names in [{id: name for id, name, _ in one.people}]
        for q in one.quotations
    )


def annotation(
    q: Quotation, article: CorpusArticle, names: dict[str, str], publish: str, root: str = "../"
) -> dict[str, Any]:
    """One annotation; a quotation of several spans has a target a span; ``root`` leads to the site's.

    Offsets count in the published text, ``articles/<slug>.txt``. Where only excerpts are published there is
    none: the target is the page, and the context of its words ends with their block.
    """
    slug, anchor, text = q.article, q.anchor, article.article.text
    limits = [b.span for b in article.article.blocks] if publish == "excerpts" else [(0, len(text))]
    return {
        "id": f"{root}articles/{slug}.html#{anchor}",
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {"type": "Software", "name": "Verbatim"},
        "creator": {"type": "Software", "name": "Verbatim"}
        if q.corrected is None
        else {"type": "Person", "name": "The corpus’s curator"},
        "body": [_who(q, names, root), *(_named(actor, names, root) for actor in q.together), *_more(q)],
        "target": [
            {
                "type": "SpecificResource",
                "source": {
                    "id": f"{root}articles/{slug}.{'html' if publish == 'excerpts' else 'txt'}",
                    "type": "Text",
                    "format": "text/html" if publish == "excerpts" else "text/plain",
                    "digest": f"sha256:{article.article.document.sha256}",
                },
                "selector": [quote_selector(text, span, _around(span, limits)), position_selector(span)],
            }
            for span in q.content
        ],
    }


def _more(q: Quotation) -> Iterator[dict[str, Any]]:
    """When it was said, as EDTF, and how likely the claim is right: bodies that any client can show."""
    if q.when:
        yield {"type": "TextualBody", "purpose": "describing", "schema:name": "said", "value": q.when.edtf}
    confidence = str(round(q.confidence, 3))
    yield {"type": "TextualBody", "purpose": "assessing", "schema:name": "confidence", "value": confidence}


def _who(q: Quotation, names: dict[str, str], root: str) -> dict[str, Any]:
    if q.actor is None:
        return {"type": "TextualBody", "purpose": "identifying", "value": "unattributed"}
    if q.unnamed:
        return {"type": "TextualBody", "purpose": "identifying", "value": q.unnamed.words}
    return _named(q.actor, names, root)


def _named(actor: str, names: dict[str, str], root: str) -> dict[str, Any]:
    source = {"id": f"{root}actors/{actor}.html", "label": names[actor]}
    return {"type": "SpecificResource", "purpose": "identifying", "source": source}


def position_selector(span: Span) -> dict[str, Any]:
    """Offsets in code points, the end exclusive."""
    return {"type": "TextPositionSelector", "start": span[0], "end": span[1]}


def _around(span: Span, limits: Sequence[Span]) -> Span:
    """From where the first limit that it touches begins to where the last one ends."""
    within = touched(span, limits)
    return (limits[within[0]][0], limits[within[-1]][1]) if within else span


def quote_selector(text: str, span: Span, within: Span) -> dict[str, str]:
    """The words with as much context as makes them unique in the text, within bounds."""
    start, end = span
    width = SHORTEST
    while True:
        prefix, suffix = text[max(within[0], start - width) : start], text[end : min(end + width, within[1])]
        whole = prefix + text[start:end] + suffix
        if text.find(whole, text.find(whole) + 1) < 0 or width >= LONGEST:
            return {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": prefix,
                "suffix": suffix,
            }
        width *= 2
