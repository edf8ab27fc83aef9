"""What a page of the web says of itself: headline, authors, day, outlet.

A page says each of them in several places, which differ in trust: data for machines before data for sharing,
and both before what only looks like it. For the headline what a reader sees goes first.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from build_site.dates.stated import edtf_of
from build_site.readers import bylines
from build_site.readers.elements import (
    BYLINE,
    SIDE,
    Node,
    are_beside,
    byline_of,
    from_headline,
    is_home,
    is_marked,
    leads_home,
    line,
    metas_of,
    nodes_of,
    texts_of,
    types_of,
    words_of,
)
from build_site.text import fold

SHORTEST = 3
"""Words of a headline; fewer are the name of a section or the outlet."""
SECTION = 24
"""Characters of a section's name between a headline and its outlet."""
LONG_OUTLET = 6
"""Words of an outlet's name; what is longer is a slogan."""
NEAR = 6
"""Elements below a headline that may hold its day."""
MARKED = 50
"""Elements of one kind that may be bylines."""
MANY = 6
"""Authors from which on a longer list is that of a site's staff."""
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:[|»«·•–—:/]|-{1,2}|::)\s+|\s*[|»]\s*")
_SITE = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")
_SAID_BY = re.compile(
    r"^(?:(?:[A-Z][a-z]+ ?,? ){,2}\d{1,2}(?:st|nd|rd|th)?,? (?:[A-Z][a-z]+ )?\d{4},? )?"
    r"(?i:(?:story|words|written|reported|analysis|text|posted) )?[Bb][Yy]:? [A-Z\u00c0-\u00de]"
)
"""How a line begins that looks like a byline; the day may stand before it."""
_DAY = re.compile(
    r"\b(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{,6}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{,6}\.?,? \d{4})\b"
)
_CHANGED = re.compile(r"(?:last )?(?:updated?|modified)", re.IGNORECASE)
_AUTHORS = (
    "citation_author", "parsely-author", "sailthru.author", "author", "authors", "article:author",
    "og:article:author", "og:author", "dc.creator", "dcterms.creator", "dc.contributor", "byl",
    "byline", "search.byline", "article_author", "rbauthors", "shareaholic:article_author_name",
    "cxenseparse:author", "article.author", "dcsext.author", "twitter:creator",
)  # fmt: skip
_LISTED = frozenset(("citation_author", "dc.creator", "dcterms.creator"))
"""Where a name may stand as in a catalogue: ``Brun, Ada``."""
_TITLES = (
    "og:title", "citation_title", "twitter:title", "parsely-title", "sailthru.title", "dc.title",
    "dcterms.title", "headline", "title",
)  # fmt: skip
_DATES = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "datepublished", "citation_publication_date", "citation_online_date", "citation_date",
    "parsely-pub-date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dcterms.created",
    "dc.date", "sailthru.date", "pubdate", "publish_date", "publish-date", "pub_date",
    "publication_date", "dcsext.articlefirstpublished", "article.published", "date",
)  # fmt: skip
_OUTLETS = ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "application-name")
_LINES = frozenset(("p", "div", "span", "h2", "h3", "h4", "h5", "address", "small", "font"))


@dataclass(frozen=True, slots=True)
class Said:
    """What was found; empty where the page does not say it."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    outlet: str = ""


def said_of(page: str, url: str = "") -> Said:
    """What a page says of itself; ``url`` is its address, where that is known."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return Said()
    return _Page(tree, url).said()


class _Page:
    """A page under the question, with what several answers need."""

    def __init__(self, tree: lxml_html.HtmlElement, url: str) -> None:
        self.tree = tree
        self.metas = metas_of(tree)
        self.sides: dict[lxml_html.HtmlElement, bool] = {}
        self.paragraphs = float(tree.xpath("count(//p)"))
        nodes = list(nodes_of(tree))
        self.known = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
        self.nodes = nodes
        canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), "")
        self.host = urlsplit(canonical or url or next(iter(self.metas.get("og:url", ())), "")).netloc
        self.window = line(next(iter(tree.xpath("//title[not(ancestor::*[local-name()='svg'])]/text()")), ""))
        heads = (head for head in tree.iter("h1") if line(words_of(head)) and not self._aside(head))
        self.heads = [head for head in heads if not leads_home(head, self.host)]
        self.article = self._article()

    def said(self) -> Said:
        """Everything."""
        outlet = self.outlet()
        title, head = self.title(outlet)
        own = [outlet, *self._named_outlets(), self.host, self.host.removeprefix("www.").partition(".")[0]]
        return Said(title, self.authors([name for name in own if name], head), self.published(head), outlet)

    # the headline

    def title(self, outlet: str) -> tuple[str, lxml_html.HtmlElement | None]:
        """The headline that is shown, if it is more or less what the page is called; and its element."""
        told = [line(str(self.article.get("headline") or "")), *self._stated(_TITLES), self.window]
        told = [plain for words in told if words and (plain := _without_outlet(words, outlet, self.host))]
        shown = [(head, line(words_of(head))) for head in self.heads]
        whole = [fold(words) for words in told]
        for head, words in shown:
            if fold(words) in whole and not _same_outlet(words, outlet, self.host):
                return words, head
        best = max(((_shared(words, told), -n) for n, (_, words) in enumerate(shown)), default=(0.0, 0))
        if best[0] > 0.5:
            head, words = shown[-best[1]]
            return words, head
        long = [(head, words) for head, words in shown if len(words.split()) >= SHORTEST]
        if len(long) == 1 and not _same_outlet(long[0][1], outlet, self.host):
            return long[0][1], long[0][0]
        parts = [
            fold(part)
            for part in re.split(rf"{_BETWEEN.pattern}|:\s", self.window)
            if len(part.split()) >= SHORTEST
        ]
        for element in self.tree.xpath(
            "//*[contains(@itemprop, 'headline') or @property='headline']|//h2|//h3"
        ):
            words = line(words_of(element))
            if words and fold(words) in (*whole, *parts) and not self._aside(element):
                return words, element
        return (told[0] if told else ""), None

    # the authors

    def authors(self, own: Sequence[str], head: lxml_html.HtmlElement | None) -> tuple[str, ...]:
        """People, from the first place that names one; else the first organisation that is not the outlet."""
        marked = list(self._marked_authors(head))
        places = [*self._linked_authors(), *self._meta_authors(), *marked]
        named = [
            _distinct(one for name in names for one in bylines.people(name, own, sure=sure))
            for names, sure in places
        ]
        if first := next(filter(None, named), None):
            whole, shown = {*map(fold, first)}, named[len(places) - len(marked) :]
            return next((more for more in shown if whole < {*map(fold, more)} and len(more) <= MANY), first)
        looking = self._looking_like_a_byline(head)
        if found := bylines.people(looking, own):
            return found
        for names, _ in places:
            for name in names:
                if agency := bylines.organisation(name, own):
                    return (agency,)
        return ()

    def _linked_authors(self) -> Iterator[tuple[list[str], bool]]:
        people = list(self._agents(self.article.get("author") or self.article.get("creator")))
        yield [name for name, kind in people if kind == "person"], True
        yield [name for name, kind in people if kind != "person"], False

    def _agents(self, value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
        """Names with ``person``, ``organisation`` or nothing, of what is an author or a list of them."""
        if isinstance(value, list) and depth < 4:
            for one in value[:50]:
                yield from self._agents(one, depth + 1)
        elif isinstance(value, str):
            yield value, ""
        elif isinstance(value, dict):
            value = {**self.known.get(str(value.get("@id")), {}), **value}
            types = " ".join(types_of(value)).lower()
            kind = "person" if "person" in types else "organisation" if types else ""
            name = value.get("name")
            if not name and (value.get("familyName") or value.get("givenName")):
                parts = ("givenName", "additionalName", "familyName")
                name = " ".join(str(value[part]) for part in parts if value.get(part))
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str) and one.strip():
                    yield _turned(line(one), kind == "person"), kind

    def _meta_authors(self) -> Iterator[tuple[list[str], bool]]:
        for key in _AUTHORS:
            values = self.metas.get(key, [])
            if values:
                yield [_turned(value) if key in _LISTED else value for value in values], False

    def _marked_authors(self, head: lxml_html.HtmlElement | None) -> Iterator[tuple[list[str], bool]]:
        """Bylines that the page marks as such, the surest kind of mark first."""
        after = from_headline(self.tree, head)
        for how in ("itemprop", "rel", "class"):
            marked = (one for one in after if is_marked(one, how) and not self._aside(one, head))
            group: list[lxml_html.HtmlElement] = []
            for element in itertools.islice(marked, MARKED):
                if group and (group[-1] in element.iterancestors() or not are_beside(group[0], element)):
                    continue
                if 0 < len(words_of(element, BYLINE)) <= BYLINE:
                    group.append(element)
            if group:
                yield [byline_of(element) for element in group], False

    def _looking_like_a_byline(self, head: lxml_html.HtmlElement | None) -> str:
        """The first short line that begins with "By" and a capital letter."""
        for element in from_headline(self.tree, head):
            words = words_of(element, BYLINE) if element.tag in _LINES else ""
            if len(words) <= BYLINE and _SAID_BY.match(words) and not self._aside(element, head):
                return byline_of(element)
        return ""

    # the day and the outlet

    def published(self, head: lxml_html.HtmlElement | None) -> str:
        """The day on which it was published, as it is written there."""
        stated = [str(self.article.get(key) or "") for key in ("datePublished", "dateCreated")]
        marked = self.tree.xpath(
            "//*[@itemprop='datePublished' or @property='datePublished' or @pubdate]/@datetime"
            "|//*[@itemprop='datePublished' or @property='datePublished']/@content"
            "|//time[contains(concat(' ', @class, ' '), ' published ')]/@datetime"
        )
        for value in (stated[0], *self._stated(_DATES), *marked, stated[1]):
            if value and (date := edtf_of(value.strip())) and len(date) == len("2024-03-22"):
                return date
        return self._shown_date(head)

    def _shown_date(self, head: lxml_html.HtmlElement | None) -> str:
        """The first day in a short line below the headline that is not of a change."""
        if head is None:
            return ""
        for element in itertools.islice(head.itersiblings(), NEAR):
            for words in texts_of(element):
                date = _DAY.search(words)
                if date and len(words) <= BYLINE and not _CHANGED.match(words) and (day := edtf_of(date[0])):
                    return day
        return ""

    def outlet(self) -> str:
        """Who published it: a name before an address."""
        names = [_tidy_outlet(name, self.host) for name in (*self._named_outlets(), *self._home())]
        names = [name for name in names if name and len(name.split()) <= LONG_OUTLET]
        if names:
            same = (name for name in names if bylines.bare(name) == bylines.bare(names[0]))
            return next((name for name in same if not _SITE.match(name)), names[0])
        parts = _BETWEEN.split(self.window)
        if len(parts) < 2:
            return ""
        if self.host:
            return next((part for part in (parts[-1], parts[0]) if _at_home(part, self.host)), "")
        heads = {fold(line(words_of(head))) for head in self.heads}
        return parts[-1] if fold(parts[0]) in heads and len(parts[-1].split()) < LONG_OUTLET else ""

    def _home(self) -> Iterator[str]:
        """What links to the site's first page are called, where the window's title holds that."""
        for link in self.tree.xpath("//a[@href]"):
            words = words_of(link, BYLINE)
            part = words and words in self.window and len(words) < len(self.window)
            if part and is_home(link.get("href", ""), self.host):
                yield words
                return

    def _named_outlets(self) -> list[str]:
        publisher = [name for name, _ in self._agents(self.article.get("publisher"))]
        sites = [
            line(str(node.get("name") or ""))
            for node in self.nodes
            if {*types_of(node)} & {"WebSite", "NewsMediaOrganization"}
        ]
        marked = self.tree.xpath(
            "//*[@itemprop='publisher']//*[@itemprop='name']/@content|//*[@itemprop='publisher']/@content"
            "|//*[@itemprop='publisher']//*[@itemprop='name']/text()"
        )
        publisher += map(line, marked)
        stated = list(self._stated(_OUTLETS))
        return [name for name in (*stated[:1], *publisher, *stated[1:], *sites) if name and "://" not in name]

    # what they share

    def _stated(self, keys: Iterable[str]) -> Iterator[str]:
        for key in keys:
            yield from self.metas.get(key, [])

    def _article(self) -> Node:
        """The page's own article among those that structured data tells of."""
        nodes = [node for node in self.nodes if any(map(_ARTICLE.search, types_of(node)))]
        heads = [line(words_of(head)) for head in self.heads] + [self.window, *self._stated(_TITLES[:1])]
        if len(nodes) > 1:
            nodes.sort(
                key=lambda node: -_shared(line(str(node.get("headline") or node.get("name") or "")), heads)
            )
        return nodes[0] if nodes else {}

    def _aside(self, element: lxml_html.HtmlElement, head: lxml_html.HtmlElement | None = None) -> bool:
        """Whether it stands in what accompanies the article, and the headline does not."""
        above = {*head.iterancestors()} if head is not None else set()
        for place in (element, *element.iterancestors()):
            if place in above or place.tag in ("body", "html", "main"):
                return False
            if place.tag in ("nav", "aside", "noscript") or (place.tag == "footer" and head is not None):
                return True
            if self._beside_the_article(place):
                return True
        return False

    def _beside_the_article(self, place: lxml_html.HtmlElement) -> bool:
        """Whether an element is called like what accompanies articles, and does not hold most of the page."""
        if place not in self.sides:
            named = SIDE.search(f"{place.get('class', '')} {place.get('id', '')}")
            self.sides[place] = bool(named) and place.xpath("count(.//p)") * 2 <= self.paragraphs
        return self.sides[place]


def _turned(name: str, given_known: bool = False) -> str:
    """``Brun, Ada`` as it is said; ``given_known``: only where a given name is last."""
    family, comma, given = (part.strip() for part in name.partition(","))
    one = comma and "," not in given and len(family.split()) <= 2 and 0 < len(given.split()) <= 2
    one = one and (not given_known or given.split()[0] in bylines.vocabulary().given)
    return f"{given} {family}" if one and (len(family.split()) == 1 or len(given.split()) == 1) else name


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each person once, in the fullest form."""
    found = list(dict.fromkeys(names))
    folded = [fold(name) for name in found]
    first = [n for n, name in enumerate(folded) if name not in folded[:n]]
    return tuple(
        found[n]
        for n in first
        if not any(folded[n] != o and {*folded[n].split()} < {*o.split()} for o in folded)
    )


def _shared(words: str, told: Iterable[str]) -> float:
    """The share of words that stand in one of those texts too; of fewer than three words, none."""
    one = {*fold(words).split()}
    if len(one) < SHORTEST:
        return 0.0
    return max((len(one & {*fold(other).split()}) / len(one) for other in told), default=0.0)


def _same_outlet(words: str, outlet: str, host: str) -> bool:
    """Whether these words are the outlet's name, or that of a part of it ("Quay Politics")."""
    name, whole = bylines.bare(words), bylines.bare(outlet)
    part = len(whole) > 2 and name.startswith(whole) and len(words.split()) <= SHORTEST
    return part or bool(name and name == whole) or _at_home(words, host)


def _at_home(words: str, host: str) -> bool:
    """Whether an address is made from these words."""
    name = bylines.bare(words)
    return len(name) > 2 and name in host.replace("-", "").lower()


def _without_outlet(words: str, outlet: str, host: str) -> str:
    """A title without the name of its outlet before or behind it, and the sections between."""
    marks = list(_BETWEEN.finditer(words))
    if marks and _same_outlet(words[: marks[0].start()], outlet, host):
        return _without_outlet(words[marks[0].end() :], outlet, host)
    first, _, rest = words.partition(": ")
    if rest and outlet and bylines.bare(first) == bylines.bare(outlet):
        return rest
    if not marks or not _same_outlet(words[marks[-1].end() :], outlet, host):
        return words
    last = marks.pop()
    while marks and marks[-1][0].strip() in "|»" and last.start() - marks[-1].end() <= SECTION:
        last = marks.pop()
    return words[: last.start()]


def _tidy_outlet(name: str, host: str) -> str:
    """A site's name without its slogan."""
    parts = [part.strip() for part in re.split(rf"{_BETWEEN.pattern}|:\s", name) if part.strip()]
    if len(parts) < 2:
        return name.strip().lstrip("@")
    return next((part for part in parts if _at_home(part, host)), parts[0])
