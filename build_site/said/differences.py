"""What printed and said words differ in, each difference called by what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from build_site.model import Difference, Kind, Span, Transcript
from build_site.said.addresses import spoken

if TYPE_CHECKING:
    from build_site.said.library import Library
    from build_site.said.placing import Match
    from build_site.said.printed import Printed
    from build_site.said.words import Known

FEW = 3
"""Words left out, up to which what they were decides; of more, that they are left out."""
GIVEN_UP = 6
"""Words of a start that was given up, at most."""
_DASH = re.compile(r"--|[—–…]|\.\.\.|-\s")
_OPENED = re.compile(r"(?:[.!?:;,…—–-]|\.\.\.)[\s\"'“”‘’)\]]*\Z")
_PUNCTUATION = re.compile(r"\A\s*[.,!?;:—–-]")
_PLURAL = (("ies", "y"), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class Side:
    """Words of one of the two texts, with the text around them."""

    text: str
    forms: tuple[str, ...]
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def cut(self, start: int, end: int) -> Side:
        """Some of the words."""
        return Side(self.text, self.forms[start:end], self.spans[start:end])

    def without(self, gone: set[int]) -> Side:
        """The words but for some."""
        kept = [i for i in range(len(self)) if i not in gone]
        return Side(self.text, tuple(self.forms[i] for i in kept), tuple(self.spans[i] for i in kept))

    @property
    def span(self) -> Span | None:
        """From the first word to the last."""
        return (self.spans[0][0], self.spans[-1][1]) if self.spans else None

    @property
    def words(self) -> str:
        """The characters themselves."""
        return self.text[self.spans[0][0] : self.spans[-1][1]] if self.spans else ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two runs in common, or before the first, or after the last."""

    printed: Side
    said: Side
    before: Side
    """Said words before, and after."""
    after: Side
    at: int
    """Where in the printed text."""
    opens: bool | None
    """Whether print shows here that words are left out (None: it does not)."""
    marked: tuple[bool, ...]
    edge: bool = False


class Judge:
    """Names the differences of one match after the other."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: Known = library.numbers.lexicon
        self._spoken: dict[str, str] = {}

    def differences(self, printed: Printed, match: Match) -> Iterator[Difference]:
        """All differences of a match, in the order of print."""
        transcript = self._library.transcripts[self._library.transcript_at(match.begin)]
        for gap in self._gaps(printed, match, transcript):
            yield from self.judged(gap, transcript)
        yield from self._in_runs(printed, match, transcript)
        yield from self._broken_off(printed, match, transcript)

    # --- what there is to judge ---

    def _gaps(self, printed: Printed, match: Match, transcript: Transcript) -> Iterator[Gap]:
        said = self._said(match, transcript)
        own = self._own(printed)
        ends = [(match.first, 0, 0), *match.runs, (match.last, len(said), 0)]
        for number, ((i, j, n), (a, b, _)) in enumerate(pairwise(ends)):
            p0, p1, s0, s1 = i + n, a, j + n, b
            first, last = number == 0, number == len(ends) - 2
            if p0 == p1 and (first or last):
                continue
            if first:
                s0 = max(s0, s1 - (p1 - p0))
            if last:
                s1 = min(s1, s0 + p1 - p0)
            if p0 == p1 and s0 == s1:
                continue
            yield Gap(
                own.cut(p0, p1),
                said.cut(s0, s1),
                said.cut(max(0, s0 - GIVEN_UP), s0),
                said.cut(s1, s1 + GIVEN_UP + s1 - s0),
                printed.spans[p0][0] if p0 < len(printed) else len(printed.text),
                _marks(printed, p0, p1),
                printed.marked[p0:p1],
                first or last,
            )

    def _said(self, match: Match, transcript: Transcript) -> Side:
        stream, forms = self._library.stream, self._library.numbers.forms
        return Side(
            self.spoken(transcript),
            tuple(forms[stream.words[i]] for i in match.window),
            tuple((stream.starts[i], stream.ends[i]) for i in match.window),
        )

    def spoken(self, transcript: Transcript) -> str:
        """The transcript's text with blanks for all that is no speech: a time's arrow is no dash."""
        if transcript.id not in self._spoken:
            self._spoken[transcript.id] = spoken(transcript)
        return self._spoken[transcript.id]

    def _own(self, printed: Printed) -> Side:
        forms = self._library.numbers.forms
        return Side(printed.text, tuple(forms[n] for n in printed.words), printed.spans)

    def _in_runs(self, printed: Printed, match: Match, transcript: Transcript) -> Iterator[Difference]:
        """Words that are the same and are written otherwise: a short form here, the long one there."""
        stream = self._library.stream
        for i, j, n in match.runs:
            for k in range(n):
                a, word = printed.spans[i + k], match.window[j + k]
                b = (stream.starts[word], stream.ends[word])
                one, other = printed.text[a[0] : a[1]], transcript.text[b[0] : b[1]]
                if one.casefold() != other.casefold() and _bare(one) != _bare(other):
                    yield Difference(Kind.SAME_WORDS, one, other, a, b)

    def _broken_off(self, printed: Printed, match: Match, transcript: Transcript) -> Iterator[Difference]:
        """A sentence that print ends before the word that denies it (“we could”, of *we could not*)."""
        stream, forms = self._library.stream, self._library.numbers.forms
        i, _, n = match.runs[-1]
        last = match.end
        if i + n != len(printed) or forms[stream.words[last]] not in self._known.auxiliaries:
            return
        if forms[stream.words[last + 1]] != "not":
            return
        where = (stream.starts[last], stream.ends[last + 1])
        said = " ".join(self.spoken(transcript)[slice(*where)].split())
        a, b = printed.spans[-1]
        yield Difference(Kind.NEGATION, printed.text[a:b], said, (a, b), where)

    # --- judging ---

    def judged(self, gap: Gap, transcript: Transcript) -> Iterator[Difference]:
        """What one gap is."""
        printed, said = gap.printed, gap.said
        if any(gap.marked) or (gap.opens is not None and not len(printed)):
            rest = printed.without({i for i, marked in enumerate(gap.marked) if marked})
            if (
                not len(rest)
                or rest.forms == said.forms[-len(rest) :]
                or rest.forms == said.forms[: len(rest)]
            ):
                yield _difference(Kind.MARKED, gap, printed, said)
                return
        if not len(said) and self._not_heard(gap, transcript):
            yield _difference(Kind.FILLER, gap, printed, said)
        elif not len(printed):
            yield from self._left_out(gap, said)
        elif self._same_words(printed, said.without(self._fillers(said, gap))):
            yield _difference(Kind.SAME_WORDS, gap, printed, said)
        else:
            yield self._changed(gap)

    def _left_out(self, gap: Gap, said: Side) -> Iterator[Difference]:
        """Said words that print has not: what is mere noise first, then what the rest is."""
        fillers = self._fillers(said, gap)
        if len(fillers) == len(said):
            yield _difference(Kind.FILLER, gap, gap.printed, said)
            return
        if self._repeated(gap, said) or self._given_up(gap, said):
            yield _difference(Kind.REPEATED, gap, gap.printed, said)
            return
        rest = _not_spoken_to(said.without(fillers))
        if not len(rest):
            yield _difference(Kind.FILLER, gap, gap.printed, said)
        elif self._repeated(gap, rest):
            yield _difference(Kind.REPEATED, gap, gap.printed, said)
        elif self._light(rest):
            yield _difference(Kind.GRAMMAR, gap, gap.printed, said)
        else:
            yield _difference(self._lost(rest, gap), gap, gap.printed, said)

    def _light(self, rest: Side) -> bool:
        if len(rest) == 1 and rest.forms[0] in self._known.dropped:
            return True
        return len(rest) <= 2 and all(form in self._known.light for form in rest.forms)

    def _lost(self, rest: Side, gap: Gap) -> Kind:
        """What was left out, where that is short enough to be one thing."""
        if len(gap.said) > FEW:
            return Kind.CUT
        if self._negations(rest):
            return Kind.NEGATION
        if self._hedges(rest):
            return Kind.HEDGE
        if self._numbers(rest):
            return Kind.NUMBER
        return Kind.NAME if _names(rest) else Kind.CUT

    def _changed(self, gap: Gap) -> Difference:
        """Printed words that were not said so."""
        said = gap.said.without(self._fillers(gap.said, gap))
        one, other = self._heavy(gap.printed), self._heavy(said)
        return _difference(self._kind(one, other, gap, said), gap, gap.printed, gap.said)

    def _kind(self, one: Side, other: Side, gap: Gap, said: Side) -> Kind:
        """What a change is, by the words that weigh on both sides."""
        if self._negations(one) != self._negations(other):
            return Kind.NEGATION if len(other) <= len(one) + FEW or not len(one) else Kind.WORD
        if one.forms == other.forms or self._alike(gap.printed, said) or self._alike(one, other):
            return Kind.GRAMMAR
        if not len(one) and gap.edge:
            return Kind.GRAMMAR
        if not len(one) and len(gap.printed) <= 2:
            return self._lost(other, gap) if not self._repeated(gap, other) else Kind.REPEATED
        if not len(other) and self._repeated_in_print(gap, one):
            return Kind.REPEATED
        if self._numbers(one) != self._numbers(other):
            return Kind.NUMBER
        if self._hedges(one) != self._hedges(other):
            return Kind.HEDGE
        if _names(one) or _names(other):
            return Kind.NAME
        return Kind.WORD

    def _heavy(self, side: Side) -> Side:
        return side.without({i for i, form in enumerate(side.forms) if form in self._known.light})

    def _same_words(self, one: Side, other: Side) -> bool:
        """One thing in two spellings: written apart, a figure in letters, a letter in a name."""
        if not len(other):
            return False
        joined, said = "".join(one.forms), "".join(other.forms)
        if joined == said or ((value := self._value(one)) is not None and value == self._value(other)):
            return True
        proper = one.words[:1].isupper() and other.words[:1].isupper()
        return proper and min(len(joined), len(said)) >= 6 and Levenshtein.distance(joined, said) == 1

    def _alike(self, one: Side, other: Side) -> bool:
        """Word for word of one set of grammar, or one word in two numbers."""
        return 0 < len(one) == len(other) and all(map(self._one_word, one.forms, other.forms))

    def _one_word(self, one: str, other: str) -> bool:
        sets = self._known.grammar
        if one == other or sets.get(one, frozenset()) & sets.get(other, frozenset()):
            return True
        short, long = sorted((one, other), key=len)
        return len(short) > 2 and any(
            long.endswith(end) and long[: -len(end)] + instead == short for end, instead in _PLURAL
        )

    def _value(self, side: Side) -> float | None:
        """The figure that words tell; None where they tell none."""
        total, now, told = 0.0, 0.0, False
        for form in side.forms:
            if form in self._known.scales:
                scale = self._known.scales[form]
                now, told = (now or 1.0) * scale, True
                if scale >= 1000:
                    total, now = total + now, 0.0
            elif form.replace(".", "", 1).isdigit():
                now, told = now + float(form), True
            elif form not in self._known.light:
                return None
        return total + now if told else None

    def _negations(self, side: Side) -> int:
        return sum(form in self._known.negations for form in side.forms)

    def _hedges(self, side: Side) -> set[tuple[str, ...]]:
        return {h for h in self._known.hedges if _holds(side.forms, h)}

    def _numbers(self, side: Side) -> list[str]:
        return sorted(f for f in side.forms if f in self._known.numbers or (f[0].isdigit() and f != "1"))

    def _fillers(self, said: Side, gap: Gap) -> set[int]:
        """The said words that only fill a pause."""
        found: set[int] = set()
        for i in range(len(said)):
            for words in self._known.fillers:
                if said.forms[i : i + len(words)] == words:
                    found.update(range(i, i + len(words)))
            if said.forms[i] in self._known.opening and _opens(said.text, said.spans[i], i - 1 in found):
                found.add(i)
        return found

    def _repeated(self, gap: Gap, said: Side) -> bool:
        """Whether words say once more what stands beside them."""
        n = len(said)
        if not n:
            return True
        return said.forms in (gap.after.forms[:n], gap.before.forms[-n:])

    def _repeated_in_print(self, gap: Gap, printed: Side) -> bool:
        n = len(printed)
        return printed.forms in (gap.before.forms[-n:], gap.after.forms[:n])

    def _given_up(self, gap: Gap, said: Side) -> bool:
        """A start that breaks off in a dash, and is taken up anew; what it denies or counts comes again."""
        if len(said) > GIVEN_UP or said.span is None:
            return False
        following = gap.after.spans[0][0] if len(gap.after) else len(said.text)
        if not _DASH.search(said.text[said.span[1] : following]):
            return False
        lost = [f for f in said.forms if f in self._known.negations or f[0].isdigit()]
        again = sum(form in gap.after.forms for form in said.forms)
        return all(form in gap.after.forms for form in lost) and (len(said) <= 2 or 2 * again >= len(said))

    def _not_heard(self, gap: Gap, transcript: Transcript) -> bool:
        """Whether the transcript says that something was said here which nobody could write down."""
        start = gap.before.spans[-1][1] if len(gap.before) else 0
        end = gap.after.spans[0][0] if len(gap.after) else len(transcript.text)
        return end - start < 400 and bool(self._known.unheard.search(transcript.text, start, end))


def _marks(printed: Printed, start: int, end: int) -> bool | None:
    found = [printed.opens[i] for i in range(start, end + 1) if i in printed.opens]
    return max(found) if found else None


def _difference(kind: Kind, gap: Gap, printed: Side, said: Side) -> Difference:
    words = " ".join(said.words.split())
    return Difference(kind, printed.words, words, printed.span or (gap.at, gap.at), said.span)


def _bare(word: str) -> str:
    return re.sub(r"[’'‘-]", "'", word).casefold()


def _opens(text: str, span: Span, after_filler: bool) -> bool:
    """Whether a word opens a sentence or stands between two marks."""
    before = text[max(0, span[0] - 12) : span[0]]
    if not before.strip() or "\n" in before or _OPENED.search(before):
        return True
    return after_filler or bool(_PUNCTUATION.match(text[span[1] : span[1] + 3]) and _OPENED.search(before))


def _holds(forms: Sequence[str], words: tuple[str, ...]) -> bool:
    return any(tuple(forms[i : i + len(words)]) == words for i in range(len(forms) - len(words) + 1))


def _names(side: Side) -> bool:
    """Whether a word is written as a name: with a capital that no sentence's beginning explains."""
    for start, end in side.spans:
        word = side.text[start:end]
        if word[0].isupper() and word not in {"I", "I’m", "I'm"} and word.split("'")[0].split("’")[0] != "I":
            before = side.text[max(0, start - 12) : start].rstrip(" \t\"'“‘([")
            if before and before[-1] not in ".!?:…\n—–-" and not before.endswith("--"):
                return True
    return False


def _not_spoken_to(side: Side) -> Side:
    """The words without names between commas: whom the speaker talks to."""
    gone: set[int] = set()
    for first in range(len(side)):
        for last in range(first, min(first + 3, len(side))):
            if _spoken_to(side.cut(first, last + 1)):
                gone.update(range(first, last + 1))
    return side.without(gone)


def _spoken_to(side: Side) -> bool:
    span = side.span
    words = [side.text[s:e] for s, e in side.spans]
    named = all(word[0].isupper() and len(word) > 2 for word in words)
    if span is None or not named or "\n" in side.words:
        return False
    before = side.text[max(0, span[0] - 4) : span[0]].rstrip()
    after = side.text[span[1] : span[1] + 1]
    return before.endswith((",", "?", "!")) and after in {",", ".", "?", "!"}
