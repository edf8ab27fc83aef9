"""What a line is by its own form: boilerplate, tags, byline, dateline, caption, credit. One function a form.

Each takes a short line and gives its pieces, or nothing where the form is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from build_site.model import BlockKind
from build_site.stages.structure.lines import Cut, Line
from build_site.stages.structure.vocabulary import Vocabulary, fold

Form = Callable[[Line, Vocabulary], tuple[Cut, ...]]

_LABEL = re.compile(r"([A-Za-z][A-Za-z -]{1,40}?)\s*(?::|[-–—](?=\s)|(?<=[a-z]) (?=by )|$)")
_TIMES = re.compile(r"[\d:./,\s-]*(?:min(?:ute)?s? (?:read|listen|watch)|[ap]\.?m\.?.{0,12})?", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b.{0,4}(?:©|\(c\)|\d{4}|by )|all rights reserved)", re.IGNORECASE
)
_FOLLOW = re.compile(
    r"follow\b.{2,80}\b(?:on|at) (?:twitter|x|facebook|instagram|threads|bluesky)\b", re.IGNORECASE
)
_SHARES = re.compile(r"\d[\d,.]*k? (?:comments?|shares?|likes?|views?|retweets?)(?: share)?", re.IGNORECASE)
_NAME = r"[A-Z][\w.'’-]*(?:\s(?:(?:de|da|del|der|van|von|bin|al|el|la|le)\s)?[A-Z][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:By|BY|by)\s+(?P<names>{_NAME}(?:(?:,\s|,?\s(?:and|AND|&)\s){_NAME})*)(?P<rest>(?:,|\s\||\s[-–—]|\sin\s|\sof\s|\sfor\s|\s\(|$).*)"
)
_SIGNED = re.compile(
    r"\(?(?:additional |writing and )?(?:reporting|writing|compiled|edited|editing) by [A-Z]|.{3,120}\bcontributed (?:reporting|to this (?:report|story|article))\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\(([^()]{2,90})\)\.?$")
_NAMED = re.compile(
    r"(?:(?<=[.!?”\"’)] )|^)(?:[A-Z][\w.'’-]*\s+){0,4}[A-Z][\w.'’-]*(?:\s?/\s?[\w.'’ -]{2,40})*(?:\s?/\s?[A-Z][\w.'’ -]{1,40}|\svia\s[A-Z][\w.'’ /-]{2,40})\.?$"
)
_LABELLED = re.compile(
    r"""
    (?: (?<=[.!?”"’)]\s) | (?<=\w\s) | ^ )
    (?: (?:AP|AFP|EPA|File|Pool|Handout)\s )?
    (?: (?:Photo|Image|Picture|Video|Screen)\s? (?:[Cc]redits? | [Cc]ourtesy\sof | [Bb]y | [Ss]ource) :?
      | (?:Credits? | Photos? | Photographs? | Images? | Pictures? | Illustration) (?: : | \s[Bb]y\b)
      | Courtesy (?: : | \sof\b | \s[A-Z]) )
    \s (?: (?! [a-z]{3}[.!?]\s ) . ){2,90} $
    """,
    re.VERBOSE,
)
_PICTURED = re.compile(
    r"(?:AP |Reuters |AFP |EPA |courtesy|screen|photo|image|credit|via |handout|file|illustrat|pool|getty|shutterstock|wikimedia|flickr)",
    re.IGNORECASE,
)


def forms_of(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """The pieces that the first fitting form gives; none where the line is text."""
    if not line.is_short:
        return ()
    return next((cuts for form in FORMS if (cuts := form(line, words))), ())


def _whole(line: Line, kind: BlockKind) -> tuple[Cut, ...]:
    return (Cut(line.span, kind),)


def label_of(line: Line, words: Vocabulary) -> tuple[str, int]:
    """What the label before a colon says the line is, and where the label ends in it; ('', 0) where there is none."""
    match = _LABEL.match(line.text)
    return (words.labels.get(fold(match[1]), ""), match.end()) if match else ("", 0)


def boilerplate(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """What belongs to the page, not to the article. Never a line that speaks."""
    if line.speaks or len(line.text) > 300:
        return ()
    folded = fold(line.text)
    known = folded in words.lines or _TIMES.fullmatch(line.text) or _SHARES.fullmatch(folded)
    if not known and line.words <= 30:
        first = folded.split(" ", 1)[0].rstrip(":")
        known = any((folded + ":").startswith(start) for start in words.starts.get(first, ()))
        known = known or _COPYRIGHT.match(line.text) or _FOLLOW.match(line.text)
    return _whole(line, BlockKind.BOILERPLATE) if known else ()


def dated(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """ "Updated:" with or without its date."""
    kind, _ = label_of(line, words)
    if kind in {"published", "updated"} and line.words <= 14 and not line.speaks and not line.stops:
        return _whole(line, BlockKind.BOILERPLATE)
    return ()


def tags(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """ "Tags: …"."""
    kind, end = label_of(line, words)
    if kind == "tags" and line.text[end - 1] == ":" and not line.speaks and not line.stops:
        return _whole(line, BlockKind.TAGS)
    return ()


def byline(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """ "By Jane Roe, Staff Writer", "Reporting by …", "… contributed to this report"."""
    if line.words > 40 or line.speaks:
        return ()
    if line.words <= 16 and (match := _BYLINE.fullmatch(line.text)):
        first = fold(match["names"].split()[0])
        if first not in words.months and not line.text.endswith((".", ":")) or len(match["rest"]) < 2:
            return _whole(line, BlockKind.BYLINE)
    return _whole(line, BlockKind.BYLINE) if _SIGNED.match(line.text) else ()


def caption(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """A picture's caption, its credit, or both; the credit becomes a piece of its own."""
    kind, end = label_of(line, words)
    credit = _credit(line, words)
    if kind not in {"caption", "credit"} and credit is None:
        return ()
    if kind == "credit" and line.words <= 14 or credit == 0:
        return _whole(line, BlockKind.CREDIT)
    if credit is None:
        labelled = kind == "caption" and end < len(line.text) and not line.speaks
        return _whole(line, BlockKind.CAPTION) if labelled and line.words <= 80 else ()
    if kind == "caption" and not line.text[end:credit].strip():
        return _whole(line, BlockKind.CREDIT)
    if line.words > 90:
        return ()
    start, stop = line.span
    edge = start + len(line.text[:credit].rstrip())
    return (Cut((start, edge), BlockKind.CAPTION), Cut((start + credit, stop), BlockKind.CREDIT))


def _credit(line: Line, words: Vocabulary) -> int | None:
    """Where in the line the credit of a picture begins."""
    tail = max(0, len(line.text) - 160)
    for pattern in (_LABELLED, _NAMED):
        if match := pattern.search(line.text, tail):
            return match.start()
    match = _BRACKETED.search(line.text, tail)
    if not match:
        return None
    inner, before = match[1], line.text[: match.start()].rstrip()
    names = all(
        part[:1].isupper() or part in {"of", "the", "for", "and", "via", "/", "de"} for part in inner.split()
    )
    if names and ("/" in inner or _PICTURED.match(inner)):
        return match.start()
    plain = names and not line.speaks and len(before.split()) >= 6 and before[-1:] not in tuple(".!?,;:")
    return match.start() if plain and fold(inner) not in words.months else None


FORMS: tuple[Form, ...] = (boilerplate, dated, tags, byline, caption)
"""In the order in which they are tried."""
