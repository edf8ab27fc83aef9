"""The command line: arguments and exit codes. This package is the only place that prints or exits.

Exit codes: 0 done; 1 the input has errors, or a check found some; 2 the call was wrong; 130 interrupted.
What a command needs is imported when it runs, so that ``--help`` and completion cost nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from build_site.errors import VerbatimError
from build_site.visible import visible

METADATA = ("title", "outlet", "author", "published", "retrieved", "url", "licence", "language")
CI = ("github", "gitlab", "codeberg", "none")
"""What may publish a new project."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the process's exit code."""
    args = parser().parse_args(arguments)
    try:
        running = import_module(f"build_site.cli.{args.room}")
        return int(getattr(running, args.run)(args) or 0)
    except VerbatimError as error:
        print(visible(f"error: {error}"), file=sys.stderr)
        return 1
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        print(f"error: {error.filename or 'the system'}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; what was built before stands as it was", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """The command line, as ``--help`` shows it."""
    top = argparse.ArgumentParser(
        prog="verbatim", description="A folder of news articles becomes a searchable site of who said what."
    )
    top.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    top.add_argument(
        "--print-completion",
        action=_Completion,
        choices=("bash", "zsh", "tcsh"),
        help="print what lets a shell complete the commands",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, text: str, takes: str = "project engine", room: str = "running"
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=name, room=room)
        if "project" in takes:
            sub.add_argument("--project", type=Path, default=Path(), help="the folder that holds mkdocs.yml")
        if "engine" in takes:
            _add_engine(sub, curated="project" in takes)
        if "json" in takes:
            sub.add_argument("--json", action="store_true", help="print it as JSON, for other programs")
        return sub

    sub = command("build", "Build docs/ from seeds/, and site/ from docs/.", "project engine json")
    sub.add_argument("--docs-only", action="store_true", help="do not run MkDocs afterwards")
    _add_browsing(command)
    command(
        "check", "Say what was found and every finding; exit 1 where one is an error.", "project engine json"
    )
    _add_extracting(command)
    sub = command("explain", "Show why a quotation was attributed as it was.")
    sub.add_argument("quotation", help="its id, its anchor (q-…), or words of it")
    text = "List what deserves a look, with the YAML that would put it right."
    sub = command("review", text, "project engine json")
    sub.add_argument(
        "--below", type=float, default=0.8, help="confidence below which to list (default: %(default)s)"
    )
    sub = command("add", "Put articles into seeds/, with what is known about them.", "project")
    sub.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file, a folder, an address, or - for standard input"
    )
    for key in METADATA:
        sub.add_argument(f"--{key}", help=f"state the {key} in a side-car")
    columns = "columns of a table, as in --columns text=Body,title=Headline,published=Date"
    sub.add_argument("--columns", type=_columns, default={}, metavar="KEY=NAME,…", help=columns)
    sub.add_argument(
        "--limit", type=int, default=20, help="pages of a feed or sitemap (default: %(default)s)"
    )
    text = "Look a draft's quotations up in transcripts; exit 1 where one is not as it was said."
    sub = command("check-quotes", text, "json")
    sub.set_defaults(run="check_quotes")
    sub.add_argument("draft", type=Path, metavar="DRAFT", help="a .txt, .md, .html or .docx file")
    against = "transcripts and notes (.txt .md .vtt .srt .html), or folders of them"
    sub.add_argument("--against", type=Path, nargs="+", required=True, metavar="FILE", help=against)
    sub.add_argument("--proof", type=Path, metavar="FILE", help="write a page that shows both beside another")
    sub.add_argument("--force", action="store_true", help="write over a proof that stands there already")
    sub = command("new", "Make a new project.", "")
    sub.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new, or empty")
    sub.add_argument("--title", default="Who said what", help="the site's title")
    sub.add_argument(
        "--ci",
        choices=CI,
        default="github",
        help="what publishes it (%(default)s)",
    )
    command("pin", "Write requirements.txt and wheels/ anew, from the program that runs.", "project")
    sub = command("export", "Write one export, or name them all.")
    sub.add_argument("format", nargs="?", help="an export's name; without it they are listed")
    sub.add_argument("--output", type=Path, default=Path(), help="folder to write into (default: here)")
    sub.add_argument("--force", action="store_true", help="write over files that stand there already")
    return top


def _add_extracting(command: Callable[..., argparse.ArgumentParser]) -> None:
    """``extract``, by this machine's processes or by a cluster."""
    sub = command(
        "extract", "Print one JSON object per article, from its text alone.", "engine", room="extracting"
    )
    sub.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, a .jsonl file, or - for JSON Lines"
    )
    text = "processes print JSON; dask takes .jsonl and .parquet and writes Parquet (default: %(default)s)"
    sub.add_argument("--engine", choices=("processes", "dask"), default="processes", help=text)
    sub.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster; without it, this machine")
    sub.add_argument("--output", metavar="FOLDER", help="where Dask writes Parquet: a folder or an address")


def _add_browsing(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """What is looked at in a browser."""
    sub = command("serve", "Build, then serve a live preview that follows every change.")
    sub.add_argument("--address", default="127.0.0.1:8000", help="host:port (default: %(default)s)")
    sub.add_argument("--edit", action="store_true", help="with a pencil: verbatim desk, at this port")
    sub = command("desk", "Put right in the browser what was found: the site, with a pencil.")
    sub.add_argument("--port", type=int, default=8400, help="of this machine alone (default: %(default)s)")
    sub.add_argument("--by", default="", help="who decides, for the record (default: the name git knows)")
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--code", metavar="NAME", help="code this sample, blind; draw it if it is new")
    what.add_argument("--settle", metavar="NAME", help="settle what its coders answered differently")
    sub.add_argument("--size", type=int, default=100, help="of a new sample (default: %(default)s)")
    sub.add_argument("--seed", type=int, default=1, help="of a new sample (default: %(default)s)")
    sub = command("agreement", "Say how far coders agree on a sample, and export what they coded.")
    sub.add_argument("sample", metavar="NAME", help="the sample's name, as in verbatim desk --code NAME")
    sub.add_argument("--correct", action="store_true", help="write what they agree on into corrections.yml")
    sub.add_argument("--output", type=Path, default=Path(), help="folder for .csv and .qdpx (default: here)")
    sub.add_argument("--force", action="store_true", help="write over files that stand there already")


def _add_engine(sub: argparse.ArgumentParser, curated: bool) -> None:
    """The options of every command that reads articles."""
    if curated:
        sub.add_argument("--raw", action="store_true", help="apply neither actors.yml nor corrections.yml")
    sub.add_argument("--strict", action="store_true", help="stop at the first article that cannot be read")
    sub.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    sub.add_argument("--quiet", action="store_true", help="say only what is asked for, and what is wrong")


class _Completion(argparse.Action):
    """Asks shtab only when it is wanted."""

    def __call__(self, parser: argparse.ArgumentParser, _: object, shell: object, *__: object) -> None:
        print(import_module("shtab").complete(parser, str(shell)))
        parser.exit()


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"verbatim {import_module('build_site.commands.packing').version()}")
        parser.exit()


def _columns(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(key.strip() and name.strip() for key, _, name in pairs):
        raise argparse.ArgumentTypeError("write KEY=NAME, and a comma between two")
    return {key.strip(): name.strip() for key, _, name in pairs}
