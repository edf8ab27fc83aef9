"""From frames to drafts of quotations: which frame holds which passage, what goes on, what stays alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from build_site.model import Article
from build_site.stages.attribution.drafts import Draft, Frame, Place, negated
from build_site.stages.attribution.frames import frames_of
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.refusal import names_work, refused
from build_site.stages.attribution.repeats import handed_back, led_into, said_again
from build_site.stages.attribution.sieves import LAYOUT, SIEVES
from build_site.stages.attribution.view import Paragraph, Range, View, paragraphs

_SURE = frozenset(("subject-verb", "apposition"))
"""Rules sure enough for an opinion that no marks vouch for."""
_TELLING = _SURE | {"participle", "according-to"}
"""Rules sure enough for what somebody tells that another one said …"""
_TOLD_OF = frozenset(("say", "tell", "urge", "according"))
"""… and frames."""
_OTHERS = frozenset(("he", "she"))
_FIRM = 2
_AUTHORS = frozenset(("I", "We", "we"))
"""Who writes an opinion piece gives no quotation of himself."""


@dataclass(slots=True)
class Reader:
    """One reading of an article from its first paragraph to its last, and what it remembers on the way."""

    view: View
    drafts: list[Draft] = field(default_factory=list)
    last: Draft | None = None
    before: Range | None = None
    quoted: set[str] = field(default_factory=set)

    def read(self, article: Article) -> list[Draft]:
        """All quotations of the article."""
        for paragraph in paragraphs(article, self.view):
            self._paragraph(paragraph)
        return said_again(self.view, led_into(self.view, handed_back(self.view, self.drafts)))

    def told(self, found: list[Paragraph], outer: list[Draft]) -> list[Draft]:
        """What those who are quoted tell that others said."""
        for paragraph in found:
            self._paragraph(paragraph)
        told = [draft for draft in self.drafts if draft.strength > _FIRM and _relates(self.view, draft)]
        return [replace(draft, within="marks", carrier=_teller(draft, outer)) for draft in told]

    def _paragraph(self, paragraph: Paragraph) -> None:
        previous: Draft | None = None
        self.before = paragraph.before
        for number in range(len(paragraph.sentences)):
            previous = self._sentence(paragraph, number, previous)

    def _sentence(self, paragraph: Paragraph, place: int, previous: Draft | None) -> Draft | None:
        view, sentence = self.view, paragraph.sentences[place]
        frames = tuple(frame for frame in frames_of(view, sentence) if not names_work(view, frame))
        for frame in frames:
            if frame.within and _relates(view, frame):
                self.drafts.append(replace(_drafted(frame, paragraph.block, sentence), within="words"))
        frames = tuple(frame for frame in frames if not frame.within)
        named = {i for frame in frames if frame.source for i in view.inside[slice(*frame.source)]}
        numbers = sorted({n for n in view.inside[slice(*sentence)] if n >= 0} - named)
        owners = {number: _owner(view, frames, number) for number in numbers}
        held = {id(owner) for owner in owners.values() if owner is not None}
        own: dict[int, Draft] = {}
        for frame in frames:
            if id(frame) in held or _reports(view, frame, frames, held):
                own[id(frame)] = draft = _drafted(frame, paragraph.block, sentence)
                self._keep(draft)
        for number in numbers:
            owner = owners[number]
            neighbour = next(reversed(own.values()), own[id(owner)] if owner is not None else previous)
            about = self.last, self.before, self.quoted, self._opened(number)
            stand = Place(view, number, paragraph, place, frames, owner, neighbour, *about)
            previous = self._decide(stand, own) or previous
        return previous if numbers else next(reversed(own.values()), None)

    def _opened(self, passage: int) -> Draft | None:
        """The quotation whose last passage is open and goes on with this one."""
        if not self.view.passages[passage].continues or not self.drafts:
            return None
        draft = self.drafts[-1]
        return draft if self.view.inside[draft.content[-1][1] - 1] == passage - 1 else None

    def _keep(self, draft: Draft) -> None:
        self.drafts.append(draft)
        if draft.source is not None and self.view.words[draft.source[1] - 1][:1].isupper():
            self.quoted.add(self.view.words[draft.source[1] - 1])
        spoke = draft.source is not None and (draft.kind in {"say", "tell", "ask"} or not draft.kind)
        if spoke and not negated(self.view, draft.cue):
            self.last = draft

    def _decide(self, place: Place, own: dict[int, Draft]) -> Draft | None:
        """Let every sieve speak; the first answer decides."""
        marked = not self.view.passages[place.passage].layout
        sieves = SIEVES if marked else LAYOUT
        proposals = [proposal for sieve in sieves if (proposal := sieve(place)) is not None]
        if place.owner is not None:
            own[id(place.owner)].proposals += proposals
            return own[id(place.owner)]
        if proposals and proposals[0].joins:
            joined = place.opened or place.previous
            if joined is not None:
                joined.goes_on_with(proposals[0].content or (place.tokens,))
                joined.until = place.sentence
                return joined
        winner = proposals[0] if proposals else None
        if marked and refused(place, cued=winner is not None and winner.cue is not None):
            return None
        draft = Draft(
            winner.rule if winner else "unattributed",
            winner.cue if winner else None,
            winner.source if winner else None,
            [place.tokens],
            place.paragraph.block,
            place.sentence,
            proposals,
        )
        self._keep(draft)
        return draft


def _drafted(frame: Frame, block: int, sentence: Range) -> Draft:
    return Draft(
        frame.rule,
        frame.cue,
        frame.source,
        list(frame.content),
        block,
        sentence,
        [],
        frame.kind,
        frame.strength,
        carrier=frame.carrier,
    )


def _teller(inner: Draft, drafts: list[Draft]) -> Range | None:
    """Whose words hold another's."""
    begin = inner.content[0][0]
    return next((d.source for d in drafts if any(first <= begin < last for first, last in d.content)), None)


def _relates(view: View, frame: Frame | Draft) -> bool:
    """Whether what somebody tells that another one said is that one's: he is named, or his words in marks."""
    source = frame.source
    if source is None or frame.rule not in _TELLING or frame.kind not in _TOLD_OF:
        return False
    marked = view.inside[frame.content[0][0]] >= 0 and view.words[source[0]].lower() in _OTHERS
    return marked or not view.tags[source[0]] & (Tag.SUBJECT | Tag.OBJECT | Tag.REL)


def _owner(view: View, frames: tuple[Frame, ...], number: int) -> Frame | None:
    """The frame that holds a passage: of those that do, a stronger one, then the narrower."""
    start, end = view.ranges[number]
    best: tuple[int, int] | None = None
    owner: Frame | None = None
    for frame in frames:
        for first, last in frame.content:
            if first <= start + 1 and end <= last + 1:
                rank = (min(frame.strength, 2) if frame.kind != "think" else 0, first - last)
                if best is None or rank >= best:
                    best, owner = rank, frame
    if owner is not None and owner.kind == "think" and any(frame.kind in {"say", "tell"} for frame in frames):
        return None
    return owner


def _reports(view: View, frame: Frame, frames: tuple[Frame, ...], held: set[int]) -> bool:
    """Whether a frame without marks of its own is reported speech by itself."""
    if frame.kind == "think":
        return _opinion(view, frame, frames)
    if frame.kind == "noun":
        return frame.marked and not _told(frame, frames)
    if frame.kind == "according" and any(id(other) in held for other in frames):
        return False
    if frame.strength == 3 or (frame.marked and frame.kind in {"say", "urge"}):
        return True
    return frame.strength == 2 and frame.kind != "say"


def _opinion(view: View, frame: Frame, frames: tuple[Frame, ...]) -> bool:
    """``Smith believes that …``: an opinion, and not one that another speaker tells of."""
    if _told(frame, frames) or frame.strength < _FIRM or frame.rule not in _SURE or frame.source is None:
        return False
    return view.words[frame.source[0]] not in _AUTHORS


def _told(frame: Frame, frames: tuple[Frame, ...]) -> bool:
    """Whether another speaker tells of it."""
    return any(first <= frame.cue[0] < last for other in frames for first, last in other.content)
