"""Why words are taken to mean an actor: a code that data and rules can rely on, and what it needs to be told.

To add a reason: a member of :class:`Why` here, and its wording for a reader in ``build_site/wording.py``
(a test holds that none lacks one). How often it is right is measured by ``benchmarks/calibrate.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """The kinds of reasons; the value is what exports carry and tables are kept by, and never changes."""

    NAMED_IN_FULL = "named-in-full"
    SAME_NAME = "same-name"
    ANOTHER_FORM = "another-form"
    SURNAME = "surname"
    FIRST_NAME = "first-name"
    NEAR_SURNAME = "near-surname"
    SHORT_FORM = "short-form"
    NAMESAKES_APART = "namesakes-apart"
    NO_FULLER_NAME = "no-fuller-name"
    WITH_ARTICLE = "with-article"
    OWNED = "owned"
    TITLE = "title"
    DESCRIBES = "describes"
    EQUATED = "equated"
    SPEAKS_IN = "speaks-in"
    HOLDS_NAME = "holds-name"
    TAKES_UP = "takes-up"
    SAME_WORDS = "same-words"
    UNNAMED = "unnamed"
    LAST_SPEAKER = "last-speaker"
    LAST_SUBJECT = "last-subject"
    LAST_NAMED = "last-named"
    LAST_NAMED_INSIDE = "last-named-inside"
    FOLLOWS = "follows"
    TOGETHER = "together"
    FIRST_PERSON = "first-person"
    # over the corpus
    AUTHORITY = "authority"
    FORM_ELSEWHERE = "form-elsewhere"
    NEAR_SPELLING = "near-spelling"
    WITHOUT_SUFFIX = "without-suffix"
    SPELT_OUT = "spelt-out"
    SAME_OWNER = "same-owner"
    TITLE_ELSEWHERE = "title-elsewhere"
    ONLY_BEARER = "only-bearer"
    TITLED_SURNAME = "titled-surname"
    BODY_OF_NAME = "body-of-name"
    BEST_KNOWN = "best-known"
    SAME_STATEMENT = "same-statement"
    CURATOR = "curator"


class Choice(StrEnum):
    """What chose among several whom a name or pronoun may mean."""

    TITLE_AGREES = "title-agrees"
    MEANT_SO_FAR = "meant-so-far"
    JUST_INTRODUCED = "just-introduced"
    NAMED_MOST = "named-most"
    OTHERS_FIT = "others-fit"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step from words to an actor."""

    why: Why
    who: str = ""
    """The actor's name, as the article gives it."""
    words: str = ""
    """The words that led there, where they are told."""
    blocks: int | None = None
    """How many paragraphs before the other mention stands; negative: it comes later."""
    chosen: Choice | None = None
    count: int = 0
