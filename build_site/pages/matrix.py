"""Who quotes whom: speakers × outlets, silence included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log2

from build_site.model import ActorKind, CorpusArticle, MentionKind
from build_site.pages.catalogue import NOBODY, ActorLink, Catalogue
from build_site.pages.escape import plain
from build_site.pages.words import count

SPEAKERS = 50
OUTLETS = 30
SINGLE = 12
"""Up to so many articles whose outlet is not stated have a column each; more of them share one."""
STEPS = 5
"""Strengths of the tint; the number stands on it."""

Key = tuple[str, str]
"""A column: ``outlet`` and its id ("" for those not stated), or ``article`` and its id."""
UNKNOWN = ("outlet", "")


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a column's articles quote a speaker, and how many of them only name the speaker."""

    quotations: int
    named: int
    heat: int
    """0 to 5."""
    path: str | None
    """Where these quotations are."""

    @property
    def silent(self) -> bool:
        """Named and never quoted."""
        return not self.quotations and bool(self.named)


@dataclass(frozen=True, slots=True)
class Column:
    """An outlet, or an article whose outlet is not stated."""

    name: str
    path: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A speaker, or all others together."""

    actor: ActorLink | None
    name: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """What ``matrix.html`` shows."""

    path: str
    title: str
    description: str
    lead: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """Quotations, and articles that only name, by speaker and column."""

    quoted: Counter[tuple[str | None, Key]]
    named: Counter[tuple[str | None, Key]]
    articles: Counter[Key]
    speakers: tuple[str | None, ...]
    """Most quoted first; None, those who are not identified, last."""
    columns: tuple[Key, ...]
    """With most quotations first; outlets before single articles, the unknown last."""
    sizes: Counter[Key]
    """All quotations of each."""

    def scaled(self, speaker: str | None, key: Key) -> float:
        """Quotations as they would be if each column had as many as the largest has."""
        return self.quoted[speaker, key] * max(self.sizes.values()) / max(1, self.sizes[key])

    @property
    def most(self) -> float:
        """In one cell of a speaker who is identified."""
        return max((self.scaled(speaker, key) for speaker, key in self.quoted if speaker), default=1)


def contexts(known: Catalogue) -> Iterator[MatrixPage]:
    """The one matrix."""
    counts = _counts(known)
    named = [speaker for speaker in counts.speakers if speaker]
    rest, nobody = named[SPEAKERS:], [speaker for speaker in counts.speakers if not speaker]
    most = counts.most
    rows = [_row(known, counts, speaker, most) for speaker in named[:SPEAKERS]]
    rows += [_rest(counts, rest)] if rest else []
    rows += [_row(known, counts, speaker, most) for speaker in nobody]
    yield MatrixPage(
        path="who-quotes-whom.md",
        title="Who quotes whom",
        description=f"{count(len(known.by_actor), 'speaker')} by outlet: how often each quotes each,"
        " and whom it names and is not found to quote.",
        lead=_lead(known, counts),
        columns=_columns(known, counts),
        rows=tuple(rows),
    )


def _counts(known: Catalogue) -> _Counts:
    data = known.dataset
    single = sum(a.outlet is None for a in data.articles) <= SINGLE
    quoted: Counter[tuple[str | None, Key]] = Counter()
    named: Counter[tuple[str | None, Key]] = Counter()
    articles: Counter[Key] = Counter()
    columns: Counter[Key] = Counter()
    for article in data.articles:
        key = _key(article, single)
        articles[key] += 1
        columns[key] += len(known.in_article.get(article.id, ()))
        here = Counter(who for q in known.in_article.get(article.id, ()) for who in q.speakers or (None,))
        for actor, number in here.items():
            quoted[actor, key] += number
        names = {m.actor for m in article.mentions if m.kind is MentionKind.NAME and m.actor}
        named.update((actor, key) for actor in names - here.keys())
    speakers: Counter[str | None] = Counter()
    for (actor, _), number in quoted.items():
        speakers[actor] += number
    return _Counts(
        quoted,
        named,
        articles,
        tuple(sorted(speakers, key=lambda s: (s is None, -speakers[s], s or ""))),
        tuple(sorted(columns, key=lambda k: (k == UNKNOWN, k[0] == "article", -columns[k], k))),
        columns,
    )


def _key(article: CorpusArticle, single: bool) -> Key:
    if article.outlet:
        return ("outlet", article.outlet)
    return ("article", article.id) if single else UNKNOWN


def _columns(known: Catalogue, counts: _Counts) -> tuple[Column, ...]:
    columns = []
    for key in counts.columns[:OUTLETS]:
        kind, id = key
        if key == UNKNOWN:
            columns.append(Column("Outlet not stated", None, counts.articles[key]))
        elif kind == "outlet":
            columns.append(Column(plain(known.outlets[id].name), f"outlets/{id}.html", counts.articles[key]))
        else:
            link = known.article(id)
            columns.append(Column(link.where, link.path, 1))
    rest = counts.columns[OUTLETS:]
    if rest:
        columns.append(Column(f"{len(rest):,} more", None, sum(counts.articles[k] for k in rest)))
    return tuple(columns)


def _row(known: Catalogue, counts: _Counts, speaker: str | None, most: float) -> MatrixRow:
    link = known.actor(speaker)
    cells = [
        _cell(
            counts,
            (speaker,),
            (key,),
            _path(known, speaker, key),
            _heat(counts.scaled(speaker, key), most) if speaker else 0,
        )
        for key in counts.columns[:OUTLETS]
    ]
    rest = counts.columns[OUTLETS:]
    if rest:
        cells.append(_cell(counts, (speaker,), rest))
    return MatrixRow(link, link.name if link else NOBODY, tuple(cells), sum(c.quotations for c in cells))


def _rest(counts: _Counts, rest: Sequence[str | None]) -> MatrixRow:
    """All other speakers as one row."""
    shown, more = counts.columns[:OUTLETS], counts.columns[OUTLETS:]
    groups = [*((key,) for key in shown), *([more] if more else [])]
    cells = tuple(_cell(counts, rest, group) for group in groups)
    return MatrixRow(None, count(len(rest), "other speaker"), cells, sum(c.quotations for c in cells))


def _cell(
    counts: _Counts,
    speakers: Sequence[str | None],
    keys: Sequence[Key],
    path: str | None = None,
    heat: int = 0,
) -> Cell:
    pairs = [(s, k) for s in speakers for k in keys]
    number = sum(counts.quoted[pair] for pair in pairs)
    return Cell(number, sum(counts.named[pair] for pair in pairs), heat, path if number else None)


def _path(known: Catalogue, speaker: str | None, key: Key) -> str:
    """The explorer with these quotations, or the article itself."""
    kind, id = key
    if kind == "article":
        return known.article(id).path
    return f"quotations/index.html?speaker={speaker or '-'}&outlet={id or '-'}"


def _heat(number: float, most: float) -> int:
    """Steps by doubling, so that one quotation shows beside a hundred."""
    return ceil(STEPS * log2(number + 1) / log2(most + 1)) if number else 0


def _lead(known: Catalogue, counts: _Counts) -> tuple[str, ...]:
    """The first answers: who is quoted most, and the loudest silence about a person."""
    sentences = []
    first = next(iter(counts.speakers), None)
    if first:
        own = known.by_actor[first]
        sentences.append(
            f"{plain(known.actors[first].name)} is quoted most: {count(len(own), 'time')}, in"
            f" {len({q.article for q in own}):,} of {count(len(known.dataset.articles), 'article')}."
        )
    silences = [
        (-counts.named[speaker, key], speaker, key[1])
        for speaker in counts.speakers[:SPEAKERS]
        for key in counts.columns[:OUTLETS]
        if speaker
        and known.actors[speaker].kind is ActorKind.PERSON
        and key[0] == "outlet"
        and key[1]
        and counts.named[speaker, key]
        and not counts.quoted[speaker, key]
    ]
    if silences:
        number, speaker, outlet = min(silences)
        sentences.append(
            f"{plain(known.outlets[outlet].name)} names {plain(known.actors[speaker].name)} in"
            f" {count(-number, 'article')} with no quotation of them found."
        )
    return tuple(sentences)
