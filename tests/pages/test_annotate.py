"""Spans that nest and overlap become mark-up that nests, over a text that stays as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_site.pages.annotate import Insert, Layer, annotate
from tests.pages.reading import read


def layer(start: int, end: int, name: str) -> Layer:
    return Layer((start, end), f'<i id="{name}">', "<i>", "</i>")


def block(html: str, length: int) -> str:
    return f'<p data-span="0 {length}">{html}</p>'


def test_nested_layers_nest() -> None:
    """The longer of two that start together is the outer one, in whatever order they come."""
    html = annotate("abcdef", (0, 6), [layer(1, 3, "in"), layer(1, 5, "out")])
    assert html == 'a<i id="out"><i id="in">bc</i>de</i>f'


def test_a_layer_that_another_one_cuts_goes_on_without_its_id() -> None:
    """Overlap: the one that starts later is closed and opened again."""
    html = annotate("abcdef", (0, 6), [layer(0, 3, "one"), layer(2, 5, "two")])
    assert html == '<i id="one">ab<i id="two">c</i></i><i>de</i>f'


def test_layers_are_clipped_to_the_block() -> None:
    """A span over several blocks shows in each only what stands there."""
    assert annotate("abcdef", (2, 4), [layer(0, 6, "x"), layer(4, 6, "y")]) == '<i id="x">cd</i>'


def test_inserts_stand_behind_what_ends_and_before_what_starts() -> None:
    """A badge belongs to the words before it."""
    html = annotate("abcd", (0, 4), [layer(0, 2, "one"), layer(2, 4, "two")], [Insert(2, "<b></b>")])
    assert html == '<i id="one">ab</i><b></b><i id="two">cd</i>'


def test_inserts_at_both_ends_and_in_an_empty_block() -> None:
    """No place is lost."""
    assert annotate("ab", (0, 2), [], [Insert(2, "<b></b>"), Insert(0, "<u></u>")]) == "<u></u>ab<b></b>"
    assert annotate("ab", (1, 1), [], [Insert(1, "<b></b>")]) == "<b></b>"


@given(
    text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8),
    places=st.lists(st.integers(0, 40), max_size=3),
)
def test_any_spans_over_any_text(text: str, spans: list[tuple[int, int]], places: list[int]) -> None:
    """Text less apparatus is the source; every element is closed where it was opened; no id stands twice."""
    layers = [layer(start, end, f"x{i}") for i, (start, end) in enumerate(spans)]
    inserts = [Insert(place, "<b data-apparatus>badge</b>") for place in places]
    found = read(block(annotate(text, (0, len(text)), layers, inserts), len(text)))
    assert found.blocks == [((0, len(text)), text)]
    visible = sorted(f"x{i}" for i, (s, e) in enumerate(spans) if max(s, 0) < min(e, len(text)))
    assert sorted(found.ids) == visible
    assert found.tags.count("b") == sum(place <= len(text) for place in places)
