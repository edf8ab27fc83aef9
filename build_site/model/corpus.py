"""What a corpus is made of: articles, quotations, actors and statements in their place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from build_site.model.article import (
    ActorKind,
    Article,
    Candidate,
    Finding,
    MentionKind,
    QuotationType,
    Span,
    Spans,
    When,
)
from build_site.model.reasons import Reason
from build_site.model.said import NO_RECORD, Record


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes articles."""

    id: str
    name: str
    url: str | None = None
    aliases: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """What ``seeds/corpus.yml`` says of the whole."""

    title: str = "Untitled corpus"
    description: str = ""
    language: str = "en"
    licence: str | None = None
    publish: str = "full"
    """``full``: whole texts; ``excerpts``: only the blocks that carry quotations are published."""
    publish_above: tuple[tuple[QuotationType, float], ...] = ()
    """How sure a quotation of a type has to be to be published, where the curator says so."""
    outlets: tuple[Outlet, ...] = ()
    cite_as: str | None = None
    featured: str | None = None
    """The statement that the home page compares, where the curator chose one."""
    share_images: str = "none"
    """Which pages have a picture for those who share their address: ``none``, ``statements``, ``all``."""
    embeds: str = "marks"
    """Which quotations other sites may set into a frame: those with words in ``marks``, or ``all``."""
    downloads: tuple[tuple[str, bool], ...] = ()
    """Exports by name, and whether the site has them, where the curator says so."""
    address: str | None = None
    """Where the site is published, ending in a slash, as ``mkdocs.yml`` says; None is *not stated*."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One place where an actor is mentioned."""

    article: str
    span: Span
    kind: MentionKind
    links: tuple[Reason, ...] = ()
    """What led from these words to the actor: in the article, then over the corpus."""


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of an actor's name, or one title, with how often and where it was seen."""

    text: str
    count: int
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture of an actor, given by the curator."""

    path: str
    credit: str


class Claim(StrEnum):
    """What an actor's name is worth: what it takes for a page of its own."""

    NAMED = "named"
    """Surely an actor: a page once two articles name it, or one quotes it."""
    QUOTED = "quoted"
    """Likely one: a page once it is quoted."""
    NONE = "none"
    """A description, a fragment, a place: no page."""


class Standing(StrEnum):
    """Where the site shows somebody."""

    PAGE = "page"
    DESCRIBED = "described"
    """A source without a name: it is described beside its quotations, and has no page of its own."""
    LISTED = "listed"
    """A name that earns no page: it stands in the data alone."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, office, organisation, document, group or source without a name, of the corpus."""

    id: str
    """Slug of the canonical name, unique."""
    name: str
    kind: ActorKind
    aliases: tuple[Name, ...] = ()
    """Spellings seen (and those the curator gave, with count 0), most frequent first."""
    titles: tuple[Name, ...] = ()
    mentions: tuple[ActorMention, ...] = ()
    description: str | None = None
    same_as: tuple[str, ...] = ()
    portrait: Portrait | None = None
    curated: bool = False
    claim: Claim = Claim.NAMED
    standing: Standing = Standing.PAGE
    outlet: str | None = None
    """The outlet that it is: the outlet's page is its page."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of a quotation's chain, resolved as far as the corpus allows."""

    name: str
    role: str
    actor: str | None = None
    outlet: str | None = None
    article: str | None = None
    """The carrying outlet's own article, when it is in the corpus."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A source without a name, as its article describes it."""

    words: str
    """The description ("a senior official")."""
    number: str = ""
    """``one``, ``several``, ``body`` or ``document``."""
    affiliation: str = ""
    """The body, state, party or person that the description names."""
    role: str = ""
    """Its noun ("official")."""
    why: str = ""
    """What the article says of why there is no name ("on condition of anonymity")."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of the corpus, resolved: what pages and exports show."""

    id: str
    """``<article id>#<anchor>``: unique in the corpus."""
    anchor: str
    """``q-<8 hex>``, derived from the content: the permalink's fragment."""
    article: str
    type: QuotationType
    text: str
    """The content's spans joined by `` […] ``."""
    content: Spans
    verbatim: Spans
    cue: Spans
    source: Spans
    source_kind: MentionKind | None
    actor: str | None
    chain: tuple[ChainLink, ...]
    confidence: float
    rule: str
    block: int
    how: tuple[Reason, ...] = ()
    """How the source mention led to the actor, step by step."""
    candidates: tuple[Candidate, ...] = ()
    when: When | None = None
    statement: str | None = None
    corrected: str | None = None
    """The note of the curator's correction, or None."""
    checked: str = ""
    """Who looked at it and when, where somebody found it right as it stands."""
    medium: str = ""
    """Through what it reached the public, as the article says ("statement", "tweet"); '' is not told."""
    own: str = ""
    """Of a mixed one the words in marks, joined as ``text``."""
    reported: str = ""
    """How its words read by themselves, where they are the reporter's: with their cue and its negation."""
    unnamed: Unnamed | None = None
    """Its source, where that has no name."""
    addressees: tuple[str, ...] = ()
    """The actors to whom it was said, where the article tells."""
    together: tuple[str, ...] = ()
    """The actors who say it with its actor ("Ana Ruiz and Bela Szabo said"), in the order of the text."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """All actors whose words it is; none where nobody is identified."""
        if not self.together:
            return (self.actor,) if self.actor else ()
        return tuple(actor for actor in (self.actor, *self.together) if actor)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words of a version, seen against the base version."""

    kind: str
    """``same``, ``changed``, ``inserted`` (only here), ``dropped`` (only in the base) or ``moved``."""
    text: str
    """This version's own characters ('' for ``dropped``)."""
    base: str = ""
    """The base's characters there ('' for ``inserted``)."""


@dataclass(frozen=True, slots=True)
class Version:
    """One quotation as a version of a statement."""

    quotation: str
    segments: tuple[Segment, ...]
    """Their texts joined give back the quotation's content."""
    variants: tuple[str, ...] = ()
    """Of ``trimmed``, ``inserted``, ``replaced``, ``reordered``, ``direct→indirect``, ``indirect→direct``."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance on one occasion and its versions; a single version is a statement too."""

    id: str
    """Readable slug with 4 hex, derived from the base version's content."""
    actor: str | None
    when: When | None
    base: str
    """Quotation id of the base version."""
    versions: tuple[Version, ...]
    """The base first, then by date, outlet and place."""
    echoes: tuple[str, ...] = ()
    reports: int = 1
    """How many articles, and outlets in them, report it."""
    partials: tuple[str, ...] = ()
    """Statements that take up a few of its words, or whose words it takes up."""

    @property
    def crosses(self) -> bool:
        """Whether it is reported more than once; a headline that repeats its own article is not."""
        return self.reports > 1

    @property
    def paged(self) -> bool:
        """Whether it has a page of its own."""
        return self.crosses or bool(self.echoes)


@dataclass(frozen=True, slots=True)
class Measured:
    """A statement whose versions are set against what a transcript holds of it."""

    statement: str
    transcript: str
    span: Span
    """In the transcript's text."""
    words: str
    """What was said there, in one line."""
    versions: tuple[Version, ...]
    """In the statement's order; the base of their segments is ``words``."""


@dataclass(frozen=True, slots=True)
class StatementFix:
    """What the curator says of quotations: that they are one statement, or that none of them is another's."""

    join: bool
    quotations: tuple[str, ...]
    """Ids of quotations."""
    note: str = ""
    echo: bool = False
    """They are linked as echoes all the same."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Why another article is related: shared statements and reused text."""

    article: str
    other: str
    statements: tuple[str, ...]
    share: float
    """Share of the article's words that stand in the other as reused text that is not quotation, [0, 1]."""
    passages: tuple[tuple[Span, Span], ...] = ()
    """(span here, span there) of each reused passage."""
    likeness: float = 0.0
    """How like their names and rare words are, where both tell of one event, [0, 1]; else 0."""


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention of an article and the actor it was resolved to."""

    span: Span
    kind: MentionKind
    actor: str | None
    link: Reason | None = None


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """An article with its place in the corpus."""

    id: str
    slug: str
    path: str
    title: str
    """Stated, inferred, or the file's name."""
    outlet: str | None
    """Outlet id; None is unknown."""
    published: str | None
    """EDTF, or None."""
    article: Article
    mentions: tuple[ResolvedMention, ...]
    quotations: tuple[str, ...]
    """Ids, in the order of the text."""
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one event, two at least."""

    id: str
    """Readable slug, unique: its address."""
    title: str
    """Of the article that is most like the others."""
    articles: tuple[str, ...]
    """Ids, in the dataset's order."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an entry of ``corrections.yml`` decided of one quotation."""

    quotation: str
    """Its id; of one that is dropped too."""
    part: str
    """``quotations`` or ``checked``: the list that the entry stands in."""
    entry: int
    """Its place in that list, from 0."""
    before: Quotation | None = None
    """As it was found, where the entry changed or dropped it."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The whole corpus as found, resolved and corrected: what pages and exports are made from."""

    corpus: Corpus
    articles: tuple[CorpusArticle, ...]
    """By publication date (unknown last), then id."""
    quotations: tuple[Quotation, ...]
    """By article in that order, then by place."""
    actors: tuple[Actor, ...]
    """By id."""
    statements: tuple[Statement, ...]
    """By id."""
    outlets: tuple[Outlet, ...]
    """By id: those of corpus.yml that occur, and those only the articles name."""
    findings: tuple[Finding, ...] = field(default=())
    moved: tuple[tuple[str, str], ...] = ()
    """Addresses that were published and lead elsewhere now, with their targets, from the site's root."""
    doubts: tuple[Quotation, ...] = field(default=())
    """What is not sure enough to be published as a quotation, ordered as the quotations are."""
    stories: tuple[Story, ...] = field(default=())
    """By id."""
    record: Record = NO_RECORD
    """What was really said, as far as transcripts tell."""
    measured: tuple[Measured, ...] = field(default=())
    """In the order of the statements."""
    decisions: tuple[Decision, ...] = field(default=())
    """What the curator decided of single quotations, in the order of the file."""
