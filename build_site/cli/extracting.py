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

    for line in extracted(args.paths, Options(max(1, args.jobs), strict=args.strict), refused):
        print(line)
    return 0
