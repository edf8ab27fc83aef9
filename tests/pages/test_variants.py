"""One utterance as a picture: a trunk, branches, bows around what is left out."""

from __future__ import annotations

from build_site.model import Segment, Version
from build_site.pages.variants import AXIS, ROWS, STEP, Slot, _steps, _Way, graph, slots

BASE = "We sail at dawn whatever the weather"


def version(*segments: tuple[str, str, str]) -> Version:
    return Version("q", tuple(Segment(*s) for s in segments))


def same(words: str) -> tuple[str, str, str]:
    return ("same", words, words)


WHOLE = version(("same", BASE, BASE))
CHANGED = version(("same", "We sail at ", "We sail at "), ("changed", "noon", "dawn"), same(BASE[15:]))
CUT = version(("same", "We sail at dawn", "We sail at dawn"), ("dropped", "", BASE[15:]))
ADDED = version(("same", "We sail ", "We sail "), ("inserted", "surely ", ""), same(BASE[8:]))
PASSING = version(("inserted", "He was heard to speak of something at ", ""), ("same", "dawn", "dawn"))


def test_words_are_cut_wherever_a_version_departs() -> None:
    """Each run with those who carry it, those who leave it out, and what others have there."""
    found = slots(BASE, (WHOLE, CHANGED, CUT, ADDED))
    assert [(s.text, s.carriers, s.dropped, dict(s.instead)) for s in found] == [
        ("We sail ", 4, 0, {}),
        ("at ", 4, 0, {"surely": 1}),
        ("dawn", 3, 0, {"noon": 1}),
        (" whatever the weather", 3, 1, {}),
    ]


def test_a_passing_use_leaves_nothing_out() -> None:
    """A few of the words in another sentence say nothing of the others."""
    assert [s.dropped for s in slots(BASE, (WHOLE, PASSING))] == [0]


def test_the_picture_draws_changes_and_omissions() -> None:
    """Thickness counts versions; the same words everywhere need no picture."""
    drawn = str(graph(BASE, (WHOLE, CHANGED, CHANGED, CUT)))
    assert drawn.count("v-bow") == 1
    assert "noon ×2" in drawn
    assert graph(BASE, (WHOLE, WHOLE)) is None


def test_forty_versions_and_hostile_words_stay_a_picture() -> None:
    """Rows are limited, nothing of a source is an element."""
    odd = version(("changed", "<script>x</script>", "We"), same(BASE[2:]))
    drawn = str(graph(BASE, (WHOLE, *[odd] * 20, *[CUT] * 20)))
    assert "<script" not in drawn
    words = " ".join(f"word{n}" for n in range(60))
    parts = [("same" if n % 2 else "dropped", f"word{n} " if n % 2 else "", f"word{n} ") for n in range(60)]
    many = str(graph(words, (version(("same", words, words)), version(*parts))))
    assert many.count("v-trunk") == ROWS
    assert isinstance(slots(words, ()), tuple)
    assert not Slot("x").instead


def test_lines_of_the_lineage_stand_apart_as_the_days_do() -> None:
    """The earliest first; a week is longer than a day, and what has no date comes last."""
    ways = [_Way("A", "", name, day, "") for name, day in (("x", "2024-03-01"), ("y", "2024-03-02"))]
    later = [*ways, _Way("A", "", "z", "2024-03-09", ""), _Way("A", "", "u", "", "")]
    first, day, week, unknown = _steps(later)
    assert first == unknown == STEP
    assert STEP < day < week
    assert sum(_steps([*ways, _Way("A", "", "z", "2034-03-09", "")])) <= 3 * STEP + AXIS + 1
