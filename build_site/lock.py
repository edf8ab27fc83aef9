"""One build of a project at a time: the second says who builds, and gives way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_site.errors import OutputError

AT = 1 << 30
"""The byte that Windows locks: far behind the text, which stays readable to others."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs; ``OutputError`` where another process holds it.

    The system lets go of it when the process ends, however it ends: a lock is never left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}).") from None
    try:
        if not _take(handle):
            holder = os.read(handle, 100).decode("ascii", "replace").strip() or "a process of another machine"
            raise OutputError(
                f"{path.parent.parent}: another build is running here ({holder}). This one gives way."
                " Wait until that one is done, then build again."
            )
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()}\n".encode("ascii"))
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> bool:
        """Whether the lock was free."""
        try:
            os.lseek(handle, AT, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        """Whether the lock was free. It is the process's own: what it starts does not hold on to it."""
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
