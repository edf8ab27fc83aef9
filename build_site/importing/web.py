"""Addresses: one polite fetch a page, saved as it was served; of a feed or a sitemap, its first items."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from urllib.parse import urljoin, urlsplit

from lxml import etree

from build_site.errors import InputError
from build_site.ids import short_hash, slugify
from build_site.importing.base import Found, Options, elements

AGENT = "verbatim/0 (a researcher's own copy; one request a page)"
LARGEST = 20_000_000
"""Bytes of one answer."""
PATIENCE = 30.0
"""Seconds."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
_PAGES = ("text/html", "application/xhtml+xml")
_SUFFIXES = {"text/plain": ".txt", "application/pdf": ".pdf", "text/markdown": ".md"}


def articles(url: str, options: Options) -> Iterator[Found]:
    """The page; or the pages that a feed or a sitemap names, as many as ``limit`` says."""
    answer, headers = fetch(url)
    links = _items(answer, headers, url)
    if links is None:
        yield _page(url, answer, headers)
        return
    if not links:
        raise InputError(f"{url}: a feed or sitemap that names no page.")
    for number, link in enumerate(links[: options.limit]):
        if number and urlsplit(link).netloc == urlsplit(links[number - 1]).netloc:
            time.sleep(PAUSE)
        yield _page(link, *fetch(link))


def fetch(url: str) -> tuple[bytes, Message]:
    """One request. Raises ``InputError``."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise InputError(f"{url}: not an address of the web. Write one that begins with https://.")
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            data = response.read(LARGEST + 1)
            headers = response.headers
    except urllib.error.HTTPError as error:
        raise InputError(
            f"{url}: answered {error.code} {error.reason}. Save the page in a browser, and add that."
        ) from None
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise InputError(f"{url}: cannot be fetched ({getattr(error, 'reason', error)}).") from None
    if len(data) > LARGEST:
        raise InputError(f"{url}: more than {LARGEST:,} bytes are not one page.")
    return data, headers


def _page(url: str, data: bytes, headers: Message) -> Found:
    kind = headers.get_content_type()
    suffix = ".html" if kind in _PAGES else _SUFFIXES.get(kind)
    if suffix is None:
        raise InputError(f"{url}: {kind} is no article. Save its text, and add that.")
    facts = {"url": url, "retrieved": datetime.now(UTC).date().isoformat()}
    said = "".join(f"{key}: {value}\n" for key, value in headers.items())
    original = (".http", f"GET {url}\n\n{said}".encode())
    return Found(_name(url), data, suffix, facts, original=original)


def _name(url: str) -> str:
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last or parts.netloc
    return f"{slugify(stem, 60)}-{short_hash(url, 4)}"


def _items(data: bytes, headers: Message, url: str) -> list[str] | None:
    """Addresses that a feed (RSS, Atom) or a sitemap names; None for a page."""
    if headers.get_content_type() in _PAGES or data.lstrip()[:1] != b"<":
        return None
    root = etree.fromstring(data, _PARSER)
    if root is None:
        return None
    name = etree.QName(root).localname.lower()
    found: list[str] = []
    if name in ("rss", "rdf"):
        found = [link.text or "" for item in elements(root, "item") for link in elements(item, "link")[:1]]
    elif name == "feed":
        links = [link for entry in elements(root, "entry") for link in elements(entry, "link")]
        found = [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    elif name == "urlset":
        found = [place.text or "" for item in elements(root, "url") for place in elements(item, "loc")[:1]]
    else:
        return None
    return list(dict.fromkeys(urljoin(url, one.strip()) for one in found if one.strip()))
