"""What the commands say: what was found, why one quotation was attributed as it was, what deserves a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from build_site.errors import VerbatimError
from build_site.model import Dataset, Finding, Level, Quotation, QuotationType
from build_site.stages.corrections.references import called_in, callings, one_or_more, references
from build_site.stages.queue import decided, progress, queue
from build_site.text import text_of
from build_site.visible import visible
from build_site.wording import reason_words

REFERENCE = ("article", "quote", "prefix", "suffix", "inner", "speaker")
"""The keys of a correction that ``review`` writes, in order."""
LEVELS = (Level.ERROR, Level.WARNING, Level.INFO)


def summary(dataset: Dataset) -> Iterator[str]:
    """The figures of a corpus, one a line."""
    types = Counter(q.type.value for q in dataset.quotations)
    unattributed = sum(q.actor is None for q in dataset.quotations)
    speakers = len({who for q in dataset.quotations for who in q.speakers})
    shared = sum(s.crosses for s in dataset.statements)
    echoes = sum(bool(s.echoes) for s in dataset.statements)
    yield _count(len(dataset.articles), "article")
    yield (
        f"{_count(len(dataset.quotations), 'quotation')} ("
        + ", ".join(f"{types[kind]} {kind}" for kind in sorted(types))
        + f"; {unattributed} unattributed)"
    )
    if dataset.doubts:
        yield f"{_count(len(dataset.doubts), 'doubt')}, not sure enough to be published: verbatim review"
    yield f"{_count(len(dataset.actors), 'actor')}, {speakers} of them quoted"
    yield (
        f"{_count(len(dataset.statements), 'statement')}, {shared} of them reported more than once,"
        f" {echoes} with an echo"
    )
    levels = Counter(f.level for f in dataset.findings)
    listed = ", ".join(f"{levels[level]} {level.value}" for level in LEVELS if levels[level])
    yield _count(len(dataset.findings), "finding") + (f" ({listed}; see: verbatim check)" if listed else "")


def figures(dataset: Dataset) -> dict[str, Any]:
    """What ``summary`` and ``findings`` say, for other programs."""
    types = Counter(q.type.value for q in dataset.quotations)
    return {
        "articles": len(dataset.articles),
        "quotations": {
            "all": len(dataset.quotations),
            **{kind.value: types[kind.value] for kind in QuotationType},
            "unattributed": sum(q.actor is None for q in dataset.quotations),
        },
        "actors": {
            "all": len(dataset.actors),
            "quoted": len({who for q in dataset.quotations for who in q.speakers}),
        },
        "statements": {
            "all": len(dataset.statements),
            "in several versions": sum(s.crosses for s in dataset.statements),
            "with an echo": sum(bool(s.echoes) for s in dataset.statements),
        },
        "findings": [
            {"level": f.level.value, "code": f.code, "where": f.where, "message": f.message}
            for f in sorted(dataset.findings, key=_gravity)
        ],
    }


def findings(dataset: Dataset) -> Iterator[str]:
    """Every finding, gravest first."""
    for finding in sorted(dataset.findings, key=_gravity):
        yield f"{finding.where}: {finding.level.value}: {finding.message} [{finding.code}]"


def explain(dataset: Dataset, wanted: str) -> Iterator[str]:
    """One quotation: what was found, every candidate, the sieve that decided, how the actor was reached.

    ``wanted`` is a quotation's id, its anchor, or words of it.
    """
    found = _find(dataset, wanted)
    articles = {a.id: a for a in dataset.articles}
    names = {a.id: a.name for a in dataset.actors}
    for q in found:
        text = articles[q.article].article.text
        yield q.id
        yield f"  article     {articles[q.article].path}"
        yield f"  type        {q.type.value}"
        yield f"  content     {q.text}"
        yield f"  cue         {_words(text, q.cue)}"
        yield f"  source      {_words(text, q.source)}" + (
            f" ({q.source_kind.value})" if q.source_kind else ""
        )
        yield f"  actor       {names.get(q.actor or '', 'unattributed')}"
        for step in q.how:
            yield f"              {reason_words(step)}"
        if q.chain:
            yield "  chain       " + " → ".join(f"{link.name} ({link.role})" for link in q.chain)
        yield f"  decided by  {q.rule}, confidence {q.confidence:.2f}"
        if q.corrected is not None:
            yield f"  corrected   {q.corrected}"
        yield "  candidates"
        for number, c in enumerate(q.candidates, 1):
            source = text[slice(*c.source)] if c.source else "nobody"
            note = f": {c.note}" if c.note else ""
            yield f"    {number}. {c.score:.2f}  {c.rule}  →  {source}{note}"
        if not q.candidates:
            yield "    none: no sieve spoke"
        yield ""


def review(dataset: Dataset, below: float) -> Iterator[str]:
    """Quotations that deserve a look, in the desk's order, each with the YAML that would put it right."""
    found = doubtful(dataset, below)
    for q in found:
        held = "" if q["published"] else "  a doubt: not published until a correction names it"
        yield f"# {q['confidence']:.2f}  {q['rule']}  {q['id']}{held}"
        for lead, key in zip("-     ", REFERENCE, strict=True):
            if key in q:
                yield f"{lead} {key}: {_yaml(q[key])}"
        yield ""
    listed = sum(q["published"] for q in found)
    yield f"# {listed} of {len(dataset.quotations)} quotations are unattributed or below {below}"
    yield f"# {progress(dataset).words}"
    if dataset.doubts:
        yield f"# {_count(len(dataset.doubts), 'doubt')} besides, not sure enough to be published"


def doubtful(dataset: Dataset, below: float) -> list[dict[str, Any]]:
    """What ``review`` lists, for other programs: the keys of a correction, and why it deserves a look."""
    articles = {a.id: a for a in dataset.articles}
    place = {id: n for n, item in enumerate(queue(dataset)) for id in (item.batch or (item.quotation,))}
    names = callings(dataset.actors)
    doubts = {q.id for q in dataset.doubts}
    found = [q for q in dataset.quotations if not decided(q) and (q.actor is None or q.confidence < below)]
    listed = (*found, *dataset.doubts)
    own: dict[str, list[Quotation]] = {q.article: [] for q in listed}
    for q in (*dataset.quotations, *dataset.doubts):
        own.get(q.article, []).append(q)
    named = {
        q.id: words
        for article, quotations in own.items()
        for q, words in zip(quotations, references(articles[article], quotations), strict=True)
    }
    return [
        {
            "id": q.id,
            "article": articles[q.article].path,
            **named[q.id],
            "speaker": one_or_more(called_in(q, names)),
            "confidence": round(q.confidence, 3),
            "rule": q.rule,
            "published": q.id not in doubts,
        }
        for q in sorted(listed, key=lambda q: (place.get(q.id, len(place)), q.confidence, q.id))
    ]


def _gravity(finding: Finding) -> tuple[int, str, str]:
    return (LEVELS.index(finding.level), finding.where, finding.message)


def _find(dataset: Dataset, wanted: str) -> list[Quotation]:
    every = (*dataset.quotations, *dataset.doubts)
    exact = [q for q in every if wanted in (q.id, q.anchor)]
    found = exact or [q for q in every if wanted.casefold() in q.text.casefold()]
    if not found:
        raise VerbatimError(
            f"no quotation has the id or the words “{wanted}”. See: verbatim review --below 1.1"
        )
    return found


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return text_of(text, spans) or "none"


def _yaml(text: str | bool | Sequence[str]) -> str:
    """In double quotation marks, with what does not print as YAML reads it from; several as a list."""
    if isinstance(text, bool):
        return str(text).lower()
    if not isinstance(text, str):
        return f"[{', '.join(map(_yaml, text))}]"
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{visible(plain)}"'


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
