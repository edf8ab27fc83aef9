"""Articles as files: encodings, front matter, HTML, side-cars, JSON Lines, and what is refused by name."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_site import readers
from build_site.errors import InputError
from build_site.lexicon import load_lexicon
from build_site.model import BlockKind, Document, Fact
from build_site.stages.structure import structure

SPEECH = "“It will stay shut,” she said — and it did.\nNobody asked why.\n"
PAGE = """<!doctype html>
<html lang="en"><head><title>Bridge shut | The Quay</title>
<meta property="og:site_name" content="The Quay"><meta name="author" content="Ada Brun">
<meta property="article:published_time" content="2021-03-04T08:00:00Z">
<link rel="canonical" href="https://quay.example/bridge"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Bridge shut</h1>
<p>The bridge of Skerry will stay shut for a year, the mayor said on Monday,
and the ferries will run at night.</p>
<p>&ldquo;It will stay shut,&rdquo; she said.
&ldquo;We have no &lt;b&gt;money&lt;/b&gt; &amp; no time.&rdquo;</p>
<script>document.title = "stolen"</script>
<p onclick="alert(1)">Nobody at the meeting of the council asked why.</p>
</article><footer>Subscribe to our newsletter</footer></body></html>"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """An empty folder of articles."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def put(seeds: Path, name: str, content: str | bytes) -> Document:
    """Write a file and read it as an article."""
    path = seeds / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return readers.read(path, seeds)


def codes(document: Document) -> list[str]:
    """The codes of its findings."""
    return [finding.code for finding in document.findings]


def test_a_text_is_its_own_characters(seeds: Path) -> None:
    """Id, path, text and digest; nothing is stated, nothing found."""
    document = put(seeds, "2021/bridge.txt", SPEECH)
    assert (document.id, document.path) == ("2021/bridge", "seeds/2021/bridge.txt")
    assert document.text == SPEECH
    assert document.sha256 == hashlib.sha256(SPEECH.encode()).hexdigest()
    assert document.findings == ()


def test_newlines_become_one_kind_and_nothing_else_changes(seeds: Path) -> None:
    """Every newline becomes one kind; tabs, blanks, form feeds and odd spaces stay."""
    document = put(seeds, "a.txt", "a \t\r\nb\r\u00a0c\u2028d\x0c\n\n e ")
    assert document.text == "a \t\nb\n\u00a0c\u2028d\x0c\n\n e "


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251"])
def test_other_encodings(seeds: Path, encoding: str) -> None:
    """A mark says which; without one the letters do. What is not UTF-8 is reported, or refused by name."""
    text = SPEECH if encoding != "cp1251" else "Он сказал: «Мост закрыт». Привет, как дела сегодня вечером?\n"
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        with pytest.raises(InputError, match=r"seeds/a\.txt: a binary file.*UTF-8"):
            put(seeds, "a.txt", data)
        return
    document = put(seeds, "a.txt", data)
    assert document.text == text
    assert codes(document) == ([] if encoding == "utf-8-sig" else ["encoding"])


def test_accents_of_western_europe_are_not_taken_for_polish(seeds: Path) -> None:
    """Where Windows encodings read alike, the western one is meant."""
    assert put(seeds, "a.txt", "José Núñez said “Señor, ¿qué?” in Málaga.".encode("cp1252")).text.startswith(
        "José Núñez"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08 some \x0e\x0f\x10\x11", "control characters"),
        (b"\xff\xfea\xd8b\0", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(seeds: Path, content: bytes, message: str) -> None:
    """The message names the file and what to do."""
    with pytest.raises(InputError, match=rf"^seeds/a\.txt: .*{message}.*\."):
        put(seeds, "a.txt", content)


def test_doubtful_characters_are_kept_and_reported_with_their_line(seeds: Path) -> None:
    """Control and bidirectional characters stay in the text."""
    document = put(seeds, "a.txt", "One.\nTwo\x1b[31m.\nThree\u202e.\n")
    assert document.text == "One.\nTwo\x1b[31m.\nThree\u202e.\n"
    assert [(f.code, f.where) for f in document.findings] == [
        ("control-characters", "seeds/a.txt:2"),
        ("bidirectional-characters", "seeds/a.txt:3"),
    ]


def test_front_matter_states_facts_and_is_not_text(seeds: Path) -> None:
    """The words of the body are the text; Jinja is characters like others."""
    body = "\n# *A* heading\n\n{{ config }} <b>alert(1)</b> ]]> \n\n---\nend\n"
    front = 'title: "Bridge: shut"\npublished: 2021-03~\nauthor: [Ada Brun, Jon Vale]\n'
    front += "slug: bridge\nlayout: post\n"
    document = put(seeds, "a.md", f"---\n{front}---\n{body}")
    assert document.text == "A heading\n\n{{ config }} alert(1) ]]>\n\nend"
    assert document.metadata.title == Fact("Bridge: shut")
    assert document.metadata.published == Fact("2021-03~")
    assert document.metadata.author == Fact("Ada Brun, Jon Vale", parts=("Ada Brun", "Jon Vale"))
    assert document.slug == "bridge"
    assert [(f.code, f.where) for f in document.findings] == [("unknown-key", "seeds/a.md:6")]


CLIPPED = """\
---
title: Bridge shut
source: https://quay.example/bridge
author:
  - "[[Ada Brun]]"
  - "[[Jon Vale]]"
published: 2024-03-22
created: 2024-03-25T10:05
tags: [clippings]
---
# Bridge shut for *good*

By **Ada Brun**, [Jon Vale](https://quay.example/vale)

![The bridge on a day in May](bridge.jpg)

“It will stay
shut,” the mayor said.[^1] She ==smiled== at [[Olga Marsh|the pilot]].

> We have no money,
> she wrote.

## What comes next

- A ferry
- A tunnel

| Boat | Seats |
| --- | --- |
| Gull | 40 |
"""


def test_markdown_is_read_as_markdown(seeds: Path) -> None:
    """Marks are gone from the text and say what it is; links are facts; clippers' keys are ours."""
    document = put(seeds, "a.md", CLIPPED)
    lines = document.text.split("\n\n")
    assert lines[:4] == [
        "Bridge shut for good",
        "By Ada Brun, Jon Vale",
        "The bridge on a day in May",
        "“It will stay shut,” the mayor said. She smiled at the pilot.",
    ]
    assert lines[-1] == "Boat\tSeats\nGull\t40"
    roles = [(role.kind.value, document.text[slice(*role.span)]) for role in document.roles]
    assert roles == [
        ("headline", "Bridge shut for good"),
        ("caption", "The bridge on a day in May"),
        ("blockquote", "We have no money, she wrote."),
        ("subheading", "What comes next"),
    ]
    (link,) = document.links
    assert (document.text[slice(*link.span)], link.url) == ("Jon Vale", "https://quay.example/vale")
    facts = document.metadata
    assert facts.url == Fact("https://quay.example/bridge")
    assert facts.author == Fact("Ada Brun, Jon Vale", parts=("Ada Brun", "Jon Vale"))
    assert (facts.published, facts.retrieved) == (Fact("2024-03-22"), Fact("2024-03-25"))
    assert [(f.code, f.where) for f in document.findings] == [("unknown-key", "seeds/a.md:9")]
    cut = structure(document, load_lexicon()).blocks
    found = {(block.kind, document.text[slice(*block.span)]) for block in cut}
    assert (BlockKind.BLOCKQUOTE, "We have no money, she wrote.") in found
    assert (BlockKind.CAPTION, "The bridge on a day in May") in found


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("outlet: The Gull\nsource: The Quay", "stated already"),
        ("created: some day", "not a date"),
        ("status: read", "is not used"),
    ],
)
def test_foreign_keys_that_cannot_be_used_are_told(seeds: Path, front: str, message: str) -> None:
    """They stop nothing, and are not lost in silence."""
    document = put(seeds, "a.md", f"---\n{front}\n---\nText.")
    assert [f.code for f in document.findings] == ["unknown-key"]
    assert message in document.findings[0].message


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["[", "*a ", "> ", "![](", "`", "<b", "- ", "|", "_a_ ", "[[", "=="])
def test_long_markdown_takes_linear_time(seeds: Path, piece: str) -> None:
    begin = time.process_time()
    put(seeds, "a.md", "Words. " + piece * (60_000 // len(piece)))
    assert time.process_time() - begin < 5


def test_markdown_without_front_matter(seeds: Path) -> None:
    """All of it is text; a beginning that never ends is reported."""
    assert put(seeds, "a.md", "Just text.").text == "Just text."
    document = put(seeds, "b.md", "---\nA rule, then text.")
    assert document.text == "---\nA rule, then text."
    assert codes(document) == ["front-matter"]


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("published: last week", 2, "not a date in EDTF"),
        ("title: a\npublished: 2024-02-30", 3, "not a date"),
        ("url: javascript:alert(1)", 2, "not an address"),
        ("slug: ../up", 2, "not a slug"),
        ("title: a\ntitle: b", 3, "stands in line 2 too"),
        ("title: [a", 3, "not YAML"),
        ("- a", 2, "must be made of lines"),
        ("title: &a b", 2, "Anchors"),
        ("title: !!python/object/apply:os.system [ls]", 2, "Tags"),
    ],
)
def test_front_matter_that_is_wrong(seeds: Path, front: str, line: int, message: str) -> None:
    """An ``InputError`` with the line, so that the other articles go on."""
    with pytest.raises(InputError, match=rf"seeds/a\.md:{line}: .*{message}"):
        put(seeds, "a.md", f"---\n{front}\n---\nText.")


def test_html_is_read_for_its_article(seeds: Path) -> None:
    """The article's words without the page's; what the head says is stated."""
    document = put(seeds, "a.html", PAGE)
    assert "“It will stay shut,” she said. “We have no <b>money</b> & no time.”" in document.text
    for word in ("Home", "stolen", "alert", "Subscribe"):
        assert word not in document.text
    stated = document.metadata
    assert (stated.outlet, stated.author) == (Fact("The Quay"), Fact("Ada Brun"))
    assert (stated.published, stated.url) == (Fact("2021-03-04"), Fact("https://quay.example/bridge"))


def test_html_without_an_article_is_refused(seeds: Path) -> None:
    """A page with nothing to read is named."""
    with pytest.raises(InputError, match=r"seeds/a\.html: no article found"):
        put(seeds, "a.html", "<html><body><script>x()</script></body></html>")


def test_a_side_car_overrides_and_completes(seeds: Path) -> None:
    """What the curator states beside the file goes before what the file says."""
    (seeds / "a.yml").write_text("title: Bridge reopens\nlicence: CC BY 4.0\nurl:\n", "utf-8")
    document = put(seeds, "a.md", "---\ntitle: Bridge shut\nurl: https://quay.example/a\n---\nText.")
    assert document.metadata.title == Fact("Bridge reopens")
    assert document.metadata.licence == Fact("CC BY 4.0")
    assert document.metadata.url == Fact("https://quay.example/a")
    (seeds / "a.yml").write_text("titel: x\nlanguage: englisch\n", "utf-8")
    with pytest.raises(InputError, match=r"seeds/a\.yml:2: language"):
        readers.read(seeds / "a.md", seeds)
    (seeds / "a.yml").write_text("titel: x\n", "utf-8")
    finding = readers.read(seeds / "a.md", seeds).findings[0]
    assert (finding.where, "'title'" in finding.message) == ("seeds/a.yml:1", True)


def test_two_files_of_one_name_are_both_refused(seeds: Path) -> None:
    """Their ids would be one; also where accents are only composed in another way."""
    (seeds / "a.txt").write_text("One.", "utf-8")
    with pytest.raises(InputError, match=r"seeds/a\.md: a\.txt has the same name.*Rename"):
        put(seeds, "a.md", "Two.")
    with pytest.raises(InputError, match="same name"):
        readers.read(seeds / "a.txt", seeds)
    assert readers.read(seeds / "a.md", seeds, alone=True).text == "Two."
    (seeds / "caf\u00e9.txt").write_text("One.", "utf-8")
    with pytest.raises(InputError, match="same name"):
        put(seeds, "cafe\u0301.md", "Two.")


@pytest.mark.parametrize(
    "name", ['it\'s "so".txt', "a b  c.txt", "<b>&amp;.txt", "{{ x }}.txt", "ü-日本.txt", "a.b.txt"]
)
def test_odd_names_are_ids_like_others(seeds: Path, name: str) -> None:
    """Quotes, spaces, mark-up and letters of any alphabet."""
    document = put(seeds, name, "Text.")
    assert (document.id, document.path) == (name.removesuffix(".txt"), f"seeds/{name}")
    assert readers.article_paths(seeds) == (seeds / name,)


def test_names_that_cannot_be_shown_are_refused(seeds: Path) -> None:
    """A newline or an escape in a file's name is told to the curator, not printed raw."""
    with pytest.raises(InputError, match=r"^'seeds/a\\nb\.txt': .*Rename"):
        put(seeds, "a\nb.txt", "Text.")


def test_the_curators_own_names_are_taken(seeds: Path) -> None:
    """An article ``actors.txt`` would have ``actors.yml`` for its side-car."""
    with pytest.raises(InputError, match=r"actors\.yml is the curator's own"):
        put(seeds, "actors.txt", "Text.")
    assert put(seeds, "sub/actors.txt", "Text.").id == "sub/actors"


def test_which_files_are_articles(seeds: Path) -> None:
    """By suffix, in the order of their ids; what is passed over is reported, but for hidden files."""
    names = [
        "b.txt",
        "a/z.MD",
        "a/y.htm",
        ".hidden.txt",
        ".git/x.txt",
        "README.md",
        "b.yml",
        "a/c.docx",
        "old.yml",
    ]
    for name in [*names, "corpus.yml", "b.txt~"]:
        path = seeds / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Text.", "utf-8")
    assert [p.relative_to(seeds).as_posix() for p in readers.article_paths(seeds)] == [
        "a/y.htm",
        "a/z.MD",
        "b.txt",
    ]
    assert [(f.where, f.level.value) for f in readers.unread_files(seeds)] == [
        ("seeds/README.md", "info"),
        ("seeds/a/c.docx", "warning"),
        ("seeds/old.yml", "warning"),
    ]


def test_a_collection_holds_an_article_a_line(seeds: Path) -> None:
    """Called by the file's name and their own ids, so that a new line changes no other article's address."""
    lines = [
        '{"id": "one", "text": "A quay.", "outlet": "The Lantern"}',
        '{"id": "two"}',
        '{"id": "one", "text": "Again."}',
        '{"id": "three", "text": "A lock."}',
    ]
    (seeds / "old").mkdir()
    (seeds / "old" / "news.jsonl").write_text("\n".join(lines), "utf-8")
    assert readers.unread_files(seeds) == ()
    refused: list[str] = []
    (path,) = readers.collection_paths(seeds)
    found = list(readers.read_collection(path, seeds, lambda error: refused.append(str(error))))
    assert [(d.id, d.path, d.text) for d in found] == [
        ("old/news/one", "seeds/old/news.jsonl#one", "A quay."),
        ("old/news/three", "seeds/old/news.jsonl#three", "A lock."),
    ]
    assert [message.partition(": ")[0] for message in refused] == [
        "seeds/old/news.jsonl:2",
        "seeds/old/news.jsonl:3",
    ]


def test_a_missing_file_and_an_unknown_suffix(seeds: Path) -> None:
    """Both are errors of the input."""
    with pytest.raises(InputError, match=r"seeds/gone\.txt: cannot be read"):
        readers.read(seeds / "gone.txt", seeds)
    (seeds / "gone.md").write_text("Text.", "utf-8")
    with pytest.raises(InputError, match=r"seeds/gone\.txt: cannot be read"):
        readers.read(seeds / "gone.txt", seeds)
    with pytest.raises(InputError, match=r"no reader for \.pdf"):
        readers.read(seeds / "a.pdf", seeds)


def test_json_lines(seeds: Path) -> None:
    """One article a line; metadata keys are stated, other keys passed over."""
    lines = [
        {"id": "a", "text": "One.\r\nTwo.", "title": "T", "date": "x", "author": 7},
        {"id": 2, "text": "Three."},
    ]
    stream = [b"\xef\xbb\xbf" + json.dumps(lines[0]).encode(), b"\n", json.dumps(lines[1]).encode()]
    first, second = readers.read_jsonl(stream, "in.jsonl")
    assert (first.id, first.path, first.text) == ("a", "in.jsonl:1", "One.\nTwo.")
    assert (first.metadata.title, first.metadata.author) == (Fact("T"), None)
    assert (second.id, second.path) == ("2", "in.jsonl:3")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not an object"),
        (b'{"id": "a"}', "must both be there"),
        (b'{"id": "a", "text": ""}', "empty"),
        (b'{"id": "a", "text": "\\ud800"}', "surrogate"),
        (b'{"id": "a", "text": "x\\u0000y"}', "control"),
        (b'{"id": "ok", "text": "again"}', "used before"),
        (b'{"id": "a", "text": "b", "published": "soon"}', "EDTF"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_bad_line_stops_no_other(line: bytes, message: str) -> None:
    """It is refused with its number; with a callback the others go on."""
    stream = [b'{"id": "ok", "text": "One."}\n', line + b"\n", b'{"id": "z", "text": "Two."}\n']
    with pytest.raises(InputError, match=rf"in\.jsonl:2: .*{message}"):
        list(readers.read_jsonl(stream, "in.jsonl"))
    refused: list[InputError] = []
    assert [d.id for d in readers.read_jsonl(stream, "in.jsonl", refused.append)] == ["ok", "z"]
    assert len(refused) == 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No file makes a reader fail in another way; UTF-8 comes back as it was."""
    for suffix in (".txt", ".md"):
        try:
            reading = readers.READERS[suffix](data, "a")
        except InputError as error:
            if not str(error).startswith("a:"):
                raise
            continue
        if suffix == ".txt" and not reading.findings and not data.startswith(b"\xef\xbb\xbf"):
            assert reading.text == data.decode().replace("\r\n", "\n").replace("\r", "\n")


tags = st.sampled_from(
    [
        *(
            "<html>",
            "<body>",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<article>",
            "<svg>",
            "<script>",
            "</script>",
        ),
        *(
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&#0;",
            "&#xD800;",
            '<meta name="author" content="',
            '">',
            "é",
            "\n",
        ),
        '<meta property="article:published_time" content="2024-99-99">',
        '<link rel="canonical" href="javascript:alert(1)">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "soon"}</script>',
        "<p>A paragraph of the article, long enough to count, said the mayor on Monday.</p>",
    ]
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(tags, max_size=20).map("".join))
@example("<svg><html>")
def test_any_page_is_read_or_refused(page: str) -> None:
    """What the head says is used only where it is what it should be; nothing else than ``InputError``."""
    try:
        reading = readers.READERS[".html"](page.encode(), "a.html")
    except InputError as error:
        if not str(error).startswith("a.html: "):
            raise
        return
    assert reading.text.strip()
    assert reading.metadata.url is None
    assert reading.metadata.published is None
