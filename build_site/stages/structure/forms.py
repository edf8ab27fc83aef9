"""What a line is by its own form: boilerplate, tags, byline, caption, credit. One function a form.

Each takes a short line and gives its pieces, or nothing where the form is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from build_site.model import BlockKind
from build_site.stages.structure.lines import Cut, Line
from build_site.stages.structure.vocabulary import Vocabulary, fold

Form = Callable[[Line, Vocabulary], tuple[Cut, ...]]

_LABEL = re.compile(r"([A-Za-z][A-Za-z -]{1,40}?)\s*(?::|[-–—](?=\s)|(?<=[a-z])\s(?=by\s)|$)")
_LENGTH = re.compile(
    r"\d{1,2}:\d\d(?:\s?/\s?\d{1,2}:\d\d)?|\d{1,3}[\s-]min(?:ute)?s?\s(?:read|listen|watch)", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"©|\(c\)|copyright\b.{0,4}(?:©|\(c\)|\d{4}|by\s)|all\srights\sreserved", re.IGNORECASE
)
_FOLLOW = re.compile(
    r"follow\b.{2,80}\b(?:on|at)\s(?:twitter|x|facebook|instagram|threads|bluesky)\b", re.IGNORECASE
)
_SHARES = re.compile(r"\d[\d,.]*k?\s(?:comments?|shares?|likes?|views?|retweets?)(?:\sshare)?")

_NAME = r"[A-Z][\w.'’-]*(?:\s(?:(?:de|da|del|der|van|von|bin|al|el|la|le)\s)?[A-Z][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"""
    (?: By | BY | by ) \s
    (?P<names> {_NAME} (?: (?: ,\s(?:and\s)? | \s(?:and|AND|&)\s ) {_NAME} )* )
    (?P<rest> (?: , | \s\| | \s[-–—] | \s(?:in|of|for)\s | \s\( | $ ) .* )
    """,
    re.VERBOSE,
)
_SIGNED = re.compile(
    r"""
    \(? (?:additional\s|writing\sand\s|editing\sand\s)?
        (?: (?:reporting|writing|compiled|edited|editing)\sby\s | contributing:\s ) [A-Z]
    | .{3,120} \bcontributed\s(?:reporting|to\sthis\s(?:report|story|article))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)

_BEGINS = r"(?: (?<=[.!?”\"’)]\s) | ^ )"
_BRACKETED = re.compile(r"\(([^()]{2,90})\)(\.?)$")
_PARTY = re.compile(r"[A-Z]\s?-\s?[A-Z]|[A-Z]\w{0,4}\.")
_LABELLED = re.compile(
    rf"""
    (?: {_BEGINS} | (?<=\w\s) )
    (?: (?:AP|AFP|EPA|File|Pool|Handout)\s )?
    (?: (?:Photo|Image|Picture|Video|Screen)\s? (?:[Cc]redits? | [Cc]ourtesy\sof | [Bb]y | [Ss]ource) :?
      | (?:Credits? | Photos? | Photographs? | Images? | Pictures? | Illustration) (?: : | \s[Bb]y\b)
      | Courtesy (?: : | \sof\b | \s(?=[A-Z]) ) | Video: | Credit(?=[A-Z]) )
    \s? (?: (?! [a-z]{{3}}[.!?]\s ) . ){{2,90}} $
    """,
    re.VERBOSE,
)
_SOURCE = r"[A-Z][\w.’'-]* (?: \s [A-Z][\w.’'-]* ){0,4}"
_NAMED = re.compile(
    rf"""
    {_BEGINS} {_SOURCE}
    (?: \s?/\s? {_SOURCE} )*
    (?: \s?/\s? (?:via\s)? {_SOURCE} | \svia\s {_SOURCE} (?: \s?/\s? {_SOURCE} )? )
    \.? $
    """,
    re.VERBOSE,
)
_SMALL = frozenset({"of", "the", "for", "and", "via", "/", "de", "by", "courtesy", "photo"})


def forms_of(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """The pieces that the first fitting form gives; none where the line is text."""
    if not line.is_short:
        return ()
    return next((cuts for form in FORMS if (cuts := form(line, words))), ())


def label_of(line: Line, words: Vocabulary) -> tuple[str, int]:
    """What the label before a colon says the line is, and where it ends; ('', 0) where there is none."""
    match = _LABEL.match(line.text)
    kind = words.labels.get(fold(match[1]), "") if match else ""
    return (kind, match.end()) if match and kind else ("", 0)


def boilerplate(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """What belongs to the page, not to the article. A line that speaks only after a teaser's label."""
    if len(line.text) > 300:
        return ()
    folded = fold(line.text)
    if line.speaks:
        teases = not line.stops and any(folded.startswith(start) for start in words.teasers)
        return _whole(line, BlockKind.BOILERPLATE) if teases else ()
    if folded in words.lines or _LENGTH.fullmatch(line.text) or _SHARES.fullmatch(folded):
        return _whole(line, BlockKind.BOILERPLATE)
    if line.words > 30:
        return ()
    starts = words.starts.get(folded.partition(" ")[0].rstrip(":"), ())
    known = any(_begins(folded, start) for start in starts)
    known = known or any(form.match(line.text) for form in (_COPYRIGHT, _FOLLOW))
    return _whole(line, BlockKind.BOILERPLATE) if known else ()


def dated(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """Such as "Updated:", with or without its date."""
    kind, _ = label_of(line, words)
    says = kind in {"published", "updated"} or (kind == "source" and "|" in line.text)
    if says and line.words <= 14 and not line.speaks and not line.stops:
        return _whole(line, BlockKind.BOILERPLATE)
    return ()


def tags(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """Such as "Tags: Harbour, Council"."""
    kind, end = label_of(line, words)
    if kind == "tags" and line.text[end - 1] == ":" and not line.speaks and not line.stops:
        return _whole(line, BlockKind.TAGS)
    return ()


def byline(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """Such as "By Jane Roe, Staff Writer", "Reporting by Jane Roe", "Jane Roe contributed to this report"."""
    if line.words > 40 or line.speaks:
        return ()
    match = _BYLINE.fullmatch(line.text) if line.words <= 16 else None
    named = match is not None and fold(match["names"].split()[0]) not in words.months
    if (named and not line.text.endswith((".", ":"))) or _SIGNED.match(line.text):
        return _whole(line, BlockKind.BYLINE)
    return ()


def caption(line: Line, words: Vocabulary) -> tuple[Cut, ...]:
    """A picture's caption, its credit, or both; the credit becomes a piece of its own."""
    if line.words > 90:
        return ()
    kind, end = label_of(line, words)
    credit = _credit(line, words)
    if credit == 0 or (kind == "credit" and line.words <= 14):
        return _whole(line, BlockKind.CREDIT)
    if credit is None:
        labelled = kind == "caption" and end < len(line.text) and not line.speaks
        return _whole(line, BlockKind.CAPTION) if labelled else ()
    start, stop = line.span
    edge = start + len(line.text[:credit].rstrip())
    return (Cut((start, edge), BlockKind.CAPTION), Cut((start + credit, stop), BlockKind.CREDIT))


def _whole(line: Line, kind: BlockKind) -> tuple[Cut, ...]:
    return (Cut(line.span, kind),)


def _begins(folded: str, start: str) -> bool:
    """Whether a line begins with the whole words of a beginning."""
    after = folded[len(start) : len(start) + 1]
    return folded.startswith(start) and not (start[-1].isalnum() and after.isalnum())


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
    if not all(part[:1].isupper() or part.lower() in _SMALL for part in inner.split()):
        return None
    if "/" in inner or any(part.lower() in words.pictured for part in inner.split()):
        return match.start()
    # Without a slash it may as well be an abbreviation of what stands before it.
    names = fold(inner) in words.agencies or (len(inner.split()) > 1 and not _PARTY.match(inner))
    unfinished = len(before.split()) >= 6 and before[-1:] not in tuple(".!?,;:")
    return match.start() if names and unfinished and not match[2] and not line.speaks else None


FORMS: tuple[Form, ...] = (boilerplate, dated, tags, byline, caption)
"""In the order in which they are tried."""
