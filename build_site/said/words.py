"""Words as speech and print are compared: short forms taken apart, spellings and figures made one.

A word of the text may give several (``can't`` gives *can* and *not*); each keeps the span of the characters
it comes from.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from build_site.lexicon import Lexicon
from build_site.model import Span
from build_site.text import fold

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’‘][^\W_]+)*|%|&")
"""A figure with its points, a word with its apostrophes; a hyphen parts two words."""
_CLITICS = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"))
_SPELLINGS = (
    (re.compile(r"is(e[sdr]?|ing|ations?)$"), r"iz\1", 7),
    (re.compile(r"ys(e[sdr]?|ing)$"), r"yz\1", 7),
    (re.compile(r"our(s|ed|ing|ite|able|ful|ly)?$"), r"or\1", 6),
    (re.compile(r"tre(s|d)?$"), r"ter\1", 6),
    (re.compile(r"ogue(s)?$"), r"og\1", 7),
    (re.compile(r"ence(s)?$"), r"ense\1", 6),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1", 7),
)
"""Endings that house styles spell in two ways; both sides are spelt alike, right or not."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The lexicon's words for comparing, made ready."""

    contractions: dict[str, tuple[str, ...]]
    values: dict[str, float]
    """Number words but for scales and ordinals."""
    scales: dict[str, float]
    numbers: frozenset[str]
    """Forms that tell a figure."""
    fillers: frozenset[tuple[str, ...]]
    opening: frozenset[str]
    """Fillers only where a sentence opens, or between marks."""
    negations: frozenset[str]
    hedges: frozenset[tuple[str, ...]]
    light: frozenset[str]
    dropped: frozenset[str]
    """Words that count as light where one of them is left out by itself."""
    grammar: dict[str, frozenset[int]]
    """Word → numbers of the sets that it belongs to."""
    functions: frozenset[str]
    auxiliaries: frozenset[str]
    """Verbs that a *not* denies."""
    unheard: re.Pattern[str]


@lru_cache(maxsize=4)
def known(lexicon: Lexicon) -> Known:
    """Compile ``said/*`` of a lexicon."""
    rows = lexicon.rows
    contractions = {row[0]: tuple(row[1].split()) for row in rows("said/contractions")}
    plain = {row[0]: float(row[1]) for row in rows("said/numbers") if len(row) == 2}
    scales = {row[0]: float(row[1]) for row in rows("said/numbers") if row[2:] == ("scale",)}
    digits = {f"{value:g}" for word, value in plain.items() if word != "one"}
    grammar: dict[str, set[int]] = {}
    for number, row in enumerate(rows("said/grammar")):
        for word in row:
            grammar.setdefault(word, set()).add(number)
    return Known(
        contractions=contractions,
        values=plain,
        scales=scales,
        numbers=frozenset(digits | set(scales)),
        fillers=frozenset(tuple(row[0].split()) for row in rows("said/fillers") if len(row) == 1),
        opening=frozenset(row[0] for row in rows("said/fillers") if row[1:] == ("opens",)),
        negations=lexicon.words("said/negations"),
        hedges=frozenset(tuple(words.split()) for words in lexicon.words("said/hedges")),
        light=frozenset(row[0] for row in rows("said/light") if len(row) == 1),
        dropped=frozenset(row[0] for row in rows("said/light") if len(row) > 1),
        grammar={word: frozenset(numbers) for word, numbers in grammar.items()},
        functions=lexicon.words("statements/function_words"),
        auxiliaries=lexicon.words("said/auxiliaries"),
        unheard=re.compile("|".join(map(re.escape, sorted(lexicon.words("said/unheard")))), re.IGNORECASE),
    )


def forms_of(word: str, lexicon: Known) -> tuple[str, ...]:
    """What a word of a text is compared as.

    >>> from build_site.lexicon import load_lexicon
    >>> ready = known(load_lexicon())
    >>> [forms_of(word, ready) for word in ("Can’t", "harbour", "organised", "Seven", "4,000")]
    [('can', 'not'), ('harbor',), ('organized',), ('7',), ('4000',)]
    """
    plain = fold(word)
    if plain in lexicon.contractions:
        return lexicon.contractions[plain]
    if plain[0].isdigit():
        return (plain.replace(",", ""),)
    for end, whole in _CLITICS:
        if plain.endswith(end) and len(plain) > len(end):
            return (*forms_of(plain[: -len(end)], lexicon), whole)
    if plain.endswith("'s") and len(plain) > 2:
        return (*forms_of(plain[:-2], lexicon), "is")
    plain = plain.replace("'", "")
    if plain in lexicon.values:
        return (f"{lexicon.values[plain]:g}",)
    for pattern, instead, shortest in _SPELLINGS:
        if len(plain) >= shortest:
            plain = pattern.sub(instead, plain)
    return (plain,)


class Numbers:
    """Words as numbers, given out as they come; one table for all texts that are compared with each other."""

    def __init__(self, lexicon: Known) -> None:
        self.lexicon = lexicon
        self.forms: list[str] = [""]
        self.counts: list[int] = [0]
        self._ids: dict[str, int] = {}
        self._of_word: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word of a text."""
        found = self._of_word.get(word)
        if found is None:
            found = self._of_word[word] = tuple(map(self._id, forms_of(word, self.lexicon)))
        return found

    def _id(self, form: str) -> int:
        found = self._ids.get(form)
        if found is None:
            found = self._ids[form] = len(self.forms)
            self.forms.append(form)
            self.counts.append(0)
        return found

    def read(self, text: str, spans: Iterable[Span], into: Stream) -> None:
        """Put the words of some stretches of a text behind each other."""
        words, starts, ends, of = into.words, into.starts, into.ends, self._of_word
        for start, end in spans:
            for match in TOKEN.finditer(text, start, end):
                word = match.group()
                a, b = match.span()
                for number in of.get(word) or self.of(word):
                    words.append(number)
                    starts.append(a)
                    ends.append(b)


class Stream:
    """Words in a row: their numbers, and where the characters begin and end that they come from."""

    def __init__(self) -> None:
        self.words = array("I")
        self.starts = array("I")
        self.ends = array("I")

    def __len__(self) -> int:
        return len(self.words)
