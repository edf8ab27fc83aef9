"""``corpus.yml``, ``actors.yml``, ``corrections.yml``: trees become values, errors name the line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from build_site.curation.records import (
    NO_CORRECTIONS,
    UNATTRIBUTED,
    ActorMerge,
    ActorSplit,
    AuthorityActor,
    Check,
    Corrections,
    Link,
    QuotationAdd,
    QuotationFix,
    Reference,
    Speaker,
    StatementCorrection,
)
from build_site.curation.yaml import Node, each
from build_site.edtf import is_edtf
from build_site.errors import Troubles
from build_site.ids import slugify
from build_site.model import ActorKind, Corpus, Outlet, Portrait, QuotationType

ROLES = ("outlet", "office", "spokesperson", "witness", "document", "channel", "hearsay")
"""What a link of a chain may be."""

_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
CORPUS = (
    "title",
    "description",
    "language",
    "licence",
    "publish",
    "publish_above",
    "outlets",
    "cite_as",
    "featured",
    "share_images",
    "embeds",
    "downloads",
)
SHARE_IMAGES = ("none", "statements", "all")
EMBEDS = ("marks", "all")
DOWNLOADS = (
    "articles",
    "quotations",
    "actors",
    "statements",
    "doubts",
    "csv",
    "articles-csv",
    "actors-csv",
    "statements-csv",
    "sqlite",
    "annotations",
    "tei",
    "csl",
    "bibtex",
    "ris",
)
"""Exports that a site may have or not, by name; no page of it needs them."""
OUTLET = ("name", "id", "url", "aliases", "description")
ACTOR = ("name", "kind", "aliases", "title", "description", "same_as", "portrait", "not_same_as")
REFERENCE = ("article", "quote", "prefix", "suffix", "inner", "nth")
FIX = (*REFERENCE, "speaker", "kind", "type", "content", "chain", "date", "drop", "note")
ADD = (
    "article",
    "add",
    "prefix",
    "suffix",
    "nth",
    "speaker",
    "kind",
    "type",
    "verbatim",
    "cue",
    "source",
    "chain",
    "date",
    "note",
)
SPEAKER = ("name", "kind")
CHECK = (*REFERENCE, "speaker", "type", "by", "on")
ACTIONS = ("join", "separate", "echo")

Choice = TypeVar("Choice", bound=StrEnum)


def corpus_of(root: Node) -> Corpus:
    """``corpus.yml``; whatever it does not say keeps its default."""
    troubles = Troubles()
    with troubles.noting():
        root.fields("corpus.yml", CORPUS)
    keys = {key: node for key, node in root.mapping("corpus.yml").items() if key in CORPUS}
    given: dict[str, str] = {}
    outlets: tuple[Outlet, ...] = ()
    downloads: tuple[tuple[str, bool], ...] = ()
    gate: tuple[tuple[QuotationType, float], ...] = ()
    for key, node in keys.items():
        with troubles.noting():
            if key == "outlets":
                outlets = _outlets(node)
            elif key == "publish_above":
                gate = _gate(node)
            elif key == "downloads":
                downloads = _downloads(node)
            elif node.value is not None:
                given[key] = node.text(key)
    with troubles.noting():
        if given.get("publish", "full") not in {"full", "excerpts"}:
            keys["publish"].wrong(
                "publish is full (whole texts) or excerpts (only what carries quotations). Write one."
            )
    with troubles.noting():
        if given.get("share_images", "none") not in SHARE_IMAGES:
            keys["share_images"].wrong(f"share_images is one of {', '.join(SHARE_IMAGES)}. Write one.")
    with troubles.noting():
        if given.get("embeds", "marks") not in EMBEDS:
            keys["embeds"].wrong(f"embeds is one of {', '.join(EMBEDS)}. Write one.")
    troubles.close()
    return Corpus(**given, outlets=outlets, publish_above=gate, downloads=downloads)


def _downloads(node: Node) -> tuple[tuple[str, bool], ...]:
    """``downloads``: exports by name, and whether the site has them."""
    keys = node.fields("downloads", DOWNLOADS)
    return tuple((key, _flag(keys, key)) for key in keys)


def _gate(node: Node) -> tuple[tuple[QuotationType, float], ...]:
    """``publish_above``: one figure for all types of quotations, or one for each type that is named."""
    kinds = tuple(kind.value for kind in QuotationType)
    if isinstance(node.value, str):
        return tuple((kind, _confidence(node)) for kind in QuotationType)
    return tuple(
        (QuotationType(key), _confidence(value)) for key, value in node.fields("publish_above", kinds).items()
    )


def _confidence(node: Node) -> float:
    text = node.text("A confidence")
    if not re.fullmatch(r"0?\.\d{1,4}|[01](?:\.0{1,4})?", text):
        node.wrong(f"{text!r} is no confidence. Write a figure from 0 (publish everything) to 1, as in 0.6.")
    return float(text)


def actors_of(root: Node) -> tuple[AuthorityActor, ...]:
    """``actors.yml``: a list of actors, or ``actors:`` with that list."""
    entries = (
        root.items("actors.yml")
        if isinstance(root.value, tuple)
        else _list(root.fields("actors.yml", ("actors",)), "actors")
    )
    actors = each(_actor, entries)
    seen: dict[str, AuthorityActor] = {}
    troubles = Troubles()
    for node, actor in zip(entries, actors, strict=True):
        for name in (actor.name, *actor.aliases):
            other = seen.setdefault(name.casefold(), actor)
            if other is not actor:
                with troubles.noting():
                    node.wrong(
                        f"{name!r} is a name of {other.name} ({other.where}) too. Keep it in one place."
                    )
    troubles.close()
    return actors


def corrections_of(root: Node) -> Corrections:
    """``corrections.yml``: lists under ``quotations``, ``actors``, ``statements`` and ``checked``."""
    keys = root.fields("corrections.yml", ("quotations", "actors", "statements", "checked"))
    troubles = Troubles()
    corrections = NO_CORRECTIONS
    with troubles.noting():
        corrections = replace(corrections, quotations=each(_quotation, _list(keys, "quotations")))
    with troubles.noting():
        corrections = replace(corrections, actors=each(_actor_fix, _list(keys, "actors")))
    with troubles.noting():
        corrections = replace(corrections, statements=each(_statement, _list(keys, "statements")))
    with troubles.noting():
        corrections = replace(corrections, checked=each(_check, _list(keys, "checked")))
    troubles.close()
    return corrections


def _outlets(node: Node) -> tuple[Outlet, ...]:
    outlets = each(_outlet, node.items("outlets"))
    for place, outlet in enumerate(outlets):
        if any(outlet.id == other.id for other in outlets[:place]):
            node.wrong(f"Two outlets are called {outlet.name!r}. Remove one, or give it another id.")
    return outlets


def _outlet(node: Node) -> Outlet:
    if isinstance(node.value, str):
        return Outlet(slugify(node.value), node.value)
    keys = node.fields("An outlet", OUTLET, ("name",))
    name = keys["name"].text("name")
    url = _url(keys["url"]) if "url" in keys else None
    return Outlet(
        id=slugify(keys["id"].text("id") if "id" in keys else name),
        name=name,
        url=url,
        aliases=_texts(keys, "aliases"),
        description=_text(keys, "description"),
    )


def _actor(node: Node) -> AuthorityActor:
    keys = node.fields("An actor", ACTOR, ("name",))
    portrait = None
    if "portrait" in keys:
        parts = keys["portrait"].fields("A portrait", ("path", "credit"), ("path", "credit"))
        portrait = Portrait(_inside(parts["path"]), parts["credit"].text("credit"))
    return AuthorityActor(
        name=keys["name"].text("name"),
        where=node.where,
        kind=_choice(keys, "kind", ActorKind),
        aliases=_texts(keys, "aliases"),
        description=_text(keys, "description"),
        same_as=tuple(_url(item) for item in _list(keys, "same_as")),
        portrait=portrait,
        title=_text(keys, "title"),
        not_same_as=_texts(keys, "not_same_as"),
    )


def _quotation(node: Node) -> QuotationFix | QuotationAdd:
    if "add" in node.mapping("A correction of a quotation"):
        return _added(node)
    keys = node.fields("A correction of a quotation", FIX, ("article", "quote"))
    if not keys.keys() - {*REFERENCE, "note", "kind"}:
        node.wrong("Nothing is corrected here. Add speaker:, type:, content:, chain:, date: or drop: true.")
    return QuotationFix(
        quotation=_reference_in(node, keys),
        speakers=_speakers(keys),
        type=_choice(keys, "type", QuotationType),
        chain=_chain(keys) if "chain" in keys else None,
        date=_date(keys),
        drop=_flag(keys, "drop"),
        content=_texts(keys, "content"),
        note=_text(keys, "note") or "",
    )


def _check(node: Node) -> Check:
    keys = node.fields("A check", CHECK, ("article", "quote", "speaker", "type"))
    return Check(
        quotation=_reference_in(node, keys),
        speakers=tuple(one.name for one in _speakers(keys)) or (keys["speaker"].text("speaker"),),
        type=_choice(keys, "type", QuotationType) or QuotationType.DIRECT,
        by=_text(keys, "by") or "",
        on=_date(keys, "on") or "",
    )


def _added(node: Node) -> QuotationAdd:
    keys = node.fields("A quotation to add", ADD, ("article", "add", "speaker"))
    return QuotationAdd(
        article=keys["article"].text("article"),
        content=keys["add"].texts("add"),
        where=node.where,
        nth=_nth(keys),
        prefix=_text(keys, "prefix"),
        suffix=_text(keys, "suffix"),
        speakers=_speakers(keys),
        type=_choice(keys, "type", QuotationType) or QuotationType.DIRECT,
        verbatim=_texts(keys, "verbatim"),
        cue=_text(keys, "cue"),
        source=_text(keys, "source"),
        chain=_chain(keys),
        date=_date(keys),
        note=_text(keys, "note") or "",
    )


def _actor_fix(node: Node) -> ActorMerge | ActorSplit:
    keys = node.mapping("A correction of actors")
    if "merge" in keys:
        keys = node.fields("A merge of actors", ("merge", "into", "note"), ("into",))
        names = keys["merge"].texts("merge")
        if not names:
            keys["merge"].wrong("merge names no actor. Write merge: [one name, another].")
        return ActorMerge(names, keys["into"].text("into"), node.where, _text(keys, "note") or "")
    keys = node.fields(
        "A split of actors", ("split", "article", "into", "kind", "note"), ("split", "article", "into")
    )
    return ActorSplit(
        words=keys["split"].text("split"),
        article=keys["article"].text("article"),
        into=keys["into"].text("into"),
        where=node.where,
        kind=_choice(keys, "kind", ActorKind),
        note=_text(keys, "note") or "",
    )


def _statement(node: Node) -> StatementCorrection:
    keys = node.fields("A correction of statements", (*ACTIONS, "note"))
    named = [action for action in ACTIONS if action in keys]
    if len(named) != 1:
        node.wrong("Say one of join:, separate: or echo:, each with a list of quotations.")
    references = tuple(_reference(item) for item in keys[named[0]].items(named[0]))
    if len(references) < 2:
        node.wrong(f"{named[0]} needs two quotations or more, each with article: and quote:.")
    return StatementCorrection(named[0], references, node.where, _text(keys, "note") or "")


def _reference(node: Node) -> Reference:
    return _reference_in(node, node.fields("A quotation", REFERENCE, ("article", "quote")))


def _reference_in(node: Node, keys: Mapping[str, Node]) -> Reference:
    return Reference(
        keys["article"].text("article"),
        keys["quote"].text("quote"),
        node.where,
        _nth(keys),
        _text(keys, "prefix"),
        _text(keys, "suffix"),
        inner=_flag(keys, "inner"),
    )


def _speakers(keys: Mapping[str, Node]) -> tuple[Speaker, ...]:
    """Who said it: a name, or a list of those who said it together, of whom each may have its own kind."""
    kind = _choice(keys, "kind", ActorKind)
    found: dict[str, Speaker] = {}
    for item in _list(keys, "speaker"):
        own = {"name": item} if isinstance(item.value, str) else item.fields("A speaker", SPEAKER, ("name",))
        name = own["name"].text("A speaker")
        if name.casefold() in found:
            item.wrong(f"{name!r} is named twice. Name each speaker once.")
        found[name.casefold()] = Speaker(name, _choice(own, "kind", ActorKind) or kind)
    if len(found) > 1 and UNATTRIBUTED in found:
        keys["speaker"].wrong(
            f"{UNATTRIBUTED} is nobody, and speaks with nobody. Take it out, or write it alone."
        )
    if not found and "speaker" in keys and keys["speaker"].value is not None:
        keys["speaker"].wrong("speaker names nobody. Write a name, or a list of names: [one, another].")
    return tuple(found.values())


def _chain(keys: Mapping[str, Node]) -> tuple[Link, ...]:
    links = []
    for item in _list(keys, "chain"):
        if isinstance(item.value, str):
            links.append(Link(item.text("A link")))
            continue
        parts = item.fields("A link of a chain", ("name", "role"), ("name",))
        role = _text(parts, "role")
        if role is not None and role not in ROLES:
            parts["role"].wrong(f"{role!r} is no role. Write one of {', '.join(ROLES)}.")
        links.append(Link(parts["name"].text("name"), role))
    return tuple(links)


def _list(keys: Mapping[str, Node], key: str) -> tuple[Node, ...]:
    return keys[key].items(key) if key in keys else ()


def _texts(keys: Mapping[str, Node], key: str) -> tuple[str, ...]:
    return keys[key].texts(key) if key in keys else ()


def _text(keys: Mapping[str, Node], key: str) -> str | None:
    return keys[key].text(key) if key in keys and keys[key].value is not None else None


def _flag(keys: Mapping[str, Node], key: str) -> bool:
    value = (_text(keys, key) or "false").lower()
    if value not in {"true", "yes", "false", "no"}:
        keys[key].wrong(f"{key} is true or false. Write one.")
    return value in {"true", "yes"}


def _choice(keys: Mapping[str, Node], key: str, kinds: type[Choice]) -> Choice | None:
    value = _text(keys, key)
    if value is None:
        return None
    if value not in set(kinds):
        keys[key].wrong(f"{value!r} is no {key}. Write one of {', '.join(kinds)}.")
    return kinds(value)


def _nth(keys: Mapping[str, Node]) -> int | None:
    value = _text(keys, "nth")
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 10_000):
        keys["nth"].wrong("nth counts from 1. Write a whole number.")
    return int(value)


def _date(keys: Mapping[str, Node], key: str = "date") -> str | None:
    value = _text(keys, key)
    if value is not None and not is_edtf(value):
        keys[key].wrong(f"{value!r} is not a date in EDTF. Write 2024-03-22, 2024-03, or 2024-03-22~.")
    return value


def _url(node: Node) -> str:
    value = node.text("An address")
    if not _URL.fullmatch(value):
        node.wrong(f"{value!r} is not an address. Write one that begins with https://.")
    return value


def _inside(node: Node) -> str:
    value = node.text("path")
    if value.startswith(("/", "\\")) or ".." in value.replace("\\", "/").split("/") or ":" in value:
        node.wrong(f"{value!r} leaves the project. Write a path below seeds/, as in portraits/ana-ruiz.jpg.")
    return value
