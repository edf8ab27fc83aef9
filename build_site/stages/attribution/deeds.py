"""Where the reporter goes on about the speaker: what he told no more of, and what else he did."""

from __future__ import annotations

from build_site.stages.attribution.clauses import trimmed_before
from build_site.stages.attribution.forms import OPENERS, clause
from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.view import Range, View

_JOINTS = frozenset(("and", "but"))
_NOT = (["did", "not"], ["does", "not"], ["would", "not"], ["declined", "to"], ["refused", "to"])
_TELLING = frozenset(
    {"elaborate", "specify", "say", "explain", "disclose", "detail", "identify"}
    | {"name", "give", "provide", "offer", "comment", "reveal", "cite"}
)
_GAVE = frozenset(
    ("gave", "gives", "offered", "offers", "provided", "provides", "cited", "cites", "disclosed")
)
_NOTHING = frozenset(("no", "few", "little", "nothing", "neither"))
_ANSWERS = frozenset(("yes", "no"))
_SURE = 3
"""What such a cue governs is a clause."""
_BEGINS_OBJECT = Tag.DET | Tag.POSS | Tag.OBJECT | Tag.PREP | Tag.TIME


def before_deed(view: View, content: Range, cue: Cue) -> Range:
    """``said the pier was shut | but gave no details``, ``backed her plan | and left``."""
    first, last = content
    opening = view.words[first]
    governs = cue.frame != "say" or not (cue.clausal or cue.lemma == "say")
    thing = cue.strength < _SURE or governs or opening in _ANSWERS
    alone = cue.form == "past" and thing and view.inside[first] < 0 and opening not in OPENERS
    begin = first + 2 if opening == "to" else first
    for place in range(first + 1, last - 1):
        if view.inside[place] >= 0 or view.words[place] not in _JOINTS:
            continue
        deed = alone and _does(view, place + 1, last) and not clause(view, begin, place)
        if deed or _tells_no_more(view, place + 1, last):
            return first, trimmed_before(view, first, place)
    return content


def _tells_no_more(view: View, place: int, last: int) -> bool:
    """``gave no details``, ``did not elaborate``, ``refused to say why``."""
    words = view.words[place : min(place + 3, last)]
    if words[:1] and words[0] in _GAVE:
        return words[1:2] != [] and words[1] in _NOTHING
    told = words[2:] if words[:2] in _NOT else []
    return bool(told) and told[0] in _TELLING


def _does(view: View, place: int, last: int) -> bool:
    """``and also used them``, ``and went on``: a verb of the past, which no thing or request has."""
    while place < last - 1 and view.tags[place] & Tag.ADV:
        place += 1
    if place >= last - 1 or not view.words[place].islower():
        return False
    word, following = view.words[place], place + 1
    if view.tags[place] & Tag.VERB:
        return True
    if not word.endswith("ed") or view.words[following] == "by":
        return False
    return bool(view.tags[following] & _BEGINS_OBJECT)
