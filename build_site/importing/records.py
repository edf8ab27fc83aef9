"""JSON: news items as ninjs has them (IPTC), or references as CSL has them (Zotero)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from build_site.errors import InputError
from build_site.ids import slugify
from build_site.importing import attached
from build_site.importing.base import Found, Options, article, page_text, text_of, understood


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One article an item that has a text."""
    try:
        value = json.loads(text_of(data, where))
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON ({error}). Export it anew.") from None
    items = (
        value if isinstance(value, list) else value.get("items", [value]) if isinstance(value, dict) else []
    )
    items = [item for item in items if isinstance(item, dict)]
    if not items:
        raise InputError(f"{where}: no item in it. Export it as ninjs, or as CSL-JSON.")
    found = False
    for number, item in enumerate(items, 1):
        for one in _ninjs(item, where, number) if _is_news(item) else _csl(item, where, options):
            found = True
            yield one
    if not found:
        raise InputError(f"{where}: no item of it has a text. Export the texts too, or add their pages.")


def _is_news(item: Mapping[str, Any]) -> bool:
    return (
        any(key.startswith("body_") for key in item)
        or "bodies" in item
        or "headlines" in item
        or "versioncreated" in item
    )


def _ninjs(item: Mapping[str, Any], where: Path, number: int) -> Iterator[Found]:
    """Versions 1 to 3 of the standard."""
    title = _text(item.get("headline")) or _first(item.get("headlines"))
    provider = item.get("provider")
    source = provider.get("name") if isinstance(provider, dict) else provider
    people = tuple(
        p["name"]
        for p in item.get("people", [])
        if isinstance(p, dict) and p.get("rel") == "author" and p.get("name")
    )
    stated = {
        "title": title,
        "author": _text(item.get("byline")) or _text(item.get("by")) or people,
        "outlet": _text(source) or _text(item.get("copyrightholder")),
        "published": _text(
            item.get("firstcreated")
            or item.get("firstCreated")
            or item.get("versioncreated")
            or item.get("versionCreated")
        ),
        "language": _text(item.get("language")),
        "licence": _text(item.get("usageterms") or item.get("usageTerms")),
        "url": uri if (uri := _text(item.get("uri"))).startswith("http") else "",
    }
    text = _body(item)
    if not text:
        return
    facts, doubts = understood({key: value for key, value in stated.items() if value})
    byline = facts.get("author")
    if isinstance(byline, str):
        facts["author"] = byline.removeprefix("By ").removeprefix("by ")
    name = slugify(title) if title else f"{where.stem}-{number}"
    original = (".json", json.dumps(item, ensure_ascii=False, indent=1).encode())
    yield Found(name, article(title, text), facts=facts, doubts=doubts, original=original)


def _body(item: Mapping[str, Any]) -> str:
    if words := _text(item.get("body_text")):
        return words
    for key in ("body_html", "body_xhtml"):
        if words := _text(item.get(key)):
            return page_text(words)
    for body in item.get("bodies", []):
        if isinstance(body, dict) and (words := _text(body.get("value"))):
            return (
                page_text(words)
                if "html" in _text(body.get("contentType") or body.get("contenttype"))
                else words
            )
    return ""


def _csl(item: Mapping[str, Any], where: Path, options: Options) -> Iterator[Found]:
    """A reference; its text lies in a file beside the export, or nowhere."""
    people = tuple(name for p in item.get("author", []) if isinstance(p, dict) and (name := _person(p)))
    stated: dict[str, str | tuple[str, ...]] = {
        "title": _text(item.get("title")),
        "author": people,
        "outlet": _text(item.get("container-title")) or _text(item.get("publisher")),
        "published": _date(item.get("issued")),
        "retrieved": _date(item.get("accessed")),
        "url": _text(item.get("URL")),
        "language": _text(item.get("language")),
    }
    files = [_text(one.get("path")) for one in item.get("attachments", []) if isinstance(one, dict)]
    yield from attached.texts(where, {k: v for k, v in stated.items() if v}, files, options)


def _person(person: Mapping[str, Any]) -> str:
    return _text(person.get("literal")) or " ".join(
        filter(None, (_text(person.get("given")), _text(person.get("family"))))
    )


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts") or [[]]
    first = [str(part) for part in parts[0]] if parts and isinstance(parts[0], list) else []
    return "-".join(part.zfill(2) for part in first) or _text(value.get("raw") or value.get("literal"))


def _first(values: Any) -> str:
    return next((_text(v.get("value")) for v in values or [] if isinstance(v, dict) and v.get("value")), "")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
