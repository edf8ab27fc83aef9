"""References that other programs read: CSL-JSON, BibTeX, RIS; and feeds."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from uuid import UUID

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain as formatter
from citeproc.source.json import CiteProcJSON
from lxml import etree

from build_site.exports.citations import bibtex, csl_json, ris
from build_site.exports.feeds import atom, json_feed
from build_site.exports.known import plain
from build_site.model import Dataset, Fact
from build_site.stages.reporting import alone
from tests.builders import corpus, said, story

CSL_KEYS = {"id", "type", "title", "author", "container-title", "issued", "accessed", "URL", "language"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def items(texts: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(texts["data/articles.csl.json"])
    return found


def test_csl_has_an_item_an_article(dataset: Dataset, texts: dict[str, str]) -> None:
    """Types and keys of the CSL schema; what is not stated is not there."""
    found = items(texts)
    assert [item["id"] for item in found] == [a.slug for a in dataset.articles]
    for item in found:
        assert item.keys() <= CSL_KEYS
        assert item["type"] == ("article-newspaper" if "container-title" in item else "webpage")
        assert all(value for value in item.values())
        for date in ("issued", "accessed"):
            (parts,) = item.get(date, {"date-parts": [[2024]]})["date-parts"]
            assert 1 <= len(parts) <= 3
            assert all(isinstance(part, int) for part in parts)


def test_citeproc_renders_every_item(dataset: Dataset, texts: dict[str, str]) -> None:
    """A processor that is not ours makes a bibliography of it."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items(texts)), formatter)
    for item in items(texts):
        bibliography.register(Citation([CitationItem(item["id"])]))
    made = [str(entry) for entry in bibliography.bibliography()] if items(texts) else []
    assert len(made) == len(dataset.articles)
    assert all(made)


def test_bibtex_is_read_back(dataset: Dataset, texts: dict[str, str]) -> None:
    """One entry an article, with its key, its title and its address."""
    text = texts["data/articles.bib"]
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    entries = parser.parse(text).entries
    assert [entry["ID"] for entry in entries] == [a.slug for a in dataset.articles]
    for entry, article in zip(entries, dataset.articles, strict=True):
        assert balanced(entry["title"])
        assert untex(entry["title"]) == plain(article.title)
        url = article.article.metadata.url
        assert ("url" in entry) == bool(url)
        assert entry["ENTRYTYPE"] == ("online" if url else "misc")


def balanced(text: str) -> bool:
    """As BibTeX counts: a backslash before a brace changes nothing."""
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def untex(text: str) -> str:
    text = text.removeprefix("{").removesuffix("}")
    for name, char in (
        ("textbackslash", "\\"),
        ("textasciitilde", "~"),
        ("textasciicircum", "^"),
        ("textbraceleft", "{"),
        ("textbraceright", "}"),
    ):
        text = text.replace(f"\\{name}{{}}", f"\0{ord(char)};")
    text = re.sub(r"\\([$&#_%])", r"\1", text)
    return re.sub(r"\0(\d+);", lambda m: chr(int(m[1])), text)


def test_ris_is_read_back(dataset: Dataset, texts: dict[str, str]) -> None:
    entries = rispy.loads(texts["data/articles.ris"]) if dataset.articles else []
    assert [entry["id"] for entry in entries] == [a.slug for a in dataset.articles]
    for entry, article in zip(entries, dataset.articles, strict=True):
        assert entry["type_of_reference"] == ("NEWS" if article.outlet else "ELEC")
        assert entry["title"] == plain(article.title)


@pytest.mark.parametrize(
    ("edtf", "parts"),
    [
        ("2024-03-22", [2024, 3, 22]),
        ("2024-03-22~", [2024, 3, 22]),
        ("2024-03", [2024, 3]),
        ("2024-21", [2024]),
        ("2024-XX-XX", [2024]),
        ("2024-03-22/2024-04-01", [2024, 3, 22]),
        ("202X", None),
        (None, None),
    ],
)
def test_dates_keep_to_what_is_certain(edtf: str | None, parts: list[int] | None) -> None:
    """A season is no month; nothing is invented where less is known."""
    stated: dict[str, Any] = {"published": edtf} if edtf else {}
    dataset = corpus(story("Title\nShe said “yes”.", said("yes"), **stated))
    (item,) = json.loads(next(csl_json(dataset))[1])
    assert item.get("issued") == ({"date-parts": [parts]} if parts else None)
    assert ("date = {" in next(bibtex(dataset))[1]) == bool(parts)
    assert ("DA  - " in next(ris(dataset))[1]) == bool(parts)
    (entry,) = json.loads(next(json_feed(dataset))[1])["items"]
    assert ("date_published" in entry) == (parts is not None and len(parts) == 3)
    assert "<updated>" in next(atom(dataset))[1]


def test_json_feed(dataset: Dataset, texts: dict[str, str]) -> None:
    """JSON Feed 1.1: what it demands, and an item an article."""
    feed = json.loads(texts["data/feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert [item["id"] for item in feed["items"]] == [a.slug for a in dataset.articles]
    for item, article in zip(feed["items"], dataset.articles, strict=True):
        said = [q for q in dataset.quotations if q.article == article.id]
        assert len(item["content_text"].split("\n")) == max(1, len(said))
        assert all(plain(alone(q)) in item["content_text"] for q in said)
        author = article.article.metadata.author
        assert item.get("authors", []) == [{"name": name} for name in (author.names if author else ())]
        assert item["url"] == f"../articles/{item['id']}.html"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", item.get("date_published", "2024-03-22T00:00:00Z"))


def test_feeds_say_who_said_what() -> None:
    """Marks around words that stand in marks; nobody is invented."""
    text = "Vote\n“Yes,” Ada Brun said. She said it would rain. “No,” it was heard."
    made = corpus(
        story(
            text,
            said("Yes,", by="Ada Brun"),
            said("it would rain", by="Ada Brun", type="indirect"),
            said("No,"),
        )
    )
    wanted = "Ada Brun: “Yes,”\nAda Brun: it would rain\nUnattributed: “No,”"
    (item,) = json.loads(next(json_feed(made))[1])["items"]
    assert item["content_text"] == wanted
    entry = etree.fromstring(next(atom(made))[1].encode()).find("a:entry", ATOM)
    assert entry is not None
    assert entry.findtext("a:content", namespaces=ATOM) == wanted


def test_atom_feed(dataset: Dataset, texts: dict[str, str]) -> None:
    """RFC 4287: id, title, updated, an author; every entry with an id of its own and a link."""
    feed = etree.fromstring(texts["data/feed.atom"].encode("utf-8", "surrogatepass"))
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == "feed.atom"
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == len(dataset.articles)
    for element in (feed, *entries):
        UUID(element.findtext("a:id", namespaces=ATOM))
        assert element.findtext("a:title", namespaces=ATOM) is not None
        moment = element.findtext("a:updated", namespaces=ATOM)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", moment or "")
    assert len({e.findtext("a:id", namespaces=ATOM) for e in entries}) == len(entries)
    links = [e.find("a:link", ATOM).get("href") for e in entries]
    assert links == [f"../articles/{a.slug}.html" for a in dataset.articles]


def test_feeds_have_whole_links_where_the_address_is_known(dataset: Dataset) -> None:
    """The feed's own, the home page's, every article's."""
    home = "https://quay.example/press/"
    known = replace(dataset, corpus=replace(dataset.corpus, address=home))
    feed = json.loads(next(json_feed(known))[1])
    assert (feed["home_page_url"], feed["feed_url"]) == (home, f"{home}data/feed.json")
    assert [item["url"] for item in feed["items"]] == [
        f"{home}articles/{a.slug}.html" for a in dataset.articles
    ]
    entries = etree.fromstring(next(atom(known))[1].encode("utf-8", "surrogatepass"))
    links = [link.get("href") for link in entries.iterfind(".//a:link", ATOM)]
    assert links == [f"{home}data/feed.atom", *(f"{home}articles/{a.slug}.html" for a in dataset.articles)]


def test_what_is_known_of_an_article_stands_in_every_reference() -> None:
    """Title, authors one by one, outlet, date and address: none may vanish from a format unseen."""
    authors = Fact("Ada Brun and Jon Vale", parts=("Ada Brun", "Jon Vale"))
    dataset = corpus(
        story(
            "Bridge shut\n“We sail,” she said.",
            said("We sail,", by="Ana Ruiz"),
            author=authors,
            outlet="The Quay",
            published="2024-03-22",
            url="https://quay.example/bridge",
        )
    )
    (item,) = json.loads(next(csl_json(dataset))[1])
    assert item["author"] == [{"literal": "Ada Brun"}, {"literal": "Jon Vale"}]
    assert (item["title"], item["container-title"]) == ("Bridge shut", "The Quay")
    assert (item["issued"], item["URL"]) == (
        {"date-parts": [[2024, 3, 22]]},
        "https://quay.example/bridge",
    )
    (record,) = rispy.loads(next(ris(dataset))[1])
    assert record["authors"] == ["Ada Brun", "Jon Vale"]
    assert (record["title"], record["secondary_title"]) == ("Bridge shut", "The Quay")
    assert (record["date"], record["urls"]) == ("2024/03/22", ["https://quay.example/bridge"])
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(next(bibtex(dataset))[1], parser).entries
    assert entry["author"] == "{Ada Brun} and {Jon Vale}"
    assert (entry["title"], entry["organization"]) == ("{Bridge shut}", "The Quay")
    assert (entry["date"], entry["url"]) == ("2024-03-22", "https://quay.example/bridge")
