"""Cue frames: a cue, its source, and the clause it governs, found once per sentence.

Direct, indirect and mixed quotations all come from the same frame; marks only tell which of the three it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from build_site.stages.attribution.complement import (
    clause_before,
    clause_end,
    complement,
    skip_adverbials,
)
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import (
    DASHES,
    STOPS,
    clause_subject,
    first_phrase,
    over_apposition,
    phrase_left,
    phrase_right,
    verb_start,
)

if TYPE_CHECKING:
    from build_site.stages.attribution.grammar import Cue
    from build_site.stages.attribution.view import Range, View

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "am"))
_UNREAL = frozenset(("would", "could", "should", "must", "might", "may", "can", "cannot", "can’t", "can't"))
_PARTICLES = {"point": "out", "put": "it"}
_NOT_HOLDERS = Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.AUX | Tag.ADV | Tag.REL
_NO_SPEAKERS = frozenset(("you", "You"))
_NO_HEADS = Tag.PREP | Tag.CONJ | Tag.SUBORD | Tag.OCCASION | Tag.AUX
_NOUN_COMPLEMENTS = frozenset(("that", "of", "for", ":"))
_SPOKEN = frozenset(("say", "tell", "ask", "call"))
_TURNING = frozenset(("and", "but", "when", "while", "as", "which", "who", "that", "because", "after"))
_OPENS_COMPLEMENT = Tag.DET | Tag.POSS | Tag.SUBJECT | Tag.OBJECT


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
    found: list[Frame] = []
    for index in range(*sentence):
        if view.inside[index] >= 0:
            continue
        frame: Frame | None = None
        if view.tags[index] & Tag.CUE:
            frame = _verb(view, sentence, index, found)
        elif view.tags[index] & Tag.SPEECH:
            frame = _noun(view, sentence, index)
        elif view.words[index] in {"according", "According"}:
            frame = _according(view, sentence, index, index + 2)
        elif view.words[index] == "per" and (view.words[index - 1] == "," or _after_passage(view, index)):
            frame = _according(view, sentence, index, index + 1)
        if frame is not None:
            found.append(frame)
    return _settled(view, found) if len(found) > 1 else found


def _settled(view: View, frames: list[Frame]) -> list[Frame]:
    """Frames that reach over another: a clause coordinated with them is cut off, one nested in them is theirs."""
    settled: list[Frame] = []
    nested: set[int] = set()
    for number, frame in enumerate(frames):
        if number in nested:
            continue
        content = list(frame.content)
        for later in range(number + 1, len(frames)):
            inner = frames[later]
            if inner.strength < 2 or inner.kind not in _SPOKEN:
                continue
            begin = (
                min(inner.cue[0], inner.source[0])
                if inner.source and inner.source[1] <= inner.cue[0]
                else inner.cue[0]
            )
            first, last = content[-1]
            if not first <= begin < last or inner.source == frame.source:
                continue
            if begin - first <= 2:
                if frame.strength > 1 and frame.kind in _SPOKEN:
                    nested.add(later)
                continue
            cut = _boundary(view, first, begin)
            if cut is not None:
                content[-1] = (first, cut)
        settled.append(replace(frame, content=tuple(content)))
    return settled


def _boundary(view: View, first: int, begin: int) -> int | None:
    """Where the clause before ``begin`` ends, if a comma, dash or turn stands between the two."""
    place = begin
    while place > first + 1 and place > begin - 3:
        word = view.words[place - 1]
        if view.inside[place - 1] >= 0:
            return place if place == begin else None
        if word in {",", ";"} or word in DASHES:
            return place - 1
        if word not in _TURNING:
            return None
        place -= 1
    return place if place < begin else None


def _according(view: View, sentence: Range, index: int, stop: int) -> Frame | None:
    last = sentence[1]
    if stop >= last or (stop == index + 2 and view.words[index + 1] != "to"):
        return None
    source = phrase_right(view, stop, last)
    if source is None:
        return None
    cue = (index, stop)
    before = clause_before(view, sentence, index)
    if before is not None and before[1] - before[0] > 2:
        return Frame("according-to", cue, source, (before,), "according", 3, marked=True)
    stop = source[1]
    while stop < last and view.words[stop] not in {",", ".", ":", ";"} and view.inside[stop] < 0:
        stop += 1
    after = complement(view, stop, last, "say")
    return Frame("according-to", cue, source, (after,), "according", 3, marked=True) if after else None


def _noun(view: View, sentence: Range, index: int) -> Frame | None:
    """``her remark that …``, ``the group's call for …``: a noun of speech with its possessor."""
    first, last = sentence
    opens = index + 1 < last and (view.inside[index + 1] >= 0 or view.words[index + 1] in _NOUN_COMPLEMENTS)
    place = index - 1 if opens else first
    while place > first and place > index - 4 and view.inside[place] < 0 and view.words[place][:1].isalpha():
        owned = view.words[place].endswith(("’s", "'s", "s’"))
        if owned or view.tags[place] & Tag.POSS:
            source = phrase_left(view, first, place + 1) if owned else (place, place + 1)
            after = complement(view, index + 1, last, "say")
            if source is None or after is None or view.words[source[0]] in _NO_SPEAKERS:
                return None
            return Frame("speech-noun", (index, index + 1), source, (after,), "noun", 1, marked=False)
        place -= 1
    return None


def _verb(view: View, sentence: Range, index: int, found: list[Frame]) -> Frame | None:
    cue = view.cues[view.words[index]]
    first, last = sentence
    start = verb_start(view, first, index)
    if _barred(view, cue, sentence, start, index):
        return None
    stop = index + 1
    particle = _PARTICLES.get(cue.lemma)
    if particle is not None:
        if stop >= last or view.words[stop] != particle:
            return None
        stop += 1
    if cue.form != "ing" and _inverts(view, cue, sentence, start, stop):
        source = phrase_right(view, stop, last)
        before = clause_before(view, sentence, start)
        if source is not None and before is not None:
            return _around(view, "inverted-cue", (start, stop), source, before, source[1], last, cue)
    rule, source = _subject(view, sentence, start, cue, found)
    if source is None:
        return None
    if cue.form != "ing":
        before = _parenthetical(view, sentence, source, stop, cue)
        if before is not None:
            return _around(view, rule, (start, stop), source, before, stop, last, cue)
    after = complement(view, stop, last, cue.frame)
    if after is None:
        return None
    marked = view.words[after[0]] in {"that", "whether"} or view.words[after[0] - 1] == ":"
    return Frame(rule, (start, stop), source, (after,), cue.frame, cue.strength, marked)


def _barred(view: View, cue: Cue, sentence: Range, start: int, index: int) -> bool:
    """Passives, nouns that look like verbs, and infinitives are no cues."""
    group = view.words[start:index]
    following = index + 1 if index + 1 < sentence[1] else index
    if view.words[following] == "as" and cue.lemma == "know":
        return True
    if cue.strength < 3 and any(word in _UNREAL for word in group):
        return True
    if cue.form == "past":
        if view.words[following] == "by" or _BE.intersection(group):
            return True
        naming = cue.frame == "call" and view.inside[following] >= 0 and start > sentence[0]
        return (
            naming
            and not group
            and view.tags[start - 1] & Tag.SUBJECT == 0
            and view.words[start - 1].islower()
        )
    if cue.form == "ing":
        tag = view.tags[index - 1] if index > sentence[0] else 0
        return (bool(tag & (Tag.DET | Tag.POSS)) and not tag & Tag.OBJECT) or bool(
            tag & Tag.PREP and cue.strength < 3
        )
    if "to" in group:
        return True
    return not group and _nounlike(view, cue, sentence, index, following)


def _nounlike(view: View, cue: Cue, sentence: Range, index: int, following: int) -> bool:
    tag = view.tags[index - 1] if index > sentence[0] else int(Tag.DET)
    before = view.words[index - 1] if index > sentence[0] else ""
    if tag & (Tag.DET | Tag.POSS | Tag.PREP | Tag.CONJ) or before.endswith(("’s", "'s")):
        return True
    if cue.form == "base" and not (
        tag & Tag.SUBJECT or before.endswith("s") or before in {"people", "others", "who"}
    ):
        return True
    if not view.tags[index] & Tag.NOUN or tag & Tag.SUBJECT:
        return False
    if view.inside[following] >= 0 or view.words[following] in {"that", "how", "whether"}:
        return False
    if view.words[following] in {".", ","}:
        source = phrase_left(view, sentence[0], index)
        return source is None or not _after_passage(view, source[0])
    return not view.tags[following] & _OPENS_COMPLEMENT


def _inverts(view: View, cue: Cue, sentence: Range, start: int, stop: int) -> bool:
    """Whether content stands before the cue and the source after it."""
    first, last = sentence
    if start <= first or stop >= last or cue.form == "base" or cue.frame not in {"say", "ask", "tell"}:
        return False
    if view.inside[stop] >= 0 or (
        view.tags[stop] & (_NOT_HOLDERS | Tag.TIME) and not view.tags[stop] & Tag.DET
    ):
        return False
    if view.words[stop] in STOPS:
        return False
    before = start - 1
    if view.inside[before] >= 0:
        return _followed_by_verb(view, stop, last) is False and (
            cue.frame == "say" or _closes(view, stop, last)
        )
    listed = view.words[before] == "," and cue.frame == "say" and cue.strength > 2
    return listed and _closes(view, stop, last)


def _followed_by_verb(view: View, start: int, last: int) -> bool:
    source = phrase_right(view, start, last)
    return source is not None and source[1] < last and bool(view.tags[source[1]] & (Tag.AUX | Tag.VERB))


def _closes(view: View, start: int, last: int) -> bool:
    """Whether a source right of its cue is all that follows: the sentence ends or is cut after it."""
    source = phrase_right(view, start, last)
    if source is None:
        return False
    place = skip_adverbials(view, source[1], last)
    if place >= last or view.words[place] in {".", ";", ":"}:
        return True
    return view.words[place] == "," and place + 1 < last


def _subject(
    view: View, sentence: Range, start: int, cue: Cue, found: list[Frame]
) -> tuple[str, Range | None]:
    """The source left of the verb group, and the rule that found it."""
    first, place = sentence[0], start - 1
    if cue.form == "ing" and (place < first or not view.tags[start] & Tag.AUX):
        return _participle(view, sentence, start, found)
    if place < first:
        return "", None
    if view.inside[place] >= 0:
        fronted = view.ranges[view.inside[place]][0] <= first + 1
        return "shared-subject", None if fronted else _shared(view, sentence, start, found)
    word, tag = view.words[place], view.tags[place]
    if tag & Tag.SUBJECT and not tag & Tag.REL:
        barred = word in _NO_SPEAKERS or (
            word in {"it", "It"} and cue.frame == "think" and not _after_passage(view, place)
        )
        return "subject-verb", (None if barred else (place, start))
    if tag & Tag.REL:
        end = place - 1 if view.words[place - 1] == "," else place
        noun = phrase_left(view, first, end) if word != "that" else None
        return "relative-clause", ((noun[0], start) if noun else None)
    if word in {",", ")"} or word in DASHES:
        return "apposition", over_apposition(view, sentence, place) or _shared(view, sentence, start, found)
    if tag & (Tag.CONJ | Tag.ADV):
        return "shared-subject", _shared(view, sentence, start, found)
    if word in STOPS or tag & (Tag.PREP | Tag.SUBORD):
        return "", None
    return _phrase(view, sentence, start, cue, found)


def _phrase(
    view: View, sentence: Range, start: int, cue: Cue, found: list[Frame]
) -> tuple[str, Range | None]:
    """A noun phrase right before the verb; an adverbial ``who has in the past said`` is passed over."""
    first = sentence[0]
    source = phrase_left(view, first, start)
    if source is None or source[0] <= first or view.inside[source[0] - 1] >= 0:
        return "subject-verb", source
    before = view.tags[source[0] - 1]
    if before & Tag.PREP and source[0] - 1 > first and view.words[source[0] - 1] != "as":
        return _subject(view, sentence, verb_start(view, first, source[0] - 1), cue, found)
    if before & (Tag.AUX | Tag.VERB):
        return "shared-subject", _shared(view, sentence, start, found)
    return "subject-verb", source


def _participle(view: View, sentence: Range, start: int, found: list[Frame]) -> tuple[str, Range | None]:
    """``…, saying``: the clause's subject; ``with Smith saying``: the words before."""
    first, place = sentence[0], start - 1
    if place < first:
        return "fronted-participle", first_phrase(view, sentence, sentence[1], start)
    if view.inside[place] < 0 and view.words[place][:1].isalnum() and not view.tags[place] & _NO_HEADS:
        source = phrase_left(view, first, start)
        if source is not None and source[0] > first and _holds(view, source):
            return "participle", source
    shared = _shared(view, sentence, start, found)
    return "participle", shared or first_phrase(view, sentence, sentence[1], start)


def _after_passage(view: View, place: int) -> bool:
    return place > 0 and view.inside[place - 1] >= 0


def _holds(view: View, source: Range) -> bool:
    """``with Smith saying``, ``a sign saying``: the words before the participle say it themselves."""
    return view.words[source[0] - 1] == "with" or view.words[source[1] - 1].islower()


def _shared(view: View, sentence: Range, start: int, found: list[Frame]) -> Range | None:
    """The subject that a verb without its own goes back to: the last frame's, or the sentence's."""
    for frame in reversed(found):
        if frame.kind in {"say", "tell", "ask"} and frame.cue[0] < start and frame.strength > 1:
            return frame.source
    return clause_subject(view, sentence[0], start) or first_phrase(view, sentence, start)


def _parenthetical(view: View, sentence: Range, source: Range, stop: int, cue: Cue) -> Range | None:
    """The content before ``…, X said`` where the frame stands after or inside what it governs."""
    first, last = sentence
    before = source[0] - 1
    if before < first:
        return None
    if view.inside[before] >= 0:
        final = view.final(view.inside[before])
        fronted = view.ranges[view.inside[before]][0] == first
        if not fronted and cue.frame in {"call", "judge", "urge"}:
            return None
        return clause_before(view, sentence, source[0]) if final in ",?!—-–." or fronted else None
    if cue.frame not in {"say", "tell", "ask", "think"}:
        return None
    if view.words[before] != "," and view.words[before] not in DASHES:
        return None
    after = skip_adverbials(view, stop, last)
    if after < last and (view.words[after] == ":" or _passage_follows(view, after, last)):
        return None
    ends = (
        after >= last
        or view.words[after] in STOPS
        or (cue.frame == "tell" and _tells_last(view, after, last))
    )
    return clause_before(view, sentence, before) if ends else None


def _tells_last(view: View, start: int, last: int) -> bool:
    return not any(view.words[i] in {"that", "to"} or view.inside[i] >= 0 for i in range(start, last))


def _passage_follows(view: View, place: int, last: int) -> bool:
    """Whether a passage comes next, past commas."""
    while place < last and view.inside[place] < 0 and view.words[place] in {",", ":"}:
        place += 1
    return place < last and view.inside[place] >= 0


def _around(
    view: View, rule: str, cue: Range, source: Range, before: Range, stop: int, last: int, verb: Cue
) -> Frame:
    """A frame whose content stands before it, and goes on after it where it was only put in between."""
    after = _resumed(view, before, stop, last)
    content = (before, after) if after is not None else (before,)
    return Frame(rule, cue, source, content, verb.frame, verb.strength, marked=True)


def _resumed(view: View, before: Range, stop: int, last: int) -> Range | None:
    """What follows ``X said,``: a passage, or the rest of the clause that the frame interrupted."""
    place = skip_adverbials(view, stop, last)
    if place >= last - 1:
        return None
    if view.inside[place] >= 0:
        return place, view.ranges[view.inside[place]][1]
    if view.words[place] not in {",", ":"} and view.words[place] not in DASHES:
        return None
    place += 1
    if view.inside[place] >= 0:
        return place, clause_end(view, place, last)
    word, tag = view.words[place], view.tags[place]
    goes_on = tag & (Tag.AUX | Tag.MODAL) or word in {"that", "because", "if"}
    interrupts = view.inside[before[1] - 1] < 0 and before[1] - before[0] <= 6 and not word.endswith("ing")
    if goes_on or (interrupts and not tag & (Tag.SUBORD | Tag.CONJ | Tag.PREP)):
        return place, clause_end(view, place, last)
    return None
