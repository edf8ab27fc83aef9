"""Frames that reach over one another: coordinated ones are cut off, nested ones stand within the outer.

PolNeAR keeps the outermost attribution of nested ones alone; a reader hears the outer voice and wants the
inner one as well, as what the outer one tells.
"""

from __future__ import annotations

from build_site.model.restoring import replace
from build_site.stages.attribution.drafts import Frame
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import DASHES, REPORTS
from build_site.stages.attribution.view import View

_SPOKEN = frozenset(("say", "tell", "ask", "call"))
_TOLD = _SPOKEN | {"judge", "urge"}
"""What is told of within somebody's words and is then part of them."""
_TURNING = frozenset(("and", "but", "when", "while", "as", "which", "who", "that", "because", "after"))
_SAYING = frozenset(("say", "tell"))
_ANEW = frozenset(("and", "but"))
_REMARKS = frozenset(("even", "although", "though", "despite", "whereas"))
"""What opens the remark of whoever tells of another's words."""
_NEAR = 2
"""Words between the beginning of a content and a nested frame: *that*, an adverb."""


def settled(view: View, frames: list[Frame]) -> list[Frame]:
    """The frames, each cut off where another's clause begins; those nested in another last, as within it."""
    frames = [_relayed(view, frame, frames) for frame in frames]
    nested = {
        inner
        for outer in frames
        for inner, frame in enumerate(frames)
        if _holds(outer, frame) and frame.carrier != outer.source
    }
    carriers = {frame.carrier for frame in frames if frame.carrier is not None}
    nested |= {
        number
        for number, outer in enumerate(frames)
        if outer.source in carriers or any(_cites(outer, f) or _carries(outer, f) for f in frames)
    }
    kept = [frame for number, frame in enumerate(frames) if number not in nested]
    relaying = [frame for frame in frames if frame.source in carriers]
    told = [
        _within(view, outer, inner)
        for inner in frames
        if (outer := next((f for f in frames if _holds(f, inner)), None)) is not None
        and inner.carrier != outer.source
    ]
    return [*_one_each(view, [_cut(view, frame, [*kept, *relaying]) for frame in kept]), *told]


def _within(view: View, outer: Frame, inner: Frame) -> Frame:
    """What somebody tells that another one said: no longer than what he tells, and without his own remark."""
    (first, stop), *_ = inner.content
    stop = min(stop, outer.content[0][1])
    own = (i for i in range(first + 1, stop) if view.words[i] in _REMARKS and view.inside[i] < 0)
    return replace(inner, content=((first, next(own, stop)),), within=True, carrier=outer.source)


def _one_each(view: View, frames: list[Frame]) -> list[Frame]:
    """Of frames with the same words the surest, then the last; who reports what another said carries it."""
    kept: list[Frame] = []
    for frame in frames:
        rival = next((k for k in kept if k.content[0] == frame.content[0] and _before(k)), None)
        if rival is None:
            kept.append(frame)
        elif not _before(frame) and view.words[frame.cue[1] - 1] in REPORTS:
            kept[kept.index(rival)] = replace(rival, carrier=frame.source)
        elif (_spoken(frame), frame.strength) >= (_spoken(rival), rival.strength):
            kept[kept.index(rival)] = frame
    return kept


def _before(frame: Frame) -> bool:
    return frame.cue[1] <= frame.content[0][0]


def _holds(outer: Frame, inner: Frame) -> bool:
    """Whether the inner frame is the main clause of what the outer one governs."""
    if inner is outer or inner.strength < _NEAR or inner.kind not in _TOLD or outer.strength < _NEAR:
        return False
    begin = _begin(inner)
    if outer.kind not in _SPOKEN:
        return False
    first, last = outer.content[0]
    return first <= begin <= first + _NEAR and inner.cue[1] <= last and inner.source != outer.source


def _carries(outer: Frame, inner: Frame) -> bool:
    """``According to a readout, the minister said …``: the minister's words; the readout is their carrier."""
    told = inner.kind in _SPOKEN and (inner.strength > _NEAR or inner.marked)
    if outer.kind != "according" or not told:
        return False
    first, last = outer.content[0]
    return first <= min(_begin(inner), inner.content[0][0]) <= first + _NEAR and inner.cue[1] <= last


def _relayed(view: View, inner: Frame, frames: list[Frame]) -> Frame:
    """``Marsh said …, the Harbour Times reported``: Marsh's words, carried by the one who reports them."""
    for outer in frames:
        source, (first, last) = outer.source, outer.content[0]
        if source is None or view.words[outer.cue[1] - 1] not in REPORTS or not _spoken(inner):
            continue
        named = view.words[source[1] - 1][:1].isupper() and source != inner.source
        begin = min(_begin(inner), inner.content[0][0])
        if named and first <= begin <= first + _NEAR and inner.cue[1] <= last:
            return replace(inner, carrier=source)
    return inner


def _spoken(frame: Frame) -> bool:
    return frame.kind in _SPOKEN and frame.strength >= _NEAR and frame.source is not None


def _cites(outer: Frame, inner: Frame) -> bool:
    """``cited officials who said …``: what the officials said is the quotation, not the officials."""
    begins = inner.source is not None and inner.source[0] == outer.content[0][0]
    return outer.kind == "judge" and inner.rule == "relative-clause" and begins


def _begin(frame: Frame) -> int:
    if frame.source is not None and frame.source[1] <= frame.cue[0]:
        return min(frame.cue[0], frame.source[0])
    return frame.cue[0]


def _cut(view: View, frame: Frame, frames: list[Frame]) -> Frame:
    content = list(frame.content)
    for inner in frames:
        first, last = content[-1]
        begins, ends = inner.content[0]
        told = inner.kind == "tell" and frame.rule == "relative-clause" and inner.cue[1] <= frame.cue[0]
        if told and first < begins < last <= ends:  # "told somebody who suggested … that …"
            content[-1] = (first, begins)
            continue
        if (
            inner is frame
            or inner.strength < _NEAR
            or inner.kind not in _SPOKEN
            or inner.cue[0] < frame.cue[0]
            or (_of_antecedent(view, inner) and _keeps(view, frame, inner))
        ):
            continue
        begin = _begin(inner)
        if frame.cue[0] < inner.content[0][0] < begin:
            begin = inner.content[0][0]
        begin = inner.cue[0] if begin < frame.cue[0] else begin
        if not first + _NEAR < begin < last:
            continue
        anew = inner.kind in _SAYING and inner.strength > _NEAR and inner.source != frame.source
        cut = _boundary(view, first, begin, anew=anew)
        if cut is not None:
            content[-1] = (first, cut)
    return replace(frame, content=tuple(content))


def _keeps(view: View, outer: Frame, inner: Frame) -> bool:
    """``blasted the plan, which he said was dead``: part of his words, where the board's are none of them."""
    own = inner.source is not None and bool(view.tags[inner.source[0]] & Tag.SUBJECT)
    return own or outer.kind in _SPOKEN


def _of_antecedent(view: View, inner: Frame) -> bool:
    """``a plan, which Marsh said would fail, …``: what was said of a thing within the words."""
    begin = inner.content[0][0]
    return begin == inner.cue[1] and view.inside[begin] < 0 and bool(view.tags[begin] & (Tag.AUX | Tag.VERB))


def _boundary(view: View, first: int, begin: int, *, anew: bool) -> int | None:
    """Where the clause before ``begin`` ends, if a comma, dash or turn stands between the two.

    Where somebody speaks ``anew`` "and" does (``said the pier was shut and Marsh said it was sold``).
    """
    place = begin
    while place > first + 1 and place > begin - 3:
        word = view.words[place - 1]
        if view.inside[place - 1] >= 0:
            return place
        if word in {",", ";", ":"} or word in DASHES:
            return place - 1
        if word not in _TURNING:
            return place if anew and place < begin and view.words[place] in _ANEW else None
        place -= 1
    return place if place < begin else None
