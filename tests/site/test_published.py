"""What is promised of every published page, held on the files that a reader gets."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site import hostile
from tests.site.published import HOME, SITE_URL, Project, addresses, dead_links, text_of

pytestmark = pytest.mark.slow

WHITE = re.compile(r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*")
"""Unicode's White_Space, which is less than Python's."""


def articles(project: Project) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((project.site / "data/articles.json").read_text("utf-8"))
    assert found
    return found


def ours(page: LexborHTMLParser) -> list[str]:
    """Element names and attribute names of a page, as ``p``, ``p@class``."""
    return [
        name
        for node in page.css("*")
        for name in (node.tag or "", *(f"{node.tag}@{key}" for key in node.attributes))
    ]


def test_every_link_leads_somewhere(project: Project) -> None:
    """Pages, files and anchors, also below a sub-path: no address starts at the server's root."""
    assert dead_links(project.pages, project.site) == []


def test_an_outlet_and_its_actor_are_one_page(seeds: Project) -> None:
    """What was never published has no address, and what leads on leads to a page."""
    assert "outlets/reuters.html" in seeds.pages
    assert "actors/reuters.html" not in {*seeds.pages, *seeds.moved}
    assert set(seeds.moved.values()) <= seeds.pages.keys()


def test_the_page_of_errors_knows_the_sub_path(project: Project) -> None:
    """404.html is served at any depth, so that its addresses start at the root of the site."""
    page = LexborHTMLParser((project.site / "404.html").read_text("utf-8"))
    for _, address in addresses(page):
        if not address.startswith(("https://", "#")):
            assert address.startswith("/repo/"), address
            assert (project.site / address.removeprefix("/repo/").partition("#")[0]).exists(), address


def test_pages_name_their_own_address(project: Project) -> None:
    for path, page in project.pages.items():
        (link,) = page.css('link[rel="canonical"]')
        assert link.attributes["href"] == SITE_URL + path
    assert any(page.css('meta[property="og:description"]') for page in project.pages.values())


def test_no_id_stands_twice(project: Project) -> None:
    for path, page in project.pages.items():
        ids = Counter(node.attributes["id"] for node in page.css("[id]"))
        assert {id: n for id, n in ids.items() if n > 1 or not id} == {}, path


def test_a_page_has_one_title_and_one_heading(project: Project) -> None:
    for path, page in project.pages.items():
        assert len(page.css("head > title")) == len(page.css("h1")) == 1, path
        assert page.css_first("h1").text(strip=True), path


def test_text_of_every_block_is_the_source(project: Project) -> None:
    """Less the apparatus, character for character; the blocks leave out nothing but white space."""
    for article in articles(project):
        source = project.source(str(article["path"]))
        page = LexborHTMLParser(project.texts[f"articles/{article['slug']}.html"])
        place = 0
        for block in page.css("[data-span]"):
            start, end = map(int, (block.attributes["data-span"] or "").split())
            assert WHITE.fullmatch(source, place, start), f"{article['path']}: {source[place:start]!r}"
            assert text_of(block) == source[start:end], article["path"]
            place = end
        assert WHITE.fullmatch(source, place), f"{article['path']}: {source[place:]!r}"


def test_every_permalink_marks_its_words(project: Project) -> None:
    """``q-…`` is the first fragment of the quotation that data/quotations.json has under this anchor."""
    for q in json.loads((project.site / "data/quotations.json").read_text("utf-8")):
        page = project.pages[f"articles/{q['article']}.html"]
        mark = page.css_first(f"#{q['anchor']}")
        assert mark is not None, q["id"]
        marked = "".join(
            text_of(LexborHTMLParser(node.html or "").css_first("mark"))
            for node in page.css(f'mark[data-q="{mark.attributes["data-q"]}"]')
        )
        assert "".join(marked.split()) == "".join(q["text"].replace(" […] ", "").split()), q["id"]


def test_structured_data_is_json(project: Project) -> None:
    """One block a page of an article, with its quotations by their permalinks; never a ClaimReview."""
    for article in articles(project):
        page = project.pages[f"articles/{article['slug']}.html"]
        (script,) = page.css('script[type="application/ld+json"]')
        data = json.loads(script.text())
        assert data["@type"] == "NewsArticle"
        ids = [part["@id"].removeprefix("#") for part in data.get("hasPart", ())]
        assert all(page.css_first(f"#{id}") is not None for id in ids)
        assert "ClaimReview" not in script.text()


def test_no_article_is_in_the_navigation(project: Project) -> None:
    """It is drawn into every page: only index pages and the curator's own stand there, and each group's first
    alone in pages that are not among them, until a script unfolds it.
    """
    for path, page in project.pages.items():
        linked = {node.attributes["href"] for nav in page.css(".v-head nav") for node in nav.css("a")}
        named = page.css(".v-head nav a[aria-current=page]") or path == "index.html"
        assert len(linked) == (12 if named else 4), path
        assert not any(re.search(r"(articles|actors|statements|outlets|sources)/(?!index)", x or "") for x in linked)


def test_pages_are_published_once(project: Project) -> None:
    """Every page below docs/ is one page of the site, and no Markdown is left over."""
    pages = {
        p.relative_to(project.root / "docs").with_suffix(".html").as_posix()
        for p in (project.root / "docs").rglob("*.md")
    }
    assert pages == project.texts.keys()
    assert not list(project.site.rglob("*.md"))


def test_a_page_asks_its_own_origin_only(project: Project) -> None:
    for path, page in project.pages.items():
        for node in page.css("[src], link[href]"):
            if node.attributes.get("type") == "application/json+oembed":
                assert (node.attributes["href"] or "").startswith(SITE_URL), path
            elif node.attributes.get("rel") != "canonical":
                address = node.attributes.get("src") or node.attributes.get("href") or ""
                assert not re.match(r"[a-z]+:|//", address), f"{path}: {address}"


def test_only_the_sites_own_scripts_may_run(project: Project) -> None:
    """Every page says so before its first script, and names by their hashes what stands in it, no more."""
    for path, page in project.pages.items():
        if page.css_first("body") is None or page.css_first('meta[http-equiv="refresh"]'):
            continue  # leads elsewhere, without a script
        head = (page.html or "").partition("<script")[0]
        said = page.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"] or ""
        assert said in head, path
        allowed = dict(part.strip().split(" ", 1) for part in said.split(";"))
        assert allowed.keys() == {"script-src", "object-src", "base-uri"}
        inline = [node.text() for node in page.css("script:not([src])") if not node.attributes.get("type")]
        hashes = {f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline}
        assert set(allowed["script-src"].split()) == {"'self'", *hashes}, path


def test_what_is_embedded_elsewhere_runs_nothing_and_leads_here(project: Project) -> None:
    """No script, no element of a source's; its links lead to the article or statement that it is of."""
    assert project.embedded
    for path, page in project.embedded.items():
        assert page.css_first("script, x-evil") is None, path
        base = page.css_first("base")
        home = urljoin(HOME + path, (base.attributes.get("href") or "") if base else "")
        for node in page.css("a"):
            target = urlsplit(urljoin(home, node.attributes["href"] or ""))
            assert target.scheme in ("http", "https"), path
            if target.netloc == "site":
                there = project.pages[target.path.removeprefix("/repo/")]
                assert not target.fragment or there.css_first(f"[id='{target.fragment}']"), path


# --- harm


def test_harm_is_done_nowhere(harm: Project, seeds: Project) -> None:
    """Hostile articles have the elements, attributes and scripts of the templates, and no other."""
    known = {name for page in seeds.pages.values() for name in ours(page)}
    known |= {"bdi", "bdi@class", "bdi@data-code"}
    scripts = {script(node) for page in seeds.pages.values() for node in page.css("script")}
    for path, page in harm.pages.items():
        assert set(ours(page)) - known <= ALSO, path
        assert {script(node) for node in page.css("script")} - scripts == set(), path


ALSO = {"a@rel", "h1@data-apparatus"}
"""What templates write and the pages of the seeds happen not to have."""


def script(node: object) -> str:
    """What a script runs; '' for data, and settings without the site's address."""
    attributes, text = node.attributes, node.text()  # type: ignore[attr-defined]
    kind = attributes.get("type") or ""
    return "" if "json" in kind else f"{(attributes.get('src') or '').lstrip('./')}{text}"


def test_addresses_of_harm_are_harmless(harm: Project) -> None:
    for path, page in harm.pages.items():
        for _, address in addresses(page):
            assert urlsplit(address).scheme in ("", "http", "https"), f"{path}: {address}"


def test_templates_in_articles_are_not_run(harm: Project) -> None:
    """Jinja, Markdown and snippets come out as they were written."""
    page = harm.pages[next(p for p in harm.pages if p.startswith("articles/harbour-vote-7-7"))]
    assert "{{ 7 * 7 }} {% include 'x-evil' %} {# x-evil #} {% raw %}" in page.css_first(".v-text").text()
    titles = " ".join(page.css_first("head > title").text() for page in harm.pages.values())
    assert "{{ 7 * 7 }}" in titles
    assert "49" not in titles


def test_articles_that_are_refused_are_named(harm: Project) -> None:
    """With the file and what to do; all others are published."""
    said = harm.said
    for name in hostile.REFUSED:
        assert re.search(rf"^seeds/{re.escape(name)}: .*\.$", said, re.MULTILINE), name
    assert {a["path"] for a in articles(harm)} == {f"seeds/{name}" for name in hostile.ARTICLES}
    assert not list(harm.root.rglob("evil"))


def test_names_of_files_are_safe_everywhere(harm: Project) -> None:
    """Addresses need no escaping, whatever articles, actors and outlets are called."""
    for path in harm.texts:
        assert re.fullmatch(r"(?:[a-z0-9-]+/)?[a-z0-9-]+\.html", path), path


# --- weight


def test_an_article_page_is_light(seeds: Project) -> None:
    """At most 40 kB over a page of Material without content; all of our style and script 40 kB."""
    empty = len(gzip.compress((seeds.site / "404.html").read_bytes()))
    for path, text in seeds.texts.items():
        if path.startswith("articles/"):
            assert len(gzip.compress(text.encode())) - empty <= 40_000, path
    assets = [p for p in (seeds.root / "docs/assets").rglob("*") if p.suffix in (".css", ".js")]
    assert assets
    assert sum(len(gzip.compress(p.read_bytes())) for p in assets) <= 40_000


def test_every_index_leads_to_the_feeds(project: Project) -> None:
    """Feed readers look for them in the head; in pages that no navigation names a script puts them there."""
    for path, page in project.pages.items():
        if not page.css(".v-head nav a[aria-current=page]") and path != "index.html":
            continue
        kinds = {node.attributes["type"] for node in page.css('head > link[rel~="alternate"]')}
        assert kinds - {"application/json+oembed"} == {"application/feed+json", "application/atom+xml"}, path
