"""The site's own style sheet, scripts and icon, as files of ``docs/assets/``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ASSETS = Path(__file__).parent.parent / "assets"
_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)""")
_BESIDE = re.compile(r" ?(=>|[=!]==|[-+<>]=|&&|\|\||\?\?|[={}(),;:?<>|&%*]|(?<= )[-+](?= [^-+])) ?")
_OPEN = (";", ",", "{", "}", ")", "(", "[", "=>", "=", "?", ":", "&&", "||", "??")
"""Ends of lines behind which a statement goes on, or another one may stand."""
_ENDING = ("}", ")", "]")
"""Before these no sign need stand that ends a statement or a part of a list."""
_CLOSING = (*_ENDING, ".", "?", ":", "&&", "||")
"""Beginnings of lines before which one goes on, or ends."""
_FOR_PEOPLE = re.compile(
    r"""
    ^[ \t]* (?: //[^\n]* | /\*.*?\*/[ \t]* ) \n     # a comment that has its lines for itself
    | /\*\*[ ]@type[ ][^*]*\*/[ ]?                  # a type in an expression
    | [ ]//[ ][^"'`/\n]*$                           # a remark behind a line
    | ^[ \t]*"use[ ]strict";\n                      # what only finds mistakes
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_CAST = re.compile(r"/\*\* @type [^*]*\*/ \((\w+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(
    r"""
    (?P<string>"[^"]*") | \s* ;? \s* (?P<end>}) \s* | \s* (?P<mark>[{;]) \s*
    | (?<=[:,]) (?P<tight>\s+) | \s+
    """,
    re.VERBOSE,
)


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
    return _BLANKS.sub(_kept, _COMMENT.sub("", text)).strip().replace(" > ", ">") + "\n"


def _kept(found: re.Match[str]) -> str:
    return found["string"] or found["end"] or found["mark"] or ("" if found["tight"] else " ")


def lean(script: str) -> str:
    """A script without comments, and without the blanks and ends of lines that only people need."""
    text = re.sub(r"^\s+", "", _FOR_PEOPLE.sub("", _CAST.sub(r"\1", script)), flags=re.MULTILINE)
    made, within, free = "", False, False
    for line in map(_tight, text.split("\n")):
        outside = "".join(_STRING.split(line)[::2])
        if free and line.startswith(_CLOSING):
            made = made[:-1]
        if line.startswith(_ENDING):
            made = made.removesuffix(";").removesuffix(",")
        within ^= outside.count("`") % 2 == 1
        joined = not within and "//" not in outside and line.endswith(_OPEN)
        free = not (within or joined or "//" in outside)
        made += line if joined else f"{line}\n"
    return made.rstrip("\n") + "\n"


def _tight(line: str) -> str:
    """A line without blanks beside its signs, but for one with a pattern or a text in a text."""
    pieces = _STRING.split(line)
    if line.count("`") > 2 or any("/" in piece.replace(" / ", "") or "`" in piece for piece in pieces[::2]):
        return line
    pieces[::2] = [_BESIDE.sub(r"\1", piece) for piece in pieces[::2]]
    return "".join(pieces)
