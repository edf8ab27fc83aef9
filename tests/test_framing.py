"""Pages in the frame that MkDocs drew for one of them are the pages that it would draw."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from build_site import cli
from build_site.commands import framing
from build_site.pages.frame import READY

pytestmark = pytest.mark.slow

ARTICLES = {
    "one": "Mayor Ann Lee & <Co>\n\n“We will mend the bridge,” Mayor Ann Lee said on Monday.\n",
    "two": "The bridge\n\nMayor Ann Lee said the bridge would be mended by May.\n",
}


ADDRESS = "https://quay.example/press/"


def inodes(site: Path) -> dict[str, int]:
    """Every file, and which one it is on the disk."""
    return {p.relative_to(site).as_posix(): p.stat().st_ino for p in site.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two articles, built once."""
    root = tmp_path_factory.mktemp("framed") / "project"
    assert cli.main(["new", str(root)]) == 0
    for name, text in ARTICLES.items():
        (root / f"seeds/{name}.txt").write_text(text, "utf-8")
    (root / "seeds/one.yml").write_text("published: 2023-03-22\n", "utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("http://localhost/", ADDRESS), "utf-8")
    build(root)
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of it, times and all."""
    root = tmp_path / "project"
    shutil.copytree(made, root)
    return root


def build(root: Path) -> None:
    """Build it again."""
    assert cli.main(["build", "--project", str(root), "--jobs", "1"]) == 0


def drew(root: Path) -> int:
    """When MkDocs last drew frames here."""
    return (root / ".verbatim/plan.json").stat().st_mtime_ns


def test_the_same_mark_tells_ready_pages() -> None:
    """Two rooms write and look for it."""
    assert framing.READY == READY


def test_values_are_escaped_as_the_theme_does() -> None:
    frame = framing.Frame(
        framing.stencil_of("articles/a.md", "article"),
        f"<title>{framing.MARKS['title']}</title>{READY}{framing.MARKS['text']}",
    )
    page = framing.Page("articles/a.md", "A \"b\" & 'c' <d>", "", "article", f"{READY}<p>\ud800</p>")
    assert frame.filled(page) == (
        b"<title>A &#34;b&#34; &amp; &#39;c&#39; &lt;d&gt;</title><!--verbatim--><p>&#55296;</p>"
    )


def test_a_frame_is_squeezed_where_nobody_sees_it() -> None:
    """Indents and empty lines go; between words a blank stays; scripts and what is set as it is are whole."""
    script = "<script>one\n\n  two</script>"
    kept = f"{script}<pre>a\n\n   b</pre>"
    frame = framing.Frame(
        framing.stencil_of("articles/a.md", "article"),
        f"<head>\n\n   {kept}\n  <b>x</b> <i>y</i>\n\n</head>{READY}{framing.MARKS['text']}\n  \n",
    ).squeezed()
    page = framing.Page("articles/a.md", "", "", "article", f"{READY}<p>a\n\n  b</p>")
    assert frame.filled(page).decode() == (f"<head>\n{kept}\n<b>x</b> <i>y</i></head><p>a\nb</p>\n")


def test_what_is_published_says_nothing_twice() -> None:
    """No ends that HTML does not ask for, no marks around plain values, no references that text can spare."""
    lean = framing.squeezed(
        '<ul class="a b">\n<li id="q-1"><a href="x.html#y">one &#34;x=&#34;y&#34; &#39;</a></li>\n</ul>\n'
        '<p title="&#34;z&#34;">two</p>\n<script>let a="b" </script></body>\n</html>\n'
    )
    assert lean == (
        '<ul class="a b"><li id=q-1><a href=x.html#y>one "x="y" \'</a></ul>'
        '<p title="&#34;z&#34;">two</p>\n<script>let a="b" </script>'
    )
    assert framing.squeezed(lean) == lean


def test_nothing_of_the_stencils_is_published(made: Path) -> None:
    marks = [*framing.MARKS.values()]
    pages = [p for p in (made / "site").rglob("*") if p.suffix in {".html", ".xml", ".json"}]
    assert len(pages) > 10
    assert not [p for p in pages for m in marks if m in p.name or m in p.read_text("utf-8")]


def test_the_map_says_when_what_a_page_holds_was_published(made: Path) -> None:
    """An article, whoever it quotes and its story have its day; where no day is known, none is said."""
    entries = (made / "site/sitemap.xml").read_text("utf-8").split("<url>")[1:]
    places = [re.findall(f"<loc>{ADDRESS}(.*)</loc>", entry)[0] for entry in entries]
    days = {place: re.findall("<lastmod>(.*)<", e) for place, e in zip(places, entries, strict=True)}
    dated = {path.split("-")[0] for path, found in days.items() if found == ["2023-03-22"]}
    assert dated == {"articles/mayor", "actors/ann", "stories/the"}
    assert not [found for found in days.values() if found not in ([], ["2023-03-22"])]
    assert [path for path, found in days.items() if path.startswith("articles/the-bridge") and not found]


def test_the_map_of_a_large_site_is_many() -> None:
    """Each address stands in one of them, and the first names them all; one more changes one."""

    def mapped(number: int, at: str = ADDRESS) -> dict[str, str]:
        places = ("", *(f"a/{n}.html" for n in range(number)))
        entries = "".join(f"\n    <url>\n         <loc>{at}{place}</loc>\n    </url>" for place in places)
        made = framing.site_maps(f"<urlset xmlns='x'>{entries}\n</urlset>", "sitemap.xml")
        return {
            name: (gzip.decompress(text) if name.endswith("gz") else text).decode()
            for name, text in made.items()
        }

    assert list(mapped(9)) == ["sitemap.xml"]
    assert not mapped(9, "http://localhost:8000/")
    before, after = mapped(3000), mapped(3001)
    index = before.pop("sitemap.xml")
    assert index.startswith("<sitemapindex")
    assert re.findall("<loc>(.*)</loc>", index) == [f"{ADDRESS}{name}" for name in before]
    assert sum(text.count("<url>") for text in before.values()) == 3001
    changed = [name for name, text in before.items() if after[name] != text]
    assert changed == [name for name, text in after.items() if f"{ADDRESS}a/3000.html" in text]


def test_an_article_that_goes_leaves_no_page(project: Path) -> None:
    """Not that either which MkDocs drew to tell whether frames are faithful."""
    before = {path for path in inodes(project / "site") if re.match(r"articles/[mt].*\.html", path)}
    for name in ARTICLES:
        (project / f"seeds/{name}.txt").unlink()
    (project / "seeds/three.txt").write_text("Rain\n\n“It will rain,” Bo Ek said.\n", "utf-8")
    (project / "seeds/one.yml").unlink()
    build(project)
    assert len(before) == 2
    assert not [path for path in before if "bridge" in (project / "site" / path).read_text("utf-8")]
    assert not [path for path in inodes(project / ".verbatim/drawn") if path in before]


def test_a_second_build_leaves_the_site_as_it_is(project: Path) -> None:
    build(project)
    before, drawn = inodes(project / "site"), drew(project)
    build(project)
    assert (inodes(project / "site"), drew(project)) == (before, drawn)


def test_one_article_more_draws_no_frame(project: Path) -> None:
    build(project)
    before, drawn = inodes(project / "site"), drew(project)
    (project / "seeds/three.txt").write_text("Rain\n\n“It will rain,” Bo Ek said.\n", "utf-8")
    build(project)
    now = inodes(project / "site")
    assert drew(project) == drawn
    assert [path for path in now if path.startswith("articles/rain")]
    assert "articles/rain" in (project / "site/sitemap.xml").read_text("utf-8")
    assert now["assets/verbatim.css"] == before["assets/verbatim.css"]


def test_a_page_of_a_person_is_drawn_when_it_changes(project: Path) -> None:
    (project / "docs/about.md").write_text("# About\n\nUs, [all](articles/index.md).\n", "utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("\nnav:\n", "\nnav:\n  - Us: about.md\n"), "utf-8"
    )
    build(project)
    page = project / "site/about.html"
    assert 'href="articles/index.html"' in page.read_text("utf-8")
    assert ">Us</a>" in next((project / "site/articles").glob("the-bridge*.html")).read_text("utf-8")
    (project / "docs/about.md").write_text("# About\n\nThem.\n", "utf-8")
    build(project)
    assert "Them." in page.read_text("utf-8")


def test_a_theme_that_treats_each_page_in_its_own_way_is_obeyed(project: Path) -> None:
    """What no frame can carry is drawn by MkDocs, page by page."""
    hook = project / "own.py"
    hook.write_text(
        "def on_post_page(output, page, **_):\n"
        "    return output.replace('</body>', f'<!--{len(page.title)}--></body>')\n"
    )
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("hooks:\n", "hooks:\n  - own.py\n"), "utf-8")
    for _ in range(2):
        build(project)
        page = next((project / "site/articles").glob("the-bridge*.html"))
        assert f"<!--{len('The bridge')}--></body>" in page.read_text("utf-8")
    assert not list((project / "site").rglob("*VERBATIM*"))


def test_two_builds_are_equal_on_another_day(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is published names the day of the build."""
    made: list[dict[str, bytes]] = []
    for epoch in ("1700000000", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        for folder in ("site", ".verbatim"):
            shutil.rmtree(project / folder, ignore_errors=True)
        build(project)
        site = project / "site"
        made.append({str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()})
    assert [path for path in made[0].keys() | made[1].keys() if made[0].get(path) != made[1].get(path)] == []
