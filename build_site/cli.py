"""The commands: arguments, progress, exit codes. The only place that prints or exits.

Exit codes: 0 done; 1 the input has errors, or a check found some; 2 the call was wrong; 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shtab

from build_site import exports
from build_site.commands import authoring, publish, report
from build_site.commands.extract import extract
from build_site.commands.packing import pin, version
from build_site.commands.progress import Reporter
from build_site.config import open_project
from build_site.errors import InputError, VerbatimError
from build_site.model import Dataset, Level
from build_site.pipeline import Options, build, load, silent

METADATA = ("title", "outlet", "author", "published", "retrieved", "url", "licence", "language")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the process's exit code."""
    args = parser().parse_args(arguments)
    try:
        return int(args.run(args) or 0)
    except VerbatimError as error:
        print(f"error: {error}", file=sys.stderr)
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
    shtab.add_argument_to(top, ["--print-completion"], help="print what lets a shell complete the commands")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, text: str, takes: str = "project engine") -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        if "project" in takes:
            sub.add_argument("--project", type=Path, default=Path(), help="the folder that holds mkdocs.yml")
        if "engine" in takes:
            _add_engine(sub, curated="project" in takes)
        if "json" in takes:
            sub.add_argument("--json", action="store_true", help="print it as JSON, for other programs")
        return sub

    sub = command("build", _build, "Build docs/ from seeds/, and site/ from docs/.", "project engine json")
    sub.add_argument("--docs-only", action="store_true", help="do not run MkDocs afterwards")
    sub = command("serve", _serve, "Build, then serve a live preview that follows every change.")
    sub.add_argument("--address", default="127.0.0.1:8000", help="host:port (default: %(default)s)")
    text = "Say what was found and every finding; exit 1 where one is an error."
    command("check", _check, text, "project engine json")
    sub = command("extract", _extract, "Print one JSON object per article, from its text alone.", "engine")
    sub.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, a .jsonl file, or - for JSON Lines"
    )
    sub = command("explain", _explain, "Show why a quotation was attributed as it was.")
    sub.add_argument("quotation", help="its id, its anchor (q-…), or words of it")
    text = "List what deserves a look, with the YAML that would put it right."
    sub = command("review", _review, text, "project engine json")
    sub.add_argument(
        "--below", type=float, default=0.8, help="confidence below which to list (default: %(default)s)"
    )
    sub = command("add", _add, "Copy articles into seeds/, with what is known about them.", "project")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
    for key in METADATA:
        sub.add_argument(f"--{key}", help=f"state the {key} in a side-car")
    sub = command("new", _new, "Make a new project.", "")
    sub.add_argument("folder", type=Path, metavar="DIR")
    sub.add_argument("--title", default="Who said what", help="the site's title")
    sub.add_argument(
        "--ci",
        choices=(*authoring.CI, "none"),
        default="github",
        help="what publishes it (%(default)s)",
    )
    command("pin", _pin, "Write requirements.txt and wheels/ anew, from the program that runs.", "project")
    sub = command("export", _export, "Write one export, or name them all.")
    sub.add_argument("format", nargs="?", help="an export's name; without it they are listed")
    sub.add_argument("--output", type=Path, default=Path(), help="folder to write into (default: here)")
    sub.add_argument("--force", action="store_true", help="write over files that stand there already")
    return top


def _build(args: argparse.Namespace) -> int:
    project, started, size = open_project(args.project), time.perf_counter(), 0
    with publish.building(project):
        dataset = build(project, _options(args))
        if not (args.quiet or args.json):
            _say(report.summary(dataset))
        errors = [f for f in dataset.findings if f.level is Level.ERROR]
        for finding in errors:
            print(f"{finding.where}: {finding.message}", file=sys.stderr)
        record: dict[str, Any] = report.figures(dataset)
        if not args.docs_only:
            size = publish.build_site(project, quiet=args.quiet or args.json)
    if not args.docs_only:
        record |= {"site": str(project.site), "bytes": size}
        if size > publish.MUCH:
            print(
                f"warning: the site has {size // 1_000_000:,} MB, and GitHub Pages takes 1,000 MB."
                " Publish it elsewhere, or publish: excerpts (seeds/corpus.yml), or split the corpus.",
                file=sys.stderr,
            )
    spent = time.perf_counter() - started
    if args.json:
        _show({**record, "seconds": round(spent, 2)})
    elif not (args.quiet or args.docs_only):
        print(f"built in {spent:.1f} s: open {_relative(project.site / 'index.html')}")
    return 1 if errors and args.strict else 0


def _serve(args: argparse.Namespace) -> int:
    project, options = open_project(args.project), _options(args)
    publish.refuse_taken(args.address)
    print(f"http://{args.address}/ shows the site and follows every change. Stop with Ctrl-C.", flush=True)
    publish.serve(project, args.address, jobs=options.jobs, strict=options.strict, curated=options.curated)
    return 0


def _check(args: argparse.Namespace) -> int:
    dataset = _dataset(args)
    if args.json:
        _show(report.figures(dataset))
    else:
        _say(report.findings(dataset))
        if not args.quiet:
            _say(report.summary(dataset))
    return int(any(f.level is Level.ERROR for f in dataset.findings))


def _extract(args: argparse.Namespace) -> int:
    refused: list[InputError] = []
    for line in extract(args.paths, _options(args), refused.append):
        print(line)
    for error in refused:
        print(f"error: {error}", file=sys.stderr)
    return int(bool(refused))


def _explain(args: argparse.Namespace) -> int:
    _say(report.explain(_dataset(args), args.quotation))
    return 0


def _review(args: argparse.Namespace) -> int:
    if args.json:
        _show(report.doubtful(_dataset(args), args.below))
    else:
        _say(report.review(_dataset(args), args.below))
    return 0


def _add(args: argparse.Namespace) -> int:
    metadata = {key: value for key in METADATA if (value := getattr(args, key))}
    for path in authoring.add(open_project(args.project), args.files, metadata):
        print(f"added {path}")
    return 0


def _new(args: argparse.Namespace) -> int:
    project = authoring.new(args.folder, args.title, args.ci)
    print(f"{project.root} is ready. Put articles into {args.folder / 'seeds'}, or:")
    print(f"  cd {args.folder}")
    print("  verbatim add FILE ...")
    print("  verbatim serve")
    return 0


def _pin(args: argparse.Namespace) -> int:
    for path in pin(open_project(args.project).root):
        print(_relative(path))
    return 0


def _export(args: argparse.Namespace) -> int:
    if args.format is None:
        _say(f"{export.name:16} {export.title}" for export in exports.EXPORTS)
        return 0
    chosen = [export for export in exports.EXPORTS if export.name == args.format]
    if not chosen:
        raise VerbatimError(f"no export is called {args.format}. See: verbatim export")
    for target in publish.export(chosen[0].files(_dataset(args)), args.output, args.force):
        print(target)
    return 0


def _dataset(args: argparse.Namespace) -> Dataset:
    return load(open_project(args.project), _options(args))


def _options(args: argparse.Namespace) -> Options:
    progress = silent if args.quiet else Reporter(_report, sys.stderr.isatty())
    return Options(max(1, args.jobs), progress, args.strict, not getattr(args, "raw", False))


def _add_engine(sub: argparse.ArgumentParser, curated: bool) -> None:
    """The options of every command that reads articles."""
    if curated:
        sub.add_argument("--raw", action="store_true", help="apply neither actors.yml nor corrections.yml")
    sub.add_argument("--strict", action="store_true", help="stop at the first article that cannot be read")
    sub.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    sub.add_argument("--quiet", action="store_true", help="say only what is asked for, and what is wrong")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"verbatim {version()}")
        parser.exit()


def _report(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


def _show(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
