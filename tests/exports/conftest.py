"""What is exported: of invented articles, plain and hostile, of nothing, and of the seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from build_site.config import Project
from build_site.exports import EXPORTS
from build_site.model import Dataset
from build_site.pipeline import Options, load
from tests.builders import corpus
from tests.pages.corpora import hostile_corpus, plain_corpus

ROOT = Path(__file__).resolve().parents[2]


def seeds() -> Dataset:
    """The demonstration, as the tests keep it."""
    return load(Project(ROOT / "tests"), Options())


CORPORA: Mapping[str, Callable[[], Dataset]] = {
    "plain": plain_corpus,
    "hostile": hostile_corpus,
    "excerpts": lambda: plain_corpus(publish="excerpts"),
    "empty": corpus,
    "seeds": seeds,
}


@cache
def made(name: str) -> tuple[Dataset, dict[str, str | bytes]]:
    """A corpus and every file that its exports make."""
    dataset = CORPORA[name]()
    return dataset, {path: content for export in EXPORTS for path, content in export.files(dataset)}


@pytest.fixture(params=CORPORA)
def name(request: pytest.FixtureRequest) -> str:
    """Each corpus in turn."""
    return str(request.param)


@pytest.fixture
def dataset(name: str) -> Dataset:
    return made(name)[0]


@pytest.fixture
def texts(name: str) -> dict[str, str]:
    """Path → text of every file that is one."""
    return {path: x for path, x in made(name)[1].items() if isinstance(x, str)}


@pytest.fixture
def database(name: str) -> bytes:
    content = made(name)[1]["data/verbatim.sqlite"]
    assert isinstance(content, bytes)
    return content
