"""The site's own search index: actors, articles, single quotations, by the beginning of a word and by filter.

Nothing of it is loaded before a reader opens the search; then a directory (``search/root.js``), the shards
that hold the words asked for, and the records shown. A filter (speaker, outlet, type, date, confidence) is a
key as a word is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from build_site.exports.known import Known, plain, published_blocks
from build_site.exports.shards import cut, order, postings, script, united, wide_prefixes
from build_site.lexicon import load_lexicon
from build_site.model import Actor, CorpusArticle, Dataset, Quotation, QuotationType
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
FILES = 25_000
"""Of records of quotations, about; a reader who sees 25 of them loads as many files."""
ROWS = 25
"""Records of actors and of articles in a file."""
THRESHOLDS = (50, 70, 90)
"""Confidence, in percent, that a reader can ask for."""
TYPES = (QuotationType.DIRECT, QuotationType.INDIRECT, QuotationType.MIXED)
VERBS = 40
"""So many words of saying are suggested."""
OFFERED = 4
"""So many stories an empty search box offers."""
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


def search(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every file of the index below ``search/``."""
    people = ranked_actors(dataset)
    articles = sorted(dataset.articles, key=lambda a: a.published or "", reverse=True)
    quotations = ranked_quotations(dataset)
    known = Known.of(dataset)
    index = _Index((len(people), len(articles), len(articles), len(quotations)))
    _index_people(index, people, known)
    _index_articles(index, articles, known)
    common = _index_quotations(index, quotations, known)
    verbs = _index_figures(index, quotations, known)
    per = max(12, len(quotations) // FILES)
    files = [
        *_records("p", ROWS, (_person(a, known) for a in people)),
        *_records("a", ROWS, (_article(a, known) for a in articles)),
        *_quotations(per, quotations, known),
    ]
    firsts = []
    for number, run in enumerate(index.shards()):
        firsts.append(run[0][0])
        files.append((f"search/t{number}", script(f"search/t{number}", dict(run))))
    digest = hashlib.sha256()
    for name, text in files:
        digest.update(text.encode())
        yield f"{name}.js", text
    root = {
        "digest": digest.hexdigest()[:12],
        "sizes": [len(people), len(articles), len(quotations)],
        "rows": [ROWS, ROWS, per],
        "keys": firsts,
        "common": sorted(common),
        "outlets": [
            [o.id, plain(o.name)] for o in sorted(dataset.outlets, key=lambda o: (fold(o.name), o.id))
        ],
        "years": known.years,
        "verbs": verbs,
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


def ranked_quotations(dataset: Dataset) -> list[Quotation]:
    """One version of each statement that several articles carry, the most carried first; then all others."""
    carried = {s.base: len(s.versions) for s in dataset.statements if s.crosses}
    return sorted(dataset.quotations, key=lambda q: -carried.get(q.id, 0))


@dataclass(frozen=True, slots=True)
class _Index:
    """Key → numbers, for each of the four lists."""

    sizes: tuple[int, int, int, int]
    lists: tuple[dict[str, list[int]], ...] = field(
        default_factory=lambda: tuple(defaultdict(list) for _ in range(4))
    )

    def add(self, place: int, number: int, keys: Iterable[str]) -> None:
        """Numbers come in ascending order."""
        known = self.lists[place]
        for key in keys:
            known[key].append(number)

    def shards(self) -> list[list[tuple[str, str]]]:
        keys = sorted({key for known in self.lists for key in known}, key=order)
        # Every reader loads the first key of each shard: in a large corpus there are not many more of them.
        longest = max(LONGEST_SHARD, self.sizes[QUOTATIONS] // 25)
        runs = list(
            cut(
                ((key, self._value([known.get(key, ()) for known in self.lists])) for key in keys),
                longest,
            )
        )
        wide = wide_prefixes([run[0][0] for run in runs])
        united_lists = (
            (f"*{p}", self._value([united(p, keys, known) for known in self.lists])) for p in wide
        )
        return [*cut(united_lists, longest), *runs]

    def _value(self, lists: Sequence[Sequence[int]]) -> str:
        told = [postings(ids, size) if ids else "" for ids, size in zip(lists, self.sizes, strict=True)]
        return "|".join(told).rstrip("|")


def _index_people(index: _Index, people: Sequence[Actor], known: Known) -> None:
    for number, actor in enumerate(people):
        names = [actor.name, actor.description or "", *(n.text for n in (*actor.aliases, *actor.titles))]
        index.add(PEOPLE, number, {f":s {actor.id}", *words(" ".join(names))})


def _index_articles(index: _Index, articles: Sequence[CorpusArticle], known: Known) -> None:
    for number, article in enumerate(articles):
        quoted = known.quoted.get(article.id, [])
        index.add(TITLES, number, set(words(article.title)))
        filters = {f":o {article.outlet or NOBODY}", *_dates(article.published or "")}
        filters |= {f":s {who}" for q in quoted for who in q.speakers or (NOBODY,)} | {
            f":t {q.type}" for q in quoted
        }
        index.add(
            BODIES,
            number,
            filters.union(distinct(_published_text(article, quoted, known.dataset.corpus.publish))),
        )


def _published_text(article: CorpusArticle, quoted: Sequence[Quotation], publish: str) -> str:
    if publish != "excerpts":
        return article.article.text
    return "\n".join(article.article.text[slice(*b.span)] for b in published_blocks(article, quoted, publish))


def _index_quotations(index: _Index, quotations: Sequence[Quotation], known: Known) -> set[str]:
    """Index them; returns the common words: a phrase of those is looked up by its pairs of words."""
    texts = [words(q.text) for q in quotations]
    frequency = Counter(word for text in texts for word in set(text))
    common = {word for word, count in frequency.items() if count > max(200, len(texts) // 50)}
    names = {
        a.id: frozenset(words(" ".join((a.name, *(n.text for n in a.aliases))))) for a in known.dataset.actors
    }
    for number, (q, text) in enumerate(zip(quotations, texts, strict=True)):
        article = known.articles[q.article]
        speakers = q.speakers
        keys = set(text).union(*(names.get(who, ()) for who in speakers))
        if q.unnamed:
            keys.update(words(q.unnamed.words))
        keys |= {f"~{a} {b}" for a, b in pairwise(text) if a in common and b in common}
        keys |= {
            *(f":s {who}" for who in speakers or (NOBODY,)),
            f":o {article.outlet or NOBODY}",
            f":t {q.type}",
            *_dates(known.date(q)),
        }
        sure = bisect_right(THRESHOLDS, round(q.confidence * 100))
        keys |= {f":c {percent}" for percent in THRESHOLDS[:sure]}
        if q.id in known.bases:
            keys.add(":b")
        index.add(QUOTATIONS, number, keys)
    return common


def _index_figures(index: _Index, quotations: Sequence[Quotation], known: Known) -> list[str]:
    """What *How outlets report* counts, so that each figure opens its quotations.

    Returns the commonest words of saying.
    """
    kinds = {actor.id: actor.kind for actor in known.dataset.actors}
    shared, they = words_kept(known.dataset), written(known.dataset, load_lexicon())
    own: dict[str, list[Quotation]] = defaultdict(list)
    for q in quotations:
        own[known.articles[q.article].outlet or ""].append(q)
    few = {outlet: most_quoted(some) for outlet, some in own.items()}
    counted: Counter[str] = Counter()
    for number, q in enumerate(quotations):
        article = known.articles[q.article]
        keys = [f":k {source_kind(q, kinds)}"]
        if told := he_or_she(q, kinds, they):
            keys.append(f":g {told}")
        if verb := word_of_saying(q, article.article.text):
            counted[verb] += 1
            keys.append(f":v {verb}")
        if q.id in shared:
            keys.append(":w shared")
        if second_hand(q):
            keys.append(":w second")
        if q.actor in few[article.outlet or ""]:
            keys.append(":w few")
        index.add(QUOTATIONS, number, keys)
    return [verb for verb, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:VERBS]]


def _dates(edtf: str) -> Iterator[str]:
    """Keys for the year, the month and the day, as far as the date is known; a range is a few of them."""
    if match := _DATE.match(edtf):
        year, month, day = match.groups()
        yield f":d {year}"
        if month:
            yield f":d {year}-{month}"
        if day:
            yield f":d {year}-{month}-{day}"


def _records(letter: str, rows: int, records: Iterable[Row]) -> Iterator[tuple[str, str]]:
    every = list(records)
    for number in range(0, len(every), rows):
        name = f"search/{letter}{number // rows}"
        yield name, script(name, every[number : number + rows])


def _person(actor: Actor, known: Known) -> Row:

    return [actor.id, plain(actor.name), actor.kind.value, known.about(actor), known.counts[actor.id]]


def _article(article: CorpusArticle, known: Known) -> Row:
    count = len(known.quoted.get(article.id, ()))
    return [article.slug, plain(article.title), known.outlet(article), article.published or "", count]


def _quotations(rows: int, quotations: Sequence[Quotation], known: Known) -> Iterator[tuple[str, str]]:
    """Records of quotations: the articles and the speakers of a file once, and a row for each quotation."""
    for start in range(0, len(quotations), rows):
        run = quotations[start : start + rows]
        articles = list(dict.fromkeys(q.article for q in run))
        speakers = list(dict.fromkeys(_speaker(q, known) for q in run))
        carriers = [_carrier(known.articles[id], known) for id in articles]
        records = [
            _quotation(q, known, articles.index(q.article), speakers.index(_speaker(q, known))) for q in run
        ]
        name = f"search/q{start // rows}"
        yield name, script(name, [carriers, speakers, records])


def _carrier(article: CorpusArticle, known: Known) -> Row:
    """What a quotation is shown with of its article: where it is, who published it and when, its title."""
    outlet = known.outlet(article)
    return [article.slug, outlet, article.published or "", *([] if outlet else [plain(article.title)[:80]])]


def _speaker(q: Quotation, known: Known) -> tuple[str, str]:
    actor = known.actors.get(q.actor or "")
    if actor:
        return actor.id, plain(actor.name)
    return "", plain(q.unnamed.words) if q.unnamed else ""


def _quotation(q: Quotation, known: Known, article: int, speaker: int) -> Row:
    """One row; ``assets/index.js`` reads it together with its article and its speaker.

    Of a statement nothing is said where this is its only version; a date is that of speaking.
    """
    versions = known.versions.get(q.statement or "", 1)
    several: Row = [q.statement, versions] if q.statement and versions > 1 else []
    return [
        seamed(q) if q.type is QuotationType.DIRECT else q.reported or q.text,
        article,
        q.anchor.removeprefix("q-"),
        speaker,
        q.when.edtf if q.when else "",
        TYPES.index(q.type),
        round(q.confidence * 100),
        *several,
    ]
