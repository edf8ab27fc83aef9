"""The drawing of those around an actor: well formed, the same as the table, no name over another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest

from build_site.model import ActorKind
from build_site.pages import actor, render
from build_site.pages.catalogue import ActorLink, catalogue
from build_site.pages.company import Tie
from build_site.pages.network import network
from tests.builders import corpus, said, story
from tests.pages.reading import body

SVG = "{http://www.w3.org/2000/svg}"
WIDE = {"v-ego-name": 0.7, "v-why": 0.58, None: 0.62}
"""Of the size of the letters: how wide a letter is, on average of a wide text (the centre's name is bold)."""


@dataclass(frozen=True)
class Near:
    actor: ActorLink
    tie: Tie


def near(name: str, *figures: int) -> Near:
    id = re.sub(r"\W+", "-", name.lower())
    said_to, heard_from, about, spoken_about = (*figures, 0, 0, 0, 0)[:4]
    tie = Tie(id, said_to, heard_from, about, spoken_about, beside=3)
    return Near(ActorLink(id, name, ActorKind.PERSON), tie)


def drawn(*around: Near, name: str = "Ana Ruiz") -> ET.Element:
    svg = network(name, around, "../")
    assert svg is not None
    return ET.fromstring(svg)


def texts(root: ET.Element) -> list[ET.Element]:
    return list(root.iter(f"{SVG}text"))


def test_nobody_is_not_drawn() -> None:
    """No figure where nobody is around."""
    assert network("Ana Ruiz", (), "") is None


def test_a_drawing_scales_and_is_dressed_by_the_page() -> None:
    """A view box and no size, no colour of its own; nobody comes to it with the keyboard."""
    svg = str(network("Ana Ruiz", (near("Bo Lind", 1),), "../"))
    root = ET.fromstring(svg)
    assert svg.startswith("<svg ")
    assert root.get("viewBox") == "0 0 360 92"
    assert root.get("focusable") == "false"
    assert not {"width", "height", "style"} & {*root.keys()}
    assert not re.search(r'\s(?:fill|stroke|style)="', svg)
    assert [a.get("tabindex") for a in root.iter(f"{SVG}a")] == ["-1"]


def test_every_neighbour_is_a_link_with_the_figures() -> None:
    """In the order of the columns; the title says all, the line below the name the closest."""
    around = [near("Bo Lind", 2, 1, 5), near("Cy Falk", 0, 0, 0, 4), near("Di Moss")]
    links = {a.get("href"): a for a in drawn(*around).iter(f"{SVG}a")}
    assert list(links) == ["../actors/bo-lind.html", "../actors/di-moss.html", "../actors/cy-falk.html"]
    said = {href: [e.text for e in a] for href, a in links.items()}
    assert said["../actors/bo-lind.html"] == [
        "Bo Lind: said to 2, heard 1, about 5, beside in 3",
        "Bo Lind",
        "said to 2, heard 1",
    ]
    assert said["../actors/cy-falk.html"][2] == "named by 4"
    assert said["../actors/di-moss.html"][1:] == ["Di Moss", "beside in 3"]


@pytest.mark.parametrize(
    ("figures", "kind", "arrow"),
    [
        ((1, 0), "to", "v-to"),
        ((0, 2), "to", "v-from"),
        ((1, 2, 9), "to", "v-both"),
        ((0, 0, 1), "about", "v-to"),
        ((0, 0, 0, 1), "about", "v-from"),
        ((0, 0, 1, 1), "about", "v-both"),
        ((0,), "beside", None),
    ],
)
def test_a_line_has_the_arrow_of_the_closest_tie(figures: tuple[int, ...], kind: str, arrow: str) -> None:
    """To the name where words went there, from it where they came, none for company; each mark is defined."""
    root = drawn(near("Bo Lind", *figures))
    (line,) = (p for p in root.iter(f"{SVG}path") if "v-spoke" in p.get("class", ""))
    assert line.get("class") == f"v-spoke v-spoke-{kind}"
    assert line.get("marker-end") == (f"url(#{arrow})" if arrow else None)
    assert {m.get("id") for m in root.iter(f"{SVG}marker")} == {"v-to", "v-from", "v-both"}


def test_names_are_characters() -> None:
    """Marks of the language of the drawing stay what they are."""
    odd = "<b>&amp; \"Bo\" 'x'"
    root = drawn(near(odd, 1), name="A & <B>")
    (link,) = root.iter(f"{SVG}a")
    assert [e.text for e in link][:2] == [f"{odd}: said to 1, beside in 3", odd]
    assert texts(root)[-1].text == "A & <B>"


def test_a_drawing_is_the_same_every_time() -> None:
    """Nothing random, nothing counted over from the drawing before."""
    around = [near(f"Bo Lind {n}", n) for n in range(10)]
    assert network("Ana Ruiz", around, "../") == network("Ana Ruiz", around, "../")


@pytest.mark.parametrize("count", range(1, 11))
def test_no_name_covers_another(count: int) -> None:
    """By the width that letters may have: all stand inside, and none on another."""
    long = "Mauritius Wammeswald of the Northern Harbour Authority"
    root = drawn(*(near(f"{long} {n}", 88, 88) for n in range(count)), name=long)
    boxes = []
    for text in texts(root):
        size = 9.5 if text.get("class") == "v-why" else 11.5
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        wide = WIDE[text.get("class")] * size * len(text.text or "")
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "")]
        boxes.append((left, left + wide, y - 0.8 * size, y + 0.2 * size))
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for n, (left, right, top, bottom) in enumerate(boxes):
        assert left >= -12
        assert right <= width + 12
        assert top >= 0
        assert bottom <= height
        for other in boxes[:n]:
            apart = right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top
            assert apart, (boxes[n], other)


SAID = ("“Yes,” said Dee Orr.", "“So,” said Eva Pohl.", "“Ah,” said Fay Noor.")


def drawn_and_told(*heard: str) -> tuple[list[str], list[str]]:
    """The drawing and the table of Ana Ruiz's page, who told each of them something, as lines."""
    said_to = {name: f"that the tide of day {n} was late" for n, name in enumerate(heard)}
    lines = [f"Ana Ruiz told {name} {words}." for name, words in said_to.items()]
    data = corpus(
        story(
            "\n".join(("A", *lines, "“No,” said Bo Lind to Ana Ruiz. “Aye,” said Cy Falk.", *SAID)),
            *(said(words, by="Ana Ruiz", cue="told", type="indirect") for words in said_to.values()),
            said("No,", by="Bo Lind", cue="said"),
            said("Aye,", by="Cy Falk", cue="said"),
            said("Yes,", by="Dee Orr", cue="said"),
            said("So,", by="Eva Pohl", cue="said"),
            said("Ah,", by="Fay Noor", cue="said"),
        ),
    )
    page = next(p for p in actor.contexts(catalogue(data)) if p.path == "actors/ana-ruiz.md")
    html = body(dict(render(data))["actors/ana-ruiz.md"])
    drawings = re.findall(r'<figure class="v-network" aria-hidden="true">(<svg .*?</svg>)', html, re.DOTALL)
    assert drawings == [svg for svg in (page.network,) if svg]
    titles = [t.text or "" for svg in drawings for t in ET.fromstring(svg).iter(f"{SVG}title")]
    heads = [head.lower() for head in re.findall(r'<th scope="col">([^<]+)</th>', html.split("v-ties")[1])][
        1:
    ]
    spoken = {"heard from": "heard", "spoke about": "about", "articles together": "beside in"}
    rows = re.findall(r'<tr><th scope="row"><a [^>]*>([^<]+)</a></th>((?:<td>\d*</td>)+)</tr>', html)
    table = []
    for name, cells in rows:
        figures = zip(heads, re.findall(r">(\d*)</td>", cells), strict=True)
        table.append(f"{name}: " + ", ".join(f"{spoken.get(head, head)} {n}" for head, n in figures if n))
    return sorted(titles), sorted(table)


def test_the_drawing_shows_who_speaks_with_whom_as_the_table_has_it() -> None:
    """Every figure of those who speak with one stands in the drawing too; company is the table's."""
    titles, table = drawn_and_told("Bo Lind", "Cy Falk", "Dee Orr", "Fay Noor")
    assert set(titles) <= set(table)
    assert titles == [
        "Bo Lind: said to 1, heard 1, beside in 1",
        "Cy Falk: said to 1, beside in 1",
        "Dee Orr: said to 1, beside in 1",
        "Fay Noor: said to 1, beside in 1",
    ]


def test_few_who_speak_with_one_are_not_drawn() -> None:
    """The table says as much."""
    titles, table = drawn_and_told("Bo Lind", "Cy Falk", "Dee Orr")
    assert titles == []
    assert table
