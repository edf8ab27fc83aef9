"""What the browser has to know of a page, of the queue and of who may have spoken: plain records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_site.desk.scene import Scene
from build_site.model import Actor, CorpusArticle, Quotation
from build_site.pages.words import listed
from build_site.stages.queue import Item, decided
from build_site.text import text_of

Record = dict[str, Any]
SHOWN = 40
"""So many items of the queue are sent at a time."""
FOUND = 12
LONGEST = 300


def page(scene: Scene, path: str) -> Record:
    """What can be decided on a page of the site."""
    folder, _, name = path.partition("/")
    id = name.removesuffix(".html")
    if folder == "articles":
        found = next((a for a in scene.dataset.articles if a.slug == id), None)
        return {"kind": "article", **_article(scene, found)} if found else {"kind": ""}
    if folder == "actors" and id in scene.actors:
        return {"kind": "actor", **_actor(scene, scene.actors[id])}
    if folder == "statements":
        statement = next((s for s in scene.dataset.statements if s.id == id), None)
        if statement:
            versions = [scene.quotations[v.quotation] for v in statement.versions]
            return {"kind": "statement", "versions": [_quotation(scene, q) for q in versions]}
    return {"kind": ""}


def queue(scene: Scene, items: Iterable[Item]) -> list[Record]:
    """The first items, each with where it stands and what speaks for a look."""
    return [_item(scene, item) for item, _ in zip(items, range(SHOWN), strict=False)]


def actors(scene: Scene, sought: str, path: str = "") -> list[Record]:
    """Actors by what was typed, those of the page first; then the most quoted."""
    wanted = sought.casefold().split()
    spoken = Counter(q.actor for q in scene.quotations.values() if q.actor)
    slug = path.removeprefix("articles/").removesuffix(".html")
    article = next((a for a in scene.dataset.articles if a.slug == slug), None)
    here = Counter(m.actor for m in article.mentions) if article else Counter()
    ranked = []
    for actor in scene.dataset.actors:
        names = [actor.name, *(alias.text for alias in actor.aliases)]
        rank = min((_rank(name.casefold(), wanted) for name in names), default=9)
        if rank < 9:
            much = (-here[actor.id], -spoken[actor.id], -len(actor.mentions))
            ranked.append((rank, not here[actor.id], *much, actor.name, actor.id))
    return [_chosen(scene.actors[id], spoken[id]) for *_, id in sorted(ranked)[:FOUND]]


def quotations(scene: Scene, sought: str, but: str) -> list[Record]:
    """Published quotations that hold all words of what was typed, other than one; its speaker's first."""
    wanted = sought.casefold().split()
    one = scene.quotations.get(but)
    found = sorted(
        (q for q in scene.dataset.quotations if q.id != but and all(w in q.text.casefold() for w in wanted)),
        key=lambda q: one is None or q.actor != one.actor,
    )
    return [_quotation(scene, q) for q in found[:FOUND]]


def moved(scene: Scene, asked: Mapping[str, Any]) -> str | None:
    """Where an actor's page is now that it is called otherwise, or somebody else's."""
    name = str(asked.get("name", "")) if asked.get("do") == "rename" else ""
    if asked.get("do") == "merge":
        known = scene.actors.get(str(asked.get("into", "")))
        name = known.name if known else ""
    found = next((a for a in scene.dataset.actors if name and a.name == name), None)
    return f"actors/{found.id}.html" if found else None


def _rank(name: str, wanted: list[str]) -> int:
    words = name.split()
    if not wanted:
        return 3
    if name.startswith(" ".join(wanted)):
        return 0
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return 1
    return 2 if all(part in name for part in wanted) else 9


def _chosen(actor: Actor, quotations: int) -> Record:
    about = actor.description or (actor.titles[0].text if actor.titles else actor.kind.value)
    return {"id": actor.id, "name": actor.name, "about": about[:80], "quotations": quotations}


def _article(scene: Scene, article: CorpusArticle) -> Record:
    m = article.article.metadata
    own = [*scene.of_article(article.id), *scene.dropped.get(article.id, ())]
    facts = {"title": m.title, "outlet": m.outlet, "published": m.published, "url": m.url}
    return {
        "id": article.id,
        "seen": scene.facts(article),
        "facts": {
            **{key: fact.value if fact else "" for key, fact in facts.items()},
            "author": "; ".join(m.author.names) if m.author else "",
        },
        "quotations": [_quotation(scene, q) for q in own],
    }


def _quotation(scene: Scene, q: Quotation) -> Record:
    article = scene.articles[q.article]
    text = article.article.text
    return {
        "id": q.id,
        "anchor": q.anchor,
        "path": f"articles/{article.slug}.html#{q.anchor}",
        "where": article.title[:60],
        "seen": scene.claim(q),
        "text": q.text[:LONGEST],
        "type": q.type.value,
        "actor": q.actor,
        "speaker": _name(scene, q),
        "together": [{"id": id, "name": scene.actors[id].name} for id in q.speakers if q.together],
        "source": text_of(text, q.source),
        "span": [q.content[0][0], q.content[-1][1]],
        "versions": len(scene.versions(q)),
        "confidence": round(100 * q.confidence),
        "said": q.when.edtf if q.when else "",
        "note": q.corrected,
        "checked": q.checked,
        "state": state(scene, q),
    }


def state(scene: Scene, q: Quotation) -> str:
    """``dropped``, ``corrected``, ``checked``, ``doubt`` or ``open``."""
    if q.id not in scene.quotations:
        return "dropped"
    if decided(q):
        return "corrected" if q.corrected is not None else "checked"
    return "doubt" if q.id in scene.doubts else "open"


def _name(scene: Scene, q: Quotation) -> str:
    if q.actor:
        return listed(tuple(scene.actors[id].name for id in q.speakers))
    return q.unnamed.words if q.unnamed else ""


def _actor(scene: Scene, actor: Actor) -> Record:
    return {
        "id": actor.id,
        "name": actor.name,
        "seen": scene.who(actor),
        "facts": {
            "kind": actor.kind.value,
            "title": next((name.text for name in actor.titles if not name.count), ""),
            "description": actor.description or "",
            "same_as": " ".join(actor.same_as),
            "portrait": actor.portrait.path if actor.portrait else "",
            "credit": actor.portrait.credit if actor.portrait else "",
        },
        "mentions": list(_mentions(scene, actor)),
    }


def _mentions(scene: Scene, actor: Actor) -> Iterator[Record]:
    """The words that stand for an actor, by article: any of them may be somebody else's."""
    counted: Counter[tuple[str, str]] = Counter()
    for mention in actor.mentions:
        words = scene.articles[mention.article].article.text[slice(*mention.span)]
        counted[mention.article, " ".join(words.split())] += 1
    for (article, words), count in sorted(counted.items(), key=lambda pair: (pair[0][0], -pair[1])):
        where: Mapping[str, str] = {"article": article, "where": scene.articles[article].title[:60]}
        yield {**where, "words": words, "count": count}


def _item(scene: Scene, item: Item) -> Record:
    q = scene.quotations[item.quotation]
    others = [_quotation(scene, scene.quotations[id]) for id in item.batch]
    return {
        **_quotation(scene, q),
        "why": list(item.why),
        "wrong": round(100 * item.wrong),
        "batch": others,
        "words": item.words,
    }
