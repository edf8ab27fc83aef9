"""The values that travel down the line: frozen, slotted, linked by id, standard library only.

Spans are half-open ``[start, end)`` offsets in Unicode code points into the article's text as read.
Words are used as in PARC and PolNeAR (content, cue, source) and as the README's glossary gives them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
Spans = tuple[Span, ...]


class BlockKind(StrEnum):
    """The one role a stretch of an article has."""

    HEADLINE = "headline"
    KICKER = "kicker"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    BLOCKQUOTE = "blockquote"
    BOILERPLATE = "boilerplate"
    TAGS = "tags"


class QuotationType(StrEnum):
    """How much of the content stands in marks: all of it, none of it, a phrase of it."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class MentionKind(StrEnum):
    """How words refer to an actor."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"


class Basis(StrEnum):
    """Where a fact comes from: a person stated it, or it was inferred from the text."""

    STATED = "stated"
    INFERRED = "inferred"


class Level(StrEnum):
    """How grave a finding is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Recoverable trouble or doubt, collected and reported, never raised."""

    level: Level
    code: str
    """Stable kebab-case name, for instance ``unclosed-mark``."""
    where: str
    """``path`` or ``path:line``, relative to the project."""
    message: str
    """What is the matter and what to do about it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of metadata and what it rests on."""

    value: str
    basis: Basis = Basis.STATED
    span: Span | None = None
    """The words of the article it was inferred from, if it was."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article. ``None`` is *not stated*; nothing is invented."""

    title: Fact | None = None
    outlet: Fact | None = None
    author: Fact | None = None
    published: Fact | None = None
    """An EDTF date (level 1)."""
    retrieved: Fact | None = None
    url: Fact | None = None
    licence: Fact | None = None
    language: Fact | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader returns: an article's own characters and what was stated about it."""

    id: str
    """Path below ``seeds/`` without its suffix, or the id of a JSON Lines record."""
    path: str
    """Path relative to the project, POSIX."""
    text: str
    sha256: str
    """Of the text, UTF-8 encoded."""
    metadata: Metadata = Metadata()
    slug: str | None = None
    """Only when the curator gave one."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article with one role. Blocks are in order, disjoint, and cover all but white space."""

    kind: BlockKind
    span: Span
    outlet: str | None = None
    """For a blockquote: the embedded outlet as the article names it ("The Jerusalem Post")."""
    repeat: bool = False
    """The same words stand in an earlier block of the same kind (a headline or caption given twice)."""


@dataclass(frozen=True, slots=True)
class Article:
    """What ``structure`` returns: a document cut into blocks, its metadata completed by inference."""

    document: Document
    blocks: tuple[Block, ...]
    metadata: Metadata
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The article's own characters."""
        return self.document.text


@dataclass(frozen=True, slots=True)
class Passage:
    """Words between a pair of quotation marks, as ``quotations`` found them."""

    inner: Span
    """Without the marks."""
    outer: Span
    """With the marks that stand there."""
    block: int
    """Index into the article's blocks."""
    closed: bool = True
    """False where the closing mark is missing; the passage then ends with its paragraph."""
    continues: bool = False
    """True where it continues the passage before it, left open at its paragraph's end."""
    nested: bool = False
    """True where it stands inside another passage."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an actor."""

    span: Span
    """The whole noun phrase with titles and modifiers ("Israeli Prime Minister Benjamin Netanyahu")."""
    head: Span
    """The name without titles ("Benjamin Netanyahu"), the head noun, or the pronoun."""
    kind: MentionKind
    actor_kind: ActorKind | None = None
    """None where the words do not tell."""
    gender: str | None = None
    """``m``, ``f``, ``n`` or None where unknown."""
    plural: bool = False
    title: Span | None = None
    """The title or role beside a name ("Israeli Prime Minister", ", the State Department spokesman,")."""
    block: int = 0


@dataclass(frozen=True, slots=True)
class Carrier:
    """One link of a chain between the article's outlet and the speaker, as the text states it."""

    name: str
    role: str
    """``outlet``, ``office``, ``spokesperson``, ``document``, ``channel`` or ``hearsay`` ("reportedly")."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sieve's proposal for one quotation, kept so that the decision can be shown."""

    rule: str
    source: Span | None
    cue: Span | None
    score: float
    """Probability in [0, 1] that the proposal is right, measured per rule on training data."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the attribution stage returns for one quotation: three sets of spans and why."""

    type: QuotationType
    content: Spans
    verbatim: Spans
    cue: Spans
    source: Spans
    source_kind: MentionKind | None
    mention: int | None
    """Index into the article's mentions; None where nobody is named."""
    carriers: tuple[Carrier, ...]
    """From the article's outlet inward; the article's own outlet and the speaker are not repeated in it."""
    confidence: float
    rule: str
    """The sieve that decided; ``unattributed`` where none did."""
    block: int
    candidates: tuple[Candidate, ...] = ()
    """Best first, the winner included."""


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor as one article shows it: the cluster of its mentions."""

    name: str
    """The fullest name seen in the article, or the nominal for a source without a name."""
    kind: ActorKind
    mentions: tuple[int, ...]
    """Indices into the article's mentions, ascending."""
    titles: tuple[str, ...] = ()
    """As stated in the article, in order of appearance."""
    gender: str | None = None
    named: bool = True
    """False for sources that the article does not name."""
    links: tuple[str, ...] = ()
    """For each mention, in the same order, the rule that put it here ("surname of a full name before")."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the per-article stages found in one article. Pure function of the article and the lexicon."""

    article: Article
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    findings: tuple[Finding, ...] = ()


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
    outlets: tuple[Outlet, ...] = ()
    cite_as: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date with its uncertainty."""

    edtf: str
    basis: Basis
    span: Span | None = None
    """The words it was resolved from ("on Friday")."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One place where an actor is mentioned."""

    article: str
    span: Span
    kind: MentionKind
    link: str = ""
    """The rule that led from these words to the actor."""


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


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, office, organisation, document or anonymous source of the corpus."""

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
class Quotation:
    """A quotation of the corpus, resolved: what pages and exports show."""

    id: str
    """``<article id>#<anchor>``: unique in the corpus."""
    anchor: str
    """``q-<8 hex>``, derived from the content: the permalink's fragment."""
    article: str
    type: QuotationType
    text: str
    """The content's spans joined by `` … ``."""
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
    how: tuple[str, ...] = ()
    """How the source mention led to the actor, one short sentence a step."""
    candidates: tuple[Candidate, ...] = ()
    when: When | None = None
    statement: str | None = None
    corrected: str | None = None
    """The note of the curator's correction, or None."""


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


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention of an article and the actor it was resolved to."""

    span: Span
    kind: MentionKind
    actor: str | None
    link: str = ""


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
