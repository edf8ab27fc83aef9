"""Dates, numbers, initials and addresses as readers see them."""

from __future__ import annotations

import pytest

from build_site.errors import VerbatimError
from build_site.pages.links import root_of, text_fragment, web_address
from build_site.pages.method import ACCURACY, load_accuracy
from build_site.pages.people import badges, corpus_hues, hues, initials
from build_site.pages.words import count, date_words, exact_date, listed, percent, shorten


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-03-22", "22 March 2024"),
        ("2024-03-02~", "about 2 March 2024"),
        ("2024-03?", "probably March 2024"),
        ("2024%", "probably about 2024"),
        ("2024-03-XX", "March 2024"),
        ("2024-XX-XX", "2024"),
        ("202X", "2020s"),
        ("2024-21", "spring 2024"),
        ("2024-03/2024-05-01", "March 2024 to 1 May 2024"),
        ("../2024-03", "until March 2024"),
        ("2024-03/..", "from March 2024"),
        ("2024-03-22T10:15:00Z", "22 March 2024"),
        ("some day", "some day"),
    ],
)
def test_dates_in_words(edtf: str, words: str) -> None:
    """EDTF level 1 read aloud; what is no date stays as it is."""
    assert date_words(edtf) == words


def test_only_plain_dates_are_exact() -> None:
    """A machine is told no more than is known."""
    assert [exact_date(x) for x in ("2024", "2024-03", "2024-03-22")] == ["2024", "2024-03", "2024-03-22"]
    assert [exact_date(x) for x in (None, "2024-21", "2024~", "2024-03-22?", "x")] == [None] * 5


def test_numbers_and_lists() -> None:
    """Plurals, commas, shares that never claim certainty."""
    assert (count(1, "article"), count(1200, "article")) == ("1 article", "1,200 articles")
    assert listed(()) == ""
    assert listed(("a",)) == "a"
    assert listed(("a", "b", "c")) == "a, b and c"
    assert (percent(1.0), percent(0.935), percent(0)) == ("99\u00a0%", "94\u00a0%", "0\u00a0%")


def test_shortened_texts_end_at_a_word() -> None:
    """And say that they go on."""
    assert shorten("one two three", 13) == "one two three"
    assert shorten("one two, three", 11) == "one two…"
    assert shorten("one two. Three four", 10) == "one two…"
    assert shorten("one two, … three four", 12) == "one two…"
    assert len(shorten("x" * 50, 10)) == 10


def test_initials_are_different_on_a_page() -> None:
    """Where two speakers share them, the later one gets a letter more."""
    assert badges({"a": "Ana Ruiz", "b": "Amir Ross", "c": "Unicef", "d": "the U.N."}) == {
        "a": "AR",
        "b": "ARo",
        "c": "Un",
        "d": "UN",
    }
    assert initials("…") == ("?",)


def test_the_four_most_quoted_get_hues() -> None:
    """Ties go to who speaks first; nobody has none."""
    assert hues([None, "e", "d", "c", "b", "a", "a"]) == {"a": 1, "e": 2, "d": 3, "c": 4, "b": 0}


def test_a_person_keeps_one_hue_over_the_corpus() -> None:
    """Who meet on a page differ; where they cannot, the one quoted less on the page takes another."""
    own = corpus_hues([["a", "a", "b", "c"], ["b", "b", "d"], ["a", "e"]])
    assert set(own.values()) <= {1, 2, 3, 4}
    assert len({own["a"], own["b"], own["c"]}) == 3
    assert own["d"] != own["b"]
    assert own["e"] != own["a"]
    assert hues(["b", "b", "a"], own) == {"b": own["b"], "a": own["a"]}
    assert hues(["x", "x", "y"], {"x": 3, "y": 3}) == {"x": 3, "y": 1}


def test_addresses() -> None:
    """Relative roots, web addresses only, fragments whose signs mean nothing else."""
    assert (root_of("index.md"), root_of("articles/x.md")) == ("", "../")
    assert web_address("https://a.example/x") == "https://a.example/x"
    assert [web_address(x) for x in (None, "javascript:alert(1)", "//[", "x")] == [None] * 4
    assert text_fragment("https://a.example/x#y", "it’s well-known, & so") == (
        "https://a.example/x#:~:text=it%E2%80%99s%20well%2Dknown%2C%20%26%20so"
    )
    long = text_fragment("https://a.example", " ".join("abcdefghijkl"))
    assert long == "https://a.example#:~:text=a%20b%20c%20d%20e,h%20i%20j%20k%20l"


def test_accuracy_shows_only_what_was_measured(tmp_path: object) -> None:
    """The file that is shipped loads; an entry without a corpus or a date is refused."""
    load_accuracy(ACCURACY)
    path = tmp_path / "accuracy.yml"  # type: ignore[operator]
    path.write_text("- what: Speakers\n  value: '0.9'\n", "utf-8")
    with pytest.raises(VerbatimError, match="entry 1 lacks corpus, measured"):
        load_accuracy(path)
