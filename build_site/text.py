"""Tokens, sentence ends and folding: the plain machinery under every stage that reads words.

Tokens partition the text: every character belongs to exactly one token, white space to the token before it.
So offsets come from adding lengths, and no object is made per token.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import itemgetter

TOKEN = re.compile(
    r"""
    (?: (?=[\w-]{1,8}\.)                           # a point within the word: of most it is told at once
      (?: (?:Mr|Mrs|Ms|Mx|Dr|Prof|Sens?|Reps?|Govs?|Lt|Col|Gen|Maj|Capt|Cmdr|Sgt|Adm|Pvt|Rev|Hon|Pres|Supt
          |Jr|Sr|St|Ft|Mt|Inc|Corp|Co|Ltd|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec
          |Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla
          |Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|vs|No|Nos|Vol|Ave|Blvd|Dept|Univ|al|approx|etc)\.(?![^\W\d_])
    | (?:[^\W\d_]+-)?[^\W\d_]\.(?:-?[^\W\d_]\.)+  # U.S., R-S.C., Sino-U.S.
    | [DRI]-[A-Z][a-z]{1,4}\.                      # R-Ill.
    | (?:[A-Z\d]{1,6}(?:_[a-z])?|[A-Z]{3,5}[a-z])\.[A-Z]{1,2}(?![^\W_]|\.)  # a share: ACME.N, ACME_p.DE
    | [A-Z]\.(?=\s[^\W_])                         # an initial: George W. Bush
      )
    | [^\W_]+ (?: [’'\-.,:/&@](?=[^\W_])
          (?: (?<=[’'\-&@/])|(?<=\d.)(?=\d)|(?<=[^\W\d_]\.)(?=(?:com|org|net)\b) ) [^\W_]+ )*
    | \.\.+ | …+
    | (?<=\S)'(?=''(?!'))|''|``
    | \n
    | .
    ) [^\S\n]*""",
    re.VERBOSE | re.DOTALL,
)
"""One token and the blanks after it. A word keeps inner apostrophes, hyphens, figures’ and sites’ points."""
BETWEEN_SPANS = " […] "
"""The editor's sign of omission: an outlet's own ellipsis has no brackets."""
"""What stands where a quotation leaves words of the reporter out."""

SENTENCE_ENDERS = frozenset({".", "!", "?", "…", "...", "....", "\n"})
_ENDING = frozenset(".!?…\n")
"""The last sign of every token that may end a sentence."""
CLOSERS = frozenset({"”", "’", '"', "''", "'", "»", ")", "]", "“"})
"""Tokens that still belong to the sentence that has just ended."""
# fmt: off
_SENTENCE_OPENERS = frozenset((
    "The", "He", "She", "It", "They", "We", "I", "In", "On", "At", "But", "And", "A", "An", "This", "That",
    "These", "Those", "His", "Her", "Their", "As", "For", "If", "When", "While", "After", "Before", "There",
    "What", "Why", "How", "Who", "You", "Its", "Our", "My", "Some", "Many", "Most", "No", "Not", "So", "Yet",
    "Still", "Then", "Now", "Last", "Also",
))
# fmt: on
_ACRONYM_END = re.compile(r"[A-Z]\.(?:[A-Z]\.)+|[ap]\.m\.|Jr\.|Sr\.|Inc\.|Corp\.|Co\.|Ltd\.|etc\.")
_SPACES = re.compile(r"\s+")
_BETWEEN_NAMES = re.compile(r"\s*;\s*|,?\s+(?:and|AND|And|&|with)\s+|,\s+(?!(?:Jr|Sr|II|III|M\.?D|Ph\.?D)\b)")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u2009": " "}
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: words without the blanks after them, and where each starts."""

    words: list[str]
    starts: list[int]
    """One more than words: the last is the text's length."""

    def end(self, index: int) -> int:
        """Where the word of a token ends."""
        return self.starts[index] + len(self.words[index])


@lru_cache(maxsize=2)
def read(text: str) -> Tokens:
    """The tokens of an article's text, cut once for all stages that it passes through."""
    return tokenise(text)


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens, in linear time."""
    pieces = TOKEN.findall(text)
    starts = list(accumulate(map(len, pieces), initial=0))
    return Tokens(
        [piece.rstrip(" \t\u00a0\u2009\u202f\u3000\r\x0b\x0c") or piece[:1] for piece in pieces], starts
    )


def ends_sentence(tokens: Tokens, index: int) -> bool:
    """Whether a sentence ends with this token (its closing marks may still follow)."""
    word = tokens.words[index]
    if word in SENTENCE_ENDERS:
        following = tokens.words[index + 1] if index + 1 < len(tokens.words) else "\n"
        if word in {"…", "...", "...."}:
            return following[:1].isupper() or following in CLOSERS or following == "\n"
        return word != "." or not following[:1].islower()
    if word.endswith(".") and _ACRONYM_END.fullmatch(word):
        return index + 1 >= len(tokens.words) or tokens.words[index + 1] in _SENTENCE_OPENERS
    return False


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's sentences, trimmed; a line's end ends a sentence."""
    tokens = tokenise(text)
    bounds = [0, *sentence_ends(tokens), len(text)]
    return tuple(span for pair in pairwise(bounds) if (span := _trimmed(text, *pair)))


def sentence_ends(tokens: Tokens) -> list[int]:
    """Where sentences end, with their closing marks and the blanks behind; a line's end ends one."""
    words, ends, passed = tokens.words, list[int](), -1
    count = len(words)
    for index, word in enumerate(words):
        if index <= passed or word[-1] not in _ENDING or not ends_sentence(tokens, index):
            continue
        passed = index
        while passed + 1 < count and words[passed + 1] in CLOSERS and words[passed] != "\n":
            passed += 1
        while passed + 1 < count and words[passed + 1] == "\n":
            passed += 1
        ends.append(tokens.starts[passed + 1])
    return ends


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    return (start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())) if piece.strip() else None


def people_of(byline: str) -> tuple[str, ...]:
    """The names of a byline, one each.

    >>> people_of("Ines Okafor, Tom Lindqvist Jr. and Ada Brun")
    ('Ines Okafor', 'Tom Lindqvist Jr.', 'Ada Brun')
    """
    return tuple(name for part in _BETWEEN_NAMES.split(byline) if (name := part.strip(" ,;")))


@lru_cache(maxsize=1 << 16)
def fold(words: str) -> str:
    """Words as they are compared: plain marks and dashes, no accents, one blank, lower case."""
    plain = unicodedata.normalize("NFKD", words.translate(_PLAIN))
    return _SPACES.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip().casefold()


def touched(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> range:
    """Which of the spans, that follow one another, share a character with one, found without looking at all.

    >>> touched((4, 9), [(0, 4), (4, 6), (8, 10), (10, 12)])
    range(1, 3)
    """
    first = bisect_right(spans, span[0], key=itemgetter(1))
    return range(first, bisect_left(spans, span[1], lo=first, key=itemgetter(0)))


def text_of(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The characters of the spans, joined by an ellipsis where words of the reporter stand between them."""
    return BETWEEN_SPANS.join(text[start:end] for start, end in spans)
