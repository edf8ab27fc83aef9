"""The site's own style sheet, scripts and icon, as files of ``docs/assets/``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ASSETS = Path(__file__).parent.parent / "assets"
_FOR_PEOPLE = re.compile(
    r"""
    ^[ \t]* (?: //[^\n]* | /\*.*?\*/[ \t]* ) \n     # a comment that has its lines for itself
    | /\*\*[ ]@type[ ][^*]*\*/[ ]?                  # a type in an expression
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"""(?P<string>"[^"]*") | \s* (?P<mark>[{};]) \s* | \s+""", re.VERBOSE)


def assets() -> Iterator[tuple[str, str]]:
    """Both style sheets (the site's: ``css/`` by name), the scripts without their comments, the images."""
    yield "assets/verbatim.css", stylesheet()
    yield "assets/embed.css", _squeezed((ASSETS / "embed.css").read_text("utf-8"))
    for folder, suffix in (("js", ".js"), ("images", ".svg")):
        for path in sorted((ASSETS / folder).rglob("*" + suffix)):
            text = path.read_text("utf-8")
            name = path.relative_to(ASSETS / folder).as_posix()
            yield f"assets/{name}", lean(text) if suffix == ".js" else text


def stylesheet() -> str:
    """The whole style sheet, without comments and without the blanks that only people need."""
    text = "\n".join(path.read_text("utf-8") for path in sorted((ASSETS / "css").glob("*.css")))
    return _squeezed(text)


def _squeezed(text: str) -> str:
    return _BLANKS.sub(lambda m: m["string"] or m["mark"] or " ", _COMMENT.sub("", text)).strip() + "\n"


def lean(script: str) -> str:
    """A script without its comments and indentation: a fifth less to load, the same line by line to debug."""
    return re.sub(r"^[ \t]+", "", _FOR_PEOPLE.sub("", script), flags=re.MULTILINE)
