"""What stands above the text: kicker, headline and its repetition, standfirst, byline, line of dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from build_site.model import BlockKind
from build_site.stages.structure.dateline import dateline_of, is_date_line
from build_site.stages.structure.lines import Line
from build_site.stages.structure.vocabulary import Vocabulary, fold

LONGEST = 24
"""Lines; below that no head reaches."""

_NAME = re.compile(
    r"""
    [A-Z][\w.'’-]+
    (?: \s (?: [A-Z]\. | de | da | del | der | van | von | bin | al | el | [A-Z][\w.'’-]+ ) ){0,2}
    \s [A-Z][\w'’-]+ (?: ,?\s(?:Jr|Sr)\.? )?
    """,
    re.VERBOSE,
)


def head_of(
    lines: Sequence[Line], formed: Sequence[bool], words: Vocabulary
) -> tuple[Mapping[int, BlockKind], int]:
    """Roles of the lines above the text, and the first line of the text.

    ``formed`` says which lines are something by their own form; those keep it.
    """
    free = [number for number in range(min(LONGEST, len(lines))) if not formed[number]]
    titles = [number for number in free if _is_above(number, lines, words)]
    if not titles or titles[0] != free[0] or len(free) < 2:
        return {}, free[0] if free else 0
    end = _end(titles, free, lines)
    inside = [number for number in free if number < end]
    headline = _headline(inside, lines, words)
    roles = {}
    for number in inside:
        roles[number] = _role(number, headline, lines, words)
    return roles, end


def _is_above(number: int, lines: Sequence[Line], words: Vocabulary) -> bool:
    """Whether a line is a title, a pull quote, or a sentence right above the dateline."""
    line = lines[number]
    if not line.is_short or dateline_of(line, words)[0]:
        return False
    if line.is_title or line.is_pull_quote or is_date_line(line, words):
        return True
    if number or len(lines) < 2:
        return False
    return line.is_stopped_title or (line.words <= 20 and dateline_of(lines[1], words)[0] > 0)


def _end(titles: Sequence[int], free: Sequence[int], lines: Sequence[Line]) -> int:
    """The first line that is text: after the run of titles, and after the headline's repetition."""
    first = next((number for number in free if number not in titles), free[-1] + 1)
    heads = {fold(lines[number].text) for number in titles if number < first and lines[number].is_title}
    again = [number for number in titles if fold(lines[number].text) in heads]
    first = max([first, *(number + 1 for number in again)])
    # A quotation that opens the text is text: only one with something of the head below it is pulled out.
    while len(above := [n for n in titles if n < first]) > 1:
        if lines[above[-1]].is_title or not lines[above[-1]].is_pull_quote:
            break
        first = above[-1]
    return first


def _headline(inside: Sequence[int], lines: Sequence[Line], words: Vocabulary) -> int:
    """The first title that is not a kicker."""
    first = inside[0]
    later = [number for number in inside[1:] if lines[number].is_title and not lines[number].is_pull_quote]
    if not later:
        return first
    line, following = lines[first], lines[later[0]]
    label = line.words <= 3 and (fold(line.text) in words.labels or line.text.isupper())
    quoted = line.text[0] in "\"“‘'«" and following.text[0] not in "\"“‘'«" and not following.is_prose
    is_name = _NAME.fullmatch(following.text) is not None or is_date_line(following, words)
    return later[0] if label or (quoted and not is_name) else first


def _role(number: int, headline: int, lines: Sequence[Line], words: Vocabulary) -> BlockKind:
    line = lines[number]
    if number == headline or fold(line.text) == fold(lines[headline].text):
        return BlockKind.HEADLINE
    if is_date_line(line, words):
        return BlockKind.DATELINE
    if number < headline or line.is_pull_quote:
        return BlockKind.KICKER
    if _NAME.fullmatch(line.text):
        return BlockKind.BYLINE
    return BlockKind.SUBHEADING
