"""The desk as a web server of this machine alone.

It answers to its own name (DNS rebinding) and to who holds the token that ``verbatim desk`` printed; what
changes something has to come from its own pages (CSRF): see ``gatekeeper``. Pages are those of the site as
it stands now, with the desk's own script and style put in; nothing of them is ever published.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from build_site import curation
from build_site.config import Project
from build_site.desk import edits, entries, views
from build_site.desk.blind import Blind
from build_site.desk.files import Change, Files, RefusedError
from build_site.desk.gatekeeper import Gatekeeper
from build_site.desk.scene import Scene
from build_site.errors import OutputError, VerbatimError
from build_site.keeping import unhurried
from build_site.lock import locked
from build_site.model import Dataset
from build_site.pipeline import portraits_of
from build_site.stages.corrections.checks import by_whom, once_more

Asked = Mapping[str, Any]
ASSETS = Path(__file__).parent.parent / "assets" / "desk"
STYLE = b'<link rel="stylesheet" href="/desk/assets/desk.css"></head>'
BLIND = b'<link rel="stylesheet" href="/desk/assets/blind.css"></head>'
PENCIL = b"".join(
    b'<script src="/desk/assets/%s.js" defer></script>' % name for name in (b"text", b"choose", b"desk")
)
"""Behind the site's own scripts, which they use."""


class Site(Protocol):
    """The site of a project as it stands: what ``build_site.live.Live`` is."""

    @property
    def dataset(self) -> Dataset:
        """The corpus."""

    def refresh(self) -> frozenset[str]:
        """Look at what changed, and derive it anew."""

    def page(self, path: str) -> bytes | None:
        """A published file."""

    def adopt(self, dataset: Dataset, file: Path) -> None:
        """Take the corpus as it is now that one file was changed."""


class Desk:
    """One project at work: one thing at a time."""

    def __init__(self, project: Project, site: Site, by: str = "", blind: Blind | None = None) -> None:
        self.project, self.site, self.by = project, site, by
        self.blind = blind
        self.files = Files(project)
        self.revision = 0
        self.trouble = ""
        self._lock = threading.Lock()
        self._scene: Scene | None = None

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Nothing else is done meanwhile; nor is a corpus searched for garbage with somebody waiting."""
        with self._lock, unhurried():
            yield

    def open(self) -> None:
        """Make the corpus and its first page; raises where that cannot be done."""
        with self._held():
            self._derive()
            self.site.page("index.html")

    def page(self, path: str) -> bytes | None:
        """A file of the site; pages carry the desk's script."""
        drawn = path.endswith(".html")
        with self._held():
            if drawn:
                self._look()
            found = self.site.page(path)
        if found is not None and drawn:
            style = STYLE.replace(b"</head>", BLIND) if self.blind else STYLE
            return found.replace(b"</head>", style, 1) + PENCIL  # the page's own scripts stand before it
        return found

    def view(self, make: Callable[[Scene], Any]) -> tuple[Any, dict[str, Any]]:
        """Something about the corpus as it stands, and the state of the work."""
        with self._held():
            self._look()
            return make(self._now()), self._state()

    def edit(self, asked: Asked) -> dict[str, Any]:
        """Do what was asked for, or raise why not."""
        with self._held():
            self._look()
            if self.blind:
                raise RefusedError("While a sample is coded nothing is corrected.")
            if self.trouble:
                raise RefusedError(f"First mend what keeps the corpus from being made: {self.trouble}")
            plan = edits.plan(self._now(), asked)
            place = str(asked.get("place", ""))
            undone = self.files.journal.undone
            change = self.files.edit(plan.file, plan.apply, plan.label, place)
            if change and not self._checked(plan, change):
                self._try(partial(self.files.forget, change, undone))
            moved = views.moved(self._now(), asked)
            said = {"label": plan.label, "changed": change is not None, "at": moved}
            return {**said, **self._after(place if moved in (None, place) else "")}

    def code(self, asked: Asked) -> dict[str, Any]:
        """Take a coder's answer."""
        with self._held():
            self._look()
            if self.blind is None:
                raise RefusedError("No sample is being coded here: verbatim desk --code NAME")
            return {**self.blind.code(self._now(), asked), **self._state()}

    def take(self, _: Asked) -> dict[str, Any]:
        """Make corrections of what coders agree on, or settled: one decision of the journal."""
        with self._held():
            self._look()
            if self.blind is None:
                raise RefusedError("No sample is being settled here: verbatim desk --settle NAME")
            plan = self.blind.plan(self._now())
            change = self.files.edit(plan.file, plan.apply, plan.label)
            if change:
                self._try(partial(self.files.forget, change, self.files.journal.undone))
            return {"label": plan.label, "changed": change is not None, **self._state()}

    def _checked(self, plan: edits.Plan, change: Change) -> bool:
        """Whether what was written are checks of what is published, at the end of the file.

        Most decisions are. What they mean is known without deriving anything: the corpus of a build.
        """
        scene, text = self._now(), self.files.read(change.file)
        ids = [op.about for op in plan.ops if op.do == "add" and op.part == "checked"]
        published = all(id in scene.quotations and id not in scene.doubts for id in ids)
        if len(ids) < len(plan.ops) or not published or change.behind or not text.endswith(change.new):
            return False
        first = entries.count(text, "checked") - len(ids)
        made = once_more(scene.dataset, ids, by_whom(scene.by, scene.today), first)
        self.site.adopt(made, self.project.root / change.file)
        self._derive()
        return True

    def undo(self, asked: Asked) -> dict[str, Any]:
        """Take the last decision back."""
        return self._back(self.files.undo, self.files.redo, asked)

    def redo(self, asked: Asked) -> dict[str, Any]:
        """Decide once more what was taken back."""
        return self._back(self.files.redo, self.files.undo, asked)

    def _back(
        self, act: Callable[[], Change], otherwise: Callable[[], Change], asked: Asked
    ) -> dict[str, Any]:
        with self._held():
            self._look()
            if self.blind:
                raise RefusedError("An answer is changed by answering again.")
            change = act()
            self._try(otherwise)
            after = self._after(str(asked.get("place", "")))
            return {"label": change.label, "at": change.place, "changed": True, **after}

    def shown(self, scene: Scene, path: str, *, html: bool = False) -> dict[str, Any]:
        """What can be decided on a page, and with ``html`` the page itself. Called while the desk is held."""
        found = self.site.page(path) if html else None
        drawn = {"html": found.decode("utf-8")} if found else {}
        return {"page": views.page(scene, path), **drawn}

    def _after(self, place: str) -> dict[str, Any]:
        """What the page that asked has to show now."""
        return {**(self.shown(self._now(), place, html=True) if place else {}), **self._state()}

    def _try(self, otherwise: Callable[[], object]) -> None:
        """Derive the corpus from what was written; where that fails it is taken back, and the reason told."""
        try:
            self._derive()
            for _ in portraits_of(self.site.dataset, self.project):
                pass  # each is read: a picture that is not there stops the build
        except VerbatimError as error:
            otherwise()
            self._derive()
            raise RefusedError(f"That cannot be done: {error}") from None

    def _look(self) -> None:
        """See what was changed in an editor. What is wrong in a file is told until it is mended."""
        try:
            self._derive()
        except VerbatimError as error:
            self.trouble = str(error)

    def _derive(self) -> None:
        before = self._scene.dataset if self._scene else None
        if self.site.refresh() or before is None:
            self.trouble = ""
        if self.site.dataset is not before:
            authority = curation.load_actors(self.project.actors_file)
            today = datetime.now(UTC).date().isoformat()
            self._scene = Scene(self.site.dataset, authority, self.by, today)
            self.revision += 1

    def _now(self) -> Scene:
        if self._scene is None:
            raise RefusedError(f"The corpus cannot be made: {self.trouble}")
        return self._scene

    def _state(self) -> dict[str, Any]:
        journal = self.files.journal
        return {
            "revision": self.revision,
            "undo": journal.done[-1].label if journal.done else None,
            "redo": journal.undone[-1].label if journal.undone else None,
            "progress": self._scene.progress if self._scene else "",
            "trouble": self.trouble,
            "coding": None,
            **(self.blind.state() if self.blind else {}),
        }


def application(desk: Desk, port: int, token: str) -> Starlette:
    """The ASGI application: pages, assets, and what the script asks for."""
    answers = Answers(desk)
    return Starlette(
        routes=[
            Route("/desk/assets/{name}", answers.asset),
            *(Route(f"/desk/api/{name}", answers.told) for name in answers.views),
            *(Route(f"/desk/api/{name}", answers.done, methods=["POST"]) for name in answers.acts),
            Route("/{path:path}", answers.page),
        ],
        middleware=[Middleware(Gatekeeper, port=port, token=token)],
        exception_handlers={VerbatimError: _refused},
    )


class Answers:
    """What is asked of the desk, and what it says."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.views: Mapping[str, Callable[[Scene, Mapping[str, str]], Any]] = {
            "page": lambda scene, asked: desk.shown(scene, asked.get("path", ""), html="html" in asked),
            "queue": lambda scene, _: desk.blind.queue(scene) if desk.blind else _queue(scene),
            "actors": lambda scene, asked: views.actors(scene, asked.get("q", ""), asked.get("path", "")),
            "quotations": lambda scene, asked: views.quotations(
                scene, asked.get("q", ""), asked.get("but", "")
            ),
            "state": lambda _, __: {},
        }
        self.acts: Mapping[str, Callable[[Asked], dict[str, Any]]] = {
            "edit": desk.edit,
            "code": desk.code,
            "take": desk.take,
            "undo": desk.undo,
            "redo": desk.redo,
        }

    def page(self, request: Request) -> Response:
        """A file of the site."""
        path = request.path_params["path"] or "index.html"
        path += "index.html" if path.endswith("/") else ""
        found = self.desk.page(path)
        if found is None:
            return Response("There is no such page.", 404, media_type="text/plain")
        return Response(found, media_type=guess_type(path)[0] or "application/octet-stream")

    def asset(self, request: Request) -> Response:
        """The desk's own script or style."""
        known = {path.name: path for path in ASSETS.iterdir()}
        name = request.path_params["name"]
        if name not in known:
            return Response("There is no such file.", 404, media_type="text/plain")
        return Response(known[name].read_bytes(), media_type=guess_type(name)[0])

    def told(self, request: Request) -> Response:
        """Something about the corpus, and how the work stands."""
        make = self.views[request.url.path.rpartition("/")[2]]
        found, state = self.desk.view(lambda scene: make(scene, request.query_params))
        return JSONResponse({"found": found, **state} if isinstance(found, list) else {**found, **state})

    async def done(self, request: Request) -> Response:
        """A decision."""
        try:
            asked = json.loads(await request.body() or b"{}")
        except ValueError:
            asked = None
        if not isinstance(asked, dict):
            return JSONResponse({"refused": "Not what this desk's pages send."}, 400)
        act = self.acts[request.url.path.rpartition("/")[2]]
        return JSONResponse(await run_in_threadpool(act, asked))


def _queue(scene: Scene) -> dict[str, Any]:
    return {"left": len(scene.queue), "items": views.queue(scene, scene.queue)}


def _refused(_: Request, error: Exception) -> Response:
    return JSONResponse({"refused": str(error)}, 409)


def name_of_git(project: Project) -> str:
    """Who works here, as git was told; '' where it was not."""
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "-C", str(project.root), "config", "user.name"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """One desk a project: two would not know of each other's last decision."""
    try:
        with locked(project.root / ".verbatim" / "desk" / "lock"):
            yield
    except OutputError as error:
        if "another build" not in str(error):
            raise
        raise OutputError(f"{project.root}: another desk is open here. Use that one, or stop it.") from None


def serve(desk: Desk, port: int, token: str, listening: Callable[[], object]) -> None:
    """Serve until interrupted, on this machine's own address alone; ``listening`` is called once it does."""
    import uvicorn  # noqa: PLC0415 -- takes a while to load, and no test of the rest needs it

    config = uvicorn.Config(application(desk, port, token), log_level="warning", access_log=False)
    with socket.create_server(("127.0.0.1", port)) as opened:
        listening()
        uvicorn.Server(config).run(sockets=[opened])
