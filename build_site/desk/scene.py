"""The corpus as decisions see it: what stands where, what was found before, and what a file calls each."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_site.curation import AuthorityActor
from build_site.desk.files import RefusedError
from build_site.model import Actor, CorpusArticle, Dataset, Decision, Quotation, Statement
from build_site.stages.corrections.references import called_in, callings, reference_to
from build_site.stages.queue import Item, progress, queue


@dataclass(frozen=True)
class Scene:
    """A dataset, and who decides when."""

    dataset: Dataset
    authority: Sequence[AuthorityActor] = ()
    """The entries of ``actors.yml``, in order."""
    by: str = ""
    today: str = ""

    @cached_property
    def articles(self) -> Mapping[str, CorpusArticle]:
        """By id."""
        return {a.id: a for a in self.dataset.articles}

    @cached_property
    def quotations(self) -> Mapping[str, Quotation]:
        """By id; doubts too."""
        return {q.id: q for q in (*self.dataset.quotations, *self.dataset.doubts)}

    @cached_property
    def doubts(self) -> frozenset[str]:
        """The ids of those that are not sure enough to be published."""
        return frozenset(q.id for q in self.dataset.doubts)

    @cached_property
    def _by_article(self) -> Mapping[str, list[Quotation]]:
        found: dict[str, list[Quotation]] = defaultdict(list)
        for q in self.quotations.values():
            found[q.article].append(q)
        return found

    def of_article(self, id: str) -> list[Quotation]:
        """The quotations of an article, in the order of the text; doubts too."""
        return sorted(self._by_article.get(id, ()), key=lambda q: q.content[0])

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """By id."""
        return {a.id: a for a in self.dataset.actors}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What a correction calls each actor."""
        return callings(self.dataset.actors)

    @cached_property
    def decisions(self) -> Mapping[tuple[str, str], Decision]:
        """By the quotation's id and the list that the entry stands in."""
        return {(d.quotation, d.part): d for d in self.dataset.decisions}

    @cached_property
    def dropped(self) -> Mapping[str, tuple[Quotation, ...]]:
        """By article: what was found and is no quotation."""
        found: dict[str, list[Quotation]] = defaultdict(list)
        for decision in self.dataset.decisions:
            if decision.before and decision.quotation not in self.quotations:
                found[decision.before.article].append(decision.before)
        return {id: tuple(qs) for id, qs in found.items()}

    @cached_property
    def queue(self) -> tuple[Item, ...]:
        """What to look at first."""
        return queue(self.dataset)

    @cached_property
    def progress(self) -> str:
        """How far the work has come, in words."""
        return progress(self.dataset).words

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """By id."""
        return {s.id: s for s in self.dataset.statements}

    def versions(self, quotation: Quotation) -> tuple[str, ...]:
        """The quotations of its statement, itself among them."""
        statement = self.statements.get(quotation.statement or "")
        return tuple(v.quotation for v in statement.versions) if statement else ()

    def quotation(self, id: str) -> Quotation:
        """The quotation of this id, a doubt or one that is dropped too."""
        decision = self.decisions.get((id, "quotations"))
        found = self.quotations.get(id) or (decision.before if decision else None)
        if found is None:
            raise RefusedError("This quotation is no longer there. The page shows what is.")
        return found

    def actor(self, id: str) -> Actor:
        """The actor of this id."""
        if id not in self.actors:
            raise RefusedError("This actor is no longer there. The page shows who is.")
        return self.actors[id]

    def article(self, id: str) -> CorpusArticle:
        """The article of this id."""
        if id not in self.articles:
            raise RefusedError("This article is no longer there.")
        return self.articles[id]

    def speakers(self, quotation: Quotation) -> tuple[str, ...]:
        """What a correction calls all who said it."""
        return called_in(quotation, self.names)

    def calls(self, article: CorpusArticle) -> str:
        """What a correction calls an article: its path below seeds/, or the whole path."""
        path = article.path
        below = path.partition("/")[2]
        others = sum(below in {a.id, a.slug, a.path} for a in self.dataset.articles if a.id != article.id)
        return path if others or not below else below

    def found(self, article: str) -> list[Quotation]:
        """The quotations of an article as references are looked up: as they were found, and added ones."""
        now = [*self.of_article(article), *self.dropped.get(article, ())]
        return [self.as_found(q) for q in now]

    def as_found(self, quotation: Quotation) -> Quotation:
        """A quotation before what was decided of it."""
        decision = self.decisions.get((quotation.id, "quotations"))
        return decision.before if decision and decision.before else quotation

    def reference(self, quotation: Quotation, *, whole: bool = False) -> dict[str, str | bool]:
        """The keys that tie an entry to a quotation."""
        article = self.article(quotation.article)
        found = self.as_found(quotation)
        keys = reference_to(article, self.found(article.id), found, whole=whole)
        return {
            "article": self.calls(article),
            **{key: " ".join(x.split()) if isinstance(x, str) else x for key, x in keys.items()},
        }

    def claim(self, quotation: Quotation) -> str:
        """A digest of what a page says of a quotation: who saw another one decides of another one."""
        said = [quotation.text, self.speakers(quotation), quotation.type.value, quotation.corrected]
        return _digest([*said, quotation.checked, quotation.id in self.quotations])

    def who(self, actor: Actor) -> str:
        """The same of an actor."""
        portrait = actor.portrait.path if actor.portrait else None
        names = sorted(name.text for name in (*actor.aliases, *actor.titles))
        return _digest([actor.name, actor.kind.value, names, actor.description, actor.same_as, portrait])

    def facts(self, article: CorpusArticle) -> str:
        """The same of an article's facts."""
        m = article.article.metadata
        return _digest([f.value if f else None for f in (m.title, m.outlet, m.author, m.published)])


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:16]
