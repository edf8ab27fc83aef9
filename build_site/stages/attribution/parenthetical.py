"""``The plan, Marsh said, is dead``: what stands before a speaker and is governed by the cue behind."""

from __future__ import annotations

from build_site.stages.attribution.clauses import clause_before
from build_site.stages.attribution.complement import skip_adverbials
from build_site.stages.attribution.forms import clause
from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.phrases import DASHES, STOPS, begins_anew, is_word, verbal
from build_site.stages.attribution.refusal import titled
from build_site.stages.attribution.view import Range, View

_JOINING = frozenset({"and", "but", "even", "yet"})
_NAME = 4
"""Capitalised words that are a name, at most: more are a heading."""
_HEARER = 6
"""Words of the one spoken to, at most."""


def before_source(view: View, sentence: Range, source: Range, stop: int, cue: Cue) -> Range | None:
    """The content before ``…, X said`` where the frame stands after or inside what it governs."""
    first, last = sentence
    before = source[0] - 1
    if before < first or view.tags[source[1] - 1] & Tag.REL:
        return None
    if view.inside[before] >= 0:
        final = view.final(view.inside[before])
        if begins_anew(view, source[0], final):
            return None
        fronted = view.ranges[view.inside[before]][0] == first
        title = is_title(view, before) and view.words[min(stop, last - 1)] != "."
        if not fronted and (cue.frame in {"call", "judge", "urge"} or title):
            return None
        if not fronted and _has_object(view, stop, last, cue):
            return None
        return clause_before(view, sentence, source[0]) if final in ",?!—-–." or fronted else None
    if cue.frame not in {"say", "tell", "ask"}:
        return None
    if view.words[before] != "," and view.words[before] not in DASHES:
        return None
    after = skip_adverbials(view, stop, last)
    if after < last and _passage_follows(view, after, last):
        return (
            clause_before(view, sentence, before) if _predicate(view, (first, before), after, last) else None
        )
    if after < last and view.words[after] == ":":
        whole = after + 1 == last and _clause(view, first, before)
        return clause_before(view, sentence, before) if whole else None
    ends = (
        after >= last
        or view.words[after] in STOPS
        or (view.tags[after - 1] & Tag.OCCASION and view.words[after].endswith("ing"))
        or (cue.strength > 1 and _where_only(view, (first, before), after, last))
        or (_addresses(view, cue, after, last) and _tells_last(view, after, _pause(view, after, last)))
    )
    return clause_before(view, sentence, before) if ends else None


def fronted(view: View, before: Range) -> bool:
    """``In May``, ``As the pier fell``, ``Ana Marsh``: no content yet, but what opens a sentence."""
    first, last = before
    while first < last - 1 and view.words[first].lower() in _JOINING:
        first += 1
    words, tag = view.words[first:last], view.tags[first]
    if not words or "," in words:
        return False
    if tag & Tag.SUBORD and not tag & Tag.REL:
        return True
    counted = len(words) > _NAME and words[1] in {"least", "most"}  # "At least 40"
    if (tag & (Tag.PREP | Tag.ADV | Tag.TIMEMOD) and not counted) or words[0].endswith("ing"):
        return not any(verbal(view, i, first) for i in range(first, last))
    return len(words) <= _NAME and all(word[:1].isupper() for word in words)


def _where_only(view: View, fronted: Range, after: int, last: int) -> bool:
    """``The lock is dry, Marsh wrote in her paper``: a phrase alone follows a clause and its speaker."""
    if not view.tags[after] & Tag.PREP or view.tags[fronted[0]] & Tag.PREP or not clause(view, *fronted):
        return False
    for place in range(after + 1, last):
        if view.inside[place] >= 0 or view.tags[place] & (Tag.SUBJECT | Tag.AUX | Tag.SUBORD):
            return False
        if view.words[place] in STOPS:
            return True
    return True


def _predicate(view: View, fronted: Range, place: int, last: int) -> bool:
    """``The plan, she said, “is dead”``: what follows has no subject but the words before."""
    timed = view.has(fronted, Tag.TIME)
    owned = bool(view.tags[fronted[0]] & (Tag.DET | Tag.POSS)) and not timed
    while place < last and view.inside[place] < 0:
        place += 1
    first = view.ranges[view.inside[place]][0]
    while first < last and not view.words[first][:1].isalnum():
        first += 1
    return first < last and view.words[first].islower() and (owned or bool(view.tags[first] & Tag.AUX))


def _clause(view: View, first: int, last: int) -> bool:
    """Whether words before a comma are a clause that says something, not where or when it was said."""
    if view.tags[first] & (Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.ADV | Tag.TIME):
        return False
    own = (i for i in range(first + 1, last) if view.inside[i] < 0)
    return any(verbal(view, i, first) for i in own)


def _has_object(view: View, stop: int, last: int, cue: Cue) -> bool:
    """``…, Smith said yes``, ``said that``, ``told them to``: words of its own follow the cue."""
    if cue.frame == "tell":
        return not _tells_last(view, stop, min(stop + _HEARER, last))
    place = skip_adverbials(view, stop, last)
    if place >= last or not is_word(view, place):
        return False
    aside = Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.ADV | Tag.TIME
    return view.words[place] == "that" or not view.tags[place] & aside


def is_title(view: View, index: int) -> bool:
    """Whether the passage at a token looks like the title of a work."""
    return titled(view.spoken(view.ranges[view.inside[index]]))


def _addresses(view: View, cue: Cue, after: int, last: int) -> bool:
    """``told the crews``, ``wrote investors``: a verb with the one spoken to behind it."""
    wrote = cue.lemma == "write" and after < last
    return cue.frame == "tell" or (
        wrote and not view.tags[after] & (Tag.DET | Tag.POSS | Tag.PREP | Tag.SUBORD)
    )


def _pause(view: View, start: int, last: int) -> int:
    """``told jurors on Friday, while …``: where the one spoken to ends."""
    near = range(start, min(start + _HEARER, last - 1))
    commas = (i for i in near if view.words[i] == "," and view.inside[i] < 0)
    return next((i for i in commas if view.tags[i + 1] & (Tag.SUBORD | Tag.AUX)), last)


def _tells_last(view: View, start: int, last: int) -> bool:
    return not any(view.words[i] in {"that", "to"} or view.inside[i] >= 0 for i in range(start, last))


def _passage_follows(view: View, place: int, last: int) -> bool:
    """Whether a passage comes next, past commas."""
    while place < last and view.inside[place] < 0 and view.words[place] in {",", ":"}:
        place += 1
    return place < last and view.inside[place] >= 0
