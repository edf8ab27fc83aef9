"""The preview: a project's site on this machine, drawn page by page when it is asked for.

A browser that shows a page is told when something changed. What keeps the corpus from being made stands
above every page until it is mended; the pages are those of the state before.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from build_site.commands.hosts import REFUSAL, is_own
from build_site.errors import VerbatimError
from build_site.live import Live
from build_site.model import Level

SCRIPT = Path(__file__).parent / "assets" / "preview" / "live.js"
_BODY = re.compile(rb"<body[^>]*>")
BANNER = (
    '<pre role="alert" style="position:sticky;top:0;z-index:99;margin:0;padding:1em;white-space:pre-wrap;'
    'color:#fff;background:#a40000;font:14px/1.5 monospace">The preview shows the state before.\n{}</pre>'
)
OFTEN = 0.3
"""Seconds between two looks at what was written …"""
SHARE = 20
"""… or so many times what one look takes, where that is more."""
STILL = 0.1
"""Seconds without a change until what was written is taken for whole."""
PATIENCE = 20.0
"""Seconds that a browser waits to be told of a change before it asks again."""


class Preview:
    """One project that is shown: one thing at a time."""

    def __init__(self, live: Live, say: Callable[[str], None]) -> None:
        self.live, self.say = live, say
        self.revision = 0
        self.trouble = ""
        self._lock = threading.Lock()

    def look(self) -> None:
        """See what changed, and follow it."""
        with self._lock:
            self._follow()

    def watch(self, done: threading.Event) -> None:
        """Look again and again until it is ``done``."""
        pause = OFTEN
        while not done.wait(pause):
            with self._lock:
                started = time.perf_counter()
                stirred = self.live.stirred()
                pause = max(OFTEN, SHARE * (time.perf_counter() - started))
            while stirred and not done.wait(STILL):
                with self._lock:
                    still = self.live.stirred()
                    if still == stirred:
                        self._follow()
                        break
                stirred = still

    def page(self, path: str) -> tuple[int, bytes] | None:
        """Status and content of a file of the site as it stands; None where there is no page of errors."""
        with self._lock:
            found, status = self.live.page(path), 200
            if found is None:
                found, status = self.live.page("404.html"), 404
        if found is None:
            return None
        return status, self._followed(found) if status == 404 or path.endswith(".html") else found

    def _follow(self) -> None:
        started = time.process_time()
        try:
            changed = sorted(self.live.refresh())
        except VerbatimError as error:
            self.trouble = str(error)
            self.revision += 1
            self.say(f"error: {error}\nThe preview shows the state before.")
            return
        if changed:
            self.trouble = ""
            self.revision += 1
            some = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
            self.say(f"changed: {some}; followed in {time.process_time() - started:.2f} s")
            for finding in self.live.dataset.findings:
                if finding.level is Level.ERROR:
                    self.say(f"error: {finding.where}: {finding.message}")

    def _followed(self, page: bytes) -> bytes:
        """A page that loads itself again, below what is wrong."""
        script = f'<script src="/-/live.js" data-revision="{self.revision}" defer></script></head>'
        page = page.replace(b"</head>", script.encode(), 1)
        if not self.trouble:
            return page
        note = BANNER.format(escape(self.trouble)).encode()
        return _BODY.sub(lambda tag: tag[0] + note, page, count=1) if _BODY.search(page) else note + page


class OwnNameOnly:
    """Refuses requests in another name than that of this machine: see ``commands.hosts``."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app, self.host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        app: ASGIApp = self.app
        if scope["type"] == "http" and not is_own(Request(scope).headers.get("host", ""), self.host):
            app = PlainTextResponse(REFUSAL, 421)
        await app(scope, receive, send)


def application(preview: Preview, host: str, ended: Callable[[], bool]) -> Starlette:
    """The ASGI application; ``ended`` says that nobody is to wait any longer."""

    async def revision(request: Request) -> Response:
        after, until = request.query_params.get("after"), time.monotonic() + PATIENCE
        while str(preview.revision) == after and time.monotonic() < until and not ended():
            await asyncio.sleep(STILL)
        return PlainTextResponse(str(preview.revision), headers={"Cache-Control": "no-store"})

    def script(_: Request) -> Response:
        return Response(SCRIPT.read_bytes(), media_type="text/javascript")

    async def page(request: Request) -> Response:
        path = str(request.path_params["path"])
        if path == "" or path.endswith("/"):
            path += "index.html"
        found = await run_in_threadpool(preview.page, path)
        if found is None:
            return PlainTextResponse("There is no such page.\n", 404)
        status, data = found
        kind = "text/html" if status == 404 else guess_type(path)[0] or "application/octet-stream"
        return Response(data, status, {"Cache-Control": "no-store"}, kind)

    routes = [Route("/-/revision", revision), Route("/-/live.js", script), Route("/{path:path}", page)]
    return Starlette(routes=routes, middleware=[Middleware(OwnNameOnly, host=host)])


def serve(live: Live, address: str, say: Callable[[str], None]) -> None:
    """Serve until interrupted. ``live`` has been looked at already."""
    import uvicorn  # noqa: PLC0415 -- takes a while to load, and no other command needs it

    host, _, port = address.rpartition(":")
    preview = Preview(live, say)
    done = threading.Event()
    watching = threading.Thread(target=preview.watch, args=(done,), daemon=True)
    server: Any = None
    app = application(preview, host, lambda: server.should_exit)
    config = uvicorn.Config(
        app, host=host.strip("[]"), port=int(port), log_level="warning", access_log=False, lifespan="off"
    )
    server = uvicorn.Server(config)
    listening = config.bind_socket()
    listening.listen()
    say(
        f"http://{address}/ shows the site and follows every change. To correct it: --edit. Stop with Ctrl-C."
    )
    watching.start()
    try:
        server.run([listening])
    finally:
        done.set()
