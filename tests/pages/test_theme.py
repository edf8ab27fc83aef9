"""MkDocs, Material and our overrides around a hostile corpus: strict, whole, and nothing of a source runs."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from build_site.pages import render
from build_site.pages.assets import lean
from build_site.pages.escape import plain
from tests.pages.corpora import hostile_corpus
from tests.pages.reading import read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile corpus, built as the project's own mkdocs.yml says, but for the hook."""
    project = tmp_path_factory.mktemp("project")
    for path, text in render(hostile_corpus()):
        file = project / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = re.sub(r"^hooks:\n(  - .*\n)+", "", config, flags=re.MULTILINE)
    config = config.replace("build_site/theme", (ROOT / "build_site" / "theme").as_posix())
    (project / "mkdocs.yml").write_text(config, "utf-8")
    loaded = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"), strict=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        build(loaded)
    return project / "site"


def test_titles_and_descriptions_are_text(site: Path) -> None:
    """MkDocs hands them to templates unescaped; our templates escape them."""
    for article in hostile_corpus().articles:
        html = (site / "articles" / f"{article.slug}.html").read_text("utf-8")
        found = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
        assert [unescape(title) for title in found] == [f"{plain(article.title)} – Verbatim"]
        assert len(re.findall(r'<meta name="description" content="[^"<>]*">', html)) == 1
        assert "og:" not in html.replace('property="og:title"', "")  # nobody shares what has no address


def test_every_page_is_whole(site: Path) -> None:
    """Each has the same scripts but for its data, no id twice, one main landmark, and the text reads back."""
    articles = {a.slug: a.article for a in hostile_corpus().articles}
    scripts = set()
    for path in sorted(site.rglob("*.html")):
        if path.name == "404.html" or "embed" in path.parts:  # what stands in frames is no page of the theme
            continue
        html = path.read_text("utf-8")
        found = read(html)
        assert len(found.ids) == len(set(found.ids)), path
        assert found.tags.count("main") == 1, path
        scripts.add(found.tags.count("script") - html.count('<script type="application/ld+json">'))
        if path.parent.name == "articles" and path.stem in articles:
            text = articles[path.stem].text
            assert [words for _, words in found.blocks] == [text[s:e] for (s, e), _ in found.blocks]
    assert len(scripts) == 1


def test_the_navigation_holds_no_article() -> None:
    """Navigation is drawn into every page: what grows with the corpus stays out of it."""
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    nav = yaml.safe_load(config[config.index("\nnav:") : config.index("\nnot_in_nav:")])["nav"]
    assert all(path.count("/") == 0 or path.endswith("/index.md") for entry in nav for path in entry.values())


def test_template_and_script_know_the_same_usual_colours() -> None:
    """The template leaves out what the script knows by itself."""
    told = (ROOT / "build_site/theme/partials/palette.html").read_text("utf-8")
    known = (ROOT / "build_site/assets/js/first.js").read_text("utf-8")
    assert re.findall(r'set usual = "(.*?)"', told) == re.findall(r'const USUAL =\s+"(.*?)"', known) != []


def test_template_and_script_know_the_same_usual_navigation() -> None:
    """In a lean page a group of it is one link, which the script unfolds; it is what a new project has."""
    told = (ROOT / "build_site/theme/partials/verbatim-header.html").read_text("utf-8")
    known = (ROOT / "build_site/assets/js/first.js").read_text("utf-8")
    groups = re.findall(r'^ +"([^"]+)",$', told, re.MULTILINE)
    assert groups == re.findall(r'^ +"([^"]+)",$', known.partition("GROUPS = ")[2], re.MULTILINE) != []
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    nav = yaml.safe_load(config[config.index("\nnav:") : config.index("\nnot_in_nav:")])["nav"]
    made = [
        ";".join(f"{title}|{path}" for page in pages for title, path in page.items()).replace(".md", ".html")
        for entry in nav
        for pages in entry.values()
        if isinstance(pages, list)
    ]
    assert groups == made


def test_scripts_lose_only_what_people_need() -> None:
    """Comments, indents, blanks and ends of lines beside signs; never a character of a text or a pattern."""
    script = (
        "// note\n"
        "  const a = (b, c) => ({ d: b ? c : \"x = y\", e: 'f ( g' });\n"
        "  const h = `${a ? `i = j` : k} l`;\n"
        '  const m = text.replace(/ = /g, " = ");\n'
        "  for (const n of o) if (n === `p = q`) yield* r;\n"
    )
    assert lean(script) == (
        "const a=(b,c)=>({d:b?c:\"x = y\",e:'f ( g'});"
        "const h = `${a ? `i = j` : k} l`;"
        'const m = text.replace(/ = /g, " = ");'
        "for(const n of o)if(n===`p = q`)yield*r;\n"
    )


def test_lines_of_scripts_are_joined_where_nothing_depends_on_their_ends() -> None:
    """Not within a text over two lines, nor behind a remark that stands; a word is not joined to a word."""
    script = (
        '  "use strict";\n'
        "  const a = /** @type {any} */ (window); // soon gone\n"
        "  const b = `one;\n"
        "two`;\n"
        "  c = { d,\n    e: f - -g,\n  };\n"
        '  if (h) {\n    i(); // "stands"\n  }\n'
        "  const j = k\n    .map(l);\n"
        "  return\n"
    )
    assert lean(script) == (
        "const a=window;const b = `one;\ntwo`;c={d,e:f - -g};"
        'if(h){i(); // "stands"\n}const j=k.map(l);return\n'
    )
