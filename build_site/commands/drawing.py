"""What MkDocs has to do with a project that is looked at: frames for our pages, and what people wrote.

It is asked once, and again when settings, theme or a page of a person's own change; never for an article.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from build_site.commands import framing
from build_site.commands.publish import keep_docs, lay_theme, run_mkdocs
from build_site.config import Project
from build_site.pages import PAGES
from build_site.stamps import stamps
from build_site.write import Writer


class Drawing:
    """What MkDocs drew of one project, once it was asked for."""

    def __init__(self, project: Project, witness: Callable[[], tuple[str, str]]) -> None:
        self.project = project
        self._witness = witness
        """A page of ours, path and text, that MkDocs draws for itself as well."""
        self._frames: dict[str, framing.Frame] = {}
        self._listed: tuple[object, frozenset[str]] | None = None

    def drawn_from(self) -> Iterator[Path]:
        """What it depends on: the settings and what stands beside them, the theme, people's own pages."""
        root, docs, ours = self.project.root, str(self.project.docs), self._ours()
        yield from sorted(path for path in root.iterdir() if path.is_file())
        for folder in re.findall(r"custom_dir:\s*(\S+)", self._settings()):
            if (root / folder) != self.project.manifest.parent / "theme":
                yield root / folder
        for base, folders, files in os.walk(docs):
            folders.sort()
            below = base[len(docs) + 1 :].replace(os.sep, "/")
            at = f"{below}/" if below else ""
            for name in sorted(files):
                if f"{at}{name}" not in ours:
                    yield Path(base) / name

    def framed(self, page: framing.Page) -> bytes:
        """A page of ours in its frame."""
        path = self._stencil_of(page)
        if path not in self._frames:
            self._frames[path] = self._frame(path).squeezed()
        return self._frames[path].filled(page)

    def file(self, path: str) -> bytes | None:
        """A file that MkDocs made of what people wrote, or that its theme brings."""
        at = self._drawn / path
        inside = at.resolve().is_relative_to(self._drawn.resolve())
        marked = any(mark in path for mark in framing.MARKS.values())
        return at.read_bytes() if inside and not marked and at.is_file() else None

    @property
    def faithful(self) -> bool:
        """Whether pages in frames are what MkDocs would draw; not where a plugin or hook treats each page."""
        page = framing.read_page(*self._witnessed)
        try:
            own = (self._drawn / framing.published(page.path)).read_bytes()
            return self._frame(self._stencil_of(page)).filled(page) == own
        except FileNotFoundError:
            return False

    def _stencil_of(self, page: framing.Page) -> str:
        return page.path if page.path in self._stencils else framing.stencil_of(page.path, page.kind)

    def _frame(self, stencil: str) -> framing.Frame:
        return framing.Frame(stencil, (self._drawn / framing.published(stencil)).read_text("utf-8"))

    @cached_property
    def _witnessed(self) -> tuple[str, str]:
        return self._witness()

    @cached_property
    def _drawn(self) -> Path:
        lay_theme(self.project)
        keep_docs(self.project)
        folder = Path(tempfile.mkdtemp(prefix="verbatim-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        plan = {
            "marks": framing.MARKS,
            "named": [],
            "stencils": {**self._stencils, **dict([self._witnessed])},
            "left": sorted(self._ours()),
        }
        (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
        asked = {"VERBATIM_BUILT": "1", "VERBATIM_PLAN": str(folder / "plan.json")}
        run_mkdocs(self.project, "build", "--site-dir", str(folder / "site"), quiet=True, environment=asked)
        return folder / "site"

    @cached_property
    def _stencils(self) -> dict[str, str]:
        """A stencil for each kind in its folder, and for each page that the settings or people name."""
        found = {}
        for kind in PAGES:
            path = framing.stencil_of(kind.at, kind.name)
            found[path] = framing.stencil(path, kind.name)
        for path in sorted(self._named()):
            for kind in PAGES:
                if fnmatchcase(path, kind.at) and not kind.of:
                    found[path] = framing.stencil(path, kind.name)
        return found

    def _named(self) -> set[str]:
        return set(re.findall(r"[\w./-]+\.md\b", self._settings()))

    def _settings(self) -> str:
        return (self.project.root / "mkdocs.yml").read_text("utf-8")

    def _ours(self) -> frozenset[str]:
        """What builds wrote below ``docs/``; the list is read again when one has written it."""
        stamp = tuple(stamps([self.project.manifest]))
        if self._listed is None or self._listed[0] != stamp:
            self._listed = stamp, Writer(self.project.docs, self.project.manifest).written()
        return self._listed[1]
