"""TEI P5: well-formed, every pointer leads somewhere, the text is the article's own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from build_site.exports.feeds import atom, xml_text
from build_site.exports.tei import TEI
from build_site.exports.tei import corpus as tei_corpus
from build_site.model import BlockKind, Dataset
from tests.builders import corpus, said, story
from tests.pages.corpora import plain_corpus

NS = {"t": TEI}
ID = "{http://www.w3.org/XML/1998/namespace}id"
NCNAME = re.compile(r"[A-Za-z_][\w.-]*")
POINTERS = ("who", "resp", "wit", "prev")


def parse(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)


def words(element: etree._Element) -> str:
    """All of the element's text."""
    return "".join(map(str, element.itertext()))


@pytest.fixture
def tree(texts: dict[str, str]) -> etree._Element:
    return parse(texts["data/corpus.tei.xml"])


def test_ids_are_names_and_unique(tree: etree._Element) -> None:
    ids = Counter(e.get(ID) for e in tree.iter() if e.get(ID) is not None)
    assert [id for id, n in ids.items() if n > 1 or not NCNAME.fullmatch(id or "")] == []


def test_every_pointer_leads_somewhere(tree: etree._Element) -> None:
    ids = {e.get(ID) for e in tree.iter()}
    for element in tree.iter():
        for name in POINTERS:
            for pointer in element.get(name, "").split():
                assert pointer[0] == "#"
                assert pointer[1:] in ids, f"{element.tag} {name}={pointer}"


def test_text_of_blocks_is_the_source(dataset: Dataset, tree: etree._Element) -> None:
    """But for the characters that XML cannot hold, which are shown as what they are not."""
    for article in dataset.articles:
        body = tree.find(f"t:TEI[@xml:id='article-{article.id}']/t:text/t:body", {**NS, "xml": ID[1:-3]})
        blocks: Any = body.xpath("t:p | t:ab | t:quote/t:p", namespaces=NS)
        if dataset.corpus.publish == "excerpts":
            assert len(blocks) < len(article.article.blocks)
            assert body.find("t:gap", NS) is not None
            continue
        for element, block in zip(blocks, article.article.blocks, strict=True):
            assert words(element) == xml_text(article.article.text[slice(*block.span)])
            if block.kind not in (BlockKind.PARAGRAPH, BlockKind.BLOCKQUOTE):
                assert element.get("type") == block.kind.value


def test_every_quotation_is_there(dataset: Dataset, tree: etree._Element) -> None:
    """All its words, and who said them; the parts of one that others cut hang together."""
    said_by: dict[str, list[etree._Element]] = {}
    for element in tree.iterfind(".//t:said", NS):
        said_by.setdefault(re.sub(r"\.\d+$", "", element.get(ID, "")), []).append(element)
    assert said_by.keys() == {f"{q.anchor}-{q.article}" for q in dataset.quotations}
    for q in dataset.quotations:
        parts = said_by[f"{q.anchor}-{q.article}"]
        whole = "".join(words(part) for part in parts)
        assert "".join(whole.split()) == "".join(xml_text(q.text).replace(" […] ", "").split())
        assert {part.get("who") for part in parts} == {
            " ".join(f"#actor-{who}" for who in q.speakers) or None
        }
        assert [part.get("prev") for part in parts] == [None, *(f"#{part.get(ID)}" for part in parts[:-1])]


def test_versions_are_an_apparatus(dataset: Dataset, tree: etree._Element) -> None:
    shared = [s for s in dataset.statements if len(s.versions) > 1]
    assert len(tree.findall(".//t:app", NS)) == len(shared)
    for app, statement in zip(tree.iterfind(".//t:app", NS), shared, strict=True):
        assert [e.tag for e in app] == [f"{{{TEI}}}lem"] + [f"{{{TEI}}}rdg"] * (len(statement.versions) - 1)


def test_actors_keep_their_names_and_links() -> None:
    data = plain_corpus()
    hostile = replace(data.actors[0], name="</person> & “]]>” <b>", same_as=("https://x.example/?a=1&b='2'",))
    tree = parse(next(tei_corpus(replace(data, actors=(hostile, *data.actors[1:]))))[1])
    person = tree.find(".//t:person", NS)
    assert person is not None
    assert person.findtext("t:persName", namespaces=NS) == hostile.name
    assert person.get("sameAs") == hostile.same_as[0]


def test_quotations_that_cut_one_another_nest() -> None:
    """An element cannot end inside another: the part behind is an element of its own, joined to the first."""
    text = "Title\none two three four five"
    data = corpus(story(text, said("one two three", by="Ana Ruiz"), said("three four", by="Jo Lind")))
    tree = parse(next(tei_corpus(data))[1])
    (paragraph,) = tree.iterfind(".//t:body/t:p", NS)
    assert words(paragraph) == "one two three four five"
    first, second = paragraph
    assert words(first) == "one two three"
    assert second.get("prev") == f"#{first[0].get(ID)}"
    assert words(second) == " four"


def test_whatever_the_metadata_holds_is_well_formed() -> None:
    """Control characters of descriptions, links and titles, in texts and attributes, also in the feed."""
    made = corpus(story("Vote\n“Yes,” Ada Brun said.", said("Yes,", by="Ada Brun"), outlet="The \x08Quay"))
    actor = replace(made.actors[0], description="a\x01b\x1b[0m", same_as=("https://quay.example/\x01",))
    settings = replace(made.corpus, title="a\x01b\ufffe", licence="\x02", description="\x03]]>")
    odd = replace(made, actors=(actor, *made.actors[1:]), corpus=settings)
    for export in (tei_corpus, atom):
        for _, content in export(odd):
            assert "\ufffd" in content
            parse(content)
