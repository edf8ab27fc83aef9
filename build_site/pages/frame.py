"""From a page's context to its file: front matter and one raw HTML block."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
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


@cache
def environment() -> Environment:
    """Templates that escape by themselves, for Markdown too, and refuse names that nobody defined.

    One for all pages: a template is compiled once, and again only when its file changes.
    """
    made = _Environment(
        loader=FileSystemLoader(TEMPLATES),
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
