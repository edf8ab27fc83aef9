"""TEI P5: the articles with ``<said>``, the actors as lists, the statements as a critical apparatus.

https://tei-c.org/release/doc/tei-p5-doc/en/html/
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from build_site.exports.edition import Edition, Printed
from build_site.exports.feeds import make_fit, xml_text
from build_site.exports.known import published_blocks
from build_site.exports.pieces import RECORDS, InPieces, Piece, Stretch, cut, runs
from build_site.model import (
    Actor,
    ActorKind,
    Block,
    BlockKind,
    Quotation,
    QuotationType,
    Span,
    Statement,
)
from build_site.text import touched

TEI = "http://www.tei-c.org/ns/1.0"
ID = "{http://www.w3.org/XML/1998/namespace}id"
SURE, LIKELY = 0.9, 0.7
"""From these confidences on, ``@cert`` is ``high`` and ``medium``; below, ``low``."""
RESPONSIBLE = (
    ("verbatim", "Quotations, speakers and statements found by", "Verbatim"),
    ("curator", "Corrected by", "the curator of the corpus"),
)
"""What ``@resp`` points to."""
PERSONS = (ActorKind.PERSON, ActorKind.ANONYMOUS)


@InPieces
def corpus(edition: Edition) -> tuple[str, list[Stretch]]:
    """``data/corpus.tei.xml``: one ``TEI`` an article, the actors, and the statements as an apparatus.

    A part lists those whom its articles quote, by their names alone: another article's spelling of one
    who is quoted everywhere changes no other part.
    """
    dataset = edition.dataset
    root = ET.Element(f"{{{TEI}}}teiCorpus")
    header = _header(root, dataset.corpus.title, dataset.corpus.licence)
    title = header[0][0]
    for id, duty, name in RESPONSIBLE:
        statement = _child(title, "respStmt")
        statement.set(ID, id)
        _child(statement, "resp", duty)
        _child(statement, "name", name)
    before, _, after = _written(root).partition("</teiHeader>")
    return "data/corpus.tei.xml", [
        before,
        *_actors(dataset.actors if edition.part is None else _quoted(edition)),
        f"</teiHeader>{after.removesuffix('</teiCorpus>')}",
        *(Piece(_articles, (dataset.corpus.publish, *run)) for run in runs(edition)),
        *(_inside(one) for one in _apparatus(edition)),
        "</teiCorpus>\n",
    ]


def _written(element: ET.Element) -> str:
    """An element as XML."""
    ET.register_namespace("", TEI)
    make_fit(element)
    return ET.tostring(element, encoding="unicode")


def _inside(element: ET.Element) -> str:
    """As XML that stands in an element of the same namespace."""
    return _written(element).replace(f' xmlns="{TEI}"', "", 1)


def _header(parent: ET.Element, title: str, licence: str | None) -> ET.Element:
    header = _child(parent, "teiHeader")
    description = _child(header, "fileDesc")
    _child(_child(description, "titleStmt"), "title", title)
    publication = _child(description, "publicationStmt")
    _child(publication, "p", licence or "Licence not stated.")
    _child(_child(description, "sourceDesc"), "p", "Born digital.")
    return header


def _quoted(edition: Edition) -> list[Actor]:
    """Those whom a part refers to."""
    ids = {id for one in edition.articles for id, _, _ in one.people}
    return [
        replace(actor, aliases=(), titles=(), mentions=())
        for id in sorted(ids)
        if (actor := edition.actors.get(id))
    ]


def _actors(listed: Sequence[Actor]) -> Iterator[Stretch]:
    """What the corpus's header has of them."""
    if not listed:
        return
    yield "<profileDesc><particDesc>"
    for group, tag, name, personal in (
        ("listPerson", "person", "persName", True),
        ("listOrg", "org", "orgName", False),
    ):
        actors = [a for a in listed if (a.kind in PERSONS) is personal]
        if actors:
            yield f"<{group}>"
            for run in cut(actors, lambda a: a.id, RECORDS):
                yield Piece(_list, (tag, name, *run))
            yield f"</{group}>"
    yield "</particDesc></profileDesc>"


def _list(tag: str, name: str, *actors: Actor) -> str:
    return "".join(_inside(_actor(tag, name, actor)) for actor in actors)


def _actor(tag: str, name: str, actor: Actor) -> ET.Element:
    element = ET.Element(f"{{{TEI}}}{tag}")
    element.set(ID, xml_id("actor", actor.id))
    if actor.same_as:
        element.set("sameAs", " ".join(actor.same_as))
    _child(element, name, actor.name)
    for alias in actor.aliases:
        if alias.text != actor.name:
            _child(element, name, alias.text).set("type", "alias")
    return element


def _articles(publish: str, *printed: Printed) -> str:
    return "".join(_inside(_article(publish, one)) for one in printed)


def _article(publish: str, printed: Printed) -> ET.Element:
    article, quoted = printed.article, printed.quotations
    written = frozenset(id for id, _, kind in printed.people if kind == ActorKind.DOCUMENT.value)
    tei = ET.Element(f"{{{TEI}}}TEI")
    tei.set(ID, xml_id("article", article.id))
    licence = article.article.metadata.licence
    _header(tei, article.title, licence.value if licence else None)
    body = _child(_child(tei, "text"), "body")
    shown = frozenset(published_blocks(article, quoted, publish))
    said = _Said(article.article.text, written)
    blocks = article.article.blocks
    for block, pieces in zip(blocks, said.pieces(blocks, quoted), strict=True):
        if block in shown:
            said.fill(_block(body, block), block.span, pieces)
        elif len(body) == 0 or body[-1].tag != f"{{{TEI}}}gap":
            _child(body, "gap").set("reason", "not published")
    return tei


def _block(body: ET.Element, block: Block) -> ET.Element:
    """A paragraph, one of another outlet's, or a block of some other kind."""
    if block.kind is BlockKind.PARAGRAPH:
        return _child(body, "p")
    if block.kind is BlockKind.BLOCKQUOTE:
        return _child(_child(body, "quote"), "p")
    element = _child(body, "ab")
    element.set("type", block.kind.value)
    return element


@dataclass(order=True, slots=True)
class _Piece:
    """A stretch of a quotation; outermost is the one that starts first, of several the longest."""

    start: int
    less_end: int
    place: int
    quotation: Quotation = field(compare=False)


@dataclass(slots=True)
class _Said:
    """An article’s text with its quotations as elements; ``@prev`` joins the parts of one that others cut."""

    text: str
    written: frozenset[str]
    """The actors that are documents, whose words were not spoken."""
    parts: Counter[str] = field(default_factory=Counter)

    def pieces(self, blocks: Sequence[Block], quoted: Sequence[Quotation]) -> list[list[_Piece]]:
        """What of the quotations stands in each block, in order."""
        spans = [block.span for block in blocks]
        found: list[list[_Piece]] = [[] for _ in spans]
        for n, q in enumerate(quoted):
            for start, end in q.content:
                for i in touched((start, end), spans):
                    found[i].append(_Piece(max(start, spans[i][0]), -min(end, spans[i][1]), n, q))
        return [sorted(pieces) for pieces in found]

    def fill(self, element: ET.Element, span: Span, waiting: list[_Piece]) -> None:
        """Put the characters of ``span`` into an element, with the pieces that start in it."""
        place, last = span[0], None
        while waiting and waiting[0].start < span[1]:
            piece = waiting.pop(0)
            end = min(-piece.less_end, span[1])
            _append(element, last, self.text[place : piece.start])
            last = self._element(element, piece.quotation)
            self.fill(last, (piece.start, end), waiting)
            if end < -piece.less_end:
                insort(waiting, _Piece(end, piece.less_end, piece.place, piece.quotation))
            place = end
        _append(element, last, self.text[place : span[1]])

    def _element(self, parent: ET.Element, q: Quotation) -> ET.Element:
        said = _child(parent, "said")
        name, part = xml_id(q.anchor, q.article), self.parts[q.id]
        said.set(ID, f"{name}.{part + 1}" if part else name)
        if part:
            said.set("prev", f"#{name}.{part}" if part > 1 else f"#{name}")
        self.parts[q.id] += 1
        said.set("direct", "false" if q.type is QuotationType.INDIRECT else "true")
        said.set("aloud", "false" if q.actor in self.written else "true" if q.actor else "unknown")
        said.set("cert", "high" if q.confidence >= SURE else "medium" if q.confidence >= LIKELY else "low")
        said.set("resp", "#verbatim" if q.corrected is None else "#curator")
        if q.speakers:
            said.set("who", " ".join("#" + xml_id("actor", who) for who in q.speakers))
        if q.addressees:
            said.set("toWhom", " ".join("#" + xml_id("actor", to) for to in q.addressees))
        return said


def _append(element: ET.Element, last: ET.Element | None, words: str) -> None:
    """Text behind the last child, or in an element that has none yet."""
    if last is None:
        element.text = (element.text or "") + xml_text(words)
    else:
        last.tail = (last.tail or "") + xml_text(words)


def _apparatus(edition: Edition) -> Iterator[ET.Element]:
    shared = [s for s in edition.dataset.statements if len(s.versions) > 1]
    if not shared:
        return
    tei = ET.Element(f"{{{TEI}}}TEI")
    tei.set(ID, "statements")
    _header(tei, "Statements and their versions", None)
    body = _child(_child(tei, "text"), "body")
    for statement in shared:
        _statement(body, statement, edition.quotations)
    yield tei


def _statement(body: ET.Element, statement: Statement, quotations: Mapping[str, Quotation]) -> None:
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
