"""HTML: trafilatura finds the article in the page; what the page says of itself counts as stated."""

from __future__ import annotations

from trafilatura import bare_extraction

from build_site.curation.metadata import stated_from
from build_site.errors import CurationError, InputError
from build_site.model import Finding, Level
from build_site.readers.reading import Reading, decode, examine

_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
"""Only dates that the page states, and none that depends on today's."""


def read(data: bytes, where: str) -> Reading:
    """The article's text, a paragraph a line; mark-up, navigation and scripts are left out."""
    page, findings = decode(data, where)
    try:
        found = bare_extraction(
            page, include_comments=False, with_metadata=True, date_extraction_params=_DATES
        )
    except Exception as error:  # no page in the world may stop the other articles
        raise InputError(f"{where}: not HTML that can be read ({error!r}). Save its text as .txt.") from error
    text = getattr(found, "text", None)
    if found is None or isinstance(found, dict) or not text:
        raise InputError(f"{where}: no article found in this page. Save its text as .txt.")
    examine(text, where)
    head = {
        "title": found.title,
        "outlet": found.sitename,
        "author": found.author and found.author.replace("; ", ", "),
        "published": found.date,
        "url": found.url,
        "licence": found.license,
        "language": found.language,
    }
    reading = Reading(text, findings=findings)
    for key, value in head.items():
        if value:
            try:
                reading = reading.overridden_by(stated_from({key: (where, value)}))
            except CurationError as error:
                doubt = Finding(Level.WARNING, "metadata-not-used", where, str(error))
                reading = Reading(text, reading.metadata, findings=(*reading.findings, doubt))
    return reading
