"""What MkDocs calls, where it supports hooks: builds docs/ first, follows changes, hands over ready HTML.

Nothing depends on it: a builder that ignores hooks publishes the same pages, only slower.
"""

from __future__ import annotations

import logging
import os
import re
from importlib import resources
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from build_site.config import open_project
from build_site.errors import VerbatimError
from build_site.model import Analysis, Document
from build_site.pipeline import Options, build, written

log = logging.getLogger("mkdocs.hooks.verbatim")
ID = re.compile(r'\sid="([^"]+)"')
READY = "<!--verbatim-->"


class Preview:
    """What stays between two builds of one ``mkdocs serve``."""

    def __init__(self) -> None:
        self.serving = False
        self.fresh = os.environ.get("VERBATIM_BUILT") == "1"
        self.known: dict[Document, Analysis] = {}

    def build(self, root: Path) -> None:
        """Bring ``docs/`` up to date, unless the program that called MkDocs has just done so."""
        if self.fresh:
            self.fresh = False
            return
        try:
            build(open_project(root), Options(known=self.known if self.serving else None))
        except VerbatimError as error:
            if not self.serving:
                raise PluginError(str(error)) from error
            log.error("%s\nThe preview shows the state before.", error)


PREVIEW = Preview()


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is a preview or a build."""
    PREVIEW.serving = command == "serve"


def on_pre_build(config: Any) -> None:
    """Build ``docs/`` from ``seeds/`` before MkDocs looks for files."""
    PREVIEW.build(Path(config.config_file_path).parent)


def on_serve(server: Any, config: Any, **_: Any) -> Any:
    """Watch what people write, not what the program writes: so no build starts the next one."""
    project = open_project(Path(config.config_file_path).parent)
    generated = written(project)
    server.unwatch(config.docs_dir)
    for path in sorted(project.docs.rglob("*")):
        if path.is_file() and path.relative_to(project.docs).as_posix() not in generated:
            server.watch(str(path))
    for folder in (
        project.seeds,
        *(Path(str(resources.files("build_site") / name)) for name in ("pages", "assets")),
    ):
        server.watch(str(folder))
    return server


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Spare Python-Markdown a page that is HTML already: it would return the same characters."""
    if markdown.lstrip().startswith(READY):
        page.render = lambda config, files: _ready(page, markdown)
    return markdown


def _ready(page: Any, html: str) -> None:
    page.content = html.strip()
    page.toc = []
    page.present_anchor_ids = set(ID.findall(html))
    page.links_to_anchors = {}
    page._title_from_render = None
