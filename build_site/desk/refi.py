"""A coded sample as a project of the REFI-QDA standard (``.qdpx``), which QualCoder and others open.

The standard: urn:QDA-XML:project:1.0 (REFI-QDA 1.5). Users are the coders, codes are kinds and speakers, and
every answer is a selection of an article's text with its two codings. Places count code points. No two codes
and no two texts have one name, and a coder gives words a code once: QualCoder keeps all of them by name and
by place in its database, renames a second text and passes over a second code.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
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
        names = _names({unit.article for unit in sample.units})
        for path in sorted(names):
            article = articles.get(path)
            digests = {unit.sha256 for unit in sample.units if unit.article == path}
            if article is None or digests != {article.article.document.sha256}:
                raise VerbatimError(f"{path}: is not the article that was coded. Put that one back.")
            guid = _guid(sample, "source", path)
            about = {"guid": guid, "name": names[path], "plainTextPath": f"internal://{guid}.txt"}
            source = ET.SubElement(sources, "TextSource", {**about, "creationDateTime": EPOCH})
            _selections(source, sample, answers, path)
            _put(archive, f"Sources/{guid}.txt", article.article.text)
        text = ET.tostring(project, encoding="unicode")
        _put(archive, "project.qde", f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')
    return out.getvalue()


def _names(paths: Iterable[str]) -> dict[str, str]:
    """What each article is called: its file's name, or its whole path where two have one name."""
    short = {path: _plain(path.rpartition("/")[2]) for path in paths}
    several = Counter(short.values())
    return {
        path: name if several[name] == 1 else _plain(path.replace("/", ", ")) for path, name in short.items()
    }


def _codes(project: ET.Element, sample: Sample, answers: Mapping[str, Mapping[str, Answer]]) -> None:
    """Two groups of codes: kinds and speakers, of whom one is meant in whatever case the name is written."""
    codes = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
    groups: dict[str, dict[str, str]] = {"kind": {}, "speaker": {}}
    for group, name in sorted(code for own in answers.values() for a in own.values() for code in _given(a)):
        groups[group].setdefault(_code(sample, group, name), name)
    for number, (group, named) in enumerate(groups.items()):
        about = {"guid": _guid(sample, "group", group), "name": group, "isCodable": "false"}
        parent = ET.SubElement(codes, "Code", {**about, "color": COLOURS[number]})
        for place, (guid, name) in enumerate(named.items()):
            shown = _plain(name) if group == "kind" or name not in KINDS else f"{name} ({group})"
            own = {"guid": guid, "name": shown, "isCodable": "true"}
            ET.SubElement(parent, "Code", {**own, "color": COLOURS[place % len(COLOURS)]})


def _given(answer: Answer) -> tuple[tuple[str, str], ...]:
    """The codes of an answer, each with its group."""
    kind = ("kind", answer.kind)
    return (kind,) if answer.kind == NONE else (kind, ("speaker", answer.speaker or "nobody"))


def _selections(
    source: ET.Element, sample: Sample, answers: Mapping[str, Mapping[str, Answer]], path: str
) -> None:
    """What was answered of an article's words."""
    coded: set[tuple[str, int, int, str]] = set()
    for unit in sample.units:
        for coder, own in sorted(answers.items()) if unit.article == path else ():
            answer = own.get(unit.id)
            if answer is None:
                continue
            user = _guid(sample, "user", coder)
            made = {"creatingUser": user, "creationDateTime": answer.at or EPOCH}
            codes = {(user, unit.begin, unit.end, _code(sample, *code)): code[0] for code in _given(answer)}
            if codes.keys() <= coded:
                continue
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
            for key in (key for key in codes if key not in coded):
                own_guid = _guid(sample, f"coding {codes[key]} {coder}", unit.id)
                coding = ET.SubElement(selection, "Coding", {"guid": own_guid, **made})
                ET.SubElement(coding, "CodeRef", {"targetGUID": key[-1]})
            coded |= codes.keys()


def _code(sample: Sample, group: str, name: str) -> str:
    """The guid of a code, the same in whatever case and spacing its name is written."""
    return _guid(sample, group, _plain(name).casefold())


def _guid(sample: Sample, what: str, name: str) -> str:
    """The same each time, so that a project exported twice is one."""
    return str(uuid5(NAMESPACE_URL, f"verbatim {sample.name} {sample.seed} {what} {name}"))


def _plain(words: str) -> str:
    """Words on one line, without what XML cannot hold."""
    return " ".join(_ILLEGAL.sub(" ", words).split())


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode("utf-8", "replace"))
