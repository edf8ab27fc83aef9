"""A picture for the site: nothing that runs, whatever it is called, and nothing from outside the project."""

from __future__ import annotations

import re
from pathlib import Path

from build_site.errors import InputError
from build_site.readers.folder import trouble_with

LARGEST = 20_000_000
"""Bytes."""
_BEGINS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    ".avif": re.compile(rb".{4}ftypavi[fs]", re.DOTALL),
}
"""How the files begin, by the suffix under which browsers are told what they are."""


def read_picture(path: Path, seeds: Path) -> bytes:
    """The bytes of a picture below ``seeds``. Raises ``InputError``, which names the remedy."""
    known = ", ".join(_BEGINS)
    if trouble := trouble_with(path, seeds):
        raise InputError(f"{path}: {trouble}")
    begins = _BEGINS.get(path.suffix.lower())
    if begins is None:
        raise InputError(
            f"{path}: {path.suffix or 'no suffix'} is no picture here. Save it as one of {known}."
        )
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path}: larger than {LARGEST:,} bytes. Make the picture smaller.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from None
    if not begins.match(data):
        raise InputError(f"{path}: not a {path.suffix[1:]} inside. Save the picture as one of {known}.")
    return data
