"""The form of what follows a cue (clause, infinitive, thing): it tells speech from other senses of a verb.

``added that the pier was shut`` says something, ``added a boat`` does not; ``reported a leak`` may be either.
"""

from __future__ import annotations

from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.phrases import finite, opens_verb, phrase_right
from build_site.stages.attribution.view import Range, View

OPENERS = frozenset(("that", "whether", "if", "how", "why", "what", "who"))
"""Words that open a clause which is said, asked or known."""
_LEADS = frozenset((":", "of", "about", "for"))
"""What a cue leads to what was said by, whatever its form."""
_IT = frozenset(("it", "this", "these", "those"))
"""What was said before: *announced it on Monday* tells no words."""
_NOT = frozenset(("not", "never"))
_TOPICS = frozenset(("of", "about"))
_INFINITIVE = frozenset(("urge", "ask", "tell", "judge"))
_NAMED = 4
"""Words of a thing that is named and no more: *rejected the offer* tells no words."""
_AS_BEFORE = (["the", "same"], ["the", "opposite"])
_QUESTION = frozenset(("question", "questions"))
_ON_WHAT = frozenset(("about", "on", "over", "regarding", "of", "whether", "why", "that"))
_AMOUNTS = frozenset(("little", "nothing", "much", "something"))
_ON_THE_SPOT = frozenset(("live", "back"))
CHARGING = frozenset(("of", "for", "as", "over"))
"""What leads to a judgement itself, however short: *blamed the board for the flood*."""
_JUDGED = CHARGING | {"to"}
"""What a short judgement has (``appealed for | pilots to come``), and the mere name of a thing has not."""
_PREDICATES = Tag.DET | Tag.POSS
_NO_PREDICATES = (
    Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.AUX | Tag.ADV | Tag.TIME | Tag.TIMEMOD | Tag.CUE | Tag.SUBJECT
)


def unsaid(view: View, cue: Cue, content: Range) -> bool:
    """Whether what follows a cue is, without marks, no speech: the verb has another sense there."""
    first, last = content
    negated = view.words[first] in _NOT
    opening, before = view.words[first + negated], view.words[first - 1]
    if before == ":":
        return False
    if opening in _IT and (opening != "it" or view.tags[min(first + 1, last - 1)] & (Tag.TIME | Tag.PREP)):
        return not clause(view, first, last)
    if _no_words(view, cue, content):
        return True
    said_so = opening == "so" and view.tags[first + 1] & (Tag.TIME | Tag.PREP)
    if said_so or (opening == "so" and not clause(view, first, last)):
        return True
    if opening in OPENERS:
        if cue.lemma == "call":
            return True  # "called to mind the hope that"
        thing = opening == "that" and not view.tags[min(first + 1, last - 1)] & (_PREDICATES | Tag.SUBJECT)
        return thing and last - first <= _NAMED and not clause(view, first + 1, last)
    if before in _LEADS:
        return last - first <= _NAMED and not cue.of and before in _TOPICS
    if opening == "to":
        return not (cue.infinitive or cue.frame in _INFINITIVE)
    if cue.frame == "call":
        return not _predicated(view, content)
    if cue.frame == "judge" and last - first <= _NAMED and not _JUDGED.intersection(view.words[first:last]):
        return True
    owned_up = cue.lemma == "claim" and opening == "responsibility" and not view.tags[first - 2] & Tag.NEG
    return cue.clausal and not owned_up and not opening.endswith("ing") and not clause(view, first, last)


def _no_words(view: View, cue: Cue, content: Range) -> bool:
    """``asked a question``, ``says the same``, ``reports live``: that words were said, and none of them."""
    first, last = content
    if view.words[first:last][:2] in _AS_BEFORE and not clause(view, first, last):
        return True
    if cue.frame == "urge" and view.words[first - 1] == "on" and not _asked_to(view, content):
        return True
    words = view.words[first : min(last, first + _NAMED)]
    if words[0] in _AMOUNTS and words[1:2] != ["of"] and not clause(view, first, last):
        return True
    asked = next((n for n, word in enumerate(words) if word in _QUESTION), len(words))
    behind = view.words[first + asked + 1 : first + asked + 2]
    if cue.frame == "ask" and asked < len(words) and (first + asked + 1 >= last or behind[0] not in _ON_WHAT):
        return True
    return cue.lemma == "report" and words[0] in _ON_THE_SPOT


def _asked_to(view: View, content: Range) -> bool:
    """``called on Marsh to leave``; but ``called on Marsh, who spoke``: who is given the word."""
    for place in range(*content):
        if view.words[place] == "to":
            return True
        if view.tags[place] & Tag.REL:
            return False
    return False


def not_clausal(view: View, cue: Cue, content: Range) -> bool:
    """Whether a request, a deed or a thing follows, which no second clause belongs to."""
    first = content[0]
    opening = view.words[first]
    if view.inside[first] >= 0 or opening in OPENERS:
        return False
    return (
        opening == "to" or opening.endswith("ing") or view.words[first - 1] in _LEADS or cue.frame == "judge"
    )


def _predicated(view: View, content: Range) -> bool:
    """``called the pier a ruin``, ``described it as safe``: something is said of something."""
    first, last = content
    if "as" in view.words[first - 1 : last]:
        return True
    thing = phrase_right(view, first, last)
    if thing is None or thing[1] >= last:
        return False
    place = thing[1]
    return view.words[place][:1].isalpha() and not (
        view.tags[place] & _NO_PREDICATES or view.words[place].endswith("ing")
    )


def clause(view: View, first: int, last: int) -> bool:
    """Whether words have a finite verb of their own, not only one in a clause within them."""
    open_verbs, running = 0, False
    for place in range(first, last):
        tag, word = view.tags[place], view.words[place]
        if view.inside[place] >= 0:
            return True
        if word == "," and place + 1 < last and view.tags[place + 1] & Tag.CUE:
            return False
        if place > first and tag & (Tag.REL | Tag.SUBORD):
            open_verbs, running = open_verbs - 1, False
            continue
        own = tag & Tag.SUBJECT and ("’" in word or "'" in word)  # "he’s"
        own = own or (place == first + 1 and view.tags[first] & Tag.SUBJECT and word.endswith("ed"))
        beside = word.endswith("ed") and view.words[place - 1] == ","  # "the study, published in May"
        verb = bool(tag & Tag.AUX or own) or (not beside and finite(view, place, first))
        if verb and not running:
            open_verbs += 1
            if open_verbs > 0:
                return True
        running = verb
    return False


def told_of(view: View, after: Range) -> bool:
    """``indicated he would sign``: a subject and its verb, without *that*."""
    first = after[0]
    if view.tags[first] & Tag.SUBJECT:
        return clause(view, *after)
    subject = phrase_right(view, *after)
    if subject is None:
        return False
    stop = subject[1]
    aged = view.words[stop] == "," == view.words[stop + 2]  # "a man, 42, had"
    stop += 3 if aged and view.words[stop + 1].isdigit() else 0
    return stop < after[1] and opens_verb(view, stop)
