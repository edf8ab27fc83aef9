"""What starting costs, and what is left alone until it is needed."""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from build_site.cli import CI, parser
from build_site.commands import authoring

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("jinja2", "markupsafe", "trafilatura", "mkdocs", "sqlite3", "yaml", "markdown_it", "lxml")


def spent(*call: str) -> float:
    """The seconds of processor time of a Python process, the best of three."""
    best = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *call], check=True, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(best)


@pytest.mark.slow
def test_help_imports_next_to_nothing() -> None:
    """Neither the engine nor the pages; completing a word in a shell waits for it."""
    code = "import sys, build_site.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout.split()
    assert not {*HEAVY, "build_site.pipeline", "build_site.lexicon", "build_site.model"} & {*loaded}
    assert spent("-m", "build_site", "--help") < 0.25, (
        "0.12 s are aimed at; this is what a busy machine allows"
    )


def test_every_command_runs_something() -> None:
    """What the arguments name exists; what publishes a project is known to both sides."""
    assert (*authoring.CI, "none") == CI
    text = parser().format_help()
    group = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    for name, command in group.choices.items():
        assert name in text
        room = import_module(f"build_site.cli.{command.get_default('room')}")
        assert callable(getattr(room, command.get_default("run"))), name


@pytest.mark.slow
def test_the_engine_comes_alone() -> None:
    """Text in, analysis out: no templates, no readers, no database; and a first article is soon read."""
    code = (
        "import sys, time; from build_site import extract, __version__;"
        " found = extract('“We sail at dawn,” said Ana Ruiz, the mayor.');"
        " assert found.quotations[0].actor == 'Ana Ruiz';"
        " print(time.process_time(), *sys.modules)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
        ).stdout.split()
        for _ in range(3)
    ]
    assert not {*HEAVY, "build_site.pages", "build_site.readers", "build_site.curation"} & {*runs[0]}
    assert min(float(run[0]) for run in runs) < 0.5, "0.25 s are aimed at; this is what a busy machine allows"
