"""Sources that no mention stands for become mentions: whoever speaks, named or described, is an actor."""

from __future__ import annotations

import re
from bisect import bisect_right

from build_site.lexicon import Lexicon
from build_site.lexicon.naming import Naming, naming
from build_site.model import ActorKind, Article, Attribution, Mention, MentionKind, Span
from build_site.model.restoring import replace

_WORD = re.compile(r"[^\W_][\w.&]*(?:[-’'](?!s\b)\w+)*%?")
_BELOW = re.compile(
    r"(?:,(?!\s(?:who|which))|\s(?:of|for|in|by|at|from|to|with|on|about|among|into|who|which|that|whose|familiar|privy)\b)"
)
"""What follows the head noun of a phrase."""
_ON = re.compile(
    r"\s(?:and|of|for|in|by|at|from|to|with|on|about|among|familiar|privy)\b.*\w(?<!\swho)(?<!\sthat)(?<!\swhich)"
)
"""How a description goes on to the end of its source."""
_PARTICIPLE = re.compile(r"(?:[a-z]{3,}ed|taken|seen|shown|written|known|made|held|given|born)\Z")
_CONTRACTED = re.compile(r"(?:[’'](?:ll|ve|re|d|m)|n[’']t)\Z")
"""A pronoun or verb that no noun phrase holds: a clause was taken for one."""
_SEAT = re.compile(r"[DRI]-[A-Z]")
"""A member's party and state."""
_DESCRIBED = frozenset({ActorKind.ANONYMOUS, ActorKind.DOCUMENT, None})
_MOST = 3
"""Words in capitals that may be a name."""
_HANDLE = re.compile(r"(?=\S*[a-z_@])@?[a-z]*[\d_][\w.]*\Z|@\w+\Z")
"""A screen name: a word in lower case with figures or strokes in it, or after an “at”."""
_MANY = re.compile(
    r"(?:percent|per|cent|half|third|thirds|quarter|quarters|majority|most|many|some|all|few|several|others?)\Z"
    r"|.*%\Z|[0-9][0-9,.]*\Z|.*[^su]s\Z",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r".*(?:ish|ch|ese|ss|s)\Z")
"""A people's name that a single one does not go by: "the French"."""
_GENDERED = re.compile(r".*(?:sh|ch|ts)(?:(?P<f>wo)?man)\Z")
_RELATIVES = frozenset({"who", "that", "which", "and"})
_AGENT = re.compile(r".*(?:[^l]er|or|ist|ian|man|woman|person|ee)\Z")


def with_sources(
    article: Article, mentions: tuple[Mention, ...], attributions: tuple[Attribution, ...], lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Attribution, ...]]:
    """Mentions, with one for every source of words, and the attributions that point to them."""
    names = naming(lexicon)
    spans = {a.source[0] for a in attributions if a.source and a.mention is None}
    known = {
        article.text[slice(*m.head)].rpartition(" ")[2]
        for m in mentions
        if spans and m.actor_kind is ActorKind.PERSON
    }
    made = {span: found for span in spans if (found := _mention(article, span, names, known)) is not None}
    mentions = _told_in_full(article.text, mentions, attributions)
    if not made:
        return mentions, attributions
    order = sorted(
        [*((m.span[0], -m.span[1], n, m) for n, m in enumerate(mentions))]
        + [(m.span[0], -m.span[1], -1, m) for m in made.values()],
        key=lambda item: item[:3],
    )
    places = {number: place for place, (_, _, number, _) in enumerate(order) if number >= 0}
    fresh = {mention.span: place for place, (_, _, number, mention) in enumerate(order) if number < 0}
    linked = (_linked(a, made, places, fresh) for a in attributions)
    return tuple(mention for *_, mention in order), tuple(linked)


def _told_in_full(
    text: str, mentions: tuple[Mention, ...], attributions: tuple[Attribution, ...]
) -> tuple[Mention, ...]:
    """Mentions, where a source without a name takes all its words in ("officials with the harbour board")."""
    longer: dict[int, int] = {}
    for a in attributions:
        if a.mention is None or not a.source:
            continue
        mention, (start, end) = mentions[a.mention], a.source[0]
        unnamed = mention.actor_kind in _DESCRIBED or mention.plural
        described = mention.kind is MentionKind.NOMINAL and unnamed
        if described and start == mention.span[0] and _ON.fullmatch(text, mention.span[1], end):
            longer[a.mention] = end
    if not longer:
        return mentions
    return tuple(
        replace(m, span=(m.span[0], longer[n])) if n in longer else m for n, m in enumerate(mentions)
    )


def _linked(
    attribution: Attribution, made: dict[Span, Mention], places: dict[int, int], fresh: dict[Span, int]
) -> Attribution:
    if attribution.mention is not None:
        return replace(attribution, mention=places[attribution.mention])
    mention = made.get(attribution.source[0]) if attribution.source else None
    if mention is None:
        return attribution
    return replace(attribution, mention=fresh[mention.span], source_kind=mention.kind)


def _mention(article: Article, span: Span, names: Naming, known: set[str]) -> Mention | None:
    """What a source's words are a mention of; None where they name and describe nobody."""
    words = list(_WORD.finditer(article.text, *span))
    while words and words[-1][0] in _RELATIVES:
        words.pop()
    if len(words) > 1 and words[0][0].lower() in names.nouns and _HANDLE.match(words[-1][0]):
        words = words[-1:]  # "user gull47"
    if any(_CONTRACTED.search(word[0]) for word in words) or _doing(words, names) or _home(words, names):
        return None
    surname = len(words) == 1 and words[0][0] in known  # of somebody, though it is a small word as well
    one_of = [word[0].lower() for word in words[:2]] == ["one", "of"]  # "one of them, Ana Ruiz"
    shouted = len(words) > _MOST and all(word[0].isupper() for word in words)  # a line in capitals
    if shouted or not (surname or one_of or any(not _silent(word[0], names) for word in words)):
        return None
    start, end = words[0].start(), words[-1].end()
    block = bisect_right(article.blocks, start, key=lambda b: b.span[0]) - 1
    bare = [word for word in words if word[0].lower() not in names.determiners]
    if len(bare) == 1 < len(words) and bare[0][0] in names.demonyms and not _ADJECTIVE.match(bare[0][0]):
        told = _GENDERED.match(bare[0][0])
        gender = ("f" if told["f"] else "m") if told else None
        one = bare[0].span(), MentionKind.NOMINAL, ActorKind.ANONYMOUS, gender
        return Mention((start, end), *one, block=block)
    if _is_name([word[0] for word in bare], names, known):
        kind = ActorKind.ORGANISATION if bare[0].start() > start else None
        head = bare[0].start(), end
        return Mention((start, end), head, MentionKind.NAME, kind, "n" if kind else None, block=block)
    below = _BELOW.search(article.text, words[0].end(), end)
    inner = [word for word in words if below is None or word.end() <= below.start()]
    while len(inner) > 1 and (
        _PARTICIPLE.match(inner[-1][0]) or _numbered(inner, names) or _busy(inner, names)
    ):
        inner.pop()
    told = _whose(words, inner[-1], below.end(), names) if below and below[0] == " of" else inner[-1]
    kind, gender, plural = _told(told[0], names)
    plural = plural and inner[-1][0].lower() != "one"
    if words[0][0].lower() == "the" and not plural and inner[-1][0] in names.descriptors:
        kind = ActorKind.PERSON
    return Mention((start, end), inner[-1].span(), MentionKind.NOMINAL, kind, gender, plural, block=block)


def _home(words: list[re.Match[str]], names: Naming) -> bool:
    """Whether all there is is where somebody is from: "Austin, Tex.", "D-Calif."."""
    place = [word[0] for word in words]
    beside = len(words) > 1 and words[0].string[words[-2].end()] == ","
    return (beside and place[-1] in names.places) or (len(place) == 1 and bool(_SEAT.match(place[0])))


def _doing(words: list[re.Match[str]], names: Naming) -> bool:
    """Whether all there is is what somebody does ("going") or is ("alarmed"), and no noun."""
    only = words[0][0] if len(words) == 1 else ""
    return only.islower() and only.endswith(("ing", "ed")) and only not in names.nouns


def _numbered(words: list[re.Match[str]], names: Naming) -> bool:
    """``Article 33``: a figure that tells which of the things that stand before it."""
    return words[-1][0].isdecimal() and words[-2][0].lower() in names.nouns


def _busy(words: list[re.Match[str]], names: Naming) -> bool:
    """``officials speaking``: what those are doing who stand before it."""
    last, before = words[-1][0].lower(), words[-2][0].lower()
    return last.endswith("ing") and last not in names.nouns and before in names.nouns


def _whose(words: list[re.Match[str]], head: re.Match[str], below: int, names: Naming) -> re.Match[str]:
    """The word that tells what a phrase with "of" is: that of the whole, where its head only tells how many.

    "Two of the officials" and "a handful of insiders" are people; a letter of theirs is none.
    """
    if _known(head[0], names) and head[0].lower() not in names.determiners:
        return head
    rest = _BELOW.search(words[0].string, below, words[-1].end())
    end = rest.start() if rest else words[-1].end()
    whole = [word for word in words if below <= word.start() < end and word[0].lower() in names.nouns]
    return whole[-1] if whole else head


def _silent(word: str, names: Naming) -> bool:
    """Whether a word by itself speaks for nobody ("the", "Asked", "long")."""
    lower = word.lower()
    if lower in names.quantifiers:
        return False
    small = lower in names.determiners or lower in names.stop_openers
    return small or lower in names.stops or word in names.not_names


def _is_name(words: list[str], names: Naming, known: set[str]) -> bool:
    """Whether all of the words are capitalised, and not a plural noun that opens its sentence ("Studies")."""
    if len(words) == 1:
        noun = names.nouns.get(words[0].lower())
        if _HANDLE.match(words[0]) or words[0] in known:
            return True
        thing = noun is not None and (noun.plural or noun.kind is not ActorKind.PERSON)
        if thing:
            return False
    return bool(words) and all(word[0].isupper() for word in words)


def _known(word: str, names: Naming) -> bool:
    """Whether a word tells by itself what a description is of."""
    listed = word.lower() in names.nouns or word in names.nouns
    return listed or bool(_MANY.match(word) or _AGENT.match(word))


def _told(word: str, names: Naming) -> tuple[ActorKind, str | None, bool]:
    """What the head noun of a description tells: kind, gender, number."""
    noun = names.nouns.get(word.lower()) or names.nouns.get(word)
    if noun is not None:
        kind = ActorKind.ANONYMOUS if noun.kind in {None, ActorKind.PERSON} else noun.kind
        return kind or ActorKind.ANONYMOUS, noun.gender, noun.plural
    if _MANY.match(word) or word.lower() in names.determiners:
        return ActorKind.ANONYMOUS, None, True
    if _AGENT.match(word):
        return ActorKind.ANONYMOUS, None, False
    return ActorKind.DOCUMENT, "n", False
