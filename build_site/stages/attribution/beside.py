"""Sieves for passages that no frame governs, by what stands right beside them: asides, owners, a sentence."""

from __future__ import annotations

from build_site.stages.attribution.drafts import Place, Proposal
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.nouns import possessor
from build_site.stages.attribution.phrases import DASHES, begins_anew, phrase_right
from build_site.stages.attribution.view import Range, View

_ASIDE = 60
"""Tokens between somebody and the verb that reports his words, at most."""
_NICKNAME = 6
"""Tokens of a passage inside a description ("the “Harbour Days” actor"), at most."""
_OPENS_ASIDE = DASHES | {",", "("}
_HEARD = frozenset({"heard", "seen", "quoted", "cited", "overheard", "caught", "filmed", "recorded", "shown"})
_WORDS = frozenset({"words", "view", "opinion", "telling", "phrase", "estimation", "judgment", "judgement"})
_THAT_WAS = frozenset({"That", "This", "Those", "These", "So", "That’s", "That's"})
_TELLING = frozenset({"say", "tell", "ask"})
_PUTTING = _TELLING | {"call", "judge"}
_HOW = frozenset({"how", "what", "why"})
_NOBODY = frozenset({"it", "It", "its", "Its"})
_OWNED = 4
"""Words between an owner and the passage that is called his, at most."""
_LEADS = frozenset({"for", "on", "that", "as"})
_MEANT = 10
"""Words between *to* and the verb of speech that it opens."""
_SAYS = frozenset({"is", "was", "to", "that", ":", ",", "reads", "read"})
_OWNERS = ("’s", "'s", "s’", "s'")


def trailing(place: Place) -> Proposal | None:
    """``“A,” Jane Doe, head of X, said in a note``: somebody, an aside, and a verb of speech behind it."""
    view, stop, last = place.view, place.tokens[1], place.sentence[1]
    final = view.final(place.passage)
    if not final or final not in ",?!—–" or stop >= last - 1:
        return None
    source = _described(view, stop, last)
    if source is None or source[1] >= last or begins_anew(view, stop, final):
        return None
    aside = view.words[source[1]] in _OPENS_ASIDE
    for index in range(source[1], min(last, source[1] + _ASIDE)):
        if not aside and not (view.tags[index] & (Tag.CUE | Tag.ADV | Tag.AUX) or _hears(view, index)):
            return None
        if view.tags[index] & Tag.CUE and _reports(view, index):
            return Proposal("trailing", source, (index, index + 1))
    return None


def _described(view: View, start: int, last: int) -> Range | None:
    """The noun phrase at a place; a name in marks may stand inside it."""
    source = phrase_right(view, start, last)
    if source is not None or not view.tags[start] & (Tag.DET | Tag.POSS) or start + 1 >= last:
        return source
    number = view.inside[start + 1]
    if number < 0 or view.ranges[number][1] - start > _NICKNAME:
        return None
    rest = phrase_right(view, view.ranges[number][1], last)
    return (start, rest[1]) if rest is not None else None


def _reports(view: View, index: int, frames: frozenset[str] = _TELLING) -> bool:
    """Whether a cue is a verb that tells: a finite one, or what somebody could be heard doing."""
    cue = view.cues.get(view.words[index])
    if cue is None or cue.frame not in frames:
        return False
    if cue.form == "ing":
        return _hears(view, index - 1)
    noun = view.tags[index] & Tag.NOUN or view.tags[index - 1] & (Tag.DET | Tag.POSS | Tag.PREP)
    return cue.form in {"past", "s"} and not noun


def _hears(view: View, index: int) -> bool:
    """``was heard``, ``was cited as``."""
    heard = index - (view.words[index] == "as")
    return view.words[heard] in _HEARD and bool(view.tags[heard - 1] & Tag.AUX)


def in_words(place: Place) -> Proposal | None:
    """``In Marsh’s words, “A”``, ``“A”, in the words of Marsh``: whose words they are."""
    view, (first, last) = place.view, place.sentence
    for index in range(first + 2, last):
        if view.words[index] not in _WORDS or view.inside[index] >= 0:
            continue
        if view.words[index + 1] == "of" and view.words[index - 1] == "the":
            source = phrase_right(view, index + 2, last)
        else:
            source = _owner(view, first, index)
        opener = index - 2 if source is not None and source[0] > index else (source or (0, 0))[0] - 1
        if source is not None and opener >= first and view.words[opener] in {"in", "In"}:
            return Proposal("in-words", source, (index, index + 1))
    return None


def _owner(view: View, first: int, index: int) -> Range | None:
    """Whose a noun is."""
    for place in range(index - 1, max(first, index - _OWNED) - 1, -1):
        bare = view.words[place] in {"’", "'"} and place > first and view.words[place - 1][-1:] == "s"
        if not (bare or view.words[place][:1].isalpha()):
            return None
        if bare:
            return possessor(view, first + bool(view.tags[first] & Tag.PREP), place - 1)
        if view.words[place].endswith(_OWNERS):
            return possessor(view, first + bool(view.tags[first] & Tag.PREP), place)
        if view.tags[place] & Tag.POSS:
            return None if view.words[place] in _NOBODY else (place, place + 1)
    return None


def noun_says(place: Place) -> Proposal | None:
    """``Marsh’s answer was that “A”``, ``the board’s request to “B”``: a noun of speech and its owner."""
    view, (first, _) = place.view, place.sentence
    index = place.tokens[0] - 1
    while index > first and view.words[index] in _SAYS:
        index -= 1
    if index == place.tokens[0] - 1 or index <= first or not view.tags[index] & (Tag.SPEECH | Tag.NOUN):
        return None
    source = _owner(view, first, index)
    return Proposal("noun-says", source, (index, index + 1)) if source is not None else None


def meaning_to(place: Place) -> Proposal | None:
    """``A bid to have the board call for “A”``: words that somebody means to be said, and nobody has yet."""
    view, first = place.view, place.sentence[0]
    cue = place.tokens[0] - 1
    while cue > first and view.words[cue] in _LEADS:
        cue -= 1
    verb = view.cues.get(view.words[cue])
    if verb is None or verb.form != "base" or "to" not in view.words[max(first, cue - _MEANT) : cue]:
        return None
    return Proposal("meaning-to", None, (cue, place.tokens[0]))


def taken_up(place: Place) -> Proposal | None:
    """``“A.” That was how Marsh once put it``: the next sentence takes the words up."""
    view, first = place.view, place.view.next_line(place.tokens[1])
    last = min(len(view.tokens.words), first + _ASIDE)
    if not place.alone or first + 2 >= last or view.words[first] not in _THAT_WAS:
        return None
    how = next((i for i in range(first, first + _OWNED) if view.words[i] in _HOW), None)
    if how is None:
        return None
    source = phrase_right(view, how + 1, last)
    cue = next((i for i in range(how + 2, last) if _reports(view, i, _PUTTING)), last)
    told = source is not None and cue < last
    return Proposal("taken-up", source, (cue, cue + 1)) if told else None
