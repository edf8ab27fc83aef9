"""Time grows with the length of a text, not faster: shapes that a paragraph without end may have."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from build_site import pipeline
from build_site.lexicon import load_lexicon
from build_site.model import BlockKind, Document
from build_site.pipeline import analyse

Shape = Callable[[int], str]
GIVEN = ["Ada", "Bo", "Cara", "Dov", "Eli", "Fay", "Gil", "Hana", "Ivo", "Jan"]


def again(unit: str) -> Shape:
    """The same over and over."""
    return lambda length: unit * (length // len(unit))


def signatories(length: int) -> str:
    """A list of names, each another."""
    letters = "abcdefghijklmnopqrst"
    names = (f"{GIVEN[i % 10]} {a.upper()}{b}{c}son, " for i, (a, b, c) in enumerate(
        (a, b, c) for a in letters for b in letters for c in letters
    ))  # fmt: skip
    return "".join(name for name, _ in zip(names, range(length // 12), strict=False))


SHAPES: dict[str, Shape] = {
    "marks that open and never close": again("“‘"),
    "straight marks": again('"x" '),
    "one mark and a word": again('"x '),
    "curly marks": again("“x” "),
    "single marks": again("'x' "),
    "marks in marks": again("“‘x’”"),
    "names in a list": signatories,
    "names in brackets": again("(Brandt) "),
    "names with titles": again("Ada Brandt, the mayor, "),
    "according to": again("According to Brandt, "),
    "somebody said": again("Brandt said that Wolff said that "),
    "dates": again("March 3, 2024 said "),
}


def spent(text: str) -> float:
    """Seconds of the processor for one article."""
    document = Document("x", "seeds/x.txt", text, "0")
    begun = time.process_time()
    analyse(document, load_lexicon())
    return time.process_time() - begun


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_text_takes_no_more_than_eight_times_the_time(name: str) -> None:
    """In one paragraph of 8 and of 32 kB; what is quadratic takes sixteen times as long."""
    spent("Warm\n\n“Yes,” Ada said.")
    short, long = (min(spent(SHAPES[name](length)) for _ in range(2)) for length in (8_000, 32_000))
    assert long < max(8 * short, 0.4)


def test_a_paragraph_without_end_is_published_and_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a finding that names its line; the others are."""
    monkeypatch.setattr(pipeline, "LONGEST", 300)
    endless = "“We sail,” Ada Brandt said. " * 20
    text = f"Boats\n\n“We stay,” Bo Wolff said on the quay.\n\n{endless.strip()}\n"
    found = analyse(Document("x", "seeds/x.txt", text, "0"), load_lexicon())
    assert [f.where for f in found.findings if f.code == "paragraph-not-analysed"] == ["seeds/x.txt:5"]
    assert len(found.attributions) == 1
    assert " ".join(text[slice(*b.span)] for b in found.article.blocks).split() == text.split()
    assert found.article.blocks[-1].kind is BlockKind.BOILERPLATE
