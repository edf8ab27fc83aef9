"""A coded sample as a project of the REFI-QDA standard (``.qdpx``), which QualCoder and others open.

The standard: urn:QDA-XML:project:1.0 (REFI-QDA 1.5). Users are the coders, codes are kinds and speakers, and
every answer is a selection of an article's text with its two codings. Places count code points. No two codes
have one name: programs that keep codes by name would lose one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from build_site.desk.coding import KINDS, NONE, Answer, Sample
from build_site.errors import VerbatimError
from build_site.model import CorpusArticle

SPACE = "urn:QDA-XML:project:1.0"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EPOCH = "1980-01-01T00:00:00Z"
COLOURS = ("#C04A00", "#00794F", "#A3467E", "#4B3FA8", "#0F4C81", "#8A8479")


def qdpx(
    sample: Sample, answers: Mapping[str, Mapping[str, Answer]], articles: Mapping[str, CorpusArticle]
) -> bytes:
    """The archive; ``articles`` by path. Raises where an article is not what was coded."""
    project = ET.Element(
        "Project", {"xmlns": SPACE, "name": f"Verbatim: {sample.name}", "origin": "Verbatim"}
    )
    users = ET.SubElement(project, "Users") if answers else project
    for coder in sorted(answers):
        ET.SubElement(users, "User", {"guid": _guid(sample, "user", coder), "name": _plain(coder)})
    _codes(project, sample, answers)
    sources = ET.SubElement(project, "Sources")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted({unit.article for unit in sample.units}):
            article = articles.get(path)
            digests = {unit.sha256 for unit in sample.units if unit.article == path}
            if article is None or digests != {article.article.document.sha256}:
                raise VerbatimError(f"{path}: is not the article that was coded. Put that one back.")
            guid = _guid(sample, "source", path)
            _source(sources, sample, answers, article, guid)
            _put(archive, f"Sources/{guid}.txt", article.article.text)
        text = ET.tostring(project, encoding="unicode")
        _put(archive, "project.qde", f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')
    return out.getvalue()


def _codes(project: ET.Element, sample: Sample, answers: Mapping[str, Mapping[str, Answer]]) -> None:
    """Two groups of codes: kinds and speakers."""
    codes = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
    every = [answer for own in answers.values() for answer in own.values()]
    named = {
        "kind": sorted({a.kind for a in every}),
        "speaker": sorted({a.speaker or "nobody" for a in every if a.kind != NONE}),
    }
    for number, (group, names) in enumerate(named.items()):
        about = {"guid": _guid(sample, "group", group), "name": group, "isCodable": "false"}
        parent = ET.SubElement(codes, "Code", {**about, "color": COLOURS[number]})
        for place, name in enumerate(names):
            shown = _plain(name) if group == "kind" or name not in KINDS else f"{name} ({group})"
            own = {"guid": _guid(sample, group, name), "name": shown, "isCodable": "true"}
            ET.SubElement(parent, "Code", {**own, "color": COLOURS[place % len(COLOURS)]})


def _source(
    sources: ET.Element,
    sample: Sample,
    answers: Mapping[str, Mapping[str, Answer]],
    article: CorpusArticle,
    guid: str,
) -> None:
    source = ET.SubElement(
        sources,
        "TextSource",
        {
            "guid": guid,
            "name": _plain(article.path.rpartition("/")[2]),
            "plainTextPath": f"internal://{guid}.txt",
            "creationDateTime": EPOCH,
        },
    )
    for unit in sample.units:
        if unit.article != article.path:
            continue
        for coder, own in sorted(answers.items()):
            answer = own.get(unit.id)
            if answer is None:
                continue
            made = {
                "creatingUser": _guid(sample, "user", coder),
                "creationDateTime": answer.at or EPOCH,
            }
            selection = ET.SubElement(
                source,
                "PlainTextSelection",
                {
                    "guid": _guid(sample, f"selection {coder}", unit.id),
                    "name": _plain(unit.words)[:60],
                    "startPosition": str(unit.begin),
                    "endPosition": str(unit.end),
                    **made,
                },
            )
            given = [("kind", answer.kind)]
            given += [] if answer.kind == NONE else [("speaker", answer.speaker or "nobody")]
            for group, name in given:
                own_guid = _guid(sample, f"coding {group} {coder}", unit.id)
                coding = ET.SubElement(selection, "Coding", {"guid": own_guid, **made})
                ET.SubElement(coding, "CodeRef", {"targetGUID": _guid(sample, group, name)})


def _guid(sample: Sample, what: str, name: str) -> str:
    """The same each time, so that a project exported twice is one."""
    return str(uuid5(NAMESPACE_URL, f"verbatim {sample.name} {sample.seed} {what} {name}"))


def _plain(words: str) -> str:
    """Words on one line, without what XML cannot hold."""
    return " ".join(_ILLEGAL.sub(" ", words).split())


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode("utf-8", "replace"))
