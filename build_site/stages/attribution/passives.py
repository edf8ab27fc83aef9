"""Passives: the speaker stands behind *by* (``asked by Marsh whether …``, ``As reported by the Post``)."""

from __future__ import annotations

from build_site.stages.attribution.barring import BE
from build_site.stages.attribution.clauses import clause_before, clause_end
from build_site.stages.attribution.complement import complement
from build_site.stages.attribution.drafts import Frame
from build_site.stages.attribution.forms import CHARGING, clause
from build_site.stages.attribution.grammar import Cue
from build_site.stages.attribution.phrases import phrase_right
from build_site.stages.attribution.view import Range, View


def agent(view: View, sentence: Range, place: Range, cue: Cue) -> Frame | None:
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
