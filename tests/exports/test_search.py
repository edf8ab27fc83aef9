"""The search index: lists and shards by themselves, then what a reader of the files finds in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_site.exports import previews, records, search, shards
from build_site.exports.words import words
from build_site.lexicon import load_lexicon
from build_site.model import Basis, Dataset, When
from build_site.pages.reporting import behind
from build_site.stages.measuring import measures
from build_site.stages.written import written
from tests.browser.stories import quay
from tests.builders import corpus, said, story


def tell(text: str) -> Any:
    """The data of a shard."""
    match = re.fullmatch(r'verbatim\.shard\("([^"]+)",(.*)\);\n', text, re.DOTALL)
    assert match
    return json.loads(match[2])


def values(codes: Iterable[int]) -> Iterator[int]:
    """Five bits a character, the sixth where another follows."""
    value = shift = 0
    for code in codes:
        value |= (code & 31) << shift
        shift += 5
        if code < 32:
            yield value
            value = shift = 0


def thirteen(pair: str) -> str:
    """The bits of two characters, or of the last one."""
    high, *low = map(shards.PRINTED.index, pair)
    return f"{high * 91 + low[0]:013b}" if low else f"{high:06b}"


def read(text: str) -> list[int]:
    """The numbers of a written list, as assets/js/index.js reads them."""
    low = shards.PACKED.find(text[0]) if text else -1
    if low < 0:
        gaps, bits = list(values(map(shards.ALPHABET.index, text))), ""
    else:
        first, packed = re.fullmatch("([g-z0-9_-]*[A-Za-f])(.*)", text[1:]).groups()
        gaps, pairs = list(values(map(shards.ALPHABET.index, first))), re.findall("..?", packed)
        bits = "".join(map(thirteen, pairs))
    while "1" in bits:
        high, rest = bits.split("1", 1)
        gaps.append(len(high) << low | int("0" + rest[:low], 2))
        bits = rest[low:]
    return [number - 1 for number in accumulate(gap + 1 for gap in gaps)]


def read_parts(text: str, room: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The articles and places of a written list of quotations, as assets/js/index.js reads them."""
    if found := re.fullmatch("(~~?)([^~]*)(~~?)([^~]*)", text):
        marks, wholes, more, told = found.groups()
        held, these = set(read(wholes)), set(read(told))
        articles = [article for article in room if (article in held) == (marks == shards.THESE)]
        places = [(article, place) for article in articles for place in range(room[article])]
        yield from (place for n, place in enumerate(places) if (n in these) == (more == shards.THESE))
        return
    by_turns = values(map(shards.ALPHABET.index, text))
    article = -1
    for step in by_turns:
        article += step
        yield article, next(by_turns)


def called(name: str, id: str | None = None) -> tuple[str, str]:
    """Id and name: an id that is the words of the name is not written."""
    return "-".join(words(name)) if id is None else id, name


def person(name: str, kind: str, about: str, count: int, *id: str) -> list[Any]:
    """An actor's record."""
    return [*called(name, *id), kind, about, count]


def whole(carrier: list[Any], speakers: list[list[Any]], rows: list[list[Any]]) -> Iterator[list[Any]]:
    """Rows of quotations as ``assets/index.js`` reads them."""
    for text, anchor, speaker, day, kind, sure, *several in rows:
        slug, outlet, published, *title = carrier
        date = day or (published and f"p{published}")
        who = called(*speakers[speaker])
        yield [text, slug, f"q-{anchor}", *who, outlet, date, kind, sure, *(several or ["", 1]), *title]


class Index:
    """The files of a dataset's index, opened."""

    def __init__(self, dataset: Dataset) -> None:
        self.files = {path: tell(text) for path, text in search.search(dataset)}
        self.root = self.files["search/root.js"]
        levels = enumerate(b - a - 1 for a, b in pairwise((-1, *read(self.root["held"]))))
        self.room = {number: search.ROOM[level] for number, level in levels if level}
        self.firsts: list[str] = []
        for told in re.findall("[^\n]+", self.root["keys"]):
            self.firsts.append((self.firsts or [""])[-1][: shards.ALPHABET.index(told[0])] + told[1:])
        self.keys: dict[str, str] = {}
        for first in self.firsts:
            self.keys.update(self.files[f"search/t{previews.fnv1a(first):x}.js"])

    def parts(self, key: str) -> list[tuple[int, int]]:
        """Article and place of each quotation, of the latest articles first."""
        told = self.keys.get(key, "").split("|")
        return sorted(
            read_parts(told[3], self.room) if len(told) > 3 else (), key=lambda part: (-part[0], part[1])
        )

    def lists(self, key: str) -> list[list[int]]:
        """Actors, titles, texts; an article of which a quotation has the key is not named once more."""
        told = self.keys.get(key, "").split("|")
        people, titles, texts = map(read, (told + [""] * 3)[:3])
        held = set() if key.startswith((":y", ":m", ":d")) else {article for article, _ in self.parts(key)}
        assert not held & set(texts)
        return [people, titles, sorted(held | set(texts))]

    def rows(self, letter: str) -> dict[int, list[Any]]:
        """Records by number; of quotations those of an article."""
        return {
            int(number) * (1 if letter == "q" else records.ROWS) + at: person(*row) if letter == "p" else row
            for path, rows in self.files.items()
            for number in re.findall(rf"^search/{letter}(\d+)\.js$", path)
            for at, row in ([(0, list(whole(*rows)))] if letter == "q" else enumerate(rows))
            if row
        }

    def named(self, letter: str, numbers: list[int]) -> list[str]:
        """What the actors or articles of these numbers are called, the latest first."""
        rows = self.rows(letter)
        return [rows[number][1] for number in sorted(numbers, reverse=True)]

    def quotations(self, key: str) -> list[str]:
        """The texts of the quotations that a key has."""
        rows = self.rows("q")
        return [rows[article][place][0] for article, place in self.parts(key)]


def pair() -> Dataset:
    """Two articles with a statement in common."""
    monday = When("2024-03-18", Basis.INFERRED)
    return corpus(
        story(
            "Harbour plan\nAna Ruiz said “we sail at dawn”. “Ça va,” Bo Ek said.",
            said("we sail at dawn", by="Ana Ruiz", statement="dawn", when=monday),
            said("Ça va,", by="Bo Ek", confidence=0.72),
            outlet="The Quay",
            published="2024-03-19",
        ),
        story(
            "Town sails\nThe town would sail at dawn, Ana Ruiz said.\nNobody asked anybody.",
            said("The town would sail at dawn", by="Ana Ruiz", type="indirect", statement="dawn"),
            published="2024-04",
        ),
    )


@given(st.sets(st.integers(0, 3000)), st.integers(0, 10**6))
def test_lists_are_read_as_they_were_written(numbers: set[int], first: int) -> None:
    """Sparse or dense, wherever they begin, nothing is lost, and none is longer than a bitmap by much."""
    held = sorted(first + number for number in numbers)
    text = shards.postings(held)
    assert read(text) == held
    assert len(text) <= max(1, len(held)) * 3 + 5
    assert not held or len(text) <= (held[-1] - held[0] + len(held)) / 6 + 7


@given(
    st.dictionaries(
        st.integers(0, 5000), st.sets(st.one_of(st.integers(0, 15), st.integers(0, 200)), min_size=1)
    )
)
def test_quotations_are_read_as_they_were_written(held: dict[int, set[int]]) -> None:
    """Few or most of an article's quotations: nothing is lost."""
    flat = [n for article in sorted(held) for n in (article, sum(1 << place for place in held[article]))]
    room = {article: max(held.get(article, {0})) + 1 + article % 3 for article in range(5001)}
    read_back = list(read_parts(shards.parts(flat, room), room)) if held else []
    assert sorted(read_back) == sorted((article, place) for article, own in held.items() for place in own)


def test_what_most_articles_have_is_told_by_what_they_have_not() -> None:
    """All quotations of all articles but a few: a few characters and a bit or two an article."""
    all_but = [n for article in range(600) for n in (article, 0xFFFF ^ (1 << 3) * (article == 77))]
    assert len(shards.parts(all_but, dict.fromkeys(range(600), 16))) < 120


@given(st.sets(st.text(max_size=4), max_size=80), st.text(max_size=4))
def test_numbers_stay_when_others_come(names: set[str], another: str) -> None:
    """Whoever comes moves a few beside it; in which order names are told says nothing."""
    before, after = shards.places(names), shards.places({*names, another})
    assert before == shards.places(sorted(names))
    assert len(set(before.values())) == len(names)
    assert all(number < shards.capacity(len(names)) for number in before.values())
    if shards.capacity(len(before)) == shards.capacity(len(after)):
        assert sum(before[name] != after[name] for name in names) <= max(8, len(names) // 2)


def test_a_key_more_changes_the_shard_that_holds_it() -> None:
    """Where a shard ends its keys say: those before and behind it stay."""
    entries = [(f"{n * 7919 % 100_000:05}", "A" * (n % 40)) for n in range(4000)]
    before = [tuple(run) for run in shards.cut(sorted(entries), 2000)]
    for added in ("00000x", "31415x", "70000x", "99999x"):
        after = [tuple(run) for run in shards.cut(sorted([*entries, (added, "ABC")]), 2000)]
        assert len(set(before) ^ set(after)) <= 8


@pytest.mark.slow
@given(st.lists(st.text(st.characters(codec="utf-16"), min_size=1), unique=True), st.integers(1, 100))
def test_shards_hold_all_keys_in_the_order_of_javascript(keys: list[str], longest: int) -> None:
    """Runs are in order, disjoint and whole."""
    entries = [(key, "A") for key in sorted(keys, key=shards.order)]
    runs = list(shards.cut(entries, longest))
    assert [entry for run in runs for entry in run] == entries
    assert all(run for run in runs)


def test_a_wide_beginning_has_a_list_of_its_own() -> None:
    """More than two shards with words in b: the reader who types b loads one."""
    assert shards.wide_prefixes(["aa", "ba", "bb", "bc", "ca"]) == ("b",)
    assert shards.wide_prefixes(["aa", "ba", "ca"]) == ()
    assert shards.united("b", ["a", "ba", "bb", "c"], {"a": [1], "ba": [5, 7], "bb": [2, 5], "c": [3]}) == [
        2,
        5,
        7,
    ]


def test_words_and_speakers_lead_to_quotations() -> None:
    """Accents and case are folded; a name finds what its bearer said, an outlet's does not."""
    index = Index(pair())
    assert index.quotations("ca") == ["Ça va,"]
    assert index.quotations("ruiz") == ["The town would sail at dawn", "we sail at dawn"]
    assert not index.quotations("quay")


def test_each_figure_of_how_outlets_report_opens_its_quotations() -> None:
    """The filters that its link sets hold as many quotations as it counts."""
    data = quay()
    index = Index(data)
    keys = {"outlet": ":o", "kind": ":k", "type": ":t", "among": ":w", "verb": ":v", "written": ":g"}
    counted = [
        figure for figure in measures(data, written(data, load_lexicon())) if figure.measure != "kept"
    ]  # which counts words
    assert {figure.measure for figure in counted} >= {"sources", "type", "he or she", "words of saying"}
    for figure in counted:
        asked = parse_qs(urlsplit(behind(figure)).query)
        found = [set(index.parts(f"{keys[name]} {value[0]}")) for name, value in asked.items()]
        assert len(set.intersection(*found)) == figure.number, figure


def test_filters_are_keys() -> None:
    """Speaker, outlet, type, confidence and date, each as far as it is known."""
    index = Index(pair())
    assert index.quotations(":s bo-ek") == ["Ça va,"]
    assert index.quotations(":o the-quay") == ["we sail at dawn", "Ça va,"]
    assert index.quotations(":o -") == ["The town would sail at dawn"]
    assert index.quotations(":t indirect") == ["The town would sail at dawn"]
    assert index.quotations(":c 70") == ["The town would sail at dawn", "we sail at dawn", "Ça va,"]
    assert index.quotations(":c 90") == ["The town would sail at dawn", "we sail at dawn"]
    assert index.quotations(":d 2024-03-18") == ["we sail at dawn"]
    assert index.quotations(":d 2024-03-19") == ["Ça va,"]
    assert index.quotations(":m 2024-04") == ["The town would sail at dawn"]
    assert len(index.quotations(":y 2024")) == 3


def test_articles_by_title_and_by_text() -> None:
    """The newest first; a word of the reporter's prose finds the article, not a quotation."""
    index = Index(pair())
    assert index.named("a", list(index.rows("a"))) == ["Town sails", "Harbour plan"]
    assert index.named("a", index.lists("harbour")[1]) == ["Harbour plan"]
    assert index.lists("anybody")[1] == []
    assert index.named("a", index.lists("anybody")[2]) == ["Town sails"]
    assert index.parts("anybody") == []


def test_actors_are_ranked_by_what_they_said() -> None:
    """Those who are quoted most come first."""
    index = Index(pair())
    rows = index.rows("p")
    assert [(rows[n][1], rows[n][4]) for n in index.root["first"]] == [("Ana Ruiz", 2), ("Bo Ek", 1)]
    assert index.named("p", index.lists("ana")[0]) == ["Ana Ruiz"]
    assert sorted(index.named("p", index.lists(":r 001")[0])) == ["Ana Ruiz", "Bo Ek"]
    assert index.lists(":r 003")[0] == []


def test_statement_stands_once_and_first() -> None:
    """The version that stands for a statement of several is marked, so that it comes first."""
    index = Index(pair())
    assert index.quotations(":b 002") == ["we sail at dawn"]
    ((article, place),) = index.parts(":b 002")
    assert index.rows("q")[article][place][9:] == [pair().quotations[0].statement, 2]


def test_only_published_words_can_be_found() -> None:
    """Where only excerpts are published, the index has no other word of the text."""
    dataset = pair()
    excerpts = replace(dataset, corpus=replace(dataset.corpus, publish="excerpts"))
    assert Index(excerpts).lists("anybody")[2] == []
    assert len(Index(excerpts).lists("sail")[2]) == 2


def test_pairs_of_common_words_find_phrases_of_them() -> None:
    """Where hundreds of quotations have two words, the pair is a key too."""
    words = [f"the sea the {name} took the sea" for name in ("boat", "town")]
    many = corpus(
        *(
            story(f"Sea {n}\nAna Ruiz: “{text}”.", said(text, by="Ana Ruiz"))
            for n in range(150)
            for text in words
        )
    )
    index = Index(many)
    assert {"the", "sea"} <= set(index.root["common"])
    assert len(index.quotations("~the sea")) == 300
    assert index.quotations("~the boat") == []


def test_no_actor_no_date_no_outlet() -> None:
    """What nobody stated is no obstacle."""
    index = Index(corpus(story("Talk\n“Well,” somebody said.", said("Well,"))))
    assert index.quotations(":s -") == ["Well,"]
    assert index.root["years"] == [0, 0]
    (((row,),),) = (list(index.rows("q").values()),)
    assert row[5:] == ["", "", 0, 0, "", 1, "Talk"]


def test_an_empty_corpus_has_an_index() -> None:
    """Nothing to find is no error."""
    root = Index(corpus()).root
    assert (root["keys"], root["first"], root["try"]) == ("", [], [])


@pytest.mark.parametrize("odd", ["\u2028", "\ud800", "</script>", "\x00", "\ufeff", "\"'\\"])
def test_odd_characters_are_data(odd: str) -> None:
    """They come back as they are, and the file can be encoded."""
    text = shards.script("x", [odd])
    assert text.encode()
    assert "\u2028" not in text
    assert tell(text) == [odd]


def files(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Index and previews."""
    yield from search.search(dataset)
    yield from previews.previews(dataset)


def test_two_builds_are_alike() -> None:
    """The same dataset gives the same bytes."""
    assert list(files(pair())) == list(files(pair()))


def test_keys_of_shards_are_in_order() -> None:
    """The directory says what every shard begins with, ascending as JavaScript compares."""
    keys = Index(pair()).firsts
    assert all(shards.order(one) < shards.order(other) for one, other in pairwise(keys))


def test_previews_of_everything_that_is_linked() -> None:
    """Actors, articles and statements each have a record, in the file that their hash names."""
    dataset = pair()
    made = {path: tell(text) for path, text in previews.previews(dataset)}
    count = made["previews/root.js"]
    wanted = [
        *(f"actors/{a.id}" for a in dataset.actors),
        *(f"articles/{a.slug}" for a in dataset.articles),
        *(f"statements/{s.id}" for s in dataset.statements if s.paged),
    ]
    found = {key: made[f"previews/{previews.fnv1a(key) % count}.js"][key] for key in wanted}
    assert found["actors/ana-ruiz"] == [
        "person",
        "Ana Ruiz",
        "",
        "2 quotations in 2 articles",
        "",
    ]
    assert found["articles/harbour-plan"][3:] == ["2 quotations: Ana Ruiz, Bo Ek", "2024-03-19"]
    shared = found[f"statements/{dataset.quotations[0].statement}"]
    assert shared == ["statement", "we sail at dawn", "Ana Ruiz", "2 versions in 2 articles", "2024-03-18"]
