"""From a page's context to its file: front matter and one raw HTML block."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Protocol

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from build_site.pages import words
from build_site.pages.escape import escaped, plain, source_html
from build_site.pages.links import root_of
from build_site.stages.reporting import shortened

READY = "<!--verbatim-->"
"""Tells the hook that what follows is HTML already; the hook of a project looks for these characters."""
TEMPLATES = Path(__file__).parent / "templates"
_YAML_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_JSON_UNSAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


class Context(Protocol):
    """What every page's context has; each kind of page adds its own."""

    @property
    def path(self) -> str:
        """Below ``docs/``, ending in ``.md``."""

    @property
    def title(self) -> str:
        """As the browser's tab shows it."""

    @property
    def description(self) -> str:
        """One sentence for search engines and previews."""


class _Once(CodeGenerator):
    """Escapes what a template puts out once, in ``finalize``, and not what that gives once more."""

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class _Environment(Environment):
    code_generator_class = _Once


class _Compiled(BytecodeCache):
    """Templates as they were compiled, beside them as Python keeps its own; else compiled anew."""

    def __init__(self) -> None:
        made_by = Path(__file__).read_bytes() + metadata.version("jinja2").encode()
        self._made_by = hashlib.sha256(made_by).hexdigest()[:12]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is there, if it was made of this very template."""
        with suppress(OSError, ValueError, EOFError, TypeError), self._place(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, where Python would."""
        if not sys.dont_write_bytecode:
            place = self._place(bucket)
            fresh = place.with_suffix(f".{os.getpid()}")
            with suppress(OSError):
                place.parent.mkdir(exist_ok=True)
                fresh.write_bytes(bucket.bytecode_to_string())
                fresh.replace(place)

    def _place(self, bucket: Bucket) -> Path:
        return TEMPLATES / "__pycache__" / f"{bucket.key}-{self._made_by}.jinja"


@cache
def environment() -> Environment:
    """Templates that escape by themselves, for Markdown too, and refuse names that nobody defined.

    One for all pages: a template is compiled once, and again only when its file changes.
    """
    made = _Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=_Compiled(),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        source=source_html,
        script_json=script_json,
        date_words=words.date_words,
        count=words.count,
        percent=words.percent,
        shorten=words.shorten,
        shortened=shortened,
    )
    return made


def document(kind: str, template: str, context: Context, templates: Environment, head: str = "") -> str:
    """The file of one page.

    Python-Markdown takes the block that one ``<div>`` opens at a line's start for raw HTML, up to its end.
    """
    body = templates.get_template(template).render(page=context, root=root_of(context.path))
    front = {"title": plain(context.title), "description": plain(context.description), "verbatim": kind}
    if head := getattr(context, "head", "") + head:
        front["head"] = head
    if changed := getattr(context, "changed", ""):
        front["changed"] = changed
    matter = "".join(f"{key}: {_yaml(value)}\n" for key, value in front.items())
    return f'---\n{matter}---\n\n{READY}\n<div class="v-page v-page-{kind}">\n{body.strip()}\n</div>\n'


def script_json(value: object) -> Markup:
    """JSON that may stand in a ``<script>``: no character in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_JSON_UNSAFE)
    return Markup(text)  # noqa: S704 -- what could end the element is escaped


def _finalize(value: object) -> Markup:
    if type(value) is Markup:
        return value
    return escaped(value) if isinstance(value, str) else escape(value)


def _yaml(text: str) -> str:
    """A double-quoted YAML string: JSON's, less the characters that YAML does not allow as they are."""
    return _YAML_UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
