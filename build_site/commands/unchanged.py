"""Whether the last build stands: nothing that it was made from or that it made has changed since.

Files are told by time and size, as make tells them. What a build said is kept for the next to say again.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from build_site.config import Project
from build_site.stamps import stamps


def inputs(project: Project, options: Mapping[str, object]) -> str:
    """A digest of what a build is made from: what people wrote, the program, the day, how it was called."""
    settings = (project.root / "mkdocs.yml").read_text("utf-8")
    said = [settings, platform.python_version(), json.dumps(options, sort_keys=True, default=str)]
    said.append(os.environ.get("SOURCE_DATE_EPOCH") or datetime.now(tz=UTC).date().isoformat())
    variables = sorted(set(re.findall(r"\b[A-Z][A-Z_]{2,}\b", settings)))
    said += [f"{name}={os.environ.get(name)}" for name in variables]
    # what stands beside mkdocs.yml may be a hook, or settings that it inherits
    beside = sorted(path for path in project.root.iterdir() if path.is_file())
    places = (project.seeds, Path(str(resources.files("build_site"))), *beside)
    kept = str(project.addresses_file)
    said += (f"{path} {stamp}" for path, stamp in stamps(places) if path != kept)
    return _digest(said)


def outputs(project: Project) -> str:
    """A digest of what stands in ``docs/`` and ``site/``, and of the addresses that were kept."""
    places = (project.docs, project.site, project.addresses_file)
    return _digest([f"{path} {stamp}" for path, stamp in stamps(places)])


def standing(project: Project, made_from: str) -> dict[str, Any] | None:
    """What the last build said, where it stands; else None."""
    try:
        last: dict[str, Any] = json.loads(_memory(project).read_text("utf-8"))
        return last["said"] if last["inputs"] == made_from and last["outputs"] == outputs(project) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(project: Project, made_from: str, said: Mapping[str, Any]) -> None:
    """Keep what a build said, once all of it stands."""
    last = {"inputs": made_from, "outputs": outputs(project), "said": said}
    _memory(project).write_text(json.dumps(last), "utf-8")


def _memory(project: Project) -> Path:
    return project.manifest.parent / "last.json"


def _digest(said: list[str]) -> str:
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogateescape")).hexdigest()
