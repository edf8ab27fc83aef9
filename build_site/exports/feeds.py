"""Feeds of the articles: JSON Feed 1.1 (https://jsonfeed.org/version/1.1) and Atom (RFC 4287).

Links are whole where the site's address is known; else relative to the feed, and the Data page says so.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from build_site.exports.citations import date_parts
from build_site.exports.known import Known, plain
from build_site.model import CorpusArticle, Dataset, Quotation
from build_site.stages.reporting import alone

ATOM = "http://www.w3.org/2005/Atom"
ITEMS = 30
"""So many articles in a feed: readers of feeds ask what is new, and load it again and again."""
UNDATED = "1970-01-01T00:00:00Z"
"""Atom demands a date; this one says that none is stated."""


_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, and the carriage return, which it takes for the end of a line."""


def latest(dataset: Dataset) -> tuple[CorpusArticle, ...]:
    """The articles of a feed, in the dataset's order: all, or where they are many those published last."""
    if len(dataset.articles) <= ITEMS:
        return dataset.articles
    kept = sorted(dataset.articles, key=lambda a: (_moment(a) or "", a.slug))[-ITEMS:]
    chosen = {a.slug for a in kept}
    return tuple(a for a in dataset.articles if a.slug in chosen)


def json_feed(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/feed.json``: an item an article, of many the latest; without a day none has a date."""
    home, known = dataset.corpus.address, Known.of(dataset)
    items = [
        {
            "id": a.slug,
            "url": f"{_root(dataset)}articles/{a.slug}.html",
            "title": a.title,
            **({"authors": [{"name": name} for name in author.names]} if author else {}),
            "summary": summary(a),
            "content_text": sayings(a, known),
            **({"date_published": _moment(a)} if len(_parts(a)) == 3 else {}),
        }
        for a in latest(dataset)
        for author in [a.article.metadata.author]
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": dataset.corpus.title,
        **({"home_page_url": home, "feed_url": f"{home}data/feed.json"} if home else {}),
        "description": dataset.corpus.description,
        "language": dataset.corpus.language,
        "items": items,
    }
    yield "data/feed.json", json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def atom(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """``data/feed.atom``: the same as Atom; ids are name-based UUIDs of the slugs."""
    ET.register_namespace("", ATOM)
    known = Known.of(dataset)
    feed = ET.Element(f"{{{ATOM}}}feed")
    dates = [d for a in latest(dataset) if (d := _moment(a))]
    _child(feed, "id", _urn(dataset.corpus.title))
    _child(feed, "title", dataset.corpus.title)
    _child(feed, "updated", max(dates, default=UNDATED))
    _child(_child(feed, "author"), "name", dataset.corpus.title)
    link = _child(feed, "link")
    link.set("rel", "self")
    link.set("href", f"{dataset.corpus.address}data/feed.atom" if dataset.corpus.address else "feed.atom")
    for a in latest(dataset):
        entry = _child(feed, "entry")
        _child(entry, "id", _urn(a.slug))
        _child(entry, "title", a.title)
        _child(entry, "updated", _moment(a) or UNDATED)
        _child(entry, "link").set("href", f"{_root(dataset)}articles/{a.slug}.html")
        if author := a.article.metadata.author:
            for name in author.names:
                _child(_child(entry, "author"), "name", name)
        _child(entry, "summary", summary(a))
        _child(entry, "content", sayings(a, known))
    make_fit(feed)
    yield "data/feed.atom", ET.tostring(feed, encoding="unicode", xml_declaration=False) + "\n"


def summary(article: CorpusArticle) -> str:
    """What the site has of an article, in a few words."""
    number = len(article.quotations)
    return f"{number} quotation{'' if number == 1 else 's'} annotated."


def sayings(article: CorpusArticle, known: Known) -> str:
    """What was said in an article, and by whom, a quotation a line; of no quotation how many there are."""
    return "\n".join(_saying(q, known) for q in known.quoted.get(article.id, ())) or summary(article)


def _saying(q: Quotation, known: Known) -> str:
    names = [q.unnamed.words] if q.unnamed else []
    names += [known.actors[who].name for who in q.speakers if who in known.actors]
    who = " and ".join(names) or "Unattributed"
    return f"{plain(who)}: {plain(alone(q))}"


def _root(dataset: Dataset) -> str:
    return dataset.corpus.address or "../"


def _moment(article: CorpusArticle) -> str | None:
    parts = _parts(article)
    return "{:04}-{:02}-{:02}T00:00:00Z".format(*[*parts, 1, 1][:3]) if parts else None


def _parts(article: CorpusArticle) -> list[int]:
    return date_parts(article.article.metadata.published)


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"verbatim:{name}").urn


def _child(parent: ET.Element, tag: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}")
    element.text = xml_text(text)
    return element


def xml_text(text: str) -> str:
    """The text with the characters that XML 1.0 cannot hold shown as U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def make_fit(root: ET.Element) -> None:
    """Let every text and attribute below hold only what XML can, wherever it came from."""
    for element in root.iter():
        for key, value in element.attrib.items():
            if (fit := xml_text(value)) != value:
                element.set(key, fit)
        element.text = element.text and xml_text(element.text)
        element.tail = element.tail and xml_text(element.tail)
