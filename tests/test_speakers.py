"""Who a quotation is given to, by the name a reader sees: whole texts in ``cases/speakers/``."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from build_site.engine import analyse, told
from build_site.lexicon import load_lexicon
from build_site.model import Document
from build_site.text import text_of

CASES = Path(__file__).parent / "cases" / "speakers"


def cases() -> list[ParameterSet]:
    """``# title``, ``> a paragraph``, then ``words | actor`` for each quotation, ``-`` for nobody."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for part in path.read_text("utf-8").strip().split("\n\n"):
            title, *lines = part.splitlines()
            text = "\n\n".join(line[2:] for line in lines if line.startswith("> "))
            expected = [line for line in lines if not line.startswith("> ")]
            found.append(pytest.param(text, expected, id=f"{path.stem}: {title.lstrip('# ')}"))
    return found


@pytest.mark.parametrize(("text", "expected"), cases())
def test_each_quotation_has_its_actor(text: str, expected: list[str]) -> None:
    """The actor that ``extract`` prints for every quotation of a text."""
    found = told(analyse(Document("a", "seeds/a.txt", text, ""), load_lexicon())).record()["quotations"]
    assert [f"{text_of(text, q['content'])} | {q['actor'] or '-'}" for q in found] == expected


NAMES = (
    "Ana Ruiz",
    "Ruiz",
    "Supt Marsh",
    "Sir Ben Orlow KC",
    "Dr Lena van der Post",
    "Te Ahu Brack",
    "Long Tall",
    "Mary Early",
    "Tom Dunn Jr.",
    "Penvose Council",
    "The Skerry Courier",
    "Justice Ada Black Elk",
    "Peter T. King",
    "O’Neil-Smith",
    "MAFA",
)
FRAMES = (
    "“It is late,” {} said.",
    "“It is late,” said {}.",
    "{} said that it was late.",
    "{}: “It is late and the boats are in.”",
    "According to {}, it was late.",
    "It was late, {} told the crews.",
    "“It is late,” {}, who came by boat, said in a note.",
    "In the words of {}, “it is late and the boats are in.”",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_source_that_is_a_name_has_an_actor(name: str, frame: str) -> None:
    """Whoever is named as the source of words is somebody."""
    text = f"The boats came in at night.\n\n{frame.format(name)}"
    found = told(analyse(Document("a", "seeds/a.txt", text, ""), load_lexicon()))
    quotations = (*found.quotations, *found.doubts)
    assert quotations
    assert all(q.actor for q in quotations)
