"""Articles about one event form a story: near in days, alike in names and rare words, sharing statements.

Each tie between two articles has a strength. The strongest comes first and joins the groups at its ends where
these are tied on the whole, so that two events of one week that one article touches both stay two
(agglomeration by mean strength; Sneath and Sokal 1973). The work grows with the ties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_site.dates.resolving import bounds, near
from build_site.ids import short_hash, slugify, unique_slugs
from build_site.model import CorpusArticle, Story
from build_site.model.restoring import replace

SHARED = 0.08
"""What each statement that both carry adds to a tie."""
MOST = 3
"""So many shared statements count."""
JOINED = 0.19
"""Mean strength from which two groups of articles are one story."""
NEIGHBOURS = 12
"""An article is related to so many at most: that further ones have no tie is no sign."""
Tie = tuple[int, int]


@dataclass(slots=True, eq=False)
class _Groups:
    """Articles as they are grouped so far, and how strongly groups are tied."""

    of: list[int]
    members: dict[int, list[int]]
    between: dict[int, dict[int, float]]

    def mean(self, one: int, other: int) -> float:
        """How strongly two groups are tied on the whole."""
        a, b = len(self.members[one]), len(self.members[other])
        return self.between[one].get(other, 0.0) / min(a * b, NEIGHBOURS * min(a, b))

    def join(self, one: int, other: int) -> None:
        """Make one of two: that with more ties takes the other in, so that few are written anew."""
        if len(self.between[one]) < len(self.between[other]):
            one, other = other, one
        for place in self.members[other]:
            self.of[place] = one
        self.members[one] += self.members.pop(other)
        for third, strength in self.between.pop(other).items():
            del self.between[third][other]
            if third != one:
                self.between[one][third] = self.between[third][one] = (
                    self.between[one].get(third, 0.0) + strength
                )


def tell(articles: Sequence[CorpusArticle]) -> tuple[Story, ...]:
    """The events that two articles or more tell of; ``articles`` in the corpus's order, with relations."""
    ties = _ties(articles)
    strength = [0.0] * len(articles)
    groups = _grouped(len(articles), ties)
    of = {place: number for number, members in enumerate(groups) for place in members}
    for (one, other), found in ties.items():
        if one in of and of[one] == of.get(other):
            strength[one] += found
            strength[other] += found
    stories = [_story(articles, sorted(members), strength) for members in groups]
    stories.sort(key=lambda story: (story.id, story.articles))
    ids = unique_slugs((story.id for story in stories), longest=120)
    return tuple(replace(story, id=id) for story, id in zip(stories, ids, strict=True))


def _ties(articles: Sequence[CorpusArticle]) -> dict[Tie, float]:
    place = {article.id: i for i, article in enumerate(articles)}
    days = [bounds(article.published) for article in articles]
    ties: dict[Tie, float] = {}
    for article in articles:
        for relation in article.relations:
            one, other = place[article.id], place[relation.other]
            if one < other and near(days[one], days[other]):
                shared = SHARED * min(MOST, len(relation.statements))
                ties[one, other] = relation.likeness + shared + relation.share
    return ties


def _grouped(size: int, ties: Mapping[Tie, float]) -> list[list[int]]:
    groups = _Groups(list(range(size)), {i: [i] for i in range(size)}, {i: {} for i in range(size)})
    for (one, other), strength in ties.items():
        groups.between[one][other] = groups.between[other][one] = strength
    for tie in sorted(ties, key=lambda tie: (-ties[tie], tie)):
        one, other = (groups.of[place] for place in tie)
        if one != other and groups.mean(one, other) >= JOINED:
            groups.join(one, other)
    return [members for members in groups.members.values() if len(members) > 1]


def _story(articles: Sequence[CorpusArticle], places: Sequence[int], strength: Sequence[float]) -> Story:
    """Titled as the article that is most like the others, with an address that its first article gives."""
    own = [articles[place] for place in places]
    central = max(zip(places, own, strict=True), key=lambda pair: (strength[pair[0]], pair[1].id))[1]
    address = f"{slugify(central.title)}-{short_hash(min(a.article.document.id for a in own), 4)}"
    return Story(address, central.title, tuple(a.id for a in own))
