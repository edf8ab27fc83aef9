"""Inversion: content before the cue and the source behind it (``The pier is shut, said Marsh``)."""

from __future__ import annotations

from build_site.stages.attribution.complement import skip_adverbials
from build_site.stages.attribution.forms import clause
from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.phrases import (
    STOPS,
    capitalised,
    head_of,
    names_people,
    phrase_left,
    phrase_right,
)
from build_site.stages.attribution.view import Range, View

_BRACKET = 4
"""Words of a short name in brackets, at most, and the brackets."""
_NOT_HOLDERS = Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.AUX | Tag.ADV | Tag.REL


def inverts(view: View, cue: Cue, sentence: Range, start: int, stop: int) -> bool:
    """Whether content stands before the cue and the source after it."""
    first, last = sentence
    if start <= first or stop >= last or cue.frame not in {"say", "ask", "tell"}:
        return False
    if cue.form == "base" and (cue.lemma != "say" or view.words[start - 1] != ","):
        return False
    if view.inside[stop] >= 0 or view.tags[stop] & (_NOT_HOLDERS | Tag.TIME):
        return False
    if view.words[stop] in STOPS or (view.tags[stop] & Tag.OBJECT and not view.tags[stop] & Tag.POSS):
        return False
    before = start - 1
    if view.inside[before] >= 0:
        opened = cue.lemma == "say" and view.ranges[view.inside[before]][0] == first
        acts = (opened or not _followed_by_verb(view, stop, last)) and not _bare_thing(view, stop, last)
        return acts and (cue.frame == "say" or _closes(view, stop, last))
    listed = view.words[before] == "," and cue.frame == "say" and cue.strength > 1
    listed = listed and _closes(view, stop, last)
    told = clause(view, first, before)
    brief = cue.lemma == "say" or view.tags[first] & Tag.PREP  # "In other words, explained Marsh: …"
    listed = listed and not _apposed(view, first, before) and bool(told or brief)
    said = cue.lemma == "say" and told
    ends = cue.lemma == "say" and _ends_with(view, stop, last)
    return listed and (view.words[stop][:1].isupper() or said or ends or _the_speaker(view, stop, last))


def _apposed(view: View, first: int, comma: int) -> bool:
    """``Ana Ruiz, the owner, wrote``, ``The report, published in May, says``: what tells more is between."""
    parted = next((i for i in range(first, comma) if view.words[i] == "," and view.inside[i] < 0), comma)
    done = parted + 1 < comma and view.words[parted + 1].endswith(("ed", "wn", "en"))
    if done and "," not in view.words[parted + 1 : comma] and not clause(view, first, parted):
        return True
    role = phrase_left(view, first, comma)
    if role is not None and role[0] > first and view.words[role[0] - 1] == ",":
        full = capitalised(view, role)
        if full and not clause(view, first, role[0] - 1):
            return True
    if role is None or not view.tags[role[0]] & Tag.DET or view.words[role[0] - 1] != ",":
        return False
    name = phrase_left(view, first, role[0] - 1)
    return name is not None and name[0] > first and capitalised(view, name)


def _the_speaker(view: View, start: int, last: int) -> bool:
    """``said the spokesman``, ``say critics``: somebody known, or a document."""
    source = phrase_right(view, start, last)
    if source is None:
        return False
    head = head_of(view, source)
    return names_people(view, head) or bool(view.tags[head] & Tag.DOCUMENT and view.tags[start] & Tag.DET)


def _past_bracket(view: View, start: int, last: int) -> int:
    """``said the Port Agency (PA) on Friday``: past the short name."""
    if start >= last or view.words[start] != "(":
        return start
    return next((i + 1 for i in range(start, min(start + _BRACKET, last)) if view.words[i] == ")"), start)


def _ends_with(view: View, start: int, last: int) -> bool:
    """``…, said the harbour office.``: whoever stands between the cue and the stop is the speaker."""
    source = phrase_right(view, start, last) if view.tags[start] & Tag.DET else None
    return source is not None and source[1] + 1 == last and view.words[source[1]] == "."


def _bare_thing(view: View, start: int, last: int) -> bool:
    """``claimed responsibility``: one thing without an article is what was claimed."""
    tag, word = view.tags[start], view.words[start]
    other = tag & (Tag.DET | Tag.POSS | Tag.SUBJECT | Tag.OBJECT | Tag.PERSON | Tag.DOCUMENT | Tag.PLURAL)
    thing = word.islower() and not other and not word.endswith("s")
    return thing and start + 1 < last and bool(view.tags[start + 1] & Tag.PREP)


def _followed_by_verb(view: View, start: int, last: int) -> bool:
    source = phrase_right(view, start, last)
    return source is not None and source[1] < last and bool(view.tags[source[1]] & (Tag.AUX | Tag.VERB))


def _closes(view: View, start: int, last: int) -> bool:
    """Whether a source right of its cue is all that follows: the sentence ends or is cut after it."""
    source = phrase_right(view, start, last)
    if source is None:
        return False
    place = skip_adverbials(view, _past_bracket(view, source[1], last), last)
    released = view.tags[head_of(view, source)] & (Tag.DOCUMENT | Tag.SPEECH)
    if released and place < last and view.words[place].endswith("ed"):
        place = skip_adverbials(view, place + 1, last)  # "said a statement released on Monday"
        agent = phrase_right(view, place + 1, last) if view.words[place] == "by" else None
        place = agent[1] if agent else place
    if place >= last or view.words[place] in {".", ";", ":", "who"}:
        return True
    return view.words[place] == "," and place + 1 < last
