"""The page of a statement: one utterance, and how each outlet worded it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from build_site.model import QuotationType, Statement
from build_site.pages.article import SCHEMA_TYPES, said_words
from build_site.pages.catalogue import NOBODY, ActorLink, Catalogue, Quoted
from build_site.pages.collation import Addition, Run, Wording, additions, carried, wordings
from build_site.pages.embeds import embed_path, iframe, oembed_path
from build_site.pages.escape import plain
from build_site.pages.said import AsSaid, There, as_said, stretch
from build_site.pages.variants import graph, lineage
from build_site.pages.words import TYPES, count, date_words, exact_date, listed, shorten

MANY = 4
"""From so many versions on it is worth showing which words of the base how many of them carry."""
NAMED = 4
"""So many outlets are named in a sentence; more are counted."""


@dataclass(frozen=True, slots=True)
class Echo:
    """Nearly the same words by the same actor on another occasion."""

    path: str
    id: str
    said: str | None
    versions: int
    base: Quoted


@dataclass(frozen=True, slots=True)
class StatementPage:
    """What ``statement.html`` shows."""

    path: str
    title: str
    description: str
    heading: str
    speaker: ActorLink | None
    said: str | None
    said_from: str | None
    """The words that the date was read from."""
    versions: int
    summary: tuple[str, ...]
    """What differs, a sentence each."""
    lineage: Markup | None
    """How the words travelled, drawn."""
    variants: Markup | None
    """What the versions change, drawn."""
    measured: There | None
    """What was said, where a transcript holds it: the wordings are set against that."""
    wordings: tuple[Wording, ...]
    chained: bool
    """Some version came through others."""
    runs: tuple[Run, ...]
    """The base's words by how many versions carry them; empty where there are few versions."""
    additions: tuple[Addition, ...]
    echoes: tuple[Echo, ...]
    partials: tuple[Echo, ...]
    """Statements that take up a few of its words."""
    beside: tuple[tuple[Quoted, AsSaid], ...]
    """Its versions beside the words of a transcript, which is what they are measured by."""
    schema: Mapping[str, object]
    changed: str
    """The day of the latest article that carries it, if known."""
    embed: str
    """The HTML that shows it in another page; empty where nobody said where this site stands."""
    head: Markup
    """Where other programs find that."""


def contexts(known: Catalogue) -> Iterator[StatementPage]:
    """One page per statement that has several versions or an echo."""
    for s in known.dataset.statements:
        if s.id in known.with_page:
            yield context(known, s, tuple(dict.fromkeys((*s.echoes, *known.echoed.get(s.id, ())))))


def context(known: Catalogue, statement: Statement, echoes: Sequence[str]) -> StatementPage:
    """Everything that a statement's page shows."""
    base = known.quotations[statement.base]
    measured = known.measured.get(statement.id)
    versions = measured.versions if measured else statement.versions
    words = measured.words if measured else base.text
    found = wordings(known, versions, measured.words if measured else None)
    quoted = [w.quoted for wording in found for w in wording.witnesses]
    articles = len({q.article.slug for q in quoted})
    speaker = known.sayer(statement)
    runs = carried(words, versions) if len(versions) >= MANY else ()
    who = speaker.name if speaker else "A speaker who is not identified"
    number = count(len(quoted), "version")
    title = f"{who}: {known.heading(statement, 60)}"
    embed, head = _embedding(known, statement, title)
    return StatementPage(
        path=f"statements/{statement.id}.md",
        title=title,
        description=f"{number} of one statement by {who}, word by word.",
        heading=_heading(known, statement),
        speaker=speaker,
        said=date_words(statement.when.edtf) if statement.when else None,
        said_from=_said_from(known, statement),
        versions=len(quoted),
        summary=_summary(found, articles),
        lineage=lineage(found),
        variants=graph(words, versions),
        measured=stretch(known, measured) if measured else None,
        wordings=found,
        chained=any(len(w.journey) > 2 for wording in found for w in wording.witnesses),
        runs=runs if len({run.carriers for run in runs}) > 1 else (),
        additions=additions(found),
        echoes=tuple(_echo(known, known.statements[e]) for e in echoes if e in known.statements),
        partials=tuple(
            _echo(known, known.statements[e]) for e in statement.partials if e in known.statements
        ),
        beside=tuple(_as_said(known, statement)),
        schema=_schema(known, statement),
        changed=known.latest(known.quotations[v.quotation].article for v in statement.versions),
        embed=embed,
        head=head,
    )


def _embedding(known: Catalogue, statement: Statement, title: str) -> tuple[str, Markup]:
    """The frame that shows it elsewhere, and the tag by which other programs find that."""
    address = known.dataset.corpus.address
    if not address or not statement.paged:
        return "", Markup()
    link = Markup('<link rel="alternate oembed" type="application/json+oembed" href="{}">')
    return iframe(f"{address}{embed_path(statement)}", title), link.format(
        f"{address}{oembed_path(statement)}"
    )


def _as_said(known: Catalogue, statement: Statement) -> Iterator[tuple[Quoted, AsSaid]]:
    for version in statement.versions:
        quotation = known.quotations[version.quotation]
        if said := as_said(known, quotation):
            yield known.quoted(quotation), said


def _heading(known: Catalogue, statement: Statement) -> str:
    words = known.heading(statement, 110)
    direct = known.quotations[statement.base].type is QuotationType.DIRECT
    return f"“{words}”" if direct else words


def _said_from(known: Catalogue, statement: Statement) -> str | None:
    """The words of the article that the date rests on."""
    for version in statement.versions:
        q = known.quotations[version.quotation]
        if statement.when and q.when and q.when.edtf == statement.when.edtf and q.when.span:
            return plain(known.articles[q.article].article.text[slice(*q.when.span)]) or None
    return None


def _summary(found: Sequence[Wording], articles: int) -> tuple[str, ...]:
    versions = sum(len(w.witnesses) for w in found)
    if versions == 1:
        return ()
    where = f"in {count(articles, 'article')}" if articles > 1 else "in one article"
    how = "all in the same words" if len(found) == 1 else f"in {count(len(found), 'wording')}"
    sentences = [f"{count(versions, 'version')} {where}, {how}."]
    by_type: dict[str, dict[str, str]] = {TYPES[t]: {} for t in QuotationType}
    by_speaker: dict[str, dict[str, str]] = {}
    for wording in found:
        for w in wording.witnesses:
            speaker = w.quoted.who
            for groups, key in ((by_type, TYPES[wording.type]), (by_speaker, speaker)):
                groups.setdefault(key, {})[w.quoted.article.slug] = w.short
    by_type = {key: of for key, of in by_type.items() if of}
    if len(by_type) > 1:
        sentence = _divided(by_type)
        sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
    unknown = by_speaker.pop(NOBODY, None)
    if len(by_speaker) > 1:
        sentences.append(f"Not all name the same speaker: {_divided(by_speaker)}.")
    if unknown and by_speaker:
        sentences.append(f"{_divided({NOBODY: unknown})}.")
    return tuple(sentences)


def _divided(groups: Mapping[str, Mapping[str, str]]) -> str:
    """Which articles have it in which way: names of a few, numbers of many."""
    names = {key: tuple(dict.fromkeys(shorten(n, 40) for n in of.values())) for key, of in groups.items()}
    if any(len(of) > NAMED for of in names.values()):
        return "; ".join(f"{key} in {count(len(of), 'article')}" for key, of in groups.items())
    return "; ".join(f"{key} in {listed(of)}" for key, of in names.items())


def _echo(known: Catalogue, statement: Statement) -> Echo:
    return Echo(
        path=known.statement_path(statement.id),
        id=statement.id,
        said=date_words(statement.when.edtf) if statement.when else None,
        versions=len(statement.versions),
        base=known.quoted(known.quotations[statement.base]),
    )


def _schema(known: Catalogue, statement: Statement) -> Mapping[str, object]:
    """A Quotation of schema.org; never ClaimReview, for nobody here gives verdicts."""
    base = known.quotations[statement.base]
    record: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        **said_words(base, known.article(base.article).where),
    }
    actor = known.actor_links.get(statement.actor or "")
    if actor and actor.kind in SCHEMA_TYPES:
        record["creator"] = {"@type": SCHEMA_TYPES[actor.kind], "name": actor.name}
    if statement.when and (day := exact_date(statement.when.edtf)):
        record["dateCreated"] = day
    return record
