"""The sieves: each looks at one passage in its place and proposes a speaker, or abstains."""

from __future__ import annotations

from collections.abc import Callable

from build_site.stages.attribution.barring import BE
from build_site.stages.attribution.beside import in_words, meaning_to, noun_says, taken_up, trailing
from build_site.stages.attribution.drafts import Draft, Frame, Place, Proposal, negated
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import (
    DASHES,
    REPORTS,
    STOPS,
    begins_anew,
    phrase_left,
    phrase_right,
    verb_start,
)
from build_site.stages.attribution.refusal import titled
from build_site.stages.attribution.subject_search import clause_subject, first_phrase, whom_it_quotes
from build_site.stages.attribution.view import Range, View

_PERSONAL = frozenset(("he", "she", "they", "i", "we", "who"))
_THIRD = frozenset(("he", "she", "they"))
_NOBODY = frozenset(("What", "Such"))
_FEW = 4
"""Fewer words in the reporter's tail of ``“A,” Marsh said of the “B”`` are the reporter's."""
_JOINING = frozenset((",", "but", "and", ";"))
_CREDIT = 14
"""Tokens of a line that names who said the words above it, at most."""
_SAID = frozenset(("Said", "Says"))
_NAME = 5
"""More capitalised words are a heading."""
_PAUSES = DASHES | {",", ":", "."}
_NO_VERBS = Tag.PREP | Tag.CONJ | Tag.SUBORD | Tag.DET | Tag.POSS | Tag.SUBJECT | Tag.AUX

_AGE = 3
"""Digits of an age, at most."""
_VOICES = 100
"""Voices looked back at for how their list begins, at most."""


def governed(place: Place) -> Proposal | None:
    """A cue frame's content holds the passage."""
    frame = place.owner
    return Proposal(frame.rule, frame.source, frame.cue, frame.content) if frame else None


def laid_out(place: Place) -> Proposal | None:
    """No marks, but a turn's label, a post's signature, the one who is interviewed: the layout names who."""
    passage = place.view.passages[place.passage]
    if passage.by is None:
        return None
    return Proposal(passage.layout, place.view.range(passage.by))


def goes_on(place: Place) -> Proposal | None:
    """A sentence that is nothing but the passage follows a quotation with marks: the speaker goes on."""
    previous = place.previous
    if previous is None or not place.alone or not _holds_marks(place.view, previous):
        return None
    if negated(place.view, previous.cue):
        return None
    return Proposal(previous.rule, previous.source, previous.cue, joins=True)


def next_paragraph(place: Place) -> Proposal | None:
    """The paragraph before left its passage open: this one continues it."""
    if place.opened is None:
        return None
    return Proposal(place.opened.rule, place.opened.source, place.opened.cue, joins=True)


def resumed(place: Place) -> Proposal | None:
    """``“A,” said X, who …, “B.”``, ``… X said, and he “did B”``: the sentence goes on."""
    view, previous, start = place.view, place.previous, place.tokens[0]
    if previous is None or previous.sentence != place.sentence or not _holds_marks(view, previous):
        return None
    if titled(place.words) or previous.content[-1][1] > start or previous.cue is None:
        return None
    if view.words[start - 1] in _PAUSES or view.words[start - 1].endswith("."):
        return Proposal(previous.rule, previous.source, previous.cue, joins=True)
    begin = max(previous.cue[1], previous.source[1] if previous.source else 0)
    adds = begin + 2 < start and view.words[begin] == "," and view.words[begin + 1] == "and"
    if not adds or any(begin < frame.cue[0] < start for frame in place.frames):
        return None
    tokens = (begin + 2, place.tokens[1])
    return Proposal(previous.rule, previous.source, previous.cue, (tokens,), joins=True)


def signature(place: Place) -> Proposal | None:
    """``“Words.” — Jane Doe``: a dash and a name close the block, or open the next one."""
    view, last = place.view, place.paragraph.tokens[1]
    stop = view.next_line(place.tokens[1])
    if view.words[stop] not in DASHES:
        return None
    source = phrase_right(view, stop + 1, min(stop + 14, len(view.tokens.words)))
    if source is None or not view.words[source[0]][:1].isupper():
        return None
    if (
        stop < last
        and any(word[:1].isalnum() for word in view.words[source[1] : last])
        and view.words[source[1]] != ","
    ):
        return None
    return Proposal("signature", source, (stop, stop + 1))


def speaker_label(place: Place) -> Proposal | None:
    """``“SMITH: Words …”``: a transcript's label inside the marks."""
    view, (start, end) = place.view, place.tokens
    for index in range(start + 2, min(start + 5, end)):
        if view.words[index] == ":":
            label = view.words[start + 1 : index]
            if all(word[:1].isupper() for word in label) and (len(label) > 1 or label[0].isupper()):
                return Proposal("transcript-label", (start + 1, index), (index, index + 1))
    return None


def any_verb(place: Place) -> Proposal | None:
    """``“Words,” Smith purred.``: after a comma inside the marks any verb reports."""
    view, stop, last = place.view, place.tokens[1], place.sentence[1]
    if not place.view.final(place.passage) or view.final(place.passage) not in ",?!" or stop >= last - 1:
        return None
    if (
        view.words[stop].islower()
        and view.words[stop].endswith(("ed", "s"))
        and not view.tags[stop] & _NO_VERBS
    ):
        source = phrase_right(view, stop + 1, last)
        known = source is not None and (_can_speak(view, source) or _closing(place, source))
        return Proposal("any-verb", source, (stop, stop + 1)) if known else None
    saying = next((i for i in range(stop, last - 1) if view.words[i : i + 2] == ["as", "saying"]), 0)
    if saying and (quoted := whom_it_quotes(view, stop, saying)) is not None:
        return Proposal("any-verb", quoted, (saying + 1, saying + 2))
    source = _named(view, stop, last)
    if source is None and place.tokens[0] == place.sentence[0]:
        source = phrase_right(view, stop, last)
    if source is None or source[1] >= last or not view.words[source[1]].islower():
        return None
    if begins_anew(view, stop, view.final(place.passage)):
        return None
    verb = view.words[source[1]]
    if view.tags[source[1]] & (_NO_VERBS | Tag.ADV) or (
        view.final(place.passage) != "," and not verb.endswith("ed")
    ):
        return None
    return Proposal("any-verb", source, (source[1], source[1] + 1))


def _closing(place: Place, source: Range) -> bool:
    """``“A,” beamed the pilot.``: somebody described ends the sentence, and the words begin it."""
    view, last = place.view, place.sentence[1]
    ends = source[1] >= last or view.words[source[1]] in {".", ","}
    described = view.tags[source[0]] & (Tag.DET | Tag.POSS) and source[1] - source[0] < _NAME
    return ends and bool(described) and place.tokens[0] == place.sentence[0]


def _named(view: View, start: int, last: int) -> Range | None:
    """A run of capitalised words: a name, whatever follows it."""
    stop = start
    while stop < last and view.inside[stop] < 0 and view.words[stop][:1].isupper():
        stop += 1
    return (start, stop) if stop > start else None


def label_colon(place: Place) -> Proposal | None:
    """``Smith: “Words.”``: a name and a colon before the passage."""
    view, start, first = place.view, place.tokens[0], place.sentence[0]
    if start - 2 < first or view.words[start - 1] != ":":
        return None
    source = _labelled(view, first, start - 1) or phrase_left(view, first, start - 1)
    if source is None or not (source[0] == first or view.words[source[0] - 1] in STOPS):
        begin = first + 1 if view.words[first] in {"As", "as"} else None
        source = phrase_right(view, begin, start) if begin else first_phrase(view, place.sentence, start - 1)
    if source is not None and source[0] == first < source[1] - 1 and view.words[first] in _SAID:
        return Proposal("inverted-cue", (first + 1, source[1]), (first, first + 1))
    if source is None or view.tags[source[0]] & Tag.CUE:  # "Asked about the pier: …"
        return None
    return Proposal("label-colon", source, (start - 1, start))


def _labelled(view: View, first: int, colon: int) -> Range | None:
    """``Ana Ruiz, 42, nurse:``: the name that begins a label of nothing but nouns."""
    source = _named(view, first, colon)
    if source is None or source[1] - source[0] < 2 or view.words[source[1]] != ",":
        return None
    verbs = (view.tags[i] & (_NO_VERBS | Tag.CUE) & ~(Tag.PREP | Tag.DET) for i in range(source[1], colon))
    return None if any(verbs) else source


def headline_colon(place: Place) -> Proposal | None:
    """``“We sail”: mayor on the pier``: in a line of one sentence without a stop, who the colon names."""
    view, stop, last = place.view, place.tokens[1], place.sentence[1]
    heads = place.tokens[0] == place.paragraph.tokens[0] and last == place.paragraph.tokens[1]
    if not heads or stop + 1 >= last or view.words[stop] != ":" or not view.words[last - 1][-1:].isalnum():
        return None
    source = phrase_right(view, stop + 1, last)
    if source is None:
        return None
    verbs = (i for i in range(source[0] + 1, source[1]) if view.tags[i] & (Tag.CUE | Tag.VERB))
    verb = next((i for i in verbs if view.words[i].endswith("s") and view.words[i].islower()), source[1])
    return Proposal("headline-colon", (source[0], verb), (stop, stop + 1))


def paragraph_colon(place: Place) -> Proposal | None:
    """The paragraph before ends with a colon: its subject speaks."""
    before = place.before
    if before is None or place.previous is not None or place.view.words[before[1] - 1] != ":":
        return None
    if place.tokens[0] > place.paragraph.tokens[0]:
        return None
    rule = place.view.passages[place.passage].layout or "paragraph-colon"
    if place.last is not None and place.last.sentence == before:
        return Proposal(rule, place.last.source, place.last.cue)
    source = _asserting(place.view, before) or first_phrase(place.view, before, before[1])
    if source is not None and place.view.words[source[1] - 1] in REPORTS:
        source, cue = (source[0], source[1] - 1), (source[1] - 1, source[1])
        return Proposal(rule, source, cue) if source[0] < source[1] else None  # "Reported:" names nobody
    return Proposal(rule, source, (before[1] - 1, before[1])) if source else None


def _asserting(view: View, sentence: Range) -> Range | None:
    """``Here is how the mayor responded:``: the subject of the last verb of speech."""
    for index in range(sentence[1] - 1, sentence[0], -1):
        cue = view.tags[index] & Tag.CUE and not view.tags[index] & Tag.NOUN
        if cue:
            source = phrase_left(view, sentence[0], verb_start(view, sentence[0], index))
            return None if source is None else source
    return None


def sentence_before(place: Place) -> Proposal | None:
    """A reporter's sentence in the same paragraph introduces the passage: its subject speaks."""
    sentences, index = place.paragraph.sentences, place.number
    if not place.alone or index == 0:
        return None
    before = sentences[index - 1]
    if place.last is not None and place.last.sentence == before:
        return Proposal("same-speaker", place.last.source)
    source = first_phrase(place.view, before, before[1])
    return Proposal("sentence-before", source) if source and _can_speak(place.view, source) else None


def frame_in_sentence(place: Place) -> Proposal | None:
    """A fragment that no frame governs in a sentence where somebody speaks: the speaker before it."""
    if place.alone:
        return None
    for frame in reversed(place.frames):
        if (
            frame.cue[0] < place.tokens[0]
            and frame.strength > 1
            and frame.kind in {"say", "tell", "ask", "according"}
        ):
            clause = _rest_of(place, frame)
            if clause is not None:
                return Proposal("frame-in-sentence", frame.source, frame.cue, (clause,), joins=True)
            loose = frame.content[0][0] < frame.cue[0] and len(place.words) < _FEW
            return None if loose else Proposal("frame-in-sentence", frame.source, frame.cue)
    return None


def _rest_of(place: Place, frame: Frame) -> Range | None:
    """``said the pier “leans” and yet “sways”``: the words from the content's end on, still governed."""
    view, previous, stop = place.view, place.previous, place.sentence[1]
    begin = frame.content[-1][1]
    if previous is None or previous.cue != frame.cue or frame.content[0][0] < frame.cue[1]:
        return None
    first, last = place.tokens
    subject = view.words[first - 1] in _JOINING and last < stop and view.tags[last] & Tag.AUX
    if begin > first or subject:
        return None
    while stop > begin and not view.words[stop - 1][:1].isalnum():
        stop -= 1
    return begin, stop


def still_speaking(place: Place) -> Proposal | None:
    """A fragment right after a quotation, in a sentence without a cue: the speaker goes on."""
    previous = place.previous
    if previous is None or previous.kind not in {"say", "tell"}:
        return None
    if previous.source is None or not _can_speak(place.view, previous.source):
        return None
    if previous.sentence == place.sentence and len(place.words) < _FEW:
        return None
    own = first_phrase(place.view, place.sentence, place.tokens[0])
    pronoun = own is not None and place.view.words[own[0]].lower() in _THIRD
    return Proposal("still-speaking", own if pronoun else previous.source)


def hearsay(place: Place) -> Proposal | None:
    """``Smith reportedly “said yes”``: the adverb is the cue."""
    view, start = place.view, place.tokens[0]
    if start - 2 < place.sentence[0] or not view.tags[start - 1] & Tag.HEARSAY:
        return None
    source = phrase_left(view, place.sentence[0], start - 1)
    return Proposal("hearsay", source, (start - 1, start)) if source and _can_speak(view, source) else None


def sentence_subject(place: Place) -> Proposal | None:
    """A fragment inside a sentence without a cue of its own: the sentence's subject."""
    if place.alone or place.tokens[0] == place.sentence[0]:
        return None
    view, (first, start) = place.view, (place.sentence[0], place.tokens[0])
    source = clause_subject(view, first, start)
    if source is None or not _can_speak(view, source) or view.words[source[0]].endswith("ing"):
        source = first_phrase(view, place.sentence, start) or _made_to(place)
    if source is None or not _can_speak(view, source) or _is_told(place, source[1]):
        return None
    return Proposal("sentence-subject", source)


def _made_to(place: Place) -> Range | None:
    """``Working there led Marsh to “do more”``: who was led to it, where his words were quoted before."""
    view, to = place.view, place.tokens[0] - 1
    named = view.words[to] == "to" and to > place.sentence[0] and view.words[to - 1] in place.quoted
    return phrase_left(view, place.sentence[0], to) if named else None


def _is_told(place: Place, start: int) -> bool:
    """``Marsh was asked, “Why?”``: the words are somebody else's."""
    view = place.view
    return any(
        view.tags[i] & Tag.CUE
        and view.cues[view.words[i]].frame in {"ask", "tell"}
        and view.words[i - 1] in BE
        for i in range(start + 1, place.tokens[0])
        if view.inside[i] < 0
    )


def paragraph_subject(place: Place) -> Proposal | None:
    """A paragraph that is all quotation: the subject of the last sentence before it, where that can speak."""
    if place.before is None or place.sentence != place.paragraph.sentences[0] or not place.alone:
        return None
    if place.last is not None and place.last.ends_in(place.before):
        return None
    source = first_phrase(place.view, place.before, place.before[1])
    named = source is not None and _can_speak(place.view, source) and _stops(place)
    return Proposal("paragraph-subject", source) if named else None


def paragraph_names(place: Place) -> Proposal | None:
    """A paragraph that is all quotation: the only one in the sentence before it who was quoted above."""
    if place.before is None or place.sentence != place.paragraph.sentences[0] or not place.alone:
        return None
    view = place.view
    named = [i for i in range(*place.before) if view.words[i] in place.quoted and view.inside[i] < 0]
    if len({view.words[i] for i in named}) != 1 or not _stops(place):
        return None
    return Proposal("paragraph-names", (named[0], named[0] + 1))


def last_speaker(place: Place) -> Proposal | None:
    """Nothing else speaks: who spoke just before, in marks or without, goes on."""
    last = place.last
    if last is None or last.source is None:
        return None
    if last.block == place.paragraph.block:
        return Proposal("same-speaker", last.source) if _can_speak(place.view, last.source) else None
    if not (_can_speak(place.view, last.source) or _said_by_name(place.view, last)):
        return None
    quoting = place.alone and last.ends_in(place.before) and _stops(place)
    return Proposal("last-speaker", last.source) if quoting else None


def credit_line(place: Place) -> Proposal | None:
    """``Jane Doe, pilot``: under a line of nothing but the passage, a line of nothing but a name."""
    view, start = place.view, place.view.next_line(place.paragraph.tokens[1])
    stop = start
    while stop < len(view.tokens.words) and view.words[stop] != "\n" and stop < start + _CREDIT:
        stop += 1
    ends = stop == len(view.tokens.words) or view.words[stop] == "\n"
    source = _named(view, start, stop)
    if not ends or source is None or not 1 < source[1] - source[0] < _NAME or not _fills_line(place):
        return None
    following = view.words[source[1]] if source[1] < stop else ","
    if following != "," or view.words[stop - 1] in STOPS:
        return None
    return Proposal("credit-line", source)


def voice(place: Place) -> Proposal | None:
    """``Jane Doe, 54, baker``: among voices, the line under the words, or the one above where that begins."""
    view = place.view
    if not _fills_line(place):
        return None
    below = _voice_at(view, view.next_line(place.paragraph.tokens[1]))
    above, line = None, place.tokens[0]
    for _ in range(_VOICES):
        found = _voice_before(view, line)
        if found is None:
            break
        above = above or found
        line = _line_before(view, found[0])
        if line == found[0] or view.inside[line] < 0:
            return Proposal("credit-line", above)
    return Proposal("credit-line", below) if below else None


def _voice_at(view: View, start: int) -> Range | None:
    """The name at the head of a line that tells an age behind it, and no sentence."""
    stop, last = start, min(start + _CREDIT, len(view.tokens.words))
    while stop < last and view.words[stop] != "\n":
        stop += 1
    if stop == start or (stop == last and last < len(view.tokens.words)):
        return None
    source = _named(view, start, stop)
    if source is None or source[0] != start or source[1] - start >= _NAME:
        return None
    rest = [word for word in view.words[source[1] : stop] if word != "aged"]
    aged = len(rest) > 1 and rest[0] == "," and rest[1].isdigit() and len(rest[1]) <= _AGE
    return source if aged and (len(rest) == 2 or rest[2] == ",") and rest[-1] not in STOPS else None


def _voice_before(view: View, start: int) -> Range | None:
    line = _line_before(view, start)
    return _voice_at(view, line) if line < start else None


def _line_before(view: View, start: int) -> int:
    """Where the line before the one that begins at a place begins; the place itself where none does."""
    stop = start
    while stop and view.words[stop - 1] == "\n":
        stop -= 1
    begin = stop
    while begin and view.words[begin - 1] != "\n":
        begin -= 1
    return begin if stop else start


def _fills_line(place: Place) -> bool:
    first, last = place.paragraph.tokens
    return (
        place.alone
        and len(place.paragraph.sentences) == 1
        and place.tokens[0] == first
        and last - place.tokens[1] <= 1
    )


SIEVES: tuple[Callable[[Place], Proposal | None], ...] = (
    governed,
    speaker_label,
    next_paragraph,
    signature,
    voice,
    goes_on,
    any_verb,
    trailing,
    in_words,
    noun_says,
    resumed,
    label_colon,
    headline_colon,
    paragraph_colon,
    sentence_before,
    hearsay,
    frame_in_sentence,
    still_speaking,
    sentence_subject,
    paragraph_subject,
    last_speaker,
    paragraph_names,
    credit_line,
    taken_up,
    meaning_to,
)
"""Most precise first; the first that does not abstain decides, the others are kept as runners-up."""

LAYOUT: tuple[Callable[[Place], Proposal | None], ...] = (laid_out, next_paragraph, paragraph_colon)
"""The sieves for words that the layout sets apart without marks."""


def _holds_marks(view: View, draft: Draft) -> bool:
    edges = (draft.content[0], draft.content[-1])
    return any(view.inside[i] >= 0 for tokens in edges for i in (tokens[0], tokens[1] - 1))


def _stops(place: Place) -> bool:
    """Whether the words end as a sentence does, or with their paragraph: a heading ends with neither."""
    view, stop = place.view, place.tokens[1]
    ends = not view.final(place.passage).isalnum() or view.words[stop] == "."
    return ends or not view.passages[place.passage].closed


def _said_by_name(view: View, draft: Draft) -> bool:
    """``said Robert Dunn of the harbour board``: a name with more to it, by a verb of speech."""
    if draft.source is None or draft.kind not in {"say", "tell"}:
        return False
    start = draft.source[0]
    return view.words[start][:1].isupper() and not view.tags[start] & (Tag.SUBJECT | Tag.DET | Tag.POSS)


def _can_speak(view: View, source: Range) -> bool:
    """Whether a phrase is surely somebody: a personal pronoun or a name."""
    first, last = view.words[source[0]], view.words[source[1] - 1]
    if view.tags[source[0]] & Tag.SUBJECT:
        return first.lower() in _PERSONAL
    barred = Tag.DET | Tag.POSS | Tag.TIMEMOD | (Tag.CUE if source[1] - source[0] == 1 else 0)
    if view.tags[source[0]] & (Tag.DET | Tag.POSS):
        return _introduces(view, source)
    if first in _NOBODY or view.tags[source[0]] & barred:
        return False
    return first[:1].isupper() and last[:1].isupper()


def _introduces(view: View, source: Range) -> bool:
    """``Her friend Jane Doe``: what somebody is, in small letters, and a full name."""
    start = source[1]
    while start > source[0] and view.words[start - 1][:1].isupper():
        start -= 1
    role = range(source[0] + 1, start)
    told = (view.words[i].isalpha() and view.words[i].islower() and not view.tags[i] & Tag.PREP for i in role)
    return source[1] - start > 1 and bool(role) and all(told)
