"""What frames and sieves find: cues with what they govern, proposals, drafts of quotations."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.view import Paragraph, Range, View


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue with its source and what it governs, in tokens."""

    rule: str
    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    kind: str
    """The cue's frame (``say``, ``tell`` …) or ``according``."""
    strength: int
    marked: bool
    """Whether *that*, a colon or parenthetical place show the content beyond doubt."""
    carrier: Range | None = None
    """Who reports that it was said."""
    within: bool = False
    """Whether it stands in another one's words, who tells that it was said."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One sieve's answer for one passage."""

    rule: str
    source: Range | None
    cue: Range | None = None
    content: tuple[Range, ...] = ()
    """What is attributed, where it is more than the passage."""
    joins: bool = False
    """The passage goes on with the quotation before instead of being one of its own."""


@dataclass(slots=True)
class Draft:
    """A quotation in the making, in tokens."""

    rule: str
    cue: Range | None
    source: Range | None
    content: list[Range]
    block: int
    sentence: Range
    proposals: list[Proposal] = field(default_factory=list)
    kind: str = ""
    """The frame's kind, '' where no frame decided."""
    strength: int = 0
    measured: str = ""
    """The rule whose precision holds for it, where its own cannot be measured by the place of the source."""
    carrier: Range | None = None
    """Who reports that it was said."""
    until: Range | None = None
    """The sentence in which it ends, where that is a later one."""
    within: str = ""
    """Where another's words hold it: ``marks`` or ``words``."""

    def goes_on_with(self, content: tuple[Range, ...]) -> None:
        """Add what follows; where it follows at once, the two are one."""
        (first, last), *rest = content
        if self.content[-1][1] == first and len(self.content) == 1 and not rest:
            self.content[-1] = (self.content[-1][0], last)
        else:
            self.content += content

    def ends_in(self, sentence: Range | None) -> bool:
        """Whether it ends in a sentence."""
        return sentence in {self.sentence, self.until}


def negated(view: View, cue: Range | None) -> bool:
    """``hasn’t said``: a cue of words that nobody said."""
    return cue is not None and view.has(cue, Tag.NEG)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands, and what was read before it."""

    view: View
    passage: int
    paragraph: Paragraph
    number: int
    """Of its sentence among those of the paragraph."""
    frames: tuple[Frame, ...]
    """Frames of its sentence."""
    owner: Frame | None
    """The frame whose content holds the passage."""
    previous: Draft | None
    """The quotation before it in its paragraph's neighbouring sentence, or in its own sentence."""
    last: Draft | None
    """The last quotation before it, wherever it stands."""
    before: Range | None
    """The last sentence of the paragraph before."""
    quoted: AbstractSet[str] = frozenset()
    """The last words of the names of everybody quoted before."""
    opened: Draft | None = None
    """The quotation that the passage continues, left open at its paragraph's end."""

    @property
    def sentence(self) -> Range:
        """The tokens of its sentence."""
        return self.paragraph.sentences[self.number]

    @property
    def tokens(self) -> Range:
        """The passage's tokens, marks included."""
        return self.view.ranges[self.passage]

    @property
    def words(self) -> list[str]:
        """The passage's words."""
        return self.view.spoken(self.tokens)

    @property
    def alone(self) -> bool:
        """Whether its sentence holds nothing but the passage."""
        view, (start, end) = self.view, self.tokens
        first, last = self.sentence
        return not any(view.words[i][:1].isalnum() for i in (*range(first, start), *range(end, last)))
