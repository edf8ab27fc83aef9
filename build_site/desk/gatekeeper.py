"""Who may enter the desk: whoever holds the token, under the desk's own name, from the desk's own pages.

Another site's page in the same browser has neither the cookie (it is the same site's alone) nor our origin; a
name of its own that leads to this machine (DNS rebinding) is not ours either.
"""

from __future__ import annotations

import secrets
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from build_site.desk.files import RefusedError

LARGEST = 1_000_000
"""Bytes of what a page may send."""
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"frame-ancestors 'none'; form-action 'self'; connect-src 'self'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
)


class Gatekeeper:
    """Lets in who knows the token, under the desk's own name; changes only from its own pages."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app, self.token = app, token
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.cookie = f"verbatim_desk_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        request = Request(scope, receive)

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        answer = self._welcome(request) or self._refusal(request)
        await (answer or self.app)(scope, _limited(receive), sealed)

    def _welcome(self, request: Request) -> Response | None:
        """Whoever comes with the token in the address gets it as a cookie, and an address without it."""
        given = request.query_params.get("token")
        if request.method != "GET" or given is None or request.headers.get("host") not in self.hosts:
            return None
        if not _same(given, self.token):
            return None
        rest = urlencode([pair for pair in parse_qsl(request.url.query) if pair[0] != "token"])
        answer = RedirectResponse(request.url.path + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return answer

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self.hosts:
            return _plain("This desk answers only to the address that verbatim desk has printed.", 421)
        if not _same(request.cookies.get(self.cookie, ""), self.token):
            return _plain("Open the address that verbatim desk has printed: it holds the key.", 403)
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _plain("Another site asks for this. It is not done.", 403)
        if request.method in ("GET", "HEAD"):
            return None
        if request.headers.get("origin") != f"http://{host}":
            return _plain("Another site asks for this. It is not done.", 403)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _plain("Not what this desk's pages send.", 415)
        return None


def _limited(receive: Receive) -> Receive:
    """What comes in, up to what a page of ours may send."""
    count = 0

    async def next_part() -> Message:
        nonlocal count
        message = await receive()
        count += len(message.get("body", b""))
        if count > LARGEST:
            raise RefusedError("That is more than a page of this desk sends.")
        return message

    return next_part


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())


def _plain(words: str, status: int) -> Response:
    return Response(words + "\n", status, media_type="text/plain")
