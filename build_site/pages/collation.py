"""How the versions of a statement differ: wordings with their witnesses, what only some of them carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from build_site.model import QuotationType, Segment, Version
from build_site.pages.catalogue import Catalogue, Quoted, wording
from build_site.pages.escape import plain
from build_site.pages.journey import Station, journey, second_hand
from build_site.stages.reporting import framed

CONTEXT = 3
"""So many words stay on both sides of a difference where only differences are shown."""
_TOKEN = re.compile(r"\S+\s*")
_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"\b[^\W\d_]\.$")

VARIANTS = {
    "trimmed": "leaves words out",
    "inserted": "adds words",
    "replaced": "has other words",
    "reordered": "in another order",
    "direct→indirect": "as indirect speech",
    "indirect→direct": "as direct speech",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; its kind is a segment's, or ``far``: in common, and not beside a difference."""

    kind: str
    text: str
    base: str = ""

    @property
    def gone(self) -> str:
        """The base's words, of many only the first and the last: they stand whole in the base's row."""
        return abbreviated(self.base)


@dataclass(frozen=True, slots=True)
class Witness:
    """One article that carries the statement."""

    quoted: Quoted
    journey: tuple[Station, ...]
    place: str = ""
    """Where in the article."""
    second_hand: str | None = None
    """The outlet that the article took it from."""
    published: str = ""
    """When the article was, as EDTF."""

    @property
    def short(self) -> str:
        """The same in a list of many: only what it was taken from."""
        return self.second_hand or self.quoted.article.where

    @property
    def name(self) -> str:
        """Who worded it: what it was taken from; the outlet or, where that is unknown, the article."""
        source = self.second_hand
        return f"{source}, in {self.quoted.article.where}" if source else self.quoted.article.where


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording and all who have it, letter for letter."""

    type: QuotationType
    base: bool
    pieces: tuple[Piece, ...]
    frame: tuple[str, str]
    """The cue before or behind words that are the reporter's."""
    variants: tuple[str, ...]
    """How it differs, in words; empty for the base and what repeats it."""
    kept: int
    """Of the base's words."""
    of: int
    witnesses: tuple[Witness, ...]

    @property
    def passing(self) -> bool:
        """It takes up a few of the base's words in a sentence of its own: what it leaves out says nothing."""
        return 4 * self.kept < self.of


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the base's words and how many versions carry it."""

    text: str
    carriers: int


@dataclass(frozen=True, slots=True)
class Addition:
    """Words that the base has not."""

    text: str
    instead: str
    """The base's words there; empty where it has none."""
    names: tuple[str, ...]


def wordings(known: Catalogue, versions: Sequence[Version], said: str | None = None) -> tuple[Wording, ...]:
    """Versions of the same words and type together: the base's first, then most versions, then most of it.

    Where it is known what was ``said``, that is the base, and all are set against it.
    """
    groups: dict[tuple[str, str, tuple[str, str]], list[Version]] = {}
    for version in versions:
        groups.setdefault(wording(known.quotations[version.quotation]), []).append(version)
    base = said or (known.quotations[versions[0].quotation].text if versions else "")
    found = [
        Wording(
            kept=kept(members[0].segments),
            of=size(base),
            type=known.quotations[members[0].quotation].type,
            base=number == 0 and said is None,
            pieces=pieces(members[0].segments),
            frame=framed(known.quotations[members[0].quotation]),
            variants=tuple(VARIANTS[v] for v in members[0].variants),
            witnesses=tuple(_witness(known, v) for v in members),
        )
        for number, members in enumerate(groups.values())
    ]
    first = found[:1] if said is None else []
    return (*first, *sorted(found[len(first) :], key=lambda w: (-len(w.witnesses), -w.kept)))


def _witness(known: Catalogue, version: Version) -> Witness:
    q = known.quotations[version.quotation]
    source = next((plain(link.name) for link in second_hand(q)), None)
    published = known.articles[q.article].published or ""
    return Witness(known.quoted(q), journey(known, q), known.place(q), source, published)


def size(text: str) -> int:
    """How many words it has."""
    return len(_TOKEN.findall(text))


def kept(segments: Iterable[Segment]) -> int:
    """How many of the base's words a version has."""
    return sum(size(s.base) for s in segments if s.kind in ("same", "moved"))


def abbreviated(text: str) -> str:
    """Of more than eight words the first three and the last two."""
    words = text.split()
    if len(words) <= 8:
        return text
    first, last = (" ".join(some).strip(" …") for some in (words[:3], words[-2:]))
    return f"{first} … {last}"


def pieces(segments: Iterable[Segment]) -> tuple[Piece, ...]:
    """Segments as they are drawn: of long runs in common only the ends are near a difference."""
    result: list[Piece] = []
    for segment in segments:
        tokens = _TOKEN.findall(segment.text)
        if segment.kind != "same":
            own, base = segment.text.rstrip(), segment.base.strip()
            result.append(Piece(segment.kind, own, base))
            result.append(Piece("same", segment.text[len(own) :]))
            continue
        if len(tokens) <= 2 * CONTEXT + 2:
            result.append(Piece("same", segment.text))
            continue
        head, tail = "".join(tokens[:CONTEXT]), "".join(tokens[-CONTEXT:])
        lead = segment.text[: len(segment.text) - len("".join(tokens))]
        middle = "".join(tokens[CONTEXT:-CONTEXT])
        result += [Piece("same", lead + head), Piece("far", middle), Piece("same", tail)]
    return tuple(piece for piece in result if piece.text or piece.base)


def carried(base: str, versions: Sequence[Version]) -> tuple[Run, ...]:
    """The base's words in runs, each with the number of versions that carry it (the base included)."""
    counts = [0] * len(base)
    for version in versions:
        place = 0
        for segment in version.segments:
            found = base.find(segment.base, 0 if segment.kind == "moved" else place) if segment.base else -1
            if found < 0:
                continue
            end = found + len(segment.base)
            if segment.kind in ("same", "moved"):
                counts[found:end] = [n + 1 for n in counts[found:end]]
            place = place if segment.kind == "moved" else end
    tokens = [(m[0], _fewest(counts, m)) for m in _TOKEN.finditer(base)]
    return tuple(
        Run("".join(text for text, _ in run), number) for number, run in groupby(tokens, key=lambda t: t[1])
    )


def _fewest(counts: Sequence[int], token: re.Match[str]) -> int:
    """Of its letters; the marks around a word are each reporter's own."""
    letters = [n for n, c in zip(counts[token.start() :], token[0], strict=False) if c.isalnum()]
    return min(letters or counts[token.start() : token.start() + len(token[0].rstrip())])


def additions(found: Sequence[Wording], most: int = 12) -> tuple[Addition, ...]:
    """What the base has not: first what most others carry, then what is longest."""
    texts: dict[str, tuple[Piece, dict[str, None]]] = {}
    for one in found:
        for piece in () if one.passing else one.pieces:
            words = _WORD.findall(piece.text.casefold())
            if piece.kind in ("inserted", "changed") and words:
                _, names = texts.setdefault(" ".join(words), (piece, {}))
                names.update(dict.fromkeys(w.short for w in one.witnesses))
    ranked = sorted(texts.items(), key=lambda item: (-len(item[1][1]), -len(item[0]), item[0]))
    return tuple(
        Addition(_trimmed(p.text), abbreviated(_trimmed(p.base)), tuple(names))
        for _, (p, names) in ranked[:most]
    )


def _trimmed(text: str) -> str:
    """Without the marks around it; the point of an abbreviation stays."""
    text = text.strip(" \n\t,;:'\"‘’“”")
    return text if _ACRONYM.search(text) else text.rstrip(".")
