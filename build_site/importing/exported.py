"""What the readers of databases' exports share: dates, copyright lines, bylines, how an article is made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from build_site.ids import slugify
from build_site.importing.base import Found, article, understood
from build_site.readers.bylines import organisation, people

DATE = re.compile(
    r"(?:[A-Z][a-z]{2,8}day,? )?(?:[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})\b.*"
)
COPYRIGHT = re.compile(r"^\s*\(?(?:Copyright|\(c\)|©)", re.IGNORECASE)
LABEL = re.compile(r"^(?P<label>[A-Z][A-Za-z-]*(?: [A-Za-z]+){0,3}):[ \t]*(?P<value>.*)$")
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "english": "en",
        "german": "de",
        "french": "fr",
        "spanish": "es",
        "italian": "it",
        "dutch": "nl",
        "en": "en",
    }
)
_BY = re.compile(r"^by\s+", re.IGNORECASE)


def found(
    title: str,
    outlet: str,
    date: str,
    authors: Sequence[str],
    body: Sequence[str],
    language: str = "",
    url: str = "",
) -> Found | None:
    """The article, if it has a text."""
    text = "\n\n".join(line for line in body if line)
    if not text.strip():
        return None
    stated: dict[str, str | tuple[str, ...]] = {
        "title": title,
        "outlet": outlet,
        "author": tuple(authors),
        "published": date,
        "url": url,
        "language": LANGUAGES.get(language.lower().split(";")[0].strip(), ""),
    }
    facts, doubts = understood({key: value for key, value in stated.items() if value})
    return Found(slugify(title or text[:60]), article(title, text), facts=facts, doubts=doubts)


def names(byline: str) -> tuple[str, ...]:
    """The people of a byline, without what they are and where they wrote.

    >>> names("By ADA BRUN, HARBOUR CORRESPONDENT, and Jon Vale in Skerry")
    ('Ada Brun', 'Jon Vale')
    """
    agency = organisation(byline)
    return people(byline, sure=True) or ((agency,) if agency else ())


def turned(listed: str) -> tuple[str, ...]:
    """``Brun, Ada; Vale, Jon`` → ``Ada Brun``, ``Jon Vale``; what has more commas stays."""
    return tuple(
        _cased(_turned(part))
        for part in re.split(r"\s*;\s*", _BY.sub("", listed.strip().rstrip(".")))
        if part
    )


def _turned(name: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given and len(given.split()) <= 3 else name


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name
