"""The subject of a clause, looked for from its beginning, from a verb, or over an apposition."""

from __future__ import annotations

from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import (
    DASHES,
    STOPS,
    capitalised,
    finite,
    phrase_left,
    phrase_right,
    verb_start,
)
from build_site.stages.attribution.view import Range, View

_OPENS_PLACE = frozenset(("(", "—", "–", "-"))
_DATELINE = 9
"""Words of a dateline behind its place, at most."""
_SHORT_FORM = 4
"""Letters of a body's short form, mostly."""
_RESTRICTING = frozenset(("who", "that", "which", "whose", "whom"))
_AGO = frozenset(("ago", "later", "earlier", "old"))
_CLAUSE = 60
"""Words left of a verb within which its clause is looked for."""

_QUOTING = frozenset(("quoted", "quotes", "quoting", "quote", "cited", "cites", "citing"))


def first_phrase(view: View, sentence: Range, stop: int, begin: int | None = None) -> Range | None:
    """The first noun phrase that no preposition governs, past datelines and fronted adverbials."""
    first = sentence[0]
    place = first if begin is None else begin
    fresh = begin is None
    while place < stop:
        if view.inside[place] >= 0:
            place = view.ranges[view.inside[place]][1]
            fresh = True
            continue
        if fresh and view.words[place][:1].isalnum() and not _fronted(view, place):
            phrase = phrase_right(view, place, stop)
            if phrase is not None and not _dateline(view, phrase, sentence):
                return phrase
        word = view.words[place]
        fresh = (
            word == ","
            if begin is not None
            else word.lower() in {",", "and", "but", "that", "—", "–", "-", ":", "\n"}
            or (place == first and not word[:1].isalnum())
        )
        place += 1
    return None


def restricted(view: View, sentence: Range, start: int) -> Range | None:
    """``A pilot who asked for help said``, ``Crews seen at the pier say``: the phrase that opens the clause.

    No verb follows another without a comma or a joining word, so whatever stands between the phrase and a
    verb tells who is meant.
    """
    begin = start
    while begin > sentence[0] and view.inside[begin - 1] < 0 and view.words[begin - 1] not in STOPS:
        begin -= 1
    while begin < start and view.tags[begin] & (Tag.CONJ | Tag.SUBORD | Tag.ADV):
        begin += 1
    if view.words[begin] in {"At", "at"} and view.words[begin + 1] in {"least", "most"}:
        begin += 2
    phrase = phrase_right(view, begin, start)
    if phrase is not None and phrase[1] < start and _attends(view, phrase):
        phrase = phrase[0], phrase[1] - 1
    if phrase is not None and phrase[1] + 1 < start and view.words[phrase[1]] == "and":
        second = phrase_right(view, phrase[1] + 1, start)
        phrase = (begin, second[1]) if second is not None else phrase
    if (
        phrase is None
        or phrase[1] >= start
        or view.tags[begin] & (Tag.OBJECT | Tag.SECONDHAND)
        or not _restricts(view, phrase)
    ):
        return None
    return phrase


def _attends(view: View, phrase: Range) -> bool:
    """``Pilots attending | those sessions``: what they were at, and not what they are."""
    last = view.words[phrase[1] - 1]
    object_follows = view.tags[phrase[1]] & (Tag.DET | Tag.POSS)
    return phrase[1] - phrase[0] > 1 and last.endswith("ing") and last.islower() and bool(object_follows)


def _restricts(view: View, phrase: Range) -> bool:
    """Whether what follows a phrase tells who is meant."""
    word, tag = view.words[phrase[1]], view.tags[phrase[1]]
    if word in _RESTRICTING or tag & (Tag.PREP | Tag.SUBJECT):
        return True
    return word.endswith(("ed", "ing", "wn", "en"))


def clause_subject(view: View, first: int, start: int) -> Range | None:
    """The subject of the nearest finite verb on the left: what a participle goes back to."""
    place = start - 1
    while place > first and place > start - _CLAUSE:
        if _verb(view, place, first):
            group = verb_start(view, first, place)
            phrase = phrase_left(view, first, group)
            if group - 1 > first and view.words[group - 1] == ",":
                phrase = over_apposition(view, (first, start), group - 1)
            if phrase is not None and _subject_like(view, first, phrase):
                return phrase
            place = group
        place -= 1
    return None


def _verb(view: View, place: int, first: int) -> bool:
    """A finite verb; a form in *ed* may stand behind the comma of an apposition."""
    if view.tags[place] & Tag.AUX:
        return True
    word = view.words[place]
    return finite(view, place, first) or (view.words[place - 1] == "," and word.endswith("ed"))


def _subject_like(view: View, first: int, phrase: Range) -> bool:
    if view.tags[phrase[1] - 1] & Tag.REL:
        return False  # "the bill that | allows"
    if view.tags[phrase[0]] & (Tag.REL | Tag.POSS | Tag.OBJECT) and phrase[1] - phrase[0] == 1:
        return False
    before = view.tags[phrase[0] - 1] if phrase[0] > first else 0
    if before & Tag.SUBORD and phrase[0] - 1 <= first + 1:
        return False
    within = before & Tag.REL and phrase[0] - 2 > first and view.tags[phrase[0] - 2] & Tag.PREP  # "in which"
    if (before & (Tag.REL | Tag.AUX | Tag.VERB) and not within) or (
        before & Tag.PREP and not before & Tag.SUBORD
    ):
        return False
    return phrase[0] <= first + 1 or not finite(view, phrase[0] - 1, first)


def _fronted(view: View, place: int) -> bool:
    """``Speaking at a rally``, ``In Iowa``: what begins a sentence without being its subject."""
    tag, word = view.tags[place], view.words[place]
    return bool(tag & (Tag.PREP | Tag.SUBORD)) or (word.endswith("ing") and len(word) > 4)


def _dateline(view: View, phrase: Range, sentence: Range) -> bool:
    return (
        phrase[0] == sentence[0]
        and view.string(phrase).isupper()
        and (view.words[phrase[1]] in _OPENS_PLACE or _opened_by_dash(view, phrase[1], sentence[1]))
    )


def _opened_by_dash(view: View, comma: int, last: int) -> bool:
    """``DORRIN, May 2 —``: a dash closes a dateline; ``CNN, Marsh said,`` has none.

    A longer word in capitals is a place or the article's first one.
    """
    if view.words[comma] != "," or len(view.words[comma - 1]) > _SHORT_FORM:
        return view.words[comma] == ","
    return not DASHES.isdisjoint(view.words[comma : min(comma + _DATELINE, last)])


def over_apposition(view: View, sentence: Range, comma: int) -> Range | None:
    """The head of ``X, the chairman of Y, said``: the nearest phrase before a comma that begins a clause."""
    first = sentence[0]
    spare: Range | None = None
    comma = before_bracket(view, first, comma)
    place = comma - 1
    while place > first and view.inside[place] < 0:
        if view.words[place] in {",", "(", "—", "–", "-"}:
            phrase = phrase_left(view, first, place)
            if phrase and (_governed(view, first, phrase[0]) or view.tags[phrase[1] - 1] & Tag.TIME):
                phrase = restricted(view, sentence, place)
                phrase = None if phrase is None or _whole_clause(view, phrase[1], place) else phrase
            if phrase and not _governed(view, first, phrase[0]) and not _beside(view, phrase, sentence):
                named = spare is not None and phrase[1] + 1 == spare[0] and _named(view, phrase)
                spare = phrase if named else spare or phrase
                if (
                    phrase[0] == first
                    or view.inside[phrase[0] - 1] >= 0
                    or view.words[phrase[0] - 1] in DASHES
                ):
                    return phrase
                if (
                    view.tags[phrase[0] - 1] & (Tag.CONJ | Tag.SUBORD)
                    and not view.tags[phrase[0] - 1] & Tag.REL
                ):
                    return phrase
        place -= 1
    last = phrase_left(view, first, comma)
    if last is not None and view.words[last[0]][:1].isupper() and view.tags[comma - 1] & Tag.CUE:
        return spare  # "GULL, Marsh said, called"
    return spare or (last if last is not None and not _beside(view, last, sentence) else None)


def _named(view: View, phrase: Range) -> bool:
    """``Ana Ruiz, | leader of the Port (PA) party, said``: whose name stands before what he is."""
    return phrase[1] - phrase[0] > 1 and capitalised(view, phrase) and not view.tags[phrase[0]] & Tag.DET


def before_bracket(view: View, first: int, comma: int) -> int:
    """``the Port Agency (PA), said``: where the bracket opens that ends at a comma, else the comma."""
    if view.words[comma - 1] != ")":
        return comma
    return next((i for i in range(comma - 1, first, -1) if view.words[i] == "("), comma)


def _whole_clause(view: View, start: int, stop: int) -> bool:
    """``Water levels across the valley have risen``: a verb without a relative tells no more of whom."""
    aux = any(view.tags[i] & Tag.AUX and view.words[i].islower() for i in range(start, stop))
    return aux and not view.has((start, stop), Tag.REL)


def _beside(view: View, phrase: Range, sentence: Range) -> bool:
    """A dateline, a year or a day, ``Speaking to them``: what stands before a comma and is nobody."""
    dated = all(view.words[i].isdigit() for i in range(*phrase))
    dated = dated or view.words[phrase[1] - 1] in _AGO
    opens = phrase[0] == sentence[0] or (phrase[0] == sentence[0] + 1 and view.tags[sentence[0]] & Tag.CONJ)
    doing = opens and view.words[phrase[0]].endswith("ing")
    following = min(phrase[0] + 1, sentence[1] - 1)
    spoke = phrase[1] - phrase[0] == 1 and view.tags[phrase[0]] & Tag.CUE  # "Noting that …, Ana Ruiz, …"
    doing = doing and bool(spoke or view.tags[following] & Tag.PREP)
    doing = doing or (opens and view.words[following] in {"after", "before"})  # "Moments after the vote, …"
    manner = opens and phrase[1] - phrase[0] == 1 and view.words[phrase[0]].endswith("ly")
    return dated or doing or manner or _dateline(view, phrase, sentence)


def _governed(view: View, first: int, start: int) -> bool:
    clausal = (
        view.tags[start - 1] & Tag.SUBORD and view.words[start][:1].isupper()
    )  # "after Ruiz, a pilot, said"
    return start > first and bool(view.tags[start - 1] & Tag.PREP) and not clausal


def whom_it_quotes(view: View, first: int, place: int) -> Range | None:
    """``The Courier quoted Marsh | as saying``: whom a paper quotes, and not the paper."""
    for verb in range(place - 2, max(first - 1, place - _CLAUSE), -1):
        if view.words[verb] in _QUOTING and not view.tags[verb - 1] & Tag.AUX:
            if view.tags[verb + 1] & Tag.OBJECT and verb + 2 == place:
                return verb + 1, place
            whom = phrase_right(view, verb + 1, place)
            return whom if whom is not None and whom[1] <= place else None
    return None
