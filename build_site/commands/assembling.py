"""The next site, put together beside the former one: what MkDocs draws, pages in its frames, and files.

MkDocs runs only where something changed that it draws: settings, theme, a page or a file of a person's own.
What stands in the former site as it would be made now is taken from there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

from build_site.commands import framing
from build_site.config import Project
from build_site.stamps import Stamped, below, stamp_of
from build_site.write import Writer

Draw = Callable[[Path, Path | None], None]
"""Runs MkDocs: into this folder, with this plan of stencils (none: it draws every page)."""
PACKAGES = ("mkdocs", "mkdocs-material", "jinja2", "markdown")
MAP = "sitemap.xml"
TOOLS = ("assets/*/*.map",)
"""Of the theme's own files, those that only its authors need."""
SEARCHING = ("assets/javascripts/lunr/*", "assets/javascripts/lunr/*/*", "assets/javascripts/workers/*")
"""What the theme's search needs, where a project has turned that on."""
SEARCH_INDEX = "search/search_index.json"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the site."""

    path: str
    """Below ``site/``."""
    made_of: list[Any]
    """Changes with the file's content."""
    content: Callable[[], bytes] | Path
    """What makes it, or the file that it is a copy of."""


class Assembly:
    """One site in the making."""

    def __init__(self, project: Project, beside: Path, draw: Draw) -> None:
        self.project = project
        self.beside = beside
        self.draw = draw
        state = project.manifest.parent
        self.drawn, self.plan, self.memory = state / "drawn", state / "plan.json", state / "assembly.json"
        self.before: dict[str, Any] = _remembered(self.memory)
        self.now: dict[str, Any] = {}
        self.changed: dict[str, str] = {}
        """The day of what each page holds."""
        self.docs, self.site = Stamped(project.docs), Stamped(project.site)
        self._folders: set[str] = set()
        self._former, self._next = str(project.site), str(beside)

    def assemble(self) -> bool:
        """Make every file; False where the former site holds all of them, and no other, as they are."""
        settings = (self.project.root / "mkdocs.yml").read_text("utf-8")
        files = sorted(Writer(self.project.docs, self.project.manifest).written())
        pages = dict(self._stencils(files, settings))
        frames = self._frames(settings, files, pages)
        if not frames:
            self.draw(self.beside, None)
            return True
        pieces = [*self._from_drawn(pages, frames), *self._from_docs(files, pages, frames)]
        standing = {piece.path for piece in pieces if self._stands(piece)}
        if len(standing) == len(pieces) == len(self.before.get("files", ())):
            return False
        self.now["files"] = {p.path: [p.made_of, self._put(p, p.path in standing)] for p in pieces}
        self.now["dated"] = {
            path: [self.docs.of(path), stencil, self.changed.get(path, "")] for path, stencil in pages.items()
        }
        return True

    def remember(self) -> None:
        """Write down what each file was made of, once the site stands in its place."""
        self.memory.write_text(json.dumps(self.now), "utf-8")

    def _stencils(self, files: Iterable[str], settings: str) -> Iterator[tuple[str, str]]:
        """Each page of ours with the path of what its frame is made from: itself, or its kind's stencil.

        Without ``nav`` in the settings every page is in the navigation, and none has a frame.
        """
        if not re.search(r"^nav:", settings, re.MULTILINE):
            return
        named = set(re.findall(r"[\w./-]+\.md\b", settings))
        former = self.before.get("dated", {})
        for path in files:
            if path in named:
                yield path, path
            elif path.endswith(".md"):
                stamp, stencil, self.changed[path] = former.get(path, (None, "", ""))
                if stamp != self.docs.of(path):
                    page = self._page(path)
                    stencil, self.changed[path] = framing.stencil_of(path, page.kind), page.changed
                yield path, stencil

    def _page(self, path: str) -> framing.Page:
        return framing.read_page(path, (self.project.docs / path).read_text("utf-8"))

    def _frames(self, settings: str, files: list[str], pages: dict[str, str]) -> dict[str, framing.Frame]:
        """What pages are set into; nothing where MkDocs must draw them all."""
        if not pages:
            return {}
        drawing = _drawing(self.project, settings, files, pages)
        self.now["drawing"] = drawing
        known = self.before.get("drawing") == drawing
        if not (known and (self.drawn.is_dir() or self.before.get("whole"))):
            witnesses = {stencil: path for path, stencil in sorted(pages.items(), reverse=True)}
            plan = {
                "marks": framing.MARKS,
                "named": [path for path, stencil in pages.items() if path == stencil],
                "stencils": {s: framing.stencil(s) for s in witnesses if s not in pages},
                "left": sorted({*files} - {*witnesses.values()}),
            }
            self.plan.write_text(json.dumps(plan), "utf-8")
            self.memory.write_text(json.dumps({**self.before, "drawing": None}), "utf-8")
            self.draw(self.drawn, self.plan)
            self.now["whole"] = not self._faithful(pages, witnesses)
            # what is drawn as a witness must not be published when its article has gone
            for path in set(witnesses.values()) - set(witnesses):
                (self.drawn / framing.published(path)).unlink(missing_ok=True)
        else:
            self.now["whole"] = bool(self.before.get("whole"))
        frames = {} if self.now["whole"] else self._read_frames(pages)
        return {path: frame.squeezed() for path, frame in frames.items()}

    def _read_frames(self, pages: dict[str, str]) -> dict[str, framing.Frame]:
        stencils = set(pages.values())
        return {
            path: framing.Frame(path, (self.drawn / framing.published(path)).read_text("utf-8"))
            for path in stencils
        }

    def _faithful(self, pages: dict[str, str], witnesses: dict[str, str]) -> bool:
        """Whether each witness in its frame is the page that MkDocs drew."""
        try:
            frames = self._read_frames(pages)
            return all(
                frames[stencil].filled(self._page(path))
                == (self.drawn / framing.published(path)).read_bytes()
                for stencil, path in witnesses.items()
                if path != stencil
            )
        except FileNotFoundError:  # an older hook, or none
            return False

    def _from_drawn(self, pages: dict[str, str], frames: dict[str, framing.Frame]) -> Iterator[Piece]:
        """What people wrote, those of the theme's own files that a reader may need, and the site's map."""
        ours = {framing.published(path) for path in (*pages, *frames)}
        idle = TOOLS if (self.drawn / SEARCH_INDEX).is_file() else (*TOOLS, *SEARCHING)
        for source in sorted(path for path in self.drawn.rglob("*") if path.is_file()):
            path = source.relative_to(self.drawn).as_posix()
            if (
                path not in ours
                and not path.startswith(MAP)
                and not any(map(PurePosixPath(path).match, idle))
            ):
                yield Piece(path, [stamp_of(source)], source)
        if (self.drawn / MAP).is_file():
            whole = framing.site_map((self.drawn / MAP).read_text("utf-8"), pages, self.changed)
            for path, found in framing.site_maps(whole, MAP).items():
                yield Piece(path, [hashlib.sha256(found).hexdigest()], partial(bytes, found))

    def _from_docs(
        self, files: Iterable[str], pages: dict[str, str], frames: dict[str, framing.Frame]
    ) -> Iterator[Piece]:
        """Our pages in their frames, and our files."""
        digests = {
            path: hashlib.sha256(f"{framing.FORM}{frame.html}".encode()).hexdigest()
            for path, frame in frames.items()
        }
        for path in files:
            if path in pages:
                frame = pages[path]

                def filled(path: str = path, frame: str = frame) -> bytes:
                    return frames[frame].filled(self._page(path))

                yield Piece(framing.published(path), [self.docs.of(path), digests[frame]], filled)
            else:
                yield Piece(path, [self.docs.of(path)], self.project.docs / path)

    def _stands(self, piece: Piece) -> bool:
        """Whether the former site has this file, as it was made and as it would be made now."""
        made_of, stamp = self.before.get("files", {}).get(piece.path, (None, None))
        return bool(made_of == piece.made_of and stamp == self.site.of(piece.path))

    def _put(self, piece: Piece, standing: bool) -> list[int] | None:
        """Put a file in its place; returns its time and size."""
        folder = piece.path.rpartition("/")[0]
        if folder not in self._folders:
            (self.beside / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        if standing:
            with contextlib.suppress(OSError):  # no links on this file system
                os.link(f"{self._former}/{piece.path}", f"{self._next}/{piece.path}")
                return self.site.of(piece.path)
        target = self.beside / piece.path
        if isinstance(piece.content, Path):
            shutil.copyfile(piece.content, target)
        else:
            target.write_bytes(piece.content())
        return stamp_of(target)


def _drawing(project: Project, settings: str, files: Iterable[str], pages: dict[str, str]) -> str:
    """A digest of what MkDocs draws from: settings and what they name, theme, versions, people's pages."""
    ours, root = set(files), project.root
    said = [
        "witnesses gone",
        settings,
        *sorted(set(pages.values())),
        *(f"{name} {metadata.version(name)}" for name in PACKAGES),
    ]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    said.append(epoch or datetime.now(tz=UTC).date().isoformat())  # a theme may name it
    said += [
        f"{name}={os.environ.get(name)}" for name in sorted(set(re.findall(r"\b[A-Z][A-Z_]{2,}\b", settings)))
    ]
    named = [root / word for word in sorted(set(re.findall(r"[\w./-]+\.\w+", settings)))]
    for folder in re.findall(r"custom_dir:\s*(\S+)", settings):
        named += sorted((root / folder).rglob("*"))
    said += [f"{path}\n{path.read_bytes()!r}" for path in named if path.is_file()]
    for path in sorted(below(project.docs)):
        if path not in ours:
            source = project.docs / path
            said.append(f"{path} {stamp_of(source)}")
            said += _links(path, source, ours) if source.suffix == ".md" else ()
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _links(path: str, source: Path, ours: set[str]) -> Iterator[str]:
    """What a person's page says of files of ours, and whether they are there: MkDocs warns where not."""
    text = source.read_text("utf-8", errors="replace")
    for target in sorted(set(re.findall(r"[^\s()<>\"'#]+\.(?:md|html)\b", text))):
        at = os.path.normpath(PurePosixPath(path).parent / target)
        yield f"{target} {at in ours}"


def _remembered(memory: Path) -> dict[str, Any]:
    try:
        found = json.loads(memory.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
