"""What was made of the same values is not made again, and goes when nobody asks for it."""

from __future__ import annotations

from build_site.recall import Recall


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
