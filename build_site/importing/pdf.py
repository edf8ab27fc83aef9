"""PDF: the text boxes of its pages, in order, lines joined to paragraphs."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from build_site.errors import InputError
from build_site.importing import aggregators
from build_site.importing.base import Found, Options
from build_site.text import fold

_BROKEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_NUMBER = re.compile(r"\d+")
NEAR = 8
"""Lines from the top among which the headline stands."""
SHORTEST = 3
"""Words of a headline."""
REPEATED = 3
"""Pages on which a line at the edge stands that belongs to the paper, not to the article."""


def articles(data: bytes, where: Path, options: Options) -> Iterator[Found]:
    """One article, or those of an export; the file itself is kept beside it."""
    pages = [
        list(_boxes(page)) for page in extract_pages(io.BytesIO(data), laparams=LAParams(boxes_flow=0.5))
    ]
    edges = Counter(_edge(box) for boxes in pages for box in {boxes[0], boxes[-1]} if boxes)
    running = {words for words, count in edges.items() if count >= REPEATED}
    kept = [box for boxes in pages for box in boxes if _edge(box) not in running]
    text = "\n\n".join(" ".join(_BROKEN.sub("", box).split()) for box in kept)
    if len(text.split()) < 20:
        raise InputError(f"{where}: a PDF without text, a scan perhaps. Run OCR over it, then add it again.")
    many = list(aggregators.split("\n\n".join(kept)))
    if many:
        yield from many
        return
    doubt = "its paragraphs were told by their place on the page. Read the text once."
    facts = {"title": title} if (title := _title(data, text.split("\n\n"))) else {}
    yield Found(where.stem, (text + "\n").encode(), facts=facts, doubts=(doubt,), original=(".pdf", data))


def _title(data: bytes, lines: Sequence[str]) -> str:
    """The headline: a line near the top with which the title that the file states begins, or which is that.

    What a printed page has above it (the site's menu) is not what the article is called.
    """
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    stated = next((info["Title"] for info in document.info if info.get("Title")), b"")
    told = fold(decode_text(stated)) if isinstance(stated, bytes) else ""
    near = (line for line in lines[:NEAR] if len(line.split()) >= SHORTEST)
    return next((line for line in near if told.startswith(fold(line))), "")


def _boxes(page: object) -> Iterator[str]:
    for box in page:  # type: ignore[attr-defined]
        if isinstance(box, LTTextBox | LTTextLine) and (words := box.get_text().strip()):
            yield words


def _edge(box: str) -> str:
    return _NUMBER.sub("#", " ".join(box.split()))
