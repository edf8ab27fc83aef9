"""Whole builds of a corpus, and what others build of the same texts: what ``scale.py`` measures and prints.

``python -m benchmarks.building PROJECT`` builds a project in this process and prints CPU seconds of each
phase as JSON; ``scale.py`` starts it, so that its memory and that of its children can be looked at.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import io
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_site import cli, pipeline
from build_site.commands import publish

PHASES = ("articles", "corpus", "pages and exports", "site")
MATERIAL = "theme: {name: material, font: false}\n"
PEERS = {
    "lean Markdown in Material": (MATERIAL, "plugins: []\n", False),
    "… with its search": (MATERIAL, "plugins: [search]\n", False),
    "ready HTML in MkDocs": ("theme: {name: mkdocs}\n", "plugins: []\n", True),
}
"""Theme, plugins, and whether the pages are HTML already."""
_SAMPLED = 0.2
"""Seconds between two looks at memory."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is built from."""

    id: str
    text: str
    published: str | None

    def record(self) -> str:
        """A line of JSON Lines."""
        return json.dumps({"id": self.id, "text": self.text, "published": self.published})


@dataclass(slots=True)
class Run:
    """What a build took."""

    cpu: float
    wall: float
    memory: float
    """Of all its processes together, at most, in MB (shared pages are counted once)."""
    phases: dict[str, float] = field(default_factory=dict)


# --- what a process and its children take ---


@contextmanager
def measured(run: Run) -> Iterator[Callable[[int], None]]:
    """Fill in CPU, wall and memory of the child that is named."""
    watched: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_SAMPLED):
            run.memory = max(run.memory, sum(map(memory_of, family(watched))))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    yield watched.append
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    run.wall = time.perf_counter() - started
    run.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    done.set()
    watcher.join()


def family(pids: Sequence[int]) -> Iterator[int]:
    """Processes and all that descends from them."""
    for pid in pids:
        yield pid
        try:
            listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8")
        except OSError:
            continue
        yield from family([int(child) for child in listed.split()])


def memory_of(pid: int) -> float:
    """MB of a process, of shared pages its part; 0 where it is gone or the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def started(arguments: Sequence[str], folder: Path) -> tuple[Run, str]:
    """Run a Python module in a folder, and what it printed."""
    run = Run(0.0, 0.0, 0.0)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    with measured(run) as watch:
        child = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        watch(child.pid)
        out, err = child.communicate()
    if child.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed in {folder}:\n{err[-2000:]}")
    return run, out


# --- ours ---


def new_project(root: Path, texts: Sequence[Text]) -> None:
    """A project of these articles."""
    with redirect_stdout(io.StringIO()):
        cli.main(["new", str(root), "--title", "Scale", "--ci", "none"])
    write(root, texts)


def write(root: Path, texts: Sequence[Text]) -> None:
    """The articles, a line each."""
    (root / "seeds/articles.jsonl").write_text("\n".join(text.record() for text in texts) + "\n", "utf-8")


def build(root: Path, jobs: int) -> Run:
    """Build it in a process of its own."""
    run, out = started(["benchmarks.building", str(root), "--jobs", str(jobs)], root)
    run.phases = json.loads(out.splitlines()[-1])
    return run


@dataclass(frozen=True, slots=True)
class Stood:
    """A site's files: what they hold, and whether they were written again."""

    files: dict[str, tuple[str, int, int]]
    """Digest, size, time of writing."""

    @classmethod
    def of(cls, site: Path) -> Stood:
        """Look at a folder."""
        found = {}
        for path in sorted(site.rglob("*")):
            if path.is_file():
                data, told = path.read_bytes(), path.stat()
                digest = hashlib.blake2b(data, digest_size=16).hexdigest()
                found[path.relative_to(site).as_posix()] = (digest, len(data), told.st_mtime_ns)
        return cls(found)

    @property
    def size(self) -> int:
        """Bytes, of all files."""
        return sum(size for _, size, _ in self.files.values())

    def against(self, before: Stood) -> tuple[int, int, int]:
        """Files that differ, their bytes, and files that were written again though they are equal."""
        other = {p: f for p, f in self.files.items() if before.files.get(p, ("",))[0] != f[0]}
        gone = before.files.keys() - self.files.keys()
        again = sum(p not in other and before.files[p][2] != f[2] for p, f in self.files.items())
        return len(other) + len(gone), sum(size for _, size, _ in other.values()), again


# --- others ---


def peer(root: Path, texts: Sequence[Text], theme: str, plugins: str, ready: bool) -> Run:
    """The same texts as plain pages, built by MkDocs."""
    (root / "docs").mkdir(parents=True)
    settings = f"site_name: Scale\nuse_directory_urls: false\n{theme}{plugins}"
    (root / "mkdocs.yml").write_text(f"{settings}nav: [index.md]\nnot_in_nav: '/*.md'\n", "utf-8")
    (root / "docs/index.md").write_text("# Scale\n", "utf-8")
    for number, text in enumerate(texts):
        title, *paragraphs = [html.escape(line.strip()) for line in text.text.split("\n") if line.strip()]
        if ready:
            body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
            page = f"---\ntitle: Article {number}\n---\n<article>\n<h1>{title}</h1>\n{body}</article>\n"
        else:
            page = "\n\n".join((f"# {title}", *paragraphs)) + "\n"
        (root / f"docs/a{number:06}.md").write_text(page, "utf-8")
    return started(["mkdocs", "build", "--quiet"], root)[0]


# --- one build, phase by phase ---


def phases(root: Path, jobs: int) -> dict[str, float]:
    """CPU seconds of each phase of a build, its child processes included."""
    spent: dict[str, float] = {}

    def timed(module: Any, name: str, phase: str) -> None:
        function = getattr(module, name)

        def around(*given: Any, **named: Any) -> Any:
            before = os.times()
            result = function(*given, **named)
            after = os.times()
            spent[phase] = spent.get(phase, 0.0) + sum(after[:4]) - sum(before[:4])
            return result

        setattr(module, name, around)

    for module, name, phase in (
        (pipeline, "read", PHASES[0]),
        (pipeline, "load", PHASES[1]),
        (pipeline, "build", "build"),
        (publish, "build_site", PHASES[3]),
    ):
        timed(module, name, phase)
    if cli.main(["build", "--project", str(root), "--quiet", "--jobs", str(jobs)]):
        raise SystemExit(1)
    if "build" in spent:  # which loads, which reads
        spent[PHASES[2]] = spent.pop("build") - spent.get(PHASES[1], 0.0)
        spent[PHASES[1]] = spent.get(PHASES[1], 0.0) - spent.get(PHASES[0], 0.0)
    return spent


def main() -> None:
    """Build the project that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    print(json.dumps(phases(args.project, args.jobs)))


if __name__ == "__main__":
    main()
