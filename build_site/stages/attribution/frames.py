"""Cue frames: a cue, its source, and the clause it governs, found once per sentence.

Direct, indirect and mixed quotations all come from the same frame; marks only tell which of the three it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_site.stages.attribution.complement import clause_before, complement, skip_adverbials
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import STOPS, is_word, phrase_left, phrase_right, verb_start

if TYPE_CHECKING:
    from build_site.stages.attribution.grammar import Cue
    from build_site.stages.attribution.view import Range, View

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am"])
_NOT_HOLDERS = Tag.PREP | Tag.SUBORD | Tag.CONJ


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue with its source and what it governs, in tokens."""

    rule: str
    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    kind: str
    """The cue's frame (``say``, ``tell`` …) or ``according``."""
    strength: int
    marked: bool
    """Whether *that*, a colon or parenthetical place show the content beyond doubt."""


def frames_of(view: View, sentence: Range) -> list[Frame]:
    """The frames of one outer sentence, left to right."""
    first, last = sentence
    found: list[Frame] = []
    for index in range(first, last):
        if not view.tags[index] & Tag.CUE and view.words[index] not in {"according", "According"}:
            continue
        if view.inside[index] >= 0:
            continue
        frame = (
            _according(view, sentence, index)
            if view.words[index][1:] == "ccording"
            else _verb(view, sentence, index, found)
        )
        if frame is not None:
            found.append(frame)
    return found


def _according(view: View, sentence: Range, index: int) -> Frame | None:
    first, last = sentence
    if index + 2 >= last or view.words[index + 1] != "to":
        return None
    source = phrase_right(view, index + 2, last)
    if source is None:
        return None
    cue = (index, index + 2)
    stop = source[1]
    while stop < last and view.words[stop] not in {",", ".", ":", ";"} and view.inside[stop] < 0:
        stop += 1
    before = clause_before(view, sentence, index)
    if before is not None and index - first > 2:
        return Frame("according-to", cue, source, (before,), "according", 3, marked=True)
    after = complement(view, stop, last, "say")
    return Frame("according-to", cue, source, (after,), "according", 3, marked=True) if after else None


def _verb(view: View, sentence: Range, index: int, found: list[Frame]) -> Frame | None:
    cue = view.cues[view.words[index]]
    first, last = sentence
    start = verb_start(view, first, index)
    group = set(view.words[start:index])
    if _barred(view, cue, group, start, index, last):
        return None
    stop = index + 1
    if stop < last and cue.lemma == "point":
        if view.words[stop] != "out":
            return None
        stop += 1
    if cue.form != "ing" and _inverts(view, cue, sentence, start, stop):
        source = phrase_right(view, stop, last)
        if source is not None:
            before = clause_before(view, sentence, start)
            if before is not None:
                return _around(view, "inverted-cue", (start, stop), source, before, source[1], last, cue)
    rule, source = _subject(view, sentence, start, cue, found)
    if source is None:
        return None
    before = _parenthetical(view, sentence, source, stop, cue)
    if before is not None:
        return _around(view, rule, (start, stop), source, before, stop, last, cue)
    after = complement(view, stop, last, cue.frame)
    if after is None:
        return None
    marked = view.words[after[0]] in {"that", "whether"} or view.words[after[0] - 1] == ":"
    return Frame(rule, (start, stop), source, (after,), cue.frame, cue.strength, marked)


def _barred(view: View, cue: Cue, group: set[str], start: int, index: int, last: int) -> bool:
    """Passives, nouns that look like verbs, and infinitives are no cues."""
    before = view.words[start - 1] if start else ""
    if cue.form == "past" and group & _BE and cue.lemma != "quote":
        return True
    if cue.form in {"base", "s"} and not group:
        tag = view.tags[index - 1] if index else 0
        if (tag & (Tag.DET | Tag.POSS | Tag.PREP) and not tag & Tag.SUBORD) or before.endswith(("’s", "'s")):
            return True
    if cue.form == "base" and "to" in group:
        return True
    return index + 1 < last and cue.form == "past" and view.words[index + 1] == "by"


def _inverts(view: View, cue: Cue, sentence: Range, start: int, stop: int) -> bool:
    """Whether content stands before the cue and the source after it."""
    if start <= sentence[0] or stop >= sentence[1] or cue.form == "base" or cue.frame not in {"say", "ask"}:
        return False
    before = start - 1
    if view.inside[before] < 0 and view.words[before] != ",":
        return False
    if view.inside[stop] >= 0 or (
        view.tags[stop] & (_NOT_HOLDERS | Tag.AUX) and not view.tags[stop] & Tag.DET
    ):
        return False
    return view.words[stop] not in STOPS


def _subject(
    view: View, sentence: Range, start: int, cue: Cue, found: list[Frame]
) -> tuple[str, Range | None]:
    """The source left of the verb group, and the rule that found it."""
    first = sentence[0]
    place = start - 1
    if place < first:
        return "", None
    shared = found[-1].source if found else first_phrase(view, sentence, start)
    if cue.form == "ing":
        return "participle", shared
    word, tag = view.words[place], view.tags[place]
    if view.inside[place] >= 0:
        return "", None
    if tag & Tag.SUBJECT:
        return "subject-verb", ((place, start) if word not in {"you", "You"} else None)
    if tag & Tag.REL:
        noun = phrase_left(view, first, place - 1 if view.words[place - 1] == "," else place)
        return "relative-clause", noun
    if word in {",", ")", "—", "–"}:
        return "apposition", _over_apposition(view, sentence, place)
    if tag & (Tag.CONJ | Tag.ADV):
        return "shared-subject", shared
    if word in STOPS or tag & (Tag.PREP | Tag.SUBORD):
        return "", None
    return "subject-verb", phrase_left(view, first, start)


def first_phrase(view: View, sentence: Range, stop: int) -> Range | None:
    """The first noun phrase of a sentence that no preposition governs."""
    first, place = sentence[0], sentence[0]
    while place < stop:
        if view.inside[place] >= 0:
            place = view.ranges[view.inside[place]][1]
            continue
        if place == first or view.words[place - 1] in {",", "and", "but", "”", '"', "''", "that"}:
            phrase = None if view.tags[place] & Tag.PREP else phrase_right(view, place, stop)
            if phrase is not None:
                return phrase
        place += 1
    return None


def _over_apposition(view: View, sentence: Range, comma: int) -> Range | None:
    """The head of ``X, the chairman of Y, said``: the nearest phrase left of a comma that begins its clause."""
    first = sentence[0]
    spare: Range | None = None
    place = comma - 1
    while place > first and view.inside[place] < 0:
        if view.words[place] in {",", "(", "—", "–"}:
            phrase = phrase_left(view, first, place)
            if phrase is not None and not _governed(view, first, phrase[0]):
                spare = spare or phrase
                if (
                    phrase[0] == first
                    or view.inside[phrase[0] - 1] >= 0
                    or view.tags[phrase[0] - 1] & (Tag.CONJ | Tag.SUBORD)
                ):
                    return phrase
        place -= 1
    return spare or phrase_left(view, first, comma)


def _governed(view: View, first: int, start: int) -> bool:
    return start > first and bool(view.tags[start - 1] & Tag.PREP)


def _parenthetical(view: View, sentence: Range, source: Range, stop: int, cue: Cue) -> Range | None:
    """The content before ``…, X said`` where the frame stands after or inside what it governs."""
    first, last = sentence
    before = source[0] - 1
    if before < first or cue.frame not in {"say", "tell", "ask", "think"}:
        return None
    if view.inside[before] >= 0:
        start, end = view.passages[view.inside[before]].inner
        final = view.text[start:end].rstrip(" '’”\"")[-1:]
        fronted = view.ranges[view.inside[before]][0] == first
        if final in ",?!—-–." or fronted:
            return clause_before(view, sentence, source[0])
        return None
    if view.words[before] not in {",", "—", "–"}:
        return None
    after = skip_adverbials(view, stop, last)
    ends = after >= last or view.words[after] in STOPS or (cue.frame == "tell")
    return clause_before(view, sentence, before) if ends and before - first > 2 else None


def _around(
    view: View, rule: str, cue: Range, source: Range, before: Range, stop: int, last: int, verb: Cue
) -> Frame:
    """A frame whose content stands before it, and goes on after it where it was only put in between."""
    content = [before]
    after = _resumed(view, before, stop, last)
    if after is not None:
        content.append(after)
    return Frame(rule, cue, source, tuple(content), verb.frame, verb.strength, marked=True)


def _resumed(view: View, before: Range, stop: int, last: int) -> Range | None:
    """What follows ``X said,``: a passage, or the rest of the clause that the frame interrupted."""
    place = skip_adverbials(view, stop, last)
    if place >= last - 1 or view.words[place] not in {",", ":", "—", "–"}:
        return (
            (place, view.ranges[view.inside[place]][1]) if place < last and view.inside[place] >= 0 else None
        )
    if view.inside[place + 1] >= 0:
        return place + 1, view.ranges[view.inside[place + 1]][1]
    if view.inside[before[1] - 1] >= 0 or view.words[place] != ",":
        return None
    tag = view.tags[place + 1]
    if tag & (Tag.AUX | Tag.MODAL) or (
        tag & Tag.SUBORD and view.words[place + 1] in {"that", "because", "if"}
    ):
        return place + 1, trimmed(view, place + 1, last)
    return None


def trimmed(view: View, start: int, last: int) -> int:
    """``last`` without closing punctuation."""
    while last > start + 1 and not is_word(view, last - 1) and view.inside[last - 1] < 0:
        last -= 1
    return last
