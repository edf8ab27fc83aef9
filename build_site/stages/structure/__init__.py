"""Document → article: each stretch of the text gets its one role; nothing is dropped or altered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_site.lexicon import Lexicon
from build_site.model import Article, Block, BlockKind, Document, Span
from build_site.model.restoring import replace
from build_site.stages.structure.body import embedded, is_subheading, stories_below
from build_site.stages.structure.dateline import dateline_of
from build_site.stages.structure.facts import inferred
from build_site.stages.structure.forms import forms_of, label_of
from build_site.stages.structure.head import head_of
from build_site.stages.structure.lines import Line, line_at, split_lines
from build_site.stages.structure.vocabulary import Vocabulary, fold, vocabulary

__all__ = ["structure"]

DATED = 3
"""Only among so many first paragraphs is a dateline looked for."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block to be, with the agency that its dateline names."""

    block: Block
    agency: Span | None = None


def structure(document: Document, lexicon: Lexicon) -> Article:
    """Cut a document into blocks and complete its metadata by what the text itself shows.

    Blocks are in order, disjoint, and cover all but white space. Time is linear in the length of the text.
    """
    words = vocabulary(lexicon)
    pieces = _pieces(split_lines(document.text), words)
    cut = _as_stated([piece.block for piece in pieces], document.roles)
    blocks = _with_repeats(document.text, cut, words)
    agency = next((piece.agency for piece in pieces if piece.agency), None)
    return Article(document, blocks, inferred(document, blocks, agency, words))


def _as_stated(blocks: Sequence[Block], roles: Sequence[Block]) -> Sequence[Block]:
    """The file's own word on what a stretch is goes before what its words look like."""
    if not roles:
        return blocks
    headed = any(role.kind is BlockKind.HEADLINE for role in roles)
    found, place = [], 0
    for block in blocks:
        while place < len(roles) and roles[place].span[1] <= block.span[0]:
            place += 1
        inside = place < len(roles) and roles[place].span[0] <= block.span[0]
        if inside:
            found.append(replace(block, kind=roles[place].kind, outlet=roles[place].outlet or block.outlet))
        elif headed and block.kind is BlockKind.HEADLINE:
            found.append(replace(block, kind=BlockKind.KICKER))
        else:
            found.append(block)
    return found


def _pieces(lines: Sequence[Line], words: Vocabulary) -> list[_Piece]:
    forms = [forms_of(line, words) for line in lines]
    formed = [bool(cuts) for cuts in forms]
    head, begin = head_of(lines, formed, words)
    opens = [
        bool(cuts) and cuts[0].kind is BlockKind.BOILERPLATE and words.lines.get(fold(line.text)) == "section"
        for line, cuts in zip(lines, forms, strict=True)
    ]
    stories = stories_below(lines, opens, [cuts or number in head for number, cuts in enumerate(formed)])
    free = [n for n in range(len(lines)) if not formed[n] and n not in head and n not in stories]
    headings = {
        number
        for place, number in enumerate(free)
        if number > begin
        and is_subheading(lines[number], lines[free[place + 1]] if place + 1 < len(free) else None)
    }
    text = [number for number in free if number not in headings]
    quoted = embedded(lines, text, words)
    datable = frozenset(text[:DATED])
    pieces = []
    for number, line in enumerate(lines):
        if forms[number]:
            pieces += [_Piece(Block(cut.kind or BlockKind.PARAGRAPH, cut.span)) for cut in forms[number]]
        elif number in stories:
            pieces.append(_Piece(Block(BlockKind.BOILERPLATE, line.span)))
        elif number in head or number in headings:
            pieces.append(_Piece(Block(head.get(number, BlockKind.SUBHEADING), line.span)))
        elif number in quoted:
            pieces.append(_Piece(Block(BlockKind.BLOCKQUOTE, line.span, quoted[number])))
        else:
            pieces += _paragraph(line, words, number in datable)
    return pieces


def _paragraph(line: Line, words: Vocabulary, datable: bool) -> list[_Piece]:
    """The paragraph, after its dateline if it has one."""
    length, agency = dateline_of(line, words) if datable else (0, None)
    start, end = line.span
    if not length:
        return [_Piece(Block(BlockKind.PARAGRAPH, line.span))]
    edge = start + length
    rest = line.text[length:]
    begin = edge + len(rest) - len(rest.lstrip())
    named = (start + agency[0], start + agency[1]) if agency else None
    return [
        _Piece(Block(BlockKind.DATELINE, (start, edge)), named),
        _Piece(Block(BlockKind.PARAGRAPH, (begin, end))),
    ]


def _with_repeats(text: str, blocks: Sequence[Block], words: Vocabulary) -> tuple[Block, ...]:
    """Mark headlines and captions that say again what one above them says; a credit goes with its caption."""
    seen: set[tuple[BlockKind, str]] = set()
    marked: list[Block] = []
    for block in blocks:
        repeat = False
        if block.kind in {BlockKind.HEADLINE, BlockKind.CAPTION}:
            line = line_at(block.span[0], text[slice(*block.span)])
            key = (block.kind, fold(line.text[label_of(line, words)[1] :]))
            repeat = key in seen
            seen.add(key)
        elif block.kind is BlockKind.CREDIT and marked:
            repeat = marked[-1].kind is BlockKind.CAPTION and marked[-1].repeat
        marked.append(replace(block, repeat=True) if repeat else block)
    return tuple(marked)
