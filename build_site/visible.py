"""What is printed shows itself: nothing that an article holds is obeyed by a terminal."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""What a terminal obeys, or what shows nothing, but for the ends of lines and tabs."""


def visible(text: str) -> str:
    r"""The text with whatever a terminal would obey, or not show, written out (``\x1b``, ``\u202e``)."""
    return _UNSEEN.sub(lambda found: _written_out(ord(found[0])), text)


def _written_out(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
