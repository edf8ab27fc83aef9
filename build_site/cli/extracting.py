"""``extract`` by itself: it needs the engine, and nothing that makes a site."""

from __future__ import annotations

import argparse
import sys

from build_site.commands.extract import extract as extracted
from build_site.errors import InputError
from build_site.options import Options
from build_site.visible import visible


def extract(args: argparse.Namespace) -> int:
    """``verbatim extract``."""

    def refused(error: InputError) -> None:
        print(visible(f"error: {error}"), file=sys.stderr)

    if args.engine == "dask":
        return _spread(args)
    if args.scheduler or args.output:
        raise InputError("--scheduler and --output go with --engine dask.")
    for line in extracted(args.paths, Options(max(1, args.jobs), strict=args.strict), refused):
        print(line)
    return 0


def _spread(args: argparse.Namespace) -> int:
    """Over a cluster, into Parquet."""
    from build_site.commands.spreading import spread  # noqa: PLC0415 -- only here it is needed

    if not args.output:
        raise InputError("--engine dask writes Parquet. Name a new folder: --output FOLDER.")
    rows, troubles = spread(args.paths, args.output, max(1, args.jobs), args.scheduler)
    for trouble in troubles:
        print(visible(f"error: {trouble}"), file=sys.stderr)
    print(f"{rows:,} rows in {args.output}")
    return int(args.strict and bool(troubles))
