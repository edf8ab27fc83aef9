"""The one hierarchy of errors: each says where, what, and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class VerbatimError(Exception):
    """Something that the user can put right. ``str()`` is a complete message: place, trouble, remedy."""


class Troubles:
    """Errors of one file, gathered so that all are told at once."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Keep an error that happens inside, and go on after the block."""
        try:
            yield
        except CurationError as error:
            self.messages += str(error).split("\n")

    def close(self) -> None:
        """Raise what was gathered, if anything was, as one error."""
        if self.messages:
            raise CurationError("\n".join(dict.fromkeys(self.messages)))


class InputError(VerbatimError):
    """An article that cannot be read; the others are not stopped by it unless ``--strict``."""


class CurationError(VerbatimError):
    """A curator's YAML file that is wrong, with file and line."""


class AbsentError(CurationError):
    """An entry of a curator about an article or an actor that the corpus does not hold, nor one alike."""


class OutputError(VerbatimError):
    """The site's files cannot be written."""
