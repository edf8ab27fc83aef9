"""What the full names of an article tell of the rest: bare surnames, titles before them."""

from __future__ import annotations

import re
from bisect import bisect_right

from build_site.lexicon.naming import UPPER, Naming
from build_site.model import ActorKind, Article, BlockKind, MentionKind
from build_site.stages.mentions.headlines import Known
from build_site.stages.mentions.runs import VERBAL, Found, opens_sentence

_SHORT = re.compile(r"[A-Z][b-df-hj-np-tv-xz]{1,5}\.?|[A-Z]{3,5}")
"""A word without vowels or in capitals: no given name before a surname, but a rank or an office in short."""
_BESIDE = re.compile(r"[A-Z][\w’'-]*[ ]\Z")
_WITHIN = re.compile(r"(?:,[”\"’]|[a-z,])[ ]\Z")
_CAPITALISED = re.compile(rf"(?<![\w’'-])[{UPPER}]\w*")
_OF = re.compile(r"[ ]of[ ](?:the[ ])?[A-Z]")
_ACTS = re.compile(
    r"(?:[’']s[ ]|,[ ]who[ ]|[ ](?:who|said|says|told|tells|is|was|has|had|will|would|could|did|does|also)\b"
    r"|[ ](?:[a-z]+ed|wrote|writes|adds|argues|notes|thinks|thought|insists|explains|spoke|went|came|got|took"
    r"|made|gave|began|knew|felt|saw|found|left|won|lost|led|held|kept|ran|sat|stood|became)\b)"
)
"""What shows that a word at the beginning of its sentence is somebody who does something."""


def told_by(known: dict[str, Known], mention: Found, text: str, naming: Naming) -> Found:
    """A name that does not tell what it names, or tells a place, told by a fuller one in the article.

    A surname tells no gender, though it be a given name as well; a bare noun that is somebody's surname
    ("Sellers said", "King left") is his name.
    """
    named = mention.kind is MentionKind.NAME
    if not named and (mention.start, mention.end) != mention.head:
        return mention
    head = text[mention.head[0] : mention.head[1]]
    entry = known.get(head.casefold())
    if named and " " in head and mention.title is None:
        return _without_title(known, mention, text, naming)
    if entry is None or not (named or (entry.surname and head[0].isupper())):
        return mention
    body = mention.actor in {ActorKind.ORGANISATION, ActorKind.OFFICE}
    if body and (not entry.surname or mention.start < mention.head[0]):
        return mention
    if not entry.surname:
        return mention._replace(actor=mention.actor or entry.actor, gender=mention.gender or entry.gender)
    start, gender = mention.head[0], None
    if mention.title and mention.title[1] <= start:
        start, gender = mention.start, mention.gender if mention.gender in {"m", "f"} else None
    return mention._replace(
        start=start, kind=MentionKind.NAME, actor=ActorKind.PERSON, gender=gender, plural=False
    )


def _without_title(known: dict[str, Known], name: Found, text: str, naming: Naming) -> Found:
    """A name whose first word is a title before a surname that another full name tells ("Realtor Brack")."""
    first, _, rest = text[name.head[0] : name.head[1]].partition(" ")
    entry = known.get(rest.casefold())
    if entry is None or not entry.surname or first in naming.given or first == "He":
        return name
    noun = naming.nouns.get(first.lower())
    plain = first.lower() in naming.common or VERBAL.fullmatch(first) is not None
    ordinary = plain and opens_sentence(text, name.head[0])
    short = _SHORT.fullmatch(first) or first.lower().rstrip(".") in naming.abbreviations
    if not (noun or ordinary or short):
        return name
    at = name.head[0]
    title = (at, at + len(first)) if noun or not ordinary else None
    head = at + len(first) + 1, name.head[1]
    start = name.start if title else head[0]
    return name._replace(start=start, head=head, actor=ActorKind.PERSON, gender=None, title=title)


def not_he(mention: Found, text: str) -> Found:
    """The surname He, where a pronoun would be in small letters: within a sentence."""
    start, end = mention.start, mention.end
    if text[start:end] != "He" or not _WITHIN.search(text, max(0, start - 4), start):
        return mention
    return mention._replace(kind=MentionKind.NAME, actor=ActorKind.PERSON, gender=None)


def missed_surnames(
    article: Article, known: dict[str, Known], found: list[tuple[int, Found]], naming: Naming
) -> list[tuple[int, Found]]:
    """Surnames that are plain words as well, where no mention stands ("Baker said", "told Early")."""
    plain = {name.capitalize() for name, entry in known.items() if entry.surname and _plain(name, naming)}
    people = {name.capitalize() for name, entry in known.items() if entry.actor is ActorKind.PERSON}
    if not plain and not people:
        return []
    text = article.text
    taken = sorted((mention.start, mention.end) for _, mention in found)
    fresh = []
    for index, block in enumerate(article.blocks):
        start, end = block.span
        if block.kind in {BlockKind.BOILERPLATE, BlockKind.TAGS}:
            continue
        for match in _CAPITALISED.finditer(text, start, end):
            word = match[0]
            if word not in plain and not (word in people and _OF.match(text, match.end())):
                continue
            at = bisect_right(taken, (match.start(), len(text))) - 1
            if at >= 0 and taken[at][1] > match.start():
                continue
            if _stands_alone(text, match, start):
                span = match.span()
                fresh.append((index, Found(*span, span, MentionKind.NAME, ActorKind.PERSON)))
    return fresh


def _plain(name: str, naming: Naming) -> bool:
    return (
        name in naming.common
        or name in naming.nouns
        or name in naming.stops
        or VERBAL.fullmatch(name) is not None
    )


def _stands_alone(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether a word is neither a part of another name nor capitalised for its place alone."""
    if opens_sentence(text, match.start()):
        return text.startswith(" of ", match.end()) or _ACTS.match(text, match.end()) is not None
    return not _BESIDE.search(text, max(floor, match.start() - 30), match.start())
