"""``python -m build_site`` and the console script ``verbatim``."""

from build_site.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
