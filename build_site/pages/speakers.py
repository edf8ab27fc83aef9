"""The pages of speakers: those who speak most as cards, by kind, and everybody by letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_site.model import Actor, ActorKind
from build_site.pages.catalogue import UNNAMED, ActorLink, Catalogue
from build_site.pages.escape import plain
from build_site.pages.paging import Sheet, sheets
from build_site.pages.words import KINDS, count
from build_site.text import fold

CARDS = 40
"""So many who speak most are shown as cards."""
LETTERS = 150
"""Names a page of a letter."""
OUTLETS = 3
"""So many outlets stand on a card."""
OTHER = "other"
"""Where names stand that begin with no Latin letter."""
SMALL = frozenset({"the", "a", "an"})
AFTER = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of speakers and its page."""

    label: str
    path: str
    total: int


@dataclass(frozen=True, slots=True)
class Card:
    """A speaker as the index shows one."""

    actor: ActorLink
    about: str
    quotations: int
    articles: int
    outlets: tuple[tuple[str, int], ...]
    """Those that quote the speaker most, and how often."""
    more: int
    width: int
    """Percent of the most quoted speaker's quotations."""


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker in the list of a letter."""

    actor: ActorLink
    quotations: int


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    """What ``actors.html`` shows."""

    path: str
    title: str
    description: str
    lead: str
    tabs: tuple[Tab, ...]
    letters: tuple[tuple[str, str], ...]
    """A letter and its page."""
    cards: tuple[Card, ...]
    sheet: Sheet[Actor] | None
    """Of a letter's page."""
    names: tuple[Name, ...]


TABS = (
    ("People", "actors/index.html", (ActorKind.PERSON,)),
    (
        "Institutions",
        "actors/index-institutions.html",
        (ActorKind.ORGANISATION, ActorKind.OFFICE, ActorKind.GROUP),
    ),
    ("Documents", "actors/index-documents.html", (ActorKind.DOCUMENT,)),
)
"""Label, page, kinds of actors."""


def contexts(known: Catalogue) -> Iterator[SpeakersPage]:
    """A page for each kind, then one or more for each letter."""
    actors = known.dataset.actors
    kinds = [(label, path, [a for a in actors if a.kind in of]) for label, path, of in TABS]
    unnamed = len({(q.article, q.unnamed.words) for q in known.dataset.quotations if q.unnamed})
    tabs = (
        *(Tab(label, path, sum(a.id in known.by_actor for a in own)) for label, path, own in kinds),
        Tab("Unnamed", UNNAMED, unnamed),
    )
    by_letter: dict[str, list[Actor]] = {}
    for actor in sorted(actors, key=lambda a: (sorting(a), a.id)):
        first = sorting(actor)[:1]
        by_letter.setdefault(first if "a" <= first <= "z" else OTHER, []).append(actor)
    letters = tuple((letter.upper() if letter != OTHER else "…", _letter(letter)) for letter in by_letter)
    for label, path, own in kinds:
        yield _cards(known, label, path, own, tabs, letters)
    for letter, own in by_letter.items():
        for sheet in sheets(own, _letter(letter), lambda a: a.id, lambda a: plain(a.name), LETTERS):
            title = f"Speakers: {letter.upper() if letter != OTHER else 'other names'}"
            names = tuple(Name(_link(a), len(known.by_actor.get(a.id, ()))) for a in sheet.rows)
            lead = sheet.told(f"{count(len(own), 'name')}, those of people by their last word.")
            yield SpeakersPage(sheet.path, sheet.titled(title), lead, lead, tabs, letters, (), sheet, names)


def sorting(actor: Actor) -> str:
    """What a name is sorted by: a person's last word first, anything else without its article."""
    words = fold(plain(actor.name)).replace(".", "").split()
    if actor.kind is ActorKind.PERSON and len(words) > 1:
        last = next((n for n in range(len(words) - 1, 0, -1) if words[n] not in AFTER), 0)
        words = [words[last], *words[:last]]
    elif len(words) > 1 and words[0] in SMALL:
        words = words[1:]
    return " ".join(words).lstrip("“‘\"'(")


def _letter(letter: str) -> str:
    return f"actors/index-{letter}.html"


def _link(actor: Actor) -> ActorLink:
    return ActorLink(actor.id, plain(actor.name), actor.kind, actor.outlet)


def _cards(
    known: Catalogue,
    label: str,
    path: str,
    own: Sequence[Actor],
    tabs: tuple[Tab, ...],
    letters: tuple[tuple[str, str], ...],
) -> SpeakersPage:
    quoted = sorted(
        (a for a in own if a.id in known.by_actor),
        key=lambda a: (-len(known.by_actor[a.id]), -len(a.mentions), a.name, a.id),
    )
    named = len(own) - len(quoted)
    shown = f"the {CARDS} who speak most of {len(quoted):,}" if len(quoted) > CARDS else f"all {len(quoted)}"
    lead = f"{label}: {shown}." if quoted else f"{label}: nobody is quoted."
    if named:
        lead += f" {count(named, 'more', 'more')} are named and not quoted."
    most = len(known.by_actor[quoted[0].id]) if quoted else 1
    cards = tuple(_card(known, actor, most) for actor in quoted[:CARDS])
    title = "Speakers" if path == TABS[0][1] else f"Speakers: {label.lower()}"
    return SpeakersPage(path.removesuffix(".html") + ".md", title, lead, lead, tabs, letters, cards, None, ())


def _card(known: Catalogue, actor: Actor, most: int) -> Card:
    quotations = known.by_actor[actor.id]
    about = actor.description or (actor.titles[0].text if actor.titles else KINDS[actor.kind])
    outlets = Counter(
        name for q in quotations if (name := known.article(q.article).outlet) is not None
    ).most_common()
    return Card(
        actor=_link(actor),
        about=plain(about),
        quotations=len(quotations),
        articles=len({q.article for q in quotations}),
        outlets=tuple(outlets[:OUTLETS]),
        more=max(0, len(outlets) - OUTLETS),
        width=round(100 * len(quotations) / most),
    )
