"""Time grows with the length of a text, not faster: shapes that a text without end may have."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build_site import engine
from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import BlockKind, Document
from tests.counting import calls

pytestmark = pytest.mark.slow

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


def speakers(length: int) -> str:
    """A quotation a paragraph, each of somebody else."""
    names = signatories(length // 3).split(", ")[:-1]
    said = (f"\n\n“We sail on day {i},” {name} said." for i, name in enumerate(names))
    return "".join(said)[:length]


def within(length: int) -> str:
    """Marks that open again and again, and close at the end."""
    return "“a " * (length // 6) + "b” " * (length // 6)


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
    "marks in marks that close at the end": within,
    "marks only": again('"'),
    "capital words": again("Quay "),
    "capital words with commas": again("Quay, "),
    "capital words with and": again("Quay and "),
    "a title and a name": again("Dr. Brandt "),
    "a verb of speech": again("said "),
    "a name and a verb": again("Brandt said "),
    "he said": again("he said "),
    "no-break blanks": again("The\u00a0quay\u00a0was\u00a0"),
    "prose without a full stop": again("the council met on the quay and nobody left said the mayor "),
    "short paragraphs": again("\n\nIt rained."),
    "a quotation a paragraph": again("\n\n“It is late,” Brandt said."),
    "a speaker a paragraph": speakers,
}


ENGLISH = "The council of the town met on the quay in the rain, and was told that the boats were late. " * 3
"""What stands before a shape, so that it counts as English and is looked into."""


def work(text: str) -> int:
    """How many calls one article takes."""
    document = Document("x", "seeds/x.txt", f"Boats\n\n{ENGLISH}\n\n{ENGLISH}{text}", "0")
    return calls(lambda: analyse(document, load_lexicon()))


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_text_takes_little_more_than_four_times_the_work(name: str) -> None:
    """In one paragraph of 4 and of 16 kB; what is quadratic takes sixteen times as much."""
    work("“Yes,” Ada said.")
    short, long = (work(SHAPES[name](length)) for length in (4_000, 16_000))
    assert long < 5.5 * short


def test_a_paragraph_without_end_is_published_and_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a finding that names its line; the others are."""
    monkeypatch.setattr(engine, "LONGEST", 300)
    endless = "“We sail,” Ada Brandt said. " * 20
    text = f"Boats\n\n“We stay,” Bo Wolff said on the quay.\n\n{endless.strip()}\n"
    found = analyse(Document("x", "seeds/x.txt", text, "0"), load_lexicon())
    assert [f.where for f in found.findings if f.code == "paragraph-not-analysed"] == ["seeds/x.txt:5"]
    assert len(found.attributions) == 1
    assert " ".join(text[slice(*b.span)] for b in found.article.blocks).split() == text.split()
    assert found.article.blocks[-1].kind is BlockKind.BOILERPLATE
