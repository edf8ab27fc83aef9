"""Who has a page of his own, and what sources without a name are called beside their words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from build_site.lexicon import Lexicon
from build_site.lexicon.naming import Naming, naming
from build_site.model import (
    Actor,
    ActorKind,
    ActorMention,
    Claim,
    Dataset,
    MentionKind,
    Quotation,
    Span,
    Standing,
    Unnamed,
)
from build_site.model.restoring import replace
from build_site.recall import Recalling, each, once, put

_ANONYMITY = re.compile(
    r"\b(?:on (?:the )?condition (?:of anonymity|that (?:he|she|they) not be (?:named|identified))[^.;”\"\n]*"
    r"|(?:declined|asked|requested|wanted|refused|wished|preferred) (?:not )?to (?:be|remain)"
    r" (?:named|identified|quoted|anonymous|unnamed)[^.;”\"\n]*"
    r"|(?:was|were|is|are) not authori[sz]ed to[^.;”\"\n]*|spoke anonymously[^.;”\"\n]*)"
)
_NEAR = 400
"""So many characters after a source its reasons may stand."""
_WORD = re.compile(r"[\w.’'&-]+")
_POSSESSOR = re.compile(r"[’']s?$")
_first = itemgetter(0)
_ONE = frozenset({"a", "an", "one", "another", "the", "his", "her", "this", "that"})


def stand(dataset: Dataset, lexicon: Lexicon, recall: Recalling = once) -> Dataset:
    """The corpus with every actor's standing, and every nameless source described at its quotations.

    A page is earned: by whoever is quoted under a name, named in two articles, or stated by the curator.
    """
    words = naming(lexicon)
    quoted = {q.actor for q in dataset.quotations} | {s.actor for s in dataset.statements}
    quoted |= {link.actor for q in dataset.quotations for link in q.chain}
    quoted |= {actor for q in dataset.quotations for actor in q.together}
    titled = _Titled(dataset.actors)
    standings = [_standing(a, a.id in quoted, titled) for a in dataset.actors]
    actors = tuple(each(recall, put, (a.id for a in dataset.actors), (dataset.actors, standings), "standing"))
    described = {a.id: a for a in actors if a.standing is Standing.DESCRIBED}
    texts = {a.id: a.article.text for a in dataset.articles}
    every = dataset.quotations
    whose = every, [described.get(q.actor or "") for q in every], [texts[q.article] for q in every]
    quotations = tuple(each(recall, _described, (q.id for q in every), whose, words))
    return replace(dataset, actors=actors, quotations=quotations)


def _described(q: Quotation, actor: Actor | None, text: str, words: Naming) -> Quotation:
    if actor is None:
        return q
    return replace(q, unnamed=_unnamed(q, actor, text, words))


class _Titled:
    """Where people are named with a title, article by article, as far as that is asked."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._actors = actors
        self._sorted: dict[str, list[Span]] = {}

    @cached_property
    def _spans(self) -> Mapping[str, list[Span]]:
        places: dict[str, list[Span]] = {}
        for actor in self._actors:
            if actor.kind is ActorKind.PERSON:
                for mention in actor.mentions:
                    if mention.kind is MentionKind.NAME:
                        places.setdefault(mention.article, []).append(mention.span)
        return places

    def of(self, article: str) -> Sequence[Span]:
        """In one article, in the order of the text."""
        found = self._sorted.get(article)
        if found is None:
            found = self._sorted[article] = sorted(self._spans.get(article, ()))
        return found


def _alone(mention: ActorMention, titled: _Titled) -> bool:
    """Whether a body is named for itself, not in the title of somebody ("Harbour Council chairman A. B.")."""
    spans = titled.of(mention.article)
    near = bisect_right(spans, mention.span[0], key=_first) - 1
    return near < 0 or mention.span[1] > spans[near][1] or mention.span == spans[near]


def _standing(actor: Actor, quoted: bool, titled: _Titled) -> Standing:
    if actor.curated:
        return Standing.DESCRIBED if actor.kind is ActorKind.ANONYMOUS else Standing.PAGE
    if actor.outlet is not None:
        return Standing.PAGE
    if quoted:
        return Standing.DESCRIBED if actor.claim is Claim.NONE else Standing.PAGE
    if actor.claim is not Claim.NAMED or len({m.article for m in actor.mentions}) < 2:
        return Standing.LISTED
    told = (m for m in actor.mentions if actor.kind is ActorKind.PERSON or _alone(m, titled))
    return Standing.PAGE if len({m.article for m in told}) > 1 else Standing.LISTED


def _unnamed(q: Quotation, actor: Actor, text: str, words: Naming) -> Unnamed:
    """What the article says of a source that it does not name."""
    description = plain(actor.name)
    if q.together:
        description = description.partition(" and ")[0]  # Who is named beside it has a name.
    tokens = _WORD.findall(description)
    nouns = [word for word in tokens if word.lower() in words.nouns]
    role = words.nouns[nouns[-1].lower()] if nouns else None
    end = max((span[1] for span in (*q.source, *q.content)), default=0)
    start = min((span[0] for span in (*q.source, *q.content)), default=0)
    reason = _ANONYMITY.search(text, start, min(len(text), end + _NEAR))
    return Unnamed(
        words=description,
        number=_number(actor, tokens, bool(role and role.plural)),
        affiliation=_affiliation(tokens, words),
        role=_singular(role.lemma, words) if role else "",
        why=" ".join(reason.group().split()) if reason else "",
    )


def _singular(lemma: str, words: Naming) -> str:
    """“Officials” are counted with “an official”: how many there are is told apart."""
    one = words.nouns.get(lemma.removesuffix("s"))
    return one.lemma if one is not None and not one.plural else lemma


def _number(actor: Actor, tokens: Sequence[str], plural: bool) -> str:
    if actor.kind is ActorKind.DOCUMENT:
        return "document"
    first = tokens[0].lower() if tokens else ""
    if plural and first != "one":
        return "several"
    if actor.kind in {ActorKind.ORGANISATION, ActorKind.OFFICE}:
        return "body"
    return "one" if actor.kind is ActorKind.PERSON or first in _ONE else "several"


def _affiliation(tokens: Sequence[str], words: Naming) -> str:
    """The names inside a description: "White House" of "a White House official"."""
    names: list[str] = []
    for token in tokens:
        plain_token = _POSSESSOR.sub("", token)
        if (
            token[:1].isupper()
            and token not in words.honorifics
            and plain_token.lower() not in words.determiners
        ):
            names.append(plain_token)
        elif names:
            break
    name = " ".join(names)
    party = words.demonyms.get(names[-1], "") if len(names) > 1 else ""
    if party.endswith(" Party"):
        return party
    return words.demonyms.get(name) or words.short_forms.get(name) or words.countries.get(name) or name


def plain(text: str) -> str:
    """A description on one line."""
    return " ".join(text.split())
