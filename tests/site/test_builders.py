"""One tree, several builders: MkDocs with and without the hook, ProperDocs, Zensical."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest

from build_site.commands.framing import squeezed
from tests.site.published import HOME, Project, addresses, dead_links, run

pytestmark = pytest.mark.slow

BIN = Path(sys.executable).parent
PARTS = ("header.v-head", "#v-main", "footer.v-foot")
"""What we draw; the rest of a page is the builder's own."""
IDLE = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""The theme's search, which is off."""


@pytest.fixture
def tree(project: Project, tmp_path: Path) -> Path:
    """A copy of what a builder reads, so that nobody else's files change."""
    root = tmp_path / "project"
    for name in ("docs", "build_site/theme", ".verbatim/theme"):
        if (project.root / name).is_dir():
            shutil.copytree(project.root / name, root / name)
    for name in ("mkdocs.yml", "mkdocs_hook.py", "build_site/assets/project/mkdocs_hook.py"):
        if (project.root / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(project.root / name, root / name)
    return root


def without_hook(tree: Path) -> None:
    """MkDocs, and nothing of ours but the tree."""
    config = tree / "mkdocs.yml"
    text, found = re.subn(r"^hooks:\n(?:  .*\n)+", "", config.read_text("utf-8"), flags=re.MULTILINE)
    assert found == 1
    config.write_text(text, "utf-8")
    run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=tree)


def properdocs(tree: Path) -> None:
    """The continuation of MkDocs; it runs the hook."""
    command = (str(BIN / "properdocs"), "build", "--strict", "--config-file", "mkdocs.yml")
    run(*command, cwd=tree, VERBATIM_BUILT="1")


def zensical(tree: Path) -> None:
    """The successor by Material's authors; it ignores hooks."""
    run(str(BIN / "zensical"), "build", "--strict", "--config-file", "mkdocs.yml", cwd=tree)


def files(site: Path) -> dict[str, bytes]:
    """Every file but the compressed site map, which carries the time; pages without the theme's indents."""
    return {
        path.relative_to(site).as_posix(): (
            squeezed(path.read_text("utf-8"), path.relative_to(site).as_posix()).encode()
            if path.suffix == ".html"
            else path.read_bytes()
        )
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


@pytest.mark.parametrize("builder", [without_hook, properdocs])
def test_the_same_site_byte_by_byte(builder: Callable[[Path], None], project: Project, tree: Path) -> None:
    """The hook spares time, and changes no more than indents; nor does the other builder."""
    builder(tree)
    mine, theirs = files(project.site), files(tree / "site")
    left = theirs.keys() - mine.keys()
    assert mine.keys() <= theirs.keys()
    assert all(path.endswith(".map") or path.startswith(IDLE) for path in left), left
    assert [path for path, data in mine.items() if theirs[path] != data] == []


def test_the_same_pages_by_zensical(project: Project, tree: Path) -> None:
    """Ids, links and text of all that we draw; and no dead link."""
    zensical(tree)
    other = Project(tree, "")
    assert other.pages.keys() == project.pages.keys()
    for path, page in other.pages.items():
        for part in PARTS:
            ours, theirs = project.pages[path].css_first(part), page.css_first(part)
            assert theirs is not None, f"{path}: {part}"
            assert ours is not None
            words, told = (node.text(separator=" ").split() for node in (ours, theirs))
            assert told == words, f"{path}: {part}"
            assert [n.attributes["id"] for n in theirs.css("[id]")] == [
                n.attributes["id"] for n in ours.css("[id]")
            ], f"{path}: {part}"
            assert [urljoin(HOME + path, a) for _, a in addresses(theirs)] == [
                urljoin(HOME + path, a) for _, a in addresses(ours)
            ], f"{path}: {part}"
    dead = [link for link in dead_links(other.pages, other.site) if not link.endswith("#__skip")]
    assert dead == []
    for path in files(project.site):
        if (project.root / "docs" / path).is_file():
            assert (other.site / path).read_bytes() == (project.site / path).read_bytes(), path
