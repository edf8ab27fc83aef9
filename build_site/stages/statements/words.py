"""Words as statements compare them: stems for sense, forms for collation, weights for what a match proves."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

from build_site.lexicon import Lexicon
from build_site.model import Span
from build_site.text import fold

FUNCTION_WEIGHT = 0.2
"""What a function word counts; a content word counts 1."""
SHINGLE = 3
"""Words of the runs that tell how much of one text stands in another."""
_SUFFIXES = (("ies", 5, "y"), ("sses", 5, "ss"), ("ing", 6, ""), ("ion", 7, ""), ("ed", 5, ""), ("ly", 6, ""))


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The lexicon's words for statements, made ready."""

    pattern: re.Pattern[str]
    equivalents: dict[str, str]
    functions: frozenset[str]
    irregular: dict[str, str]


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Compile ``statements/*`` of a lexicon."""
    equivalents = lexicon.mapping("statements/equivalents")
    fixed = "|".join(re.escape(words) for words in sorted(equivalents, key=lambda w: (-len(w), w)))
    pattern = re.compile(
        rf"""
          (?P<fixed>(?<!\w)(?:{fixed})(?!\w))
        | (?P<initials>(?:[^\W\d_]\.){{2,}})
        | \d+(?:[.,]\d+)+
        | [^\W_]+(?:[’'‘‐‑-][^\W_]+)*
        """,
        re.VERBOSE,
    )
    irregular = lexicon.mapping("statements/irregular")
    return Vocabulary(pattern, equivalents, lexicon.words("statements/function_words"), irregular)


@dataclass(frozen=True, eq=False)
class Words:
    """The words of a text, in parallel rows; what comparing needs is made when they are compared."""

    bounds: array[int]
    """Where each begins and ends, one after the other."""
    forms: tuple[str, ...]
    """Folded: two words with one form are the same word."""
    stems: tuple[str, ...]
    """Two words with one stem are forms of one word, or house spellings of one thing."""
    content: bytes
    """1 or 0."""
    proper: bytes = b""
    """1 or 0: written with a capital inside a sentence, a name tells of the topic, not of what was said."""

    def __len__(self) -> int:
        return len(self.stems)

    def placed(self) -> Iterator[Span]:
        """The span of each."""
        return zip(self.bounds[::2], self.bounds[1::2], strict=True)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The span of each, of words that are collated."""
        return tuple(self.placed())

    def weight(self, index: int) -> float:
        """What a match of this word proves."""
        return 1.0 if self.content[index] else FUNCTION_WEIGHT

    def only(self, kept: list[int]) -> Words:
        """The words at these places."""
        return Words(
            array("I", [self.bounds[n] for i in kept for n in (2 * i, 2 * i + 1)]),
            tuple([self.forms[i] for i in kept]),
            tuple([self.stems[i] for i in kept]),
            bytes([self.content[i] for i in kept]),
            bytes([self.proper[i] for i in kept]),
        )

    def fused(self, others: Mapping[str, str]) -> Words:
        """The same with two words made one where the other text writes them so ("cease fire", "ceasefire").

        ``others`` maps the forms of the other text's content words to their stems.
        """
        pairs = [i for i in range(len(self) - 1) if self.forms[i] + self.forms[i + 1] in others]
        if not pairs:
            return self
        bounds, forms, stems = array("I", self.bounds), list(self.forms), list(self.stems)
        content, proper = bytearray(self.content), bytearray(self.proper)
        for i in reversed(pairs):
            if i + 1 < len(forms):
                joined = forms[i] + forms[i + 1]
                del bounds[2 * i + 1 : 2 * i + 3]
                forms[i : i + 2] = [joined]
                stems[i : i + 2] = [others.get(joined, joined)]
                content[i : i + 2] = b"\1"
                proper[i : i + 2] = proper[i : i + 1]
        return Words(bounds, tuple(forms), tuple(stems), bytes(content), bytes(proper))

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each content stem occurs."""
        return Counter(s for s, content in zip(self.stems, self.content, strict=True) if content)

    @cached_property
    def common(self) -> frozenset[str]:
        """Content stems that are written small somewhere, or open the text: no names."""
        told = zip(self.stems, self.content, self.proper, strict=True)
        return frozenset(stem for stem, content, proper in told if content and not proper)

    @cached_property
    def content_forms(self) -> dict[str, str]:
        """Form to stem of each content word."""
        return {f: s for f, s, c in zip(self.forms, self.stems, self.content, strict=True) if c}

    @cached_property
    def size(self) -> int:
        """Number of content words."""
        return sum(self.content)

    @cached_property
    def whole_weight(self) -> float:
        """What matching all of them would prove."""
        return self.size + FUNCTION_WEIGHT * (len(self) - self.size)

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Their runs of ``SHINGLE`` stems."""
        return frozenset(self.stems[i : i + SHINGLE] for i in range(len(self) - SHINGLE + 1))

    @property
    def enough(self) -> bool:
        """Whether they can show anything."""
        return self.size >= 2 or len(self) >= 5


def read_words(text: str, known: Vocabulary) -> Words:
    """Cut a text into words; what stands between them (marks, blanks, dashes) belongs to none."""
    bounds, forms, stems = array("I"), list[str](), list[str]()
    content, proper = bytearray(), bytearray()
    for match in known.pattern.finditer(text):
        words = match.group()
        form, stem, tells = _read_word(words, match.lastgroup == "fixed", known)
        forms.append(form)
        stems.append(stem)
        content.append(tells)
        bounds.extend(match.span())
        proper.append(words[0].isupper() and _inside(text, match.start()))
    return Words(bounds, tuple(forms), tuple(stems), bytes(content), bytes(proper))


@lru_cache(maxsize=65536)
def _read_word(words: str, fixed: bool, known: Vocabulary) -> tuple[str, str, bool]:
    """Form, stem, and whether it is a content word."""
    if fixed:
        return fold(words), known.equivalents[words] + ".", True
    form = re.sub(r"[’'‘‐‑.,-]", "", fold(words)) or words
    if form in known.functions:
        return form, form, False
    bare = form[:-1] if words[-2:] in {"'s", "’s", "‘s"} else form
    return form, stem(bare, known), True


def _inside(text: str, place: int) -> bool:
    """Whether a word stands inside a sentence, as far as the sign before it tells."""
    while place and text[place - 1] in " “\"‘'(":
        place -= 1
    return place > 0 and text[place - 1] not in ".!?…:"


@lru_cache(maxsize=65536)
def stable_number(word: str) -> int:
    """A 32-bit number of a word that is the same in every corpus and every run."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def stem(form: str, known: Vocabulary) -> str:
    """A light stem: enough that "evacuated", "evacuating" and "evacuation" meet.

    >>> from build_site.lexicon import load_lexicon
    >>> known = vocabulary(load_lexicon())
    >>> [stem(word, known) for word in ("evacuate", "evacuated", "evacuation", "stood", "cities")]
    ['evacuat', 'evacuat', 'evacuat', 'stand', 'city']
    """
    if regular := known.irregular.get(form):
        return regular
    for suffix, shortest, instead in _SUFFIXES:
        if form.endswith(suffix) and len(form) >= shortest:
            form = form[: -len(suffix)] + instead
            break
    else:
        if form.endswith("s") and len(form) > 3 and form[-2] not in "sui":
            form = form[:-1]
    if len(form) > 3 and form[-1] == form[-2] and form[-1] not in "aeiouls":
        form = form[:-1]
    return form.removesuffix("e") if len(form) > 3 else form
