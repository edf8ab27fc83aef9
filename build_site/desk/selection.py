"""Words that somebody selected on a page, as a quotation: where they begin and end, and of which type."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from build_site.desk.files import RefusedError
from build_site.model import CorpusArticle, QuotationType, Span, Spans
from build_site.stages.corrections.quotations import in_marks

EDGES = " \t\n\r\u00a0"
MARKS = '"“”„«»'
LONGEST_GAP = 160
"""Characters of the reporter's between two parts of one direct quotation, as in “A,” she said. “B.”"""


@dataclass(frozen=True, slots=True)
class Selected:
    """A quotation to be."""

    content: Spans
    words: tuple[str, ...]
    """Of each span, on one line."""
    type: QuotationType
    verbatim: tuple[str, ...]


def drawn(article: CorpusArticle, span: Span) -> Selected:
    """The quotation that a selection means.

    In marks, with or without them: direct. Parts in marks at both ends with a few words between: direct, in
    parts. Some marks in it: mixed. None: indirect.
    """
    text = article.article.text
    start, end = max(0, span[0]), min(len(text), span[1])
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1  # whoever cuts a word means the whole of it
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    if not any(character.isalnum() for character in text[start:end]):
        raise RefusedError("Select words of the text first.")
    inside = tuple(_bare(text, part) for part in in_marks(text, ((start, end),)))
    bare = _bare(text, (start, end))
    if inside and inside[0] == bare:
        return _made(text, (bare,), QuotationType.DIRECT, (bare,))
    gaps = [text[one[1] : other[0]] for one, other in pairwise(inside)]
    ends = inside and inside[0][0] <= bare[0] and inside[-1][1] >= bare[1]
    if ends and all(len(gap) <= LONGEST_GAP for gap in gaps):
        return _made(text, inside, QuotationType.DIRECT, inside)
    kind = QuotationType.MIXED if inside else QuotationType.INDIRECT
    return _made(text, ((start, end),), kind, inside)


def _bare(text: str, span: Span) -> Span:
    """Without blanks and marks at the edges."""
    start, end = span
    while start < end and text[start] in EDGES + MARKS:
        start += 1
    while end > start and text[end - 1] in EDGES + MARKS:
        end -= 1
    return start, end


def _made(text: str, content: Spans, kind: QuotationType, verbatim: Spans) -> Selected:
    def words(spans: Spans) -> tuple[str, ...]:
        return tuple(" ".join(text[slice(*span)].split()) for span in spans)

    return Selected(content, words(content), kind, words(verbatim))
