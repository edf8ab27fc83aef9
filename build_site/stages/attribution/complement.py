"""Where the words begin that a cue governs: past adverbials, settings and the one spoken to."""

from __future__ import annotations

from build_site.stages.attribution.clauses import clause_end
from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.phrases import DASHES, STOPS, opens_verb, owns, phrase_right
from build_site.stages.attribution.view import Range, View

_ADDRESSED = frozenset({"tell", "ask", "urge"})
_GOVERNED = frozenset(("for", "of", "about", "with", "as", "to", "against"))
_LEADS = frozenset(("of", "about", "against", "over"))
_CLOSES = frozenset((",", ":", ";", ".", "that", "to", "for", "as", "in", "if", "when", "after", "and"))
_SOMEBODY = 12
"""Words of the one that it is said of, at most."""
_HEARER = 5
"""Words of the one that it is said to, at most, where nothing but *that* or *to* ends them."""
_ASKING = frozenset(("how", "why"))
_QUESTIONS = frozenset(("that", "whether", "if", "how", "why", "what", "who", "where", "when"))
_CLAUSES = frozenset(("that", "whether", "if"))
_OPENING = _QUESTIONS | {",", ":", "to", "for", "against", "on", "not", "about", "of"}
_GERUNDS = frozenset(("being", "having"))
RELATIVES = frozenset(("which", "who", "whose"))
_SETTING_OUT = 20
"""Words between a cue and what was said within which a colon or comma is looked for."""
_ON = frozenset(("and", "but", "or"))
_WHERE = frozenset(("in", "on", "at", "during", "after", "before"))
_SETTING = _WHERE | frozenset(("to", "from", "via", "through", "with", "for", "of", "about", "as", "when"))


def skip_adverbials(view: View, start: int, last: int, *, doing: bool = False) -> int:
    """Past ``on Tuesday``, ``in a statement``, ``again``: what may stand between a cue and its words.

    Where what is to be done may be what was said, ``to rebuild`` is not where or when.
    """
    place = start
    while place < last and view.inside[place] < 0:
        tag, word = view.tags[place], view.words[place]
        dated = word.isdigit() and place > start and view.tags[place - 1] & Tag.TIME
        if dated or tag & Tag.TIME or _adverb(view, place, last):
            place += 1
        elif _modifies_time(view, place, last):
            place += 1 if tag & Tag.TIMEMOD else 2
        elif (
            tag & Tag.PREP
            and word in _SETTING
            and not (doing and place > start and _to_do(view, place, last))
        ):
            stop = _setting(view, place, last, doing=doing)
            if stop == place:
                break
            place = stop
        else:
            break
    return place


def _adverb(view: View, place: int, last: int) -> bool:
    """``again``, ``there``; but ``there was`` and ``how long`` begin what was said."""
    tag, word = view.tags[place], view.words[place]
    if word.endswith("ly") and not tag:
        return place + 1 < last and view.words[place + 1] in STOPS
    if tag & Tag.NEG and view.words[place + 1] == "to":
        return False  # "told them not to sail"
    if not tag & Tag.ADV or word in _ASKING:
        return False
    return word != "there" or place + 1 >= last or not view.tags[place + 1] & (Tag.AUX | Tag.VERB)


def _modifies_time(view: View, place: int, last: int) -> bool:
    """``last week``, ``later``; but ``this lock`` is a thing."""
    if not view.tags[place] & Tag.TIMEMOD:
        return view.words[place : place + 2] == ["the", "other"] and bool(
            place + 2 < last and view.tags[place + 2] & Tag.TIME
        )
    if not view.tags[place] & Tag.DET:
        return True
    return place + 1 < last and bool(view.tags[place + 1] & Tag.TIME)


def _setting(view: View, start: int, last: int, *, doing: bool) -> int:
    """End of a phrase that tells when, where or on what occasion; ``start`` where it does not."""
    occasion = False
    for place in range(start + 1, min(start + 9, last)):
        if view.inside[place] >= 0:
            return place if occasion else start
        tag, word = view.tags[place], view.words[place]
        if word in {",", ".", ":", "that"} or word in DASHES:
            addressed = word == "that" and view.words[start] in {"to", "with"}
            return place if occasion or addressed or view.words[start] not in _GOVERNED else start
        if tag & (Tag.SUBJECT | Tag.AUX):
            return place if occasion else start
        if occasion and (_begins_clause(view, place, last) or (doing and _to_do(view, place, last))):
            return place
        if occasion and (
            word == "about"
            or (tag & Tag.CUE and word.endswith("ing"))
            or (tag & (Tag.DET | Tag.POSS) and not view.tags[place - 1] & Tag.PREP)
        ):
            return place
        year = place == start + 1 and len(word) == 4 and word.isdigit()
        occasion = occasion or year or bool(tag & (Tag.TIME | Tag.OCCASION))
    return start


def _begins_clause(view: View, place: int, last: int) -> bool:
    """``said on Thursday | crews had left``: a subject and its verb right behind the time or the occasion."""
    before = view.tags[place - 1] & (Tag.TIME | Tag.OCCASION)
    if not before or view.tags[place] & (Tag.TIME | Tag.TIMEMOD | Tag.OCCASION | Tag.PREP | Tag.CONJ):
        return False
    there = view.words[place] == "there"
    subject = (place, place + 1) if there else phrase_right(view, place, last)
    return subject is not None and subject[1] < last and opens_verb(view, subject[1])


def complement(view: View, stop: int, last: int, frame: str, cue: Cue | None = None) -> Range | None:
    """The clause after a cue that ends at ``stop``."""
    governs = frame == "urge" and stop < last and view.words[stop] in {"for", "on", "against"}
    addressed = frame in _ADDRESSED and not (cue and cue.thing)
    promising = cue is not None and cue.infinitive
    place = _past_adverbials(view, stop, last, addressed=addressed or promising)
    doing = promising and _to_do(view, place, last)
    where = governs and view.words[stop] == "on" and view.words[min(place, last - 1)] == "that"
    if governs and not where:  # "called on the crews to", but "demanded on Monday that"
        place = stop
    if addressed and place < last and not _opens(view, place):
        thing = place
        place = _past_adverbials(view, _addressee(view, place, last), last, addressed=addressed)
        place = _past_relative(view, place, last, asked=frame == "urge")
        named = frame == "urge" and place < last and view.inside[place] < 0 and not _opens(view, place)
        if named or not _asked(view, place, last):
            clause = _behind_aside(view, place, last)
            if clause is None and frame != "urge":
                return None
            place = thing if clause is None else clause
    place = _past_marks(view, place, last)
    if place >= last or (
        view.inside[place] < 0
        and view.tags[place] & (Tag.AUX | Tag.VERB)
        and view.words[place] not in (*_GERUNDS, "May", "Will")
    ):
        return None
    if view.inside[place] < 0 and _comments_on(view, place):
        return None
    place = _to_that(view, place, last) if frame in {"say", "tell"} and not doing else place
    place = _past_preposition(view, _past_setting(view, place, last), last)
    phrase = frame in {"call", "judge"} and view.words[place] not in {"that", "how", "what"}
    end = clause_end(view, place, last, phrase=phrase)
    told = any(view.words[i][:1].isalpha() for i in range(place, end))
    return (place, end) if told else None


def _to_do(view: View, place: int, last: int) -> bool:
    """``to present a bill that``, but ``to the crews that``."""
    if place + 1 >= last or view.words[place] != "to":
        return False
    return not view.tags[place + 1] & (Tag.DET | Tag.POSS | Tag.OBJECT | Tag.PERSON | Tag.PLURAL)


def _asked(view: View, place: int, last: int) -> bool:
    """Whether words follow the one spoken to: no comma before the reporter's own, no end."""
    if place >= last:
        return False
    if view.words[place] == ",":
        return place + 1 < last and view.inside[place + 1] >= 0
    return view.words[place] not in {".", ";"}


def _behind_aside(view: View, start: int, last: int) -> int | None:
    """``told the clerk, Ben Orlow, who was new, that``: where the clause begins after asides."""
    for place in range(start + 1, min(start + _SETTING_OUT, last)):
        if view.words[place] == "that" and view.words[place - 1] == ",":
            return place
    return None


def _past_marks(view: View, start: int, last: int) -> int:
    place = start
    while place < last and view.inside[place] < 0:
        if view.words[place] not in {",", ":"} and view.words[place] not in DASHES:
            break
        place += 1
    return place


def _comments_on(view: View, place: int) -> bool:
    """``…, which was late``, ``…, using nets``: after a comma the reporter goes on, with "and" anywhere."""
    word = view.words[place]
    doing = word.endswith("ing")
    return word in _ON or (view.words[place - 1] == "," and (word in RELATIVES or doing))


def _past_adverbials(view: View, start: int, last: int, *, addressed: bool) -> int:
    """Past adverbials; after the one spoken to, *to* opens what to do."""
    asked = addressed and start < last and view.words[start] == "to"
    return start if asked else skip_adverbials(view, start, last, doing=addressed)


def past_somebody(view: View, stop: int, last: int, cue: Cue) -> int:
    """``accused the board of``, ``pleaded with us to``: past the one that it is said of or to, if any."""
    place, found = stop, stop
    if stop < last and view.words[stop] in _LEADS:
        return stop
    with_one = cue.infinitive and stop < last and view.words[stop] == "with"
    while place < min(last, stop + _SOMEBODY) and view.inside[place] < 0:
        word, tag = view.words[place], view.tags[place]
        if (with_one and word == "to") or (
            cue.of and stop < place < stop + _HEARER and _told_to(view, place)
        ):
            return place
        if word in _LEADS and cue.of:
            if found == stop:
                found = place
        elif word in _CLOSES or tag & (Tag.AUX | Tag.TIME):
            break
        place += 1
    return found


def _told_to(view: View, place: int) -> bool:
    """``warned us that``, ``warned Marsh not to``: where the words begin, past the one spoken to."""
    return view.words[place] in {"that", "to"} or view.words[place : place + 2] == ["not", "to"]


def _to_that(view: View, start: int, last: int) -> int:
    """``told them after the vote that …``, ``said on “The Pier” that …``: where the clause begins."""
    aside = Tag.PREP | Tag.REL | Tag.SUBORD
    if view.inside[start] >= 0 or not view.tags[start] & aside or view.words[start] in _CLAUSES:
        return start
    found = start
    for place in range(start + 1, min(start + _SETTING_OUT, last - 1)):
        if view.inside[place] >= 0:
            continue
        coordinated = view.tags[place - 1] & Tag.CONJ and view.tags[place] & Tag.CUE
        if view.words[place] in {",", ":", ";"} or coordinated:
            return found
        if view.words[place] == "that" and not _of_thing(view, start, place):
            thing = view.tags[place - 1] & Tag.SPEECH
            if view.inside[place + 1] >= 0 or (found == start and not thing):
                found = place
    return found


def _of_thing(view: View, start: int, that: int) -> bool:
    """``joked about a tax that would …``: the clause tells of the thing."""
    return view.words[start] in _LEADS and bool(view.tags[that + 1] & Tag.AUX)


def _past_relative(view: View, start: int, last: int, *, asked: bool) -> int:
    """``told the pilots who had come, “words”``: the comma; ``urged those who left to``: what to do."""
    if start >= last or not view.tags[start] & Tag.REL:
        return start
    for place in range(start, min(start + _SETTING_OUT, last - 1)):
        if asked and view.words[place] == "to":
            return place
        if view.words[place] == "that":
            return start
        if view.words[place] == ",":
            return place if view.inside[place + 1] >= 0 else start
    return start


def _opens(view: View, place: int) -> bool:
    """Whether the words begin here, with nobody addressed before them."""
    return view.words[place] in _OPENING


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
        if view.words[place] == ":" and begins and not clause:
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
        and not (view.words[place] == "about" and view.words[place + 1][:1].isdigit())
    ):
        return place + 1
    return place


def _addressee(view: View, start: int, last: int) -> int:
    """End of the one spoken to: a pronoun, or words up to ``that``, a mark, a comma or the next subject."""
    if view.tags[start] & (Tag.OBJECT | Tag.SUBJECT) and not owns(view, start, last):
        return start + 1
    place = start + 1
    while place < last and view.inside[place] < 0:
        tag, word = view.tags[place], view.words[place]
        if word in {",", ":", ".", "that", "whether", "if", "to", "about", "how", "why"} or tag & Tag.SUBJECT:
            return place
        if tag & Tag.NEG and view.words[place + 1] == "to":
            return place
        if tag & Tag.AUX and start < place - 1 and view.words[place - 1][:1].isupper():
            return place - 1  # "told Reuters | Marsh had"
        if tag & (Tag.REL | Tag.SUBORD) or (
            tag & (Tag.DET | Tag.POSS) and not view.tags[place - 1] & (Tag.PREP | Tag.CONJ)
        ):
            return place
        if tag & (Tag.TIME | Tag.TIMEMOD) or (tag & Tag.PREP and word in {"on", "in", "during", "after"}):
            return place
        place += 1
    return place
