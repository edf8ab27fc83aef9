"""Cue frames: a cue, its source, and the clause it governs, found once per sentence.

Direct, indirect and mixed quotations all come from the same frame; marks only tell which of the three it is.
"""

from __future__ import annotations

from dataclasses import replace

from build_site.stages.attribution.according import according
from build_site.stages.attribution.barring import SHOWING, barred
from build_site.stages.attribution.clauses import (
    before_clause,
    clause_before,
    clause_end,
    to_main_verb,
    trimmed_before,
)
from build_site.stages.attribution.complement import RELATIVES, complement, past_somebody
from build_site.stages.attribution.deeds import before_deed
from build_site.stages.attribution.drafts import Frame
from build_site.stages.attribution.forms import clause, not_clausal, told_of, unsaid
from build_site.stages.attribution.grammar import Cue, Tag
from build_site.stages.attribution.inversion import inverts
from build_site.stages.attribution.nouns import speech_noun
from build_site.stages.attribution.parenthetical import before_source
from build_site.stages.attribution.passives import agent
from build_site.stages.attribution.phrases import (
    ASKING,
    DASHES,
    STOPS,
    finite,
    phrase_left,
    phrase_right,
    verb_start,
)
from build_site.stages.attribution.resuming import around
from build_site.stages.attribution.settling import settled
from build_site.stages.attribution.subject_search import before_bracket
from build_site.stages.attribution.subjects import brought_to, subject_of
from build_site.stages.attribution.view import Range, View

_SPEAKING = Tag.CUE | Tag.PHRASAL | Tag.SPEECH | Tag.SECONDHAND
_MOST = 32
"""Words of speech in a sentence that are looked at; more are no sentence but a list."""
_CLAUSES = frozenset({"when", "after", "as", "while", "since", "before", "though", "although", "once"})
"""``When Marsh called it “dead,” …``: what opens a clause that another one follows."""
_NOT_YET = Tag.ADV | Tag.CONJ | Tag.TIME | Tag.TIMEMOD | Tag.DET | Tag.NEG
"""``But three years | after Marsh said …, the crews left``: what may stand before a clause that opens."""
_BRIEF = 6
"""Words that tell where or when somebody said what follows, at most."""
_HEARER = 4
"""Words of where something was said, before *that*."""
_COMMENT = 2
"""``declined to comment`` says nothing."""
_WITHIN = frozenset({"relative-clause", "participle"})
"""Rules of clauses that stand within a subject."""
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_IF = frozenset({"if", "whether", "unless", "until", "nor"})
_UNREAL = frozenset({"will", "could", "should", "might", "may", "must"})
_NOT_HOLDERS = Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.AUX | Tag.ADV | Tag.REL


def frames_of(view: View, sentence: Range) -> list[Frame]:
    """The frames of one outer sentence, left to right."""
    first, last = sentence
    speaking = [i for i in range(first, last) if view.tags[i] & _SPEAKING and view.inside[i] < 0]
    found: list[Frame] = []
    for index in speaking[:_MOST]:
        frame = _frame(view, sentence, index, found)
        if frame is not None:
            found.append(frame)
    return settled(view, found) if len(found) > 1 else found


def _frame(view: View, sentence: Range, index: int, found: list[Frame]) -> Frame | None:
    tag, word = view.tags[index], view.words[index]
    frame = _verb(view, sentence, index, found) if tag & (Tag.CUE | Tag.PHRASAL) else None
    if frame is None and tag & Tag.SPEECH:
        return speech_noun(view, sentence, index)
    if tag & Tag.SECONDHAND:
        if word == "per":
            beside = view.words[index - 1] == ","
            return according(view, sentence, index, index + 1) if beside else None
        return according(view, sentence, index, index + 2)
    return frame


def _verb(view: View, sentence: Range, index: int, found: list[Frame]) -> Frame | None:
    first, last = sentence
    cue, stop = _cue_at(view, index)
    if cue is None:
        return None
    if cue.lemma == "call" and index + 1 < last and view.words[index + 1] in {"for", "on"}:
        cue = replace(cue, frame="urge", strength=3)
    start = verb_start(view, first, index)
    passive = agent(view, sentence, (start, index), cue)
    if passive is not None:
        return passive
    brought = cue.form == "base" and cue.frame != "think" and view.words[start] == "to"
    made = brought_to(view, first, start) if brought else None
    if made is None and barred(view, cue, sentence, (start, index), stop):
        return None
    if cue.form != "ing" and inverts(view, cue, sentence, start, stop):
        source = phrase_right(view, stop, last)
        before = clause_before(view, sentence, start)
        if source is not None and before is not None:
            return around(view, "inverted-cue", (start, stop), source, before, source[1], last, cue)
    if _denied(view, first, start):
        return None
    rule, source = ("subject-verb", made) if made else subject_of(view, sentence, start, cue, found)
    if source is None or view.words[source[0]].lower() in _NOBODY:
        return None  # "No pilot spoke of “old ropes”"
    if view.tags[source[1] - 1] & Tag.TIME and view.words[source[1] - 2] == "on":
        source = source[0], source[1] - 2  # "The board on Monday rejected it"
    rule, source = _beside_name(view, first, rule, source)
    about = cue.lemma == "refer" or (cue.lemma in {"speak", "talk"} and view.words[start - 1] == ",")
    if about and cue.form == "ing" and "as" not in view.words[stop:last]:
        return None  # "said Marsh, referring to the quay, …"
    if cue.lemma in SHOWING and view.has(source, Tag.DOCUMENT):
        cue = replace(cue, strength=3)
    framed = _interrupting(view, sentence, rule, source, (start, stop), cue)
    return framed or _before(view, sentence, rule, source, (start, stop), cue)


def _denied(view: View, first: int, start: int) -> bool:
    """``denied saying that``, ``denies ever having said``: what was not said."""
    doing = view.words[start + (view.words[start] == "ever")].endswith("ing")
    cue = view.cues.get(view.words[start - 1]) if doing and start > first else None
    return cue is not None and cue.lemma == "deny"


def _cue_at(view: View, index: int) -> tuple[Cue | None, int]:
    """The cue that a word is, with the words behind it that belong to it, and where it ends."""
    word, stop = view.words[index], index + 1
    for behind, cue in view.phrasal.get(word, ()):
        end = stop + len(behind)
        if tuple(view.words[stop:end]) == behind and not (
            behind[-1] in {"on", "to"} and "that" in view.words[end : end + _HEARER]
        ):  # "insisted on the radio that"
            return cue, end
    return view.cues.get(word), stop


def _interrupting(
    view: View, sentence: Range, rule: str, source: Range, place: Range, cue: Cue
) -> Frame | None:
    """A frame behind or within its words: ``The pier, Marsh said, is shut``."""
    whole = _with_body(view, sentence[0], source)
    before = before_source(view, sentence, whole, place[1], cue) if cue.form != "ing" else None
    if before is None:
        return None
    addressed = cue.frame == "tell" or cue.lemma == "write"
    stop = _past_hearer(view, place[1], sentence[1]) if addressed else place[1]
    return around(view, rule, place, source, before, stop, sentence[1], cue)


def _with_body(view: View, first: int, source: Range) -> Range:
    """``…, the Port Board (PB) clerk Ana Ruiz said``: with the body that she speaks for."""
    body = phrase_left(view, first, before_bracket(view, first, source[0]))
    return (body[0], source[1]) if body is not None and view.words[source[0] - 1] == ")" else source


def _beside_name(view: View, first: int, rule: str, source: Range) -> tuple[str, Range]:
    """``“A,” Jane Doe, a pilot of many years said``: the name behind the words, not what stands beside it."""
    comma = source[0] - 1
    related = rule == "relative-clause"
    if related or comma <= first or view.words[comma] != "," or not view.tags[source[0]] & Tag.DET:
        return rule, source
    name = phrase_left(view, first, comma)
    behind = name is not None and name[0] > first and view.inside[name[0] - 1] >= 0
    if name is None or not behind or not view.words[name[0]][:1].isupper():
        return rule, source
    final = view.final(view.inside[name[0] - 1])
    return ("apposition", name) if final and final in ",?!" else (rule, source)


def _past_hearer(view: View, stop: int, last: int) -> int:
    """``…, Marsh told the crews, …``: past the one spoken to."""
    hearer = phrase_right(view, stop, last)
    return hearer[1] if hearer is not None else stop


def _before(view: View, sentence: Range, rule: str, source: Range, place: Range, cue: Cue) -> Frame | None:
    """A frame whose words come after its cue."""
    (first, last), (start, stop) = sentence, place
    told = _as_told(view, first, source, stop, last) if cue.frame == "say" else None
    if told is not None:
        return Frame(rule, (start, stop), source, (told,), cue.frame, max(2, cue.strength), marked=True)
    asked = source[0] > first and view.words[source[0] - 1] in ASKING
    is_what = asked and bool(view.tags[min(stop, last - 1)] & Tag.AUX)
    begin = past_somebody(view, stop, last, cue) if cue.of or cue.infinitive else stop + is_what
    after = _of_antecedent(view, source, begin, last, cue) or complement(view, begin, last, cue.frame, cue)
    if after is not None and cue.frame == "judge" and cue.strength == 1 and _aside(view, after):
        return None
    if after is None or (view.words[last - 1] == ":" and after[1] >= last - 1 and not view.marks_in(after)):
        return None
    after = _in_clause(view, rule, source, (first, stop), after, named=cue.frame in {"judge", "urge", "call"})
    if after is None:
        return None
    after = (
        _to_dash(view, after) if rule == "relative-clause" and view.words[source[1] - 2] in DASHES else after
    )
    if rule in _WITHIN and _restricts(view, source, start):
        after = to_main_verb(view, after, clausal=cue.frame not in {"judge", "urge", "call"})
    if source[0] >= stop:
        after = (after[0], trimmed_before(view, after[0], min(after[1], source[0])))
        if after[0] >= after[1]:
            return None
    if after[0] == stop + 1 and view.tags[stop] & Tag.PREP:
        stop += 1
    opening = view.words[after[0]]
    marked = _marked(view, source, after, cue)
    to_do = opening == "to" or (view.tags[after[0]] & Tag.NEG and view.words[after[0] + 1] == "to")
    marked = marked or bool(cue.infinitive and to_do and after[1] - after[0] > _COMMENT)
    if to_do and view.tags[min(after[0] + 2, last - 1)] & Tag.AUX:
        return None  # "The scheme he vowed to mend is dead"
    if not view.marks_in(after) and (unsaid(view, cue, after) or _supposed(view, cue, source, (start, stop))):
        return None
    if not_clausal(view, cue, after):
        after = before_clause(view, after)
    after = before_deed(view, after, cue)
    return Frame(rule, (start, stop), source, (after,), cue.frame, cue.strength, marked)


def _in_clause(
    view: View, rule: str, source: Range, around: Range, after: Range, *, named: bool
) -> Range | None:
    """``when Marsh called it “dead,” …``, ``what she calls …``: the words without the clause that follows.

    ``around`` is where the sentence begins and the cue ends; nothing is said in "After Marsh left, …".
    """
    first, stop = around
    opening = view.words[source[0] - 1].lower() if source[0] > first else ""
    now = opening == "that" and view.words[source[0] - 2].lower() == "now"
    opened = now or (opening in _CLAUSES and not (opening == "as" and view.words[stop] == ","))
    if opened and opening != "as" and view.inside[after[0]] < 0 and view.words[after[0] - 1] == ",":
        return None
    if not (opened or opening in ASKING or (rule == "relative-clause" and "," in view.words[slice(*source)])):
        return after
    before = range(first, source[0] - 1 - now)
    fronted = opened and all(view.tags[i] & _NOT_YET or view.words[i] == "," for i in before)
    return _to_comma(view, after, fronted=fronted, told=named)


def _to_dash(view: View, after: Range) -> Range:
    """``Marsh — who has said she will go — left``: a clause between dashes."""
    return after[0], next(
        (i for i in range(*after) if view.words[i] in DASHES and view.inside[i] < 0), after[1]
    )


def _marked(view: View, source: Range, after: Range, cue: Cue) -> bool:
    """Whether the form of what follows shows that it was said: *that*, a colon, a clause."""
    opening = view.words[after[0]]
    if view.tags[after[0]] & Tag.SPEECH and view.words[after[0] + 1 : after[0] + 2] == ["that"]:
        return True  # "dismissed suggestions that"
    counted = view.words[source[1] - 1].isdigit()  # "400 pledged delegates are"
    told = cue.strength > 1 and not counted and told_of(view, after)
    return told or opening in {"that", "whether"} or view.words[after[0] - 1] == ":"


def _aside(view: View, after: Range) -> bool:
    """``spoke of the ruling, “wise” or not``: marks behind a comma are not of what was spoken of."""
    place = next((i for i in range(*after) if view.inside[i] >= 0 or view.words[i] == ","), after[0])
    return view.inside[place] < 0 and view.words[place] == ","


def _of_antecedent(view: View, source: Range, begin: int, last: int, cue: Cue) -> Range | None:
    """``The rules, which Marsh said will change in May, are old``: the verb is of what stands before."""
    before = source[0] - 1
    if (
        before < 1
        or cue.frame != "say"
        or begin >= last
        or view.inside[begin] >= 0
        or view.inside[before] >= 0
    ):
        return None
    relative = view.words[before] in RELATIVES or view.words[before] == "that"
    noun = before - 1 if relative else before
    noun -= view.words[noun] == ","
    open_verb = view.tags[begin] & Tag.AUX or (relative and finite(view, begin, source[0]))
    bare = view.tags[before] & (_NOT_HOLDERS | Tag.DET | Tag.VERB | Tag.CUE) or view.words[before] in STOPS
    if not open_verb or (bare and not relative):
        return None
    ends = (i for i in range(begin, last) if view.words[i] in {",", *DASHES})
    end = next(ends, last)
    return to_main_verb(view, (begin, trimmed_before(view, begin, end)), clausal=False)


def _as_told(view: View, first: int, source: Range, stop: int, last: int) -> Range | None:
    """``As Marsh put it on Friday, the pier is shut``: the clause behind the comma."""
    opening = source[0] - 1
    if opening != first or view.words[opening] not in {"As", "as"}:
        return None
    place = stop
    while place < last and view.words[place] not in STOPS:
        if place > stop + _BRIEF:
            return None
        place += 1
    where = place == stop or view.tags[stop] & (Tag.PREP | Tag.TIME | Tag.TIMEMOD | Tag.ADV)
    if not where or place + 1 >= last:
        return None
    content = place + 1, clause_end(view, place + 1, last)
    return content if clause(view, *content) else None


def _supposed(view: View, cue: Cue, source: Range, group: Range) -> bool:
    """``Few pilots said``, ``if Marsh says``, ``she will say``: nobody has; but figures will show it."""
    before = view.words[source[0] - 1].lower() if source[0] else ""
    if view.words[source[0]].lower() == "few" or before in _IF:
        return True
    return cue.lemma not in SHOWING and not _UNREAL.isdisjoint(view.words[slice(*group)])


def _restricts(view: View, source: Range, start: int) -> bool:
    """``Pilots who say``, ``a petition calling for``: part of a subject, with no comma before it."""
    beside = source[1] in {start, start + 1} and "," not in view.words[slice(*source)]
    return beside and not view.tags[source[0]] & Tag.SUBJECT


def _to_comma(view: View, after: Range, *, fronted: bool, told: bool) -> Range:
    """``what she calls “the worst,” …``: no further than a passage that ends with a comma.

    In a clause that opens the sentence the comma after its verb ends it as well.
    """
    for place in range(*after):
        if view.inside[place] >= 0:
            if view.final(view.inside[place]) == ",":
                return after[0], view.ranges[view.inside[place]][1]
        elif view.words[place] == "," and _main(view, place + 1, after, fronted=fronted, told=told):
            return after[0], place
        else:
            told = told or bool(view.tags[place] & Tag.AUX) or finite(view, place, after[0])
    return after


def _main(view: View, place: int, after: Range, *, fronted: bool, told: bool) -> bool:
    """Whether the main clause goes on behind a comma: its verb, or its subject, which is no further item."""
    if place >= after[1]:
        return False
    if view.tags[place] & (Tag.AUX | Tag.VERB):
        return told or place - after[0] < _BRIEF
    return fronted and (told or view.words[place][:1].isupper())
