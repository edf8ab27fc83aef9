"""Noun phrases without a tagger: where the subject left of a cue begins, where a source right of it ends."""

from __future__ import annotations

from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.view import Range, View

DASHES = frozenset(("—", "–", "-", "--", "―"))
STOPS = DASHES | frozenset([",", ";", ":", "(", ")", "[", "]", ".", "!", "?", "…", "...", "\n", "|", "•"])
_NOMINAL_PREPS = frozenset(
    {"of", "for", "in", "at", "to", "with", "from", "on", "against", "near", "behind", "inside"}
)
_SOURCE_PREPS = frozenset({"of", "for", "at", "with", "from", "to", "inside", "close", "in"})
_NEVER_NOUNS = Tag.SUBJECT | Tag.AUX | Tag.MODAL | Tag.SUBORD | Tag.ADV
_NO_NOUN = Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.AUX | Tag.ADV | Tag.DET | Tag.POSS | Tag.SUBJECT | Tag.TIME
_WIDEST = 40
"""Words of a noun phrase, at most."""
_PERFECT = frozenset({"since", "long"})
"""``has since said``, ``has long argued``."""
GO = frozenset({"go", "goes", "going", "gone", "went"})
_ON = (("on",), ("so", "far", "as"), ("as", "far", "as"))
TRYING = frozenset(
    {"tried", "tries", "trying", "sought", "seeks", "seeking", "attempted", "attempts", "attempting"}
)
"""``tried to assure them that``: it was said, whether they believed it or not."""
GOING_ON = TRYING | {"continue", "continues", "continued", "continuing", "begin", "begins", "began", "begun"}
"""``continued to describe``: verbs that tell of another one that it goes on."""
EAGER = frozenset({"quick", "keen", "careful", "pains"})
"""``was quick to point out``, ``was keen to stress``: she did."""
_DEGREES = frozenset({"more", "most", "less", "least"})
REPORTS = frozenset({"report", "reported", "reports"})
ASKING = frozenset({"what", "What"})
_NOUNS_IN_LY = frozenset(
    {"family", "supply", "ally", "assembly", "monopoly", "anomaly", "bully", "rally"}
    | {"daily", "weekly", "monthly", "quarterly", "reply"}
)
_ALONE = frozenset({"another", "one", "some", "many", "several", "both"})
"""``said another``: words that stand for a noun as well as before it."""
_AGENTS = ("ers", "ors", "ists", "ians", "ees", "people", "men", "women")
"""How plural nouns for who does something end."""
_OTHERS = frozenset({"other", "others", "many", "several"})
_APPOSED_PREPS = frozenset({"of", "for"})


def names_people(view: View, index: int) -> bool:
    """Whether a word is a noun for people: a known one, or a plural of who does something."""
    word, tag = view.words[index], view.tags[index]
    if tag & Tag.PERSON:
        return True
    return word.islower() and word.endswith(_AGENTS)


def is_word(view: View, index: int) -> bool:
    """Whether a token is a word (not a mark) outside passages."""
    return view.inside[index] < 0 and view.words[index][:1].isalnum()


def begins_anew(view: View, start: int, final: str) -> bool:
    """``“Are they here?” The captain, Jo Marsh, agreed``, ``… Nobody answered``: the next sentence."""
    begins = view.tags[start] & (Tag.DET | Tag.POSS) and view.words[start][:1].isupper()
    return final in {"?", "!"} and (bool(begins) or view.words[start] == "Nobody")


def verb_start(view: View, first: int, cue: int) -> int:
    """Left edge of the verb group: adverbs, auxiliaries and negations before the cue belong to it."""
    place = cue
    while place > first and view.inside[place - 1] < 0 and _in_verb_group(view, place - 1):
        place -= 1
        if view.words[place] == "to" and (went := _went_on(view, first, place)) is not None:
            place = went
    return place


def _went_on(view: View, first: int, to: int) -> int | None:
    """``went on to say``, ``went so far as to call``: where *went* stands; it was said in the end."""
    if to > first and view.words[to - 1] in GOING_ON:
        return to - 1
    if to > first + 1 and view.words[to - 1] in EAGER and view.words[to - 2] in {"is", "are", "was", "were"}:
        return to - 2
    for words in _ON:
        place = to - len(words) - 1
        if place >= first and tuple(view.words[place + 1 : to]) == words and view.words[place] in GO:
            return place
    return None


def _in_verb_group(view: View, index: int) -> bool:
    tag, word = view.tags[index], view.words[index]
    if tag & (Tag.AUX | Tag.NEG | Tag.MODAL) and not tag & Tag.DET:
        return word.islower()
    if tag & Tag.ADV:
        return True
    if word in _DEGREES and view.words[index + 1].endswith("ly"):
        return True
    if word in _PERFECT and index > 0 and view.tags[index - 1] & Tag.AUX:
        return True
    return word.endswith("ly") and word.islower() and not tag and word not in _NOUNS_IN_LY


def after_passage(view: View, place: int) -> bool:
    """Whether a passage ends right before a token."""
    return place > 0 and view.inside[place - 1] >= 0


def phrase_left(view: View, first: int, last: int) -> Range | None:
    """The noun phrase that ends before ``last``, walking left no further than ``first``."""
    place = last - 1
    if place < first or view.inside[place] >= 0:
        return None
    if view.tags[place] & (Tag.SUBJECT | Tag.OBJECT):
        return place, last
    while place >= max(first, last - _WIDEST) and _extends_left(view, first, place, last):
        place -= 1
    start = place + 1
    while start < last and view.tags[start] & (Tag.CONJ | Tag.SUBORD | Tag.ADV | Tag.PREP):
        start += 1
    return (start, last) if start < last else None


def _extends_left(view: View, first: int, place: int, last: int) -> bool:
    word, tag = view.words[place], view.tags[place]
    if word == "," and _around_state(view, place, first):
        return True
    if view.inside[place] >= 0 or (word in STOPS and word != "&") or word in ASKING:
        return False
    if tag & Tag.SECONDHAND:
        return False
    if place == last - 1 or tag & (Tag.DET | Tag.POSS):
        return True
    if tag & Tag.PREP:
        return word in _NOMINAL_PREPS and place > first and _noun_before(view, place - 1)
    if tag & Tag.CONJ:
        return word == "and" and place > first and _coordinates(view, place)
    if tag & Tag.ADV and place > first and view.tags[place - 1] & (Tag.DET | Tag.POSS):
        return True  # "the first lady"
    said = tag & Tag.SPEECH and word.islower() and view.words[place + 1][:1].isupper()
    if said and place > first and (word.endswith("s") or view.tags[place - 1] & (Tag.DET | Tag.POSS)):
        return False  # "…, a claim | Marsh denies"
    begun = view.tags[place + 1] & (Tag.DET | Tag.POSS) and view.words[place + 1].islower()
    if begun or (tag & _NEVER_NOUNS and (word.islower() or place == first)):
        return False
    if tag & Tag.TIME:
        dated = view.words[place + 1].isdigit() and place > first and view.tags[place - 1] & Tag.DET
        return bool(dated) or (
            word.islower() and not view.words[place + 1][:1].isupper()
        )  # "a Feb. 1 letter"
    return not finite(view, place, first)


def _around_state(view: View, comma: int, first: int) -> bool:
    """``the Arlington, Va., pilots' group``: the commas around a state in short."""
    state = (
        comma + 1 if view.words[comma + 1 : comma + 2] and view.words[comma + 1].endswith(".") else comma - 1
    )
    if not first < state < len(view.tokens.words) - 1:
        return False
    short = view.words[state]
    noun = view.words[state + 2 : state + 3]
    commas = view.words[state - 1] == view.words[state + 1] == ","
    return commas and short.endswith(".") and bool(noun)


def finite(view: View, place: int, first: int) -> bool:
    """Whether a lower-case word looks like the verb of a clause: a known one, or *-ed* right after a noun."""
    word, tag = view.words[place], view.tags[place]
    if not word.islower() or (place > first and view.words[place - 1] in _DEGREES):
        return False
    if tag & Tag.VERB or (tag & Tag.CUE and not tag & Tag.NOUN and view.cues[word].form in {"past", "s"}):
        return True
    if not word.endswith("ed") or len(word) < 5 or place <= first:
        return False
    before = view.tags[place - 1]
    return view.words[place - 1][:1].isalnum() and not before & (
        _NEVER_NOUNS | Tag.DET | Tag.POSS | Tag.PREP | Tag.CONJ
    )


def verbal(view: View, place: int, first: int) -> bool:
    """Whether a word is an auxiliary, or looks like the verb of a clause."""
    return bool(view.tags[place] & Tag.AUX) or finite(view, place, first)


def opens_verb(view: View, place: int) -> bool:
    """Whether the word behind a noun phrase is its verb: ``a man had``, not ``a plan made by the board``."""
    word, tag = view.words[place], view.tags[place]
    if view.inside[place] >= 0 or not word.islower():
        return False
    return bool(tag & (Tag.AUX | Tag.VERB)) and not word.endswith("ed")


def with_others(view: View, first: int, phrase: Range) -> Range:
    """``The pilots and Marsh``, ``Marsh, Ruiz and Okafor``: the phrase with those that open its clause."""
    start, last = phrase
    if (headed := _list_head(view, first, phrase)) is not None:
        return headed, last
    joins = view.words[start - 1] if start > first else ""
    listed = joins == "," and "and" in view.words[start:last] and _all_names(view, phrase)
    if joins != "and" and not listed:
        return phrase
    left = phrase_left(view, first, start - 1)
    if left is None or view.tags[left[1] - 1] & Tag.TIME:
        return phrase
    opens = left[0] == first or (joins == "and" and view.words[left[0] - 1] == ",")
    return (left[0], last) if opens else phrase


def _list_head(view: View, first: int, phrase: Range) -> int | None:
    """``Officials in Dorrin, Hale and Skerry``, ``Pilots, crews and owners``: where such a list begins.

    Not where a comma behind the cue shows that the first words are what is told of.
    """
    start, last = phrase
    if start <= first or view.words[start - 1] != "," or "and" not in view.words[start:last]:
        return None
    left = phrase_left(view, first, start - 1)
    if left is None or left[0] != first:
        return None
    governed = view.has((left[0] + 1, left[1] - 1), Tag.PREP)
    if governed:
        return first if names_people(view, first) and _all_names(view, phrase) else None
    item = range(start, view.words.index("and", start, last))
    several = all(view.words[i - 1].endswith("s") or names_people(view, i - 1) for i in (left[1], item.stop))
    plain = view.words[left[1] - 1].islower() or left[1] - left[0] == 1
    return first if several and plain and view.words[item.stop - 1].islower() else None


def _all_names(view: View, phrase: Range) -> bool:
    """Whether a list is of names, but for ``and other pilots`` at its end."""
    words = view.words[slice(*phrase)]
    others = next(
        (n for n, word in enumerate(words) if word in _OTHERS and words[n - 1] == "and"), len(words)
    )
    return all(word[:1].isupper() or word in {"and", ","} for word in words[:others])


def _noun_before(view: View, place: int) -> bool:
    word, tag = view.words[place], view.tags[place]
    if not (word[:1].isalnum() or word == "%"):
        return False
    cue = Tag.CUE if not tag & Tag.PERSON else 0  # "advocates and officials"
    return not tag & (Tag.AUX | Tag.PREP | Tag.CONJ | Tag.SUBORD | Tag.SUBJECT | Tag.ADV | Tag.TIME | cue)


def _coordinates(view: View, place: int) -> bool:
    before, after = view.words[place - 1], view.words[place + 1]
    if not _noun_before(view, place - 1):
        return False
    return before[:1].isupper() == after[:1].isupper() or view.tags[place + 1] & Tag.DET != 0


def owns(view: View, place: int, last: int) -> bool:
    """``her supporters``: the pronoun has a noun behind it."""
    following = min(place + 1, last - 1)
    word, tag = view.words[following], view.tags[following]
    plain = word.islower() and not tag & _NO_NOUN
    return bool(view.tags[place] & Tag.POSS) and plain


def phrase_right(view: View, start: int, last: int) -> Range | None:
    """The noun phrase that begins at ``start``, as a source right of its cue."""
    if start >= last or not is_word(view, start):
        return None
    if view.tags[start] & (Tag.SUBJECT | Tag.OBJECT) and not owns(view, start, last):
        return start, start + 1
    if view.tags[start] & (Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.AUX | Tag.ADV | Tag.TIME):
        return None
    manner = view.words[start].endswith("ly") and view.words[start].islower()
    if manner and not view.tags[start] & Tag.TIMEMOD:  # "early results"
        return None
    place = start + 1
    while place < min(last, start + _WIDEST) and _extends_right(view, start, place, last):
        place += 1
    while place > start + 1 and view.tags[place - 1] & (Tag.PREP | Tag.CONJ | Tag.DET | Tag.POSS):
        place -= 1
    if place == start + 1 and view.tags[start] & (Tag.DET | Tag.POSS):
        return (start, place) if view.words[start] in _ALONE else None
    return start, place


def _dates(view: View, place: int, last: int) -> bool:
    """``the same poll``, ``a January 2016 study``: a time between an article and its noun."""
    stop = place + 1
    while stop < last and view.words[stop].isdigit():
        stop += 1
    return stop < last and bool(view.tags[stop] & (Tag.DOCUMENT | Tag.PERSON))


def _extends_right(view: View, start: int, place: int, last: int) -> bool:
    word, tag = view.words[place], view.tags[place]
    if view.inside[place] >= 0 or word in STOPS:
        return False
    if tag & (Tag.TIME | Tag.TIMEMOD) and _dates(view, place, last):
        return True
    if word[:1].isupper() and view.words[place - 1][:1].isupper() and not tag & Tag.SUBJECT:
        return True
    if tag & Tag.PREP:
        if word not in _SOURCE_PREPS or place + 1 >= last:
            return False
        if view.tags[place + 1] & (Tag.TIME | Tag.TIMEMOD | Tag.OCCASION):
            return False
        return word in _APPOSED_PREPS or not view.words[start][:1].isupper()
    if tag & Tag.CONJ:
        return word == "and" and place + 1 < last and view.words[place + 1][:1].isupper()
    if tag & Tag.OBJECT and view.words[place - 2 : place] == ["one", "of"]:
        return True
    if tag & (_NEVER_NOUNS | Tag.OBJECT | Tag.TIME | Tag.TIMEMOD):
        return False
    if tag & (Tag.DET | Tag.POSS) and not view.tags[place - 1] & (Tag.PREP | Tag.CONJ | Tag.DET | Tag.POSS):
        return False
    works = word.endswith("s") and place + 1 < last and view.tags[place + 1] & Tag.PERSON
    return bool(works or not finite(view, place, start)) and not (tag & Tag.CUE and word.endswith("ing"))


def head_of(view: View, phrase: Range) -> int:
    """The word that a noun phrase is of: *spokesman* of ``a spokesman for the board``."""
    start, stop = phrase
    return next((i for i in range(start + 1, stop) if view.tags[i] & Tag.PREP), stop) - 1


def capitalised(view: View, phrase: Range) -> bool:
    """Whether every word of a phrase begins with a capital, as those of a name do."""
    return all(view.words[i][:1].isupper() for i in range(*phrase))
