"""Addresses: of pages, relative to one another, and of a quotation's words in the original."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from build_site.model import Actor

_WORD = re.compile(r"\S+")


def root_of(path: str) -> str:
    """What leads from the page at ``path`` to the site's root: nothing, ``../``, ``../../``."""
    return "../" * path.count("/")


def portrait_path(actor: Actor) -> str | None:
    """Where an actor's picture stands, from the site's root; None where the curator gave none."""
    return (
        f"assets/portraits/{actor.id}{PurePosixPath(actor.portrait.path).suffix}" if actor.portrait else None
    )


def web_address(url: str | None) -> str | None:
    """``url`` where it is one that a link may carry (http or https), else None."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def text_fragment(url: str, text: str, words: int = 5) -> str:
    """``url`` with a text fragment that leads to ``text`` (https://wicg.github.io/scroll-to-text-fragment/).

    Long texts are given by their first and last words, so that a change between breaks no link.
    """
    found = [m.group() for m in _WORD.finditer(text)]
    long = len(found) > 2 * words
    parts = (found[:words], found[-words:]) if long else (found,)
    # "-" and "," have a meaning of their own in a fragment and are not encoded by quote().
    fragment = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
    return f"{url.split('#', 1)[0]}#:~:text={fragment}"
