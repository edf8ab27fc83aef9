"""Words that look like cues and are none: passives, nouns, infinitives, hypotheses."""

from __future__ import annotations

from itertools import pairwise

from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.phrases import (
    DASHES,
    EAGER,
    GO,
    GOING_ON,
    TRYING,
    after_passage,
    opens_verb,
    phrase_left,
    phrase_right,
    with_others,
)
from build_site.stages.attribution.subject_search import restricted
from build_site.stages.attribution.view import Range, View

BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "am"))
_AFTER_PASSIVE = frozenset(("of", "for", "over", "on"))
"""``accused of``, ``criticised for``: the one it is said of stands before."""
_BECOME = frozenset(
    f"{verb}{ending}"
    for verb in ("become", "appear", "seem", "remain", "look", "sound")
    for ending in ("", "s", "ed")
) | {"became", "becoming", "feel", "feels", "felt"}
_UNREAL = frozenset(("would", "could", "should", "must", "might", "may", "can", "cannot", "can’t", "can't"))
SHOWING = frozenset(("show", "find", "indicate", "reveal", "confirm", "suggest"))
"""What polls, studies and records do with their findings."""
_OTHER_SENSES = frozenset(
    (
        ("know", "as"),
        ("thank", "to"),
        ("call", "in"),
        ("call", "off"),
        ("call", "up"),
        ("tell", ","),
        ("charge", "with"),
    )
)
_BY = (["on", "by"], ["for", "by"])
"""``called on by the crews``: a passive."""
_SUPERLATIVE = (["the", "most"], ["The", "most"])
_GONE = GO | GOING_ON | EAGER
_CLAUSE = 14
"""Words before *and say* in which an infinitive is looked for."""
_ACCUSED = 10
"""Words of the one who is charged with a crime, at most."""
_OPENS_CLAUSE = frozenset(("that", ",", ".", ":", ";"))
_ENDS = frozenset((".", ";", "\n"))
MEANS = frozenset(("phone", "telephone", "email", "text", "letter", "video"))
"""``Marsh said by phone``: how it was said."""
_SOMEBODY = frozenset(("one", "another"))
_PLURAL = frozenset(("are", "were", "have", "do"))
_SINGULAR = frozenset(("is", "was", "has"))
_RUNG = frozenset(("phone", "telephone", "video", "conference", "emergency", "roll", "close", "wake-up"))
"""``Phone calls for the mayor``: calls that are a noun."""
_WHERE = 7
"""Words of where somebody said so, before *that*, at most."""
_ARTICLES = frozenset(("a", "an", "the", "every", "no"))
_OPENS_COMPLEMENT = Tag.DET | Tag.POSS | Tag.SUBJECT | Tag.OBJECT


def barred(view: View, cue: Cue, sentence: Range, place: Range, stop: int) -> bool:
    """Passives, nouns that look like verbs, and infinitives are no cues."""
    start, index = place
    group = view.words[start:index]
    following = stop if stop < sentence[1] else index
    if _in_another_sense(view, cue, following, sentence[1]):
        return True
    with_it = view.words[following] == "with" and "that" not in view.words[following : following + _WHERE]
    if with_it and cue.strength > 2 and not cue.infinitive:  # "said with grief that"
        return view.inside[min(following + 1, sentence[1] - 1)] < 0
    if group and cue.form != "ing" and _described(view, sentence, start, index):
        return True
    if cue.strength < 3 and any(word in _UNREAL for word in group):
        return True
    if cue.frame not in {"say", "tell", "call"} and TRYING.intersection(group):
        return True
    if cue.form == "past":
        if _adjective(view, sentence, start, index):
            return True
        thingless = cue.frame == "judge" and view.words[following] in _AFTER_PASSIVE
        by = view.words[following] == "by" and view.words[following + 1] not in MEANS
        passive = by or thingless
        if passive or BE.intersection(group):
            return True
        naming = cue.frame == "call" and view.inside[following] >= 0 and start > sentence[0]
        return (
            naming
            and not group
            and view.tags[start - 1] & Tag.SUBJECT == 0
            and view.words[start - 1].islower()
        )
    if cue.form == "ing":
        return _no_participle(view, cue, sentence, index)
    eager = "to" in group and EAGER.intersection(group)  # "was quick to point out"
    if (BE.intersection(group) and not eager) or (
        "to" in group and not _GONE.intersection(group) and not _for(view, sentence, start)
    ):
        return True
    if cue.form == "base" and start > sentence[0] and view.tags[start - 1] & Tag.CONJ:
        return cue.lemma != "say" or not _says_too(view, sentence[0], start, following)
    return not group and _nounlike(view, cue, sentence, index, following)


def _in_another_sense(view: View, cue: Cue, following: int, last: int) -> bool:
    """``know as``, ``call in``, ``called on by the crews``, ``charged the officer with theft``."""
    behind = view.words[following : following + 2]
    known = behind in _BY or (cue.lemma, *behind[:1]) in _OTHER_SENSES
    if cue.lemma == "quote" and ("as", "saying") in pairwise(
        view.words[following : min(last, following + _ACCUSED)]
    ):
        return True  # whom a paper quotes says it
    return known or (cue.lemma == "charge" and _with_a_crime(view, following, last))


def _with_a_crime(view: View, place: int, last: int) -> bool:
    """``charged the officer with theft``: a prosecutor's deed."""
    stop = next((i for i in range(place, last) if view.words[i] in _OPENS_CLAUSE), last)
    return "with" in view.words[place : min(stop, place + _ACCUSED)]


def _says_too(view: View, first: int, start: int, following: int) -> bool:
    """``Crews deny it and say they left``; but ``want to go and say it``."""
    if view.words[following] == "that":
        return True
    clause = range(max(first, start - _CLAUSE), start)
    return bool(view.tags[following] & Tag.SUBJECT) and not any(
        view.words[i] == "to" or view.tags[i] & Tag.MODAL for i in clause
    )


def _no_participle(view: View, cue: Cue, sentence: Range, index: int) -> bool:
    """``its finding``, ``the board’s early finding``, ``of saying``: a noun in *ing*."""
    if view.words[index][:1].isupper() and view.words[index - 1][:1].isupper() and index > sentence[0]:
        return True
    tag = view.tags[index - 1] if index > sentence[0] else 0
    stated = "that" in view.words[index + 1 : index + 5]
    if view.tags[index] & Tag.NOUN and index - 2 >= sentence[0] and _owned(view, index - 2):
        plain = view.words[index - 1].islower() and not view.words[index - 1].endswith("s")
        return plain and not tag & (Tag.ADV | Tag.PERSON | Tag.DOCUMENT | Tag.PLURAL)
    if index > sentence[0] and view.words[index - 1].endswith(("’s", "'s")) and not tag & Tag.SUBJECT:
        return True
    her = tag & Tag.OBJECT and not view.tags[index] & Tag.NOUN  # "heard her saying", but "in her ruling"
    return (bool(tag & (Tag.DET | Tag.POSS)) and not her) or bool(
        tag & Tag.PREP and cue.strength < 3 and not stated
    )


def _for(view: View, sentence: Range, start: int) -> bool:
    """``only for Marsh to tweet``: somebody by name does what the infinitive says."""
    place = start - 1
    while place > sentence[0] and view.words[place][:1].isupper():
        place -= 1
    return place < start - 1 and view.words[place] == "for" and view.words[place - 1] == "only"


def _owned(view: View, place: int) -> bool:
    """``the board’s early finding``, ``a new warning``: whose a noun is, or an article before it."""
    word, tag = view.words[place], view.tags[place]
    return word.endswith(("’s", "'s", "s’")) or bool(tag & (Tag.DET | Tag.POSS) and not tag & Tag.OBJECT)


def _adjective(view: View, sentence: Range, start: int, index: int) -> bool:
    """``a written statement``, ``becomes known``: a participle that names a property."""
    if start <= sentence[0] or view.inside[start - 1] >= 0:
        return False
    tag, word = view.tags[start - 1], view.words[start - 1]
    if word in _BECOME:
        return True
    owner = tag & (Tag.DET | Tag.POSS) or word.endswith(("’s", "'s", "s’"))
    owned = owner and not tag & (Tag.SUBJECT | Tag.OBJECT | Tag.REL)
    following = min(index + 1, sentence[1] - 1)
    noun = view.words[following].islower() and not view.tags[following] & (_OPENS_COMPLEMENT | Tag.SUBORD)
    noun = noun and not (tag & Tag.PLURAL and view.tags[following] & Tag.PREP)  # "Some hinted at"
    return bool(owned) and start == index and noun


def _described(view: View, sentence: Range, start: int, index: int) -> bool:
    """``the only hope``, ``its own recommended list``: nothing but adverbs between an article and the cue."""
    if start <= sentence[0] or not all(view.tags[i] & Tag.ADV for i in range(start, index)):
        return False
    owned = view.tags[start - 1] & Tag.POSS and not view.tags[start - 1] & Tag.OBJECT
    return view.words[start - 1].lower() in _ARTICLES or bool(owned)


def _does(view: View, place: int) -> bool:
    """``the bitter disputes that led``, ``states that have``: *that* is the subject of a verb."""
    word = view.words[place]
    return word in _PLURAL or (word.endswith("ed") and word.islower())


def _nounlike(view: View, cue: Cue, sentence: Range, index: int, following: int) -> bool:
    tag = view.tags[index - 1] if index > sentence[0] else Tag.DET
    before = view.words[index - 1] if index > sentence[0] else ""
    if tag & Tag.CUE and view.cues[before].form == "past":
        return bool(view.tags[index] & Tag.NOUN)  # "denied claims that"
    if cue.form == "s" and view.words[following] == "that" and _does(view, following + 1):
        return True
    if cue.form == "s" and _third_person(view, index, before.lower(), following):
        return False
    if tag & Tag.CONJ and cue.form == "s" and not view.tags[index] & Tag.NOUN:
        return False
    if cue.form == "s" and view.tags[index] & Tag.NOUN and not _singular(view, cue, sentence[0], index):
        return True
    counted = cue.lemma == "say" and bool(tag & Tag.PLURAL)
    if (tag & (Tag.DET | Tag.POSS | Tag.PREP | Tag.CONJ) and not counted) or before.endswith(("’s", "'s")):
        return True
    if cue.form == "base" and not (tag & Tag.SUBJECT or _plural(view, cue, sentence, index)):
        return True
    if not view.tags[index] & Tag.NOUN or tag & Tag.SUBJECT:
        return False
    return not _takes_words(view, cue, sentence, index, following)


def _takes_words(view: View, cue: Cue, sentence: Range, index: int, following: int) -> bool:
    """Whether what stands around a form that is noun and verb shows the verb: what was said follows."""
    before = view.words[index - 1] if index > sentence[0] else ""
    if (cue.lemma in SHOWING and _documented(view, sentence[0], index)) or _tells_on(
        view, cue, sentence, before, following
    ):
        return True
    if view.inside[following] >= 0 or view.words[following] in {"that", "how", "whether"}:
        return True
    if view.words[following] == "," and view.inside[min(following + 1, sentence[1] - 1)] >= 0:
        return True
    if view.words[following] == ":" and before[:1].isupper():
        return True
    if view.words[following] in {".", ","}:
        source = phrase_left(view, sentence[0], index)
        return source is not None and (after_passage(view, source[0]) or view.words[source[0] - 1] == ",")
    if (
        cue.form == "s"
        and view.tags[following] & Tag.PREP
        and _says_so(view, cue, index, following, sentence[1])
    ):
        return True
    told = cue.frame == "say" and cue.lemma != "state" and _tells_of_somebody(view, following, sentence[1])
    return told or bool(view.tags[following] & _OPENS_COMPLEMENT)


def _says_so(view: View, cue: Cue, index: int, following: int, last: int) -> bool:
    """``The Post claims in a report that``, ``the union calls for a strike``."""
    if cue.lemma == "call":
        return view.words[following] in {"for", "on"} and view.words[index - 1].lower() not in _RUNG
    end = min(following + _WHERE, last)
    return cue.frame == "say" and "that" in view.words[following + 1 : end]


def _documented(view: View, first: int, index: int) -> bool:
    """``Data from the harbour office shows``: a document is what shows it."""
    source = phrase_left(view, first, index)
    return source is not None and view.has(source, Tag.DOCUMENT)


def _tells_of_somebody(view: View, following: int, last: int) -> bool:
    """``The board claims Orlow runs``: a name and its verb follow, so that a verb stands before."""
    subject = phrase_right(view, following, last) if view.words[following][:1].isupper() else None
    return subject is not None and subject[1] < last and opens_verb(view, subject[1])


def _third_person(view: View, index: int, before: str, following: int) -> bool:
    """``another says``, ``which Marsh claims was a slip``: no plural noun stands there."""
    gap = view.words[following] in _SINGULAR and not view.tags[index - 1] & (Tag.DET | Tag.POSS)
    return gap or (before in _SOMEBODY and not view.tags[index] & Tag.NOUN)


def _tells_on(view: View, cue: Cue, sentence: Range, before: str, following: int) -> bool:
    """``…, reports Ruiz.``, ``As Ruiz reports for the Post, …``: a verb by its place."""
    if before == ",":
        return cue.form == "s" and view.words[following][:1].isupper()
    return view.words[sentence[0]] == "As" and before[:1].isupper()


def _singular(view: View, cue: Cue, first: int, index: int) -> bool:
    """``The law states``, ``Marsh claims``; but ``swing states``, ``44 emails``, ``Republican claims``."""
    source = phrase_left(view, first, index)
    behind = view.words[min(index + 1, len(view.tokens.words) - 1)]
    if source is None or (behind in _ENDS and view.words[source[0] - 1] == ","):
        return True
    words = view.words[slice(*source)]
    if cue.lemma in SHOWING and view.has(source, Tag.DOCUMENT):
        return True
    several = view.has(source, Tag.PLURAL)
    several = several or bool(view.tags[source[1] - 1] & Tag.PEOPLE and not view.tags[source[0]] & Tag.DET)
    if words[:2] not in _SUPERLATIVE and (several or any(map(str.isdigit, words))):
        return False
    tags = view.tags[source[0]]
    named = any(word[:1].isupper() for word in words[-1:])
    owned = words[0].endswith(("’s", "'s"))
    return named or owned or bool(tags & (Tag.DET | Tag.POSS | Tag.SUBJECT | Tag.REL))


def _plural(view: View, cue: Cue, sentence: Range, index: int) -> bool:
    """Whether a base form has a plural subject before it: ``aides to Smith say``, ``one in three say``."""
    place = index - 1
    if view.words[place] in DASHES and view.words[min(index + 1, sentence[1] - 1)] == ",":
        return False  # "one of the pilots – say, Ruiz – must"
    while place > sentence[0] and (
        view.words[place] == "," or view.words[place] in DASHES or view.tags[place] & Tag.ADV
    ):
        place -= 1
    before = view.words[index - 1]
    if view.words[place].endswith("s") or view.tags[index - 1] & Tag.PLURAL or before == "who":
        return True
    several = cue.lemma == "say" or cue.lemma in SHOWING
    if not several or not view.words[index].islower() or view.inside[index - 1] >= 0:
        return False
    if before == ",":
        return view.words[min(index + 1, sentence[1] - 1)] != ","
    if before.isupper() and len(before) > 1:
        return True
    source = phrase_left(view, sentence[0], index)
    if source is None or before.isdigit() or before in {"percent", "%"}:
        return source is not None
    opening = restricted(view, sentence, index)
    both = with_others(view, sentence[0], source)
    return any(_many(view, phrase) for phrase in (source, both, opening) if phrase is not None)


def _many(view: View, phrase: Range) -> bool:
    words = view.words[slice(*phrase)]
    if "and" in words or view.has(phrase, Tag.PLURAL):
        return True
    return any(_plural_noun(word) for word in (words[0].lower(), *words[1:]))


def _plural_noun(word: str) -> bool:
    return word.islower() and word.endswith("s") and not word.endswith(("ss", "’s", "'s"))
