"""What was made of the same values is not made again, and goes when nobody asks for it."""

from __future__ import annotations

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
        given = [(word, word[1:]) for word in words]
        with recall.looking():
            assert each(recall, told, words, given, "of all") == each(once, told, words, given, "of all")
    fresh = [*(f"w{n}" for n in range(100)), "x", "y"]
    once_each = 3 * 100
    assert len(made) == once_each + len(fresh)
    assert set(made) == set(fresh)
    with recall.looking():
        assert each(recall, told, (), (), "of all") == []
