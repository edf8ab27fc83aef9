"""The dataset with the look-ups that pages need, made once; and the small views that several pages share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from build_site.model import (
    Actor,
    ActorKind,
    Block,
    BlockKind,
    CorpusArticle,
    Dataset,
    Heard,
    Measured,
    Outlet,
    Quotation,
    QuotationType,
    Statement,
    Story,
    Transcript,
)
from build_site.model.restoring import replace
from build_site.pages.escape import plain
from build_site.pages.people import corpus_hues
from build_site.pages.words import date_words, listed, shorten
from build_site.recall import Recalling, each, once, same
from build_site.said.addresses import sentence_anchors
from build_site.stages.reporting import alone, framed, shortened, turned

NOBODY = "Speaker not identified"
UNNAMED = "sources/index.html"
"""The page where sources without a name meet."""
NO_OUTLET = "outlet not stated"
ENOUGH = 4
"""So many words in marks head a page without the reporter's."""
_LEADING = re.compile(r"^(?:[\s,;:.–—-]|that\b|…)+\s*", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-(?:0\d|1[0-2])-\d\d(?=T|$)")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ActorLink:
    """What a link to an actor shows."""

    id: str
    name: str
    kind: ActorKind
    outlet: str | None = None
    """The outlet that it is, whose page is its own."""
    same_as: tuple[str, ...] = ()
    """Where others tell of it."""

    @property
    def path(self) -> str:
        """Its page, from the site's root; of a source without a name the page of all of them."""
        if self.outlet:
            return f"outlets/{self.outlet}.html"
        return f"actors/{self.id}.html" if self.id else UNNAMED


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """What a link to an article shows."""

    slug: str
    title: str
    outlet: str | None
    """Its outlet's name; None is unknown."""
    outlet_id: str | None
    published: str | None
    """In words; None is unknown."""

    @property
    def path(self) -> str:
        """Its page, from the site's root."""
        return f"articles/{self.slug}.html"

    @property
    def where(self) -> str:
        """What tells it from other articles in a few words: its outlet, or the start of its title."""
        return self.outlet or f"“{shorten(self.title, 40)}”"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as lists and tables show it."""

    id: str
    anchor: str
    type: QuotationType
    text: str
    marked: str
    """Its words as they stand alone: a direct one in marks, any other with its cue and negation."""
    frame: tuple[str, str]
    """Of the reporter's words those before and behind them, that say it was said."""
    speaker: ActorLink | None
    together: tuple[ActorLink, ...]
    """Those who say it with the speaker."""
    article: ArticleLink
    said: str | None
    """When, in words."""
    statement: str | None
    versions: int
    """How many quotations carry the same statement, this one included."""
    confidence: float
    corrected: bool
    checked: bool
    chain: tuple[str, ...]
    """From the speaker outward to the outlet that was read."""

    @property
    def path(self) -> str:
        """Its permalink, from the site's root."""
        return f"articles/{self.article.slug}.html#{self.anchor}"

    @property
    def who(self) -> str:
        """The speaker's name, or what is said where nobody is identified."""
        return listed(tuple(link.name for link in (self.speaker, *self.together) if link)) or NOBODY


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the data page offers."""

    title: str
    path: str
    """From the site's root."""
    size: int
    """In bytes."""
    parts: tuple[str, ...] = ()
    """Of a file that is published in parts, theirs; the path is that of the whole, which nobody has."""
    asked: str = ""
    """The name of an export that the site has only when it is asked for: then there is no file."""


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The dataset and its look-ups, by id."""

    dataset: Dataset
    articles: Mapping[str, CorpusArticle]
    """As others look at them: without what relates them, which changes with the whole corpus."""
    quotations: Mapping[str, Quotation]
    actors: Mapping[str, Actor]
    statements: Mapping[str, Statement]
    outlets: Mapping[str, Outlet]
    in_article: Mapping[str, tuple[Quotation, ...]]
    """By article id, in the order of the text."""
    doubts: Mapping[str, tuple[Quotation, ...]]
    """By article id, in the order of the text; none where only excerpts are published."""
    by_actor: Mapping[str, tuple[Quotation, ...]]
    """What each actor is quoted with, in the dataset's order."""
    heard: Mapping[str, Heard]
    """By quotation id: what the transcripts hold of it."""
    measured: Mapping[str, Measured]
    """By statement id: its versions beside what was said."""
    transcripts: Mapping[str, Transcript]
    sentences: Mapping[str, Mapping[int, str]]
    """By transcript that somebody quotes: the anchors of its sentences, by where they begin."""
    places: Mapping[str, tuple[str, ...]]
    """What each block of an article is called: ``headline``, ``paragraph 4``."""
    downloads: tuple[Download, ...]
    with_page: frozenset[str]
    """Statements that have a page of their own: several versions, or an echo."""
    echoed: Mapping[str, tuple[str, ...]]
    """By statement: those that name it as their echo."""
    story_of: Mapping[str, Story]
    """By article id; an article that alone tells its event has none."""
    recall: Recalling
    """Calls what is made of many articles; may give what it gave before."""
    worded: Mapping[str, int]
    """By statement with a page: in how many wordings its versions come."""
    hues: Mapping[str, int]
    """By actor id: the colour that it keeps on every page where that can be."""
    actor_links: Mapping[str, ActorLink]
    """By actor id. All that most pages tell of an actor, who has changed wherever somebody names one."""
    article_links: Mapping[str, ArticleLink]

    def statement_path(self, id: str) -> str:
        """Where a link to a statement leads, from the site's root: its page or its only permalink."""
        if id in self.with_page:
            return f"statements/{id}.html"
        base = self.quotations[self.statements[id].base]
        return f"articles/{self.articles[base.article].slug}.html#{base.anchor}"

    def actor(self, id: str | None) -> ActorLink | None:
        """A link to the actor; None stays None."""
        if id is None:
            return None
        return self.actor_links[id]

    def speaker(self, quotation: Quotation) -> ActorLink | None:
        """Whose the words are: an actor, or a source without a name as it is described; None: nobody."""
        if quotation.actor:
            return self.actor(quotation.actor)
        unnamed = quotation.unnamed
        return ActorLink("", plain(unnamed.words), ActorKind.ANONYMOUS) if unnamed else None

    def sayer(self, statement: Statement) -> ActorLink | None:
        """Whose a statement is; where that is no actor, whom its base describes."""
        return self.actor(statement.actor) or self.speaker(self.quotations[statement.base])

    def article(self, id: str) -> ArticleLink:
        """A link to the article."""
        return self.article_links[id]

    def quoted(self, quotation: Quotation) -> Quoted:
        """A quotation as lists show it."""
        statement = self.statements.get(quotation.statement or "")
        return Quoted(
            id=quotation.id,
            anchor=quotation.anchor,
            type=quotation.type,
            text=quotation.text,
            marked=alone(quotation),
            frame=framed(quotation),
            speaker=self.speaker(quotation),
            together=tuple(link for id in quotation.together if (link := self.actor(id))),
            article=self.article(quotation.article),
            said=date_words(quotation.when.edtf) if quotation.when else None,
            statement=quotation.statement,
            versions=len(statement.versions) if statement and statement.paged else 1,
            confidence=quotation.confidence,
            corrected=quotation.corrected is not None,
            checked=bool(quotation.checked),
            chain=self.chain(quotation),
        )

    def latest(self, articles: Iterable[str]) -> str:
        """The day of the latest of these articles, by id; '' where no day of any is known."""
        days = (_DAY.match(self.articles[id].published or "") for id in articles)
        return max((day[0] for day in days if day), default="")

    def place(self, quotation: Quotation) -> str:
        """Where in its article it stands: ``headline``, ``paragraph 4``; empty where nothing tells."""
        blocks = self.articles[quotation.article].article.blocks
        first = quotation.content[0][0] if quotation.content else -1
        here = bisect_right(blocks, first, key=lambda block: block.span[0]) - 1
        inside = here >= 0 and first < blocks[here].span[1]
        return self.places[quotation.article][here] if inside else ""

    def chain(self, quotation: Quotation) -> tuple[str, ...]:
        """How the words travelled, from the speaker outward to the outlet that was read."""
        speaker = self.speaker(quotation)
        article = self.article(quotation.article)
        links = (plain(link.name) for link in reversed(quotation.chain))
        return (speaker.name if speaker else NOBODY, *links, article.outlet or NO_OUTLET)

    def heading(self, statement: Statement, longest: int = 90) -> str:
        """A statement's first words, as its links and its page are headed."""
        return shortened(heading(self.quotations[statement.base]), longest)


def catalogue(dataset: Dataset, downloads: tuple[Download, ...] = (), recall: Recalling = once) -> Catalogue:
    """Make the look-ups."""
    in_article = _grouped((q.article, q) for q in dataset.quotations)
    outlets = {o.id: o for o in dataset.outlets}
    actors = {a.id: a for a in dataset.actors}
    quoted = tuple(tuple([q.actor for q in own]) for own in in_article.values())
    return Catalogue(
        dataset=dataset,
        articles={a.id: recall(_by_itself, a) for a in dataset.articles},
        quotations={q.id: q for q in dataset.quotations},
        actors=actors,
        statements={s.id: s for s in dataset.statements},
        outlets=outlets,
        in_article=in_article,
        doubts=_grouped((q.article, q) for q in dataset.doubts if dataset.corpus.publish != "excerpts"),
        by_actor=_grouped((who, q) for q in dataset.quotations for who in q.speakers),
        heard={one.quotation: one for one in dataset.record.heard},
        measured={one.statement: one for one in dataset.measured},
        transcripts={one.id: one for one in dataset.record.transcripts},
        sentences=_sentences(dataset),
        places={a.id: recall(_places, a.article.blocks) for a in dataset.articles},
        downloads=downloads,
        with_page=frozenset(_with_page(dataset)),
        echoed=_grouped((other, s.id) for s in dataset.statements for other in s.echoes),
        story_of={article: story for story in dataset.stories for article in story.articles},
        recall=recall,
        worded=_worded(dataset),
        hues=recall(corpus_hues, recall(same, quoted)),
        actor_links=dict(zip(actors, each(recall, _actor_link, actors, (dataset.actors,)), strict=True)),
        article_links={a.id: recall(_article_link, a, outlets.get(a.outlet or "")) for a in dataset.articles},
    )


def _by_itself(article: CorpusArticle) -> CorpusArticle:
    return replace(article, relations=()) if article.relations else article


def _actor_link(actor: Actor) -> ActorLink:
    return ActorLink(actor.id, plain(actor.name), actor.kind, actor.outlet, actor.same_as)


def _article_link(article: CorpusArticle, outlet: Outlet | None) -> ArticleLink:
    return ArticleLink(
        article.slug,
        plain(article.title),
        plain(outlet.name) if outlet else None,
        outlet.id if outlet else None,
        date_words(article.published) if article.published else None,
    )


def wording(q: Quotation) -> tuple[str, str, tuple[str, str]]:
    """What quotations of one wording have in common; the mark that ends one is its reporter's."""
    return q.type.value, " ".join(q.text.split()).rstrip(" ,.;:"), framed(q)


def _worded(dataset: Dataset) -> dict[str, int]:
    quotations = {q.id: q for q in dataset.quotations}
    return {
        s.id: len({wording(quotations[v.quotation]) for v in s.versions})
        for s in dataset.statements
        if s.paged
    }


def _sentences(dataset: Dataset) -> dict[str, dict[int, str]]:
    found = (heard.comparison for heard in dataset.record.heard)
    quoted = {place.transcript for one in found for place in (*one.every, *one.others)}
    return {one.id: sentence_anchors(one) for one in dataset.record.transcripts if one.id in quoted}


def _places(blocks: Iterable[Block]) -> tuple[str, ...]:
    number, places = 0, []
    for block in blocks:
        counted = block.kind in (BlockKind.PARAGRAPH, BlockKind.BLOCKQUOTE)
        number += counted
        places.append(f"paragraph\u00a0{number}" if counted else block.kind.value)
    return tuple(places)


def heading(base: Quotation) -> str:
    """Words that may head a page: a direct one's own; else the reporter's with their cue, or those in marks.

    Nothing begins with a sign or with "that", or ends in the comma before “she said”.
    """
    if base.type is QuotationType.DIRECT:
        return _headed(base.text)
    enough = base.type is QuotationType.MIXED and len(base.own.split()) >= ENOUGH
    if enough and not turned(base):
        return f"“{_headed(base.own)}”"
    return _headed(base.reported or base.text)


def _headed(words: str) -> str:
    return _LEADING.sub("", plain(words)).rstrip(" ,;:")


def _with_page(dataset: Dataset) -> Iterable[str]:
    for statement in dataset.statements:
        if statement.paged:
            yield from (statement.id, *statement.echoes)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
