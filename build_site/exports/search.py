"""The site's own search index: actors, articles, single quotations, by the beginning of a word and by filter.

Nothing of it is loaded before a reader opens the search; then a directory (``search/root.js``), the shards
that hold the words asked for, and the records shown. A filter (speaker, outlet, type, date, confidence) is a
key as a word is.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from build_site.exports import records
from build_site.exports.keys import NOBODY, Keys, dates, reached, verbs_of
from build_site.exports.known import Known, plain, published_blocks
from build_site.exports.previews import fnv1a
from build_site.exports.shards import (
    Entry,
    apart,
    beginning,
    capacity,
    cut,
    fronts,
    order,
    parts,
    places,
    postings,
    script,
    united,
    wide_prefixes,
)
from build_site.exports.words import distinct, fold, words
from build_site.model import Actor, CorpusArticle, Dataset, Quotation

LONGEST_SHARD = 8_000
"""Characters: small enough for the first keystroke, large enough that there are not thousands of them."""
PEOPLE, TITLES, BODIES, QUOTATIONS = range(4)
"""The four lists of a key, in the order in which they are written."""
ROOM = (0, *(8 << double for double in range(18)))
"""So many quotations may have a number in an article: the least that holds all, so that it seldom changes."""
RANKS = (1, 3, 10, 30, 100, 300)
"""Actors with so many quotations come before others; each has the key of the highest it reaches."""
FIRST = 12
"""So many of those quoted most are known at once."""
COMMON = 200
"""In more quotations than this, or in more than about one of seventy, a word is common."""
OFFERED = 4
"""So many stories an empty search box offers."""
TO_TRY = (":t indirect", ":w second")
"""Filters that it offers where they hold something."""

Some = Sequence[int] | None


def search(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every file of the index below ``search/``."""
    known = Known.of(dataset)
    placed = _Placed.of(dataset, known)
    index = _Index()
    people = ranked_actors(dataset)
    _index_people(index, people, known, placed)
    common = _index_articles(index, known, placed)
    quoted = [a for a in placed.articles if a.id in known.quoted]
    names = {a.id: records.called(a.id, plain(a.name)) for a in dataset.actors}
    files = [
        *records.filed("p", {placed.person[a.id]: records.person(a, known) for a in people}),
        *records.filed("a", {placed.article[a.id]: records.article(a, known) for a in placed.articles}),
        *(records.quotations(placed.article[a.id], a, known, names) for a in quoted),
    ]
    runs = index.shards(placed)
    for first, run in runs.items():
        name = f"search/t{fnv1a(first):x}"
        files.append((name, script(name, dict(run))))
    digest = hashlib.sha256()
    for name, text in files:
        digest.update(text.encode())
        yield f"{name}.js", text
    root = {
        "digest": digest.hexdigest()[:12],
        "sizes": [placed.people, placed.size],
        "held": placed.held(),
        "keys": fronts(list(runs)),
        "common": sorted(common),
        "first": [placed.person[a.id] for a in people[:FIRST]],
        "outlets": [
            records.called(o.id, plain(o.name))
            for o in sorted(dataset.outlets, key=lambda o: (fold(o.name), o.id))
        ],
        "years": known.years,
        "verbs": verbs_of(dataset, known),
        "try": [key for key in TO_TRY if key in index.lists[QUOTATIONS]],
        "stories": [
            [s.id, plain(s.title), len(s.articles)]
            for s in sorted(dataset.stories, key=lambda s: (-len(s.articles), s.id))[:OFFERED]
        ],
    }
    yield "search/root.js", script("search/root", root)


def ranked_actors(dataset: Dataset) -> list[Actor]:
    """Those quoted most first, then those mentioned most."""
    quoted = Counter(who for q in dataset.quotations for who in q.speakers)
    return sorted(dataset.actors, key=lambda a: (-quoted[a.id], -len(a.mentions), a.id))


@dataclass(frozen=True, slots=True)
class _Placed:
    """Whose number is which: those of a month's articles stand together, the earliest first."""

    person: dict[str, int]
    people: int
    """Numbers of actors, nobody's among them."""
    article: dict[str, int]
    size: int
    """Numbers of articles."""
    articles: tuple[CorpusArticle, ...]
    """In the order of their numbers."""
    levels: tuple[int, ...]
    """Which ``ROOM`` each number of an article has."""
    room: dict[int, int]
    """Of those with quotations, in the order of their numbers."""

    @classmethod
    def of(cls, dataset: Dataset, known: Known) -> _Placed:
        """A number for each actor and each article."""
        months: dict[str, list[str]] = defaultdict(list)
        for a in dataset.articles:
            months[(a.published or "")[:7]].append(a.id)
        article: dict[str, int] = {}
        size = 0
        for _, own in sorted(months.items()):
            article |= {id: size + place for id, place in places(own).items()}
            size += capacity(len(own))
        person = places((a.id for a in dataset.actors), 2)
        ordered = tuple(sorted(dataset.articles, key=lambda a: article[a.id]))
        levels = [0] * size
        for id, quoted in known.quoted.items():
            levels[article[id]] = bisect_left(ROOM, len(quoted))
        room = {number: ROOM[level] for number, level in enumerate(levels) if level}
        return cls(person, capacity(2 * len(person)), article, size, ordered, tuple(levels), room)

    def held(self) -> str:
        """The level of each number's room, as gaps."""
        return postings([number - 1 for number in accumulate(level + 1 for level in self.levels)])


@dataclass(frozen=True, slots=True)
class _Index:
    """Key → numbers: of actors, of articles by title, and by text; of articles with bits of quotations."""

    lists: tuple[dict[str, list[int]], ...] = field(
        default_factory=lambda: tuple(defaultdict(list) for _ in range(4))
    )

    def add(self, place: int, number: int, keys: Iterable[str]) -> None:
        """Numbers come in ascending order."""
        known = self.lists[place]
        for key in keys:
            known[key].append(number)

    def quote(self, number: int, quoted: Mapping[str, int]) -> None:
        """The quotations of an article that have each key, as bits."""
        known = self.lists[QUOTATIONS]
        for key, bits in quoted.items():
            own = known[key]
            own.append(number)
            own.append(bits)

    def shards(self, placed: _Placed) -> dict[str, list[Entry]]:
        """Runs of entries, by what they begin with."""
        keys = sorted({key for known in self.lists for key in known}, key=order)
        # Every reader loads where each shard begins: in a large corpus there are not many more of them.
        longest, all_of_it = LONGEST_SHARD, sum(map(len, self.lists[QUOTATIONS].values()))
        while longest * 1200 < all_of_it:
            longest *= 2

        def value(people: Some, titles: Some, bodies: Some, quoted: Some) -> str:
            told = parts(quoted, placed.room) if quoted else ""
            text = postings(bodies) if bodies else ""
            if not (people or titles):
                return f"||{text}|{told}" if told else f"||{text}"
            named = postings(people) if people else ""
            titled = postings(titles) if titles else ""
            return f"{named}|{titled}|{text}|{told}".rstrip("|")

        people, titles, bodies, quoted = (known.get for known in self.lists)
        entries = ((key, value(people(key), titles(key), bodies(key), quoted(key))) for key in keys)
        runs: list[list[Entry]] = []
        for filters, some in groupby(entries, lambda entry: entry[0][0] == ":"):
            runs += cut(some, LONGEST_SHARD if filters else longest)
        wide = wide_prefixes(apart(runs))
        runs = [*cut(((f"*{p}", value(*self._united(p, keys))) for p in wide), longest), *runs]
        return dict(zip(apart(runs), runs, strict=True))

    def _united(self, prefix: str, keys: Sequence[str]) -> list[list[int]]:
        people, titles, bodies, quoted = self.lists
        bits: dict[int, int] = defaultdict(int)
        for key in beginning(prefix, keys):
            held = quoted.get(key, ())
            for number, own in zip(held[::2], held[1::2], strict=True):
                bits[number] |= own
        told = [united(prefix, keys, known) for known in (people, titles, bodies)]
        told[BODIES] = [number for number in told[BODIES] if number not in bits]
        return [*told, [n for number in sorted(bits) for n in (number, bits[number])]]


def _index_people(index: _Index, people: Sequence[Actor], known: Known, placed: _Placed) -> None:
    for actor in sorted(people, key=lambda a: placed.person[a.id]):
        names = [actor.name, actor.description or "", *(n.text for n in (*actor.aliases, *actor.titles))]
        quoted = known.counts[actor.id]
        keys = {f":s {actor.id}", *words(" ".join(names)), *reached(":r", quoted, RANKS)}
        index.add(PEOPLE, placed.person[actor.id], keys)


def _index_articles(index: _Index, known: Known, placed: _Placed) -> frozenset[str]:
    """Index titles, texts and quotations; returns the common words.

    A phrase of those is looked up by its pairs of words. What a quotation has its article has: there nothing
    is written of that, but for dates, which are of speaking with the one and of print with the other.
    """
    publish = known.dataset.corpus.publish
    said = {q.id: words(q.text) for q in known.dataset.quotations}
    frequency = Counter(word for text in said.values() for word in set(text))
    least = COMMON
    while least * 100 < len(said):
        least *= 2
    common = frozenset(word for word, count in frequency.items() if count > least)
    keys_of = Keys.of(known, common)
    for article in placed.articles:
        number, quoted = placed.article[article.id], known.quoted.get(article.id, [])
        index.add(TITLES, number, set(words(article.title)))
        own: dict[str, int] = defaultdict(int)
        for place, q in enumerate(quoted):
            for key in keys_of.quotation(q, article, said[q.id]):
                own[key] |= 1 << place
        index.quote(number, own)
        filters = {f":o {article.outlet or NOBODY}"}.union(
            distinct(_published_text(article, quoted, publish))
        )
        dated = (*dates(article.published or ""),)
        index.add(BODIES, number, (*dated, *(key for key in filters if key not in own)))
    return common


def _published_text(article: CorpusArticle, quoted: Sequence[Quotation], publish: str) -> str:
    if publish != "excerpts":
        return article.article.text
    return "\n".join(article.article.text[slice(*b.span)] for b in published_blocks(article, quoted, publish))
