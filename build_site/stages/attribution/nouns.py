"""``her remark that …``, ``the group's call for …``: frames of nouns of speech with their possessors."""

from __future__ import annotations

from build_site.stages.attribution.clauses import to_main_verb
from build_site.stages.attribution.complement import complement
from build_site.stages.attribution.drafts import Frame
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import phrase_left, phrase_right, verb_start
from build_site.stages.attribution.view import Range, View

_NOUN_COMPLEMENTS = frozenset(("that", "of", "for", ":"))
_GIVING = frozenset(("made", "makes", "make", "issued", "issues", "gave", "gives"))
"""``made the argument that``: verbs that a noun of speech is the object of."""
_BY = frozenset(("by", "from"))
_NO_POSSESSORS = frozenset(("it", "It", "its", "Its"))


def speech_noun(view: View, sentence: Range, index: int) -> Frame | None:
    """``her remark that …``, ``the group's call for …``: a noun of speech with its possessor."""
    first, last = sentence
    following = view.words[min(index + 1, last - 1)]
    if following in _BY:
        return _by_somebody(view, last, index)
    shown = following in {"that", view.openers.get(view.words[index].lower())}
    opens = shown or following in _NOUN_COMPLEMENTS
    place = index - 1 if opens else first
    while place >= first and place > index - 4 and view.words[place][:1].isalpha():
        owned = view.words[place].endswith(("’s", "'s", "s’"))
        if owned or view.tags[place] & Tag.POSS:
            source = possessor(view, first, place) if owned else (place, place + 1)
            after = complement(view, index + 1, last, "say")
            if source is None or after is None or view.words[source[0]] in _NO_POSSESSORS:
                return None
            after = (
                to_main_verb(view, after, clausal=True) if following == "that" else _phrase_only(view, after)
            )
            return Frame("speech-noun", (index, index + 1), source, (after,), "noun", 1, marked=shown)
        if opens and view.words[place] in _GIVING and not view.tags[place + 1] & Tag.OBJECT:
            source = phrase_left(view, first, verb_start(view, first, place))
            after = complement(view, index + 1, last, "say") if following == "that" else None
            if source is None or after is None:
                return None
            return Frame("subject-verb", (place, index + 1), source, (after,), "say", 2, marked=True)
        place -= 1
    return None


def _by_somebody(view: View, last: int, index: int) -> Frame | None:
    """``a warning from the board that …``: whose words they are stands behind."""
    source = phrase_right(view, index + 2, last)
    if source is None or source[1] >= last or view.words[source[1]] != "that":
        return None
    after = complement(view, source[1], last, "say")
    if after is None:
        return None
    after = to_main_verb(view, after, clausal=True)
    return Frame("speech-noun", (index, index + 1), source, (after,), "noun", 1, marked=True)


def possessor(view: View, first: int, place: int) -> Range | None:
    """``Mayor Marsh’s claim``: the name before the noun, or else the whole phrase."""
    start = place
    while start >= first and view.words[start][:1].isupper():
        start -= 1
    return (start + 1, place + 1) if start < place else phrase_left(view, first, place + 1)


def _phrase_only(view: View, after: Range) -> Range:
    """``His promise to leave was mocked``: no verb of the reporter's belongs to what was promised."""
    for place in range(after[0] + 1, after[1]):
        if view.tags[place] & Tag.AUX and view.inside[place] < 0:
            return after[0], place
    return after
