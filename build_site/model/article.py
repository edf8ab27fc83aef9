"""What the stages find in one article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from build_site.model.reasons import Reason

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


NO_TEXT = frozenset({BlockKind.BOILERPLATE, BlockKind.TAGS, BlockKind.CREDIT, BlockKind.BYLINE})
"""What no reporter wrote as part of the story."""


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
    GROUP = "group"
    """Many people under one name ("Democrats")."""
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
    parts: tuple[str, ...] = ()
    """The value's members where it is a list: one name an author."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its members; the value itself where it is no list."""
        return self.parts or (self.value,)


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
class Block:
    """A stretch of an article with one role. Blocks are in order, disjoint, and cover all but white space."""

    kind: BlockKind
    span: Span
    outlet: str | None = None
    """For a blockquote: the embedded outlet as the article names it ("The Jerusalem Post")."""
    repeat: bool = False
    """The same words stand in an earlier block of the same kind (a headline or caption given twice)."""


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Words of an article that lead somewhere."""

    span: Span
    url: str


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
    roles: tuple[Block, ...] = ()
    """Stretches whose role the file itself states: a heading, a block quote, a caption."""
    links: tuple[Hyperlink, ...] = ()


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
    """Words between a pair of quotation marks, or set apart without, as ``quotations`` found them."""

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
    layout: str = ""
    """What, without marks, shows that they are somebody's: ``turn``, ``answer``, ``post``, ``set-apart``."""
    by: Span | None = None
    """Who the layout names beside them: a turn's label, a post's signature, the one who is interviewed."""


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
    """``outlet``, ``office``, ``spokesperson``, ``witness`` (who was there or knows), ``document``,
    ``channel`` or ``hearsay`` ("reportedly")."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """How sure a quotation has to be to be published as such; what is less sure is a doubt."""

    direct: float = 0.0
    mixed: float = 0.0
    indirect: float = 0.0

    def passes(self, kind: QuotationType, confidence: float) -> bool:
        """Whether it is sure enough; what cannot be right never is."""
        least: float = getattr(self, kind.value)
        return confidence > 0 and confidence >= least


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
    """Of the stage: how often the rule finds the right source in this context. Of an analysis: how likely the
    whole claim is right, the actor included."""
    rule: str
    """The sieve that decided; ``unattributed`` where none did."""
    block: int
    candidates: tuple[Candidate, ...] = ()
    """Best first, the winner included."""
    frame: str = ""
    """The cue's frame and how firmly it reports ("say 3"); '' where no frame decided."""
    within: str = ""
    """``marks`` or ``words`` where another one's quotation holds it, who tells that it was said; '' else."""


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
    links: tuple[Reason, ...] = ()
    """For each mention, in the same order, why it is here."""


@dataclass(frozen=True, slots=True)
class When:
    """A date with its uncertainty."""

    edtf: str
    basis: Basis
    span: Span | None = None
    """The words it was resolved from ("on Friday")."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the per-article stages found in one article. Pure function of the article and the lexicon."""

    article: Article
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    findings: tuple[Finding, ...] = ()
    dates: tuple[When | None, ...] = ()
    """When each attribution's words were said."""
