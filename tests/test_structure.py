"""Blocks: the cases in ``cases/structure``, what is inferred from them, and what holds for any text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_site.lexicon import load_lexicon
from build_site.model import Article, Basis, Block, BlockKind, Document, Fact, Metadata
from build_site.stages.structure import structure
from tests import gold

CASES = sorted((Path(__file__).parent / "cases" / "structure").glob("*.txt"))
_LINE = re.compile(
    r"(?P<more>\+)?(?P<kind>[a-z]+)(?P<repeat> repeat)?(?: \((?P<outlet>[^)]*)\))?: (?P<text>.*)"
)

# fmt: off
pieces = st.sampled_from([
    "Most Popular", "read more:",
    "Updated:", "0:00", "Tags: a, b", "By Ada Brun", "Ada Brun", "“", "”", '"', "’",
    "''", "Harbour vote put off", "The CNN reported it:", "(JNS) — ", "SKERRY (Reuters) - ", "Credit: A B/C",
    "(A/B)",
    "via Getty Images", "File: ", "said she.", "It rained all day, and the council met. ", "\n", "\n\n",
    " ", "\t", "\r", "\u00a0", "\u2028", "\x00", "\x1f", "\u202e", "\ufeff", "\u0301", "<script>", "{{ x }}",
    "]]>", "---", "#", "Friday, July 21, 2017", "A" * 80, "/", "(", ")", ":", ".", "😀",
])
# fmt: on
texts = st.one_of(st.text(max_size=300), st.lists(pieces, max_size=40).map("".join))


def read(text: str, **stated: str) -> Article:
    """The article of a text."""
    facts = {key: Fact(value) for key, value in stated.items()}
    return structure(Document("a", "seeds/a.txt", text, "", Metadata(**facts)), load_lexicon())


def case(path: Path) -> tuple[str, list[Block]]:
    """The text that a case stands for, and its blocks. ``+`` goes on in the line of the block above."""
    text, blocks = "", []
    for line in path.read_text("utf-8").splitlines():
        if not line:
            text += "\n"
            continue
        match = _LINE.fullmatch(line)
        assert match, f"{path.name}: {line!r} is not of the form `kind: text`"
        text = text[:-1] + " " if match["more"] else text
        span = (len(text), len(text) + len(match["text"]))
        blocks.append(Block(BlockKind(match["kind"]), span, match["outlet"], bool(match["repeat"])))
        text += match["text"] + "\n"
    return text, blocks


def kinds(article: Article) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind.value, article.text[slice(*block.span)]) for block in article.blocks]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    """Each line of the case is the block that it says."""
    text, blocks = case(path)
    article = read(text)
    assert kinds(article) == [(block.kind.value, text[slice(*block.span)]) for block in blocks]
    assert list(article.blocks) == blocks


def test_the_seeds_are_cut_as_a_careful_reader_cuts_them() -> None:
    """Every block of the gold: its span, its kind, its outlet, whether it repeats another."""
    for annotated in gold.load().articles:
        article = read(annotated.text)
        assert [b.span for b in article.blocks] == [b.span for b in annotated.blocks], annotated.id
        for mine, theirs in zip(article.blocks, annotated.blocks, strict=True):
            assert mine.kind in {theirs.kind, *theirs.also_kind}
            assert (mine.outlet, mine.repeat) == (theirs.outlet, theirs.repeat)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(texts)
@example("“a.”\n“a.”")
@example("A\n\nA\nA")
@example(" \u00a0\n")
def test_blocks_cover_the_text_in_order(text: str) -> None:
    """For any text: blocks are disjoint, in order, not empty, and leave out nothing but white space."""
    place = 0
    for block in read(text).blocks:
        start, end = block.span
        assert place <= start < end <= len(text)
        assert not text[place:start].strip()
        assert text[start:end] == text[start:end].strip()
        place = end
    assert not text[place:].strip()


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(texts)
def test_what_is_inferred_stands_in_the_text(text: str) -> None:
    """Facts of the text's own carry the words that they rest on."""
    metadata = read(text).metadata
    for fact in (metadata.title, metadata.author, metadata.outlet):
        if fact:
            assert fact.basis is Basis.INFERRED
            assert fact.span
            assert " ".join(text[slice(*fact.span)].split()) == fact.value


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "“" * 1_000_000,
        "a\n" * 100_000,
        "A Title Line Here\n" * 20_000,
        ("A/" * 80 + "\n") * 5_000,
        ("Aa Bb Cc / " * 60 + "\n") * 2_000,
        ("Photo by " * 100 + "\n") * 2_000,
        "The CNN reported " * 60_000 + ":\n",
        "Most Popular\n" * 20_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_long_texts_take_linear_time(text: str) -> None:
    """A million characters take a second or two of the processor, whatever they are."""
    begin = time.process_time()
    assert read(text).blocks
    assert time.process_time() - begin < 5


def test_what_the_text_shows_is_inferred_with_its_words() -> None:
    """Title from the headline, author from the byline, outlet from the dateline's agency, a date."""
    article = read(case(CASES[0].with_name("dated_lines.txt"))[0])
    metadata = article.metadata
    assert metadata.title == Fact("Ferry firm hid cracks for years", Basis.INFERRED, (10, 41))
    assert metadata.author
    assert metadata.author.value == "Ines Okafor and Tom Lindqvist"
    assert metadata.published
    assert metadata.published.value == "2021-03-04"
    agency = read(case(CASES[0].with_name("agency.txt"))[0]).metadata
    assert agency.outlet
    assert agency.outlet.value == "UPI"
    assert agency.published is None
    assert agency.author is None


def test_what_somebody_stated_is_not_inferred() -> None:
    """Stated facts stay; what neither was stated nor shows stays unknown."""
    metadata = read("Harbour vote put off\n\nIt rained all day, and nobody came.", title="The vote").metadata
    assert metadata.title == Fact("The vote")
    assert (metadata.author, metadata.outlet, metadata.published) == (None, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up for it,” he said.",
        '"Read more," she said. "It does no harm."',
        "“Advertisement” is the word he used.",
        "“Share this,” said the mayor (Skerry Council).",
        "Tags: “I never liked them,” the mayor said.",
        "By Monday, “most popular” had become an insult.",
    ],
)
def test_speech_is_never_boilerplate(line: str) -> None:
    """A paragraph with words in marks stays a paragraph, whatever it begins with."""
    body = "The council of Skerry met on Monday, and it talked until midnight about the ferry."
    assert (BlockKind.PARAGRAPH.value, line) in kinds(read(f"{body}\n\n{line}\n\n{body}"))


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: “A python in my kitchen”, says plumber",
        'Also Read | Council calls ferry "unsafe"',
        "Partner news | 'This kettle changed my life', says chef",
        "READ NEXT: Skerry braces for a storm, says weather service",
    ],
)
def test_a_teaser_is_boilerplate_whatever_it_quotes(line: str) -> None:
    """Titles of other articles are nobody's words here."""
    body = "The council of Skerry met on Monday, and it talked until midnight about the ferry."
    assert (BlockKind.BOILERPLATE.value, line) in kinds(read(f"{body}\n\n{line}\n\n{body}"))


@pytest.mark.parametrize("date", ["March 4, 2021", "4 March 2021", "Mar. 4, 2021", "2021-03-04"])
def test_dates_of_lines_that_say_so(date: str) -> None:
    """A date of publication in the usual spellings."""
    published = read(
        f"Harbour vote put off\nPublished: {date}\nThe council met, and it rained all day."
    ).metadata.published
    assert published
    assert published.value == "2021-03-04"


def test_a_date_of_change_is_about_the_date_of_publication() -> None:
    """It stands in where nothing else does, and says that it is not certain."""
    text = "Harbour vote put off\nUpdated: March 4, 2021\nThe council met, and it rained all day."
    published = read(text).metadata.published
    assert published == Fact("2021-03-04~", Basis.INFERRED, (30, 43))


HOSTILE = """\
Harbour vote put off

<script>alert("1")</script> & &lt;b&gt; </article></div> <!-- --> <![CDATA[ ]]>
{{ config.site_name }} {% include "x" %} {# comment #} ${x} `code`
# Heading
---
[a link](javascript:alert(1)) ![](x) **bold** | a | b |
\x1b[31mred\x07 \u202egnp.exe\u2066 \ufeff \u0301 \x02stx\x03 \tab
“Nobody is <b>safe</b>,” said {{ name }}.
"""


def test_hostile_sources_are_text_like_any_other() -> None:
    """Mark-up of any kind is neither executed nor dropped; speech in it stays a paragraph."""
    article = read(HOSTILE)
    assert (
        "".join(article.text[slice(*b.span)] for b in article.blocks).split()
        == HOSTILE.replace("\n", "").split()
    )
    assert kinds(article)[-1] == ("paragraph", "“Nobody is <b>safe</b>,” said {{ name }}.")
    assert {kind for kind, _ in kinds(article)[1:]} <= {"paragraph", "subheading"}
