"""The engine alone: a text in, who said what out.

    from build_site import extract

    found = extract("“We sail at dawn,” said Ana Ruiz.")
    for q in found.quotations:
        print(q.actor, q.type, q.confidence, q.text)

Nothing of the site comes with it: no templates, no readers, no files but the lexicon's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from build_site.ids import anchors
from build_site.lexicon import Lexicon, load_lexicon
from build_site.model import (
    Analysis,
    Article,
    Attribution,
    Block,
    BlockKind,
    Document,
    Finding,
    Level,
    MentionKind,
    QuotationType,
    Spans,
)
from build_site.stages import chronology, confidence, guards, resolution
from build_site.stages.attribution import attribute
from build_site.stages.mentions import find_mentions, with_sources
from build_site.stages.quotations import find_passages
from build_site.stages.structure import structure
from build_site.text import text_of

_BLANKS = dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F), " ")
LONGEST = 400_000
"""Characters of a paragraph that is still looked into: some books are no longer."""
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.BLOCKQUOTE})


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation of a text; spans are half-open, in code points."""

    id: str
    """A hash of its words: it stays when words elsewhere change."""
    type: QuotationType
    text: str
    content: Spans
    verbatim: Spans
    """What of it stands in marks."""
    cue: Spans
    source: Spans
    source_kind: MentionKind | None
    actor: str | None
    """The fullest name that the text gives; None where nobody is identified."""
    chain: tuple[str, ...]
    """Through whom the words came, outermost first."""
    confidence: float
    """How likely all of it is right."""
    rule: str


@dataclass(frozen=True, slots=True)
class Extract:
    """What was found in a text."""

    id: str
    path: str
    sha256: str
    quotations: tuple[Said, ...]
    """Sure enough to be published, ordered by place."""
    doubts: tuple[Said, ...]
    """The rest."""
    findings: tuple[Finding, ...]

    def record(self) -> dict[str, Any]:
        """The object that ``verbatim extract`` prints, ready for JSON; spans tell the words."""
        return {
            "id": self.id,
            "path": self.path,
            "sha256": self.sha256,
            "quotations": [_record(said) for said in self.quotations],
            "doubts": [_record(said) for said in self.doubts],
            "findings": [asdict(finding) for finding in self.findings],
        }


def extract(text: str, id: str = "text") -> Extract:
    """Find who said what in a text, by itself."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    document = Document(id, id, plain, hashlib.sha256(plain.encode()).hexdigest())
    return told(analyse(document, load_lexicon()))


def told(analysis: Analysis) -> Extract:
    """What an analysis found, by the measured gate; actors are the names that the article itself gives."""
    document = analysis.article.document
    gate = confidence.default_gate(load_lexicon())
    name_of = {m: entity.name for entity in analysis.entities for m in entity.mentions}
    texts = [text_of(document.text, a.content) for a in analysis.attributions]
    sure: list[Said] = []
    doubts: list[Said] = []
    for anchor, words, a in zip(anchors(texts), texts, analysis.attributions, strict=True):
        (sure if gate.passes(a.type, a.confidence) else doubts).append(_said(anchor, words, a, name_of))
    return Extract(document.id, document.path, document.sha256, tuple(sure), tuple(doubts), analysis.findings)


def _said(anchor: str, words: str, a: Attribution, name_of: Mapping[int, str]) -> Said:
    return Said(
        id=anchor,
        type=a.type,
        text=words,
        content=a.content,
        verbatim=a.verbatim,
        cue=a.cue,
        source=a.source,
        source_kind=a.source_kind,
        actor=name_of.get(a.mention) if a.mention is not None else None,
        chain=tuple(carrier.name for carrier in a.carriers),
        confidence=round(a.confidence, 3),
        rule=a.rule,
    )


def _record(said: Said) -> dict[str, Any]:
    return {key: getattr(said, key) for key in Said.__slots__ if key != "text"}


def analyse(document: Document, lexicon: Lexicon) -> Analysis:
    """One article through all stages that need no other article."""
    if guards.is_foreign(document, lexicon):
        message = (
            "Not in English, so nothing was looked for in it. It is published as it is; or move it away."
        )
        return unanalysed(document, Finding(Level.WARNING, "not-english", document.path, message))
    article = _bounded(structure(document, lexicon))
    read = _with_plain_blanks(article)
    passages = find_passages(read, lexicon)
    mentions = find_mentions(read, lexicon)
    attributions = attribute(read, passages, mentions, lexicon)
    mentions, attributions = with_sources(read, mentions, attributions, lexicon)
    entities = resolution.resolve_article(read, passages, mentions, attributions, lexicon)
    attributions = confidence.weigh(read, attributions, entities, lexicon)
    dates = chronology.date_all(read, mentions, attributions, entities, _published(read), lexicon)
    findings = (*document.findings, *article.findings, *guards.doubts(document, lexicon))
    return Analysis(article, passages, mentions, attributions, entities, findings, dates)


def _with_plain_blanks(article: Article) -> Article:
    """The article as it is read: a blank that keeps words on one line, or is thin, is a blank."""
    text = article.text.translate(_BLANKS)
    if text == article.text:
        return article
    return replace(article, document=replace(article.document, text=text))


def _bounded(article: Article) -> Article:
    """The article with paragraphs that are too long to be ones set aside: published, and not looked into."""
    long = [b for b in article.blocks if b.kind in _READ and b.span[1] - b.span[0] > LONGEST]
    if not long:
        return article
    document = article.document
    findings = (
        Finding(
            Level.WARNING,
            "paragraph-not-analysed",
            f"{document.path}:{document.text.count(chr(10), 0, block.span[0]) + 1}",
            f"A paragraph of {block.span[1] - block.span[0]:,} characters; nothing was looked for in it. Part"
            " it into paragraphs.",
        )
        for block in long
    )
    blocks = tuple(replace(b, kind=BlockKind.BOILERPLATE) if b in long else b for b in article.blocks)
    return replace(article, blocks=blocks, findings=(*article.findings, *findings))


def unanalysed(document: Document, finding: Finding) -> Analysis:
    """The article's text, a paragraph a line, in which nothing was looked for; the finding says why."""
    spans = list(accumulate(map(len, document.text.splitlines(keepends=True)), initial=0))
    blocks = tuple(
        Block(BlockKind.PARAGRAPH if number else BlockKind.HEADLINE, span)
        for number, span in enumerate(
            (start, end) for start, end in pairwise(spans) if document.text[start:end].strip()
        )
    )
    article = Article(document, blocks, document.metadata, (finding,))
    return Analysis(article, (), (), (), (), (*document.findings, finding))


def _published(article: Article) -> str | None:
    published = article.metadata.published
    return published.value if published else None


def analyse_anyhow(document: Document) -> Analysis:
    """Whatever happens: an article that cannot be analysed is kept as it is, and a finding says so."""
    try:
        return analyse(document, load_lexicon())
    except Exception as error:  # noqa: BLE001 -- no article in the world may stop the others
        message = f"Published, but nothing was looked for in it: the analysis failed ({error!r}). Report it."
        return unanalysed(document, Finding(Level.ERROR, "analysis-failed", document.path, message))
