"""What a line is by its neighbours: subheadings, lists of other stories, other outlets' text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from build_site.stages.structure.lines import Line
from build_site.stages.structure.vocabulary import Vocabulary, fold

_BULLET = re.compile(r"[-–—•*·▪►■]|\d+[.)]|[A-Za-z][.)]\s")
_ANNOUNCED = re.compile(
    r"""
    (?: \b(?P<article>[Tt]he)\s )?
    (?P<name> [A-Z][\w.&’'-]* (?:\s(?:of\s(?:the\s)?|and\s)?[A-Z][\w.&’'-]*){0,4} )
    (?: ,?\s(?:also|later|recently|further|has|had|have) )*
    \s (?P<verb>[a-z]+) \b (?= [^.!?“”"]{0,120} : $ )
    """,
    re.VERBOSE,
)


def is_subheading(line: Line, below: Line | None) -> bool:
    """Whether a line between paragraphs heads those below it."""
    return (
        line.words <= 14
        and below is not None
        and below.words > 8
        and below.is_prose
        and not below.text[0].islower()
        and line.is_title
        and line.text.lstrip("\"“‘'«")[:1].isupper()
        and line.text[-1] not in ")]/"
        and (not line.speaks or line.text.isupper())
        and (line.words <= 10 or line.is_capitalised)
        and not _BULLET.match(line.text)
    )


def stories_below(lines: Sequence[Line], opens: Sequence[bool], taken: Sequence[bool]) -> frozenset[int]:
    """Titles of other stories: the lines that follow "Most Popular" down to the next prose."""
    found = set()
    listing = False
    for number, line in enumerate(lines):
        if opens[number]:
            listing = True
        elif listing and not taken[number]:
            listing = line.is_title and not line.speaks and line.words <= 25
            if listing:
                found.add(number)
    # One title alone in the midst of the text is a heading.
    return frozenset(
        n for n in found if n + 1 == len(lines) or n + 1 in found or n - 1 in found or opens[n - 1]
    )


def embedded(lines: Sequence[Line], text: Sequence[int], words: Vocabulary) -> Mapping[int, str]:
    """Lines that are another outlet's text, announced by the line above them, with the outlet's name.

    An embedded text is one line. One that begins with a mark is a quotation in marks like any other.
    """
    return {
        number: outlet
        for above, number in pairwise(text)
        if lines[above].is_short
        and lines[above].text.endswith(":")
        and lines[number].text[0] not in "\"“„«'‘"
        and lines[number].words > 12
        and (outlet := announced(lines[above].text, words))
    }


def announced(line: str, words: Vocabulary) -> str:
    """The outlet whose text a line announces ("the Gazette reported Monday:"); '' where it announces none."""
    for match in _ANNOUNCED.finditer(line, max(0, len(line) - 300)):
        name, article = match["name"], match["article"]
        if name.startswith("The "):
            name, article = name[4:], "The"
        if match["verb"] not in words.reports:
            continue
        known = words.outlets.get(fold(f"the {name}")) or words.outlets.get(fold(name))
        if known:
            return known
        if name.split()[-1] in words.outlet_words:
            return f"The {name}" if article == "The" else name
    return ""
