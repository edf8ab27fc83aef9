"""From frames to attributions: which frame holds which passage, what goes on, what stays alone."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from build_site.model import Attribution, Candidate, MentionKind, QuotationType
from build_site.stages.attribution.fallbacks import FALLBACKS, Setting
from build_site.stages.attribution.frames import Frame, frames_of
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.view import Paragraph, View, paragraphs, view_of

if TYPE_CHECKING:
    from build_site.lexicon import Lexicon
    from build_site.model import Article, Mention, Passage, Span, Spans
    from build_site.stages.attribution.view import Range

_SHORT = 4
"""Passages of fewer words that no cue governs are taken for titles, nicknames and scare quotes."""


@dataclass(slots=True)
class Draft:
    """A quotation in the making, in tokens."""

    rule: str
    cue: Range | None
    source: Range | None
    content: list[Range]
    block: int
    strength: int = 3
    score: float = 0.9


@dataclass(slots=True)
class Reading:
    """One pass over an article's paragraphs."""

    article: Article
    view: View
    mentions: tuple[Mention, ...]
    drafts: list[Draft] = field(default_factory=list)
    last_source: Range | None = None
    last_block: int = -1
    before: Range | None = None

    @classmethod
    def of(
        cls, article: Article, passages: tuple[Passage, ...], mentions: tuple[Mention, ...], lexicon: Lexicon
    ) -> Reading:
        """The state before the first paragraph."""
        return cls(article, view_of(article, passages, lexicon), mentions)

    def attributions(self) -> tuple[Attribution, ...]:
        """Read all paragraphs."""
        for paragraph in paragraphs(self.article, self.view):
            self._paragraph(paragraph)
        done = [self._finish(draft) for draft in self.drafts]
        return tuple(sorted(done, key=lambda a: (a.content[0], a.content)))

    def _paragraph(self, paragraph: Paragraph) -> None:
        previous: Draft | None = None
        for sentence in paragraph.sentences:
            previous = self._sentence(paragraph, sentence, previous)
        self.before = paragraph.sentences[-1] if paragraph.sentences else None

    def _sentence(self, paragraph: Paragraph, sentence: Range, previous: Draft | None) -> Draft | None:
        view = self.view
        frames = frames_of(view, sentence)
        passages = sorted({view.inside[i] for i in range(*sentence) if view.inside[i] >= 0})
        owner = {number: self._owner(frames, number) for number in passages}
        current: Draft | None = None
        for index, frame in enumerate(frames):
            own = [number for number in passages if owner[number] == index]
            if own or self._reports(frame):
                current = Draft(
                    frame.rule, frame.cue, frame.source, list(frame.content), paragraph.block, frame.strength
                )
                self.drafts.append(current)
                self.last_source, self.last_block = frame.source, paragraph.block
        loose = [number for number in passages if owner[number] is None]
        for number in loose:
            current = (
                self._loose(paragraph, sentence, number, previous, alone=len(loose) == 1 and not frames)
                or current
            )
        return current if passages or frames else None

    def _owner(self, frames: list[Frame], number: int) -> int | None:
        start, end = self.view.ranges[number]
        best: tuple[int, int] | None = None
        for index, frame in enumerate(frames):
            for first, last in frame.content:
                if first <= start + 1 and end <= last + 1:
                    size = last - first
                    if best is None or size <= best[0]:
                        best = (size, index)
        return best[1] if best else None

    def _reports(self, frame: Frame) -> bool:
        """Whether a frame without marks is reported speech by itself."""
        if frame.kind == "think":
            return False
        return frame.strength == 3 or (frame.strength == 2 and frame.marked)

    def _loose(
        self, paragraph: Paragraph, sentence: Range, number: int, previous: Draft | None, *, alone: bool
    ) -> Draft | None:
        """A passage without a frame: it continues the quotation before, or a fallback speaks, or it is refused."""
        view = self.view
        tokens = view.ranges[number]
        words = sum(1 for i in range(*tokens) if view.words[i][:1].isalnum())
        whole = alone and all(
            view.inside[i] >= 0 or not view.words[i][:1].isalnum() for i in range(*sentence)
        )
        if (
            whole
            and previous is not None
            and previous.block == paragraph.block
            and self._direct(previous.content[-1])
        ):
            previous.content.append(tokens)
            return previous
        if words < _SHORT:
            return None
        setting = Setting(
            number,
            sentence,
            paragraph.sentences,
            self.last_source,
            self.last_block == paragraph.block,
            self.before,
        )
        for sieve in FALLBACKS:
            proposal = sieve(view, setting)
            if proposal is not None:
                rule, source, cue = proposal
                draft = Draft(rule, cue, source, [tokens], paragraph.block, 1, 0.5)
                break
        else:
            draft = Draft("unattributed", None, None, [tokens], paragraph.block, 1, 0.3)
        self.drafts.append(draft)
        return draft

    def _direct(self, tokens: Range) -> bool:
        return all(self.view.inside[i] >= 0 or not self.view.words[i][:1].isalnum() for i in range(*tokens))

    def _finish(self, draft: Draft) -> Attribution:
        view = self.view
        content: list[Span] = []
        verbatim: list[Span] = []
        plain = False
        for tokens in draft.content:
            inner = [view.passages[n].inner for n in sorted({view.inside[i] for i in range(*tokens)} - {-1})]
            verbatim += inner
            if self._direct(tokens) and inner:
                content += inner
            else:
                plain = True
                content.append(self._characters(tokens))
        kind = (
            QuotationType.DIRECT if not plain else QuotationType.MIXED if verbatim else QuotationType.INDIRECT
        )
        source: Spans = (view.span(draft.source),) if draft.source else ()
        mention = self._mention(source[0]) if source else None
        source_kind = self._source_kind(draft.source, mention)
        cue: Spans = (view.span(draft.cue),) if draft.cue else ()
        candidate = Candidate(draft.rule, source[0] if source else None, cue[0] if cue else None, draft.score)
        return Attribution(
            kind,
            _ordered(content),
            _ordered(verbatim),
            cue,
            source,
            source_kind,
            mention,
            (),
            draft.score,
            draft.rule,
            draft.block,
            (candidate,),
        )

    def _characters(self, tokens: Range) -> Span:
        """Characters of a clause; a passage at its edge counts with its inner words."""
        start, end = self.view.span(tokens)
        first, last = self.view.inside[tokens[0]], self.view.inside[tokens[1] - 1]
        if first >= 0:
            start = self.view.passages[first].inner[0]
        if last >= 0:
            end = self.view.passages[last].inner[1]
        return start, end

    def _mention(self, source: Span) -> int | None:
        place = bisect_left(self.mentions, source[0], key=lambda mention: mention.head[0])
        found = [
            i
            for i in range(place, min(place + 4, len(self.mentions)))
            if self.mentions[i].head[1] <= source[1]
        ]
        return found[0] if found else None

    def _source_kind(self, source: Range | None, mention: int | None) -> MentionKind | None:
        if source is None:
            return None
        if mention is not None:
            return self.mentions[mention].kind
        if self.view.tags[source[0]] & (Tag.SUBJECT | Tag.OBJECT):
            return MentionKind.PRONOUN
        words = self.view.words[source[0] : source[1]]
        return (
            MentionKind.NAME
            if any(word[:1].isupper() for word in words[1:] or words)
            else MentionKind.NOMINAL
        )


def _ordered(spans: list[Span]) -> Spans:
    """In order and disjoint."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
