"""Puts a whole folder in the place of another, in one step where the system has one.

The former folder is never removed before the new one stands. Where the system has no such step there are two,
and what was killed between them is put right by ``recover``.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

from build_site.errors import OutputError

_HERE = -100
"""AT_FDCWD of Linux: paths count from the working folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS."""


def refuse_foreign(place: Path) -> None:
    """Refuse a place that is a link or a volume of its own: another folder cannot be put there."""
    if place.is_symlink():
        raise OutputError(
            f"{place}: a link to {place.readlink()}, and a build would put a folder in its place. Remove"
            " the link, and copy the folder to where it led after each build."
        )
    if place.is_dir() and os.path.ismount(place):
        raise OutputError(
            f"{place}: a volume of its own, in whose place no folder can be put. Mount it elsewhere, and copy"
            " the folder there after each build."
        )
    if place.exists() and not place.is_dir():
        raise OutputError(f"{place}: a file, where a folder belongs. Move it elsewhere.")


def switch(fresh: Path, place: Path, former: Path) -> None:
    """Let ``fresh`` stand at ``place``; what stood there is removed by way of ``former``."""
    try:
        if not place.exists():
            fresh.rename(place)
            return
        if exchange(fresh, place):
            fresh.rename(former)
        else:
            place.rename(former)
            try:
                fresh.rename(place)
            except OSError:
                former.rename(place)
                raise
    except OSError as error:
        raise OutputError(
            f"{error.filename or place}: cannot be put in its place ({error.strerror})."
            " The former one stands as it was."
        ) from None
    shutil.rmtree(former, ignore_errors=True)


def recover(fresh: Path, place: Path, former: Path) -> None:
    """After a switch that was killed: the former folder goes back where none stands, the rest is removed."""
    try:
        if former.is_dir() and not os.path.lexists(place):
            former.rename(place)
    except OSError as error:
        raise OutputError(f"{former}: cannot be put back ({error.strerror}). Move it to {place}.") from None
    for left in (fresh, former):
        shutil.rmtree(left, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Whether the system exchanged the two in one step."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None)
        if hasattr(library, "renameat2"):
            return bool(library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
        return bool(library.renamex_np(*names, _EXCHANGE) == 0)
    except (OSError, AttributeError, TypeError):  # a system without it
        return False
