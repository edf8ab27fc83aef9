"""What MkDocs calls, where it supports hooks: builds docs/ first, follows changes, hands over ready HTML.

Nothing depends on it: a builder that ignores hooks publishes the same pages, only slower.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel

from build_site.commands import report
from build_site.config import Project, open_project
from build_site.errors import VerbatimError
from build_site.model import Analysis, Dataset, Document, Level
from build_site.pipeline import Options, build, written

log = logging.getLogger("mkdocs.hooks.verbatim")
ID = re.compile(r'\sid="([^"]+)"')
READY = "<!--verbatim-->"


class Preview:
    """What stays between two builds of one ``mkdocs serve``."""

    def __init__(self) -> None:
        self.serving = False
        self.fresh = os.environ.get("VERBATIM_BUILT") == "1"
        self.options: dict[str, Any] = json.loads(os.environ.get("VERBATIM_OPTIONS", "{}"))
        self.known: dict[Document, Analysis] = {}
        self.frame: dict[str, int] = {}
        self.server: Any = None
        self.plan: dict[str, Any] = {}
        self.watched: set[str] = set()

    def build(self, config: Any) -> None:
        """Bring ``docs/`` up to date, unless the program that called MkDocs has just done so."""
        if self.fresh:
            self.fresh = False
            return
        project = project_of(config)
        before = written(project)
        try:
            options = Options(**self.options, known=self.known if self.serving else None)
            for level, message in news(build(project, options)):
                log.log(level, message)
        except VerbatimError as error:
            if self.server is None:
                raise PluginError(str(error)) from error
            log.error("%s\nThe preview shows the state before.", error)
        if self.serving:
            self.options["jobs"] = 1  # from now on there are threads here, and little is new
            self.forget(config, before - written(project))
            self.watch(own_pages(project))

    def forget(self, config: Any, gone: Iterable[str]) -> None:
        """Take away what ``--dirty`` would go on to show: pages that are gone, or all in a former frame."""
        site = Path(config.site_dir)
        stale = [site / re.sub(r"\.md$", ".html", path) for path in gone]
        frame = {str(path): path.stat().st_mtime_ns for path in frame_of(config)}
        if frame != self.frame:
            stale += site.rglob("*.html")
            self.frame = frame
        for path in stale:
            path.unlink(missing_ok=True)

    def watch(self, paths: Iterable[Path]) -> None:
        """Follow these files and folders too, once there is a server."""
        fresh = {str(path) for path in paths} - self.watched if self.server else ()
        for path in sorted(fresh):
            self.watched.add(path)
            self.server.watch(path)


PREVIEW = Preview()


def news(dataset: Dataset) -> Iterator[tuple[int, str]]:
    """What was found in a build, and what could not be read."""
    yield logging.INFO, "; ".join(report.summary(dataset))
    for finding in dataset.findings:
        if finding.level is Level.ERROR:
            yield logging.ERROR, f"{finding.where}: {finding.message}"


def project_of(config: Any) -> Project:
    """The folder of ``mkdocs.yml``."""
    return open_project(Path(config.config_file_path).parent)


def own_pages(project: Project) -> list[Path]:
    """What people write in ``docs/``: to watch what the program writes would let a build start the next."""
    generated = written(project)
    files = (path for path in project.docs.rglob("*") if path.is_file())
    return [path for path in files if path.relative_to(project.docs).as_posix() not in generated]


def frame_of(config: Any) -> list[Path]:
    """What every page is drawn with, besides its own file."""
    folder = config.theme.custom_dir
    return [Path(config.config_file_path), *(Path(folder).rglob("*.html") if folder else ())]


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is a preview or a build; what MkDocs warns of under ``--dirty`` is seen to."""
    PREVIEW.serving = command == "serve"
    if PREVIEW.serving:
        builder = logging.getLogger("mkdocs.commands.build")
        builder.addFilter(lambda record: not record.getMessage().startswith("A 'dirty' build"))


def on_pre_build(config: Any) -> None:
    """Build ``docs/`` from ``seeds/`` before MkDocs looks for files."""
    PREVIEW.build(config)


def on_serve(server: Any, config: Any, **_: Any) -> Any:
    """Watch what people write: articles, YAML, templates, pages of their own."""
    project = project_of(config)
    program = Path(str(resources.files("build_site")))
    theme = config.theme.custom_dir
    server.unwatch(config.docs_dir)
    PREVIEW.server = server
    PREVIEW.watch((project.seeds, program / "pages" / "templates", program / "assets"))
    PREVIEW.watch((*own_pages(project), *([Path(theme)] if theme else ())))
    return server


def on_files(files: Any, config: Any) -> Any:
    """Leave most of our pages and files to the program that called: it sets them into the frames of a few."""
    named = os.environ.get("VERBATIM_PLAN")
    if not named or len(config.plugins) > len(config.hooks) or config.use_directory_urls:
        return files
    PREVIEW.plan = json.loads(Path(named).read_text("utf-8"))
    left = {*PREVIEW.plan["left"]} - {*PREVIEW.plan["named"]}
    for file in files:
        if file.src_uri in left:
            file.inclusion = InclusionLevel.EXCLUDED
    for path, text in PREVIEW.plan["stencils"].items():
        files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Spare Python-Markdown a page that is HTML already: it would return the same characters."""
    if markdown.lstrip().startswith(READY):
        if page.file.src_uri in PREVIEW.plan.get("named", ()):
            marks = PREVIEW.plan["marks"]
            page.meta |= {key: marks[key] for key in ("title", "description")}
            markdown = READY + marks["text"]
        page.render = lambda config, files: _ready(page, markdown)
    return markdown


def _ready(page: Any, html: str) -> None:
    page.content = html.strip()
    page.toc = []
    page.present_anchor_ids = set(ID.findall(html))
    page.links_to_anchors = {}
    page._title_from_render = None
