"""Article → mentions: names, noun phrases and pronouns that may refer to an actor, without a tagger.

One pass over each block: capitalised runs are parsed by ``runs`` and ``capitals``, common nouns for people,
bodies and documents by ``nominals``, titles between commas by ``appositives``; lines in title case, where
capitals tell nothing, are read by what the body names (``headlines``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_site.lexicon import Lexicon
from build_site.lexicon.naming import UPPER, Naming, Noun, naming
from build_site.model import ActorKind, Article, BlockKind, Mention, MentionKind, Span
from build_site.stages.mentions.appositives import join_nicknames, join_titles
from build_site.stages.mentions.capitals import run_mentions
from build_site.stages.mentions.headlines import headline_mentions, in_title_case, known_names
from build_site.stages.mentions.nominals import nominal
from build_site.stages.mentions.pronouns import PRONOUNS, pronoun
from build_site.stages.mentions.runs import PLACE, RUN, Found, unheard
from build_site.stages.mentions.sources import with_sources
from build_site.stages.mentions.surnames import missed_surnames, not_he, told_by

__all__ = ["find_mentions", "with_sources"]

_WORD = re.compile(rf"(?<![\w’'&])(?:(?P<run>{RUN})|[a-z][\w]*(?:[-’'](?!s\b)\w+)*)", re.VERBOSE)
_PRONOUN = re.compile(r"(?<=\w)[’'](?:ve|re|d|ll|m|s)\Z")
"""A verb that clings to a pronoun ("they’ve")."""
_NEXT = re.compile(r"[ ]([a-z]\w*)")
_BEARER = re.compile(rf"[ ]([{UPPER}][\w’'-]*)")
_CAPITAL = re.compile(r"[ ]([A-Z][\w-]*\.?)[ ](?=[A-Z])")
_BEFORE = re.compile(r"(\w+)[ ]\Z")
_COMPOUND = re.compile(r"[ ](?:of[ ]sta(?:ff|te)|of[ ]government|general|in[ ]chief)\b")
_PART = re.compile(r"\b(?:attorneys?|secretary|surgeon|postmaster|solicitor)[ ]general\Z")
_HALF = re.compile(
    r"\b[Tt]he[ ](?P<side>[NS]o[ru]th)(?=[’']s[ ]|[ ](?:is|was|has|had|have|will|would|says|said|[a-z]+ed)\b)"
)
_REPORTS = re.compile(r":|,[ ][“\"‘]")
_WHOSE = re.compile(r" (?:for|of|to) (?P<title>(?:[\w’'-]+ )*(?P<noun>[a-z-]+))$")
"""``lawyer| for opposition lawmaker``: the end of a role that is somebody else's."""
_SHARE = re.compile(r" \((?:[A-Z]{2,8}: ?[A-Z]{1,5}|[A-Z0-9]{1,6}(?:_[a-z])?\.[A-Z]{1,3})\)")
_LETTERS = 2
"""Letters of initials that are nobody's."""
_SKIPPED = frozenset({BlockKind.BOILERPLATE, BlockKind.TAGS})


def find_mentions(article: Article, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every mention of an article, by its beginning; of two that begin together, the longer first."""
    names = naming(lexicon)
    text = article.text
    found: list[tuple[int, Found]] = []
    titled: list[tuple[int, int, int]] = []
    for index, block in enumerate(article.blocks):
        start, end = block.span
        if block.kind in _SKIPPED:
            continue
        if in_title_case(text[start:end], block.kind):
            titled.append((index, start, end))
        else:
            found += ((index, mention) for mention in _block_mentions(text, start, end, names))
    known = known_names((mention for _, mention in found), text)
    told = ((block, told_by(known, mention, text, names)) for block, mention in found)
    found = [(block, mention) for block, mention in told if mention.gender != PLACE]
    if any(name.startswith("he ") for name in known):
        found = [(block, not_he(mention, text)) for block, mention in found]
    found = _listed(found, text)
    found += missed_surnames(article, known, found, names)
    halves = {name.split(" ")[0].capitalize() for name in names.halves & known.keys()}
    if halves:
        found += ((index, half) for index, half in _halves(article, halves))
    for index, start, end in titled:
        found += ((index, mention) for mention in headline_mentions(text, start, end, known, names))
    found.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    return tuple(
        Mention((m.start, m.end), m.head, m.kind, m.actor, m.gender, m.plural, m.title, block)
        for block, m in found
    )


def _listed(found: list[tuple[int, Found]], text: str) -> list[tuple[int, Found]]:
    """The mentions, those of a name that its share stands behind once as a body's ("Brand (BRND.L)")."""
    shares = {
        text[slice(*m.head)] for _, m in found if m.kind is MentionKind.NAME and _SHARE.match(text, m.end)
    }
    if not shares:
        return found
    return [
        (block, m._replace(actor=ActorKind.ORGANISATION, gender="n"))
        if m.title is None and text[slice(*m.head)] in shares
        else (block, m)
        for block, m in found
    ]


def _block_mentions(text: str, start: int, end: int, names: Naming) -> list[Found]:
    found: list[Found] = []
    nouns = names.nouns
    pending: Found | None = None
    for match in _WORD.finditer(text, start, end):
        run, (at, stop) = match[1], match.span()
        if pending and at < pending.end:
            if stop <= pending.end:
                continue
            at = pending.end + 1  # "ambassador to Ruritania | Ada Brack"
            run = text[at:stop]
        word = match[0] if match[0] in nouns else _without_verb(match[0])
        stop = at + len(word) if run is None else stop
        if run is None and word not in nouns and word not in PRONOUNS:
            if pending:
                found.append(pending)
                pending = None
            continue
        if run is not None:
            fresh = run_mentions(text, run, at, (start, end), names) or _strange(pending, run, at, names)
            if pending and fresh and not pending.plural and fresh[0].start == pending.end + 1:
                pending = _before_name(pending, fresh, text, names)
        elif word in nouns:
            fresh = _noun_mentions(text, (at, stop), (start, end), nouns[word], names)
        else:
            fresh = [pronoun(word, (at, stop))]
        if pending:
            found.append(pending)
            pending = None
        if fresh and _awaits_name(fresh[-1], text, names):
            pending = fresh.pop()
        found += fresh
    if pending:
        found.append(pending)
    return join_titles(join_nicknames(_without_covered(found), text), text, names)


def _without_verb(word: str) -> str:
    return _PRONOUN.sub("", word) if "’" in word or "'" in word else word


def _halves(article: Article, known: set[str]) -> Iterator[tuple[int, Found]]:
    """Halves of a divided country by their side of the compass, where a verb tells that they act."""
    for index, block in enumerate(article.blocks):
        if block.kind in _SKIPPED:
            continue
        for match in _HALF.finditer(article.text, *block.span):
            if match["side"] in known:
                head = match.span("side")
                body = ActorKind.ORGANISATION
                yield index, Found(match.start(), head[1], head, MentionKind.NAME, body, "n")


def _noun_mentions(text: str, head: Span, bounds: Span, noun: Noun, names: Naming) -> list[Found]:
    word = text[head[0] : head[1]]
    compound = _COMPOUND.match(text, head[1], bounds[1])
    if compound and noun.kind is ActorKind.PERSON:
        head = head[0], compound.end()
    after = _NEXT.match(text, head[1], bounds[1])
    if noun.kind is ActorKind.ORGANISATION and not noun.plural and _before_title(text, head[1], names):
        return []
    if word == "general" and _PART.search(text, max(bounds[0], head[0] - 14), head[1]):
        return []
    if after and after[1] in names.nouns and after[1] not in names.speaking and not noun.plural:
        return []
    if noun.plural and noun.kind is ActorKind.DOCUMENT and _REPORTS.match(text, head[1], bounds[1]):
        before = text[max(bounds[0], head[0] - 30) : head[0]].rstrip().rpartition(" ")[2]
        if before[:1].isupper() and before.lower() not in names.determiners:
            return []  # a verb: "The Harbour Times reports:"
    if word in names.quantifiers and not (after and after[1] in names.speaking):
        return []
    if word in names.verbs and _after_plural(text, head[0], bounds[0], names):
        return []
    made = nominal(text, head, bounds, noun, names)
    if made is None and noun.kind is ActorKind.PERSON and text[head[1] + 1 : head[1] + 2].isupper():
        made = Found(*head, head, MentionKind.NOMINAL, ActorKind.PERSON, noun.gender, noun.plural)
        return [made] if _awaits_name(made, text, names) else []
    return [made] if made else []


def _before_title(text: str, at: int, names: Naming) -> bool:
    """Whether a title and a name follow ("state Sen. Ada Brack")."""
    title = _CAPITAL.match(text, at)
    return title is not None and title[1] in names.titles


def _after_plural(text: str, at: int, floor: int, names: Naming) -> bool:
    """Whether a plural noun stands right before a word, which then is its verb ("researchers think")."""
    before = _BEFORE.search(text, max(floor, at - 30), at)
    noun = names.nouns.get(before[1].lower()) if before else None
    return noun is not None and noun.plural


def _awaits_name(role: Found, text: str, names: Naming) -> bool:
    """Whether a role noun stands right before a capitalised word that may be its bearer's name."""
    rest = text[role.head[1] : role.end]
    last = rest.rpartition(" ")[2]
    told = last in names.countries or last in names.body_heads or (last.isupper() and len(last) > _LETTERS)
    below = bool(rest) and not rest.islower() and not told
    if role.kind is not MentionKind.NOMINAL or below:
        return False
    people = role.actor in {ActorKind.PERSON, ActorKind.ANONYMOUS}
    name = _BEARER.match(text, role.end)
    return people and name is not None and name[1] not in names.groups  # "fellow | Liberals"


def _strange(role: Found | None, run: str, at: int, names: Naming) -> list[Found]:
    """``analyst | Dietrud Boston``: a name behind what somebody is, though one of its words is a place's."""
    first, _, last = run.partition(" ")
    if role is None or at != role.end + 1 or not last.isalpha() or not unheard(first, names):
        return []
    span = at, at + len(run)
    return [Found(*span, span, MentionKind.NAME, ActorKind.PERSON)]


def _before_name(role: Found, fresh: list[Found], text: str, names: Naming) -> Found | None:
    """A role that stands before a name is its title; before a body's, an adjective ("a liberal NPR host").

    The title is another's where its end is a person: "a lawyer for" somebody is not "lawmaker Ada Brack".
    """
    if fresh[0].kind is MentionKind.NAME and fresh[0].actor in {None, ActorKind.PERSON}:
        whose = _WHOSE.match(text, role.head[1], role.end)
        noun = names.nouns.get(whose["noun"]) if whose else None
        if whose and noun and noun.kind is ActorKind.PERSON and not noun.plural:
            fresh[0] = _with_title(fresh[0], role._replace(start=whose.start("title")))
            return role._replace(end=fresh[0].end)
        fresh[0] = _with_title(fresh[0], role)
        return None
    return None if fresh[0].actor is ActorKind.ORGANISATION and not fresh[0].plural else role


def _with_title(name: Found, title: Found) -> Found:
    gender = title.gender if title.gender in {"m", "f"} else name.gender
    stop = name.title[1] if name.title else title.end
    return name._replace(start=title.start, actor=ActorKind.PERSON, gender=gender, title=(title.start, stop))


def _without_covered(found: list[Found]) -> list[Found]:
    """Without bare nouns inside another phrase's complement ("chief of staff" has no mention "staff")."""
    kept: list[Found] = []
    for mention in found:
        if mention.kind is MentionKind.NOMINAL:
            while kept and _is_part(kept[-1], mention):
                kept.pop()
        bare = mention.kind is MentionKind.NOMINAL and mention.start == mention.head[0]
        if not (bare and kept and kept[-1].kind is MentionKind.NOMINAL and mention.end <= kept[-1].end):
            kept.append(mention)
    return kept


def _is_part(earlier: Found, phrase: Found) -> bool:
    """Whether a noun phrase is only the beginning of another ("Executive" of "Executive director")."""
    nominal = earlier.kind is MentionKind.NOMINAL
    return nominal and phrase.start <= earlier.start and earlier.end + 1 == phrase.head[0]
