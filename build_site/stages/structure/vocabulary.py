"""The structure stage's word lists, made ready for comparing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from build_site.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All keys are folded as ``fold`` does it."""

    lines: Mapping[str, str]
    """Whole lines of boilerplate, each ``line`` or ``section``."""
    starts: Mapping[str, tuple[str, ...]]
    """First word → beginnings of boilerplate lines."""
    labels: Mapping[str, str]
    """Label → what the line is: tags, caption, credit, published, updated, kicker."""
    months: Mapping[str, str]
    outlets: Mapping[str, str]
    """Outlet, or a short form of it → its name."""
    agencies: frozenset[str]
    outlet_words: frozenset[str]
    reports: frozenset[str]


def fold(text: str) -> str:
    """Lower case, single spaces, straight apostrophes, no punctuation at the end."""
    return " ".join(text.lower().replace("’", "'").split()).rstrip(" .:;,!…>»›→")


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The lists of ``lexicon/structure``; the same lexicon gives the same object."""
    boilerplate = lexicon.rows("structure/boilerplate")
    starts: dict[str, list[str]] = {}
    for phrase, extent in boilerplate:
        if extent == "start":
            starts.setdefault(phrase.split()[0].rstrip(":"), []).append(phrase)
    outlets = lexicon.mapping("structure/outlets")
    full = {row[0]: row[-1] if len(row) > 2 else row[0] for row in lexicon.rows("structure/outlets")}
    return Vocabulary(
        lines={fold(phrase): extent for phrase, extent in reversed(boilerplate)},
        starts={word: tuple(phrases) for word, phrases in starts.items()},
        labels=lexicon.mapping("structure/labels"),
        months=lexicon.mapping("structure/months"),
        outlets={fold(name): name for name in full.values()}
        | {fold(short): name for short, name in full.items()},
        agencies=frozenset(fold(name) for name, kind in outlets.items() if kind == "agency"),
        outlet_words=lexicon.words("structure/outlet_words"),
        reports=lexicon.words("structure/reports"),
    )
