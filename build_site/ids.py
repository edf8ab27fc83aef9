"""Readable, stable identifiers: slugs for addresses, short hashes of content for permalinks."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_site.model import Analysis

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_TAKEN = re.compile(r"index|index-[a-z]+|page-\d+|con|prn|aux|nul|com\d|lpt\d")
"""Pages of the site's own, and names that some systems keep for devices."""
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "œ": "oe", "ı": "i"}
)


def short_hash(text: str, digits: int = 8) -> str:
    """The first hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


@lru_cache(maxsize=1 << 16)
def slugify(text: str, longest: int = 60) -> str:
    """A lower-case ASCII slug cut at a word's end; with a hash where there is none, or where it is taken."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES).translate(_LETTERS))
    plain = folded.encode("ascii", "ignore").decode("ascii")
    slug = _NOT_WORD.sub("-", plain).strip("-")
    if len(slug) > longest:
        cut = slug[: longest + 1].rfind("-")
        slug = slug[: cut if cut > longest // 2 else longest].strip("-")
    if _TAKEN.fullmatch(slug):
        return f"{slug}-{short_hash(text, 6)}"
    return slug or "x" + short_hash(text, 6)


def seamless(content: str) -> str:
    """Words as they are hashed: small, single blanks, the sign between places as old links have it."""
    return " ".join(content.casefold().replace("[…]", "…").split())


def anchors(contents: Iterable[str]) -> tuple[str, ...]:
    """One ``q-<8 hex>`` a content, in order, unique among them.

    Derived from the words alone, so that edits elsewhere and other orders of files leave it as it is;
    the second quotation with the same words differs by its ordinal.
    """
    seen: set[str] = set()
    ordinals: dict[str, int] = {}
    result = []
    for content in contents:
        words = seamless(content)
        ordinal = ordinals.get(words, 0)
        while (anchor := "q-" + short_hash(f"{words}\0{ordinal}" if ordinal else words)) in seen:
            ordinal += 1
        ordinals[words] = ordinal + 1
        seen.add(anchor)
        result.append(anchor)
    return tuple(result)


def unused(id: str, taken: Container[str]) -> str:
    """The id, or the first of ``id-2``, ``id-3`` … that nothing has."""
    number, free = 1, id
    while free in taken:
        number += 1
        free = f"{id}-{number}"
    return free


def unique_slugs(names: Iterable[str], longest: int = 60) -> tuple[str, ...]:
    """One slug a name, in order; later ones of the same slug are numbered from ``-2``."""
    seen: dict[str, None] = {}
    for name in names:
        seen[unused(slugify(name, longest), seen)] = None
    return tuple(seen)


def article_slugs(analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """A readable slug an article: its title and 4 hex of its path, so that no other article changes it."""
    slugs = []
    for analysis in analyses:
        document = analysis.article.document
        title = analysis.article.metadata.title
        stem = slugify(title.value if title else document.id)
        slugs.append(document.slug or f"{stem}-{short_hash(document.id, 4)}")
    return unique_slugs(slugs, longest=120)
