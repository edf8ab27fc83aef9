"""The live preview: it follows what people write, once, and shows a mistake without falling over it."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.site.published import ROOT

pytestmark = pytest.mark.slow

PATIENCE = 30.0
"""Seconds until a build is given up."""
QUIET = 1.5
"""Seconds without a line: three times as long as the preview takes to see a change."""
FOLLOWED = "followed in"
ONE = "Harbour vote postponed\n\n“We {} at dawn,” Mayor Ada Lindqvist told reporters on Friday.\n"
TWO = "Quay closed\n\n“Nobody asked us,” the clerk, Bo Ekman, said.\n"


class Preview:
    """``python -m build_site serve`` as a process of its own, with its lines as they come."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root = root
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "build_site", "serve", "--address", f"127.0.0.1:{self.port}"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1", "SITE_URL": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)

    def put(self, path: str, text: str) -> None:
        """Write a file at once, as editors do: nobody sees half of it."""
        fresh = self.root / "fresh"
        fresh.write_text(text, "utf-8")
        fresh.replace(self.root / path)

    def until(self, words: str) -> None:
        """Read on to a line with these words."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"no line with {words!r} after:\n{''.join(self.said)}") from None
            self.said.append(line)
            if words in line:
                return

    def at_rest(self) -> None:
        """Read on until nothing more is said."""
        try:
            while True:
                self.said.append(self._lines.get(timeout=QUIET))
        except queue.Empty:
            return

    def builds(self) -> int:
        """How often changes were followed, or told to be wrong."""
        return sum(FOLLOWED in line or "state before" in line for line in self.said)

    def page(self, path: str) -> str:
        """What is served, also where that is the page of errors."""
        try:
            answer = urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=PATIENCE)
        except HTTPError as error:
            answer = error
        with answer:
            return f"{answer.status}\n{answer.read().decode()}"

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        """As by Ctrl-C: the whole group is interrupted."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, by)
        self._listener.join(timeout=PATIENCE)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A clone with two articles of its own, served."""
    shutil.copytree(
        ROOT / "build_site", tmp_path / "build_site", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/about.md").write_text("# About\n\nFirst words.\n", "utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/one.txt").write_text(ONE.format("sail"), "utf-8")
    (tmp_path / "seeds/two.txt").write_text(TWO, "utf-8")
    served = Preview(tmp_path)
    try:
        served.until("follows every change")
        yield served
    finally:
        served.stop(signal.SIGKILL)


def test_the_preview_follows_what_people_write(preview: Preview) -> None:
    """An article, YAML, a template, the settings, a page of one's own: once each, and nothing is written."""
    root = preview.root
    articles = preview.page("data/articles.json")
    one, two = (re.search(rf'"({word}[^"]*)"', articles)[1] for word in ("harbour", "quay"))  # type: ignore[index]
    preview.at_rest()
    assert preview.builds() == 0
    assert "We sail at dawn" in preview.page("actors/ada-lindqvist.html")

    preview.put("seeds/one.txt", ONE.format("stay"))
    preview.until(FOLLOWED)
    for page in (f"articles/{one}.html", "actors/ada-lindqvist.html", "quotations/index.html"):
        assert "We stay at dawn" in preview.page(page), page
    assert preview.page("-/revision?after=0").splitlines()[1] == "1", (
        "a browser that shows the former is told"
    )

    (root / "seeds/actors.yml").write_text(
        "- name: Ada Lindqvist\n  description: Head of the town\n", "utf-8"
    )
    preview.until(FOLLOWED)
    assert "Head of the town" in preview.page("actors/ada-lindqvist.html")

    template = "build_site/pages/templates/article.html"
    preview.put(template, (root / template).read_text("utf-8").replace("Who appears", "Who is named"))
    preview.until(FOLLOWED)
    assert "Who is named" in preview.page(f"articles/{two}.html")

    preview.put("docs/about.md", "# About\n\nOther words.\n")
    preview.until(FOLLOWED)
    assert "Other words." in preview.page("about.html")

    settings = (root / "mkdocs.yml").read_text("utf-8")
    preview.put("mkdocs.yml", settings.replace("site_name: Verbatim", "site_name: Harbour"))
    preview.until(FOLLOWED)
    assert re.search(r"<title>.*Harbour</title>", preview.page(f"articles/{two}.html"))

    preview.at_rest()
    assert preview.builds() == 5
    assert [path.name for path in (root / "docs").rglob("*")] == ["about.md"], "a preview writes no page"


def test_the_preview_outlives_mistakes(preview: Preview) -> None:
    """The mistake is shown with file and line, the site stays; what is gone is gone; Ctrl-C ends it."""
    root = preview.root
    preview.put("seeds/corrections.yml", "quotations:\n  - artcle: one.txt\n")
    preview.until("seeds/corrections.yml:2")
    preview.until("state before")
    page = preview.page("actors/ada-lindqvist.html")
    assert "We sail at dawn" in page
    assert re.search(r'role="alert"[^>]*>[^<]*seeds/corrections\.yml:2: .*artcle', page)

    (root / "seeds/corrections.yml").unlink()
    preview.until(FOLLOWED)
    assert "corrections.yml" not in preview.page("actors/ada-lindqvist.html")

    preview.put("seeds/two.txt", "")
    preview.until("seeds/two.txt: empty")
    assert "Bo Ekman" not in preview.page("actors/index.html")
    # No build has published the address, so it leads nowhere.
    assert preview.page("actors/bo-ekman.html").startswith("404")
    preview.at_rest()
    assert preview.builds() == 3

    assert preview.stop() in (0, 130)
    preview.at_rest()
    assert "Traceback" not in "".join(preview.said)


def test_a_mistake_at_the_start_is_told(tmp_path: Path) -> None:
    """There is no state before: the program ends, with file and line."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "build_site").symlink_to(ROOT / "build_site")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/one.txt").write_text(ONE, "utf-8")
    (tmp_path / "seeds/corpus.yml").write_text("titel: x\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "build_site", "serve", "--project", str(tmp_path), "--address", "127.0.0.1:0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert "corpus.yml:1" in done.stderr
    assert "Traceback" not in done.stderr
