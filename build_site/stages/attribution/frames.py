"""Cue frames: a cue, its source, and the clause it governs, found once per sentence.

Direct, indirect and mixed quotations all come from the same frame; marks only tell which of the three it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from build_site.stages.attribution.barring import BE, MEANS, SHOWING, barred
from build_site.stages.attribution.clauses import (
    before_clause,
    clause_before,
    clause_end,
    new_cue,
    to_main_verb,
    trimmed_before,
)
from build_site.stages.attribution.complement import RELATIVES, complement, past_somebody, skip_adverbials
from build_site.stages.attribution.deeds import before_deed
from build_site.stages.attribution.drafts import Frame
from build_site.stages.attribution.forms import CHARGING, clause, not_clausal, unsaid
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.nouns import speech_noun
from build_site.stages.attribution.parenthetical import before_source, fronted, is_title
from build_site.stages.attribution.phrases import (
    ASKING,
    DASHES,
    STOPS,
    after_passage,
    finite,
    names_people,
    opens_verb,
    owns,
    phrase_left,
    phrase_right,
    verb_start,
)
from build_site.stages.attribution.settling import settled
from build_site.stages.attribution.subjects import brought_to, subject_of

if TYPE_CHECKING:
    from build_site.stages.attribution.grammar import Cue
    from build_site.stages.attribution.view import Range, View

_SPEAKING = Tag.CUE | Tag.PHRASAL | Tag.SPEECH | Tag.SECONDHAND
_MOST = 32
"""Words of speech in a sentence that are looked at; more are no sentence but a list."""
_CLAUSES = frozenset({"when", "after", "as", "while", "since", "before", "though", "although", "once"})
"""``When Marsh called it “dead,” …``: what opens a clause that another one follows."""
_WHATEVER = frozenset({"thing", "things", "everything", "anything", "nothing", "something", "all", "words"})
"""``Everything Marsh said was true``: what was said, which the verb behind is of."""
_BRIEF = 6
"""Words that tell where or when somebody said what follows, at most."""
_HEARER = 4
"""Words of where something was said, before *that*."""
_LEAD = 3
"""Tokens before *as* that open a sentence, at most (``But then, as Marsh said, …``)."""
_COMMENT = 2
"""``declined to comment`` says nothing."""
_WITHIN = frozenset({"relative-clause", "participle"})
"""Rules of clauses that stand within a subject."""
_JOINING = frozenset({"and", "or", "but"})
_LINKS = frozenset({"for", "to"})
_OPENS_ANEW = Tag.SUBORD | Tag.CONJ | Tag.PREP
_GOES_ON = frozenset({"by", "with", "rather", "because", "including", "especially"})
"""What adds to words behind the one who said them."""
_GROUNDS = frozenset({"because", "if", "although", "though", "since"})
"""``because, according to Marsh, …``: what opens the clause that follows."""
_NAME = 4
"""Words of the name of a work's author, at most."""
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
            beside = view.words[index - 1] == "," or after_passage(view, index)
            return _according(view, sentence, index, index + 1) if beside else None
        return _according(view, sentence, index, index + 2)
    return frame


def _according(view: View, sentence: Range, index: int, stop: int) -> Frame | None:
    last = sentence[1]
    if stop >= last or (stop == index + 2 and view.words[index + 1] != "to"):
        return None
    cue = (index, stop)
    stop += _lately(view, stop, last)
    source = _titled(view, stop, last) or phrase_right(view, stop, last)
    if source is None or not _can_tell(view, source):
        return None
    joined = (view.tags[index - 1] | view.tags[max(index - 2, sentence[0])]) & (Tag.REL | Tag.CONJ)
    joined = joined or view.words[max(index - 2, sentence[0])] in _GROUNDS
    before = None if joined else clause_before(view, sentence, index)
    if before is not None and (before[1] - before[0] > 2 or _resumes(view, source[1], last)):
        content = _whole(view, before, source[1], last)
        return Frame("according-to", cue, source, content, "according", 3, marked=True)
    stop = source[1]
    begun = stop < last and view.tags[stop] & (Tag.DET | Tag.POSS | Tag.SUBJECT)
    begun = begun and not view.tags[stop] & Tag.REL  # "the diplomat who met him, he felt"
    while (
        not begun and stop < last and view.words[stop] not in {",", ".", ":", ";"} and view.inside[stop] < 0
    ):
        stop += 1
    after = complement(view, stop, last, "say")
    return Frame("according-to", cue, source, (after,), "according", 3, marked=True) if after else None


def _lately(view: View, start: int, last: int) -> bool:
    """``according to | recently | leaked memos``."""
    return start + 1 < last and view.words[start].endswith("ly") and view.words[start + 1].endswith("ed")


def _titled(view: View, start: int, last: int) -> Range | None:
    """``according to her “clean water” plan``, ``to “The Pier” by Ana Ruiz``: a work or its name in marks."""
    place = start + bool(view.tags[start] & (Tag.DET | Tag.POSS))
    while place < min(start + _NAME, last - 1) and view.words[place][:1].isupper() and view.inside[place] < 0:
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
    whole = view.inside[before[1] - 1] >= 0 or (clause(view, *before) and not cut)
    opens = fronted(view, before) and stop + 1 < last and view.words[stop] == ","
    if not opens and not _adds(view, before, stop, last) and (whole or not _resumes(view, stop, last)):
        return (before,)
    return before, (stop + 1, clause_end(view, stop + 1, last))


def _adds(view: View, before: Range, stop: int, last: int) -> bool:
    """``…, Marsh said, | by closing the pier``, ``…, | and it leans``: words of no reporter's go on."""
    if stop + 2 >= last or view.words[stop] != "," or view.inside[before[1] - 1] >= 0:
        return False
    word, following = view.words[stop + 1], view.words[stop + 2]
    if word == "and":
        return not new_cue(view, stop + 2, last) and _clausal(view, stop + 2, last)
    return word in _GOES_ON and following not in MEANS


def _clausal(view: View, start: int, last: int) -> bool:
    """Whether a clause with a subject of its own begins."""
    end = next((i for i in range(start, last) if view.words[i] in STOPS), last)
    return _told_of(view, (start, end)) if end > start else False


def _resumes(view: View, stop: int, last: int) -> bool:
    """``…, according to the Post, left``: a verb of the sentence's own follows the source."""
    return stop + 1 < last and view.words[stop] == "," and _predicates(view, stop + 1)


def _predicates(view: View, place: int) -> bool:
    """Whether a verb stands at a place, right behind a comma."""
    word, tag = view.words[place], view.tags[place]
    return view.inside[place] < 0 and bool(
        tag & (Tag.AUX | Tag.VERB) or (word.endswith("ed") and word.islower())
    )


def _can_tell(view: View, source: Range) -> bool:
    """``according to plan`` and ``according to size`` name nobody."""
    word, known = view.words[source[0]], Tag.SUBJECT | Tag.OBJECT | Tag.DOCUMENT | Tag.PERSON | Tag.PLURAL
    named = word[:1].isupper() or word.endswith("s") or "." in word[1:-1]
    return named or source[1] - source[0] > 1 or bool(view.tags[source[0]] & known)


def _verb(view: View, sentence: Range, index: int, found: list[Frame]) -> Frame | None:
    first, last = sentence
    cue, stop = _cue_at(view, index)
    if cue is None:
        return None
    if cue.lemma == "call" and index + 1 < last and view.words[index + 1] in {"for", "on"}:
        cue = replace(cue, frame="urge", strength=3)
    start = verb_start(view, first, index)
    agent = _agent(view, sentence, (start, index), cue)
    if agent is not None:
        return agent
    brought = cue.form == "base" and cue.frame != "think" and view.words[start] == "to"
    made = brought_to(view, first, start) if brought else None
    if made is None and barred(view, cue, sentence, (start, index), stop):
        return None
    if cue.form != "ing" and _inverts(view, cue, sentence, start, stop):
        source = phrase_right(view, stop, last)
        before = clause_before(view, sentence, start)
        if source is not None and before is not None:
            return _around(view, "inverted-cue", (start, stop), source, before, source[1], last, cue)
    rule, source = ("subject-verb", made) if made else subject_of(view, sentence, start, cue, found)
    if source is None:
        return None
    rule, source = _beside_name(view, first, rule, source)
    about = cue.lemma == "refer" or (cue.lemma in {"speak", "talk"} and view.words[start - 1] == ",")
    if about and cue.form == "ing" and "as" not in view.words[stop:last]:
        return None  # "said Marsh, referring to the quay, …"
    if cue.lemma in SHOWING and any(view.tags[i] & Tag.DOCUMENT for i in range(*source)):
        cue = replace(cue, strength=3)
    around = _was_how(view, first, source, (start, stop), cue) or _interrupting(
        view, sentence, rule, source, (start, stop), cue
    )
    return around or _before(view, sentence, rule, source, (start, stop), cue)


def _was_how(view: View, first: int, source: Range, place: Range, cue: Cue) -> Frame | None:
    """``“A disgrace” was how Marsh described it``: the passage before is what she called it."""
    how = source[0] - 1
    if (
        how - 2 < first
        or view.words[how] != "how"
        or view.words[how - 1] not in BE
        or view.inside[how - 2] < 0
    ):
        return None
    passage = view.ranges[view.inside[how - 2]]
    return Frame("subject-verb", place, source, (passage,), cue.frame, cue.strength, marked=True)


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
    before = before_source(view, sentence, source, place[1], cue) if cue.form != "ing" else None
    if before is None or _by_nobody(view, source):
        return None
    addressed = cue.frame == "tell" or cue.lemma == "write"
    stop = _past_hearer(view, place[1], sentence[1]) if addressed else place[1]
    return _around(view, rule, place, source, before, stop, sentence[1], cue)


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


def _agent(view: View, sentence: Range, place: Range, cue: Cue) -> Frame | None:
    """The frame of a passive whose speaker stands behind *by*."""
    last = sentence[1]
    start, index = place
    if cue.form != "past":
        return None
    if cue.frame == "say" and view.words[start - 1] in {"As", "as"}:
        return _as_reported_by(view, sentence, (start - 1, index + 1))
    if cue.frame == "judge" and view.words[min(index + 1, last - 1)] == "by":
        return _judged_by(view, last, (start, index + 2), cue)
    if cue.frame in {"ask", "tell"} and view.words[min(index + 1, last - 1)] == "by":
        return _by_agent(view, last, (start, index + 2), cue)
    return _named_by(view, last, place, cue) if cue.frame == "call" else None


def _as_reported_by(view: View, sentence: Range, cue: Range) -> Frame | None:
    """``As reported by the Post, the pier is shut``, ``It is shut, as first reported by the Post``."""
    (first, last), (start, stop) = sentence, cue
    source = phrase_right(view, stop + 1, last) if stop < last and view.words[stop] == "by" else None
    if source is None or source[1] >= last:
        return None
    if start > first + 1:
        before = clause_before(view, sentence, start) if view.words[start - 1] == "," else None
        content = before if before is not None and clause(view, *before) else None
    else:
        after = complement(view, source[1], last, "say") if view.words[source[1]] == "," else None
        content = after if after is not None and clause(view, *after) else None
    rule = "according-to"
    return (
        Frame(rule, (start, stop + 1), source, (content,), "according", 3, marked=True) if content else None
    )


def _by_agent(view: View, last: int, place: Range, cue: Cue) -> Frame | None:
    """``was asked by Marsh whether …``: who asked stands behind."""
    source = phrase_right(view, place[1], last)
    after = complement(view, source[1], last, "say") if source is not None else None
    if after is None or not (view.inside[after[0]] >= 0 or view.words[after[0]] in {"that", "whether", "if"}):
        return None
    return Frame("inverted-cue", place, source, (after,), cue.frame, cue.strength, marked=True)


def _judged_by(view: View, last: int, place: Range, cue: Cue) -> Frame | None:
    """``was accused by Marsh of lying``, ``criticised by the board for the delay``: what for, or of what."""
    source = phrase_right(view, place[1], last) if BE.intersection(view.words[slice(*place)]) else None
    if source is None:
        return None
    second = (
        phrase_right(view, source[1] + 1, last) if view.words[source[1] : source[1] + 1] == ["and"] else None
    )
    source = (source[0], second[1]) if second is not None else source
    leads = (i for i in range(source[0] + 1, source[1]) if view.words[i] in CHARGING)
    stop = next((i for i in leads if view.words[i + 1].endswith("ing")), source[1])
    source = source[0], stop
    if stop + 2 >= last:
        return None
    of = view.words[stop] == "of" and cue.lemma != "accuse"  # "echoed by an army of pilots"
    if of or view.words[stop] not in CHARGING:
        return None
    stop += view.words[stop] != "as"
    content = stop, clause_end(view, stop, last, phrase=True)
    return Frame("inverted-cue", place, source, (content,), cue.frame, cue.strength, marked=True)


def _named_by(view: View, last: int, place: Range, cue: Cue) -> Frame | None:
    """``was called “dead” by Marsh``, ``described by Marsh as “dead”``: who named it stands behind."""
    start, index = place
    if not BE.intersection(view.words[start:index]):
        return None
    stop, source = index + 1, None
    if stop < last and view.words[stop] == "by":
        source = phrase_right(view, stop + 1, last)
        stop = source[1] if source is not None else last
    stop += stop < last and view.words[stop] == "as"
    if stop >= last:
        return None
    if view.inside[stop] < 0:
        told = source is not None and view.words[stop - 1] == "as"
        content = (stop - 1, clause_end(view, stop, last, phrase=True))
        rule = "inverted-cue"
        return (
            Frame(rule, (index, index + 2), source, (content,), cue.frame, 2, marked=True) if told else None
        )
    named = view.ranges[view.inside[stop]]
    if source is None and named[1] < last and view.words[named[1]] == "by":
        source = phrase_right(view, named[1] + 1, last)
    if source is None:
        return None
    return Frame("inverted-cue", (index, index + 1), source, (named,), cue.frame, cue.strength, marked=True)


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
    if after is None or (view.words[last - 1] == ":" and after[1] >= last - 1 and not _marks_in(view, after)):
        return None
    opened = view.words[source[0] - 1].lower() in _CLAUSES if source[0] > first else False
    opened = opened and not (
        view.words[source[0] - 1].lower() == "as" and view.words[stop : stop + 1] == [","]
    )
    if asked or opened or (rule == "relative-clause" and "," in view.words[slice(*source)]):
        named = cue.frame in {"judge", "urge", "call"}
        after = _to_comma(view, after, fronted=opened and source[0] - 1 == first, told=named)
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
    if _by_nobody(view, source) or (
        not _marks_in(view, after)
        and (unsaid(view, cue, after) or _supposed(view, cue, source, (start, stop)))
    ):
        return None
    if not_clausal(view, cue, after):
        after = before_clause(view, after)
    after = before_deed(view, after, cue)
    return Frame(rule, (start, stop), source, (after,), cue.frame, cue.strength, marked)


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
    told = cue.strength > 1 and not counted and _told_of(view, after)
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
    said = view.words[noun].lower() in _WHATEVER or view.words[before] in ASKING
    bare = view.tags[before] & (_NOT_HOLDERS | Tag.DET | Tag.VERB | Tag.CUE) or view.words[before] in STOPS
    if not open_verb or said or (bare and not relative):
        return None
    ends = (i for i in range(begin, last) if view.inside[i] < 0 and view.words[i] in {",", *DASHES})
    end = next(ends, last)
    return to_main_verb(view, (begin, trimmed_before(view, begin, end)), clausal=False)


def _as_told(view: View, first: int, source: Range, stop: int, last: int) -> Range | None:
    """``As Marsh put it on Friday, the pier is shut``: the clause behind the comma."""
    opening = source[0] - 1
    opens = opening == first or (
        opening <= first + _LEAD and view.words[opening - 1] == ","
    )  # "Surely, as …"
    if opening < first or not opens or view.words[opening] not in {"As", "as"}:
        return None
    place = stop
    while place < last and view.inside[place] < 0 and view.words[place] not in STOPS:
        finite_verb = view.tags[place] & (Tag.SUBJECT | Tag.AUX | Tag.SUBORD) and view.words[place].islower()
        if finite_verb or place > stop + _BRIEF:
            return None
        place += 1
    where = place == stop or view.tags[stop] & (Tag.PREP | Tag.TIME | Tag.TIMEMOD | Tag.ADV)
    taken_up = place == stop + 1 and view.tags[stop] & Tag.DET  # "As Marsh said this, …"
    if not where or taken_up or place + 1 >= last or view.words[place] != ",":
        return None
    content = place + 1, clause_end(view, place + 1, last)
    return content if clause(view, *content) else None


def _by_nobody(view: View, source: Range) -> bool:
    """``No pilot spoke of “old ropes”``, ``nobody called it “a disgrace”``."""
    return view.words[source[0]].lower() in _NOBODY


def _supposed(view: View, cue: Cue, source: Range, group: Range) -> bool:
    """``Few pilots said``, ``if Marsh says``, ``she will say``: nobody has; but figures will show it."""
    before = view.words[source[0] - 1].lower() if source[0] else ""
    if view.words[source[0]].lower() == "few" or before in _IF:
        return True
    unreal = cue.lemma not in SHOWING and not _UNREAL.isdisjoint(view.words[slice(*group)])
    return unreal and not any(view.tags[i] & Tag.NEG for i in range(*group))


def _restricts(view: View, source: Range, start: int) -> bool:
    """``Pilots who say``, ``a petition calling for``: part of a subject, with no comma before it."""
    beside = source[1] in {start, start + 1} and "," not in view.words[slice(*source)]
    return beside and not view.tags[source[0]] & Tag.SUBJECT


def _told_of(view: View, after: Range) -> bool:
    """``indicated he would sign``: a subject and its verb, without *that*."""
    first = after[0]
    if view.tags[first] & Tag.SUBJECT and not owns(view, *after):
        return not view.tags[first] & Tag.REL and clause(view, *after)
    subject = phrase_right(view, *after)
    if subject is None:
        return False
    stop = subject[1]
    aged = view.words[stop : stop + 1] == [","] == view.words[stop + 2 : stop + 3]  # "a man, 42, had"
    stop += 3 if aged and view.words[stop + 1].isdigit() else 0
    return stop < after[1] and opens_verb(view, stop)


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
    if place >= after[1] or view.inside[place] >= 0:
        return False
    if view.tags[place] & (Tag.AUX | Tag.VERB):
        return told or place - after[0] < _BRIEF
    return fronted and (told or (view.words[place][:1].isupper() and view.words[after[0]].islower()))


def _marks_in(view: View, tokens: Range) -> bool:
    return any(number >= 0 for number in view.inside[slice(*tokens)])


def _inverts(view: View, cue: Cue, sentence: Range, start: int, stop: int) -> bool:
    """Whether content stands before the cue and the source after it."""
    first, last = sentence
    if start <= first or stop >= last or cue.frame not in {"say", "ask", "tell"}:
        return False
    if cue.form == "base" and (cue.lemma != "say" or view.words[start - 1] != ","):
        return False
    if view.inside[stop] >= 0 or (
        view.tags[stop] & (_NOT_HOLDERS | Tag.TIME) and not view.tags[stop] & Tag.DET
    ):
        return False
    if view.words[stop] in STOPS or (view.tags[stop] & Tag.OBJECT and not view.tags[stop] & Tag.POSS):
        return False
    before = start - 1
    if view.inside[before] >= 0:
        acts = _followed_by_verb(view, stop, last) is False and not _bare_thing(view, stop, last)
        return acts and (cue.frame == "say" or _closes(view, stop, last))
    listed = view.words[before] == "," and cue.frame == "say" and cue.strength > 1
    listed = listed and _closes(view, stop, last)
    listed = listed and not _apposed(view, first, before)
    said = cue.lemma == "say" and clause(view, first, before)
    ends = cue.lemma == "say" and _ends_with(view, stop, last)
    return listed and (view.words[stop][:1].isupper() or said or ends or _the_speaker(view, stop, last))


def _apposed(view: View, first: int, comma: int) -> bool:
    """``Ana Ruiz, the owner, wrote``: a name and what its bearer is stand before a comma, in either order."""
    role = phrase_left(view, first, comma)
    if role is not None and role[0] > first and view.words[role[0] - 1] == ",":
        full = role[1] - role[0] > 1 and all(view.words[i][:1].isupper() for i in range(*role))
        if full and not clause(view, first, role[0] - 1):
            return True
    if role is None or not view.tags[role[0]] & Tag.DET or view.words[role[0] - 1] != ",":
        return False
    name = phrase_left(view, first, role[0] - 1)
    return name is not None and name[0] > first and all(view.words[i][:1].isupper() for i in range(*name))


def _the_speaker(view: View, start: int, last: int) -> bool:
    """``said the spokesman``, ``say critics``: somebody known, or a document."""
    source = phrase_right(view, start, last)
    if source is None:
        return False
    head = next((i for i in range(source[0] + 1, source[1]) if view.tags[i] & Tag.PREP), source[1]) - 1
    return names_people(view, head) or bool(view.tags[head] & Tag.DOCUMENT and view.tags[start] & Tag.DET)


def _past_bracket(view: View, start: int, last: int) -> int:
    """``said the Port Agency (PA) on Friday``: past the short name."""
    if start >= last or view.words[start] != "(":
        return start
    return next((i + 1 for i in range(start, min(start + _NAME, last)) if view.words[i] == ")"), start)


def _ends_with(view: View, start: int, last: int) -> bool:
    """``…, said the harbour office.``: whoever stands between the cue and the stop is the speaker."""
    source = phrase_right(view, start, last) if view.tags[start] & Tag.DET else None
    return source is not None and source[1] + 1 == last and view.words[source[1]] == "."


def _bare_thing(view: View, start: int, last: int) -> bool:
    """``claimed responsibility``: one thing without an article is what was claimed."""
    tag, word = view.tags[start], view.words[start]
    other = tag & (Tag.DET | Tag.POSS | Tag.SUBJECT | Tag.OBJECT | Tag.PERSON | Tag.DOCUMENT | Tag.PLURAL)
    thing = word.islower() and not other and not word.endswith("s")
    return thing and start + 1 < last and bool(view.tags[start + 1] & Tag.PREP)


def _followed_by_verb(view: View, start: int, last: int) -> bool:
    source = phrase_right(view, start, last)
    return source is not None and source[1] < last and bool(view.tags[source[1]] & (Tag.AUX | Tag.VERB))


def _closes(view: View, start: int, last: int) -> bool:
    """Whether a source right of its cue is all that follows: the sentence ends or is cut after it."""
    source = phrase_right(view, start, last)
    if source is None:
        return False
    place = skip_adverbials(view, _past_bracket(view, source[1], last), last)
    if place < last and (view.tags[place] & Tag.DONE or view.words[place].endswith("ed")):
        place = skip_adverbials(view, place + 1, last)  # "said a statement released on Monday"
        agent = phrase_right(view, place + 1, last) if view.words[place : place + 1] == ["by"] else None
        place = agent[1] if agent else place
    if place >= last or view.words[place] in {".", ";", ":", "who"}:
        return True
    return view.words[place] == "," and place + 1 < last


def _around(
    view: View, rule: str, cue: Range, source: Range, before: Range, stop: int, last: int, verb: Cue
) -> Frame | None:
    """A frame whose content stands before it, and goes on after it where it was only put in between.

    ``In May, she said`` has no content before it, nor has ``As it fell, she said``.
    """
    relative = view.words[before[1] - 1] in RELATIVES
    headed = view.words[cue[1] - 1].istitle()
    opens = relative or (not headed and not _marks_in(view, before) and fronted(view, before))
    after = _resumed(view, before, stop, last, opens=opens)
    if after is None:
        return None if opens else Frame(rule, cue, source, (before,), verb.frame, verb.strength, marked=True)
    content = (after,) if relative else (before, after)
    return Frame(rule, cue, source, content, verb.frame, verb.strength, marked=True)


def _resumed(view: View, before: Range, stop: int, last: int, *, opens: bool) -> Range | None:
    """What follows ``X said,``: a passage, or the rest of a clause interrupted or opened before."""
    place = skip_adverbials(view, stop, last)
    if place >= last - 1:
        return None
    if view.inside[place] >= 0:
        where = is_title(view, place) and view.words[place - 1][:1].isalpha()  # "told the crews on “Today”"
        return None if where else (place, view.ranges[view.inside[place]][1])
    if view.words[place] not in {",", ":"} and view.words[place] not in DASHES:
        return None
    place = _past_apposition(view, place + 1, last)
    if view.inside[place] >= 0:
        return place, clause_end(view, place, last)
    word, tag = view.words[place], view.tags[place]
    plain = view.inside[before[1] - 1] < 0
    goes_on = tag & (Tag.AUX | Tag.MODAL) or word in {"that", "because", "if"}
    goes_on = goes_on or _adds(view, before, place - 1, last)
    participle = tag & Tag.CUE and word.endswith("ing")
    whole = clause(view, place, last) or view.words[before[1] - 1] in RELATIVES
    goes_on = goes_on or (opens and not tag & Tag.REL and not participle and whole)
    joined = plain and word in _JOINING and not new_cue(view, place + 1, last)
    interrupts = plain and before[1] - before[0] <= 6 and not word.endswith("ing")
    if goes_on or joined or (interrupts and (word in _LINKS or not tag & _OPENS_ANEW)):
        return place, clause_end(view, place, last)
    return None


def _past_apposition(view: View, start: int, last: int) -> int:
    """``Her words, said Marsh, | the chair of the board, | are dead``: what the speaker is comes between."""
    role = phrase_right(view, start, last) if view.tags[start] & (Tag.DET | Tag.POSS) else None
    return role[1] + 1 if role is not None and _resumes(view, role[1], last) else start
