"""Versions of one statement set against what was said: the transcript in the place of the first version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from build_site.lexicon import Lexicon
from build_site.model import (
    Dataset,
    Heard,
    Measured,
    Place,
    Publish,
    QuotationType,
    Span,
    Transcript,
    Verdict,
    Version,
)
from build_site.said.addresses import spoken
from build_site.stages.statements.collation import Text, collate, variants
from build_site.stages.statements.words import read_words, vocabulary

LONGEST = 1_500
"""Characters of a transcript that versions are set against: what is further apart is no one utterance."""
_NOT_SAID = frozenset({Verdict.NOT_FOUND, Verdict.REPORTED})


def measured(
    dataset: Dataset, heard: Sequence[Heard], transcripts: Mapping[str, Transcript], lexicon: Lexicon
) -> Iterator[Measured]:
    """Each statement of several versions whose words stand in one place of a transcript that is published."""
    known = vocabulary(lexicon)
    of = {one.quotation: one for one in heard if one.comparison.verdict not in _NOT_SAID}
    quotations = {q.id: q for q in dataset.quotations}
    for statement in dataset.statements:
        found = [of[v.quotation] for v in statement.versions if v.quotation in of]
        places = [place for one in found for place in one.comparison.said[:1]]
        if len(statement.versions) < 2 or not places:
            continue
        stretch = _stretch(places)
        one = transcripts[stretch[0]]
        shown = one.facts.publish or Publish(dataset.corpus.publish)
        start, end = stretch[1]
        if shown is Publish.NOTHING or end - start > LONGEST:
            continue
        words = " ".join(spoken(one, start, end).split())
        base = Text(words, read_words(words, known))
        versions = []
        for version in statement.versions:
            q = quotations[version.quotation]
            segments = collate(Text(q.text, read_words(q.text, known)), base)
            versions.append(Version(q.id, segments, variants(segments, q.type, QuotationType.DIRECT)))
        yield Measured(statement.id, one.id, (start, end), words, tuple(versions))


def _stretch(places: Sequence[Place]) -> tuple[str, Span]:
    """From the first to the last word in the transcript, and the turns of it, that most were found in."""
    votes = Counter((place.transcript, place.turns) for place in places)
    transcript, turns = max(votes, key=lambda key: (votes[key], key))
    own = [place.span for place in places if (place.transcript, place.turns) == (transcript, turns)]
    return transcript, (min(start for start, _ in own), max(end for _, end in own))
