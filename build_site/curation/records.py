"""What the curator's files say, as values; ``where`` is always ``file:line``, for errors that come later."""

from __future__ import annotations

from dataclasses import dataclass

from build_site.model import ActorKind, Portrait, QuotationType

UNATTRIBUTED = "unattributed"
"""As a speaker: nobody is said to have said it."""


@dataclass(frozen=True, slots=True)
class AuthorityActor:
    """An actor as ``actors.yml`` has it; all names of one entry are one actor."""

    name: str
    where: str
    kind: ActorKind | None = None
    aliases: tuple[str, ...] = ()
    description: str | None = None
    same_as: tuple[str, ...] = ()
    portrait: Portrait | None = None
    title: str | None = None
    """Who it is, in the words of an article or of the curator ("mayor of Quay")."""
    not_same_as: tuple[str, ...] = ()
    """Names that are somebody else's, however alike they look."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One quotation, named by its article and its exact words."""

    article: str
    """Path or id."""
    words: str
    where: str
    nth: int | None = None
    """Which one, from 1, where several quotations of the article carry the words."""
    prefix: str | None = None
    """The words before them in the article, where they are needed to tell it from others."""
    suffix: str | None = None
    """The words behind them."""
    inner: bool = False
    """Whether the quotation is these words alone, where another one has them in marks among its own."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain; without a role it follows from what the name is."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who said it."""

    name: str
    kind: ActorKind | None = None
    """Of one who is not yet an actor of the corpus."""


@dataclass(frozen=True, slots=True)
class QuotationFix:
    """A change to a quotation that was found. None is left as it is."""

    quotation: Reference
    speakers: tuple[Speaker, ...] = ()
    """All who said it, if somebody else did than was thought; ``UNATTRIBUTED`` alone is nobody."""
    type: QuotationType | None = None
    chain: tuple[Link, ...] | None = None
    date: str | None = None
    drop: bool = False
    content: tuple[str, ...] = ()
    """Its words from where to where, where they were found to begin or end elsewhere."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """That somebody looked at a quotation and found it right as it was."""

    quotation: Reference
    """Its words are all of the quotation's."""
    speakers: tuple[str, ...]
    """Whose it was."""
    type: QuotationType
    by: str = ""
    on: str = ""
    """When, in EDTF."""


@dataclass(frozen=True, slots=True)
class QuotationAdd:
    """A quotation that was not found. Its words are looked up in the article."""

    article: str
    content: tuple[str, ...]
    where: str
    nth: int | None = None
    """Which occurrence of the first words of the content, from 1."""
    prefix: str | None = None
    """The words before that occurrence."""
    suffix: str | None = None
    """The words behind it."""
    speakers: tuple[Speaker, ...] = ()
    type: QuotationType = QuotationType.DIRECT
    verbatim: tuple[str, ...] = ()
    cue: str | None = None
    source: str | None = None
    chain: tuple[Link, ...] = ()
    date: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActorMerge:
    """Actors that are one."""

    names: tuple[str, ...]
    into: str
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActorSplit:
    """Words that in one article stand for another actor than was thought."""

    words: str
    article: str
    into: str
    where: str
    kind: ActorKind | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatementCorrection:
    """What a curator says of two or more quotations: ``join``, ``separate`` or ``echo``."""

    action: str
    quotations: tuple[Reference, ...]
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All of ``corrections.yml``."""

    quotations: tuple[QuotationFix | QuotationAdd, ...] = ()
    actors: tuple[ActorMerge | ActorSplit, ...] = ()
    statements: tuple[StatementCorrection, ...] = ()
    checked: tuple[Check, ...] = ()


NO_CORRECTIONS = Corrections()
