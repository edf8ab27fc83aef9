"""Articles about one event are related though they share no statement; others are not."""

from __future__ import annotations

from build_site.lexicon import load_lexicon
from build_site.stages.statements.kinship import Kinship
from build_site.stages.statements.relating import read_text
from build_site.stages.statements.words import vocabulary
from tests.builders import corpus, story

KNOWN = vocabulary(load_lexicon())
LOCK = (
    "Lock gate fails in Kettlebury\nThe Brannock lock gate at Kettlebury gave way, said engineer Orla Tansey."
    " Barges waited below the weir."
)
AGAIN = (
    "Barges wait as Kettlebury gate gives way\nEngineer Orla Tansey inspected the Brannock lock gate."
    " Below the weir twelve barges waited at Kettlebury."
)
OTHER = "Choir wins prize\nThe Hollin choir sang in Ostrava and won. Its leader, Petra Voss, wept with joy."
NOISE = tuple(
    story(
        f"Market day {n}\nStalls number {n} sold apples and plums; trader Ivo Lund{n} counted coins.",
        name=f"n{n}",
    )
    for n in range(8)
)


def pairs(*days: str) -> list[tuple[int, int]]:
    """The related pairs among the two reports, another story and noise."""
    texts = zip((LOCK, AGAIN, OTHER), days, ("a", "b", "c"), strict=True)
    made = corpus(*(story(t, published=day, name=name) for t, day, name in texts), *NOISE)
    names = [a.slug for a in made.articles]
    wanted = {"a": 0, "b": 1, "c": 2}
    told = {a.slug: (read_text(a.article, a.title, (), KNOWN).weights, a.published) for a in made.articles}
    found = [(names[k.first], names[k.second]) for k in Kinship().of(told)]
    return sorted((wanted[x], wanted[y]) for x, y in found if x in wanted and y in wanted)


def test_two_reports_of_one_event_are_related() -> None:
    """Names and rare words in common, a day apart."""
    assert pairs("2024-03-01", "2024-03-02", "2024-03-02") == [(0, 1)]


def test_what_is_weeks_apart_is_another_event() -> None:
    """The same names a month later tell of something else, as far as dates show."""
    assert pairs("2024-03-01", "2024-04-02", "2024-03-02") == []
