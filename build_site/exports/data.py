"""``data/*.json``: the corpus as the contract with other programs has it (see the schemas beside them)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from importlib import resources
from typing import Any

from build_site.exports.base import json_records
from build_site.exports.edition import Edition, Printed
from build_site.exports.pieces import RECORDS, InPieces, Piece, Stretch, cut, listed, runs
from build_site.model import Actor, Dataset, Fact, Quotation, Standing, Statement, When
from build_site.wording import reason_words

ACTOR_PARTS = 256
"""An article names dozens of actors, whose records say where."""


@InPieces
def articles(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/articles.json``: one record an article; not stated is null, what was inferred says so."""
    return "data/articles.json", listed(Piece(_articles, tuple(run)) for run in runs(edition))


def _fact(value: Fact | None) -> dict[str, Any] | None:
    if value is None:
        return None
    names = {"names": value.parts} if value.parts else {}
    return {"value": value.value, "basis": value.basis.value, "span": value.span, **names}


def _articles(*printed: Printed) -> str:
    return json_records(
        {
            "id": a.id,
            "path": a.path,
            "slug": a.slug,
            "title": a.title,
            "outlet": one.outlet,
            "published": a.published,
            "sha256": a.article.document.sha256,
            "metadata": {
                key: _fact(getattr(a.article.metadata, key))
                for key in (
                    "title",
                    "outlet",
                    "author",
                    "published",
                    "retrieved",
                    "url",
                    "licence",
                    "language",
                )
            },
            "blocks": [{"kind": b.kind.value, "span": b.span, "outlet": b.outlet} for b in a.article.blocks],
            "quotations": a.quotations,
            "related": [
                {
                    "article": r.other,
                    "statements": r.statements,
                    "share": round(r.share, 4),
                    "passages": r.passages,
                    "likeness": r.likeness,
                }
                for r in a.relations
            ],
        }
        for one in printed
        for a in [one.article]
    )


@InPieces
def quotations(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/quotations.json``: one record a quotation, spans in code points of the article's text."""
    found = (tuple(q for one in run for q in one.quotations) for run in runs(edition))
    return "data/quotations.json", listed(Piece(_quotations, own) for own in found if own)


def _quotations(*quotations: Quotation) -> str:
    return json_records(map(quotation_record, quotations))


@InPieces
def doubts(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/doubts.json``: what is not sure enough to count as a quotation, in the same form.

    Of excerpts it is empty: a doubt is no reason to publish a passage.
    """
    found = edition.dataset.doubts if edition.dataset.corpus.publish != "excerpts" else ()
    return "data/doubts.json", listed(
        Piece(_quotations, tuple(run)) for run in cut(found, lambda q: q.id, RECORDS)
    )


def quotation_record(q: Quotation) -> dict[str, Any]:
    """The contract's record of one quotation."""
    return {
        "id": q.id,
        "article": q.article,
        "anchor": q.anchor,
        "type": q.type.value,
        "text": q.text,
        "reported": q.reported or None,
        "content": q.content,
        "verbatim": q.verbatim,
        "cue": q.cue,
        "source": q.source,
        "source_kind": q.source_kind.value if q.source_kind else None,
        "actor": q.actor,
        "chain": [asdict(link) for link in q.chain],
        "confidence": round(q.confidence, 3),
        "medium": q.medium or None,
        "rule": q.rule,
        "how": [reason_words(step) for step in q.how],
        "reasons": [step.why.value for step in q.how],
        **_when(q.when),
        "statement": q.statement,
        "corrected": q.corrected,
        "checked": q.checked or None,
        "unnamed": asdict(q.unnamed) if q.unnamed else None,
        "addressees": q.addressees,
        "together": q.together,
    }


@partial(InPieces, parts=ACTOR_PARTS)
def actors(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/actors.json``: one record an actor, with every mention."""
    found = cut(edition.dataset.actors, lambda a: a.id, RECORDS)
    return "data/actors.json", listed(Piece(_actors, tuple(run)) for run in found)


def _actors(*actors: Actor) -> str:
    return json_records(
        {
            "id": a.id,
            "name": a.name,
            "kind": a.kind.value,
            "aliases": [n.text for n in a.aliases],
            "titles": [n.text for n in a.titles],
            "mentions": [{"article": m.article, "span": m.span, "kind": m.kind.value} for m in a.mentions],
            "description": a.description,
            "sameAs": a.same_as,
            "curated": a.curated,
            "standing": a.standing.value,
            "page": page_of(a),
        }
        for a in actors
    )


def page_of(actor: Actor) -> str | None:
    """The address of an actor's page, from the site's root; None where there is none."""
    if actor.standing is not Standing.PAGE:
        return None
    return f"outlets/{actor.outlet}.html" if actor.outlet else f"actors/{actor.id}.html"


@InPieces
def statements(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/statements.json``: one record a statement; its versions are quotation ids, the base first."""
    found = cut(edition.dataset.statements, lambda s: s.id, RECORDS)
    return "data/statements.json", listed(Piece(_statements, tuple(run)) for run in found)


def _statements(*statements: Statement) -> str:
    return json_records(
        {
            "id": s.id,
            "actor": s.actor,
            **_when(s.when),
            "base": s.base,
            "versions": [v.quotation for v in s.versions],
            "variants": {v.quotation: v.variants for v in s.versions},
            "echoes": s.echoes,
            "partials": s.partials,
            "reports": s.reports,
        }
        for s in statements
    )


def schemas(_: Dataset) -> Iterator[tuple[str, str]]:
    """``data/schemas/*.schema.json``: what the four files hold, for programs and for people."""
    folder = resources.files("build_site.exports") / "schemas"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        yield f"data/schemas/{file.name}", file.read_text("utf-8")


def _when(when: When | None) -> dict[str, str | None]:
    return {"date": when.edtf if when else None, "date_basis": when.basis.value if when else None}
