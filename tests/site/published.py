"""Built sites, made once a session, and read as a browser reads them: by an HTML5 parser."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_site import readers

ROOT = Path(__file__).resolve().parents[2]
SITE_URL = "https://news.example/repo/"
"""Below a sub-path, as GitHub Pages publishes."""
HOME = "http://site/repo/"
LEADS_ON = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')
EMBEDDED = "embed/"
BY_ADDRESS = ("href", "src", "action", "poster", "data-src")


@dataclass(frozen=True)
class Project:
    """A project that was built: what went in and what came out."""

    root: Path
    said: str
    """What the build printed."""

    @property
    def site(self) -> Path:
        return self.root / "site"

    @cached_property
    def texts(self) -> dict[str, str]:
        """Path → HTML of every page that is read: not 404.html, nor what only leads on or stands in others."""
        read = {path: text for path, text in self._every.items() if not LEADS_ON.search(text)}
        return {path: text for path, text in read.items() if not path.startswith(EMBEDDED)}

    @cached_property
    def embedded(self) -> dict[str, LexborHTMLParser]:
        """What other sites set into their pages, parsed."""
        return {p: LexborHTMLParser(text) for p, text in self._every.items() if p.startswith(EMBEDDED)}

    @cached_property
    def moved(self) -> dict[str, str]:
        """Former addresses → where they lead."""
        found = ((path, LEADS_ON.search(text)) for path, text in self._every.items())
        return {path: unquote(urljoin(HOME + path, m[1])).removeprefix(HOME) for path, m in found if m}

    @cached_property
    def _every(self) -> dict[str, str]:
        return {
            path.relative_to(self.site).as_posix(): path.read_text("utf-8")
            for path in sorted(self.site.rglob("*.html"))
            if path.name != "404.html"
        }

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """The same, parsed."""
        return {path: LexborHTMLParser(text) for path, text in self.texts.items()}

    def source(self, path: str) -> str:
        """The characters of an article, by its path in the project."""
        return readers.read(self.root / path, self.root / "seeds").text


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that one worker makes and all of a session share."""
    base = factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, ready = base / name, base / f"{name}.ready"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            ready.touch()
    return folder


def run(*command: str, cwd: Path, **env: str) -> str:
    """What a command prints, both ways; it has to succeed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def build(root: Path) -> None:
    """Call the program as a user does; keep what it says beside the site."""
    said = run(sys.executable, "-m", "build_site", "build", "--project", str(root), cwd=ROOT)
    (root / "said.txt").write_text(said, "utf-8")


def built(root: Path) -> Project:
    """A project that was built before."""
    return Project(root, (root / "said.txt").read_text("utf-8"))


def copy_of_this(root: Path) -> None:
    """A clone of this project with the demonstration: the program and the settings are linked."""
    root.mkdir()
    shutil.copytree(ROOT / "tests/seeds", root / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "build_site").symlink_to(ROOT / "build_site")


def text_of(block: LexborNode | None) -> str:
    """Its characters less the apparatus, which is taken out of the tree."""
    assert block is not None
    for apparatus in block.css("[data-apparatus]"):
        apparatus.decompose()
    return block.text()


def addresses(page: LexborHTMLParser | LexborNode) -> Iterator[tuple[str, str]]:
    """Element and address, of everything that leads or loads."""
    for name in BY_ADDRESS:
        for node in page.css(f"[{name}]"):
            yield node.tag or "", node.attributes[name] or ""


def dead_links(pages: dict[str, LexborHTMLParser], site: Path) -> list[str]:
    """Every internal address that leads to no file, no anchor, no such words, or out of the site's folder."""
    ids = {path: {node.attributes["id"] for node in page.css("[id]")} for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        for tag, address in addresses(page):
            target = urlsplit(urljoin(HOME + path, address))
            if address.startswith(SITE_URL) or target.netloc != "site":
                continue
            inside = target.path.startswith("/repo/") and not address.startswith("/")
            goal = unquote(target.path.removeprefix("/repo/")) or "index.html"
            anchor, _, words = target.fragment.partition(":~:text=")
            anchor = unquote(anchor)
            there = inside and (site / goal).is_file()
            there = there and not (anchor and goal in ids and anchor not in ids[goal])
            if not there or (words and not _reads(pages[goal], words.split(","))):
                dead.append(f"{path}: <{tag}> {address}")
    return dead


def _reads(page: LexborHTMLParser, words: list[str]) -> bool:
    text = " ".join(page.body.text().split()) if page.body else ""
    return all(" ".join(unquote(part).split()) in text for part in words)
