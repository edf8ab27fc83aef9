"""Mail (EML, MBOX) and pages that browsers saved as mail (MHTML)."""

from __future__ import annotations

import mailbox
import tempfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from build_site.errors import InputError
from build_site.ids import slugify
from build_site.importing.base import Found, Options, article, unbroken

SHORTEST = 40
"""Words from which on the plain part is the text; shorter ones say "view in a browser"."""


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One article a message."""
    suffix = where.suffix.lower()
    messages = _messages(data) if suffix == ".mbox" else [data]
    for number, raw in enumerate(messages, 1):
        message = message_from_bytes(raw, policy=policy.default)
        if suffix in (".mhtml", ".mht"):
            yield _page(message, where, raw)
        else:
            yield _letter(message, where, f"{where.stem}-{number}" if suffix == ".mbox" else where.stem, raw)


def _messages(data: bytes) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "box")
        path.write_bytes(data)
        box = mailbox.mbox(path, create=False)
        for key in box.iterkeys():
            yield box.get_bytes(key)
        box.close()


def _letter(message: EmailMessage, where: Path, name: str, raw: bytes) -> Found:
    facts = {"title": _header(message, "Subject"), "published": _date(message)}
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    page = message.get_body(("html",))
    if len(text.split()) < SHORTEST and page is None and not text.strip():
        raise InputError(
            f"{where}: a message without text ({facts['title'] or name}). Save its text as .txt."
        )
    doubts = [
        f"From: {sender} is kept in the original; state --outlet or --author."
        for sender in [_header(message, "From")]
        if sender
    ]
    kept = {key: value for key, value in facts.items() if value}
    stem = (
        f"{name}-{slugify(kept['title'], 40)}"
        if kept.get("title") and where.suffix.lower() == ".mbox"
        else name
    )
    if page is not None and len(text.split()) < SHORTEST:
        data, suffix = str(page.get_content()).encode(), ".html"
    else:
        data, suffix = article(facts["title"], unbroken(text.replace("\r\n", "\n"))), ".txt"
    return Found(stem, data, suffix, kept, tuple(doubts), (".eml", raw))


def _page(message: EmailMessage, where: Path, raw: bytes) -> Found:
    part = next(
        (p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if part is None:
        raise InputError(f"{where}: holds no page. Save the page as HTML.")
    address = _header(message, "Snapshot-Content-Location") or str(part.get("Content-Location", ""))
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    stated = {
        # A browser's subject is its window's title; the page's own is better.
        "title": "" if b"<title" in data.lower() else _header(message, "Subject"),
        "url": address if address.startswith("http") else "",
        "retrieved": _date(message),
    }
    charset = part.get_content_charset()
    if charset and charset.lower() not in ("utf-8", "us-ascii"):
        data = data.decode(charset, "replace").encode()
    return Found(
        where.stem, data, ".html", {k: v for k, v in stated.items() if v}, original=(where.suffix, raw)
    )


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError):
        return ""
