"""Through what words reached the public, and through which outlet: what a reporter says beside them.

"In an interview with the Gazette" makes the Gazette a carrier; "told us" is first hand and makes none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from build_site.dates.governing import IN_MARKS, own_sentences, sentences_of
from build_site.ids import slugify
from build_site.lexicon import Lexicon
from build_site.model import Article, BlockKind, ChainLink, CorpusArticle, Outlet, Quotation
from build_site.model.restoring import replace
from build_site.recall import Recalling, once, same

_CAP = r"(?P<the>[Tt]he\s+)?(?P<name>[A-Z][\w.&’'-]*(?:\s+(?:of\s+)?[A-Z][\w.&’'-]*){0,4})"
_HOST = r"(?:[A-Z][\w.’'-]*\s+){1,3}of"
_TO = re.compile(
    rf"\b(?:[Ii]nterviews?\s+(?:with|to)|(?:told|tells|telling)(?:\s+{_HOST})?|(?:wrote|writing|writes)\s+in"
    rf"|op-ed\s+(?:in|for)|[Ss]peaking\s+(?:\w+\s+)?to|[Aa]ccording\s+to|spoke\s+(?:to|with))\s+{_CAP}"
)
"""What is spoken to, or carries an article: any name of an outlet."""
_ON = re.compile(rf"\b(?:interviews?\s+)?on\s+{_CAP}")
"""What is appeared on: an outlet that is known, and is no hill."""
_OF = re.compile(
    rf"\b(?:an?|his|her|their)\s+{_CAP}\s+(?:interview|op-ed|[Tt]own\s+[Hh]all|podcast|broadcast)\b"
)
"""What belongs to an outlet: "in a CNN interview"."""
_CALLED = re.compile(
    r"\b(?:interviews?\s+(?:with|on)|told|telling|spoke\s+(?:to|with)|speaking\s+to|at\s+an?)"
    r"\s+(?P<the>the\s+)?(?:[\w’'-]+\s+){0,3}?(?P<name>[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?)(?![\w&])"
)
"""The call sign of a station: "in an interview with the local channel KQAR"."""
_STATION = re.compile(r"\bon\s+(?P<the>the\s+)?(?P<name>[A-Z]{3,5}(?:-[A-Z]+)?)\s+(?:radio|television|TV)\b")
BROADCAST = frozenset(("Radio", "Television", "TV"))
"""Last words of names of what one is heard or seen on."""
SHORT = 3
"""Words of an outlet's name that is a common word without its article ("The Hill")."""
BESIDE = 60
"""So many characters before an outlet tell whether it was spoken to."""
_SPOKEN_TO = re.compile(r"\b(?:interview|told|tells|telling|spoke|speaking|on|in an?)\b", re.IGNORECASE)
_INTERVIEW = re.compile(rf"\b(?:[Ii]nterviews?|[Aa]ppear(?:ance|ed|ing))\s+(?:with|on|to)\s+{_CAP}")
_AT_ANOTHER = re.compile(
    r"\b(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|last|earlier|later|ago|has|had|reporters|according)\b"
)
"""What tells that something was said apart from the words before."""
_POSSESSIVE = re.compile(r"[’']s?$")


def with_media(
    articles: Sequence[CorpusArticle],
    quotations: Sequence[Quotation],
    outlets: Sequence[Outlet],
    lexicon: Lexicon,
    recall: Recalling = once,
) -> tuple[Quotation, ...]:
    """The quotations with their medium, and with the outlet that they were said to."""
    known = {a.id: a for a in articles}
    names = tuple((_key(name), o.id) for o in outlets for name in (o.name, *o.aliases))
    every, listed = recall(same, names), _listed(lexicon)
    result: list[Quotation] = []
    for id, some in groupby(quotations, key=lambda q: q.article):
        own = tuple(some)
        article = known[id]
        found = recall(reached, article, recall(_here, article.article, every, recall), listed, *own)
        result += (
            recall(_with, q, how[0], recall(same, how[1])) if how else q
            for q, how in zip(own, found, strict=True)
        )
    return tuple(result)


How = tuple[str, tuple[ChainLink, ...]] | tuple[()]
"""Through what a quotation reached the public and its chain, where they are others than it has."""


def _with(q: Quotation, medium: str, chain: tuple[ChainLink, ...]) -> Quotation:
    return replace(q, medium=medium, chain=chain)


def _here(article: Article, every: Names, recall: Recalling) -> Names:
    """The names of outlets that can stand in an article: all of their words do.

    So one outlet more in the corpus is looked for in the articles that may name it.
    """
    text = article.text.casefold().replace("’", "'")
    found: Names = recall(same, tuple([one for one in every if _stands(one[0], text)]))
    return found


def _stands(name: str, text: str) -> bool:
    """Whether all words of a name can stand in a text; of most the first cannot."""
    for word in name.split():  # noqa: SIM110 -- ``all`` takes three times as long
        if word not in text:
            return False
    return True


def reached(
    article: CorpusArticle,
    names: Names,
    listed: Listed,
    *quotations: Quotation,
) -> tuple[How, ...]:
    """How each quotation of an article reached the public; ``names`` are the corpus's outlets' there."""
    press = Press(dict(names), listed)
    told = (_told(q, article.article, article.outlet, press) for q in quotations)
    found = _carried(article, press, *told)
    ways = [(q.medium, q.chain) for q in found]
    return tuple(() if way == (q.medium, q.chain) else way for q, way in zip(quotations, ways, strict=True))


Names = tuple[tuple[str, str], ...]
"""What outlets of the corpus are called, each with its id."""


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """What outlets in general are called."""

    every: frozenset[str]
    only_the: frozenset[str]
    """Those that are common words without their article."""
    words: Collection[str]
    """What names of outlets end in that nobody listed."""
    media: Mapping[str, str]
    """Words for what is spoken or written → the medium."""
    medium: re.Pattern[str]
    """Any of these words."""


@dataclass(frozen=True, slots=True, eq=False)
class Press:
    """What outlets are called."""

    ids: Mapping[str, str]
    """Of those of the corpus, by their names."""
    listed: Listed

    def __contains__(self, name: object) -> bool:
        return name in self.ids or name in self.listed.every


@lru_cache(maxsize=4)
def _listed(lexicon: Lexicon) -> Listed:
    """The outlets and media of the lexicon."""
    full = lexicon.in_full("structure/outlets")
    listed = lexicon.words("structure/outlets")
    only_the = {_key(name) for name in listed if name.startswith("The ") and len(name.split()) < SHORT}
    every = {_key(name) for name in (*listed, *full.values())}
    media = lexicon.mapping("statements/media")
    longest = sorted(media, key=lambda words: (-len(words), words))
    alternatives = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in longest)
    begins = "".join(sorted({words[0] for words in media}))  # most words begin otherwise
    medium = re.compile(rf"\b(?=[{begins}])(?:{alternatives})\b", re.IGNORECASE)
    words = lexicon.words("structure/outlet_words")
    return Listed(frozenset(every), frozenset(only_the), words, media, medium)


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split()).removeprefix("the ")


def _told(q: Quotation, article: Article, outlet: str | None, press: Press) -> Quotation:
    if q.corrected is not None:
        return q
    medium, links = q.medium, [link for link in q.chain if not _is_source(link, q)]
    seen = {_key(link.name) for link in links}
    for start, own in own_sentences(article, q):
        if not medium and (match := press.listed.medium.search(own)):
            medium = press.listed.media[" ".join(match.group().lower().split())]
        for match, strict in _through(own):
            begin = start + match.start("name")
            name = _outlet(match["name"], press, BROADCAST if strict else press.listed.words)
            name = name or (match["name"] if match.re in {_STATION, _CALLED} else "")
            if not name or _key(name) in seen or _is_own(name, outlet, press):
                continue
            if strict and _key(name) in press.listed.only_the and (match["the"] or "").strip() != "The":
                continue
            span = (begin, begin + len(name))
            if any(s < span[1] and span[0] < e for s, e in q.source):
                continue
            seen.add(_key(name))
            links.append(ChainLink(name, "outlet", None, press.ids.get(_key(name)), None, span))
    return replace(q, medium=medium, chain=tuple(links))


def _carried(article: CorpusArticle, press: Press, *quotations: Quotation) -> tuple[Quotation, ...]:
    """An article's quotations; what somebody goes on to say in an interview went through its outlet too.

    The interview stands in the sentence before, or is that of the same speaker's words just before.
    """
    result: list[Quotation] = []
    last: tuple[str | None, int, ChainLink | None] = (None, 0, None)
    for q in quotations:
        link = next((link for link in q.chain if link.role == "outlet"), None)
        if link is not None:
            last = (q.actor, q.block, link if _was_spoken_to(article.article.text, link) else None)
        elif q.corrected is None and q.actor is not None and not _elsewhere(q, article.article, press):
            same = last[0] == q.actor and 0 <= q.block - last[1] <= 1
            link = last[2] if same else _interview_before(q, article, press)
            last = (q.actor, last[1] if same else q.block, link)
            q = replace(q, chain=(*q.chain, link)) if link else q  # noqa: PLW2901
        else:
            last = (None, 0, None)
        result.append(q)
    return tuple(result)


def _was_spoken_to(text: str, link: ChainLink) -> bool:
    """Whether an outlet is one that somebody spoke to or appeared on, not one that reports."""
    before = text[max(0, link.span[0] - BESIDE) : link.span[0]] if link.span else ""
    return bool(_SPOKEN_TO.search(before))


def _elsewhere(q: Quotation, article: Article, press: Press) -> bool:
    """Whether the reporter puts words on an occasion of their own."""
    medium = press.listed.medium
    return any(medium.search(own) or _AT_ANOTHER.search(own) for _, own in own_sentences(article, q))


def _interview_before(q: Quotation, article: CorpusArticle, press: Press) -> ChainLink | None:
    """The outlet of the interview that the sentence before tells of, where it names the speaker."""
    text, blocks = article.article.text, article.article.blocks
    first = min(s[0] for s in (*q.content, *q.cue, *q.source))
    every = sentences_of(text, blocks[q.block].span)
    before = every[: bisect_right(every, first, key=itemgetter(1))][-1:]
    if not before and q.block and blocks[q.block - 1].kind is BlockKind.PARAGRAPH:
        before = sentences_of(text, blocks[q.block - 1].span)
    for start, end in before[-1:]:
        first, after = (bisect_left(article.mentions, at, key=lambda m: m.span[0]) for at in (start, end))
        if not any(m.actor == q.actor for m in article.mentions[first:after]):
            return None
        own = IN_MARKS.sub(lambda m: " " * len(m.group()), text[start:end])
        for match in _INTERVIEW.finditer(own):
            name = _outlet(match["name"], press, press.listed.words)
            if name and not _is_own(name, article.outlet, press):
                at = start + match.start("name")
                return ChainLink(name, "outlet", None, press.ids.get(_key(name)), None, (at, at + len(name)))
    return None


def _is_own(name: str, outlet: str | None, press: Press) -> bool:
    """Whether a name is that of the article's outlet, or begins with it ("Fox News" in an article of Fox)."""
    words = _key(name).split()
    begun = (" ".join(words[:size]) for size in range(len(words), 0, -1))
    return outlet is not None and any(press.ids.get(part) == outlet for part in begun)


def _is_source(link: ChainLink, q: Quotation) -> bool:
    """Whether a link is but the speaker once more, its words cut another way."""
    same = q.actor is not None and set(q.actor.split("-")) <= set(slugify(link.name).split("-"))
    at = link.span
    return same and at is not None and any(at[0] <= start and end <= at[1] for start, end in q.source)


def _through(own: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Where the reporter may name an outlet that words went through, and whether it may be another thing."""
    for pattern, strict in ((_TO, False), (_ON, True), (_OF, False), (_STATION, False), (_CALLED, False)):
        for match in pattern.finditer(own):
            yield match, strict


def _outlet(phrase: str, press: Container[str], ends: Collection[str]) -> str:
    """The longest beginning of a capitalised phrase that is an outlet's name; '' where none is.

    ``ends`` are the last words of names that nobody listed ("the Ashford Tribune").
    """
    parts = phrase.split()
    for size in range(len(parts), 0, -1):
        name = _POSSESSIVE.sub("", " ".join(parts[:size]).rstrip(".,"))
        if _key(name) in press and (len(name) > 2 or name.isupper()):
            return name
        last = re.split(r"[\s-]", name)[-1]
        if size > 1 and (last in ends or (name.isupper() and last.capitalize() in ends)):
            return name
    return ""
