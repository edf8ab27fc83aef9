"""Where the words end that a cue governs: turns of the reporter's own, and the clause before a cue."""

from __future__ import annotations

from build_site.stages.attribution.barring import BE
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import DASHES, finite, phrase_right, verbal
from build_site.stages.attribution.view import Range, View

_TURNS = frozenset({"but", "while", "although", "though", "whereas", "yet", "despite", "except"})
_RELATIVE = frozenset({"which", "who", "whose"})
_AFTERWARDS = frozenset(("in", "on", "at", "during"))
_ENDS = frozenset({",", ";", ":"}) | DASHES
_BEGINS = Tag.SUBORD | Tag.CONJ | Tag.SUBJECT
_SHORT = 9
"""Words of a phrase that tells when or where, at most."""


def clause_end(view: View, start: int, last: int, *, phrase: bool = False) -> int:
    """Where a clause ends: the sentence's end, or a turn of the reporter's own before it.

    Of a ``phrase`` (``called it “dead” and left the room``) no verb is part.
    """
    if view.inside[start] >= 0 and view.text[view.passages[view.inside[start]].inner[0]].isupper():
        return view.ranges[view.inside[start]][1]
    place = start + 1
    while place < last:
        if view.inside[place] >= 0:
            final = view.final(view.inside[place])
            place = view.ranges[view.inside[place]][1]
            parted = place < last and (_parts(view, place, last) or (phrase and _acts(view, place, last)))
            if final == "," and parted:
                break
            if phrase and place < last and view.tags[place] & Tag.TIME:
                break
            if place < last and (_set_off(view, place, last) or _goes_on_acting(view, place, last)):
                break
            continue
        if view.words[place] == ";" or _turns(view, place, last):
            break
        joins = phrase and view.words[place] in {"and", "but"}
        if joins and _acts(view, place + 1, last):
            break
        place += 1
    return trimmed_before(view, start, min(place, last))


def _set_off(view: View, place: int, last: int) -> bool:
    """``“words” during a rally``: where or when it was said, and nothing after it."""
    if view.words[place] not in _AFTERWARDS:
        return False
    while last > place and not view.words[last - 1][:1].isalnum():
        last -= 1
    phrase = range(place + 1, last)
    if not phrase or last - place > _SHORT:
        return False
    return bool(view.tags[last - 1] & (Tag.OCCASION | Tag.TIME))


def _goes_on_acting(view: View, place: int, last: int) -> bool:
    """``“words” and left the room``: another deed of the one who spoke."""
    if place + 1 >= last or view.inside[place + 1] >= 0:
        return False
    if view.words[place] == "while":
        return True
    if view.words[place] != "and":
        return False
    word, tag = view.words[place + 1], view.tags[place + 1]
    past = tag & Tag.VERB or (word.endswith("ed") and word.islower())
    return bool(past)


def trimmed_before(view: View, start: int, end: int) -> int:
    """``end`` without the punctuation before it; figures' signs and abbreviations' points stay."""
    while end > start and view.inside[end - 1] < 0:
        word = view.words[end - 1]
        if word[-1:].isalnum() or word in {")", "%", "$"} or len(word) > 1:
            break
        end -= 1
    return end


def _parts(view: View, place: int, last: int) -> bool:
    """Whether a word after a passage's comma begins the reporter's own clause."""
    word = view.words[place]
    if word in {"and", "but"}:
        return _own_clause(view, place + 1, last)
    participle = view.tags[place] & Tag.CUE and view.cues[word].form == "ing"
    return bool(participle) or word in _TURNS or word in _RELATIVE or word == "according"


def _own_clause(view: View, place: int, last: int, described: int = 0) -> bool:
    """``and she left``, ``but Marsh talks of …``, where ``described`` as well ``but the board sold it``."""
    if place >= last:
        return False
    if view.tags[place] & Tag.SUBJECT:
        return True
    begins = view.words[place][:1].isupper() or view.tags[place] & described
    subject = phrase_right(view, place, last) if begins else None
    return subject is not None and subject[1] < last and _acts(view, subject[1], last)


def before_clause(view: View, content: Range) -> Range:
    """``to keep the pier, and he has``: a request or thing ends before a clause."""
    first, last = content
    for place in range(first + 1, last - 1):
        if view.inside[place] >= 0:
            continue
        if verbal(view, place, first):
            break
        parted = view.words[place] == "but" or view.words[place - 1] == ","
        described = Tag.DET | Tag.POSS if parted else 0
        if view.words[place] in {"and", "but"} and _own_clause(view, place + 1, last, described):
            return first, trimmed_before(view, first, place)
    return content


def to_main_verb(view: View, content: Range, *, clausal: bool) -> Range:
    """``Pilots who say it is shut were away``: the sentence's own verb ends a clause within its subject."""
    first, last = content
    verbs = 0 if clausal else 1
    for place in range(first + 1, last):
        before, tag = view.tags[place - 1], view.tags[place]
        if view.inside[place] >= 0 or view.words[place] in _ENDS or (verbs and tag & _BEGINS):
            break
        aux = tag & Tag.AUX and view.words[place].islower()  # "in May"
        if aux and not before & (Tag.MODAL | Tag.AUX | Tag.ADV | Tag.NEG):
            verbs += 1
            if verbs > 1:
                return first, place
        elif finite(view, place, first):
            verbs += 1
    return content


def _acts(view: View, place: int, last: int) -> bool:
    """Whether a finite verb stands at a place."""
    if place >= last:
        return False
    cue = view.tags[place] & Tag.CUE and view.cues[view.words[place]].form in {"past", "s"}
    return bool(cue) or bool(view.tags[place] & (Tag.AUX | Tag.VERB)) or finite(view, place, place - 1)


def _turns(view: View, place: int, last: int) -> bool:
    word = view.words[place]
    if word not in {",", ";"} and word not in DASHES and word not in {"and", "but", "in"}:
        return False
    if place + 1 >= last or view.inside[place + 1] >= 0:
        return False
    following, tag = view.words[place + 1], view.tags[place + 1]
    if (word == "," or word in DASHES) and _comments(view, place + 1, last):
        return True
    if word in DASHES and following in _TURNS:
        return True
    if word == ",":
        if following in _TURNS and view.words[min(place + 2, last - 1)] != ",":  # "Marsh, though, would"
            return view.words[min(place + 2, last - 1)] != "that" and not _goes_on(view, place + 1, last)
        if following == "according":
            return True
        return bool(tag & Tag.CUE and view.cues[following].form == "ing")
    if word in {"and", "but"}:
        return new_cue(view, place + 1, last)
    return False


def _goes_on(view: View, place: int, last: int) -> bool:
    """``…, but the pier stays shut``: the same report goes on where nobody speaks anew."""
    if view.words[place] != "but" or view.words[place + 1] == "without":
        return False
    return not any(view.inside[i] >= 0 or _speaks(view, i) for i in range(place + 1, last))


def _speaks(view: View, place: int) -> bool:
    tag = view.tags[place]
    passive = view.words[place - 1] in BE
    return bool(tag & Tag.SECONDHAND or (tag & Tag.CUE and not tag & Tag.NOUN and not passive))


def _comments(view: View, place: int, last: int) -> bool:
    """``…, a claim that the board denied``: the reporter names what was said before, and goes on."""
    nouns = (place + 1, min(place + 3, last))
    return view.words[place] in {"a", "an"} and view.has(nouns, Tag.SPEECH)


def new_cue(view: View, place: int, last: int) -> bool:
    """Whether another cue of the same speaker follows: ``and said``, ``and later added``, ``and he said``."""
    stop = min(place + 3, last)
    while place < stop:
        tag, word = view.tags[place], view.words[place]
        if tag & Tag.CUE and (view.cues[word].form != "base" or word == "say"):
            return view.cues[word].strength > 1
        if not tag & (Tag.ADV | Tag.AUX | Tag.SUBJECT):
            return False
        place += 1
    return False


def clause_before(view: View, sentence: Range, stop: int) -> Range | None:
    """The clause that ends before ``stop``, from its sentence's beginning, without commas at its end."""
    first = sentence[0]
    while (
        first < stop
        and view.inside[first] < 0
        and not view.words[first][:1].isalnum()
        and view.words[first] not in {"$", "#", "("}
    ):
        first += 1
    while stop > first and view.inside[stop - 1] < 0 and view.words[stop - 1] in {",", "—", "–", "-", ":"}:
        stop -= 1
    colons = [i for i in range(first + 1, stop) if view.words[i] == ":" and view.inside[i] < 0]
    if colons:
        first = colons[-1] + 1
    if stop > first and view.inside[stop - 1] >= 0:
        opens = view.ranges[view.inside[stop - 1]][0]
        first = opens if opens > first and view.words[opens - 1] in {":", "("} else first
    return (first, stop) if stop > first else None
