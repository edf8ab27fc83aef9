"""What printed words are called beside what was said, by cases of our own writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_site.lexicon import load_lexicon
from build_site.model import Comparison, Kind, Transcript, Verdict
from build_site.readers.transcripts import read_transcript, transcript_of
from build_site.said import Query, look_up
from build_site.said.speaking import labels_of

HERE = Path(__file__).parent
RUIZ = frozenset({"MAYOR ANA RUIZ"})
CASES = [
    line.split("\t")
    for line in (HERE.parent / "cases" / "said.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def harbour() -> Transcript:
    """The transcript of the cases."""
    return read_transcript(HERE / "harbour.txt", HERE)


def ask(transcripts: list[Transcript], text: str, **more: object) -> Comparison:
    """One answer."""
    query = Query(text, **more)  # type: ignore[arg-type]
    return look_up([query], transcripts, load_lexicon())[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[2][:40])
def test_cases(case: list[str], harbour: Transcript) -> None:
    """Each case has its verdict, and the kinds of difference that lead to it."""
    verdict, kinds, text = case[:3]
    found = ask([harbour], text, speakers=RUIZ)
    assert found.verdict == verdict, found
    named = [kinds] if kinds == "left out" else kinds.split()
    assert set(named) <= {d.kind for d in found.differences}


def test_the_evidence_quotes_both_texts(harbour: Transcript) -> None:
    """A difference gives the printed and the said words, and where they stand."""
    text = "the school roof will be painted before the snow comes"
    found = ask([harbour], text, speakers=RUIZ)
    (difference,) = found.differences
    assert (difference.kind, difference.printed, difference.said) == (Kind.WORD, "painted", "mended")
    assert text[slice(*difference.at)] == "painted"
    assert difference.where is not None
    assert harbour.text[slice(*difference.where)] == "mended"
    (place,) = found.places
    assert harbour.text[slice(*place.span)].startswith("the school roof")
    assert place.turns == (2,)


def test_words_that_nobody_could_hear_are_no_invention(harbour: Transcript) -> None:
    """Where the transcript says (INAUDIBLE), printed words may be what was said."""
    text = "and it has fewer complaints. It creaks but it stands."
    assert ask([harbour], text, speakers=RUIZ).verdict is Verdict.TIDIED


def test_of_several_occasions_the_date_decides() -> None:
    """Like words on three occasions: the last before the date, and the others are told."""

    def said(date: str) -> Transcript:
        text = f"---\ndate: {date}\n---\nANA RUIZ: The harbour will never be sold to anybody.\n"
        return transcript_of(text.encode(), ".txt", f"{date}.txt", date)

    three = [said("2023-01-02"), said("2023-03-04"), said("2023-05-06")]
    found = ask(three, "The harbour will never be sold to anybody.", date="2023-03-05")
    assert found.places[0].transcript == "2023-03-04"
    assert {place.transcript for place in found.others} == {"2023-01-02", "2023-05-06"}


def test_another_speakers_words_are_not_taken(harbour: Transcript) -> None:
    """What only resembles the words of somebody else is not found."""
    found = ask([harbour], "we will look at it in the summer", speakers=frozenset({"TOM LINDQVIST"}))
    assert found.verdict is Verdict.NOT_FOUND


def test_an_ellipsis_that_turns_the_order_round_is_no_honest_one(harbour: Transcript) -> None:
    """Print may leave out; it may not change what came first."""
    text = "nobody in this town will pay a penny more for water … The harbour will not be sold."
    assert ask([harbour], text, speakers=RUIZ).verdict is Verdict.STITCHED


def test_an_interruption_is_no_cut() -> None:
    """Words of another between two of the speaker's are not left out by print."""
    text = "ANA RUIZ: The ferries will run again\n\nTOM LINDQVIST: When?\n\nANA RUIZ: by the first of June.\n"
    one = transcript_of(text.encode(), ".txt", "x.txt", "x")
    found = ask([one], "The ferries will run again by the first of June.", speakers=frozenset({"ANA RUIZ"}))
    assert found.verdict is Verdict.VERBATIM
    assert found.places[0].turns == (0, 2)


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("Ana Ruiz", {"MAYOR ANA RUIZ", "MS. RUIZ"}),
        ("Mayor Ruiz", {"MAYOR ANA RUIZ", "MS. RUIZ", "LEO RUIZ"}),
        ("Leo Ruiz", {"MS. RUIZ", "LEO RUIZ"}),
        ("Tom Lindqvist", set()),
    ],
)
def test_names_and_labels(name: str, fits: set[str]) -> None:
    """A surname fits all who bear it; a given name only its own."""
    labels = ["MAYOR ANA RUIZ", "MS. RUIZ", "LEO RUIZ", "Q"]
    assert labels_of([name], labels, load_lexicon()) == fits
