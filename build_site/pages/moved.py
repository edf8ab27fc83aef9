"""Redirects: an address that was published leads to where its subject has gone, and never to another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from build_site.pages.links import root_of


def redirect(path: str, target: str) -> tuple[str, str]:
    """A page at ``path`` that leads to ``target``, both from the site's root; it needs no script.

    >>> redirect("actors/a.html", "outlets/a.html")[0]
    'actors/a.html'
    """
    address = escape(root_of(path) + target, quote=True)
    return path, (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n<link rel="canonical" href="{address}">\n'
        f'<meta name="robots" content="noindex">\n<p>Moved: <a href="{address}">here</a>.</p>\n</html>\n'
    )


def redirects(moved: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Every redirect, in order of its address."""
    return (redirect(path, target) for path, target in sorted(moved))
