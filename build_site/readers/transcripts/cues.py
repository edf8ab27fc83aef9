"""WebVTT and SubRip: cues with times; their words are speech, and the file's characters stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_site.errors import InputError
from build_site.model import Finding, Level, Span, Turn
from build_site.readers.reading import decode
from build_site.readers.transcripts.turns import QUESTIONS, Cut, cut_turns, doubts

_TIMING = re.compile(
    r"""
    ^[ \t]*(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,3}))?
    [ \t]*-->[ \t]*(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?[^\n]*$
    """,
    re.VERBOSE | re.MULTILINE,
)
"""``00:01:02.500 --> 00:01:05.000``, with a comma in SubRip, and settings after it in WebVTT."""
_BLANK = re.compile(r"\n[ \t]*(?=\n)|\Z")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>\n]{0,200}>|\{\\[^{}\n]{1,40}\}")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^<>\n]+)>")
_LOUD = re.compile(r"^[ \t]*(?:>>+[ \t]*|-[ \t]+)?([A-Z][A-Z .,'’()-]{1,60}):(?=\s)[ \t]*")
_CHANGE = re.compile(r"^[ \t]*>>+[ \t]*")
"""What live captions put where another begins to speak, whom they do not name."""


@dataclass(slots=True)
class _Open:
    """A turn in the making."""

    speaker: str
    start: int
    label: Span | None
    time: float | None
    speech: list[Span]


def read(data: bytes, where: str) -> Cut:
    """The cues' words as turns: by voice tags, by labels, by the sign that another speaks."""
    text, findings = decode(data, where)
    timings = list(_TIMING.finditer(text))
    if not timings:
        raise InputError(
            f"{where}: no cue in it (00:01:02.500 --> 00:01:05.000). Give it the suffix of what it is, .txt."
        )
    lost = _backwards(timings)
    if lost:
        message = "Times here run backwards; they are kept as they are written."
        findings = (*findings, Finding(Level.WARNING, "times-backwards", f"{where}:{lost}", message))
    turns = tuple(_turns(text, timings))
    plain = cut_turns(text)
    cut = Cut(text, turns, plain.directions, _times(timings))
    cut = replace(cut, turns=tuple(_undirected(turn, cut, text) for turn in turns))
    return replace(cut, findings=(*findings, *doubts(cut, where)))


def _seconds(timing: re.Match[str]) -> float:
    fraction = (timing["f"] or "0").ljust(3, "0")
    hours = int(timing["h"] or 0)
    return hours * 3600 + int(timing["m"]) * 60 + int(timing["s"]) + int(fraction) / 1000


def _times(timings: list[re.Match[str]]) -> tuple[tuple[int, float], ...]:
    return tuple((timing.end(), _seconds(timing)) for timing in timings)


def _backwards(timings: list[re.Match[str]]) -> int:
    """The line of the first time that lies before the one before it; 0 where none does."""
    last = 0.0
    for timing in timings:
        if _seconds(timing) < last:
            return timing.string.count("\n", 0, timing.start()) + 1
        last = _seconds(timing)
    return 0


def _turns(text: str, timings: list[re.Match[str]]) -> Iterator[Turn]:
    """Cue by cue, line by line; a turn ends where another speaker begins."""
    now: _Open | None = None
    for timing in timings:
        closing = _BLANK.search(text, timing.end())
        end = closing.start() if closing else len(text)
        for start, line in _lines(text, timing.end(), end):
            speaker, label = _speaker(line)
            if now is None or (speaker is not None and speaker != now.speaker) or (speaker == "" and label):
                if now is not None:
                    yield _closed(now, start if label else timing.start())
                at = start if now is not None and label else timing.start()
                span = (start, start + label) if label and speaker else None
                now = _Open(speaker or "", at, span, _seconds(timing), [])
            now.speech += _words(text, start + label, start + len(line))
    if now is not None:
        yield _closed(now, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _speaker(line: str) -> tuple[str | None, int]:
    """Whom a line gives its words to (None: the one who speaks already), and how long its label is."""
    if voice := _VOICE.match(line.lstrip()):
        return voice[1].strip(), len(line) - len(line.lstrip()) + voice.end()
    if label := _LOUD.match(line):
        return label[1].strip(), label.end()
    if change := _CHANGE.match(line):
        return "", change.end()
    return None, 0


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    """What of a line is words: no tags."""
    at = start
    for tag in _TAG.finditer(text, start, end):
        if text[at : tag.start()].strip():
            yield at, tag.start()
        at = tag.end()
    if text[at:end].strip():
        yield at, end


def _closed(turn: _Open, end: int) -> Turn:
    asks = turn.speaker.casefold() in QUESTIONS
    return Turn(turn.speaker, (turn.start, end), tuple(turn.speech), turn.label, asks, turn.time)


def _undirected(turn: Turn, cut: Cut, text: str) -> Turn:
    """The turn less the directions in its words."""
    speech: list[Span] = []
    for start, end in turn.speech:
        at = start
        for a, b in cut.directions:
            if b > at and a < end:
                if text[at:a].strip():
                    speech.append((at, a))
                at = max(at, b)
        if text[at:end].strip():
            speech.append((at, end))
    return replace(turn, speech=tuple(speech))
