"""An article as the sieves read it: tokens, their classes, where passages stand, and the outer sentences.

The outer sentence is the reporter's: a passage counts as one piece of it, whatever it holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from build_site.model import NO_TEXT, Article, BlockKind, Passage, Span
from build_site.stages.attribution.grammar import Cue, Grammar, Tag
from build_site.text import CLOSERS, Tokens, ends_sentence, read

Range = tuple[int, int]
"""Half-open range of token indices."""
_LONGEST = 300
"""Tokens after which a sentence is cut where it stands: no real one is longer, and time stays linear."""
_MANY = 40
"""Passages after which a sentence is cut likewise."""
_LONG = 80
"""Words of a paragraph's last sentence that are looked at from the next paragraph."""
_BETWEEN = 4
"""Blocks between two paragraphs that do not part them, at most."""
_SET_BETWEEN = frozenset({BlockKind.BOILERPLATE, BlockKind.CAPTION, BlockKind.CREDIT})
_BULLETS = ("- ", "– ", "• ", "* ", "· ")
_BRIEF = 9
"""Words after a cue that tell how and where it was said."""
_BEYOND = ("",) * 4
"""Words that stand behind the last one of a text."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Parallel lists over the article's tokens, and the passages as ranges of tokens.

    The lists go on behind the last token with what is no word, so that what follows a word, or stands before
    the first, can be asked for anywhere; ``tokens.words`` end with the text.
    """

    text: str
    tokens: Tokens
    words: list[str]
    tags: list[int]
    inside: list[int]
    """For each token the outermost passage it belongs to (its marks too), or -1."""
    passages: tuple[Passage, ...]
    """The outermost passages."""
    ranges: tuple[Range, ...]
    """Tokens of each passage, marks included."""
    cues: dict[str, Cue]
    phrasal: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]
    openers: dict[str, str]

    def span(self, span: Range) -> Span:
        """Characters of a range of tokens."""
        return self.tokens.starts[span[0]], self.tokens.end(span[1] - 1)

    def range(self, span: Span) -> Range:
        """The tokens that hold some characters."""
        first = bisect_right(self.tokens.starts, span[0]) - 1
        return first, max(first + 1, bisect_left(self.tokens.starts, span[1]))

    def final(self, passage: int) -> str:
        """The last character of a passage, without marks and brackets."""
        start, end = self.passages[passage].inner
        return self.text[max(start, end - 12) : end].rstrip(" '’\"”)]")[-1:]

    def all_marks(self, tokens: Range) -> bool:
        """Whether every word of a range stands in marks."""
        return all(self.inside[i] >= 0 or not self.words[i][:1].isalnum() for i in range(*tokens))

    def has(self, tokens: Range, tag: int) -> bool:
        """Whether any word of a range is of a class."""
        return any(tags & tag for tags in self.tags[slice(*tokens)])

    def spoken(self, tokens: Range) -> list[str]:
        """The words of a range, without punctuation."""
        return [word for word in self.words[slice(*tokens)] if word[:1].isalnum()]

    def next_line(self, place: int) -> int:
        """The first token from a place on that ends no line."""
        while place < len(self.tokens.words) and self.words[place] == "\n":
            place += 1
        return place

    def marks_in(self, tokens: Range) -> bool:
        """Whether any word of a range stands in marks."""
        return any(number >= 0 for number in self.inside[slice(*tokens)])

    def string(self, span: Range) -> str:
        """Text of a range of tokens."""
        start, end = self.span(span)
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block worth reading: it has a cue, a noun of speech or a passage."""

    block: int
    tokens: Range
    sentences: tuple[Range, ...]
    before: Range | None
    """The last sentence of the block before, where that block is text."""


def view_of(article: Article, passages: tuple[Passage, ...], grammar: Grammar) -> View:
    """Tokens of the article with their classes, and its outermost passages."""
    tokens = read(article.text)
    find = grammar.tags.get
    words = [*tokens.words, *_BEYOND]
    tags = [find(word, 0) for word in words]
    outer = tuple(passage for passage in passages if not passage.nested)
    places = _places(tokens, outer)
    return View(article.text, tokens, words, tags, *places, grammar.cues, grammar.phrasal, grammar.openers)


def _places(
    tokens: Tokens, passages: tuple[Passage, ...]
) -> tuple[list[int], tuple[Passage, ...], tuple[Range, ...]]:
    """For each token the passage it belongs to, the passages, and their tokens."""
    inside = [-1] * (len(tokens.words) + len(_BEYOND))
    ranges: list[Range] = []
    for number, passage in enumerate(passages):
        first = bisect_right(tokens.starts, passage.outer[0]) - 1
        last = bisect_left(tokens.starts, passage.outer[1])
        ranges.append((first, last))
        inside[first:last] = [number] * (last - first)
    return inside, passages, tuple(ranges)


def within(view: View, passages: tuple[Passage, ...]) -> tuple[View, list[Paragraph]]:
    """What stands in marks, read as texts of their own: those of their passages that have a cue."""
    nested = tuple(passage for passage in passages if passage.nested)
    inside, nested, ranges = _places(view.tokens, nested)
    inner = replace(view, inside=inside, passages=nested, ranges=ranges)
    found: list[Paragraph] = []
    for passage in view.passages:
        first, last = view.range(passage.inner)
        if view.has((first, last), Tag.CUE | Tag.SECONDHAND):
            found.append(Paragraph(passage.block, (first, last), _sentences(inner, first, last), None))
    return inner, found


def paragraphs(article: Article, view: View) -> list[Paragraph]:
    """The blocks that have a cue, a noun of speech or a passage, cut into outer sentences."""
    marked = [
        i for i, tag in enumerate(view.tags) if tag & (Tag.CUE | Tag.PHRASAL | Tag.SECONDHAND | Tag.SPEECH)
    ]
    marked = sorted({*marked, *(first for first, _ in view.ranges)})
    found: list[Paragraph] = []
    for number, block in enumerate(article.blocks):
        if block.kind in NO_TEXT:
            continue
        first = bisect_left(view.tokens.starts, block.span[0])
        last = bisect_left(view.tokens.starts, block.span[1])
        place = bisect_left(marked, first)
        if place < len(marked) and marked[place] < last:
            above = _above(article, number)
            follows = bool(found) and found[-1].block == above
            before = found[-1].sentences[-1] if follows else _last_sentence(view, article, above)
            found.append(Paragraph(number, (first, last), _sentences(view, first, last), before))
    return found


def _above(article: Article, number: int) -> int:
    """The block of text above one, past what pages set between paragraphs; -1 where there is none."""
    place = number - 1
    while place >= max(0, number - _BETWEEN) and _between(article, place):
        place -= 1
    return place


def _between(article: Article, number: int) -> bool:
    """Whether a block is a picture's, a teaser, or an item of a list."""
    block = article.blocks[number]
    if block.kind in _SET_BETWEEN:
        return True
    text = article.text[slice(*block.span)]
    return block.kind is BlockKind.PARAGRAPH and text.startswith(_BULLETS) and text[-1].isalnum()


def _last_sentence(view: View, article: Article, number: int) -> Range | None:
    if number < 0 or article.blocks[number].kind in NO_TEXT:
        return None
    span = article.blocks[number].span
    first, last = bisect_left(view.tokens.starts, span[0]), bisect_left(view.tokens.starts, span[1])
    begin = last - 1
    while begin > first and begin > last - _LONG and not ends_sentence(view.tokens, begin - 1):
        begin -= 1
    return (begin, last) if last > first else None


def _sentences(view: View, first: int, last: int) -> tuple[Range, ...]:
    found: list[Range] = []
    begin = index = first
    held = 0
    while index < last:
        passage = view.inside[index]
        if passage >= 0:
            index = min(view.ranges[passage][1], last)
            held += 1
            if held > _MANY or _ends_with(view, passage, index, last):
                found.append((begin, index))
                begin, held = index, 0
            continue
        index += 1
        if index - begin > _LONGEST or ends_sentence(view.tokens, index - 1):
            while index < last and view.words[index] in CLOSERS and view.inside[index] < 0:
                index += 1
            found.append((begin, index))
            begin, held = index, 0
    if begin < last:
        found.append((begin, last))
    return tuple(found)


def _ends_with(view: View, passage: int, index: int, last: int) -> bool:
    """Whether the outer sentence ends with a passage: the mark before its end and what follows tell."""
    final = view.final(passage)
    if not final or final not in ".!?…" or index >= last:
        return False
    following = view.words[index]
    if following in {",", ";", ":", "-", "–", "—", ")", "]", "."} or following[:1].islower():
        return False
    return not _cue_soon(view, index, last, final)


def _cue_soon(view: View, index: int, last: int, final: str) -> bool:
    """Whether ``“Why?” Smith said`` goes on: a short subject, its cue, and then an end."""
    if view.tags[index] & (Tag.PREP | Tag.SUBORD | Tag.CONJ | Tag.ADV):
        return False
    for place in range(index, min(index + (9 if final == "." else 18), last)):
        if view.words[place] in {",", "."} and final == ".":
            return False
        verb = view.tags[place] & Tag.CUE and not view.tags[place] & Tag.NOUN
        if verb and place > index and view.words[place].islower():
            cue = view.cues[view.words[place]]
            if cue.form not in {"past", "s"}:
                return False
            follows, tag = view.words[place + 1], view.tags[place + 1]
            if follows in {".", ";", "\n", ""} or _only_where(view, place + 1, last):
                return True
            if view.inside[min(place + 2, last - 1)] >= 0:
                return False
            how = tag & (Tag.PREP | Tag.TIME | Tag.ADV) or follows.endswith("ly")
            return final != "." and bool(follows == "," or cue.frame in {"tell", "ask"} or how)
    return False


def _only_where(view: View, start: int, last: int) -> bool:
    """``said to cheers.``, ``wrote drily on her blog.``: how and where alone end the sentence."""
    led = False
    for place in range(start, min(start + _BRIEF, last)):
        tag, word = view.tags[place], view.words[place]
        if word == ".":
            return led
        led = led or bool(tag & Tag.PREP)
        if not led:
            return False
    return False
