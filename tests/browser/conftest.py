"""One site a session, served below a sub-path as GitHub Pages does; pages that must be silent and at home."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page

from build_site.model import Dataset
from build_site.pipeline import files_of
from tests.browser.stories import quay

ROOT = Path(__file__).resolve().parents[2]


class Handler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""


def build(dataset: Dataset, folder: Path) -> Path:
    """The site of a dataset, built by MkDocs with the project's settings and theme; returns its folder."""
    docs, site = folder / "docs", folder / "www" / "repo"
    for path, content in files_of(dataset):
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(
            content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        )
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "hooks": [],
        "theme": {"custom_dir": str(ROOT / "build_site" / "theme")},
        "docs_dir": str(docs),
        "site_dir": str(site),
    }
    config = folder / "mkdocs.yml"
    config.write_text(yaml.safe_dump(settings))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """What the site shows."""
    return quay()


@pytest.fixture(scope="session")
def folder(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    return build(dataset, tmp_path_factory.mktemp("site"))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a site, ending in the name of its folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder.parent)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The site's address, ending in ``/repo/``."""
    with served(folder) as address:
        yield address


class Reader:
    """Opens pages as some reader would, and holds that none complains or asks another origin for anything."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.contexts: list[BrowserContext] = []

    def open(self, path: str = "index.html", **settings: Any) -> Page:
        """A page in a context of its own; ``settings`` are those of ``browser.new_context``."""
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings})
        context.set_default_timeout(5000)
        self.contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda m: (
                self.complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(self.site + path)
        return page

    def close(self) -> None:
        """Close everything, and say what was wrong."""
        for context in self.contexts:
            context.close()
        foreign = [url for url in self.requests if not url.startswith((self.site, "data:", "blob:"))]
        assert not self.complaints
        assert not foreign


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Reader]:
    """Opens pages; afterwards no console error and no foreign request may have been seen."""
    made = Reader(browser, site)
    yield made
    made.close()
