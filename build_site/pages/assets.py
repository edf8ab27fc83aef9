"""The site's own style sheet, scripts and icon, as files of ``docs/assets/``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ASSETS = Path(__file__).parent.parent / "assets"


def assets() -> Iterator[tuple[str, str]]:
    """One style sheet (the files of ``css/`` in the order of their names); scripts and images as they are."""
    yield "assets/verbatim.css", stylesheet()
    for folder, suffix in (("js", ".js"), ("images", ".svg")):
        for path in sorted((ASSETS / folder).rglob("*" + suffix)):
            yield f"assets/{path.relative_to(ASSETS / folder).as_posix()}", path.read_text("utf-8")


def stylesheet() -> str:
    """The whole style sheet."""
    return "\n".join(path.read_text("utf-8") for path in sorted((ASSETS / "css").glob("*.css")))
