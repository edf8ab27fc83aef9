"""Content that goes on behind the speaker, who stands in between (``The pier, Marsh said, is shut``)."""

from __future__ import annotations

from build_site.stages.attribution.barring import MEANS
from build_site.stages.attribution.clauses import clause_end, new_cue
from build_site.stages.attribution.complement import RELATIVES, skip_adverbials
from build_site.stages.attribution.drafts import Frame
from build_site.stages.attribution.forms import clause, told_of
from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.parenthetical import fronted, is_title
from build_site.stages.attribution.phrases import DASHES, phrase_right
from build_site.stages.attribution.view import Range, View

_JOINING = frozenset({"and", "or", "but"})
_LINKS = frozenset({"for", "to"})
_OPENS_ANEW = Tag.SUBORD | Tag.CONJ | Tag.PREP
_GOES_ON = frozenset({"by", "with", "rather", "because", "including", "especially"})
"""What adds to words behind the one who said them."""


def around(
    view: View, rule: str, cue: Range, source: Range, before: Range, stop: int, last: int, verb: Cue
) -> Frame | None:
    """A frame whose content stands before it, and goes on after it where it was only put in between.

    ``In May, she said`` has no content before it, nor has ``As it fell, she said``.
    """
    relative = view.words[before[1] - 1] in RELATIVES
    headed = view.words[cue[1] - 1].istitle()
    opens = relative or (not headed and not view.marks_in(before) and fronted(view, before))
    after = _resumed(view, before, stop, last, opens=opens, inverted=source[0] >= cue[1])
    if after is None:
        return None if opens else Frame(rule, cue, source, (before,), verb.frame, verb.strength, marked=True)
    content = (after,) if relative else (_anew(view, before), after)
    return Frame(rule, cue, source, content, verb.frame, verb.strength, marked=True)


def _anew(view: View, before: Range) -> Range:
    """``The pier, Marsh argued, holds; | without it``: behind what somebody is told to say another begins."""
    told = False
    for place in range(*before):
        cue = view.cues.get(view.words[place]) if view.inside[place] < 0 else None
        told = told or (cue is not None and cue.strength > 2 and cue.form != "base")
        if told and view.words[place] == ";" and view.inside[place] < 0 and place + 1 < before[1]:
            return place + 1, before[1]
    return before


def _resumed(view: View, before: Range, stop: int, last: int, *, opens: bool, inverted: bool) -> Range | None:
    """What follows ``X said,``: a passage, or the rest of a clause interrupted or opened before.

    Behind a whole clause, ``said X,`` leads to what X is.
    """
    place = skip_adverbials(view, stop, last)
    if place >= last - 1:
        return None
    if view.inside[place] >= 0:
        where = is_title(view, place) and view.words[place - 1][:1].isalpha()  # "told the crews on “Today”"
        return None if where else (place, view.ranges[view.inside[place]][1])
    if view.words[place] not in {",", ":"} and view.words[place] not in DASHES:
        return None
    place = past_apposition(view, place + 1, last)
    if view.inside[place] >= 0:
        return place, clause_end(view, place, last)
    word, tag = view.words[place], view.tags[place]
    plain = view.inside[before[1] - 1] < 0
    goes_on = tag & (Tag.AUX | Tag.MODAL) or word in {"that", "because", "if"}
    goes_on = goes_on or adds(view, before, place - 1, last)
    participle = tag & Tag.CUE and word.endswith("ing")
    whole = clause(view, place, last)
    goes_on = goes_on or (opens and not participle and whole)
    joined = plain and word in _JOINING and not new_cue(view, place + 1, last)
    interrupts = plain and before[1] - before[0] <= 6 and not word.endswith("ing")
    interrupts = interrupts and not (inverted and clause(view, before[0], before[1] - 1))
    if goes_on or joined or (interrupts and (word in _LINKS or not tag & _OPENS_ANEW)):
        return place, clause_end(view, place, last)
    return None


def past_apposition(view: View, start: int, last: int) -> int:
    """``Her words, said Marsh, | the chair of the board, | are dead``: what the speaker is comes between."""
    if start >= last or not (view.tags[start] & (Tag.DET | Tag.POSS) or view.words[start][:1].isupper()):
        return start
    role = phrase_right(view, start, last)
    return role[1] + 1 if role is not None and resumes(view, role[1], last) else start


def adds(view: View, before: Range, stop: int, last: int) -> bool:
    """``…, Marsh said, | by closing the pier``, ``…, | and it leans``: words of no reporter's go on."""
    if stop + 2 >= last or view.words[stop] != "," or view.inside[before[1] - 1] >= 0:
        return False
    word, following = view.words[stop + 1], view.words[stop + 2]
    if word == "and":
        return _clausal(view, stop + 2, last)
    return word in _GOES_ON and following not in MEANS


def _clausal(view: View, start: int, last: int) -> bool:
    """Whether a clause with a subject of its own begins."""
    return start < last and told_of(view, (start, last))


def resumes(view: View, stop: int, last: int) -> bool:
    """``…, according to the Post, left``: a verb of the sentence's own follows the source."""
    return stop + 1 < last and view.words[stop] == "," and _predicates(view, stop + 1)


def _predicates(view: View, place: int) -> bool:
    """Whether a verb stands at a place, right behind a comma."""
    word, tag = view.words[place], view.tags[place]
    return bool(tag & (Tag.AUX | Tag.VERB) or (word.endswith("ed") and word.islower()))
