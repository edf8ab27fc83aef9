"""Large files in pieces: each a function of what it is given, so that an edit makes few of them anew.

Pieces begin and end where the ids of articles, actors or statements say so, wherever in the corpus they
stand: one more of them changes its own piece. Each is compressed by itself; together they are one gzip file.
Of a large corpus the file itself is many, its parts: what is published anew after an edit is a few of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from build_site.exports.edition import Edition, Printed, large
from build_site.model import Dataset

T = TypeVar("T")
ARTICLES, RECORDS = 16, 256
"""So many articles, and so many actors or statements, are about one piece; of a part all if they are few."""
FEW = 64
"""So many articles of a part are one piece."""
PARTS = 64
"""So many files is a download of a large corpus: one of them is soon sent, and all of them soon asked for."""
LEVEL = 9
_HEAD, _END = b"\x1f\x8b\x08\0\0\0\0\0\0\xff", b"\x03\0"
"""Of a gzip file without name and time; of deflated data, an empty last block."""
_POLYNOMIAL, _ONE = 0xEDB88320, 1 << 31
"""Of CRC-32, its lowest power first; and the number one among such polynomials."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was made of a piece."""

    data: bytes
    packed: bool
    """Whether the data are compressed, so that others can stand before them and behind them."""
    size: int
    """Bytes of it as it is read."""
    checksum: int
    """Its CRC-32."""
    turn: int
    """By what the checksum of what stands before so many bytes is multiplied."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file: a function of a module, and all that it is given."""

    make: Callable[..., str]
    given: tuple[Any, ...]


Stretch = str | Piece


@dataclass(frozen=True, slots=True)
class InPieces:
    """An export of one file: its path, and its stretches in order."""

    plan: Callable[[Edition], tuple[str, list[Stretch]]]
    """Of a whole corpus, or of a part."""
    parts: int = PARTS

    def __call__(self, dataset: Dataset) -> Iterator[tuple[str, str]]:
        """The file, whole."""
        path, stretches = self.plan(Edition.of(dataset))
        yield path, whole(stretches)

    def published(self, edition: Edition) -> Iterator[tuple[str, list[Stretch]]]:
        """The file as a site has it: of a large corpus in parts."""
        if not large(edition.dataset):
            yield self.plan(edition)
            return
        for part in edition.parts(self.parts):
            path, stretches = self.plan(part)
            yield part_of_file(path, part.part), stretches


def whole(stretches: Iterable[Stretch]) -> str:
    """A file of these stretches."""
    return "".join(one if isinstance(one, str) else one.make(*one.given) for one in stretches)


def part_of_file(path: str, part: tuple[int, int] | None) -> str:
    """Where a part of a file stands.

    >>> part_of_file("data/corpus.tei.xml", (7, 64))
    'data/corpus/07.tei.xml'
    """
    if part is None:
        return path
    stem, _, suffix = path.rpartition("/")[2].partition(".")
    place, number = part
    return f"{path.rpartition('/')[0]}/{stem}/{place:0{len(str(number - 1))}}.{suffix}"


def whole_of(path: str) -> str:
    """The file that a part is one of.

    >>> whole_of("data/corpus/07.tei.xml.gz")
    'data/corpus.tei.xml'
    """
    folder, _, name = path.removesuffix(".gz").rpartition("/")
    return f"{folder}.{name.partition('.')[2]}"


def cut(items: Sequence[T], name: Callable[[T], str], about: int) -> Iterator[Sequence[T]]:
    """Runs of about so many, that end where the name of an item says so.

    >>> [len(run) for run in cut("abcdefghijklmnopqrstuvwxyz", str, 8)]
    [3, 8, 8, 7]
    """
    start = 0
    for end, item in enumerate(items, 1):
        if zlib.crc32(name(item).encode("utf-8", "surrogatepass")) % about == 0:
            yield items[start:end]
            start = end
    if start < len(items):
        yield items[start:]


def runs(edition: Edition) -> Iterator[Sequence[Printed]]:
    """The articles in runs, of which each is a piece."""
    if edition.part is not None and 0 < len(edition.articles) <= FEW:
        return iter([edition.articles])
    return cut(edition.articles, lambda one: one.article.id, ARTICLES)


def listed(pieces: Iterable[Piece]) -> list[Stretch]:
    """A JSON array whose pieces are records with a comma behind each but the last: one record a line."""
    found: list[Stretch] = ["[\n"]
    for piece in pieces:
        if len(found) > 1:
            found.append(",\n")
        found.append(piece)
    return [*found, "\n]\n"]


def made(piece: Piece) -> Part:
    """What a piece is, compressed: that of a large file is, and the others are soon made."""
    return _packed(part_of(piece.make(*piece.given)))


def part_of(text: str) -> Part:
    """A text as part of a file."""
    data = text.encode("utf-8")
    return Part(data, packed=False, size=len(data), checksum=zlib.crc32(data), turn=_turn(len(data)))


def _packed(part: Part) -> Part:
    if part.packed:
        return part
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return replace(part, data=packer.compress(part.data) + packer.flush(zlib.Z_FULL_FLUSH), packed=True)


def _plain(part: Part) -> Part:
    if not part.packed:
        return part
    return replace(part, data=zlib.decompressobj(-zlib.MAX_WBITS).decompress(part.data), packed=False)


def joined(parts: Sequence[Part], large: float) -> tuple[bool, list[bytes]]:
    """A file of these parts; whether it is compressed, as it is where it is large.

    It begins with bytes that are no part's, has the bytes of each part in turn, and ends with others.
    """
    size = sum(part.size for part in parts)
    if size <= large:
        return False, [b"", *(_plain(part).data for part in parts), b""]
    checksum = 0
    for part in parts:
        checksum = _times(part.turn, checksum) ^ part.checksum
    tail = checksum.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
    return True, [_HEAD, *(_packed(part).data for part in parts), _END + tail]


def _turn(length: int) -> int:
    """X to the power of so many bytes' bits."""
    found, place = _ONE, 3
    while length:
        if length & 1:
            found = _times(_squared(place), found)
        length, place = length >> 1, place + 1
    return found


@cache
def _squared(times: int) -> int:
    """The polynomial x, squared so many times."""
    return _times(_squared(times - 1), _squared(times - 1)) if times else _ONE >> 1


def _times(one: int, other: int) -> int:
    """The product of two polynomials modulo CRC-32's."""
    found, place = 0, _ONE
    while one:
        if one & place:
            found, one = found ^ other, one & ~place
        other = other >> 1 ^ _POLYNOMIAL if other & 1 else other >> 1
        place >>= 1
    return found
