"""The seeds as a careful reader annotates them, written before any rule: the measure, not the mirror.

One YAML file for each article and ``corpus.yml`` for what spans articles. A span is written as the words
themselves, sought in the quotation's block; ``{text, nth}`` picks the n-th occurrence. Words that are not
found, or found twice without ``nth``, are an error. A block may leave out its middle: ``first [...] last``.

* ``content`` is all that is attributed (with "that", as PolNeAR has it), ``verbatim`` what stands in marks,
  without the marks; for *direct* quotations it is the content and not repeated, for *indirect* none;
* ``chain`` names the links between the article's outlet and the speaker, neither of them included;
* ``also_…`` are answers that a reasonable reader may give instead;
* ``optional`` marks what a reasonable reader may leave out: it is not counted, found or not;
* ``loose`` marks a version that belongs to its statement by sense, not by words: joining it is not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Span = tuple[int, int]
Spans = tuple[Span, ...]

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"


class GoldError(Exception):
    """The gold does not fit the articles it speaks of."""


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """One stretch of an article with its role."""

    kind: str
    also_kind: tuple[str, ...]
    span: Span
    outlet: str | None
    repeat: bool


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """One quotation; of the tuples of alternatives the first is the reader's own choice."""

    id: str
    article: str
    block: int
    optional: bool
    types: tuple[str, ...]
    contents: tuple[Spans, ...]
    verbatim: Spans
    cues: tuple[Spans, ...]
    sources: tuple[Spans, ...]
    source_kind: str | None
    actors: tuple[str | None, ...]
    chains: tuple[tuple[str, ...], ...]
    statement: str | None
    loose: bool
    note: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article."""

    id: str
    text: str
    metadata: dict[str, dict[str, Any]]
    blocks: tuple[GoldBlock, ...]
    quotations: tuple[GoldQuotation, ...]


@dataclass(frozen=True, slots=True)
class GoldActor:
    """One actor with the words that stand for it."""

    name: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    nominals: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One utterance on one occasion."""

    id: str
    actor: str | None
    dates: tuple[str | None, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Gold:
    """Everything the reader found in the five articles."""

    articles: tuple[GoldArticle, ...]
    actors: dict[str, GoldActor]
    statements: dict[str, GoldStatement]
    echoes: frozenset[frozenset[str]]
    """Pairs of statement ids that must be linked."""
    accepted_echoes: frozenset[frozenset[str]]
    neutral: frozenset[frozenset[str]]
    """Pairs of quotation ids whose joining is not judged."""

    @property
    def quotations(self) -> tuple[GoldQuotation, ...]:
        """All quotations, in the order of the articles."""
        return tuple(q for article in self.articles for q in article.quotations)


def locate(text: str, within: Span, words: str, nth: int | None = None) -> Span:
    """Where ``words`` stand in ``text[within]``; :class:`GoldError` unless that is one certain place."""
    # Whole words only: "he" is not looked for in "the".
    before, after = r"(?<!\w)" * words[0].isalnum(), r"(?!\w)" * words[-1].isalnum()
    pattern = before + re.escape(words) + after
    found = [m.span() for m in re.finditer(pattern, text[: within[1]]) if m.start() >= within[0]]
    if not found:
        raise GoldError(f"not found: {words!r}")
    if nth is None and len(found) > 1:
        raise GoldError(f"found {len(found)} times, say which with nth: {words!r}")
    if nth is not None and not (len(found) > 1 and 1 <= nth <= len(found)):
        raise GoldError(f"nth {nth} of {len(found)}: {words!r}")
    return found[(nth or 1) - 1]


def _spans(text: str, within: Span, items: list[Any]) -> Spans:
    wanted: list[dict[str, Any]] = [{"text": item} if isinstance(item, str) else item for item in items]
    return tuple(locate(text, within, item["text"], item.get("nth")) for item in wanted)


def _blocks(text: str, items: list[dict[str, Any]]) -> tuple[GoldBlock, ...]:
    """Blocks in order; between two of them only white space may stand."""
    blocks: list[GoldBlock] = []
    at = 0
    for item in items:
        head, _, tail = item["text"].partition(" [...] ")
        start = text.find(head, at)
        end = text.find(tail, start + len(head)) + len(tail) if tail else start + len(head)
        if start < 0 or end < start + len(head) or text[at:start].strip():
            raise GoldError(f"block out of place: {item['text']!r} after {text[at - 40 : at]!r}")
        kinds = tuple(item.get("also_kind", ()))
        blocks.append(
            GoldBlock(item["kind"], kinds, (start, end), item.get("outlet"), item.get("repeat", False))
        )
        at = end
    if text[at:].strip():
        raise GoldError(f"no block covers {text[at:]!r}")
    return tuple(blocks)


def _quotation(article: str, text: str, blocks: tuple[GoldBlock, ...], q: dict[str, Any]) -> GoldQuotation:
    within = blocks[q["block"] - 1].span

    def choices(key: str) -> tuple[Spans, ...]:
        return tuple(_spans(text, within, items) for items in [q[key], *q.get(f"also_{key}", [])])

    contents = choices("content")
    return GoldQuotation(
        id=q["id"],
        article=article,
        block=q["block"] - 1,
        optional=q.get("optional", False),
        types=(q["type"], *q.get("also_type", ())),
        contents=contents,
        verbatim=contents[0] if q["type"] == "direct" else _spans(text, within, q.get("verbatim", [])),
        cues=choices("cue"),
        sources=choices("source"),
        source_kind=q["source_kind"],
        actors=(q["actor"], *q.get("also_actor", ())),
        chains=(tuple(q.get("chain", ())), *(tuple(c) for c in q.get("also_chain", ()))),
        statement=q.get("statement"),
        loose=q.get("loose", False),
        note=q.get("note", ""),
    )


def _article(path: Path) -> GoldArticle:
    data = yaml.safe_load(path.read_text("utf-8"))
    text = (SEEDS / f"{data['article']}.txt").read_bytes().decode("utf-8")
    blocks = _blocks(text, data["blocks"])
    quotations = []
    for item in data["quotations"]:
        try:
            quotations.append(_quotation(data["article"], text, blocks, item))
        except (GoldError, KeyError) as error:
            raise GoldError(f"{path.name}, {item.get('id')}: {error}") from error
    return GoldArticle(data["article"], text, data["metadata"], blocks, tuple(quotations))


def load() -> Gold:
    """Read the gold from this folder and the articles from ``seeds/``."""
    corpus = yaml.safe_load((HERE / "corpus.yml").read_text("utf-8"))
    actors = [
        GoldActor(
            name=item["name"],
            kinds=(item["kind"], *item.get("also_kind", ())),
            names=tuple(item.get("names", ())),
            nominals=tuple(item.get("nominals", ())),
            also=tuple(item.get("also", ())),
        )
        for item in corpus["actors"]
    ]
    statements = [
        GoldStatement(
            item["id"], item["actor"], (item["date"], *item.get("also_date", ())), item.get("note", "")
        )
        for item in corpus["statements"]
    ]
    return Gold(
        articles=tuple(_article(path) for path in sorted(HERE.glob("[0-9]*.yml"))),
        actors={actor.name: actor for actor in actors},
        statements={statement.id: statement for statement in statements},
        echoes=frozenset(frozenset(e["pair"]) for e in corpus["echoes"] if not e.get("accept")),
        accepted_echoes=frozenset(frozenset(e["pair"]) for e in corpus["echoes"] if e.get("accept")),
        neutral=frozenset(frozenset(e["pair"]) for e in corpus["neutral"]),
    )
