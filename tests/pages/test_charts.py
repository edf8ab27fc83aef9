"""Charts of dates: marks where the dates are, doubts kept, and a table that says the same."""

from __future__ import annotations

from datetime import date, timedelta

from build_site.pages.charts import MARGIN, PERIODS, chart


def test_days_stand_in_proportion() -> None:
    """The first at the left margin, the last at the right one, the middle in between."""
    made = chart([("Said", ["2024-03-01", "2024-03-11", "2024-03-21", "2024-03-21"])])
    assert made
    marks = made.rows[0].marks
    assert [(m.start, m.end) for m in marks] == [(3, 3), (50, 50), (97, 97)]
    assert marks[2].size > marks[0].size
    assert marks[2].words == "21 March 2024: 2"
    assert made.table == (("1 March 2024", (1,)), ("11 March 2024", (1,)), ("21 March 2024", (2,)))


def test_an_uncertain_date_is_drawn_as_one() -> None:
    """A doubt is hollow; a month stands as long as it is."""
    made = chart([("Said", ["2024-03-01", "2024-03-05~", "2024-03"])])
    assert made
    by_words = {m.words: m for m in made.rows[0].marks}
    assert by_words["about 5 March 2024: 1"].doubtful
    month = by_words["March 2024: 1"]
    assert (month.kind, month.start, month.end) == ("open", 3, 97)


def test_rows_share_one_axis_and_one_scale() -> None:
    """What is thick in one row is as thick in another; a row without dates is left out."""
    made = chart([("A", ["2024-03-01"] * 4), ("B", ["2024-03-01", "2024-03-02"]), ("C", ["some day"])])
    assert made
    assert [row.label for row in made.rows] == ["A", "B"]
    assert made.table == (("1 March 2024", (4, 1)), ("2 March 2024", (0, 1)))
    assert made.rows[0].marks[0].size > made.rows[1].marks[0].size == made.rows[1].marks[1].size


def test_too_many_days_become_months_then_years() -> None:
    """Every date is still counted."""
    days = [(date(2019, 1, 1) + timedelta(n)).isoformat() for n in range(PERIODS + 200)]
    months = chart([("Said", days)])
    years = chart([("Said", [f"{y}-{m:02}-01" for y in range(1990, 2010) for m in range(1, 13)])])
    assert months
    assert months.table[0] == ("January 2019", (31,))
    assert sum(n for _, (n,) in months.table) == len(days)
    assert {m.kind for m in months.rows[0].marks} == {"bin"}
    assert years
    assert [words for words, _ in years.table] == [str(y) for y in range(1990, 2010)]


def test_one_date_is_no_chart() -> None:
    """Nor are dates without a year, or words."""
    assert chart([("Said", ["2024-03-01", "2024-03-01"])]) is None
    assert chart([("Said", ["XXXX-03-01", "XXXX-04-01", "", "soon"])]) is None
    assert chart([]) is None


def test_ticks_are_few_and_inside() -> None:
    """Whatever the length of time, from days to centuries."""
    for last in ("2000-01-03", "2000-01-20", "2000-03-01", "2001-01-01", "2031-05-01", "2700-01-01"):
        made = chart([("Said", ["2000-01-01", last])])
        assert made
        assert 1 <= len(made.ticks) <= 8, last
        assert all(3 <= t.place <= 97 for t in made.ticks)
        assert len({t.words for t in made.ticks}) == len(made.ticks)


def test_a_date_that_strays_does_not_squeeze_the_others() -> None:
    """One of many, years off, stands at the edge, and the axis says so; of few none strays."""
    days = [f"2024-03-{n:02}" for n in range(1, 25)]
    drawn = chart([("Said", [*days, "1975-01-01"])])
    assert drawn
    assert drawn.ticks[0].words == "earlier"
    stray, first, *_, last = drawn.rows[0].marks
    assert stray.start < MARGIN
    assert last.end - first.start > 50
    few = chart([("Said", ["1975-01-01", "2024-03-01", "2024-03-02"])])
    assert few
    assert "earlier" not in [tick.words for tick in few.ticks]
