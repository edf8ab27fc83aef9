"""Verbatim: a folder of news articles becomes a research site of who said what.

The engine can be used alone: ``from build_site import extract``. What is named here is its interface, and
stays; all else may change between versions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_site.commands.records import extract_records
    from build_site.engine import Extract, Said, extract
    from build_site.model import Finding, Level, MentionKind, QuotationType

__version__ = "0.1.0"
__all__ = [
    "Extract",
    "Finding",
    "Level",
    "MentionKind",
    "QuotationType",
    "Said",
    "__version__",
    "extract",
    "extract_records",
]
_ROOMS = {"Extract": "engine", "Said": "engine", "extract": "engine", "extract_records": "commands.records"}


def __getattr__(name: str) -> object:
    """Import the engine when something of it is asked for, so that ``--help`` need not wait for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'model')}"), name)
