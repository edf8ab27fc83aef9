"""What ``mkdocs.yml`` says that the program needs too: where the site is published."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from build_site.recall import Recalling, once

HERE = frozenset(("localhost", "127.0.0.1", "::1"))
"""Hosts that are an address for nobody else."""


class _Settings(yaml.SafeLoader):
    """``!ENV`` is the variable that it names; what other tags would make does not matter."""


def _variable(loader: _Settings, node: yaml.Node) -> object:
    """``!ENV NAME``, or ``!ENV [NAME, OTHER, default]``."""
    if isinstance(node, yaml.SequenceNode):
        *names, default = loader.construct_sequence(node)
        return next((os.environ[name] for name in names if name in os.environ), default)
    return os.environ.get(str(node.value))


_Settings.add_constructor("!ENV", _variable)
_Settings.add_multi_constructor("", lambda *_: None)


def load_address(path: Path, recall: Recalling = once) -> str | None:
    """The site's address, ending in a slash; None where ``site_url`` names no place on the web.

    Settings that cannot be read are for MkDocs to complain of.
    """
    try:
        return recall(_address, path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _address(text: str) -> str | None:
    try:
        settings: Any = yaml.load(text, _Settings)  # noqa: S506 -- a safe loader
        address = str(settings["site_url"] or "").strip()
        parts = urlsplit(address)
    except (ValueError, KeyError, TypeError, yaml.YAMLError):
        return None
    public = parts.scheme in ("http", "https") and parts.hostname and parts.hostname not in HERE
    return address.rstrip("/") + "/" if public else None
