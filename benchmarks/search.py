"""How heavy the search is: bytes, heap and milliseconds in Chromium over a synthetic corpus of any size.

    python benchmarks/search.py                      5,000 articles with 15 quotations each
    python benchmarks/search.py --articles 500

Questions are asked of the dialog and of the explorer, each in a new browser context. Bytes are those of the
index and of the code that reads it, not compressed: until the first results stand there, and in the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.chromium import FLAGS, chromium
from benchmarks.synthetic import corpus
from build_site.exports.previews import previews
from build_site.exports.search import search
from build_site.model import Dataset
from build_site.pages.assets import assets

BOUNDS = {"kB first": 300.0, "MB heap": 30.0, "ms warm": 300.0, "ms cold": 1000.0}
"""What the search may weigh, at 75,000 quotations and at 300,000."""
SETTLED = 400
"""Milliseconds after which all that was asked for has come."""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Search</title>
<link rel="icon" href="data:,"><script src="{root}assets/verbatim.js" defer></script>
<body data-md-color-scheme="default"><button data-v-search>Search</button>{body}"""
EXPLORER = '<form class="v-explorer" hidden data-explorer></form><table></table>'
FIRST_RESULT = """() => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no result after 10 s')), 10000);
    const seen = () => document.querySelector('.v-explored tbody tr')
        || (document.querySelector('.v-option') && !document.body.textContent.includes('Quoted most'));
    const watch = () => seen() ? resolve(performance.now()) : requestAnimationFrame(watch);
    watch();
})"""


class Handler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def write(dataset: Dataset, folder: Path) -> None:
    """The index, the scripts and two bare pages."""
    started = time.perf_counter()
    files = list(search(dataset))
    built = time.perf_counter() - started
    size = sum(len(text.encode()) for _, text in files)
    print(f"index: {built:.1f} s to build, {len(files):,} files, {size / 1e6:.1f} MB")
    started = time.perf_counter()
    shown = list(previews(dataset))
    size = sum(len(text.encode()) for _, text in shown)
    print(
        f"previews: {time.perf_counter() - started:.1f} s to build, {len(shown):,} files, {size / 1e6:.1f} MB"
    )
    bare = [("index.html", PAGE.format(root="", body=""))]
    bare.append(("quotations/index.html", PAGE.format(root="../", body=EXPLORER)))
    for path, text in (*files, *assets(), *bare):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def measure(browser: Browser, address: str, text: str, letters: bool) -> dict[str, float]:
    """Type into the dialog, letter by letter or all at once; first results may come after one letter."""
    context = browser.new_context()
    page = context.new_page()
    loaded: list[int] = []
    page.on("response", lambda response: loaded.append(int(response.headers.get("content-length", "0"))))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    before = len(loaded)
    started = page.evaluate("performance.now()")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search")
    box.wait_for()
    page.keyboard.insert_text(text[0] if letters else text)
    cold = page.evaluate(FIRST_RESULT) - started
    first = sum(loaded[before:])
    for letter in text[1:] if letters else "":
        page.keyboard.type(letter, delay=120)
    page.wait_for_timeout(SETTLED)
    every = sum(loaded[before:])
    heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    box.fill("")
    page.wait_for_function("document.body.textContent.includes('Quoted most')")  # what an empty box offers
    started = page.evaluate("performance.now()")
    page.keyboard.insert_text(text)
    warm = page.evaluate(FIRST_RESULT) - started
    context.close()
    return {"kB first": first / 1e3, "kB all": every / 1e3, "MB heap": heap, "ms cold": cold, "ms warm": warm}


def explore(browser: Browser, address: str) -> dict[str, float]:
    """Open an address of the explorer; cold, then once more."""
    context = browser.new_context()
    page = context.new_page()
    loaded: list[int] = []
    page.on("response", lambda response: loaded.append(int(response.headers.get("content-length", "0"))))
    page.goto(address)
    cold = page.evaluate(FIRST_RESULT)
    page.wait_for_timeout(SETTLED)
    heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    every = sum(loaded)
    page.reload()
    warm = page.evaluate(FIRST_RESULT)
    context.close()
    return {"kB first": every / 1e3, "kB all": every / 1e3, "MB heap": heap, "ms cold": cold, "ms warm": warm}


def main() -> int:
    """Print one line a question; exit 1 where a bound is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--quotations", type=int, default=15, help="of each article")
    parser.add_argument("--keep", type=Path, help="write the files here and keep them")
    args = parser.parse_args()
    dataset = corpus(args.articles, args.quotations)
    print(f"{len(dataset.articles):,} articles, {len(dataset.quotations):,} quotations")
    words = dataset.quotations[len(dataset.quotations) // 2].text.split()
    rare = max(words, key=len)
    common = [
        word for word, _ in Counter(" ".join(q.text for q in dataset.quotations).split()).most_common(3)
    ]
    busiest = Counter(q.actor for q in dataset.quotations).most_common(1)[0][0]
    speaker = next(a for a in dataset.actors if a.id == busiest)
    phrase = f'"{" ".join(words[2:7])}"'
    passed = True
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = args.keep or Path(made)
        write(dataset, folder)
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, "--enable-precise-memory-info"]
        )
        with served(folder) as root:
            table = root + "quotations/index.html"
            rows = {
                "a word, letter by letter": measure(browser, root, rare, True),
                "a name, letter by letter": measure(browser, root, speaker.name.lower(), True),
                "the commonest words": measure(browser, root, " ".join(common), False),
                "a phrase": measure(browser, root, phrase, False),
                "explorer: a word": explore(browser, f"{table}?q={words[0]}"),
                "explorer: a phrase": explore(browser, f"{table}?q={phrase}"),
                "explorer: five years": explore(
                    browser, f"{table}?type=direct&from=2019-02-03&to=2024-01-17"
                ),
                "explorer: a speaker, sure": explore(browser, f"{table}?speaker={speaker.id}&confidence=90"),
            }
        browser.close()
    for name, figures in rows.items():
        over = [key for key, bound in BOUNDS.items() if figures[key] > bound]
        passed = passed and not over
        print(
            f"{name:28}"
            + "".join(f"{value:8.0f} {key}" for key, value in figures.items())
            + ("   OVER" if over else "")
        )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
