"""What was made of the same values is not made again, and goes when nobody asks for it."""

from __future__ import annotations

from weakref import ReferenceType, ref

import pytest

from build_site.recall import Recall, each, once


def test_what_a_recalled_function_recalls_is_kept_with_it() -> None:
    """One look asks for the whole alone; the next one, of another whole, still finds the parts."""
    made: list[str] = []
    recall = Recall()

    def part(word: str) -> str:
        made.append(word)
        return word.upper()

    def whole(*words: str) -> str:
        return "".join(recall(part, word) for word in words)

    for asked in (("a", "b"), ("a", "b"), ("a", "c"), ("c",), ("b", "c")):
        with recall.looking():
            assert recall(whole, *asked) == "".join(asked).upper()
    assert made == ["a", "b", "c", "b"]


def test_of_many_values_only_those_that_are_new_are_made() -> None:
    """However they are put into groups, in whatever order they come, and whoever goes."""
    made: list[str] = []
    recall = Recall()

    def told(word: str, number: str, common: str) -> str:
        made.append(word)
        return f"{word} {number} {common}"

    words = [f"w{n}" for n in range(100)]
    for more in ("", "x", "y"):
        words = [*words[:40], *words[41:], more] if more else words
        given = words, [word[1:] for word in words]
        with recall.looking():
            assert each(recall, told, words, given, "of all") == each(once, told, words, given, "of all")
    fresh = [*(f"w{n}" for n in range(100)), "x", "y"]
    once_each = 3 * 100
    assert len(made) == once_each + len(fresh)
    assert set(made) == set(fresh)
    with recall.looking():
        assert each(recall, told, (), ((), ()), "of all") == []


class Thing:
    """What can be watched going."""


def test_what_nobody_asks_for_any_more_goes_with_all_that_it_asked_for() -> None:
    """At the end of the first look without it; not while another keeps it, nor when a look came to no end."""
    recall = Recall()
    there: list[ReferenceType[Thing]] = []

    def part(_: str) -> Thing:
        made = Thing()
        there.append(ref(made))
        return made

    def whole(*words: str) -> int:
        return len([recall(part, word) for word in words])

    def looked(*asked: tuple[str, ...]) -> list[bool]:
        with recall.looking():
            for words in asked:
                recall(whole, *words)
        return [one() is not None for one in there]

    assert looked(("a", "b"), ("b", "c")) == [True, True, True]
    assert looked(("b", "c")) == [False, True, True]
    with pytest.raises(TypeError):
        looked(("d",), 5)  # type: ignore[arg-type]
    assert looked(("b", "c")) == [False, True, True, False]
    assert looked(("c",)) == [False, False, True, False]
    assert looked() == [False] * 4
