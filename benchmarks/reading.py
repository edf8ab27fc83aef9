"""How fast a built site shows its pages: largest paint, layout shift, bytes and requests in Chromium.

    python benchmarks/reading.py                     the project's site/
    python benchmarks/reading.py --site DIR --slow 4

The index pages and of each kind the heaviest page, each in a new browser context with an empty cache, on a
processor slowed down four times. Bytes are those of the files, not compressed. Exit code 1 where a page is
slower or less calm than it may be.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.chromium import FLAGS, chromium
from benchmarks.search import served

PAINT, SHIFT = 1000.0, 0.02
"""Milliseconds to the largest paint, and the layout shift, that a page may have."""
KINDS = ("articles", "actors", "statements", "outlets")
SEEN = """() => new Promise(resolve => {
    let paint = 0, shift = 0;
    new PerformanceObserver(list => { for (const e of list.getEntries()) paint = e.startTime; })
        .observe({type: 'largest-contentful-paint', buffered: true});
    new PerformanceObserver(list => { for (const e of list.getEntries()) shift += e.value; })
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => resolve([paint, shift]), 500);
})"""


def pages(site: Path) -> list[str]:
    """The index pages, and of each kind the heaviest."""
    names = ("index.html", "timeline.html", "who-quotes-whom.html")
    found = [path for name in names if (path := site / name).is_file()]
    for kind in KINDS:
        found.append(site / kind / "index.html")
        own = [path for path in (site / kind).glob("*.html") if not path.name.startswith(("index", "page-"))]
        found += [max(own, key=lambda path: (path.stat().st_size, path.name))] if own else []
    found.append(site / "quotations" / "index.html")
    return [path.relative_to(site).as_posix() for path in found if path.is_file()]


def measure(browser: Browser, address: str, slow: int) -> tuple[float, float, float, int]:
    """Milliseconds to the largest paint, layout shift, kilobytes, requests."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(int(response.headers.get("content-length", "0"))))
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    page.goto(address, wait_until="networkidle")
    paint, shift = page.evaluate(SEEN)
    context.close()
    return paint, shift, sum(sizes) / 1e3, len(sizes)


def main() -> int:
    """Print a line for every page; 1 where one is beyond its bounds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--site", type=Path, default=Path("site"), help="a built site")
    parser.add_argument("--slow", type=int, default=4, help="how many times slower the processor is made")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        parser.error(f"{options.site} holds no site; build one first: make site")
    beyond = False
    with served(options.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        measure(browser, address, 1)  # the browser's own start counts for no page
        print(f"{'paint':>8} {'shift':>6} {'kB':>6} {'files':>5}  page")
        for path in pages(options.site):
            paint, shift, size, files = measure(browser, address + path, options.slow)
            bad = paint > PAINT or shift > SHIFT
            beyond |= bad
            note = "  beyond its bounds" if bad else ""
            print(f"{paint:5.0f} ms {shift:6.3f} {size:6.0f} {files:5}  {path}{note}")
        browser.close()
    return int(beyond)


if __name__ == "__main__":
    sys.exit(main())
