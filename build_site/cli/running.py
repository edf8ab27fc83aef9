"""What the commands do with their arguments: each runs, prints, and returns its exit code."""

from __future__ import annotations

import argparse
import contextlib
import json
import secrets
import sys
import time
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from build_site import exports, importing, pipeline
from build_site.cli import METADATA
from build_site.commands import adding, authoring, packing, publish, quotes, report, unchanged
from build_site.commands.progress import Reporter
from build_site.config import Project, open_project
from build_site.errors import VerbatimError
from build_site.exports import tables
from build_site.keeping import settled, unhurried
from build_site.live import Live
from build_site.model import Dataset, Level
from build_site.pipeline import Options, load, silent
from build_site.visible import visible


def build(args: argparse.Namespace) -> int:
    """``verbatim build``."""
    project, started = open_project(args.project), time.perf_counter()
    with publish.building(project):
        asked = {key: getattr(args, key) for key in ("docs_only", "raw", "strict")}
        made_from = unchanged.inputs(project, asked)
        said = unchanged.standing(project, made_from)
        news = said is None
        if said is None:
            said = _built(args, project)
            unchanged.remember(project, made_from, said)
        else:
            _tell(args, said)
    size = said["record"].get("bytes", 0)
    if size > publish.MUCH:
        print(
            f"warning: the site has {size // 1_000_000:,} MB, and GitHub Pages takes 1,000 MB."
            " Publish it elsewhere, or publish: excerpts (seeds/corpus.yml), or split the corpus.",
            file=sys.stderr,
        )
    spent = time.perf_counter() - started
    if args.json:
        _show({**said["record"], "seconds": round(spent, 2)})
    elif not (args.quiet or args.docs_only):
        what = "built" if news else "nothing changed: looked through"
        print(f"{what} in {spent:.1f} s: open {_relative(project.site / 'index.html')}")
    return 1 if said["errors"] and args.strict else 0


def _built(args: argparse.Namespace, project: Project) -> dict[str, Any]:
    """Build, and what there is to say of it."""
    with unhurried():
        dataset = pipeline.build(project, _options(args))
        settled()
    errors = [f"{f.where}: {f.message}" for f in dataset.findings if f.level is Level.ERROR]
    record: dict[str, Any] = report.figures(dataset)
    said = {"summary": list(report.summary(dataset)), "errors": errors, "record": record}
    _tell(args, said)
    del dataset  # MkDocs needs memory too
    if not args.docs_only:
        size = publish.build_site(project, quiet=args.quiet or args.json)
        record |= {"site": str(project.site), "bytes": size}
    return said


def _tell(args: argparse.Namespace, said: dict[str, Any]) -> None:
    if not (args.quiet or args.json):
        _say(said["summary"])
    for error in said["errors"]:
        print(visible(error), file=sys.stderr)


def serve(args: argparse.Namespace) -> int:
    """``verbatim serve``."""
    if args.edit:
        host, _, port = args.address.rpartition(":")
        if host not in ("127.0.0.1", "localhost") or not port.isdecimal():
            raise VerbatimError(f"{args.address}: a desk listens on this machine alone, as 127.0.0.1:8000.")
        return desk(argparse.Namespace(**vars(args), port=int(port), by="", code=None, settle=None))
    project, options = open_project(args.project), _options(args)
    publish.refuse_taken(args.address)
    live = Live(project, options)
    with publish.building(project):
        live.refresh()
    _say(report.summary(live.dataset))
    if live.faithful:
        preview = import_module("build_site.preview")  # a web server takes a while to load
        publish.refuse_taken(args.address)  # in the meantime another preview may have come
        preview.serve(live, args.address, lambda line: _report(f"{visible(line)}\n"))
    else:  # a plugin or hook of the project's own treats each page
        print(
            f"http://{args.address}/ shows the site and follows every change."
            " Correct it: --edit. Stop with Ctrl-C.",
            flush=True,
        )
        publish.serve(
            project, args.address, jobs=options.jobs, strict=options.strict, curated=options.curated
        )
    return 0


def desk(args: argparse.Namespace) -> int:
    """``verbatim desk``."""
    server = import_module("build_site.desk.server")  # a web server takes a while to load
    if args.raw and not args.code:
        raise VerbatimError("The desk shows what you decide: take --raw out.")
    project, token = open_project(args.project), secrets.token_urlsafe(24)
    publish.refuse_taken(f"127.0.0.1:{args.port}", "verbatim desk --port")
    with server.alone(project):
        by = args.by or server.name_of_git(project)
        made = server.Desk(project, Live(project, _options(args)), by, _blind(args, project, by))
        made.open()
        if made.blind:
            made.blind.begin(made.site.dataset, args.size, args.seed)
        address = f"http://127.0.0.1:{args.port}/?token={token}"
        said = f"Your desk is at {address}\nOnly this machine can open it. Stop with Ctrl-C."
        with contextlib.suppress(KeyboardInterrupt):
            server.serve(made, args.port, token, lambda: print(said, flush=True))
        print("The desk is closed; what was decided is written.")
    return 0


def _blind(args: argparse.Namespace, project: Project, by: str) -> Any:
    """A coder's desk, where one was asked for."""
    name = args.code or args.settle
    if not name:
        return None
    blind = import_module("build_site.desk.blind")
    return blind.Blind(blind.Coding(project, name), by, settle=bool(args.settle))


def agreement(args: argparse.Namespace) -> int:
    """``verbatim agreement``."""
    coding, refi = (import_module(f"build_site.desk.{name}") for name in ("coding", "refi"))
    project = open_project(args.project)
    one = coding.Coding(project, args.sample)
    sample, answers = one.sample(), one.answers()
    _say(coding.table(sample, answers))
    articles = {article.path: article for article in _dataset(args).articles}
    made = [
        (f"{sample.name}.csv", tables.comma_separated(coding.rows(sample, answers))),
        (f"{sample.name}.qdpx", refi.qdpx(sample, answers, articles)),
    ]
    if args.correct:
        blind, server = (import_module(f"build_site.desk.{name}") for name in ("blind", "server"))
        with server.alone(project):
            at = server.Desk(project, Live(project, _options(args)), "", blind.Blind(one, "", settle=True))
            print(f"seeds/corrections.yml: {at.take({})['label']}")
    for target in publish.export(made, args.output, args.force):
        print(target, file=sys.stderr)
    return 0


def check(args: argparse.Namespace) -> int:
    """``verbatim check``."""
    dataset = _dataset(args)
    if args.json:
        _show(report.figures(dataset))
    else:
        _say(report.findings(dataset))
        if not args.quiet:
            _say(report.summary(dataset))
    return int(any(f.level is Level.ERROR for f in dataset.findings))


def explain(args: argparse.Namespace) -> int:
    """``verbatim explain``."""
    _say(report.explain(_dataset(args), args.quotation))
    return 0


def review(args: argparse.Namespace) -> int:
    """``verbatim review``."""
    if args.json:
        _show(report.doubtful(_dataset(args), args.below))
    else:
        _say(report.review(_dataset(args), args.below))
    return 0


def add(args: argparse.Namespace) -> int:
    """``verbatim add``."""
    metadata = {key: value for key in METADATA if (value := getattr(args, key))}
    options = importing.Options(args.columns, max(1, args.limit))
    done = adding.add(open_project(args.project), args.sources, metadata, options)
    for one in done:
        if one.path:
            print(f"added {_relative(one.path)}")
        for doubt in one.doubts:
            print(f"  {one.path.name}: {doubt}" if one.path else doubt, file=sys.stderr)
    return int(not any(one.path for one in done))


def check_quotes(args: argparse.Namespace) -> int:
    """``verbatim check-quotes``."""
    check = quotes.check_quotes(args.draft, args.against)
    for trouble in check.troubles:
        print(visible(f"error: {trouble}"), file=sys.stderr)
    if args.json:
        _show(quotes.record(check))
    else:
        _say(quotes.table(check))
    if args.proof:
        target = publish.export([(args.proof.name, quotes.proof(check))], args.proof.parent, args.force)
        for path in target:
            print(path, file=sys.stderr)
    return int(check.failed or bool(check.troubles))


def new(args: argparse.Namespace) -> int:
    """``verbatim new``."""
    project = authoring.new(args.folder, args.title, args.ci)
    print(f"{project.root} is ready. Put articles into {args.folder / 'seeds'}, or:")
    print(f"  cd {args.folder}")
    print("  verbatim add FILE ...")
    print("  verbatim serve")
    return 0


def pin(args: argparse.Namespace) -> int:
    """``verbatim pin``."""
    for path in packing.pin(open_project(args.project).root):
        print(_relative(path))
    return 0


def export(args: argparse.Namespace) -> int:
    """``verbatim export``."""
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


def _report(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


def _show(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(visible(line))
