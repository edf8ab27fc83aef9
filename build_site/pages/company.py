"""Who speaks to whom, who speaks about whom, and who appears beside whom.

*To* the quotations tell themselves. *About* is a name inside the content.
*Beside* is a name in the same article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_site.model import CorpusArticle, Quotation, ResolvedMention
from build_site.pages.catalogue import Catalogue
from build_site.recall import Recalling

CROWD = 250
"""Of more actors in one article, to stand beside each other tells nothing."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What binds one actor to another; counts of quotations, and of articles for ``beside``."""

    other: str
    said_to: int
    heard_from: int
    """The other said it to this one."""
    about: int
    """This one spoke about the other."""
    spoken_about: int
    """The other spoke about this one."""
    beside: int

    @property
    def weight(self) -> tuple[int, int]:
        """Words count before company."""
        return (self.said_to + self.heard_from + self.about + self.spoken_about, self.beside)


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """Look-ups over the whole corpus, made once."""

    to: Mapping[str, Counter[str]]
    heard: Mapping[str, Counter[str]]
    about: Mapping[str, Counter[str]]
    spoken: Mapping[str, Counter[str]]
    quoted_about: Mapping[str, tuple[str, ...]]
    """Actor → the quotations of others whose words name the actor, in the dataset's order."""
    articles: Mapping[str, tuple[str, ...]]
    """Actor → the articles that name or quote the actor, in the dataset's order."""
    present: Mapping[str, frozenset[str]]
    """Article → the actors that it names or quotes."""

    def ties(self, actor: str) -> tuple[Tie, ...]:
        """Everybody who has to do with the actor, closest first."""
        rooms = [self.present[a] for a in self.articles.get(actor, ())]
        beside = Counter(other for room in rooms if len(room) <= CROWD for other in room)
        empty: Counter[str] = Counter()
        words = [table.get(actor, empty) for table in (self.to, self.heard, self.about, self.spoken)]
        to, heard, about, spoken = words
        others = dict.fromkeys(other for counts in (beside, *words) for other in counts)
        ties = (Tie(o, to[o], heard[o], about[o], spoken[o], beside[o]) for o in others if o != actor)
        return tuple(sorted(ties, key=lambda t: (*(-n for n in t.weight), t.other)))


def company(known: Catalogue) -> Company:
    """Read all articles once."""
    return known.recall(_company, known.dataset.articles, known.in_article, known.recall)


def _company(
    articles_of: Sequence[CorpusArticle], in_article: Mapping[str, tuple[Quotation, ...]], recall: Recalling
) -> Company:
    tables: tuple[defaultdict[str, Counter[str]], ...] = tuple(defaultdict(Counter) for _ in range(4))
    to, heard, about, spoken = tables
    quoted_about, articles = defaultdict(list), defaultdict(list)
    present = {}
    for article in articles_of:
        quotations = in_article.get(article.id, ())
        room = recall(_room, article.mentions, *quotations)
        present[article.id] = room.present
        for actor in sorted(room.present):
            articles[actor].append(article.id)
        for id, speaker, other in room.named:
            quoted_about[other].append(id)
            if speaker:
                about[speaker][other] += 1
                spoken[other][speaker] += 1
        for q in quotations:
            for hearer in q.addressees if q.actor else ():
                to[q.actor or ""][hearer] += 1
                heard[hearer][q.actor or ""] += 1
    return Company(to, heard, about, spoken, _frozen(quoted_about), _frozen(articles), present)


@dataclass(frozen=True, slots=True, eq=False)
class _Room:
    """Who has to do with whom in one article."""

    present: frozenset[str]
    named: tuple[tuple[str, str | None, str], ...]
    """Quotation, its speaker, and another whom its content names."""


def _room(named_in: Sequence[ResolvedMention], *quotations: Quotation) -> _Room:
    mentions = sorted((m for m in named_in if m.actor), key=lambda m: m.span)
    everybody = {m.actor for m in mentions if m.actor} | {q.actor for q in quotations if q.actor}
    starts = [m.span[0] for m in mentions]
    named = tuple((q.id, q.actor, other) for q in quotations for other in _named(q, mentions, starts))
    return _Room(frozenset(everybody), named)


def _named(q: Quotation, mentions: Sequence[ResolvedMention], starts: Sequence[int]) -> Iterator[str]:
    """The others whom the content names, each once."""
    seen = {q.actor}
    for start, end in q.content:
        for m in mentions[bisect_left(starts, start) : bisect_left(starts, end)]:
            if m.actor and m.span[1] <= end and m.actor not in seen:
                seen.add(m.actor)
                yield m.actor


def _frozen(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in lists.items()}
