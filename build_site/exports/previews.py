"""What a link to an actor, an article or a statement shows on hover and focus, as small records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from build_site.exports.known import Known, plain
from build_site.exports.shards import script
from build_site.model import Actor, CorpusArticle, Dataset, Quotation, Statement
from build_site.stages.reporting import shortened

RECORDS = 24
"""About so many in a file."""
LONGEST = 240
"""Characters of a statement's words."""

Record = list[str]
"""Kind, title, what it is, figures, EDTF date."""


def previews(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every file below ``previews/``: ``root.js`` says how many there are, the key's hash which holds it."""
    records = dict(_records(Known.of(dataset)))
    files = -(-len(records) // RECORDS)
    yield "previews/root.js", script("previews/root", files)
    held: dict[int, dict[str, Record]] = defaultdict(dict)
    for key, record in records.items():
        held[fnv1a(key) % files][key] = record
    for number in range(files):
        name = f"previews/{number}"
        yield f"{name}.js", script(name, held[number])


def fnv1a(text: str) -> int:
    """The 32-bit FNV-1a hash of the UTF-8 bytes (http://www.isthe.com/chongo/tech/comp/fnv/).

    >>> hex(fnv1a("foobar"))
    '0xbf9cf968'
    """
    result = 0x811C9DC5
    for byte in text.encode("utf-8", "surrogatepass"):
        result = (result ^ byte) * 0x01000193 & 0xFFFFFFFF
    return result


def _records(known: Known) -> Iterator[tuple[str, Record]]:
    outlets: dict[str, set[str]] = defaultdict(set)
    articles: dict[str, set[str]] = defaultdict(set)
    for q in known.dataset.quotations:
        for who in q.speakers:
            articles[who].add(q.article)
            outlets[who].add(known.articles[q.article].outlet or "")
    for actor in known.dataset.actors:
        yield (
            f"outlets/{actor.outlet}" if actor.outlet else f"actors/{actor.id}",
            _actor(actor, known, len(articles[actor.id]), outlets[actor.id]),
        )
    for article in known.dataset.articles:
        yield f"articles/{article.slug}", _article(article, known)
    texts = {q.id: q for q in known.dataset.quotations}
    for statement in known.dataset.statements:
        if not statement.paged:
            continue  # it has no page of its own
        versions = [known.articles[texts[v.quotation].article] for v in statement.versions]
        yield f"statements/{statement.id}", _statement(statement, texts[statement.base], versions, known)


def _actor(actor: Actor, known: Known, articles: int, outlets: set[str]) -> Record:
    figures = count(known.counts[actor.id], "quotation") + _where(articles, outlets)
    return [actor.kind.value, plain(actor.name), known.about(actor), figures, ""]


def _article(article: CorpusArticle, known: Known) -> Record:
    quoted = known.quoted.get(article.id, [])
    names = dict.fromkeys(plain(known.actors[who].name) for q in quoted for who in q.speakers)
    who = ", ".join([*list(names)[:3], *([f"{len(names) - 3} more"] if len(names) > 3 else [])])
    figures = count(len(quoted), "quotation") + (f": {who}" if who else "")
    return ["article", plain(article.title), known.outlet(article), figures, article.published or ""]


def _statement(statement: Statement, base: Quotation, versions: list[CorpusArticle], known: Known) -> Record:
    actor = known.actors.get(statement.actor or "")
    where = _where(len({a.id for a in versions}), {known.outlet(a) for a in versions})
    figures = count(len(versions), "version") + where
    title = plain(shortened(base.reported or base.text, LONGEST))
    who = plain(actor.name) if actor else "speaker not identified"
    return ["statement", title, who, figures, statement.when.edtf if statement.when else ""]


def _where(articles: int, outlets: set[str]) -> str:
    """In how many articles and, where each of them states its outlet, of how many outlets."""
    if not articles:
        return ""
    return f" in {count(articles, 'article')}" + (
        "" if "" in outlets else f" of {count(len(outlets), 'outlet')}"
    )


def count(number: int, noun: str) -> str:
    """``1 article``, ``1,200 articles``."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"
