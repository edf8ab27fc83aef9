"""Bodies of one name in several states: several actors where articles tell of several, and else one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from build_site.curation import AuthorityActor
from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import ActorKind, Document
from build_site.stages.resolution import Resolution, resolve_corpus

PERU = "Peru votes. Lima is quiet, and in Peru the boats of Peru stay in port."
POLAND = "Warsaw waits. Poland is cold, and the Polish boats of Poland stay in port."


def told(*texts: str, authority: tuple[AuthorityActor, ...] = ()) -> Resolution:
    """The actors of a corpus."""
    found = (analyse(Document(f"a{n}", f"a{n}", text, ""), load_lexicon()) for n, text in enumerate(texts))
    return resolve_corpus(tuple(found), authority, load_lexicon())


def bodies(resolution: Resolution) -> Iterator[tuple[str, str]]:
    """The names of bodies, each with its articles' numbers."""
    for one in resolution.actors:
        where = sorted({m.article.partition("-")[0][1:] for m in one.mentions})
        if one.kind is ActorKind.ORGANISATION and one.name not in {"Peru", "Poland", "Warsaw", "Norway"}:
            yield one.name, "".join(where)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        # The state stands with the name: before it, as its owner, behind it
        (
            (
                "“We fly,” the Peruvian Air Force said. Peru’s Air Force is small.",
                "“We wait,” Poland’s Air Force said.",
                "“We land,” the Air Force of Norway said.",
            ),
            [("Air Force of Norway", "2"), ("Peruvian Air Force", "0"), ("Poland’s Air Force", "1")],
        ),
        # No state stands with it; the article names one often
        (
            (f"{PERU} “We met,” Parliament said.", f"{POLAND} “We meet,” Parliament said."),
            [("Parliament", "0"), ("Parliament", "1")],
        ),
        # One of a land’s own states, which another article’s may not be
        (
            (
                "“Yes,” the Supreme Court said.",
                "“No,” the state Supreme Court said in May.",
                "“Maybe,” the state Supreme Court said in June.",
            ),
            [("Supreme Court", "0"), ("state Supreme Court", "1"), ("state Supreme Court", "2")],
        ),
        # Whose it is where nothing else is told: the one of which most articles tell
        (
            (
                "“We fly,” the Peruvian Air Force said.",
                f"{PERU} “We land,” the Air Force said.",
                "“It rains,” the Air Force said.",
                "“We wait,” Poland’s Air Force said.",
            ),
            [("Air Force", "012"), ("Poland’s Air Force", "3")],
        ),
        # A seat in another body
        (
            ("“Aye,” the Senate said.", "In Ohio’s Senate race the Senate said “nay”."),
            [("Senate", "01")],
        ),
        # Names that one body has, and names of which one state alone is told
        (
            (f"{PERU} “Aye,” the Quay Council said.", f"{POLAND} “Nay,” the Quay Council said."),
            [("Quay Council", "01")],
        ),
        (
            (
                f"{PERU} “Aye,” the Coast Guard said.",
                "“Nay,” the Coast Guard said.",
                "“We sail,” Peru’s Coast Guard said.",
            ),
            [("Coast Guard", "012")],
        ),
    ],
)
def test_whose_body_is_meant(texts: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    """By what stands with the name, then by what the corpus tells most, then by the article."""
    assert sorted(bodies(told(*texts))) == found


def test_the_curator_says_that_they_are_one() -> None:
    """``actors.yml`` goes before what articles tell."""
    entry = AuthorityActor("Air Force", "actors.yml:1", aliases=("The Air Force",))
    texts = ("“We fly,” Peru’s Air Force said.", "“We wait,” Poland’s Air Force said.")
    assert len(list(bodies(told(*texts)))) == 2
    assert list(bodies(told(*texts, authority=(entry,)))) == [("Air Force", "01")]


def test_the_order_of_the_articles_is_nothing_to_it() -> None:
    """The same bodies whichever way round."""
    texts = [
        f"{PERU} “We met,” Parliament said.",
        f"{POLAND} “We meet,” Parliament said.",
        "The Coast Guard sailed.",
    ]
    there, back = (sorted(name for name, _ in bodies(told(*some))) for some in (texts, texts[::-1]))
    assert there == back
