"""What a long phase says of itself: counts and time left; on a terminal one line, else one now and then."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY = 5.0
"""Seconds between two lines where there is no terminal; phases that are shorter say nothing there."""
REDRAWN = 0.1
"""Seconds between two states of the one line on a terminal."""
TOLD = 2.0
"""Seconds after which enough is done to tell how long the rest will take."""


class Reporter:
    """Called as a build goes on, with what is being done, how much is done, and of how many (0: unknown)."""

    def __init__(
        self, write: Callable[[str], None], terminal: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.write = write
        self.terminal = terminal
        self.clock = clock
        self.phase = ""
        self.began = self.told = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say so, if it is time to."""
        now = self.clock()
        if what != self.phase:
            self.phase, self.began, self.told = what, now, now
        if self.terminal:
            finished = done == total
            if finished or not done or now - self.told >= REDRAWN:
                self.told = now
                self.write(f"\r\033[K{self._line(done, total, now)}" + ("\n" if finished else ""))
        elif now - self.told >= EVERY:
            self.told = now
            self.write(self._line(done, total, now) + "\n")

    def _line(self, done: int, total: int, now: float) -> str:
        spent = now - self.began
        if not total:
            return f"{self.phase}: {done:,}" if done else f"{self.phase} ..."
        line = f"{self.phase}: {done:,} of {total:,}"
        if 0 < done < total and spent >= TOLD:
            line += f", {duration(spent / done * (total - done))} left"
        return line


def duration(seconds: float) -> str:
    """As people say it.

    >>> [duration(s) for s in (0.2, 59.6, 125, 7300)]
    ['1 s', '1 min', '2 min 5 s', '2 h 1 min']
    """
    whole = max(1, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, left = divmod(minutes, 60)
    if hours:
        return f"{hours} h {left} min" if left else f"{hours} h"
    if minutes:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{rest} s"
