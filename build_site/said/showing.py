"""A comparison as pieces to be shown: printed words with what differs, said ones in their surroundings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_site.model import Beside, Comparison, Difference, Kind, Place, Transcript
from build_site.said.addresses import legible
from build_site.text import sentences

AROUND = 240
"""Characters of a speech that are shown before and after."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words to be shown, and what they are."""

    text: str
    kind: str = ""
    """'' as they were said and printed; else the difference, or ``around``, ``left`` (said, not printed)."""
    said: str = ""
    """What was said in their place."""


def printed_pieces(text: str, found: Comparison | Beside) -> tuple[Piece, ...]:
    """The printed text, whole, with its differences; what was left out stands where it was."""
    return tuple(_printed(text, [d for d in found.differences if d.kind is not Kind.SAME_WORDS]))


def _printed(text: str, differences: Sequence[Difference]) -> Iterator[Piece]:
    at = 0
    for difference in sorted(differences, key=lambda d: d.at):
        start, end = difference.at
        if start < at:
            continue
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], difference.kind.value, difference.said)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def said_pieces(transcript: Transcript, place: Place) -> tuple[Piece, ...]:
    """The said words in the sentences around them, those that are printed told from those that are not."""
    first, last = _bounds(transcript, place)
    pieces: list[Piece] = []
    at = first
    for start, end in place.words:
        if start > at:
            kind = "around" if at == first and start == place.span[0] else "left"
            pieces.append(Piece(legible(transcript, at, start), kind))
        pieces.append(Piece(legible(transcript, start, end)))
        at = end
    if last > at:
        pieces.append(Piece(legible(transcript, at, last), "around"))
    return tuple(piece for piece in pieces if piece.text)


def _bounds(transcript: Transcript, place: Place) -> tuple[int, int]:
    """From the beginning of the sentence before to the end of the one after, inside the turns."""
    start, end = place.span
    turns = [transcript.turns[number] for number in (place.turns[0], place.turns[-1])]
    low = max(start - AROUND, min((s for s, _ in turns[0].speech), default=start))
    high = min(end + AROUND, max((e for _, e in turns[1].speech), default=end))
    before = [low + a for a, _ in sentences(legible(transcript, low, start))]
    after = [end + b for _, b in sentences(legible(transcript, end, high))]
    return (before[1] if len(before) > 1 and low > 0 else before[0] if before else start), (
        after[0] if after else high
    )


def told(found: Comparison | Beside) -> str:
    """The differences in a line: what they are, and both wordings."""
    parts = []
    for difference in found.differences:
        if difference.kind in {Kind.SAME_WORDS, Kind.ELSEWHERE}:
            continue
        printed, said = (_shortened(words) for words in (difference.printed, difference.said))
        if printed and said:
            parts.append(f"{difference.kind}: printed “{printed}”, said “{said}”")
        elif said:
            parts.append(f"{difference.kind}: said “{said}”")
        elif printed:
            parts.append(f"{difference.kind}: printed “{printed}”")
    return "; ".join(parts)


def _shortened(words: str, longest: int = 90) -> str:
    line = " ".join(words.split())
    return (
        line
        if len(line) <= longest
        else f"{line[: longest // 2].rstrip()} … {line[-longest // 2 :].lstrip()}"
    )
