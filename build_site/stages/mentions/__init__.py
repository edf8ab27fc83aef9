"""Article → mentions: names, noun phrases and pronouns that may refer to an actor, without a tagger.

One pass over each block: capitalised runs are parsed by :mod:`runs`, common nouns for people, bodies and documents
by :mod:`nominals`; lines in title case, where capitals tell nothing, are read by what the body names (:mod:`headlines`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_site.model import ActorKind, BlockKind, Mention, MentionKind
from build_site.naming import Naming, naming
from build_site.stages.mentions.appositives import join_titles
from build_site.stages.mentions.headlines import headline_mentions, in_title_case, known_names
from build_site.stages.mentions.nominals import nominal
from build_site.stages.mentions.runs import (
    RUN,
    Found,
    classify,
    opens_sentence,
    segments,
    trim,
    words_of,
)

if TYPE_CHECKING:
    from build_site.lexicon import Lexicon
    from build_site.model import Article

_WORD = re.compile(rf"(?<![\w’'&])(?:(?P<run>{RUN})|[a-z][\w]*(?:[-’'](?!s\b)\w+)*)", re.VERBOSE)
_LOWER = re.compile(r"[ ]([a-z]\w*)")
_PRONOUNS: dict[str, tuple[ActorKind | None, str | None, bool]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), (ActorKind.PERSON, "m", False)),
    **dict.fromkeys(("she", "her", "hers", "herself"), (ActorKind.PERSON, "f", False)),
    **dict.fromkeys(("they", "them", "their", "themselves"), (None, None, True)),
    **dict.fromkeys(("I", "me", "my", "myself"), (ActorKind.PERSON, None, False)),
    **dict.fromkeys(("we", "us", "our", "ourselves"), (None, None, True)),
    "it": (None, "n", False),
}
_PROSE = frozenset(BlockKind) - {BlockKind.BOILERPLATE, BlockKind.TAGS}


def find_mentions(article: Article, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every mention of an article, by its beginning; of two that begin together, the longer first."""
    names = naming(lexicon)
    text = article.text
    blocks = [(i, *b.span, b.kind) for i, b in enumerate(article.blocks) if b.kind in _PROSE]
    found: list[tuple[int, Found]] = []
    titled: list[tuple[int, int, int]] = []
    for index, start, end, kind in blocks:
        if in_title_case(text[start:end], kind, names):
            titled.append((index, start, end))
        else:
            found += ((index, mention) for mention in _block_mentions(text, start, end, names))
    if titled:
        known = known_names((mention for _, mention in found), text, names)
        for index, start, end in titled:
            found += ((index, mention) for mention in headline_mentions(text, start, end, known, names))
    found.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    return tuple(
        Mention((m.start, m.end), m.head, m.kind, m.actor, m.gender, m.plural, m.title, block)
        for block, m in found
    )


def _block_mentions(text: str, start: int, end: int, names: Naming) -> list[Found]:
    found: list[Found] = []
    nouns = names.nouns
    pending: Found | None = None
    for match in _WORD.finditer(text, start, end):
        at, stop = match.span()
        if match["run"] is not None:
            fresh = _run_mentions(text, match["run"], at, start, names)
            if pending:
                if fresh and fresh[0].start == pending.end + 1 and _takes_title(fresh[0]):
                    fresh[0] = _with_title(fresh[0], pending)
                else:
                    found.append(pending)
                pending = None
            found += fresh
            continue
        if pending:
            found.append(pending)
            pending = None
        word = match[0]
        if word in _PRONOUNS:
            actor, gender, plural = _PRONOUNS[word]
            found.append(Found(at, stop, (at, stop), MentionKind.PRONOUN, actor, gender, plural))
            continue
        noun = nouns.get(word)
        if noun is None:
            continue
        after = _LOWER.match(text, stop, end)
        if after and after[1] in nouns and not noun.plural:
            continue
        made = nominal(text, (at, stop), (start, end), noun, names)
        if made is None and noun.kind is ActorKind.PERSON and text[stop : stop + 1] == " " and text[stop + 1 : stop + 2].isupper():
            pending = Found(at, stop, (at, stop), MentionKind.NOMINAL, ActorKind.PERSON, noun.gender, noun.plural)
        elif made is not None:
            if made.end == stop and noun.kind is ActorKind.PERSON and text[stop + 1 : stop + 2].isupper():
                pending = made
            else:
                found.append(made)
    if pending:
        found.append(pending)
    return join_titles(_without_covered(found), text)


def _takes_title(name: Found) -> bool:
    return name.kind is MentionKind.NAME and name.actor in {None, ActorKind.PERSON}


def _with_title(name: Found, title: Found) -> Found:
    gender = title.gender if title.gender in {"m", "f"} else name.gender
    stop = name.title[1] if name.title else title.end
    return name._replace(start=title.start, actor=ActorKind.PERSON, gender=gender, title=(title.start, stop))


def _run_mentions(text: str, run: str, at: int, floor: int, names: Naming) -> list[Found]:
    words = words_of(run, at)
    found: list[Found] = []
    first = words[0][0]
    opening = opens_sentence(text, at)
    lower = first if first == "I" else first.lower()
    if lower in _PRONOUNS and not (first == "US" or first == "IT"):
        actor, gender, plural = _PRONOUNS[lower]
        span = at, at + len(first)
        found.append(Found(*span, span, MentionKind.PRONOUN, actor, gender, plural))
        words = words[1:]
    for number, piece in enumerate(segments(words, names) if len(words) > 1 else [words] if words else []):
        kept = trim(piece, opening and number == 0, names)
        if not kept:
            continue
        first_stands = opening and number == 0 and kept[0][1] == at
        made = classify(kept, first_stands, names)
        if made is None or (made.actor is ActorKind.ORGANISATION and _located(text, made, floor, names)):
            continue
        found.append(_with_article(text, made, floor))
    return found


def _with_article(text: str, made: Found, floor: int) -> Found:
    """Names of bodies and capitalised titles take their article with them."""
    if made.actor is ActorKind.PERSON and made.kind is MentionKind.NAME:
        return made
    for article in ("the ", "The "):
        begin = made.start - len(article)
        if begin >= floor and text.startswith(article, begin):
            return made._replace(start=begin)
    return made


def _located(text: str, made: Found, floor: int, names: Naming) -> bool:
    """Whether a state or city is only where something is ("in", "from")."""
    name = text[made.head[0] : made.head[1]]
    if name not in names.countries and name not in names.capitals:
        return False
    before = text[max(floor, made.start - 16) : made.start].split()
    if before and before[-1].lower() == "the":
        before.pop()
    return bool(before) and before[-1].lower() in names.locatives


def _without_covered(found: list[Found]) -> list[Found]:
    """Noun phrases reach back over names before their head: the name stays only where it is a possessor."""
    kept: list[Found] = []
    for mention in found:
        if mention.kind is MentionKind.NOMINAL:
            while kept and kept[-1].start >= mention.start and kept[-1].kind is MentionKind.NOMINAL and kept[-1].end <= mention.head[0] and kept[-1].plural is False and False:
                kept.pop()
        kept.append(mention)
    return kept
