"""Dates, numbers and kinds in words."""

from __future__ import annotations

import re

from build_site.model import ActorKind, QuotationType

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = ("spring", "summer", "autumn", "winter")
_DATE = re.compile(r"(-?\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T[\d:.+Z-]*)?([?~%]?)")

TYPES = {
    QuotationType.DIRECT: "direct",
    QuotationType.INDIRECT: "indirect",
    QuotationType.MIXED: "mixed",
}
KINDS = {
    ActorKind.PERSON: "person",
    ActorKind.OFFICE: "office",
    ActorKind.ORGANISATION: "organisation",
    ActorKind.DOCUMENT: "document",
    ActorKind.GROUP: "many people",
    ActorKind.ANONYMOUS: "source without a name",
}


def date_words(edtf: str) -> str:
    """An EDTF date (level 1) as it is read aloud; a value that is none stays as it is.

    >>> date_words("2024-03-22~"), date_words("2024-03/2024-05"), date_words("XXXX-03-22")
    ('about 22 March 2024', 'March 2024 to May 2024', '22 March of a year not stated')
    """
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        if first in ("", ".."):
            return f"until {date_words(last)}"
        if last in ("", ".."):
            return f"from {date_words(first)}"
        return f"{date_words(first)} to {date_words(last)}"
    match = _DATE.fullmatch(edtf)
    return _one_date(*match.groups()) if match else edtf


def _one_date(year: str, month: str | None, day: str | None, doubt: str) -> str:
    words = [] if year == "XXXX" else [f"{year.replace('X', '0')}s" if "X" in year else year]
    number = int(month) if month and month != "XX" else 0
    if 1 <= number <= 12:
        words.insert(0, MONTHS[number - 1])
        if day and day != "XX":
            words.insert(0, str(int(day)))
    elif 21 <= number <= 24:
        words.insert(0, SEASONS[number - 21])
    elif number:
        return f"{year}-{month}"
    date = " ".join(words) if year != "XXXX" else " ".join((*words, "of a year not stated"))
    return {"": date, "~": f"about {date}", "?": f"probably {date}", "%": f"probably about {date}"}[doubt]


def exact_date(edtf: str | None) -> str | None:
    """The date where EDTF and ISO 8601 agree (for ``<time datetime>`` and schema.org), else None."""
    return (
        edtf if edtf and re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf) and int((edtf + "-01")[5:7]) <= 12 else None
    )


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 article``, ``2 articles``, ``1,200 articles``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: tuple[str, ...]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def percent(share: float) -> str:
    """A probability in words that never says certain: at most ``99 %``."""
    return f"{min(99, round(share * 100))}\u00a0%"


def shorten(text: str, longest: int) -> str:
    """At most ``longest`` characters, cut at a word's end."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text.rfind(" ", 0, longest)
    return text[: cut if cut > longest // 2 else longest - 1].rstrip(" .,;:…–—-") + "…"
