"""How words travelled, from the speaker outward to the outlet that was read, with links where they lead."""

from __future__ import annotations

from dataclasses import dataclass

from build_site.model import ChainLink, Quotation
from build_site.pages.catalogue import NOBODY, Catalogue
from build_site.pages.escape import plain


@dataclass(frozen=True, slots=True)
class Station:
    """One carrier of the words."""

    name: str
    path: str | None
    """From the site's root: the carrier's own article, its outlet's page, its page as an actor."""
    article: bool = False
    """The link leads to the article that the carrier wrote itself."""


def journey(known: Catalogue, quotation: Quotation) -> tuple[Station, ...]:
    """The speaker, every carrier, and the outlet of the article."""
    speaker = known.speaker(quotation)
    article = known.article(quotation.article)
    own = f"outlets/{article.outlet_id}.html" if article.outlet_id else None
    return (
        Station(speaker.name, speaker.path) if speaker else Station(NOBODY, None),
        *(_station(known, link) for link in reversed(quotation.chain)),
        Station(article.where, own),
    )


def second_hand(quotation: Quotation) -> tuple[ChainLink, ...]:
    """The other outlets that the words came through, the nearest first."""
    return tuple(link for link in quotation.chain if link.role == "outlet")


def _station(known: Catalogue, link: ChainLink) -> Station:
    name = plain(link.name)
    if link.article and link.article in known.articles:
        return Station(name, known.article(link.article).path, article=True)
    if link.outlet in known.outlets:
        return Station(name, f"outlets/{link.outlet}.html")
    actor = known.actor(link.actor if link.actor in known.actor_links else None)
    return Station(name, actor.path if actor else None)
