"""The preview answers to its own name only: another site's page cannot read it through a name of its own.

A page elsewhere may let its host name lead to this machine (DNS rebinding); the browser then takes the
preview for a part of that site. What gives it away is the name in the request.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

REFUSAL = "This preview answers only to the address that verbatim serve has printed.\n"
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def own_name_only(inner: Application, address: str) -> Application:
    """The same server, which refuses requests in another name than that of ``address`` (a host)."""

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if is_own(environ.get("HTTP_HOST", ""), address):
            return inner(environ, start)
        start("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [REFUSAL.encode()]

    return app


def is_own(named: str, address: str) -> bool:
    """Whether a Host header names this machine by number, as localhost, or as it was told to be called."""
    host = named.strip().lower()
    host = host.partition("]")[0].lstrip("[") if host.startswith("[") else host.rpartition(":")[0] or host
    if host in {"localhost", address.strip("[]").lower()} or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
