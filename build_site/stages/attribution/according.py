"""``according to`` somebody, and ``per``: whose the words before or behind are."""

from __future__ import annotations

from build_site.stages.attribution.clauses import clause_before, clause_end
from build_site.stages.attribution.complement import complement
from build_site.stages.attribution.drafts import Frame
from build_site.stages.attribution.forms import clause
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.parenthetical import fronted
from build_site.stages.attribution.phrases import STOPS, finite, opens_verb, phrase_right
from build_site.stages.attribution.resuming import adds, past_apposition, resumes
from build_site.stages.attribution.view import Range, View

_GROUNDS = frozenset({"because", "if", "although", "though", "since"})
"""``because, according to Marsh, …``: what opens the clause that follows."""
_FURTHER = 20
"""Words that say who a source is, at most."""
_NAME = 4
"""Words of the name of a work's author, at most."""


def according(view: View, sentence: Range, index: int, stop: int) -> Frame | None:
    """The frame of ``according to Marsh`` (words *index* to *stop*): what is before, within or behind."""
    last = sentence[1]
    if stop >= last or (stop == index + 2 and view.words[index + 1] != "to"):
        return None
    cue = (index, stop)
    source = _titled(view, stop, last) or phrase_right(view, stop, last)
    if source is None or not _can_tell(view, source):
        return None
    joined = (view.tags[index - 1] | view.tags[max(index - 2, sentence[0])]) & (Tag.REL | Tag.CONJ)
    joined = joined or view.words[max(index - 2, sentence[0])] in _GROUNDS
    before = None if joined else clause_before(view, sentence, index)
    past = max(source[1], past_apposition(view, source[1] + 1, last) - 1)
    if before is not None and (before[1] - before[0] > 2 or resumes(view, past, last)):
        content = _whole(view, before, past, last)
        return Frame("according-to", cue, source, content, "according", 3, marked=True)
    stop = _described(view, source, last)
    begun = stop < last and view.tags[stop] & (Tag.DET | Tag.POSS | Tag.SUBJECT)
    begun = begun and not view.tags[stop] & Tag.REL  # "the diplomat who met him, he felt"
    while (
        not begun and stop < last and view.words[stop] not in {",", ".", ":", ";"} and view.inside[stop] < 0
    ):
        stop += 1
    after = complement(view, stop, last, "say")
    return Frame("according-to", cue, source, (after,), "according", 3, marked=True) if after else None


def _described(view: View, source: Range, last: int) -> int:
    """``According to Marsh, | a clerk who saw it, | the pier leans``: where what the source is ends."""
    stop, start = source[1], source[1] + 1
    if start + 1 >= last or view.words[stop] != ",":
        return stop
    for place in range(start + 1, min(start + _FURTHER, last - 1)):
        if view.inside[place] >= 0:
            break
        if view.words[place] == "," and _opens_clause(view, place + 1, last):
            return place if _describes(view, source, (start, place)) else stop
    return stop


def _opens_clause(view: View, start: int, last: int) -> bool:
    """Whether a subject begins, with its verb right behind it."""
    subject = phrase_right(view, start, last)
    if subject is None or subject[1] >= last - 1:
        return False
    verb = subject[1] + bool(view.tags[subject[1]] & Tag.ADV)
    return opens_verb(view, verb) or view.words[verb].endswith("ed") or finite(view, verb, start)


def _describes(view: View, source: Range, phrase: Range) -> bool:
    """Whether words say who a source is: ``who saw it``, ``a clerk``, or the name of ``the clerk``."""
    if view.tags[phrase[0]] & Tag.REL:
        return view.words[phrase[0]] != "that"
    if all(view.words[i][:1].isupper() for i in range(*phrase)):
        return bool(view.tags[source[0]] & (Tag.DET | Tag.POSS)) and view.has(source, Tag.PERSON)
    head = phrase_right(view, *phrase)
    return head is not None and view.has(head, Tag.PERSON) and not clause(view, *phrase)


def _titled(view: View, start: int, last: int) -> Range | None:
    """``according to her “clean water” plan``, ``to “The Pier” by Ana Ruiz``: a work or its name in marks."""
    place = start + bool(view.tags[start] & (Tag.DET | Tag.POSS))
    while place < min(start + _NAME, last - 1) and view.words[place][:1].isupper():
        place += 1
    if (
        place > start
        and view.words[place - 1][:1].isupper()
        and view.words[place - 1][-2:] not in {"’s", "'s"}
    ):
        return None
    if place >= last or view.inside[place] < 0:
        return None
    place = view.ranges[view.inside[place]][1]
    while place < last and view.words[place] not in STOPS and view.inside[place] < 0:
        place += 1
    return start, place


def _whole(view: View, before: Range, stop: int, last: int) -> tuple[Range, ...]:
    """``Her friend, according to the Post, left``: what opens a clause goes on; a semicolon begins anew."""
    cuts = [i for i in range(*before) if view.words[i] == ";" and view.inside[i] < 0]
    before = (cuts[-1] + 1, before[1]) if cuts else before
    cut = view.tags[before[1] - 1] & Tag.AUX
    whole = clause(view, *before) and not cut
    opens = fronted(view, before) and stop + 1 < last and view.words[stop] == ","
    if not opens and not adds(view, before, stop, last) and (whole or not resumes(view, stop, last)):
        return (before,)
    return before, (stop + 1, clause_end(view, stop + 1, last))


def _can_tell(view: View, source: Range) -> bool:
    """``according to plan`` and ``according to size`` name nobody."""
    word, known = view.words[source[0]], Tag.SUBJECT | Tag.OBJECT | Tag.DOCUMENT | Tag.PERSON | Tag.PLURAL
    named = word[:1].isupper() or word.endswith("s") or "." in word[1:-1]
    return named or source[1] - source[0] > 1 or bool(view.tags[source[0]] & known)
