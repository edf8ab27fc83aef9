"""Work shared between processes gives what one process gives, in the same order."""

from __future__ import annotations

from functools import partial

import pytest

from build_site import pages, pipeline, redrawing
from build_site.pages.catalogue import catalogue
from build_site.pipeline import files_of
from build_site.sharing import shared
from tests.builders import corpus, story

TOLD = "Quay news {}\n“The quay will open in {},” said Ada Lindqvist{}, the mayor of Aldport.\n"


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    """However many there are, and whatever they refer to."""
    tasks = [partial("{} {}".format, number, jobs) for number in range(20)]
    assert list(shared(tasks, jobs)) == [f"{number} {jobs}" for number in range(20)]


def trouble() -> int:
    """A task that fails."""
    raise ValueError("at the first")


def test_trouble_is_told() -> None:
    """As if it had happened here."""
    with pytest.raises(ValueError, match="first"):
        list(shared([trouble, trouble], 2))


def test_pages_and_exports_are_the_same_over_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte and in order, the parts of a kind put together."""
    monkeypatch.setattr(pipeline, "FEW", 1)
    monkeypatch.setattr(redrawing, "FEW", 1)
    monkeypatch.setattr(redrawing, "PART", 7)
    made = corpus(*(story(TOLD.format(n, n, "aeiou"[n % 5]), name=f"n{n}") for n in range(9)))
    one, two = (
        [(path, c if isinstance(c, bytes) else c.encode()) for path, c in files_of(made, jobs)]
        for jobs in (1, 2)
    )
    assert one == two
    assert len(list(pages.units(catalogue(made)))) > redrawing.PART
