"""How long it takes until a save is seen: one article changed, its page asked for again.

``python -m benchmarks.live --corpus FILE.jsonl … [--sizes 150 1000]`` makes a project of so many articles, a
file each, and changes one of them a few times. Prints CPU seconds: the first look (with every article
analysed), a change, the article's page, and the page of the one who is quoted.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.statements import read
from build_site import cli
from build_site.config import Project
from build_site.live import Live
from build_site.pipeline import Options

TURNS = 5
SAID = "\n\n“We shall see number {},” said Mayor Ada Lindqvist on Monday.\n"


def measure(root: Path, texts: list[str], jobs: int) -> str:
    """One line of figures."""
    cli.main(["new", str(root)])
    project = Project(root)
    for number, text in enumerate(texts):
        (project.seeds / f"a{number:06}.txt").write_text(text, "utf-8", errors="replace")
    live = Live(project, Options(jobs=jobs))
    times: list[list[float]] = [[], [], []]
    started = time.process_time()
    live.refresh()
    live.page("index.html")
    first = time.process_time() - started
    path = project.seeds / f"a{len(texts) // 2:06}.txt"
    text = path.read_text("utf-8")
    for turn in range(TURNS):
        path.write_text(text + SAID.format(turn), "utf-8")
        marks = [time.process_time()]
        live.refresh()
        marks.append(time.process_time())
        slug = next(a.slug for a in live.dataset.articles if a.article.document.id == path.stem)
        live.page(f"articles/{slug}.html")
        marks.append(time.process_time())
        live.page("actors/ada-lindqvist.html")
        marks.append(time.process_time())
        for place, found in enumerate(times):
            found.append(marks[place + 1] - marks[place])
    change, article, actor = (statistics.median(found) for found in times)
    return f"{len(texts):8}  {first:7.2f}  {change:8.2f}  {article:12.2f}  {actor:10.2f}"


def main() -> None:
    """Read the arguments, make the projects, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[150, 1000])
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    texts = [document.text for document in read(options.corpus)]
    for size in sorted(options.sizes):
        with tempfile.TemporaryDirectory() as folder:
            line = measure(Path(folder) / "project", texts[:size], options.jobs)
        print("articles  first s  change s  article page  actor page")
        print(line, flush=True)


if __name__ == "__main__":
    main()
