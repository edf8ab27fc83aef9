"""The running program as a wheel, and what it needs, pinned: a project carries both and builds everywhere."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from importlib import resources
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources.abc import Traversable
from pathlib import Path

from packaging.requirements import Requirement

from build_site.errors import VerbatimError

NAME = "verbatim-site"
"""The distribution; the command is ``verbatim``, the package ``build_site``."""
WHEEL = "Wheel-Version: 1.0\nGenerator: verbatim\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = """\
# The program that made this site, and everything it needs, in the versions that were at work.
# Written by `verbatim pin`; call it after an update of the program to write this anew.
"""


def pin(folder: Path) -> tuple[Path, ...]:
    """Write ``requirements.txt`` and the program's wheel into a project; former wheels of it are removed."""
    own = _own()
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    name, data = wheel(own)
    for former in wheels.glob("verbatim_site-*.whl"):
        if former.name != name:
            former.unlink()
    (wheels / name).write_bytes(data)
    lines = (f"./wheels/{name}", *pins(own))
    (folder / "requirements.txt").write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")
    return folder / "requirements.txt", wheels / name


def version() -> str:
    """The program's version."""
    return _own().version


def wheel(own: Distribution) -> tuple[str, bytes]:
    """File name and content: the package's files and its metadata, byte for byte the same every time."""
    stem = f"{re.sub(r'[-_.]+', '_', NAME)}-{own.version}"
    files = dict(_files(resources.files("build_site"), "build_site/"))
    for name in ("METADATA", "entry_points.txt"):
        files[f"{stem}.dist-info/{name}"] = (own.read_text(name) or "").encode()
    files[f"{stem}.dist-info/WHEEL"] = WHEEL.encode()
    record = f"{stem}.dist-info/RECORD"
    rows = [f"{path},sha256={_digest(data)},{len(data)}" for path, data in files.items()]
    files[record] = "\n".join((*rows, f"{record},,", "")).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return f"{stem}-py3-none-any.whl", buffer.getvalue()


def pins(own: Distribution) -> tuple[str, ...]:
    """``name==version`` of everything that the program needs here, sorted."""
    found: dict[str, str] = {}
    waiting = [(own, "")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        asker, extra = waiting.pop()
        for needed in map(Requirement, asker.requires or ()):
            if needed.marker and not needed.marker.evaluate({"extra": extra}):
                continue
            try:
                owner = distribution(needed.name)
            except PackageNotFoundError:
                continue  # wanted, and done without here
            name = re.sub(r"[-_.]+", "-", owner.metadata["Name"]).lower()
            found[name] = owner.version
            fresh = {(name, one) for one in ("", *needed.extras)} - seen
            seen |= fresh
            waiting += [(owner, one) for _, one in fresh]
    return tuple(f"{name}=={found[name]}" for name in sorted(found))


def _own() -> Distribution:
    try:
        return distribution(NAME)
    except PackageNotFoundError:
        raise VerbatimError(
            f"the program is not installed here, only its files are. Install it: pip install {NAME}, or"
            " pip install . in its folder."
        ) from None


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry, f"{path}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            yield f"{path}{entry.name}", entry.read_bytes()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
