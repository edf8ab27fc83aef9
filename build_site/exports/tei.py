"""TEI P5: the articles with ``<said>``, the actors as lists, the statements as a critical apparatus.

https://tei-c.org/release/doc/tei-p5-doc/en/html/
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from build_site.exports.feeds import xml_text
from build_site.model import ActorKind, BlockKind, CorpusArticle, Dataset, Quotation, QuotationType, Statement

TEI = "http://www.tei-c.org/ns/1.0"
ID = "{http://www.w3.org/XML/1998/namespace}id"
SURE, LIKELY = 0.9, 0.7
"""From these confidences on, ``@cert`` is ``high`` and ``medium``; below, ``low``."""


def corpus(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/corpus.tei.xml``: one ``TEI`` an article, the actors, and the statements as an apparatus."""
    ET.register_namespace("", TEI)
    root = ET.Element(f"{{{TEI}}}teiCorpus")
    header = _header(root, dataset.corpus.title, dataset.corpus.licence)
    profile = _child(header, "profileDesc")
    _actors(_child(profile, "particDesc"), dataset)
    of_article: dict[str, list[Quotation]] = {}
    for q in dataset.quotations:
        of_article.setdefault(q.article, []).append(q)
    for article in dataset.articles:
        _article(root, article, of_article.get(article.id, []))
    _apparatus(root, dataset)
    yield "data/corpus.tei.xml", ET.tostring(root, encoding="unicode") + "\n"


def _header(parent: ET.Element, title: str, licence: str | None) -> ET.Element:
    header = _child(parent, "teiHeader")
    description = _child(header, "fileDesc")
    _child(_child(description, "titleStmt"), "title", title)
    publication = _child(description, "publicationStmt")
    _child(publication, "p", licence or "Licence not stated.")
    _child(_child(description, "sourceDesc"), "p", "Born digital.")
    return header


def _actors(parent: ET.Element, dataset: Dataset) -> None:
    persons = [a for a in dataset.actors if a.kind in (ActorKind.PERSON, ActorKind.ANONYMOUS)]
    others = [a for a in dataset.actors if a.kind not in (ActorKind.PERSON, ActorKind.ANONYMOUS)]
    for actors, group, tag, name in (
        (persons, "listPerson", "person", "persName"),
        (others, "listOrg", "org", "orgName"),
    ):
        if not actors:
            continue
        listed = _child(parent, group)
        for actor in actors:
            element = _child(listed, tag)
            element.set(ID, xml_id("actor", actor.id))
            if actor.same_as:
                element.set("sameAs", " ".join(actor.same_as))
            _child(element, name, actor.name)
            for alias in actor.aliases:
                if alias.text != actor.name:
                    _child(element, name, alias.text).set("type", "alias")


def _article(root: ET.Element, article: CorpusArticle, quotations: list[Quotation]) -> None:
    tei = _child(root, "TEI")
    tei.set(ID, xml_id("article", article.id))
    _header(
        tei,
        article.title,
        article.article.metadata.licence.value if article.article.metadata.licence else None,
    )
    body = _child(_child(tei, "text"), "body")
    spans = sorted(((span, q) for q in quotations for span in q.content), key=lambda pair: pair[0])
    for block in article.article.blocks:
        outer = _child(body, "quote") if block.kind is BlockKind.BLOCKQUOTE else body
        element = _child(outer, "p")
        element.set("type", block.kind.value)
        _mixed(element, article.article.text, block.span, spans)


def _mixed(
    element: ET.Element, text: str, block: tuple[int, int], spans: list[tuple[tuple[int, int], Quotation]]
) -> None:
    """Fill a paragraph; a quotation inside another is left to the annotations, which nest freely."""
    place = block[0]
    last: ET.Element | None = None

    def add(words: str) -> None:
        if last is None:
            element.text = (element.text or "") + xml_text(words)
        else:
            last.tail = (last.tail or "") + xml_text(words)

    for (start, end), q in spans:
        if start < place or end > block[1]:
            continue
        add(text[place:start])
        last = _child(element, "said", text[start:end])
        last.set("direct", "false" if q.type is QuotationType.INDIRECT else "true")
        last.set("cert", "high" if q.confidence >= SURE else "medium" if q.confidence >= LIKELY else "low")
        last.set("resp", "#curator" if q.corrected is not None else "#verbatim")
        if q.actor:
            last.set("who", "#" + xml_id("actor", q.actor))
        if (start, end) == q.content[0]:
            last.set(ID, xml_id(q.anchor, q.article))
        place = end
    add(text[place : block[1]])


def _apparatus(root: ET.Element, dataset: Dataset) -> None:
    shared = [s for s in dataset.statements if len(s.versions) > 1]
    if not shared:
        return
    tei = _child(root, "TEI")
    tei.set(ID, "statements")
    _header(tei, "Statements and their versions", None)
    body = _child(_child(tei, "text"), "body")
    quotations = {q.id: q for q in dataset.quotations}
    for statement in shared:
        _statement(body, statement, quotations)


def _statement(body: ET.Element, statement: Statement, quotations: dict[str, Quotation]) -> None:
    division = _child(body, "div")
    division.set(ID, xml_id("statement", statement.id))
    witnesses = _child(division, "listWit")
    paragraph = _child(_child(division, "p"), "app")
    for version in statement.versions:
        q = quotations[version.quotation]
        witness = _child(witnesses, "witness", q.article)
        witness.set(ID, xml_id("witness", q.id))
        base = version.quotation == statement.base
        reading = _child(paragraph, "lem" if base else "rdg", "".join(s.text for s in version.segments))
        reading.set("wit", "#" + xml_id("witness", q.id))


def xml_id(kind: str, name: str) -> str:
    """An ``xml:id``: a name that begins with its kind and holds no character that a name cannot."""
    return f"{kind}-{name}".replace("#", ".")


def _child(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, f"{{{TEI}}}{tag}")
    if text:
        element.text = xml_text(text)
    return element
