"""How like two quotations are: what of the shorter stands in the longer, and in how long runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property

from build_site.model import Quotation, QuotationType
from build_site.recall import Recalling, once
from build_site.stages.statements.alignment import shared_runs
from build_site.stages.statements.traits import Traits, traits_of
from build_site.stages.statements.words import FUNCTION_WEIGHT, SHINGLE, Vocabulary, Words, read_words
from build_site.text import BETWEEN_SPANS


@dataclass(frozen=True, eq=False)
class Said:
    """One quotation made ready for comparing."""

    quotation: Quotation
    traits: Traits
    known: Vocabulary

    @cached_property
    def whole(self) -> Words:
        """All its words."""
        return read_words(self.quotation.text, self.known)

    @cached_property
    def _passages(self) -> list[list[int]]:
        return _in_marks(self.quotation, self.whole)

    @cached_property
    def views(self) -> tuple[Words, ...]:
        """All its words; for a mixed one also those in marks."""
        if self.quotation.type is QuotationType.MIXED:
            marked = [i for passage in self._passages for i in passage]
            if 0 < len(marked) < len(self.whole):
                return self.whole, self.whole.only(marked)
        return (self.whole,)

    @cached_property
    def parts(self) -> tuple[Words, ...]:
        """The passages in marks one by one, where there are several."""
        return tuple(map(self.whole.only, self._passages)) if len(self._passages) > 1 else ()

    @property
    def indirect(self) -> bool:
        """Whether none of it is given as the speaker's own words."""
        return self.quotation.type is QuotationType.INDIRECT


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two quotations share."""

    shared: int
    """Content words in common."""
    share: float
    """Weight of the words in common, of the weight of the lighter one, [0, 1]."""
    run: int
    """Content words in the longest run of words in common."""
    run_words: int
    """Words in that run."""
    cover: float
    """Weight of the lighter one's words that stand in runs of three and more in common, of all its weight."""
    smaller: int
    """Content words of the one that has fewer."""
    telling: int = 0
    """Content words in common that are no names."""
    titled: bool = False
    """Whether all content words in common are one name with what stands before it."""
    part: bool = False
    """Whether only one of several passages was compared."""

    @property
    def exact(self) -> bool:
        """So like that who is named as speaker may be left out of the question."""
        long = self.cover >= 0.85 and self.run_words >= 7
        return self.run >= 3 and (long or (self.cover >= 0.99 and self.run_words >= 6))

    @property
    def verbatim(self) -> bool:
        """All of one in the other, in so few words that only one occasion makes them one utterance."""
        return self.cover >= 0.99 and self.run_words >= 5 and (self.run >= 3 or self.run_words >= 6)

    @property
    def equal(self) -> bool:
        """So like, and so many words, that they are one utterance whoever is named."""
        return self.exact and self.run >= 7 and self.run_words >= 12

    @property
    def near(self) -> bool:
        """Two quotations with words in marks that are like enough to be one utterance, or an echo of it."""
        return (
            self.run >= 5
            or (self.run >= 3 and (self.run_words >= 7 or (self.run_words >= 5 and self.share >= 0.4)))
            or (self.shared >= 4 and self.share >= 0.6 and self.cover >= 0.3)
            or (self.shared >= 3 and self.share >= 0.75)
        )

    @property
    def brief(self) -> bool:
        """Like enough only where the occasion is known to be one: fragments, and runs of common words."""
        return (
            self.smaller == self.shared == self.run == 2
            or (self.run_words >= 5 and self.share >= 0.9)
            or (self.run_words + self.run >= 7 and self.run >= 1 and self.share >= 0.4)
        )

    @property
    def near_in_sense(self) -> bool:
        """The same where one of the two is in the reporter's words: names alone tell but the topic."""
        of_content = self.shared / max(self.smaller, 1)
        enough = (self.shared >= 4 and of_content >= 0.6) or (self.shared >= 3 and of_content >= 0.8)
        mere_topic = self.telling < 3 and (self.telling < 2 or 3 * self.telling <= self.shared)
        mere_phrase = self.smaller < 5 and self.run_words < 5 and self.telling < 4
        return enough and (not (mere_topic or mere_phrase or self.titled) or self.exact)

    @property
    def passing(self) -> bool:
        """A few words of one in a sentence of its own: a partial echo, no version."""
        return not self.part and self.run < 5 and self.cover < 0.4 and self.share < 0.5


def prepare(quotation: Quotation, known: Vocabulary, recall: Recalling = once) -> Said:
    """A quotation with what its text tells; its words are read when it is compared."""
    return Said(quotation, recall(traits_of, quotation.text, known), known)


def compare(a: Said, b: Said) -> Likeness:
    """The greatest likeness of two quotations, over all their words and those in marks."""
    return _greatest(a.views, b.views) or _compare(a.whole, b.whole)


def compare_marks(a: Said, b: Said) -> Likeness:
    """The likeness of what two quotations give in marks."""
    return _compare(a.views[-1], b.views[-1])


def compare_parts(a: Said, b: Said) -> Likeness | None:
    """The greatest likeness of a passage of one to the other; None where neither has several."""
    if not (a.parts or b.parts):
        return None
    one, other = (said.parts or said.views for said in (a, b))
    found = _greatest(one, other)
    return replace(found, part=True) if found else None


def _greatest(a: Sequence[Words], b: Sequence[Words]) -> Likeness | None:
    found = [_compare(x, y) for x in a if x.enough for y in b if y.enough]
    return max(
        found, key=lambda one: (one.near, one.share, one.shared, one.run_words, astuple(one)), default=None
    )


def _in_marks(quotation: Quotation, words: Words) -> list[list[int]]:
    """Indices of the words of each passage in marks; the text's offsets are taken back to the article's."""
    kept: dict[int, list[int]] = {}
    offset, content = 0, list(quotation.content)
    for i, (start, end) in enumerate(words.placed()):
        while content and start >= offset + content[0][1] - content[0][0]:
            offset += content[0][1] - content[0][0] + len(BETWEEN_SPANS)
            content.pop(0)
        if not content:
            break
        at = content[0][0] + start - offset
        for n, (s, e) in enumerate(quotation.verbatim):
            if s <= at and at + end - start <= e:
                kept.setdefault(n, []).append(i)
    return list(kept.values())


def _compare(a: Words, b: Words) -> Likeness:
    light, heavy = sorted((a, b), key=lambda words: (words.whole_weight, words.stems))
    light, heavy = light.fused(heavy.content_forms), heavy.fused(light.content_forms)
    shared = (light.counts & heavy.counts).total()
    functions = (Counter(light.stems) & Counter(heavy.stems)).total() - shared
    run, run_words, named = _longest_run(light, heavy)
    weight = light.whole_weight or 1.0
    cover = _cover(light, heavy) / weight
    return Likeness(
        shared=shared,
        share=max(min((shared + FUNCTION_WEIGHT * functions) / weight, 1.0), cover),
        run=run,
        run_words=run_words,
        cover=cover,
        smaller=min(light.size, heavy.size),
        telling=len((light.counts & heavy.counts).keys() & (light.common | heavy.common)),
        titled=named and run == shared,
    )


def _cover(light: Words, heavy: Words) -> float:
    """The weight of the words that stand in runs in common."""
    inside: set[int] = set()
    for i in range(len(light) - SHINGLE + 1):
        if light.stems[i : i + SHINGLE] in heavy.shingles:
            inside.update(range(i, i + SHINGLE))
    return sum(map(light.weight, inside))


def _longest_run(a: Words, b: Words) -> tuple[int, int, bool]:
    """Content words and words of the run in common that has most content words; whether a name ends it."""
    runs = shared_runs(a, b, range(len(a)), range(len(b)))
    longest = max(((sum(a.content[i : i + n]), n, i) for i, _, n in runs), default=None)
    if longest is None:
        return 0, 0, False
    run, words, start = longest
    end = start + words - 1
    return run, words, bool(a.proper[end] and a.content[end])
