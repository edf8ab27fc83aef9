"""TEI P5 of transcribed speech: ``<u>`` with who speaks, directions as incidents, times as a ``<timeline>``.

https://tei-c.org/release/doc/tei-p5-doc/en/html/TS.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from build_site.exports.feeds import make_fit, xml_text
from build_site.exports.tei import ID, TEI, xml_id
from build_site.ids import slugify
from build_site.model import Dataset, Publish, Transcript, Turn
from build_site.said.addresses import slug, title_of, turn_anchors
from build_site.said.hearing import shown_of


def spoken(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/transcripts.tei.xml``: one ``TEI`` a transcript that is published in full."""
    if not dataset.record.transcripts:
        return
    ET.register_namespace("", TEI)
    root = ET.Element(f"{{{TEI}}}teiCorpus")
    _described(_child(root, "teiHeader"), "Transcripts", "Licences as each transcript states them.")
    actor_of = dict(dataset.record.speakers)
    named = {one.id: title_of(one) for one in dataset.record.transcripts}
    prepared = {one.prepared: named[one.delivered] for one in dataset.record.deliveries}
    for one in dataset.record.transcripts:
        if shown_of(dataset, one) is Publish.FULL:
            _transcript(root, one, actor_of, prepared.get(one.id))
    make_fit(root)
    yield "data/transcripts.tei.xml", ET.tostring(root, encoding="unicode") + "\n"


def _described(header: ET.Element, title: str, licence: str) -> ET.Element:
    description = _child(header, "fileDesc")
    _child(_child(description, "titleStmt"), "title", title)
    _child(_child(description, "publicationStmt"), "p", licence)
    return _child(description, "sourceDesc")


def _transcript(
    root: ET.Element, one: Transcript, actor_of: Mapping[str, str], prepared_for: str | None
) -> None:
    text = _child(root, "TEI")
    header = _child(text, "teiHeader")
    source = _described(header, title_of(one), one.facts.licence or "Licence not stated.")
    about = (
        *(one.facts.occasion, one.facts.place, one.facts.date, one.facts.url, one.facts.completeness),
        prepared_for and f"prepared for: {prepared_for}",
    )
    _child(source, "p", "; ".join(fact for fact in about if fact) or "Occasion not stated.")
    labels = list(dict.fromkeys(turn.speaker for turn in one.turns if turn.speaker))
    if labels:
        people = _child(_child(_child(header, "profileDesc"), "particDesc"), "listPerson")
        for label in labels:
            person = _child(people, "person")
            person.set(ID, _speaker(one, label))
            if label in actor_of:
                person.set("sameAs", f"corpus.tei.xml#{xml_id('actor', actor_of[label])}")
            _child(person, "persName", label)
    content = _child(text, "text")
    if one.times:
        _timeline(content, one)
    body = _child(content, "body")
    for turn, anchor in zip(one.turns, turn_anchors(one), strict=True):
        _turn(body, one, turn, xml_id("u", f"{slug(one)}-{anchor}"))


def _timeline(content: ET.Element, one: Transcript) -> None:
    timeline = _child(content, "timeline")
    timeline.set("unit", "s")
    timeline.set("origin", f"#{_time(one, 0)}")
    _child(timeline, "when").set(ID, _time(one, 0))
    for number, (_, seconds) in enumerate(one.times, 1):
        when = _child(timeline, "when")
        when.set(ID, _time(one, number))
        when.set("interval", f"{seconds:g}")
        when.set("since", f"#{_time(one, 0)}")


def _turn(body: ET.Element, one: Transcript, turn: Turn, name: str) -> None:
    """One utterance; its stage directions stand in it where they stood."""
    u = _child(body, "u")
    u.set(ID, name)
    if turn.speaker:
        u.set("who", f"#{_speaker(one, turn.speaker)}")
    starts = [number for number, (at, _) in enumerate(one.times, 1) if turn.span[0] <= at < turn.span[1]]
    if starts:
        u.set("start", f"#{_time(one, starts[0])}")
    parts = [(span, True) for span in turn.speech]
    parts += [(span, False) for span in one.directions if turn.span[0] <= span[0] < turn.span[1]]
    last: ET.Element | None = None
    for (start, end), is_speech in sorted(parts):
        words = xml_text(one.text[start:end])
        if not is_speech:
            last = _child(u, "incident")
            _child(last, "desc", words)
        elif last is None:
            u.text = f"{u.text or ''}{words} "
        else:
            last.tail = f"{last.tail or ' '}{words} "


def _speaker(one: Transcript, label: str) -> str:
    return xml_id("speaker", f"{slug(one)}-{slugify(label)}")


def _time(one: Transcript, number: int) -> str:
    return xml_id("time", f"{slug(one)}-{number}")


def _child(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, f"{{{TEI}}}{tag}")
    if text:
        element.text = xml_text(text)
    return element
