"""How far the words go that a cue governs: the complement after it, the clause before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_site.stages.attribution.grammar import Tag

if TYPE_CHECKING:
    from build_site.stages.attribution.view import Range, View

DASHES = frozenset({"—", "–", "-", "--", "―"})
_NO_NOUN = Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.AUX | Tag.ADV | Tag.DET | Tag.POSS | Tag.SUBJECT | Tag.TIME
_TURNS = frozenset({"but", "while", "although", "though", "whereas", "yet"})
_ADDRESSED = frozenset({"tell", "ask", "urge"})
_GOVERNED = frozenset(("for", "of", "about", "with", "as", "to", "against"))
_AFTERWARDS = frozenset(("in", "on", "at", "during"))
_SHORT = 9
"""Words of a phrase that tells when or where, at most."""
_SETTING_OUT = 16
"""Words between a cue and what was said within which a colon or comma is looked for."""
_SETTING = frozenset(
    {
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "to",
        "from",
        "via",
        "through",
        "with",
        "for",
        "of",
        "about",
        "as",
        "when",
    }
)


def skip_adverbials(view: View, start: int, last: int) -> int:
    """Past ``on Tuesday``, ``in a statement``, ``again``: what may stand between a cue and its words."""
    place = start
    while place < last and view.inside[place] < 0:
        tag, word = view.tags[place], view.words[place]
        dated = word.isdigit() and place > start and view.tags[place - 1] & Tag.TIME
        if dated or tag & (Tag.TIME | Tag.TIMEMOD) or (tag & Tag.ADV and not tag & Tag.SUBORD):
            place += 1
        elif tag & Tag.PREP and word in _SETTING:
            stop = _setting(view, place, last)
            if stop == place:
                break
            place = stop
        else:
            break
    return place


def _setting(view: View, start: int, last: int) -> int:
    """End of a phrase that tells when, where or on what occasion; ``start`` where it does not."""
    occasion = False
    for place in range(start + 1, min(start + 9, last)):
        if view.inside[place] >= 0:
            return place if occasion else start
        tag, word = view.tags[place], view.words[place]
        if word in {",", ".", ":", "that"} or word in DASHES:
            addressed = word == "that" and view.words[start] in {"to", "with"}
            return place if occasion or addressed or view.words[start] not in _GOVERNED else start
        if tag & (Tag.SUBJECT | Tag.AUX) and not tag & Tag.PREP:
            return place if occasion else start
        if occasion and tag & (Tag.DET | Tag.POSS) and not view.tags[place - 1] & Tag.PREP:
            return place
        occasion = occasion or bool(tag & (Tag.TIME | Tag.OCCASION))
    whole = last <= start + 9 and (occasion or view.words[start] not in _GOVERNED)
    return last if whole else start


def complement(view: View, stop: int, last: int, frame: str) -> Range | None:
    """The clause after a cue that ends at ``stop``."""
    governs = frame == "urge" and stop < last and view.words[stop] in {"for", "on", "against"}
    place = stop if governs else skip_adverbials(view, stop, last)
    if frame in _ADDRESSED and place < last and view.inside[place] < 0 and not _opens(view, place):
        place = skip_adverbials(view, _addressee(view, place, last), last)
        place = _past_relative(view, place, last)
    while (
        place < last
        and view.inside[place] < 0
        and (view.words[place] in {",", ":"} or view.words[place] in DASHES)
    ):
        place += 1
    if place >= last or (view.inside[place] < 0 and view.tags[place] & Tag.AUX):
        return None
    place = _past_preposition(view, _past_setting(view, place, last), last)
    end = clause_end(view, place, last)
    told = any(view.words[i][:1].isalpha() for i in range(place, end))
    return (place, end) if told else None


def _past_relative(view: View, start: int, last: int) -> int:
    """``told the pilots who had come, “words”``: the comma before the passage."""
    if start >= last or not view.tags[start] & Tag.REL:
        return start
    for place in range(start, min(start + _SETTING_OUT, last - 1)):
        if view.inside[place] >= 0 or view.words[place] == "that":
            return start
        if view.words[place] == "," and view.inside[place + 1] >= 0:
            return place
    return start


def _opens(view: View, place: int) -> bool:
    """Whether the words begin here, with nobody addressed before them."""
    return view.words[place] in {",", ":", "that", "to", "for", "against", "on"}


def _past_setting(view: View, start: int, last: int) -> int:
    """``said, of her boat, “words”``, ``replied with a smile: “words”``: where the words begin."""
    if view.inside[start] >= 0 or view.words[start] == "that":
        return start
    aside = bool(view.tags[start] & Tag.PREP) or view.words[start].endswith(("ly", "ing"))
    clause = False
    for place in range(start, min(start + _SETTING_OUT, last - 1)):
        if view.inside[place] >= 0:
            return start
        clause = clause or bool(view.tags[place] & (Tag.SUBJECT | Tag.AUX))
        begins = view.inside[place + 1] >= 0 and _whole(view, view.inside[place + 1])
        if view.words[place] == ":" and begins and (aside or not clause):
            return place + 1
        if aside and not clause and view.words[place] == "," and (begins or view.words[place + 1] == "that"):
            return place + 1
    return start


def _whole(view: View, passage: int) -> bool:
    """Whether a passage begins with a capital."""
    return view.text[view.passages[passage].inner[0]].isupper()


def _past_preposition(view: View, place: int, last: int) -> int:
    """``warned of a battle``: the preposition belongs to the cue."""
    if (
        view.inside[place] < 0
        and view.words[place] in {"of", "about", "for", "on", "against", "at"}
        and place + 1 < last
    ):
        return place + 1
    return place


def _addressee(view: View, start: int, last: int) -> int:
    """End of the one spoken to: a pronoun, or words up to ``that``, a mark, a comma or the next subject."""
    if view.tags[start] & (Tag.OBJECT | Tag.SUBJECT) and not _owns(view, start, last):
        return start + 1
    place = start + 1
    while place < last and view.inside[place] < 0 and place < start + 14:
        tag, word = view.tags[place], view.words[place]
        if word in {",", ":", ".", "that", "whether", "if", "to", "about", "how", "why"} or tag & Tag.SUBJECT:
            return place
        if tag & (Tag.DET | Tag.POSS) and not view.tags[place - 1] & (Tag.PREP | Tag.CONJ):
            return place
        if tag & (Tag.TIME | Tag.TIMEMOD) or (tag & Tag.PREP and word in {"on", "in", "during", "after"}):
            return place
        place += 1
    return place


def _owns(view: View, place: int, last: int) -> bool:
    """``her supporters``: the pronoun has a noun behind it."""
    following = min(place + 1, last - 1)
    word, tag = view.words[following], view.tags[following]
    plain = word.islower() and view.inside[following] < 0 and not tag & _NO_NOUN
    return bool(view.tags[place] & Tag.POSS) and plain and word not in {"that", "how", "why", "about"}


def clause_end(view: View, start: int, last: int) -> int:
    """Where a clause ends: the sentence's end, or a turn of the reporter's own before it."""
    if view.inside[start] >= 0 and view.text[view.passages[view.inside[start]].inner[0]].isupper():
        return view.ranges[view.inside[start]][1]
    place = start + 1
    while place < last:
        if view.inside[place] >= 0:
            final = view.final(view.inside[place])
            place = view.ranges[view.inside[place]][1]
            if final == "," and place < last and _parts(view, place):
                break
            if place < last and (_set_off(view, place, last) or _goes_on_acting(view, place, last)):
                break
            continue
        if view.words[place] == ";" or _turns(view, place, last):
            break
        place += 1
    return trimmed_before(view, start, min(place, last))


def _set_off(view: View, place: int, last: int) -> bool:
    """``“words” during a rally``: where or when it was said, and nothing after it."""
    if view.inside[place] >= 0 or view.words[place] not in _AFTERWARDS:
        return False
    while last > place and view.inside[last - 1] < 0 and not view.words[last - 1][:1].isalnum():
        last -= 1
    phrase = range(place + 1, last)
    if not phrase or last - place > _SHORT or any(view.inside[i] >= 0 for i in phrase):
        return False
    if any(view.words[i] in {",", "that", "and"} or view.tags[i] & (Tag.SUBJECT | Tag.AUX) for i in phrase):
        return False
    return bool(view.tags[last - 1] & (Tag.OCCASION | Tag.TIME))


def _goes_on_acting(view: View, place: int, last: int) -> bool:
    """``“words” and left the room``: another deed of the one who spoke."""
    if view.inside[place] >= 0 or place + 1 >= last or view.inside[place + 1] >= 0:
        return False
    if view.words[place] == "while":
        return True
    if view.words[place] != "and":
        return False
    word, tag = view.words[place + 1], view.tags[place + 1]
    past = tag & Tag.VERB or (word.endswith("ed") and word.islower())
    return bool(past) and not word.endswith("s")


def trimmed_before(view: View, start: int, end: int) -> int:
    """``end`` without the punctuation before it; figures' signs and abbreviations' points stay."""
    while end > start and view.inside[end - 1] < 0:
        word = view.words[end - 1]
        if word[-1:].isalnum() or word in {")", "%", "$"} or (len(word) > 1 and word.endswith(".")):
            break
        end -= 1
    return end


def _parts(view: View, place: int) -> bool:
    """Whether a word after a passage's comma begins the reporter's own clause."""
    if view.inside[place] >= 0:
        return False
    participle = view.tags[place] & Tag.CUE and view.cues[view.words[place]].form == "ing"
    if view.words[place] == "and" and view.tags[min(place + 1, len(view.tags) - 1)] & Tag.SUBJECT:
        return True
    return bool(participle) or view.words[place] in _TURNS - {"but"}


def _turns(view: View, place: int, last: int) -> bool:
    word = view.words[place]
    if word not in {",", ";"} and word not in DASHES and word not in {"and", "but", "in"}:
        return False
    if place + 1 >= last or view.inside[place + 1] >= 0:
        return False
    following, tag = view.words[place + 1], view.tags[place + 1]
    if word == ",":
        if following in _TURNS:
            return view.words[min(place + 2, last - 1)] != "that"
        if following == "according":
            return True
        if tag & Tag.CUE and view.cues[following].form == "ing":
            return True
        return following == "and" and place + 2 < last and _new_cue(view, place + 2, last)
    if word in {"and", "but"}:
        return _new_cue(view, place + 1, last)
    return False


def _new_cue(view: View, place: int, last: int) -> bool:
    """Whether another cue of the same speaker follows: ``and said``, ``and later added``, ``and he said``."""
    stop = min(place + 3, last)
    while place < stop and view.inside[place] < 0:
        tag, word = view.tags[place], view.words[place]
        if tag & Tag.CUE and word.islower() and view.cues[word].form != "base":
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
    if stop > first and view.inside[stop - 1] >= 0:
        opens = view.ranges[view.inside[stop - 1]][0]
        first = opens if opens > first and view.words[opens - 1] in {":", "("} else first
    return (first, stop) if stop > first else None
