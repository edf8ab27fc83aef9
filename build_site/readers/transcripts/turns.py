"""Plain text and Markdown: ``NAME:`` begins a turn, ``Q:`` and ``A:`` too; directions stand in brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_site.curation import NOTHING_OF_IT, StatedTranscript, parse_transcript
from build_site.curation.yaml import parse_yaml
from build_site.lexicon import load_lexicon
from build_site.model import Finding, Level, Span, Spans, Turn
from build_site.readers.reading import decode

_OPENS = re.compile(r"---[ \t]*\n")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LABEL = re.compile(
    r"""
    ^[ \t]*(?:>>+[ \t]*|[-–—*•][ \t]+)?            # what captions and lists put before it
    (?P<bold>\*\*|__)?
    (?P<name>[^\W\d_][^:\n*]{0,70}?|[QA])
    [ \t]*(?P=bold)?:(?(bold)(?:\*\*|__)?)(?=\s|\*|$)[ \t]*
    """,
    re.VERBOSE | re.MULTILINE,
)
"""A label at the beginning of a line, in bold or not."""
_ASKED = re.compile(
    r"^[ \t]*(?:\*\*)?(?P<name>[QA])(?:\*\*)?(?:[.:)]|[ \t]{1,4}(?=\S)|[ \t]*$)(?:\*\*)?[ \t]*", re.MULTILINE
)
"""``Q.`` and ``A.`` as briefings and interviews print them."""
_DIRECTION = re.compile(r"\[[^\]\n]{1,120}\]|\((?P<words>[^()\n]{1,80})\)")
_ASIDE = re.compile(r"\s*[\[(][^\])]{1,40}[\])]\s*$")
"""What stands after a name in its label: ``(via telephone)``."""
_LOUD = re.compile(r"(?:Mc|Mac|O['’]|[Dd]e |[Vv]an |[Vv]on )?[A-Z0-9ÀÁÂÄÇÈÉÊËÍÎÑÓÔÖØÚÜŞŠŽ][^a-zß-ÿ]*")
_NAMELIKE = re.compile(
    r"(?:(?:[^\W\d_a-z][\w.'’-]*|de|da|di|del|der|van|von|al|bin|of|the|und|y|e|#?\d{1,3})(?:[ ,]+|$)){1,7}"
)
QUESTIONS = frozenset({"q", "question", "questioner", "reporter", "interviewer", "moderator", "audience"})
"""Labels of those who ask, who are named no further."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A transcript as its reader gives it back."""

    text: str
    turns: tuple[Turn, ...]
    directions: Spans = ()
    times: tuple[tuple[int, float], ...] = ()
    stated: StatedTranscript = NOTHING_OF_IT
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Label:
    """Where a turn begins and for whom."""

    start: int
    end: int
    name: str


def read(data: bytes, where: str) -> Cut:
    """The text with its turns; what a front matter states is no part of any."""
    text, findings = decode(data, where)
    opening = _OPENS.match(text)
    closing = _CLOSES.search(text, opening.end()) if opening else None
    stated, begin = NOTHING_OF_IT, 0
    if opening and closing:
        front = "\n" + text[opening.end() : closing.start()]
        stated = parse_transcript(parse_yaml(front, where), foreign=True)
        begin = closing.end()
    cut = cut_turns(text, begin)
    return replace(cut, stated=stated, findings=(*findings, *doubts(cut, where)))


def doubts(cut: Cut, where: str) -> Iterator[Finding]:
    """What a curator should know of a transcript as it was read."""
    if not any(turn.label for turn in cut.turns):
        message = (
            "No line begins with a speaker's name and a colon: all of it is taken for one speaker's. Write"
            " NAME: before each turn, or speaker: into the side-car."
        )
        yield Finding(Level.INFO, "no-turns", where, message)


def cut_turns(text: str, begin: int = 0) -> Cut:
    """Turns and directions of a text from an offset on; every character from there belongs to one turn."""
    labels = _labels(text, begin)
    edges = [label.start for label in labels] + [len(text)]
    directions = tuple(_directions(text, begin))
    turns: list[Turn] = []
    if text[begin : edges[0]].strip():
        turns.append(Turn("", (begin, edges[0]), tuple(_without([(begin, edges[0])], directions, text))))
    for label, end in zip(labels, edges[1:], strict=True):
        asks = label.name.casefold() in QUESTIONS
        turns.append(
            Turn(
                "" if label.name in {"Q", "A"} else label.name,
                (label.start, end),
                tuple(_without([(label.end, end)], directions, text)),
                (label.start, label.end),
                asks,
            )
        )
    return Cut(text, tuple(turns), directions)


def _labels(text: str, begin: int) -> list[_Label]:
    """The labels that are ones: in capitals; or, where none is, like names and said more than once."""
    found = [
        _Label(m.start(), m.end(), _ASIDE.sub("", m["name"]).strip())
        for m in _LABEL.finditer(text, begin)
        if m["name"].strip()
    ]
    asked = [_Label(m.start(), m.end(), m["name"]) for m in _ASKED.finditer(text, begin)]
    if {one.name for one in asked} != {"Q", "A"}:
        asked = [one for one in asked if one.name == "Q"]
    loud = [one for one in found if _LOUD.fullmatch(one.name) and any(c.isalpha() for c in one.name)]
    chosen = loud or list(_like_names(found))
    if chosen:
        chosen += [one for one in found if one.name.casefold() in QUESTIONS]
    if len(asked) == 1 and not chosen:
        asked = []
    by_start = {one.start: one for one in (*asked, *chosen)}
    return [by_start[start] for start in sorted(by_start)]


def _like_names(found: Sequence[_Label]) -> Iterator[_Label]:
    """Labels in small letters that are names: of several words, or given more than once."""
    often = Counter(one.name for one in found)
    other = {row[0] for row in load_lexicon().rows("structure/turns") if row[1] == "other"}
    counted = set(load_lexicon().words("said/numbers"))
    openers = load_lexicon().words("actors/openers") | load_lexicon().words("statements/function_words")
    for one in found:
        words = one.name.casefold().split()
        if not _NAMELIKE.fullmatch(one.name) or one.name.casefold() in other or set(words) & counted:
            continue
        if words[0] not in openers and (len(words) > 1 or often[one.name] > 1):
            yield one


def _directions(text: str, begin: int) -> Iterator[Span]:
    """Stage directions: square brackets, parentheses in capitals, and those whose words say so."""
    known = load_lexicon().words("said/directions")
    for found in _DIRECTION.finditer(text, begin):
        words = found["words"]
        if words is None or not any(c.islower() for c in words):
            yield found.span()
            continue
        plain = words.casefold().strip(" .")
        if plain in known or (plain.split()[0:1] and plain.split()[0].strip(".,") in known):
            yield found.span()


def _without(spans: Iterable[Span], directions: Sequence[Span], text: str) -> Iterator[Span]:
    """Stretches of speech less the directions in them and the blanks at their ends."""
    for start, end in spans:
        at = start
        for a, b in directions:
            if b <= at or a >= end:
                continue
            yield from _trimmed(text, at, a)
            at = max(at, b)
        yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
