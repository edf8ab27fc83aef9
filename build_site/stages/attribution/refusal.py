"""Titles of works, nicknames and scare quotes: words that nobody is said to have said."""

from __future__ import annotations

from build_site.stages.attribution.drafts import Frame, Place
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.view import View

_SHORT = 4
_LONGEST_TITLE = 13
_NAMING = frozenset(
    ("called", "named", "titled", "entitled", "dubbed", "nicknamed", "so-called", "as")
) | frozenset(("song", "book", "film", "movie"))
_WHERE = frozenset(("on", "in", "at", "from"))
_MINOR = frozenset(
    ("a", "an", "the", "of", "on", "in", "to", "for", "and", "or", "at", "by", "with", "from", "vs.", "is")
)


def refused(place: Place, *, cued: bool) -> bool:
    """Whether a passage that no frame governs is no quotation; a cue beside it speaks for a short one."""
    words = place.words
    if not words:
        return True
    if place.alone:
        return False
    start = place.tokens[0]
    embedded = start > place.sentence[0] and place.view.words[start - 1] not in {":", "—", "–"}
    loose = not embedded and place.view.final(place.passage).isalnum()
    if (embedded or loose) and titled(words):
        return True
    if " " not in place.view.string(place.tokens):
        return True
    return not cued and len(words) < _SHORT and (_names(place) or not place.frames)


def names_work(view: View, frame: Frame) -> bool:
    """``said on “The Morning Boat”``, ``told “Harbour & Sons”``: where it was said, not what."""
    (start, last), *more = frame.content
    number = view.inside[start]
    if more or number < 0 or view.ranges[number][1] < last - 1 or start == 0:
        return False
    return view.words[start - 1] in _WHERE and titled(view.spoken(view.ranges[number]))


def titled(words: list[str]) -> bool:
    """``The Long Way Home``: every word but small ones begins with a capital."""
    if not words or words[0][:1].islower() or len(words) > _LONGEST_TITLE:
        return False
    return all(word[:1].isupper() or word[:1].isdigit() or word in _MINOR for word in words)


def _names(place: Place) -> bool:
    before = place.tokens[0] - 1
    return place.view.words[before] in _NAMING or bool(place.view.tags[before] & (Tag.DET | Tag.POSS))
