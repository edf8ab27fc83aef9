"""Whether the last build stands: nothing that it was made from or that it made has changed since.

Files are told by time and size, as make tells them. What a build said is kept for the next to say again.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from build_site.config import Project


def inputs(project: Project, options: Mapping[str, object]) -> str:
    """A digest of what a build is made from: what people wrote, the program, the day, how it was called."""
    settings = (project.root / "mkdocs.yml").read_text("utf-8")
    said = [settings, platform.python_version(), json.dumps(options, sort_keys=True, default=str)]
    said.append(os.environ.get("SOURCE_DATE_EPOCH") or datetime.now(tz=UTC).date().isoformat())
    variables = sorted(set(re.findall(r"\b[A-Z][A-Z_]{2,}\b", settings)))
    said += [f"{name}={os.environ.get(name)}" for name in variables]
    for folder in (project.seeds, Path(str(resources.files("build_site")))):
        said += (stamp for stamp in _stamps(folder) if not stamp.startswith(f"{project.addresses_file} "))
    # what stands beside mkdocs.yml may be a hook, or settings that it inherits
    said += [f"{p.name} {p.stat().st_mtime_ns} {p.stat().st_size}" for p in _beside(project.root)]
    return _digest(said)


def outputs(project: Project) -> str:
    """A digest of what stands in ``docs/`` and ``site/``, and of the addresses that were kept."""
    kept = [_stamp(str(project.addresses_file))]
    return _digest([*_stamps(project.docs), "\0", *_stamps(project.site), "\0", *kept])


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


def _beside(root: Path) -> list[Path]:
    return sorted(path for path in root.iterdir() if path.is_file())


def _stamps(folder: Path) -> Iterator[str]:
    """Path, time and size of every file below, in order."""
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            yield _stamp(os.path.join(base, name))  # noqa: PTH118 -- a Path for each takes as long as the look


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 -- likewise
    except OSError:
        return f"{path} is gone"
    return f"{path} {found.st_mtime_ns} {found.st_size}"


def _digest(said: list[str]) -> str:
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogateescape")).hexdigest()
