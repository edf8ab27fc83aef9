"""How articles are read and a corpus is built, whatever command asks for it."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from build_site.model import Analysis, Document
from build_site.recall import Recalling, once

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and of how many."""


def silent(what: str, done: int, total: int) -> None:
    """Show no progress."""


FEW = 64
"""So few articles are analysed faster without other processes than with them."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a build runs; none of it but ``strict`` and ``curated`` changes what a build writes."""

    jobs: int = 1
    progress: Progress = silent
    strict: bool = False
    """One article that cannot be read stops the build."""
    curated: bool = True
    """Apply actors.yml and corrections.yml."""
    known: MutableMapping[Document, Analysis] | None = None
    """Analyses of an earlier build in this process: what is unchanged is not analysed again."""
    recall: Recalling = once
    """Calls the pure functions of the stages over the corpus; may give what it gave before."""
