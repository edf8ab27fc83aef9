"""Articles from strings for tests of mentions and actors, and the reader of their cases.

A text has a block a line; ``H: `` makes it a headline. In cases of resolution ``[she]`` is the source of the
passages in marks of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from build_site.lexicon import load_lexicon
from build_site.model import (
    Analysis,
    Article,
    Attribution,
    Block,
    BlockKind,
    Document,
    Entity,
    Mention,
    Metadata,
    Passage,
    QuotationType,
    Span,
)
from build_site.stages.mentions import find_mentions
from build_site.stages.resolution import resolve_article

CASES = Path(__file__).parent / "cases"
_SOURCE = re.compile(r"\[([^\]]*)\]")
_PASSAGE = re.compile(r"“([^”]*)”")


class Case(NamedTuple):
    """One case of a file: its title, its text, and what is expected of it."""

    title: str
    text: str
    expected: tuple[str, ...]


def cases(folder: str) -> Iterator[Case]:
    """All cases below a folder: ``== title``, lines of text, lines of expectation that begin with a sign."""
    for path in sorted((CASES / folder).glob("*.txt")):
        for chunk in path.read_text("utf-8").split("\n== ")[1:]:
            title, *lines = chunk.strip().split("\n")
            text = [line for line in lines if line[:2] not in {"+ ", "- ", "= ", "! "}]
            expected = tuple(line for line in lines if line not in text)
            yield Case(f"{path.stem}: {title}", "\n".join(text).strip(), expected)


def article(text: str, name: str = "a") -> Article:
    """An article whose lines are its blocks."""
    blocks = []
    for match in re.finditer(r"[^\n]+", text):
        headline = match[0].startswith("H: ")
        kind = BlockKind.HEADLINE if headline else BlockKind.PARAGRAPH
        blocks.append(Block(kind, (match.start() + 3 * headline, match.end())))
    return Article(Document(name, f"seeds/{name}.txt", text, ""), tuple(blocks), Metadata())


def mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of a text."""
    return find_mentions(article(text), load_lexicon())


def words(text: str, span: Span) -> str:
    """A span's characters."""
    return text[span[0] : span[1]]


def analysis(marked: str, name: str = "a") -> Analysis:
    """An article with its entities; sources in brackets are given the passages of their line."""
    sources: list[Span] = []
    text = ""
    for index, piece in enumerate(_SOURCE.split(marked)):
        if index % 2:
            sources.append((len(text), len(text) + len(piece)))
        text += piece
    made = article(text, name)
    found = find_mentions(made, load_lexicon())
    passages = tuple(
        Passage(match.span(1), match.span(), block)
        for block, b in enumerate(made.blocks)
        for match in _PASSAGE.finditer(text, *b.span)
    )
    attributions = tuple(_attribution(made, found, passages, source) for source in sources)
    entities = resolve_article(made, passages, found, attributions, load_lexicon())
    return Analysis(made, passages, found, attributions, entities)


def _attribution(
    made: Article, found: tuple[Mention, ...], passages: tuple[Passage, ...], source: Span
) -> Attribution:
    block = next(i for i, b in enumerate(made.blocks) if b.span[0] <= source[0] < b.span[1])
    content = tuple(p.inner for p in passages if p.block == block)
    whose = next((i for i, m in enumerate(found) if m.span == source), None)
    assert whose is not None, f"no mention {words(made.text, source)!r}"
    return Attribution(
        QuotationType.DIRECT,
        content,
        content,
        (),
        (source,),
        found[whose].kind,
        whose,
        (),
        1.0,
        "test",
        block,
    )


def entity_of(analysed: Analysis, name: str) -> Entity:
    """The one entity of that name."""
    named = [entity for entity in analysed.entities if entity.name == name]
    assert len(named) == 1, f"{name!r} is not one of {[entity.name for entity in analysed.entities]}"
    return named[0]


def mentioned(analysed: Analysis, entity: Entity) -> list[str]:
    """The words of an entity's mentions."""
    return [words(analysed.article.text, analysed.mentions[index].span) for index in entity.mentions]
