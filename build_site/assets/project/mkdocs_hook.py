"""What MkDocs calls, where it supports hooks: builds docs/ first, follows changes, hands over ready HTML.

Nothing depends on it: a builder that ignores hooks publishes the same pages, only slower.
"""

from __future__ import annotations

import html
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

from build_site.commands.hosts import own_name_only
from build_site.config import Project, open_project
from build_site.errors import VerbatimError
from build_site.write import Writer

log = logging.getLogger("mkdocs.hooks.verbatim")
ID = re.compile(r'\sid="([^"]+)"')
BODY = re.compile(rb"<body[^>]*>")
BANNER = (
    '<pre role="alert" style="position:sticky;top:0;z-index:99;margin:0;padding:1em;white-space:pre-wrap;'
    'color:#fff;background:#a40000;font:14px/1.5 monospace">The preview shows the state before.\n{}</pre>'
)
READY = "<!--verbatim-->"


class Preview:
    """What stays between two builds of one ``mkdocs serve``."""

    def __init__(self) -> None:
        self.serving = False
        self.fresh = os.environ.get("VERBATIM_BUILT") == "1"
        self.options: dict[str, Any] = json.loads(os.environ.get("VERBATIM_OPTIONS", "{}"))
        self.known: dict[Any, Any] = {}
        """Document → analysis."""
        self.frame: dict[str, int] = {}
        self.server: Any = None
        self.trouble = ""
        """Why the last build failed, for the browser."""
        self.plan: dict[str, Any] = {}
        self.watched: set[str] = set()

    def build(self, config: Any) -> None:
        """Bring ``docs/`` up to date, unless the program that called MkDocs has just done so."""
        if self.fresh:
            self.fresh = False
            return
        from build_site.commands.publish import building  # noqa: PLC0415 -- half a second, spared just above
        from build_site.pipeline import Options, build  # noqa: PLC0415

        project = project_of(config)
        before = written(project)
        try:
            options = Options(**self.options, known=self.known if self.serving else None)
            with building(project):
                dataset = build(project, options)
            for level, message in news(dataset):
                log.log(level, message)
        except VerbatimError as error:
            if self.server is None:
                raise PluginError(str(error)) from error
            self.trouble = str(error)
            log.error("%s\nThe preview shows the state before.", error)
        else:
            self.trouble = ""
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


def news(dataset: Any) -> Iterator[tuple[int, str]]:
    """What was found in a build, and what could not be read."""
    from build_site.commands import report  # noqa: PLC0415 -- see above
    from build_site.model import Level  # noqa: PLC0415

    yield logging.INFO, "; ".join(report.summary(dataset))
    for finding in dataset.findings:
        if finding.level is Level.ERROR:
            yield logging.ERROR, f"{finding.where}: {finding.message}"


def written(project: Project) -> frozenset[str]:
    """The files below ``docs/`` that the last build wrote."""
    return Writer(project.docs, project.manifest).written()


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
    server.set_app(own_name_only(telling(server.get_app()), config.dev_addr.host))
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


def telling(inner: Any) -> Any:
    """The server's pages with the trouble above them, for as long as there is one."""

    def app(environ: Any, start: Any) -> Any:
        if not PREVIEW.trouble or environ["PATH_INFO"].startswith("/livereload/"):
            return inner(environ, start)
        answer: list[Any] = []
        body = b"".join(inner(environ, lambda status, headers, *_: answer.append((status, headers))))
        status, headers = answer[0]
        kinds = [value for key, value in headers if key.lower() == "content-type"]
        if kinds and kinds[0].startswith("text/html"):
            note = BANNER.format(html.escape(PREVIEW.trouble)).encode()
            body = BODY.sub(lambda tag: tag[0] + note, body, count=1) if BODY.search(body) else note + body
            headers = [pair for pair in headers if pair[0].lower() != "content-length"]
        start(status, headers)
        return [body]

    return app


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
