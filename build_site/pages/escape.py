"""Source text → HTML that shows exactly its characters, through Markdown and in a browser.

Python-Markdown expands tabs, strips U+0002 and U+0003 and collapses blank lines: those characters go out as
references. C1 controls go out as they are, for HTML gives references to them another meaning. Characters that
a reader cannot see, or that reorder what stands beside them, are isolated in a ``<bdi>`` that carries their
code point for the style sheet to show; the character itself stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&#34;",
    "'": "&#39;",
    "\t": "&#9;",
    "\n": "&#10;",
}

_ODD = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and newline
    "\u200b\u2060\ufeff"  # blanks without a width
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
    "\ufff9-\ufffd"  # annotations, object and replacement characters
    "\U000e0000-\U000e007f"  # tags
)
_SPECIAL = re.compile(f"""[&<>"'\t\n]|([{_ODD}])""")

_QUOTING = re.compile("(?<=>)[^<>]*&#3[49];[^<>]*(?=<)")


def source_html(text: str) -> Markup:
    """The characters of ``text`` as HTML text; its text content is ``text`` again."""
    return Markup(_SPECIAL.sub(_shown, text))  # noqa: S704 -- every special character is replaced


def with_marks(html: str) -> str:
    """The same page with quotation marks in its text as they are; values of attributes keep references."""
    return _QUOTING.sub(lambda text: text[0].replace("&#34;", '"').replace("&#39;", "'"), html)


@lru_cache(maxsize=65_536)  # names, addresses and words for figures stand on many pages
def escaped(text: str) -> Markup:
    """The same without the ``<bdi>``: fit for attributes too."""
    return Markup(_SPECIAL.sub(_reference, text))  # noqa: S704 -- every special character is replaced


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """``text`` on one line, without characters that cannot be read: for titles and labels only."""
    return " ".join(_SPECIAL.sub(lambda m: " " if m[1] else m[0], text).split())


def _reference(match: re.Match[str]) -> str:
    if not match[1]:
        return _REFERENCES[match[0]]
    code = ord(match[0])
    return "&#65533;" if code == 0 else f"&#{code};" if code < 0x7F else match[0]


def _shown(match: re.Match[str]) -> str:
    reference = _reference(match)
    return (
        f'<bdi class="v-odd" data-code="U+{ord(match[0]):04X}">{reference}</bdi>' if match[1] else reference
    )
