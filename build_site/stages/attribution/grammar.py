"""The lexicon's small words and cue verbs as one look-up table, made once for each lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from build_site.lexicon import Lexicon

_VOWELS = frozenset("aeiou")


class Tag:
    """What a word can be, in bits. Plain numbers: enumerated flags cost five times as much."""

    DET = 1
    POSS = 2
    SUBJECT = 4
    OBJECT = 8
    AUX = 16
    MODAL = 32
    NEG = 64
    PREP = 128
    CONJ = 256
    SUBORD = 512
    REL = 1024
    ADV = 2048
    TIME = 4096
    TIMEMOD = 8192
    OCCASION = 16384
    HEARSAY = 32768
    CUE = 65536
    VERB = 131072
    NOUN = 262144
    SPEECH = 524288
    SECONDHAND = 1048576
    DOCUMENT = 2097152
    PLURAL = 4194304
    DONE = 8388608
    PERSON = 16777216
    PHRASAL = 33554432
    PEOPLE = 67108864


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a cue verb."""

    lemma: str
    frame: str
    """``say``, ``tell``, ``ask``, ``call``, ``judge``, ``urge`` or ``think``."""
    strength: int
    """3 reports words nearly always, 2 with further evidence, 1 only beside marks."""
    form: str
    """``base``, ``s``, ``past`` or ``ing``."""
    infinitive: bool = False
    """Whether an infinitive after it is what was said: *vowed to*."""
    clausal: bool = False
    """Whether without marks only a clause after it is what was said: *added that*, but *added a boat*."""
    thing: bool = False
    """Whether nobody is asked, but a thing is: *proposed a bill to*, beside *urged the board to*."""
    of: bool = False
    """Whether *of* and its like lead to what was said, past the one it is said of or to: *accused X of*."""


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Word form → classes, and word form → cue."""

    tags: dict[str, int]
    cues: dict[str, Cue]
    phrasal: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]
    """Word form → the words behind it that make it a cue of its own (*ruled* | *out*), and that cue."""
    openers: dict[str, str]
    """Noun of speech → the word that may open what was said, besides *that*."""
    outlets: frozenset[str]
    documents: frozenset[str]
    people: frozenset[str]
    """Nouns for one person or several, as they stand in a text."""
    trust: dict[tuple[str, ...], float]
    """Measured precision by rule, then type, source and wording."""


@lru_cache(maxsize=8)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The table of a lexicon; every form stands in lower case, capitalised, and with both apostrophes."""
    tags: dict[str, int] = {}
    cues: dict[str, Cue] = {}
    openers: dict[str, str] = {}
    for row in lexicon.rows("cues/grammar"):
        _enter(tags, row[0], getattr(Tag, row[1].upper()))
    nouns = lexicon.words("cues/nouns")
    for noun in nouns:
        _enter(tags, noun, Tag.NOUN)
    for demonym in lexicon.mapping("actors/demonyms"):
        if not demonym.isupper():
            tags[demonym] = tags.get(demonym, 0) | Tag.PEOPLE
    documents = lexicon.words("actors/documents")
    for noun in documents:
        _enter(tags, noun, Tag.DOCUMENT)
        _enter(tags, f"{noun}s", Tag.DOCUMENT)
    for row in lexicon.rows("cues/speech_nouns"):
        _enter(tags, row[0], Tag.SPEECH)
        openers[row[0]] = row[1] if len(row) > 1 else "that"
    phrasal: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]] = {}
    for row in lexicon.rows("cues/verbs"):
        verb, *behind = row[0].split(" ")
        for cue, form in _forms((verb, *row[1:])):
            if behind:
                phrasal[form] = (*phrasal.get(form, ()), (tuple(behind), cue))
                tags[form] = tags.get(form, 0) | Tag.PHRASAL
                continue
            spellings = _spellings(form) if cue.form in {"past", "ing"} or form not in nouns else (form,)
            for spelling in spellings:
                cues.setdefault(spelling, cue)
                tags[spelling] = tags.get(spelling, 0) | Tag.CUE
    roles = {noun for noun in lexicon.mapping("actors/roles") if " " not in noun}
    people = frozenset(roles | {f"{noun}s" for noun in roles} | lexicon.words("actors/crowds") | {"people"})
    for noun in people:
        _enter(tags, noun, Tag.PERSON)
    trust = {row[:-1]: float(row[-1]) for row in lexicon.rows("cues/trust")}
    return Grammar(tags, cues, phrasal, openers, lexicon.words("structure/outlets"), documents, people, trust)


def _enter(tags: dict[str, int], word: str, tag: int) -> None:
    for spelling in _spellings(word):
        tags[spelling] = tags.get(spelling, 0) | tag


def _spellings(word: str) -> tuple[str, ...]:
    plain = word.replace("’", "'")
    return (word, plain, word[:1].upper() + word[1:], plain[:1].upper() + plain[1:])


def _forms(row: tuple[str, ...]) -> list[tuple[Cue, str]]:
    lemma, kind, strength, *irregular = row
    frame, *takes = kind.split("-")
    degree = {"strong": 3, "medium": 2, "weak": 1}[strength]
    past = irregular or [lemma.removesuffix("e") + "ed"]
    ing = _doubled(lemma, past[0]) + "ing"
    words = [*(("past", word) for word in past), ("base", lemma), ("s", _third(lemma)), ("ing", ing)]
    if lemma.endswith(("el", "al")) and not irregular:
        words += [("past", f"{lemma}led"), ("ing", f"{lemma}ling")]  # as the British spell it
    if lemma.endswith("ize"):
        words += [(form, word.replace("iz", "is")) for form, word in words]
    flags = ("to" in takes, "clause" in takes, "thing" in takes, "of" in takes)
    return [(Cue(lemma, frame, degree, form, *flags), word) for form, word in words]


def _doubled(lemma: str, past: str) -> str:
    """The stem before *-ing*: ``quipp`` where the past is ``quipped``, ``writ`` for ``write``."""
    if past.endswith("ed") and past[:-2] == lemma + lemma[-1]:
        return past[:-2]
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe")):
        return lemma[:-1]
    return lemma


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
