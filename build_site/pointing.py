"""Values of the corpus that point to actors and statements, pointed to others.

An id that has another one now is given with it; one that means nobody any more, with ``""``. What points to
none of them stays the same object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from build_site.model import CorpusArticle, Quotation, ResolvedMention, Statement
from build_site.model.restoring import replace
from build_site.recall import Recalling

Renamed = Mapping[str, str]
"""Id → what it is now."""
_NONE: Renamed = MappingProxyType({})


def point_article(
    article: CorpusArticle, actors: Renamed, recall: Recalling, statements: Renamed = _NONE
) -> CorpusArticle:
    """The article with other actors and statements."""
    whom = _told(actors, (m.actor for m in article.mentions))
    what = _told(statements, (s for r in article.relations for s in r.statements)) if statements else ""
    if not whom and not what:
        return article
    mentions = recall(_mentions, article.mentions, whom) if whom else article.mentions
    return recall(_article, article, mentions, what)


def point_quotation(
    q: Quotation, actors: Renamed, recall: Recalling, statements: Renamed = _NONE
) -> Quotation:
    """The quotation with other actors, and of another statement."""
    if (
        q.actor not in actors
        and q.statement not in statements
        and not (q.chain or q.together or q.addressees)
    ):
        return q  # most are such: no more is looked at
    whom = _told(actors, (q.actor, *q.together, *q.addressees, *(link.actor for link in q.chain)))
    what = _told(statements, (q.statement,))
    return recall(_quotation, q, whom, what) if whom or what else q


def point_statement(
    s: Statement, actors: Renamed, recall: Recalling, statements: Renamed = _NONE
) -> Statement:
    """The statement under another id, of another actor, and with other echoes."""
    whom = _told(actors, (s.actor,))
    what = _told(statements, (s.id, *s.echoes, *s.partials))
    return recall(_statement, s, whom, what) if whom or what else s


def _told(renamed: Renamed, ids: Iterable[str | None]) -> str:
    """Old and new id, a line each, of those of the ids that have another one now."""
    found = {id for id in ids if id and id in renamed}
    return "\n".join(f"{id}\t{renamed[id]}" for id in sorted(found)) if found else ""


def _read(lines: str) -> Renamed:
    """What ``_told`` has written."""
    return dict(line.split("\t") for line in lines.split("\n")) if lines else _NONE


def _other(id: str | None, renamed: Renamed) -> str | None:
    return (renamed.get(id, id) or None) if id else id


def _others(ids: Iterable[str], renamed: Renamed) -> tuple[str, ...]:
    return tuple(other for id in ids if (other := renamed.get(id, id)))


def _mentions(mentions: tuple[ResolvedMention, ...], actors: str) -> tuple[ResolvedMention, ...]:
    whom = _read(actors)
    return tuple(replace(m, actor=_other(m.actor, whom)) if m.actor in whom else m for m in mentions)


def _article(article: CorpusArticle, mentions: tuple[ResolvedMention, ...], statements: str) -> CorpusArticle:
    what = _read(statements)
    relations = tuple(replace(r, statements=_others(r.statements, what)) for r in article.relations)
    return replace(article, mentions=mentions, relations=relations if what else article.relations)


def _quotation(q: Quotation, actors: str, statements: str) -> Quotation:
    whom = _read(actors)
    return replace(
        q,
        actor=_other(q.actor, whom),
        statement=_other(q.statement, _read(statements)),
        chain=tuple(replace(link, actor=_other(link.actor, whom)) for link in q.chain),
        together=_others(q.together, whom),
        addressees=_others(q.addressees, whom),
    )


def _statement(s: Statement, actors: str, statements: str) -> Statement:
    what = _read(statements)
    return replace(
        s,
        id=what.get(s.id, s.id),
        actor=_other(s.actor, _read(actors)),
        echoes=tuple(sorted(_others(s.echoes, what))),
        partials=tuple(sorted(_others(s.partials, what))),
    )
