"""Sieves for passages that no cue in their own sentence governs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_site.stages.attribution.frames import first_phrase
from build_site.stages.attribution.grammar import Tag
from build_site.stages.attribution.phrases import phrase_left, phrase_right
from build_site.stages.attribution.view import Range

if TYPE_CHECKING:
    from build_site.stages.attribution.view import View


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an ungoverned passage stands."""

    passage: int
    sentence: Range
    paragraph: tuple[Range, ...]
    """Sentences of its paragraph."""
    last_source: Range | None
    """The source of the frame before, in this paragraph or the ones before."""
    same_paragraph: bool
    """Whether that frame stands in this paragraph."""
    before: Range | None
    """The last sentence of the paragraph before."""


Proposal = tuple[str, Range | None, Range | None]
"""Rule, source, cue."""


def label(view: View, place: Setting) -> Proposal | None:
    """``Smith: “Words.”``: a name and a colon before the passage."""
    start = view.ranges[place.passage][0]
    if start - 2 < place.sentence[0] or view.words[start - 1] != ":":
        return None
    source = phrase_left(view, place.sentence[0], start - 1) or first_phrase(view, place.sentence, start - 1)
    return ("label-colon", source, (start - 1, start)) if source else None


def following_sentence(view: View, place: Setting) -> Proposal | None:
    """A paragraph opens with a passage and the reporter's next sentence begins with its speaker."""
    sentences = place.paragraph
    index = sentences.index(place.sentence)
    if place.last_source is not None and place.same_paragraph:
        return None
    for sentence in sentences[index + 1 : index + 2]:
        if view.inside[sentence[0]] < 0:
            source = phrase_right(view, sentence[0], sentence[1])
            if source and any(view.tags[i] & Tag.CUE for i in range(*sentence)):
                return "next-sentence", source, None
    return None


def paragraph_before(view: View, place: Setting) -> Proposal | None:
    """The paragraph before ends with a colon: its subject speaks."""
    if place.before is None or view.words[place.before[1] - 1] != ":" or place.same_paragraph:
        return None
    source = first_phrase(view, place.before, place.before[1])
    return ("colon-before", source, (place.before[1] - 1, place.before[1])) if source else None


def last_speaker(view: View, place: Setting) -> Proposal | None:
    """Nothing else speaks: the last source goes on."""
    del view
    if place.last_source is None:
        return None
    return "same-speaker" if place.same_paragraph else "last-speaker", place.last_source, None


def sentence_subject(view: View, place: Setting) -> Proposal | None:
    """A fragment inside a sentence without a cue: the sentence's subject."""
    start = view.ranges[place.passage][0]
    if start == place.sentence[0]:
        return None
    source = first_phrase(view, place.sentence, start)
    return ("sentence-subject", source, None) if source else None


FALLBACKS = (label, paragraph_before, following_sentence, sentence_subject, last_speaker)
"""In order; the first that speaks wins."""
