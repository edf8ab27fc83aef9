"""Which articles form a story, and which do not; and that a story keeps its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from build_site.curation.addresses import Addresses
from build_site.model import Dataset, Relation, Story
from build_site.stages import addressing, stories
from tests.builders import corpus, story


def papers(*names: str, published: Mapping[str, str] | None = None) -> Dataset:
    """An article a name, each with its date."""
    data = corpus(*(story(f"Title {n}\nText.", name=n) for n in names))
    days = published or {}
    return replace(data, articles=tuple(replace(a, published=days.get(a.id)) for a in data.articles))


def tied(data: Dataset, ties: Mapping[tuple[str, str], float | int]) -> Dataset:
    """The dataset with relations: a float is a likeness, an integer a number of statements in common."""
    of: dict[str, list[Relation]] = {}
    for pair, tie in ties.items():
        shared = tuple(f"s{n}" for n in range(tie)) if isinstance(tie, int) else ()
        for one, other in (pair, pair[::-1]):
            likeness = tie if isinstance(tie, float) else 0.0
            of.setdefault(one, []).append(Relation(one, other, shared, 0.0, likeness=likeness))
    return replace(data, articles=tuple(replace(a, relations=tuple(of.get(a.id, ()))) for a in data.articles))


def groups(data: Dataset) -> list[tuple[str, ...]]:
    return [s.articles for s in stories.tell(data.articles)]


def test_articles_alike_within_days_are_a_story() -> None:
    """Whatever their number; an article that nothing ties is in none."""
    data = papers("a", "b", "c", "d")
    assert groups(tied(data, {("a", "b"): 0.4, ("b", "c"): 0.3, ("a", "c"): 0.3})) == [("a", "b", "c")]


def test_one_article_between_two_events_does_not_make_them_one() -> None:
    """What counts is how the groups are tied on the whole."""
    data = papers("a", "b", "c", "d", "e", "f")
    one = {("a", "b"): 0.5, ("b", "c"): 0.5, ("a", "c"): 0.5}
    other = {("d", "e"): 0.5, ("e", "f"): 0.5, ("d", "f"): 0.5}
    assert groups(tied(data, {**one, **other, ("c", "d"): 0.28})) == [("a", "b", "c"), ("d", "e", "f")]


def test_statements_in_common_tie_articles_and_weeks_part_them() -> None:
    """Three statements make a story of what is not alike; an echo of last month makes none."""
    near = papers("a", "b", published={"a": "2024-03-01", "b": "2024-03-05"})
    late = papers("a", "b", published={"a": "2024-03-01", "b": "2024-04-05"})
    assert groups(tied(near, {("a", "b"): 3})) == [("a", "b")]
    assert groups(tied(near, {("a", "b"): 1})) == []
    assert groups(tied(late, {("a", "b"): 3})) == []


def test_the_order_of_the_articles_changes_nothing() -> None:
    """The same articles and ties give the same stories, whichever comes first."""
    ties = {("a", "b"): 0.4, ("b", "c"): 0.21, ("a", "c"): 0.21, ("c", "d"): 0.4}
    there, back = tied(papers("a", "b", "c", "d"), ties), tied(papers("d", "c", "b", "a"), ties)
    assert {frozenset(g) for g in groups(there)} == {frozenset(g) for g in groups(back)}


def test_a_story_keeps_its_address_and_a_gone_one_leads_on() -> None:
    """It is known by its documents; one that has fallen apart leads to an article that told it."""
    data = papers("a", "b", "c")
    data = replace(data, stories=(Story("title-b-1234", "Title b", ("a", "b")),))
    known = Addresses(stories={"title-a-0000": ("b",), "title-c-0000": ("c",), "gone-0000": ("x",)})
    settled = addressing.settle(data, known)
    assert [s.id for s in settled.stories] == ["title-a-0000"]
    moved = dict(settled.moved)
    assert moved["stories/title-c-0000.html"] == f"articles/{data.articles[2].slug}.html"
    assert moved["stories/gone-0000.html"] == "stories/index.html"
    assert addressing.record(settled, known).stories["title-a-0000"] == ("b", "a")
