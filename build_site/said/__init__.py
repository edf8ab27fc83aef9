"""Printed words looked up in what was really said, with a verdict and its evidence.

    found = look_up(queries, transcripts, lexicon)

Pure: no I/O, no clock; the same input gives the same answer. *Not found* speaks of the transcripts given and
of nothing else: words may have been said on another occasion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from build_site.lexicon import Lexicon
from build_site.model import (
    Beside,
    Comparison,
    Completeness,
    Delivery,
    Difference,
    Kind,
    Place,
    Span,
    Transcript,
    Verdict,
)
from build_site.said.differences import Judge
from build_site.said.library import Anchors, Library, grams_of
from build_site.said.placing import NEAR, PIECE, Placer, without_match
from build_site.said.printed import Query, read_printed
from build_site.said.words import known

if TYPE_CHECKING:
    from build_site.said.placing import Match
    from build_site.said.printed import Printed

__all__ = ["FEWEST", "Query", "look_up"]

FEWEST = 4
"""Printed words from which on they are sought: fewer stand everywhere."""
FAR = 300
"""Words of a speech that an ellipsis may stand for, if print is to be honest."""
SURE = 2.0
"""What matched words have to prove where their speaker is not known to have said them."""
ALL_WORDS = 1.2
"""The same, where all of them stand there in a row."""
ONE_WORD = 1.0
"""What the others have to prove where a single word was not said so."""
MANY = 12
"""Other occasions that are told."""
_NOT_FOUND = Comparison(Verdict.NOT_FOUND)
_DOUBTFUL = frozenset({Verdict.NOT_FOUND, Verdict.ALTERED, Verdict.STITCHED, Verdict.CUT})
"""After these the words of others are looked at too: a speaker may be mistaken, or be read out by another."""
_FAITHFUL = frozenset({Verdict.VERBATIM, Verdict.TIDIED, Verdict.TRIMMED})
_GRAVE = tuple(Verdict)


def look_up(
    queries: Sequence[Query],
    transcripts: Sequence[Transcript],
    lexicon: Lexicon,
    deliveries: Sequence[Delivery] = (),
) -> tuple[Comparison, ...]:
    """What the transcripts tell of each query, in their order.

    ``deliveries`` say which of them are prepared texts of which others: words that stand in either are held
    against both.
    """
    library = Library(transcripts, known(lexicon))
    printed = [read_printed(query.text, library.numbers) for query in queries]
    anchors = Anchors(library, (grams_of(one.words) for one in printed))
    finder = _Finder(library, Placer(library, anchors), Judge(library), deliveries)
    return tuple(finder.compare(query, one) for query, one in zip(queries, printed, strict=True))


class _Finder:
    """Answers one query after the other."""

    def __init__(
        self, library: Library, placer: Placer, judge: Judge, deliveries: Sequence[Delivery] = ()
    ) -> None:
        self._library = library
        self._placer = placer
        self._judge = judge
        self._within: Span | None = None
        """The words of the one transcript that is looked into; None: of all."""
        self._deliveries = {id: d for d in deliveries for id in (d.delivered, d.prepared)}

    def compare(self, query: Query, printed: Printed) -> Comparison:
        """The answer to one query: among the words of its speakers; else, if it is sure, of anybody."""
        if len(printed) - sum(printed.marked) < FEWEST:
            return _NOT_FOUND
        found = self._anywhere(query, printed)
        delivery = self._delivery(found)
        if delivery is not None:
            found = self._of_two(query, printed, found, delivery)
        if query.reported:
            return replace(found, verdict=Verdict.REPORTED, differences=()) if found.found else _NOT_FOUND
        return found

    def _anywhere(self, query: Query, printed: Printed, within: str | None = None) -> Comparison:
        """Among the words of the query's speakers, or of anybody; ``within`` one transcript, or in all."""
        self._within = self._library.words_of(within) if within else None
        found = self._among(query, printed, query.speakers)
        if not query.reported and query.speakers is not None and found.verdict in _DOUBTFUL:
            anybody = self._among(query, printed, None)
            if anybody.found and (not found.found or anybody.verdict is Verdict.VERBATIM):
                return anybody
        return found

    def _delivery(self, found: Comparison) -> Delivery | None:
        """The delivery that all places belong to, or to its prepared text."""
        own = {self._deliveries.get(place.transcript) for place in found.places}
        return own.pop() if len(own) == 1 else None

    def _of_two(self, query: Query, printed: Printed, found: Comparison, two: Delivery) -> Comparison:
        """What was delivered decides; where print goes with one of the two only, the other stands beside.

        Words that a transcript of a part does not hold may have been delivered: of them the prepared text
        tells as any other transcript does. What is said outside of the speech was prepared by nobody.
        """
        said, handed_out = (self._anywhere(query, printed, id) for id in (two.delivered, two.prepared))
        others = tuple(p for p in found.others if p.transcript not in {two.prepared, two.delivered})
        as_said, as_prepared = (one.found and one.verdict in _FAITHFUL for one in (said, handed_out))
        partial = self._library.named(two.delivered).facts.completeness is Completeness.PARTIAL
        if as_prepared and not as_said and not query.reported and (said.found or not partial):
            beside = Beside(two.delivered, said.verdict, said.places, said.differences)
            return replace(handed_out, verdict=Verdict.PREPARED, others=others, beside=beside)
        if not said.found:
            return replace(handed_out, others=others) if handed_out.found else found
        apart = as_said and not as_prepared and not _outside(said, two)
        if query.reported or not apart:
            return replace(said, others=others)
        other = Beside(two.prepared, handed_out.verdict, handed_out.places, handed_out.differences)
        return replace(said, others=others, beside=other)

    def _among(self, query: Query, printed: Printed, speakers: frozenset[str] | None) -> Comparison:
        found = self._placer.matches(printed, (0, len(printed)), speakers, self._within)
        if not found:
            return self._put_together(printed, speakers, 0) or _NOT_FOUND
        best = self._nearest([m for m in found if _as_good(m, found[0])], query)
        parts = self._parts(printed, best, speakers)
        if not self._enough(parts, printed, speakers, anybody=query.speakers is None):
            near = Comparison(Verdict.NOT_FOUND, near=self._place(best))
            return self._put_together(printed, speakers, best.matched) or near
        differences = tuple(self._differences(printed, parts))
        if _verdict(differences) is Verdict.ALTERED:
            made = self._put_together(printed, speakers, best.matched)
            if made is not None:
                return made
        others = tuple(self._place(m) for m in found if m is not best and _as_good(m, best))[:MANY]
        places = tuple(map(self._place, parts))
        return Comparison(_verdict(differences), places, differences, others if len(parts) == 1 else ())

    def _put_together(self, printed: Printed, speakers: frozenset[str] | None, one: int) -> Comparison | None:
        """The words as exact stretches from several places, where that tells more than the best place does.

        ``one`` is how many words the best place has: of one that lacks a few, words were changed.
        """
        if speakers is None or len(printed) - one < PIECE:
            return None
        parts = self._placer.pieces(printed, speakers, self._within)
        if not parts or any(0 <= b.begin - a.end <= NEAR for a, b in pairwise(parts)):
            return None
        differences = tuple(self._differences(printed, parts))
        return Comparison(_verdict(differences), tuple(map(self._place, parts)), differences)

    def _nearest(self, found: Sequence[Match], query: Query) -> Match:
        """Of equal places the one whose date lies nearest before the query's; else the first."""
        if query.date is None or len(found) == 1:
            return found[0]
        printed_on = query.date

        def distance(match: Match) -> tuple[int, str]:
            date = self._library.transcripts[self._library.transcript_at(match.begin)].facts.date
            if date is None:
                return 2, ""
            later = date[:10] > printed_on[: len(date[:10])]
            return (1, date) if later else (0, "".join(chr(0x10FFFF - ord(c)) for c in date))

        return min(found, key=distance)

    def _parts(self, printed: Printed, best: Match, speakers: frozenset[str] | None) -> list[Match]:
        """The best match, and where the words stand that it leaves over, in the order of print."""
        parts = [best]
        for start, end in without_match(best, printed):
            pieces = self._placer.matches(printed, (start, end), speakers, self._within)
            near = [m for m in pieces if m.cover >= 0.8 and m.longest >= 3]
            if near:
                parts.append(min(near, key=lambda m: (-m.cover, abs(m.begin - best.end), m.begin)))
        return sorted(parts, key=lambda m: m.printed) if len(parts) > 1 else parts

    def _enough(
        self, parts: Sequence[Match], printed: Printed, speakers: frozenset[str] | None, *, anybody: bool
    ) -> bool:
        """Whether so much was found that it cannot be chance; of another speaker much more is asked for.

        ``anybody``: nobody is known to have said it, so all of its words are enough.
        """
        best = max(parts, key=lambda m: m.matched)
        own = len(printed) - sum(printed.marked)
        share = sum(m.matched for m in parts) / own
        if speakers is None:
            whole = best.cover > 0.99 and own > 5 and (anybody or best.proof >= ALL_WORDS)
            sure = best.cover >= 0.8 and best.longest >= 5 and best.proof >= SURE
            return whole or (sure and best.matched >= 0.6 * own)
        if len(parts) > 1:
            return share >= 0.75 and best.longest >= 5
        if own <= 5:
            return best.cover > 0.99
        likely = best.cover >= 0.6 and best.longest >= 4 and share >= 0.6
        return likely or (own - best.matched == 1 and best.longest >= 3 and best.proof >= ONE_WORD)

    def _differences(self, printed: Printed, parts: Sequence[Match]) -> list[Difference]:
        """The differences of all parts, and the seams between them."""
        found: list[Difference] = []
        for number, part in enumerate(parts):
            if number:
                found.append(self._seam(printed, parts[number - 1], part))
            covered = [m.printed for m in parts if m is not part]
            found += [
                d
                for d in self._judge.differences(printed, part)
                if not any(_within(d, printed, span) for span in covered)
            ]
        return sorted(found, key=lambda d: d.at)

    def _seam(self, printed: Printed, one: Match, other: Match) -> Difference:
        """Between two places: shown honestly where print shows it and the words go on in their order."""
        at = printed.spans[other.printed[0]][0]
        marks = [printed.opens[i] for i in range(one.printed[1], other.printed[0] + 1) if i in printed.opens]
        here, there = (self._library.transcript_at(m.begin) for m in (one, other))
        goes_on = here == there and 0 < other.begin - one.end <= FAR
        honest = bool(marks) and (goes_on or max(marks))
        kind = Kind.MARKED if honest else Kind.ELSEWHERE
        place = self._place(other)
        return Difference(kind, "", "", (at, at), place.span)

    def _place(self, match: Match) -> Place:
        stream = self._library.stream
        spans = []
        for _, j, n in match.runs:
            words = match.window[j : j + n]
            spans.append((stream.starts[words[0]], stream.ends[words[-1]]))
        turns = sorted(
            {self._library.turn_at(match.window[j + k]) for _, j, n in match.runs for k in (0, n - 1)}
        )
        return Place(
            transcript=self._library.transcripts[self._library.transcript_at(match.begin)].id,
            turns=tuple(turns),
            span=(spans[0][0], spans[-1][1]),
            words=tuple(spans),
            agreement=round(match.cover, 3),
        )


def _as_good(match: Match, best: Match) -> bool:
    return match.cover >= best.cover - 0.005 and match.matched >= best.matched


def _outside(said: Comparison, delivery: Delivery) -> bool:
    """Whether words stand before or after the speech, in an answer."""
    return any(a <= place.span[0] < b for place in said.places for a, b in delivery.outside)


def _within(difference: Difference, printed: Printed, words: tuple[int, int]) -> bool:
    """Whether a difference speaks of printed words that another part has."""
    start, end = printed.spans[words[0]][0], printed.spans[words[1] - 1][1]
    return bool(difference.printed) and difference.at[0] < end and difference.at[1] > start


def _verdict(differences: Sequence[Difference]) -> Verdict:
    """The gravest of what the differences lead to."""
    return min((d.kind.verdict for d in differences), key=_GRAVE.index, default=Verdict.VERBATIM)
