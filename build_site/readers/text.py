"""Plain text: what stands in the file is the article."""

from __future__ import annotations

from build_site.readers.reading import Reading, decode


def read(data: bytes, where: str) -> Reading:
    """The file's own characters; nothing is stated of them."""
    text, findings = decode(data, where)
    return Reading(text, findings=findings)
