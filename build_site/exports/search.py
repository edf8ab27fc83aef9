"""The site's own search index: actors, articles, single quotations, by the beginning of a word and by filter.

Nothing of it is loaded before a reader opens the search; then a directory (``search/root.js``), the shards
that hold the words asked for, and the records shown. A filter (speaker, outlet, type, date, confidence) is a
key as a word is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise

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
from build_site.lexicon import load_lexicon
from build_site.model import Actor, ActorKind, CorpusArticle, Dataset, Quotation, QuotationType
from build_site.stages.measuring import (
    he_or_she,
    most_quoted,
    second_hand,
    source_kind,
    word_of_saying,
    words_kept,
)
from build_site.stages.reporting import seamed
from build_site.stages.written import written

LONGEST_SHARD = 8_000
"""Characters: small enough for the first keystroke, large enough that there are not thousands of them."""
PEOPLE, TITLES, BODIES, QUOTATIONS = range(4)
"""The four lists of a key, in the order in which they are written."""
ROOM = (0, *(size << double for double in range(20) for size in (2, 3)))
"""So many quotations may have a number in an article: the least that holds all, so that it seldom changes."""
RANKS = (1, 3, 10, 30, 100, 300)
"""Actors with so many quotations come before others; each has the key of the highest it reaches."""
MANY = (2, 3, 5, 10, 30)
"""Statements in so many versions come before others, in the same way."""
FIRST = 12
"""So many of those quoted most are known at once."""
COMMON = 200
"""In more quotations than this, or in more than about one of seventy, a word is common."""
ROWS = 25
"""Records of actors and of articles in a file."""
THRESHOLDS = (50, 70, 90)
"""Confidence, in percent, that a reader can ask for."""
TYPES = (QuotationType.DIRECT, QuotationType.INDIRECT, QuotationType.MIXED)
VERBS = 40
"""So many words of saying are suggested."""
OFFERED = 4
"""So many stories an empty search box offers."""
TO_TRY = (":t indirect", ":w second")
"""Filters that it offers where they hold something."""
NOBODY = "-"
"""Stands for an unknown speaker or outlet where an id would stand."""

_ACRONYM = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")
_INITIALS = re.compile(r"\.[^\W\d_]\.")
"""What every acronym holds, and hardly anything else: found by its point, in a tenth of the time."""
_BETWEEN = re.compile("[\u2010-\u2015\u2018-\u201f]+")
"""Dashes and marks of print: what stands between words, and alone keeps most texts from being ASCII."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "œ": "oe", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")

Row = list[str | int]
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
    files = [
        *_records("p", {placed.person[a.id]: _person(a, known) for a in people}),
        *_records("a", {placed.article[a.id]: _article(a, known) for a in placed.articles}),
        *(_quotations(placed.article[a.id], a, known) for a in quoted),
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
            _called(o.id, plain(o.name)) for o in sorted(dataset.outlets, key=lambda o: (fold(o.name), o.id))
        ],
        "years": known.years,
        "verbs": _verbs(dataset, known),
        "try": [key for key in TO_TRY if key in index.lists[QUOTATIONS]],
        "stories": [
            [s.id, plain(s.title), len(s.articles)]
            for s in sorted(dataset.stories, key=lambda s: (-len(s.articles), s.id))[:OFFERED]
        ],
    }
    yield "search/root.js", script("search/root", root)


def fold(text: str) -> str:
    """Letters as they are compared: lower case, compatibility forms apart, no accents."""
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    marks = [ord(c) for c in set(text) if not c.isascii() and unicodedata.category(c)[0] == "M"]
    return text.translate(dict.fromkeys(marks)) if marks else text


def words(text: str) -> list[str]:
    """The words of a text as the index knows them; ``assets/index.js`` cuts a reader's query in the same way.

    >>> words("The U.S. won’t – Łódź’s “café”")
    ['the', 'us', 'won', 't', 'lodz', 's', 'cafe']
    """
    text = fold(text if text.isascii() else _BETWEEN.sub(" ", text))
    if _INITIALS.search(text):
        text = _ACRONYM.sub(lambda m: m[0].replace(".", ""), text)
    return _WORD.findall(text)


def distinct(text: str) -> list[str]:
    """The words of a long text, in no order: most of them stand there several times."""
    return words(" ".join(set(text.split())))


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
        keys = {f":s {actor.id}", *words(" ".join(names)), *_level(":r", quoted, RANKS)}
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
    keys_of = _Keys.of(known, common)
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
        dated = (*_dates(article.published or ""),)
        index.add(BODIES, number, (*dated, *(key for key in filters if key not in own)))
    return common


def _published_text(article: CorpusArticle, quoted: Sequence[Quotation], publish: str) -> str:
    if publish != "excerpts":
        return article.article.text
    return "\n".join(article.article.text[slice(*b.span)] for b in published_blocks(article, quoted, publish))


@dataclass(frozen=True, slots=True)
class _Keys:
    """What the keys of a quotation hang on, and what *How outlets report* counts."""

    known: Known
    common: frozenset[str]
    names: dict[str, frozenset[str]]
    kinds: dict[str, ActorKind]
    shared: Collection[str]
    they: Mapping[str, str]
    few: dict[str, Collection[str | None]]
    carried: dict[str, int]

    @classmethod
    def of(cls, known: Known, common: frozenset[str]) -> _Keys:
        """The look-ups of a dataset."""
        data = known.dataset
        own: dict[str, list[Quotation]] = defaultdict(list)
        for q in data.quotations:
            own[known.articles[q.article].outlet or ""].append(q)
        return cls(
            known=known,
            common=common,
            names={
                a.id: frozenset(words(" ".join((a.name, *(n.text for n in a.aliases))))) for a in data.actors
            },
            kinds={a.id: a.kind for a in data.actors},
            shared=words_kept(data),
            they=written(data, load_lexicon()),
            few={outlet: most_quoted(some) for outlet, some in own.items()},
            carried={s.base: len(s.versions) for s in data.statements if s.crosses},
        )

    def quotation(self, q: Quotation, article: CorpusArticle, text: Sequence[str]) -> set[str]:
        """Every key of a quotation of these words."""
        speakers, common = q.speakers, self.common
        keys = set(text).union(*(self.names.get(who, ()) for who in speakers))
        if q.unnamed:
            keys.update(words(q.unnamed.words))
        keys.update(f"~{a} {b}" for a, b in pairwise(text) if a in common and b in common)
        keys.update(f":s {who}" for who in speakers or (NOBODY,))
        keys.update((f":o {article.outlet or NOBODY}", f":t {q.type}", *_dates(self.known.date(q))))
        sure = bisect_right(THRESHOLDS, round(q.confidence * 100))
        keys.update(f":c {percent}" for percent in THRESHOLDS[:sure])
        keys.update(_level(":b", self.carried.get(q.id, 0), MANY))
        keys.update(self._figures(q, article))
        return keys

    def _figures(self, q: Quotation, article: CorpusArticle) -> Iterator[str]:
        """What *How outlets report* counts, so that each figure opens its quotations."""
        yield f":k {source_kind(q, self.kinds)}"
        if told := he_or_she(q, self.kinds, self.they):
            yield f":g {told}"
        if verb := word_of_saying(q, article.article.text):
            yield f":v {verb}"
        if q.id in self.shared:
            yield ":w shared"
        if second_hand(q):
            yield ":w second"
        if q.actor in self.few[article.outlet or ""]:
            yield ":w few"


def _verbs(dataset: Dataset, known: Known) -> list[str]:
    """The commonest words of saying."""
    told = (word_of_saying(q, known.articles[q.article].article.text) for q in dataset.quotations)
    counted = Counter(verb for verb in told if verb)
    return [verb for verb, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:VERBS]]


def _level(key: str, number: int, levels: Sequence[int]) -> Iterator[str]:
    """A key for the highest of the levels that a number reaches."""
    if reached := bisect_right(levels, number):
        yield f"{key} {levels[reached - 1]:03}"


def _dates(edtf: str) -> Iterator[str]:
    """Keys for the year, the month and the day, as far as the date is known; a range is a few of them."""
    if match := _DATE.match(edtf):
        year, month, day = match.groups()
        yield f":y {year}"
        if month:
            yield f":m {year}-{month}"
        if day:
            yield f":d {year}-{month}-{day}"


def _records(letter: str, records: Mapping[int, Row]) -> Iterator[tuple[str, str]]:
    """Files of ``ROWS`` numbers each; where a number is nobody's stands a nought."""
    files: dict[int, list[Row | int]] = {}
    for number, record in sorted(records.items()):
        rows = files.setdefault(number // ROWS, [])
        rows += [0] * (number % ROWS - len(rows))
        rows.append(record)
    for number, rows in files.items():
        name = f"search/{letter}{number}"
        yield name, script(name, rows)


def _called(id: str, name: str) -> tuple[str] | tuple[str, str]:
    """A name, and an id that is not the words of the name."""
    return (name,) if name.isascii() and id == "-".join(words(name)) else (name, id)


def _person(actor: Actor, known: Known) -> Row:
    name, *id = _called(actor.id, plain(actor.name))
    return [name, actor.kind.value, known.about(actor), known.counts[actor.id], *id]


def _article(article: CorpusArticle, known: Known) -> Row:
    count = len(known.quoted.get(article.id, ()))
    return [article.slug, plain(article.title), known.outlet(article), article.published or "", count]


def _quotations(number: int, article: CorpusArticle, known: Known) -> tuple[str, str]:
    """Records of an article's quotations: what it is, their speakers, and a row for each."""
    own = known.quoted[article.id]
    speakers = list(dict.fromkeys(_speaker(q, known) for q in own))
    rows = [_quotation(q, known, speakers.index(_speaker(q, known))) for q in own]
    name = f"search/q{number}"
    return name, script(name, [_carrier(article, known), speakers, rows])


def _carrier(article: CorpusArticle, known: Known) -> Row:
    """What a quotation is shown with of its article: where it is, who published it and when, its title."""
    outlet = known.outlet(article)
    return [article.slug, outlet, article.published or "", *([] if outlet else [plain(article.title)[:80]])]


def _speaker(q: Quotation, known: Known) -> tuple[str] | tuple[str, str]:
    actor = known.actors.get(q.actor or "")
    if actor:
        return _called(actor.id, plain(actor.name))
    return plain(q.unnamed.words) if q.unnamed else "", ""


def _quotation(q: Quotation, known: Known, speaker: int) -> Row:
    """One row; ``assets/index.js`` reads it together with its article and its speaker.

    Of a statement nothing is said where this is its only version; a date is that of speaking.
    """
    versions = known.versions.get(q.statement or "", 1)
    several: Row = [q.statement, versions] if q.statement and versions > 1 else []
    return [
        seamed(q) if q.type is QuotationType.DIRECT else q.reported or q.text,
        q.anchor.removeprefix("q-"),
        speaker,
        q.when.edtf if q.when else "",
        TYPES.index(q.type),
        round(q.confidence * 100),
        *several,
    ]
