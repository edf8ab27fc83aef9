"""What the curator writes: ``corpus.yml``, ``actors.yml``, ``corrections.yml`` and an article's side-car."""

from __future__ import annotations

from pathlib import Path

from build_site.curation.metadata import Stated, parse_stated
from build_site.curation.yaml import load_yaml


def load_sidecar(path: Path, where: str) -> Stated:
    """What ``<stem>.yml`` states of the article beside it."""
    return parse_stated(load_yaml(path, where))
