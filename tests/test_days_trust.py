"""A day of saying is given only where it is sure enough, by what was measured on judged articles."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from benchmarks.days import Judged, crossed, judged, weighed
from build_site.dates.expressions import calendar
from build_site.dates.trust import Scene
from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import Analysis, Document, Fact, Metadata
from build_site.stages.chronology import date_all, propose

LEXICON = load_lexicon()
OWN = "“We will open the locks,” Mayor Ana Ruiz said on Tuesday."
NEXT = "“The old gates are rotten and must go,” Ana Ruiz said."
TOLD = "Ana Ruiz has a plan, and said that the old gates are rotten, that they leak and that they must go."
LATER = (
    "Work at the harbour began on March 4, was halted on Monday and went on from Wednesday, as pilots did."
)
FAR = f"Locks\n{OWN}\n{LATER}\nAshford’s pilots did not wait.\nThe quay was empty.\n{TOLD}"


def read(text: str, article: str = "a") -> Analysis:
    """An article of Friday, 22 March 2024."""
    fact = Fact("2024-03-22")
    return analyse(Document(article, f"{article}.txt", text, "0" * 64, Metadata(published=fact)), LEXICON)


def given(found: Analysis) -> tuple[Any, ...]:
    """What days are worked out from."""
    return found.article, found.mentions, found.attributions, found.entities, "2024-03-22", LEXICON


def scene_of(found: Analysis) -> Scene:
    """The days of an article."""
    return propose(*given(found))[0]


def test_a_day_of_its_own_sentence_is_given() -> None:
    """Nothing is surer."""
    dates = date_all(*given(read(f"Locks\nIt rained.\n{OWN}")))
    assert [when.edtf if when else None for when in dates] == ["2024-03-19"]


def test_a_day_that_is_proposed_is_given_only_where_it_is_sure_enough() -> None:
    """It reaches less far where the article has told of other times since."""
    found = read(FAR)
    words = calendar(LEXICON)
    scene, proposed = propose(*given(found))
    assert proposed[0] is not None
    assert proposed[0].edtf == "2024-03-19"
    assert date_all(*given(found))[1] is None
    told = dict(scene.traits(1, "2024-03-19", words))
    assert told["way"] == "speaker’s"
    assert told["since"] == "4 more"


def test_the_way_by_which_a_day_comes_is_told() -> None:
    """Of its own sentence, of the speaker before or behind, of whoever spoke last, of the lead, of nobody."""
    scene = scene_of(read(f"Locks\n{OWN}\n{NEXT}\n“They hold,” Bela Szabo told pilots on Monday, and left."))
    ways = [scene.way(n, day)[0] for n, day in ((0, "2024-03-19"), (1, "2024-03-19"), (1, "2024-03-01"))]
    assert ways == ["own", "speaker’s", "other"]
    assert scene.way(2, "2024-03-19")[0] == "last"


def test_only_traits_that_an_article_can_have_are_weighed() -> None:
    """A trait that is renamed is measured anew."""
    scenes = [scene_of(read(text)) for text in (FAR, f"Locks\n{OWN}\n{NEXT}")]
    days = ("2024-03-19", "2024-03-01")
    words = calendar(LEXICON)
    names = {
        name for scene in scenes for n in (0, 1) for day in days for name, _ in scene.traits(n, day, words)
    }
    weighed_ones = [row[:2] for row in LEXICON.rows("trust/days")]
    assert {name for name, _ in weighed_ones} <= names | {"another time", "put back"}
    assert all(a < b for a, b in pairwise(weighed_ones))
    assert 0 < float(LEXICON.mapping("trust/day_gate")["given"]) < 1


def test_the_benchmark_judges_every_day_that_might_be_a_quotation_s() -> None:
    """Right where it is the one that a reader was told; weights learn from right and wrong ones."""
    text = f"Locks\n{OWN}\n{NEXT}\n“They hold,” Bela Szabo told pilots on Monday.\nAna Ruiz said they leak."
    some: list[Judged] = []
    for n in range(12):
        found = read(text, f"a{n}")
        at = [a.content[0][0] for a in found.attributions]
        days = ["2024-03-19", "2024-03-19", "2024-03-18", None]
        rows = [{"at": [f"a{n}", *place], "date": day} for *place, day in zip(at, at, days, strict=True)]
        some += judged(found, rows)
    first = some[0]
    assert first.proposed == "2024-03-19"
    assert {day: right for day, (_, right, _) in some[2].days.items()} == {
        "2024-03-18": True,
        "2024-03-19": False,
    }
    assert not any(right for _, right, _ in some[3].days.values())
    assert weighed(some)["way", "own"] > weighed(some)["way", "last"]
    chances = crossed(some)
    assert chances[0] > 0.5 > chances[3]
