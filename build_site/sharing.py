"""Work shared between processes that see what the program holds, where the system can copy a process."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
AHEAD = 2
"""So many results a process are waited for before more work is given out: they are held in memory."""
_HERE: list[Sequence[Callable[[], Any]]] = []
"""In a process that works for another: what there is to do. Empty everywhere else."""


def shared(tasks: Sequence[Callable[[], T]], jobs: int) -> Iterator[T]:
    """What the tasks return, in their order.

    With several jobs on Linux they run in copies of this process, so that nothing is handed over but what
    they return; elsewhere a copy is no safe thing (macOS) or not to be had, and they run here, one by one.
    """
    if jobs < 2 or len(tasks) < 2 or sys.platform != "linux":
        yield from (task() for task in tasks)
        return
    copies = multiprocessing.get_context("fork")
    waiting: deque[Future[Any]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=copies, initializer=_HERE.append, initargs=(tasks,)) as pool:
        for number in range(len(tasks)):
            waiting.append(pool.submit(_run, number))
            if len(waiting) > AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _run(number: int) -> Any:
    return _HERE[0][number]()
