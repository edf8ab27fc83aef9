"""A project that is looked at while it is worked on: what changed is derived anew, what is asked for drawn.

Nothing is written but what ``build`` keeps between two builds; what ``page`` gives is what it publishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import cast

from build_site import exports, pages, pipeline, reading
from build_site.commands import framing
from build_site.commands.drawing import Drawing
from build_site.config import Project
from build_site.exports.base import Export
from build_site.keeping import settled, swept, unhurried
from build_site.model import Analysis, Dataset, Document
from build_site.pages.assets import assets
from build_site.pages.catalogue import Catalogue, Download, catalogue
from build_site.pages.embeds import embeds
from build_site.pages.moved import redirect
from build_site.pipeline import Options
from build_site.recall import Recall
from build_site.stages import assembly
from build_site.stamps import stamps

DATA_PAGE = "data/index.html"
"""Alone among the pages it tells what every export holds."""


class Live:
    """One project: its corpus as it stands, and every file of its site when it is asked for."""

    def __init__(self, project: Project, options: Options) -> None:
        self.project = project
        known: dict[Document, Analysis] = {}
        self._recall, self._shown = Recall(), Recall()
        self.options = replace(options, known=known, recall=self._recall)
        self._seen: Mapping[str, tuple[int, int]] = {}
        self._state: _State | None = None
        self._read: reading.Read | None = None
        self._drawing = Drawing(project, self._witness)

    @property
    def dataset(self) -> Dataset:
        """The corpus as it was when it was last looked at."""
        return self._now().dataset

    def refresh(self) -> frozenset[str]:
        """Look at what people wrote, and derive anew what depends on what changed in it.

        Returns the files that were changed, added or removed, from the project's folder (the program's own
        by their whole path): where there are any, what a browser shows may be old. Raises ``VerbatimError``
        where the corpus cannot be made of them; then the former one stands, and is not tried again before
        something changes.
        """
        found = dict(stamps(self._watched()))
        changed = frozenset(
            path for path in found.keys() | self._seen.keys() if found.get(path) != self._seen.get(path)
        )
        self._seen = found
        if changed:
            with unhurried():
                self._derive(changed)
                settled()
        return frozenset(map(self._named, changed))

    def adopt(self, dataset: Dataset, file: Path) -> None:
        """Take the corpus as it is now that one file was changed, from who knows all that this means."""
        self._seen = {**self._seen, **dict(stamps((file,)))}
        self._show(dataset)

    def stirred(self) -> frozenset[tuple[str, tuple[int, int] | None]]:
        """What ``refresh`` would see as changed, with its present time and size; empty: nothing."""
        found = dict(stamps(self._watched()))
        every = found.items() ^ self._seen.items()
        return frozenset((path, found.get(path)) for path, _ in every)

    def page(self, path: str) -> bytes | None:
        """A file of the site (``articles/x.html``, ``data/actors.json``) as a build would publish it now."""
        return self._now().file(path)

    @property
    def faithful(self) -> bool:
        """Whether pages are those that MkDocs would draw: not where a plugin or hook treats each page."""
        self._now()
        return self._drawing.faithful

    def _witness(self) -> tuple[str, str]:
        return self._now().witness()

    def _watched(self) -> tuple[Path, ...]:
        program = Path(str(resources.files("build_site")))
        own = (program / "pages" / "templates", program / "assets", program / "theme")
        return (self.project.seeds, *self._drawing.drawn_from(), *own)

    def _named(self, path: str) -> str:
        below = Path(path)
        root = self.project.root
        return below.relative_to(root).as_posix() if below.is_relative_to(root) else path

    def _now(self) -> _State:
        if self._state is None:
            self._seen = {}
            self.refresh()
        return cast("_State", self._state)

    def _derive(self, changed: frozenset[str]) -> None:
        seeds = str(self.project.seeds)
        dataset = None if self._state is None else self._state.dataset
        if dataset is None or any(path.startswith(seeds) for path in changed):
            self._look(changed)
            if dataset is not None:
                swept()
            with self._recall.looking():
                dataset = pipeline.load(self.project, self.options, self._read)
        if any(not path.startswith(seeds) for path in changed):
            self._drawing = Drawing(self.project, self._witness)
        self._show(dataset)

    def _look(self, changed: frozenset[str]) -> None:
        """Read the articles, unless all that changed is what the curator says of the whole."""
        one = self.project
        of_all = map(str, (one.corpus_file, one.actors_file, one.corrections_file, one.addresses_file))
        seeds = str(one.seeds)
        others = {path for path in changed.difference(of_all) if path.startswith(seeds)}
        if self._read is None or others:
            before, self._read = self._read, None  # whatever goes wrong now, it is not what stands there
            known = reading.reread(one, self.options, before, others) if before else None
            self._read = known or reading.read(one, self.options)

    def _show(self, dataset: Dataset) -> None:
        with self._shown.looking():
            pass  # what pages asked for since the state before is kept for this one, and no longer
        self._state = _State(self.project, dataset, self._drawing, self._shown)


class _State:
    """The site of one moment: nothing of it is made before it is asked for."""

    def __init__(self, project: Project, dataset: Dataset, drawing: Drawing, recall: Recall) -> None:
        self.project = project
        self.dataset = dataset
        self.drawing = drawing
        self.recall = recall
        self._exported: dict[str, dict[str, bytes]] = {}

    def file(self, path: str) -> bytes | None:
        """A file of the site."""
        anew = "_known" not in vars(self)
        with unhurried():
            found = (
                self._page(path)
                or self._asset(path)
                or self._embed(path)
                or self._export(path)
                or self._portraits.get(path)
                or self._picture(path)
                or self.drawing.file(path)
            )
            if anew:
                settled()
            return found

    def witness(self) -> tuple[str, str]:
        """A page below ``docs/``: that of an article."""
        path = f"articles/{self.dataset.articles[0].slug}.md"
        return path, pages.page_at(self._known, path) or ""

    def _page(self, path: str) -> bytes | None:
        if target := self._moved.get(path):
            return redirect(path, target)[1].encode()
        if not path.endswith(".html"):
            return None
        known = self._known
        if path == DATA_PAGE:
            known = replace(known, downloads=tuple(self._downloads()))
        written = re.sub(r"\.html$", ".md", path)
        text = pages.page_at(known, written)
        return self.drawing.framed(framing.read_page(written, text)) if text else None

    @cached_property
    def _shown(self) -> Dataset:
        return assembly.without_passers_by(self.dataset, self.recall)

    @cached_property
    def _known(self) -> Catalogue:
        return catalogue(self._shown, recall=self.recall)

    @cached_property
    def _moved(self) -> dict[str, str]:
        return dict(self.dataset.moved)

    @cached_property
    def _portraits(self) -> dict[str, bytes]:
        return dict(pipeline.portraits_of(self.dataset, self.project))

    @cached_property
    def _assets(self) -> dict[str, str]:
        return dict(assets())

    def _asset(self, path: str) -> bytes | None:
        text = self._assets.get(path)
        return text.encode() if text is not None else None

    @cached_property
    def _embeds(self) -> dict[str, str]:
        return dict(embeds(self._known))

    def _embed(self, path: str) -> bytes | None:
        text = self._embeds.get(path) if path.startswith("embed/") else None
        return text.encode() if text is not None else None

    def _picture(self, path: str) -> bytes | None:
        """One for sharing, if a build has drawn it: a preview has no use for more."""
        found = self.project.docs / path
        return found.read_bytes() if path.startswith("share/") and found.is_file() else None

    def _export(self, path: str) -> bytes | None:
        for export in exports.published(self.dataset):
            if path.startswith(export.at) and (export.at or "/" not in path):
                found = self._files(export).get(path)
                if found is not None:
                    return found
        return None

    def _files(self, export: Export) -> dict[str, bytes]:
        """All that an export makes, made once."""
        if export.name not in self._exported:
            dataset = self.dataset if export.listed else self._shown
            made = (
                [(path, str(text).encode()) for path, text in export.knowing(dataset, self._others())]
                if export.knowing
                else pipeline.exported(export, dataset)
            )
            self._exported[export.name] = dict(made)
        return self._exported[export.name]

    def _others(self) -> set[str]:
        """The paths of what exports make that know of no others."""
        made = (e for e in exports.published(self.dataset) if e.listed and not e.knowing)
        return {path for export in made for path in self._files(export)}

    def _downloads(self) -> Iterator[Download]:
        made = {e.name: self._files(e) for e in exports.published(self.dataset) if e.listed}
        sizes = {name: {path: len(data) for path, data in files.items()} for name, files in made.items()}
        return pipeline.offered(self.dataset, sizes)
