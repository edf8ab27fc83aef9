"""Who governs a cue: the subject left of the verb group, past appositions, adverbials and other verbs."""

from __future__ import annotations

from build_site.stages.attribution.barring import SHOWING
from build_site.stages.attribution.drafts import Frame
from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.phrases import (
    DASHES,
    STOPS,
    after_passage,
    capitalised,
    head_of,
    names_people,
    phrase_left,
    phrase_right,
    verb_start,
    verbal,
    with_others,
)
from build_site.stages.attribution.subject_search import (
    before_bracket,
    clause_subject,
    first_phrase,
    over_apposition,
    restricted,
    whom_it_quotes,
)
from build_site.stages.attribution.view import Range, View

_NO_SPEAKERS = frozenset(("you", "You"))
_MEDIUM = 2
_LEADING = frozenset(("led", "leads", "leading", "prompted", "prompts", "prompting", "forced", "forcing"))
_USING = frozenset(("used", "uses"))
_TAKING = (["took", "to"], ["takes", "to"])
_MEANS = 9
"""Words between *used* and what it was used for, at most."""
_SHOWING = frozenset(
    ("has", "had", "have", "show", "shows", "showed", "captured", "captures", "caught", "filmed", "heard")
)
_WHO = frozenset(("who", "that"))
_ASIDE = 30
"""Words of a clause that tells who is meant, at most."""
_NO_HEADS = Tag.PREP | Tag.CONJ | Tag.SUBORD | Tag.OCCASION | Tag.AUX
_CHARGED = frozenset(("for", "of"))
_CLAUSES = frozenset(("that", "why", "how", "whether"))
_ABROAD = frozenset(("outside", "Outside", "inside", "Inside"))
"""``outside experts say``: what people are, though it looks like where."""
_HOLDING = frozenset(("of", "with", "despite", "Despite", "With"))


def subject_of(
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
        sure = cue.strength > _MEDIUM or (view.words[start + 1] == "that" and cue.lemma not in SHOWING)
        it = word in {"it", "It"} and not sure and not after_passage(view, place)
        return "subject-verb", (None if it or word in _NO_SPEAKERS else (place, start))
    if tag & Tag.REL:
        end = place - 1 if view.words[place - 1] == "," or view.words[place - 1] in DASHES else place
        noun = phrase_left(view, first, end)
        noun = _before_home(view, first, noun) if noun is not None else None
        return "relative-clause", ((_antecedent(view, noun, word), start) if noun else None)
    if tag & Tag.TIME and first < (earlier := _before_time(view, first, place)) < start:
        return subject_of(view, sentence, earlier, cue, found)
    if word in {",", ")"} or word in DASHES:
        named = _bracketed(view, first, start) or over_apposition(view, sentence, place)
        return "apposition", named or _shared(view, sentence, start, found)
    if tag & (Tag.CONJ | Tag.ADV):
        return "shared-subject", _shared(view, sentence, start, found)
    if word in STOPS or tag & (Tag.PREP | Tag.SUBORD):
        return "", None
    rule, source = _phrase(view, sentence, start, cue, found)
    if cue.strength > _MEDIUM and (source is None or _no_subject(view, source)):
        return "subject-verb", restricted(view, sentence, start) or source
    return rule, source


def _bracketed(view: View, first: int, start: int) -> Range | None:
    """``the Port Board (PB) said``: the body right before its short name."""
    named = (
        phrase_left(view, first, before_bracket(view, first, start)) if view.words[start - 1] == ")" else None
    )
    if named is None:
        return None
    opens = named[0] == first  # "DORRIN - Gull Bank (GB) said"
    called = opens and capitalised(view, named)
    return named if called or view.tags[named[0]] & Tag.DET else None


def _before_home(view: View, first: int, noun: Range) -> Range:
    """``Ana Ruiz, 73, of Skerry, who``, ``Gull Co., a firm, which``: the name before what tells of it."""
    beside = view.words[noun[0]] in {"a", "an"} and noun[0] - 1 > first and view.words[noun[0] - 1] == ","
    name = phrase_left(view, first, noun[0] - 1) if beside else None
    if name is not None and capitalised(view, (name[0] + bool(view.tags[name[0]] & Tag.DET), name[1])):
        return name[0], noun[1]
    comma = noun[0] - 2
    if comma <= first or view.words[comma] != "," or view.words[comma + 1] not in {"of", "from"}:
        return noun
    comma -= 2 if view.words[comma - 1].isdigit() and view.words[comma - 2] == "," else 0
    name = phrase_left(view, first, comma) if comma > first else None
    return (name[0], noun[1]) if name is not None and capitalised(view, name) else noun


def _antecedent(view: View, noun: Range, relative: str) -> int:
    """Where it begins: ``complaints from pilots who``, ``the head of the guild in Dorrin, which``."""
    counted = "of" if relative == "who" else ""  # "dozens of pilots who"
    joints = [i for i in range(noun[0] + 1, noun[1] - 1) if view.tags[i] & Tag.PREP]
    named = view.words[noun[1] - 1][:1].isupper()  # "the anger of Ruiz who"
    below = next((i for i in joints if named or view.words[i] != counted), None)
    if below is None or view.words[below - 1][:1].isupper() or "," in view.words[slice(*noun)]:
        return noun[0]
    person = names_people(view, below - 1)
    if relative == "which":
        body = person and any(view.words[i][:1].isupper() for i in range(below + 1, noun[1]))
        return below + 1 if body else noun[0]
    heads = (i - 1 for i in (*joints, noun[1]) if i > below)  # "scorn from rivals on the left, who"
    plain = relative == "who" and not person and (named or any(names_people(view, i) for i in heads))
    return below + 1 if plain else noun[0]


def brought_to(view: View, first: int, to: int) -> Range | None:
    """Who says it in the end: ``led Marsh to conclude``, ``Marsh took to the radio to denounce``."""
    led = phrase_left(view, first, to)
    if led is not None and led[0] > first and view.words[led[0] - 1] in _LEADING:
        somebody = view.words[led[1] - 1][:1].isupper() or view.tags[led[1] - 1] & (Tag.OBJECT | Tag.PERSON)
        return led if somebody else None
    for place in range(to - 1, max(first, to - _MEANS), -1):
        if view.words[place] in STOPS:
            return None
        if view.words[place] in _USING or view.words[place : place + 2] in _TAKING:
            return phrase_left(view, first, verb_start(view, first, place))
    return None


def _before_time(view: View, first: int, place: int) -> int:
    """``The board last year pledged``: where a time that stands between a subject and its verb begins."""
    while place > first and view.tags[place] & (Tag.TIME | Tag.TIMEMOD | Tag.DET):
        place -= 1
    told = view.tags[place] & (Tag.PREP | Tag.DONE | Tag.VERB) or view.words[place].endswith("ed")
    return first if told else place + 1


def _no_subject(view: View, source: Range) -> bool:
    """``him``, ``two weeks``: what cannot speak, so that it ends a clause about who does."""
    tag = view.tags[source[1] - 1]
    return bool(tag & (Tag.TIME | Tag.TIMEMOD)) or tag & (Tag.OBJECT | Tag.SUBJECT) == Tag.OBJECT


def _phrase(
    view: View, sentence: Range, start: int, cue: Cue, found: list[Frame]
) -> tuple[str, Range | None]:
    """A noun phrase right before the verb; an adverbial ``who has in the past said`` is passed over."""
    first = sentence[0]
    source = phrase_left(view, first, start)
    if source is None or source[0] <= first or view.inside[source[0] - 1] >= 0:
        return "subject-verb", source
    source = with_others(view, first, source)
    if view.words[source[0] - 1] in _ABROAD and names_people(view, source[1] - 1):
        return "subject-verb", (source[0] - 1, source[1])
    before = view.tags[source[0] - 1]
    if view.words[start] == "to" and view.words[source[0] - 1] == "for":
        return "subject-verb", source
    anew = _after_and(view, source) if before & (Tag.PREP | Tag.AUX | Tag.VERB) else None
    if anew is not None:
        return "subject-verb", anew
    clausal = before & Tag.SUBORD and (capitalised(view, source) or _complete(view, first, source[0] - 1))
    adverbial = before & Tag.PREP and not clausal
    if adverbial and source[0] - 1 > first and view.words[source[0] - 1].lower() != "as":
        verb = view.tags[source[0] - 2] & (Tag.CUE | Tag.VERB) and view.words[source[0] - 2].islower()
        done = view.words[source[0] - 1] == "by" and _participial(view, first, source[0] - 2)
        if verb and not (done or _a_noun(view, first, source[0] - 2)):
            return "", None
        start = verb_start(view, first, source[0] - 1)
        if view.words[source[0] - 1] == "by" and _participial(view, first, start - 1):
            start = verb_start(view, first, start - 1)
        return subject_of(view, sentence, start, cue, found)
    meant = _who_was_meant(view, sentence, source, start)
    if meant is not None:
        return "subject-verb", meant
    told = view.words[source[0] - 1]
    answering = before & Tag.CUE and not names_people(view, source[0] - 2)
    doing = told.endswith("ing") and not before & (Tag.NOUN | Tag.PREP) and not answering
    if told.islower() and (
        doing or view.words[source[0] - 2] == "to"
    ):  # "The last man to mount a campaign said"
        opening = restricted(view, sentence, start)
        source = opening if opening is not None and _somebody(view, opening) else source
    if before & (Tag.AUX | Tag.VERB):
        return "shared-subject", _shared(view, sentence, start, found)
    return "subject-verb", source


def _somebody(view: View, phrase: Range) -> bool:
    """``the Harbour Force in charge of …``, ``a pilot``: a name or a noun for people heads it."""
    head = head_of(view, phrase)
    return names_people(view, head) or view.words[head][:1].isupper()


def _after_and(view: View, phrase: Range) -> Range | None:
    """``looked into the case and | a spokesman for the board said``: he begins a clause of his own."""
    start = next((i for i in range(phrase[1] - 1, phrase[0], -1) if view.words[i - 1] == "and"), None)
    if start is None or not view.tags[start] & (Tag.DET | Tag.POSS):
        people = start is not None and start + 1 == phrase[1] and names_people(view, start)
        return (start, phrase[1]) if start and people and not names_people(view, start - 2) else None
    head = head_of(view, (start, phrase[1]))
    alike = view.words[start - 2][:1].isupper()
    body = view.words[head][:1].isupper() and not alike  # "a study by A and the B"
    return (start, phrase[1]) if body or names_people(view, head) else None


def _a_noun(view: View, first: int, place: int) -> bool:
    """``a new report | by the board``: a noun, though it looks like a verb, behind its article."""
    opening = phrase_left(view, first, place + 1) if view.tags[place] & (Tag.NOUN | Tag.DOCUMENT) else None
    if opening is None or (opening[0] > first and view.words[opening[0] - 1] not in STOPS):
        return False
    tag = view.tags[opening[0]]
    return bool(tag & (Tag.DET | Tag.POSS) and not tag & Tag.SUBJECT) or view.words[opening[0]][-2:] in {
        "’s",
        "'s",
    }


def _who_was_meant(view: View, sentence: Range, source: Range, start: int) -> Range | None:
    """``The guard who shot a pilot said``: past a whole clause that tells who is meant."""
    near = range(source[0] - 1, max(sentence[0], start - _ASIDE) - 1, -1)
    begin = next((i for i in near if view.words[i] in STOPS), near.stop)
    relatives = [i for i in range(begin, source[0]) if view.words[i] in _WHO]
    inside = range(relatives[0] + 1, source[0]) if len(relatives) == 1 else range(0)
    verbs = [i for i in inside if verbal(view, i, sentence[0])]
    headless = relatives == [source[0] - 1] and view.words[source[0]].endswith("ed")  # "who lived there said"
    if not headless and len([i for i in verbs if i - 1 not in verbs]) != 1:
        return None
    opening = restricted(view, sentence, start)
    if opening is None or (view.words[begin] == "," and view.words[opening[0]][:1].isupper()):
        return None  # "residents in Orlow, Dorrin who left complained"
    return opening if opening[1] == relatives[0] else None


def _complete(view: View, first: int, stop: int) -> bool:
    """``The board met after the owner said``: a clause stands before, so another one begins."""
    return any(verbal(view, i, first) for i in range(first + 1, stop))


def _participial(view: View, first: int, place: int) -> bool:
    """``the notes obtained by the board``: what was done to the subject."""
    return place > first and view.words[place].endswith("ed")


def _participle(view: View, sentence: Range, start: int, found: list[Frame]) -> tuple[str, Range | None]:
    """``…, saying``: the clause's subject; ``with Smith saying``: the words before."""
    first, place = sentence[0], start - 1
    if place < first:
        return "fronted-participle", first_phrase(view, sentence, sentence[1], start)
    while place > first and view.tags[place] & (Tag.TIME | Tag.TIMEMOD):
        place -= 1
    if view.words[place] == "as" and (quoted := whom_it_quotes(view, first, place)):
        return "participle", quoted
    if view.words[place] in _CHARGED and (charged := _charged(view, place, sentence[1], found)):
        return "participle", charged
    document = view.tags[place] & Tag.DOCUMENT
    place = place if document else start - 1
    if view.words[place][:1].isalnum() and not view.tags[place] & _NO_HEADS:
        source = phrase_left(view, first, place + 1)
        shows = next((i for i in range(*source) if _shows(view, i)), place) if source else place
        source = (shows + 1, place + 1) if shows < place else source  # "Emails show | Smith saying"
        if source is not None and source[0] > first and _holds(view, source):
            return "participle", source
    shared = _since(view, start, found) or _shared(view, sentence, start, found)
    return "participle", shared or first_phrase(view, sentence, sentence[1], start)


def _charged(view: View, place: int, last: int, found: list[Frame]) -> Range | None:
    """``blamed the board for | saying``, ``accused him of claiming``: what one is judged for having said.

    Words in marks behind *of* are the accuser's own.
    """
    if view.words[place] == "of" and any(view.inside[i] >= 0 for i in range(place, last)):
        return None
    judged = next((f for f in reversed(found) if f.kind in {"judge", "urge"}), None)
    start = judged.content[0][0] if judged is not None else place
    somebody = phrase_right(view, start, place)
    if somebody is None or somebody[1] > place:
        return None
    return somebody if somebody[1] == place else None


def _shows(view: View, place: int) -> bool:
    """``Emails show``, ``a video caught``, but ``the show``."""
    word = view.words[place]
    return word in _SHOWING and (word != "show" or view.words[place - 1][-1:] == "s")


def _holds(view: View, source: Range) -> bool:
    """``with Smith saying``, ``has Smith saying``, ``a sign saying``: who stands before it says it."""
    head = source[1] - 1
    if view.tags[head] & Tag.TIME:
        return False
    nominal = view.words[head].islower() and view.tags[source[0]] & (Tag.DET | Tag.POSS)
    shown = view.words[source[0] - 1] in _SHOWING and capitalised(view, source)
    joined = view.words[source[0] - 1] == "and" and capitalised(view, source)  # "… and Ruiz saying"
    return view.words[source[0] - 1] in _HOLDING or shown or joined or bool(nominal)


def _outer(frame: Frame, found: list[Frame]) -> Frame:
    """``Marsh said she felt they were saying “…,” adding``: the one who tells of the others goes on."""
    first = frame.source[0] if frame.source is not None else frame.cue[0]
    telling = (f for f in found if f.source is not None and f.content[0][0] <= first < f.content[-1][1])
    return next(telling, frame)


def _deals_with_one(view: View, first: int, start: int) -> Range | None:
    """``that Ruiz called him and | told him``: who did the one did the other, to the same one."""
    him = start - 2
    if him - 2 < first or view.words[start - 1] != "and" or not view.tags[him] & Tag.OBJECT:
        return None
    again = view.words[him] in view.words[start + 1 : start + 3]
    return phrase_left(view, first, verb_start(view, first, him - 1)) if again else None


def _since(view: View, start: int, found: list[Frame]) -> Range | None:
    """``Marsh said it was “dead”, but Ruiz left, | saying``: the subject of the clause that began since."""
    place = found[-1].content[-1][1] if found else start
    while place < start and view.words[place] in STOPS:
        place += 1
    begun = place < start and view.words[place] in {"but", "while"}
    return clause_subject(view, place, start) if begun else None


def _shared(view: View, sentence: Range, start: int, found: list[Frame]) -> Range | None:
    """The subject that a verb without its own goes back to: the last frame's, or the sentence's."""
    if (same := _deals_with_one(view, sentence[0], start)) is not None:
        return same
    for frame in reversed(found):
        speaks = frame.kind in {"say", "tell", "ask"} or view.words[frame.content[0][0]] in _CLAUSES
        if speaks and frame.strength > 1 and frame.cue[0] < start and frame.rule != "relative-clause":
            return _outer(frame, found).source
    return clause_subject(view, sentence[0], start) or first_phrase(view, sentence, start)
