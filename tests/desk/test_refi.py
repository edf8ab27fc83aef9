"""The coded sample as a REFI-QDA project: what the standard asks for, and what others read in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from build_site.config import Project
from build_site.desk.coding import Answer, Coding, Sample, draw
from build_site.desk.refi import SPACE, qdpx
from build_site.pipeline import Options, load

HOW = {
    "guid": r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "string": r"[^\x00-\x08\x0b\x0c\x0e-\x1f]*",
    "boolean": "true|false|1|0",
    "rgb": "#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})",
    "integer": r"[+-]?\d+",
    "moment": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
}
BY = "creatingUser:guid creationDateTime:moment modifyingUser:guid modifiedDateTime:moment"
RULES = {
    "Project": (
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
        "name:string!  origin:string creatingUserGUID:guid creationDateTime:moment basePath:string",
    ),
    "Users": ("User+", ""),
    "User": ("", "guid:guid! name:string id:string"),
    "CodeBook": ("Codes", ""),
    "Codes": ("Code+", ""),
    "Code": ("Description? NoteRef* Code*", "guid:guid! name:string! isCodable:boolean! color:rgb"),
    "Sources": ("TextSource+", ""),
    "TextSource": (
        "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
        f"guid:guid! name:string richTextPath:string plainTextPath:string {BY}",
    ),
    "PlainTextSelection": (
        "Description? Coding* NoteRef*",
        f"guid:guid! name:string startPosition:integer! endPosition:integer! {BY}",
    ),
    "Coding": ("CodeRef NoteRef*", "guid:guid! creatingUser:guid creationDateTime:moment"),
    "CodeRef": ("", "targetGUID:guid!"),
}
"""The elements that we write as Project.xsd of the standard has them: children in order, and attributes."""
ODD = "The ferry 🚢\x0b of Quay\n“The 🚢 is late,” said Jon Vale on Monday. He said it was “a start”.\n"


@pytest.fixture
def coded(project: Project) -> tuple[Coding, bytes]:
    """Everything of three articles coded by two, and exported."""
    (project.seeds / "odd.txt").write_text(ODD, "utf-8")
    dataset = load(project, Options())
    coding = Coding(project, "all")
    coding.keep(draw(dataset, "all", 100, 1))
    for number, unit in enumerate(coding.sample().units):
        coding.answer("Ada", Answer(unit.id, ("direct", "mixed", "none")[number % 3], "direct"))
        coding.answer("Ben <b>", Answer(unit.id, "indirect", ("", "Jon “J.” Vale & Son")[number % 2]))
    articles = {article.path: article for article in dataset.articles}
    return coding, qdpx(coding.sample(), coding.answers(), articles)


def told(archive: bytes) -> ET.Element:
    """The project of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return ET.fromstring(packed.read("project.qde"))


def name_of(element: ET.Element) -> str:
    """What an element is called, in the standard's name space."""
    space, _, name = element.tag.partition("}")
    assert space == f"{{{SPACE}"
    return name


def broken(element: ET.Element) -> Iterator[str]:
    """Where an element and those below are not as the standard has them."""
    name = name_of(element)
    children, attributes = RULES[name]
    order = "".join(re.sub(r"(\w+)([?*+]?)", r"(?:\1 )\2", part) for part in children.split())
    if not re.fullmatch(order, "".join(f"{name_of(child)} " for child in element)):
        yield f"{name}: {[name_of(child) for child in element]}"
    known = dict(part.split(":") for part in attributes.split())
    yield from (
        f"{name}: no {key}" for key, how in known.items() if how[-1] == "!" and key not in element.attrib
    )
    for key, value in element.attrib.items():
        if key not in known or not re.fullmatch(HOW[known[key].rstrip("!")], value):
            yield f"{name}: {key}={value!r}"
    for child in element:
        yield from broken(child)


def test_it_is_what_the_schema_says(coded: tuple[Coding, bytes], project: Project) -> None:
    """Elements in their order, attributes of their types; with no answer at all too."""
    assert list(broken(told(coded[1]))) == []
    articles = {article.path: article for article in load(project, Options()).articles}
    assert list(broken(told(qdpx(coded[0].sample(), {}, articles)))) == []


def test_every_reference_leads_somewhere(coded: tuple[Coding, bytes]) -> None:
    """Users and codes are told before they are meant; every text lies in the archive, and nothing else."""
    root = told(coded[1])
    guids = {str(one.get("guid")) for one in root.iter() if one.get("guid")}
    meant = {one.get(key) for one in root.iter() for key in ("creatingUser", "targetGUID")} - {None}
    assert meant <= guids
    paths = [str(one.get("plainTextPath")) for one in root.iter(f"{{{SPACE}}}TextSource")]
    with zipfile.ZipFile(io.BytesIO(coded[1])) as packed:
        inside = {f"Sources/{path.removeprefix('internal://')}" for path in paths}
        assert set(packed.namelist()) == {"project.qde", *inside}
    names = [one.get("name") for one in root.iter(f"{{{SPACE}}}Code")]
    assert len(names) == len(set(names))


def test_another_program_reads_what_was_answered(coded: tuple[Coding, bytes]) -> None:
    """As QualCoder reads it: code points of the text with its own line ends; groups are no codes."""
    root, read = told(coded[1]), set()
    tag = f"{{{SPACE}}}"
    users = {one.get("guid"): one.get("name") for one in root.iter(f"{tag}User")}
    codes = {
        one.get("guid"): one.get("name") for one in root.iter(f"{tag}Code") if one.get("isCodable") == "true"
    }
    with zipfile.ZipFile(io.BytesIO(coded[1])) as packed:
        for source in root.iter(f"{tag}TextSource"):
            file = f"Sources/{str(source.get('plainTextPath')).removeprefix('internal://')}"
            text = io.TextIOWrapper(io.BytesIO(packed.read(file)), "utf-8").read()
            for part in source.iter(f"{tag}PlainTextSelection"):
                words = text[int(str(part.get("startPosition"))) : int(str(part.get("endPosition")))]
                given = [codes[ref.get("targetGUID")] for ref in part.iter(f"{tag}CodeRef")]
                read.add((source.get("name"), users[part.get("creatingUser")], words, *given))
    wanted = set()
    for unit in coded[0].sample().units:
        for coder, own in coded[0].answers().items():
            answer = own[unit.id]
            speaker = "direct (speaker)" if answer.speaker == "direct" else answer.speaker or "nobody"
            given = [answer.kind] if answer.kind == "none" else [answer.kind, speaker]
            wanted.add((unit.article.partition("/")[2], coder, unit.words, *given))
    assert read == wanted
    assert any("🚢" in str(one[2]) for one in read)


def test_nothing_is_kept_twice_where_a_program_keeps_it_once(project: Project) -> None:
    """QualCoder's database knows texts and codes by name, and a code at a place once for each coder."""
    for folder in ("east", "west"):
        (project.seeds / folder).mkdir()
        (project.seeds / folder / "same.txt").write_text(f"In the {folder}.\n“It is late,” said Jon Vale.\n")
    dataset = load(project, Options())
    articles = {article.path: article for article in dataset.articles}
    drawn = [unit for unit in draw(dataset, "all", 100, 1).units if "same.txt" in unit.article]
    again = Sample("all", 1, (*drawn, *(replace(unit, id=f"{unit.id}-2") for unit in drawn)))
    names = ("Jon Vale", "jon  vale")
    answers = {
        coder: {u.id: Answer(u.id, "direct", names[(n + more) % 2]) for n, u in enumerate(again.units)}
        for more, coder in enumerate(("Ada", "Ben"))
    }
    root = told(qdpx(again, answers, articles))
    tag = f"{{{SPACE}}}"
    assert list(broken(root)) == []
    assert [one.get("name") for one in root.iter(f"{tag}Code")] == ["kind", "direct", "speaker", "Jon Vale"]
    titles = {one.get("name") for one in root.iter(f"{tag}TextSource")}
    assert titles == {"seeds, east, same.txt", "seeds, west, same.txt"}
    kept = [
        (source.get("name"), part.get("startPosition"), part.get("creatingUser"), ref.get("targetGUID"))
        for source in root.iter(f"{tag}TextSource")
        for part in source.iter(f"{tag}PlainTextSelection")
        for ref in part.iter(f"{tag}CodeRef")
    ]
    assert len(kept) == len(set(kept)) == 2 * 2 * 2
