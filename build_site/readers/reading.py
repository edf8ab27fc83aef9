"""What a reader gives back, and how bytes become characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from build_site.curation.metadata import NOTHING_STATED, Stated
from build_site.errors import InputError
from build_site.model import Block, Finding, Hyperlink, Level, Metadata

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BIDIRECTIONAL = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DISGUISED = (
    (b"%PDF-", ("a PDF", ".pdf")),
    (b"PK\x03\x04", ("a Word document, a book or another archive", "of what it is (.docx, .epub)")),
    (b"{\\rtf", ("RTF", ".rtf")),
    (b"\xd0\xcf\x11\xe0", ("an old Word document", "of what it is after saving it as .docx")),
)
"""How files of other kinds begin, what they are, and their suffix."""
MOST_CONTROL = 0.02
"""Share of control characters from which on a file is no text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's characters and what its file states of it."""

    text: str
    metadata: Metadata = NOTHING_STATED
    slug: str | None = None
    findings: tuple[Finding, ...] = ()
    roles: tuple[Block, ...] = ()
    """Stretches whose role the file states."""
    links: tuple[Hyperlink, ...] = ()

    def with_text(
        self, text: str, roles: tuple[Block, ...] = (), links: tuple[Hyperlink, ...] = ()
    ) -> Reading:
        """The same facts, of this text."""
        return replace(self, text=text, roles=roles, links=links)

    def overridden_by(self, stated: Stated) -> Reading:
        """The same text, with the curator's word put over the file's own."""
        theirs = {
            f.name: fact for f in fields(Metadata) if (fact := getattr(stated.metadata, f.name)) is not None
        }
        return replace(
            self,
            metadata=replace(self.metadata, **theirs),
            slug=stated.slug or self.slug,
            findings=self.findings + stated.findings,
        )


Reader = Callable[[bytes, str], Reading]
"""From a file's bytes and its name for messages; raises ``InputError``."""


def decode(data: bytes, where: str) -> tuple[str, tuple[Finding, ...]]:
    r"""Characters as written, less a byte order mark, with newlines as ``\n``; and what was doubtful.

    UTF-8 is taken at its word. Anything else is told by its mark or by its letters, and reported.
    """
    disguise = next((name for magic, name in _DISGUISED if data.startswith(magic)), None)
    if disguise:
        suffixes = f"Give it the suffix {disguise[1]}, and take it in with: verbatim add FILE"
        raise InputError(f"{where}: {disguise[0]} under another name. {suffixes}")
    marked = next(((mark, name) for mark, name in _MARKED if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        raise InputError(
            f"{where}: a binary file, not text. Save the article as UTF-8 text, or remove the file."
        )
    encoding = marked[1] if marked else "utf-8"
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        if marked:
            raise InputError(
                f"{where}: not valid {encoding.upper()} (byte {error.start}). Save it as UTF-8."
            ) from None
        text, encoding = _guess(data, where)
    findings = []
    if encoding != "utf-8":
        message = (
            f"Read as {encoding}, not UTF-8. Check its quotation marks and accents, and save it as UTF-8."
        )
        findings.append(Finding(Level.WARNING, "encoding", where, message))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, (*findings, *examine(text, where))


def examine(text: str, where: str) -> tuple[Finding, ...]:
    """Findings on doubtful characters; ``InputError`` where the text is none or empty."""
    if not text.strip():
        raise InputError(f"{where}: empty. Put the article's text into it, or remove the file.")
    controls = _CONTROL.findall(text)
    if "\0" in controls or len(controls) > max(8, MOST_CONTROL * len(text)):
        raise InputError(f"{where}: mostly control characters, not text. Save the article as UTF-8 text.")
    return tuple(
        Finding(Level.WARNING, code, f"{where}:{text.count(chr(10), 0, first.start()) + 1}", message)
        for code, pattern, message in (
            (
                "control-characters",
                _CONTROL,
                "Control characters here; they are kept and shown as what they are.",
            ),
            (
                "bidirectional-characters",
                _BIDIRECTIONAL,
                "Characters here that turn the direction of writing; kept.",
            ),
        )
        if (first := pattern.search(text))
    )


def _guess(data: bytes, where: str) -> tuple[str, str]:
    """The likeliest encoding, Windows-1252 before its sisters where they read alike."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- slow to load, and most files are UTF-8

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise InputError(f"{where}: neither UTF-8 nor any encoding that we know. Save it as UTF-8.")
    for match in matches:
        if (
            "cp1252" in match.could_be_from_charset
            and match.chaos <= best.chaos
            and match.coherence >= best.coherence
        ):
            best = match
            break
    encoding = "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding
    return data.decode(encoding), encoding
