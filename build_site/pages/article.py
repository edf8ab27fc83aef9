"""The page of an article: the text unchanged, its quotations marked, and what is known about each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from build_site.edtf import is_edtf
from build_site.model import (
    ActorKind,
    Basis,
    CorpusArticle,
    Fact,
    Quotation,
    QuotationType,
    Relation,
    Spans,
)
from build_site.pages.body import Group, Speaker, anchored, groups, speakers, voice
from build_site.pages.catalogue import ActorLink, ArticleLink, Catalogue, Quoted
from build_site.pages.escape import plain
from build_site.pages.links import text_fragment, web_address
from build_site.pages.said import AsSaid, as_said
from build_site.pages.words import count, date_words, exact_date, percent, shorten
from build_site.stages.reporting import alone
from build_site.wording import reason_words

SCHEMA_TYPES = {
    ActorKind.PERSON: "Person",
    ActorKind.OFFICE: "Organization",
    ActorKind.ORGANISATION: "Organization",
}
"""The actors whom schema.org lets create a quotation."""
PASSAGES = 12
LONGEST = 240
"""Of so many passages that stand in another article too so many characters are shown."""
CLOSEST = 3
"""Of so many other articles, half as many passages of the second and a third of the third: a wire's story
stands in ten, and each time with the same ones."""


@dataclass(frozen=True, slots=True)
class HeadFact:
    """One line of the header: where the text comes from."""

    label: str
    value: str | None
    """None is *not stated*."""
    inferred: bool
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the list of quotations: the facts that its card shows too."""

    quoted: Quoted
    number: int
    speaker: Speaker
    anchored: bool
    cue: str
    source: str
    how: tuple[str, ...]
    rule: str
    confidence: str
    runner_up: str | None
    to: tuple[ActorLink, ...]
    """To whom it was said."""
    others: tuple[tuple[Quoted, str], ...]
    """The first other versions of its statement, each with where it stands in its article."""
    left: int
    """How many more there are."""
    worded: int
    """In how many wordings its versions come."""
    note: str | None
    """Of the curator's correction."""
    checked: str
    """Who found it right as it stands, and when."""
    said: AsSaid | None
    """What the transcripts hold of it."""


OTHERS = 24
"""So many other versions are named beside a quotation: each of a thousand has as many others."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be a quotation, and what speaks for it."""

    anchor: str
    marked: str
    """As they stand alone."""
    type: QuotationType
    speaker: ActorLink | None
    cue: str
    source: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody who is named in the article."""

    actor: ActorLink
    quotations: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement that other articles carry too."""

    id: str
    text: str
    here: Quoted
    elsewhere: tuple[tuple[Quoted, str], ...]
    """The first of them."""
    left: int
    """How many more there are."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another article and why it is related."""

    article: ArticleLink
    why: str
    passages: tuple[tuple[str, str], ...]
    """Words that stand in both, as they stand here, and the address of their place there."""
    more: int
    """Passages that are not shown."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What ``article.html`` shows."""

    path: str
    title: str
    description: str
    slug: str
    headed: bool
    """The text itself has a headline; else the page says its title."""
    embeds: str
    """Which quotations other sites may set into a frame."""
    excerpts: bool
    facts: tuple[HeadFact, ...]
    unknown: str
    """The facts that nobody stated."""
    groups: tuple[Group, ...]
    legend: tuple[Speaker, ...]
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]
    """What is not sure enough to count; shown with the evidence."""
    appearances: tuple[Appearance, ...]
    shared: tuple[Shared, ...]
    story: tuple[str, int] | None
    """Address from the root, and how many articles tell it."""
    related: tuple[Related, ...]
    schema: Mapping[str, object]
    """JSON-LD."""
    head: Markup
    """What reference managers read."""
    changed: str
    """The day of the article, if known."""


def contexts(known: Catalogue) -> Iterator[ArticlePage]:
    """One page per article."""
    return (context(known, article) for article in known.dataset.articles)


def context(known: Catalogue, article: CorpusArticle) -> ArticlePage:
    """Everything that an article's page shows."""
    quotations = known.in_article.get(article.id, ())
    legend = speakers(known, quotations)
    drawn = groups(known, article, legend)
    link = known.article(article.id)
    facts = _facts(article, link)
    said = count(len(quotations), "quotation")
    named = sum(s.id is not None for s in legend)
    return ArticlePage(
        path=f"articles/{article.slug}.md",
        title=link.title,
        description=f"{link.outlet or 'Article'}: {said} by {count(named, 'speaker')}.",
        slug=article.slug,
        headed=any(b.tag == "h1" for g in drawn if g.kind != "omitted" for b in g.blocks),
        embeds=known.dataset.corpus.embeds,
        excerpts=known.dataset.corpus.publish == "excerpts",
        facts=tuple(fact for fact in facts if fact.value is not None),
        unknown=", ".join(fact.label for fact in facts if fact.value is None).capitalize(),
        groups=drawn,
        legend=legend,
        entries=_entries(known, article, legend),
        doubts=_doubts(known, article),
        appearances=_appearances(known, article),
        shared=_shared(known, quotations),
        story=_story(known, article),
        related=tuple(_related(known, article, r, n) for n, r in enumerate(article.relations, 1)),
        schema=_schema(known, article, link),
        head=_head(article, link),
        changed=known.latest((article.id,)),
    )


UNREAD = {"not-english": "none: not in English", "analysis-failed": "none: it failed"}
"""Codes of findings by which nothing was looked for in an article → what its page says."""


def _facts(article: CorpusArticle, link: ArticleLink) -> tuple[HeadFact, ...]:
    m = article.article.metadata
    url = m.url.value if m.url else None

    def fact(label: str, value: Fact | None, words: str | None = None, href: str | None = None) -> HeadFact:
        shown = plain(words or value.value) if value else None
        return HeadFact(label, shown, bool(value and value.basis is Basis.INFERRED), href)

    codes = {finding.code for finding in article.article.findings}
    unread = tuple(
        HeadFact("Analysis", words, False, None) for code, words in UNREAD.items() if code in codes
    )
    outlet = f"../outlets/{link.outlet_id}.html" if link.outlet_id else None
    return (
        fact("Outlet", m.outlet, link.outlet, outlet),
        fact("Author", m.author),
        fact("Published", m.published, link.published),
        fact("Retrieved", m.retrieved, date_words(m.retrieved.value) if m.retrieved else None),
        fact("Licence", m.licence),
        fact("Original", m.url, None, web_address(url)),
        *unread,
    )


def _entries(known: Catalogue, article: CorpusArticle, legend: Sequence[Speaker]) -> tuple[Entry, ...]:
    who = {speaker.id: speaker for speaker in legend}
    quotations = known.in_article.get(article.id, ())
    placed = anchored(article, quotations)
    text = article.article.text
    return tuple(
        Entry(
            quoted=known.quoted(q),
            number=number,
            speaker=who[voice(q)],
            anchored=q.id in placed,
            cue=_words(text, q.cue),
            source=_words(text, q.source),
            how=tuple(plain(reason_words(step)) for step in q.how),
            rule=plain(q.rule.replace("-", " ")),
            confidence=percent(q.confidence),
            runner_up=_runner_up(text, q),
            to=tuple(link for id in q.addressees if (link := known.actor(id))),
            others=_placed(known, _others(known, q)),
            left=max(0, _count(known, q) - 1 - OTHERS),
            worded=known.worded.get(q.statement or "", 1),
            note=None if q.corrected is None else plain(q.corrected),
            checked=_checked(q.checked),
            said=as_said(known, q),
        )
        for number, q in enumerate(quotations, 1)
    )


def _checked(record: str) -> str:
    """Who and when, in words."""
    by, _, on = record.rpartition(", ")
    return plain(
        f"{by}, {date_words(on)}" if by and is_edtf(on) else date_words(on) if is_edtf(on) else record
    )


def _doubts(known: Catalogue, article: CorpusArticle) -> tuple[Doubt, ...]:
    text = article.article.text
    return tuple(
        Doubt(
            anchor=q.anchor,
            marked=alone(q),
            type=q.type,
            speaker=known.actor(q.actor),
            cue=_words(text, q.cue),
            source=_words(text, q.source),
            rule=plain(q.rule.replace("-", " ")),
            confidence=percent(q.confidence),
        )
        for q in known.doubts.get(article.id, ())
    )


def _others(known: Catalogue, q: Quotation) -> Iterator[Quotation]:
    """The other versions of its statement."""
    statement = known.statements.get(q.statement or "")
    versions = statement.versions if statement else ()
    return (known.quotations[v.quotation] for v in versions if v.quotation != q.id)


def _count(known: Catalogue, q: Quotation) -> int:
    statement = known.statements.get(q.statement or "")
    return len(statement.versions) if statement else 1


def _placed(known: Catalogue, others: Iterable[Quotation]) -> tuple[tuple[Quoted, str], ...]:
    """The first of them, and where each stands."""
    return tuple((known.quoted(other), known.place(other)) for other in islice(others, OTHERS))


def _runner_up(text: str, q: Quotation) -> str | None:
    """The best candidate that names other words than the decision does."""
    chosen = q.candidates[0].source if q.candidates else None
    second = next((c for c in q.candidates[1:] if c.source != chosen), None)
    if second is None:
        return None
    name = f"“{plain(text[slice(*second.source)])}”" if second.source else "nobody"
    return f"{name} ({plain(second.rule.replace('-', ' '))}, {percent(second.score)})"


def _appearances(known: Catalogue, article: CorpusArticle) -> tuple[Appearance, ...]:
    mentions = Counter(m.actor for m in article.mentions if m.actor)
    quoted = Counter(who for q in known.in_article.get(article.id, ()) for who in q.speakers)
    found = [
        Appearance(link, quoted[actor], mentions[actor])
        for actor in mentions.keys() | quoted.keys()
        if (link := known.actor(actor))
    ]
    return tuple(sorted(found, key=lambda a: (-a.quotations, -a.mentions, a.actor.name, a.actor.id)))


def _shared(known: Catalogue, quotations: Sequence[Quotation]) -> tuple[Shared, ...]:
    shared: dict[str, Shared] = {}
    own = Counter(q.statement for q in quotations)
    for q in quotations:
        if not q.statement or q.statement in shared or _count(known, q) == own[q.statement]:
            continue
        elsewhere = _placed(known, (other for other in _others(known, q) if other.article != q.article))
        left = _count(known, q) - own[q.statement] - len(elsewhere)
        heading = known.heading(known.statements[q.statement])
        shared[q.statement] = Shared(q.statement, heading, known.quoted(q), elsewhere, left)
    return tuple(shared.values())


def _story(known: Catalogue, article: CorpusArticle) -> tuple[str, int] | None:
    story = known.story_of.get(article.id)
    return (f"stories/{story.id}.html", len(story.articles)) if story else None


def _related(known: Catalogue, article: CorpusArticle, relation: Relation, number: int) -> Related:
    link, other = known.article(relation.other), known.articles[relation.other].article.text
    whole = known.dataset.corpus.publish != "excerpts"
    passages = relation.passages if whole else ()
    shared = tuple(
        (
            shorten(article.article.text[slice(*here)], LONGEST),
            text_fragment(f"{link.slug}.html", other[slice(*there)]),
        )
        for here, there in passages[: PASSAGES // number if number <= CLOSEST else 0]
    )
    why = _why(len(relation.statements), relation.share, relation.likeness)
    return Related(link, why, shared, len(passages) - len(shared))


def _why(statements: int, share: float, likeness: float = 0.0) -> str:
    reasons = [f"{count(statements, 'statement')} in common"] if statements else []
    if share >= 0.01:
        reasons.append(f"{percent(share)} of this article’s words outside quotations stand there too")
    if likeness:
        reasons.append("the same names and subject within a few days")
    return "; ".join(reasons)


def _words(text: str, spans: Spans) -> str:
    return " … ".join(plain(text[start:end]) for start, end in spans)


def _schema(known: Catalogue, article: CorpusArticle, link: ArticleLink) -> dict[str, object]:
    """NewsArticle and Quotation of schema.org; never ClaimReview, for nobody here gives verdicts."""
    m = article.article.metadata
    url = web_address(m.url.value) if m.url else None
    quotations = known.in_article.get(article.id, ())
    record: dict[str, object | None] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "#article",
        "headline": link.title,
        "inLanguage": m.language.value if m.language else known.dataset.corpus.language,
        "datePublished": exact_date(article.published),
        "author": [{"@type": "Person", "name": plain(name)} for name in m.author.names] if m.author else None,
        "publisher": {"@type": "Organization", "name": link.outlet} if link.outlet else None,
        "url": url,
        "license": web_address(m.licence.value) if m.licence else None,
        "hasPart": [_schema_quotation(known, q) for q in quotations if _in_marks(q)] or None,
    }
    return {key: value for key, value in record.items() if value is not None}


def _head(article: CorpusArticle, link: ArticleLink) -> Markup:
    """Tags by which a reference manager knows title, authors, date and outlet of the article itself."""
    m = article.article.metadata
    url = web_address(m.url.value) if m.url else None
    day = exact_date(article.published)
    tags = (
        *(("author", plain(name)) for name in (m.author.names if m.author else ())),
        ("publication_date", day.replace("-", "/") if day else None),
        ("publisher", link.outlet),
        ("public_url", url),
    )
    first = Markup('<meta name="citation_title" property="og:title" content="{}">').format(link.title)
    return first + Markup("").join(
        Markup('<meta name="citation_{}" content="{}">').format(name, value) for name, value in tags if value
    )


def _schema_quotation(known: Catalogue, q: Quotation) -> dict[str, object]:
    """Words in marks: what the reporter tells stands in the page, and is nobody's quotation there."""
    part: dict[str, object] = {"@type": "Quotation", "@id": f"#{q.anchor}", "text": _in_marks(q)}
    creators = [_creator(link) for who in q.speakers if (link := known.actor(who))]
    if told := [creator for creator in creators if creator]:
        part["creator"] = told if len(told) > 1 else told[0]
    return part


def _in_marks(q: Quotation) -> str:
    return q.text if q.type is QuotationType.DIRECT else q.own


def _creator(actor: ActorLink) -> dict[str, object]:
    if actor.kind not in SCHEMA_TYPES:
        return {}
    named: dict[str, object] = {"@type": SCHEMA_TYPES[actor.kind], "name": actor.name}
    return named | ({"sameAs": list(actor.same_as)} if actor.same_as else {})


def said_words(q: Quotation, reporter: str) -> dict[str, str]:
    """The words of a Quotation of schema.org: those in marks are its text, the rest is a paraphrase."""
    if q.type is QuotationType.DIRECT:
        return {"text": q.text}
    paraphrase = {"description": f"As paraphrased by {reporter}: {q.reported or q.text}"}
    return {"text": q.own, **paraphrase} if q.own else paraphrase
