r"""Make a dataset from strings in one call.

    corpus(
        story("Harbour plan passes\nThe mayor, Ana Ruiz, said “we sail at dawn”.",
              said("we sail at dawn", by="Ana Ruiz", cue="said"), outlet="The Quay"),
    )

Each line of a text is a block: the first the headline, others paragraphs, unless ``kinds`` says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from build_site.ids import anchors, short_hash, slugify, unique_slugs
from build_site.lexicon import load_lexicon
from build_site.model import (
    Actor,
    ActorKind,
    ActorMention,
    Article,
    Basis,
    Block,
    BlockKind,
    Candidate,
    ChainLink,
    Corpus,
    CorpusArticle,
    Dataset,
    Document,
    Fact,
    MentionKind,
    Metadata,
    Name,
    Outlet,
    Quotation,
    QuotationType,
    Relation,
    ResolvedMention,
    Segment,
    Span,
    Spans,
    Statement,
    Version,
    When,
)
from build_site.stages.attribution.addressees import with_addressees


@dataclass(frozen=True)
class Said:
    """One quotation to be; words are looked up in the text."""

    words: tuple[str, ...]
    by: str | None = None
    type: QuotationType = QuotationType.DIRECT
    verbatim: tuple[str, ...] | None = None
    cue: str | None = None
    source: str | None = None
    statement: str | None = None
    """Quotations with the same key are versions of one statement."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Any other field of ``Quotation``."""


@dataclass(frozen=True)
class Story:
    """One article to be."""

    text: str
    sayings: tuple[Said, ...]
    metadata: Metadata
    kinds: Mapping[int, BlockKind]
    embedded: Mapping[int, str]
    name: str | None


def said(*words: str, by: str | None = None, type: str = "direct", **more: Any) -> Said:  # noqa: A002
    """A quotation of these words by this speaker; ``words`` are the spans of its content."""
    own = {key: more.pop(key) for key in ("verbatim", "cue", "source", "statement") if key in more}
    return Said(words, by, QuotationType(type), **own, more=more)


def story(
    text: str,
    *sayings: Said,
    kinds: Mapping[int, str] | None = None,
    embedded: Mapping[int, str] | None = None,
    name: str | None = None,
    **metadata: str | Fact,
) -> Story:
    """An article: ``kinds`` and ``embedded`` (outlets of block quotes) by the number of the block from 0."""
    facts = {key: value if isinstance(value, Fact) else Fact(value) for key, value in metadata.items()}
    roles = {number: BlockKind(kind) for number, kind in (kinds or {}).items()}
    roles.update(dict.fromkeys(embedded or {}, BlockKind.BLOCKQUOTE))
    return Story(text, sayings, Metadata(**facts), roles, embedded or {}, name)


def corpus(*stories: Story, relations: bool = False, **about: Any) -> Dataset:
    """The dataset of these articles; ``about`` are fields of ``Corpus``."""
    names = [
        s.name or (s.metadata.title.value if s.metadata.title else s.text.split("\n", 1)[0]) for s in stories
    ]
    slugs = unique_slugs(names)
    actors = _Actors()
    articles, quotations = [], []
    for slug, told in zip(slugs, stories, strict=True):
        found = _quotations(slug, told, actors)
        quotations += found
        articles.append(_article(slug, told, found, actors))
    quotations, statements = _statements(quotations, [s for made in stories for s in made.sayings])
    outlets = {
        slugify(s.metadata.outlet.value): s.metadata.outlet.value for s in stories if s.metadata.outlet
    }
    if relations:
        articles = [_related(a, articles, quotations) for a in articles]
    made = Dataset(
        corpus=Corpus(**{"title": "A corpus of tests", **about}),
        articles=tuple(articles),
        quotations=tuple(quotations),
        actors=actors.made(articles),
        statements=tuple(sorted(statements, key=lambda s: s.id)),
        outlets=tuple(Outlet(id, outlets[id]) for id in sorted(outlets)),
    )
    return with_addressees(made, load_lexicon())


def blocks(text: str, kinds: Mapping[int, BlockKind] | None = None) -> tuple[Block, ...]:
    """One block a line that is not blank."""
    found: list[Block] = []
    place = 0
    for line in text.split("\n"):
        if line.strip(" "):
            number = len(found)
            kind = (kinds or {}).get(number, BlockKind.PARAGRAPH if number else BlockKind.HEADLINE)
            found.append(Block(kind, (place, place + len(line))))
        place += len(line) + 1
    return tuple(found)


class _Actors:
    """Names → ids, in order of appearance."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def id(self, name: str) -> str:
        return self.ids.setdefault(name, slugify(name))

    def made(self, articles: list[CorpusArticle]) -> tuple[Actor, ...]:
        result = []
        for name, id in sorted(self.ids.items(), key=lambda pair: pair[1]):
            places = tuple(
                ActorMention(a.id, m.span, m.kind, (m.link,) if m.link else ())
                for a in articles
                for m in a.mentions
                if m.actor == id
            )
            seen = Name(name, len(places), tuple(dict.fromkeys(p.article for p in places)))
            result.append(Actor(id, name, ActorKind.PERSON, (seen,), (), places))
        return tuple(result)


def _article(slug: str, made: Story, found: list[Quotation], actors: _Actors) -> CorpusArticle:
    sha256 = hashlib.sha256(made.text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(slug, f"seeds/{slug}.txt", made.text, sha256, made.metadata)
    cut = tuple(replace(b, outlet=made.embedded.get(i)) for i, b in enumerate(blocks(made.text, made.kinds)))
    mentions = tuple(
        ResolvedMention(span, MentionKind.NAME, id)
        for name, id in actors.ids.items()
        for span in _every(made.text, name)
    )
    return CorpusArticle(
        id=slug,
        slug=slug,
        path=document.path,
        title=_title(made),
        outlet=slugify(made.metadata.outlet.value) if made.metadata.outlet else None,
        published=made.metadata.published.value if made.metadata.published else None,
        article=Article(document, cut, made.metadata),
        mentions=tuple(sorted(mentions, key=lambda m: m.span)),
        quotations=tuple(q.id for q in found),
    )


def _quotations(slug: str, made: Story, actors: _Actors) -> list[Quotation]:
    cut = blocks(made.text, made.kinds)
    texts = [" […] ".join(s.words) for s in made.sayings]
    found = []
    for saying, text, anchor in zip(made.sayings, texts, anchors(texts), strict=True):
        content = tuple(_find(made.text, words) for words in saying.words)
        verbatim = {QuotationType.DIRECT: saying.words, QuotationType.INDIRECT: ()}.get(saying.type, ())
        verbatim = verbatim if saying.verbatim is None else saying.verbatim
        block = next((i for i, b in enumerate(cut) if b.span[0] <= content[0][0] < b.span[1]), 0)
        home = cut[block].span[0]
        source = saying.source or (saying.by if saying.by and saying.by in made.text else None)
        fields: dict[str, Any] = {
            "id": f"{slug}#{anchor}",
            "anchor": anchor,
            "article": slug,
            "type": saying.type,
            "text": text,
            "content": content,
            "verbatim": tuple(_find(made.text, words, content[0][0]) for words in verbatim),
            "cue": _spans(made.text, saying.cue, home),
            "source": _spans(made.text, source, home),
            "source_kind": MentionKind.NAME if source else None,
            "actor": actors.id(saying.by) if saying.by else None,
            "chain": (),
            "confidence": 0.9 if saying.by else 0.0,
            "rule": "cue-and-name" if saying.by else "unattributed",
            "block": block,
        }
        found.append(Quotation(**{**fields, **saying.more}))
    return found


def _statements(quotations: list[Quotation], sayings: list[Said]) -> tuple[list[Quotation], list[Statement]]:
    keys: dict[str, list[int]] = {}
    for i, saying in enumerate(sayings):
        keys.setdefault(saying.statement or f"only {i}", []).append(i)
    statements = []
    for members in keys.values():
        base = quotations[members[0]]
        id = f"{slugify(base.text, 40)}-{short_hash(base.id, 4)}"
        versions = tuple(
            Version(quotations[i].id, (Segment("same", quotations[i].text, quotations[i].text),))
            for i in members
        )
        reports = len({quotations[i].article for i in members})
        statements.append(
            Statement(id, base.actor, base.when, base.id, versions, reports=max(reports, len(members)))
        )
        for i in members:
            quotations[i] = replace(quotations[i], statement=id)
    return quotations, statements


def _related(
    article: CorpusArticle, articles: list[CorpusArticle], quotations: list[Quotation]
) -> CorpusArticle:
    mine = {q.statement for q in quotations if q.article == article.id}
    relations = []
    for other in articles:
        shared = sorted(
            {q.statement for q in quotations if q.article == other.id and q.statement and q.statement in mine}
        )
        if shared and other.id != article.id:
            relations.append(Relation(article.id, other.id, tuple(s for s in shared if s), 0.0))
    return replace(article, relations=tuple(relations))


def _title(made: Story) -> str:
    return made.metadata.title.value if made.metadata.title else made.text.split("\n", 1)[0]


def _find(text: str, words: str, after: int = 0) -> Span:
    """The words at or after a place, else where they first stand."""
    start = text.find(words, after)
    start = start if start >= 0 else text.index(words)
    return (start, start + len(words))


def _spans(text: str, words: str | None, after: int) -> Spans:
    return (_find(text, words, after),) if words else ()


def _every(text: str, words: str) -> tuple[Span, ...]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + len(words))
    return tuple(found)


__all__ = ["Basis", "Candidate", "ChainLink", "Fact", "When", "blocks", "corpus", "said", "story"]
