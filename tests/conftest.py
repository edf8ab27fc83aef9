"""What all tests share: no dependence on how fast a machine is nor on chance, and one browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from benchmarks.chromium import FLAGS, chromium

# The many programs that tests start find what Python compiled: half of the suite's time where none is kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("verbatim", deadline=None, derandomize=True, database=None)
settings.load_profile("verbatim")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that ``CHROMIUM`` names, or the system's. Playwright runs once in a process."""
    path = chromium()
    assert path, "No Chromium found: install it (Debian: apt-get install chromium) or name one in CHROMIUM"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()
