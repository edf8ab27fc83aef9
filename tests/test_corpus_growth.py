"""Work grows with the corpus, not faster: from its texts to the pages and the downloads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_site.config import Project
from build_site.exports.webannotation import LONGEST, quote_selector
from build_site.pipeline import Options, files_of, load
from tests.counting import calls

pytestmark = pytest.mark.slow

Corpus = Callable[[int], dict[str, str]]
ENGLISH = "Harbour\n\nThe council met on the quay in the rain, and was told that the boats were late again.\n"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def name(number: int) -> str:
    """A word like a name, each number another."""
    first, number = number % 26, number // 26
    return f"{LETTERS[first].upper()}{LETTERS[number % 26]}{LETTERS[number // 26 % 26]}ro"


def one(lines: list[str]) -> dict[str, str]:
    """One article of many paragraphs."""
    return {"a.txt": ENGLISH + "\n" + "\n\n".join(lines) + "\n"}


def ten_each(lines: list[str]) -> dict[str, str]:
    """Articles of ten paragraphs."""
    return {
        f"a{i}.txt": f"{ENGLISH}\n" + "\n\n".join(lines[i : i + 10]) + "\n" for i in range(0, len(lines), 10)
    }


def corrected(count: int) -> dict[str, str]:
    """Every quotation gets another speaker, whom no article names."""
    entries = (
        f"- {{article: a.txt, quote: Boat {i} sails at dawn, speaker: Pilot {name(i)}, kind: person}}\n"
        for i in range(count)
    )
    said = one([f"“Boat {i} sails at dawn,” Ada Brandt said." for i in range(count)])
    return said | {"corrections.yml": "quotations:\n" + "".join(entries)}


CORPORA: dict[str, Corpus] = {
    "quotations in one article": lambda n: one([f"“We mend boat {i},” Ada Brandt said." for i in range(n)]),
    "equal quotations": lambda n: one(["“We sail,” Ada Brandt said."] * n),
    "one speaks to the other": lambda n: one(
        [
            f"“We mend the boat in yard {i},” Ada {name(i)} told Bo {name(i + 1)} when the tide was out."
            for i in range(n)
        ]
    ),
    "short paragraphs": lambda n: one(["It rained on the quay."] * n),
    "middle names": lambda n: ten_each([f"“We mend {i},” Ada {name(i)} Brandt said." for i in range(n)]),
    "given names": lambda n: ten_each([f"“We mend {i},” {name(i)} Brandt said." for i in range(n)]),
    "corrections": corrected,
}


def work(corpus: dict[str, str], root: Path) -> tuple[int, int]:
    """How many calls a corpus takes, and the bytes that are made of it."""
    project = Project(root)
    project.seeds.mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Harbour\n", "utf-8")
    for path, text in corpus.items():
        (project.seeds / path).write_text(text, "utf-8")
    made: list[int] = []
    count = calls(lambda: made.extend(len(content) for _, content in files_of(load(project, Options()))))
    return count, sum(made)


@pytest.fixture(scope="module")
def none(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """What a corpus takes in which next to nothing is said; run twice, for the first reads the lexicon."""
    root = tmp_path_factory.mktemp("none")
    return [work({"a.txt": ENGLISH}, root / run) for run in ("first", "second")][1]


@pytest.mark.parametrize("kind", CORPORA)
def test_three_times_the_corpus_takes_little_more_than_three_times_the_work(
    kind: str, tmp_path: Path, none: tuple[int, int]
) -> None:
    """Beyond what an empty corpus takes; what is quadratic takes nine times as much."""
    make = CORPORA[kind]
    short, long = (work(make(n), tmp_path / str(n)) for n in (100, 300))
    for what in range(2):
        assert long[what] - none[what] < 4.2 * (short[what] - none[what]), ("calls", "bytes")[what]


def test_the_context_of_equal_words_has_an_end() -> None:
    """Offsets tell which of them is meant."""
    text = "She said yes. " * 20_000
    start = len(text) // 2
    found = quote_selector(text, (start, start + 3), (0, len(text)))
    assert len(found["prefix"]) < 2 * LONGEST > len(found["suffix"])
